/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/file.h"
#include "base/names.h"
#include "plans/check.h"
#include "plans/plan.h"
#include "replay/cli/cli.h"
#include "replay/cli/icalendar.h"
#include "replay/cli/pagerduty.h"
#include "replay/cli/pd_compare.h"
#include "replay/cli/rota.h"

enum { WEEKS = 8, WEEKS_MOST = 104 };

/* An import from its arguments to the documents it leaves. */
struct import {
	struct cli *cli;
	struct instant from; /* ms 0: nobody said */
	uint64_t weeks;
	const struct document **documents;
	uint32_t n;
	struct faults faults;
	struct rota *rota;
	struct text plan;
};

static enum cli_exit
refuse(struct import *m)
{
	struct text t = text_new(m->cli->arena);

	cli_faults(m->cli, &m->faults, &t);
	cli_complain(&t);
	return CLI_USAGE;
}

/* read_back: the plan as anybody will read it; NULL, and its faults, if it
 * cannot be simulated. */
static int
read_back(struct import *m, const struct plan **plan, struct error *err)
{
	struct cli *cli = m->cli;
	struct faults own = faults_new(cli->arena);
	const char *name = cli->out == NULL ? "plan.json" : cli->out;
	const struct document *d;

	*plan = NULL;
	d = document_read(
	    cli->arena, name, (struct bytes){m->plan.at, m->plan.len}, &own);
	if (d != NULL && plan_take(cli->arena, d, NULL, &own, plan, err) != 0)
		return -1;
	if (*plan != NULL && own.errors == 0)
		check_plan(cli->arena, *plan, &own);
	if (own.errors == 0)
		return 0;
	*plan = NULL;
	m->faults = own;
	return 0;
}

/* ---- PagerDuty ---- */

/* pagerduty: once, with layers in one order or the other.
 * Return: how many schedules differ from PagerDuty's own; -1: see `err`. */
static int
pagerduty(struct import *m, bool turned, struct error *err)
{
	struct pagerduty p = {.documents = m->documents,
	    .n = m->n,
	    .from = m->from,
	    .turned = turned};
	const struct plan *plan;

	m->faults = faults_new(m->cli->arena);
	m->rota = rota_new(m->cli->arena, &m->faults);
	m->plan = text_new(m->cli->arena);
	p.rota = m->rota;
	pagerduty_take(&p);
	if (m->faults.errors > 0)
		return 0;
	rota_plan(m->rota, &m->plan);
	if (read_back(m, &plan, err) != 0)
		return -1;
	return plan == NULL ? 0 : pd_compare_schedules(&p, plan, err);
}

/* from_pagerduty: the API lists the layer that wins first; should its own
 * final schedules say otherwise, and agree with the other order, that one. */
static int
from_pagerduty(struct import *m, struct error *err)
{
	int differ = pagerduty(m, false, err);
	struct import other = *m;

	if (differ <= 0)
		return differ;
	differ = pagerduty(&other, true, err);
	if (differ < 0 || other.faults.errors > 0)
		return -(differ < 0);
	if (differ == 0) {
		*m = other;
		m->rota->faults = &m->faults;
		faults_add(&m->faults, GRADE_NOTE, "import-turned",
		    m->documents[0]->values, NULL);
	}
	return 0;
}

static int
read_documents(struct import *m, struct error *err)
{
	struct cli *cli = m->cli;

	m->documents =
	    arena_array(cli->arena, (size_t)cli->argc, sizeof(*m->documents));
	for (int i = 1; i < cli->argc; i++) {
		if (document_open(cli->arena, cli->argv[i], &m->faults,
			&m->documents[m->n], err) != 0)
			return -1;
		m->n += m->documents[m->n] != NULL;
	}
	return 0;
}

/* ---- iCalendar ---- */

/* from_ical: what runs within --weeks of --from, or from now. */
static int
from_ical(struct import *m, struct error *err)
{
	const struct plan *plan;
	int64_t length = (int64_t)m->weeks * 7 * SPAN_DAY;

	m->rota = rota_new(m->cli->arena, &m->faults);
	m->plan = text_new(m->cli->arena);
	for (int i = 1; i < m->cli->argc; i++)
		if (icalendar_take(m->rota, m->cli->argv[i], (uint32_t)i,
			m->from.ms, m->from.ms + length, err) != 0)
			return -1;
	if (m->faults.errors > 0)
		return 0;
	rota_plan(m->rota, &m->plan);
	return read_back(m, &plan, err);
}

/* ---- what is left ---- */

static int
keep(struct import *m, struct error *err)
{
	struct text roster = text_new(m->cli->arena);

	if (m->cli->roster != NULL) {
		rota_roster(m->rota, &roster);
		if (file_write(
			m->cli->roster, roster.at, roster.len, true, err) != 0)
			return -1;
	}
	if (m->cli->out != NULL)
		return file_write(
		    m->cli->out, m->plan.at, m->plan.len, false, err);
	cli_print(&m->plan);
	return 0;
}

/* conclude: what was carried over and what was not, on stderr; with --json
 * and a file for the plan, on stdout for machines. */
static void
conclude(struct import *m)
{
	static const char *const kinds[] = {"calendar", "ladder", "person"};
	struct cli *cli = m->cli;
	struct text counts[3];
	struct text t = text_new(cli->arena);

	if (cli->json && cli->out != NULL) {
		cli_faults_json(cli, &m->faults, &t);
		cli_print(&t);
		return;
	}
	for (int i = 0; i < 3; i++) {
		counts[i] = text_new(cli->arena);
		text_int(&counts[i], names_count(m->rota->names, kinds[i]));
	}
	cli_faults(cli, &m->faults, &t);
	words_say(&t, cli->language, "say.imported", "calendars", counts[0].at,
	    "ladders", counts[1].at, "people", counts[2].at, NULL);
	text_add(&t, "\n");
	if (cli->out != NULL) {
		words_say(&t, cli->language, "say.import-next", "program",
		    cli->program, "plan", cli->out, NULL);
		text_add(&t, "\n");
	}
	cli_complain(&t);
}

/* take: read what the files hold. */
static int
take(struct import *m, struct error *err)
{
	if (strcmp(m->cli->argv[0], "ical") == 0)
		return from_ical(m, err);
	if (read_documents(m, err) != 0)
		return -1;
	return m->faults.errors > 0 ? 0 : from_pagerduty(m, err);
}

enum cli_exit
verb_import(struct cli *cli)
{
	struct import m = {
	    .cli = cli, .faults = faults_new(cli->arena), .weeks = WEEKS};
	struct error err = ERROR_INIT;
	bool ical = cli->argc > 0 && strcmp(cli->argv[0], "ical") == 0;

	if (cli->argc < 2 || (!ical && strcmp(cli->argv[0], "pagerduty") != 0))
		return cli_usage(cli, "import");
	cli->at = cli->from;
	if ((ical || cli->from != NULL) && !cli_instant(cli, &m.from))
		return cli_refuse(cli, "import", "from", cli->from);
	if (cli->weeks != NULL &&
	    (!cli_number(cli->weeks, WEEKS_MOST, &m.weeks) || m.weeks == 0))
		return cli_refuse(cli, "import", "weeks", cli->weeks);
	if (take(&m, &err) < 0)
		return cli_error(cli, &err);
	if (m.faults.errors > 0)
		return refuse(&m);
	if (keep(&m, &err) != 0)
		return cli_error(cli, &err);
	conclude(&m);
	return cli->strict && m.faults.findings > 0 ? CLI_NO : CLI_YES;
}
