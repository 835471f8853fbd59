/* SPDX-License-Identifier: Apache-2.0 */
#include "base/span.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

__extension__ typedef unsigned __int128 wide;

static const struct unit {
	const char *name;
	span_ms ms;
} units[] = {
    {"d", SPAN_DAY},
    {"h", SPAN_HOUR},
    {"m", SPAN_MINUTE},
    {"s", SPAN_SECOND},
    {"ms", 1},
};

enum { UNITS = sizeof(units) / sizeof(units[0]) };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* digits: read 1 to `most` digits at *s and move past them. */
static bool
digits(const char **s, int most, int64_t *out)
{
	int64_t v = 0;
	int n = 0;

	for (; n < most && is_digit(**s); n++, (*s)++)
		v = v * 10 + (**s - '0');
	*out = v;
	return n > 0;
}

/* unit_at: which unit is spelt at *s, not before `from`? Moves past it. */
static int
unit_at(const char **s, int from)
{
	size_t n = 0;

	while ((*s)[n] >= 'a' && (*s)[n] <= 'z')
		n++;
	for (int i = from; i < UNITS; i++) {
		if (strlen(units[i].name) == n &&
		    strncmp(*s, units[i].name, n) == 0) {
			*s += n;
			return i;
		}
	}
	return -1;
}

bool
span_parse(const char *s, span_ms *out)
{
	span_ms sum = 0;
	int from = 0;

	do {
		int64_t v;
		int u;

		if (!digits(&s, 12, &v) || (u = unit_at(&s, from)) < 0)
			return false;
		if (v > SPAN_LONGEST / units[u].ms)
			return false;
		sum += v * units[u].ms;
		if (sum > SPAN_LONGEST)
			return false;
		from = u + 1;
	} while (*s != '\0');
	*out = sum;
	return true;
}

span_ms
span_times(span_ms span, int64_t ppm)
{
	wide product = ((wide)span * (wide)ppm + 500000) / 1000000;

	return product < (wide)SPAN_LONGEST ? (span_ms)product : SPAN_LONGEST;
}

void
span_write(struct text *t, span_ms span)
{
	uint64_t left = span < 0 ? 0 - (uint64_t)span : (uint64_t)span;

	if (span == SPAN_NEVER) {
		text_add(t, "never");
		return;
	}
	if (span == 0) {
		text_add(t, "0s");
		return;
	}
	if (span < 0)
		text_add(t, "-");
	for (int i = 0; i < UNITS; i++) {
		uint64_t n = left / (uint64_t)units[i].ms;

		if (n > 0)
			text_fmt(t, "%" PRIu64 "%s", n, units[i].name);
		left %= (uint64_t)units[i].ms;
	}
}

/* Days since 1970-01-01 of a proleptic Gregorian date.
 * Source: Howard Hinnant, chrono-compatible low-level date algorithms. */
