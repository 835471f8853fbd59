/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/inspect.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/evidence.h"
#include "replay/proof/filing.h"
#include "replay/proof/keyring.h"
#include "replay/proof/minisig.h"
#include "replay/proof/policy.h"
#include "replay/proof/sshsig.h"

/* inspection: what the steps below hand on. */
struct inspection {
	struct arena *arena;
	const struct tar *files;
	const struct policy *policy;
	struct verify_report *report;
	struct filing filing;
};

static void
fail(struct inspection *in, enum verify_check check, const char *id,
    const char *file, const char *detail)
{
	verify_find(in->report, check, VERIFY_FAIL, id, file, detail);
}

/* doubt: say of a signer who is not trusted that his key is shown not to count
 * at entry `at`, if that is so. */
static void
doubt(struct inspection *in, const struct note_key *signer, uint64_t at)
{
	const char *id = filing_doubt(&in->filing, signer, at);

	if (id != NULL)
		fail(in, VERIFY_TRUST, id, KEYRING_FILE, signer->name);
}

/* judge_log: the log, the seal and the documents, as they stand. */
static void
judge_log(struct inspection *in)
{
	struct verify_document *documents =
	    arena_array(in->arena, in->files->n + 1, sizeof(*documents));
	struct verify_input log = {.log = tar_get(in->files, EVIDENCE_LOG),
	    .seal = tar_get(in->files, EVIDENCE_SEAL)};

	log.trusted = filing_keys(in->arena, &in->filing, in->policy,
	    in->filing.seal.i, &log.n_trusted);

	if (log.log.at == NULL)
		log.log = (struct bytes){"", 0};
	for (size_t i = 0; i < in->files->n; i++) {
		const struct tar_member *m = &in->files->member[i];

		if (evidence_part(m->name) == EVIDENCE_DOCUMENT)
			documents[log.n_documents++] =
			    (struct verify_document){m->name, m->bytes};
	}
	log.documents = log.n_documents > 0 ? documents : NULL;
	verify_evidence(in->arena, &log, in->report);
	if (in->report->check[VERIFY_TRUST].state == VERIFY_FAIL)
		doubt(in, &in->report->signer, in->filing.seal.i);
}

/* is_later: does the list call itself one of another version? One changed
 * into that is told by SHA256SUMS, which has its digest. */
static bool
is_later(const struct inspection *in, struct bytes list)
{
	static const char head[] = "{\"v\":";
	struct digest digest = digest_of(list.at, list.len);
	struct bytes sums = tar_get(in->files, EVIDENCE_SUMS);
	char line[DIGEST_HEX + sizeof("  " EVIDENCE_LIST "\n")];
	char hex[DIGEST_HEX];

	if (list.len < sizeof(head) + 1 ||
	    memcmp(list.at, head, sizeof(head) - 1) != 0 ||
	    list.at[sizeof(head) - 1] < '1' ||
	    list.at[sizeof(head) - 1] > '9' ||
	    strncmp(list.at, "{\"v\":1,", 7) == 0)
		return false;
	digest_hex(&digest, hex);
	(void)snprintf(line, sizeof(line), "%s  %s\n", hex, EVIDENCE_LIST);
	return sums.at != NULL && strstr(sums.at, line) != NULL;
}

/* unlisted: what is wrong with how the list speaks of this file. */
static const char *
unlisted(struct inspection *in, struct bytes list, const struct tar_member *m)
{
	struct digest digest = digest_of(m->bytes.at, m->bytes.len);
	struct text entry = text_new(in->arena);
	char hex[DIGEST_HEX];

	digest_hex(&digest, hex);
	text_fmt(&entry, "\"%s\":\"%s\"", m->name, hex);
	if (strstr(list.at, entry.at) != NULL)
		return NULL;
	entry.at[strlen(m->name) + 3] = '\0';
	return strstr(list.at, entry.at) != NULL ? "verify.file-changed"
						 : "verify.file-surplus";
}

/* missing: the first file that is named in the list and not here. */
static const char *
missing(struct inspection *in, struct bytes list)
{
	for (size_t i = 0; evidence_name(i) != NULL; i++) {
		const char *name = evidence_name(i);
		struct text entry = text_new(in->arena);

		text_fmt(&entry, "\"%s\":\"", name);
		if (strstr(list.at, entry.at) != NULL &&
		    tar_get(in->files, name).at == NULL)
			return name;
	}
	return NULL;
}

/* judge_members: each file against the list, so that the one that is wrong
 * is named. Return: are all as listed? */
static bool
judge_members(struct inspection *in, struct bytes list)
{
	const char *gone = missing(in, list);

	for (size_t i = 0; i < in->files->n; i++) {
		const struct tar_member *m = &in->files->member[i];
		enum evidence_part part = evidence_part(m->name);
		const char *id = NULL;

		if (part == EVIDENCE_FOREIGN)
			id = "verify.file-surplus";
		else if (part != EVIDENCE_LISTING)
			id = unlisted(in, list, m);
		if (id != NULL) {
			fail(in, VERIFY_FILES, id, "", m->name);
			return false;
		}
	}
	if (gone != NULL)
		fail(in, VERIFY_FILES, "verify.file-missing", "", gone);
	return gone == NULL;
}

