/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/people.h -- who is called, who answers, who comes. A person is
 * paged once; acknowledged, he is there for any order until he is relieved. A
 * role calls its people one after another: primaries, then deputies. Knows no
 * task beyond who holds it. */
#ifndef REPLAY_DRILL_PEOPLE_H
#define REPLAY_DRILL_PEOPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "replay/drill/stage.h"

struct drill;

/* Pages to one person, on whatever behalf. */
enum { PEOPLE_ROUNDS = 3 };

/* people_page: page somebody who is not at work yet, on behalf of `by` (a
 * ladder or a role). Return: was a page sent? */
bool people_page(struct drill *d, uint32_t person, uint32_t by, uint32_t scene,
    uint32_t why);

/* people_cut: no channel of this kind carries a page from now on, for so long
 * (SPAN_NEVER: for good). */
void people_cut(struct drill *d, int32_t channel, span_ms length);

/* people_join: what cut a kind of channel is over; say so if nothing else
 * does. */
void people_join(struct drill *d, uint32_t inject);

/* people_member: the i-th of a list of people, as it is now: one whom a
 * calendar names belongs to it while he is on duty, and after that while he
 * is on a call and has not handed over. STAGE_NONE if he does not, or an
 * earlier entry is he. */
int32_t people_member(const struct drill *d, struct range list, uint32_t i);

/* people_callable: the same for a new page: on duty, or named himself. */
int32_t people_callable(const struct drill *d, struct range list, uint32_t i);

/* people_call: let the role find `missing` more people: those already paged
 * and still counted on are waited for, then the next ones are paged. Nobody
 * is paged a fourth time. */
void people_call(struct drill *d, uint32_t role, uint32_t missing,
    uint32_t scene, uint32_t why);

/* people_send_for: page this one person of the role, unless he is on his way
 * or may still answer. */
void people_send_for(struct drill *d, uint32_t role, uint32_t person,
    uint32_t scene, uint32_t why);

/* people_unanswered: stop counting on pages to this role that have been
 * unanswered for its answer_within. */
void people_unanswered(struct drill *d, uint32_t role);

/* people_give_up: stop counting on any unanswered page to this role.
 * Return: is anybody left to page? */
bool people_give_up(struct drill *d, uint32_t role);

/* people_ack: the person acknowledges. Return: the fact that says so. */
uint32_t people_ack(struct drill *d, uint32_t person);

/* people_arrive, people_back: the person's other events. */
void people_arrive(struct drill *d, uint32_t person);
void people_back(struct drill *d, uint32_t person);

/* people_leave: absent from now on, for so long (SPAN_NEVER: for good); an
 * attempt in hand is finished first. */
void people_leave(struct drill *d, uint32_t person, int64_t length);

/* people_go_home: nobody counts on him any more; he can be paged anew. */
void people_go_home(struct drill *d, uint32_t person);

/* people_free: the attempt in hand is over; fact `why` says so. */
void people_free(struct drill *d, uint32_t person, uint32_t why);

/* people_stand_down: nobody needs him any more, unless he has something in
 * hand, or is about to answer; the next page is the first again. */
void people_stand_down(struct drill *d, uint32_t person);

#endif
