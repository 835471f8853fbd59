/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/rota.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/faults.h"
#include "base/names.h"
#include "base/words.h"

/* Ids of what no rota tells, and the mark it bears. */
#define ANSWERING   "whoever-answers"
#define SERVICE     "service"
#define RECOVER     "recover"
#define PLACEHOLDER "assumed: a placeholder, no part of what was imported"

enum { ID_MOST = 63, REAL_LEAST = 3 /* letters of a name worth hiding */ };

struct rota *
rota_new(struct arena *arena, struct faults *faults)
{
	/* How deep each list's items lie in the document. */
	static const int depths[ROTA_PARTS] = {
	    [ROTA_PEOPLE] = 3,
	    [ROTA_ROLES] = 3,
	    [ROTA_CALENDARS] = 3,
	    [ROTA_SERVICES] = 3,
	    [ROTA_LADDERS] = 2,
	    [ROTA_SCENES] = 2,
	    [ROTA_ROSTER] = 2,
	};
	struct rota *r = arena_alloc(arena, sizeof(*r));

	r->arena = arena;
	r->faults = faults;
	r->names = names_new(arena);
	for (int i = 0; i < ROTA_PARTS; i++) {
		r->parts[i].text = text_new(arena);
		r->parts[i].emit =
		    (struct emit){&r->parts[i].text, depths[i], true};
	}
	return r;
}

const char *
rota_id(struct arena *arena, const char *foreign)
{
	struct text t = text_new(arena);

	for (const char *s = foreign; *s != '\0' && t.len < ID_MOST; s++) {
		char c = (char)tolower((unsigned char)*s);

		if (isalnum((unsigned char)c) && (unsigned char)c < 0x80)
			text_bytes(&t, &c, 1);
		else if (t.len > 0 && t.at[t.len - 1] != '-')
			text_add(&t, "-");
	}
	return t.len == 0 ? NULL : t.at;
}

/* ---- names of people ---- */

void
rota_real(struct rota *r, const char *id, const char *name, const char *mail)
{
	struct emit *e = &r->parts[ROTA_ROSTER].emit;

	if (names_add(r->names, "roster", id) < 0)
		return;
	if (name != NULL && strlen(name) >= REAL_LEAST)
		(void)names_add(r->names, "real", name);
	emit_object(e, NULL);
	emit_string(e, "person", id);
	if (name != NULL)
		emit_string(e, "name", name);
	if (mail != NULL)
		emit_string(e, "mail", mail);
	emit_end(e, '}');
}

/* holds: does `s` contain `part`, whatever the case of ASCII letters? */
static bool
holds(const char *s, const char *part)
{
	size_t n = strlen(part);

	for (; *s != '\0'; s++)
		if (strncasecmp(s, part, n) == 0)
			return true;
	return false;
}

bool
rota_is_personal(const struct rota *r, const char *name)
{
	bool personal = strchr(name, '@') != NULL;

	for (int32_t i = 0; i < names_count(r->names, "real"); i++)
		personal |= holds(name, names_of(r->names, "real", i));
	return personal;
}

const char *
rota_title(
    struct rota *r, const struct value *v, const char *name, const char *other)
{
	if (!rota_is_personal(r, name))
		return name;
	faults_add(
	    r->faults, GRADE_NOTE, "import-personal", v, "id", other, NULL);
	return other;
}

/* ---- the lists ---- */

void
rota_seat(struct rota *r, const char *id, const char *where)
{
	struct emit *e = &r->parts[ROTA_PEOPLE].emit;
	struct text kind = text_new(r->arena);
	struct text name = text_new(r->arena);

	if (names_add(r->names, "person", id) < 0)
		return;
	text_fmt(&kind, "seat %s", where);
	text_fmt(&name, "%s %d", where, names_add(r->names, kind.at, id) + 1);
	emit_object(e, NULL);
	emit_string(e, "id", id);
	emit_string(e, "name", name.at);
	emit_string(e, "acknowledges", "prior:ack");
	emit_end(e, '}');
}

void
rota_role(struct rota *r, const char *id, const char *name)
{
	struct emit *e = &r->parts[ROTA_ROLES].emit;

	(void)names_add(r->names, "calendar", id);
	emit_object(e, NULL);
	emit_string(e, "id", id);
	emit_string(e, "name", name);
	emit_string(e, "on_call", id);
	emit_end(e, '}');
}

void
rota_service(struct rota *r, const char *id, const char *name)
{
	struct emit *e = &r->parts[ROTA_SERVICES].emit;

	if (names_add(r->names, "service", id) < 0)
		return;
	emit_object(e, NULL);
	emit_string(e, "id", id);
	emit_string(e, "name", name);
	emit_end(e, '}');
}

/* say: a member in both languages. */
static void
say(struct emit *e, const char *name, const char *word)
{
	emit_object(e, name);
	emit_string(e, "zh", words_of(LANGUAGE_ZH, word));
	emit_string(e, "en", words_of(LANGUAGE_EN, word));
	emit_end(e, '}');
}

/* place_service: where nobody told of a service. */
static const char *
place_service(struct rota *r)
{
	struct emit *e = &r->parts[ROTA_SERVICES].emit;

	if (names_add(r->names, "service", SERVICE) < 0)
		return SERVICE;
	emit_object(e, NULL);
	emit_string(e, "id", SERVICE);
	say(e, "name", "import.service");
	emit_string(e, "origin", PLACEHOLDER);
	emit_end(e, '}');
	return SERVICE;
}

