/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/duty.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "base/text.h"
#include "plans/organisation.h"
#include "plans/zones.h"
#include "tests/cases.h"
#include "tests/suite.h"

/* Clocks of 2026, as the tz database has them. */
static const char clocks[] =
    "{\"format\":\"yanlian-zones/1\",\"zones\":["
    "{\"zone\":\"Asia/Shanghai\",\"offset\":28800},"
    "{\"zone\":\"Europe/London\",\"offset\":0,\"changes\":["
    "{\"at\":\"2026-03-29T01:00Z\",\"offset\":3600},"
    "{\"at\":\"2026-10-25T01:00Z\",\"offset\":0}]},"
    "{\"zone\":\"America/New_York\",\"offset\":-18000,\"changes\":["
    "{\"at\":\"2026-03-08T07:00Z\",\"offset\":-14400},"
    "{\"at\":\"2026-11-01T06:00Z\",\"offset\":-18000}]}]}";

static int64_t
ms(const char *instant)
{
	struct instant at;

	ck_assert_msg(instant_parse(instant, &at), "%s", instant);
	return at.ms;
}

/* expect: a calendar (its members without id) of the people a, b, c, rolled
 * out from an instant to another, as lines "instant person". */
static void
expect(const char *calendar, const char *from, const char *until,
    const char *wanted)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	struct organisation org = {0};
	struct text json = text_new(a);
	struct text got = text_new(a);
	struct reading *r = reading_new(a, names_new(a), &faults);
	const struct zones *zones = zones_read(a, "zones.json",
	    (struct bytes){clocks, sizeof(clocks) - 1}, &faults);
	const struct duty *duties;
	uint32_t n;

	text_fmt(&json,
	    "{\"format\":\"yanlian-organisation/1\",\"id\":\"o\",\"people\":"
	    "[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}],\"roles\":[],"
	    "\"services\":[{\"id\":\"s\"}],\"calendars\":[{\"id\":\"x\",%s}]}",
	    calendar);
	reading_take(r, cases_document(a, json.at, &faults)->values,
	    &organisation_record, &org);
	reading_resolve(r);
	ck_assert_msg(faults.n == 0, "%s", cases_faults(a, &faults));
	n = duty_roll(a, &org.calendars.at[0],
	    zones_find(zones, org.calendars.at[0].zone), ms(from), ms(until),
	    &duties);
	for (uint32_t i = 0; i < n; i++) {
		instant_write(&got, (struct instant){duties[i].from, 0});
		text_fmt(&got, " %s\n",
		    duties[i].person < 0 ? "-"
					 : org.people.at[duties[i].person].id);
	}
	ck_assert_msg(strcmp(got.at, wanted) == 0,
	    "--- expected\n%s--- found\n%s", wanted, got.at);
	arena_free(a);
}

START_TEST(duty_passes_on_by_the_clock_through_summer_time)
{
	expect("\"zone\":\"America/New_York\",\"layers\":[{\"from\":"
	       "\"2026-03-02T09:00-05:00\",\"turn\":\"7d\",\"people\":"
	       "[\"a\",\"b\"]}]",
	    "2026-03-01T00:00Z", "2026-03-20T00:00Z",
	    "2026-03-01T00:00:00Z -\n"
	    "2026-03-02T14:00:00Z a\n"
	    "2026-03-09T13:00:00Z b\n"
	    "2026-03-16T13:00:00Z a\n");
}
END_TEST

