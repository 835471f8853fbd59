/* SPDX-License-Identifier: Apache-2.0 */
#include "base/duration.h"

#include <string.h>

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/fields.h"
#include "base/names.h"
#include "base/priors.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/suite.h"

/* take: read one duration, the item of an array. Return: its faults as lines;
 * the distribution, or NULL, in `*out`. */
static const char *
take(struct arena *a, const char *json, const struct dist **out)
{
	struct faults faults = faults_new(a);
	struct text t = text_new(a);
	const struct document *d;
	struct reading *r = reading_new(a, names_new(a), &faults);

	text_fmt(&t, "[%s]", json);
	d = cases_document(a, t.at, &faults);
	ck_assert_msg(d != NULL, "%s", json);
	*out = NULL;
	duration_take(r, a, &faults, &d->values[1], out);
	return cases_faults(a, &faults);
}

START_TEST(duration_reads_every_family)
{
	static const struct {
		const char *json;
		struct dist wanted;
	} cases[] = {
	    {"\"0s\"", {.kind = DIST_FIXED}},
	    {"\"45m\"", {.kind = DIST_FIXED, .a = 2700000}},
	    {"{\"uniform\": {\"low\": \"1s\", \"high\": \"2s\"}}",
		{.kind = DIST_UNIFORM, .a = 1000, .b = 2000}},
	    {"{\"triangular\": {\"low\": \"1s\", \"mode\": \"2s\", \"high\": "
	     "\"4s\"}}",
		{.kind = DIST_TRIANGULAR, .a = 1000, .b = 2000, .c = 4000}},
	    {"{\"pert\": {\"low\": \"1s\", \"mode\": \"1s\", \"high\": "
	     "\"1s\"}}",
		{.kind = DIST_PERT, .a = 1000, .b = 1000, .c = 1000}},
	    {"{\"lognormal\": {\"median\": \"5m\", \"sigma\": 0.5}}",
		{.kind = DIST_LOGNORMAL, .a = 300000, .shape_ppm = 500000}},
	    {"{\"lognormal\": {\"median\": \"5m\", \"p95\": \"5m\"}}",
		{.kind = DIST_LOGNORMAL, .a = 300000}},
	    {"{\"exponential\": {\"mean\": \"1h\"}}",
		{.kind = DIST_EXPONENTIAL, .a = 3600000}},
	    {"{\"weibull\": {\"scale\": \"1h\", \"shape\": 1.5}}",
		{.kind = DIST_WEIBULL, .a = 3600000, .shape_ppm = 1500000}},
	    {"{\"gamma\": {\"mean\": \"1h\", \"shape\": 1000}}",
		{.kind = DIST_GAMMA, .a = 3600000, .shape_ppm = 1000000000}},
	};
	struct arena *a = cases_arena(4 << 20);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct dist *w = &cases[i].wanted;
		const struct dist *d;

		ck_assert_str_eq(take(a, cases[i].json, &d), "");
		ck_assert_int_eq(d->kind, w->kind);
		ck_assert_int_eq(d->a, w->a);
		ck_assert_int_eq(d->b, w->b);
		ck_assert_int_eq(d->c, w->c);
		ck_assert_int_eq(d->shape_ppm, w->shape_ppm);
	}
	arena_free(a);
}
END_TEST

/* sigma = ln(p95 / median) / 1.644853627: for the ratio e, 0.607957. */
START_TEST(duration_lognormal_by_its_95_percent_quantile)
{
	struct arena *a = cases_arena(1 << 20);
	const struct dist *d;

	ck_assert_str_eq(take(a,
			     "{\"lognormal\": {\"median\": \"1000000s\", "
			     "\"p95\": \"2718282s\"}}",
			     &d),
	    "");
	ck_assert_int_ge(d->shape_ppm, 607956);
	ck_assert_int_le(d->shape_ppm, 607958);
	arena_free(a);
}
END_TEST

