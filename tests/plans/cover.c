/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/cover.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "plans/plan.h"
#include "plans/zones.h"
#include "tests/cases.h"
#include "tests/suite.h"

#define FOLDER "tests/cases/cover/"

/* covered: the faults of a plan's duty in May 2026, from Monday the 4th. */
static const char *
covered(struct arena *a, const char *path, const char *clocks, span_ms length)
{
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	struct instant from;
	const struct plan *plan;

	ck_assert(instant_parse("2026-05-04T00:00+08:00", &from));
	ck_assert_int_eq(plan_read(a, path, &faults, &plan, &err), 0);
	ck_assert_msg(faults.n == 0, "%s", cases_faults(a, &faults));
	plan = plan_in_zones(a, plan,
	    zones_read(a, "zones.json", (struct bytes){clocks, strlen(clocks)},
		&faults));
	cover_zones(plan, &faults);
	if (faults.errors == 0)
		cover_check(a, plan, from, length, &faults);
	return cases_faults(a, &faults);
}

static const char shanghai[] = "{\"format\":\"yanlian-zones/1\",\"zones\":"
			       "[{\"zone\":\"Asia/Shanghai\","
			       "\"offset\":28800}]}";

/* The plan's calendars: "day" has one person from 09:00 to 18:00 daily, which
 * PagerDuty's own example of rendered coverage calls 37.5 %: 9 of 24 hours.
 * "night" has the same person from 17:00 to 09:00: at 17:00 he has two
 * telephones, one hour a day. "late" has nobody before Wednesday.
 * The rungs: day; day and night; late; late, and a person. */
START_TEST(cover_finds_gaps_empty_rungs_and_two_telephones)
{
	struct arena *a = cases_arena(64 << 20);

	ck_assert_str_eq(
	    covered(a, FOLDER "plan.json", shanghai, 4 * 7 * SPAN_DAY),
	    "finding uncovered /organisation/calendars/0 16:7 calendar=day "
	    "span=17d12h share=0.375 first=2026-05-04T00:00:00+08:00\n"
	    "finding uncovered /organisation/calendars/1 22:7 calendar=night "
	    "span=9d8h share=0.666667 first=2026-05-04T09:00:00+08:00\n"
	    "note double-booked /organisation/calendars/1 22:7 person=a "
	    "calendar=day other=night span=1d4h\n"
	    "finding uncovered /organisation/calendars/2 28:7 calendar=late "
	    "span=2d share=0.928571 first=2026-05-04T00:00:00+08:00\n"
	    "finding rung-empty-at-times /ladders/0/steps/0 47:5 ladder=call "
	    "span=17d12h first=2026-05-04T00:00:00+08:00\n"
	    "finding rung-empty-at-times /ladders/0/steps/2 49:5 ladder=call "
	    "span=2d first=2026-05-04T00:00:00+08:00\n");
	arena_free(a);
}
END_TEST

START_TEST(cover_needs_every_zone)
{
	struct arena *a = cases_arena(64 << 20);

	ck_assert_str_eq(
	    covered(a, FOLDER "plan.json",
		"{\"format\":\"yanlian-zones/1\",\"zones\":[]}", SPAN_DAY),
	    "error zone-unknown /organisation/calendars/0/zone 17:30 "
	    "zone=Asia/Shanghai\n"
	    "error zone-unknown /organisation/calendars/1/zone 23:32 "
	    "zone=Asia/Shanghai\n"
	    "error zone-unknown /organisation/calendars/2/zone 29:31 "
	    "zone=Asia/Shanghai\n");
	arena_free(a);
}
END_TEST

START_TEST(cover_says_where_a_calendar_is_too_busy)
{
	struct arena *a = cases_arena(256 << 20);

	ck_assert_str_eq(
	    covered(a, FOLDER "plan.json", shanghai, 10000 * SPAN_DAY),
	    "error calendar-busy /organisation/calendars/0 16:7 calendar=day\n"
	    "error calendar-busy /organisation/calendars/1 22:7 "
	    "calendar=night\n");
	arena_free(a);
}
END_TEST

SUITE_MAIN("cover", cover_finds_gaps_empty_rungs_and_two_telephones,
    cover_needs_every_zone, cover_says_where_a_calendar_is_too_busy)
