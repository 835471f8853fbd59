/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/faults.h"
#include "base/text.h"
#include "plans/check.h"
#include "plans/plan.h"
#include "replay/cli/begin.h"
#include "replay/cli/cli.h"
#include "replay/cli/clocks.h"
#include "replay/cli/emit.h"
#include "replay/drill/compile.h"
#include "replay/drill/meet.h"
#include "replay/report/script.h"
#include "scenarios/scenario.h"

/* The names of the columns for machines, in their order. */
static const char *const names[SCRIPT_COLUMNS] = {"number", "time", "type",
    "mode", "from", "to", "message", "expected_response", "objective", "notes"};
static const char *const types[] = {[SCRIPT_INJECT] = "inject",
    [SCRIPT_CONTINGENT] = "contingent_inject",
    [SCRIPT_EXPECTED] = "expected_action",
    [SCRIPT_DEMANDED] = "demanded_report"};

/* take: read both documents and put them on a stage; nothing is played. */
static int
take(const struct cli *cli, struct faults *faults, struct report_input *in,
    struct error *err)
{
	if (plan_read(cli->arena, cli->argv[0], faults, &in->plan, err) != 0)
		return -1;
	if (in->plan != NULL)
		check_plan(cli->arena, in->plan, faults);
	if (scenario_read(cli->arena, cli->argv[1],
		in->plan == NULL ? NULL : in->plan->names, faults,
		&in->scenario, err) != 0)
		return -1;
	if (in->plan == NULL || in->scenario == NULL)
		return 0;
	meet_check(in->plan, in->scenario, faults);
	if (faults->errors == 0)
		in->scenario = begin_at(
		    cli, in->scenario, (uint64_t)in->scenario->seed, 0, NULL);
	if (clocks_set(cli->arena, &in->plan, in->scenario->start,
		in->scenario->horizon, faults, err) != 0)
		return -1;
	if (faults->errors == 0)
		in->stage = compile_stage(
		    cli->arena, in->plan, in->scenario, 0, faults);
	return 0;
}

/* present: a paragraph a row, for a terminal. */
static void
present(const struct cli *cli, const struct report_input *in,
    const struct script *script, struct text *t)
{
	static const char *const colours[] = {"1", "1;33", "1;32", "1;35"};

	cli_paint(cli, t, "1", words_title(cli->language, &in->scenario->name));
	text_add(t, "\n");
	for (uint32_t i = 0; i < script->n; i++) {
		const struct script_row *r = &script->rows[i];
		struct text first = text_new(cli->arena);

		text_fmt(&first, "%s  %s  %s", r->cells[SCRIPT_NUMBER],
		    r->cells[SCRIPT_TIME], r->cells[SCRIPT_TYPE]);
		text_add(t, "\n");
		cli_paint(cli, t, colours[r->type], first.at);
		text_add(t, "\n");
		for (int j = SCRIPT_MODE; j < SCRIPT_COLUMNS; j++)
			if (r->cells[j][0] != '\0')
				text_fmt(t, "    %s%s%s\n",
				    script_head(
					cli->language, (enum script_column)j),
				    words_of(cli->language, "say.colon"),
				    r->cells[j]);
	}
}

static void
present_json(
    const struct report_input *in, const struct script *script, struct text *t)
{
	struct emit e = emit_begin(t);

	emit_string(&e, "plan", in->plan->id);
	emit_string(&e, "scenario", in->scenario->id);
	emit_array(&e, "rows");
	for (uint32_t i = 0; i < script->n; i++) {
		const struct script_row *r = &script->rows[i];

		emit_object(&e, NULL);
		emit_string(&e, "id", r->id);
		emit_string(&e, "kind", types[r->type]);
		emit_span(&e, "at_ms", r->at);
		for (int j = 0; j < SCRIPT_COLUMNS; j++)
			emit_string(&e, names[j], r->cells[j]);
		emit_end(&e, '}');
	}
	emit_end(&e, ']');
	emit_end(&e, '}');
}

enum cli_exit
verb_script(struct cli *cli)
{
	struct faults faults = faults_new(cli->arena);
	struct report_input in = {0};
	struct error err = ERROR_INIT;
	struct text t = text_new(cli->arena);
	struct script script;

	if (cli->argc != 2 || cli->csv + cli->html + cli->json > 1)
		return cli_usage(cli, "script");
	if (!begin_is_sound(cli))
		return cli_refuse(cli, "script", "start", cli->start);
	if (take(cli, &faults, &in, &err) != 0)
		return cli_error(cli, &err);
	if (in.stage == NULL) {
		cli_faults(cli, &faults, &t);
		cli_complain(&t);
		return CLI_USAGE;
	}
	script = script_rows(cli->arena, cli->language, &in);
	if (cli->csv)
		script_csv(&t, cli->language, &script);
	else if (cli->html)
		script_html(&t, cli->language, &in, &script);
	else if (cli->json)
		present_json(&in, &script, &t);
	else
		present(cli, &in, &script, &t);
	cli_print(&t);
	return CLI_YES;
}
