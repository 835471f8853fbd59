/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/text.h"
#include "plans/plan.h"
#include "replay/cli/audit.h"
#include "replay/cli/cli.h"
#include "replay/cli/emit.h"
#include "replay/cli/enter.h"
#include "replay/cli/entries.h"
#include "replay/cli/heads.h"
#include "replay/cli/keys.h"
#include "replay/cli/memory.h"
#include "replay/proof/keeper.h"
#include "replay/proof/tlogproof.h"
#include "replay/proof/witness.h"

enum {
	ENTRIES_MOST = 2,   /* that are entered as one step */
	BUSY_TRIES = 20,    /* for another who writes to end, … */
	BUSY_NS = 100000000 /* … so long apart */
};

/* An archive about to be written. */
struct desk {
	struct cli *cli;
	struct key *key;
	struct keeper keeper;
	const char *time;
};

/* ---- writing ---- */

/* told: what was done, and the head that vouches for it. */
static enum cli_exit
told(const struct desk *d, const char *id)
{
	const struct cli *cli = d->cli;
	const struct archive *a = &d->keeper.archive;
	struct text t = text_new(cli->arena);
	struct text size = text_new(cli->arena);
	struct text last = text_new(cli->arena);
	struct text since = text_new(cli->arena);

	text_int(&size, (int64_t)a->n);
	text_int(&last, (int64_t)a->n - 1);
	text_int(&since, a->leaf[a->n - 1].since);
	if (cli->json) {
		struct emit e = emit_begin(&t);

		emit_string(&e, "origin", a->at.origin);
		emit_int(&e, "size", (int64_t)a->n);
		emit_int(&e, "index", (int64_t)a->n - 1);
		emit_string(&e, "checkpoint", a->head.at);
		emit_end(&e, '}');
	} else {
		words_say(&t, cli->language, id, "origin", a->at.origin, "size",
		    size.at, "last", last.at, "path",
		    cli_shown(cli, cli->argv[1]), "since", since.at, NULL);
		text_add(&t, "\n");
	}
	cli_print(&t);
	return CLI_YES;
}

/* warn: what the keeper found out when it opened the archive. */
static void
warn(const struct desk *d)
{
	struct text t = text_new(d->cli->arena);

	if (d->keeper.was_repaired)
		words_say(&t, d->cli->language, "say.archive-repaired", NULL);
	else if (d->keeper.first_sight)
		words_say(&t, d->cli->language, "say.archive-first", "path",
		    d->keeper.marks, NULL);
	else
		return;
	text_add(&t, "\n");
	cli_complain(&t);
}

/* sit_down: the archive's key, what time it is, where its marks are. */
static enum cli_exit
sit_down(struct desk *d, struct error *err)
{
	struct cli *cli = d->cli;
	struct text time = text_new(cli->arena);
	struct instant at;

	if (cli->keys_n != 1)
		return cli_usage(cli, "archive");
	if (!cli_instant(cli, &at))
		return cli_refuse(cli, "archive", "at", cli->at);
	at.offset_min = 0;
	at.ms -= at.ms % SPAN_SECOND;
	instant_write(&time, at);
	d->time = time.at;
	d->keeper.disk = disk_system();
	d->keeper.takes_unseen = cli->first;
	if (memory_path(cli, "marks", &d->keeper.marks, err) != 0)
		return cli_error(cli, err);
	d->key = key_hold(err);
	d->keeper.key = d->key;
	if (d->key != NULL &&
	    keys_secret(cli, cli->keys[0], KEYS_SIGNER, d->key, err) == 0)
		return CLI_YES;
	key_drop(d->key);
	return cli_error(cli, err);
}

/* open_archive: for writing; who else writes is soon done. */
static int
open_archive(struct desk *d, struct error *err)
{
	static const struct timespec pause = {0, BUSY_NS};
	struct cli *cli = d->cli;

	for (int i = 1;; i++) {
		struct error e = ERROR_INIT;

		if (keeper_open(cli->arena, &d->keeper, cli->argv[1], &e) == 0)
			return 0;
		if (i == BUSY_TRIES ||
		    strcmp(e.id, "error.archive-busy") != 0) {
			*err = e;
			return -1;
		}
		(void)nanosleep(&pause, NULL);
	}
}

