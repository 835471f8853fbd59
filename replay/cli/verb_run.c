/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/text.h"
#include "plans/check.h"
#include "replay/cli/begin.h"
#include "replay/cli/bundle.h"
#include "replay/cli/cli.h"
#include "replay/cli/clocks.h"
#include "replay/cli/drilled.h"
#include "replay/cli/enclosed.h"
#include "replay/cli/keys.h"
#include "replay/cli/play.h"
#include "replay/cli/present.h"
#include "replay/cli/scribe.h"
#include "replay/drill/compile.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/meet.h"
#include "replay/drill/stage.h"
#include "replay/judge/whole.h"
#include "replay/proof/key.h"
#include "replay/proof/tar.h"
#include "replay/report/html.h"
#include "scenarios/scenario.h"
#include "sim/loop.h"
#include "sim/random.h"

enum { SPEED_MOST = 1000000 };

/* A run from its arguments to what is printed and kept. */
struct run {
	struct cli *cli;
	struct drilled drilled;
	struct key *key; /* seals the record; locked */
	struct play play;
	struct scribe scribe;  /* of a drill that is paced … */
	const char *directory; /* … in there; NULL: none is kept as it goes */
};

/* ---- reading ---- */

static enum cli_exit
refuse(struct run *r)
{
	struct text t = text_new(r->cli->arena);

	cli_faults(r->cli, &r->drilled.faults, &t);
	cli_complain(&t);
	return r->drilled.faults.errors > 0 ? CLI_USAGE : CLI_NO;
}

static int
read_documents(struct run *r, struct error *err)
{
	struct arena *arena = r->cli->arena;
	struct drilled *d = &r->drilled;

	if (plan_read(arena, r->cli->argv[0], &d->faults, &d->plan, err) != 0)
		return -1;
	if (d->plan != NULL)
		check_plan(arena, d->plan, &d->faults);
	else if (d->faults.n > 0 &&
		 strcmp(d->faults.list[0].id, "format-other") == 0)
		return 0; /* the wrong file: the other is as likely so */
	if (scenario_read(arena, r->cli->argv[1],
		d->plan == NULL ? NULL : d->plan->names, &d->faults,
		&d->scenario, err) != 0)
		return -1;
	if (d->plan == NULL || d->scenario == NULL)
		return 0;
	meet_check(d->plan, d->scenario, &d->faults);
	if (r->cli->seed == NULL)
		d->seed = (uint64_t)d->scenario->seed;
	if (d->faults.errors == 0)
		d->scenario =
		    begin_at(r->cli, d->scenario, d->seed, d->trial, &d->start);
	return clocks_set(arena, &d->plan, d->scenario->start,
	    d->scenario->horizon, &d->faults, err);
}

/* ---- keeping ---- */

static int
write_log(struct run *r, struct text *log, struct text *seal, struct error *err)
{
	char id[DIGEST_HEX];
	struct drilled *d = &r->drilled;
	struct log_genesis g = drilled_genesis(d, id);
	struct log l;

	if (log_begin(&l, log, &g, r->key, err) != 0)
		return -1;
	for (uint32_t i = 0; i < d->report.facts_n; i++) {
		struct text t = text_new(r->cli->arena);

		fact_body(&t, d->stage, &d->report.facts[i], i);
		if (log_fact(&l, t.at, t.len, err) != 0)
			return -1;
	}
	return log_end(&l, "complete", seal, err);
}

static struct bytes
bytes_of(const struct text *t)
{
	return (struct bytes){t->at, t->len};
}

/* report: the page, now that it is known who has sealed, and how. */
static struct text
report(struct run *r, const struct note_key *signer, const struct text *seal)
{
	struct text html = text_new(r->cli->arena);
	struct text vkey = text_new(r->cli->arena);
	struct digest d = digest_of(seal->at, seal->len);
	char *groups = arena_alloc(r->cli->arena, DIGEST_GROUPS);

	note_key_write(&vkey, signer);
	digest_groups(&d, groups);
	r->drilled.report.signer = vkey.at;
	r->drilled.report.seal = groups;
	html_write(&html, r->cli->language, &r->drilled.report);
	return html;
}

