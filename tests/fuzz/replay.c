/* SPDX-License-Identifier: Apache-2.0 */
/* Any two documents, a NUL between them, as a plan and a scenario that came
 * in a bundle: they are refused with a fault, or they can be drilled. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/text.h"
#include "plans/check.h"
#include "plans/plan.h"
#include "replay/drill/compile.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/meet.h"
#include "replay/drill/stage.h"
#include "scenarios/scenario.h"

enum { STEPS = 2000 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const struct stage *
compiled(struct arena *a, struct bytes one, struct bytes other)
{
	struct faults faults = faults_new(a);
	struct plan_enclosed in = {0};
	struct error err = ERROR_INIT;
	const struct plan *plan = NULL;
	const struct document *d = document_read(a, "plan.json", one, &faults);
	const struct scenario *s;

	if (d == NULL || plan_take(a, d, &in, &faults, &plan, &err) != 0 ||
	    plan == NULL || plan->names == NULL)
		return NULL;
	check_plan(a, plan, &faults);
	d = document_read(a, "scenario.json", other, &faults);
	s = d == NULL ? NULL : scenario_take(a, d, plan->names, &faults);
	if (s == NULL)
		return NULL;
	meet_check(plan, s, &faults);
	if (faults.errors > 0 || plan->organisation->calendars.n > 0)
		return NULL;
	return compile_stage(a, plan, s, (uint64_t)s->seed, &faults);
}

static void
play(struct arena *a, const struct stage *stage)
{
	struct drill *d = drill_new(a, stage);
	struct text t = text_new(a);
	const struct fact *facts;
	uint32_t n;

	drill_reset(d, 0);
	for (int i = 0; i < STEPS && drill_step(d) == DRILL_GOES_ON; i++)
		continue;
	facts = drill_facts(d, &n);
	for (uint32_t i = 0; i < n; i++) {
		t.len = 0;
		fact_body(&t, stage, &facts[i], i);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new((size_t)1 << 30, &err);
	const struct stage *stage;
	struct bytes one, other;
	const char *s;

	if (a == NULL)
		abort();
	s = arena_copy(a, (const char *)bytes, n);
	one = (struct bytes){s, strnlen(s, n)};
	other = one.len < n ? (struct bytes){s + one.len + 1, n - one.len - 1}
			    : (struct bytes){"", 0};
	stage = compiled(a, one, other);
	if (stage != NULL)
		play(a, stage);
	arena_free(a);
	return 0;
}
