/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/pd_compare.h"

#include <string.h>

#include "base/arena.h"
#include "base/names.h"
#include "plans/duty.h"
#include "plans/plan.h"
#include "plans/zones.h"
#include "replay/cli/clocks.h"
#include "replay/cli/foreign.h"
#include "replay/cli/pagerduty.h"
#include "replay/cli/rota.h"

/* A final schedule beside the calendar that came of it. */
struct beside {
	const struct pagerduty *p;
	const struct value *entries;
	const char *calendar;
	const struct duty *duties;
	uint32_t n;
	const struct names *names; /* of the plan: person */
};

static bool
entry_bounds(const struct value *v, int64_t *from, int64_t *until)
{
	const char *start = foreign_string(v, "start");
	const char *end = foreign_string(v, "end");
	struct instant at[2];

	if (start == NULL || end == NULL || !instant_parse(start, &at[0]) ||
	    !instant_parse(end, &at[1]))
		return false;
	*from = at[0].ms;
	*until = at[1].ms;
	return *from < *until;
}

/* window: from the first entry to the last. */
static bool
window(const struct value *entries, int64_t *from, int64_t *until)
{
	bool any = false;

	for (const struct value *v = foreign_items(entries); v != NULL;
	     v = value_next(v)) {
		int64_t a;
		int64_t b;

		if (!entry_bounds(v, &a, &b))
			continue;
		*from = any && *from < a ? *from : a;
		*until = any && *until > b ? *until : b;
		any = true;
	}
	return any;
}

/* theirs: whom an entry names at an instant; "-" for nobody. */
static const char *
theirs(const struct beside *x, int64_t at)
{
	for (const struct value *v = foreign_items(x->entries); v != NULL;
	     v = value_next(v)) {
		int64_t from;
		int64_t until;

		if (entry_bounds(v, &from, &until) && from <= at && at < until)
			return pagerduty_person(x->p, v);
	}
	return "-";
}

static const char *
ours(const struct beside *x, int64_t at)
{
	int32_t number = x->duties[duty_at(x->duties, x->n, at)].person;

	return number == DUTY_NOBODY ? "-"
				     : names_of(x->names, "person", number);
}

/* agree: at one instant. Return: false once they do not, and a finding. */
static bool
agree(const struct beside *x, int64_t at)
{
	const char *their = theirs(x, at);
	const char *our = ours(x, at);
	struct text when = text_new(x->p->rota->arena);

	if (their == NULL || strcmp(their, our) == 0)
		return true;
	instant_write(&when, (struct instant){at, 0});
	faults_add(x->p->rota->faults, GRADE_FINDING, "import-differs",
	    x->entries, "calendar", x->calendar, "at", when.at, "theirs", their,
	    "ours", our, NULL);
	return false;
}

/* agrees: at every instant at which either may change, in [from, until). */
static bool
agrees(const struct beside *x, int64_t from, int64_t until)
{
	bool same = true;

	for (uint32_t i = 0; i < x->n && same; i++)
		same = agree(x, x->duties[i].from);
	for (const struct value *v = foreign_items(x->entries);
	     v != NULL && same; v = value_next(v)) {
		int64_t a;
		int64_t b;

		if (!entry_bounds(v, &a, &b))
			continue;
		same = (a < from || agree(x, a)) &&
		       (b < from || b >= until || agree(x, b));
	}
	return same;
}

static int
compare(const struct pagerduty *p, const struct plan *plan,
    const struct value *schedule, int *differ, struct error *err)
{
	struct beside x = {.p = p,
	    .entries = pagerduty_rendered(schedule, "final_schedule"),
	    .calendar = foreign_want_id(p->rota, schedule),
	    .names = plan->names};
	int32_t number = names_find(plan->names, "calendar", x.calendar);
	const struct calendar *c;
	int64_t from = 0;
	int64_t until = 0;

	if (number < 0 || !window(x.entries, &from, &until))
		return 0;
	c = &plan->organisation->calendars.at[number];
	if (from < p->from.ms)
		from = p->from.ms;
	if (clocks_set(p->rota->arena, &plan, (struct instant){from, 0},
		until - from, p->rota->faults, err) != 0)
		return -1;
	x.n = duty_roll(p->rota->arena, c, zones_find(plan->zones, c->zone),
	    from, until, &x.duties);
	*differ += x.n > 0 && !agrees(&x, from, until);
	return 0;
}

int
pd_compare_schedules(
    const struct pagerduty *p, const struct plan *plan, struct error *err)
{
	int differ = 0;

	for (uint32_t i = 0; i < p->n; i++) {
		const struct value *root = p->documents[i]->values;
		const struct value *one = value_get(root, "schedule");
		const struct value *list = value_get(root, "schedules");

		if (one != NULL && compare(p, plan, one, &differ, err) != 0)
			return -1;
		for (const struct value *v = foreign_items(list); v != NULL;
		     v = value_next(v))
			if (compare(p, plan, v, &differ, err) != 0)
				return -1;
	}
	return differ;
}
