/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/cli/bundle.h"
#include "replay/cli/cli.h"
#include "replay/cli/emit.h"
#include "replay/cli/keys.h"
#include "replay/cli/readme.h"
#include "replay/cli/rescore.h"
#include "replay/cli/testify.h"
#include "replay/proof/evidence.h"
#include "replay/proof/filing.h"
#include "replay/proof/inspect.h"
#include "replay/proof/key.h"
#include "replay/proof/keyring.h"
#include "replay/proof/policy.h"

/* A bundle being made. */
struct packing {
	struct cli *cli;
	struct tar files;
	struct verify_report report;
	struct key *key; /* signs, if one was given */
	bool is_signed;
	const char *path;        /* the file to be */
	struct note_key archive; /* of no type: in none */
	struct note_key witnesses[NOTE_SIGNATURES_MOST];
	size_t witnesses_n;
	struct policy_party parties[POLICY_PARTIES]; /* all its witnesses */
	size_t parties_n;
};

static struct bytes
bytes_of(const struct text *t)
{
	return (struct bytes){t->at, t->len};
}

/* countersign: the seal as it goes into the bundle: where another key signs
 * the bundle than sealed the drill, it signs the seal as well. */
static struct bytes
countersign(struct packing *p, struct bytes seal)
{
	struct text t = text_new(p->cli->arena);
	uint8_t signature[64];
	struct note note;

	if (!p->is_signed || note_key_same(&p->key->pub, &p->report.signer) ||
	    !note_read(seal.at, seal.len, &note) ||
	    note_signed(&note, &p->key->pub) != NOTE_SILENT)
		return seal;
	text_bytes(&t, seal.at, seal.len);
	note_sign(note.text, note.text_len, p->key->secret, signature);
	note_write(&t, &p->key->pub, signature);
	return bytes_of(&t);
}

/* take_files: what the run left. Lists of an earlier bundle are made anew. */
static int
take_files(struct packing *p, struct error *err)
{
	struct bundle found;

	if (bundle_read(p->cli->arena, p->cli->argv[0], &found, err) != 0)
		return -1;
	for (size_t i = 0; i < found.n; i++) {
		const struct bundle_file *f = &found.files[i];
		enum evidence_part part = evidence_part(f->name);

		if (part == EVIDENCE_LISTING || part == EVIDENCE_MADE)
			continue;
		if (tar_put(&p->files, f->name, f->bytes, err) != 0)
			return -1;
	}
	return 0;
}

/* judge: only a sealed and sound drill is worth a bundle. Whom to trust is
 * for others to say; so the first look is for who signed, and the second
 * asks whether all is well if he is to be believed. It is played again as well:
 * no seal covers the report, and to pack it is to sign it. */
static int
judge(struct packing *p, struct error *err)
{
	struct verify_report who;
	struct policy none = policy_of_keys(NULL, 0);
	struct policy signer = policy_of_keys(&who.signer, 1);

	inspect_files(p->cli->arena, &p->files, &none, &who);
	inspect_files(p->cli->arena, &p->files, &signer, &p->report);
	if (p->report.verdict != VERIFY_VALID)
		return 0;
	if (rescore_judge(p->cli, &p->files, &p->report, err) != 0)
		return -1;
	/* What another release wrote, it alone can play. */
	if (p->report.verdict == VERIFY_UNSUPPORTED)
		p->report.verdict = VERIFY_VALID;
	return 0;
}

/* refuse: say what is wrong with it. */
static enum cli_exit
refuse(const struct packing *p, const struct verify_report *r)
{
	struct cli *cli = p->cli;
	struct text t = text_new(cli->arena);

	testify_say(&(struct testify){.arena = cli->arena,
			.language = cli->language,
			.json = cli->json,
			.colour = cli->colour},
	    r, &t);
	cli_print(&t);
	return (enum cli_exit)r->verdict;
}

/* judge_made: the bundle as strangers will see it who believe whom we do, the
 * archive and its witnesses. A list that nobody signs is all that may be amiss.
 */
static bool
judge_made(struct packing *p, struct bytes made, struct verify_report *out)
{
	struct note_key trusted[3] = {p->report.signer};
	size_t n = 1;
	struct policy policy;
	struct tar files;

	if (p->is_signed)
		trusted[n++] = p->key->pub;
	if (p->archive.type != 0)
		trusted[n++] = p->archive;
	policy = policy_of_keys(trusted, n);
	policy.parties = p->parties;
	policy.parties_n = p->parties_n;
	inspect_bundle(p->cli->arena, made, &policy, &files, out);
	return out->verdict == VERIFY_VALID ||
	       (!p->is_signed && out->verdict == VERIFY_UNTRUSTED &&
		   out->check[VERIFY_TRUST].state == VERIFY_PASS);
}

/* name: the file, where --out does not say. */
static const char *
name(const struct packing *p)
{
	struct text t = text_new(p->cli->arena);

	text_fmt(&t, "drill-%.16s.tar", p->report.drill);
	return t.at;
}

/* shown: its name as commands have it; one that cannot be shown is not put into
 * any. */
static const char *
shown(const struct packing *p)
{
	const char *slash = strrchr(p->path, '/');
	const char *s = slash == NULL ? p->path : slash + 1;

	return cli_word(
	    p->cli, strcmp(cli_shown(p->cli, s), s) == 0 ? s : name(p));
}

