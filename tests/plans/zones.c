/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/zones.h"

#include <string.h>

#include "base/arena.h"
#include "base/faults.h"
#include "tests/cases.h"
#include "tests/suite.h"

#define HOUR INT64_C(3600000)

/* One hour forward at 100 h, and back at 200 h. */
static struct zone_change changes[] = {
    {NULL, {100 * HOUR, 0}, 7200}, {NULL, {200 * HOUR, 0}, 3600}};
static const struct zone zone = {
    .name = "Here/There", .offset_s = 3600, .changes = {changes, 2}};

START_TEST(zones_wall_is_what_the_clock_shows)
{
	ck_assert_int_eq(zones_wall(&zone, 0), HOUR);
	ck_assert_int_eq(zones_wall(&zone, 100 * HOUR - 1), 101 * HOUR - 1);
	ck_assert_int_eq(zones_wall(&zone, 100 * HOUR), 102 * HOUR);
	ck_assert_int_eq(zones_wall(&zone, 200 * HOUR - 1), 202 * HOUR - 1);
	ck_assert_int_eq(zones_wall(&zone, 200 * HOUR), 201 * HOUR);
}
END_TEST

START_TEST(zones_utc_is_the_first_time_the_clock_shows_it)
{
	for (int64_t at = 0; at < 300 * HOUR; at += HOUR / 4)
		if (at < 200 * HOUR || at >= 201 * HOUR)
			ck_assert_int_eq(
			    zones_utc(&zone, zones_wall(&zone, at)), at);
	ck_assert_int_eq(
	    zones_utc(&zone, 201 * HOUR + HOUR / 2), 199 * HOUR + HOUR / 2);
}
END_TEST

START_TEST(zones_utc_of_a_skipped_time_is_as_if_it_were_not)
{
	ck_assert_int_eq(
	    zones_utc(&zone, 101 * HOUR + HOUR / 2), 100 * HOUR + HOUR / 2);
}
END_TEST

static const char *
faults_of(struct arena *a, const char *json)
{
	struct faults faults = faults_new(a);

	(void)zones_read(
	    a, "zones.json", (struct bytes){json, strlen(json)}, &faults);
	return cases_faults(a, &faults);
}

START_TEST(zones_refuses_changes_out_of_order)
{
	struct arena *a = cases_arena(4 << 20);

	ck_assert_str_eq(
	    faults_of(a,
		"{\"format\":\"yanlian-zones/1\",\"zones\":[{\"zone\":\"X\","
		"\"offset\":0,\"changes\":[{\"at\":\"2026-03-29T01:00Z\","
		"\"offset\":3600},{\"at\":\"2026-03-29T01:00Z\","
		"\"offset\":0}]}]}"),
	    "error changes-order /zones/0/changes/1 1:113 zone=X\n");
	ck_assert_str_eq(
	    faults_of(a, "{\"format\":\"yanlian-zones/1\",\"zones\":[]}"), "");
	arena_free(a);
}
END_TEST

START_TEST(zones_find_knows_only_its_own)
{
	struct zone list[] = {zone};
	struct zones zones = {.zones = {list, 1}};

	ck_assert_ptr_eq(zones_find(&zones, "Here/There"), list);
	ck_assert_ptr_null(zones_find(&zones, "Here"));
	ck_assert_ptr_null(zones_find(NULL, "Here/There"));
}
END_TEST

SUITE_MAIN("zones", zones_wall_is_what_the_clock_shows,
    zones_utc_is_the_first_time_the_clock_shows_it,
    zones_utc_of_a_skipped_time_is_as_if_it_were_not,
    zones_refuses_changes_out_of_order, zones_find_knows_only_its_own)
