/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/part.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/line.h"
#include "base/text.h"
#include "replay/drill/stage.h"

#define FORMAT "yanlian-part/2"

/* ---- the folds as tables of numbered cells ---- */

enum cells {
	CELL_COUNT,
	CELL_NOTICE,
	CELL_BIN,
	CELL_ABSENCE,
	CELL_SCENE,
	CELL_NEVER,
	CELL_LEAST,
	CELL_MOST,
	CELL_START,
	CELL_TARGET,
	CELLS
};

static const char *const tables[CELLS] = {"count", "notice", "bin", "absence",
    "scene", "never", "least", "most", "start", "target"};

enum { ABSENCE_CELLS = 5, SCENE_CELLS = 4 };

static uint64_t *
absence_cell(struct campaign_absence *a, uint64_t which)
{
	switch (which) {
	case 0:
		return &a->n;
	case 1:
		return &a->gained;
	case 2:
		return &a->lost;
	case 3:
		return &a->rto_gained;
	default:
		return &a->rto_lost;
	}
}

static uint64_t *
scene_cell(struct campaign_scene *s, uint64_t which)
{
	uint64_t *const cells[SCENE_CELLS] = {
	    &s->drilled, &s->tested, &s->met, &s->rto_met};

	return cells[which];
}

/* length_at: the i-th histogram of a fold; NULL behind its end. */
static struct histogram *
length_at(struct campaign *c, uint64_t i)
{
	if (i < CAMPAIGN_LENGTHS)
		return &c->lengths[i];
	i -= CAMPAIGN_LENGTHS;
	if (i < c->absent_n)
		return &c->absences[i].delay;
	i -= c->absent_n;
	return i < c->stage->counts[ENTITY_SCENE] ? &c->scenes[i].recovery
						  : NULL;
}

/* cell: the i-th of a table; NULL behind its end. */
static uint64_t *
cell(struct campaign *c, enum cells table, uint64_t i)
{
	struct histogram *h = length_at(c, i);

	switch (table) {
	case CELL_COUNT:
		return i < CAMPAIGN_COUNTS ? &c->counts[i] : NULL;
	case CELL_NOTICE:
		if (i / 2 >= c->stage->counts[ENTITY_TASK])
			return NULL;
		return i % 2 == 0 ? &c->notices[i / 2].due
				  : &c->notices[i / 2].late;
	case CELL_BIN:
		if (i / DRIVER_BINS >= c->drivers_n)
			return NULL;
		return &c->bins[i / DRIVER_BINS][i % DRIVER_BINS].n;
	case CELL_ABSENCE:
		if (i / ABSENCE_CELLS >= c->absent_n)
			return NULL;
		return absence_cell(
		    &c->absences[i / ABSENCE_CELLS], i % ABSENCE_CELLS);
	case CELL_SCENE:
		if (i / SCENE_CELLS >= c->stage->counts[ENTITY_SCENE])
			return NULL;
		return scene_cell(&c->scenes[i / SCENE_CELLS], i % SCENE_CELLS);
	case CELL_NEVER:
		return h == NULL ? NULL : &h->never;
	case CELL_LEAST:
		return h == NULL ? NULL : (uint64_t *)&h->least;
	case CELL_MOST:
		return h == NULL ? NULL : (uint64_t *)&h->most;
	case CELL_TARGET:
		return i < TARGETS ? &c->targets[i] : NULL;
	case CELL_START:
		if (i / CAMPAIGN_BY_START >= campaign_starts(c->stage))
			return NULL;
		return &c->starts[i / CAMPAIGN_BY_START][i % CAMPAIGN_BY_START];
	case CELLS:
		break;
	}
	return NULL;
}

/* sum_at: the i-th sum of a fold; NULL behind its end. */
static struct sum *
sum_at(struct campaign *c, uint64_t i)
{
	uint64_t spent = (uint64_t)campaign_entities(c->stage) * CAUSES;

	if (i == 0)
		return &c->total;
	if (i == 1)
		return &c->squares;
	i -= 2;
	if (i < spent)
		return &c->spent[i];
	i -= spent;
	if (i / DRIVER_BINS < c->drivers_n)
		return &c->bins[i / DRIVER_BINS][i % DRIVER_BINS].sum;
	return NULL;
}