static int
add_readme(struct packing *p, struct error *err)
{
	struct readme r = {.arena = p->cli->arena,
	    .report = &p->report,
	    .key = p->is_signed ? &p->key->pub : NULL,
	    .file = shown(p)};
	struct text zh, en, policy;

	if (p->archive.type != 0) {
		r.archive = &p->archive;
		r.witnesses = p->witnesses;
		r.witnesses_n = p->witnesses_n;
		r.has_keys = tar_get(&p->files, KEYRING_FILE).at != NULL;
	}
	zh = readme_write(&r, LANGUAGE_ZH);
	en = readme_write(&r, LANGUAGE_EN);
	policy = readme_policy(&r);
	if (tar_put(&p->files, "README.zh.txt", bytes_of(&zh), err) != 0 ||
	    tar_put(&p->files, "README.en.txt", bytes_of(&en), err) != 0)
		return -1;
	return tar_put(&p->files, "policy.example", bytes_of(&policy), err);
}

static void
say_made(const struct packing *p, struct text *t)
{
	const struct cli *cli = p->cli;
	struct text vkey = text_new(cli->arena);

	note_key_write(&vkey, p->is_signed ? &p->key->pub : &p->report.signer);
	if (cli->json) {
		struct emit e = emit_begin(t);

		emit_string(&e, "bundle", p->path);
		emit_string(&e, "drill", p->report.drill);
		emit_int(&e, "files", (int64_t)p->files.n);
		emit_bool(&e, "signed", p->is_signed);
		emit_string(&e, "vkey", vkey.at);
		emit_end(&e, '}');
		return;
	}
	words_say(t, cli->language,
	    p->is_signed ? "say.bundled" : "say.bundled-unsigned", "path",
	    cli_shown(cli, p->path), "word", cli_word(cli, p->path), "program",
	    cli->program, "vkey", vkey.at, NULL);
	text_add(t, "\n");
}

/* who_vouches: the archive's key, and those of the witnesses whose lines the
 * head bears that went into the bundle. */
static void
who_vouches(struct packing *p, const struct archive *a)
{
	struct bytes b = tar_get(&p->files, "evidence.tlog-proof");
	struct tlogproof proof;

	if (!tlogproof_read(b.at, b.len, &proof))
		return;
	p->archive = a->roll.archive;
	for (size_t i = 0; i < a->roll.keys_n; i++) {
		const struct roll_key *k = &a->roll.keys[i];

		if (k->witness && p->parties_n < POLICY_PARTIES)
			p->parties[p->parties_n++] = (struct policy_party){
			    .name = k->key.name, .key = k->key};
		for (size_t n = 0; k->witness && n < proof.note.n; n++)
			if (note_is_by(&proof.note.signature[n], &k->key))
				p->witnesses[p->witnesses_n++] = k->key;
	}
}

/* add_filing: what shows that the drill stands in the archive, if one was
 * given. */
static int
add_filing(struct packing *p, struct error *err)
{
	struct archive a;
	int rc;

	if (p->cli->archive == NULL)
		return 0;
	if (archive_open(p->cli->arena, p->cli->archive, &a, err) != 0)
		return -1;
	rc = filing_make(p->cli->arena, &a, p->report.drill,
	    p->is_signed ? &p->key->pub : NULL, &p->files, err);
	if (rc == 0)
		who_vouches(p, &a);
	archive_close(&a);
	return rc;
}

/* pack: everything between what the run left and the file. */
static enum cli_exit
pack(struct packing *p, struct error *err)
{
	struct cli *cli = p->cli;
	struct text t = text_new(cli->arena);
	struct verify_report made;
	struct bytes out;

	if (take_files(p, err) != 0 || judge(p, err) != 0)
		return cli_error(cli, err);
	if (p->report.verdict != VERIFY_VALID)
		return refuse(p, &p->report);
	if (p->path == NULL)
		p->path = name(p);
	for (size_t i = 0; i < p->files.n; i++)
		if (strcmp(p->files.member[i].name, EVIDENCE_SEAL) == 0)
			p->files.member[i].bytes =
			    countersign(p, p->files.member[i].bytes);
	if (add_filing(p, err) != 0 || add_readme(p, err) != 0 ||
	    evidence_close(cli->arena, &p->files, &p->report,
		p->is_signed ? p->key : NULL, err) != 0)
		return cli_error(cli, err);
	out = tar_write(cli->arena, &p->files);
	if (!judge_made(p, out, &made))
		return refuse(p, &made);
	if (file_write(p->path, out.at, out.len, false, err) != 0)
		return cli_error(cli, err);
	say_made(p, &t);
	cli_print(&t);
	return CLI_YES;
}

enum cli_exit
verb_bundle(struct cli *cli)
{
	struct packing p = {.cli = cli};
	struct error err = ERROR_INIT;
	enum cli_exit status;

	if (cli->argc != 1)
		return cli_usage(cli, "bundle");
	if (cli->keys_n > 1)
		return cli_refuse(cli, "bundle", "key", cli->keys[1]);
	p.is_signed = cli->keys_n > 0;
	p.key = key_hold(&err);
	if (p.key == NULL ||
	    (p.is_signed && keys_secret(cli, cli->keys[0], KEYS_SIGNER, p.key,
				&err) != 0)) {
		key_drop(p.key);
		return cli_error(cli, &err);
	}
	p.path = cli->out;
	status = pack(&p, &err);
	key_drop(p.key);
	return status;
}