/* append: what `fill` makes of the archive's state, as one step. */
static enum cli_exit
append(struct cli *cli, const char *id,
    enum cli_exit (*fill)(
	struct desk *, struct leaf *, size_t *, struct error *))
{
	struct desk d = {.cli = cli};
	struct leaf leaves[ENTRIES_MOST] = {{.i = 0}, {.i = 0}};
	struct error err = ERROR_INIT;
	size_t n = 1;
	enum cli_exit rc = sit_down(&d, &err);

	if (rc != CLI_YES)
		return rc;
	if (open_archive(&d, &err) != 0) {
		key_drop(d.key);
		return cli_error(cli, &err);
	}
	warn(&d);
	leaves[0].time = leaves[1].time = d.time;
	rc = fill(&d, leaves, &n, &err);
	if (rc == CLI_YES &&
	    keeper_append(cli->arena, &d.keeper, leaves, n, &err) != 0)
		rc = cli_error(cli, &err);
	key_drop(d.key);
	keeper_close(&d.keeper);
	return rc == CLI_YES ? told(&d, id) : rc;
}

static enum cli_exit
fill_run(struct desk *d, struct leaf *leaves, size_t *n, struct error *err)
{
	return enter_run(
	    d->cli, &d->keeper.archive, d->cli->argv[2], leaves, n, err);
}

static enum cli_exit
fill_opening(struct desk *d, struct leaf *leaves, size_t *n, struct error *err)
{
	(void)n;
	return enter_opening(
	    d->cli, &d->keeper.archive, d->cli->argv[2], leaves, err);
}

static enum cli_exit
fill_key(struct desk *d, struct leaf *l, size_t *n, struct error *err)
{
	const char *role = d->cli->role;

	(void)n;
	l->kind = LEAF_KEY_ADD;
	if (keys_public(d->cli, d->cli->argv[2], &l->key, err) != 0)
		return cli_error(d->cli, err);
	l->role = role != NULL               ? role
		  : note_is_witness(&l->key) ? "witness"
					     : "facilitator";
	l->holder = d->cli->name;
	return CLI_YES;
}

static enum cli_exit
fill_retire(struct desk *d, struct leaf *l, size_t *n, struct error *err)
{
	(void)n;
	l->kind = LEAF_KEY_RETIRE;
	return keys_public(d->cli, d->cli->argv[2], &l->key, err) == 0
		   ? CLI_YES
		   : cli_error(d->cli, err);
}

static enum cli_exit
fill_revoke(struct desk *d, struct leaf *l, size_t *n, struct error *err)
{
	uint64_t since = 0;

	(void)n;
	l->kind = LEAF_KEY_REVOKE;
	if (d->cli->since != NULL &&
	    !cli_number(d->cli->since, d->keeper.archive.n, &since))
		return cli_refuse(d->cli, "archive", "since", d->cli->since);
	l->since = (int64_t)since;
	l->why = d->cli->why;
	return keys_public(d->cli, d->cli->argv[2], &l->key, err) == 0
		   ? CLI_YES
		   : cli_error(d->cli, err);
}

/* no_entry: the archive has none of the number asked for. */
static enum cli_exit
no_entry(const struct cli *cli, const struct archive *a, struct error *err)
{
	struct text size = text_new(cli->arena);

	text_int(&size, (int64_t)a->n);
	(void)error_set(
	    err, ERROR_INPUT, "error.archive-no-entry", cli->argv[2], size.at);
	return cli_error(cli, err);
}

static enum cli_exit
fill_abandon(struct desk *d, struct leaf *l, size_t *n, struct error *err)
{
	const struct archive *a = &d->keeper.archive;
	uint64_t open;

	(void)n;
	if (!cli_number(d->cli->argv[2], a->n - 1, &open))
		return no_entry(d->cli, a, err);
	l->kind = LEAF_DRILL_ABANDON;
	l->open = (int64_t)open;
	l->drill = a->leaf[open].drill;
	l->why = d->cli->why;
	if (l->drill != NULL)
		return CLI_YES;
	(void)error_set(
	    err, ERROR_INPUT, "error.archive-not-open", d->cli->argv[2], "");
	return cli_error(d->cli, err);
}

