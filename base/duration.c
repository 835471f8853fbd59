/* SPDX-License-Identifier: Apache-2.0 */
#include "base/duration.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/fields.h"
#include "base/priors.h"
#include "base/text.h"

/* The parameters of every family; each table names those it has. */
struct params {
	const struct value *at;
	span_ms low, mode, high, median, p95, mean, scale;
	int32_t shape;
};

enum { WIDEST = 1000000000 }; /* shape 1000: beyond it all is fixed */

#define SPAN_OF(m)                                                             \
	{                                                                      \
		.name = #m, .type = FIELD_SPAN, .required = true,              \
		.offset = offsetof(struct params, m)                           \
	}
#define SHAPE_OF(n)                                                            \
	{                                                                      \
		.name = (n), .type = FIELD_SHARE, .required = true,            \
		.offset = offsetof(struct params, shape), .low = 10000,        \
		.high = WIDEST                                                 \
	}

static const struct field uniform[] = {SPAN_OF(low), SPAN_OF(high), {0}};
static const struct field three[] = {
    SPAN_OF(low), SPAN_OF(mode), SPAN_OF(high), {0}};
static const struct field lognormal[] = {SPAN_OF(median),
    {.name = "p95", .type = FIELD_SPAN, .offset = offsetof(struct params, p95)},
    {.name = "sigma",
	.type = FIELD_SHARE,
	.offset = offsetof(struct params, shape),
	.low = 1000,
	.high = 5000000},
    {0}};
static const struct field exponential[] = {SPAN_OF(mean), {0}};
static const struct field weibull[] = {SPAN_OF(scale), SHAPE_OF("shape"), {0}};
static const struct field gamma[] = {SPAN_OF(mean), SHAPE_OF("shape"), {0}};

static const struct family {
	enum dist_kind kind;
	struct record record;
} families[] = {
    {DIST_UNIFORM, {"uniform", false, sizeof(struct params), uniform, NULL}},
    {DIST_TRIANGULAR,
	{"triangular", false, sizeof(struct params), three, NULL}},
    {DIST_PERT, {"pert", false, sizeof(struct params), three, NULL}},
    {DIST_LOGNORMAL,
	{"lognormal", false, sizeof(struct params), lognormal, NULL}},
    {DIST_EXPONENTIAL,
	{"exponential", false, sizeof(struct params), exponential, NULL}},
    {DIST_WEIBULL, {"weibull", false, sizeof(struct params), weibull, NULL}},
    {DIST_GAMMA, {"gamma", false, sizeof(struct params), gamma, NULL}},
};

enum { FAMILIES = sizeof(families) / sizeof(families[0]) };

const struct record *
duration_family(int i)
{
	return i < FAMILIES ? &families[i].record : NULL;
}

struct taking {
	struct reading *r;
	struct arena *arena;
	struct faults *faults;
};

static bool take(
    struct taking *t, const struct value *v, struct dist *out, bool may_mix);

static bool
refuse(struct taking *t, const char *id, const struct value *v)
{
	faults_add(t->faults, GRADE_ERROR, id, v, NULL);
	return false;
}

/* fit: the parameters of a family, where they make sense together. */
static bool
fit(struct taking *t, const struct params *p, enum dist_kind kind,
    struct dist *out)
{
	*out = (struct dist){.kind = kind, .shape_ppm = p->shape};
	switch (kind) {
	case DIST_UNIFORM:
		out->a = p->low;
		out->b = p->high;
		if (p->low > p->high)
			return refuse(t, "dist-order", p->at);
		return true;
	case DIST_TRIANGULAR:
	case DIST_PERT:
		out->a = p->low;
		out->b = p->mode;
		out->c = p->high;
		if (p->low > p->mode || p->mode > p->high)
			return refuse(t, "dist-order", p->at);
		return true;
	case DIST_LOGNORMAL:
		out->a = p->median;
		if ((p->p95 > 0) == (p->shape > 0))
			return refuse(t, "dist-lognormal", p->at);
		if (p->median == 0 || (p->p95 > 0 && p->p95 < p->median))
			return refuse(t, "dist-order", p->at);
		if (p->p95 > 0)
			out->shape_ppm = dist_sigma_of_p95(p->median, p->p95);
		return true;
	case DIST_EXPONENTIAL:
	case DIST_GAMMA:
		out->a = p->mean;
		return p->mean > 0 || refuse(t, "dist-order", p->at);
	case DIST_WEIBULL:
		out->a = p->scale;
		return p->scale > 0 || refuse(t, "dist-order", p->at);
	case DIST_FIXED:
	case DIST_EMPIRICAL:
	case DIST_MIXTURE:
		break;
	}
	return false;
}

static int
compare(const void *a, const void *b)
{
	const span_ms *x = a;
	const span_ms *y = b;

	return (*x > *y) - (*x < *y);
}

static bool
take_empirical(struct taking *t, const struct value *v, struct dist *out)
{
	span_ms *values = arena_array(t->arena, v->count, sizeof(*values));
	uint32_t n = 0;

	if (v->kind != VALUE_ARRAY || v->count == 0)
		return refuse(t, "dist-empty", v);
	for (const struct value *m = value_first(v); m != NULL;
	     m = value_next(m)) {
		if (m->kind != VALUE_STRING ||
		    !span_parse(m->string, &values[n++])) {
			faults_add(t->faults, GRADE_ERROR, "span", m, "member",
			    "empirical", NULL);
			return false;
		}
	}
	qsort(values, n, sizeof(*values), compare);
	*out = (struct dist){.kind = DIST_EMPIRICAL, .n = n, .values = values};
	return true;
}

