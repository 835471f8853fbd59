/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/given.h"

#include <string.h>

#include "plans/check.h"
#include "replay/cli/begin.h"
#include "replay/cli/clocks.h"
#include "replay/cli/drilled.h"
#include "replay/drill/meet.h"
#include "scenarios/scenario.h"
#include "sim/random.h"

enum cli_exit
given_options(const struct cli *cli, const char *verb, struct drilled *d)
{
	if (cli->seed != NULL &&
	    !cli_number(cli->seed, RANDOM_SEED_MOST, &d->seed))
		return cli_refuse(cli, verb, "seed", cli->seed);
	if (cli->trial != NULL &&
	    !cli_number(cli->trial, RANDOM_TRIALS - 1, &d->trial))
		return cli_refuse(cli, verb, "trial", cli->trial);
	if (!begin_is_sound(cli))
		return cli_refuse(cli, verb, "start", cli->start);
	return CLI_YES;
}

int
given_read(const struct cli *cli, const char *plan, const char *scenario,
    struct drilled *d, struct error *err)
{
	struct arena *arena = cli->arena;

	if (plan_read(arena, plan, &d->faults, &d->plan, err) != 0)
		return -1;
	if (d->plan != NULL)
		check_plan(arena, d->plan, &d->faults);
	else if (d->faults.n > 0 &&
		 strcmp(d->faults.list[0].id, "format-other") == 0)
		return 0; /* the wrong file: the other is as likely so */
	if (scenario_read(arena, scenario,
		d->plan == NULL ? NULL : d->plan->names, &d->faults,
		&d->scenario, err) != 0)
		return -1;
	if (d->plan == NULL || d->scenario == NULL)
		return 0;
	meet_check(d->plan, d->scenario, &d->faults);
	if (cli->seed == NULL)
		d->seed = (uint64_t)d->scenario->seed;
	if (d->faults.errors == 0)
		d->scenario =
		    begin_at(cli, d->scenario, d->seed, d->trial, &d->start);
	return clocks_set(arena, &d->plan, d->scenario->start,
	    d->scenario->horizon, &d->faults, err);
}
