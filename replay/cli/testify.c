/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/testify.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/span.h"
#include "base/text.h"
#include "replay/cli/bundle.h"
#include "replay/cli/emit.h"
#include "replay/proof/inspect.h"
#include "replay/proof/keyline.h"
#include "replay/proof/level.h"
#include "replay/proof/policy.h"

enum { KEY_BYTES = 4096 };

/* ---- reading ---- */

/* find_key: in a file. */
static int
find_key(const struct testify *q, const char *path, struct note_key *out,
    struct error *err)
{
	enum keyline found;
	struct bytes b;

	if (file_read(q->arena, path, KEY_BYTES, &b, err) != 0)
		return -1;
	found = keyline_find(b, out);
	return found == KEYLINE_ONE
		   ? 0
		   : error_set(err, ERROR_INPUT, keyline_word(found), path, "");
}

/* read_keys: the keys the asker vouches for: each a public key, or a file that
 * holds one. A witness's seals nothing: it has its place in a policy. */
static int
read_keys(const struct testify *q, struct note_key *keys, struct error *err)
{
	for (int i = 0; i < q->keys_n; i++) {
		const char *s = q->keys[i];

		if (!note_key_read(s, strlen(s), &keys[i]) &&
		    !note_witness_read(s, strlen(s), &keys[i]) &&
		    find_key(q, s, &keys[i], err) != 0)
			return -1;
		if (note_is_witness(&keys[i]))
			return error_set(err, ERROR_INPUT, "error.vkey-witness",
			    s, keys[i].name);
	}
	return 0;
}

/* trust: the policy given, or the short form of the keys given. */
static int
trust(const struct testify *q, struct policy *out, struct faults *faults,
    struct error *err)
{
	struct note_key *keys =
	    arena_array(q->arena, (size_t)q->keys_n + 1, sizeof(*keys));
	struct bytes b;

	if (q->policy == NULL) {
		if (read_keys(q, keys, err) != 0)
			return -1;
		*out = policy_of_keys(keys, (size_t)q->keys_n);
		return 0;
	}
	if (file_read(q->arena, q->policy, POLICY_BYTES, &b, err) != 0)
		return -1;
	if (!policy_read(q->arena, q->policy, b, faults, out))
		return error_set(
		    err, ERROR_INPUT, "error.policy", q->policy, "");
	return 0;
}

/* is_bundle: is it a bundle in one file, well made or not? A log begins with
 * a brace. */
