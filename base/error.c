/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static void
copy_tail(char *out, size_t cap, const char *from)
{
	size_t len = strlen(from);

	if (len >= cap)
		from += len - (cap - 1);
	(void)snprintf(out, cap, "%s", from);
}

int
error_set(struct error *err, enum error_kind kind, const char *id,
    const char *where, const char *detail)
{
	if (err->kind != ERROR_NONE)
		return -1;
	err->kind = kind;
	err->id = id;
	copy_tail(err->where, sizeof(err->where), where);
	(void)snprintf(err->detail, sizeof(err->detail), "%s", detail);
	/* Names of files are anybody's, and go to a terminal. */
	(void)text_tame(err->where, strlen(err->where));
	(void)text_tame(err->detail, strlen(err->detail));
	return -1;
}

int
error_system(struct error *err, const char *id, const char *where)
{
	return error_set(err, ERROR_SYSTEM, id, where, strerror(errno));
}

bool
error_is_set(const struct error *err)
{
	return err->kind != ERROR_NONE;
}
