/* SPDX-License-Identifier: Apache-2.0 */
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
#include "replay/cli/keys.h"
#include "replay/cli/present.h"
#include "replay/drill/compile.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/meet.h"
#include "replay/drill/stage.h"
#include "replay/judge/whole.h"
#include "replay/proof/key.h"
#include "replay/report/html.h"
#include "scenarios/scenario.h"
#include "sim/loop.h"
#include "sim/random.h"

enum { SPEED_MOST = 1000000 };

/* A run from its arguments to what is printed and kept. */
struct run {
	struct cli *cli;
	struct drilled drilled;
	struct key key; /* seals the record */
	int64_t speed_ppm;
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

/* ---- running ---- */

static span_ms
core_next(void *cookie)
{
	return drill_next(((struct run *)cookie)->drilled.drill);
}

/* show: print the facts that a drill has just gained, if it is paced. */
static void
show(struct run *r)
{
	struct text t = text_new(r->cli->arena);
	uint32_t from = drilled_take(&r->drilled);

	if (r->speed_ppm != LOOP_FLAT_OUT && !r->cli->json) {
		present_facts(r->cli, &r->drilled.report, from,
		    r->drilled.report.facts_n, &t);
		cli_print(&t);
		(void)fflush(stdout);
	}
}

/* is_past: is the instant over to which the last fact belongs? One of its
 * facts may yet speak for the others. */
static bool
is_past(const struct run *r)
{
	uint32_t n;
	const struct fact *facts = drill_facts(r->drilled.drill, &n);

	return drill_next(r->drilled.drill) > facts[n - 1].at;
}

static enum loop_step
core_step(void *cookie, struct error *err)
{
	struct run *r = cookie;

	switch (drill_step(r->drilled.drill)) {
	case DRILL_GOES_ON:
		if (r->speed_ppm != LOOP_FLAT_OUT && is_past(r))
			show(r);
		return LOOP_ON;
	case DRILL_OVER:
		show(r);
		return LOOP_OVER;
	case DRILL_RUNAWAY:
		break;
	}
	(void)error_set(err, ERROR_INPUT, "error.runaway", "",
	    stage_name(r->drilled.stage, drill_blamed(r->drilled.drill))->id);
	return LOOP_BROKEN;
}

/* ---- keeping ---- */

static int
write_log(struct run *r, struct text *log, struct text *seal, struct error *err)
{
	char id[DIGEST_HEX];
	struct drilled *d = &r->drilled;
	struct log l;
	struct log_genesis g = {.drill = id,
	    .kind = "simulated",
	    .documents = d->documents,
	    .n = d->documents_n,
	    .seed = (int64_t)d->stage->seed,
	    .trial = (int64_t)d->report.trial,
	    .start = d->start,
	    .semantics = STAGE_SEMANTICS,
	    .build = "yanlian " YANLIAN_VERSION};

	drilled_id(d, id);
	if (log_begin(&l, log, &g, &r->key, err) != 0)
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

static int
keep(struct run *r, const char *directory, struct error *err)
{
	struct text log = text_new(r->cli->arena);
	struct text seal = text_new(r->cli->arena);
	struct text html = text_new(r->cli->arena);
	struct text vkey = text_new(r->cli->arena);
	struct bundle b = {0};
	struct drilled *d = &r->drilled;

	if (write_log(r, &log, &seal, err) != 0)
		return -1;
	note_key_write(&vkey, &r->key.pub);
	d->report.signer = vkey.at;
	html_write(&html, r->cli->language, &d->report);
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
	    file_join(cli->arena, directory, "report.html"), "directory",
	    directory, NULL);
	text_add(&t, "\n");
	words_say(&t, cli->language,
	    cli->keys_n > 0 ? "say.sealed" : "say.sealed-throw-away", "vkey",
	    r->drilled.report.signer, "directory", directory, "program",
	    cli->program, NULL);
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
	const char *directory = cli->out;
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
		if (r->speed_ppm == LOOP_FLAT_OUT)
			present_facts(
			    cli, &d->report, 0, d->report.facts_n, &t);
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

static enum cli_exit
go(struct run *r, struct error *err)
{
	struct loop_core core = {core_next, core_step, r};
	struct text t = text_new(r->cli->arena);

	drilled_new(&r->drilled, r->cli);
	if (!r->cli->json) {
		present_head(r->cli, &r->drilled.report, &t);
		cli_print(&t);
	}
	switch (loop_run(&core, r->speed_ppm, err)) {
	case LOOP_FINISHED:
		return conclude(r, err);
	case LOOP_FAILED:
		return cli_error(r->cli, err);
	case LOOP_INTERRUPTED:
		break;
	}
	t = text_new(r->cli->arena);
	words_say(&t, r->cli->language, "say.interrupted", NULL);
	text_add(&t, "\n");
	cli_complain(&t);
	return CLI_INCOMPLETE;
}

/* take_options: seed and speed, where given. */
static enum cli_exit
take_options(struct run *r)
{
	const struct cli *cli = r->cli;
	uint64_t speed = 0;

	if (cli->argc != 2)
		return cli_usage(cli, "run");
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
	r->speed_ppm = (int64_t)speed * LOOP_REAL_TIME;
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
	if ((cli->out != NULL || !cli->json) &&
	    file_may_be_made(
		cli->arena, cli->out == NULL ? "." : cli->out, err) != 0)
		return -1;
	if (cli->keys_n > 0)
		return keys_secret(
		    cli, cli->keys[0], KEYS_SIGNER, &r->key, err);
	return key_new("throw-away", &r->key, err);
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
	struct run r = {.cli = cli,
	    .drilled.faults = faults_new(cli->arena),
	    .speed_ppm = LOOP_FLAT_OUT};
	struct error err = ERROR_INIT;
	enum cli_exit status = take_options(&r);

	if (status != CLI_YES)
		return status;
	if (prepare_to_keep(&r, &err) != 0)
		return cli_error(cli, &err);
	status = read_and_go(&r, &err);
	key_forget(&r.key);
	return status;
}
