/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/expectations.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/expect.h"
#include "replay/report/page.h"
#include "replay/report/tell.h"
#include "scenarios/scenario.h"

enum { POINT = 1000 };

/* ---- what others say too ---- */

struct expect_score
expectations_sum(const struct report_input *in, int32_t objective)
{
	struct expect_score score = {0};

	for (uint32_t i = 0; i < in->stage->expected_n; i++) {
		struct expect_result r =
		    expect_judge(in->expect, in->stage, in->scenes, i);

		if (objective < 0 ||
		    in->stage->expected[i].objective == objective)
			expect_add(&score, in->stage, i, &r);
	}
	return score;
}

void
expectations_who(struct text *t, enum language language,
    const struct report_input *in, uint32_t number)
{
	const struct stage_expected *s = &in->stage->expected[number];

	for (uint32_t i = 0; i < s->parts.n; i++) {
		uint32_t who = in->stage->parts[s->parts.first + i];

		if (who == 0)
			return;
		if (i > 0)
			words_say(t, language,
			    s->all ? "report.comma" : "report.or", NULL);
		text_add(t, tell_name(language, in->stage, who));
	}
}

void
expectations_points(struct text *t, int64_t thousandths)
{
	int64_t rest = thousandths % POINT;

	text_int(t, thousandths / POINT);
	if (rest == 0)
		return;
	text_fmt(t, ".%03" PRId64, rest);
	while (t->at[t->len - 1] == '0')
		t->at[--t->len] = '\0';
}

/* ---- the page ---- */

static const char *
points(const struct page *p, int64_t thousandths)
{
	struct text t = text_new(p->out->arena);

	expectations_points(&t, thousandths);
	return t.at;
}

static const char *
share(const struct page *p, const struct expect_score *score)
{
	struct text t = text_new(p->out->arena);

	if (expect_share(score) < 0)
		return page_word(p, "report.no-evidence");
	tell_share(&t, expect_share(score));
	return t.at;
}

static void
total(struct page *p)
{
	struct expect_score score = expectations_sum(p->in, -1);
	const struct argument args[] = {{"earned", points(p, score.earned)},
	    {"possible", points(p, score.possible)},
	    {"excluded", points(p, score.excluded)},
	    {"share", share(p, &score)}};

	page_tag(p, "p", NULL,
	    page_fill(p,
		score.possible > 0 ? "report.score" : "report.score-none", args,
		4));
	if (score.excluded > 0)
		page_tag(p, "p", "note",
		    page_fill(p, "report.score-excluded", args, 4));
}

static void
objectives(struct page *p)
{
	static const char *const head[] = {"report.objective", "report.clause",
	    "report.points", "report.share", NULL};
	const struct scenario *s = p->in->scenario;

	if (s->objectives.n == 0)
		return;
	page_stack(p, "aims", head);
	for (uint32_t i = 0; i < s->objectives.n; i++) {
		const struct aim *x = &s->objectives.at[i];
		struct expect_score score = expectations_sum(p->in, (int32_t)i);
		struct text t = text_new(p->out->arena);

		text_fmt(&t, "%s\u00a0/\u00a0%s", points(p, score.earned),
		    points(p, score.possible));
		const char *cells[] = {page_title(p, &x->name, x->id),
		    x->clause, t.at, share(p, &score), NULL};

		page_row(p, NULL, cells);
	}
	page_raw(p, "</tbody></table></div>\n");
}

/* outcome: the verdict in words; of all, how many were in time. */
static const char *
outcome(const struct page *p, const struct expect_result *r)
{
	struct text n = text_new(p->out->arena);
	struct text of = text_new(p->out->arena);
	char id[64];

	text_int(&n, r->in_time);
	text_int(&of, r->parts);
	const struct argument args[] = {{"n", n.at}, {"of", of.at}};

	(void)snprintf(
	    id, sizeof(id), "expect.%s", expect_verdict_name(r->verdict));
	return page_fill(p, id, args, 2);
}

static void
row(struct page *p, uint32_t number)
{
	static const char *const classes[EXPECT_VERDICTS] = {
	    [EXPECT_PARTIAL] = "bad",
	    [EXPECT_LATE] = "bad",
	    [EXPECT_MISSED] = "bad",
	    [EXPECT_OPEN] = "none",
	    [EXPECT_NOT_APPLICABLE] = "none"};
	const struct report_input *in = p->in;
	const struct expectation *x = &in->scenario->expectations.at[number];
	struct expect_result r =
	    expect_judge(in->expect, in->stage, in->scenes, number);
	struct expect_score score = {0};
	struct text who = text_new(p->out->arena);
	struct text t = text_new(p->out->arena);

	expect_add(&score, in->stage, number, &r);
	text_add(&who, "");
	expectations_who(&who, p->language, in, number);
	text_fmt(&t, "%s\u00a0/\u00a0%s", points(p, score.earned),
	    points(p, x->weight * POINT));
	const char *cells[] = {page_title(p, &x->name, x->id), who.at,
	    page_clock(p, r.limit), page_clock(p, r.seen), outcome(p, &r),
	    score.possible > 0 ? t.at : "\u2014", x->clause, NULL};

	page_row(p, classes[r.verdict], cells);
}

/* has_seconds: is a time to be kept off the whole minute? */
static bool
has_seconds(const struct report_input *in)
{
	for (uint32_t i = 0; i < in->stage->expected_n; i++)
		if (in->stage->expected[i].within % SPAN_MINUTE != 0)
			return true;
	return false;
}

void
expectations_write(struct page *p)
{
	static const char *const head[] = {"report.expected", "report.who",
	    "report.limit", "report.actual", "report.kept", "report.points",
	    "report.clause", NULL};
	struct page fine = *p;

	if (p->in->stage->expected_n == 0)
		return;
	page_tag(p, "h2", NULL, page_word(p, "report.h-expected"));
	total(p);
	objectives(p);
	fine.seconds |= has_seconds(p->in);
	page_stack(&fine, "expected", head);
	for (uint32_t i = 0; i < p->in->stage->expected_n; i++)
		row(&fine, i);
	page_raw(p, "</tbody></table></div>\n");
}
