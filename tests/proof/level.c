/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/level.h"

#include "tests/suite.h"

/* report: a bundle of which all was found good; `archive` and `witness` are
 * asked for where they are given. */
static struct verify_report
report(enum verify_state archive, enum verify_state witness)
{
	struct verify_report r;

	verify_clear(&r);
	for (int i = 0; i <= VERIFY_SIGNED; i++)
		verify_find(&r, (enum verify_check)i, VERIFY_PASS, "", "", "");
	r.wanted |= 1U << VERIFY_FILES | 1U << VERIFY_SIGNED;
	verify_find(&r, VERIFY_ARCHIVE, archive, "", "", "");
	verify_find(&r, VERIFY_WITNESS, witness, "", "", "");
	r.verdict = verify_sum_up(&r);
	return r;
}

START_TEST(level_rises_with_those_who_vouch)
{
	static const struct {
		enum verify_state archive, witness;
		int level;
		const char *caveat;
	} cases[] = {
	    {VERIFY_NOT_CHECKED, VERIFY_NOT_CHECKED, 0, "verify.caveat.signed"},
	    {VERIFY_ABSENT, VERIFY_NOT_CHECKED, 0, "verify.caveat.signed"},
	    {VERIFY_PASS, VERIFY_NOT_CHECKED, 1, "verify.caveat.archived"},
	    {VERIFY_PASS, VERIFY_ABSENT, 1, "verify.caveat.archived"},
	    {VERIFY_PASS, VERIFY_PASS, 3, "verify.caveat.witnessed"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct verify_report r =
		    report(cases[i].archive, cases[i].witness);

		ck_assert_int_eq(r.verdict, VERIFY_VALID);
		ck_assert_int_eq(level_of(&r), cases[i].level);
		ck_assert_str_eq(level_caveat(&r), cases[i].caveat);
		ck_assert(!level_is_reached(&r, LEVEL_CONFIRMED));
	}
}
END_TEST

/* Nobody's word helps a record that is altered, cut or unsigned. */
START_TEST(level_needs_all_below_it)
{
	static const struct {
		enum verify_check check;
		enum verify_state state;
		int level;
	} cases[] = {{VERIFY_CHAIN, VERIFY_FAIL, -1},
	    {VERIFY_COMPLETE, VERIFY_ABSENT, -1},
	    {VERIFY_SEAL, VERIFY_ABSENT, -1}, {VERIFY_TRUST, VERIFY_FAIL, 0},
	    {VERIFY_SIGNED, VERIFY_ABSENT, 0}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct verify_report r = report(VERIFY_PASS, VERIFY_PASS);

		verify_find(&r, cases[i].check, cases[i].state, "", "", "");
		r.verdict = verify_sum_up(&r);
		ck_assert_int_eq(level_of(&r), cases[i].level);
	}
}
END_TEST

/* One that is unsigned and cut is untrusted, and yet not whole. */
START_TEST(level_of_what_is_cut_and_untrusted_is_none)
{
	struct verify_report r = report(VERIFY_PASS, VERIFY_PASS);

	verify_find(&r, VERIFY_TRUST, VERIFY_FAIL, "", "", "");
	verify_find(&r, VERIFY_COMPLETE, VERIFY_ABSENT, "", "", "");
	r.verdict = verify_sum_up(&r);
	ck_assert_int_eq(r.verdict, VERIFY_UNTRUSTED);
	ck_assert_int_eq(level_of(&r), -1);
}
END_TEST

SUITE_MAIN("level", level_rises_with_those_who_vouch, level_needs_all_below_it,
    level_of_what_is_cut_and_untrusted_is_none)
