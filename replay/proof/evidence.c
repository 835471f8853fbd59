/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/evidence.h"

#include <string.h>

#include "base/line.h"
#include "base/text.h"
#include "replay/proof/key.h"
#include "replay/proof/minisig.h"
#include "replay/proof/sshsig.h"

static const struct {
	const char *name;
	enum evidence_part part;
} known[] = {
    {"README.en.txt", EVIDENCE_MADE},
    {"README.zh.txt", EVIDENCE_MADE},
    {EVIDENCE_SUMS, EVIDENCE_LISTING},
    {EVIDENCE_LOG, EVIDENCE_LISTED},
    {EVIDENCE_LIST, EVIDENCE_LISTING},
    {EVIDENCE_MINISIG, EVIDENCE_LISTING},
    {EVIDENCE_SSHSIG, EVIDENCE_LISTING},
    {EVIDENCE_PROOF, EVIDENCE_MADE},
    {"keys.jsonl", EVIDENCE_MADE},
    {"open.leaf", EVIDENCE_MADE},
    {"open.tlog-proof", EVIDENCE_MADE},
    {"organisation.json", EVIDENCE_DOCUMENT},
    {"pack-1.json", EVIDENCE_DOCUMENT},
    {"pack-2.json", EVIDENCE_DOCUMENT},
    {"pack-3.json", EVIDENCE_DOCUMENT},
    {"pack-4.json", EVIDENCE_DOCUMENT},
    {"plan.json", EVIDENCE_DOCUMENT},
    {"policy.example", EVIDENCE_MADE},
    {EVIDENCE_REPORT, EVIDENCE_LISTED},
    {"scenario.json", EVIDENCE_DOCUMENT},
    {"seal.leaf", EVIDENCE_MADE},
    {EVIDENCE_SEAL, EVIDENCE_LISTED},
    {"zones.json", EVIDENCE_DOCUMENT},
};

enum { KNOWN = sizeof(known) / sizeof(known[0]) };

enum evidence_part
evidence_part(const char *name)
{
	for (int i = 0; i < KNOWN; i++)
		if (strcmp(known[i].name, name) == 0)
			return known[i].part;
	return EVIDENCE_FOREIGN;
}

const char *
evidence_name(size_t i)
{
	return i < KNOWN ? known[i].name : NULL;
}

static void
hash(struct bytes b, char out[DIGEST_HEX])
{
	struct digest d = digest_of(b.at, b.len);

	digest_hex(&d, out);
}

void
evidence_list(
    struct text *t, const struct verify_report *log, const struct tar *files)
{
	struct text vkey = text_new(t->arena);
	char hex[DIGEST_HEX];

	note_key_write(&vkey, &log->signer);
	line_begin(t);
	line_int(t, "v", EVIDENCE_VERSION);
	line_string(t, "drill", log->drill, strlen(log->drill));
	line_string(t, "status", log->status, strlen(log->status));
	line_int(t, "facts", log->facts);
	line_string(t, "record", log->record, strlen(log->record));
	line_string(t, "signer", vkey.at, vkey.len);
	line_object(t, "files");
	for (size_t i = 0; i < files->n; i++) {
		const struct tar_member *m = &files->member[i];

		if (evidence_part(m->name) == EVIDENCE_LISTING)
			continue;
		hash(m->bytes, hex);
		line_string(t, m->name, hex, DIGEST_HEX - 1);
	}
	line_end(t);
	line_end(t);
	text_add(t, "\n");
}

void
evidence_sums(struct text *t, const struct tar *files)
{
	char hex[DIGEST_HEX];

	for (size_t i = 0; i < files->n; i++) {
		const struct tar_member *m = &files->member[i];

		if (strcmp(m->name, EVIDENCE_SUMS) == 0)
			continue;
		hash(m->bytes, hex);
		text_fmt(t, "%s  %s\n", hex, m->name);
	}
}

void
evidence_comment(struct text *t, const char *drill, const struct note_key *key)
{
	text_fmt(t, "drill %s by %s", drill, key->name);
}

static struct bytes
bytes_of(const struct text *t)
{
	return (struct bytes){t->at, t->len};
}

/* sign: in the forms of two programs. */
static int
sign(struct arena *arena, struct tar *files, struct bytes list,
    const char *drill, const struct key *key, struct error *err)
{
	struct text comment = text_new(arena);
	struct text minisig = text_new(arena);
	struct text sshsig = text_new(arena);

	evidence_comment(&comment, drill, &key->pub);
	minisig_write(&minisig, key, list, comment.at);
	sshsig_write(&sshsig, key, list, SSHSIG_EVIDENCE);
	if (tar_put(files, EVIDENCE_MINISIG, bytes_of(&minisig), err) != 0)
		return -1;
	return tar_put(files, EVIDENCE_SSHSIG, bytes_of(&sshsig), err);
}

int
evidence_close(struct arena *arena, struct tar *files,
    const struct verify_report *log, const struct key *key, struct error *err)
{
	struct text list = text_new(arena);
	struct text sums = text_new(arena);

	evidence_list(&list, log, files);
	if (tar_put(files, EVIDENCE_LIST, bytes_of(&list), err) != 0)
		return -1;
	if (key != NULL &&
	    sign(arena, files, bytes_of(&list), log->drill, key, err) != 0)
		return -1;
	evidence_sums(&sums, files);
	return tar_put(files, EVIDENCE_SUMS, bytes_of(&sums), err);
}
