/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/plans/edits.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "base/text.h"
#include "plans/check.h"
#include "plans/plan.h"
#include "tests/cases.h"
#include "tests/suite.h"

#define CLEAN "tests/cases/check/clean/plan.json"

const char *
edits_clean(struct arena *a)
{
	struct error err = ERROR_INIT;
	struct bytes plan;

	ck_assert_int_eq(file_read(a, CLEAN, 1 << 20, &plan, &err), 0);
	return plan.at;
}

const char *
edits_make(struct arena *a, const char *plan, const char *old, const char *new)
{
	struct text t = text_new(a);
	const char *at = strstr(plan, old);

	ck_assert_msg(at != NULL && strstr(at + 1, old) == NULL, "%s", old);
	text_bytes(&t, plan, (size_t)(at - plan));
	text_add(&t, new);
	text_add(&t, at + strlen(old));
	return t.at;
}

const char *
edits_check(struct arena *a, const char *json)
{
	struct faults faults = faults_new(a);
	struct reading *r;
	struct organisation *org = arena_alloc(a, sizeof(*org));
	struct plan plan = {.organisation = org, .names = names_new(a)};

	plan.document = cases_document(a, json, &faults);
	ck_assert_msg(plan.document != NULL, "%s", cases_faults(a, &faults));
	r = reading_new(a, plan.names, &faults);
	reading_take(r, plan.document->values, &plan_record, &plan);
	reading_take(r, plan.organisation_at, &organisation_record, org);
	reading_resolve(r);
	check_plan(a, &plan, &faults);
	return cases_faults(a, &faults);
}

void
edits_run(const struct edit *edits, size_t n)
{
	struct arena *a = cases_arena(64 << 20);

	for (size_t i = 0; i < n; i++) {
		const struct edit *e = &edits[i];
		const char *got = edits_check(
		    a, edits_make(a, edits_clean(a), e->old, e->new));

		ck_assert_msg(strcmp(got, e->found) == 0,
		    "%s\n--- became\n%s\n--- expected\n%s--- found\n%s", e->old,
		    e->new, e->found, got);
		arena_reset(a);
	}
	arena_free(a);
}
