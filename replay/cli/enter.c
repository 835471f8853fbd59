/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/enter.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/cli/bundle.h"
#include "replay/proof/disk.h"
#include "replay/proof/evidence.h"
#include "replay/proof/inspect.h"
#include "replay/proof/policy.h"

enum { FILE_BYTES = 64 << 20 };

/* A folder and what verifying it showed. */
struct entering {
	struct cli *cli;
	const struct archive *a;
	struct bundle bundle;
	struct verify_report report;
};

static enum cli_exit
refuse(const struct cli *cli, struct error *err, enum error_kind kind,
    const char *id, const char *where, const char *detail)
{
	(void)error_set(err, kind, id, where, detail);
	return cli_error(cli, err);
}

/* trusted: the facilitators' keys that would count for the next entry. */
static struct note_key *
trusted(const struct entering *e, size_t *n)
{
	const struct roll *r = &e->a->roll;
	struct note_key *keys =
	    arena_array(e->cli->arena, r->keys_n + 1, sizeof(*keys));

	*n = 0;
	for (size_t i = 0; i < r->keys_n; i++)
		if (roll_standing(r, &r->keys[i].key, r->n) == ROLL_GOOD)
			keys[(*n)++] = r->keys[i].key;
	return keys;
}

/* is_of_a_run: is it what a run left, not what made a bundle of that? */
static bool
is_of_a_run(const char *name)
{
	enum evidence_part part = evidence_part(name);

	return part != EVIDENCE_MADE && part != EVIDENCE_LISTING;
}

/* judge: verify the folder as `verify` would under these keys, be it a bundle
 * unpacked: what vouches for a drill here is its seal. */
static int
judge(struct entering *e, const char *folder, struct error *err)
{
	struct arena *arena = e->cli->arena;
	struct policy policy;
	struct tar files = {.n = 0};
	size_t n;
	const struct note_key *keys = trusted(e, &n);

	if (bundle_read(arena, folder, &e->bundle, err) != 0)
		return -1;
	for (size_t i = 0; i < e->bundle.n; i++) {
		const struct bundle_file *f = &e->bundle.files[i];

		if (is_of_a_run(f->name))
			files.member[files.n++] =
			    (struct tar_member){f->name, f->bytes};
	}
	policy = policy_of_keys(keys, n);
	inspect_files(arena, &files, &policy, &e->report);
	return 0;
}

/* signer: which key that counts has signed the seal. */
static bool
signer(const struct entering *e, struct note_key *out)
{
	struct bytes seal = bundle_get(&e->bundle, EVIDENCE_SEAL);
	struct note note;
	size_t n;
	const struct note_key *keys = trusted(e, &n);

	if (seal.at == NULL || !note_read(seal.at, seal.len, &note))
		return false;
	for (size_t i = 0; i < n; i++)
		if (note_signed(&note, &keys[i]) == NOTE_SIGNED) {
			*out = keys[i];
			return true;
		}
	return false;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct leaf_file *)a)->name,
	    ((const struct leaf_file *)b)->name);
}

/* digest_file: one more file of the folder. */
static int
digest_file(struct entering *e, int dir, const char *name,
    struct leaf_file *out, struct error *err)
{
	struct bytes b;
	struct digest d;

	if (disk_read(e->cli->arena, dir, name, FILE_BYTES, &b, err) != 0)
		return -1;
	d = digest_of(b.at, b.len);
	digest_hex(&d, out->digest);
	out->name = arena_copy(e->cli->arena, name, strlen(name));
	return 0;
}

static int
digest_all(struct entering *e, int fd, DIR *folder, struct leaf *leaf,
    struct error *err)
{
	struct leaf_file *files =
	    arena_array(e->cli->arena, LEAF_FILES_MOST, sizeof(*files));
	const struct dirent *entry;

	while ((entry = readdir(folder)) != NULL) {
		const char *name = entry->d_name;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
		    !is_of_a_run(name))
			continue;
		if (leaf->files_n == LEAF_FILES_MOST)
			return error_set(
			    err, ERROR_INPUT, "error.archive-files", name, "");
		if (digest_file(e, fd, name, &files[leaf->files_n], err) != 0)
			return -1;
		leaf->files_n++;
	}
	qsort(files, leaf->files_n, sizeof(*files), by_name);
	leaf->files = files;
	return 0;
}