static enum cli_exit
fill_plan(struct desk *d, struct leaf *l, size_t *n, struct error *err)
{
	struct cli *cli = d->cli;
	char *hex = arena_alloc(cli->arena, DIGEST_HEX);
	struct faults faults = {.n = 0};
	const struct plan *plan = NULL;

	(void)n;
	faults = faults_new(cli->arena);
	if (plan_read(cli->arena, cli->argv[2], &faults, &plan, err) != 0)
		return cli_error(cli, err);
	if (plan == NULL || faults.errors > 0) {
		struct text t = text_new(cli->arena);

		cli_faults(cli, &faults, &t);
		cli_complain(&t);
		return CLI_USAGE;
	}
	digest_hex(&plan->document->digest, hex);
	l->kind = LEAF_PLAN_PUBLISH;
	l->name = plan->id;
	l->version = plan->version != NULL ? plan->version : "-";
	l->digest = hex;
	return CLI_YES;
}

/* fill_witness: an answer of a witness on the roll; none but its line and the
 * archive's are kept. */
static enum cli_exit
fill_witness(struct desk *d, struct leaf *l, size_t *n, struct error *err)
{
	struct cli *cli = d->cli;
	const struct roll *r = &d->keeper.archive.roll;
	struct text note = text_new(cli->arena);
	struct bytes b;
	struct note got;

	(void)n;
	l->kind = LEAF_WITNESS_NOTE;
	if (file_read(cli->arena, cli->argv[2], NOTE_MOST, &b, err) != 0)
		return cli_error(cli, err);
	if (!note_read(b.at, b.len, &got)) {
		(void)error_set(err, ERROR_INPUT, "error.archive-checkpoint",
		    cli->argv[2], "");
		return cli_error(cli, err);
	}
	text_bytes(&note, got.text, got.text_len);
	text_add(&note, "\n");
	for (size_t i = 0; i < got.n; i++)
		if (note_is_by(&got.signature[i], &r->archive))
			note_write_raw(&note, &r->archive,
			    got.signature[i].bytes, got.signature[i].len);
	for (size_t k = 0; k < r->keys_n; k++)
		for (size_t i = 0; i < got.n; i++)
			if (r->keys[k].witness && l->note == NULL &&
			    note_is_by(&got.signature[i], &r->keys[k].key)) {
				l->key = r->keys[k].key;
				note_write_raw(&note, &l->key,
				    got.signature[i].bytes,
				    got.signature[i].len);
				l->note = note.at;
			}
	if (l->note != NULL)
		return CLI_YES;
	(void)error_set(
	    err, ERROR_UNTRUSTED, "error.archive-witness", cli->argv[2], "");
	return cli_error(cli, err);
}

static enum cli_exit
begin(struct cli *cli)
{
	struct desk d = {.cli = cli};
	struct error err = ERROR_INIT;
	enum cli_exit rc = sit_down(&d, &err);

	if (rc != CLI_YES)
		return rc;
	if (keeper_create(cli->arena, &d.keeper, cli->argv[1], d.time, &err) !=
	    0) {
		key_drop(d.key);
		return cli_error(cli, &err);
	}
	key_drop(d.key);
	keeper_close(&d.keeper);
	return told(&d, "say.archive-begun");
}

/* ---- reading ---- */

static enum cli_exit
list(struct cli *cli)
{
	struct error err = ERROR_INIT;
	struct archive a;

	if (archive_open(cli->arena, cli->argv[1], &a, &err) != 0)
		return cli_error(cli, &err);
	archive_close(&a);
	entries_list(cli, &a);
	return CLI_YES;
}

static enum cli_exit
write_proof(struct cli *cli, const struct archive *a, uint64_t i)
{
	struct error err = ERROR_INIT;
	struct text t = text_new(cli->arena);
	struct tree_proof path;

	tree_prove_leaf(a->hash, a->n, i, &path);
	tlogproof_write(&t, i, &path, a->head.at, a->head.len);
	if (file_write(cli->out, t.at, t.len, false, &err) != 0)
		return cli_error(cli, &err);
	return CLI_YES;
}

static enum cli_exit
show(struct cli *cli)
{
	struct error err = ERROR_INIT;
	struct text t = text_new(cli->arena);
	struct archive a;
	uint64_t i;

	if (archive_open(cli->arena, cli->argv[1], &a, &err) != 0)
		return cli_error(cli, &err);
	archive_close(&a);
	if (!cli_number(cli->argv[2], a.n - 1, &i))
		return no_entry(cli, &a, &err);
	text_bytes(&t, a.line[i].at, a.line[i].len);
	text_add(&t, "\n");
	cli_print(&t);
	return cli->out == NULL ? CLI_YES : write_proof(cli, &a, i);
}

/* judges: does the error say something of the archive, not of how the program
 * was used? */
