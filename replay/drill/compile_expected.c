/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile_expected.h"

#include "base/arena.h"
#include "replay/drill/build.h"
#include "scenarios/scenario.h"

static const enum fact_act acts[EXPECTED_ACTS] = {
    [EXPECTED_ACK] = FACT_ACK,
    [EXPECTED_ARRIVE] = FACT_ARRIVE,
    [EXPECTED_VERIFIED] = FACT_VERIFIED,
    [EXPECTED_DISMISSED] = FACT_DISMISSED,
    [EXPECTED_GRADED] = FACT_GRADED,
    [EXPECTED_AUTHORISED] = FACT_AUTHORISED,
    [EXPECTED_ACTIVATED] = FACT_ACTIVATED,
    [EXPECTED_START] = FACT_START,
    [EXPECTED_DONE] = FACT_DONE,
    [EXPECTED_CONFIRMED] = FACT_CONFIRMED,
    [EXPECTED_CLOSED] = FACT_CLOSED,
    [EXPECTED_REGISTERED] = FACT_REGISTERED,
};

/* add: everybody a list names, as entities. */
static uint32_t
add(uint32_t *parts, uint32_t n, enum entity_kind kind, const struct refs *refs)
{
	for (uint32_t i = 0; i < refs->n; i++)
		parts[n++] = fact_entity(kind, (uint32_t)refs->at[i].index);
	return n;
}

/* parts_needed: where nobody is named, one part that anybody may do. */
static uint32_t
parts_needed(const struct expectation *x)
{
	uint32_t n = x->roles.n + x->people.n;

	return n > 0 ? n : 1;
}

static struct range
compile_parts(uint32_t *parts, uint32_t first, const struct expectation *x)
{
	uint32_t n = add(parts, first, ENTITY_ROLE, &x->roles);

	n = add(parts, n, ENTITY_PERSON, &x->people);
	if (n == first)
		parts[n++] = 0;
	return (struct range){first, n - first};
}

void
compile_expected(struct build *b)
{
	const struct scenario *scenario = b->scenario;
	struct stage *stage = b->stage;
	uint32_t n = scenario->expectations.n;
	struct stage_expected *out = arena_array(b->arena, n, sizeof(*out));
	uint32_t *parts;
	uint32_t parts_n = 0;

	for (uint32_t i = 0; i < n; i++)
		parts_n += parts_needed(&scenario->expectations.at[i]);
	parts = arena_array(b->arena, parts_n, sizeof(*parts));
	stage->parts_n = parts_n;
	parts_n = 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct expectation *x = &scenario->expectations.at[i];

		out[i] = (struct stage_expected){.act = acts[x->act],
		    .scene = x->scene.index < 0 ? stage->scene
						: (uint32_t)x->scene.index,
		    .step = x->step.index,
		    .notice = x->notice.index,
		    .grade = x->grade < 0 ? GRADES : x->grade + 1,
		    .parts = compile_parts(parts, parts_n, x),
		    .all = x->group == EXPECTED_ALL,
		    .inject = x->after.index,
		    .mark = x->from,
		    .within = x->within,
		    .anew = x->anew,
		    .weight = (uint32_t)x->weight,
		    .objective = x->objective.index};
		parts_n += out[i].parts.n;
	}
	stage->expected = out;
	stage->expected_n = n;
	stage->parts = parts;
}
