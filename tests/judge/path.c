/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/path.h"

#include "base/arena.h"
#include "base/text.h"
#include "replay/drill/stage.h"
#include "replay/judge/timing.h"
#include "tests/cases.h"
#include "tests/invent.h"
#include "tests/play.h"
#include "tests/suite.h"

enum { PLANS = 600 };

static struct path
walk(struct arena *a, const struct play *p, struct timing *t)
{
	*t = timing_new(a, p->stage, p->stage->scene);
	timing_take(t, p->stage, p->facts, p->n);
	return path_walk(a, p->stage, p->facts, t);
}

static const char *
written(struct arena *a, const struct play *p, const struct path *path)
{
	struct text text = text_new(a);

	for (uint32_t i = 0; i < path->n; i++) {
		const struct stretch *s = &path->at[i];

		span_write(&text, s->to - s->from);
		text_fmt(&text, " %s %s\n", path_cause_name(s->cause),
		    stage_name(p->stage, s->entity)->id);
	}
	return text.at;
}

static void
walk_case(const char *name)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, name);
	struct timing t;
	struct path path = walk(a, &p, &t);

	play_compare(a, name, "path.txt", written(a, &p, &path));
	arena_free(a);
}

START_TEST(each_stretch_is_charged_to_what_it_was_spent_on)
{
	walk_case("lost-twice");
	walk_case("clock-detection");
	walk_case("false-then-true");
	walk_case("where-time-went");
	walk_case("fetched");
	walk_case("delivered");
	walk_case("cost-approved");
	walk_case("last-thing-counts");
	walk_case("relapse");
	walk_case("false-success-alarm");
	walk_case("passed-by-itself");
	walk_case("standby-for-a-part");
	walk_case("relapse-while-closing");
}
END_TEST

START_TEST(what_comes_after_the_restoration_adds_up_to_the_close)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "sustain");
	struct timing t;
	struct path path;

	(void)walk(a, &p, &t);
	path = path_after(a, p.stage, p.facts, &t);
	play_compare(a, "sustain", "after.txt", written(a, &p, &path));
	ck_assert_int_eq(path.total, 46 * SPAN_MINUTE);
	p = play_folder(a, "horizon"); /* never closed */
	(void)walk(a, &p, &t);
	path = path_after(a, p.stage, p.facts, &t);
	ck_assert_uint_eq(path.n, 0);
	arena_free(a);
}
END_TEST

START_TEST(only_what_lies_between_disruption_and_restoration_counts)
{
	walk_case("detected-before");
	walk_case("clock-missing");
	walk_case("minimum");
}
END_TEST

START_TEST(without_a_restoration_all_the_time_to_the_end_counts)
{
	walk_case("horizon");
}
END_TEST

/* sum: the stretches follow one another without a gap. Return: their sum. */
static span_ms
sum(const struct path *path, span_ms from)
{
	span_ms total = 0;

	for (uint32_t i = 0; i < path->n; i++) {
		ck_assert_int_eq(path->at[i].from, from);
		ck_assert_int_gt(path->at[i].to, from);
		total += path->at[i].to - from;
		from = path->at[i].to;
	}
	return total;
}

START_TEST(the_stretches_sum_to_the_recovery_exactly)
{
	struct arena *a = cases_arena(64 << 20);
	struct arena *names = cases_arena(1 << 16);
	const char *folder = invent_folder(names);

	for (uint32_t i = 0; i < PLANS; i++) {
		struct play p = play_on(a, invent_stage(a, folder, i));
		struct timing t;
		struct path path = walk(a, &p, &t);
		span_ms from = t.mark[MARK_DISRUPT];
		span_ms to = t.confirmed ? t.mark[MARK_RESTORE] : t.end;
		span_ms by_cause = 0;
		span_ms by_origin = 0;

		for (int j = 0; j < CAUSES; j++)
			by_cause += path.by_cause[j];
		for (int j = 0; j < 4; j++)
			by_origin += path.by_origin[j];
		ck_assert_int_eq(path.total, sum(&path, from));
		ck_assert_int_eq(
		    path.total, from == SPAN_NEVER ? 0 : to - from);
		ck_assert_int_eq(path.total, by_cause);
		ck_assert_int_eq(path.total, by_origin);
		arena_reset(a);
	}
	invent_remove(names, folder);
	arena_free(names);
	arena_free(a);
}
END_TEST

START_TEST(largest_adds_up_what_was_spent_on_the_same)
{
	struct stretch at[] = {{0, 5, CAUSE_WORKING, 1, 7, ORIGIN_NONE},
	    {5, 9, CAUSE_WAIT_PERSON, 2, 7, ORIGIN_NONE},
	    {9, 11, CAUSE_WORKING, 3, 8, ORIGIN_NONE},
	    {11, 12, CAUSE_WORKING, 4, 7, ORIGIN_NONE},
	    {12, 15, CAUSE_WORKING, 5, 8, ORIGIN_NONE}};
	struct path path = {.at = at, .n = 5};
	struct stretch out[3];

	ck_assert_uint_eq(path_largest(&path, out, 2), 2);
	ck_assert_int_eq(out[0].to, 6);
	ck_assert_uint_eq(out[0].entity, 7);
	ck_assert_int_eq(out[1].to, 5);
	ck_assert_uint_eq(out[1].entity, 8);
	ck_assert_uint_eq(path_largest(&path, out, 3), 3);
	ck_assert_int_eq(out[2].cause, CAUSE_WAIT_PERSON);
	path.n = 0;
	ck_assert_uint_eq(path_largest(&path, out, 3), 0);
}
END_TEST

SUITE_MAIN("path", what_comes_after_the_restoration_adds_up_to_the_close,
    each_stretch_is_charged_to_what_it_was_spent_on,
    only_what_lies_between_disruption_and_restoration_counts,
    without_a_restoration_all_the_time_to_the_end_counts,
    the_stretches_sum_to_the_recovery_exactly,
    largest_adds_up_what_was_spent_on_the_same)
