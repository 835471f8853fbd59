/* SPDX-License-Identifier: Apache-2.0 */
#include "base/words.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/fields.h"
#include "base/span.h"
#include "base/text.h"
#include "base/words_data.h"

enum { ARGUMENTS = 16 };

static int
compare(const void *key, const void *item)
{
	return strcmp(key, ((const struct word *)item)->id);
}

const char *
words_of(enum language language, const char *id)
{
	const struct word *w = bsearch(
	    id, words_data, words_data_n, sizeof(words_data[0]), compare);

	return w == NULL ? id : w->text[language];
}

static const struct argument *
argument_named(
    const struct argument *args, size_t n, const char *name, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(args[i].name) == len &&
		    strncmp(args[i].name, name, len) == 0)
			return &args[i];
	return NULL;
}

void
words_fill(struct text *t, enum language language, const char *id,
    const struct argument *args, size_t n)
{
	const char *s = words_of(language, id);

	while (*s != '\0') {
		size_t plain = strcspn(s, "{");
		const char *end = strchr(s + plain, '}');
		const struct argument *arg = NULL;

		text_bytes(t, s, plain);
		s += plain;
		if (*s == '\0' || end == NULL) {
			text_add(t, s);
			return;
		}
		arg = argument_named(args, n, s + 1, (size_t)(end - s) - 1);
		if (arg != NULL)
			text_add(t, arg->value);
		else
			text_bytes(t, s, (size_t)(end - s) + 1);
		s = end + 1;
	}
}

void
words_say(struct text *t, enum language language, const char *id, ...)
{
	struct argument args[ARGUMENTS];
	size_t n = 0;
	const char *name;
	va_list ap;

	va_start(ap, id);
	while (n < ARGUMENTS && (name = va_arg(ap, const char *)) != NULL)
		args[n++] = (struct argument){name, va_arg(ap, const char *)};
	va_end(ap);
	words_fill(t, language, id, args, n);
}

const char *
words_title(enum language language, const struct title *title)
{
	return language == LANGUAGE_ZH ? title->zh : title->en;
}

void
words_span(struct text *t, enum language language, int64_t span)
{
	static const struct {
		span_ms ms;
		const char *word;
	} units[] = {{SPAN_DAY, "unit.day"}, {SPAN_HOUR, "unit.hour"},
	    {SPAN_MINUTE, "unit.minute"}, {SPAN_SECOND, "unit.second"}};
	uint64_t left = span < 0 ? 0 - (uint64_t)span : (uint64_t)span;
	int said = 0;

	if (span == SPAN_NEVER) {
		text_add(t, words_of(language, "unit.never"));
		return;
	}
	if (span < 0)
		text_add(t, "-");
	for (int i = 0; i < 4 && said < 2; i++) {
		uint64_t n = left / (uint64_t)units[i].ms;

		left %= (uint64_t)units[i].ms;
		if (n == 0 && !(said == 0 && i == 3))
			continue;
		if (said > 0)
			text_add(t, " ");
		text_fmt(
		    t, "%" PRIu64 " %s", n, words_of(language, units[i].word));
		said++;
		if (i < 2 && left < (uint64_t)SPAN_MINUTE)
			break; /* seconds mean nothing beside hours */
	}
}
