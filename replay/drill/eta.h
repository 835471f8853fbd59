/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/eta.h -- when a scene's services will be back, by what is
 * known at the moment: medians of the work still to do, of the people still
 * to come. Changes nothing and looks at nobody's luck: neither at draws to
 * come nor at how an attempt in hand will end. */
#ifndef REPLAY_DRILL_ETA_H
#define REPLAY_DRILL_ETA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct drill;

struct eta {
	span_ms at;  /* since the start; SPAN_NEVER: no step left helps */
	span_ms p90; /* the same at the 90 % quantile */
};

/* eta_of: the estimate for a scene.
 * Return: false if nothing in its scope is known to be below its minimum;
 *         then there is none.
 * Source: docs/semantics.md, 14. */
bool eta_of(const struct drill *d, uint32_t scene, struct eta *out);

/* eta_limit: when the scene's services must be back, as far as anybody knows: a
 * disruption is not known before its signs are. SPAN_NEVER: its clock has not
 * started yet. Source: docs/semantics.md, 14. */
span_ms eta_limit(const struct drill *d, uint32_t scene);

#endif
