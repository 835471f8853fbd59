/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/expect.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/timing.h"
#include "scenarios/aims.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

static const char *const ids[] = {"at-the-limit", "a-little-late", "by-another",
    "one-of-two", "no-mark", "no-inject", "time-left", "anew", "before",
    "either"};
enum { IDS = sizeof(ids) / sizeof(ids[0]) };

struct judged {
	struct expect expect;
	struct timing *scenes;
};

/* judged: all facts taken, so many at a time. */
static struct judged
judged(struct arena *a, const struct play *p, uint32_t chunk)
{
	uint32_t n = p->stage->counts[ENTITY_SCENE];
	struct judged j = {
	    expect_new(a, p->stage), arena_array(a, n, sizeof(*j.scenes))};

	for (uint32_t i = 0; i < n; i++) {
		j.scenes[i] = timing_new(a, p->stage, i);
		timing_take(&j.scenes[i], p->stage, p->facts, p->n);
	}
	for (uint32_t i = 0; i < p->n; i += chunk)
		expect_take(&j.expect, p->stage, p->facts + i,
		    p->n - i < chunk ? p->n - i : chunk);
	return j;
}

static void
write_result(struct text *t, const char *id, const struct expect_result *r)
{
	text_fmt(t, "%s %s ", id, expect_verdict_name(r->verdict));
	span_write(t, r->limit);
	text_add(t, " ");
	span_write(t, r->seen);
	text_fmt(t, " %u/%u\n", r->in_time, r->parts);
}

/* write_score: the points of what serves an objective; -1: of all. */
static void
write_score(struct text *t, const char *what, const struct play *p,
    const struct judged *j, int32_t objective)
{
	struct expect_score s = {0};

	for (uint32_t i = 0; i < p->stage->expected_n; i++) {
		struct expect_result r =
		    expect_judge(&j->expect, p->stage, j->scenes, i);

		if (objective < 0 ||
		    p->stage->expected[i].objective == objective)
			expect_add(&s, p->stage, i, &r);
	}
	text_fmt(t, "%s %" PRId64 "/%" PRId64 " %" PRId64 " %d\n", what,
	    s.earned, s.possible, s.excluded, expect_share(&s));
}

static const char *
written(struct arena *a, const struct play *p, uint32_t chunk)
{
	struct judged j = judged(a, p, chunk);
	struct text t = text_new(a);

	ck_assert_uint_eq(p->stage->expected_n, IDS);
	for (uint32_t i = 0; i < IDS; i++) {
		struct expect_result r =
		    expect_judge(&j.expect, p->stage, j.scenes, i);

		write_result(&t, ids[i], &r);
	}
	write_score(&t, "total", p, &j, -1);
	write_score(&t, "call", p, &j, 0);
	write_score(&t, "mend", p, &j, 1);
	return t.at;
}

START_TEST(what_was_expected_is_judged_as_by_hand)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "expected");

	play_compare(a, "expected", "expect.txt", written(a, &p, p.n));
	arena_free(a);
}
END_TEST

START_TEST(facts_may_come_one_by_one)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "expected");

	ck_assert_str_eq(written(a, &p, 1), written(a, &p, p.n));
	arena_free(a);
}
END_TEST

START_TEST(nothing_judged_is_no_evidence)
{
	struct expect_score none = {.excluded = 3000};

	ck_assert_int_eq(expect_share(&none), -1);
}
END_TEST

START_TEST(scenarios_name_the_marks_in_their_order)
{
	for (int i = 0; i < MARKS; i++)
		ck_assert_str_eq(aims_marks[i], timing_mark_name((enum mark)i));
	ck_assert_ptr_null(aims_marks[MARKS]);
}
END_TEST

SUITE_MAIN("expect", what_was_expected_is_judged_as_by_hand,
    facts_may_come_one_by_one, nothing_judged_is_no_evidence,
    scenarios_name_the_marks_in_their_order)
