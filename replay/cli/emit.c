/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/emit.h"

#include <string.h>

#include "base/span.h"
#include "base/text.h"

/* quote: as JSON has it; what is no UTF-8, which a file's name may be, as
 * replacement characters. */
static void
quote(struct text *t, const char *s)
{
	size_t left = strlen(s);

	text_add(t, "\"");
	while (left > 0) {
		uint32_t rune;
		size_t n = text_rune(s, left, &rune);

		if (rune == '"' || rune == '\\')
			text_add(t, "\\");
		if (rune < 0x20 || rune == 0x7F)
			text_fmt(t, "\\u%04x", (unsigned)rune);
		else if (rune == 0xFFFD)
			text_add(t, "\xEF\xBF\xBD");
		else
			text_bytes(t, s, n);
		s += n;
		left -= n;
	}
	text_add(t, "\"");
}

static void
indent(struct emit *e)
{
	text_add(e->text, "\n");
	for (int i = 0; i < e->depth; i++)
		text_add(e->text, "  ");
}

static void
member(struct emit *e, const char *name)
{
	if (!e->empty)
		text_add(e->text, ",");
	indent(e);
	e->empty = false;
	if (name == NULL)
		return;
	quote(e->text, name);
	text_add(e->text, ": ");
}

static void
enter(struct emit *e, const char *name, const char *bracket)
{
	member(e, name);
	text_add(e->text, bracket);
	e->depth++;
	e->empty = true;
}

struct emit
emit_begin(struct text *t)
{
	text_add(t, "{");
	return (struct emit){t, 1, true};
}

void
emit_object(struct emit *e, const char *name)
{
	enter(e, name, "{");
}

void
emit_array(struct emit *e, const char *name)
{
	enter(e, name, "[");
}

void
emit_end(struct emit *e, char bracket)
{
	e->depth--;
	if (!e->empty)
		indent(e);
	text_bytes(e->text, &bracket, 1);
	e->empty = false;
	if (e->depth == 0)
		text_add(e->text, "\n");
}

void
emit_string(struct emit *e, const char *name, const char *s)
{
	member(e, name);
	quote(e->text, s);
}

void
emit_int(struct emit *e, const char *name, int64_t v)
{
	member(e, name);
	text_int(e->text, v);
}

void
emit_bool(struct emit *e, const char *name, bool v)
{
	member(e, name);
	text_add(e->text, v ? "true" : "false");
}

void
emit_span(struct emit *e, const char *name, int64_t ms)
{
	member(e, name);
	if (ms == SPAN_NEVER)
		text_add(e->text, "null");
	else
		text_int(e->text, ms);
}