struct part {
	const struct value *at;
	const struct value *of;
	int32_t weight;
};

static const struct field part_fields[] = {
    {.name = "weight",
	.type = FIELD_SHARE,
	.required = true,
	.offset = offsetof(struct part, weight),
	.what = "share of the time; all weights sum to 1"},
    {.name = "of",
	.type = FIELD_FREE,
	.required = true,
	.offset = offsetof(struct part, of),
	.what = "a span or a distribution, no mixture"},
    {0}};
const struct record duration_part = {
    "part", false, sizeof(struct part), part_fields, NULL};

static bool
take_mixture(struct taking *t, const struct value *v, struct dist *out)
{
	const struct dist **parts;
	int32_t *weights;
	int64_t sum = 0;
	uint32_t n = 0;

	if (v->kind != VALUE_ARRAY || v->count == 0 ||
	    v->count > DURATION_PARTS)
		return refuse(t, "dist-empty", v);
	parts = arena_array(t->arena, v->count, sizeof(*parts));
	weights = arena_array(t->arena, v->count, sizeof(*weights));
	for (const struct value *m = value_first(v); m != NULL;
	     m = value_next(m), n++) {
		struct dist *d = arena_alloc(t->arena, sizeof(*d));
		struct part part = {0};

		reading_take(t->r, m, &duration_part, &part);
		if (part.of == NULL || !take(t, part.of, d, false))
			return false;
		parts[n] = d;
		weights[n] = part.weight;
		sum += part.weight;
	}
	if (sum != 1000000)
		return refuse(t, "dist-weights", v);
	*out = (struct dist){.kind = DIST_MIXTURE,
	    .n = n,
	    .parts = parts,
	    .weights_ppm = weights};
	return true;
}

static bool
take_one(
    struct taking *t, const struct value *v, struct dist *out, bool may_mix)
{
	const struct value *m = value_first(v);

	if (strcmp(m->key, DURATION_SHARED) == 0)
		m = value_next(m);
	if (strcmp(m->key, "empirical") == 0)
		return take_empirical(t, m, out);
	if (may_mix && strcmp(m->key, "mixture") == 0)
		return take_mixture(t, m, out);
	for (int i = 0; i < FAMILIES; i++) {
		struct params p = {0};
		uint32_t before = t->faults->errors;

		if (strcmp(families[i].record.kind, m->key) != 0)
			continue;
		reading_take(t->r, m, &families[i].record, &p);
		return t->faults->errors == before &&
		       fit(t, &p, families[i].kind, out);
	}
	return refuse(t, "duration", v);
}

/* take_family: a distribution by its name, and whether it shares luck, which
 * a part of a mixture cannot by itself. */
static bool
take_family(
    struct taking *t, const struct value *v, struct dist *out, bool may_mix)
{
	const struct value *shared = value_get(v, DURATION_SHARED);
	uint32_t wanted = shared == NULL ? 1 : 2;

	if (v->kind != VALUE_OBJECT || v->count != wanted)
		return refuse(t, "duration", v);
	if (shared == NULL)
		return take_one(t, v, out, may_mix);
	if (!may_mix ||
	    (shared->kind != VALUE_TRUE && shared->kind != VALUE_FALSE))
		return refuse(t, "shared-luck", shared);
	if (!take_one(t, v, out, may_mix))
		return false;
	out->shared_luck = shared->kind == VALUE_TRUE;
	return true;
}

static bool
take_prior(
    struct taking *t, const struct value *v, struct dist *out, bool may_mix)
{
	const struct prior *prior =
	    priors_find(v->string + strlen(DURATION_PRIOR));

	if (prior == NULL)
		return refuse(t, "prior", v);
	if (!may_mix)
		return refuse(t, "prior-in-mixture", v);
	*out = priors_dist(prior);
	return true;
}

static bool
take(struct taking *t, const struct value *v, struct dist *out, bool may_mix)
{
	span_ms ms;

	if (v->kind != VALUE_STRING)
		return take_family(t, v, out, may_mix);
	if (strncmp(v->string, DURATION_PRIOR, strlen(DURATION_PRIOR)) == 0)
		return take_prior(t, v, out, may_mix);
	if (!span_parse(v->string, &ms))
		return refuse(t, "duration", v);
	*out = dist_fixed(ms);
	return true;
}

void
duration_take(struct reading *r, struct arena *arena, struct faults *faults,
    const struct value *v, void *out)
{
	struct taking t = {r, arena, faults};
	struct dist *d = arena_alloc(arena, sizeof(*d));

	if (take(&t, v, d, true))
		memcpy(out, &(const struct dist *){d}, sizeof(d));
}

void
duration_put(struct arena *arena, int64_t ms, void *out)
{
	struct dist *d = arena_alloc(arena, sizeof(*d));

	*d = dist_fixed(ms);
	memcpy(out, &(const struct dist *){d}, sizeof(d));
}
