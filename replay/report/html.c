/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/html.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "plans/plan.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/ledger.h"
#include "replay/judge/path.h"
#include "replay/report/called.h"
#include "replay/report/chart.h"
#include "replay/report/contents.h"
#include "replay/report/expectations.h"
#include "replay/report/forecast.h"
#include "replay/report/load.h"
#include "replay/report/page.h"
#include "replay/report/scenes.h"
#include "replay/report/started.h"
#include "replay/report/table.h"
#include "replay/report/tell.h"
#include "replay/report/verdict.h"
#include "scenarios/scenario.h"

/* ---- what it is about ---- */

static const char *
versioned(const struct page *p, const char *name, const char *version)
{
	struct argument args[] = {{"name", name}, {"version", version}};

	return version[0] == '\0' ? name
				  : page_fill(p, "report.versioned", args, 2);
}

/* started: date, clock and offset from UTC of the scenario's start. */
static const char *
started(const struct page *p)
{
	struct instant start = p->in->stage->start;
	int32_t offset = start.offset_min;
	struct text t = text_new(p->out->arena);
	struct text s = text_new(p->out->arena);

	instant_write(&t, start);
	text_bytes(&s, t.at, 10);
	text_fmt(&s, " %.5s UTC", t.at + 11);
	if (offset != 0)
		text_add(&s, t.at + 19);
	return s.at;
}

static const char *
number(const struct page *p, uint64_t n)
{
	struct text t = text_new(p->out->arena);

	text_fmt(&t, "%" PRIu64, n);
	return t.at;
}

static void
about(struct page *p)
{
	const struct plan *plan = p->in->plan;
	const struct scenario *s = p->in->scenario;
	const struct stage_name *scene = stage_name(
	    p->in->stage, fact_entity(ENTITY_SCENE, p->in->timing->scene));

	page_raw(p, "<header>\n");
	page_paragraph(p, "kind", page_word(p, "report.title"));
	page_tag(p, "h1", NULL, page_title(p, &s->name, s->id));
	if (plan->reconstructed || s->reconstructed)
		page_paragraph(
		    p, "badge", page_word(p, "report.reconstructed"));
	page_raw(p, "\n<dl class=\"about\">\n");
	page_term(p, "report.plan",
	    versioned(p, page_title(p, &plan->name, plan->id), plan->version));
	page_term(p, "report.organisation",
	    versioned(p,
		page_title(
		    p, &plan->organisation->name, plan->organisation->id),
		plan->organisation->version));
	page_term(p, "report.scene", page_title(p, &scene->name, scene->id));
	page_term(p, "report.scenario", versioned(p, s->id, s->version));
	page_term(p, "report.start", started(p));
	page_term(p, "report.situation", page_title(p, &s->situation, ""));
	page_term(p, "report.goal", page_title(p, &s->goal, ""));
	page_raw(p, "</dl>\n");
	page_paragraph(p, "note", page_word(p, "report.simulated"));
	page_raw(p, "</header>\n");
}

/* ---- the parts between ---- */

static void
recovery(struct page *p)
{
	if (p->in->path->n == 0)
		return;
	page_heading(p, page_mark(p, MARK_RESTORE) == SPAN_NEVER
			    ? "report.until-end"
			    : "report.recovery");
	chart_recovery(p);
	page_heading(p, "report.h-largest");
	table_largest(p);
}

static void
marks(struct page *p)
{
	page_raw(p, "<div class=\"pair\">\n<section>");
	page_heading(p, "report.h-marks");
	table_marks(p);
	page_raw(p, "</section>\n<section>");
	page_heading(p, "report.h-clocks");
	table_clocks(p);
	page_paragraph(p, "note", page_word(p, "report.clocks-note"));
	page_raw(p, "</section>\n</div>\n");
	if (p->in->judgement->verdict != VERDICT_NOT_TESTED)
		table_targets(p);
}

/* ledger: what all the minutes rest on, and what would turn the verdict. */
static void
ledger(struct page *p)
{
	const struct report_input *in = p->in;
	struct argument prior[] = {{"prior", page_span(p, in->ledger->prior)}};
	struct text t;

	if (in->ledger->prior > 0)
		page_paragraph(
		    p, NULL, page_fill(p, "report.ledger-prior", prior, 1));
	for (int factor = 0; factor <= 2; factor += 2) {
		t = text_new(p->out->arena);
		tell_turns(&t, p->language, in->stage, in->ledger, factor);
		if (t.len > 0)
			page_paragraph(p, NULL, t.at);
	}
	for (int turning = 0; turning <= 1; turning++) {
		t = text_new(p->out->arena);
		tell_certain(&t, p->language, in->stage, in->ledger, turning);
		if (t.len > 0)
			page_paragraph(p, NULL, t.at);
	}
}

static void
uncalibrated(struct page *p)
{
	struct text t = text_new(p->out->arena);

	tell_uncalibrated(&t, p->language, p->in->facts, p->in->facts_n);
	if (t.len > 0)
		page_paragraph(p, NULL, t.at);
}

static void
origins(struct page *p)
{
	if (p->in->path->n > 0) {
		page_heading(p, "report.h-origins");
		page_paragraph(p, "note", page_word(p, "report.origins-note"));
		table_ledger(p);
		ledger(p);
	}
	uncalibrated(p);
}

static void
findings(struct page *p)
{
	if (p->in->findings_n == 0)
		return;
	page_heading(p, "report.h-findings");
	page_raw(p, "<ul>\n");
	for (uint32_t i = 0; i < p->in->findings_n; i++)
		page_tag(p, "li", NULL, p->in->findings[i]);
	page_raw(p, "</ul>\n");
}

