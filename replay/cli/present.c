/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/present.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "plans/pack.h"
#include "plans/plan.h"
#include "plans/scene.h"
#include "replay/cli/called.h"
#include "replay/cli/cli.h"
#include "replay/cli/emit.h"
#include "replay/cli/expectations.h"
#include "replay/cli/scenes.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/ledger.h"
#include "replay/judge/path.h"
#include "replay/judge/target.h"
#include "replay/judge/timing.h"
#include "replay/judge/whole.h"
#include "replay/report/forecast.h"
#include "replay/report/history.h"
#include "replay/report/load.h"
#include "replay/report/remains.h"
#include "replay/report/scenes.h"
#include "replay/report/tell.h"
#include "replay/report/told.h"
#include "scenarios/scenario.h"

enum {
	CLOCK_COLUMNS = 11,
	SECONDS_COLUMNS = 14,
	OFFSET_COLUMNS = 9,
	LARGEST = 3
};

#define DASH "\u2014"

static const char *const clock_names[CLOCKS] = {
    "disruption", "detection", "declaration", "activation"};
static const char *const verdict_names[] = {"met", "not_met", "not_tested"};

static const char *
word(const struct cli *cli, const char *id)
{
	return words_of(cli->language, id);
}

static const char *
span(const struct cli *cli, span_ms ms)
{
	struct text t = text_new(cli->arena);

	words_span(&t, cli->language, ms);
	return t.at;
}

/* ---- head ---- */

static void
line(
    const struct cli *cli, struct text *t, const char *label, const char *value)
{
	size_t from = t->len;

	cli_paint(cli, t, "2", word(cli, label));
	text_pad(t, from, cli->colour ? 10 + 8 : 10);
	text_fmt(t, " %s\n", value);
}

void
present_head(
    const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct text start = text_new(cli->arena);

	cli_paint(cli, t, "1", words_title(cli->language, &in->scenario->name));
	text_add(t, "\n");
	line(cli, t, "say.plan", words_title(cli->language, &in->plan->name));
	line(cli, t, "say.scene",
	    tell_name(cli->language, in->stage,
		fact_entity(ENTITY_SCENE, in->stage->scene)));
	instant_write(&start, in->scenario->start);
	line(cli, t, "say.start", start.at);
	line(cli, t, "say.kind",
	    word(cli,
		in->stage->call_out ? "say.simulated-calls" : "say.simulated"));
	text_add(t, "\n");
}

/* ---- timeline ---- */

/* weight: how much a fact matters to somebody who reads only some of them:
 * bad news, milestones, the rest. */
enum weight { WEIGHT_PLAIN, WEIGHT_MILESTONE, WEIGHT_BAD };

