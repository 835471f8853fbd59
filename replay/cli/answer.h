/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/answer.h -- what a campaign is told as, whether it was run at
 * once or merged from parts: for people or for the machine. */
#ifndef REPLAY_CLI_ANSWER_H
#define REPLAY_CLI_ANSWER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "replay/cli/cli.h"

struct campaign;
struct documents;

struct answer {
	const struct documents *documents;
	const struct campaign *campaigns; /* one a scenario */
	const int64_t *weights;
	uint64_t asked; /* trials of each scenario */
	uint64_t absent;
	int64_t precision; /* ppm; 0: none */
	bool complete;
};

/* answer_prepare: can what is asked for be kept (--out)? To be known before
 * hours of work, not after. */
MUST_CHECK int answer_prepare(const struct cli *cli, struct error *err);

/* answer_give: print it; with --out, keep report and results first.
 * Return: whether the odds are good enough, by the exit code. */
enum cli_exit answer_give(struct cli *cli, const struct answer *a);

#endif
