/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/script.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "base/text.h"
#include "plans/plan.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/timing.h"
#include "replay/report/contents.h"
#include "replay/report/expectations.h"
#include "replay/report/page.h"
#include "replay/report/tell.h"
#include "replay/report/told.h"
#include "scenarios/scenario.h"

enum { HALF = 500000, CERTAIN = 1000000 };

static const char *const heads[SCRIPT_COLUMNS] = {
    [SCRIPT_NUMBER] = "script.number",
    [SCRIPT_TIME] = "script.time",
    [SCRIPT_TYPE] = "script.type",
    [SCRIPT_MODE] = "script.mode",
    [SCRIPT_FROM] = "script.from",
    [SCRIPT_TO] = "script.to",
    [SCRIPT_MESSAGE] = "script.message",
    [SCRIPT_RESPONSE] = "script.response",
    [SCRIPT_OBJECTIVE] = "script.objective",
    [SCRIPT_NOTES] = "script.notes",
};

const char *
script_head(enum language language, enum script_column column)
{
	return words_of(language, heads[column]);
}

/* ---- cells ---- */

/* A script being written. */
struct writing {
	struct arena *arena;
	enum language language;
	const struct report_input *in;
	bool seconds; /* some instant is off the whole minute */
};

static struct text
scratch(const struct writing *w)
{
	struct text t = text_new(w->arena);

	text_add(&t, "");
	return t;
}

/* said: a document's own words, in the other language rather than none. */
static const char *
said(const struct writing *w, const struct title *title)
{
	const char *own = words_title(w->language, title);

	if (own[0] != '\0')
		return own;
	return w->language == LANGUAGE_ZH ? title->en : title->zh;
}

static const char *
clock(const struct writing *w, span_ms at)
{
	struct text t = scratch(w);

	instant_clock(&t, w->in->stage->start, at, w->seconds);
	return t.at;
}

static const char *
span(const struct writing *w, span_ms ms)
{
	struct text t = scratch(w);

	words_span(&t, w->language, ms);
	return t.at;
}

/* timed: a word about an instant and its distance from something. */
static const char *
timed(const struct writing *w, const char *id, const char *clock_face,
    span_ms after, const char *what)
{
	struct text t = scratch(w);

	words_say(&t, w->language, id, "clock", clock_face, "span",
	    span(w, after), "what", what, NULL);
	return t.at;
}

static const char *
objective(const struct writing *w, const struct ref *ref)
{
	const struct aim *x;
	const char *name;

	if (ref->index < 0)
		return "";
	x = &w->in->scenario->objectives.at[ref->index];
	name = said(w, &x->name);
	return name[0] == '\0' ? x->id : name;
}

/* joined: both, with a colon between them if neither is empty. */
static const char *
joined(const struct writing *w, const char *a, const char *b, const char *by)
{
	struct text t = scratch(w);

	if (a[0] == '\0' || b[0] == '\0')
		return a[0] == '\0' ? b : a;
	text_fmt(&t, "%s%s%s", a, words_of(w->language, by), b);
	return t.at;
}

/* ---- injects ---- */

static span_ms
comes(const struct inject *x)
{
	return x->condition.n > 0 ? x->not_before
				  : dist_quantile_ms(x->when, HALF);
}

static const char *
inject_time(const struct writing *w, const struct inject *x)
{
	span_ms at = comes(x);

	if (x->condition.n > 0)
		return timed(w, at == 0 ? "script.if" : "script.if-from",
		    clock(w, at), at, "");
	if (!dist_is_fixed(x->when))
		return timed(w, "script.about", clock(w, at), at, "");
	return timed(
	    w, at == 0 ? "script.at-start" : "script.at", clock(w, at), at, "");
}

/* inject_notes: the author's, then what makes it come. */
static const char *
inject_notes(const struct writing *w, const struct inject *x)
{
	const struct value *when = value_get(x->at, "when");
	const char *notes = said(w, &x->note);
	struct text t = scratch(w);
	struct text odds = scratch(w);

	if (x->condition.n > 0 && when != NULL && when->string != NULL) {
		words_say(&t, w->language,
		    x->hold > 0 ? "script.when-held" : "script.when",
		    "condition", when->string, "span", span(w, x->hold), NULL);
		notes = joined(w, notes, t.at, "script.semicolon");
	}
	t = scratch(w);
	if (x->probability_ppm < CERTAIN) {
		tell_share(&odds, x->probability_ppm);
		words_say(
		    &t, w->language, "script.odds", "share", odds.at, NULL);
	}
	notes = joined(w, notes, t.at, "script.semicolon");
	t = scratch(w);
	if (x->choice[0] != '\0')
		words_say(&t, w->language, "script.choice", "choice", x->choice,
		    NULL);
	notes = joined(w, notes, t.at, "script.semicolon");
	return joined(w, notes,
	    x->by_hand ? words_of(w->language, "script.by-hand") : "",
	    "script.semicolon");
}

