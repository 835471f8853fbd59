/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/fund.h"

#include "replay/drill/state.h"

/* preapproved: the most that a safeguard of the grade as it stands, or of a
 * milder one, lets a step cost. */
static int64_t
preapproved(const struct drill *d, uint32_t scene)
{
	int32_t grade = d->scenes[scene].grade;
	int64_t most = 0;

	for (uint32_t i = 0; i < d->stage->safeguards_n && grade != STAGE_NONE;
	     i++) {
		const struct stage_safeguard *s = &d->stage->safeguards[i];

		if (s->grade >= grade && s->preapproved > most)
			most = s->preapproved;
	}
	return most;
}

bool
fund_is_free(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	return s->cost <= s->may_cost || d->tasks[task].approved ||
	       d->tasks[task].supplied || s->cost <= preapproved(d, s->scene);
}
