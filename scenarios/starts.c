/* SPDX-License-Identifier: Apache-2.0 */
#include "scenarios/starts.h"

#include <stdio.h>

#include "base/document.h"
#include "base/faults.h"

/* What no document can name: 2501-01-01T00:00Z. */
#define BEYOND INT64_C(16756761600000)

#define AT(m) .offset = offsetof(struct start, m)

static const struct field fields[] = {{.name = "at",
					  .type = FIELD_INSTANT,
					  AT(instant),
					  .what = "an instant; or `from`"},
    {.name = "from",
	.type = FIELD_INSTANT,
	AT(from),
	.what = "where a window begins; or `at`"},
    {.name = "for",
	.type = FIELD_SPAN,
	AT(length),
	.low = 1000,
	.fallback = SPAN_DAY,
	.what = "from: how long the window is"},
    {.name = "every",
	.type = FIELD_SPAN,
	AT(every),
	.low = 1000,
	.fallback = SPAN_HOUR,
	.what = "from: the parts it is cut into, an instant each"},
    {.name = "by_chance",
	.type = FIELD_FLAG,
	AT(by_chance),
	.what = "from: anywhere in each part, not where it begins"},
    {.name = "weight",
	.type = FIELD_INTEGER,
	AT(weight),
	.fallback = 1,
	.low = 1,
	.high = 1000,
	.what = "how often each instant, against all others' weights"},
    {0}};
const struct record starts_record = {
    "start", false, sizeof(struct start), fields, "instants it may start at"};

bool
starts_is_window(const struct start *s)
{
	return value_get(s->at, "from") != NULL;
}

int64_t
starts_count(const struct start *s)
{
	return starts_is_window(s) ? (s->length - 1) / s->every + 1 : 1;
}

struct instant
starts_first(const struct start *s)
{
	return starts_is_window(s) ? s->from : s->instant;
}

int64_t
starts_last(const struct start *s)
{
	return starts_first(s).ms + (starts_is_window(s) ? s->length : 0);
}

/* judge_kind: an instant, or a window. */
static void
judge_kind(const struct start *s, struct faults *faults)
{
	static const char *const of_window[] = {"for", "every", "by_chance"};
	bool window = starts_is_window(s);

	if (window == (value_get(s->at, "at") != NULL))
		faults_add(
		    faults, GRADE_ERROR, "start-at-or-from", s->at, NULL);
	for (int i = 0; i < 3 && !window; i++)
		if (value_get(s->at, of_window[i]) != NULL)
			faults_add(faults, GRADE_ERROR, "start-without-from",
			    value_get(s->at, of_window[i]), "member",
			    of_window[i], NULL);
	if (window && starts_last(s) > BEYOND)
		faults_add(faults, GRADE_ERROR, "start-beyond", s->at, NULL);
}

void
starts_judge(const struct starts *starts, struct faults *faults)
{
	int64_t n = 0;
	char is[24];
	char most[24];

	for (uint32_t i = 0; i < starts->n; i++) {
		const struct start *s = &starts->at[i];

		if (s->at->kind != VALUE_OBJECT)
			continue; /* a fault already */
		judge_kind(s, faults);
		n += starts_count(s);
	}
	if (n <= STARTS_MOST)
		return;
	(void)snprintf(is, sizeof(is), "%lld", (long long)n);
	(void)snprintf(most, sizeof(most), "%d", (int)STARTS_MOST);
	faults_add(faults, GRADE_ERROR, "starts-too-many", starts->at[0].at,
	    "n", is, "most", most, NULL);
}