/* ---- writing ---- */

static void
row(struct text *t, const char *table, uint64_t i, uint64_t n)
{
	line_begin(t);
	line_int(t, table, (int64_t)i);
	line_int(t, "n", (int64_t)n);
	line_end(t);
	text_add(t, "\n");
}

/* Sums outgrow the integers a line can hold: 32 hexadecimal digits. */
static void
sum_row(struct text *t, uint64_t i, const struct sum *s)
{
	char hex[33];

	for (int j = 0; j < 32; j++) {
		uint64_t half = j < 16 ? s->high : s->low;

		hex[j] = "0123456789abcdef"[half >> (60 - j % 16 * 4) & 15];
	}
	hex[32] = '\0';
	line_begin(t);
	line_int(t, "sum", (int64_t)i);
	line_string(t, "v", hex, 32);
	line_end(t);
	text_add(t, "\n");
}

static void
write_fold(struct text *t, struct campaign *c)
{
	const uint64_t *n;
	const struct histogram *h;
	const struct sum *s;

	for (int j = 0; j < CELLS; j++)
		for (uint64_t i = 0; (n = cell(c, (enum cells)j, i)) != NULL;
		     i++)
			if (*n > 0)
				row(t, tables[j], i, *n);
	for (uint64_t i = 0; (h = length_at(c, i)) != NULL; i++)
		for (uint32_t b = 0; h->n > 0 && b < HISTOGRAM_BUCKETS; b++)
			if (histogram_at(h, b) > 0)
				row(t, "bucket", i * HISTOGRAM_BUCKETS + b,
				    histogram_at(h, b));
	for (uint32_t i = 0; i < EXAMPLE_PLACES; i++)
		if (example_at(&c->examples, i) > 0)
			row(t, "example", i, example_at(&c->examples, i));
	for (uint64_t i = 0; (s = sum_at(c, i)) != NULL; i++)
		if (s->high > 0 || s->low > 0)
			sum_row(t, i, s);
}

static void
string(struct text *t, const char *name, const char *s)
{
	line_string(t, name, s, strlen(s));
}

static void
write_head(struct text *t, const struct part *p)
{
	line_begin(t);
	string(t, "format", FORMAT);
	line_int(t, "semantics", STAGE_SEMANTICS);
	line_int(t, "trials", (int64_t)p->trials);
	line_int(t, "absent", (int64_t)p->absent);
	line_int(t, "from", (int64_t)p->from);
	line_int(t, "to", (int64_t)p->to);
	line_int(t, "scenarios", p->n);
	string(t, "plan", p->plan);
	line_end(t);
	text_add(t, "\n");
}

static void
write_scenario(struct text *t, const struct part_scenario *s)
{
	line_begin(t);
	string(t, "scenario", s->path);
	line_int(t, "weight", s->weight);
	line_int(t, "seed", s->seed);
	string(t, "stage", s->stage);
	line_end(t);
	text_add(t, "\n");
}

void
part_write(
    struct text *out, const struct part *p, const struct campaign *campaigns)
{
	size_t from = out->len;
	struct digest digest;
	char hex[DIGEST_HEX];

	write_head(out, p);
	for (uint32_t i = 0; i < p->n; i++)
		write_scenario(out, &p->scenarios[i]);
	for (uint32_t i = 0; i < p->n; i++) {
		struct campaign c = campaigns[i];

		row(out, "fold", i, 0);
		write_fold(out, &c);
	}
	digest = digest_of(out->at + from, out->len - from);
	digest_hex(&digest, hex);
	line_begin(out);
	string(out, "sha256", hex);
	line_end(out);
	text_add(out, "\n");
}

struct part
part_of(const struct stage *const *stages, uint32_t n)
{
	struct part p = {.plan = "", .n = n};

	for (uint32_t i = 0; i < n; i++) {
		struct digest digest = stage_digest(stages[i]);

		p.scenarios[i] = (struct part_scenario){
		    .path = "", .weight = 1, .seed = (int64_t)stages[i]->seed};
		digest_hex(&digest, p.scenarios[i].stage);
	}
	return p;
}

