/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/documents.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "plans/check.h"
#include "plans/plan.h"
#include "replay/cli/clocks.h"
#include "replay/drill/compile.h"
#include "replay/drill/fact.h"
#include "replay/drill/meet.h"
#include "replay/drill/stage.h"
#include "replay/report/tell.h"
#include "scenarios/scenario.h"

/* again: the plan once more, for another scenario: the ids of each scenario
 * join those of the plan it is read against. Its faults are known. */
static int
again(struct arena *arena, const char *path, const struct plan **out,
    struct error *err)
{
	struct faults known = faults_new(arena);

	return plan_read(arena, path, &known, out, err);
}

/* scenario: read and compile the i-th against a plan of its own. Errors: -1
 * as reading has them; what is wrong with the documents is in the faults. */
static int
scenario(struct arena *arena, const char *path, const struct plan *plan,
    const uint64_t *seeds, struct documents *d, uint32_t i, struct error *err)
{
	const struct scenario *s;
	struct instant from;
	span_ms length;

	if (scenario_read(arena, path, plan == NULL ? NULL : plan->names,
		&d->faults, &s, err) != 0)
		return -1;
	d->scenarios[i] = s;
	if (plan == NULL || s == NULL)
		return 0;
	meet_check(plan, s, &d->faults);
	from = scenario_window(s, &length);
	if (clocks_set(arena, &plan, from, length, &d->faults, err) != 0)
		return -1;
	if (d->faults.errors == 0)
		d->stages[i] = compile_stage(arena, plan, s,
		    seeds == NULL ? (uint64_t)s->seed : seeds[i], &d->faults);
	return 0;
}

static int
read_all(struct arena *arena, const char *const *paths, const uint64_t *seeds,
    struct documents *d, struct error *err)
{
	if (plan_read(arena, paths[0], &d->faults, &d->plan, err) != 0)
		return -1;
	if (d->plan != NULL)
		check_plan(arena, d->plan, &d->faults);
	for (uint32_t i = 0; i < d->n; i++) {
		const struct plan *plan = d->plan;

		if (i > 0 && again(arena, paths[0], &plan, err) != 0)
			return -1;
		if (scenario(arena, paths[i + 1], plan, seeds, d, i, err) != 0)
			return -1;
	}
	return 0;
}

enum cli_exit
documents_read(struct cli *cli, const char *const *paths, uint32_t paths_n,
    const uint64_t *seeds, struct documents *out)
{
	struct error err = ERROR_INIT;
	struct text t = text_new(cli->arena);
	struct documents d = {.n = paths_n - 1};

	d.faults = faults_new(cli->arena);
	d.scenarios =
	    arena_array(cli->arena, d.n, sizeof(const struct scenario *));
	d.stages = arena_array(cli->arena, d.n, sizeof(const struct stage *));
	if (read_all(cli->arena, paths, seeds, &d, &err) != 0)
		return cli_error(cli, &err);
	if (d.faults.errors > 0 || (cli->strict && d.faults.findings > 0)) {
		cli_faults(cli, &d.faults, &t);
		cli_complain(&t);
		return d.faults.errors > 0 ? CLI_USAGE : CLI_NO;
	}
	*out = d;
	return CLI_YES;
}

/* Arguments of faults that name an entity by its id, and the word for one
 * of several kinds that may bear it. */
static const struct {
	const char *argument;
	enum entity_kind kind;
} named[] = {{"scene", ENTITY_SCENE}, {"step", ENTITY_TASK},
    {"role", ENTITY_ROLE}, {"person", ENTITY_PERSON}, {"ladder", ENTITY_LADDER},
    {"service", ENTITY_SERVICE}, {"monitor", ENTITY_MONITOR},
    {"resource", ENTITY_RESOURCE}, {"data", ENTITY_DATA},
    {"inject", ENTITY_INJECT}};

/* entity_of: what the stage calls so; 0 if nothing. */
static uint32_t
entity_of(const struct stage *stage, enum entity_kind kind, const char *id)
{
	for (uint32_t i = 0; i < stage->counts[kind]; i++)
		if (strcmp(stage_name(stage, fact_entity(kind, i))->id, id) ==
		    0)
			return fact_entity(kind, i);
	return 0;
}

/* told: a fault's argument as people read it: a name rather than an id, a
 * length of time in their language. */
static const char *
told(const struct cli *cli, const struct stage *stage, struct argument a)
{
	struct text t = text_new(cli->arena);
	span_ms span;

	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		uint32_t entity;

		if (strcmp(named[i].argument, a.name) != 0)
			continue;
		entity = entity_of(stage, named[i].kind, a.value);
		return entity == 0 ? a.value
				   : tell_name(cli->language, stage, entity);
	}
	if (!span_parse(a.value, &span))
		return a.value;
	words_span(&t, cli->language, span);
	return t.at;
}

const char *const *
documents_findings(const struct cli *cli, const struct stage *stage,
    const struct faults *faults, uint32_t *n)
{
	const char **out =
	    arena_array(cli->arena, faults->n, sizeof(const char *));

	*n = 0;
	for (uint32_t i = 0; i < faults->n; i++) {
		struct text t = text_new(cli->arena);

		struct fault f = faults->list[i];

		if (f.grade != GRADE_FINDING)
			continue;
		for (uint32_t j = 0; j < f.args_n; j++)
			f.args[j].value = told(cli, stage, f.args[j]);
		cli_cause(cli, "fault.", &f, &t);
		out[(*n)++] = t.at;
	}
	return out;
}
