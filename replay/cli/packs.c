/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/packs.h"

#include <stdio.h>

#include "base/document.h"
#include "base/faults.h"
#include "base/text.h"
#include "plans/organisation.h"
#include "plans/pack.h"
#include "replay/cli/emit.h"

static const char *
date(const struct cli *cli, int64_t days)
{
	struct text whole = text_new(cli->arena);
	struct text t = text_new(cli->arena);

	instant_write(&whole, (struct instant){days * SPAN_DAY, 0});
	text_bytes(&t, whole.at, 10);
	return t.at;
}

static const char *
confidence_word(const struct cli *cli, int32_t confidence)
{
	char id[32];

	(void)snprintf(
	    id, sizeof(id), "confidence.%s", pack_confidences[confidence]);
	return words_of(cli->language, id);
}

static void
obligation(const struct cli *cli, const struct obligation *o, struct text *t)
{
	struct text within = text_new(cli->arena);

	words_span(&within, cli->language, o->within);
	text_add(t, "    ");
	words_say(t, cli->language,
	    o->from == OBLIGATION_CLOSE ? "say.obligation-close"
					: "say.obligation",
	    "grade", organisation_grades[o->of], "within", within.at, "to",
	    words_title(cli->language, &o->to), "article",
	    words_title(cli->language, &o->article), "confidence",
	    confidence_word(cli, o->confidence), NULL);
	text_add(t, "\n");
}

/* say_pack: its name and dates, then kind by kind what is demanded. */
static void
say_pack(const struct cli *cli, const struct pack *p, struct text *t)
{
	cli_paint(cli, t, "1", p->id);
	text_fmt(t, "  %s\n  ", words_title(cli->language, &p->name));
	words_say(t, cli->language, "say.pack-dates", "in_force",
	    date(cli, p->in_force), "reviewed", date(cli, p->reviewed), NULL);
	text_add(t, "\n");
	for (uint32_t i = 0; i < p->reporters.n; i++) {
		const struct reporter *r = &p->reporters.at[i];

		text_fmt(t, "  \"as\": \"%s\"  %s\n", r->id,
		    words_title(cli->language, &r->name));
		for (uint32_t j = 0; j < p->obligations.n; j++)
			if (pack_obliges(&p->obligations.at[j], (int32_t)i))
				obligation(cli, &p->obligations.at[j], t);
	}
	text_add(t, "\n");
}

static void
emit_pack(const struct cli *cli, const struct pack *p, struct emit *e)
{
	char hex[DIGEST_HEX];

	digest_hex(&p->document->digest, hex);
	emit_object(e, NULL);
	emit_string(e, "id", p->id);
	emit_string(e, "name", words_title(cli->language, &p->name));
	emit_string(e, "in_force", date(cli, p->in_force));
	emit_string(e, "reviewed", date(cli, p->reviewed));
	emit_string(e, "digest", hex);
	emit_array(e, "reporters");
	for (uint32_t i = 0; i < p->reporters.n; i++) {
		emit_object(e, NULL);
		emit_string(e, "id", p->reporters.at[i].id);
		emit_string(e, "name",
		    words_title(cli->language, &p->reporters.at[i].name));
		emit_end(e, '}');
	}
	emit_end(e, ']');
	emit_end(e, '}');
}

enum cli_exit
packs_print(struct cli *cli)
{
	struct faults faults = faults_new(cli->arena);
	struct text t = text_new(cli->arena);
	struct emit e;

	if (cli->json) {
		e = emit_begin(&t);
		emit_array(&e, "packs");
	}
	for (size_t i = 0; pack_shipped(i) != NULL; i++) {
		const struct pack *p = pack_own(cli->arena, i, &faults);

		if (cli->json)
			emit_pack(cli, p, &e);
		else
			say_pack(cli, p, &t);
	}
	if (cli->json) {
		emit_end(&e, ']');
		emit_end(&e, '}');
	}
	cli_print(&t);
	return CLI_YES;
}
