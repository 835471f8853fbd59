/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/begin.h"

#include "base/span.h"
#include "base/text.h"
#include "replay/cli/cli.h"
#include "replay/drill/outset.h"
#include "scenarios/scenario.h"

bool
begin_is_sound(const struct cli *cli)
{
	struct instant at;

	return cli->start == NULL || instant_parse(cli->start, &at);
}

const struct scenario *
begin_at(const struct cli *cli, const struct scenario *scenario, uint64_t seed,
    uint64_t trial, const char **told)
{
	struct outsets all = outset_list(cli->arena, scenario, seed);
	struct instant at = all.at[outset_of(all, trial)].at;
	struct text t = text_new(cli->arena);

	if (cli->start == NULL && scenario->starts.n == 0)
		return scenario;
	if (cli->start != NULL)
		(void)instant_parse(cli->start, &at);
	instant_write(&t, at);
	if (told != NULL)
		*told = t.at;
	return outset_scenario(cli->arena, scenario, at);
}
