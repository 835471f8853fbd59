/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/told.h -- what became of a notice: its limit, when it was
 * out, whether that was in time, and who demands it. Read off the facts and
 * the plan; knows no page and no terminal. */
#ifndef REPLAY_REPORT_TOLD_H
#define REPLAY_REPORT_TOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "base/words.h"
#include "replay/report/report.h"

struct notice;
struct text;

struct told {
	const struct notice *notice;
	uint32_t entity; /* its task */
	span_ms limit;
	span_ms sent; /* SPAN_NEVER: not in this drill */
	bool late;
	const char *kept; /* the word for it */
};

/* Notices of all scenes, each time anew. */
struct told_count {
	uint32_t due, sent, late;
};

/* told_count: how many fell due, were sent, were late. */
struct told_count told_count(const struct report_input *in);

/* told_next: the number of the first fact, from `from` on, by which a notice
 * of any scene falls due; `facts_n` if there is none. */
uint32_t told_next(const struct report_input *in, uint32_t from);

/* told_of: what became of the notice that fact `due` made due, until it falls
 * due again. */
struct told told_of(const struct report_input *in, uint32_t due);

/* told_is_later: is `i` the number of a report that may be due after the
 * drill, of one of its scenes? They count from 0. */
bool told_is_later(const struct report_input *in, uint32_t i);

/* told_later_notice: the i-th of these. */
const struct notice *told_later_notice(
    const struct report_input *in, uint32_t i);

/* told_later: when it must be made; SPAN_NEVER if it need not, or its scene
 * was not closed. */
span_ms told_later(const struct report_input *in, uint32_t i);

/* told_say_later: append which report must be made by when, and who demands
 * it; nothing if it need not be made. */
void told_say_later(struct text *t, enum language language,
    const struct report_input *in, uint32_t i);

/* told_to: what whoever is told is called. */
const char *told_to(enum language language, const struct report_input *in,
    const struct notice *notice);

/* told_source: append who demands it, where, and how well that is known;
 * nothing for what the plan's author alone demands. */
void told_source(
    struct text *t, enum language language, const struct notice *notice);

#endif
