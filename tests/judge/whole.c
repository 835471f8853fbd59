/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/whole.h"

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

/* come_to: what a drill of so many scenes, judged so, its own first, comes
 * to. */
static enum verdict
come_to(const enum verdict *verdicts, uint32_t n)
{
	struct whole w = {0};

	for (uint32_t i = 0; i < n; i++)
		whole_add(
		    &w, i == 0, &(struct judgement){.verdict = verdicts[i]});
	ck_assert_uint_eq(w.drilled, n);
	return whole_verdict(&w);
}

START_TEST(no_scene_hides_behind_another)
{
	static const struct {
		enum verdict scenes[2], whole;
	} rows[] = {
	    {{VERDICT_MET, VERDICT_MET}, VERDICT_MET},
	    {{VERDICT_MET, VERDICT_NOT_MET}, VERDICT_NOT_MET},
	    {{VERDICT_NOT_MET, VERDICT_MET}, VERDICT_NOT_MET},
	    {{VERDICT_NOT_TESTED, VERDICT_NOT_MET}, VERDICT_NOT_MET},
	    /* A false alarm beside it takes nothing away, and a scene that was
	     * met is no pass for the one that was to be tested. */
	    {{VERDICT_MET, VERDICT_NOT_TESTED}, VERDICT_MET},
	    {{VERDICT_NOT_TESTED, VERDICT_MET}, VERDICT_NOT_TESTED},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_int_eq(come_to(rows[i].scenes, 2), rows[i].whole);
	ck_assert_int_eq(
	    come_to((enum verdict[]){VERDICT_NOT_MET}, 1), VERDICT_NOT_MET);
}
END_TEST

static struct whole
played(struct arena *a, const char *name)
{
	struct play p = play_folder(a, name);
	uint32_t n = p.stage->counts[ENTITY_SCENE];
	struct timing *t = arena_array(a, n, sizeof(*t));

	for (uint32_t i = 0; i < n; i++) {
		t[i] = timing_new(a, p.stage, i);
		timing_take(&t[i], p.stage, p.facts, p.n);
	}
	return whole_of(t, p.stage);
}

START_TEST(a_scene_is_drilled_once_it_was_warned_of)
{
	struct arena *a = cases_arena(64 << 20);
	struct whole w = played(a, "second-incident");

	/* The first loses data for good, the second is back in time. */
	ck_assert_uint_eq(w.drilled, 2);
	ck_assert_uint_eq(w.met, 1);
	ck_assert_int_eq(whole_verdict(&w), VERDICT_NOT_MET);
	w = played(a, "second-missed"); /* the other way about */
	ck_assert_uint_eq(w.met, 1);
	ck_assert_int_eq(w.own, VERDICT_MET);
	ck_assert_int_eq(whole_verdict(&w), VERDICT_NOT_MET);
	w = played(a, "scene-unnoticed");
	ck_assert_uint_eq(w.drilled, 1);
	arena_free(a);
}
END_TEST

SUITE_MAIN("whole", no_scene_hides_behind_another,
    a_scene_is_drilled_once_it_was_warned_of)
