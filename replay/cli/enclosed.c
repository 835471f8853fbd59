/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/enclosed.h"

#include "base/document.h"
#include "plans/check.h"
#include "replay/cli/begin.h"
#include "replay/cli/cli.h"
#include "replay/cli/clocks.h"
#include "replay/cli/drilled.h"
#include "replay/drill/compile.h"
#include "replay/drill/meet.h"
#include "replay/proof/tar.h"
#include "scenarios/scenario.h"

/* open_document: of the record; NULL: there is none, or none that parses. */
static const struct document *
open_document(const struct cli *cli, const struct tar *files, const char *name,
    struct drilled *d)
{
	struct bytes b = tar_get(files, name);

	return b.at == NULL ? NULL
			    : document_read(cli->arena, name, b, &d->faults);
}

static void
take_plan(const struct cli *cli, const struct tar *files, struct drilled *d)
{
	struct plan_enclosed in = {
	    .organisation = open_document(cli, files, "organisation.json", d)};
	const struct document *plan = open_document(cli, files, "plan.json", d);
	struct error none = ERROR_INIT;

	for (uint32_t i = 0; i < PLAN_PACKS; i++) {
		in.packs[i] = open_document(cli, files, drilled_packs(i), d);
		if (in.packs[i] != NULL)
			in.packs_n = i + 1;
	}
	/* Nothing is opened, so nothing can fail to be. */
	if (plan == NULL ||
	    plan_take(cli->arena, plan, &in, &d->faults, &d->plan, &none) != 0)
		return;
	if (d->plan != NULL)
		check_plan(cli->arena, d->plan, &d->faults);
}

/* take_zones: what its clocks showed. Return: is it there, if it must be? */
static bool
take_zones(const struct cli *cli, const struct tar *files, struct drilled *d)
{
	struct bytes zones = tar_get(files, "zones.json");

	if (d->plan->organisation->calendars.n == 0)
		return true;
	if (zones.at == NULL || !check_passes(d->plan, &d->faults))
		return false;
	clocks_take(cli->arena, &d->plan, zones, &d->faults);
	return true;
}

bool
enclosed_compile(const struct cli *cli, const struct tar *files,
    const char *start, struct drilled *d)
{
	const struct document *scenario =
	    open_document(cli, files, "scenario.json", d);
	struct cli told = *cli;

	take_plan(cli, files, d);
	if (d->plan == NULL || d->plan->names == NULL || scenario == NULL)
		return false;
	d->scenario =
	    scenario_take(cli->arena, scenario, d->plan->names, &d->faults);
	if (d->scenario == NULL)
		return false;
	meet_check(d->plan, d->scenario, &d->faults);
	told.start = start;
	if (d->faults.errors == 0)
		d->scenario =
		    begin_at(&told, d->scenario, d->seed, d->trial, &d->start);
	if (!take_zones(cli, files, d) || d->faults.errors > 0)
		return false;
	d->stage = compile_stage(
	    cli->arena, d->plan, d->scenario, d->seed, &d->faults);
	return d->stage != NULL;
}