START_TEST(duration_sorts_what_was_observed)
{
	struct arena *a = cases_arena(1 << 20);
	const struct dist *d;

	ck_assert_str_eq(
	    take(a, "{\"empirical\": [\"3m\", \"1m\", \"3m\", \"2m\"]}", &d),
	    "");
	ck_assert_int_eq(d->kind, DIST_EMPIRICAL);
	ck_assert_uint_eq(d->n, 4);
	ck_assert_int_eq(d->values[0], 60000);
	ck_assert_int_eq(d->values[1], 120000);
	ck_assert_int_eq(d->values[3], 180000);
	arena_free(a);
}
END_TEST

START_TEST(duration_mixes_families)
{
	struct arena *a = cases_arena(1 << 20);
	const struct dist *d;

	ck_assert_str_eq(
	    take(a,
		"{\"mixture\": [{\"weight\": 0.9, \"of\": \"5m\"}, "
		"{\"weight\": 0.1, \"of\": {\"exponential\": {\"mean\": "
		"\"1h\"}}}]}",
		&d),
	    "");
	ck_assert_int_eq(d->kind, DIST_MIXTURE);
	ck_assert_uint_eq(d->n, 2);
	ck_assert_int_eq(d->weights_ppm[0], 900000);
	ck_assert_int_eq(d->weights_ppm[1], 100000);
	ck_assert_int_eq(d->parts[0]->a, 300000);
	ck_assert_int_eq(d->parts[1]->kind, DIST_EXPONENTIAL);
	arena_free(a);
}
END_TEST

#define PART "{\"weight\": 0.05, \"of\": \"1s\"}"
#define FOUR PART "," PART "," PART "," PART

START_TEST(duration_refuses_everything_else)
{
	static const struct {
		const char *json;
		const char *faults;
	} cases[] = {
	    {"5", "duration /0 1:2"},
	    {"\"\"", "duration /0 1:2"},
	    {"\"5 m\"", "duration /0 1:2"},
	    {"\"3651d\"", "duration /0 1:2"},
	    {"{}", "duration /0 1:2"},
	    {"[\"5m\"]", "duration /0 1:2"},
	    {"{\"normal\": {}}", "duration /0 1:2"},
	    {"{\"exponential\": {\"mean\": \"1s\"}, \"x-a\": 1}",
		"duration /0 1:2"},
	    {"{\"uniform\": []}", "type /0/uniform 1:14 wanted=object"},
	    {"{\"uniform\": {\"low\": \"1s\"}}",
		"missing /0/uniform 1:14 member=high"},
	    {"{\"uniform\": {\"low\": \"2s\", \"high\": \"1s\"}}",
		"dist-order /0/uniform 1:14"},
	    {"{\"pert\": {\"low\": \"2s\", \"mode\": \"1s\", \"high\": "
	     "\"3s\"}}",
		"dist-order /0/pert 1:11"},
	    {"{\"triangular\": {\"low\": \"1s\", \"mode\": \"4s\", \"high\": "
	     "\"3s\"}}",
		"dist-order /0/triangular 1:17"},
	    {"{\"lognormal\": {\"median\": \"1s\"}}",
		"dist-lognormal /0/lognormal 1:16"},
	    {"{\"lognormal\": {\"median\": \"1s\", \"p95\": \"2s\", "
	     "\"sigma\": 1}}",
		"dist-lognormal /0/lognormal 1:16"},
	    {"{\"lognormal\": {\"median\": \"0s\", \"sigma\": 1}}",
		"dist-order /0/lognormal 1:16"},
	    {"{\"lognormal\": {\"median\": \"2s\", \"p95\": \"1s\"}}",
		"dist-order /0/lognormal 1:16"},
	    {"{\"lognormal\": {\"median\": \"2s\", \"sigma\": 5.1}}",
		"range /0/lognormal/sigma 1:42 low=0.001 high=5"},
	    {"{\"exponential\": {\"mean\": \"0s\"}}",
		"dist-order /0/exponential 1:18"},
	    {"{\"gamma\": {\"mean\": \"0s\", \"shape\": 1}}",
		"dist-order /0/gamma 1:12"},
	    {"{\"gamma\": {\"mean\": \"1s\", \"shape\": 0.001}}",
		"range /0/gamma/shape 1:36 low=0.01 high=1000"},
	    {"{\"weibull\": {\"scale\": \"0s\", \"shape\": 1}}",
		"dist-order /0/weibull 1:14"},
	    {"{\"empirical\": []}", "dist-empty /0/empirical 1:16"},
	    {"{\"empirical\": \"1s\"}", "dist-empty /0/empirical 1:16"},
	    {"{\"empirical\": [\"1s\", 2]}",
		"span /0/empirical/1 1:23 member=empirical"},
	    {"{\"mixture\": []}", "dist-empty /0/mixture 1:14"},
	    {"{\"mixture\": [" PART "]}", "dist-weights /0/mixture 1:14"},
	    {"{\"mixture\": [" FOUR "," FOUR "," FOUR "," FOUR "," PART "]}",
		"dist-empty /0/mixture 1:14"},
	    {"{\"mixture\": [{\"weight\": 1, \"of\": {\"mixture\": []}}]}",
		"duration /0/mixture/0/of 1:35"},
	    {"{\"mixture\": [{\"weight\": 1}]}",
		"missing /0/mixture/0 1:15 member=of"},
	};
	struct arena *a = cases_arena(4 << 20);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text wanted = text_new(a);
		const struct dist *d;

		text_fmt(&wanted, "error %s\n", cases[i].faults);
		ck_assert_str_eq(take(a, cases[i].json, &d), wanted.at);
		ck_assert_ptr_null(d);
	}
	arena_free(a);
}
END_TEST

