/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/cases.h"

#include <check.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/file.h"
#include "base/schema.h"
#include "base/text.h"

enum { MOST = 1 << 20 };

struct arena *
cases_arena(size_t cap)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new(cap, &err);

	ck_assert_ptr_nonnull(a);
	return a;
}

const struct document *
cases_document(struct arena *a, const char *json, struct faults *faults)
{
	struct bytes bytes = {json, strlen(json)};

	return document_read(a, "t.json", bytes, faults);
}

static void
write_fault(struct text *t, const struct fault *f)
{
	static const char *const grades[] = {"note", "finding", "error"};
	uint32_t line = f->line;
	uint32_t column = f->column;

	text_fmt(t, "%s %s ", grades[f->grade], f->id);
	if (line == 0) {
		const struct value *v = &f->document->values[f->position];

		value_path(v, t);
		value_place(v, &line, &column);
	} else {
		text_add(t, "-");
	}
	text_fmt(t, " %u:%u", line, column);
	for (uint32_t i = 0; i < f->args_n; i++)
		text_fmt(t, " %s=%s", f->args[i].name, f->args[i].value);
	text_add(t, "\n");
}

const char *
cases_faults(struct arena *a, struct faults *faults)
{
	struct text t = text_new(a);

	faults_sort(faults);
	for (uint32_t i = 0; i < faults->n; i++)
		write_fault(&t, &faults->list[i]);
	return t.at;
}

static const char *
contents(struct arena *a, const char *path)
{
	struct error err = ERROR_INIT;
	struct bytes bytes;

	if (file_read(a, path, MOST, &bytes, &err) != 0)
		ck_abort_msg("%s: %s", path, err.id);
	return bytes.at;
}

static void
run_case(const char *folder, bool valid,
    void (*read)(struct arena *a, const char *path, struct faults *faults))
{
	struct arena *a = cases_arena(64 << 20);
	struct faults faults = faults_new(a);
	const char *wanted = "";
	const char *got;

	read(a, file_join(a, folder, "input.json"), &faults);
	got = cases_faults(a, &faults);
	if (!valid) {
		wanted = contents(a, file_join(a, folder, "expected.txt"));
		wanted = strchr(wanted, '\n') + 1; /* behind the label */
	}
	ck_assert_msg(strcmp(got, wanted) == 0,
	    "%s:\n--- expected\n%s--- found\n%s", folder, wanted, got);
	arena_free(a);
}

/* run_folder: every case below `path`. Return: how many there are. */
static int
run_folder(struct arena *a, const char *path, bool valid,
    void (*read)(struct arena *a, const char *path, struct faults *faults))
{
	struct dirent **names;
	int n = scandir(path, &names, NULL, alphasort);
	int cases = 0;

	ck_assert_msg(n > 0, "%s", path);
	for (int i = 0; i < n; i++) {
		if (names[i]->d_name[0] != '.') {
			run_case(
			    file_join(a, path, names[i]->d_name), valid, read);
			cases++;
		}
		free(names[i]);
	}
	free(names);
	return cases;
}

void
cases_run(const char *kind,
    void (*read)(struct arena *a, const char *path, struct faults *faults))
{
	struct arena *a = cases_arena(MOST);
	const char *root = file_join(a, "tests/cases", kind);

	ck_assert_int_gt(
	    run_folder(a, file_join(a, root, "valid"), true, read), 0);
	ck_assert_int_gt(
	    run_folder(a, file_join(a, root, "invalid"), false, read), 0);
	arena_free(a);
}

void
cases_schema(const char *path, const struct record *record, const char *title)
{
	struct arena *a = cases_arena(4 << 20);
	const char *name = strrchr(path, '/') + 1;
	struct text t = text_new(a);

	schema_write(&t, record, name, title);
	ck_assert_msg(strcmp(t.at, contents(a, path)) == 0,
	    "%s is stale: yanlian check --schema %.*s >%s", path,
	    (int)strcspn(name, "."), name, path);
	arena_free(a);
}
