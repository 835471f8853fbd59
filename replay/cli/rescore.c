/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/rescore.h"

#include <stdio.h>
#include <string.h>

#include "base/document.h"
#include "base/text.h"
#include "replay/cli/cli.h"
#include "replay/cli/documents.h"
#include "replay/cli/drilled.h"
#include "replay/cli/enclosed.h"
#include "replay/cli/jail.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/proof/evidence.h"
#include "replay/proof/verify.h"
#include "replay/report/html.h"
#include "scenarios/scenario.h"
#include "sim/random.h"

static const char report_file[] = "report.html";

/* What is played again, and against what. */
struct rescore {
	struct cli cli; /* of its own: the findings come in either language */
	const struct tar *files;
	struct verify_report *report;
	struct drilled drilled;
	struct line_view log; /* the record's lines that are still to come */
	uint64_t line;        /* those behind us */
};

static void
fail(struct rescore *r, const char *id, const char *detail)
{
	verify_find(r->report, VERIFY_RESCORE, VERIFY_FAIL, id, "", detail);
}

/* ---- the documents ---- */

/* compile: as `run` would, of documents that it would take. */
static bool
compile(struct rescore *r)
{
	const char *start = r->report->start;

	r->drilled.seed = (uint64_t)r->report->seed;
	r->drilled.trial = (uint64_t)r->report->trial;
	return enclosed_compile(
	    &r->cli, r->files, start[0] == '\0' ? NULL : start, &r->drilled);
}

