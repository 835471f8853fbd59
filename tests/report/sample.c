/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/report/sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/faults.h"
#include "base/text.h"
#include "plans/plan.h"
#include "plans/zones.h"
#include "replay/drill/compile.h"
#include "replay/drill/drill.h"
#include "replay/drill/stage.h"
#include "replay/judge/expect.h"
#include "replay/judge/ledger.h"
#include "replay/judge/path.h"
#include "replay/judge/timing.h"
#include "replay/judge/worker.h"
#include "replay/report/html.h"
#include "replay/report/odds.h"
#include "scenarios/scenario.h"

#define DIGITS16 "0123456789abcdef"

static const struct report_document documents[] = {
    {"plan.json", DIGITS16 DIGITS16 DIGITS16 DIGITS16}};
static const char *const findings[] = {"one <finding> & more"};

/* judged: what the facts are worth, in `arena`. */
static void
judged(struct arena *arena, struct report_input *in)
{
	uint32_t scenes = in->stage->counts[ENTITY_SCENE];
	struct timing *timing = arena_array(arena, scenes, sizeof(*timing));
	struct expect *expect = arena_alloc(arena, sizeof(*expect));
	struct judgement *judgement = arena_alloc(arena, sizeof(*judgement));
	struct path *path = arena_alloc(arena, sizeof(*path));
	struct path *after = arena_alloc(arena, sizeof(*after));
	struct ledger *ledger = arena_alloc(arena, sizeof(*ledger));

	for (uint32_t i = 0; i < scenes; i++) {
		timing[i] = timing_new(arena, in->stage, i);
		timing_take(&timing[i], in->stage, in->facts, in->facts_n);
	}
	*expect = expect_new(arena, in->stage);
	expect_take(expect, in->stage, in->facts, in->facts_n);
	in->scenes = timing;
	in->expect = expect;
	timing = &timing[in->stage->scene];
	*judgement = timing_judge(timing, in->stage);
	*path = path_walk(arena, in->stage, in->facts, timing);
	in->timing = timing;
	in->judgement = judgement;
	in->path = path;
	*after = path_after(arena, in->stage, in->facts, timing);
	in->after = after;
	*ledger = ledger_sum(arena, in->stage, in->facts, path);
	in->ledger = ledger;
}

/* in_zones: the plan with the clock of the only zone its library knows. */
static const struct plan *
in_zones(struct arena *arena, const struct plan *plan, struct faults *faults)
{
	static const char zones[] =
	    "{\"format\":\"yanlian-zones/1\",\"zones\":[{\"zone\":"
	    "\"Asia/Shanghai\",\"offset\":28800,\"changes\":[]}]}";

	if (plan->organisation->calendars.n == 0)
		return plan;
	return plan_in_zones(arena, plan,
	    zones_read(arena, "zones.json",
		(struct bytes){zones, sizeof(zones) - 1}, faults));
}

bool
sample_play(struct arena *arena, const char *plan, const char *scenario,
    struct report_input *out)
{
	struct faults faults = faults_new(arena);
	struct error err = ERROR_INIT;
	struct report_input in = {.findings = findings,
	    .findings_n = 1,
	    .documents = documents,
	    .documents_n = 1,
	    .record = DIGITS16 DIGITS16 DIGITS16 DIGITS16,
	    .seal = "0000 1111",
	    .signer = "ops.example/\"1\"+01234567+AQ==",
	    .version = "0.0.0"};
	struct drill *drill;

	if (plan_read(arena, plan, &faults, &in.plan, &err) != 0 ||
	    in.plan == NULL ||
	    scenario_read(arena, scenario, in.plan->names, &faults,
		&in.scenario, &err) != 0 ||
	    in.scenario == NULL || faults.errors > 0)
		return false;
	in.plan = in_zones(arena, in.plan, &faults);
	in.stage = compile_stage(
	    arena, in.plan, in.scenario, (uint64_t)in.scenario->seed, &faults);
	if (in.stage == NULL)
		return false;
	drill = drill_new(arena, in.stage);
	if (drill_run(drill) != DRILL_OVER)
		return false;
	in.facts = drill_facts(drill, &in.facts_n);
	judged(arena, &in);
	*out = in;
	return true;
}

enum { KEPT = 64 };

static struct worker *kept[KEPT];
static size_t kept_n;

static void
end_kept(void)
{
	while (kept_n > 0)
		worker_free(kept[--kept_n]);
}

/* played: the trials of one stage; the worker lives on, with the test. */
static const struct campaign *
played(struct arena *arena, const struct stage *stage, uint64_t trials)
{
	const struct stage **stages = arena_alloc(arena, sizeof(*stages));
	struct worker_order *order = arena_alloc(arena, sizeof(*order));
	struct error err = ERROR_INIT;
	struct worker *w;

	stages[0] = stage;
	*order = (struct worker_order){.stages = stages,
	    .scenarios = 1,
	    .trials = trials,
	    .absent = trials};
	w = worker_new(order, &err);
	if (w == NULL || kept_n == KEPT)
		return NULL;
	if (kept_n == 0)
		(void)atexit(end_kept);
	kept[kept_n++] = w;
	for (uint64_t i = 0; i < worker_blocks(order); i++)
		if (!worker_block(w, i))
			return NULL;
	return w->campaigns;
}

bool
sample_odds(struct arena *arena, const char *plan, const char *scenario,
    uint64_t trials, struct odds *out)
{
	static const int64_t weights[] = {1};
	const struct scenario **scenarios =
	    arena_alloc(arena, sizeof(*scenarios));
	struct report_input in;

	if (!sample_play(arena, plan, scenario, &in))
		return false;
	scenarios[0] = in.scenario;
	*out = (struct odds){.plan = in.plan,
	    .scenarios = scenarios,
	    .of = {played(arena, in.stage, trials), weights, 1},
	    .asked = trials,
	    .complete = true,
	    .findings = findings,
	    .findings_n = 1,
	    .documents = documents,
	    .documents_n = 1,
	    .command = "yanlian campaign '<plan>' & more",
	    .version = "0.0.0"};
	return out->of.campaigns != NULL;
}

const char *
sample_page(struct arena *arena, const char *name, enum language language,
    struct report_input *in)
{
	struct text path = text_new(arena);
	struct text page = text_new(arena);

	text_fmt(&path, "tests/cases/report/%s.json", name);
	if (!sample_play(arena, "tests/cases/report/plan.json", path.at, in))
		return NULL;
	html_write(&page, language, in);
	return page.at;
}

const char *
sample_plain(char *s)
{
	static const char label[] = " data-label=\"";
	char *to = s;
	const char *from = s;

	while (*from != '\0') {
		if (strncmp(from, label, sizeof(label) - 1) == 0)
			from = strchr(from + sizeof(label) - 1, '"') + 1;
		else
			*to++ = *from++;
	}
	*to = '\0';
	return s;
}

uint32_t
sample_count(const char *s, const char *what)
{
	uint32_t n = 0;

	while ((s = strstr(s, what)) != NULL) {
		n++;
		s += strlen(what);
	}
	return n;
}
