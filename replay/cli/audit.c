/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/audit.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/cli/emit.h"

static const char *const kind_names[] = {
    "simulated", "tabletop", "operational", "real_event"};

enum { KINDS = sizeof(kind_names) / sizeof(kind_names[0]) };

/* An audit under way. */
struct audit {
	struct cli *cli;
	const struct archive *a;
	bool vouched, whole, follows;
	uint64_t since; /* entries of the older checkpoint */
	size_t sealed, open, abandoned, discounted;
	size_t kinds[KINDS];
	size_t again; /* sealed, the same drill as another with this record */
	size_t together; /* sealed, and opened no sooner than that */
};

static const char *
number(const struct cli *cli, uint64_t n)
{
	struct text t = text_new(cli->arena);

	text_int(&t, (int64_t)n);
	return t.at;
}

/* with: a name, and what people call it behind a blank, if anything. */
static const char *
with(const struct cli *cli, const char *name, size_t n, const char *said)
{
	struct text t = text_new(cli->arena);

	text_bytes(&t, name, n);
	if (said != NULL)
		text_fmt(&t, " %s", said);
	return t.at;
}

static enum roll_standing
standing(const struct archive *a, const struct roll_drill *d)
{
	return roll_standing(&a->roll, &d->signer, d->closed);
}

/* by_record: the same drill with the same record stand together. */
static int
by_record(const void *a, const void *b)
{
	const struct roll_drill *one = *(const struct roll_drill *const *)a;
	const struct roll_drill *other = *(const struct roll_drill *const *)b;
	int order = strcmp(one->drill, other->drill);

	return order != 0 ? order : strcmp(one->record, other->record);
}

/* count_again: who seals one drill twice has drilled once. */
static void
count_again(struct audit *u, const struct roll_drill **sealed)
{
	qsort(sealed, u->sealed, sizeof(*sealed), by_record);
	for (size_t i = 1; i < u->sealed; i++)
		u->again += by_record(&sealed[i - 1], &sealed[i]) == 0;
}

/* count_sealed: opened in the entry just before, at the same time, it was not
 * opened before it had an end. */
static void
count_sealed(struct audit *u, const struct roll_drill *d)
{
	u->sealed++;
	u->together +=
	    d->closed == d->open + 1 && strcmp(d->opened_at, d->closed_at) == 0;
}

static void
count(struct audit *u)
{
	const struct roll *r = &u->a->roll;
	const struct roll_drill **sealed =
	    arena_array(u->cli->arena, r->drills_n + 1, sizeof(*sealed));

	for (size_t i = 0; i < r->drills_n; i++) {
		const struct roll_drill *d = &r->drills[i];

		for (int k = 0; k < KINDS; k++)
			u->kinds[k] += strcmp(d->what, kind_names[k]) == 0;
		if (d->closed == ROLL_NEVER)
			u->open++;
		else if (d->abandoned)
			u->abandoned++;
		else if (standing(u->a, d) != ROLL_GOOD)
			u->discounted++;
		else {
			sealed[u->sealed] = d;
			count_sealed(u, d);
		}
	}
	count_again(u, sealed);
}

static enum cli_exit
verdict(const struct audit *u)
{
	if (!u->whole || !u->follows)
		return CLI_NO;
	if (!u->vouched || u->discounted > 0)
		return CLI_UNTRUSTED;
	return u->open > 0 ? CLI_INCOMPLETE : CLI_YES;
}

static const char *
verdict_word(enum cli_exit v)
{
	switch (v) {
	case CLI_YES:
		return "audit.verdict.valid";
	case CLI_NO:
		return "audit.verdict.invalid";
	case CLI_UNTRUSTED:
		return "audit.verdict.untrusted";
	case CLI_INCOMPLETE:
	case CLI_USAGE:
	case CLI_SYSTEM:
		break;
	}
	return "audit.verdict.incomplete";
}

