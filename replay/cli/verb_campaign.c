/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "replay/cli/answer.h"
#include "replay/cli/bundle.h"
#include "replay/cli/cli.h"
#include "replay/cli/documents.h"
#include "replay/drill/stage.h"
#include "replay/judge/part.h"
#include "replay/judge/summary.h"
#include "replay/judge/worker.h"
#include "replay/report/tell.h"
#include "scenarios/scenario.h"
#include "sim/random.h"
#include "sim/trials.h"

_Static_assert((int)WORKER_BLOCK == (int)TRIALS_BLOCK, "one size of block");
_Static_assert((int)PART_SCENARIOS == (int)SUMMARY_SCENARIOS, "one limit");

enum {
	TRIALS_USUAL = 10000,
	ABSENT_USUAL = 1024,
	SHARDS = 100000,
	WEIGHT_MOST = 1000000
};

/* A campaign from its arguments to what is printed. */
struct campaigning {
	struct cli *cli;
	struct documents documents;
	struct worker_order order;
	struct part part; /* what is asked and, in the end, done */
	const char *path; /* of the part's file */
	bool is_shard;
	uint64_t shard, shards;
	int64_t precision; /* ppm; 0: none */
	uint64_t from, to; /* blocks to be done */
	struct worker *workers[TRIALS_THREADS];
	unsigned threads;
	struct arena *line; /* what the bar is written in; NULL: no bar */
	bool shown;         /* it stands on the terminal */
};

/* ---- progress ---- */

enum { BAR = 30, QUIET_MS = 1000, BAR_MEMORY = 1 << 16 };

/* share: how much of the work is done, in ppm; blocks with trials that are
 * played without one or the other weigh more. */
static int64_t
share(const struct campaigning *c, uint64_t done)
{
	uint64_t from = c->part.to;
	double before = worker_cost(c->workers[0], from);
	double all = worker_cost(c->workers[0], c->to) - before;
	double now = worker_cost(c->workers[0], from + done) - before;

	return all <= 0 ? 0 : (int64_t)(now / all * 1e6);
}

