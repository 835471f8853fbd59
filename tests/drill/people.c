/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/people.h"

#include "tests/play.h"
#include "tests/suite.h"

START_TEST(people_are_called_answer_and_come)
{
	static const char *const cases[] = {"deputy-called", "three-rounds",
	    "page-has-its-time", "absent-returns", "called-away",
	    "absences-overlap", "travel", NULL};

	play_cases(cases);
}
END_TEST

SUITE_MAIN("people", people_are_called_answer_and_come)
