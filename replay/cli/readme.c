/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/readme.h"

#include <string.h>

#include "replay/proof/base64.h"
#include "replay/proof/minisig.h"
#include "replay/proof/sshsig.h"

/* spki: the key as OpenSSL reads it between the lines of a PEM file.
 * Source: RFC 8410 section 4. */
static void
spki(struct text *t, const struct note_key *k)
{
	uint8_t der[44] = {0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70,
	    0x03, 0x21, 0x00};

	memcpy(der + 12, k->point, sizeof(k->point));
	base64_write(t, der, sizeof(der));
}

/* signers: how to check the signatures, in three programs' terms. */
static void
signers(const struct readme *r, enum language language, struct text *t)
{
	struct text vkey = text_new(r->arena);
	struct text minisign = text_new(r->arena);
	struct text ssh = text_new(r->arena);
	struct text pem = text_new(r->arena);

	if (r->key == NULL) {
		words_say(t, language, "readme.unsigned", NULL);
		return;
	}
	note_key_write(&vkey, r->key);
	minisig_public(&minisign, r->key);
	sshsig_public(&ssh, r->key);
	spki(&pem, r->key);
	words_say(t, language, "readme.signed", "name", r->key->name, "vkey",
	    vkey.at, "minisign", minisign.at, "ssh", ssh.at, "pem", pem.at,
	    "file", r->file, NULL);
}

/* about: a passage on a key, with the key in each form it uses. */
static void
about(const struct readme *r, enum language language, const char *id,
    const struct note_key *k, const char *n, struct text *t)
{
	struct text vkey = text_new(r->arena);
	struct text pem = text_new(r->arena);

	note_key_write(&vkey, k);
	spki(&pem, k);
	words_say(t, language, id, "name", k->name, "vkey", vkey.at, "pem",
	    pem.at, "file", r->file, "n", n, NULL);
}

/* filing: how to check where the drill stands, and what no bundle shows. */
static void
filing(const struct readme *r, enum language language, struct text *t)
{
	static const char *const numbers[] = {"3", "4", "5", "6", "7"};
	const char *const *n = numbers + (r->key != NULL ? 2 : 0);

	about(r, language, "readme.archive", r->archive, n[0], t);
	if (r->has_keys)
		words_say(t, language, "readme.keys", NULL);
	for (size_t i = 0; i < r->witnesses_n; i++)
		about(r, language, "readme.witness", &r->witnesses[i], "", t);
	about(r, language, "readme.policy", r->archive, n[1], t);
	about(r, language, "readme.audit", r->archive, n[2], t);
}

struct text
readme_policy(const struct readme *r)
{
	const struct note_key *key =
	    r->key != NULL ? r->key : &r->report->signer;
	struct text t = text_new(r->arena);
	size_t n = r->witnesses_n;

	words_say(&t, LANGUAGE_ZH, "readme.policy-head", NULL);
	words_say(&t, LANGUAGE_EN, "readme.policy-head", NULL);
	if (r->archive != NULL) {
		text_add(&t, "#log ");
		note_key_write(&t, r->archive);
		text_add(&t, "\n");
	}
	text_add(&t, "#key facilitator ");
	note_key_write(&t, key);
	for (size_t i = 0; i < n; i++) {
		text_fmt(&t, "\n#witness w%zu ", i + 1);
		note_key_write(&t, &r->witnesses[i]);
	}
	text_add(&t, n == 0 ? "\n#quorum none\n" : "\n#group all-of-them all");
	for (size_t i = 0; i < n; i++)
		text_fmt(&t, " w%zu", i + 1);
	text_add(&t, n == 0 ? "" : "\n#quorum all-of-them\n");
	text_fmt(&t, "#require %s\n", r->archive == NULL ? "seal" : "proof");
	return t;
}

struct text
readme_write(const struct readme *r, enum language language)
{
	struct text t = text_new(r->arena);
	struct text facts = text_new(r->arena);
	struct text signer = text_new(r->arena);

	text_int(&facts, r->report->facts);
	note_key_write(&signer, &r->report->signer);
	words_say(&t, language, "readme.head", "drill", r->report->drill,
	    "status", r->report->status, "facts", facts.at, "record",
	    r->report->record, "seal", r->report->seal, "signer", signer.at,
	    NULL);
	if (r->key != NULL)
		about(r, language, "readme.first", r->key, "1", &t);
	words_say(&t, language, "readme.unpack", "file", r->file, "n",
	    r->key != NULL ? "2" : "1", NULL);
	signers(r, language, &t);
	if (r->archive != NULL)
		filing(r, language, &t);
	words_say(&t, language,
	    r->key != NULL ? "readme.proves" : "readme.proves-unsigned", NULL);
	words_say(&t, language, "readme.tail", NULL);
	return t;
}
