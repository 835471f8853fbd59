/* SPDX-License-Identifier: Apache-2.0 */
/* base/span.h -- lengths of time and instants: int64 milliseconds, the way
 * people write them. Knows no clock and no time zone rules: an instant
 * carries the offset it was written with. */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stdint.h>

typedef int64_t span_ms;

#define SPAN_NEVER   INT64_MAX
#define SPAN_SECOND  INT64_C(1000)
#define SPAN_MINUTE  (60 * SPAN_SECOND)
#define SPAN_HOUR    (60 * SPAN_MINUTE)
#define SPAN_DAY     (24 * SPAN_HOUR)
#define SPAN_LONGEST (3650 * SPAN_DAY) /* ten years */

struct text;

struct instant {
	int64_t ms;         /* since 1970-01-01T00:00:00Z */
	int32_t offset_min; /* of the clock it was written for, from UTC */
};

/* span_parse: read "[Nd][Nh][Nm][Ns][Nms]", units descending, each at most
 * once, at least one; at most ten years. Return: false if it is anything
 * else; `*out` is then untouched. */
bool span_parse(const char *s, span_ms *out);

/* span_write: append the shortest such form ("1d2h", "0s"); a negative span
 * gets a leading "-", SPAN_NEVER the word "never". */
void span_write(struct text *t, span_ms span);

/* span_times: the span times `ppm`, both at least 0, rounded half up; never
 * above SPAN_LONGEST. */
span_ms span_times(span_ms span, int64_t ppm);

/* instant_parse: read "2023-10-23T14:07[:SS](Z|+hh:mm)", years 1970 to 2500.
 * Return: false if it is anything else; `*out` is then untouched.
 * Source: RFC 3339, seconds optional, no fractions. */
bool instant_parse(const char *s, struct instant *out);

/* instant_date: read "2026-10-01", years 1970 to 2500, as days since
 * 1970-01-01. Return: false if it is anything else; `*out` is then
 * untouched. */
bool instant_date(const char *s, int64_t *out);

/* instant_time: read "09:30", up to "24:00", as ms of the day. Return: false
 * if it is anything else; `*out` is then untouched. */
bool instant_time(const char *s, span_ms *out);

/* instant_write: append "2023-10-23T14:07:00+08:00". */
void instant_write(struct text *t, struct instant at);

/* instant_clock: append the clock face at `at` moved by `after` ms: "14:07",
 * or "14:07:31" where `seconds`; a later day shows as "+1 14:07". */
void instant_clock(
    struct text *t, struct instant at, span_ms after, bool seconds);

#endif
