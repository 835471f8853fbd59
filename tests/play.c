/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/play.h"

#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/file.h"
#include "base/span.h"
#include "base/text.h"
#include "plans/check.h"
#include "plans/plan.h"
#include "plans/zones.h"
#include "replay/drill/compile.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/meet.h"
#include "replay/drill/stage.h"
#include "scenarios/scenario.h"
#include "tests/cases.h"

static const char root[] = "tests/cases/drill";

/* zones: what the clocks of the folder's plan show. */
static const struct zones *
zones(struct arena *a, const char *folder, struct faults *faults)
{
	const char *path = file_join(a, folder, "zones.json");
	struct error err = ERROR_INIT;
	struct bytes bytes;

	ck_assert_int_eq(file_read(a, path, 1 << 20, &bytes, &err), 0);
	return zones_read(a, path, bytes, faults);
}

const struct stage *
play_stage(struct arena *a, const char *folder, uint64_t seed)
{
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct plan *plan;
	const struct scenario *scenario;
	const struct stage *stage;

	ck_assert_int_eq(plan_read(a, file_join(a, folder, "plan.json"),
			     &faults, &plan, &err),
	    0);
	ck_assert_ptr_nonnull(plan);
	check_plan(a, plan, &faults);
	if (plan->organisation->calendars.n > 0)
		plan = plan_in_zones(a, plan, zones(a, folder, &faults));
	ck_assert_int_eq(scenario_read(a, file_join(a, folder, "scenario.json"),
			     plan->names, &faults, &scenario, &err),
	    0);
	ck_assert_ptr_nonnull(scenario);
	meet_check(plan, scenario, &faults);
	ck_assert_msg(
	    faults.errors == 0, "%s: %s", folder, cases_faults(a, &faults));
	stage = compile_stage(a, plan, scenario, seed, &faults);
	ck_assert_ptr_nonnull(stage);
	return stage;
}

struct play
play_on(struct arena *a, const struct stage *stage)
{
	struct play p = {stage, drill_new(a, stage), NULL, 0};

	ck_assert_int_eq(drill_run(p.drill), DRILL_OVER);
	p.facts = drill_facts(p.drill, &p.n);
	return p;
}

struct play
play_folder(struct arena *a, const char *name)
{
	return play_on(a, play_stage(a, file_join(a, root, name), 0));
}

/* ---- what is expected ---- */

/* expected: the file's lines without its comments. */
static const char *
expected(struct arena *a, const char *name, const char *file)
{
	const char *path = file_join(a, file_join(a, root, name), file);
	struct error err = ERROR_INIT;
	struct text t = text_new(a);
	struct bytes bytes;

	if (file_read(a, path, 1 << 20, &bytes, &err) != 0)
		ck_abort_msg("%s: %s", path, err.id);
	for (const char *s = bytes.at; *s != '\0';) {
		size_t n = strcspn(s, "\n") + 1;

		if (*s != '#')
			text_bytes(&t, s, n);
		s += n;
	}
	return t.at;
}

void
play_compare(
    struct arena *a, const char *name, const char *file, const char *got)
{
	const char *wanted = expected(a, name, file);

	ck_assert_msg(strcmp(got, wanted) == 0,
	    "%s/%s:\n--- expected\n%s--- found\n%s", name, file, wanted, got);
}

/* ---- what happened ---- */

static const char *
word(const struct stage *stage, uint32_t entity)
{
	return entity == 0 ? "-" : stage_name(stage, entity)->id;
}

static void
write_fact(struct text *t, const struct stage *stage, const struct fact *f)
{
	span_write(t, f->at);
	text_fmt(t, " %s %s %s", fact_act_name((enum fact_act)f->act),
	    word(stage, f->by), word(stage, f->on));
	if (f->value != 0) {
		text_add(t, " ");
		text_int(t, f->value);
	}
	text_add(t, "\n");
}

/* is_named: does a line of the file speak of this act? */
static bool
is_named(const char *lines, const char *act)
{
	size_t n = strlen(act);

	for (const char *s = lines; (s = strstr(s, act)) != NULL; s += n)
		if (s > lines && s[-1] == ' ' && strchr(" \n", s[n]) != NULL)
			return true;
	return false;
}

void
play_case(const char *name)
{
	struct arena *a = cases_arena(256 << 20);
	struct play p = play_folder(a, name);
	const char *wanted = expected(a, name, "expected.txt");
	struct text got = text_new(a);
	bool named[FACT_ACTS];
	bool seen[FACT_ACTS] = {false};

	for (int i = 0; i < FACT_ACTS; i++)
		named[i] = is_named(wanted, fact_act_name((enum fact_act)i));
	for (uint32_t i = 0; i < p.n; i++) {
		seen[p.facts[i].act] = true;
		if (named[p.facts[i].act])
			write_fact(&got, p.stage, &p.facts[i]);
	}
	for (int i = 0; i < FACT_ACTS; i++)
		if (named[i] && !seen[i])
			text_fmt(&got, "never %s\n",
			    fact_act_name((enum fact_act)i));
	play_compare(a, name, "expected.txt", got.at);
	arena_free(a);
}
