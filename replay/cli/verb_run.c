/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/text.h"
#include "plans/check.h"
#include "plans/pack.h"
#include "plans/plan.h"
#include "plans/zones.h"
#include "replay/cli/begin.h"
#include "replay/cli/bundle.h"
#include "replay/cli/cli.h"
#include "replay/cli/clocks.h"
#include "replay/cli/documents.h"
#include "replay/cli/keys.h"
#include "replay/cli/present.h"
#include "replay/drill/compile.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/meet.h"
#include "replay/drill/stage.h"
#include "replay/judge/expect.h"
#include "replay/judge/ledger.h"
#include "replay/judge/path.h"
#include "replay/judge/timing.h"
#include "replay/judge/whole.h"
#include "replay/proof/key.h"
#include "replay/proof/log.h"
#include "replay/report/html.h"
#include "scenarios/scenario.h"
#include "sim/loop.h"
#include "sim/random.h"

enum { DOCUMENTS = 4 + PLAN_PACKS, SPEED_MOST = 1000000 };

/* A run from its arguments to what is printed and kept. */
struct run {
	struct cli *cli;
	struct faults faults;
	const struct plan *plan;
	const struct scenario *scenario;
	const struct stage *stage;
	struct key key; /* seals the record */
	struct drill *drill;
	int64_t speed_ppm;
	uint64_t seed, trial;
	const char *start;     /* as the record names it; NULL: it need not */
	uint32_t shown;        /* facts printed while it was paced */
	struct timing *scenes; /* of every scene */
	struct timing *timing; /* of the one drilled */
	struct expect expect;
	struct judgement judgement;
	struct path path, after;
	struct ledger ledger;
	struct report_input report;
	char record[DIGEST_HEX];
	struct log_document documents[DOCUMENTS];
	const struct document *sources[DOCUMENTS];
	struct report_document shown_documents[DOCUMENTS];
	size_t documents_n;
};

/* ---- reading ---- */

static enum cli_exit
refuse(struct run *r)
{
	struct text t = text_new(r->cli->arena);

	cli_faults(r->cli, &r->faults, &t);
	cli_complain(&t);
	return r->faults.errors > 0 ? CLI_USAGE : CLI_NO;
}

static int
read_documents(struct run *r, struct error *err)
{
	struct arena *arena = r->cli->arena;

	if (plan_read(arena, r->cli->argv[0], &r->faults, &r->plan, err) != 0)
		return -1;
	if (r->plan != NULL)
		check_plan(arena, r->plan, &r->faults);
	else if (r->faults.n > 0 &&
		 strcmp(r->faults.list[0].id, "format-other") == 0)
		return 0; /* the wrong file: the other is as likely so */
	if (scenario_read(arena, r->cli->argv[1],
		r->plan == NULL ? NULL : r->plan->names, &r->faults,
		&r->scenario, err) != 0)
		return -1;
	if (r->plan == NULL || r->scenario == NULL)
		return 0;
	meet_check(r->plan, r->scenario, &r->faults);
	if (r->cli->seed == NULL)
		r->seed = (uint64_t)r->scenario->seed;
	if (r->faults.errors == 0)
		r->scenario =
		    begin_at(r->cli, r->scenario, r->seed, r->trial, &r->start);
	return clocks_set(arena, &r->plan, r->scenario->start,
	    r->scenario->horizon, &r->faults, err);
}

/* list_document: one more that the record stands on; NULL: there is none. */
static void
list_document(struct run *r, const char *name, const struct document *document)
{
	char *hex = arena_alloc(r->cli->arena, DIGEST_HEX);

	if (document == NULL)
		return;
	digest_hex(&document->digest, hex);
	r->documents[r->documents_n] =
	    (struct log_document){name, document->digest};
	r->shown_documents[r->documents_n] =
	    (struct report_document){name, hex};
	r->sources[r->documents_n++] = document;
}

static void
list_documents(struct run *r)
{
	static const char *const packs[PLAN_PACKS] = {
	    "pack-1.json", "pack-2.json", "pack-3.json", "pack-4.json"};
	const struct plan *plan = r->plan;

	list_document(r, "organisation.json", plan->organisation_document);
	list_document(r, "plan.json", plan->document);
	list_document(r, "scenario.json", r->scenario->document);
	list_document(r, "zones.json",
	    plan->zones == NULL ? NULL : plan->zones->document);
	for (uint32_t i = 0; i < plan->packs_n; i++)
		list_document(r, packs[i], plan->packs[i]->document);
}