static bool
is_text(struct bytes b, const struct text *t)
{
	return b.at != NULL && b.len == t->len &&
	       memcmp(b.at, t->at, t->len) == 0;
}

/* judge_lists: both must be what we would write over these files. */
static void
judge_lists(struct inspection *in, struct bytes list)
{
	struct text again = text_new(in->arena);
	struct text sums = text_new(in->arena);

	if (!judge_members(in, list))
		return;
	verify_find(in->report, VERIFY_FILES, VERIFY_PASS, "", "", "");
	evidence_list(&again, in->report, in->files);
	evidence_sums(&sums, in->files);
	if (!is_text(list, &again))
		fail(
		    in, VERIFY_FILES, "verify.list-differs", EVIDENCE_LIST, "");
	else if (!is_text(tar_get(in->files, EVIDENCE_SUMS), &sums))
		fail(
		    in, VERIFY_FILES, "verify.list-differs", EVIDENCE_SUMS, "");
}

/* signer_of: the key that the signatures name: its point from one, its name
 * from the other. Return: false if they name none. */
static bool
signer_of(struct inspection *in, struct bytes minisig, struct bytes sshsig,
    struct note_key *out)
{
	struct bytes comment = minisig_comment(minisig);
	struct text want = text_new(in->arena);
	uint8_t point[32];

	evidence_comment(
	    &want, in->report->drill, &(struct note_key){.name = ""});
	return comment.at != NULL && comment.len > want.len &&
	       memcmp(comment.at, want.at, want.len) == 0 &&
	       sshsig_point(sshsig, SSHSIG_EVIDENCE, point) &&
	       note_key_of(
		   comment.at + want.len, comment.len - want.len, point, out);
}

/* judge_packer: is he trusted who signed the list, after the head was? */
static void
judge_packer(struct inspection *in, const struct note_key *packer)
{
	uint64_t at = in->filing.last.target.size;
	size_t n;
	const struct note_key *keys =
	    filing_keys(in->arena, &in->filing, in->policy, at, &n);
	struct text vkey = text_new(in->arena);

	for (size_t i = 0; i < n; i++)
		if (note_key_same(&keys[i], packer))
			return;
	note_key_write(&vkey, packer);
	fail(in, VERIFY_TRUST, "verify.list-untrusted", EVIDENCE_LIST, vkey.at);
	doubt(in, packer, at);
}

/* judge_signed: evidence.json is signed twice, by one key, in the forms of
 * two programs; or by nobody. */
static void
judge_signed(struct inspection *in, struct bytes list)
{
	struct bytes minisig = tar_get(in->files, EVIDENCE_MINISIG);
	struct bytes sshsig = tar_get(in->files, EVIDENCE_SSHSIG);
	struct note_key k;

	if (minisig.at == NULL && sshsig.at == NULL) {
		verify_find(in->report, VERIFY_SIGNED, VERIFY_ABSENT,
		    "verify.list-unsigned", EVIDENCE_LIST, "");
		return;
	}
	if (minisig.at == NULL || sshsig.at == NULL) {
		fail(in, VERIFY_SIGNED, "verify.file-missing", "",
		    minisig.at == NULL ? EVIDENCE_MINISIG : EVIDENCE_SSHSIG);
		return;
	}
	verify_find(in->report, VERIFY_SIGNED, VERIFY_PASS, "", "", "");
	if (!signer_of(in, minisig, sshsig, &k) ||
	    !minisig_is_good(minisig, k.point, list))
		fail(in, VERIFY_SIGNED, "verify.list-forged", EVIDENCE_MINISIG,
		    "");
	else if (!sshsig_is_good(sshsig, k.point, list, SSHSIG_EVIDENCE))
		fail(in, VERIFY_SIGNED, "verify.list-forged", EVIDENCE_SSHSIG,
		    "");
	else if (in->report->check[VERIFY_TRUST].state == VERIFY_PASS)
		judge_packer(in, &k);
}

/* judge_needs: what the policy asks for must be there; what this version
 * cannot judge is not. */
static void
judge_needs(struct inspection *in)
{
	static const struct {
		enum policy_need need;
		enum verify_check check;
		const char *absent;
	} needs[] = {{POLICY_PROOF, VERIFY_ARCHIVE, "verify.archive-absent"},
	    {POLICY_WITNESS, VERIFY_WITNESS, "verify.witness-absent"},
	    {POLICY_ACKS, VERIFY_ACKS, "verify.acks-absent"},
	    {POLICY_TSA, VERIFY_TSA, "verify.tsa-absent"}};
	struct verify_report *r = in->report;

	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
		enum verify_check check = needs[i].check;

		if (!policy_needs(in->policy, needs[i].need))
			continue;
		r->wanted |= 1U << check;
		if (r->check[check].state == VERIFY_NOT_CHECKED)
			verify_find(
			    r, check, VERIFY_ABSENT, needs[i].absent, "", "");
	}
}

