/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/notice.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(notices_fall_due_as_their_time_begins_to_count, "notices")
PLAY_TEST(a_notice_unsent_at_its_limit_is_late, "notice-late")
PLAY_TEST(an_operator_reports_what_its_packs_demand, "report-due")
PLAY_TEST(a_supplier_tells_the_demand_side, "report-by-supplier")
PLAY_TEST(a_report_may_be_late_by_grading_alone, "report-late-by-grading")
PLAY_TEST(nothing_is_reported_below_the_grade_of_a_pack, "report-not-due")

PLAY_TEST(a_notice_with_time_to_spare_gives_way, "notices-give-way")

SUITE_MAIN("notice", a_notice_with_time_to_spare_gives_way,
    notices_fall_due_as_their_time_begins_to_count,
    a_notice_unsent_at_its_limit_is_late,
    an_operator_reports_what_its_packs_demand, a_supplier_tells_the_demand_side,
    a_report_may_be_late_by_grading_alone,
    nothing_is_reported_below_the_grade_of_a_pack)
