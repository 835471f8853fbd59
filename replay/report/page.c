/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/page.h"

#include <inttypes.h>

#include "base/span.h"
#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/report/style.h"
#include "replay/report/tell.h"
#include "scenarios/scenario.h"

#define DASH "\u2014"

struct page
page_new(
    struct text *out, enum language language, const struct report_input *in)
{
	struct page p = {out, language, in, false, NULL};

	for (uint32_t i = 0; i < in->facts_n; i++)
		p.seconds |=
		    (in->facts[i].at + in->stage->start.ms) % SPAN_MINUTE != 0;
	return p;
}

/* ---- markup ---- */

void
page_begin(struct page *p, const char *kind, const char *style)
{
	const struct scenario *s = p->in->scenario;

	text_fmt(p->out,
	    "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" "
	    "lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
	    "form-action 'none'\"/>\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\"/>\n<meta name=\"referrer\" "
	    "content=\"no-referrer\"/>\n<title>",
	    p->language == LANGUAGE_ZH ? "zh-CN" : "en-GB");
	page_text(p, page_word(p, kind));
	page_text(p, " \u00b7 ");
	page_text(p, page_title(p, &s->name, s->id));
	page_raw(p, "</title>\n<style>\n");
	for (int i = 0; style_sheet[i] != NULL; i++)
		page_raw(p, style_sheet[i]);
	page_raw(p, style);
	page_raw(p, "</style>\n</head>\n<body>\n<main>\n");
}

void
page_text(struct page *p, const char *s)
{
	for (; *s != '\0'; s++) {
		switch (*s) {
		case '<':
			text_add(p->out, "&lt;");
			break;
		case '>':
			text_add(p->out, "&gt;");
			break;
		case '&':
			text_add(p->out, "&amp;");
			break;
		case '"':
			text_add(p->out, "&quot;");
			break;
		case '\'':
			text_add(p->out, "&#39;");
			break;
		default:
			text_bytes(p->out, s, 1);
		}
	}
}

void
page_raw(struct page *p, const char *markup)
{
	text_add(p->out, markup);
}

static void
open_tag(struct page *p, const char *tag, const char *class)
{
	if (class == NULL)
		text_fmt(p->out, "<%s>", tag);
	else
		text_fmt(p->out, "<%s class=\"%s\">", tag, class);
}

void
page_tag(struct page *p, const char *tag, const char *class, const char *text)
{
	open_tag(p, tag, class);
	page_text(p, text);
	text_fmt(p->out, "</%s>", tag);
}

void
page_head(struct page *p, const char *class, const char *const *ids)
{
	p->labels = NULL;
	page_raw(p, "<div class=\"wide\">");
	open_tag(p, "table", class);
	page_raw(p, "<thead><tr>");
	for (; *ids != NULL; ids++) {
		page_raw(p, "<th scope=\"col\">");
		page_text(p, page_word(p, *ids));
		page_raw(p, "</th>");
	}
	page_raw(p, "</tr></thead><tbody>\n");
}

void
page_stack(struct page *p, const char *class, const char *const *ids)
{
	struct text both = text_new(p->out->arena);

	text_fmt(&both, "%s stack", class);
	page_head(p, both.at, ids);
	p->labels = ids;
}

/* labelled: a cell behind what its column is headed by. */
static void
labelled(struct page *p, const char *label, const char *cell)
{
	page_raw(p, "<td data-label=\"");
	page_text(p, page_word(p, label));
	page_raw(p, "\">");
	page_text(p, cell);
	page_raw(p, "</td>");
}

void
page_row(struct page *p, const char *class, const char *const *cells)
{
	open_tag(p, "tr", class);
	for (int i = 0; cells[i] != NULL; i++)
		if (p->labels != NULL)
			labelled(p, p->labels[i], cells[i]);
		else
			page_tag(p, "td", NULL, cells[i]);
	page_raw(p, "</tr>\n");
}

/* ---- strings ---- */

static struct text
scratch(const struct page *p)
{
	struct text t = text_new(p->out->arena);

	text_add(&t, "");
	return t;
}

const char *
page_word(const struct page *p, const char *id)
{
	return words_of(p->language, id);
}

const char *
page_either(const struct page *p, const char *id, const char *call)
{
	return page_word(p, p->in->stage->call_out ? call : id);
}

const char *
page_fill(
    const struct page *p, const char *id, const struct argument *args, size_t n)
{
	struct text t = scratch(p);

	words_fill(&t, p->language, id, args, n);
	return t.at;
}

const char *
page_title(const struct page *p, const struct title *title, const char *id)
{
	const char *own = words_title(p->language, title);
	const char *other = p->language == LANGUAGE_ZH ? title->en : title->zh;

	if (own[0] != '\0')
		return own;
	return other[0] != '\0' ? other : id;
}

const char *
page_name(const struct page *p, uint32_t entity)
{
	return tell_name(p->language, p->in->stage, entity);
}

const char *
page_span(const struct page *p, span_ms span)
{
	struct text t = scratch(p);

	if (span == SPAN_NEVER)
		return DASH;
	words_span(&t, p->language, span);
	return t.at;
}

const char *
page_length(const struct page *p, span_ms from, span_ms to)
{
	struct text t = scratch(p);
	int64_t s;

	if (from == SPAN_NEVER || to == SPAN_NEVER)
		return DASH;
	s = to / SPAN_SECOND - from / SPAN_SECOND;
	if (s < 0) {
		text_add(&t, "\u2212");
		s = -s;
	}
	text_fmt(&t, "%" PRId64 ":%02d:%02d", s / 3600, (int)(s / 60 % 60),
	    (int)(s % 60));
	return t.at;
}

const char *
page_clock(const struct page *p, span_ms at)
{
	struct text t = scratch(p);

	if (at == SPAN_NEVER)
		return DASH;
	instant_clock(&t, p->in->stage->start, at, p->seconds);
	return t.at;
}

const char *
page_percent(const struct page *p, span_ms part, span_ms whole)
{
	struct text t = scratch(p);

	if (whole == 0)
		return DASH;
	tell_share(&t, tell_part(part, whole));
	return t.at;
}

const char *
page_digest(const struct page *p, const char *digest)
{
	struct text t = scratch(p);

	for (size_t i = 0; digest[i] != '\0'; i++) {
		if (i > 0 && i % 4 == 0)
			text_add(&t, " ");
		text_bytes(&t, &digest[i], 1);
	}
	return t.at;
}

span_ms
page_mark(const struct page *p, enum mark mark)
{
	const struct timing *t = p->in->timing;

	if (mark == MARK_RESTORE && !t->confirmed)
		return SPAN_NEVER;
	return t->mark[mark];
}

void
page_heading(struct page *p, const char *id)
{
	page_tag(p, "h2", NULL, page_word(p, id));
}

void
page_paragraph(struct page *p, const char *class, const char *text)
{
	page_tag(p, "p", class, text);
	page_raw(p, "\n");
}

void
page_term(struct page *p, const char *id, const char *value)
{
	if (value[0] == '\0')
		return;
	page_tag(p, "dt", NULL, page_word(p, id));
	page_tag(p, "dd", NULL, value);
	page_raw(p, "\n");
}
