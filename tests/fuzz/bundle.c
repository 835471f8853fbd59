/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a bundle: a container that is taken must be the one we would
 * have written, and nobody's key may be found trusted in it. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "replay/proof/inspect.h"
#include "replay/proof/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new((size_t)256 << 20, &err);
	struct policy trust = policy_of_keys(NULL, 0);
	struct verify_report report;
	struct tar files;
	struct bytes b, again;

	if (a == NULL)
		abort();
	b = (struct bytes){arena_copy(a, (const char *)bytes, n), n};
	inspect_bundle(a, b, &trust, &files, &report);
	if (report.verdict == VERIFY_VALID)
		abort();
	if (files.n > 0) {
		again = tar_write(a, &files);
		if (again.len != n || memcmp(again.at, b.at, n) != 0)
			abort();
	}
	arena_free(a);
	return 0;
}