static enum weight
weight_of(const struct fact *f, bool disrupted)
{
	static const uint8_t weights[FACT_ACTS] = {
	    [FACT_FAULT] = WEIGHT_BAD,
	    [FACT_DATA_LOST] = WEIGHT_BAD,
	    [FACT_FAILED] = WEIGHT_BAD,
	    [FACT_TIMEOUT] = WEIGHT_BAD,
	    [FACT_GAVE_UP] = WEIGHT_BAD,
	    [FACT_LATE] = WEIGHT_BAD,
	    [FACT_OVERDUE] = WEIGHT_BAD,
	    [FACT_STUCK] = WEIGHT_BAD,
	    [FACT_COPY_UNREADABLE] = WEIGHT_BAD,
	    [FACT_NO_COPY] = WEIGHT_BAD,
	    [FACT_NOT_CONFIRMED] = WEIGHT_BAD,
	    [FACT_HORIZON] = WEIGHT_BAD,
	    [FACT_CHANNEL_DOWN] = WEIGHT_BAD,
	    [FACT_UNREACHED] = WEIGHT_BAD,
	    [FACT_LOAD] = WEIGHT_BAD,
	    [FACT_MONITOR_DOWN] = WEIGHT_BAD,
	    [FACT_DECEIVED] = WEIGHT_BAD,
	    [FACT_OVERRIDDEN] = WEIGHT_MILESTONE,
	    [FACT_RELEASED] = WEIGHT_MILESTONE,
	    [FACT_SEEMS_DONE] = WEIGHT_BAD,
	    [FACT_RELAPSED] = WEIGHT_BAD,
	    [FACT_SUSTAINED] = WEIGHT_MILESTONE,
	    [FACT_EVALUATED] = WEIGHT_MILESTONE,
	    [FACT_NO_EFFECT] = WEIGHT_BAD,
	    [FACT_DECISION_DUE] = WEIGHT_BAD,
	    [FACT_DECIDED] = WEIGHT_MILESTONE,
	    [FACT_SWITCHED] = WEIGHT_MILESTONE,
	    [FACT_SECOND_FAULT] = WEIGHT_BAD,
	    [FACT_HANDED_OVER] = WEIGHT_MILESTONE,
	    [FACT_REPEATS] = WEIGHT_BAD,
	    [FACT_TIRED] = WEIGHT_BAD,
	    [FACT_OVERLOADED] = WEIGHT_BAD,
	    [FACT_OVERREACTED] = WEIGHT_BAD,
	    [FACT_OUT_OF_ORDER] = WEIGHT_BAD,
	    [FACT_MISSING] = WEIGHT_BAD,
	    [FACT_INTERRUPTED] = WEIGHT_BAD,
	    [FACT_STRESSED] = WEIGHT_BAD,
	    [FACT_IMPAIRED] = WEIGHT_BAD,
	    [FACT_REPAIRED] = WEIGHT_MILESTONE,
	    [FACT_CUT_OFF] = WEIGHT_BAD,
	    [FACT_APPROVED] = WEIGHT_MILESTONE,
	    [FACT_ADDED] = WEIGHT_MILESTONE,
	    [FACT_UNDELIVERED] = WEIGHT_BAD,
	    [FACT_DELIVERED] = WEIGHT_MILESTONE,
	    [FACT_AUTO_STARTED] = WEIGHT_MILESTONE,
	    [FACT_FAULT_OVER] = WEIGHT_MILESTONE,
	    [FACT_LEVEL] = WEIGHT_MILESTONE,
	    [FACT_WARNING] = WEIGHT_MILESTONE,
	    [FACT_VERIFIED] = WEIGHT_MILESTONE,
	    [FACT_REGISTERED] = WEIGHT_MILESTONE,
	    [FACT_DISMISSED] = WEIGHT_MILESTONE,
	    [FACT_GRADED] = WEIGHT_MILESTONE,
	    [FACT_REGRADED] = WEIGHT_MILESTONE,
	    [FACT_ACTIVATED] = WEIGHT_MILESTONE,
	    [FACT_DONE] = WEIGHT_MILESTONE,
	    [FACT_DATA_RESTORED] = WEIGHT_MILESTONE,
	    [FACT_CONFIRMED] = WEIGHT_MILESTONE,
	    [FACT_CLOSED] = WEIGHT_MILESTONE,
	};

	if (f->act == FACT_HORIZON && !disrupted)
		return WEIGHT_PLAIN; /* a false alarm ends so */
	if (f->act == FACT_DUTY_OVER && f->by == 0)
		return WEIGHT_BAD;
	if (f->act == FACT_LOAD && f->value <= 1000000)
		return WEIGHT_MILESTONE;
	if (f->act == FACT_FAULT && f->value == 1000000)
		return WEIGHT_MILESTONE; /* it goes by itself */
	return (enum weight)weights[f->act];
}

/* clock_columns: how wide the clock must be: with seconds, if anything in
 * this drill is off the whole minute. */
