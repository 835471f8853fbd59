/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile_org.h"

#include <assert.h>

#include "base/arena.h"
#include "base/dist.h"
#include "base/faults.h"
#include "plans/duty.h"
#include "plans/plan.h"
#include "plans/zones.h"
#include "replay/drill/build.h"
#include "replay/drill/compile_grading.h"
#include "sim/random.h"

enum { P90_PPM = 900000 };

static void
compile_channels(struct build *b, struct stage_person *people)
{
	struct stage_channel *channels;
	uint32_t n = 0;

	for (uint32_t i = 0; i < b->org->people.n; i++)
		n += b->org->people.at[i].channels.n;
	channels = arena_array(b->arena, n, sizeof(*channels));
	b->stage->channels = channels;
	b->stage->channels_n = n;
	n = 0;
	for (uint32_t i = 0; i < b->org->people.n; i++) {
		const struct person *p = &b->org->people.at[i];

		people[i].channels = (struct range){n, p->channels.n};
		for (uint32_t j = 0; j < p->channels.n; j++) {
			const struct channel *c = &p->channels.at[j];

			channels[n++] = (struct stage_channel){c->kind,
			    c->delay, random_threshold((uint32_t)c->fails_ppm)};
		}
	}
}

static void
compile_people(struct build *b)
{
	uint32_t n = b->org->people.n;
	struct stage_person *people = arena_array(b->arena, n, sizeof(*people));

	build_names(b, ENTITY_PERSON, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct person *p = &b->org->people.at[i];

		build_name(b, ENTITY_PERSON, i, p->id, p->name);
		people[i] = (struct stage_person){
		    .acknowledges_origin = build_origin(
			p->at, "acknowledges", &p->origin, p->acknowledges),
		    .travel_origin =
			build_origin(p->at, "travel", &p->origin, p->travel),
		    .answers_origin =
			build_origin(p->at, "answers", &p->origin, NULL),
		    .luck = build_luck(ENTITY_PERSON, p->id),
		    .acknowledges = table_compile(b->arena, p->acknowledges),
		    .travel = table_compile(b->arena, p->travel),
		    .acknowledges_p90 =
			dist_quantile_ms(p->acknowledges, P90_PPM),
		    .travel_p90 = dist_quantile_ms(p->travel, P90_PPM),
		    .answers = random_threshold((uint32_t)p->answers_ppm),
		    .slot = build_slot(b, PURPOSE_ACK, QUEUE_DONE, i)};
		(void)build_slot(b, PURPOSE_ARRIVE, QUEUE_DONE, i);
		(void)build_slot(b, PURPOSE_BACK, QUEUE_DONE, i);
	}
	compile_channels(b, people);
	b->stage->people = people;
}

/* roll_calendars: who is on call from one start to the horizon. */
static bool
roll_calendars(struct build *b, int64_t from, struct stage_start *out)
{
	uint32_t n = b->org->calendars.n;
	struct range *calendars = arena_array(b->arena, n, sizeof(*calendars));
	const struct duty **rolls = arena_array(b->arena, n, sizeof(*rolls));
	struct stage_duty *duties;
	uint32_t at = 0;

	for (uint32_t i = 0; i < n; i++) {
		const struct calendar *c = &b->org->calendars.at[i];

		calendars[i].first = at;
		calendars[i].n =
		    duty_roll(b->arena, c, zones_find(b->plan->zones, c->zone),
			from, from + b->stage->horizon + 1, &rolls[i]);
		at += calendars[i].n;
		if (calendars[i].n == 0) {
			faults_add(b->faults, GRADE_ERROR, "calendar-busy",
			    c->at, "calendar", c->id, NULL);
			return false;
		}
	}
	duties = arena_array(b->arena, at, sizeof(*duties));
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < calendars[i].n; j++)
			duties[calendars[i].first + j] = (struct stage_duty){
			    rolls[i][j].from - from, rolls[i][j].person};
	*out = (struct stage_start){
	    .calendars = calendars, .duties = duties, .duties_n = at};
	return true;
}

/* compile_calendars: for every start. */
static bool
compile_calendars(struct build *b)
{
	struct outsets all = b->stage->outsets;

	b->starts = arena_array(b->arena, all.n, sizeof(*b->starts));
	b->stage->starts = b->starts;
	for (uint32_t i = 0; i < all.n; i++)
		if (!roll_calendars(b, all.at[i].at.ms, &b->starts[i]))
			return false;
	b->stage->calendars = b->starts[0].calendars;
	b->stage->calendars_n = b->org->calendars.n;
	b->stage->duties = b->starts[0].duties;
	b->stage->duties_n = b->starts[0].duties_n;
	return true;
}

