/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/scene.h"

#include "tests/play.h"
#include "tests/suite.h"

START_TEST(scene_runs_from_alarm_to_close)
{
	static const char *const cases[] = {"whole", "poll-and-hold",
	    "alarm-delay", "alarm-overtaken", "trigger-hold", "report-triggers",
	    "elapsed-trigger", "false-alarm", "false-level", "false-report",
	    "ladder-climbs", "ladder-repeats", "rung-empty",
	    "answer-at-the-rung", "relapse", "not-confirmed",
	    "relapse-while-closing", "horizon", "two-scenes", NULL};

	play_cases(cases);
}
END_TEST

SUITE_MAIN("scene", scene_runs_from_alarm_to_close)
