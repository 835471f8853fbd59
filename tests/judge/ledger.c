/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/ledger.h"

#include <string.h>

#include "base/arena.h"
#include "replay/drill/stage.h"
#include "replay/judge/path.h"
#include "replay/judge/timing.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

/* Paged at 0, `a` acknowledges at 5m (nobody said so: a default), the boss at
 * 7m (published), authorises at 10m (his plan says 3m); "look" to 12m
 * (derived), an order of 1m (a default), "fix" to 23m (assumed). */
enum { A = 0 };

static struct ledger
ledger_of(struct arena *a, const struct play *p, struct path *path,
    enum verdict *verdict)
{
	struct timing t = timing_new(a, p->stage, p->stage->scene);

	timing_take(&t, p->stage, p->facts, p->n);
	*verdict = timing_judge(&t, p->stage).verdict;
	*path = path_walk(a, p->stage, p->facts, &t);
	return ledger_sum(a, p->stage, p->facts, path);
}

START_TEST(each_minute_rests_on_what_its_figure_rests_on)
{
	struct arena *a = cases_arena(16 << 20);
	struct play p = play_folder(a, "ledger");
	struct path path;
	enum verdict verdict;
	struct ledger l = ledger_of(a, &p, &path, &verdict);

	ck_assert_int_eq(path.total, 23 * SPAN_MINUTE);
	ck_assert_int_eq(l.by_class[LEDGER_MEASURED], 4 * SPAN_MINUTE);
	ck_assert_int_eq(l.by_class[LEDGER_DECLARED], 13 * SPAN_MINUTE);
	ck_assert_int_eq(l.by_class[LEDGER_DEFAULT], 6 * SPAN_MINUTE);
	ck_assert_int_eq(l.by_class[LEDGER_FOLLOWS], 0);
	ck_assert_int_eq(l.prior, 0);
	ck_assert_int_eq(l.n, 2);
	ck_assert_int_eq(l.defaults[0].input, LEDGER_ACKNOWLEDGES);
	ck_assert_int_eq(l.defaults[0].on, fact_entity(ENTITY_PERSON, A));
	ck_assert_int_eq(l.defaults[0].sum, 5 * SPAN_MINUTE);
	ck_assert_int_eq(l.defaults[1].input, LEDGER_ORDER_DELAY);
	ck_assert_int_eq(l.defaults[1].sum, SPAN_MINUTE);
	arena_free(a);
}
END_TEST

/* The ack of 1m, the calendar's 4m, b's ack of 2m and fix's 10m are the
 * author's; nobody said how long a hand-over takes. */
START_TEST(a_hand_over_rests_on_its_default)
{
	struct arena *a = cases_arena(16 << 20);
	struct play p = play_folder(a, "on-call-passes-on");
	struct path path;
	enum verdict verdict;
	struct ledger l = ledger_of(a, &p, &path, &verdict);

	ck_assert_int_eq(path.total, 32 * SPAN_MINUTE);
	ck_assert_int_eq(path.by_cause[CAUSE_WAIT_PERSON], 3 * SPAN_MINUTE);
	ck_assert_int_eq(path.by_cause[CAUSE_PLANNED_WAIT], 4 * SPAN_MINUTE);
	ck_assert_int_eq(path.by_cause[CAUSE_LEAD_TIME], 15 * SPAN_MINUTE);
	ck_assert_int_eq(path.by_cause[CAUSE_WORKING], 10 * SPAN_MINUTE);
	ck_assert_int_eq(l.by_class[LEDGER_DECLARED], 17 * SPAN_MINUTE);
	ck_assert_int_eq(l.n, 1);
	ck_assert_int_eq(l.defaults[0].input, LEDGER_HANDOVER);
	ck_assert_int_eq(l.defaults[0].sum, 15 * SPAN_MINUTE);
	arena_free(a);
}
END_TEST

START_TEST(what_nobody_has_calibrated_is_counted)
{
	struct arena *a = cases_arena(16 << 20);
	struct play p = play_folder(a, "overloaded");

	ck_assert_int_eq(ledger_uncalibrated(p.facts, p.n), 2);
	p = play_folder(a, "tired");
	ck_assert_int_eq(ledger_uncalibrated(p.facts, p.n), 2);
	p = play_folder(a, "step-early");
	ck_assert_int_eq(ledger_uncalibrated(p.facts, p.n), 1);
	p = play_folder(a, "ledger");
	ck_assert_int_eq(ledger_uncalibrated(p.facts, p.n), 0);
	arena_free(a);
}
END_TEST

/* turned: the ledger of a stage whose rto is so many minutes, as "an." a
 * letter for each default and end that turns the verdict. */
static const char *
turned(struct arena *a, const struct stage *stage, span_ms rto)
{
	struct stage s = *stage;
	struct stage_scene scene = stage->scenes[0];
	struct error err = ERROR_INIT;
	struct path path;
	enum verdict verdict;
	struct play p;
	struct ledger l;
	char *out = arena_alloc(a, 16);

	scene.objectives.rto = rto * SPAN_MINUTE;
	s.scenes = &scene;
	p = play_on(a, &s);
	l = ledger_of(a, &p, &path, &verdict);
	ck_assert_int_eq(ledger_turn(&l, &s, 0, verdict, &err), 0);
	for (uint32_t i = 0; i < l.n; i++) {
		strcat(out, l.defaults[i].turns_at_none ? "0" : "-");
		strcat(out, l.defaults[i].turns_at_twice ? "2" : "-");
	}
	return out;
}

/* Restored after 23m; 18m without the acknowledgement, 28m with two of them;
 * 22m and 24m by the order. */
START_TEST(a_default_turns_the_verdict_where_the_drill_without_it_does)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = play_stage(a, "tests/cases/drill/ledger", 0);

	ck_assert_str_eq(turned(a, s, 17), "----");
	ck_assert_str_eq(turned(a, s, 18), "0---");
	ck_assert_str_eq(turned(a, s, 22), "0-0-");
	ck_assert_str_eq(turned(a, s, 23), "-2-2");
	ck_assert_str_eq(turned(a, s, 24), "-2--");
	ck_assert_str_eq(turned(a, s, 28), "----");
	arena_free(a);
}
END_TEST

/* All work of "long-steps" is drawn; one step of it from a prior. */
START_TEST(priors_are_defaults_and_counted_apart)
{
	struct arena *a = cases_arena(16 << 20);
	struct play p = play_folder(a, "long-steps");
	struct path path;
	enum verdict verdict;
	struct ledger l = ledger_of(a, &p, &path, &verdict);
	span_ms sum = 0;

	for (int i = 0; i < LEDGER_CLASSES; i++)
		sum += l.by_class[i];
	ck_assert_int_eq(sum, path.total);
	ck_assert_int_eq(l.n, 1);
	ck_assert_int_eq(l.defaults[0].input, LEDGER_DURATION);
	ck_assert_str_eq(
	    stage_name(p.stage, l.defaults[0].on)->id, "mend/prior");
	ck_assert_int_eq(l.defaults[0].sum, l.prior);
	ck_assert_int_eq(l.by_class[LEDGER_DEFAULT], l.prior);
	arena_free(a);
}
END_TEST

SUITE_MAIN("ledger", a_hand_over_rests_on_its_default,
    what_nobody_has_calibrated_is_counted,
    each_minute_rests_on_what_its_figure_rests_on,
    a_default_turns_the_verdict_where_the_drill_without_it_does,
    priors_are_defaults_and_counted_apart)
