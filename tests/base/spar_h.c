/* SPDX-License-Identifier: Apache-2.0 */
#include "base/spar_h.h"

#include <dirent.h>
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/file.h"
#include "tests/cases.h"
#include "tests/suite.h"

static const char folder[] = "tests/cases/spar-h";

static const struct {
	const char *name;
	const char *const *levels;
} factors[SPAR_H_FACTORS] = {
    [SPAR_H_TIME] = {"time", spar_h_time},
    [SPAR_H_STRESS] = {"stress", spar_h_stress},
    [SPAR_H_COMPLEXITY] = {"complexity", spar_h_complexity},
    [SPAR_H_EXPERIENCE] = {"experience", spar_h_experience},
    [SPAR_H_PROCEDURES] = {"procedures", spar_h_procedures},
    [SPAR_H_ERGONOMICS] = {"ergonomics", spar_h_ergonomics},
    [SPAR_H_FITNESS] = {"fitness", spar_h_fitness},
    [SPAR_H_PROCESSES] = {"processes", spar_h_processes},
};

static int32_t
place(const char *const *words, const char *word)
{
	int32_t i = 0;

	while (words[i] != NULL && strcmp(words[i], word) != 0)
		i++;
	ck_assert_msg(words[i] != NULL, "%s", word);
	return i;
}

/* work: one sheet, whose "why" shows the sum. */
static void
work(struct arena *a, const char *name)
{
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct value *sheet;
	const struct value *levels;
	struct bytes text;
	int32_t level[SPAR_H_FACTORS];
	int32_t kind;

	ck_assert_int_eq(
	    file_read(a, file_join(a, folder, name), 1 << 16, &text, &err), 0);
	sheet = cases_document(a, text.at, &faults)->values;
	levels = value_get(sheet, "levels");
	kind = place(spar_h_kinds, value_get(sheet, "kind")->string);
	for (int i = 0; i < SPAR_H_FACTORS; i++) {
		const struct value *v = value_get(levels, factors[i].name);

		level[i] =
		    place(factors[i].levels, v == NULL ? "nominal" : v->string);
		ck_assert_int_eq(spar_h_has((enum spar_h_kind)kind,
				     (enum spar_h_factor)i, level[i]),
		    1);
	}
	ck_assert_msg(spar_h_odds((enum spar_h_kind)kind, level) ==
			  value_get(sheet, "odds_ppm")->number.integer,
	    "%s: %d", name, spar_h_odds((enum spar_h_kind)kind, level));
}

START_TEST(the_odds_are_those_of_the_worksheets)
{
	struct arena *a = cases_arena(1 << 20);
	DIR *d = opendir(folder);
	int n = 0;

	ck_assert_ptr_nonnull(d);
	for (struct dirent *e; (e = readdir(d)) != NULL;)
		if (strstr(e->d_name, ".json") != NULL) {
			work(a, e->d_name);
			n++;
		}
	(void)closedir(d);
	ck_assert_int_gt(n, 10);
	arena_free(a);
}
END_TEST

START_TEST(some_levels_are_of_diagnosing_alone)
{
	ck_assert_int_eq(spar_h_has(SPAR_H_ACTION, SPAR_H_COMPLEXITY, 3), 0);
	ck_assert_int_eq(spar_h_has(SPAR_H_DIAGNOSIS, SPAR_H_COMPLEXITY, 3), 1);
	ck_assert_int_eq(spar_h_has(SPAR_H_ACTION, SPAR_H_PROCEDURES, 4), 0);
}
END_TEST

START_TEST(nominal_stands_where_it_is_said_to)
{
	static const int32_t nominal[] = {SPAR_H_TIME_NOMINAL,
	    SPAR_H_STRESS_NOMINAL, SPAR_H_COMPLEXITY_NOMINAL,
	    SPAR_H_EXPERIENCE_NOMINAL, SPAR_H_PROCEDURES_NOMINAL,
	    SPAR_H_ERGONOMICS_NOMINAL, SPAR_H_FITNESS_NOMINAL,
	    SPAR_H_PROCESSES_NOMINAL};

	for (int i = 0; i < SPAR_H_FACTORS; i++)
		ck_assert_int_eq(
		    place(factors[i].levels, "nominal"), nominal[i]);
}
END_TEST

START_TEST(time_is_judged_by_what_the_work_needs)
{
	static const struct {
		enum spar_h_kind kind;
		int32_t has, needs, level; /* minutes */
	} cases[] = {{SPAR_H_DIAGNOSIS, -5, 30, 0},
	    {SPAR_H_DIAGNOSIS, 19, 30, 0}, {SPAR_H_DIAGNOSIS, 20, 30, 1},
	    {SPAR_H_DIAGNOSIS, 29, 30, 1}, {SPAR_H_DIAGNOSIS, 30, 10, 2},
	    {SPAR_H_DIAGNOSIS, 40, 40, 2}, {SPAR_H_DIAGNOSIS, 80, 40, 3},
	    {SPAR_H_DIAGNOSIS, 81, 40, 4}, {SPAR_H_DIAGNOSIS, 31, 10, 4},
	    {SPAR_H_ACTION, 9, 10, 0}, {SPAR_H_ACTION, 10, 10, 1},
	    {SPAR_H_ACTION, 11, 10, 2}, {SPAR_H_ACTION, 49, 10, 2},
	    {SPAR_H_ACTION, 50, 10, 3}, {SPAR_H_ACTION, 499, 10, 3},
	    {SPAR_H_ACTION, 500, 10, 4}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		ck_assert_int_eq(
		    spar_h_time_level(cases[i].kind, cases[i].has * SPAN_MINUTE,
			cases[i].needs * SPAN_MINUTE),
		    cases[i].level);
}
END_TEST

SUITE_MAIN("spar-h", time_is_judged_by_what_the_work_needs,
    the_odds_are_those_of_the_worksheets, some_levels_are_of_diagnosing_alone,
    nominal_stands_where_it_is_said_to)