START_TEST(duty_keeps_office_hours_and_holidays)
{
	/* 2026-10-01 is a Thursday. */
	expect("\"zone\":\"Asia/Shanghai\",\"holidays\":[{\"date\":"
	       "\"2026-10-01\"}],\"layers\":[{\"from\":\"2026-01-01T00:00Z\","
	       "\"turn\":\"1d\",\"people\":[\"a\"],\"restrictions\":[{\"days\":"
	       "\"mon-fri\",\"from\":\"09:00\",\"to\":\"18:00\"}]},{\"from\":"
	       "\"2026-01-01T00:00Z\",\"turn\":\"1d\",\"people\":[\"b\"],"
	       "\"restrictions\":[{\"days\":\"holiday\"}]}]",
	    "2026-09-30T00:00Z", "2026-10-05T00:00Z",
	    "2026-09-30T00:00:00Z -\n"
	    "2026-09-30T01:00:00Z a\n"
	    "2026-09-30T10:00:00Z -\n"
	    "2026-09-30T16:00:00Z b\n"
	    "2026-10-01T16:00:00Z -\n"
	    "2026-10-02T01:00:00Z a\n"
	    "2026-10-02T10:00:00Z -\n");
}
END_TEST

START_TEST(duty_goes_to_the_later_layer_and_the_last_override)
{
	expect(
	    "\"zone\":\"Asia/Shanghai\",\"layers\":[{\"from\":"
	    "\"2026-05-01T00:00+08:00\",\"turn\":\"1d\",\"people\":[\"a\"]},"
	    "{\"from\":\"2026-05-02T00:00+08:00\",\"turn\":\"12h\","
	    "\"people\":[\"b\",\"c\"]}],\"overrides\":[{\"from\":"
	    "\"2026-05-02T06:00+08:00\",\"until\":\"2026-05-03T00:00+08:00\","
	    "\"person\":\"a\"},{\"from\":\"2026-05-02T08:00+08:00\",\"until\""
	    ":\"2026-05-02T09:00+08:00\",\"person\":\"c\"}]",
	    "2026-05-01T12:00+08:00", "2026-05-03T06:00+08:00",
	    "2026-05-01T04:00:00Z a\n"
	    "2026-05-01T16:00:00Z b\n"
	    "2026-05-01T22:00:00Z a\n"
	    "2026-05-02T00:00:00Z c\n"
	    "2026-05-02T01:00:00Z a\n"
	    "2026-05-02T16:00:00Z b\n");
}
END_TEST

/* Turns of a week since Monday 6 April, a first; the layer joins on Wednesday
 * the 15th, in b's turn, and ends on Wednesday the 29th, in b's again. What is
 * counted from a later instant goes by the same order: on 1 April it is b's. */
START_TEST(duty_counts_turns_from_elsewhere_and_ends)
{
	expect("\"zone\":\"Asia/Shanghai\",\"layers\":[{\"from\":"
	       "\"2026-04-15T09:00+08:00\",\"until\":"
	       "\"2026-04-29T09:00+08:00\",\"turns_from\":"
	       "\"2026-04-06T09:00+08:00\",\"turn\":\"7d\",\"people\":"
	       "[\"a\",\"b\"]}]",
	    "2026-04-01T00:00Z", "2026-06-01T00:00Z",
	    "2026-04-01T00:00:00Z -\n"
	    "2026-04-15T01:00:00Z b\n"
	    "2026-04-20T01:00:00Z a\n"
	    "2026-04-27T01:00:00Z b\n"
	    "2026-04-29T01:00:00Z -\n");
	expect("\"zone\":\"Asia/Shanghai\",\"layers\":[{\"from\":"
	       "\"2026-04-01T09:00+08:00\",\"turns_from\":"
	       "\"2026-04-06T09:00+08:00\",\"turn\":\"7d\",\"people\":"
	       "[\"a\",\"b\"]}]",
	    "2026-04-01T02:00Z", "2026-04-10T00:00Z",
	    "2026-04-01T02:00:00Z b\n"
	    "2026-04-06T01:00:00Z a\n");
}
END_TEST

