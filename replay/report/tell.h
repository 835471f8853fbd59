/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/tell.h -- facts in words: one sentence a fact, and which
 * facts are worth a line. */
#ifndef REPLAY_REPORT_TELL_H
#define REPLAY_REPORT_TELL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "base/words.h"

struct fact;
struct ledger;
struct stage;
struct text;

/* tell_name: what an entity is called, in this language; its id if nobody
 * named it; the words of the act for a response act. */
const char *tell_name(
    enum language language, const struct stage *stage, uint32_t entity);

/* tell_fact: append the sentence of facts[number]; it speaks for those of the
 * same instant that tell_is_told leaves to it. */
void tell_fact(struct text *t, enum language language,
    const struct stage *stage, const struct fact *facts, uint32_t number);

/* tell_field: the word for a field of the verification form; a static
 * string. */
const char *tell_field(int64_t field);

/* tell_is_told: is facts[number] of `n` worth a line of a timeline, or does
 * a later one of its instant say it better? Whoever acknowledges or arrives
 * and starts at once has one line; so have people called together. */
bool tell_is_told(const struct fact *facts, uint32_t n, uint32_t number);

/* tell_grades: append each grade a scene was given, and from when on: "grade
 * III at 09:48, grade II from 12:41"; nothing if it was not graded. With
 * `seconds` the clocks show them. */
void tell_grades(struct text *t, enum language language,
    const struct stage *stage, const struct fact *facts, uint32_t n,
    uint32_t scene, bool seconds);

/* tell_instant: append date and clock of an instant, on its own clock:
 * "2026-03-02 09:00". */
void tell_instant(struct text *t, struct instant at);

/* tell_part: a part of a whole that is not 0, in ppm; 0 and the whole only
 * where it is none or all of it. */
int64_t tell_part(span_ms part, span_ms whole);

/* tell_share: append a share of a whole to a tenth: "85%", "0.5%"; "100%" and
 * "0%" only of what is exactly that. */
void tell_share(struct text *t, int64_t ppm);

/* tell_ledger: append what the minutes of the path rest on. */
void tell_ledger(struct text *t, enum language language,
    const struct ledger *ledger, span_ms total);

/* tell_turns: append which of the ledger's defaults, alone, would turn the
 * verdict at 0 (`factor` 0) or at twice its length (2); nothing if none. */
void tell_turns(struct text *t, enum language language,
    const struct stage *stage, const struct ledger *ledger, int factor);

/* tell_certain: append what the path takes for certain, or, `turning`, which
 * of it, turned round alone, would turn the verdict; nothing if there is none.
 */
void tell_certain(struct text *t, enum language language,
    const struct stage *stage, const struct ledger *ledger, bool turning);

/* tell_uncalibrated: how much of the drill comes of behaviour that nobody has
 * calibrated; nothing if none does. */
void tell_uncalibrated(struct text *t, enum language language,
    const struct fact *facts, uint32_t n);

#endif
