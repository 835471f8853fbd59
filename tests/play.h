/* SPDX-License-Identifier: Apache-2.0 */
/* tests/play.h -- drills played for tests: documents in, facts out, as lines
 * that a person can derive with a pencil. */
#ifndef TESTS_PLAY_H
#define TESTS_PLAY_H

#include <stdint.h>

struct arena;
struct fact;
struct stage;

struct play {
	const struct stage *stage;
	struct drill *drill;
	const struct fact *facts;
	uint32_t n;
};

/* play_stage: the documents of a folder, plan.json and scenario.json, and
 * zones.json where the plan has calendars,
 * compiled; the test has failed if they are not sound. */
const struct stage *play_stage(
    struct arena *a, const char *folder, uint64_t seed);

/* play_on: trial 0 on a stage, to its end. */
struct play play_on(struct arena *a, const struct stage *stage);

/* play_folder: the same for tests/cases/drill/NAME, seed 0. */
struct play play_folder(struct arena *a, const char *name);

/* play_compare: is the text expected.txt (or so) of tests/cases/drill/NAME,
 * lines that begin with "#" left out? */
void play_compare(
    struct arena *a, const char *name, const char *file, const char *got);

/* play_case: play tests/cases/drill/NAME and hold its facts against
 * expected.txt: a line "at act by on v" each, v left out where it is 0. Only
 * acts that the file names are compared, all facts of them; "never ACT" says
 * that there is none. */
void play_case(const char *name);

/* PLAY_TEST(fact, case, …): the test of a fact, shown by these cases. */
#define PLAY_TEST(fact, ...)                                                   \
	START_TEST(fact)                                                       \
	{                                                                      \
		static const char *const names[] = {__VA_ARGS__};              \
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)    \
			play_case(names[i]);                                   \
	}                                                                      \
	END_TEST

#endif
