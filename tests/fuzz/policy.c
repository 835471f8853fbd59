/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a policy: it is refused with a reason, or taken, and then its
 * quorum needs somebody unless it is none, and all together are one. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/faults.h"
#include "replay/proof/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	bool nobody[POLICY_PARTIES] = {false}, all[POLICY_PARTIES];
	struct error err = ERROR_INIT;
	struct arena *a = arena_new((size_t)64 << 20, &err);
	struct faults faults;
	struct policy p;
	struct bytes b;
	bool taken;

	if (a == NULL)
		abort();
	if (n > POLICY_BYTES)
		n = POLICY_BYTES;
	for (int i = 0; i < POLICY_PARTIES; i++)
		all[i] = true;
	b = (struct bytes){arena_copy(a, (const char *)bytes, n), n};
	faults = faults_new(a);
	taken = policy_read(a, "fuzz", b, &faults, &p);
	if (taken != (faults.n == 0))
		abort();
	if (taken &&
	    (policy_is_met(&p, nobody) != (p.quorum == POLICY_NOBODY) ||
		!policy_is_met(&p, all)))
		abort();
	arena_free(a);
	return 0;
}
