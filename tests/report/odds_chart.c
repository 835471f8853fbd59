/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/odds_chart.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/judge/campaign.h"
#include "replay/report/odds.h"
#include "replay/report/page.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

#define CASE "tests/cases/drill/known-odds/"

enum { CAP = 1 << 28 };

/* The RTO of the case is 1 h 43 min, its MTPD 1 h 53 min. */
static struct campaign
campaign(struct arena *a, struct report_input *in)
{
	ck_assert(sample_play(a, CASE "plan.json", CASE "scenario.json", in));
	return campaign_new(a, cases_arena(1 << 20), in->stage);
}

static const char *
drawn(struct arena *a, const struct report_input *in, const struct campaign *c,
    void (*draw)(struct page *, const struct campaign *))
{
	struct text t = text_new(a);
	struct page p = page_new(&t, LANGUAGE_EN, in);

	text_add(&t, "");
	draw(&p, c);
	return t.at;
}

static void
take(struct arena *a, struct campaign *c, span_ms length, int times)
{
	while (times-- > 0)
		histogram_take(a, &c->lengths[CAMPAIGN_RECOVERY], length);
}

START_TEST(trials_stand_on_their_side_of_the_rto)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct campaign c = campaign(a, &in);
	const char *s;

	take(a, &c, 103 * SPAN_MINUTE, 6); /* just in time */
	take(a, &c, 110 * SPAN_MINUTE + 30 * SPAN_SECOND, 3);
	take(a, &c, SPAN_NEVER, 1);
	s = drawn(a, &in, &c, odds_chart_recovery);
	ck_assert_uint_eq(sample_count(s, "rect class=\"in-time\" y"), 1);
	ck_assert_uint_eq(sample_count(s, "1 h 43 min 60%</title>"), 1);
	ck_assert_uint_eq(sample_count(s, "rect class=\"overdue\" y"), 1);
	ck_assert_uint_eq(sample_count(s, " 30%</title>"), 1);
	ck_assert_uint_eq(sample_count(s, "not back 10%</title>"), 1);
	ck_assert_ptr_nonnull(strstr(s, ">RTO 1 h 43 min<"));
	ck_assert_ptr_nonnull(strstr(s, ">P50 1 h 43 min<"));
	ck_assert_ptr_nonnull(strstr(s, ">P90 1 h 50 min<"));
	ck_assert_ptr_null(strstr(s, "P95")); /* not back */
	arena_free(c.scratch);
	arena_free(a);
}
END_TEST

START_TEST(nothing_is_drawn_of_no_recovery)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct campaign c = campaign(a, &in);

	take(a, &c, SPAN_NEVER, 5);
	ck_assert_str_eq(drawn(a, &in, &c, odds_chart_recovery), "");
	arena_free(c.scratch);
	arena_free(a);
}
END_TEST

/* widths: of all bars, in thousandths of a per cent. */
static long
widths(const char *s)
{
	long sum = 0;

	while ((s = strstr(s, " width=\"")) != NULL) {
		char *end;
		long whole = strtol(s + 8, &end, 10);

		if (*end == '.')
			sum += whole * 1000 + strtol(end + 1, NULL, 10);
		s = end;
	}
	return sum;
}

START_TEST(the_time_spent_fills_the_whole_bar)
{
	struct arena *a = cases_arena(CAP);
	struct odds odds;
	struct report_input in = {0};
	const char *s;

	ck_assert(sample_odds(
	    a, CASE "plan.json", CASE "scenario.json", 1024, &odds));
	in.stage = odds.of.campaigns[0].stage;
	s = drawn(a, &in, odds.of.campaigns, odds_chart_spent);
	ck_assert_int_ge(widths(s), 99990);
	ck_assert_int_le(widths(s), 100010);
	/* A minute each until he answers, and to authorise. */
	ck_assert_ptr_nonnull(strstr(s, "waiting for people <b>1 min "));
	ck_assert_ptr_nonnull(strstr(s, "waiting for a decision <b>1 min "));
	arena_free(a);
}
END_TEST

START_TEST(a_share_is_drawn_against_the_greatest)
{
	struct arena *a = cases_arena(CAP);
	struct text t = text_new(a);
	struct page p = {.out = &t, .language = LANGUAGE_EN};
	struct interval i = {100000, -50000, 200000};

	odds_chart_share(&p, &i, 200000);
	ck_assert_ptr_nonnull(strstr(t.at, " width=\"50.000%\""));
	ck_assert_ptr_nonnull(strstr(t.at, " x1=\"0.000%\" x2=\"100.000%\""));
	arena_free(a);
}
END_TEST

SUITE_MAIN("odds_chart", trials_stand_on_their_side_of_the_rto,
    nothing_is_drawn_of_no_recovery, the_time_spent_fills_the_whole_bar,
    a_share_is_drawn_against_the_greatest)