/* finish: put what comes last into a record that was kept as it went. */
static int
finish(struct run *r, struct error *err)
{
	const struct walk *held = &r->scribe.journal.walk;
	struct text seal = text_new(r->cli->arena);
	struct text html;

	for (;;) {
		struct error why = ERROR_INIT;
		enum store_end end = scribe_end(&r->scribe, &seal, &why);

		if (end == STORE_DONE)
			break;
		if (end == STORE_FULL && play_wait(&r->play, &why))
			continue;
		*err = why;
		return -1;
	}
	if (held->sealed)
		text_bytes(&seal, held->note.at, held->note.len);
	html = report(r, held->sealed ? &held->signer : &r->key->pub, &seal);
	if (scribe_put(&r->scribe, "seal.note", bytes_of(&seal), err) != 0 ||
	    scribe_put(&r->scribe, "report.html", bytes_of(&html), err) != 0)
		return -1;
	return 0;
}

static int
keep(struct run *r, const char *directory, struct error *err)
{
	struct text log = text_new(r->cli->arena);
	struct text seal = text_new(r->cli->arena);
	struct text html;
	struct bundle b = {0};
	struct drilled *d = &r->drilled;

	if (r->directory != NULL)
		return finish(r, err);
	if (write_log(r, &log, &seal, err) != 0)
		return -1;
	html = report(r, &r->key->pub, &seal);
	bundle_add(&b, "drill.jsonl", bytes_of(&log));
	bundle_add(&b, "seal.note", bytes_of(&seal));
	for (size_t i = 0; i < d->documents_n; i++)
		bundle_add(&b, d->documents[i].name, d->sources[i]->bytes);
	bundle_add(&b, "report.html", bytes_of(&html));
	return bundle_write(r->cli->arena, directory, &b, err);
}

static void
say_kept(const struct run *r, const char *directory)
{
	const struct cli *cli = r->cli;
	struct text t = text_new(cli->arena);

	text_add(&t, "\n");
	words_say(&t, cli->language, "say.kept", "report",
	    cli_shown(cli, file_join(cli->arena, directory, "report.html")),
	    "directory", cli_shown(cli, directory), NULL);
	text_add(&t, "\n");
	words_say(&t, cli->language,
	    cli->keys_n > 0 ? "say.sealed" : "say.sealed-throw-away", "vkey",
	    r->drilled.report.signer, "directory", cli_word(cli, directory),
	    "program", cli->program, NULL);
	text_add(&t, "\n");
	words_say(&t, cli->language, "say.seal", "seal", r->drilled.report.seal,
	    NULL);
	text_add(&t, "\n");
	cli_print(&t);
}

/* conclude: print the result and keep the record. */
static enum cli_exit
conclude(struct run *r, struct error *err)
{
	struct cli *cli = r->cli;
	struct drilled *d = &r->drilled;
	struct text t = text_new(cli->arena);
	const char *directory = r->directory != NULL ? r->directory : cli->out;
	struct whole w;

	if (drilled_judge(d, cli, err) != 0)
		return cli_error(cli, err);
	if (directory == NULL && !cli->json)
		directory = bundle_fresh(cli->arena, d->scenario->id);
	if (directory != NULL && keep(r, directory, err) != 0)
		return cli_error(cli, err);
	if (cli->json) {
		present_json(&d->report, &t);
		cli_print(&t);
	} else {
		if (!play_is_paced(&r->play))
			present_facts(cli, &d->report,
			    cli->resume ? (uint32_t)r->scribe.journal.walk.facts
					: 0,
			    d->report.facts_n, &t);
		present_verdict(cli, &d->report, &t);
		cli_print(&t);
		say_kept(r, directory);
	}
	w = whole_of(d->scenes, d->stage);
	switch (whole_verdict(&w)) {
	case VERDICT_MET:
		return CLI_YES;
	case VERDICT_NOT_MET:
		return CLI_NO;
	case VERDICT_NOT_TESTED:
		break;
	}
	return CLI_INCOMPLETE;
}