/* ---- reading ---- */

static int
malformed(const char *where, struct error *err)
{
	return error_set(err, ERROR_INPUT, "error.part-malformed", where, "");
}

/* next_line: a cursor over the line at `*at`, which moves behind it. */
static bool
next_line(struct bytes bytes, size_t *at, struct line *out)
{
	const char *from = bytes.at + *at;
	const char *end = memchr(from, '\n', bytes.len - *at);

	if (end == NULL || !line_is_sound(from, (size_t)(end - from)))
		return false;
	*out = line_of(from, (size_t)(end - from));
	*at += (size_t)(end - from) + 1;
	return true;
}

/* is_closed: is the last line the digest of all before it? */
static bool
is_closed(struct bytes bytes)
{
	enum { LAST = sizeof("{\"sha256\":\"\"}\n") - 1 + DIGEST_HEX - 1 };
	struct digest digest;
	char hex[DIGEST_HEX];
	struct line l;
	struct line_view v;
	size_t at;

	if (bytes.len < LAST)
		return false;
	at = bytes.len - LAST;
	digest = digest_of(bytes.at, at);
	digest_hex(&digest, hex);
	return next_line(bytes, &at, &l) && at == bytes.len &&
	       line_take_begin(&l) && line_take_string(&l, "sha256", &v) &&
	       line_take_end(&l) && line_is_done(&l) && line_is(v, hex);
}

static bool
take_count(struct line *l, const char *name, uint64_t *out)
{
	int64_t v;

	if (!line_take_int(l, name, &v) || v < 0)
		return false;
	*out = (uint64_t)v;
	return true;
}

static bool
take_text(
    struct arena *arena, struct line *l, const char *name, const char **out)
{
	struct text t = text_new(arena);
	struct line_view v;

	if (!line_take_string(l, name, &v))
		return false;
	text_add(&t, "");
	line_unescape(&t, v);
	*out = t.at;
	return true;
}

/* read_head: the first line. Return: 1 if it is of other semantics, -1 if it
 * is no part. */
static int
read_head(struct arena *arena, struct line *l, struct part *p)
{
	struct line_view format;
	int64_t semantics;
	uint64_t n;

	if (!line_take_begin(l) || !line_take_string(l, "format", &format) ||
	    !line_is(format, FORMAT) ||
	    !line_take_int(l, "semantics", &semantics))
		return -1;
	if (semantics != STAGE_SEMANTICS)
		return 1;
	if (!take_count(l, "trials", &p->trials) ||
	    !take_count(l, "absent", &p->absent) ||
	    !take_count(l, "from", &p->from) || !take_count(l, "to", &p->to) ||
	    !take_count(l, "scenarios", &n) || n == 0 || n > PART_SCENARIOS ||
	    !take_text(arena, l, "plan", &p->plan) || !line_take_end(l) ||
	    !line_is_done(l))
		return -1;
	p->n = (uint32_t)n;
	return 0;
}

static bool
read_scenario(struct arena *arena, struct line *l, struct part_scenario *s)
{
	const char *stage;

	if (!line_take_begin(l) || !take_text(arena, l, "scenario", &s->path) ||
	    !line_take_int(l, "weight", &s->weight) ||
	    !line_take_int(l, "seed", &s->seed) ||
	    !take_text(arena, l, "stage", &stage) ||
	    strlen(stage) != DIGEST_HEX - 1 || !line_take_end(l) ||
	    !line_is_done(l))
		return false;
	memcpy(s->stage, stage, DIGEST_HEX);
	return s->weight >= 1 && s->seed >= 0;
}

int
part_read(struct arena *arena, const char *where, struct bytes bytes,
    struct part *out, struct error *err)
{
	struct part p = {0};
	struct line l;
	size_t at = 0;
	int rc;

