/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/store.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(what_one_has_the_other_waits_for, "one-generator", "room-for-two")
PLAY_TEST(work_begins_when_all_is_fetched, "fetched")
PLAY_TEST(what_runs_short_is_ordered_as_often_as_allowed, "delivered",
    "supplies-run-out", "delivery-fails")
PLAY_TEST(what_is_missing_is_not_there_even_after_use, "generator-missing",
    "missing-while-in-use")
PLAY_TEST(a_supplier_cut_off_does_not_deliver, "supplier-cut-off")
PLAY_TEST(what_is_used_up_is_taken_once_for_all_attempts, "supplied-once")
PLAY_TEST(the_last_thing_waited_for_is_named, "last-thing-counts")

SUITE_MAIN("store", what_one_has_the_other_waits_for,
    work_begins_when_all_is_fetched,
    what_runs_short_is_ordered_as_often_as_allowed,
    what_is_missing_is_not_there_even_after_use,
    a_supplier_cut_off_does_not_deliver,
    what_is_used_up_is_taken_once_for_all_attempts,
    the_last_thing_waited_for_is_named)