/* trigger: somebody reports one of the services. */
static const char *
trigger(struct arena *arena, const char *const *services, uint32_t n)
{
	struct text t = text_new(arena);

	for (uint32_t i = 0; i < n; i++)
		text_fmt(&t, "%sreport:%s", i > 0 ? " or " : "", services[i]);
	return t.at;
}

void
rota_scene(struct rota *r, const char *ladder, const char *name,
    const char *const *services, uint32_t n)
{
	struct emit *e = &r->parts[ROTA_SCENES].emit;
	const char *placed;

	if (n == 0) {
		placed = place_service(r);
		services = &placed;
		n = 1;
	}
	emit_object(e, NULL);
	emit_string(e, "id", ladder);
	emit_string(e, "name", name);
	emit_string(e, "trigger", trigger(r->arena, services, n));
	emit_array(e, "scope");
	for (uint32_t i = 0; i < n; i++)
		emit_string(e, NULL, services[i]);
	emit_end(e, ']');
	emit_object(e, "objectives");
	emit_string(e, "rto", "4h");
	emit_string(e, "mtpd", "8h");
	emit_string(e, "origin", PLACEHOLDER);
	emit_end(e, '}');
	emit_string(e, "procedure", RECOVER);
	emit_string(e, "ladder", ladder);
	emit_end(e, '}');
}

void
rota_ladder(struct rota *r, const char *role, const char *name)
{
	struct emit *e = &r->parts[ROTA_LADDERS].emit;

	(void)names_add(r->names, "ladder", role);
	emit_object(e, NULL);
	emit_string(e, "id", role);
	emit_string(e, "name", name);
	emit_array(e, "steps");
	emit_object(e, NULL);
	emit_array(e, "roles");
	emit_string(e, NULL, role);
	emit_end(e, ']');
	emit_end(e, '}');
	emit_end(e, ']');
	emit_string(e, "origin", PLACEHOLDER);
	emit_end(e, '}');
	rota_scene(r, role, name, NULL, 0);
}

/* ---- the documents ---- */

/* splice: a list as it was written. */
static void
splice(
    struct emit *e, const struct rota *r, enum rota_part part, const char *name)
{
	emit_array(e, name);
	text_add(e->text, r->parts[part].text.at);
	e->empty = r->parts[part].emit.empty;
	emit_end(e, ']');
}

/* answering: the role of everybody, who does what placeholders ask for. */
static void
answering(struct rota *r)
{
	struct emit *e = &r->parts[ROTA_ROLES].emit;

	emit_object(e, NULL);
	emit_string(e, "id", ANSWERING);
	say(e, "name", "import.answering");
	emit_array(e, "primary");
	for (int32_t i = 0; i < names_count(r->names, "person"); i++)
		emit_string(e, NULL, names_of(r->names, "person", i));
	emit_end(e, ']');
	emit_string(e, "origin", PLACEHOLDER);
	emit_end(e, '}');
}

static void
emit_organisation(struct emit *e, const struct rota *r)
{
	emit_object(e, "organisation");
	emit_string(e, "format", "yanlian-organisation/1");
	emit_string(e, "id", "imported");
	splice(e, r, ROTA_PEOPLE, "people");
	splice(e, r, ROTA_ROLES, "roles");
	splice(e, r, ROTA_CALENDARS, "calendars");
	splice(e, r, ROTA_SERVICES, "services");
	emit_end(e, '}');
}

static void
emit_response(struct emit *e)
{
	static const char *const acts[] = {
	    "verify", "authorise", "confirm", "close"};

	emit_object(e, "response");
	for (int i = 0; i < 4; i++) {
		emit_object(e, acts[i]);
		emit_string(e, "role", ANSWERING);
		emit_string(e, "duration", "5m");
		emit_string(e, "origin", PLACEHOLDER);
		emit_end(e, '}');
	}
	emit_end(e, '}');
}

static void
emit_step(struct emit *e, const struct rota *r)
{
	emit_object(e, NULL);
	emit_string(e, "id", "mend");
	say(e, "name", "import.mend");
	emit_string(e, "stage", "recover");
	emit_array(e, "roles");
	emit_string(e, NULL, ANSWERING);
	emit_end(e, ']');
	emit_string(e, "duration", "prior:restart");
	emit_string(e, "fails", "prior");
	emit_array(e, "effects");
	for (int32_t i = 0; i < names_count(r->names, "service"); i++) {
		emit_object(e, NULL);
		emit_string(e, "service", names_of(r->names, "service", i));
		emit_end(e, '}');
	}
	emit_end(e, ']');
	emit_string(e, "origin", PLACEHOLDER);
	emit_end(e, '}');
}

void
rota_plan(struct rota *r, struct text *t)
{
	struct emit e = emit_begin(t);

	answering(r);
	emit_string(&e, "format", "yanlian-plan/1");
	emit_string(&e, "id", "imported");
	say(&e, "name", "import.plan");
	say(&e, "purpose", "import.purpose");
	say(&e, "basis", "import.basis");
	emit_organisation(&e, r);
	splice(&e, r, ROTA_SCENES, "scenes");
	emit_response(&e);
	splice(&e, r, ROTA_LADDERS, "ladders");
	emit_array(&e, "procedures");
	emit_object(&e, NULL);
	emit_string(&e, "id", RECOVER);
	say(&e, "name", "import.recover");
	emit_array(&e, "steps");
	emit_step(&e, r);
	emit_end(&e, ']');
	emit_end(&e, '}');
	emit_end(&e, ']');
	emit_end(&e, '}');
}

void
rota_roster(const struct rota *r, struct text *t)
{
	struct emit e = emit_begin(t);

	emit_string(&e, "format", "yanlian-roster/1");
	splice(&e, r, ROTA_ROSTER, "people");
	emit_end(&e, '}');
}
