/* SPDX-License-Identifier: Apache-2.0 */
#include "scenarios/aims.h"

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "tests/cases.h"
#include "tests/suite.h"

/* taken: an expectation as it stands in a scenario, alone. */
static struct expectation
taken(struct arena *a, const char *json, struct faults *faults)
{
	const struct document *d = cases_document(a, json, faults);
	struct expectation x = {0};

	ck_assert_ptr_nonnull(d);
	reading_take(reading_new(a, names_new(a), faults), d->values,
	    &aims_expectation, &x);
	aims_judge(&x, faults);
	return x;
}

START_TEST(an_expectation_says_little_and_means_the_usual)
{
	struct arena *a = cases_arena(1 << 20);
	struct faults faults = faults_new(a);
	struct expectation x = taken(a,
	    "{\"id\":\"x\",\"name\":\"x\",\"act\":\"graded\","
	    "\"within\":\"5m\"}",
	    &faults);

	ck_assert_str_eq(cases_faults(a, &faults), "");
	ck_assert_int_eq(x.act, EXPECTED_GRADED);
	ck_assert_int_eq(x.within, 5 * SPAN_MINUTE);
	ck_assert_int_eq(x.weight, 1);
	ck_assert_int_eq(x.group, EXPECTED_ANY);
	ck_assert_int_eq(x.grade, -1);
	ck_assert_int_eq(x.from, -1);
	ck_assert_int_eq(x.after.index, -1);
	arena_free(a);
}
END_TEST

START_TEST(a_notice_may_be_sent_and_a_step_begun)
{
	struct arena *a = cases_arena(1 << 20);
	struct faults faults = faults_new(a);

	(void)taken(a,
	    "{\"id\":\"x\",\"name\":\"x\",\"act\":\"done\","
	    "\"notice\":\"n\",\"within\":\"5m\"}",
	    &faults);
	(void)taken(a,
	    "{\"id\":\"x\",\"name\":\"x\",\"act\":\"start\","
	    "\"step\":\"p/s\",\"within\":\"5m\"}",
	    &faults);
	ck_assert_str_eq(cases_faults(a, &faults), "");
	(void)taken(a,
	    "{\"id\":\"x\",\"name\":\"x\",\"act\":\"start\","
	    "\"notice\":\"n\",\"within\":\"5m\"}",
	    &faults);
	ck_assert_str_eq(cases_faults(a, &faults),
	    "error act-takes-no /notice 1:45 act=start member=notice\n");
	arena_free(a);
}
END_TEST

SUITE_MAIN("aims", an_expectation_says_little_and_means_the_usual,
    a_notice_may_be_sent_and_a_step_begun)
