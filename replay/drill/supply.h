/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/supply.h -- when the things a task needs will be there, by what
 * is known: stock, what is ordered and how long that takes, what others have
 * in hand. Source: docs/semantics.md, 14 and 16. */
#ifndef REPLAY_DRILL_SUPPLY_H
#define REPLAY_DRILL_SUPPLY_H

#include <stdint.h>

#include "replay/drill/state.h"

/* supply_there: when there is enough of all the task needs, which is ready at
 * `ready`; never, if nobody brings it. */
struct drill_path supply_there(
    const struct drill *d, uint32_t task, struct drill_path ready);

#endif