/* state_word: what became of a drill. */
static const char *
state_word(const struct archive *a, const struct roll_drill *d)
{
	if (d->closed == ROLL_NEVER)
		return "audit.drill.open";
	if (d->abandoned)
		return "audit.drill.abandoned";
	return standing(a, d) == ROLL_GOOD ? "audit.drill.sealed"
					   : roll_standing_word(standing(a, d));
}

/* say_drills: those that need looking at: not sealed, or not to be counted. */
static void
say_drills(const struct audit *u, struct text *t)
{
	const struct roll *r = &u->a->roll;

	for (size_t i = 0; i < r->drills_n; i++) {
		const struct roll_drill *d = &r->drills[i];

		if (d->closed != ROLL_NEVER && !d->abandoned &&
		    standing(u->a, d) == ROLL_GOOD)
			continue;
		text_add(t, "  ");
		words_say(t, u->cli->language, "say.audit-drill", "open",
		    number(u->cli, d->open), "time", d->opened_at, "drill",
		    with(u->cli, d->drill, 16, d->title), "state",
		    words_of(u->cli->language, state_word(u->a, d)), "signer",
		    with(
			u->cli, d->signer.name, strlen(d->signer.name), d->why),
		    NULL);
		text_add(t, "\n");
	}
}

static const char *
key_word(const struct roll_key *k)
{
	if (k->revoked != ROLL_NEVER)
		return "audit.standing.revoked";
	return k->retired != ROLL_NEVER ? "audit.standing.retired"
					: "audit.standing.good";
}

static const char *
vkey(const struct audit *u, const struct roll_key *k)
{
	struct text t = text_new(u->cli->arena);

	note_key_write(&t, &k->key);
	return t.at;
}

/* say_keys: with the whole of each, for a name is anybody's to choose. */
static void
say_keys(const struct audit *u, struct text *t)
{
	const struct roll *r = &u->a->roll;

	for (size_t i = 0; i < r->keys_n; i++) {
		const struct roll_key *k = &r->keys[i];

		text_add(t, "  ");
		words_say(t, u->cli->language, "say.audit-key", "name",
		    with(u->cli, k->key.name, strlen(k->key.name), k->holder),
		    "role",
		    words_of(u->cli->language,
			k->witness ? "audit.witness" : "audit.signer"),
		    "added", number(u->cli, k->added), "state",
		    words_of(u->cli->language, key_word(k)), NULL);
		text_fmt(t, "\n    %s\n", vkey(u, k));
	}
}

static const char *
second(const struct audit *u, const struct roll_witness *w)
{
	struct text t = text_new(u->cli->arena);

	instant_write(&t, (struct instant){w->seconds * SPAN_SECOND, 0});
	return t.at;
}

/* last: the last word of a witness that counts, or that does not. */
static const struct roll_witness *
last(const struct audit *u, bool counts)
{
	const struct roll *r = &u->a->roll;

	for (size_t i = r->witnesses_n; i > 0; i--)
		if (roll_counts(&r->witnesses[i - 1]) == counts)
			return &r->witnesses[i - 1];
	return NULL;
}

static void
say_witness(const struct audit *u, struct text *t)
{
	for (int counts = 1; counts >= 0; counts--) {
		const struct roll_witness *w = last(u, counts == 1);
		const char *id = counts == 1 ? "say.audit-witness"
					     : "say.audit-witness-discounted";

		if (w == NULL && counts == 1)
			text_fmt(t, "%s\n",
			    words_of(
				u->cli->language, "say.audit-unwitnessed"));
		if (w == NULL)
			continue;
		words_say(t, u->cli->language, id, "name", w->by->key.name,
		    "size", number(u->cli, w->size), "time", second(u, w),
		    NULL);
		text_add(t, "\n");
	}
}

/* say_line: one sentence with one number, if that is not 0. */
static void
say_line(const struct audit *u, const char *id, uint64_t n, struct text *t)
{
	if (n == 0)
		return;
	words_say(t, u->cli->language, id, "n", number(u->cli, n), NULL);
	text_add(t, "\n");
}

