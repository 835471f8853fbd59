/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as the log of a drill: nobody trusted can have written it, what
 * of it passed is whole lines, and each of its facts is the next. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "replay/proof/verify.h"
#include "replay/proof/walk.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* count: the facts in the lines that passed. */
static int64_t
count(const struct walk *w)
{
	int64_t facts = 0;
	const char *nl;

	for (const char *s = w->log; s < w->log + w->at; s = nl + 1) {
		struct line_view body;

		nl = memchr(s, '\n', (size_t)(w->log + w->len - s));
		if (nl == NULL)
			abort();
		if (log_body(s, (size_t)(nl - s), &body)) {
			if (!log_is_fact(body.at, body.len, facts))
				abort();
			facts++;
		}
	}
	return facts;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new((size_t)64 << 20, &err);
	struct verify_input in = {0};
	struct verify_report report;
	struct walk w;

	if (a == NULL)
		abort();
	in.log = (struct bytes){arena_copy(a, (const char *)bytes, n), n};
	verify_evidence(a, &in, &report);
	if (report.verdict == VERIFY_VALID)
		abort();
	walk_log(&w, a, in.log.at, n);
	if (w.at > n || count(&w) != w.facts)
		abort();
	(void)walk_is_middle(&w);
	arena_free(a);
	return 0;
}
