/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/plan.h"

#include <string.h>

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/file.h"
#include "base/names.h"
#include "tests/cases.h"
#include "tests/suite.h"

#define EVERY_MEMBER "tests/cases/plan/valid/every-member/input.json"

static void
read(struct arena *a, const char *path, struct faults *faults)
{
	struct error err = ERROR_INIT;
	const struct plan *plan;

	ck_assert_msg(
	    plan_read(a, path, faults, &plan, &err) == 0, "%s", err.id);
}

START_TEST(plan_finds_in_each_case_what_it_should)
{
	cases_run("plan", read);
}
END_TEST

START_TEST(plan_schema_is_the_one_in_the_tree)
{
	cases_schema(
	    "plans/plan.schema.json", &plan_record, "Yanlian emergency plan");
}
END_TEST

START_TEST(plan_holds_what_its_author_wrote)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct plan *plan = NULL;

	ck_assert_int_eq(plan_read(a, EVERY_MEMBER, &faults, &plan, &err), 0);
	ck_assert(plan->reconstructed);
	ck_assert_ptr_null(plan->organisation_document);
	ck_assert_str_eq(plan->organisation->id, "shop-it");
	ck_assert_int_eq(plan->response->acts[RESPONSE_AUTHORISE]->max_decision,
	    15 * SPAN_MINUTE);
	ck_assert_int_eq(names_count(plan->names, "step"), 4);
	arena_free(a);
}
END_TEST

START_TEST(plan_leaves_out_untouched_where_a_file_is_missing)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct plan *plan = (const struct plan *)a;

	ck_assert_int_eq(plan_read(a, "none.json", &faults, &plan, &err), -1);
	ck_assert_str_eq(err.id, "error.file-missing");
	ck_assert_ptr_eq(plan, a);
	arena_free(a);
}
END_TEST

/* ---- hostile documents ---- */

/* luck: splitmix64, seeded alike each time. */
static uint64_t
luck(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

/* survive: read any bytes as a plan, and say what is wrong with them.
 * Return: whether they parsed. */
static bool
survive(struct arena *a, const char *at, size_t len)
{
	struct bytes bytes = {at, len};
	struct faults faults = faults_new(a);
	struct reading *r = reading_new(a, names_new(a), &faults);
	struct plan plan = {0};
	const struct document *d = document_read(a, "t", bytes, &faults);

	if (d != NULL) {
		reading_take(r, d->values, &plan_record, &plan);
		reading_resolve(r);
	}
	(void)cases_faults(a, &faults);
	ck_assert(d != NULL || faults.n > 0);
	return d != NULL;
}

START_TEST(plan_survives_random_bytes)
{
	static const char alphabet[] = "{}[]:,\"\\ \n-.0123456789eEtrufalsn";
	struct arena *a = cases_arena(16 << 20);
	uint64_t state = 1;
	char text[256];

	for (int i = 0; i < 5000; i++) {
		size_t n = luck(&state) % sizeof(text);

		for (size_t j = 0; j < n; j++) {
			unsigned char c = luck(&state) & 0xFF;

			if (i % 2 == 0)
				c = (unsigned char)
				    alphabet[c % (sizeof(alphabet) - 1)];
			memcpy(text + j, &c, 1);
		}
		(void)survive(a, text, n);
		arena_reset(a);
	}
	arena_free(a);
}
END_TEST

/* mutate: change a byte, or drop, double or overwrite a small piece. */
static size_t
mutate(char *text, size_t n, size_t cap, uint64_t *state)
{
	size_t at = luck(state) % n;
	size_t len = 1 + luck(state) % 12;

	if (len > n - at)
		len = n - at;
	switch (luck(state) % 5) {
	case 0:
		text[at] = (char)(0x20 + luck(state) % 0x5F);
		return n;
	case 1:
		memmove(text + at, text + at + len, n - at - len);
		return n - len;
	case 2:
		if (n + len > cap)
			return n;
		memmove(text + at + len, text + at, n - at);
		return n + len;
	case 3:
		memmove(text + at, text + luck(state) % (n - len + 1), len);
		return n;
	default:
		if (text[at] >= '0')
			text[at] ^= 1;
		return n;
	}
}

START_TEST(plan_survives_mutation)
{
	struct arena *file = cases_arena(1 << 20);
	struct arena *a = cases_arena(64 << 20);
	struct error err = ERROR_INIT;
	struct bytes seed;
	uint64_t state = 2;
	char text[8192];
	int parsed = 0;

	ck_assert_int_eq(
	    file_read(file, EVERY_MEMBER, sizeof(text), &seed, &err), 0);
	for (int i = 0; i < 4000; i++) {
		size_t n = seed.len;

		memcpy(text, seed.at, n);
		for (uint64_t m = luck(&state) % 2; m < 2; m++)
			n = mutate(text, n, sizeof(text), &state);
		parsed += survive(a, text, n);
		arena_reset(a);
	}
	ck_assert_int_gt(parsed, 400); /* or it tests the parser alone */
	arena_free(a);
	arena_free(file);
}
END_TEST

/* Every value of a good plan in turn becomes one of another type. */
START_TEST(plan_survives_a_value_of_any_type_anywhere)
{
	static const char *const values[] = {"null", "-1", "1e9", "\"\"",
	    "\"sre\"", "[]", "{}", "[[{}]]", "{\"id\":\"a\"}"};
	struct arena *file = cases_arena(4 << 20);
	struct arena *a = cases_arena(64 << 20);
	struct faults faults = faults_new(file);
	struct error err = ERROR_INIT;
	const struct document *d;
	char text[8192];

	ck_assert_int_eq(
	    document_open(file, EVERY_MEMBER, &faults, &d, &err), 0);
	for (uint32_t i = 0; i < d->n * 9; i++) {
		uint32_t line;
		uint32_t column;
		const struct value *v = &d->values[i / 9];
		const char *s = d->bytes.at;
		size_t before; /* bytes of text so far */

		if (v->kind == VALUE_ARRAY || v->kind == VALUE_OBJECT)
			continue;
		value_place(v, &line, &column);
		while (--line > 0)
			s = strchr(s, '\n') + 1;
		while (--column > 0)
			do
				s++;
			while (((unsigned char)*s & 0xC0) == 0x80);
		before = (size_t)(s - d->bytes.at);
		memcpy(text, d->bytes.at, before);
		memcpy(text + before, values[i % 9], strlen(values[i % 9]));
		before += strlen(values[i % 9]);
		s += v->kind == VALUE_STRING ? strlen(v->string) + 2
					     : strcspn(s, ",}]\n ");
		memcpy(text + before, s, strlen(s) + 1);
		before += strlen(s);
		ck_assert_msg(survive(a, text, before), "%s", text);
		arena_reset(a);
	}
	arena_free(a);
	arena_free(file);
}
END_TEST

SUITE_MAIN("plan", plan_finds_in_each_case_what_it_should,
    plan_schema_is_the_one_in_the_tree, plan_holds_what_its_author_wrote,
    plan_leaves_out_untouched_where_a_file_is_missing,
    plan_survives_random_bytes, plan_survives_mutation,
    plan_survives_a_value_of_any_type_anywhere)
