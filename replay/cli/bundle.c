/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/bundle.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/text.h"
#include "replay/proof/disk.h"
#include "replay/proof/evidence.h"
#include "replay/proof/store.h"

enum { LOG_BYTES = 64 << 20, SEAL_BYTES = 64 << 10 };

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

void
bundle_members(const struct bundle *b, struct tar *out)
{
	for (out->n = 0; out->n < b->n; out->n++)
		out->member[out->n] = (struct tar_member){
		    b->files[out->n].name, b->files[out->n].bytes};
}

static void
take_back(struct arena *arena, const char *directory, const struct bundle *b,
    size_t n)
{
	for (size_t i = 0; i < n; i++)
		(void)unlink(file_join(arena, directory, b->files[i].name));
	(void)rmdir(directory);
}

/* write_log: the log goes the way of all logs, in one piece. */
static int
write_log(const char *directory, struct bytes b, struct error *err)
{
	int dir = disk_directory(disk_system(), directory, 0, err);
	struct store s;
	int rc = -1;

	if (dir < 0)
		return -1;
	if (store_begin(
		&s, store_system(), dir, EVIDENCE_LOG, 0644, false, err) == 0) {
		rc = store_append(&s, b.at, b.len, err) == STORE_DONE ? 0 : -1;
		store_close(&s);
	}
	disk_close(dir);
	return rc;
}

/* write_file: one of them, durable but for its name. */
static int
write_file(struct arena *arena, const char *directory,
    const struct bundle_file *f, struct error *err)
{
	if (strcmp(f->name, EVIDENCE_LOG) == 0)
		return write_log(directory, f->bytes, err);
	return file_write(file_join(arena, directory, f->name), f->bytes.at,
	    f->bytes.len, false, err);
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
	if (file_new_directory(part.at, false, err) != 0)
		return -1;
	for (done = 0; done < b->n; done++)
		if (write_file(arena, part.at, &b->files[done], err) != 0)
			break;
	if (done == b->n && file_sync_directory(part.at, err) == 0) {
		if (rename(part.at, directory) == 0)
			return file_sync_directory(
			    file_directory(arena, directory), err);
		(void)error_system(err, "error.file-write", directory);
	}
	/* The log may stand there by half. */
	take_back(arena, part.at, b, done < b->n ? done + 1 : done);
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

/* most_of: how large a file of this name may be. */
static size_t
most_of(const char *name)
{
	if (strcmp(name, EVIDENCE_LOG) == 0)
		return LOG_BYTES;
	if (strcmp(name, EVIDENCE_SEAL) == 0)
		return SEAL_BYTES;
	return evidence_part(name) == EVIDENCE_DOCUMENT
		   ? (size_t)DOCUMENT_BYTES
		   : (size_t)TAR_MEMBER_MOST;
}

/* read_one: one of the files of an open folder; at NULL if it is not there. It
 * may be no link: that might lead to anything of ours. */
static int
read_one(struct arena *arena, const char *directory, int fd, const char *name,
    struct bytes *out, struct error *err)
{
	struct error e = ERROR_INIT;

	*out = (struct bytes){NULL, 0};
	if (disk_read(arena, fd, name, most_of(name), out, &e) == 0 ||
	    strcmp(e.id, "error.file-missing") == 0)
		return 0;
	return error_set(
	    err, e.kind, e.id, file_join(arena, directory, name), e.detail);
}

/* read_files: those that are there of the names a bundle may have; `log` is
 * where drill.jsonl lies, if not under that name. */
static int
read_files(struct arena *arena, const char *directory, int fd, const char *log,
    struct bundle *out, struct error *err)
{
	for (size_t i = 0; evidence_name(i) != NULL; i++) {
		const char *name = evidence_name(i);
		bool is_log = log != NULL && strcmp(name, EVIDENCE_LOG) == 0;
		struct bytes bytes;
		int rc =
		    is_log ? file_read(arena, log, LOG_BYTES, &bytes, err)
			   : read_one(arena, directory, fd, name, &bytes, err);

		if (rc != 0)
			return -1;
		if (bytes.at != NULL)
			bundle_add(out, name, bytes);
	}
	return 0;
}

int
bundle_read(struct arena *arena, const char *path, struct bundle *out,
    struct error *err)
{
	struct stat st;
	const char *directory = path;
	const char *log = NULL;
	int fd, rc;

	*out = (struct bundle){0};
	if (stat(path, &st) != 0)
		return error_set(
		    err, ERROR_INPUT, "error.file-missing", path, "");
	if (!S_ISDIR(st.st_mode)) {
		directory = file_directory(arena, path);
		log = path;
	}
	fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return error_system(err, "error.file-read", directory);
	rc = read_files(arena, directory, fd, log, out, err);
	disk_close(fd);
	if (rc == 0 && bundle_get(out, EVIDENCE_LIST).at == NULL &&
	    bundle_get(out, EVIDENCE_LOG).at == NULL)
		return error_set(
		    err, ERROR_INPUT, "error.no-evidence", path, "");
	return rc;
}
