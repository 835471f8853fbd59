/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/page.h -- a page under construction: words, names and times
 * as the reader's language has them, and markup that nothing from a document
 * can break. Knows no section of the report in particular. */
#ifndef REPLAY_REPORT_PAGE_H
#define REPLAY_REPORT_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fields.h"
#include "base/words.h"
#include "replay/judge/timing.h"
#include "replay/report/report.h"

struct text;

struct page {
	struct text *out;
	enum language language;
	const struct report_input *in;
	bool seconds; /* clocks show them: some fact is not on the minute */
	const char *const *labels; /* of the cells of a table that stacks */
};

/* page_new: a page to append to `out`. Owns: borrows all. */
struct page page_new(
    struct text *out, enum language language, const struct report_input *in);

/* page_begin: the head of a page of this kind, a word, about the scenario,
 * down to the open <main>; `style` is added to the style sheet. */
void page_begin(struct page *p, const char *kind, const char *style);

/* page_text: append a string with <>&"' escaped. */
void page_text(struct page *p, const char *s);

/* page_raw: append markup as it stands. */
void page_raw(struct page *p, const char *markup);

/* page_tag: append <tag class="class">text</tag>; class NULL: none. */
void page_tag(
    struct page *p, const char *tag, const char *class, const char *text);

/* page_head: begin a table of this class, its columns headed by words; end
 * it with page_raw(p, "</tbody></table></div>\n"). `ids` ends with NULL. */
void page_head(struct page *p, const char *class, const char *const *ids);

/* page_stack: as page_head; on a narrow screen each row stands as a list, every
 * cell behind its label. */
void page_stack(struct page *p, const char *class, const char *const *ids);

/* page_row: a row of cells, ended by NULL; class NULL: none. */
void page_row(struct page *p, const char *class, const char *const *cells);

/* The strings below live in the arena of `out` and are not escaped. */

/* page_word: the word as it stands. */
const char *page_word(const struct page *p, const char *id);

/* page_either: of a call-out drill the other word. */
const char *page_either(const struct page *p, const char *id, const char *call);

/* page_fill: the word with its arguments. */
const char *page_fill(const struct page *p, const char *id,
    const struct argument *args, size_t n);

/* page_title: a document's own name, in the other language rather than none;
 * `id` if it has neither. */
const char *page_title(
    const struct page *p, const struct title *title, const char *id);

/* page_name: what people call a person, task, service …; "" for none. */
const char *page_name(const struct page *p, uint32_t entity);

/* page_span: "7 h 53 min"; a dash for SPAN_NEVER. */
const char *page_span(const struct page *p, span_ms span);

/* page_length: "7:53:00", from one instant to another, both cut to the
 * second, so that lengths that follow one another add up; a dash if either is
 * SPAN_NEVER. */
const char *page_length(const struct page *p, span_ms from, span_ms to);

/* page_clock: the clock face at an instant; a dash for SPAN_NEVER. */
const char *page_clock(const struct page *p, span_ms at);

/* page_percent: "56.3%" of a whole, as tell_share has it; a dash of nothing. */
const char *page_percent(const struct page *p, span_ms part, span_ms whole);

/* page_digest: as people compare it, four digits at a time. */
const char *page_digest(const struct page *p, const char *digest);

/* page_mark: the instant of a mark; a restoration counts once confirmed. */
span_ms page_mark(const struct page *p, enum mark mark);

/* page_heading: a heading over what follows, by its word's id. */
void page_heading(struct page *p, const char *id);

/* page_paragraph: a paragraph of a class, or of none (NULL). */
void page_paragraph(struct page *p, const char *class, const char *text);

/* page_term: one line of a description list, if there is anything to say. */
void page_term(struct page *p, const char *id, const char *value);

#endif
