/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/cli/cli.h"
#include "replay/cli/documents.h"
#include "replay/cli/outcome.h"
#include "replay/cli/results.h"
#include "replay/drill/stage.h"
#include "replay/judge/worker.h"
#include "replay/report/odds.h"
#include "replay/report/tell.h"
#include "scenarios/scenario.h"
#include "sim/random.h"
#include "sim/trials.h"

_Static_assert((int)WORKER_BLOCK == (int)TRIALS_BLOCK, "one size of block");

enum { TRIALS_USUAL = 10000 };

/* A campaign from its arguments to what is printed. */
struct campaigning {
	struct cli *cli;
	struct documents documents;
	struct worker_order order;
	struct worker *workers[TRIALS_THREADS];
	unsigned threads;
	struct arena *line; /* what the bar is written in; NULL: no bar */
	bool shown;         /* it stands on the terminal */
	uint64_t done;      /* blocks */
};

/* ---- progress ---- */

enum { BAR = 30, QUIET_MS = 1000, BAR_MEMORY = 1 << 16 };

/* tick: a bar, the share done, how long it will take yet. */
static void
tick(void *cookie, uint64_t done, int64_t elapsed_ms)
{
	struct campaigning *c = cookie;
	uint64_t all = worker_blocks(&c->order);
	struct text t;
	struct text left;
	struct text share;

	if (elapsed_ms < QUIET_MS || done == 0)
		return;
	arena_reset(c->line);
	t = text_new(c->line);
	left = text_new(c->line);
	share = text_new(c->line);
	words_span(&left, c->cli->language,
	    (int64_t)((double)elapsed_ms / (double)done *
		      (double)(all - done)) /
		SPAN_SECOND * SPAN_SECOND);
	tell_share(&share, (int64_t)(done * 100 / all) * 10000);
	text_add(&t, "\r[");
	for (uint64_t i = 0; i < BAR; i++)
		text_add(&t, i < done * BAR / all ? "#" : ".");
	text_add(&t, "] ");
	words_say(&t, c->cli->language, "odds.progress", "share", share.at,
	    "left", left.at, NULL);
	text_add(&t, "\033[K");
	cli_complain(&t);
	c->shown = true;
}

static void
clear(const struct campaigning *c)
{
	struct text t = text_new(c->cli->arena);

	if (!c->shown)
		return;
	text_add(&t, "\r\033[K");
	cli_complain(&t);
}

/* ---- what comes of it ---- */

/* stuck: of the trials that would not end, the first. */
static enum cli_exit
stuck(const struct campaigning *c)
{
	const struct worker *first = NULL;
	struct error err = ERROR_INIT;
	struct text where = text_new(c->cli->arena);
	const struct stage *stage;

	for (unsigned i = 0; i < c->threads; i++) {
		const struct worker *w = c->workers[i];

		if (w->stuck &&
		    (first == NULL || w->stuck_block < first->stuck_block))
			first = w;
	}
	stage = c->order.stages[first->stuck_scenario];
	text_fmt(&where, "%s, --trial %" PRIu64,
	    c->documents.scenarios[first->stuck_scenario]->id,
	    first->stuck_trial);
	(void)error_set(&err, ERROR_INPUT, "error.runaway", where.at,
	    stage_name(stage, first->blamed)->id);
	return cli_error(c->cli, &err);
}

static enum cli_exit
present(struct campaigning *c, bool complete)
{
	struct cli *cli = c->cli;
	struct text t = text_new(cli->arena);
	int64_t *weights =
	    arena_array(cli->arena, c->documents.n, sizeof(*weights));
	struct odds odds = {.plan = c->documents.plan,
	    .scenarios = c->documents.scenarios,
	    .of = {c->workers[0]->campaigns, weights, c->documents.n},
	    .asked = c->order.trials,
	    .complete = complete,
	    .version = YANLIAN_VERSION};

	for (uint32_t i = 0; i < c->documents.n; i++)
		weights[i] = 1;
	odds.findings =
	    documents_findings(cli, &c->documents.faults, &odds.findings_n);
	if (cli->json)
		results_json(&odds, &t);
	else
		outcome_words(cli, &odds, &t);
	cli_print(&t);
	if (!complete)
		return CLI_INCOMPLETE;
	switch (summary_verdict(odds.of)) {
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

/* gather: all that the threads have learnt, in the first worker. */
static void
gather(struct campaigning *c)
{
	for (unsigned i = 1; i < c->threads; i++)
		worker_merge(c->workers[0], c->workers[i]);
}

static enum cli_exit
conclude(struct campaigning *c, enum trials_end end, struct error *err)
{
	clear(c);
	if (end == TRIALS_FAILED)
		return cli_error(c->cli, err);
	if (end == TRIALS_BROKEN)
		return stuck(c);
	gather(c);
	return present(c, end == TRIALS_DONE);
}

/* ---- doing it ---- */

static enum cli_exit
go(struct campaigning *c, struct error *err)
{
	struct trials t = {.to = worker_blocks(&c->order),
	    .threads = c->threads,
	    .workers = (void *const *)c->workers,
	    .block = worker_block,
	    .tick = c->line == NULL ? NULL : tick,
	    .cookie = c};
	unsigned made = 0;
	enum cli_exit status;

	while (made < c->threads &&
	       (c->workers[made] = worker_new(&c->order, err)) != NULL)
		made++;
	if (made < c->threads)
		status = cli_error(c->cli, err);
	else
		status = conclude(c, trials_run(&t, &c->done, err), err);
	while (made > 0)
		worker_free(c->workers[--made]);
	return status;
}

/* take_options: what is asked for. */
static enum cli_exit
take_options(struct campaigning *c, uint64_t *seed)
{
	const struct cli *cli = c->cli;
	uint64_t threads = trials_threads();

	c->order.trials = TRIALS_USUAL;
	if (cli->argc < 2 || cli->argc > SUMMARY_SCENARIOS + 1)
		return cli_usage(cli, "campaign");
	if (cli->n != NULL &&
	    (!cli_number(cli->n, RANDOM_TRIALS, &c->order.trials) ||
		c->order.trials == 0))
		return cli_refuse(cli, "campaign", "n", cli->n);
	if (cli->seed != NULL && !cli_number(cli->seed, RANDOM_SEED_MOST, seed))
		return cli_refuse(cli, "campaign", "seed", cli->seed);
	if (cli->threads != NULL &&
	    (!cli_number(cli->threads, TRIALS_THREADS, &threads) ||
		threads == 0))
		return cli_refuse(cli, "campaign", "threads", cli->threads);
	c->threads = (unsigned)threads;
	return CLI_YES;
}

enum cli_exit
verb_campaign(struct cli *cli)
{
	struct campaigning c = {.cli = cli};
	struct error err = ERROR_INIT;
	uint64_t seed = 0;
	enum cli_exit status = take_options(&c, &seed);

	if (status != CLI_YES)
		return status;
	status = documents_read(cli, (const char *const *)cli->argv,
	    (uint32_t)cli->argc, cli->seed == NULL ? NULL : &seed,
	    &c.documents);
	if (status != CLI_YES)
		return status;
	c.order.stages = (const struct stage *const *)c.documents.stages;
	c.order.scenarios = c.documents.n;
	if (isatty(STDERR_FILENO) == 1) {
		c.line = arena_new(BAR_MEMORY, &err);
		if (c.line == NULL)
			return cli_error(cli, &err);
	}
	status = go(&c, &err);
	arena_free(c.line);
	return status;
}
