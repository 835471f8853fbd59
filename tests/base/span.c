/* SPDX-License-Identifier: Apache-2.0 */
#include "base/span.h"

#include "base/arena.h"
#include "base/text.h"
#include "tests/suite.h"

static struct arena *
new_arena(void)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new(1 << 20, &err);

	ck_assert_ptr_nonnull(a);
	return a;
}

START_TEST(span_reads_what_people_write)
{
	static const struct {
		const char *s;
		span_ms ms;
	} cases[] = {
	    {"0s", 0},
	    {"8m", 480000},
	    {"1d2h3m4s5ms", 93784005},
	    {"3650d", SPAN_LONGEST},
	    {"90m", 5400000},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		span_ms got = -1;

		ck_assert(span_parse(cases[i].s, &got));
		ck_assert_int_eq(got, cases[i].ms);
	}
}
END_TEST

START_TEST(span_refuses_everything_else_and_leaves_out_untouched)
{
	static const char *const bad[] = {"", "5", "m", "-5m", "5m3h", "5m5m",
	    " 5m", "5m ", "1.5h", "3651d", "3650d1ms", "5M", "5min",
	    "9999999999999ms", "９m"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		span_ms got = 77;

		ck_assert_msg(!span_parse(bad[i], &got), "%s", bad[i]);
		ck_assert_int_eq(got, 77);
	}
}
END_TEST

START_TEST(span_writes_the_shortest_form_which_reads_back)
{
	static const span_ms cases[] = {
	    0, 1, 999, 60000, 93784005, SPAN_LONGEST, 28380000};
	struct arena *a = new_arena();

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text t = text_new(a);
		span_ms back = -1;

		span_write(&t, cases[i]);
		ck_assert(span_parse(t.at, &back));
		ck_assert_int_eq(back, cases[i]);
	}
	arena_free(a);
}
END_TEST

/* Oracle: GNU date, `date -u -d 2023-10-23T14:07:00+08:00 +%s`. */
START_TEST(instant_agrees_with_gnu_date)
{
	static const struct {
		const char *s;
		int64_t seconds;
		int offset;
	} cases[] = {
	    {"1970-01-01T00:00Z", 0, 0},
	    {"2023-10-23T14:07:00+08:00", 1698041220, 480},
	    {"2000-02-29T23:59:59-03:30", 951881399, -210},
	    {"2400-02-29T00:00:00Z", 13574563200, 0},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct instant got;

		ck_assert(instant_parse(cases[i].s, &got));
		ck_assert_int_eq(got.ms, cases[i].seconds * 1000);
		ck_assert_int_eq(got.offset_min, cases[i].offset);
	}
}
END_TEST

START_TEST(instant_refuses_dates_that_do_not_exist)
{
	static const char *const bad[] = {"2023-02-29T00:00Z",
	    "2023-13-01T00:00Z", "2023-01-01T24:00Z", "2023-01-01 00:00Z",
	    "2023-01-01T00:00", "2023-01-01T00:00+8:00", "1969-12-31T00:00Z",
	    "2023-01-01T00:00:60Z", "2023-01-01T00:00Zz"};
	struct instant got;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(!instant_parse(bad[i], &got), "%s", bad[i]);
}
END_TEST

START_TEST(instant_clock_counts_days_in_its_own_zone)
{
	struct arena *a = new_arena();
	struct text t = text_new(a);
	struct instant at;

	ck_assert(instant_parse("2023-10-23T22:30:00+08:00", &at));
	instant_clock(&t, at, 0, false);
	text_add(&t, "|");
	instant_clock(&t, at, 2 * SPAN_HOUR + 5000, true);
	text_add(&t, "|");
	instant_clock(&t, at, -23 * SPAN_HOUR, false);
	text_add(&t, "|");
	instant_write(&t, at);
	ck_assert_str_eq(
	    t.at, "22:30|+1 00:30:05|-1 23:30|2023-10-23T22:30:00+08:00");
	arena_free(a);
}
END_TEST

/* 0.5 and 1.5 ms go up; ten years times ten thousand needs 128 bits. */
START_TEST(span_times_rounds_half_up_and_stays_in_bounds)
{
	ck_assert_int_eq(span_times(1, 500000), 1);
	ck_assert_int_eq(span_times(3, 499999), 1);
	ck_assert_int_eq(span_times(3, 500000), 2);
	ck_assert_int_eq(span_times(600000, 1000000), 600000);
	ck_assert_int_eq(span_times(600000, 0), 0);
	ck_assert_int_eq(span_times(SPAN_LONGEST, 999999),
	    SPAN_LONGEST - SPAN_LONGEST / 1000000);
	ck_assert_int_eq(
	    span_times(SPAN_LONGEST, INT64_C(10000000000)), SPAN_LONGEST);
}
END_TEST

SUITE_MAIN("span", span_times_rounds_half_up_and_stays_in_bounds,
    span_reads_what_people_write,
    span_refuses_everything_else_and_leaves_out_untouched,
    span_writes_the_shortest_form_which_reads_back,
    instant_agrees_with_gnu_date, instant_refuses_dates_that_do_not_exist,
    instant_clock_counts_days_in_its_own_zone)
