/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/called.h"

#include "base/text.h"
#include "plans/organisation.h"
#include "replay/cli/cli.h"
#include "replay/cli/emit.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/roll.h"
#include "replay/judge/timing.h"
#include "replay/report/called.h"
#include "replay/report/report.h"
#include "replay/report/tell.h"

static const char *
span(const struct cli *cli, span_ms ms)
{
	struct text t = text_new(cli->arena);

	words_span(&t, cli->language, ms);
	return t.at;
}

static const char *
number(const struct cli *cli, uint32_t n)
{
	struct text t = text_new(cli->arena);

	text_int(&t, n);
	return t.at;
}

static const char *
clock(const struct cli *cli, const struct report_input *in, span_ms at)
{
	struct text t = text_new(cli->arena);

	instant_clock(&t, in->stage->start, at,
	    (in->stage->start.ms + at) % SPAN_MINUTE != 0);
	return t.at;
}

/* word_of: did he answer, or not, or could he not even know? */
static const char *
word_of(const struct roll_entry *e)
{
	if (e->answered != SPAN_NEVER)
		return "called.line-answered";
	return e->lost > 0 ? "called.line-lost" : "called.line-silent";
}

static void
line(const struct cli *cli, const struct report_input *in,
    const struct roll_entry *e, struct text *t)
{
	bool silent = e->answered == SPAN_NEVER;

	text_add(t, silent ? "  ✗ " : "  · ");
	words_say(t, cli->language, word_of(e), "who",
	    tell_name(cli->language, in->stage,
		fact_entity(ENTITY_PERSON, e->person)),
	    "clock", clock(cli, in, e->called), "span",
	    span(cli, silent ? 0 : e->answered - e->called), "n",
	    number(cli, e->pages), "lost", number(cli, e->lost), NULL);
	text_add(t, "\n");
}

void
called_say(const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct roll roll =
	    roll_call(cli->arena, in->stage, in->facts, in->facts_n);
	struct text count = text_new(cli->arena);

	text_add(t, "  ");
	called_sentence(t, cli->language, in);
	text_add(t, "\n\n");
	called_count(&count, cli->language, &roll);
	cli_paint(cli, t, "1", count.at);
	text_add(t, "\n");
	for (uint32_t i = 0; i < roll.n; i++)
		line(cli, in, &roll.entries[i], t);
}

static void
emit_entry(
    struct emit *e, const struct report_input *in, const struct roll_entry *x)
{
	emit_object(e, NULL);
	emit_string(e, "person",
	    stage_name(in->stage, fact_entity(ENTITY_PERSON, x->person))->id);
	emit_int(e, "called_ms", x->called);
	emit_int(e, "pages", x->pages);
	emit_int(e, "lost", x->lost);
	if (x->channel >= 0)
		emit_string(e, "channel", organisation_channels[x->channel]);
	emit_span(e, "answered_ms", x->answered);
	emit_end(e, '}');
}

void
called_json(struct emit *e, const struct report_input *in)
{
	const struct stage *s = in->stage;
	struct roll roll = roll_call(e->text->arena, s, in->facts, in->facts_n);

	emit_string(e, "until", s->everybody ? "everybody" : "anybody");
	emit_span(e, "acknowledge_within_ms",
	    s->ladders[s->scenes[s->scene].ladder].promise);
	emit_span(e, "acknowledged_ms", in->judgement->recovery);
	emit_int(e, "called", roll.n);
	emit_int(e, "answered", roll.answered);
	emit_array(e, "roll");
	for (uint32_t i = 0; i < roll.n; i++)
		emit_entry(e, in, &roll.entries[i]);
	emit_end(e, ']');
}
