/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "base/schema.h"
#include "base/text.h"
#include "plans/check.h"
#include "plans/cover.h"
#include "plans/pack.h"
#include "plans/plan.h"
#include "plans/reporting.h"
#include "replay/cli/cli.h"
#include "replay/cli/clocks.h"
#include "replay/cli/packs.h"
#include "replay/drill/meet.h"
#include "scenarios/scenario.h"

/* What a document says it is, as far as that can be seen without faults. */
enum kind { KIND_PLAN, KIND_ORGANISATION, KIND_SCENARIO, KIND_PACK };

enum { SCRATCH = 128 << 20 };

/* kind_of: read once for the format alone, in memory given back at once: a
 * hostile document must not count twice. */
static int
kind_of(const char *path, enum kind *out, struct error *err)
{
	struct arena *scratch = arena_new(SCRATCH, err);
	struct faults quiet;
	const struct document *d;
	const struct value *v = NULL;
	int rc;

	if (scratch == NULL)
		return -1;
	quiet = faults_new(scratch);
	rc = document_open(scratch, path, &quiet, &d, err);
	if (rc == 0 && d != NULL)
		v = value_get(d->values, "format");
	*out = KIND_PLAN;
	if (v == NULL || v->kind != VALUE_STRING)
		v = NULL; /* the plan's reader will say so */
	else if (strncmp(v->string, "yanlian-scenario/", 17) == 0)
		*out = KIND_SCENARIO;
	else if (strncmp(v->string, "yanlian-organisation/", 21) == 0)
		*out = KIND_ORGANISATION;
	else if (strncmp(v->string, "yanlian-pack/", 13) == 0)
		*out = KIND_PACK;
	arena_free(scratch);
	return rc;
}

static int
check_organisation(
    struct cli *cli, const char *path, struct faults *faults, struct error *err)
{
	struct organisation org = {0};
	struct plan plan = {.organisation = &org};
	const struct document *d;
	struct reading *r;

	if (document_open(cli->arena, path, faults, &d, err) != 0)
		return -1;
	if (d == NULL)
		return 0;
	r = reading_new(cli->arena, names_new(cli->arena), faults);
	if (!reading_take(r, d->values, &organisation_record, &org))
		return 0;
	reading_resolve(r);
	return reporting_read(cli->arena, &plan, faults, err);
}

static int
check_pack(
    struct cli *cli, const char *path, struct faults *faults, struct error *err)
{
	const struct document *d;

	if (document_open(cli->arena, path, faults, &d, err) != 0)
		return -1;
	if (d != NULL)
		(void)pack_read(cli->arena, d, faults);
	return 0;
}

enum { WEEKS = 4, WEEKS_MOST = 520 };

/* check_duty: is somebody always on call, for so many weeks from --at, the
 * scenario's start, or now? */
static int
check_duty(struct cli *cli, const struct plan *plan,
    const struct scenario *scenario, struct faults *faults, struct error *err)
{
	struct instant from;
	uint64_t weeks = WEEKS;
	span_ms length;

	span_ms window = 0;

	(void)cli_instant(cli, &from);
	if (cli->at == NULL && scenario != NULL)
		from = scenario_window(scenario, &window);
	if (faults->errors == 0)
		reporting_check(plan, from, faults);
	if (cli->weeks != NULL)
		(void)cli_number(cli->weeks, WEEKS_MOST, &weeks);
	length = (span_ms)weeks * 7 * SPAN_DAY;
	if (length < window)
		length = window;
	if (clocks_set(cli->arena, &plan, from, length, faults, err) != 0)
		return -1;
	if (check_passes(plan, faults))
		cover_check(cli->arena, plan, from, length, faults);
	return 0;
}

/* check_plans: plans and organisations, in the order named. Return: how many
 * of `plans` there are; -1 after an error. */
static int
check_plans(struct cli *cli, const struct plan **plans, struct faults *faults,
    struct error *err)
{
	int n = 0;
	enum kind kind;

