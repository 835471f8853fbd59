/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/answer.h"

#include "base/file.h"
#include "base/text.h"
#include "replay/cli/again.h"
#include "replay/cli/bundle.h"
#include "replay/cli/documents.h"
#include "replay/cli/outcome.h"
#include "replay/cli/results.h"
#include "replay/report/odds.h"
#include "replay/report/odds_html.h"

static enum cli_exit
code(const struct odds *odds)
{
	if (!odds->complete)
		return CLI_INCOMPLETE;
	switch (summary_verdict(odds->of)) {
	case SUMMARY_MET:
		return CLI_YES;
	case SUMMARY_NOT_MET:
		return CLI_NO;
	case SUMMARY_UNDECIDED:
	case SUMMARY_NOT_TESTED:
		break;
	}
	return CLI_INCOMPLETE;
}

/* ---- keeping ---- */

int
answer_prepare(const struct cli *cli, struct error *err)
{
	if (cli->out == NULL)
		return 0;
	if (bundle_is_there(cli->out))
		return error_set(
		    err, ERROR_INPUT, "error.file-exists", cli->out, "");
	return file_may_be_made(cli->arena, cli->out, err);
}

static struct bytes
bytes_of(const struct text *t)
{
	return (struct bytes){t->at, t->len};
}

static int
keep(const struct cli *cli, const struct odds *odds, struct error *err)
{
	struct text html = text_new(cli->arena);
	struct text json = text_new(cli->arena);
	struct bundle b = {0};

	odds_html_write(&html, cli->language, odds);
	results_json(odds, &json);
	bundle_add(&b, "report.html", bytes_of(&html));
	bundle_add(&b, "results.json", bytes_of(&json));
	return bundle_write(cli->arena, cli->out, &b, err);
}

static void
say_kept(const struct cli *cli, struct text *t)
{
	text_add(t, "\n");
	words_say(t, cli->language, "odds.kept", "report",
	    file_join(cli->arena, cli->out, "report.html"), "results",
	    file_join(cli->arena, cli->out, "results.json"), NULL);
	text_add(t, "\n");
}

/* ---- telling ---- */

enum cli_exit
answer_give(struct cli *cli, const struct answer *a)
{
	struct text t = text_new(cli->arena);
	struct error err = ERROR_INIT;
	struct odds odds = {.plan = a->documents->plan,
	    .scenarios = a->documents->scenarios,
	    .of = {a->campaigns, a->weights, a->documents->n},
	    .asked = a->asked,
	    .complete = a->complete,
	    .command = again_command(cli, a),
	    .version = YANLIAN_VERSION};

	odds.findings = documents_findings(cli, a->documents->stages[0],
	    &a->documents->faults, &odds.findings_n);
	odds.documents = again_documents(cli, a, &odds.documents_n);
	if (cli->out != NULL && keep(cli, &odds, &err) != 0)
		return cli_error(cli, &err);
	if (cli->json)
		results_json(&odds, &t);
	else
		outcome_words(cli, &odds, &t);
	if (cli->out != NULL && !cli->json)
		say_kept(cli, &t);
	cli_print(&t);
	return code(&odds);
}
