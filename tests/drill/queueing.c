/* SPDX-License-Identifier: Apache-2.0 */
/* Steps that wait for people are a queue, and queues have laws. */
#include <math.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/text.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/invent.h"
#include "tests/play.h"
#include "tests/suite.h"

/* Customers a trial; the first of them find the queue emptier than it will
 * be, and are not counted. Means in minutes: load is 10 / 5 / 3 = 0.67. */
enum { CUSTOMERS = 2500, COLD = 300, TRIALS = 64, SERVERS = 3 };
enum { BETWEEN_MIN = 5, SERVICE_MIN = 10 };

static void
add_steps(struct text *t)
{
	for (int i = 0; i < CUSTOMERS; i++) {
		text_fmt(t,
		    "%s{\"id\":\"t%d\",\"stage\":\"contain\",\"roles\":"
		    "[\"clock\"],\"duration\":{\"exponential\":{\"mean\":"
		    "\"%dm\"}}",
		    i > 0 ? ",\n" : "", i, BETWEEN_MIN);
		if (i > 0)
			text_fmt(t, ",\"after\":[\"t%d\"]", i - 1);
		text_fmt(t,
		    "},\n{\"id\":\"c%d\",\"stage\":\"contain\",\"roles\":"
		    "[\"server\"],\"duration\":{\"exponential\":{\"mean\":"
		    "\"%dm\"}},\"after\":[\"t%d\"]}",
		    i, SERVICE_MIN, i);
	}
}

/* A chain of steps that a clock works off releases a customer at the end of
 * each: arrivals with exponential gaps. People answer and go at once. */
static const struct stage *
open_shop(struct arena *a)
{
	const char *folder = invent_folder(a);
	struct text t = text_new(a);
	const struct stage *stage;

	text_add(&t,
	    "{\"format\":\"yanlian-plan/1\",\"id\":\"shop\",\"name\":\"shop\","
	    "\"organisation\":{\"format\":\"yanlian-organisation/1\",\"id\":"
	    "\"o\",\"order_delay\":\"0s\",\"people\":[{\"id\":\"p0\","
	    "\"acknowledges\":\"0s\"}");
	for (int i = 1; i <= SERVERS; i++)
		text_fmt(&t, ",{\"id\":\"p%d\",\"acknowledges\":\"0s\"}", i);
	text_add(&t, "],\"roles\":[{\"id\":\"clock\",\"primary\":[\"p0\"]},"
		     "{\"id\":\"server\",\"primary\":[");
	for (int i = 1; i <= SERVERS; i++)
		text_fmt(&t, "%s\"p%d\"", i > 1 ? "," : "", i);
	text_add(&t,
	    "]}],\"services\":[{\"id\":\"web\"}],\"monitors\":[{\"id\":"
	    "\"ping\",\"watches\":\"web\",\"interval\":\"1h\"}]},\"scenes\":"
	    "[{\"id\":\"open\",\"trigger\":\"alarm:ping\",\"scope\":[\"web\"],"
	    "\"objectives\":{\"rto\":\"1h\"},\"procedure\":\"serve\","
	    "\"ladder\":\"l\"}],\"response\":{\"authorise\":{\"role\":"
	    "\"clock\",\"duration\":\"0s\"}},\"ladders\":[{\"id\":\"l\","
	    "\"steps\":[{\"roles\":[\"clock\"]}]}],\"procedures\":[{\"id\":"
	    "\"serve\",\"steps\":[\n");
	add_steps(&t);
	text_add(&t, "]}]}\n");
	invent_put(a, folder, "plan.json", &t);
	t = text_new(a);
	text_add(&t,
	    "{\"format\":\"yanlian-scenario/1\",\"id\":\"shop\",\"name\":"
	    "\"shop\",\"start\":\"2024-03-02T12:00Z\",\"horizon\":\"60d\","
	    "\"injects\":[{\"id\":\"i\",\"at\":\"0s\",\"act\":\"fault\","
	    "\"service\":\"web\",\"level\":0}]}\n");
	invent_put(a, folder, "scenario.json", &t);
	stage = play_stage(a, folder, 1);
	invent_remove(a, folder);
	return stage;
}

/* customer: which one a task is; -1 for the clock's steps and all else. */
static int
customer(const struct stage *s, uint32_t task)
{
	const struct stage_task *t = &s->tasks[task];

	return t->step_number < 0 || t->step_number % 2 == 0
		   ? -1
		   : t->step_number / 2;
}

/* mean_wait: of the customers after the first ones, minutes. */
static double
mean_wait(const struct stage *s, const struct fact *facts, uint32_t n)
{
	static span_ms ready[CUSTOMERS];
	span_ms sum = 0;
	int served = 0;

	for (uint32_t i = 0; i < n; i++) {
		const struct fact *f = &facts[i];
		int c = fact_kind(f->on) == ENTITY_TASK
			    ? customer(s, fact_number(f->on))
			    : -1;

		if (c >= 0 && f->act == FACT_READY)
			ready[c] = f->at;
		if (c < COLD || f->act != FACT_START)
			continue;
		sum += f->at - ready[c];
		served++;
	}
	ck_assert_int_eq(served, CUSTOMERS - COLD);
	return (double)sum / served / SPAN_MINUTE;
}

/* erlang_c: the mean wait of an M/M/c queue: the odds of having to wait over
 * what the servers have to spare. Source: Erlang 1917; Cooper, Introduction
 * to Queueing Theory, 1981, 3.4. */
static double
erlang_c(double gap, double service, int servers)
{
	double load = service / gap;
	double term = 1;
	double sum = 0;

	for (int k = 0; k < servers; k++) {
		sum += term;
		term *= load / (k + 1);
	}
	term *= servers / (servers - load);
	return term / (sum + term) / (servers / service - 1 / gap);
}

START_TEST(steps_wait_for_people_as_erlang_says)
{
	struct arena *a = cases_arena(512 << 20);
	const struct stage *stage = open_shop(a);
	struct drill *d = drill_new(a, stage);
	double wanted = erlang_c(BETWEEN_MIN, SERVICE_MIN, SERVERS);
	double sum = 0;
	double squares = 0;
	double error;

	ck_assert_double_eq_tol(wanted, 40. / 9, 1e-9); /* by hand: C = 4/9 */
	for (uint64_t trial = 0; trial < TRIALS; trial++) {
		const struct fact *facts;
		uint32_t n;
		double off;

		drill_reset(d, trial);
		ck_assert_int_eq(drill_run(d), DRILL_OVER);
		facts = drill_facts(d, &n);
		off = mean_wait(stage, facts, n) - wanted;
		sum += off;
		squares += off * off;
	}
	error = sqrt((squares - sum * sum / TRIALS) / (TRIALS - 1) / TRIALS);
	ck_assert_msg(fabs(sum / TRIALS) < 3 * error && error < wanted / 20,
	    "%f +- %f, not %f", sum / TRIALS + wanted, error, wanted);
	arena_free(a);
}
END_TEST

SUITE_MAIN("queueing", steps_wait_for_people_as_erlang_says)
