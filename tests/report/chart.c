/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/chart.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/judge/path.h"
#include "replay/report/page.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

static const char *
drawn(struct arena *a, const char *name, void (*draw)(struct page *),
    struct report_input *in)
{
	struct text t = text_new(a);
	struct page p;

	ck_assert_ptr_nonnull(sample_page(a, name, LANGUAGE_EN, in));
	p = page_new(&t, LANGUAGE_EN, in);
	text_add(&t, "");
	draw(&p);
	return t.at;
}

START_TEST(chart_recovery_gives_each_stretch_a_bar)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	const char *s = drawn(a, "met", chart_recovery, &in);

	ck_assert_uint_gt(in.path->n, 5);
	ck_assert_uint_eq(sample_count(s, "%\"><title>"), in.path->n);
	ck_assert_ptr_nonnull(strstr(s, "RTO +1 01:00:00"));
	ck_assert_ptr_nonnull(strstr(s, "MTPD +1 23:00:00 \xe2\x86\x92<"));
	arena_free(a);
}
END_TEST

/* seconds: what "7:53:00" says. */
static long
seconds(const char *s)
{
	char *end;
	long h = strtol(s, &end, 10);
	long m = strtol(end + 1, &end, 10);

	return (h * 60 + m) * 60 + strtol(end + 1, NULL, 10);
}

START_TEST(chart_recovery_legend_adds_up_to_the_recovery)
{
	static const char *const names[] = {"met", "loss", "never"};

	for (int i = 0; i < 3; i++) {
		struct arena *a = cases_arena(CAP);
		struct report_input in;
		const char *s = drawn(a, names[i], chart_recovery, &in);
		long sum = 0;

		while ((s = strstr(s, "<b>")) != NULL) {
			s += strlen("<b>");
			sum += seconds(s);
		}
		ck_assert_int_gt(sum, 0);
		ck_assert_int_eq(sum, in.path->total / SPAN_SECOND);
		arena_free(a);
	}
}
END_TEST

START_TEST(chart_recovery_draws_nothing_where_nothing_was_disrupted)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;

	ck_assert_str_eq(drawn(a, "not-tested", chart_recovery, &in), "");
	arena_free(a);
}
END_TEST

/* Every x, and x + width, lies within the width. */
START_TEST(chart_bars_stay_within_the_picture)
{
	static void (*const draws[])(struct page *) = {
	    chart_recovery, chart_lanes};

	for (int i = 0; i < 2; i++) {
		struct arena *a = cases_arena(CAP);
		struct report_input in;
		const char *s = drawn(a, "never", draws[i], &in);

		while ((s = strstr(s, " x=\"")) != NULL) {
			double x = strtod(s + 4, NULL);
			const char *w = strstr(s, " width=\"");
			const char *end = strchr(s, '>');

			ck_assert(x >= 0 && x <= 100);
			if (w != NULL && w < end)
				ck_assert(x + strtod(w + 8, NULL) <= 100.001);
			s++;
		}
		arena_free(a);
	}
}
END_TEST

START_TEST(chart_lanes_shows_tasks_then_people_and_failures_twice)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	const char *s = drawn(a, "never", chart_lanes, &in);
	const char *people = strstr(s, ">People<");

	ck_assert_ptr_nonnull(people);
	ck_assert(strstr(s, "<span>Restore the data</span>") < people);
	ck_assert_ptr_nonnull(strstr(people, "<span>On-call 2</span>"));
	/* The colour, and a cross for those who cannot tell it. */
	ck_assert_uint_eq(sample_count(s, "class=\"cross\""), 3);
	ck_assert_uint_eq(sample_count(s, "<rect class=\"failed\" y="), 3);
	arena_free(a);
}
END_TEST

SUITE_MAIN("chart", chart_recovery_gives_each_stretch_a_bar,
    chart_recovery_legend_adds_up_to_the_recovery,
    chart_recovery_draws_nothing_where_nothing_was_disrupted,
    chart_bars_stay_within_the_picture,
    chart_lanes_shows_tasks_then_people_and_failures_twice)
