/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/drilled.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/text.h"
#include "plans/pack.h"
#include "plans/zones.h"
#include "replay/cli/cli.h"
#include "replay/cli/documents.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "scenarios/scenario.h"

const char *
drilled_packs(uint32_t i)
{
	static const char *const names[PLAN_PACKS] = {
	    "pack-1.json", "pack-2.json", "pack-3.json", "pack-4.json"};

	return i < PLAN_PACKS ? names[i] : NULL;
}

/* list: one more document that the record stands on; NULL: there is none. */
static void
list(struct drilled *d, struct arena *arena, const char *name,
    const struct document *document)
{
	char *hex;

	if (document == NULL)
		return;
	hex = arena_alloc(arena, DIGEST_HEX);
	digest_hex(&document->digest, hex);
	d->documents[d->documents_n] =
	    (struct log_document){name, document->digest};
	d->shown[d->documents_n] = (struct report_document){name, hex};
	d->sources[d->documents_n++] = document;
}

static void
list_all(struct drilled *d, struct arena *arena)
{
	const struct plan *plan = d->plan;

	list(d, arena, "organisation.json", plan->organisation_document);
	list(d, arena, "plan.json", plan->document);
	list(d, arena, "scenario.json", d->scenario->document);
	list(d, arena, "zones.json",
	    plan->zones == NULL ? NULL : plan->zones->document);
	for (uint32_t i = 0; i < plan->packs_n; i++)
		list(d, arena, drilled_packs(i), plan->packs[i]->document);
}

/* open_folds: nothing is known of any scene, nor of what was expected. */
static void
open_folds(struct drilled *d, struct arena *arena)
{
	uint32_t n = d->stage->counts[ENTITY_SCENE];

	d->scenes = arena_array(arena, n, sizeof(*d->scenes));
	for (uint32_t i = 0; i < n; i++)
		d->scenes[i] = timing_new(arena, d->stage, i);
	d->timing = &d->scenes[d->stage->scene];
	d->expect = expect_new(arena, d->stage);
}

void
drilled_new(struct drilled *d, const struct cli *cli)
{
	d->drill = drill_new(cli->arena, d->stage);
	if (cli->literal)
		drill_literally(d->drill);
	drill_reset(d->drill, d->trial);
	open_folds(d, cli->arena);
	list_all(d, cli->arena);
	d->report = (struct report_input){.plan = d->plan,
	    .scenario = d->scenario,
	    .stage = d->stage,
	    .scenes = d->scenes,
	    .timing = d->timing,
	    .expect = &d->expect,
	    .judgement = &d->judgement,
	    .path = &d->path,
	    .after = &d->after,
	    .ledger = &d->ledger,
	    .trial = d->trial,
	    .documents = d->shown,
	    .documents_n = (uint32_t)d->documents_n,
	    .record = d->record,
	    .signer = "",
	    .seal = "",
	    .version = YANLIAN_VERSION};
	faults_sort(&d->faults);
	d->report.findings = documents_findings(
	    cli, d->stage, &d->faults, &d->report.findings_n);
	d->report.facts = drill_facts(d->drill, &d->report.facts_n);
}

uint32_t
drilled_take(struct drilled *d)
{
	uint32_t from = d->taken;
	const struct fact *facts;
	uint32_t n;

	d->report.facts = drill_facts(d->drill, &d->report.facts_n);
	facts = d->report.facts + from;
	n = d->report.facts_n - from;
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_SCENE]; i++)
		timing_take(&d->scenes[i], d->stage, facts, n);
	expect_take(&d->expect, d->stage, facts, n);
	d->taken = d->report.facts_n;
	return from;
}

int
drilled_judge(struct drilled *d, const struct cli *cli, struct error *err)
{
	struct text t = text_new(cli->arena);
	struct digester digester;
	struct digest digest;

	d->judgement = timing_judge(d->timing, d->stage);
	d->path = path_walk(cli->arena, d->stage, d->report.facts, d->timing);
	d->after = path_after(cli->arena, d->stage, d->report.facts, d->timing);
	digest_start(&digester);
	for (uint32_t i = 0; i < d->report.facts_n; i++) {
		t.len = 0;
		fact_body(&t, d->stage, &d->report.facts[i], i);
		text_add(&t, "\n");
		digest_add(&digester, t.at, t.len);
	}
	digest = digest_end(&digester);
	digest_hex(&digest, d->record);
	d->ledger = ledger_sum(cli->arena, d->stage, d->report.facts, &d->path);
	return ledger_turn(
	    &d->ledger, d->stage, d->trial, d->judgement.verdict, err);
}

void
drilled_id(const struct drilled *d, char out[DIGEST_HEX])
{
	struct digester digester;
	struct digest digest;

	digest_start(&digester);
	digest_add_int(&digester, STAGE_SEMANTICS);
	digest_add_int(&digester, (int64_t)d->stage->seed);
	digest_add_int(&digester, (int64_t)d->trial);
	if (d->start != NULL)
		digest_add(&digester, d->start, strlen(d->start));
	for (size_t i = 0; i < d->documents_n; i++)
		digest_add(&digester, d->documents[i].digest.byte, DIGEST_SIZE);
	digest = digest_end(&digester);
	digest_hex(&digest, out);
}

struct log_genesis
drilled_genesis(const struct drilled *d, char id[DIGEST_HEX])
{
	drilled_id(d, id);
	return (struct log_genesis){.drill = id,
	    .kind = "simulated",
	    .documents = d->documents,
	    .n = d->documents_n,
	    .seed = (int64_t)d->stage->seed,
	    .trial = (int64_t)d->trial,
	    .start = d->start,
	    .semantics = STAGE_SEMANTICS,
	    .build = "yanlian " YANLIAN_VERSION};
}
