/* SPDX-License-Identifier: Apache-2.0 */
/* base/duration.h -- a duration as people write it in a document: "45m", or
 * a distribution, e.g. {"lognormal": {"median": "5m", "p95": "20m"}}, or
 * "prior:diag", as long as such work took in published incidents. */
#ifndef BASE_DURATION_H
#define BASE_DURATION_H

#include <stdint.h>

struct arena;
struct faults;
struct reading;
struct record;
struct value;

/* duration_take: read one into a `const struct dist *` at `out`; a faulty
 * one leaves what was there. Owns: the distribution lives in `arena`. */
void duration_take(struct reading *r, struct arena *arena,
    struct faults *faults, const struct value *v, void *out);

/* duration_put: store a fixed duration of `ms` the same way. */
void duration_put(struct arena *arena, int64_t ms, void *out);

/* duration_family: the form of the i-th family of distributions, its name in
 * `kind`; NULL behind the last. Empirical and mixture are lists and none. */
const struct record *duration_family(int i);

enum { DURATION_PARTS = 16 };

/* What stands before the name of a prior. */
#define DURATION_PRIOR "prior:"

/* The member beside a family that lets it share its scene's luck. */
#define DURATION_SHARED "shared_luck"

/* The form of a mixture's part. */
extern const struct record duration_part;

#endif