/* tick: a bar, the share done, how long it will take yet. */
static void
tick(void *cookie, uint64_t done, int64_t elapsed_ms)
{
	struct campaigning *c = cookie;
	int64_t ppm = share(c, done);
	struct text t;
	struct text left;
	struct text percent;

	if (elapsed_ms < QUIET_MS || ppm == 0)
		return;
	arena_reset(c->line);
	t = text_new(c->line);
	left = text_new(c->line);
	percent = text_new(c->line);
	words_span(&left, c->cli->language,
	    elapsed_ms * (1000000 - ppm) / ppm / SPAN_SECOND * SPAN_SECOND);
	tell_share(&percent, ppm / 10000 * 10000);
	text_add(&t, "\r[");
	for (int64_t i = 0; i < BAR; i++)
		text_add(&t, i < ppm * BAR / 1000000 ? "#" : ".");
	text_add(&t, "] ");
	words_say(&t, c->cli->language, "odds.progress", "share", percent.at,
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

/* gather: all that the threads have learnt, in the first worker. */
static void
gather(struct campaigning *c)
{
	for (unsigned i = 1; i < c->threads; i++)
		worker_merge(c->workers[0], c->workers[i]);
}

static int
keep(const struct campaigning *c, struct error *err)
{
	struct text t = text_new(c->cli->arena);

	part_write(&t, &c->part, c->workers[0]->campaigns);
	return file_replace(c->cli->arena, c->path, t.at, t.len, err);
}

/* say_kept: where the part lies, and what is to be done with it. */
static void
say_kept(const struct campaigning *c, const char *id)
{
	struct text t = text_new(c->cli->arena);

	words_say(&t, c->cli->language, id, "file", c->path, NULL);
	text_add(&t, "\n");
	cli_complain(&t);
}

static enum cli_exit
present(const struct campaigning *c, bool complete)
{
	int64_t weights[PART_SCENARIOS];
	struct answer a = {.documents = &c->documents,
	    .campaigns = c->workers[0]->campaigns,
	    .weights = weights,
	    .asked = c->order.trials,
	    .absent = c->order.absent,
	    .precision = c->precision,
	    .complete = complete};

	for (uint32_t i = 0; i < c->part.n; i++)
		weights[i] = c->part.scenarios[i].weight;
	return answer_give(c->cli, &a);
}

/* conclude: what was done up to block `done`. */
static enum cli_exit
conclude(struct campaigning *c, bool complete)
{
	struct error err = ERROR_INIT;

	if ((c->is_shard || !complete) && keep(c, &err) != 0)
		return cli_error(c->cli, &err);
	if (!complete)
		say_kept(c, "odds.kept-incomplete");
	else if (c->is_shard)
		say_kept(c, "odds.kept-part");
	if (c->is_shard)
		return complete ? CLI_YES : CLI_INCOMPLETE;
	return present(c, complete);
}

/* ---- doing it ---- */

static enum trials_end
run(struct campaigning *c, uint64_t to, struct error *err)
{
	struct trials t = {.from = c->part.to,
	    .to = to,
	    .threads = c->threads,
	    .workers = (void *const *)c->workers,
	    .block = worker_block,
	    .tick = c->line == NULL ? NULL : tick,
	    .cookie = c};

	return trials_run(&t, &c->part.to, err);
}

/* is_precise: is P(met) known as closely as was asked? By the counts alone,
 * over all workers. */
static bool
is_precise(const struct campaigning *c)
{
	struct campaign *sums =
	    arena_array(c->cli->arena, c->documents.n, sizeof(struct campaign));
	int64_t weights[PART_SCENARIOS];
	struct interval met;

	for (uint32_t i = 0; i < c->documents.n; i++) {
		sums[i].stage = c->order.stages[i];
		sums[i].starts = arena_array(c->cli->arena,
		    campaign_starts(sums[i].stage), sizeof(*sums[i].starts));
		weights[i] = c->part.scenarios[i].weight;
		for (unsigned j = 0; j < c->threads; j++)
			campaign_count(&sums[i], &c->workers[j]->campaigns[i]);
	}
	return summary_share((struct summary_of){sums, weights, c->documents.n},
		   CAMPAIGN_MET, &met) &&
	       met.high - met.low <= 2 * c->precision;
}

/* run_until_precise: stops only where 1024 * 2^k trials of each scenario are
 * done, so that it does not depend on the machine. */
static enum trials_end
run_until_precise(struct campaigning *c, struct error *err)
{
	enum trials_end end = TRIALS_DONE;

	for (uint64_t blocks = 1; end == TRIALS_DONE && c->part.to < c->to;
	     blocks *= 2) {
		uint64_t to = blocks * c->documents.n;

		end = run(c, to < c->to ? to : c->to, err);
		if (end == TRIALS_DONE && is_precise(c))
			break;
	}
	return end;
}

static enum cli_exit
work(struct campaigning *c, struct error *err)
{
	enum trials_end end =
	    c->precision > 0 ? run_until_precise(c, err) : run(c, c->to, err);

	clear(c);
	if (end == TRIALS_FAILED)
		return cli_error(c->cli, err);
	if (end == TRIALS_BROKEN)
		return stuck(c);
	gather(c);
	return conclude(c, end == TRIALS_DONE);
}

/* resume: what an earlier run has kept, if it has. */
static int
resume(struct campaigning *c, struct error *err)
{
	struct part found;
	struct bytes bytes;

	if (!c->cli->resume || !bundle_is_there(c->path))
		return 0;
	if (file_read(c->cli->arena, c->path, CLI_PART_MOST, &bytes, err) !=
		0 ||
	    part_read(c->cli->arena, c->path, bytes, &found, err) != 0)
		return -1;
	if (!part_is_of(&found, &c->part) || found.from != c->from ||
	    found.to > c->to)
		return error_set(
		    err, ERROR_INPUT, "error.part-other", c->path, "");
	if (part_take(c->cli->arena, c->path, bytes, &found,
		c->workers[0]->campaigns, err) != 0)
		return -1;
	c->part.to = found.to;
	return 0;
}

static enum cli_exit
go(struct campaigning *c)
{
	struct error err = ERROR_INIT;
	unsigned made = 0;
	enum cli_exit status;

	while (made < c->threads &&
	       (c->workers[made] = worker_new(&c->order, &err)) != NULL)
		made++;
	if (made < c->threads || resume(c, &err) != 0)
		status = cli_error(c->cli, &err);
	else
		status = work(c, &err);
	while (made > 0)
		worker_free(c->workers[--made]);
	return status;
}

/* ---- what is asked for ---- */

static enum cli_exit
wrong(const struct cli *cli, const char *option, const char *value)
{
	return cli_refuse(cli, "campaign", option, value);
}

/* take_shard: "3/16". */
static bool
take_shard(struct campaigning *c, const char *s)
{
	char first[24] = "";
	size_t n = strcspn(s, "/");

	if (s[n] != '/' || n >= sizeof(first))
		return false;
	memcpy(first, s, n);
	c->is_shard = true;
	return cli_number(first, SHARDS, &c->shard) &&
	       cli_number(s + n + 1, SHARDS, &c->shards) && c->shard >= 1 &&
	       c->shard <= c->shards;
}

/* take_weights: "12,1", one a scenario. */
static bool
take_weights(struct campaigning *c, const char *s)
{
	for (uint32_t i = 0; i < c->documents.n; i++) {
		char one[24] = "";
		size_t n = strcspn(s, ",");
		uint64_t weight;

		if (n >= sizeof(one))
			return false;
		memcpy(one, s, n);
		if (!cli_number(one, WEIGHT_MOST, &weight) || weight == 0)
			return false;
		c->part.scenarios[i].weight = (int64_t)weight;
		s += n;
		if (*s == ',' && i + 1 < c->documents.n)
			s++;
	}
	return *s == '\0';
}

/* take_precision: half the interval's width: "0.005", above 0, below 1. */
static bool
take_precision(struct campaigning *c, const char *s)
{
	int64_t unit = 100000;

	if (strncmp(s, "0.", 2) != 0 || s[2] == '\0')
		return false;
	for (s += 2; *s != '\0'; s++, unit /= 10) {
		if (*s < '0' || *s > '9' || unit == 0)
			return false;
		c->precision += (*s - '0') * unit;
	}
	return c->precision > 0;
}

static enum cli_exit
take_numbers(struct campaigning *c)
{
	const struct cli *cli = c->cli;
	uint64_t threads = trials_threads();

	c->order.trials = TRIALS_USUAL;
	c->order.absent = ABSENT_USUAL;
	c->order.literal = cli->literal;
	if (cli->n != NULL &&
	    (!cli_number(cli->n, RANDOM_TRIALS, &c->order.trials) ||
		c->order.trials == 0))
		return wrong(cli, "n", cli->n);
	if (cli->absent != NULL &&
	    !cli_number(cli->absent, RANDOM_TRIALS, &c->order.absent))
		return wrong(cli, "absent", cli->absent);
	if (cli->threads != NULL &&
	    (!cli_number(cli->threads, TRIALS_THREADS, &threads) ||
		threads == 0))
		return wrong(cli, "threads", cli->threads);
	c->threads = (unsigned)threads;
	return CLI_YES;
}

static enum cli_exit
take_options(struct campaigning *c, uint64_t *seed)
{
	const struct cli *cli = c->cli;
	enum cli_exit status = take_numbers(c);

	if (status != CLI_YES)
		return status;
	if (cli->argc < 2 || cli->argc > SUMMARY_SCENARIOS + 1)
		return cli_usage(cli, "campaign");
	if (cli->seed != NULL && !cli_number(cli->seed, RANDOM_SEED_MOST, seed))
		return wrong(cli, "seed", cli->seed);
	if (cli->shard != NULL && !take_shard(c, cli->shard))
		return wrong(cli, "shard", cli->shard);
	if (cli->out != NULL && c->is_shard)
		return wrong(cli, "out", cli->out);
	if (cli->precision != NULL &&
	    (!take_precision(c, cli->precision) || c->is_shard || cli->resume))
		return wrong(cli, "precision", cli->precision);
	return CLI_YES;
}

/* lay_out: which blocks are to be done, and where they are kept. */
static enum cli_exit
lay_out(struct campaigning *c)
{
	const struct cli *cli = c->cli;
	struct text path = text_new(cli->arena);
	uint64_t all;

	c->order.stages = (const struct stage *const *)c->documents.stages;
	c->order.scenarios = c->documents.n;
	c->part = part_of(c->order.stages, c->order.scenarios);
	c->part.trials = c->order.trials;
	c->part.absent = c->order.absent;
	c->part.plan = cli->argv[0];
	for (uint32_t i = 0; i < c->part.n; i++)
		c->part.scenarios[i].path = cli->argv[i + 1];
	if (cli->weights != NULL && !take_weights(c, cli->weights))
		return wrong(cli, "weights", cli->weights);
	all = worker_blocks(&c->order);
	c->to = all;
	text_add(&path, c->documents.scenarios[0]->id);
	if (c->is_shard) {
		c->from = all * (c->shard - 1) / c->shards;
		c->to = all * c->shard / c->shards;
		text_fmt(
		    &path, "-%" PRIu64 "-of-%" PRIu64, c->shard, c->shards);
	}
	text_add(&path, ".part");
	c->path = cli->part != NULL ? cli->part : path.at;
	c->part.from = c->part.to = c->from;
	return CLI_YES;
}

enum cli_exit
verb_campaign(struct cli *cli)
{
	struct campaigning c = {.cli = cli};
	struct error err = ERROR_INIT;
	uint64_t seeds[PART_SCENARIOS];
	uint64_t seed = 0;
	enum cli_exit status = take_options(&c, &seed);

	if (status != CLI_YES)
		return status;
	for (int i = 0; i < PART_SCENARIOS; i++)
		seeds[i] = seed;
	if (answer_prepare(cli, &err) != 0)
		return cli_error(cli, &err);
	status = documents_read(cli, (const char *const *)cli->argv,
	    (uint32_t)cli->argc, cli->seed == NULL ? NULL : seeds,
	    &c.documents);
	if (status != CLI_YES)
		return status;
	status = lay_out(&c);
	if (status != CLI_YES)
		return status;
	if (isatty(STDERR_FILENO) == 1) {
		c.line = arena_new(BAR_MEMORY, &err);
		if (c.line == NULL)
			return cli_error(cli, &err);
	}
	status = go(&c);
	arena_free(c.line);
	return status;
}
