/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/documents.h -- one plan and the scenarios it is tried against:
 * read, checked, and each compiled to a stage. */
#ifndef REPLAY_CLI_DOCUMENTS_H
#define REPLAY_CLI_DOCUMENTS_H

#include <stdint.h>

#include "base/error.h"
#include "base/faults.h"
#include "replay/cli/cli.h"

struct plan;
struct scenario;
struct stage;

struct documents {
	const struct plan *plan;
	const struct scenario **scenarios;
	const struct stage **stages;
	uint32_t n; /* scenarios */
	struct faults faults;
};

/* documents_read: read paths[0], a plan, and the other paths_n - 1, scenarios;
 * `seeds` are their luck; NULL: each has its own.
 * Return: CLI_YES; else what was wrong has been said. With --strict findings
 *         are wrong too. */
enum cli_exit documents_read(struct cli *cli, const char *const *paths,
    uint32_t paths_n, const uint64_t *seeds, struct documents *out);

/* documents_findings: what `check` found, as sentences, in which all goes by
 * the names that the stage knows. */
const char *const *documents_findings(const struct cli *cli,
    const struct stage *stage, const struct faults *faults, uint32_t *n);

#endif