static bool
judges(const struct error *err)
{
	return err->kind == ERROR_INVALID ||
	       strcmp(err->id, "error.archive-later") == 0;
}

static enum cli_exit
audit(struct cli *cli)
{
	struct error err = ERROR_INIT;
	struct bytes old = {NULL, 0};
	struct note_key key;
	struct archive a;
	enum cli_exit rc;
	bool vouched = false;

	if (cli->since != NULL &&
	    heads_read(cli->arena, cli->since, &old, &err) != 0)
		return cli_error(cli, &err);
	if (archive_open(cli->arena, cli->argv[1], &a, &err) != 0)
		return judges(&err) ? audit_refused(cli, &err)
				    : cli_error(cli, &err);
	for (int i = 0; i < cli->keys_n && !error_is_set(&err); i++)
		if (keys_public(cli, cli->keys[i], &key, &err) == 0) {
			vouched |= note_key_same(&key, &a.roll.archive);
			roll_vouch(&a.roll, &key);
		}
	rc = error_is_set(&err) ? cli_error(cli, &err)
				: audit_archive(cli, &a, old, vouched);
	archive_close(&a);
	return rc;
}

/* since: how many entries the asked witness has seen: a number, or the size
 * of a checkpoint. */
static int
since(
    struct cli *cli, const struct archive *a, uint64_t *out, struct error *err)
{
	struct checkpoint c;
	struct bytes old;
	struct note n;

	*out = 0;
	if (cli->since == NULL || cli_number(cli->since, a->n, out))
		return 0;
	if (heads_read(cli->arena, cli->since, &old, err) != 0 ||
	    archive_follows(a, old, err) != 0)
		return -1;
	(void)note_read(old.at, old.len, &n);
	(void)checkpoint_read(&n, &c);
	*out = c.size;
	return 0;
}

static void
request_json(
    const struct archive *a, uint64_t old, const char *request, struct text *t)
{
	struct emit e = emit_begin(t);

	emit_string(&e, "origin", a->at.origin);
	emit_int(&e, "old", (int64_t)old);
	emit_int(&e, "size", (int64_t)a->n);
	emit_string(&e, "request", request);
	emit_end(&e, '}');
}

static enum cli_exit
request(struct cli *cli)
{
	struct error err = ERROR_INIT;
	struct text t = text_new(cli->arena);
	struct text said = text_new(cli->arena);
	struct archive a;
	uint64_t old;

	if (archive_open(cli->arena, cli->argv[1], &a, &err) != 0)
		return cli_error(cli, &err);
	archive_close(&a);
	if (since(cli, &a, &old, &err) != 0)
		return cli_error(cli, &err);
	witness_request_write(&t, old, a.hash, a.n, a.head);
	if (cli->out != NULL &&
	    file_write(cli->out, t.at, t.len, false, &err) != 0)
		return cli_error(cli, &err);
	request_json(&a, old, t.at, &said);
	if (cli->json)
		cli_print(&said);
	else if (cli->out == NULL)
		cli_print(&t);
	return CLI_YES;
}

enum cli_exit
verb_archive(struct cli *cli)
{
	static const struct {
		const char *name;
		int argc; /* itself and the archive counted */
		enum cli_exit (*run)(struct cli *cli);
	} verbs[] = {{"init", 2, begin}, {"list", 2, list}, {"show", 3, show},
	    {"audit", 2, audit}, {"request", 2, request}};
	static const struct {
		const char *name, *said;
		enum cli_exit (*fill)(
		    struct desk *, struct leaf *, size_t *, struct error *);
	} entries[] = {{"add", "say.archive-sealed", fill_run},
	    {"open", "say.archive-opened", fill_opening},
	    {"abandon", "say.archive-added", fill_abandon},
	    {"publish", "say.archive-added", fill_plan},
	    {"add-key", "say.archive-added", fill_key},
	    {"retire-key", "say.archive-added", fill_retire},
	    {"revoke-key", "say.archive-revoked", fill_revoke},
	    {"add-witness", "say.archive-added", fill_witness}};

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (cli->argc == verbs[i].argc &&
		    strcmp(cli->argv[0], verbs[i].name) == 0)
			return verbs[i].run(cli);
	for (size_t i = 0; i < sizeof(entries) / sizeof(entries[0]); i++)
		if (cli->argc == 3 &&
		    strcmp(cli->argv[0], entries[i].name) == 0)
			return append(cli, entries[i].said, entries[i].fill);
	return cli_usage(cli, "archive");
}
