/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "base/text.h"
#include "plans/check.h"
#include "plans/plan.h"
#include "replay/cli/cli.h"
#include "replay/cli/clocks.h"
#include "replay/cli/emit.h"
#include "replay/drill/compile.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/ladder.h"
#include "replay/report/tell.h"
#include "scenarios/scenario.h"

/* By when people ask whether somebody has acknowledged. */
static const span_ms within[] = {
    5 * SPAN_MINUTE, 15 * SPAN_MINUTE, 30 * SPAN_MINUTE, SPAN_HOUR};

enum { WITHIN = sizeof(within) / sizeof(within[0]) };

struct climbing {
	struct cli *cli;
	const struct plan *plan;
	const struct stage *stage;
	struct instant at;
	bool clean; /* no rung is empty or wasted, so far */
};

static int64_t
ppm(double share)
{
	return (int64_t)(share * 1e6 + 0.5);
}

/* ---- for people ---- */

/* person_words: a name, and the channels that would carry a page. */
static void
person_words(const struct climbing *c, uint32_t person, struct text *t)
{
	struct range channels = c->stage->people[person].channels;
	enum language language = c->cli->language;
	const char *name =
	    tell_name(language, c->stage, fact_entity(ENTITY_PERSON, person));
	struct text list = text_new(c->cli->arena);

	if (channels.n == 0) {
		text_add(t, name);
		return;
	}
	for (uint32_t i = 0; i < channels.n; i++) {
		struct text id = text_new(c->cli->arena);

		text_fmt(&id, "channel.%s",
		    organisation_channels[c->stage->channels[channels.first + i]
					      .kind]);
		text_fmt(&list, "%s%s", i == 0 ? "" : " > ",
		    words_of(language, id.at));
	}
	words_say(t, language, "say.reached-by", "person", name, "channels",
	    list.at, NULL);
}

/* rung_name: "rung 2"; of a ladder that begins anew also in which round. */
static const char *
rung_name(const struct climbing *c, uint32_t ladder, const struct climb *l,
    const struct ladder_rung *r)
{
	uint32_t own = c->stage->ladders[ladder].rungs.n;
	struct text number = text_new(c->cli->arena);
	struct text round = text_new(c->cli->arena);
	struct text t = text_new(c->cli->arena);

	text_int(&number, (r->number - 1) % own + 1);
	text_int(&round, (r->number - 1) / own + 1);
	words_say(&t, c->cli->language,
	    l->rungs[l->n - 1].number > own ? "say.rung-round" : "say.rung",
	    "n", number.at, "round", round.at, NULL);
	return t.at;
}

/* rung_words: when, how surely nobody is needed any more, and whom. */
static void
rung_words(const struct climbing *c, const char *name,
    const struct ladder_rung *r, struct text *t)
{
	enum language language = c->cli->language;
	struct text share = text_new(c->cli->arena);
	size_t from = t->len;

	tell_share(&share, ppm(r->acked));
	text_add(t, "  ");
	instant_clock(t, c->at, r->at, r->at % SPAN_MINUTE != 0);
	text_pad(t, from, 14);
	text_add(t, name);
	text_pad(t, from, 24);
	words_say(t, language, "say.rung-acked", "share", share.at, NULL);
	text_pad(t, from, 52);
	for (uint32_t i = 0; i < r->n; i++) {
		if (i > 0)
			text_add(t, words_of(language, "say.comma"));
		person_words(c, r->people[i], t);
	}
	if (r->n == 0)
		cli_paint(
		    c->cli, t, "31", words_of(language, "say.rung-nobody"));
	if (r->is_wasted)
		text_add(t, words_of(language, "say.rung-wasted"));
	text_add(t, "\n");
}

/* odds_words: by when somebody has answered, in one line. */
static void
odds_words(const struct climbing *c, const struct climb *l, struct text *t)
{
	enum language language = c->cli->language;
	struct text list = text_new(c->cli->arena);

	for (int i = 0; i < WITHIN; i++) {
		struct text share = text_new(c->cli->arena);
		struct text span = text_new(c->cli->arena);

		tell_share(&share, ppm(ladder_acked(c->stage, l, within[i])));
		words_span(&span, language, within[i]);
		if (i > 0)
			text_add(&list, words_of(language, "say.comma"));
		words_say(&list, language, "say.ladder-within", "span", span.at,
		    "share", share.at, NULL);
	}
	words_say(t, language, "say.ladder-odds", "list", list.at, NULL);
	text_add(t, "\n");
}

/* promise_words: how likely the ladder's own promise is kept, if any. */
static void
promise_words(const struct climbing *c, uint32_t number, const struct climb *l,
    struct text *t)
{
	span_ms promise = c->plan->ladders.at[number].acknowledge_within;
	struct text span = text_new(c->cli->arena);
	struct text share = text_new(c->cli->arena);

