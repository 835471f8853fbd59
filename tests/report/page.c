/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/page.h"

#include "base/arena.h"
#include "base/text.h"
#include "replay/drill/fact.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

static struct page
page_of(
    struct arena *a, const char *name, struct text *t, struct report_input *in)
{
	ck_assert_ptr_nonnull(sample_page(a, name, LANGUAGE_EN, in));
	*t = text_new(a);
	return page_new(t, LANGUAGE_EN, in);
}

START_TEST(page_escapes_what_markup_is_made_of)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct text t;
	struct page p = page_of(a, "met", &t, &in);

	page_tag(&p, "td", NULL, "<a href='x'>\"&\xe4\xb8\xad");
	ck_assert_str_eq(t.at, "<td>&lt;a href=&#39;x&#39;&gt;&quot;&amp;"
			       "\xe4\xb8\xad</td>");
	arena_free(a);
}
END_TEST

START_TEST(page_lengths_that_follow_one_another_add_up)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct text t;
	struct page p = page_of(a, "met", &t, &in);

	ck_assert_str_eq(page_length(&p, 0, 1999), "0:00:01");
	ck_assert_str_eq(page_length(&p, 1999, 4000), "0:00:03");
	ck_assert_str_eq(page_length(&p, 0, 4000), "0:00:04");
	ck_assert_str_eq(page_length(&p, 0, 100 * SPAN_HOUR), "100:00:00");
	ck_assert_str_eq(page_length(&p, SPAN_HOUR, 0), "\xe2\x88\x92"
							"1:00:00");
	ck_assert_str_eq(page_length(&p, SPAN_NEVER, 0), "\xe2\x80\x94");
	arena_free(a);
}
END_TEST

START_TEST(page_percent_never_hides_a_share)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct text t;
	struct page p = page_of(a, "met", &t, &in);

	ck_assert_str_eq(page_percent(&p, 1, 10000), "<0.1%");
	ck_assert_str_eq(page_percent(&p, 0, 1000), "0%");
	ck_assert_str_eq(page_percent(&p, 555, 1000), "55.5%");
	ck_assert_str_eq(page_percent(&p, 9999, 10000), "99.9%");
	ck_assert_str_eq(page_percent(&p, 0, 0), "\xe2\x80\x94");
	arena_free(a);
}
END_TEST

START_TEST(page_clock_shows_seconds_only_where_there_are_any)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct text t;
	struct page p = page_of(a, "not-tested", &t, &in);

	ck_assert_str_eq(page_clock(&p, 5 * SPAN_MINUTE), "23:05");
	p = page_of(a, "met", &t, &in); /* a step of 7m30s */
	ck_assert_str_eq(page_clock(&p, 5 * SPAN_MINUTE), "23:05:00");
	ck_assert_str_eq(page_clock(&p, SPAN_HOUR), "+1 00:00:00");
	arena_free(a);
}
END_TEST

START_TEST(page_mark_counts_a_restoration_once_confirmed)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct text t;
	struct page p = page_of(a, "met", &t, &in);
	struct timing open = *in.timing;

	ck_assert_int_ne(page_mark(&p, MARK_RESTORE), SPAN_NEVER);
	open.confirmed = false;
	in.timing = &open;
	ck_assert_int_eq(page_mark(&p, MARK_RESTORE), SPAN_NEVER);
	ck_assert_int_eq(page_mark(&p, MARK_DISRUPT), 0);
	arena_free(a);
}
END_TEST

SUITE_MAIN("page", page_escapes_what_markup_is_made_of,
    page_lengths_that_follow_one_another_add_up,
    page_percent_never_hides_a_share,
    page_clock_shows_seconds_only_where_there_are_any,
    page_mark_counts_a_restoration_once_confirmed)
