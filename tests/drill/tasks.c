/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/tasks.h"

#include "tests/play.h"
#include "tests/suite.h"

START_TEST(tasks_queue_are_tried_and_replaced)
{
	static const char *const cases[] = {"order-delay", "two-steps-one-role",
	    "two-roles", "decision-unanswered", "decision-slow",
	    "decision-alone", "first-aid", "retries", "step-fails",
	    "retry-by-another", "timeout", "timeout-equal", "alternatives",
	    "alternative-of-alternative", "alternative-waits", "deadline",
	    NULL};

	play_cases(cases);
}
END_TEST

SUITE_MAIN("tasks", tasks_queue_are_tried_and_replaced)
