/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/level.h -- how much is vouched for, beside the verdict: who else
 * than the signer stands behind a record. Knows what the verifier found. */
#ifndef REPLAY_PROOF_LEVEL_H
#define REPLAY_PROOF_LEVEL_H

#include "replay/proof/verify.h"

/* The levels of trust (可信等级), L0 to L3. */
enum level {
	LEVEL_WHOLE,     /* all fits together */
	LEVEL_SIGNED,    /* sealed by a trusted key, and in a trusted archive */
	LEVEL_CONFIRMED, /* by those who took part; not judged yet */
	LEVEL_WITNESSED, /* by a quorum of witnesses */
	LEVELS
};

/* level_is_reached: is it? The third does not need the second. */
bool level_is_reached(const struct verify_report *r, enum level level);

/* level_of: the highest reached; -1 if not even the first. */
int level_of(const struct verify_report *r);

/* level_word: what a level means; its last part is the machine's name. */
const char *level_word(enum level level);

/* level_caveat: the word for what the highest reached proves, and what not. */
const char *level_caveat(const struct verify_report *r);

#endif
