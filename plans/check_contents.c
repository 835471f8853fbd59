/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "base/document.h"
#include "base/text.h"

/* check_missing: one note for all that is left out, so that a short plan is
 * not buried in them. */
static void
check_missing(struct checking *c)
{
	const struct plan *p = c->plan;
	const struct {
		const char *member;
		bool there;
	} members[] = {{"version", p->version[0] != '\0'},
	    {"purpose", p->purpose.en[0] != '\0'},
	    {"basis", p->basis.en[0] != '\0'},
	    {"scope", p->scope.en[0] != '\0'}, {"review", p->reviews.n > 0},
	    {"approval", p->approval != NULL},
	    {"publication", p->publication != NULL},
	    {"distribution", p->distribution.n > 0},
	    {"training", p->trainings.n > 0},
	    {"safeguards", p->safeguards.en[0] != '\0'},
	    {"contacts", p->contacts.en[0] != '\0'}};
	struct text missing = text_new(c->arena);

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (!members[i].there)
			text_fmt(&missing, "%s%s", missing.len > 0 ? " " : "",
			    members[i].member);
	if (missing.len > 0)
		checking_add(c, GRADE_NOTE, "contents-missing", p->at,
		    "members", missing.at);
}

/* check_order: reviewed, then approved, then issued. */
static void
check_order(struct checking *c)
{
	const struct plan *p = c->plan;
	const struct control *next =
	    p->approval != NULL ? p->approval : p->publication;

	for (uint32_t i = 0; i < p->reviews.n && next != NULL; i++)
		if (p->reviews.at[i].on > next->on)
			checking_add(c, GRADE_FINDING, "issued-unreviewed",
			    p->reviews.at[i].at, "member", "review");
	if (p->approval != NULL && p->publication != NULL &&
	    p->approval->on > p->publication->on)
		checking_add(c, GRADE_FINDING, "issued-unreviewed",
		    p->approval->at, "member", "approval");
}

/* check_distribution: whoever has something to do should hold the plan. */
static void
check_distribution(struct checking *c)
{
	bool *holds = arena_array(c->arena, c->org->roles.n, sizeof(*holds));
	struct text without = text_new(c->arena);

	if (c->plan->distribution.n == 0 ||
	    !checking_mark(holds, &c->plan->distribution))
		return;
	for (uint32_t i = 0; i < c->org->roles.n; i++)
		if (!holds[i])
			text_fmt(&without, "%s%s", without.len > 0 ? ", " : "",
			    c->org->roles.at[i].id);
	if (without.len > 0)
		checking_add(c, GRADE_NOTE, "distribution-misses",
		    c->plan->distribution.at[0].at, "roles", without.at);
}

void
check_contents(struct checking *c)
{
	check_missing(c);
	check_order(c);
	check_distribution(c);
}
