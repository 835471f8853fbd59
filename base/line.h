/* SPDX-License-Identifier: Apache-2.0 */
/* base/line.h -- the one strict writer and reader of one-line JSON: objects,
 * strings and integers, members in the order the writer chose. Every value
 * has exactly one spelling, so what reads is what would have been written
 * and bytes can be signed as they stand. No reals, arrays, true, false, null
 * or blanks. Knows nothing of what the members mean. */
#ifndef BASE_LINE_H
#define BASE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text;

enum {
	LINE_MOST = 16384,      /* bytes in a line, its newline not counted */
	LINE_DEPTH_MOST = 8,    /* objects within one another */
	LINE_MEMBERS_MOST = 256 /* members of one object */
};

/* Integers stay exact in every JSON reader: +-(2^53 - 1). */
#define LINE_INT_MOST INT64_C(9007199254740991)

/* Writing. Members follow one another between line_begin or line_object and
 * line_end; commas are put where they belong. Strings and names must be
 * line_is_clean, integers within LINE_INT_MOST, names unique: asserted, save
 * the last. Escaped are only " \ newline, return and tab, by two characters
 * each. */

/* line_begin: open the outermost object. */
void line_begin(struct text *t);

/* line_object: open an object as a member; end it with line_end. */
void line_object(struct text *t, const char *name);

/* line_end: close the innermost object. */
void line_end(struct text *t);

/* line_int: a member that is an integer. */
void line_int(struct text *t, const char *name, int64_t v);

/* line_string: a member that is a string of `n` bytes. */
void line_string(struct text *t, const char *name, const char *s, size_t n);

/* line_nest: a member whose value is an object already written. */
void line_nest(struct text *t, const char *name, const char *body, size_t n);

/* line_is_clean: can these bytes stand in a string: well-formed UTF-8 with
 * no character that text_is_hostile refuses? */
bool line_is_clean(const char *s, size_t n);

/* Reading. A cursor over borrowed bytes; each line_take_… moves on and says
 * true if the next thing is exactly that, else stays where it is, so that an
 * absent member costs one comparison. No allocation. */
struct line {
	const char *from, *at, *end;
};

/* A string as it stands in the line, between its quotes, still escaped. */
struct line_view {
	const char *at;
	size_t len;
};

/* line_of: a cursor at the first of `n` bytes. Owns: borrows them. */
struct line line_of(const char *s, size_t n);

/* line_take_begin, line_take_object, line_take_end: "{", `"name":{`, "}". */
bool line_take_begin(struct line *l);
bool line_take_object(struct line *l, const char *name);
bool line_take_end(struct line *l);

/* line_take_int: the integer member `name`; `*out` untouched if not. */
bool line_take_int(struct line *l, const char *name, int64_t *out);

/* line_take_string: the string member `name`; `*out` untouched if not. */
bool line_take_string(struct line *l, const char *name, struct line_view *out);

/* line_take_word: a string member that is a word: 1 to `most` printable ASCII
 * characters, no blank, quote or backslash. */
bool line_take_word(
    struct line *l, const char *name, size_t most, struct line_view *out);

/* line_take_pair: a string member of any name. */
bool line_take_pair(
    struct line *l, struct line_view *name, struct line_view *value);

/* line_is_done: has everything been taken? */
bool line_is_done(const struct line *l);

/* line_is_sound: are these bytes one line (without its newline) that this
 * writer could have written, within the three bounds above, names unique in
 * each object? Order: n, and the square of the members of an object. */
bool line_is_sound(const char *s, size_t n);

/* line_is: does the view hold this string (which needs no escaping)? */
bool line_is(struct line_view v, const char *s);

/* line_unescape: append the string that a taken view stands for. */
void line_unescape(struct text *t, struct line_view v);

#endif
