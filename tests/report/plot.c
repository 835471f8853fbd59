/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/plot.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/report/page.h"
#include "tests/cases.h"
#include "tests/suite.h"

static const struct plot hour = {SPAN_HOUR, 2 * SPAN_HOUR, 5, 10};

START_TEST(a_place_is_a_share_of_the_width_and_within_it)
{
	ck_assert_int_eq(plot_share(hour, SPAN_HOUR), 0);
	ck_assert_int_eq(
	    plot_share(hour, SPAN_HOUR + 15 * SPAN_MINUTE), PLOT_WIDTH / 4);
	ck_assert_int_eq(plot_share(hour, 3 * SPAN_HOUR), PLOT_WIDTH);
	ck_assert_int_eq(plot_share(hour, 0), 0);
	ck_assert_int_eq(plot_share((struct plot){0}, 1), PLOT_WIDTH);
}
END_TEST

START_TEST(a_bar_is_as_long_as_its_time_and_never_unseen)
{
	struct arena *a = cases_arena(1 << 20);
	struct text t = text_new(a);
	struct page p = {.out = &t, .language = LANGUAGE_EN};

	plot_bar(&p, hour, SPAN_HOUR, SPAN_HOUR + 30 * SPAN_MINUTE, "x", "<");
	ck_assert_str_eq(t.at,
	    "<rect class=\"x\" y=\"5\" height=\"10\" x=\"0.000%\" "
	    "width=\"50.000%\"><title>&lt;</title></rect>");
	t = text_new(a);
	plot_bar(&p, hour, 2 * SPAN_HOUR, 2 * SPAN_HOUR, "x", "");
	ck_assert_ptr_nonnull(strstr(t.at, "x=\"99.750%\" width=\"0.250%\""));
	arena_free(a);
}
END_TEST

START_TEST(what_lies_outside_has_no_line)
{
	struct arena *a = cases_arena(1 << 20);
	struct text t = text_new(a);
	struct page p = {.out = &t, .language = LANGUAGE_EN};

	plot_line(&p, hour, 0, "x", "0", "1");
	plot_line(&p, hour, SPAN_NEVER, "x", "0", "1");
	ck_assert_uint_eq(t.len, 0);
	plot_line(&p, hour, SPAN_HOUR, "x", "0", "1");
	ck_assert_ptr_nonnull(strstr(t.at, "x1=\"0.000%\" x2=\"0.000%\""));
	arena_free(a);
}
END_TEST

START_TEST(an_axis_has_six_ticks_at_most)
{
	static const span_ms lengths[] = {
	    SPAN_MINUTE, SPAN_HOUR, 7 * SPAN_HOUR, SPAN_DAY, 400 * SPAN_DAY};

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
		ck_assert_int_lt(
		    lengths[i] / plot_tick((struct plot){0, lengths[i], 0, 0}),
		    6);
	ck_assert_int_eq(plot_tick(hour), 15 * SPAN_MINUTE);
}
END_TEST

SUITE_MAIN("plot", a_place_is_a_share_of_the_width_and_within_it,
    a_bar_is_as_long_as_its_time_and_never_unseen,
    what_lies_outside_has_no_line, an_axis_has_six_ticks_at_most)