/* say_counts: how many of which, and what the numbers do not say. */
static void
say_counts(const struct audit *u, struct text *t)
{
	const struct cli *cli = u->cli;

	words_say(t, cli->language, "say.audit-drills", "opened",
	    number(cli, u->a->roll.drills_n), "sealed", number(cli, u->sealed),
	    "open", number(cli, u->open), "abandoned",
	    number(cli, u->abandoned), "discounted", number(cli, u->discounted),
	    "plans", number(cli, u->a->roll.plans), NULL);
	text_add(t, "\n");
	words_say(t, cli->language, "say.audit-kinds", "simulated",
	    number(cli, u->kinds[0]), "tabletop", number(cli, u->kinds[1]),
	    "operational", number(cli, u->kinds[2]), "real",
	    number(cli, u->kinds[3]), NULL);
	text_add(t, "\n");
	say_line(u, "say.audit-together", u->together, t);
	say_line(u, "say.audit-again", u->again, t);
	say_line(u, "say.audit-claim", u->sealed, t);
	say_drills(u, t);
}

/* say_fault: what does not hold, and where. */
static void
say_fault(const struct cli *cli, const struct error *err, struct text *t)
{
	if (err->where[0] != '\0' &&
	    strstr(words_of(cli->language, err->id), "{where}") == NULL)
		text_fmt(t, "%s%s", err->where,
		    words_of(cli->language, "say.colon"));
	words_say(t, cli->language, err->id, "where", err->where, "detail",
	    err->detail, NULL);
}

static void
say(const struct audit *u, const struct error *err, struct text *t)
{
	const struct cli *cli = u->cli;
	const char *colour = verdict(u) == CLI_YES ? "1;32" : "1;31";

	cli_paint(
	    cli, t, colour, words_of(cli->language, verdict_word(verdict(u))));
	text_add(t, "\n");
	words_say(t, cli->language, "say.audit-head", "origin", u->a->at.origin,
	    "size", number(cli, u->a->n), NULL);
	text_add(t, "\n");
	if (!u->vouched)
		text_fmt(t, "%s\n",
		    words_of(cli->language, "say.audit-not-vouched"));
	if (error_is_set(err)) {
		say_fault(cli, err, t);
		text_add(t, "\n");
	} else if (u->since > 0) {
		words_say(t, cli->language, "say.audit-follows", "since",
		    number(cli, u->since), "more",
		    number(cli, u->a->n - u->since), NULL);
		text_add(t, "\n");
	}
	say_counts(u, t);
	text_fmt(t, "%s\n", words_of(cli->language, "say.audit-keys"));
	say_keys(u, t);
	say_witness(u, t);
}

static void
emit_fault(const struct cli *cli, const struct error *err, struct emit *e)
{
	struct text why = text_new(cli->arena);

	if (error_is_set(err))
		say_fault(cli, err, &why);
	emit_string(e, "fault", err->id);
	emit_string(e, "why", why.at);
}

