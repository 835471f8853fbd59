/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/scenes.h -- several incidents in one drill: every scene that
 * was warned of has a verdict of its own. */
#ifndef REPLAY_REPORT_SCENES_H
#define REPLAY_REPORT_SCENES_H

#include <stdbool.h>
#include <stdint.h>

struct page;
struct report_input;

/* scenes_is_played: was this scene ever warned of? */
bool scenes_is_played(const struct report_input *in, uint32_t scene);

/* scenes_are_several: was any played but the one that is drilled? */
bool scenes_are_several(const struct report_input *in);

/* scenes_write: a row a scene; nothing where only the drilled one was
 * played. */
void scenes_write(struct page *p);

#endif