static int64_t
days_of(int64_t y, int64_t m, int64_t d)
{
	y -= m <= 2;
	int64_t era = y / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

static void
date_of(int64_t days, int64_t *y, int64_t *m, int64_t *d)
{
	days += 719468;
	int64_t era = days / 146097;
	int64_t doe = days - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*d = doy - (153 * mp + 2) / 5 + 1;
	*m = mp < 10 ? mp + 3 : mp - 9;
	*y = yoe + era * 400 + (*m <= 2);
}

/* number: exactly `n` digits, then the character `then` unless it is 0. */
static bool
number(const char **s, int n, char then, int64_t *out)
{
	const char *start = *s;

	if (!digits(s, n, out) || *s - start != n)
		return false;
	if (then == 0)
		return true;
	return *(*s)++ == then;
}

static bool
offset_parse(const char *s, int64_t *out)
{
	int64_t h;
	int64_t m;
	char sign = *s;

	if (strcmp(s, "Z") == 0) {
		*out = 0;
		return true;
	}
	if (sign != '+' && sign != '-')
		return false;
	s++;
	if (!number(&s, 2, ':', &h) || !number(&s, 2, 0, &m) || *s != '\0' ||
	    h > 14 || m > 59)
		return false;
	*out = (sign == '-' ? -1 : 1) * (h * 60 + m);
	return true;
}

bool
instant_parse(const char *s, struct instant *out)
{
	int64_t y, mo, d, h, mi, off;
	int64_t sec = 0;
	int64_t cy, cm, cd;

	if (!number(&s, 4, '-', &y) || !number(&s, 2, '-', &mo) ||
	    !number(&s, 2, 'T', &d) || !number(&s, 2, ':', &h) ||
	    !number(&s, 2, 0, &mi))
		return false;
	if (*s == ':') {
		s++;
		if (!number(&s, 2, 0, &sec))
			return false;
	}
	if (y < 1970 || y > 2500 || mo < 1 || mo > 12 || d < 1 || h > 23 ||
	    mi > 59 || sec > 59 || !offset_parse(s, &off))
		return false;
	date_of(days_of(y, mo, d), &cy, &cm, &cd);
	if (cy != y || cm != mo || cd != d)
		return false; /* 30 February */
	out->ms = days_of(y, mo, d) * SPAN_DAY + h * SPAN_HOUR +
		  (mi - off) * SPAN_MINUTE + sec * SPAN_SECOND;
	out->offset_min = (int32_t)off;
	return true;
}

bool
instant_date(const char *s, int64_t *out)
{
	int64_t y, m, d;
	int64_t cy, cm, cd;

	if (!number(&s, 4, '-', &y) || !number(&s, 2, '-', &m) ||
	    !number(&s, 2, 0, &d) || *s != '\0' || y < 1970 || y > 2500 ||
	    m < 1 || m > 12 || d < 1)
		return false;
	date_of(days_of(y, m, d), &cy, &cm, &cd);
	if (cy != y || cm != m || cd != d)
		return false;
	*out = days_of(y, m, d);
	return true;
}

bool
instant_time(const char *s, span_ms *out)
{
	int64_t h, m;

	if (!number(&s, 2, ':', &h) || !number(&s, 2, 0, &m) || *s != '\0' ||
	    m > 59 || h * 60 + m > 24 * 60)
		return false;
	*out = h * SPAN_HOUR + m * SPAN_MINUTE;
	return true;
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && a < 0);
}

void
instant_write(struct text *t, struct instant at)
{
	int64_t local = at.ms + at.offset_min * SPAN_MINUTE;
	int64_t days = floor_div(local, SPAN_DAY);
	int64_t ms = local - days * SPAN_DAY;
	int64_t off = at.offset_min < 0 ? -at.offset_min : at.offset_min;
	int64_t y, m, d;

	date_of(days, &y, &m, &d);
	text_fmt(t,
	    "%04" PRId64 "-%02" PRId64 "-%02" PRId64 "T%02" PRId64 ":%02" PRId64
	    ":%02" PRId64,
	    y, m, d, ms / SPAN_HOUR, ms / SPAN_MINUTE % 60,
	    ms / SPAN_SECOND % 60);
	if (at.offset_min == 0)
		text_add(t, "Z");
	else
		text_fmt(t, "%c%02" PRId64 ":%02" PRId64,
		    at.offset_min < 0 ? '-' : '+', off / 60, off % 60);
}

void
instant_clock(struct text *t, struct instant at, span_ms after, bool seconds)
{
	int64_t from = at.ms + at.offset_min * SPAN_MINUTE;
	int64_t to = from + after;
	int64_t days = floor_div(to, SPAN_DAY) - floor_div(from, SPAN_DAY);
	int64_t ms = to - floor_div(to, SPAN_DAY) * SPAN_DAY;

	if (days != 0)
		text_fmt(t, "%+" PRId64 " ", days);
	text_fmt(t, "%02" PRId64 ":%02" PRId64, ms / SPAN_HOUR,
	    ms / SPAN_MINUTE % 60);
	if (seconds)
		text_fmt(t, ":%02" PRId64, ms / SPAN_SECOND % 60);
}
