/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/foreign.h -- reading the JSON of somebody else, who may change it
 * without telling us: what is needed is asked for, and what is left over is
 * noted. Faults and notes go to the rota's list. */
#ifndef REPLAY_CLI_FOREIGN_H
#define REPLAY_CLI_FOREIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/document.h"
#include "base/faults.h"
#include "base/span.h"

struct rota;

/* foreign_has: is there anything in this value? Not in null, "", [] or {}. */
bool foreign_has(const struct value *v);

/* foreign_items: the first item of a list, to go on from with value_next;
 * NULL if it is none or `v` is NULL. */
const struct value *foreign_items(const struct value *v);

/* foreign_want: a member of this kind; NULL, and a fault, if there is none. */
const struct value *foreign_want(struct rota *r, const struct value *v,
    const char *key, enum value_kind kind);

/* foreign_want_string, foreign_want_instant: the same, as it is written. */
const char *foreign_want_string(
    struct rota *r, const struct value *v, const char *key);
const char *foreign_want_instant(struct rota *r, const struct value *v,
    const char *key, struct instant *out);

/* foreign_want_integer: from `low` to `high`; `low`, and a fault, if it is
 * none. */
int64_t foreign_want_integer(struct rota *r, const struct value *v,
    const char *key, int64_t low, int64_t high);

/* foreign_want_id: the id of ours for its "id"; NULL, and a fault, if there
 * can be none. */
const char *foreign_want_id(struct rota *r, const struct value *v);

/* foreign_string: a string that may be missing, NULL then. */
const char *foreign_string(const struct value *v, const char *key);

/* foreign_called: its "name", else its "summary", else `otherwise`. */
const char *foreign_called(const struct value *v, const char *otherwise);

/* foreign_leave_out: note every member that holds something and is not among
 * `known`, which has a blank on both sides of each, and is no id or link. */
void foreign_leave_out(
    struct rota *r, const struct value *v, const char *known);

/* foreign_note: a fault whose one argument is called "id". */
void foreign_note(struct rota *r, enum grade grade, const char *id,
    const struct value *v, const char *which);

#endif