/* ---- running ---- */

static span_ms
core_next(void *cookie)
{
	return drill_next(((struct run *)cookie)->drill);
}

/* fold: take what a drill has just gained into account. */
static void
fold(struct run *r)
{
	const struct fact *facts = r->report.facts + r->shown;
	uint32_t n = r->report.facts_n - r->shown;

	for (uint32_t i = 0; i < r->stage->counts[ENTITY_SCENE]; i++)
		timing_take(&r->scenes[i], r->stage, facts, n);
	expect_take(&r->expect, r->stage, facts, n);
}

/* show: print the facts that a drill has just gained, if it is paced. */
static void
show(struct run *r)
{
	struct text t = text_new(r->cli->arena);

	r->report.facts = drill_facts(r->drill, &r->report.facts_n);
	fold(r);
	if (r->speed_ppm != LOOP_FLAT_OUT && !r->cli->json) {
		present_facts(
		    r->cli, &r->report, r->shown, r->report.facts_n, &t);
		cli_print(&t);
		(void)fflush(stdout);
	}
	r->shown = r->report.facts_n;
}

/* is_past: is the instant over to which the last fact belongs? One of its
 * facts may yet speak for the others. */
static bool
is_past(const struct run *r)
{
	uint32_t n;
	const struct fact *facts = drill_facts(r->drill, &n);

	return drill_next(r->drill) > facts[n - 1].at;
}

static enum loop_step
core_step(void *cookie, struct error *err)
{
	struct run *r = cookie;

	switch (drill_step(r->drill)) {
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
	    stage_name(r->stage, drill_blamed(r->drill))->id);
	return LOOP_BROKEN;
}

/* open_folds: nothing is known of any scene, nor of what was expected. */
static void
open_folds(struct run *r)
{
	uint32_t n = r->stage->counts[ENTITY_SCENE];

	r->scenes = arena_array(r->cli->arena, n, sizeof(*r->scenes));
	for (uint32_t i = 0; i < n; i++)
		r->scenes[i] = timing_new(r->cli->arena, r->stage, i);
	r->timing = &r->scenes[r->stage->scene];
	r->expect = expect_new(r->cli->arena, r->stage);
}

static void
prepare(struct run *r)
{
	r->drill = drill_new(r->cli->arena, r->stage);
	if (r->cli->literal)
		drill_literally(r->drill);
	drill_reset(r->drill, r->trial);
	open_folds(r);
	list_documents(r);
	r->report = (struct report_input){.plan = r->plan,
	    .scenario = r->scenario,
	    .stage = r->stage,
	    .scenes = r->scenes,
	    .timing = r->timing,
	    .expect = &r->expect,
	    .judgement = &r->judgement,
	    .path = &r->path,
	    .after = &r->after,
	    .ledger = &r->ledger,
	    .trial = r->trial,
	    .documents = r->shown_documents,
	    .documents_n = (uint32_t)r->documents_n,
	    .record = r->record,
	    .signer = "",
	    .version = YANLIAN_VERSION};
	r->report.findings =
	    documents_findings(r->cli, &r->faults, &r->report.findings_n);
	r->report.facts = drill_facts(r->drill, &r->report.facts_n);
}

static int
judge(struct run *r, struct error *err)
{
	struct digester d;
	struct digest digest;

	r->judgement = timing_judge(r->timing, r->stage);
	r->path =
	    path_walk(r->cli->arena, r->stage, r->report.facts, r->timing);
	r->after =
	    path_after(r->cli->arena, r->stage, r->report.facts, r->timing);
	digest_start(&d);
	for (uint32_t i = 0; i < r->report.facts_n; i++) {
		struct text t = text_new(r->cli->arena);

		fact_body(&t, r->stage, &r->report.facts[i], i);
		text_add(&t, "\n");
		digest_add(&d, t.at, t.len);
	}
	digest = digest_end(&d);
	digest_hex(&digest, r->record);
	r->ledger =
	    ledger_sum(r->cli->arena, r->stage, r->report.facts, &r->path);
	return ledger_turn(
	    &r->ledger, r->stage, r->report.trial, r->judgement.verdict, err);
}

