/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/cli/emit.h"

/* An audit under way. */
struct audit {
	struct cli *cli;
	const struct archive *a;
	bool vouched, whole, follows;
	uint64_t since; /* entries of the older checkpoint */
	size_t sealed, open, abandoned, discounted;
};

static const char *
number(const struct cli *cli, uint64_t n)
{
	struct text t = text_new(cli->arena);

	text_int(&t, (int64_t)n);
	return t.at;
}

static const char *
shown(const char *s)
{
	return s == NULL ? "" : s;
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

static void
count(struct audit *u)
{
	for (size_t i = 0; i < u->a->roll.drills_n; i++) {
		const struct roll_drill *d = &u->a->roll.drills[i];

		if (d->closed == ROLL_NEVER)
			u->open++;
		else if (d->abandoned)
			u->abandoned++;
		else if (standing(u->a, d) == ROLL_GOOD)
			u->sealed++;
		else
			u->discounted++;
	}
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
		text_add(t, "\n");
	}
}

static void
say_witness(const struct audit *u, struct text *t)
{
	const struct roll *r = &u->a->roll;
	const struct roll_witness *last;
	struct text time = text_new(u->cli->arena);

	if (r->witnesses_n == 0) {
		text_fmt(t, "%s\n",
		    words_of(u->cli->language, "say.audit-unwitnessed"));
		return;
	}
	last = &r->witnesses[r->witnesses_n - 1];
	instant_write(&time, (struct instant){last->seconds * SPAN_SECOND, 0});
	words_say(t, u->cli->language, "say.audit-witness", "name",
	    last->key->name, "size", number(u->cli, last->size), "time",
	    time.at, NULL);
	text_add(t, "\n");
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
		text_fmt(
		    t, "%s%s", err->where, err->where[0] == '\0' ? "" : ": ");
		words_say(t, cli->language, err->id, "where", err->where,
		    "detail", err->detail, NULL);
		text_add(t, "\n");
	} else if (u->since > 0) {
		words_say(t, cli->language, "say.audit-follows", "since",
		    number(cli, u->since), "more",
		    number(cli, u->a->n - u->since), NULL);
		text_add(t, "\n");
	}
	words_say(t, cli->language, "say.audit-drills", "opened",
	    number(cli, u->a->roll.drills_n), "sealed", number(cli, u->sealed),
	    "open", number(cli, u->open), "abandoned",
	    number(cli, u->abandoned), "discounted", number(cli, u->discounted),
	    "plans", number(cli, u->a->roll.plans), NULL);
	text_add(t, "\n");
	say_drills(u, t);
	text_fmt(t, "%s\n", words_of(cli->language, "say.audit-keys"));
	say_keys(u, t);
	say_witness(u, t);
}

static void
emit(const struct audit *u, const struct error *err, struct text *t)
{
	const struct roll *r = &u->a->roll;
	struct emit e = emit_begin(t);

	emit_string(&e, "verdict", strrchr(verdict_word(verdict(u)), '.') + 1);
	emit_string(&e, "origin", u->a->at.origin);
	emit_int(&e, "size", (int64_t)u->a->n);
	emit_bool(&e, "vouched", u->vouched);
	emit_string(&e, "fault", err->id);
	emit_int(&e, "sealed", (int64_t)u->sealed);
	emit_int(&e, "open", (int64_t)u->open);
	emit_int(&e, "abandoned", (int64_t)u->abandoned);
	emit_int(&e, "discounted", (int64_t)u->discounted);
	emit_int(&e, "plans", (int64_t)r->plans);
	emit_int(&e, "witnessed",
	    r->witnesses_n == 0
		? 0
		: (int64_t)r->witnesses[r->witnesses_n - 1].size);
	emit_array(&e, "drills");
	for (size_t i = 0; i < r->drills_n; i++) {
		emit_object(&e, NULL);
		emit_int(&e, "open", (int64_t)r->drills[i].open);
		emit_string(&e, "drill", r->drills[i].drill);
		emit_string(&e, "kind", r->drills[i].what);
		emit_string(&e, "signer", r->drills[i].signer.name);
		emit_string(&e, "state",
		    strrchr(state_word(u->a, &r->drills[i]), '.') + 1);
		emit_end(&e, '}');
	}
	emit_end(&e, ']');
	emit_end(&e, '}');
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

/* subject: what an entry is about. */
static const char *
subject(const struct cli *cli, const struct leaf *l)
{
	struct text t = text_new(cli->arena);

	switch (l->kind) {
	case LEAF_GENESIS:
	case LEAF_KEY_ADD:
	case LEAF_KEY_RETIRE:
	case LEAF_KEY_REVOKE:
	case LEAF_WITNESS_NOTE:
		text_fmt(&t, "%s %s", l->key.name, shown(l->holder));
		break;
	case LEAF_DRILL_OPEN:
	case LEAF_DRILL_SEAL:
	case LEAF_DRILL_ABANDON:
		text_fmt(&t, "%.16s %s", l->drill, shown(l->title));
		break;
	case LEAF_PLAN_PUBLISH:
		text_fmt(&t, "%s %s", l->name, l->version);
		break;
	case LEAF_KINDS:
		break;
	}
	text_fmt(&t, " %s", shown(l->why));
	while (t.len > 0 && t.at[t.len - 1] == ' ')
		t.at[--t.len] = '\0';
	return t.at;
}

static const char *
kind_word(enum leaf_kind kind)
{
	static const char *const words[LEAF_KINDS] = {
	    [LEAF_GENESIS] = "audit.kind.genesis",
	    [LEAF_KEY_ADD] = "audit.kind.key-add",
	    [LEAF_KEY_RETIRE] = "audit.kind.key-retire",
	    [LEAF_KEY_REVOKE] = "audit.kind.key-revoke",
	    [LEAF_DRILL_OPEN] = "audit.kind.drill-open",
	    [LEAF_DRILL_SEAL] = "audit.kind.drill-seal",
	    [LEAF_DRILL_ABANDON] = "audit.kind.drill-abandon",
	    [LEAF_PLAN_PUBLISH] = "audit.kind.plan-publish",
	    [LEAF_WITNESS_NOTE] = "audit.kind.witness-note",
	};

	return words[kind];
}

static void
list_json(const struct archive *a, struct text *t)
{
	struct emit e = emit_begin(t);

	emit_string(&e, "origin", a->at.origin);
	emit_int(&e, "size", (int64_t)a->n);
	emit_array(&e, "entries");
	for (uint64_t i = 0; i < a->n; i++) {
		const struct leaf *l = &a->leaf[i];

		emit_object(&e, NULL);
		emit_int(&e, "index", (int64_t)i);
		emit_string(&e, "kind", leaf_kind_name(l->kind));
		emit_string(&e, "time", l->time);
		emit_string(&e, "drill", shown(l->drill));
		emit_end(&e, '}');
	}
	emit_end(&e, ']');
	emit_end(&e, '}');
}

void
audit_list(struct cli *cli, const struct archive *a)
{
	struct text t = text_new(cli->arena);

	if (cli->json)
		list_json(a, &t);
	for (uint64_t i = 0; i < a->n && !cli->json; i++) {
		size_t from = t.len;

		text_fmt(&t, "%6" PRIu64 "  %s  %s", i, a->leaf[i].time,
		    words_of(cli->language, kind_word(a->leaf[i].kind)));
		text_pad(&t, from, 48);
		text_fmt(&t, "%s\n", subject(cli, &a->leaf[i]));
	}
	cli_print(&t);
}
