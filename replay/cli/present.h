/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/present.h -- a drill on a terminal: what it is, a line for each
 * fact worth one, the verdict, where the time went. */
#ifndef REPLAY_CLI_PRESENT_H
#define REPLAY_CLI_PRESENT_H

#include <stdint.h>

#include "replay/report/report.h"

struct cli;
struct text;

/* present_head: append what is drilled, against which plan, from when. */
void present_head(
    const struct cli *cli, const struct report_input *in, struct text *t);

/* present_facts: append the lines of facts `from` to `to` (not included). */
void present_facts(const struct cli *cli, const struct report_input *in,
    uint32_t from, uint32_t to, struct text *t);

/* present_verdict: append verdict, figures, largest shares of time, published
 * instants beside the replayed ones, findings. */
void present_verdict(
    const struct cli *cli, const struct report_input *in, struct text *t);

/* present_json: append the result as the machine reads it: nothing in it
 * but what the drill yields, so that two runs compare byte for byte. */
void present_json(const struct report_input *in, struct text *t);

#endif
