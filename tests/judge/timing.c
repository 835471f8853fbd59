/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/timing.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/invent.h"
#include "tests/play.h"
#include "tests/suite.h"

enum { PLANS = 500 };

static struct timing
timed(struct arena *a, const struct play *p, size_t chunk)
{
	struct timing t = timing_new(a, p->stage, p->stage->scene);

	for (size_t i = 0; i < p->n; i += chunk)
		timing_take(&t, p->stage, p->facts + i,
		    p->n - i < chunk ? p->n - i : chunk);
	return t;
}

static void
add_span(struct text *t, const char *what, span_ms span)
{
	text_fmt(t, "%s ", what);
	span_write(t, span);
	text_add(t, "\n");
}

static void
write_judgement(struct text *t, const struct judgement *j)
{
	static const char *const words[] = {"met", "not_met", "not_tested"};

	text_add(t, words[j->verdict]);
	if (j->verdict != VERDICT_NOT_TESTED && j->recovery != SPAN_NEVER)
		add_span(t, " in", j->recovery);
	else
		text_add(t, "\n");
	if (j->clock_missing)
		text_add(t, "judged from the disruption\n");
	if (j->rpo_judged)
		add_span(t, "loses", j->data_loss);
	if (j->mtpd_exceeded)
		text_add(t, "mtpd exceeded\n");
}

static void
judge_case(const char *name)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, name);
	struct timing t = timed(a, &p, p.n);
	struct judgement j = timing_judge(&t, p.stage);
	struct text text = text_new(a);

	for (int i = 0; i < MARKS; i++)
		if (t.mark[i] != SPAN_NEVER)
			add_span(
			    &text, timing_mark_name((enum mark)i), t.mark[i]);
	write_judgement(&text, &j);
	play_compare(a, name, "verdict.txt", text.at);
	arena_free(a);
}

START_TEST(equality_meets_and_a_millisecond_more_does_not)
{
	judge_case("rto-equal");
	judge_case("rto-missed");
	judge_case("lost-twice"); /* and so for the rpo */
	judge_case("mtpd-exceeded");
}
END_TEST

START_TEST(a_clock_moves_the_start_or_says_that_it_has_none)
{
	judge_case("clock-detection");
	judge_case("clock-missing");
}
END_TEST

START_TEST(restored_is_dated_back_until_the_close_and_erased_by_a_relapse)
{
	judge_case("minimum");
	judge_case("relapse");
	judge_case("sustain-relapse");
	judge_case("relapse-while-closing");
	judge_case("horizon");
}
END_TEST

START_TEST(only_true_signs_detect)
{
	judge_case("detected-before");
	judge_case("false-then-true");
}
END_TEST

START_TEST(what_never_fell_below_its_minimum_is_not_tested)
{
	judge_case("not-tested");
}
END_TEST

START_TEST(nothing_is_normal_while_users_have_the_standby)
{
	judge_case("fall-back");
}
END_TEST

START_TEST(a_call_out_is_held_against_what_its_ladder_promises)
{
	judge_case("call-out");
	judge_case("call-out-everybody");
	judge_case("call-out-nobody");
}
END_TEST

/* Padding is no value, so the members are compared. */
static bool
are_equal(const struct timing *a, const struct timing *b)
{
	return memcmp(a->mark, b->mark, sizeof(a->mark)) == 0 &&
	       a->restore_fact == b->restore_fact &&
	       a->end_fact == b->end_fact && a->end == b->end &&
	       a->data_loss == b->data_loss && a->data_gone == b->data_gone &&
	       a->late == b->late && a->failed == b->failed &&
	       a->gave_up == b->gave_up && a->grade == b->grade &&
	       a->confirmed == b->confirmed && a->warned == b->warned &&
	       a->seen == b->seen && a->below == b->below &&
	       a->degraded == b->degraded;
}

START_TEST(facts_taken_one_by_one_or_in_chunks_say_the_same)
{
	struct arena *a = cases_arena(64 << 20);
	struct arena *names = cases_arena(1 << 16);
	const char *folder = invent_folder(names);

	for (uint32_t i = 0; i < PLANS; i++) {
		struct play p = play_on(a, invent_stage(a, folder, i));
		struct timing whole = timed(a, &p, p.n);
		struct timing single = timed(a, &p, 1);
		struct timing chunks = timed(a, &p, 7);

		ck_assert(are_equal(&whole, &single));
		ck_assert(are_equal(&whole, &chunks));
		arena_reset(a);
	}
	invent_remove(names, folder);
	arena_free(names);
	arena_free(a);
}
END_TEST

/* Answered at 1m and dismissed at 3m; the fault at 20m, answered at 21m. */
START_TEST(a_false_alarm_leaves_no_mark_on_a_true_one)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "false-then-true");
	struct timing t = timed(a, &p, p.n);

	ck_assert_int_eq(t.mark[MARK_DISRUPT], 20 * SPAN_MINUTE);
	ck_assert_int_eq(t.mark[MARK_ACK], 21 * SPAN_MINUTE);
	p = play_folder(a, "dismissed-by-form");
	t = timed(a, &p, p.n);
	ck_assert_int_eq(t.mark[MARK_ACK], SPAN_MINUTE);
	arena_free(a);
}
END_TEST

START_TEST(since_counts_from_the_disruption)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "detected-before");
	struct timing t = timed(a, &p, p.n);
	span_ms since = -1;

	ck_assert(timing_since(&t, MARK_RESTORE, &since));
	ck_assert_int_eq(since, 12 * SPAN_MINUTE);
	ck_assert(timing_since(&t, MARK_ACK, &since)); /* before it */
	ck_assert_int_eq(since, -4 * SPAN_MINUTE);
	ck_assert(!timing_since(&t, MARK_GRADE, &since));
	t.confirmed = false;
	ck_assert(!timing_since(&t, MARK_RESTORE, &since));
	arena_free(a);
}
END_TEST

SUITE_MAIN("timing", equality_meets_and_a_millisecond_more_does_not,
    a_clock_moves_the_start_or_says_that_it_has_none,
    restored_is_dated_back_until_the_close_and_erased_by_a_relapse,
    a_call_out_is_held_against_what_its_ladder_promises, only_true_signs_detect,
    what_never_fell_below_its_minimum_is_not_tested,
    nothing_is_normal_while_users_have_the_standby,
    facts_taken_one_by_one_or_in_chunks_say_the_same,
    a_false_alarm_leaves_no_mark_on_a_true_one,
    since_counts_from_the_disruption)