/* say_interrupted: what is left of the drill, and what can be done with it. */
static enum cli_exit
say_interrupted(struct run *r)
{
	struct cli *cli = r->cli;
	struct text t = text_new(cli->arena);
	struct error err = ERROR_INIT;

	if (play_pause(&r->play, &err) != 0)
		(void)cli_error(cli, &err);
	words_say(&t, cli->language,
	    r->directory == NULL ? "say.interrupted" : "say.interrupted-kept",
	    "directory",
	    r->directory == NULL ? "" : cli_word(cli, r->directory), "program",
	    cli->program, NULL);
	text_add(&t, "\n");
	cli_complain(&t);
	return CLI_INCOMPLETE;
}

/* play: from the first thing that is not in the record yet. */
static enum cli_exit
play(struct run *r, struct error *err)
{
	enum loop_end end = play_run(&r->play, err);

	if (end == LOOP_INTERRUPTED)
		return say_interrupted(r);
	if (end == LOOP_FAILED)
		return cli_error(r->cli, err);
	return conclude(r, err);
}

/* begin_record: a drill that is paced has its record from the start. */
static int
begin_record(struct run *r, struct error *err)
{
	struct cli *cli = r->cli;

	if (!play_is_paced(&r->play) || (cli->out == NULL && cli->json))
		return 0;
	r->directory = cli->out != NULL
			   ? cli->out
			   : bundle_fresh(cli->arena, r->drilled.scenario->id);
	if (scribe_begin(
		&r->scribe, cli, r->directory, &r->drilled, r->key, err) != 0)
		return -1;
	r->play.scribe = &r->scribe;
	return 0;
}

static enum cli_exit
go(struct run *r, struct error *err)
{
	struct text t = text_new(r->cli->arena);
	enum cli_exit status;

	drilled_new(&r->drilled, r->cli);
	if (begin_record(r, err) != 0)
		return cli_error(r->cli, err);
	if (!r->cli->json) {
		present_head(r->cli, &r->drilled.report, &t);
		cli_print(&t);
	}
	status = play(r, err);
	if (r->directory != NULL)
		scribe_close(&r->scribe);
	return status;
}

/* ---- resuming ---- */

/* replay: what the record holds, out of its own documents; then on. */
static enum cli_exit
replay(struct run *r, struct error *err)
{
	struct cli *cli = r->cli;
	struct text t = text_new(cli->arena);
	struct text n = text_new(cli->arena);

	if (play_again(&r->play, err) != 0)
		return cli_error(cli, err);
	if (!cli->json) {
		present_head(cli, &r->drilled.report, &t);
		text_int(&n, r->scribe.journal.walk.facts);
		words_say(&t, cli->language, "say.goes-on", "n", n.at, NULL);
		text_add(&t, "\n");
		cli_print(&t);
	}
	return play(r, err);
}

/* reread: the documents of the record, and nothing else. */
static int
reread(struct run *r, struct error *err)
{
	const struct walk *held = &r->scribe.journal.walk;
	struct drilled *d = &r->drilled;
	struct text start = text_new(r->cli->arena);
	struct tar *files = arena_alloc(r->cli->arena, sizeof(*files));
	struct bundle found;
	char id[DIGEST_HEX] = "";

	if (held->semantics != STAGE_SEMANTICS)
		return error_set(err, ERROR_INPUT, "error.resume-semantics",
		    r->directory, "");
	if (bundle_read(r->cli->arena, r->directory, &found, err) != 0)
		return -1;
	bundle_members(&found, files);
	if (held->start.len > 0)
		text_bytes(&start, held->start.at, held->start.len);
	d->seed = (uint64_t)held->seed;
	d->trial = (uint64_t)held->trial;
	if (enclosed_compile(
		r->cli, files, start.len > 0 ? start.at : NULL, d)) {
		drilled_new(d, r->cli);
		drilled_id(d, id);
	}
	if (strcmp(id, held->drill) != 0)
		return error_set(err, ERROR_INVALID, "error.resume-documents",
		    r->directory, "");
	return 0;
}

static enum cli_exit
resume(struct run *r, struct error *err)
{
	enum cli_exit status;

	r->directory = r->cli->argv[0];
	if (scribe_open(&r->scribe, r->cli, r->directory, r->key, err) != 0)
		return cli_error(r->cli, err);
	r->play.scribe = &r->scribe;
	status = reread(r, err) == 0 ? replay(r, err) : cli_error(r->cli, err);
	scribe_close(&r->scribe);
	return status;
}