START_TEST(duty_runs_over_midnight_and_the_end_of_the_week)
{
	/* Friday 2026-05-01 22:00 to 06:00, and again on Sunday. */
	expect("\"zone\":\"Asia/Shanghai\",\"layers\":[{\"from\":"
	       "\"2026-01-01T00:00Z\",\"turn\":\"1d\",\"people\":[\"a\"],"
	       "\"restrictions\":[{\"days\":\"fri,sun\",\"from\":\"22:00\","
	       "\"to\":\"06:00\"}]}]",
	    "2026-05-01T15:00Z", "2026-05-03T23:00Z",
	    "2026-05-01T15:00:00Z a\n"
	    "2026-05-01T22:00:00Z -\n"
	    "2026-05-03T14:00:00Z a\n"
	    "2026-05-03T22:00:00Z -\n");
}
END_TEST

/* 29 March: 01:00 to 02:00 never is; 25 October: 01:00 to 02:00 is twice. */
START_TEST(duty_knows_hours_that_are_not_and_hours_that_are_twice)
{
	static const char calendar[] =
	    "\"zone\":\"Europe/London\",\"layers\":[{\"from\":"
	    "\"2026-01-01T00:00Z\",\"turn\":\"1d\",\"people\":[\"a\"],"
	    "\"restrictions\":[{\"from\":\"01:30\",\"to\":\"01:45\"}]}]";

	expect(calendar, "2026-03-29T00:00Z", "2026-03-30T12:00Z",
	    "2026-03-29T00:00:00Z -\n"
	    "2026-03-29T01:30:00Z a\n"
	    "2026-03-29T01:45:00Z -\n"
	    "2026-03-30T00:30:00Z a\n"
	    "2026-03-30T00:45:00Z -\n");
	expect(calendar, "2026-10-25T00:00Z", "2026-10-26T12:00Z",
	    "2026-10-25T00:00:00Z -\n"
	    "2026-10-25T00:30:00Z a\n"
	    "2026-10-25T00:45:00Z -\n"
	    "2026-10-26T01:30:00Z a\n"
	    "2026-10-26T01:45:00Z -\n");
	/* Handed over at 01:30, once: not back again when it is 01:00. */
	expect("\"zone\":\"Europe/London\",\"layers\":[{\"from\":"
	       "\"2026-10-24T01:30+01:00\",\"turn\":\"1d\",\"people\":"
	       "[\"a\",\"b\"]}]",
	    "2026-10-25T00:00Z", "2026-10-26T12:00Z",
	    "2026-10-25T00:00:00Z a\n"
	    "2026-10-25T00:30:00Z b\n"
	    "2026-10-26T01:30:00Z a\n");
}
END_TEST

START_TEST(duty_gives_up_on_more_than_anybody_plans)
{
	expect("\"zone\":\"Asia/Shanghai\",\"layers\":[{\"from\":"
	       "\"2026-01-01T00:00Z\",\"turn\":\"1h\",\"people\":"
	       "[\"a\",\"b\"]}]",
	    "2026-01-01T00:00Z", "2028-01-01T00:00Z", "");
}
END_TEST

START_TEST(duty_changes_at_the_very_instant)
{
	static const struct duty duties[] = {{0, 1}, {10, 2}, {20, -1}};

	ck_assert_uint_eq(duty_at(duties, 3, 0), 0);
	ck_assert_uint_eq(duty_at(duties, 3, 9), 0);
	ck_assert_uint_eq(duty_at(duties, 3, 10), 1);
	ck_assert_uint_eq(duty_at(duties, 3, 20), 2);
	ck_assert_uint_eq(duty_at(duties, 3, 1000), 2);
	ck_assert_uint_eq(duty_at(duties, 1, 1000), 0);
}
END_TEST

SUITE_MAIN("duty", duty_passes_on_by_the_clock_through_summer_time,
    duty_keeps_office_hours_and_holidays,
    duty_goes_to_the_later_layer_and_the_last_override,
    duty_counts_turns_from_elsewhere_and_ends,
    duty_runs_over_midnight_and_the_end_of_the_week,
    duty_knows_hours_that_are_not_and_hours_that_are_twice,
    duty_gives_up_on_more_than_anybody_plans, duty_changes_at_the_very_instant)
