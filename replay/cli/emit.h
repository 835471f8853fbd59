/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/emit.h -- the machine's view: JSON for --json, two blanks a
 * level, members in the order they are given. */
#ifndef REPLAY_CLI_EMIT_H
#define REPLAY_CLI_EMIT_H

#include <stdbool.h>
#include <stdint.h>

struct text;

struct emit {
	struct text *text;
	int depth;
	bool empty; /* nothing stands in the innermost object or array yet */
};

/* emit_begin: open the outermost object. */
struct emit emit_begin(struct text *t);

/* emit_object, emit_array, emit_end: open one as a member, or as an item
 * where `name` is NULL; close the innermost. */
void emit_object(struct emit *e, const char *name);
void emit_array(struct emit *e, const char *name);
void emit_end(struct emit *e, char bracket);

/* emit_string, emit_int, emit_bool: a member. */
void emit_string(struct emit *e, const char *name, const char *s);
void emit_int(struct emit *e, const char *name, int64_t v);
void emit_bool(struct emit *e, const char *name, bool v);

/* emit_span: milliseconds; null for SPAN_NEVER. */
void emit_span(struct emit *e, const char *name, int64_t ms);

#endif
