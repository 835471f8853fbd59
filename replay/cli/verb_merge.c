/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "replay/cli/answer.h"
#include "replay/cli/cli.h"
#include "replay/cli/documents.h"
#include "replay/judge/part.h"
#include "replay/judge/worker.h"

/* What one part takes while it is read; nothing of it is kept. */
#define SCRATCH (UINT64_C(2) << 30)

/* A part that was given, and what it says of itself. */
struct given {
	const char *file;
	struct part part;
};

/* Parts of one campaign, from their files to what is printed. */
struct merging {
	struct cli *cli;
	struct given *parts; /* in the order of their blocks */
	uint32_t n;
	struct documents documents;
	struct worker_order order;
	struct worker *all; /* holds what is merged; works no more */
	struct arena *scratch;
};

/* ---- what the parts say ---- */

static int
by_blocks(const void *a, const void *b)
{
	const struct part *x = &((const struct given *)a)->part;
	const struct part *y = &((const struct given *)b)->part;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

/* read_heads: of all parts; they must be of one campaign. */
static int
read_heads(struct merging *m, struct error *err)
{
	struct arena *keep = m->cli->arena;
	struct bytes bytes;

	for (uint32_t i = 0; i < m->n; i++) {
		struct given *g = &m->parts[i];

		g->file = m->cli->argv[i];
		arena_reset(m->scratch);
		if (file_read(
			m->scratch, g->file, CLI_PART_MOST, &bytes, err) != 0 ||
		    part_read(keep, g->file, bytes, &g->part, err) != 0)
			return -1;
		if (!part_is_of(&g->part, &m->parts[0].part))
			return error_set(
			    err, ERROR_INPUT, "error.part-other", g->file, "");
	}
	qsort(m->parts, m->n, sizeof(*m->parts), by_blocks);
	return 0;
}

static int
misfit(const struct merging *m, const char *id, const char *file, uint64_t from,
    uint64_t to, struct error *err)
{
	struct text blocks = text_new(m->cli->arena);

	text_fmt(&blocks, "%" PRIu64 "-%" PRIu64, from, to - 1);
	return error_set(err, ERROR_INPUT, id, file, blocks.at);
}

/* fit: every block once. */
static int
fit(const struct merging *m, struct error *err)
{
	uint64_t all = worker_blocks(&m->order);
	uint64_t at = 0;

	for (uint32_t i = 0; i < m->n; i++) {
		const struct part *p = &m->parts[i].part;

		if (p->from == p->to)
			continue;
		if (p->from > at)
			return misfit(
			    m, "error.part-gap", "", at, p->from, err);
		if (p->from < at)
			return misfit(m, "error.part-overlap", m->parts[i].file,
			    p->from, at, err);
		at = p->to;
	}
	if (at < all)
		return misfit(m, "error.part-gap", "", at, all, err);
	return at == all ? 0
			 : error_set(err, ERROR_INPUT, "error.part-malformed",
			       m->parts[m->n - 1].file, "");
}

/* ---- the documents they came from ---- */

static enum cli_exit
read_documents(struct merging *m)
{
	const struct part *p = &m->parts[0].part;
	const char *paths[PART_SCENARIOS + 1] = {p->plan};
	uint64_t seeds[PART_SCENARIOS];

	for (uint32_t i = 0; i < p->n; i++) {
		paths[i + 1] = p->scenarios[i].path;
		seeds[i] = (uint64_t)p->scenarios[i].seed;
	}
	return documents_read(m->cli, paths, p->n + 1, seeds, &m->documents);
}

/* is_theirs: are the documents still what they were? */
static bool
is_theirs(const struct merging *m)
{
	const struct part *p = &m->parts[0].part;
	struct part now = part_of(m->order.stages, m->order.scenarios);

	now.trials = p->trials;
	now.absent = p->absent;
	for (uint32_t i = 0; i < now.n; i++)
		now.scenarios[i].weight = p->scenarios[i].weight;
	return part_is_of(&now, p);
}

/* ---- merging ---- */

static int
add(struct merging *m, const struct given *g, struct error *err)
{
	struct campaign folds[PART_SCENARIOS];
	struct bytes bytes;

	arena_reset(m->scratch);
	for (uint32_t i = 0; i < m->order.scenarios; i++)
		folds[i] =
		    campaign_new(m->scratch, m->scratch, m->order.stages[i]);
	if (file_read(m->scratch, g->file, CLI_PART_MOST, &bytes, err) != 0 ||
	    part_take(m->scratch, g->file, bytes, &g->part, folds, err) != 0)
		return -1;
	for (uint32_t i = 0; i < m->order.scenarios; i++)
		campaign_merge(&m->all->campaigns[i], &folds[i]);
	return 0;
}

static enum cli_exit
present(const struct merging *m)
{
	int64_t weights[PART_SCENARIOS];
	struct answer a = {.documents = &m->documents,
	    .campaigns = m->all->campaigns,
	    .weights = weights,
	    .asked = m->order.trials,
	    .absent = m->order.absent,
	    .complete = true};

	for (uint32_t i = 0; i < m->order.scenarios; i++)
		weights[i] = m->parts[0].part.scenarios[i].weight;
	return answer_give(m->cli, &a);
}

static enum cli_exit
merge(struct merging *m, struct error *err)
{
	for (uint32_t i = 0; i < m->n; i++)
		if (add(m, &m->parts[i], err) != 0)
			return cli_error(m->cli, err);
	return present(m);
}

static enum cli_exit
read_and_merge(struct merging *m, struct error *err)
{
	enum cli_exit status;

	if (read_heads(m, err) != 0)
		return cli_error(m->cli, err);
	status = read_documents(m);
	if (status != CLI_YES)
		return status;
	m->order = (struct worker_order){
	    .stages = (const struct stage *const *)m->documents.stages,
	    .scenarios = m->documents.n,
	    .trials = m->parts[0].part.trials,
	    .absent = m->parts[0].part.absent};
	if (!is_theirs(m)) {
		(void)error_set(err, ERROR_INPUT, "error.part-documents",
		    m->parts[0].part.plan, "");
		return cli_error(m->cli, err);
	}
	if (fit(m, err) != 0)
		return cli_error(m->cli, err);
	m->all = worker_new(&m->order, err);
	if (m->all == NULL)
		return cli_error(m->cli, err);
	status = merge(m, err);
	worker_free(m->all);
	return status;
}

enum cli_exit
verb_merge(struct cli *cli)
{
	struct merging m = {.cli = cli, .n = (uint32_t)cli->argc};
	struct error err = ERROR_INIT;
	enum cli_exit status;

	if (cli->argc < 1)
		return cli_usage(cli, "merge");
	if (answer_prepare(cli, &err) != 0)
		return cli_error(cli, &err);
	m.parts = arena_array(cli->arena, m.n, sizeof(*m.parts));
	m.scratch = arena_new(SCRATCH, &err);
	if (m.scratch == NULL)
		return cli_error(cli, &err);
	status = read_and_merge(&m, &err);
	arena_free(m.scratch);
	return status;
}