/* missing: a document without which nothing can be played; "" if none is. */
static const char *
missing(const struct rescore *r)
{
	static const char *const names[] = {
	    "plan.json", "scenario.json", "zones.json"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (tar_get(r->files, names[i]).at == NULL)
			return names[i];
	return "";
}

/* refuse: say what is wrong with the documents, first things first. */
static void
refuse(struct rescore *r)
{
	struct faults *faults = &r->drilled.faults;
	struct text t = text_new(r->cli.arena);

	if (faults->errors == 0) {
		fail(r, "verify.document-missing", missing(r));
		return;
	}
	faults_sort(faults);
	for (uint32_t i = 0; i < faults->n && t.len == 0; i++) {
		const struct fault *f = &faults->list[i];

		if (f->grade != GRADE_ERROR)
			continue;
		text_fmt(&t, "%s", f->document->name);
		text_add(&t, words_of(r->cli.language, "say.colon"));
		cli_cause(&r->cli, "fault.", f, &t);
	}
	fail(r, "verify.rescore-refused", t.at);
}

/* ---- the facts ---- */

/* next_fact: the record's next; false: there is none. */
static bool
next_fact(struct rescore *r, struct line_view *body)
{
	while (r->line < r->report->lines) {
		const char *s = r->log.at;
		size_t n =
		    (size_t)((const char *)memchr(s, '\n', r->log.len) - s);

		r->log = (struct line_view){s + n + 1, r->log.len - n - 1};
		r->line++;
		if (log_body(s, n, body))
			return true;
	}
	return false;
}

static void
differ(struct rescore *r, struct line_view recorded, struct line_view replayed)
{
	struct verify_report *report = r->report;
	struct verify_finding *f = &report->check[VERIFY_RESCORE];
	struct bytes log = tar_get(r->files, EVIDENCE_LOG);

	fail(r, "verify.rescore-differs", "");
	f->file = EVIDENCE_LOG;
	f->line = r->line + (recorded.len == 0);
	f->byte = (size_t)(recorded.at - log.at);
	while (f->byte > 0 && log.at[f->byte - 1] != '\n')
		f->byte--;
	(void)snprintf(report->recorded, sizeof(report->recorded), "%.*s",
	    (int)recorded.len, recorded.at);
	(void)snprintf(report->replayed, sizeof(report->replayed), "%.*s",
	    (int)replayed.len, replayed.at);
}

/* Comparing the facts that a step has brought. */
enum compared { SAME, OTHER, BEYOND /* the record, which stops short */ };

static enum compared
compare(struct rescore *r, uint32_t from)
{
	const struct report_input *in = &r->drilled.report;
	struct text t = text_new(r->cli.arena);

	for (uint32_t i = from; i < in->facts_n; i++) {
		struct line_view recorded = {r->log.at, 0};
		bool is_there = next_fact(r, &recorded);

		if (!is_there && strcmp(r->report->status, "complete") != 0)
			return BEYOND;
		t.len = 0;
		fact_body(&t, in->stage, &in->facts[i], i);
		if (is_there && t.len == recorded.len &&
		    memcmp(t.at, recorded.at, t.len) == 0)
			continue;
		differ(r, recorded, (struct line_view){t.at, t.len});
		return OTHER;
	}
	return SAME;
}

/* replay: step by step beside the record, and no further than it goes.
 * Return: does the record hold all of the drill, as it was? */
static bool
replay(struct rescore *r)
{
	struct line_view surplus;
	enum drill_result result;
	enum compared compared;

	do {
		result = drill_step(r->drilled.drill);
		compared = compare(r, drilled_take(&r->drilled));
	} while (result == DRILL_GOES_ON && compared == SAME);
	if (compared == SAME && result == DRILL_RUNAWAY)
		fail(r, "verify.rescore-endless", "");
	else if (compared == SAME && next_fact(r, &surplus))
		differ(r, surplus, (struct line_view){"", 0});
	else if (compared != OTHER)
		verify_find(r->report, VERIFY_RESCORE, VERIFY_PASS, "", "", "");
	return r->report->check[VERIFY_RESCORE].state == VERIFY_PASS &&
	       compared == SAME;
}

/* ---- the report ---- */

/* likeness: the report of this drill in one language; how many bytes `file`
 * has in common with it. */
static size_t
likeness(
    struct rescore *r, enum language language, struct bytes file, bool *is_same)
{
	struct text html = text_new(r->cli.arena);
	struct report_input *in = &r->drilled.report;
	size_t n = 0;

	r->cli.language = language;
	in->findings = documents_findings(
	    &r->cli, r->drilled.stage, &r->drilled.faults, &in->findings_n);
	html_write(&html, language, in);
	while (n < file.len && n < html.len && file.at[n] == html.at[n])
		n++;
	*is_same = n == file.len && n == html.len;
	return n;
}

/* judge_report: is it one we would write, in either language? */
static bool
judge_report(struct rescore *r, struct bytes file)
{
	struct verify_finding *f = &r->report->check[VERIFY_REPORT];
	struct text vkey = text_new(r->cli.arena);
	struct error err = ERROR_INIT;
	bool zh, en;
	size_t n, m;

	if (drilled_judge(&r->drilled, &r->cli, &err) != 0)
		return false;
	note_key_write(&vkey, &r->report->signer);
	r->drilled.report.signer = vkey.at;
	r->drilled.report.seal = r->report->seal;
	n = likeness(r, LANGUAGE_ZH, file, &zh);
	m = likeness(r, LANGUAGE_EN, file, &en);
	verify_find(r->report, VERIFY_REPORT,
	    zh || en ? VERIFY_PASS : VERIFY_FAIL,
	    zh || en ? "" : "verify.report-differs", report_file, "");
	f->byte = n > m ? n : m;
	for (size_t i = 0; i < f->byte; i++)
		f->line += file.at[i] == '\n';
	f->line++;
	return true;
}

/* ---- all of it ---- */

/* play: within the jail. Return: could it be done? */
static bool
play(void *cookie, void *answer)
{
	struct rescore *r = cookie;
	struct bytes report = tar_get(r->files, report_file);
	struct bytes log = tar_get(r->files, EVIDENCE_LOG);
	char id[DIGEST_HEX];

	r->report = answer;
	r->log = (struct line_view){log.at, log.len};
	r->drilled.faults = faults_new(r->cli.arena);
	if (r->report->trial >= (int64_t)RANDOM_TRIALS) {
		fail(r, "verify.rescore-trial", "");
		return true;
	}
	if (!compile(r)) {
		refuse(r);
		return true;
	}
	drilled_new(&r->drilled, &r->cli);
	drilled_id(&r->drilled, id);
	if (strcmp(id, r->report->drill) != 0) {
		fail(r, "verify.rescore-id", "");
		return true;
	}
	if (!replay(r) ||
	    r->report->check[VERIFY_REPORT].state == VERIFY_ABSENT)
		return true;
	/* The report prints the seal, of which a log cut short may know
	 * nothing. */
	return r->report->check[VERIFY_REPORT].id[0] != '\0' ||
	       r->report->seal[0] == '\0' || judge_report(r, report);
}

/* foresee: what of it can this release judge? Return: the facts? */
static bool
foresee(struct verify_report *r, const struct tar *files)
{
	r->wanted |= 1U << VERIFY_RESCORE;
	if (r->verdict == VERIFY_INVALID || r->verdict == VERIFY_UNSUPPORTED ||
	    r->check[VERIFY_DOCUMENTS].state != VERIFY_PASS)
		return false;
	if (tar_get(files, report_file).at == NULL)
		verify_find(r, VERIFY_REPORT, VERIFY_ABSENT, "verify.no-report",
		    report_file, "");
	else
		r->wanted |= 1U << VERIFY_REPORT;
	if (r->semantics != STAGE_SEMANTICS)
		verify_find(r, VERIFY_RESCORE, VERIFY_NOT_CHECKED,
		    "verify.rescore-semantics", "", r->build);
	else if (strcmp(r->build, "yanlian " YANLIAN_VERSION) != 0 &&
		 (r->wanted >> VERIFY_REPORT & 1) != 0)
		verify_find(r, VERIFY_REPORT, VERIFY_NOT_CHECKED,
		    "verify.report-build", report_file, r->build);
	return r->semantics == STAGE_SEMANTICS;
}

/* is_beyond: does it take another release to judge all of it? */
static bool
is_beyond(const struct verify_report *r)
{
	for (int i = VERIFY_RESCORE; i <= VERIFY_REPORT; i++)
		if (r->check[i].state == VERIFY_NOT_CHECKED &&
		    r->check[i].id[0] != '\0')
			return true;
	return false;
}

int
rescore_judge(const struct cli *cli, const struct tar *files,
    struct verify_report *r, struct error *err)
{
	struct rescore again = {.cli = *cli, .files = files};

	if (foresee(r, files) &&
	    jail_run(play, &again, r, sizeof(*r), err) != 0)
		return -1;
	if (r->verdict != VERIFY_UNSUPPORTED)
		r->verdict = verify_sum_up(r);
	if (r->verdict != VERIFY_INVALID && is_beyond(r))
		r->verdict = VERIFY_UNSUPPORTED;
	return 0;
}
