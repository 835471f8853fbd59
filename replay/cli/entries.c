/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/entries.h"

#include <inttypes.h>

#include "base/text.h"
#include "replay/cli/emit.h"

static const char *
shown(const char *s)
{
	return s == NULL ? "" : s;
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
entries_list(struct cli *cli, const struct archive *a)
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