static size_t
clock_columns(const struct report_input *in)
{
	for (uint32_t i = 0; i < in->facts_n; i++)
		if ((in->facts[i].at + in->scenario->start.ms) % SPAN_MINUTE !=
		    0)
			return SECONDS_COLUMNS;
	return CLOCK_COLUMNS;
}

/* offset: "+7:53" since the disruption; "-0:23" before it. */
static void
offset(struct text *t, span_ms ms)
{
	/* cut to the minute before, on either side */
	span_ms minutes = (ms < 0 ? SPAN_MINUTE - 1 - ms : ms) / SPAN_MINUTE;

	text_fmt(t, "%c%lld:%02lld", ms < 0 ? '-' : '+',
	    (long long)(minutes / 60), (long long)(minutes % 60));
}

static void
fact_line(const struct cli *cli, const struct report_input *in, uint32_t number,
    size_t columns, struct text *t)
{
	static const char *const signs[] = {"  ", "● ", "✗ "};
	static const char *const colours[] = {"0", "1", "31"};
	const struct fact *f = &in->facts[number];
	span_ms disrupted = in->timing->mark[MARK_DISRUPT];
	enum weight weight = weight_of(f, disrupted != SPAN_NEVER);
	struct text said = text_new(cli->arena);
	size_t from = t->len;

	text_add(t, " ");
	instant_clock(
	    t, in->scenario->start, f->at, columns >= SECONDS_COLUMNS);
	text_pad(t, from, columns);
	from = t->len;
	if (in->stage->call_out)
		offset(t, f->at); /* since the warning */
	else if (disrupted != SPAN_NEVER)
		offset(t, f->at - disrupted);
	text_pad(t, from, OFFSET_COLUMNS);
	cli_paint(cli, t, colours[weight], signs[weight]);
	scenes_tell(&said, cli->language, in, number);
	if (weight == WEIGHT_PLAIN)
		text_add(t, said.at);
	else
		cli_paint(cli, t, colours[weight], said.at);
	text_add(t, "\n");
}

void
present_facts(const struct cli *cli, const struct report_input *in,
    uint32_t from, uint32_t to, struct text *t)
{
	size_t columns = clock_columns(in);

	for (uint32_t i = from; i < to; i++)
		if (tell_is_told(in->facts, in->facts_n, i))
			fact_line(cli, in, i, columns, t);
}

/* ---- verdict ---- */

static void
say(const struct cli *cli, struct text *t, const char *id, const char *a,
    const char *b)
{
	text_add(t, "  ");
	words_say(t, cli->language, id, "a", a, "b", b, NULL);
	text_add(t, "\n");
}

/* hold: "recovered in 7 h 53 min; RTO 4 h; 3 h 53 min too late". */
static void
hold(const struct cli *cli, struct text *t, const char *what, span_ms is,
    span_ms limit)
{
	char id[64];

	bool promised = limit != SPAN_NEVER;

	(void)snprintf(id, sizeof(id), "say.%s-%s", what,
	    is == SPAN_NEVER ? (promised ? "never" : "lost")
	    : !promised      ? "only"
	    : is <= limit    ? "met"
			     : "missed");
	text_add(t, "  ");
	words_say(t, cli->language, id, "is", span(cli, is), "limit",
	    span(cli, limit), "over",
	    span(cli, is > limit ? is - limit : limit - is), NULL);
	text_add(t, "\n");
}

static void
figures(const struct cli *cli, const struct report_input *in, struct text *t)
{
	const struct objectives *o =
	    &in->stage->scenes[in->timing->scene].objectives;
	const struct judgement *j = in->judgement;
	struct text when = text_new(cli->arena);
	char severity[32];

	hold(cli, t, "rto", j->recovery, o->rto);
	if (in->stage->counts[ENTITY_DATA] > 0)
		hold(cli, t, "rpo", j->data_loss, o->rpo);
	if (j->mtpd_exceeded)
		say(cli, t, "say.mtpd-exceeded", span(cli, o->mtpd), "");
	if (j->clock_missing)
		say(cli, t, "say.clock-missing", "", "");
	if (in->path->by_itself)
		say(cli, t, "report.by-itself", "", "");
	if (in->timing->peak > 0) {
		(void)snprintf(severity, sizeof(severity), "severity.%d",
		    in->timing->peak);
		tell_grades(&when, cli->language, in->stage, in->facts,
		    in->facts_n, in->timing->scene, false);
		say(cli, t, "say.grade", word(cli, severity), when.at);
	}
}