	if (!next_line(bytes, &at, &l))
		return malformed(where, err);
	rc = read_head(arena, &l, &p);
	if (rc > 0)
		return error_set(
		    err, ERROR_INPUT, "error.part-semantics", where, "");
	if (rc < 0 || !is_closed(bytes))
		return malformed(where, err);
	for (uint32_t i = 0; i < p.n; i++)
		if (!next_line(bytes, &at, &l) ||
		    !read_scenario(arena, &l, &p.scenarios[i]))
			return malformed(where, err);
	*out = p;
	return 0;
}

static bool
take_digits(struct line_view v, struct sum *out)
{
	struct sum s = {0};

	if (v.len != 32)
		return false;
	for (size_t j = 0; j < 32; j++) {
		char c = v.at[j];
		uint64_t digit = c >= '0' && c <= '9' ? (uint64_t)(c - '0')
				 : c >= 'a' && c <= 'f'
				     ? (uint64_t)(c - 'a' + 10)
				     : 16;

		if (digit > 15)
			return false;
		s.high = s.high << 4 | s.low >> 60;
		s.low = s.low << 4 | digit;
	}
	*out = s;
	return true;
}

static bool
take_bucket(struct campaign *c, uint64_t i, uint64_t n)
{
	struct histogram *h = length_at(c, i / HISTOGRAM_BUCKETS);

	if (h == NULL)
		return false;
	histogram_add(c->arena, h, (uint32_t)(i % HISTOGRAM_BUCKETS), n);
	return true;
}

static bool
take_example(struct campaign *c, uint64_t i, uint64_t n)
{
	if (i >= EXAMPLE_PLACES)
		return false;
	example_set(c->arena, &c->examples, (uint32_t)i, n);
	return true;
}

/* take_row: a line of a fold, whatever its table. */
static bool
take_row(struct campaign *c, struct line *l)
{
	struct line_view v;
	uint64_t i;
	uint64_t n;

	if (take_count(l, "sum", &i)) {
		struct sum *s = sum_at(c, i);

		return s != NULL && line_take_string(l, "v", &v) &&
		       take_digits(v, s);
	}
	if (take_count(l, "bucket", &i))
		return take_count(l, "n", &n) && take_bucket(c, i, n);
	if (take_count(l, "example", &i))
		return take_count(l, "n", &n) && take_example(c, i, n);
	for (int j = 0; j < CELLS; j++) {
		uint64_t *at;

		if (!take_count(l, tables[j], &i))
			continue;
		at = cell(c, (enum cells)j, i);
		return at != NULL && take_count(l, "n", at);
	}
	return false;
}

/* take_all: the folds' lines. What is spelled otherwise than it would be
 * written does not matter here: the caller compares. */
static bool
take_all(struct bytes bytes, const struct part *p, struct campaign *campaigns)
{
	struct campaign *c = NULL;
	struct line_view v;
	struct line l;
	size_t at = 0;
	uint64_t i;

	for (uint32_t j = 0; j < p->n + 1; j++)
		if (!next_line(bytes, &at, &l))
			return false;
	while (at < bytes.len) {
		if (!next_line(bytes, &at, &l) || !line_take_begin(&l))
			return false;
		if (take_count(&l, "fold", &i) && i < p->n)
			c = &campaigns[i];
		else if (line_take_string(&l, "sha256", &v))
			return at == bytes.len;
		else if (c == NULL || !take_row(c, &l))
			return false;
	}
	return false;
}

int
part_take(struct arena *arena, const char *where, struct bytes bytes,
    const struct part *p, struct campaign *campaigns, struct error *err)
{
	struct text again = text_new(arena);

	if (!take_all(bytes, p, campaigns))
		return malformed(where, err);
	part_write(&again, p, campaigns);
	if (again.len != bytes.len ||
	    memcmp(again.at, bytes.at, bytes.len) != 0)
		return malformed(where, err);
	return 0;
}

bool
part_is_of(const struct part *a, const struct part *b)
{
	if (a->trials != b->trials || a->absent != b->absent || a->n != b->n)
		return false;
	for (uint32_t i = 0; i < a->n; i++) {
		const struct part_scenario *x = &a->scenarios[i];
		const struct part_scenario *y = &b->scenarios[i];

		if (x->weight != y->weight || x->seed != y->seed ||
		    strcmp(x->stage, y->stage) != 0)
			return false;
	}
	return true;
}