static struct script_row
inject_row(const struct writing *w, const struct inject *x)
{
	bool contingent = x->condition.n > 0;
	const char *what =
	    joined(w, said(w, &x->name), said(w, &x->message), "say.colon");

	return (struct script_row){
	    .type = contingent ? SCRIPT_CONTINGENT : SCRIPT_INJECT,
	    .at = comes(x),
	    .id = x->id,
	    .cells = {"", inject_time(w, x),
		words_of(w->language,
		    contingent ? "script.contingent" : "script.inject"),
		said(w, &x->mode), said(w, &x->from), said(w, &x->to),
		what[0] == '\0' ? x->id : what, said(w, &x->expected),
		objective(w, &x->objective), inject_notes(w, x)}};
}

/* ---- expected actions ---- */

/* due: the last instant in time, where it is known beforehand. */
static span_ms
due(const struct writing *w, const struct expectation *x)
{
	const struct inject *after;

	if (x->from >= 0)
		return SPAN_NEVER;
	if (x->after.index < 0)
		return x->within;
	after = &w->in->scenario->injects.at[x->after.index];
	if (after->condition.n > 0 || !dist_is_fixed(after->when))
		return SPAN_NEVER;
	return comes(after) + x->within;
}

/* since: what its time counts from, in words. */
static const char *
since(const struct writing *w, const struct expectation *x)
{
	const struct inject *after;
	char id[64];

	if (x->from >= 0) {
		(void)snprintf(id, sizeof(id), "mark.%s",
		    timing_mark_name((enum mark)x->from));
		return words_of(w->language, id);
	}
	after = &w->in->scenario->injects.at[x->after.index];
	return said(w, &after->name)[0] == '\0' ? after->id
						: said(w, &after->name);
}

static const char *
expected_time(const struct writing *w, const struct expectation *x)
{
	span_ms at = due(w, x);

	if (at == SPAN_NEVER)
		return timed(w, "script.within", "", x->within, since(w, x));
	return timed(w, "script.by", clock(w, at), at, "");
}

static struct script_row
expected_row(const struct writing *w, uint32_t number)
{
	const struct expectation *x = &w->in->scenario->expectations.at[number];
	const char *what = said(w, &x->name);
	struct text who = scratch(w);

	expectations_who(&who, w->language, w->in, number);
	return (struct script_row){.type = SCRIPT_EXPECTED,
	    .at = due(w, x),
	    .id = x->id,
	    .cells = {"", expected_time(w, x),
		words_of(w->language, "script.expected"), "", "", who.at, "",
		what[0] == '\0' ? x->id : what, objective(w, &x->objective),
		joined(w, said(w, &x->note), x->clause, "script.semicolon")}};
}

/* ---- what regulation demands ---- */

/* place: put a row behind all that come no later. */
static void
place(struct script *s, struct script_row row)
{
	uint32_t i = s->n++;

	for (; i > 0 && s->rows[i - 1].at > row.at; i--)
		s->rows[i] = s->rows[i - 1];
	s->rows[i] = row;
}

/* demanded_notes: from which grade on, and who demands it. */
static const char *
demanded_notes(const struct writing *w, const struct notice *n)
{
	struct text grade = scratch(w);
	struct text source = scratch(w);
	char id[32];

	(void)snprintf(id, sizeof(id), "severity.%d", (int)n->of + 1);
	if (n->of < GRADES - 1)
		words_say(&grade, w->language, "script.of-grade", "grade",
		    words_of(w->language, id), NULL);
	told_source(&source, w->language, n);
	return joined(w, grade.at, source.at, "script.semicolon");
}

/* demanded_row: who tells whom what, within what time, and what it must
 * contain. */
static struct script_row
demanded_row(const struct writing *w, const struct notice *n)
{
	const struct organisation *org = w->in->plan->organisation;
	const struct role *role = &org->roles.at[n->role.index];
	const char *from = said(w, &role->name);
	struct text contents = scratch(w);

	contents_list(&contents, w->language, n->pack);
	return (struct script_row){.type = SCRIPT_DEMANDED,
	    .at = SPAN_NEVER,
	    .id = n->id,
	    .cells = {"",
		timed(w, "script.within", "", n->within,
		    words_of(w->language, "mark.t_detect")),
		words_of(w->language, "script.demanded"), "",
		from[0] == '\0' ? role->id : from,
		told_to(w->language, w->in, n), said(w, &n->name), contents.at,
		"", demanded_notes(w, n)}};
}

/* place_demanded: where a response is drilled, all that it may fall to. */
static void
place_demanded(const struct writing *w, struct script *s)
{
	const struct plan *plan = w->in->plan;

	if (w->in->scenario->kind == SCENARIO_CALL_OUT)
		return;
	for (uint32_t i = 0; i < plan->notices.n; i++)
		if (plan->notices.at[i].pack != NULL)
			place(s, demanded_row(w, &plan->notices.at[i]));
}

/* ---- the rows ---- */

