/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/forecast.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/report/page.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

/* play: a case of the drill's, whose expected.txt reckons the estimates. */
static struct report_input
play(struct arena *a, const char *plan, const char *scenario)
{
	struct report_input in;

	ck_assert(sample_play(a, plan, scenario, &in));
	return in;
}

static const char *
table(struct arena *a, const struct report_input *in)
{
	struct text t = text_new(a);
	struct page p = page_new(&t, LANGUAGE_EN, in);

	text_add(&t, "");
	forecast_table(&p);
	return sample_plain(t.at);
}

static const char *
line(struct arena *a, const struct report_input *in)
{
	struct text t = text_new(a);

	text_add(&t, "");
	forecast_line(&t, LANGUAGE_EN, in);
	return sample_plain(t.at);
}

#define CASE(name)                                                             \
	"tests/cases/drill/" name "/plan.json",                                \
	    "tests/cases/drill/" name "/scenario.json"

START_TEST(each_estimate_is_held_against_the_truth)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, CASE("standby"));

	ck_assert_ptr_nonnull(strstr(table(a, &in),
	    "<td>12:13</td><td>12:43</td><td>12:43</td><td>+0:30:00</td>"));
	ck_assert_ptr_nonnull(
	    strstr(table(a, &in), "<td>12:58</td><td>13:23</td><td>13:23</td>"
				  "<td>\u22120:10:00</td>"));
	ck_assert_str_eq(line(a, &in),
	    "Recovery as first estimated (12:13): 12:43; in truth: 13:13");
	arena_free(a);
}
END_TEST

START_TEST(no_recovery_in_sight_is_said_so)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, CASE("standby-never"));

	ck_assert_ptr_nonnull(strstr(table(a, &in),
	    "<tr class=\"bad\"><td>12:58</td><td>\u2014</td><td>\u2014</td>"
	    "<td>\u2014</td>"));
	arena_free(a);
}
END_TEST

START_TEST(without_checkpoints_nothing_is_said)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, CASE("whole"));

	ck_assert_str_eq(table(a, &in), "");
	ck_assert_str_eq(line(a, &in), "");
	arena_free(a);
}
END_TEST

SUITE_MAIN("forecast", each_estimate_is_held_against_the_truth,
    no_recovery_in_sight_is_said_so, without_checkpoints_nothing_is_said)