/* ---- sources ---- */

/* is_web: may a reader follow it? Only what a browser fetches by https or
 * http; never a script or a file. */
static bool
is_web(const char *url)
{
	return strncmp(url, "https://", 8) == 0 ||
	       strncmp(url, "http://", 7) == 0;
}

static void
source(struct page *p, const struct source *s)
{
	page_raw(p, "<li>");
	page_text(p, s->title);
	if (is_web(s->url)) {
		page_raw(p, "<br/><a rel=\"noreferrer\" href=\"");
		page_text(p, s->url);
		page_raw(p, "\">");
	} else if (s->url[0] != '\0') {
		page_raw(p, "<br/>");
	}
	page_text(p, s->url);
	page_raw(p, is_web(s->url) ? "</a></li>\n" : "</li>\n");
}

static bool
is_among(const struct source *s, const struct sources *of)
{
	for (uint32_t i = 0; i < of->n; i++)
		if (strcmp(of->at[i].title, s->title) == 0 &&
		    strcmp(of->at[i].url, s->url) == 0)
			return true;
	return false;
}

static void
sources(struct page *p)
{
	const struct sources *plan = &p->in->plan->sources;
	const struct sources *scenario = &p->in->scenario->sources;

	if (plan->n + scenario->n == 0)
		return;
	page_heading(p, "report.h-sources");
	page_raw(p, "<ul class=\"sources\">\n");
	for (uint32_t i = 0; i < plan->n; i++)
		source(p, &plan->at[i]);
	for (uint32_t i = 0; i < scenario->n; i++)
		if (!is_among(&scenario->at[i], plan))
			source(p, &scenario->at[i]);
	page_raw(p, "</ul>\n");
}

/* ---- how to verify it, and who answers for it ---- */

static void
command(struct page *p, const char *more)
{
	page_raw(p, "yanlian verify ");
	page_text(p, page_word(p, "report.directory"));
	page_raw(p, " --key '");
	page_text(p, p->in->signer);
	page_raw(p, "'");
	page_raw(p, more);
}

/* commands: is it as it was sealed, and does the drill go that way again? */
static void
commands(struct page *p)
{
	page_raw(p, "<pre>");
	command(p, "\n");
	command(p, " --rescore</pre>\n");
}

static void
verification(struct page *p)
{
	const struct report_input *in = p->in;

	page_raw(p, "<section class=\"verify\">");
	page_heading(p, "report.h-verify");
	if (in->signer[0] != '\0') {
		page_paragraph(p, NULL, page_word(p, "report.verify-how"));
		commands(p);
	} else {
		page_paragraph(p, NULL, page_word(p, "report.verify-unsealed"));
	}
	page_raw(p, "<dl class=\"about\">\n");
	page_tag(p, "dt", NULL, page_word(p, "report.record"));
	page_tag(p, "dd", "digest", page_digest(p, in->record));
	for (uint32_t i = 0; i < in->documents_n; i++) {
		page_tag(p, "dt", NULL, in->documents[i].name);
		page_tag(
		    p, "dd", "digest", page_digest(p, in->documents[i].digest));
	}
	page_term(p, "report.signer", in->signer);
	page_term(p, "report.seal", in->seal);
	page_term(p, "report.seed", number(p, in->stage->seed));
	page_term(p, "report.trial", number(p, in->trial));
	page_term(p, "report.semantics", number(p, STAGE_SEMANTICS));
	page_term(p, "report.program", in->version);
	page_raw(p, "</dl>\n");
	page_paragraph(p, "note", page_word(p, "report.verify-again"));
	page_raw(p, "</section>\n");
}

static void
signatures(struct page *p)
{
	static const char *const who[] = {
	    "report.prepared", "report.reviewed", "report.approved"};

	page_raw(p, "<section class=\"sign\">\n");
	for (int i = 0; i < 3; i++) {
		page_raw(p, "<div>");
		page_tag(p, "p", NULL, page_word(p, who[i]));
		page_tag(p, "p", "line", page_word(p, "report.date"));
		page_raw(p, "</div>\n");
	}
	page_raw(p, "</section>\n");
}

/* response: the whole of it, from the verdict to what it rests on. */
static void
response(struct page *p)
{
	scenes_write(p);
	verdict_write(p);
	recovery(p);
	marks(p);
	started_write(p);
	expectations_write(p);
	page_heading(p, "report.h-lanes");
	chart_lanes(p);
	load_write(p);
	table_data(p);
	table_stretches(p);
	table_after(p);
	page_heading(p, "report.h-trouble");
	table_trouble(p);
	table_notices(p);
	table_told(p);
	table_later(p);
	contents_write(p);
	forecast_table(p);
	table_history(p);
	origins(p);
}

/* calls: of a call-out drill, who was called and who answered. */
static void
calls(struct page *p)
{
	called_write(p);
	expectations_write(p);
	page_heading(p, "report.h-lanes");
	chart_lanes(p);
}

void
html_write(
    struct text *out, enum language language, const struct report_input *in)
{
	struct page page = page_new(out, language, in);
	struct page *p = &page;

	page_begin(p, "report.title", "");
	about(p);
	if (in->stage->call_out)
		calls(p);
	else
		response(p);
	findings(p);
	page_heading(p, "report.h-facts");
	if (page_clock(p, in->timing->end)[0] == '+')
		page_paragraph(p, "note", page_word(p, "report.timeline-note"));
	table_facts(p);
	sources(p);
	verification(p);
	signatures(p);
	page_raw(p, "</main>\n</body>\n</html>\n");
}