	if (promise == SPAN_NEVER)
		return;
	words_span(&span, c->cli->language, promise);
	tell_share(&share, ppm(ladder_acked(c->stage, l, promise)));
	words_say(t, c->cli->language, "say.ladder-promise", "span", span.at,
	    "share", share.at, NULL);
	text_add(t, "\n");
}

/* never_words: the odds that the whole climb finds nobody, where any. */
static void
never_words(const struct climbing *c, const struct climb *l, struct text *t)
{
	struct text share = text_new(c->cli->arena);
	int64_t never = ppm(ladder_never(c->stage, l));

	if (never == 0)
		return;
	tell_share(&share, never);
	words_say(
	    t, c->cli->language, "say.ladder-never", "share", share.at, NULL);
	text_add(t, "\n");
}

/* bad_words: the rungs that call nobody, or nobody new. */
static void
bad_words(const struct climbing *c, uint32_t ladder, const struct climb *l,
    struct text *t)
{
	struct text empty = text_new(c->cli->arena);
	struct text wasted = text_new(c->cli->arena);
	struct text lost = text_new(c->cli->arena);
	enum language language = c->cli->language;

	for (uint32_t i = 0; i < l->n; i++) {
		const struct ladder_rung *r = &l->rungs[i];
		struct text *list = r->n == 0 ? &empty : &wasted;

		if (r->n > 0 && !r->is_wasted)
			continue;
		if (list->len > 0)
			text_add(list, words_of(language, "say.comma"));
		text_add(list, rung_name(c, ladder, l, r));
	}
	words_span(&lost, language, ladder_lost(l));
	if (empty.len > 0) {
		words_say(t, language, "say.ladder-empty", "list", empty.at,
		    "span", lost.at, NULL);
		text_add(t, "\n");
	}
	if (wasted.len > 0) {
		words_say(
		    t, language, "say.ladder-wasted", "list", wasted.at, NULL);
		text_add(t, "\n");
	}
}

/* default_words: on how many people nobody said how soon they answer. */
static void
default_words(const struct climbing *c, const struct climb *l, struct text *t)
{
	struct text n = text_new(c->cli->arena);
	uint32_t count = 0;

	for (uint32_t i = 0; i < c->plan->organisation->people.n; i++)
		count += l->pages_n[i] > 0 &&
			 value_get(c->plan->organisation->people.at[i].at,
			     "acknowledges") == NULL;
	if (count == 0)
		return;
	text_int(&n, count);
	words_say(t, c->cli->language, "say.ladder-defaults", "n", n.at, NULL);
	text_add(t, "\n");
}

static void
present(const struct climbing *c, uint32_t number, const struct climb *l)
{
	enum language language = c->cli->language;
	struct text at = text_new(c->cli->arena);
	struct text t = text_new(c->cli->arena);
	struct text head = text_new(c->cli->arena);

	instant_write(&at, c->at);
	words_say(&head, language, "say.ladder", "ladder",
	    tell_name(language, c->stage, fact_entity(ENTITY_LADDER, number)),
	    NULL);
	cli_paint(c->cli, &t, "1", head.at);
	text_add(&t, "\n");
	words_say(&t, language, "say.ladder-at", "at", at.at, NULL);
	text_add(&t, "\n");
	promise_words(c, number, l, &t);
	odds_words(c, l, &t);
	never_words(c, l, &t);
	bad_words(c, number, l, &t);
	default_words(c, l, &t);
	for (uint32_t i = 0; i < l->n; i++)
		rung_words(
		    c, rung_name(c, number, l, &l->rungs[i]), &l->rungs[i], &t);
	text_add(&t, "\n");
	cli_print(&t);
}

/* ---- for machines ---- */

static void
emit_person(const struct climbing *c, uint32_t person, struct emit *e)
{
	struct range channels = c->stage->people[person].channels;

	emit_object(e, NULL);
	emit_string(e, "id",
	    stage_name(c->stage, fact_entity(ENTITY_PERSON, person))->id);
	emit_array(e, "channels");
	for (uint32_t i = 0; i < channels.n; i++) {
		const struct stage_channel *x =
		    &c->stage->channels[channels.first + i];

		emit_object(e, NULL);
		emit_string(e, "kind", organisation_channels[x->kind]);
		emit_int(e, "delay_ms", x->delay);
		emit_end(e, '}');
	}
	emit_end(e, ']');
	emit_end(e, '}');
}