static void
emit_drills(const struct audit *u, struct emit *e)
{
	const struct roll *r = &u->a->roll;

	emit_array(e, "drills");
	for (size_t i = 0; i < r->drills_n; i++) {
		emit_object(e, NULL);
		emit_int(e, "open", (int64_t)r->drills[i].open);
		emit_string(e, "drill", r->drills[i].drill);
		emit_string(e, "kind", r->drills[i].what);
		emit_string(e, "signer", r->drills[i].signer.name);
		emit_string(e, "state",
		    strrchr(state_word(u->a, &r->drills[i]), '.') + 1);
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

static void
emit_keys(const struct audit *u, struct emit *e)
{
	const struct roll *r = &u->a->roll;

	emit_array(e, "keys");
	for (size_t i = 0; i < r->keys_n; i++) {
		const struct roll_key *k = &r->keys[i];

		emit_object(e, NULL);
		emit_string(e, "vkey", vkey(u, k));
		emit_bool(e, "witness", k->witness);
		if (k->holder != NULL)
			emit_string(e, "holder", k->holder);
		emit_int(e, "added", (int64_t)k->added);
		emit_string(e, "state", strrchr(key_word(k), '.') + 1);
		if (k->witness)
			emit_bool(e, "vouched", k->vouched);
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

static void
emit_witnesses(const struct audit *u, struct emit *e)
{
	const struct roll *r = &u->a->roll;
	const struct roll_witness *w = last(u, true);

	emit_int(e, "witnessed", w == NULL ? 0 : (int64_t)w->size);
	emit_array(e, "witnesses");
	for (size_t i = 0; i < r->witnesses_n; i++) {
		emit_object(e, NULL);
		emit_int(e, "entry", (int64_t)r->witnesses[i].leaf);
		emit_string(e, "name", r->witnesses[i].by->key.name);
		emit_int(e, "size", (int64_t)r->witnesses[i].size);
		emit_string(e, "time", second(u, &r->witnesses[i]));
		emit_bool(e, "counts", roll_counts(&r->witnesses[i]));
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

static void
emit(const struct audit *u, const struct error *err, struct text *t)
{
	struct emit e = emit_begin(t);

	emit_string(&e, "verdict", strrchr(verdict_word(verdict(u)), '.') + 1);
	emit_string(&e, "origin", u->a->at.origin);
	emit_int(&e, "size", (int64_t)u->a->n);
	emit_bool(&e, "vouched", u->vouched);
	emit_fault(u->cli, err, &e);
	emit_int(&e, "sealed", (int64_t)u->sealed);
	emit_int(&e, "open", (int64_t)u->open);
	emit_int(&e, "abandoned", (int64_t)u->abandoned);
	emit_int(&e, "discounted", (int64_t)u->discounted);
	emit_int(&e, "opened_when_sealed", (int64_t)u->together);
	emit_int(&e, "sealed_again", (int64_t)u->again);
	emit_object(&e, "kinds");
	for (int k = 0; k < KINDS; k++)
		emit_int(&e, kind_names[k], (int64_t)u->kinds[k]);
	emit_end(&e, '}');
	emit_int(&e, "plans", (int64_t)u->a->roll.plans);
	emit_drills(u, &e);
	emit_keys(u, &e);
	emit_witnesses(u, &e);
	emit_end(&e, '}');
}

enum cli_exit
audit_refused(struct cli *cli, const struct error *err)
{
	bool later = err->kind == ERROR_INPUT;
	const char *id =
	    later ? "audit.verdict.unsupported" : "audit.verdict.invalid";
	struct text t = text_new(cli->arena);

	if (cli->json) {
		struct emit e = emit_begin(&t);

		emit_string(&e, "verdict", strrchr(id, '.') + 1);
		emit_fault(cli, err, &e);
		emit_end(&e, '}');
	} else {
		cli_paint(cli, &t, "1;31", words_of(cli->language, id));
		text_add(&t, "\n");
		say_fault(cli, err, &t);
		text_add(&t, "\n");
	}
	cli_print(&t);
	return later ? CLI_USAGE : CLI_NO;
}

enum cli_exit
audit_archive(
    struct cli *cli, const struct archive *a, struct bytes old, bool vouched)
{
	struct audit u = {.cli = cli, .a = a, .vouched = vouched};
	struct error err = ERROR_INIT;
	struct text t = text_new(cli->arena);
	struct note n;
	struct checkpoint c;

	count(&u);
	u.whole = archive_tiles(cli->arena, a, &err) == 0;
	u.follows = old.at == NULL || archive_follows(a, old, &err) == 0;
	if (!u.follows && err.kind == ERROR_INPUT)
		return cli_error(cli, &err);
	if (old.at != NULL && note_read(old.at, old.len, &n) &&
	    checkpoint_read(&n, &c))
		u.since = c.size;
	if (cli->json)
		emit(&u, &err, &t);
	else
		say(&u, &err, &t);
	cli_print(&t);
	return verdict(&u);
}