static bool
has_seconds(const struct scenario *s)
{
	for (uint32_t i = 0; i < s->injects.n; i++)
		if (comes(&s->injects.at[i]) % SPAN_MINUTE != 0)
			return true;
	for (uint32_t i = 0; i < s->expectations.n; i++)
		if (s->expectations.at[i].within % SPAN_MINUTE != 0)
			return true;
	return s->start.ms % SPAN_MINUTE != 0;
}

struct script
script_rows(
    struct arena *arena, enum language language, const struct report_input *in)
{
	const struct scenario *x = in->scenario;
	struct writing w = {arena, language, in, has_seconds(x)};
	struct script s = {
	    .rows = arena_array(arena,
		x->injects.n + x->expectations.n + in->plan->notices.n,
		sizeof(*s.rows))};

	for (uint32_t i = 0; i < x->injects.n; i++)
		place(&s, inject_row(&w, &x->injects.at[i]));
	for (uint32_t i = 0; i < x->expectations.n; i++)
		place(&s, expected_row(&w, i));
	place_demanded(&w, &s);
	for (uint32_t i = 0; i < s.n; i++) {
		struct text t = scratch(&w);

		text_int(&t, i + 1);
		s.rows[i].cells[SCRIPT_NUMBER] = t.at;
	}
	return s;
}

/* ---- for a spreadsheet ---- */

/* cell: quoted always; quotes doubled; never a formula. */
static void
cell(struct text *out, const char *s)
{
	text_add(out, "\"");
	if (s[0] != '\0' && strchr("=+-@\t\r", s[0]) != NULL)
		text_add(out, "'");
	for (; *s != '\0'; s++)
		text_bytes(out, *s == '"' ? "\"\"" : s, *s == '"' ? 2 : 1);
	text_add(out, "\"");
}

void
script_csv(
    struct text *out, enum language language, const struct script *script)
{
	text_add(out, "\xEF\xBB\xBF");
	for (int i = 0; i < SCRIPT_COLUMNS; i++) {
		text_add(out, i > 0 ? "," : "");
		cell(out, script_head(language, (enum script_column)i));
	}
	text_add(out, "\r\n");
	for (uint32_t i = 0; i < script->n; i++) {
		for (int j = 0; j < SCRIPT_COLUMNS; j++) {
			text_add(out, j > 0 ? "," : "");
			cell(out, script->rows[i].cells[j]);
		}
		text_add(out, "\r\n");
	}
}

/* ---- to print ---- */

/* across: ten columns need the long side of the sheet. */
static const char across[] =
    "@page{size:A4 landscape;margin:12mm}\nmain{max-width:80rem}\n"
    ".script td:first-child,.script td:nth-child(3){white-space:nowrap}\n"
    ".script td{min-width:3.5em;overflow-wrap:anywhere}"
    ".script td:nth-child(7),.script td:nth-child(8){min-width:14em}\n"
    ".contingent td{background:#fbf6e6}\n"
    ".demanded td{background:#f1eef7}\n"
    "@media print{.script td{min-width:0}}\n";

static void
about(struct page *p)
{
	const struct plan *plan = p->in->plan;
	const struct scenario *s = p->in->scenario;
	struct text start = text_new(p->out->arena);

	instant_write(&start, s->start);
	page_raw(p, "<header>\n");
	page_tag(p, "p", "kind", page_word(p, "script.title"));
	page_tag(p, "h1", NULL, page_title(p, &s->name, s->id));
	page_raw(p, "\n<dl class=\"about\">\n");
	page_term(p, "report.plan", page_title(p, &plan->name, plan->id));
	page_term(p, "report.start", start.at);
	page_term(p, "report.situation", page_title(p, &s->situation, ""));
	page_term(p, "report.goal", page_title(p, &s->goal, ""));
	for (uint32_t i = 0; i < s->objectives.n; i++)
		page_term(p, "report.objective",
		    page_title(
			p, &s->objectives.at[i].name, s->objectives.at[i].id));
	page_raw(p, "</dl>\n");
	page_tag(p, "p", "note", page_word(p, "script.confidential"));
	page_raw(p, "</header>\n");
}

void
script_html(struct text *out, enum language language,
    const struct report_input *in, const struct script *script)
{
	static const char *const classes[] = {[SCRIPT_INJECT] = NULL,
	    [SCRIPT_CONTINGENT] = "contingent",
	    [SCRIPT_EXPECTED] = "own",
	    [SCRIPT_DEMANDED] = "demanded"};
	const char *ids[SCRIPT_COLUMNS + 1];
	struct page page = page_new(out, language, in);
	struct page *p = &page;

	memcpy(ids, heads, sizeof(heads));
	ids[SCRIPT_COLUMNS] = NULL;
	page_begin(p, "script.title", across);
	about(p);
	page_stack(p, "script", ids);
	for (uint32_t i = 0; i < script->n; i++) {
		const char *cells[SCRIPT_COLUMNS + 1];

		memcpy(cells, script->rows[i].cells,
		    sizeof(script->rows[i].cells));
		cells[SCRIPT_COLUMNS] = NULL;
		page_row(p, classes[script->rows[i].type], cells);
	}
	page_raw(p, "</tbody></table></div>\n</main>\n</body>\n</html>\n");
}
