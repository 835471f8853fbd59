/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a file of the tz database: refused, or offsets that change at
 * rising instants of the time asked for. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/tzif.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const int64_t from = 0, until = 4102444800; /* 2100-01-01 */
	struct error err = ERROR_INIT;
	struct arena *a = arena_new((size_t)64 << 20, &err);
	int64_t last = from;
	struct tzif z = {0};
	struct bytes b;

	if (a == NULL)
		abort();
	b = (struct bytes){arena_copy(a, (const char *)bytes, n), n};
	if (!tzif_read(a, b, from, until, &z))
		z.n = 0;
	for (uint32_t i = 0; i < z.n; i++) {
		if (z.changes[i].at <= last || z.changes[i].at > until)
			abort();
		last = z.changes[i].at;
	}
	arena_free(a);
	return 0;
}
