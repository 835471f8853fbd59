/* SPDX-License-Identifier: Apache-2.0 */
#include "base/tzif.h"

#include <string.h>

#include "base/arena.h"

enum { HEADER = 44, HOUR = 3600, DAY = 86400 };
enum { ISUT, ISSTD, LEAP, TIMES, TYPES, CHARS, COUNTS };

/* ---- numbers ---- */

static int64_t
big_endian(const char *at, int bytes)
{
	uint64_t v = (unsigned char)at[0] >= 0x80 ? UINT64_MAX : 0;

	for (int i = 0; i < bytes; i++)
		v = v << 8 | (unsigned char)at[i];
	return (int64_t)v;
}

/* A block of the file: counts, and where its parts are. */
struct block {
	int64_t counts[COUNTS];
	const char *times, *kinds, *types, *end;
};

/* block_at: the block whose header is at `at`; its times have `wide` bytes.
 * Return: false if it is none, or reaches beyond `end`. */
static bool
block_at(const char *at, const char *end, int wide, struct block *out)
{
	int64_t size;

	if (end - at < HEADER || memcmp(at, "TZif", 4) != 0 || at[4] < '2')
		return false;
	for (int i = 0; i < COUNTS; i++) {
		out->counts[i] = big_endian(at + 20 + 4 * i, 4);
		if (out->counts[i] < 0 || out->counts[i] > 1 << 20)
			return false;
	}
	size = out->counts[TIMES] * (wide + 1) + out->counts[TYPES] * 6 +
	       out->counts[CHARS] + out->counts[LEAP] * (wide + 4) +
	       out->counts[ISSTD] + out->counts[ISUT];
	if (out->counts[TYPES] == 0 || size > end - at - HEADER)
		return false;
	out->times = at + HEADER;
	out->kinds = out->times + out->counts[TIMES] * wide;
	out->types = out->kinds + out->counts[TIMES];
	out->end = at + HEADER + size;
	for (int64_t i = 0; i < out->counts[TIMES]; i++)
		if ((unsigned char)out->kinds[i] >= out->counts[TYPES])
			return false;
	return true;
}

/* ---- the rule of the footer ---- */

/* One of the two yearly changes of a rule. */
struct date {
	char form; /* 'M' month.week.day, 'J' day 1 to 365, 'N' day 0 to 365 */
	int64_t month, week, day;
	int64_t time_s;
};

struct rule {
	int32_t standard_s, summer_s;
	bool has_summer;
	struct date begins, ends; /* of summer time */
};

static bool
number(const char **s, int64_t most, int64_t *out)
{
	int64_t v = 0;
	const char *from = *s;

	for (; **s >= '0' && **s <= '9' && v <= most; (*s)++)
		v = v * 10 + (**s - '0');
	*out = v;
	return *s > from && v <= most;
}

/* clock: [+-]hh[:mm[:ss]] in seconds. */
static bool
clock(const char **s, int64_t *out)
{
	int64_t sign = **s == '-' ? -1 : 1;
	int64_t parts[3] = {0, 0, 0};

	*s += **s == '-' || **s == '+';
	if (!number(s, 167, &parts[0]))
		return false;
	for (int i = 1; i < 3 && **s == ':'; i++) {
		(*s)++;
		if (!number(s, 59, &parts[i]))
			return false;
	}
	*out = sign * (parts[0] * HOUR + parts[1] * 60 + parts[2]);
	return true;
}

/* name: three letters or more, or anything between < and >. */
static bool
name(const char **s)
{
	size_t n = 0;

	if (**s == '<') {
		n = strcspn(*s, ">");
		if ((*s)[n] == '\0')
			return false;
		*s += n + 1;
		return true;
	}
	while (((*s)[n] >= 'A' && (*s)[n] <= 'Z') ||
	       ((*s)[n] >= 'a' && (*s)[n] <= 'z'))
		n++;
	*s += n;
	return n >= 3;
}

static bool
date(const char **s, struct date *out)
{
	*out = (struct date){.form = 'N', .time_s = 2 * HOUR};
	if (*(*s)++ != ',')
		return false;
	if (**s == 'M' || **s == 'J')
		out->form = *(*s)++;
	if (out->form == 'M') {
		if (!number(s, 12, &out->month) || out->month == 0 ||
		    *(*s)++ != '.' || !number(s, 5, &out->week) ||
		    out->week == 0 || *(*s)++ != '.' ||
		    !number(s, 6, &out->day))
			return false;
	} else if (!number(s, 365, &out->day)) {
		return false;
	}
	if (**s != '/')
		return true;
	(*s)++;
	return clock(s, &out->time_s);
}

