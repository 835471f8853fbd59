/* SPDX-License-Identifier: Apache-2.0 */
#include "base/faults.h"
#include "base/text.h"
#include "replay/cli/cli.h"
#include "replay/cli/rescore.h"
#include "replay/cli/testify.h"

enum cli_exit
verb_verify(struct cli *cli)
{
	struct error err = ERROR_INIT;
	struct testify q = {.arena = cli->arena,
	    .language = cli->language,
	    .json = cli->json,
	    .colour = cli->colour,
	    .keys = cli->keys,
	    .keys_n = cli->keys_n,
	    .policy = cli->policy};
	struct verify_report report;
	struct tar files;
	struct faults faults = faults_new(cli->arena);
	struct text t = text_new(cli->arena);

	if (cli->argc != 1)
		return cli_usage(cli, "verify");
	q.path = cli->argv[0];
	if (cli->policy != NULL && cli->keys_n > 0)
		return cli_refuse(cli, "verify", "key", cli->keys[0]);
	if (testify_judge(&q, &files, &report, &faults, &err) != 0) {
		testify_faults(&q, &faults, &t);
		cli_complain(&t);
		return cli_error(cli, &err);
	}
	if (cli->rescore && rescore_judge(cli, &files, &report, &err) != 0)
		return cli_error(cli, &err);
	testify_say(&q, &report, &t);
	cli_print(&t);
	return (enum cli_exit)report.verdict;
}
