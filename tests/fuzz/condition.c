/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as the short texts that members hold: a condition, a length of
 * time, an instant, a date. What is read can be asked, and an instant that was
 * written again reads as the same. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/condition.h"
#include "base/span.h"
#include "base/text.h"
#include "plans/organisation.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static int64_t
number(const void *cookie, int32_t symbol, int32_t on)
{
	(void)cookie;
	return symbol + on;
}

static void
condition(struct arena *a, const char *s)
{
	struct condition c;
	char near[64];
	const char *id = condition_parse(a, s, organisation_symbols, &c, near);

	if (id == NULL && c.n > 0)
		(void)condition_holds(&c, number, NULL);
}

static void
instant(struct arena *a, const char *s)
{
	struct text t = text_new(a);
	struct instant x, y;

	if (!instant_parse(s, &x))
		return;
	instant_write(&t, x);
	if (!instant_parse(t.at, &y) || x.ms != y.ms)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new((size_t)16 << 20, &err);
	const char *s;
	int64_t days;
	span_ms span;

	if (a == NULL)
		abort();
	s = arena_copy(a, (const char *)bytes, n < 4096 ? n : 4096);
	condition(a, s);
	instant(a, s);
	(void)instant_date(s, &days);
	if (span_parse(s, &span) && span < 0)
		abort();
	arena_free(a);
	return 0;
}
