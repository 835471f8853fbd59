/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/given.h -- one drill as the command line gives it: a plan, a
 * scenario, and which seed, trial and start. Prints nothing but what is wrong
 * with the options. */
#ifndef REPLAY_CLI_GIVEN_H
#define REPLAY_CLI_GIVEN_H

#include "replay/cli/cli.h"

struct drilled;

/* given_options: take --seed, --trial and --start of this verb. Return:
 * CLI_YES; else what is wrong has been said. */
enum cli_exit given_options(
    const struct cli *cli, const char *verb, struct drilled *d);

/* given_read: read and check both documents, and set the clocks. What is wrong
 * with them is in d->faults; without errors there, they can be compiled.
 * Errors: as plan_read, scenario_read, clocks_set. */
MUST_CHECK int given_read(const struct cli *cli, const char *plan,
    const char *scenario, struct drilled *d, struct error *err);

#endif