START_TEST(duration_families_are_listed_once)
{
	int n = 0;

	for (; duration_family(n) != NULL; n++)
		for (int i = 0; i < n; i++)
			ck_assert_str_ne(
			    duration_family(i)->kind, duration_family(n)->kind);
	ck_assert_int_eq(n, 7);
}
END_TEST

START_TEST(duration_put_is_fixed)
{
	struct arena *a = cases_arena(1 << 16);
	const struct dist *d;

	duration_put(a, 7000, &d);
	ck_assert(dist_is_fixed(d));
	ck_assert_int_eq(d->a, 7000);
	arena_free(a);
}
END_TEST

START_TEST(duration_stands_for_a_prior)
{
	struct arena *a = cases_arena(1 << 20);
	const struct dist *d;

	ck_assert_str_eq(take(a, "\"prior:restore\"", &d), "");
	ck_assert_int_eq(d->kind, DIST_LOGNORMAL);
	ck_assert_ptr_eq(d->prior, priors_find("restore"));
	ck_assert(d->shared_luck);
	ck_assert_str_eq(
	    take(a, "\"prior:patience\"", &d), "error prior /0 1:2\n");
	ck_assert_ptr_null(d);
	ck_assert_str_eq(
	    take(a, "{\"mixture\": [{\"weight\": 1, \"of\": \"prior:ack\"}]}",
		&d),
	    "error prior-in-mixture /0/mixture/0/of 1:35\n");
	arena_free(a);
}
END_TEST

START_TEST(duration_shares_luck_where_its_author_says_so)
{
	struct arena *a = cases_arena(1 << 20);
	const struct dist *d;

	ck_assert_str_eq(
	    take(a, "{\"exponential\": {\"mean\": \"1h\"}}", &d), "");
	ck_assert(!d->shared_luck);
	ck_assert_str_eq(take(a,
			     "{\"exponential\": {\"mean\": \"1h\"}, "
			     "\"shared_luck\": true}",
			     &d),
	    "");
	ck_assert(d->shared_luck);
	ck_assert_ptr_null(d->prior);
	ck_assert_str_eq(
	    take(a, "{\"shared_luck\": true, \"empirical\": [\"1h\"]}", &d),
	    "");
	ck_assert(d->shared_luck);
	ck_assert_str_eq(
	    take(a, "{\"shared_luck\": 1, \"empirical\": [\"1h\"]}", &d),
	    "error shared-luck /0/shared_luck 1:18\n");
	ck_assert_str_eq(
	    take(a, "{\"shared_luck\": true}", &d), "error duration /0 1:2\n");
	arena_free(a);
}
END_TEST

SUITE_MAIN("duration", duration_stands_for_a_prior,
    duration_shares_luck_where_its_author_says_so, duration_reads_every_family,
    duration_lognormal_by_its_95_percent_quantile,
    duration_sorts_what_was_observed, duration_mixes_families,
    duration_refuses_everything_else, duration_families_are_listed_once,
    duration_put_is_fixed)
