/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/expectations.h"

#include <stdio.h>

#include "base/text.h"
#include "replay/cli/cli.h"
#include "replay/cli/emit.h"
#include "replay/drill/stage.h"
#include "replay/judge/expect.h"
#include "replay/report/expectations.h"
#include "replay/report/report.h"
#include "replay/report/tell.h"
#include "scenarios/scenario.h"

static const char *
points(const struct cli *cli, int64_t thousandths)
{
	struct text t = text_new(cli->arena);

	expectations_points(&t, thousandths);
	return t.at;
}

static const char *
count(const struct cli *cli, uint32_t n)
{
	struct text t = text_new(cli->arena);

	text_int(&t, n);
	return t.at;
}

static void
total(const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct expect_score score = expectations_sum(in, -1);
	struct text share = text_new(cli->arena);
	uint32_t met = 0;

	for (uint32_t i = 0; i < in->stage->expected_n; i++)
		met += expect_judge(in->expect, in->stage, in->scenes, i)
			   .verdict == EXPECT_MET;
	tell_share(&share, expect_share(&score));
	words_say(t, cli->language,
	    score.possible > 0 ? "say.expected" : "say.expected-none", "n",
	    count(cli, in->stage->expected_n), "met", count(cli, met), "earned",
	    points(cli, score.earned), "possible", points(cli, score.possible),
	    "share", share.at, NULL);
}

static const char *
clock(const struct cli *cli, const struct report_input *in, span_ms at)
{
	struct text t = text_new(cli->arena);

	if (at == SPAN_NEVER)
		return "\u2014";
	instant_clock(&t, in->stage->start, at, true);
	return t.at;
}

static void
line(const struct cli *cli, const struct report_input *in, uint32_t number,
    const struct expect_result *r, struct text *t)
{
	const struct expectation *x = &in->scenario->expectations.at[number];
	const char *name = words_title(cli->language, &x->name);
	struct text outcome = text_new(cli->arena);
	char id[64];

	(void)snprintf(
	    id, sizeof(id), "expect.%s", expect_verdict_name(r->verdict));
	words_say(&outcome, cli->language, id, "n", count(cli, r->in_time),
	    "of", count(cli, r->parts), NULL);
	text_add(t, "  ");
	text_add(t, r->verdict < EXPECT_OPEN ? "✗ " : "· ");
	words_say(t, cli->language,
	    r->limit == SPAN_NEVER  ? "say.expected-idle"
	    : r->seen == SPAN_NEVER ? "say.expected-unseen"
				    : "say.expected-line",
	    "what", name[0] == '\0' ? x->id : name, "outcome", outcome.at,
	    "limit", clock(cli, in, r->limit), "seen", clock(cli, in, r->seen),
	    NULL);
	text_add(t, "\n");
}

void
expectations_say(
    const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct text head = text_new(cli->arena);

	if (in->stage->expected_n == 0)
		return;
	total(cli, in, &head);
	text_add(t, "\n");
	cli_paint(cli, t, "1", head.at);
	text_add(t, "\n");
	for (uint32_t i = 0; i < in->stage->expected_n; i++) {
		struct expect_result r =
		    expect_judge(in->expect, in->stage, in->scenes, i);

		if (r.verdict != EXPECT_MET)
			line(cli, in, i, &r, t);
	}
}

void
expectations_json(struct emit *e, const struct report_input *in)
{
	struct expect_score score = expectations_sum(in, -1);

	emit_array(e, "expectations");
	for (uint32_t i = 0; i < in->stage->expected_n; i++) {
		struct expect_result r =
		    expect_judge(in->expect, in->stage, in->scenes, i);

		emit_object(e, NULL);
		emit_string(e, "id", in->scenario->expectations.at[i].id);
		emit_string(e, "verdict", expect_verdict_name(r.verdict));
		emit_span(e, "limit_ms", r.limit);
		emit_span(e, "seen_ms", r.seen);
		emit_int(e, "in_time", r.in_time);
		emit_int(e, "of", r.parts);
		emit_int(e, "weight", in->stage->expected[i].weight);
		emit_end(e, '}');
	}
	emit_end(e, ']');
	emit_object(e, "score");
	emit_int(e, "possible_milli", score.possible);
	emit_int(e, "earned_milli", score.earned);
	emit_int(e, "excluded_milli", score.excluded);
	emit_span(e, "share_ppm",
	    score.possible == 0 ? SPAN_NEVER : expect_share(&score));
	emit_end(e, '}');
}
