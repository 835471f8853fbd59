/* SPDX-License-Identifier: Apache-2.0 */
/* base/words.h -- every sentence the program can say, in Chinese and English:
 * id -> template with named arguments, from words/zh.json and words/en.json,
 * embedded at build. Below the report only ids travel. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stddef.h>
#include <stdint.h>

struct text;
struct title;

enum language { LANGUAGE_ZH, LANGUAGE_EN, LANGUAGES };

struct argument {
	const char *name;
	const char *value;
};

/* words_of: the template of a word; the id itself if there is none, which a
 * test excludes. */
const char *words_of(enum language language, const char *id);

/* words_fill: append the word, each {name} replaced by its argument; a name
 * that is not among them stays as it is written. */
void words_fill(struct text *t, enum language language, const char *id,
    const struct argument *args, size_t n);

/* words_say: the same with pairs of name and value, ended by NULL. */
void words_say(struct text *t, enum language language, const char *id, ...)
    __attribute__((sentinel));

/* words_title: a document's own name for something, in this language. */
const char *words_title(enum language language, const struct title *title);

/* words_span: append a length of time as people say it: "7 小时 53 分",
 * "7 h 53 min", "45 s"; at most two units, truncated, seconds only below an
 * hour. SPAN_NEVER is said to be unknown. */
void words_span(struct text *t, enum language language, int64_t span_ms);

#endif
