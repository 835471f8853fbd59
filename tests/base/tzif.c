/* SPDX-License-Identifier: Apache-2.0 */
#include "base/tzif.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "tests/suite.h"

/* What Python's zoneinfo says of the year from `from` on, found by bisection
 * of utcoffset(): summer time north and south, half an hour of it, negative
 * in Ramadan, abolished, a day that never was, rules beyond any table. */
static const struct oracle {
	const char *zone;
	int64_t from, until;
	int32_t offset_s;
	uint32_t n;
	struct tzif_change changes[3];
} oracles[] = {
    {"America/New_York", 1767225600, 1799107200, -18000, 2,
	{{1772953200, -14400}, {1793512800, -18000}}},
    {"Europe/London", 3786912000, 3818793600, 0, 2,
	{{3794173200, 3600}, {3812922000, 0}}},
    {"Asia/Shanghai", 567993600, 599961600, 28800, 2,
	{{577216800, 32400}, {589914000, 28800}}},
    {"Asia/Shanghai", 1767225600, 1799107200, 28800, 0, {}},
    {"Australia/Lord_Howe", 1767225600, 1799107200, 39600, 2,
	{{1775314800, 37800}, {1791041400, 39600}}},
    {"America/Santiago", 1767225600, 1799107200, -10800, 2,
	{{1775358000, -14400}, {1788667200, -10800}}},
    {"Africa/Casablanca", 1767225600, 1799107200, 3600, 2,
	{{1771120800, 0}, {1774144800, 3600}}},
    {"Asia/Kathmandu", 473385600, 505267200, 19800, 1, {{504901800, 20700}}},
    {"Pacific/Apia", 1293840000, 1325721600, -36000, 3,
	{{1301752800, -39600}, {1316872800, -36000}, {1325239200, 50400}}},
    {"UTC", 1767225600, 1799107200, 0, 0, {}},
};

static struct arena *
arena(void)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new(8 << 20, &err);

	ck_assert_ptr_nonnull(a);
	return a;
}

static struct bytes
zone_file(struct arena *a, const char *zone)
{
	const char *path = file_join(a, "/usr/share/zoneinfo", zone);
	struct error err = ERROR_INIT;
	struct bytes b;

	ck_assert_msg(file_read(a, path, 1 << 20, &b, &err) == 0,
	    "%s: install tzdata", path);
	return b;
}

static void
same(const struct tzif *z, const struct oracle *o)
{
	ck_assert_msg(z->offset_s == o->offset_s && z->n == o->n,
	    "%s: %d, %u changes", o->zone, z->offset_s, z->n);
	for (uint32_t i = 0; i < z->n; i++) {
		ck_assert_int_eq(z->changes[i].at, o->changes[i].at);
		ck_assert_int_eq(
		    z->changes[i].offset_s, o->changes[i].offset_s);
	}
}

START_TEST(tzif_agrees_with_another_reader)
{
	struct arena *a = arena();

	for (size_t i = 0; i < sizeof(oracles) / sizeof(oracles[0]); i++) {
		const struct oracle *o = &oracles[i];
		struct tzif z;

		ck_assert(
		    tzif_read(a, zone_file(a, o->zone), o->from, o->until, &z));
		same(&z, o);
	}
	arena_free(a);
}
END_TEST

/* slim: a file that lists no change at all: one type at UTC, and a footer. */
static struct bytes
slim(struct arena *a, const char *footer)
{
	static const char block[] = "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
				    "\0\0\0\0\0\0\0\0\0\0\0\0"
				    "\0\0\0\0\0\0\0\1\0\0\0\4"
				    "\0\0\0\0\0\0UTC";
	struct text t = text_new(a);

	text_bytes(&t, block, sizeof(block));
	text_bytes(&t, block, sizeof(block));
	text_fmt(&t, "\n%s\n", footer);
	return (struct bytes){t.at, t.len};
}

/* 2028 is a leap year; its days counted by hand from 1830297600, its first
 * second. */
