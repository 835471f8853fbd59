/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/html.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/report/tell.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

static const char *const all[] = {"met", "loss", "never", "not-tested"};

/* The page is XML: tests/report/pages.py has other people's parsers read it. */

START_TEST(html_lets_nothing_from_documents_be_markup)
{
	for (int i = 0; i < 4; i++) {
		struct arena *a = cases_arena(CAP);
		struct report_input in;
		const char *s = sample_page(a, all[i], LANGUAGE_EN, &in);

		ck_assert_ptr_nonnull(s);
		ck_assert_ptr_null(strstr(s, "<script"));
		ck_assert_ptr_null(strstr(s, "<img"));
		ck_assert_ptr_null(strstr(s, "<finding"));
		ck_assert_ptr_null(strstr(s, "\" onload"));
		ck_assert_ptr_nonnull(strstr(s, "&lt;script&gt;alert(&#39;a"));
		ck_assert_ptr_nonnull(strstr(s, "one &lt;finding&gt; &amp;"));
		arena_free(a);
	}
}
END_TEST

START_TEST(html_links_to_the_web_alone_and_loads_nothing)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	const char *s = sample_page(a, "met", LANGUAGE_EN, &in);

	ck_assert_ptr_nonnull(s);
	ck_assert_int_eq(sample_count(s, "href=\""), 1);
	ck_assert_ptr_nonnull(strstr(s,
	    "<a rel=\"noreferrer\" "
	    "href=\"https://example.org/a?b=1&amp;c=&quot;2&quot;\">"));
	ck_assert_ptr_null(strstr(s, " src=\""));
	ck_assert_ptr_null(strstr(s, "url("));
	ck_assert_ptr_null(strstr(s, "style=\""));
	ck_assert_ptr_nonnull(strstr(s, "default-src 'none'"));
	arena_free(a);
}
END_TEST

START_TEST(html_tells_every_fact_worth_telling)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	const char *s = sample_page(a, "met", LANGUAGE_ZH, &in);
	const char *table = strstr(s, "<table class=\"facts\">");
	uint32_t told = 0;
	uint32_t rows = 0;

	ck_assert_ptr_nonnull(table);
	for (uint32_t i = 0; i < in.facts_n; i++)
		told += tell_is_told(in.facts, in.facts_n, i);
	for (const char *end = strstr(table, "</table>"); table < end; table++)
		rows += strncmp(table, "</tr>", 5) == 0;
	ck_assert_int_gt(told, 10);
	ck_assert_int_eq(rows, told + 1); /* and the head */
	arena_free(a);
}
END_TEST

START_TEST(html_knows_every_word_it_says)
{
	for (int i = 0; i < 8; i++) {
		struct arena *a = cases_arena(CAP);
		struct report_input in;
		const char *s = sample_page(
		    a, all[i / 2], i % 2 ? LANGUAGE_EN : LANGUAGE_ZH, &in);
		const char *body = strstr(s, "<body>");

		ck_assert_ptr_nonnull(body);
		ck_assert_ptr_null(strchr(body, '{'));
		ck_assert_ptr_null(strstr(body, ">report."));
		ck_assert_ptr_null(strstr(body, ">cause."));
		ck_assert_ptr_null(strstr(body, "(null)"));
		ck_assert_uint_eq(
		    sample_count(s, "Readiness, not certification"), i % 2);
		arena_free(a);
	}
}
END_TEST

START_TEST(html_groups_digests_and_names_the_signer)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	const char *s = sample_page(a, "met", LANGUAGE_EN, &in);
	struct text unsealed = text_new(a);

	ck_assert_int_eq(
	    sample_count(s, "0123 4567 89ab cdef 0123 4567 89ab cdef "
			    "0123 4567 89ab cdef 0123 4567 89ab cdef<"),
	    2);
	ck_assert_int_eq(
	    sample_count(s, "--key 'ops.example/&quot;1&quot;+0123"), 2);
	in.signer = "";
	html_write(&unsealed, LANGUAGE_EN, &in);
	ck_assert_ptr_null(strstr(unsealed.at, "--key"));
	ck_assert_ptr_nonnull(strstr(unsealed.at, "was not sealed"));
	arena_free(a);
}
END_TEST

START_TEST(html_writes_the_same_bytes_again)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	const char *s = sample_page(a, "loss", LANGUAGE_ZH, &in);

	ck_assert_str_eq(s, sample_page(a, "loss", LANGUAGE_ZH, &in));
	arena_free(a);
}
END_TEST

SUITE_MAIN("html", html_lets_nothing_from_documents_be_markup,
    html_links_to_the_web_alone_and_loads_nothing,
    html_tells_every_fact_worth_telling, html_knows_every_word_it_says,
    html_groups_digests_and_names_the_signer, html_writes_the_same_bytes_again)
