/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/document.h"

void
check_contents(struct checking *c)
{
	const struct plan *p = c->plan;

	if (p->purpose.en[0] == '\0')
		checking_add(c, GRADE_NOTE, "contents-missing", p->at, "member",
		    "purpose");
	if (p->basis.en[0] == '\0')
		checking_add(c, GRADE_NOTE, "contents-missing", p->at, "member",
		    "basis");
}
