/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/stage.h"

#include <string.h>

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

static const struct stage *
staged(struct arena *a)
{
	return play_stage(a, "tests/cases/drill/copy-unreadable", 0);
}

static bool
are_equal(const struct digest *a, const struct digest *b)
{
	return memcmp(a->byte, b->byte, DIGEST_SIZE) == 0;
}

START_TEST(the_digest_is_of_what_is_staged_alone)
{
	struct arena *a = cases_arena(64 << 20);
	struct digest one = stage_digest(staged(a));
	struct digest two = stage_digest(staged(a));

	ck_assert(are_equal(&one, &two));
	arena_free(a);
}
END_TEST

/* differs: does the digest change with one byte of a table? The byte is put
 * back. */
static bool
differs(const struct stage *s, const void *at, size_t offset)
{
	/* A stage is constant to all but this test. */
	unsigned char *byte = (unsigned char *)(uintptr_t)at + /* NOLINT */
			      offset;
	struct digest before = stage_digest(s);
	struct digest after;

	*byte ^= 1;
	after = stage_digest(s);
	*byte ^= 1;
	return !are_equal(&before, &after);
}

#define DIFFERS(table, type, member)                                           \
	ck_assert_msg(differs(s, s->table, offsetof(struct type, member)),     \
	    #type "." #member)

START_TEST(the_digest_changes_with_all_that_can_change_a_record)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = staged(a);

	ck_assert(differs(s, s, offsetof(struct stage, seed)));
	ck_assert(differs(s, s, offsetof(struct stage, horizon)));
	ck_assert(differs(s, s, offsetof(struct stage, order_delay)));
	ck_assert(differs(s, s, offsetof(struct stage, handover_p90)));
	ck_assert(differs(s, s->handover.at, 0));
	ck_assert(differs(s, s, offsetof(struct stage, repeats)));
	ck_assert(differs(s, s, offsetof(struct stage, tires_after)));
	ck_assert(differs(s, s, offsetof(struct stage, span_of_control)));
	ck_assert(differs(s, s, offsetof(struct stage, scene)));
	ck_assert(differs(s, s->pool, 0));
	ck_assert(differs(s, s->people[0].acknowledges.at, 0));
	ck_assert(differs(s, s->people[0].travel.at, 0));
	DIFFERS(people, stage_person, luck);
	DIFFERS(people, stage_person, answers);
	DIFFERS(people, stage_person, acknowledges_p90);
	DIFFERS(people, stage_person, travel_p90);
	DIFFERS(roles, stage_role, answer_within);
	DIFFERS(services, stage_service, minimum_ppm);
	DIFFERS(copies, stage_copy, kind);
	DIFFERS(copies, stage_copy, timed);
	DIFFERS(copies, stage_copy, from);
	DIFFERS(copies, stage_copy, every);
	DIFFERS(copies, stage_copy, takes);
	DIFFERS(copies, stage_copy, lag);
	DIFFERS(copies, stage_copy, follows);
	DIFFERS(monitors, stage_monitor, service);
	DIFFERS(monitors, stage_monitor, interval);
	DIFFERS(monitors, stage_monitor, hold);
	DIFFERS(monitors, stage_monitor, delay);
	DIFFERS(monitors, stage_monitor, below_ppm);
	DIFFERS(rungs, stage_rung, after);
	DIFFERS(ladders, stage_ladder, repeats);
	DIFFERS(ladders, stage_ladder, repeat_every);
	DIFFERS(scenes, stage_scene, hold);
	DIFFERS(scenes, stage_scene, objectives.rto);
	DIFFERS(scenes, stage_scene, objectives.rpo);
	DIFFERS(scenes, stage_scene, objectives.mtpd);
	DIFFERS(scenes, stage_scene, objectives.rto_clock);
	DIFFERS(scenes, stage_scene, ladder);
	DIFFERS(scenes, stage_scene, checkpoints);
	DIFFERS(scenes, stage_scene, beside);
	DIFFERS(scenes, stage_scene, response[RESPONSE_CLOSE]);
	DIFFERS(scenes[0].trigger.ops, condition_op, literal);
	DIFFERS(tasks, stage_task, luck);
	DIFFERS(tasks, stage_task, response);
	DIFFERS(tasks, stage_task, stage);
	DIFFERS(tasks, stage_task, people);
	DIFFERS(tasks, stage_task, duration_p90);
	DIFFERS(tasks, stage_task, standby);
	DIFFERS(tasks, stage_task, misleads);
	DIFFERS(tasks, stage_task, human);
	DIFFERS(tasks, stage_task, tools);
	DIFFERS(tasks, stage_task, fails_ppm);
	DIFFERS(tasks, stage_task, retries);
	DIFFERS(tasks, stage_task, independent);
	DIFFERS(tasks, stage_task, first_aid);
	DIFFERS(tasks, stage_task, timeout);
	DIFFERS(tasks, stage_task, deadline);
	DIFFERS(tasks, stage_task, max_decision);
	DIFFERS(tasks, stage_task, restores);
	DIFFERS(injects, stage_inject, luck);
	DIFFERS(injects, stage_inject, act);
	DIFFERS(injects, stage_inject, service);
	DIFFERS(injects, stage_inject, level_ppm);
	DIFFERS(injects, stage_inject, length);
	DIFFERS(injects, stage_inject, times);
	DIFFERS(injects, stage_inject, about);
	DIFFERS(injects, stage_inject, stress);
	DIFFERS(injects, stage_inject, tool);
	DIFFERS(injects, stage_inject, pace_percent);
	arena_free(a);
}
END_TEST

START_TEST(the_digest_is_of_every_start)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = play_stage(a, "tests/cases/drill/starts", 0);
	const struct stage_start *last = &s->starts[s->outsets.n - 1];

	ck_assert(differs(s, s->outsets.at, offsetof(struct outset, at.ms)));
	ck_assert(differs(s, s->outsets.at, offsetof(struct outset, weight)));
	ck_assert(
	    differs(s, last->duties, offsetof(struct stage_duty, person)));
	ck_assert(differs(s, last->copies, offsetof(struct stage_copy, from)));
	arena_free(a);
}
END_TEST

START_TEST(an_entity_has_the_name_its_author_gave_it)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = staged(a);

	ck_assert_str_eq(
	    stage_name(s, fact_entity(ENTITY_COPY, 1))->id, "orders/hourly");
	ck_assert_str_eq(
	    stage_name(s, fact_entity(ENTITY_TASK, 0))->id, "down/authorise");
	ck_assert_str_eq(
	    stage_name(s, fact_entity(ENTITY_TASK, 2))->id, "mend/fix");
	ck_assert_str_eq(stage_name(s, 0)->id, "");
	arena_free(a);
}
END_TEST

SUITE_MAIN("stage", the_digest_is_of_what_is_staged_alone,
    the_digest_changes_with_all_that_can_change_a_record,
    the_digest_is_of_every_start, an_entity_has_the_name_its_author_gave_it)