static bool
is_bundle(const struct testify *q)
{
	size_t n = strlen(q->path);
	bool other = false;
	struct stat st;
	FILE *f;

	if (stat(q->path, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	if (n > 4 && strcmp(q->path + n - 4, ".tar") == 0)
		return true;
	f = fopen(q->path, "rb");
	if (f == NULL)
		return false;
	n = (size_t)fgetc(f);
	other = n != '{' && n != (size_t)EOF;
	(void)fclose(f);
	return other;
}

int
testify_judge(const struct testify *q, struct tar *files,
    struct verify_report *out, struct faults *faults, struct error *err)
{
	struct policy known;
	struct bundle found;
	struct bytes bytes;

	if (trust(q, &known, faults, err) != 0)
		return -1;
	if (is_bundle(q)) {
		if (file_read(q->arena, q->path, TAR_MOST, &bytes, err) != 0)
			return -1;
		inspect_bundle(q->arena, bytes, &known, files, out);
		return 0;
	}
	if (bundle_read(q->arena, q->path, &found, err) != 0)
		return -1;
	bundle_members(&found, files);
	inspect_files(q->arena, files, &known, out);
	return 0;
}

/* ---- saying ---- */

static void
finding(const struct testify *q, const struct verify_finding *f, struct text *t)
{
	char line[24];
	char byte[24];

	(void)snprintf(line, sizeof(line), "%llu", (unsigned long long)f->line);
	(void)snprintf(byte, sizeof(byte), "%zu", f->byte);
	words_say(t, q->language, f->id, "file", f->file, "line", line, "byte",
	    byte, "detail", f->detail, NULL);
}

static void
paint(
    const struct testify *q, struct text *t, const char *colour, const char *id)
{
	const char *s = words_of(q->language, id);

	if (q->colour)
		text_fmt(t, "\033[%sm%s\033[0m", colour, s);
	else
		text_add(t, s);
}

/* concerns: is there anything to say of this check? */
static bool
concerns(const struct verify_report *r, int check)
{
	return r->check[check].state != VERIFY_NOT_CHECKED ||
	       (r->wanted >> check & 1) != 0;
}

/* say_both: where a re-execution differs: both facts. */
static void
say_both(const struct testify *q, const struct verify_report *r, struct text *t)
{
	const char *none = words_of(q->language, "verify.no-fact");

	if (r->recorded[0] == '\0' && r->replayed[0] == '\0')
		return;
	text_fmt(t, "      %s %s\n      %s %s\n",
	    words_of(q->language, "verify.recorded"),
	    r->recorded[0] == '\0' ? none : r->recorded,
	    words_of(q->language, "verify.replayed"),
	    r->replayed[0] == '\0' ? none : r->replayed);
}

static void
say_check(const struct testify *q, const struct verify_report *r, int check,
    struct text *t)
{
	static const char *const colours[] = {"2", "32", "31", "33"};
	const struct verify_finding *f = &r->check[check];
	bool bad = f->state == VERIFY_ABSENT && (r->wanted >> check & 1) != 0;
	size_t from = t->len;

	text_fmt(t, "  %s",
	    words_of(q->language, verify_check_word((enum verify_check)check)));
	text_pad(t, from, 18);
	paint(
	    q, t, bad ? "31" : colours[f->state], verify_state_word(f->state));
	if (f->state != VERIFY_PASS && f->id[0] != '\0') {
		text_add(t, words_of(q->language, "say.colon"));
		finding(q, f, t);
	}
	text_add(t, "\n");
	if (check == VERIFY_RESCORE)
		say_both(q, r, t);
}

static const char *
number(struct arena *arena, int64_t n)
{
	struct text t = text_new(arena);

	text_int(&t, n);
	return t.at;
}

/* say_levels: which are reached, and what the highest means. */
static void
say_levels(
    const struct testify *q, const struct verify_report *r, struct text *t)
{
	struct text level = text_new(t->arena);

	if (level_of(r) < 0)
		return;
	text_int(&level, level_of(r));
	words_say(t, q->language, "verify.level", "detail", level.at, NULL);
	text_add(t, "\n");
	for (int i = 0; i < LEVELS; i++) {
		enum level l = (enum level)i;
		bool yes = level_is_reached(r, l);

		text_add(t, "  ");
		paint(q, t, yes ? "32" : "2",
		    yes ? "verify.level.yes" : "verify.level.no");
		text_fmt(t, " %s\n", words_of(q->language, level_word(l)));
	}
	text_fmt(t, "%s\n", words_of(q->language, level_caveat(r)));
}

/* when: the second by which the last of the quorum had signed. */
static struct text
when(const struct verify_report *r, struct arena *arena)
{
	struct text t = text_new(arena);

	instant_write(&t, (struct instant){r->witnessed * SPAN_SECOND, 0});
	return t;
}

/* say_strangers: whose signatures were not counted. */
static void
say_strangers(
    const struct testify *q, const struct verify_report *r, struct text *t)
{
	for (size_t i = 0; i < r->strangers_n; i++) {
		const struct verify_stranger *s = &r->strangers[i];

		text_add(t, "  ");
		words_say(t, q->language, "verify.stranger", "file", s->file,
		    "detail", s->name, NULL);
		text_fmt(t, " (%02x%02x%02x%02x)\n", s->id[0], s->id[1],
		    s->id[2], s->id[3]);
	}
}

/* say_resumed: a crash is no fault of the record; it is told. */
static void
say_resumed(
    const struct testify *q, const struct verify_report *r, struct text *t)
{
	char n[24];
	char gap[32];

	if (r->resumed == 0)
		return;
	(void)snprintf(n, sizeof(n), "%lld", (long long)r->resumed);
	(void)snprintf(gap, sizeof(gap), "%lld.%lld",
	    (long long)(r->gap_ms / 1000), (long long)(r->gap_ms / 100 % 10));
	text_add(t, "  ");
	words_say(t, q->language, "say.resumed", "n", n, "gap", gap, NULL);
	text_add(t, "\n");
}

/* say_what: what is verified; the verdict is not about how it went. */
static void
say_what(const struct testify *q, const struct verify_report *r, struct text *t)
{
	struct text facts = text_new(t->arena);
	bool aborted = strcmp(r->status, "aborted") == 0;
	const char *status = r->status[0] == '\0' ? "verify.status.none"
			     : aborted            ? "verify.status.aborted"
						  : "verify.status.complete";

	if (r->drill[0] == '\0')
		return;
	text_int(&facts, r->facts);
	words_say(t, q->language, "say.verified", "drill", r->drill, "kind",
	    words_of(q->language, "verify.kind.simulated"), "status",
	    words_of(q->language, status), "facts", facts.at, "signer",
	    r->signer.name, NULL);
	text_add(t, "\n");
	if (r->seal[0] == '\0')
		return;
	words_say(t, q->language, "say.seal", "seal", r->seal, NULL);
	text_add(t, "\n");
}

static void
say(const struct testify *q, const struct verify_report *r, struct text *t)
{
	paint(q, t, r->verdict == VERIFY_VALID ? "1;32" : "1;31",
	    verify_verdict_word(r->verdict));
	text_add(t, "\n");
	say_what(q, r, t);
	for (int i = 0; i < VERIFY_CHECKS; i++)
		if (concerns(r, i))
			say_check(q, r, i, t);
	say_resumed(q, r, t);
	say_strangers(q, r, t);
	if (level_is_reached(r, LEVEL_WITNESSED)) {
		text_add(t, "  ");
		words_say(t, q->language, "verify.witnessed", "detail",
		    when(r, t->arena).at, NULL);
		text_add(t, "\n");
	}
	say_levels(q, r, t);
	if (r->check[VERIFY_RESCORE].state == VERIFY_PASS) {
		words_say(t, q->language, "verify.rescored", "detail",
		    number(t->arena, r->facts), NULL);
		text_add(t, "\n");
	}
}

static void
strangers_json(const struct verify_report *r, struct emit *e)
{
	emit_array(e, "strangers");
	for (size_t i = 0; i < r->strangers_n; i++) {
		const struct verify_stranger *s = &r->strangers[i];
		char id[9];

		(void)snprintf(id, sizeof(id), "%02x%02x%02x%02x", s->id[0],
		    s->id[1], s->id[2], s->id[3]);
		emit_object(e, NULL);
		emit_string(e, "file", s->file);
		emit_string(e, "name", s->name);
		emit_string(e, "id", id);
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

static void
levels_json(const struct verify_report *r, struct emit *e, struct arena *arena)
{
	if (level_of(r) >= 0)
		emit_int(e, "level", level_of(r));
	emit_object(e, "levels");
	for (int i = 0; i < LEVELS; i++) {
		enum level l = (enum level)i;

		emit_bool(
		    e, strrchr(level_word(l), '.') + 1, level_is_reached(r, l));
	}
	emit_end(e, '}');
	if (level_is_reached(r, LEVEL_WITNESSED))
		emit_string(e, "witnessed", when(r, arena).at);
}

static void
say_json(const struct testify *q, const struct verify_report *r, struct text *t)
{
	struct emit e = emit_begin(t);

	/* The last parts of the words' ids are the machine's names. */
	emit_string(
	    &e, "verdict", strrchr(verify_verdict_word(r->verdict), '.') + 1);
	levels_json(r, &e, t->arena);
	emit_string(&e, "drill", r->drill);
	emit_string(&e, "kind", r->kind);
	emit_string(&e, "status", r->status);
	emit_string(&e, "digest", r->record);
	emit_string(&e, "signer", r->signer.name);
	emit_string(&e, "seal", r->seal);
	emit_int(&e, "lines", (int64_t)r->lines);
	emit_int(&e, "facts", r->facts);
	emit_int(&e, "resumed", r->resumed);
	emit_int(&e, "gap_ms", r->gap_ms);
	emit_array(&e, "checks");
	for (int i = 0; i < VERIFY_CHECKS; i++) {
		const struct verify_finding *f = &r->check[i];
		struct text why = text_new(t->arena);

		if (!concerns(r, i))
			continue;
		if (f->id[0] != '\0')
			finding(q, f, &why);
		emit_object(&e, NULL);
		emit_string(&e, "check",
		    strrchr(verify_check_word((enum verify_check)i), '.') + 1);
		emit_string(
		    &e, "state", strrchr(verify_state_word(f->state), '.') + 1);
		emit_bool(&e, "required", (r->wanted >> i & 1) != 0);
		if (f->line > 0)
			emit_int(&e, "line", (int64_t)f->line);
		emit_string(&e, "why", why.at);
		if (strcmp(f->id, "verify.rescore-differs") == 0) {
			emit_string(&e, "recorded", r->recorded);
			emit_string(&e, "replayed", r->replayed);
		}
		emit_end(&e, '}');
	}
	emit_end(&e, ']');
	strangers_json(r, &e);
	emit_end(&e, '}');
}

void
testify_faults(
    const struct testify *q, const struct faults *faults, struct text *t)
{
	for (uint32_t i = 0; i < faults->n; i++) {
		const struct fault *f = &faults->list[i];
		char id[64];

		text_fmt(t, "%s:%u:%u: %s%s", f->document->name, f->line,
		    f->column, words_of(q->language, "grade.error"),
		    words_of(q->language, "say.colon"));
		(void)snprintf(id, sizeof(id), "fault.%s", f->id);
		words_fill(t, q->language, id, f->args, f->args_n);
		text_fmt(t, "\n    %s", words_of(q->language, "say.remedy"));
		(void)snprintf(id, sizeof(id), "remedy.%s", f->id);
		words_fill(t, q->language, id, f->args, f->args_n);
		text_add(t, "\n");
	}
}

void
testify_say(
    const struct testify *q, const struct verify_report *r, struct text *t)
{
	if (q->json)
		say_json(q, r, t);
	else
		say(q, r, t);
}