/* role_of: the first role that is on call by the calendar. */
static int32_t
role_of(const struct organisation *org, uint32_t calendar)
{
	for (uint32_t i = 0; i < org->roles.n; i++)
		if (org->roles.at[i].on_call.index == (int32_t)calendar)
			return (int32_t)i;
	return STAGE_NONE;
}

/* is_named: does the calendar name him after this start? */
static bool
is_named(const struct stage_start *start, uint32_t calendar, uint32_t person)
{
	struct range duties = start->calendars[calendar];

	for (uint32_t i = duties.first; i < duties.first + duties.n; i++)
		if (start->duties[i].person == (int32_t)person)
			return true;
	return false;
}

/* add_posts: of all whom the calendar names after any start, in their own
 * order, which no start can change. */
static void
add_posts(struct build *b, struct stage_post *posts, uint32_t calendar)
{
	struct stage *s = b->stage;

	if (b->org->calendars.at[calendar].hours.n > 0)
		return; /* nobody's */
	for (uint32_t i = 0; i < s->counts[ENTITY_PERSON]; i++) {
		bool named = false;

		for (uint32_t j = 0; j < s->outsets.n && !named; j++)
			named = is_named(&s->starts[j], calendar, i);
		if (!named)
			continue;
		posts[s->posts_n] = (struct stage_post){calendar, i,
		    build_slot(b, PURPOSE_HANDED, QUEUE_DONE, s->posts_n)};
		s->posts_n++;
	}
}

/* mark_serving: after each start, whose posts the calendars fill. */
static void
mark_serving(struct build *b)
{
	const struct stage *s = b->stage;

	for (uint32_t i = 0; i < s->outsets.n; i++) {
		bool *serves =
		    arena_array(b->arena, s->posts_n, sizeof(*serves));

		for (uint32_t j = 0; j < s->posts_n; j++)
			serves[j] = is_named(&s->starts[i],
			    s->posts[j].calendar, s->posts[j].person);
		b->starts[i].serves = serves;
	}
	b->stage->serves = b->starts[0].serves;
}

/* compile_rotas: who may go off duty, and how long it takes him. */
static void
compile_rotas(struct build *b)
{
	struct stage *s = b->stage;
	struct stage_rota *rotas =
	    arena_array(b->arena, s->calendars_n, sizeof(*rotas));
	struct stage_post *posts = arena_array(b->arena,
	    (size_t)s->calendars_n * s->counts[ENTITY_PERSON], sizeof(*posts));

	s->posts = posts;
	s->rotas = rotas;
	for (uint32_t i = 0; i < s->calendars_n; i++) {
		uint32_t first = s->posts_n;

		add_posts(b, posts, i);
		rotas[i] = (struct stage_rota){{first, s->posts_n - first},
		    role_of(b->org, i),
		    build_slot(b, PURPOSE_DUTY, QUEUE_INPUT, i)};
	}
	mark_serving(b);
	s->handover = table_compile(b->arena, b->org->handover);
	s->repeats = random_threshold((uint32_t)b->org->repeats_ppm);
	s->tires_after = b->org->tires_after;
	s->span_of_control = b->org->span_of_control;
	s->handover_p90 = dist_quantile_ms(b->org->handover, P90_PPM);
	s->handover_origin = build_origin(
	    b->org->at, "handover", &(struct origins){0}, b->org->handover);
}

static void
compile_roles(struct build *b)
{
	uint32_t n = b->org->roles.n;
	struct stage_role *roles = arena_array(b->arena, n, sizeof(*roles));

	build_names(b, ENTITY_ROLE, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct role *r = &b->org->roles.at[i];
		struct range members = {b->stage->pool_n, 0};
		uint32_t called;

		members.n += build_on_call(b, &r->on_call);
		members.n += build_refs(b, &r->primary).n;
		called = members.n;
		members.n += build_refs(b, &r->deputies).n;
		build_name(b, ENTITY_ROLE, i, r->id, r->name);
		roles[i] = (struct stage_role){.members = members,
		    .answer_origin =
			build_origin(r->at, "answer_within", &r->origin, NULL),
		    .called = called,
		    .answer_within = r->answer_within,
		    .slot = build_slot(b, PURPOSE_CALL, QUEUE_LIMIT, i)};
	}
	b->stage->roles = roles;
}

