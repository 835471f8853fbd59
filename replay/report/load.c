/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/load.h"

#include "base/arena.h"
#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/report/lane.h"
#include "replay/report/page.h"
#include "replay/report/report.h"

/* ---- people ---- */

static void
take_bar(struct load *l, const struct lane_bar *b)
{
	span_ms length = b->to - b->from;

	switch (b->state) {
	case LANE_COMING:
		*(b->task == 0 ? &l->called : &l->ordered) += length;
		break;
	case LANE_HANDING:
		l->ordered += length;
		break;
	case LANE_WORKING:
	case LANE_DONE:
	case LANE_FAILED:
		l->working += length;
		break;
	case LANE_FREE:
		l->waiting += length;
		break;
	case LANE_NOTHING:
	case LANE_WAITING:
	case LANE_AWAY:
	case LANE_STATES:
		break;
	}
}

/* take_fact: pages are counted; who travels has acknowledged. */
static void
take_fact(struct load *people, const struct fact *all, const struct fact *f)
{
	struct load *l;

	if (f->act == FACT_PAGE)
		people[fact_number(f->on)].pages++;
	if (f->act != FACT_ARRIVE)
		return;
	l = &people[fact_number(f->by)];
	l->travel += f->at - all[f->why].at;
	l->called -= f->at - all[f->why].at;
}

struct load *
load_people(struct arena *arena, const struct report_input *in)
{
	struct load *people = arena_array(
	    arena, in->stage->counts[ENTITY_PERSON], sizeof(*people));
	struct lanes lanes =
	    lane_draw(arena, in->stage, in->facts, in->facts_n);

	for (uint32_t i = 0; i < lanes.n; i++)
		if (fact_kind(lanes.at[i].row) == ENTITY_PERSON)
			take_bar(&people[fact_number(lanes.at[i].row)],
			    &lanes.at[i]);
	for (uint32_t i = 0; i < in->facts_n; i++)
		take_fact(people, in->facts, &in->facts[i]);
	return people;
}

uint32_t
load_busiest(const struct load *people, uint32_t n)
{
	uint32_t at = n;

	for (uint32_t i = 0; i < n; i++)
		if (people[i].working > 0 &&
		    (at == n || people[i].working > people[at].working))
			at = i;
	return at;
}

/* ---- resources ---- */

static void
take_supply(struct supply *s, const struct fact *f)
{
	static const bool moves[FACT_ACTS] = {[FACT_ORDERED] = true,
	    [FACT_DELIVERED] = true,
	    [FACT_UNDELIVERED] = true,
	    [FACT_TAKEN] = true,
	    [FACT_RETURNED] = true,
	    [FACT_MISSING] = true,
	    [FACT_FOUND] = true,
	    [FACT_ADDED] = true};

	s->touched |= moves[f->act];
	if (f->act == FACT_ORDERED)
		s->ordered += f->value;
	else if (f->act == FACT_DELIVERED)
		s->delivered += f->value;
	else if (f->act == FACT_MISSING)
		s->lost += f->value;
	else if (f->act == FACT_FOUND)
		s->lost -= f->value;
	else if (f->act == FACT_ADDED)
		s->stock += f->value;
	else if (f->act == FACT_TAKEN)
		s->used += f->value;
	else if (f->act == FACT_RETURNED)
		s->used -= f->value;
	if (s->used > s->most)
		s->most = s->used;
}

struct supply *
load_supplies(struct arena *arena, const struct report_input *in)
{
	uint32_t n = in->stage->counts[ENTITY_RESOURCE];
	struct supply *all = arena_array(arena, n, sizeof(*all));

	for (uint32_t i = 0; i < n; i++)
		all[i].stock = in->stage->resources[i].stock;
	for (uint32_t i = 0; i < in->facts_n; i++)
		if (fact_kind(in->facts[i].on) == ENTITY_RESOURCE)
			take_supply(
			    &all[fact_number(in->facts[i].on)], &in->facts[i]);
	return all;
}

/* ---- on a page ---- */

static const char *
number(const struct page *p, int64_t n)
{
	struct text t = text_new(p->out->arena);

	text_int(&t, n);
	return t.at;
}

static void
person_row(
    struct page *p, const char *name, const char *class, const struct load *l)
{
	const char *cells[] = {name, number(p, l->pages),
	    page_span(p, l->called), page_span(p, l->travel),
	    page_span(p, l->ordered), page_span(p, l->working),
	    page_span(p, l->waiting), NULL};

	page_row(p, class, cells);
}

static void
add(struct load *sum, const struct load *l)
{
	sum->pages += l->pages;
	sum->called += l->called;
	sum->travel += l->travel;
	sum->ordered += l->ordered;
	sum->working += l->working;
	sum->waiting += l->waiting;
}

static bool
is_called(const struct load *l)
{
	return l->pages > 0 || l->working > 0 || l->waiting > 0;
}

static void
people(struct page *p)
{
	static const char *const head[] = {"load.person", "load.pages",
	    "load.called", "load.travel", "load.ordered", "load.working",
	    "load.waiting", NULL};
	uint32_t n = p->in->stage->counts[ENTITY_PERSON];
	struct load *all = load_people(p->out->arena, p->in);
	uint32_t busiest = load_busiest(all, n);
	struct load sum = {0};

	page_heading(p, "load.h-people");
	page_paragraph(p, "note", page_word(p, "load.note"));
	page_stack(p, "load", head);
	for (uint32_t i = 0; i < n; i++) {
		if (!is_called(&all[i]))
			continue;
		person_row(p, page_name(p, fact_entity(ENTITY_PERSON, i)),
		    i == busiest ? "own" : NULL, &all[i]);
		add(&sum, &all[i]);
	}
	person_row(p, page_word(p, "report.total"), "sum", &sum);
	page_raw(p, "</tbody></table></div>\n");
}

/* amount: with its unit. */
static const char *
amount(const struct page *p, uint32_t resource, int64_t n)
{
	const char *unit =
	    words_title(p->language, &p->in->stage->resources[resource].unit);
	struct text t = text_new(p->out->arena);

	text_int(&t, n);
	if (unit[0] != '\0')
		text_fmt(&t, " %s", unit);
	return t.at;
}

static void
supply_row(struct page *p, uint32_t i, const struct supply *s)
{
	bool money = p->in->stage->resources[i].kind == RESOURCE_FUND;
	const char *cells[] = {page_name(p, fact_entity(ENTITY_RESOURCE, i)),
	    amount(p, i, s->stock - s->lost), amount(p, i, s->ordered),
	    amount(p, i, s->delivered), amount(p, i, money ? s->used : s->most),
	    amount(p, i, s->stock - s->lost + s->delivered - s->used), NULL};

	page_row(p, s->ordered > s->delivered ? "bad" : NULL, cells);
}

static void
supplies(struct page *p)
{
	static const char *const head[] = {"load.resource", "load.stock",
	    "load.of-orders", "load.delivered", "load.used", "load.left", NULL};
	const struct supply *all = load_supplies(p->out->arena, p->in);
	bool begun = false;

	for (uint32_t i = 0; i < p->in->stage->counts[ENTITY_RESOURCE]; i++) {
		if (!all[i].touched)
			continue;
		if (!begun) {
			page_heading(p, "load.h-resources");
			page_paragraph(
			    p, "note", page_word(p, "load.resources-note"));
			page_stack(p, "supplies", head);
		}
		begun = true;
		supply_row(p, i, &all[i]);
	}
	if (begun)
		page_raw(p, "</tbody></table></div>\n");
}

void
load_write(struct page *p)
{
	people(p);
	supplies(p);
}