/* list_files: every file in the folder but those that make a bundle of it. */
static int
list_files(
    struct entering *e, const char *path, struct leaf *leaf, struct error *err)
{
	int fd = disk_directory(disk_system(), path, 0, err);
	DIR *folder;
	int rc;

	if (fd < 0)
		return -1;
	folder = opendir(path);
	if (folder == NULL)
		rc = error_system(err, "error.file-read", path);
	else
		rc = digest_all(e, fd, folder, leaf, err);
	if (folder != NULL)
		(void)closedir(folder);
	disk_close(fd);
	return rc;
}

static void
fill_opening(
    const struct entering *e, const struct note_key *key, struct leaf *l)
{
	l->kind = LEAF_DRILL_OPEN;
	l->drill = arena_copy(e->cli->arena, e->report.drill, DIGEST_HEX - 1);
	l->what = e->report.kind;
	l->key = *key;
	l->title = e->cli->title;
}

static void
fill_seal(const struct entering *e, const struct note_key *key, uint64_t open,
    struct leaf *l)
{
	struct arena *arena = e->cli->arena;

	l->kind = LEAF_DRILL_SEAL;
	l->open = (int64_t)open;
	l->drill = arena_copy(arena, e->report.drill, DIGEST_HEX - 1);
	l->status =
	    arena_copy(arena, e->report.status, strlen(e->report.status));
	l->record = arena_copy(arena, e->report.record, DIGEST_HEX - 1);
	l->key = *key;
}

/* not_valid: what `verify` says of the folder, and how to let it say better. */
static enum cli_exit
not_valid(const struct entering *e, const char *folder, struct error *err)
{
	const char *verdict =
	    words_of(e->cli->language, verify_verdict_word(e->report.verdict));
	bool untrusted = e->report.verdict == VERIFY_UNTRUSTED;

	(void)refuse(e->cli, err, untrusted ? ERROR_UNTRUSTED : ERROR_INVALID,
	    untrusted ? "error.archive-signer" : "error.archive-run", folder,
	    untrusted ? e->report.signer.name : verdict);
	return (enum cli_exit)e->report.verdict;
}

enum cli_exit
enter_run(struct cli *cli, const struct archive *a, const char *folder,
    struct leaf *leaves, size_t *n, struct error *err)
{
	struct entering e = {.cli = cli, .a = a};
	const struct roll_drill *open;
	struct note_key key;

	if (judge(&e, folder, err) != 0)
		return cli_error(cli, err);
	if (e.report.verdict != VERIFY_VALID || !signer(&e, &key))
		return not_valid(&e, folder, err);
	if (roll_sealed(&a->roll, e.report.drill, e.report.record) != NULL)
		return refuse(cli, err, ERROR_INPUT, "error.archive-again",
		    folder, e.report.drill);
	open = roll_open_drill(&a->roll, e.report.drill);
	*n = open == NULL ? 2 : 1;
	if (open == NULL)
		fill_opening(&e, &key, &leaves[0]);
	fill_seal(&e, &key, open == NULL ? a->n : open->open, &leaves[*n - 1]);
	if (list_files(&e, folder, &leaves[*n - 1], err) != 0)
		return cli_error(cli, err);
	return CLI_YES;
}

enum cli_exit
enter_opening(struct cli *cli, const struct archive *a, const char *folder,
    struct leaf *leaf, struct error *err)
{
	struct entering e = {.cli = cli, .a = a};

	if (judge(&e, folder, err) != 0)
		return cli_error(cli, err);
	if (e.report.drill[0] == '\0' || e.report.verdict == VERIFY_INVALID ||
	    roll_standing(&a->roll, &e.report.signer, a->n) != ROLL_GOOD)
		return not_valid(&e, folder, err);
	if (roll_open_drill(&a->roll, e.report.drill) != NULL)
		return refuse(cli, err, ERROR_INPUT, "error.archive-open",
		    folder, e.report.drill);
	fill_opening(&e, &e.report.signer, leaf);
	return CLI_YES;
}
