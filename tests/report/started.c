/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/started.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/report/page.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

/* write: the section for tests/cases/drill/NAME, in English. */
static const char *
write(struct arena *a, const char *name)
{
	struct report_input in;
	struct text out = text_new(a);
	struct text plan = text_new(a);
	struct text scenario = text_new(a);
	struct page page;

	text_fmt(&plan, "tests/cases/drill/%s/plan.json", name);
	text_fmt(&scenario, "tests/cases/drill/%s/scenario.json", name);
	ck_assert(sample_play(a, plan.at, scenario.at, &in));
	page = page_new(&out, LANGUAGE_EN, &in);
	text_add(&out, "");
	started_write(&page);
	return out.at;
}

static void
ck_says(const char *page, const char *what)
{
	ck_assert_msg(strstr(page, what) != NULL, "no %s in\n%s", what, page);
}

/* The instants are those of the cases, reckoned there; start 12:00. */
START_TEST(started_tells_the_fields_the_class_and_the_entry)
{
	struct arena *a = cases_arena(CAP);
	const char *page = write(a, "verified-by-form");

	ck_says(page, "<dd>12:20 ping raises an alarm about web</dd>");
	ck_says(page, "<dd>failure of equipment or facilities</dd>");
	ck_says(page, "<dd>source 12:22; time 12:23; object 12:24; "
		      "symptom 12:25; scope 12:26; severity 12:27; "
		      "genuineness 12:28</dd>");
	ck_says(page, "<dd>12:34 boss authorises the plan</dd>");
	ck_says(page, "<dd>12:32 a enters down in incident management</dd>");
	ck_says(page, "<dd>restored</dd>");
	arena_free(a);
}
END_TEST

START_TEST(started_closes_a_false_alarm_as_one)
{
	struct arena *a = cases_arena(CAP);
	const char *page = write(a, "dismissed-by-form");

	ck_says(page, "<dd>source 12:04:20; scope 12:07:40; "
		      "genuineness 12:11:00</dd>");
	ck_says(page, "<dd>false alarm</dd>");
	ck_assert_ptr_null(strstr(page, "Started"));
	arena_free(a);
}
END_TEST

START_TEST(started_names_means_and_duties_by_grade)
{
	struct arena *a = cases_arena(CAP);
	const char *page = write(a, "cost-preapproved");

	ck_says(page, "may be spent unasked");
	page = write(a, "report-due");
	ck_says(page, ", by ");
	arena_free(a);
}
END_TEST

SUITE_MAIN("started", started_tells_the_fields_the_class_and_the_entry,
    started_closes_a_false_alarm_as_one,
    started_names_means_and_duties_by_grade)