static const char *
count(const struct cli *cli, int64_t n)
{
	struct text t = text_new(cli->arena);

	text_int(&t, n);
	return t.at;
}

static const char *
clock_at(const struct cli *cli, const struct report_input *in, span_ms at)
{
	struct text t = text_new(cli->arena);

	if (at == SPAN_NEVER)
		return DASH;
	instant_clock(&t, in->scenario->start, at, at % SPAN_MINUTE != 0);
	return t.at;
}

/* demanded: one notice that regulation demands, its limit, and its source. */
static void
demanded(const struct cli *cli, const struct report_input *in, uint32_t due,
    struct text *t)
{
	struct told x = told_of(in, due);
	struct text source = text_new(cli->arena);

	if (x.notice->pack == NULL)
		return;
	told_source(&source, cli->language, x.notice);
	text_add(t, "    ");
	words_say(t, cli->language, "say.told", "notice",
	    scenes_name(t, cli->language, in, x.entity), "limit",
	    clock_at(cli, in, x.limit), "sent", clock_at(cli, in, x.sent),
	    "kept", word(cli, x.kept), NULL);
	text_fmt(t, "\n      %s\n", source.at);
}

/* told: how many notices were due, sent, late; what regulation demands one by
 * one, and what it demands afterwards. */
static void
told(const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct told_count n = told_count(in);

	if (n.due > 0) {
		text_add(t, "  ");
		words_say(t, cli->language, "say.notices", "due",
		    count(cli, n.due), "sent", count(cli, n.sent), "late",
		    count(cli, n.late), NULL);
		text_add(t, "\n");
	}
	for (uint32_t i = told_next(in, 0); i < in->facts_n;
	     i = told_next(in, i + 1))
		demanded(cli, in, i, t);
	for (uint32_t i = 0; told_is_later(in, i); i++) {
		struct text line = text_new(cli->arena);

		text_add(&line, "");
		told_say_later(&line, cli->language, in, i);
		if (line.len > 0)
			text_fmt(t, "    %s\n", line.at);
	}
}

/* foreseen: what the first checkpoint expected, and what came. */
static void
foreseen(const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct text line = text_new(cli->arena);

	forecast_line(&line, cli->language, in);
	if (line.len > 0)
		text_fmt(t, "  %s\n", line.at);
}

static void
shares(const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct stretch largest[LARGEST];
	uint32_t n = path_largest(in->path, largest, LARGEST);

	if (n == 0)
		return;
	text_add(t, "\n");
	cli_paint(cli, t, "1", word(cli, "say.shares"));
	text_add(t, "\n");
	for (uint32_t i = 0; i < n; i++) {
		struct text share = text_new(cli->arena);
		char cause[64];

		(void)snprintf(cause, sizeof(cause), "cause.%s",
		    path_cause_name(largest[i].cause));
		tell_share(&share, tell_part(largest[i].to, in->path->total));
		text_fmt(t, "  %u. ", i + 1);
		words_say(t, cli->language, "say.share", "span",
		    span(cli, largest[i].to), "share", share.at, "cause",
		    word(cli, cause), "on",
		    tell_name(cli->language, in->stage, largest[i].entity),
		    NULL);
		text_add(t, "\n");
	}
}