/* judge_run: what a run left. No list speaks of its report. */
static void
judge_run(struct inspection *in)
{
	struct verify_report *r = in->report;

	if (tar_get(in->files, EVIDENCE_REPORT).at != NULL)
		verify_find(r, VERIFY_FILES, VERIFY_ABSENT, "verify.unlisted",
		    "", EVIDENCE_REPORT);
	judge_needs(in);
	if (r->verdict != VERIFY_UNSUPPORTED)
		r->verdict = verify_sum_up(r);
}

/* judge_beyond: of what a later version made, that which every version keeps:
 * the signatures under the list, and, where that is of this version, what it
 * lists. */
static void
judge_beyond(struct inspection *in, struct bytes list, bool is_list_later)
{
	struct bytes minisig = tar_get(in->files, EVIDENCE_MINISIG);
	struct bytes sshsig = tar_get(in->files, EVIDENCE_SSHSIG);
	struct verify_finding *documents = &in->report->check[VERIFY_DOCUMENTS];
	uint8_t point[32];

	if (!is_list_later)
		(void)judge_members(in, list);
	else
		verify_find(in->report, VERIFY_FILES, VERIFY_NOT_CHECKED,
		    "verify.list-version", EVIDENCE_LIST, "");
	/* A later version may have documents by names we do not know. */
	if (is_list_later &&
	    strcmp(documents->id, "verify.document-changed") != 0)
		documents->state = VERIFY_NOT_CHECKED;
	if (minisig.at != NULL && sshsig.at != NULL &&
	    (!sshsig_point(sshsig, SSHSIG_EVIDENCE, point) ||
		!minisig_is_good(minisig, point, list) ||
		!sshsig_is_good(sshsig, point, list, SSHSIG_EVIDENCE)))
		fail(in, VERIFY_SIGNED, "verify.list-forged", EVIDENCE_SSHSIG,
		    "");
}

/* judge_bundle: its lists, and by them all it holds. That a part is of a later
 * version hides nothing that is wrong in the others. */
static void
judge_bundle(struct inspection *in, struct bytes list)
{
	struct verify_report *r = in->report;
	bool is_list_later = list.at != NULL && is_later(in, list);
	bool beyond = is_list_later || r->verdict == VERIFY_UNSUPPORTED;

	r->wanted |= 1U << VERIFY_FILES | 1U << VERIFY_SIGNED;
	if (list.at == NULL) {
		fail(
		    in, VERIFY_FILES, "verify.file-missing", "", EVIDENCE_LIST);
	} else if (beyond) {
		judge_beyond(in, list, is_list_later);
	} else {
		judge_lists(in, list);
		judge_signed(in, list);
		if (r->lines > 0 && r->status[0] != '\0')
			filing_judge(&in->filing, in->files, in->policy, r);
		judge_needs(in);
	}
	r->verdict = verify_sum_up(r);
	if (beyond && r->verdict != VERIFY_INVALID)
		r->verdict = VERIFY_UNSUPPORTED;
}

/* was_packed: is there what only a bundle has? Its list was then taken out. */
static bool
was_packed(const struct tar *files)
{
	for (size_t i = 0; i < files->n; i++) {
		enum evidence_part part = evidence_part(files->member[i].name);

		if (part == EVIDENCE_MADE || part == EVIDENCE_LISTING)
			return true;
	}
	return false;
}

/* judge_all: the log first, for the lists are judged by what it holds. */
static void
judge_all(struct inspection *in, bool packed)
{
	filing_read(in->arena, in->files, in->policy, &in->filing);
	judge_log(in);
	if (packed || was_packed(in->files))
		judge_bundle(in, tar_get(in->files, EVIDENCE_LIST));
	else
		judge_run(in);
}

void
inspect_files(struct arena *arena, const struct tar *files,
    const struct policy *policy, struct verify_report *out)
{
	struct inspection in = {
	    .arena = arena, .files = files, .policy = policy, .report = out};

	judge_all(&in, false);
}

void
inspect_bundle(struct arena *arena, struct bytes bytes,
    const struct policy *policy, struct tar *files, struct verify_report *out)
{
	struct inspection in = {
	    .arena = arena, .files = files, .policy = policy, .report = out};
	size_t where;

	if (tar_read(arena, bytes, files, &where) != 0) {
		files->n = 0;
		verify_clear(out);
		out->wanted |= 1U << VERIFY_CONTAINER;
		fail(&in, VERIFY_CONTAINER, "verify.container", "", "");
		out->check[VERIFY_CONTAINER].byte = where;
		out->verdict = VERIFY_INVALID;
		return;
	}
	judge_all(&in, true);
	out->wanted |= 1U << VERIFY_CONTAINER;
	verify_find(out, VERIFY_CONTAINER, VERIFY_PASS, "", "", "");
	if (out->verdict != VERIFY_UNSUPPORTED)
		out->verdict = verify_sum_up(out);
}
