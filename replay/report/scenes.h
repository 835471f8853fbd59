/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/scenes.h -- several incidents in one drill: every scene that
 * was warned of has a verdict of its own, none hides another, and what is said
 * of one says of which. Where one scene alone was drilled all is said as if
 * there were no other. */
#ifndef REPLAY_REPORT_SCENES_H
#define REPLAY_REPORT_SCENES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/words.h"

struct page;
struct report_input;
struct text;

/* scenes_are_several: was any drilled but the scenario's own? */
bool scenes_are_several(const struct report_input *in);

/* scenes_verdict: append what they come to together: "Verdict: objectives NOT
 * met in 1 of 2 scenes". */
void scenes_verdict(
    struct text *t, enum language language, const struct report_input *in);

/* scenes_tell: append the sentence of fact `number`, and of which scene it
 * speaks. */
void scenes_tell(struct text *t, enum language language,
    const struct report_input *in, uint32_t number);

/* scenes_name: what a task is called, and in which scene; any other entity by
 * its name alone. In the arena of `t`, which is not written to. */
const char *scenes_name(const struct text *t, enum language language,
    const struct report_input *in, uint32_t entity);

/* scenes_write: the verdict of the whole, a row a scene, and a heading for
 * all that follows of the scenario's own; nothing of one scene alone. */
void scenes_write(struct page *p);

#endif