static bool
rule_parse(const char *s, struct rule *out)
{
	int64_t west;

	if (!name(&s) || !clock(&s, &west))
		return false;
	out->standard_s = (int32_t)-west;
	out->has_summer = *s != '\0';
	if (!out->has_summer)
		return true;
	west -= HOUR;
	if (!name(&s) || (*s != ',' && !clock(&s, &west)))
		return false;
	out->summer_s = (int32_t)-west;
	return date(&s, &out->begins) && date(&s, &out->ends) && *s == '\0';
}

static bool
is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* new_year: days from 1970-01-01 to 1 January; years from 1601. */
static int64_t
new_year(int64_t year)
{
	int64_t y = year - 1;

	return 365 * (year - 1970) + (y / 4 - 492) - (y / 100 - 19) +
	       (y / 400 - 4);
}

/* day_of: the day of the year, from 0, on which the date falls. */
static int64_t
day_of(const struct date *d, int64_t year)
{
	static const int16_t before[] = {
	    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
	int64_t leap = is_leap(year);
	int64_t first, next, day;

	if (d->form == 'N')
		return d->day;
	if (d->form == 'J')
		return d->day - 1 + (leap && d->day >= 60);
	first = before[d->month - 1] + (leap && d->month > 2);
	next = before[d->month] + (leap && d->month > 1);
	day = first + (d->day - (new_year(year) + first + 4) % 7 + 7) % 7 +
	      (d->week - 1) * 7; /* 1970-01-01 was a Thursday, 4 */
	return day < next ? day : day - 7;
}

/* ---- the changes ---- */

struct changes {
	struct arena *arena;
	struct tzif out;
	uint32_t cap;
	int64_t from, until;
};

/* add: from `at` on it is so. What was to come then or later gives way: a
 * rule may begin where it ends. */
static void
add(struct changes *c, int64_t at, int32_t offset_s)
{
	struct tzif *o = &c->out;

	if (at > c->until)
		return;
	while (o->n > 0 && o->changes[o->n - 1].at >= at)
		o->n--;
	if (offset_s ==
	    (o->n > 0 ? o->changes[o->n - 1].offset_s : o->offset_s))
		return;
	if (at <= c->from) {
		o->offset_s = offset_s;
		return;
	}
	if (o->n == c->cap) {
		uint32_t cap = c->cap == 0 ? 16 : 2 * c->cap;
		struct tzif_change *list =
		    arena_array(c->arena, cap, sizeof(*list));

		if (o->n > 0)
			memcpy(list, o->changes, o->n * sizeof(*list));
		o->changes = list;
		c->cap = cap;
	}
	o->changes[o->n++] = (struct tzif_change){at, offset_s};
}

static int32_t
offset_of(const struct block *b, int64_t kind)
{
	return (int32_t)big_endian(b->types + 6 * kind, 4);
}

/* follow: the rule, after the last instant that the file lists. */
static void
follow(struct changes *c, const struct rule *r, int64_t last)
{
	int64_t begin = c->from > last ? c->from : last;
	int64_t year = 1970 + begin / (366 * DAY) - 2;

	if (!r->has_summer) {
		if (last != INT64_MIN)
			add(c, last + 1, r->standard_s);
		return;
	}
	if (year < 1602)
		year = 1602;
	for (; new_year(year) * DAY <= c->until + DAY; year++) {
		int64_t day = new_year(year);
		int64_t on = (day + day_of(&r->begins, year)) * DAY +
			     r->begins.time_s - r->standard_s;
		int64_t off = (day + day_of(&r->ends, year)) * DAY +
			      r->ends.time_s - r->summer_s;
		bool north = on < off;

		if ((north ? on : off) > last)
			add(c, north ? on : off,
			    north ? r->summer_s : r->standard_s);
		if ((north ? off : on) > last)
			add(c, north ? off : on,
			    north ? r->standard_s : r->summer_s);
	}
}

bool
tzif_read(struct arena *arena, struct bytes file, int64_t from, int64_t until,
    struct tzif *out)
{
	const char *end = file.at + file.len;
	struct changes c = {.arena = arena, .from = from, .until = until};
	struct block b;
	struct rule rule;
	int64_t last = INT64_MIN;
	const char *line;

	if (!block_at(file.at, end, 4, &b) || !block_at(b.end, end, 8, &b))
		return false;
	line = b.end + 1;
	if (end - b.end < 2 || *b.end != '\n' || end[-1] != '\n' ||
	    memchr(line, '\0', (size_t)(end - line)) != NULL)
		return false;
	line = arena_copy(arena, line, (size_t)(end - 1 - line));
	if (*line != '\0' && !rule_parse(line, &rule))
		return false;
	c.out.offset_s = offset_of(&b, 0);
	for (int64_t i = 0; i < b.counts[TIMES]; i++) {
		int64_t at = big_endian(b.times + 8 * i, 8);

		if (i > 0 && at <= last)
			return false;
		last = at;
		add(&c, at, offset_of(&b, (unsigned char)b.kinds[i]));
	}
	if (*line != '\0')
		follow(&c, &rule, last);
	*out = c.out;
	return true;
}
