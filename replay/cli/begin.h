/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/begin.h -- when the one drill that is run begins: as --start
 * says, else as its trial does. */
#ifndef REPLAY_CLI_BEGIN_H
#define REPLAY_CLI_BEGIN_H

#include <stdbool.h>
#include <stdint.h>

struct cli;
struct scenario;

/* begin_is_sound: can --start, if given, be an instant? */
bool begin_is_sound(const struct cli *cli);

/* begin_at: the scenario with the one start it is drilled at. One without
 * faults. `*told`, if not NULL, becomes that start as a record names it, or
 * NULL where the scenario itself says it.
 * Owns: in the cli's arena. */
const struct scenario *begin_at(const struct cli *cli,
    const struct scenario *scenario, uint64_t seed, uint64_t trial,
    const char **told);

#endif