static void
emit_ladder(const struct climbing *c, uint32_t number, const struct climb *l,
    struct emit *e)
{
	emit_object(e, NULL);
	emit_string(e, "ladder",
	    stage_name(c->stage, fact_entity(ENTITY_LADDER, number))->id);
	emit_array(e, "rungs");
	for (uint32_t i = 0; i < l->n; i++) {
		const struct ladder_rung *r = &l->rungs[i];

		emit_object(e, NULL);
		emit_int(e, "rung", r->number);
		emit_int(e, "at_ms", r->at);
		emit_array(e, "people");
		for (uint32_t j = 0; j < r->n; j++)
			emit_person(c, r->people[j], e);
		emit_end(e, ']');
		emit_bool(e, "empty", r->n == 0);
		emit_bool(e, "wasted", r->is_wasted);
		emit_int(e, "acknowledged_ppm", ppm(r->acked));
		emit_end(e, '}');
	}
	emit_end(e, ']');
	emit_array(e, "acknowledged");
	for (int i = 0; i < WITHIN; i++) {
		emit_object(e, NULL);
		emit_int(e, "within_ms", within[i]);
		emit_int(e, "ppm", ppm(ladder_acked(c->stage, l, within[i])));
		emit_end(e, '}');
	}
	emit_end(e, ']');
	emit_span(e, "acknowledge_within_ms",
	    c->plan->ladders.at[number].acknowledge_within);
	if (c->plan->ladders.at[number].acknowledge_within != SPAN_NEVER)
		emit_int(e, "kept_ppm",
		    ppm(ladder_acked(c->stage, l,
			c->plan->ladders.at[number].acknowledge_within)));
	emit_int(e, "never_ppm", ppm(ladder_never(c->stage, l)));
	emit_int(e, "lost_ms", ladder_lost(l));
	emit_end(e, '}');
}

/* ---- climbing ---- */

static void
climb(struct climbing *c, const char *wanted)
{
	struct text json = text_new(c->cli->arena);
	struct text at = text_new(c->cli->arena);
	struct emit e = emit_begin(&json);

	instant_write(&at, c->at);
	emit_string(&e, "at", at.at);
	emit_array(&e, "ladders");
	for (uint32_t i = 0; i < c->stage->counts[ENTITY_LADDER]; i++) {
		uint32_t entity = fact_entity(ENTITY_LADDER, i);
		struct climb l;

		if (wanted != NULL &&
		    strcmp(stage_name(c->stage, entity)->id, wanted) != 0)
			continue;
		l = ladder_climb(c->cli->arena, c->stage, i);
		for (uint32_t j = 0; j < l.n; j++)
			c->clean = c->clean && l.rungs[j].n > 0 &&
				   !l.rungs[j].is_wasted;
		emit_ladder(c, i, &l, &e);
		if (!c->cli->json)
			present(c, i, &l);
	}
	emit_end(&e, ']');
	emit_end(&e, '}');
	if (c->cli->json)
		cli_print(&json);
}

/* longest: until the last rung of any ladder. */
static span_ms
longest(const struct plan *plan)
{
	span_ms most = 0;

	for (uint32_t i = 0; i < plan->ladders.n; i++) {
		const struct ladder *l = &plan->ladders.at[i];
		span_ms end = l->repeats * l->repeat_every;

		for (uint32_t j = 0; j < l->steps.n; j++)
			if (end + l->steps.at[j].after > most)
				most = end + l->steps.at[j].after;
	}
	return most;
}

static enum cli_exit
read_and_climb(struct climbing *c, struct faults *faults, struct error *err)
{
	struct cli *cli = c->cli;
	struct scenario calm = {.start = c->at, .scene = {.index = -1}};
	const char *wanted = cli->argc == 2 ? cli->argv[1] : NULL;
	const struct plan *plan;
	struct text t = text_new(cli->arena);

	if (plan_read(cli->arena, cli->argv[0], faults, &plan, err) != 0)
		return cli_error(cli, err);
	if (plan != NULL) {
		check_plan(cli->arena, plan, faults);
		calm.horizon = longest(plan) + SPAN_SECOND;
		if (clocks_set(cli->arena, &plan, calm.start, calm.horizon,
			faults, err) != 0)
			return cli_error(cli, err);
	}
	if (faults->errors == 0)
		c->stage = compile_stage(cli->arena, plan, &calm, 0, faults);
	if (c->stage == NULL) {
		cli_faults(cli, faults, &t);
		cli_complain(&t);
		return CLI_USAGE;
	}
	if (wanted != NULL && names_find(plan->names, "ladder", wanted) < 0) {
		(void)error_set(
		    err, ERROR_INPUT, "error.no-ladder", "", wanted);
		return cli_error(cli, err);
	}
	c->plan = plan;
	climb(c, wanted);
	return cli->strict && !c->clean ? CLI_NO : CLI_YES;
}

enum cli_exit
verb_ladder(struct cli *cli)
{
	struct climbing c = {.cli = cli, .clean = true};
	struct faults faults = faults_new(cli->arena);
	struct error err = ERROR_INIT;

	if (cli->argc < 1 || cli->argc > 2)
		return cli_usage(cli, "ladder");
	if (!cli_instant(cli, &c.at))
		return cli_refuse(cli, "ladder", "at", cli->at);
	return read_and_climb(&c, &faults, &err);
}