START_TEST(tzif_follows_every_form_of_rule)
{
	static const struct {
		const char *footer;
		struct tzif_change changes[2];
	} rules[] = {
	    /* second Sunday of March, 12; first of November, 5 */
	    {"EST5EDT,M3.2.0,M11.1.0",
		{{1830297600 + 71 * 86400 + 7 * 3600, -14400},
		    {1830297600 + 309 * 86400 + 6 * 3600, -18000}}},
	    /* last Sunday of April, 30, at 24:00 */
	    {"AAA0BBB,M4.5.0/24,M11.1.0/0",
		{{1830297600 + 121 * 86400, 3600},
		    {1830297600 + 308 * 86400 + 23 * 3600, 0}}},
	    /* J60 is 1 March, whatever the year; 60 is 1 March of this one */
	    {"AAA0BBB,J60/0,J305/1", {{1830297600 + 60 * 86400, 3600},
					 {1830297600 + 305 * 86400, 0}}},
	    {"<-03>3<-02:30>2:30,60/-1,305/0",
		{{1830297600 + 60 * 86400 + 2 * 3600, -9000},
		    {1830297600 + 305 * 86400 + 9000, -10800}}},
	};
	struct arena *a = arena();

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		struct oracle o = {rules[i].footer, 0, 0, 0, 2, {{0, 0}}};
		struct tzif z;

		memcpy(o.changes, rules[i].changes, sizeof(rules[i].changes));
		ck_assert(tzif_read(a, slim(a, rules[i].footer), 1830297600,
		    1830297600 + 366 * 86400, &z));
		o.offset_s = z.changes[1].offset_s;
		same(&z, &o);
	}
	arena_free(a);
}
END_TEST

/* Source: RFC 8536, 3.3.1: summer time all the year begins where it ends. */
START_TEST(tzif_knows_summer_that_never_ends)
{
	struct arena *a = arena();
	struct tzif z;

	ck_assert(tzif_read(a, slim(a, "EST5EDT,0/0,J365/25"), 1830297600,
	    1830297600 + 3 * 366 * 86400, &z));
	ck_assert_int_eq(z.offset_s, -14400);
	ck_assert_uint_eq(z.n, 0);
	arena_free(a);
}
END_TEST

/* The times of the second block, 8 bytes each, stand behind its header of 44;
 * its second becomes its first. */
START_TEST(tzif_refuses_changes_that_do_not_rise)
{
	struct arena *a = arena();
	struct bytes b = zone_file(a, "America/New_York");
	char *s = arena_copy(a, b.at, b.len);
	size_t second = 4;
	struct tzif z;

	while (memcmp(s + second, "TZif", 4) != 0)
		second++;
	ck_assert(tzif_read(a, (struct bytes){s, b.len}, 0, 1830297600, &z));
	memcpy(s + second + 44 + 8, s + second + 44, 8);
	ck_assert(!tzif_read(a, (struct bytes){s, b.len}, 0, 1830297600, &z));
	arena_free(a);
}
END_TEST

START_TEST(tzif_refuses_what_is_cut_or_bent)
{
	static const char *const footers[] = {"EST", "EST5EDT", "E5",
	    "EST5EDT,M13.1.0,M11.1.0", "EST5EDT,M3.2.0", "EST168",
	    "EST5EDT,M3.2.0,M11.1.0x", "<EST5"};
	struct arena *a = arena();
	struct bytes whole = zone_file(a, "Europe/London");
	struct tzif z = {.offset_s = 7};

	for (size_t n = 0; n < whole.len; n++) {
		struct bytes cut = {arena_copy(a, whole.at, n), n};

		ck_assert_msg(!tzif_read(a, cut, 0, 1, &z), "%zu bytes", n);
	}
	for (size_t i = 0; i < sizeof(footers) / sizeof(footers[0]); i++)
		ck_assert_msg(!tzif_read(a, slim(a, footers[i]), 0, 1, &z),
		    "%s", footers[i]);
	ck_assert_int_eq(z.offset_s, 7);
	arena_free(a);
}
END_TEST

SUITE_MAIN("tzif", tzif_agrees_with_another_reader,
    tzif_follows_every_form_of_rule, tzif_knows_summer_that_never_ends,
    tzif_refuses_changes_that_do_not_rise, tzif_refuses_what_is_cut_or_bent)
