/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/certain.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "replay/drill/stage.h"
#include "replay/judge/ledger.h"
#include "replay/judge/path.h"
#include "replay/judge/timing.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

/* Alarm and page at 0; `a`, who answers for sure and says so, acknowledges at
 * 2m; the boss, paged then, at 3m, and authorises at 6m; "look" to 8m, an
 * order of 1m, "fix", whose odds are declared as 0, to 19m. The boss has a
 * deputy, `b`, called when he has not answered for 15m. */

enum { ROOM = 256 };

/* certainties: of a stage whose rto is so many minutes, "what:whom" each, with
 * an exclamation mark where it turns the verdict. */
static const char *
certainties(struct arena *a, const struct stage *stage, span_ms rto)
{
	struct stage s = *stage;
	struct stage_scene scene = stage->scenes[0];
	struct error err = ERROR_INIT;
	struct timing t;
	struct path path;
	enum verdict verdict;
	struct play p;
	struct ledger l;
	char *out = arena_alloc(a, ROOM);

	scene.objectives.rto = rto * SPAN_MINUTE;
	s.scenes = &scene;
	p = play_on(a, &s);
	t = timing_new(a, &s, s.scene);
	timing_take(&t, &s, p.facts, p.n);
	verdict = timing_judge(&t, &s).verdict;
	path = path_walk(a, &s, p.facts, &t);
	l = ledger_sum(a, &s, p.facts, &path);
	ck_assert_int_eq(ledger_turn(&l, &s, 0, verdict, &err), 0);
	for (uint32_t i = 0; i < l.certain_n; i++) {
		const struct certain *c = &l.certain[i];
		size_t len = strlen(out);

		(void)snprintf(out + len, ROOM - len, "%s:%s%s ",
		    certain_name(c->odds), stage_name(&s, c->on)->id,
		    c->turns ? "!" : "");
	}
	return out;
}

/* Without the boss, or with no page reaching him, `b` is paged at 17m,
 * acknowledges at 18m, and all is done at 34m. Nobody stands in for the others.
 */
START_TEST(what_is_taken_for_certain_turns_the_verdict_where_nobody_stands_in)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s =
	    play_stage(a, "tests/cases/drill/taken-for-certain", 0);

	ck_assert_str_eq(certainties(a, s, 33),
	    "channels:a! misses:ping! answers:boss! channels:boss! "
	    "fails:mend/look! ");
	ck_assert_str_eq(certainties(a, s, 34),
	    "channels:a! misses:ping! answers:boss channels:boss "
	    "fails:mend/look! ");
	/* Not met as it is. */
	ck_assert_str_eq(certainties(a, s, 18),
	    "channels:a misses:ping answers:boss channels:boss "
	    "fails:mend/look ");
	arena_free(a);
}
END_TEST

/* counted: how often somebody or something does this, with one certainty
 * turned round. */
static uint32_t
counted(struct arena *a, const struct stage *stage, struct certain c,
    enum fact_act act)
{
	struct stage s = certain_stage(a, stage, &c);
	struct play p = play_on(a, &s);
	uint32_t n = 0;

	for (uint32_t i = 0; i < p.n; i++)
		n += p.facts[i].act == act &&
		     (p.facts[i].by == c.on || p.facts[i].on == c.on);
	return n;
}

/* look: the task of the step "look". */
static uint32_t
look(const struct stage *s)
{
	uint32_t i = 0;

	while (strcmp(s->names[ENTITY_TASK][i].id, "mend/look") != 0)
		i++;
	return fact_entity(ENTITY_TASK, i);
}

START_TEST(turned_round_it_never_is_so)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s =
	    play_stage(a, "tests/cases/drill/taken-for-certain", 0);
	uint32_t boss = fact_entity(ENTITY_PERSON, 1);
	uint32_t ping = fact_entity(ENTITY_MONITOR, 0);
	struct certain silent = {CERTAIN_ANSWERS, boss, false};
	struct certain unreached = {CERTAIN_CHANNELS, boss, false};
	struct certain blind = {CERTAIN_MISSES, ping, false};
	struct certain step = {CERTAIN_FAILS, look(s), false};

	ck_assert_uint_eq(counted(a, s, silent, FACT_PAGE), 1);
	ck_assert_uint_eq(counted(a, s, silent, FACT_ACK), 0);
	ck_assert_uint_eq(counted(a, s, silent, FACT_UNREACHED), 0);
	ck_assert_uint_eq(counted(a, s, unreached, FACT_UNREACHED), 1);
	ck_assert_uint_eq(counted(a, s, unreached, FACT_ACK), 0);
	ck_assert_uint_eq(counted(a, s, blind, FACT_ALARM), 0);
	ck_assert_uint_eq(counted(a, s, step, FACT_FAILED), 1);
	ck_assert_uint_eq(counted(a, s, step, FACT_DONE), 0);
	arena_free(a);
}
END_TEST

SUITE_MAIN("certain",
    what_is_taken_for_certain_turns_the_verdict_where_nobody_stands_in,
    turned_round_it_never_is_so)
