/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/answer.h -- what a campaign is told as, whether it was run at
 * once or merged from parts: for people or for the machine. */
#ifndef REPLAY_CLI_ANSWER_H
#define REPLAY_CLI_ANSWER_H

#include <stdbool.h>
#include <stdint.h>

#include "replay/cli/cli.h"

struct campaign;
struct documents;

struct answer {
	const struct documents *documents;
	const struct campaign *campaigns; /* one a scenario */
	const int64_t *weights;
	uint64_t asked; /* trials of each scenario */
	bool complete;
};

/* answer_give: print it.
 * Return: whether the odds are good enough, by the exit code. */
enum cli_exit answer_give(struct cli *cli, const struct answer *a);

#endif
