/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "base/document.h"
#include "plans/reach.h"

enum { COPIES_MOST = 64, SURE = 1000000 };

/* check_groups: more of a group than there are can never be up. */
static void
check_groups(struct checking *c)
{
	for (uint32_t i = 0; i < c->org->services.n; i++) {
		const struct service *s = &c->org->services.at[i];

		for (uint32_t j = 0; j < s->needs_some.n; j++)
			if (s->needs_some.at[j].at_least >
			    s->needs_some.at[j].of.n)
				checking_add(c, GRADE_ERROR, "group-short",
				    s->needs_some.at[j].at, "service", s->id);
	}
}

static void
check_data(struct checking *c)
{
	for (uint32_t i = 0; i < c->org->data.n; i++) {
		const struct data *d = &c->org->data.at[i];

		if (d->copies.n == 0)
			checking_add(c, GRADE_FINDING, "no-copies", d->at,
			    "data", d->id);
		if (d->copies.n > COPIES_MOST)
			checking_add(c, GRADE_ERROR, "copies-most", d->at,
			    "data", d->id);
	}
}

static void
check_monitors(struct checking *c)
{
	for (uint32_t i = 0; i < c->org->monitors.n; i++)
		if (c->org->monitors.at[i].misses_ppm == SURE)
			checking_add(c, GRADE_FINDING, "monitor-blind",
			    c->org->monitors.at[i].at, "monitor",
			    c->org->monitors.at[i].id);
}

void
check_services(struct checking *c)
{
	check_groups(c);
	checking_circles(c, c->needs, "service-cycle", "service");
	check_data(c);
	check_monitors(c);
}
