/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/answer.h"

#include "base/text.h"
#include "replay/cli/documents.h"
#include "replay/cli/outcome.h"
#include "replay/cli/results.h"
#include "replay/report/odds.h"

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

enum cli_exit
answer_give(struct cli *cli, const struct answer *a)
{
	struct text t = text_new(cli->arena);
	struct odds odds = {.plan = a->documents->plan,
	    .scenarios = a->documents->scenarios,
	    .of = {a->campaigns, a->weights, a->documents->n},
	    .asked = a->asked,
	    .complete = a->complete,
	    .version = YANLIAN_VERSION};

	odds.findings =
	    documents_findings(cli, &a->documents->faults, &odds.findings_n);
	if (cli->json)
		results_json(&odds, &t);
	else
		outcome_words(cli, &odds, &t);
	cli_print(&t);
	return code(&odds);
}
