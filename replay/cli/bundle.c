/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/bundle.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/text.h"

enum { LOG_BYTES = 64 << 20, SEAL_BYTES = 64 << 10 };

static const struct {
	const char *name;
	size_t most;
} known[] = {
    {"drill.jsonl", LOG_BYTES},
    {"seal.note", SEAL_BYTES},
    {"organisation.json", DOCUMENT_BYTES},
    {"plan.json", DOCUMENT_BYTES},
    {"scenario.json", DOCUMENT_BYTES},
    {"zones.json", DOCUMENT_BYTES},
    {"pack-1.json", DOCUMENT_BYTES},
    {"pack-2.json", DOCUMENT_BYTES},
    {"pack-3.json", DOCUMENT_BYTES},
    {"pack-4.json", DOCUMENT_BYTES},
};

enum { KNOWN = sizeof(known) / sizeof(known[0]) };

void
bundle_add(struct bundle *b, const char *name, struct bytes bytes)
{
	assert(b->n < BUNDLE_FILES);
	b->files[b->n++] = (struct bundle_file){name, bytes};
}

struct bytes
bundle_get(const struct bundle *b, const char *name)
{
	for (size_t i = 0; i < b->n; i++)
		if (strcmp(b->files[i].name, name) == 0)
			return b->files[i].bytes;
	return (struct bytes){NULL, 0};
}

static void
take_back(struct arena *arena, const char *directory, const struct bundle *b,
    size_t n)
{
	for (size_t i = 0; i < n; i++)
		(void)unlink(file_join(arena, directory, b->files[i].name));
	(void)rmdir(directory);
}

int
bundle_write(struct arena *arena, const char *directory, const struct bundle *b,
    struct error *err)
{
	struct text part = text_new(arena);
	size_t n = strlen(directory);
	size_t done;

	while (n > 1 && directory[n - 1] == '/')
		n--;
	text_bytes(&part, directory, n);
	text_add(&part, ".part");
	if (bundle_is_there(directory))
		return error_set(
		    err, ERROR_INPUT, "error.file-exists", directory, "");
	if (file_new_directory(part.at, err) != 0)
		return -1;
	for (done = 0; done < b->n; done++) {
		const struct bundle_file *f = &b->files[done];

		if (file_write(file_join(arena, part.at, f->name), f->bytes.at,
			f->bytes.len, false, err) != 0)
			break;
	}
	if (done == b->n && file_sync_directory(part.at, err) == 0) {
		if (rename(part.at, directory) == 0)
			return file_sync_directory(
			    file_directory(arena, directory), err);
		(void)error_system(err, "error.file-write", directory);
	}
	take_back(arena, part.at, b, done);
	return -1;
}

bool
bundle_is_there(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

const char *
bundle_fresh(struct arena *arena, const char *stem)
{
	for (int i = 1;; i++) {
		struct text t = text_new(arena);

		text_fmt(&t, "%s-%d", stem, i);
		if (!bundle_is_there(t.at))
			return t.at;
	}
}

int
bundle_read(struct arena *arena, const char *path, struct bundle *out,
    struct error *err)
{
	struct stat st;
	const char *directory = path;

	*out = (struct bundle){0};
	if (stat(path, &st) != 0)
		return error_set(
		    err, ERROR_INPUT, "error.file-missing", path, "");
	if (!S_ISDIR(st.st_mode))
		directory = file_directory(arena, path);
	for (int i = 0; i < KNOWN; i++) {
		const char *name = file_join(arena, directory, known[i].name);
		struct bytes bytes;

		if (i == 0 && directory != path)
			name = path;
		if (!bundle_is_there(name) && i > 0)
			continue;
		if (!bundle_is_there(name))
			return error_set(
			    err, ERROR_INPUT, "error.no-evidence", path, "");
		if (file_read(arena, name, known[i].most, &bytes, err) != 0)
			return -1;
		bundle_add(out, known[i].name, bytes);
	}
	return 0;
}
