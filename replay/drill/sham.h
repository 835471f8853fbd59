/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/sham.h -- steps that only seem to be done (假成功): reported
 * done, yet what they should have changed is as it was. Knows which there are
 * and to whom they show; what follows when one is found is for tasks.
 * Source: docs/semantics.md, 5. */
#ifndef REPLAY_DRILL_SHAM_H
#define REPLAY_DRILL_SHAM_H

#include <stdbool.h>
#include <stdint.h>

struct drill;

/* Who looks: people, at all that a scene has changed and all that it rests on;
 * or else a monitor that goes on alarming about a service below this level. */
struct sham_search {
	int32_t scene; /* STAGE_NONE: a monitor */
	uint32_t service;
	int32_t below_ppm;
};

/* sham_is_coming: will the task's nth attempt, which comes off, only seem to?
 * What an inject holds in store is used up. */
bool sham_is_coming(struct drill *d, uint32_t task, uint32_t nth);

/* sham_lacks: is anything as if the step had not been done? */
bool sham_lacks(const struct drill *d, uint32_t task);

/* sham_begin: as fact `fact` says, it seems to be done. */
void sham_begin(struct drill *d, uint32_t task, uint32_t fact);

/* sham_end: it no longer seems so. */
void sham_end(struct drill *d, uint32_t task);

/* sham_forget: what such steps should have brought about has come about in
 * another way: nothing is left to find. */
void sham_forget(struct drill *d);

/* sham_shows: does whoever looks see that this step, of a scene in which people
 * are at work, has had no effect? A monitor shows it where it would be still
 * but for this step. */
bool sham_shows(
    struct drill *d, uint32_t task, const struct sham_search *search);

/* sham_is_whole: would every service the task switches back to be at full
 * level by itself, had all that was reported done been done? */
bool sham_is_whole(struct drill *d, uint32_t task);

/* sham_is_back: would every service in the scene's scope be at its minimum,
 * had all that was reported done been done? */
bool sham_is_back(struct drill *d, uint32_t scene);

#endif