	for (int i = 0; i < cli->argc; i++) {
		const struct plan *plan;

		if (kind_of(cli->argv[i], &kind, err) != 0)
			return -1;
		if (kind == KIND_ORGANISATION &&
		    check_organisation(cli, cli->argv[i], faults, err) != 0)
			return -1;
		if (kind == KIND_PACK &&
		    check_pack(cli, cli->argv[i], faults, err) != 0)
			return -1;
		if (kind != KIND_PLAN)
			continue;
		if (plan_read(cli->arena, cli->argv[i], faults, &plan, err) !=
		    0)
			return -1;
		if (plan == NULL)
			continue;
		check_plan(cli->arena, plan, faults);
		plans[n++] = plan;
	}
	return n;
}

/* check_all: plans first, so that the scenarios can be held against the last
 * one named. */
static int
check_all(struct cli *cli, struct faults *faults, struct error *err)
{
	const struct plan **plans =
	    arena_array(cli->arena, (size_t)cli->argc, sizeof(struct plan *));
	const struct plan *plan;
	const struct scenario *scenario = NULL;
	int n = check_plans(cli, plans, faults, err);
	enum kind kind;

	if (n < 0)
		return -1;
	plan = n > 0 ? plans[n - 1] : NULL;
	for (int i = 0; i < cli->argc; i++) {
		if (kind_of(cli->argv[i], &kind, err) != 0)
			return -1;
		if (kind != KIND_SCENARIO)
			continue;
		if (scenario_read(cli->arena, cli->argv[i],
			plan == NULL ? NULL : plan->names, faults, &scenario,
			err) != 0)
			return -1;
		if (plan != NULL && scenario != NULL)
			meet_check(plan, scenario, faults);
	}
	for (int i = 0; i < n; i++)
		if (check_duty(cli, plans[i], scenario, faults, err) != 0)
			return -1;
	return 0;
}

static enum cli_exit
print_schema(struct cli *cli)
{
	static const struct {
		const char *name;
		const struct record *record;
		const char *file;
		const char *title;
	} schemas[] = {{"plan", &plan_record, "plan.schema.json",
			   "Yanlian emergency plan"},
	    {"organisation", &organisation_record, "organisation.schema.json",
		"Yanlian organisation"},
	    {"scenario", &scenario_record, "scenario.schema.json",
		"Yanlian scenario"},
	    {"pack", &pack_record, "pack.schema.json",
		"Yanlian regulation pack"}};

	for (int i = 0; i < 4; i++) {
		struct text t = text_new(cli->arena);

		if (strcmp(schemas[i].name, cli->schema) != 0)
			continue;
		schema_write(
		    &t, schemas[i].record, schemas[i].file, schemas[i].title);
		cli_print(&t);
		return CLI_YES;
	}
	return cli_refuse(cli, "check", "schema", cli->schema);
}

enum cli_exit
verb_check(struct cli *cli)
{
	struct faults faults = faults_new(cli->arena);
	struct error err = ERROR_INIT;
	struct text t = text_new(cli->arena);
	struct instant at;
	uint64_t weeks;

	if (cli->schema != NULL)
		return print_schema(cli);
	if (cli->packs)
		return packs_print(cli);
	if (cli->argc == 0)
		return cli_usage(cli, "check");
	if (!cli_instant(cli, &at))
		return cli_refuse(cli, "check", "at", cli->at);
	if (cli->weeks != NULL &&
	    (!cli_number(cli->weeks, WEEKS_MOST, &weeks) || weeks == 0))
		return cli_refuse(cli, "check", "weeks", cli->weeks);
	if (check_all(cli, &faults, &err) != 0)
		return cli_error(cli, &err);
	if (cli->json)
		cli_faults_json(cli, &faults, &t);
	else
		cli_faults(cli, &faults, &t);
	cli_print(&t);
	if (faults.errors > 0)
		return CLI_USAGE;
	return cli->strict && faults.findings > 0 ? CLI_NO : CLI_YES;
}
