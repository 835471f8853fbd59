/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/beside.h"

#include <string.h>

#include "base/document.h"
#include "base/faults.h"
#include "base/file.h"

/* is_below: does a path written in a document stay at or below its folder? */
static bool
is_below(const char *path)
{
	if (path[0] == '/' || path[0] == '\0')
		return false;
	for (const char *s = path; s != NULL; s = strchr(s, '/')) {
		s += *s == '/';
		if (strncmp(s, "..", 2) == 0 && (s[2] == '/' || s[2] == '\0'))
			return false;
	}
	return true;
}

int
beside_open(struct arena *arena, const struct value *v, struct faults *faults,
    const struct document **out, struct error *err)
{
	struct error missing = ERROR_INIT;
	const char *folder = file_directory(arena, v->document->name);

	*out = NULL;
	if (!is_below(v->string) || file_is_linked(arena, folder, v->string)) {
		faults_add(faults, GRADE_ERROR, "path-outside", v, "path",
		    v->string, NULL);
		return 0;
	}
	if (document_open(arena, file_join(arena, folder, v->string), faults,
		out, &missing) == 0)
		return 0;
	if (missing.kind != ERROR_INPUT) {
		*err = missing;
		return -1;
	}
	(void)beside_enclosed(v, NULL, faults);
	return 0;
}

const struct document *
beside_enclosed(const struct value *v, const struct document *document,
    struct faults *faults)
{
	if (document == NULL)
		faults_add(
		    faults, GRADE_ERROR, "no-file", v, "path", v->string, NULL);
	return document;
}
