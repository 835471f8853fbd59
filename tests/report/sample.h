/* SPDX-License-Identifier: Apache-2.0 */
/* tests/report/sample.h -- drills to report on, played as their documents
 * stand; those of tests/cases/report have markup in their names. */
#ifndef TESTS_REPORT_SAMPLE_H
#define TESTS_REPORT_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/words.h"
#include "replay/report/report.h"

struct arena;
struct odds;

/* sample_play: read both files, play trial 0, judge it. Return: false if
 * they cannot be played. */
bool sample_play(struct arena *arena, const char *plan, const char *scenario,
    struct report_input *out);

/* sample_odds: so many trials of them, in whole blocks, each also with
 * everybody left out in turn. Return: false if they cannot be played. */
bool sample_odds(struct arena *arena, const char *plan, const char *scenario,
    uint64_t trials, struct odds *out);

/* sample_page: the whole report of tests/cases/report/NAME.json. */
const char *sample_page(struct arena *arena, const char *name,
    enum language language, struct report_input *in);

/* sample_plain: take the labels off the cells of a page, in place. Return: `s`.
 */
const char *sample_plain(char *s);

/* sample_count: how often `what` occurs in `s`. */
uint32_t sample_count(const char *s, const char *what);

#endif
