/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/again.h -- how a campaign is done again: the command, and the
 * documents it reads with their digests. */
#ifndef REPLAY_CLI_AGAIN_H
#define REPLAY_CLI_AGAIN_H

#include <stdint.h>

struct answer;
struct cli;
struct report_document;

/* again_command: the command that gives the same results, as a shell takes
 * it. Owns: in the arena of `cli`. */
const char *again_command(const struct cli *cli, const struct answer *a);

/* again_documents: organisation, plan, packs and scenarios, by the names they
 * were read by. Owns: in the arena of `cli`. */
const struct report_document *again_documents(
    const struct cli *cli, const struct answer *a, uint32_t *n);

#endif