/* afterwards: how long it took from there to be declared over, and on what. */
static void
afterwards(const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct text parts = text_new(cli->arena);

	for (int i = 0; i < CAUSES; i++) {
		char cause[64];

		if (in->after->by_cause[i] == 0)
			continue;
		(void)snprintf(cause, sizeof(cause), "cause.%s",
		    path_cause_name((enum cause)i));
		if (parts.len > 0)
			words_say(&parts, cli->language, "report.comma", NULL);
		words_say(&parts, cli->language, "say.part", "what",
		    word(cli, cause), "span", span(cli, in->after->by_cause[i]),
		    NULL);
	}
	if (parts.len > 0)
		say(cli, t, "say.after", span(cli, in->after->total), parts.at);
}

/* targets: the stages that were later than they were to be. */
static void
targets(const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct target all[TARGETS];

	target_judge(in->timing, in->stage, all);
	for (uint32_t i = 0; i < TARGETS; i++) {
		char id[64];

		if (all[i].limit == SPAN_NEVER || all[i].met)
			continue;
		(void)snprintf(id, sizeof(id), "mark.%s",
		    timing_mark_name(target_mark(i)));
		text_add(t, "  ");
		words_say(t, cli->language,
		    all[i].end == TARGET_NEVER ? "say.target-never"
					       : "say.target-late",
		    "stage", word(cli, id), "is", span(cli, all[i].took),
		    "limit", span(cli, all[i].limit), NULL);
		text_add(t, "\n");
	}
}

/* remains: what is left to do after the close. */
static void
remains(const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct text line = text_new(cli->arena);

	remains_say(&line, cli->language, in);
	if (line.len > 0)
		text_fmt(t, "  %s\n", line.at);
}

/* busiest: who worked longest. */
static void
busiest(const struct cli *cli, const struct report_input *in, struct text *t)
{
	uint32_t n = in->stage->counts[ENTITY_PERSON];
	const struct load *people = load_people(cli->arena, in);
	uint32_t i = load_busiest(people, n);

	if (i == n)
		return;
	text_add(t, "  ");
	words_say(t, cli->language, "say.busiest", "person",
	    tell_name(cli->language, in->stage, fact_entity(ENTITY_PERSON, i)),
	    "working", span(cli, people[i].working), "waiting",
	    span(cli, people[i].waiting), NULL);
	text_add(t, "\n");
}

/* rests: what those minutes rest on, and what would turn the verdict. */
static void
rests(const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct text line = text_new(cli->arena);

	tell_ledger(&line, cli->language, in->ledger, in->path->total);
	if (line.len > 0)
		text_fmt(t, "\n  %s\n", line.at);
	for (int factor = 0; factor <= 2; factor += 2) {
		line = text_new(cli->arena);
		tell_turns(&line, cli->language, in->stage, in->ledger, factor);
		if (line.len > 0)
			text_fmt(t, "  %s\n", line.at);
	}
	for (int turning = 0; turning <= 1; turning++) {
		line = text_new(cli->arena);
		tell_certain(
		    &line, cli->language, in->stage, in->ledger, turning);
		if (line.len > 0)
			text_fmt(t, "  %s\n", line.at);
	}
}

static void
uncalibrated(
    const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct text line = text_new(cli->arena);

	tell_uncalibrated(&line, cli->language, in->facts, in->facts_n);
	if (line.len > 0)
		text_fmt(t, "  %s\n", line.at);
}

/* published: how closely the replay follows the instants that were given. */
static void
published(const struct cli *cli, const struct report_input *in, struct text *t)
{
	span_ms worst = 0;
	uint32_t unmatched = 0;

	if (in->scenario->history.n == 0)
		return;
	for (uint32_t i = 0; i < in->scenario->history.n; i++) {
		const struct history *h = &in->scenario->history.at[i];
		span_ms at = history_replayed(in, h);
		span_ms off = at == SPAN_NEVER ? 0
			      : at > h->when   ? at - h->when
					       : h->when - at;

		unmatched += at == SPAN_NEVER;
		if (off > worst)
			worst = off;
	}
	text_add(t, "\n  ");
	words_say(t, cli->language,
	    unmatched == 0                        ? "say.history"
	    : unmatched < in->scenario->history.n ? "say.history-unmatched"
						  : "say.history-none",
	    "n", count(cli, in->scenario->history.n), "worst", span(cli, worst),
	    "unmatched", count(cli, unmatched), NULL);
	text_add(t, "\n");
}