/* is_ready: is all placed that the service needs? */
static bool
is_ready(const struct stage *s, uint32_t service, const bool *placed)
{
	struct range needs = s->services[service].needs;
	int32_t standby = s->services[service].standby;

	if (standby != STAGE_NONE && !placed[standby])
		return false;

	for (uint32_t i = needs.first; i < needs.first + needs.n; i++)
		for (uint32_t j = 0; j < s->groups[i].members.n; j++)
			if (!placed[stage_at(s, s->groups[i].members, j)])
				return false;
	return true;
}

/* order_services: each after all it needs, which is known to be acyclic. */
static const uint32_t *
order_services(struct build *b)
{
	uint32_t n = b->org->services.n;
	uint32_t *order = arena_array(b->arena, n, sizeof(*order));
	bool *placed = arena_array(b->arena, n, sizeof(*placed));
	uint32_t done = 0;

	while (done < n) {
		uint32_t before = done;

		for (uint32_t i = 0; i < n; i++) {
			if (placed[i] || !is_ready(b->stage, i, placed))
				continue;
			placed[i] = true;
			order[done++] = i;
		}
		assert(done > before);
	}
	return order;
}

/* groups_of: what the service needs, all as groups: of one, or as declared. */
static struct range
groups_of(struct build *b, struct stage_group *groups, const struct service *s)
{
	struct range r = {b->stage->groups_n, s->needs.n + s->needs_some.n};

	for (uint32_t i = 0; i < s->needs.n; i++) {
		struct refs one = {&s->needs.at[i], 1};

		groups[b->stage->groups_n++] =
		    (struct stage_group){1, build_refs(b, &one)};
	}
	for (uint32_t i = 0; i < s->needs_some.n; i++) {
		const struct group *g = &s->needs_some.at[i];

		groups[b->stage->groups_n++] = (struct stage_group){
		    (uint32_t)g->at_least, build_refs(b, &g->of)};
	}
	return r;
}

static uint32_t
count_groups(const struct organisation *org)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < org->services.n; i++)
		n += org->services.at[i].needs.n +
		     org->services.at[i].needs_some.n;
	return n;
}

static void
compile_services(struct build *b)
{
	uint32_t n = b->org->services.n;
	struct stage_service *services =
	    arena_array(b->arena, n, sizeof(*services));
	struct stage_group *groups =
	    arena_array(b->arena, count_groups(b->org), sizeof(*groups));

	b->stage->groups = groups;
	build_names(b, ENTITY_SERVICE, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct service *s = &b->org->services.at[i];

		build_name(b, ENTITY_SERVICE, i, s->id, s->name);
		services[i] = (struct stage_service){s->minimum_ppm,
		    s->capacity_ppm, groups_of(b, groups, s), s->standby.index};
	}
	b->stage->services = services;
	b->stage->service_order = order_services(b);
}

static struct stage_copy
compile_copy(const struct build *b, const struct copy *c, uint32_t data)
{
	bool timed = c->from.ms != 0;

	return (struct stage_copy){.data = data,
	    .kind = c->kind,
	    .timed = timed,
	    .from = timed ? c->from.ms - b->stage->start.ms : 0,
	    .every = c->every,
	    .takes = c->takes,
	    .lag = c->lag,
	    .follows = c->follows};
}

/* copies_from: as they are for one start: what has an instant of its own is
 * nearer to a later one. */
static const struct stage_copy *
copies_from(
    struct build *b, const struct stage_copy *copies, uint32_t n, uint32_t nth)
{
	struct outsets all = b->stage->outsets;
	struct stage_copy *out;

	if (nth == 0)
		return copies;
	out = arena_array(b->arena, n, sizeof(*out));
	for (uint32_t i = 0; i < n; i++) {
		out[i] = copies[i];
		if (copies[i].timed)
			out[i].from -= all.at[nth].at.ms - all.at[0].at.ms;
	}
	return out;
}

static void
compile_data(struct build *b)
{
	uint32_t n = b->org->data.n;
	struct stage_data *data = arena_array(b->arena, n, sizeof(*data));
	struct stage_copy *copies;
	uint32_t copies_n = 0;

	for (uint32_t i = 0; i < n; i++)
		copies_n += b->org->data.at[i].copies.n;
	copies = arena_array(b->arena, copies_n, sizeof(*copies));
	build_names(b, ENTITY_DATA, n);
	build_names(b, ENTITY_COPY, copies_n);
	copies_n = 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct data *d = &b->org->data.at[i];

		build_name(b, ENTITY_DATA, i, d->id, d->name);
		data[i] = (struct stage_data){
		    (uint32_t)d->service.index, {copies_n, d->copies.n}};
		for (uint32_t j = 0; j < d->copies.n; j++, copies_n++) {
			const struct copy *c = &d->copies.at[j];

			build_name(b, ENTITY_COPY, copies_n, c->id, c->name);
			copies[copies_n] = compile_copy(b, c, i);
		}
	}
	b->stage->data = data;
	b->stage->copies = copies;
	for (uint32_t i = 0; i < b->stage->outsets.n; i++)
		b->starts[i].copies = copies_from(b, copies, copies_n, i);
}

