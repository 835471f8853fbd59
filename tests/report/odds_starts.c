/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/odds_starts.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/drill/stage.h"
#include "replay/judge/campaign.h"
#include "replay/report/page.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 26, TRIES = 100, ASKED = 900000 };

/* made: a campaign of so many starts, an hour apart from Saturday 6 June 2026,
 * 22:00; at each TRIES trials, of which `met` met. */
static struct campaign
made(struct arena *a, uint32_t n, const uint64_t *met)
{
	struct stage *s = arena_alloc(a, sizeof(*s));
	struct stage_scene *scene = arena_alloc(a, sizeof(*scene));
	struct outset *all = arena_array(a, n, sizeof(*all));
	struct campaign c = {.stage = s};
	struct instant from;

	ck_assert(instant_parse("2026-06-06T22:00+08:00", &from));
	scene->objectives.p_met_ppm = ASKED;
	s->scenes = scene;
	c.starts = arena_array(a, n, sizeof(*c.starts));
	for (uint32_t i = 0; i < n; i++) {
		struct instant at = {from.ms + i * SPAN_HOUR, 480};

		all[i] = (struct outset){at, 1, i + 1};
		c.starts[i][CAMPAIGN_TRIALS] = TRIES;
		c.starts[i][CAMPAIGN_TESTED] = TRIES;
		c.starts[i][CAMPAIGN_MET] = met[i];
	}
	s->outsets = (struct outsets){all, n};
	return c;
}

static const char *
written(struct arena *a, const struct campaign *c,
    void (*write)(struct page *, const struct campaign *))
{
	struct text t = text_new(a);
	struct report_input in = {.stage = c->stage};
	struct page p = page_new(&t, LANGUAGE_EN, &in);

	text_add(&t, "");
	write(&p, c);
	return t.at;
}

START_TEST(a_few_starts_are_listed_the_worst_first)
{
	struct arena *a = cases_arena(CAP);
	struct campaign c = made(a, 3, (const uint64_t[]){100, 20, 95});
	const char *s = written(a, &c, odds_starts_write);
	const char *worst = strstr(s, "2026-06-06 Sat 23:00");
	const char *next = strstr(s, "2026-06-07 Sun 00:00");

	ck_assert_ptr_nonnull(worst);
	ck_assert_ptr_nonnull(next);
	ck_assert(worst < next);
	ck_assert(next < strstr(s, "2026-06-06 Sat 22:00"));
	ck_assert_ptr_nonnull(strstr(s, "2026-06-06T23:00:00+08:00"));
	ck_assert_ptr_null(strstr(s, "class=\"hours\""));
	/* Of three hours one surely fails, at 20 of 100. */
	s = written(a, &c, odds_starts_first);
	ck_assert_ptr_nonnull(strstr(s, "In 33.3% of the hours"));
	arena_free(a);
}
END_TEST

/* Thirteen starts: two on Saturday, eleven on Sunday. Asked are 90 %: what has
 * less than 30 is far, below 60 short, below 90 near. */
START_TEST(many_starts_are_told_by_hour_of_the_week)
{
	struct arena *a = cases_arena(CAP);
	struct campaign c = made(a, 13,
	    (const uint64_t[]){
		100, 0, 29, 30, 59, 60, 89, 90, 99, 100, 100, 100, 100});
	const char *s = written(a, &c, odds_starts_write);

	ck_assert_uint_eq(sample_count(s, "<th scope=\"row\">"), 2);
	ck_assert_uint_eq(sample_count(s, "class=\"far\""), 2);
	ck_assert_uint_eq(sample_count(s, "class=\"short\""), 2);
	ck_assert_uint_eq(sample_count(s, "class=\"near\""), 2);
	ck_assert_uint_eq(sample_count(s, "class=\"held\""), 7);
	ck_assert_uint_eq(sample_count(s, "<td></td>"), 2 * 24 - 13);
	ck_assert_ptr_nonnull(strstr(s, "title=\"Sat 23:00–24:00: 0%"));
	ck_assert_ptr_nonnull(
	    strstr(s, "<td class=\"short\" title=\"Sun 02:00–03:00: 59%"));
	/* Wilson: 89 of 100 is at most 93.7 %, 60 of 100 at most 69.1 %. */
	s = written(a, &c, odds_starts_first);
	ck_assert_ptr_nonnull(strstr(s, "In 38.4% of the hours")); /* 5 in 13 */
	arena_free(a);
}
END_TEST

START_TEST(where_no_start_surely_fails_there_is_nothing_to_look_at_first)
{
	struct arena *a = cases_arena(CAP);
	struct campaign c = made(a, 2, (const uint64_t[]){100, 89});

	/* 89 of 100 may be 94 %, more than the 90 asked. */
	ck_assert_str_eq(written(a, &c, odds_starts_first), "");
	arena_free(a);
}
END_TEST

START_TEST(of_one_start_nothing_is_told)
{
	struct arena *a = cases_arena(CAP);
	struct campaign c = made(a, 1, (const uint64_t[]){0});

	ck_assert_str_eq(written(a, &c, odds_starts_write), "");
	ck_assert_str_eq(written(a, &c, odds_starts_first), "");
	arena_free(a);
}
END_TEST

START_TEST(starts_that_no_trial_had_are_counted)
{
	struct arena *a = cases_arena(CAP);
	struct campaign c = made(a, 3, (const uint64_t[]){100, 20, 95});

	memset(c.starts[1], 0, sizeof(c.starts[1]));
	ck_assert_ptr_nonnull(
	    strstr(written(a, &c, odds_starts_write), "1 more start"));
	ck_assert_ptr_null(
	    strstr(written(a, &c, odds_starts_write), "Sat 23:00"));
	arena_free(a);
}
END_TEST

START_TEST(seconds_are_told_where_there_are_any)
{
	struct arena *a = cases_arena(CAP);
	struct text t = text_new(a);
	struct instant at;

	ck_assert(instant_parse("2026-03-01T23:59:05-03:30", &at));
	odds_starts_name(&t, LANGUAGE_ZH, at);
	ck_assert_str_eq(t.at, "2026-03-01 周日 23:59:05");
	arena_free(a);
}
END_TEST

SUITE_MAIN("odds_starts", a_few_starts_are_listed_the_worst_first,
    many_starts_are_told_by_hour_of_the_week,
    where_no_start_surely_fails_there_is_nothing_to_look_at_first,
    of_one_start_nothing_is_told, starts_that_no_trial_had_are_counted,
    seconds_are_told_where_there_are_any)