static void
findings(const struct cli *cli, const struct report_input *in, struct text *t)
{
	if (in->findings_n == 0)
		return;
	text_add(t, "\n");
	cli_paint(cli, t, "1", word(cli, "say.plan-findings"));
	text_add(t, "\n");
	for (uint32_t i = 0; i < in->findings_n; i++)
		text_fmt(t, "  - %s\n", in->findings[i]);
}

/* headline: the verdict on all that was drilled. */
static void
headline(const struct cli *cli, const struct report_input *in, struct text *t)
{
	static const char *const colours[] = {"1;32", "1;31", "1;33"};
	struct whole w = whole_of(in->scenes, in->stage);
	enum verdict v = whole_verdict(&w);
	struct text line = text_new(cli->arena);
	char id[64];

	(void)snprintf(id, sizeof(id), "say.%s-%s",
	    in->stage->call_out ? "called" : "verdict", verdict_names[v]);
	if (w.drilled > 1)
		scenes_verdict(&line, cli->language, in);
	else
		text_add(&line, word(cli, id));
	text_add(t, "\n");
	cli_paint(cli, t, colours[v], line.at);
	text_add(t, "\n");
	scenes_say(cli, in, t);
}

void
present_verdict(
    const struct cli *cli, const struct report_input *in, struct text *t)
{
	headline(cli, in, t);
	if (in->stage->call_out) {
		called_say(cli, in, t);
	} else if (in->judgement->verdict != VERDICT_NOT_TESTED) {
		figures(cli, in, t);
		told(cli, in, t);
		foreseen(cli, in, t);
		afterwards(cli, in, t);
		targets(cli, in, t);
		remains(cli, in, t);
		busiest(cli, in, t);
		shares(cli, in, t);
		rests(cli, in, t);
	}
	uncalibrated(cli, in, t);
	expectations_say(cli, in, t);
	published(cli, in, t);
	findings(cli, in, t);
	text_add(t, "\n  ");
	text_add(t, word(cli, "say.readiness"));
	text_add(t, "\n");
}

/* ---- the machine's view ---- */

static void
emit_marks(struct emit *e, const struct timing *timing)
{
	emit_object(e, "marks");
	for (int i = 0; i < MARKS; i++) {
		span_ms since = SPAN_NEVER;

		(void)timing_since(timing, (enum mark)i, &since);
		emit_span(e, timing_mark_name((enum mark)i), since);
	}
	emit_end(e, '}');
}

static void
emit_clocks(struct emit *e, const struct judgement *j)
{
	emit_object(e, "clocks");
	for (int i = 0; i < CLOCKS; i++)
		emit_span(e, clock_names[i], j->elapsed[i]);
	emit_end(e, '}');
}

static void
emit_causes(struct emit *e, const char *name, const struct path *path)
{
	emit_object(e, name);
	for (int i = 0; i < CAUSES; i++)
		if (path->by_cause[i] > 0)
			emit_int(e, path_cause_name((enum cause)i),
			    path->by_cause[i]);
	emit_end(e, '}');
}

