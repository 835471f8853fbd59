/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/style.h"

#include <string.h>

#include "tests/suite.h"

START_TEST(style_loads_nothing_and_ends_no_element)
{
	ck_assert_ptr_nonnull(style_sheet[0]);
	for (int i = 0; style_sheet[i] != NULL; i++) {
		ck_assert_ptr_null(strstr(style_sheet[i], "url("));
		ck_assert_ptr_null(strstr(style_sheet[i], "@import"));
		ck_assert_ptr_null(strpbrk(style_sheet[i], "<&\\"));
	}
}
END_TEST

START_TEST(style_closes_every_brace)
{
	for (int i = 0; style_sheet[i] != NULL; i++) {
		int depth = 0;

		for (const char *s = style_sheet[i]; *s != '\0'; s++) {
			depth += (*s == '{') - (*s == '}');
			ck_assert(depth >= 0 && depth <= 2);
		}
		ck_assert_int_eq(depth, 0);
	}
}
END_TEST

SUITE_MAIN(
    "style", style_loads_nothing_and_ends_no_element, style_closes_every_brace)