/* take_options: seed and speed, where given. */
static enum cli_exit
take_options(struct run *r)
{
	const struct cli *cli = r->cli;
	/* What a record that is resumed says itself. */
	const struct {
		const char *name, *value;
	} told[] = {{"out", cli->out}, {"seed", cli->seed},
	    {"trial", cli->trial}, {"start", cli->start}};
	uint64_t speed = 0;

	if (cli->argc != (cli->resume ? 1 : 2))
		return cli_usage(cli, "run");
	for (size_t i = 0; cli->resume && i < sizeof(told) / sizeof(told[0]);
	     i++)
		if (told[i].value != NULL)
			return cli_refuse(
			    cli, "run", told[i].name, told[i].value);
	if (cli->seed != NULL &&
	    !cli_number(cli->seed, RANDOM_SEED_MOST, &r->drilled.seed))
		return cli_refuse(cli, "run", "seed", cli->seed);
	if (cli->trial != NULL &&
	    !cli_number(cli->trial, RANDOM_TRIALS - 1, &r->drilled.trial))
		return cli_refuse(cli, "run", "trial", cli->trial);
	if (!begin_is_sound(cli))
		return cli_refuse(cli, "run", "start", cli->start);
	if (cli->keys_n > 1)
		return cli_refuse(cli, "run", "key", cli->keys[1]);
	if (cli->speed == NULL)
		return CLI_YES;
	if (!cli_number(cli->speed, SPEED_MOST, &speed) || speed == 0)
		return cli_refuse(cli, "run", "speed", cli->speed);
	r->play.speed_ppm = (int64_t)speed * LOOP_REAL_TIME;
	return CLI_YES;
}

/* prepare_to_keep: what could spoil the record at the end is found before
 * the drill, which may last for hours, begins. */
static int
prepare_to_keep(struct run *r, struct error *err)
{
	const struct cli *cli = r->cli;

	if (cli->out != NULL && bundle_is_there(cli->out))
		return error_set(
		    err, ERROR_INPUT, "error.file-exists", cli->out, "");
	r->key = key_hold(err);
	if (r->key == NULL)
		return -1;
	if (!cli->resume && (cli->out != NULL || !cli->json) &&
	    file_may_be_made(
		cli->arena, cli->out == NULL ? "." : cli->out, err) != 0)
		return -1;
	if (cli->keys_n > 0)
		return keys_secret(cli, cli->keys[0], KEYS_SIGNER, r->key, err);
	return key_new("throw-away", r->key, err);
}

static enum cli_exit
read_and_go(struct run *r, struct error *err)
{
	const struct cli *cli = r->cli;
	struct drilled *d = &r->drilled;
	struct text t = text_new(cli->arena);

	if (read_documents(r, err) != 0)
		return cli_error(cli, err);
	if (d->faults.errors > 0 || (cli->strict && d->faults.findings > 0))
		return refuse(r);
	d->stage = compile_stage(
	    cli->arena, d->plan, d->scenario, d->seed, &d->faults);
	if (d->stage == NULL)
		return refuse(r);
	if (cli->json && d->faults.findings > 0) {
		cli_faults(cli, &d->faults, &t);
		cli_complain(&t);
	}
	return go(r, err);
}

enum cli_exit
verb_run(struct cli *cli)
{
	struct run *r = arena_alloc(cli->arena, sizeof(*r));
	struct error err = ERROR_INIT;
	enum cli_exit status;

	r->cli = cli;
	r->drilled.faults = faults_new(cli->arena);
	r->play = (struct play){
	    .cli = cli, .drilled = &r->drilled, .speed_ppm = LOOP_FLAT_OUT};
	status = take_options(r);
	if (status != CLI_YES)
		return status;
	(void)signal(SIGXFSZ, SIG_IGN); /* a limit is a full disk */
	if (prepare_to_keep(r, &err) != 0)
		status = cli_error(cli, &err);
	else
		status = cli->resume ? resume(r, &err) : read_and_go(r, &err);
	key_drop(r->key);
	return status;
}