static void
compile_monitors(struct build *b)
{
	uint32_t n = b->org->monitors.n;
	struct stage_monitor *monitors =
	    arena_array(b->arena, n, sizeof(*monitors));

	build_names(b, ENTITY_MONITOR, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct monitor *m = &b->org->monitors.at[i];

		build_name(b, ENTITY_MONITOR, i, m->id, m->name);
		monitors[i] = (struct stage_monitor){
		    .origin = fields_origin(&m->origin, "interval"),
		    .misses_origin =
			build_origin(m->at, "misses", &m->origin, NULL),
		    .luck = build_luck(ENTITY_MONITOR, m->id),
		    .misses = random_threshold((uint32_t)m->misses_ppm),
		    .false_alarms =
			random_threshold((uint32_t)m->false_alarms_ppm),
		    .service = (uint32_t)m->watches.index,
		    .interval = m->interval,
		    .hold = m->hold,
		    .delay = m->delay,
		    .below_ppm = m->below_ppm,
		    .slot = build_slot(b, PURPOSE_POLL, QUEUE_POLL, i)};
		(void)build_slot(b, PURPOSE_SEEN, QUEUE_DONE, i);
	}
	b->stage->monitors = monitors;
}

static void
compile_resources(struct build *b)
{
	uint32_t n = b->org->resources.n;
	struct stage_resource *out = arena_array(b->arena, n, sizeof(*out));

	build_names(b, ENTITY_RESOURCE, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct resource *r = &b->org->resources.at[i];
		const struct delivery *x = r->delivery;

		build_name(b, ENTITY_RESOURCE, i, r->id, r->name);
		out[i] = (struct stage_resource){
		    .luck = build_luck(ENTITY_RESOURCE, r->id),
		    .kind = r->kind,
		    .unit = r->unit,
		    .stock = r->stock,
		    .lead = table_compile(b->arena, r->lead),
		    .lead_p90 = dist_quantile_ms(r->lead, P90_PPM),
		    .lead_origin =
			build_origin(r->at, "lead", &r->origin, r->lead),
		    .slot = build_slot(b, PURPOSE_DELIVERY, QUEUE_DONE, i)};
		if (x == NULL)
			continue;
		out[i].takes = table_compile(b->arena, x->takes);
		out[i].takes_p90 = dist_quantile_ms(x->takes, P90_PPM);
		out[i].takes_origin =
		    build_origin(x->at, "takes", &x->origin, x->takes);
		out[i].batch = x->amount;
		out[i].times = (uint32_t)x->times;
		out[i].fails = random_threshold((uint32_t)x->fails_ppm);
	}
	b->stage->resources = out;
}

static void
compile_tools(struct build *b)
{
	build_names(b, ENTITY_TOOL, b->org->tools.n);
	for (uint32_t i = 0; i < b->org->tools.n; i++)
		build_name(b, ENTITY_TOOL, i, b->org->tools.at[i].id,
		    b->org->tools.at[i].name);
}

static void
compile_safeguards(struct build *b)
{
	uint32_t n = b->org->safeguards.n;
	struct stage_safeguard *out = arena_array(b->arena, n, sizeof(*out));

	for (uint32_t i = 0; i < n; i++) {
		const struct safeguard *s = &b->org->safeguards.at[i];

		out[i] = (struct stage_safeguard){
		    s->grade, build_refs(b, &s->call), s->preapproved};
	}
	b->stage->safeguards = out;
	b->stage->safeguards_n = n;
}

bool
compile_org(struct build *b)
{
	compile_people(b);
	if (!compile_calendars(b))
		return false;
	compile_rotas(b);
	compile_roles(b);
	compile_services(b);
	compile_data(b);
	compile_monitors(b);
	compile_resources(b);
	compile_tools(b);
	compile_grading(b);
	compile_safeguards(b);
	b->stage->preempts = b->org->preempts;
	return true;
}
