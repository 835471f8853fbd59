/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as an organisation, a plan, a scenario, a pack and zones: they may
 * be wrong, but they must be read to the end, and every fault must have its
 * place. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "base/text.h"
#include "plans/pack.h"
#include "plans/plan.h"
#include "plans/zones.h"
#include "scenarios/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
place(struct arena *a, const struct faults *faults)
{
	for (uint32_t i = 0; i < faults->n; i++) {
		const struct fault *f = &faults->list[i];
		struct text path = text_new(a);
		uint32_t line = f->line;
		uint32_t column;

		if (line != 0)
			continue;
		value_path(&f->document->values[f->position], &path);
		value_place(&f->document->values[f->position], &line, &column);
		if (path.at[0] != '/' || line == 0)
			abort();
	}
}

static void
take(struct arena *a, const struct document *d, const struct record *record,
    void *out)
{
	struct faults faults = faults_new(a);
	struct reading *r = reading_new(a, names_new(a), &faults);

	reading_take(r, d->values, record, out);
	reading_resolve(r);
	faults_sort(&faults);
	place(a, &faults);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new((size_t)256 << 20, &err);
	struct faults faults;
	const struct document *d;

	if (a == NULL)
		abort();
	faults = faults_new(a);
	d = document_read(a, "fuzz",
	    (struct bytes){arena_copy(a, (const char *)bytes, n), n}, &faults);
	if (d != NULL) {
		take(a, d, &organisation_record, &(struct organisation){0});
		take(a, d, &plan_record, &(struct plan){0});
		take(a, d, &scenario_record, &(struct scenario){0});
		take(a, d, &pack_record, &(struct pack){0});
		take(a, d, &zones_record, &(struct zones){0});
	} else if (faults.errors == 0) {
		abort();
	}
	arena_free(a);
	return 0;
}