/* ---- keeping ---- */

/* drill_id: the digest of the arguments: the same drill has the same id. */
static void
drill_id(const struct run *r, char out[DIGEST_HEX])
{
	struct digester d;
	struct digest digest;

	digest_start(&d);
	digest_add_int(&d, STAGE_SEMANTICS);
	digest_add_int(&d, (int64_t)r->stage->seed);
	digest_add_int(&d, (int64_t)r->report.trial);
	if (r->start != NULL)
		digest_add(&d, r->start, strlen(r->start));
	for (size_t i = 0; i < r->documents_n; i++)
		digest_add(&d, r->documents[i].digest.byte, DIGEST_SIZE);
	digest = digest_end(&d);
	digest_hex(&digest, out);
}

static int
write_log(struct run *r, struct text *log, struct text *seal, struct error *err)
{
	char id[DIGEST_HEX];
	struct log l;
	struct log_genesis g = {.drill = id,
	    .kind = "simulated",
	    .documents = r->documents,
	    .n = r->documents_n,
	    .seed = (int64_t)r->stage->seed,
	    .trial = (int64_t)r->report.trial,
	    .start = r->start,
	    .semantics = STAGE_SEMANTICS,
	    .build = "yanlian " YANLIAN_VERSION};

	drill_id(r, id);
	if (log_begin(&l, log, &g, &r->key, err) != 0)
		return -1;
	for (uint32_t i = 0; i < r->report.facts_n; i++) {
		struct text t = text_new(r->cli->arena);

		fact_body(&t, r->stage, &r->report.facts[i], i);
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

	if (write_log(r, &log, &seal, err) != 0)
		return -1;
	note_key_write(&vkey, &r->key.pub);
	r->report.signer = vkey.at;
	html_write(&html, r->cli->language, &r->report);
	bundle_add(&b, "drill.jsonl", bytes_of(&log));
	bundle_add(&b, "seal.note", bytes_of(&seal));
	for (size_t i = 0; i < r->documents_n; i++)
		bundle_add(&b, r->documents[i].name, r->sources[i]->bytes);
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
	    r->report.signer, "directory", directory, "program", cli->program,
	    NULL);
	text_add(&t, "\n");
	cli_print(&t);
}

/* conclude: print the result and keep the record. */
static enum cli_exit
conclude(struct run *r, struct error *err)
{
	struct cli *cli = r->cli;
	struct text t = text_new(cli->arena);
	const char *directory = cli->out;
	struct whole w;

	if (judge(r, err) != 0)
		return cli_error(cli, err);
	if (directory == NULL && !cli->json)
		directory = bundle_fresh(cli->arena, r->scenario->id);
	if (directory != NULL && keep(r, directory, err) != 0)
		return cli_error(cli, err);
	if (cli->json) {
		present_json(&r->report, &t);
		cli_print(&t);
	} else {
		if (r->speed_ppm == LOOP_FLAT_OUT)
			present_facts(
			    cli, &r->report, 0, r->report.facts_n, &t);
		present_verdict(cli, &r->report, &t);
		cli_print(&t);
		say_kept(r, directory);
	}
	w = whole_of(r->scenes, r->stage);
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

	prepare(r);
	if (!r->cli->json) {
		present_head(r->cli, &r->report, &t);
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
	    !cli_number(cli->seed, RANDOM_SEED_MOST, &r->seed))
		return cli_refuse(cli, "run", "seed", cli->seed);
	if (cli->trial != NULL &&
	    !cli_number(cli->trial, RANDOM_TRIALS - 1, &r->trial))
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
	struct text t = text_new(cli->arena);

	if (read_documents(r, err) != 0)
		return cli_error(cli, err);
	if (r->faults.errors > 0 || (cli->strict && r->faults.findings > 0))
		return refuse(r);
	r->stage = compile_stage(
	    cli->arena, r->plan, r->scenario, r->seed, &r->faults);
	if (r->stage == NULL)
		return refuse(r);
	if (cli->json && r->faults.findings > 0) {
		cli_faults(cli, &r->faults, &t);
		cli_complain(&t);
	}
	return go(r, err);
}

enum cli_exit
verb_run(struct cli *cli)
{
	struct run r = {.cli = cli,
	    .faults = faults_new(cli->arena),
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
