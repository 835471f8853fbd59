/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/rescore.h -- is a record what its own documents bring about?
 * The drill is played again from nothing but the bytes that came with it, and
 * its facts and report are compared byte for byte. Whoever holds the key can
 * seal whatever he likes; he cannot seal another drill of these documents. */
#ifndef REPLAY_CLI_RESCORE_H
#define REPLAY_CLI_RESCORE_H

#include "base/error.h"

struct cli;
struct tar;
struct verify_report;

/* rescore_judge: judge evidence that has been judged already, by what
 * playing it again gives. One that is not sound so far is not played. Rules
 * (`semantics`) of another release, or a report of one, are not judged.
 * Errors: as jail_run: it could not be played. */
MUST_CHECK int rescore_judge(const struct cli *cli, const struct tar *files,
    struct verify_report *r, struct error *err);

#endif
