/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/script.h -- the facilitator's script (演练脚本), the master
 * scenario events list (主情景事件清单): injects, contingent ones among them,
 * expected actions, and reports that regulation demands, in the order they are
 * to come. A projection of the
 * documents: nothing is played.
 * Source: HSEEP, master scenario events list: its columns in their order. */
#ifndef REPLAY_REPORT_SCRIPT_H
#define REPLAY_REPORT_SCRIPT_H

#include <stdint.h>

#include "base/span.h"
#include "base/words.h"
#include "replay/report/report.h"

struct arena;
struct text;

enum script_column {
	SCRIPT_NUMBER, /* from 1 */
	SCRIPT_TIME,   /* in the scenario, or what it waits for */
	SCRIPT_TYPE,
	SCRIPT_MODE,
	SCRIPT_FROM,
	SCRIPT_TO, /* of an expected action: who should do it */
	SCRIPT_MESSAGE,
	SCRIPT_RESPONSE, /* expected of the participants */
	SCRIPT_OBJECTIVE,
	SCRIPT_NOTES,
	SCRIPT_COLUMNS
};

/* Types (类型). */
enum script_type {
	SCRIPT_INJECT,
	SCRIPT_CONTINGENT,
	SCRIPT_EXPECTED,
	SCRIPT_DEMANDED /* a report that regulation asks for */
};

struct script_row {
	enum script_type type;
	span_ms at; /* it comes, may come, is to have come; SPAN_NEVER: unknown
		       before it happens */
	const char *id;
	const char *cells[SCRIPT_COLUMNS]; /* never NULL */
};

struct script {
	struct script_row *rows;
	uint32_t n;
};

/* script_rows: the rows by time, those whose time is not known last; at one
 * instant as the documents have them. `in` needs plan, scenario and stage.
 * Owns: lives in `arena`. */
struct script script_rows(
    struct arena *arena, enum language language, const struct report_input *in);

/* script_head: what a column is called. */
const char *script_head(enum language language, enum script_column column);

/* script_csv: append it for a spreadsheet: a byte order mark, so that Excel
 * takes it for UTF-8; a cell it might take for a formula begins with "'".
 * Source: RFC 4180. */
void script_csv(
    struct text *out, enum language language, const struct script *script);

/* script_html: append it as a page to print, A4 across. */
void script_html(struct text *out, enum language language,
    const struct report_input *in, const struct script *script);

#endif
