/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/document.h"

enum { FULL = 1000000 };

/* check_standbys: can those who stand in carry the load? */
static void
check_standbys(struct checking *c)
{
	for (uint32_t i = 0; i < c->org->services.n; i++) {
		const struct service *s = &c->org->services.at[i];

		if (s->standby.index >= 0 &&
		    c->org->services.at[s->standby.index].capacity_ppm < FULL)
			faults_add(c->faults, GRADE_FINDING, "standby-small",
			    s->standby.at, "service", s->id, "standby",
			    s->standby.id, NULL);
	}
}

/* has_way_back: does any step switch this service back? */
static bool
has_way_back(const struct checking *c, int32_t service)
{
	for (uint32_t i = 0; i < c->steps_n; i++)
		for (uint32_t j = 0; j < c->steps[i]->effects.n; j++)
			if (c->steps[i]->effects.at[j].switches ==
				SWITCH_BACK &&
			    c->steps[i]->effects.at[j].service.index == service)
				return true;
	return false;
}

static void
check_switch(struct checking *c, const struct step *s, const struct effect *e)
{
	const struct service *x;

	if (e->service.index < 0)
		return; /* a fault already */
	x = &c->org->services.at[e->service.index];
	if (x->standby.at == NULL)
		checking_add(
		    c, GRADE_ERROR, "switch-nowhere", e->at, "service", x->id);
	if (value_get(e->at, "level") != NULL || e->capacity_ppm > 0 ||
	    e->lowers)
		checking_add(
		    c, GRADE_ERROR, "switch-alone", e->at, "step", s->id);
	if (e->switches == SWITCH_BACK && s->stage != STAGE_FALLBACK)
		checking_add(
		    c, GRADE_FINDING, "fallback-hasty", e->at, "step", s->id);
	if (e->switches == SWITCH_TO_STANDBY &&
	    !has_way_back(c, e->service.index))
		checking_add(c, GRADE_NOTE, "fallback-unplanned", e->at,
		    "service", x->id);
}

static void
check_effect(struct checking *c, const struct step *s, const struct effect *e)
{
	if (e->switches >= 0)
		check_switch(c, s, e);
	else if (e->second_fault != NULL)
		checking_add(c, GRADE_ERROR, "second-fault-alone",
		    e->second_fault->at, "step", s->id);
}

void
check_fallback(struct checking *c)
{
	check_standbys(c);
	for (uint32_t i = 0; i < c->steps_n; i++) {
		const struct step *s = c->steps[i];

		if (s->stage == STAGE_FALLBACK &&
		    checking_act(c, RESPONSE_CONFIRM) == NULL)
			checking_add(c, GRADE_ERROR, "fallback-unconfirmed",
			    s->at, "step", s->id);
		for (uint32_t j = 0; j < s->effects.n; j++)
			check_effect(c, s, &s->effects.at[j]);
	}
}