static void
emit_turns(struct emit *e, const struct report_input *in)
{
	emit_array(e, "turning_defaults");
	for (uint32_t i = 0; i < in->ledger->n; i++) {
		const struct ledger_entry *x = &in->ledger->defaults[i];

		if (!x->turns_at_none && !x->turns_at_twice)
			continue;
		emit_object(e, NULL);
		emit_string(e, "figure", ledger_input_name(x->input));
		emit_string(e, "of", stage_name(in->stage, x->on)->id);
		emit_bool(e, "at_none", x->turns_at_none);
		emit_bool(e, "at_twice", x->turns_at_twice);
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

static void
emit_ledger(struct emit *e, const struct report_input *in)
{
	emit_object(e, "ledger");
	for (int i = 0; i < LEDGER_CLASSES; i++)
		emit_int(e, ledger_class_name((enum ledger_class)i),
		    in->ledger->by_class[i]);
	emit_int(e, "prior", in->ledger->prior);
	emit_end(e, '}');
	emit_turns(e, in);
}

/* emit_estimates: each checkpoint's, if it was another than the last. */
static void
emit_estimates(struct emit *e, const struct report_input *in)
{
	emit_array(e, "estimates");
	for (uint32_t i = 0; i < in->facts_n; i++) {
		const struct fact *f = &in->facts[i];

		if (f->act != FACT_ETA || f->incident != in->timing->scene)
			continue;
		emit_object(e, NULL);
		emit_int(e, "at_ms", f->at);
		emit_span(e, "eta_ms", f->value < 0 ? SPAN_NEVER : f->value);
		emit_span(e, "p90_ms",
		    f->value < 0 ? SPAN_NEVER : in->facts[i - 1].value);
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

static void
emit_objectives(struct emit *e, const struct objectives *o)
{
	emit_object(e, "objectives");
	emit_span(e, "rto_ms", o->rto);
	emit_span(e, "rpo_ms", o->rpo);
	emit_span(e, "mtpd_ms", o->mtpd);
	emit_string(e, "rto_clock", clock_names[o->rto_clock]);
	emit_end(e, '}');
}

/* emit_notice: one that regulation demands; `limit` and `sent` may be null. */
static void
emit_notice(struct emit *e, const struct notice *n, span_ms limit, span_ms sent,
    const char *kept)
{
	emit_object(e, NULL);
	emit_string(e, "notice", n->id);
	emit_span(e, "limit_ms", limit);
	emit_span(e, "sent_ms", sent);
	emit_string(e, "kept", kept);
	emit_string(e, "pack", n->pack->id);
	emit_string(e, "article", n->article.zh);
	emit_string(e, "confidence", pack_confidences[n->confidence]);
	emit_end(e, '}');
}

static void
emit_demanded(struct emit *e, const struct report_input *in)
{
	emit_array(e, "demanded");
	for (uint32_t i = told_next(in, 0); i < in->facts_n;
	     i = told_next(in, i + 1)) {
		struct told x = told_of(in, i);

		if (x.notice->pack != NULL)
			emit_notice(e, x.notice, x.limit, x.sent,
			    strchr(x.kept, '.') + 1);
	}
	for (uint32_t i = 0; told_is_later(in, i); i++)
		if (told_later(in, i) != SPAN_NEVER)
			emit_notice(e, told_later_notice(in, i),
			    told_later(in, i), SPAN_NEVER, "later");
	emit_end(e, ']');
}

static void
emit_stages(struct emit *e, const struct report_input *in)
{
	struct target all[TARGETS];

	target_judge(in->timing, in->stage, all);
	emit_array(e, "stages");
	for (uint32_t i = 0; i < TARGETS; i++) {
		emit_object(e, NULL);
		emit_string(e, "stage", scene_targets[i]);
		emit_span(e, "took_ms", all[i].took);
		emit_span(e, "target_ms", all[i].limit);
		if (all[i].limit != SPAN_NEVER)
			emit_bool(e, "met", all[i].met);
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

static void
emit_load(struct emit *e, const struct report_input *in)
{
	const struct stage *s = in->stage;
	const struct load *people = load_people(e->text->arena, in);
	const struct supply *supplies = load_supplies(e->text->arena, in);

	emit_array(e, "load");
	for (uint32_t i = 0; i < s->counts[ENTITY_PERSON]; i++) {
		const struct load *l = &people[i];

		if (l->pages == 0 && l->working == 0 && l->waiting == 0)
			continue;
		emit_object(e, NULL);
		emit_string(e, "person",
		    stage_name(s, fact_entity(ENTITY_PERSON, i))->id);
		emit_int(e, "pages", l->pages);
		emit_int(e, "called_ms", l->called);
		emit_int(e, "travel_ms", l->travel);
		emit_int(e, "ordered_ms", l->ordered);
		emit_int(e, "working_ms", l->working);
		emit_int(e, "waiting_ms", l->waiting);
		emit_end(e, '}');
	}
	emit_end(e, ']');
	emit_array(e, "resources");
	for (uint32_t i = 0; i < s->counts[ENTITY_RESOURCE]; i++) {
		const struct supply *x = &supplies[i];

		if (!x->touched)
			continue;
		emit_object(e, NULL);
		emit_string(e, "resource",
		    stage_name(s, fact_entity(ENTITY_RESOURCE, i))->id);
		emit_int(e, "available", x->stock - x->lost);
		emit_int(e, "ordered", x->ordered);
		emit_int(e, "delivered", x->delivered);
		emit_int(e, "used", x->used);
		emit_int(e, "most_at_once", x->most);
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

/* emit_response: what a full drill shows of the whole response. */
static void
emit_response(struct emit *e, const struct report_input *in)
{
	const struct judgement *j = in->judgement;
	struct told_count n = told_count(in);

	emit_objectives(e, &in->stage->scenes[in->timing->scene].objectives);
	emit_object(e, "actual");
	emit_span(e, "recovery_ms",
	    j->verdict == VERDICT_NOT_TESTED ? SPAN_NEVER : j->recovery);
	emit_span(e, "data_loss_ms", j->data_loss);
	emit_end(e, '}');
	emit_bool(e, "mtpd_exceeded", j->mtpd_exceeded);
	emit_int(e, "grade", in->timing->grade);
	emit_int(e, "peak_grade", in->timing->peak);
	emit_clocks(e, j);
	emit_marks(e, in->timing);
	emit_causes(e, "attribution", in->path);
	emit_causes(e, "after_restoration", in->after);
	emit_ledger(e, in);
	emit_estimates(e, in);
	emit_int(e, "late", in->timing->late);
	emit_int(e, "failed_attempts", in->timing->failed);
	emit_int(e, "given_up", in->timing->gave_up);
	emit_object(e, "notices");
	emit_int(e, "due", n.due);
	emit_int(e, "sent", n.sent);
	emit_int(e, "late", n.late);
	emit_demanded(e, in);
	emit_end(e, '}');
	emit_stages(e, in);
	emit_load(e, in);
	scenes_json(e, in);
}

void
present_json(const struct report_input *in, struct text *t)
{
	struct emit e = emit_begin(t);
	struct text start = text_new(t->arena);
	struct whole w = whole_of(in->scenes, in->stage);
	struct digest digest;
	char stage[DIGEST_HEX];

	emit_string(&e, "plan", in->plan->id);
	emit_string(&e, "scenario", in->scenario->id);
	emit_string(&e, "scene", in->plan->scenes.at[in->timing->scene].id);
	instant_write(&start, in->stage->start);
	emit_string(&e, "start", start.at);
	emit_int(&e, "seed", (int64_t)in->stage->seed);
	emit_int(&e, "trial", (int64_t)in->trial);
	emit_string(&e, "kind", in->stage->call_out ? "call_out" : "full");
	emit_string(&e, "verdict", verdict_names[whole_verdict(&w)]);
	if (in->stage->call_out)
		called_json(&e, in);
	else
		emit_response(&e, in);
	expectations_json(&e, in);
	digest = stage_digest(in->stage);
	digest_hex(&digest, stage);
	emit_int(&e, "facts", in->facts_n);
	emit_string(&e, "stage", stage);
	emit_string(&e, "digest", in->record);
	emit_end(&e, '}');
}
