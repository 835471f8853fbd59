/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/lane.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

static struct lanes
lanes_of(struct arena *a, const char *name, struct report_input *in)
{
	ck_assert_ptr_nonnull(sample_page(a, name, LANGUAGE_EN, in));
	return lane_draw(a, in->stage, in->facts, in->facts_n);
}

static bool
has(const struct lanes *l, const struct stage *stage, const char *id,
    enum lane_state state, span_ms from, span_ms to)
{
	for (uint32_t i = 0; i < l->n; i++)
		if (strcmp(stage_name(stage, l->at[i].row)->id, id) == 0 &&
		    l->at[i].state == state && l->at[i].from == from &&
		    l->at[i].to == to)
			return true;
	return false;
}

/* Instants reckoned by hand from the documents, in seconds. */
START_TEST(lane_shows_each_task_waiting_ordered_and_worked_on)
{
	static const struct {
		const char *id;
		enum lane_state state;
		span_ms from, to;
	} bars[] = {
	    {"web-down/verify", LANE_DONE, 240, 420},
	    {"recover/look", LANE_COMING, 900, 960},
	    {"recover/look", LANE_DONE, 960, 1410},
	    {"recover/restore", LANE_WAITING, 1410, 2190},
	    {"recover/restore", LANE_COMING, 2190, 2250},
	    {"recover/restore", LANE_DONE, 2250, 4650},
	    {"sre-1", LANE_COMING, 120, 240},
	    {"sre-1", LANE_DONE, 240, 420},
	    {"sre-2", LANE_COMING, 1410, 2190},
	    {"sre-2", LANE_DONE, 2250, 4650},
	};
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct lanes l = lanes_of(a, "met", &in);

	for (size_t i = 0; i < sizeof(bars) / sizeof(bars[0]); i++)
		ck_assert_msg(has(&l, in.stage, bars[i].id, bars[i].state,
				  bars[i].from * 1000, bars[i].to * 1000),
		    "%s %d", bars[i].id, (int)i);
	arena_free(a);
}
END_TEST

START_TEST(lane_shows_failure_and_absence)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct lanes l = lanes_of(a, "never", &in);

	ck_assert(has(&l, in.stage, "recover/restore", LANE_FAILED,
	    44 * SPAN_MINUTE, 84 * SPAN_MINUTE));
	ck_assert(has(&l, in.stage, "sre-1", LANE_FAILED, 44 * SPAN_MINUTE,
	    84 * SPAN_MINUTE));
	ck_assert(has(&l, in.stage, "sre-2", LANE_AWAY, 0, 30 * SPAN_MINUTE));
	arena_free(a);
}
END_TEST

/* a and b talk from 47m to 1h7m; a goes home, b has an order. */
START_TEST(lane_shows_a_hand_over)
{
	static const char folder[] = "tests/cases/drill/duty-over-in-a-step";
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct lanes l;

	ck_assert(sample_play(a, file_join(a, folder, "plan.json"),
	    file_join(a, folder, "scenario.json"), &in));
	l = lane_draw(a, in.stage, in.facts, in.facts_n);
	ck_assert(has(&l, in.stage, "a", LANE_HANDING, 47 * SPAN_MINUTE,
	    67 * SPAN_MINUTE));
	ck_assert(has(&l, in.stage, "b", LANE_HANDING, 47 * SPAN_MINUTE,
	    67 * SPAN_MINUTE));
	ck_assert(has(&l, in.stage, "b", LANE_COMING, 67 * SPAN_MINUTE,
	    68 * SPAN_MINUTE));
	for (uint32_t i = 0; i < l.n; i++)
		ck_assert(l.at[i].to <= 67 * SPAN_MINUTE ||
			  strcmp(stage_name(in.stage, l.at[i].row)->id, "a"));
	arena_free(a);
}
END_TEST

/* No task and no person does two things at once. */
START_TEST(lane_bars_of_a_row_never_overlap)
{
	static const char *const names[] = {
	    "met", "loss", "never", "not-tested"};

	for (int c = 0; c < 4; c++) {
		struct arena *a = cases_arena(CAP);
		struct report_input in;
		struct lanes l = lanes_of(a, names[c], &in);

		for (uint32_t i = 0; i < l.n; i++)
			for (uint32_t j = 0; j < i; j++)
				ck_assert(l.at[i].row != l.at[j].row ||
					  l.at[j].to <= l.at[i].from);
		arena_free(a);
	}
}
END_TEST

/* The repair waits for its part from 23m; at 46m the standby is decided on. */
START_TEST(lane_ends_a_wait_with_what_withdrew_the_step)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct lanes l;

	ck_assert(
	    sample_play(a, "tests/cases/drill/closed-on-standby/plan.json",
		"tests/cases/drill/closed-on-standby/scenario.json", &in));
	l = lane_draw(a, in.stage, in.facts, in.facts_n);
	ck_assert(has(&l, in.stage, "mend/repair", LANE_WAITING,
	    23 * SPAN_MINUTE, 46 * SPAN_MINUTE));
	arena_free(a);
}
END_TEST

SUITE_MAIN("lane", lane_shows_each_task_waiting_ordered_and_worked_on,
    lane_shows_failure_and_absence, lane_shows_a_hand_over,
    lane_bars_of_a_row_never_overlap,
    lane_ends_a_wait_with_what_withdrew_the_step)
