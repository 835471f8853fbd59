/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/report.h -- all a report of one drill is made from. Pointers
 * are borrowed; strings are never NULL. Knows no file and no language. */
#ifndef REPLAY_REPORT_REPORT_H
#define REPLAY_REPORT_REPORT_H

#include <stdint.h>

struct expect;
struct fact;
struct judgement;
struct ledger;
struct path;
struct plan;
struct scenario;
struct stage;
struct timing;

struct report_document {
	const char *name;
	const char *digest; /* SHA-256, 64 hexadecimal digits */
};

struct report_input {
	const struct plan *plan;
	const struct scenario *scenario;
	const struct stage *stage;
	const struct fact *facts;
	uint32_t facts_n;
	const struct timing *scenes; /* of every scene */
	const struct timing *timing; /* of the scene drilled */
	const struct expect *expect;
	const struct judgement *judgement;
	const struct path *path;
	const struct path *after; /* from the restoration to the close */
	const struct ledger *ledger;
	uint64_t trial;
	const char *const *findings; /* of `check`, in the report's language */
	uint32_t findings_n;
	const struct report_document *documents;
	uint32_t documents_n;
	const char *record;  /* digest of the facts, 64 hexadecimal digits */
	const char *signer;  /* key line; "": nothing is sealed */
	const char *seal;    /* its fingerprint, in groups; "" likewise */
	const char *version; /* of the program */
};

#endif
