/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/leaf.h"

#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/line.h"
#include "base/span.h"
#include "base/text.h"

/* What a member may hold. */
enum form {
	FORM_TEXT, /* one line of 1 to LEAF_TEXT_MOST bytes */
	FORM_NOTE, /* 1 to NOTE_MOST */
	FORM_HEX,  /* 64 digits */
	FORM_NAME, /* of a key */
	FORM_ROLE,
	FORM_WHAT,
	FORM_STATUS,
	FORM_KEY,     /* a key line */
	FORM_WITNESS, /* the key line of a witness */
	FORM_EITHER,
	FORM_COUNT, /* 0 to the entry's own number */
	FORM_ONE,
	FORM_FILES
};

struct member {
	const char *name; /* NULL: there is none */
	enum form form;
	size_t at; /* in struct leaf */
	bool optional;
};

#define AT(field) offsetof(struct leaf, field)
#define DRILL                                                                  \
	{                                                                      \
		"drill", FORM_HEX, AT(drill), false                            \
	}
#define OPEN                                                                   \
	{                                                                      \
		"open", FORM_COUNT, AT(open), false                            \
	}
#define KEY                                                                    \
	{                                                                      \
		"key", FORM_KEY, AT(key), false                                \
	}
#define EITHER                                                                 \
	{                                                                      \
		"key", FORM_EITHER, AT(key), false                             \
	}
#define WHY                                                                    \
	{                                                                      \
		"why", FORM_TEXT, AT(why), false                               \
	}

enum { MEMBERS = 7 };

static const struct {
	const char *name;
	struct member members[MEMBERS];
} kinds[LEAF_KINDS] = {
    [LEAF_GENESIS] = {"archive.genesis",
	{{"v", FORM_ONE, AT(format), false},
	    {"origin", FORM_NAME, AT(origin), false}, KEY}},
    [LEAF_KEY_ADD] = {"key.add", {{"role", FORM_ROLE, AT(role), false}, KEY,
				     {"holder", FORM_TEXT, AT(holder), true}}},
    [LEAF_KEY_RETIRE] = {"key.retire", {EITHER}},
    [LEAF_KEY_REVOKE] = {"key.revoke",
	{EITHER, {"since", FORM_COUNT, AT(since), false}, WHY}},
    [LEAF_DRILL_OPEN] = {"drill.open",
	{DRILL, {"kind", FORM_WHAT, AT(what), false},
	    {"signer", FORM_KEY, AT(key), false},
	    {"title", FORM_TEXT, AT(title), true}}},
    [LEAF_DRILL_SEAL] = {"drill.seal",
	{OPEN, DRILL, {"status", FORM_STATUS, AT(status), false},
	    {"record", FORM_HEX, AT(record), false},
	    {"signer", FORM_KEY, AT(key), false},
	    {"files", FORM_FILES, AT(files), false}}},
    [LEAF_DRILL_ABANDON] = {"drill.abandon", {OPEN, DRILL, WHY}},
    [LEAF_PLAN_PUBLISH] = {"plan.publish",
	{{"name", FORM_TEXT, AT(name), false},
	    {"version", FORM_TEXT, AT(version), false},
	    {"digest", FORM_HEX, AT(digest), false}}},
    [LEAF_WITNESS_NOTE] = {"witness.note",
	{{"key", FORM_WITNESS, AT(key), false},
	    {"note", FORM_NOTE, AT(note), false}}},
};

/* Kinds that later versions will write. */
static const char *const later[] = {"drill.ack", "drill.redact",
    "campaign.seal", "archive.anchor", "key.rotate"};

static bool
is_among(const char *s, const char *const *words)
{
	while (*words != NULL && strcmp(*words, s) != 0)
		words++;
	return *words != NULL;
}

static bool
is_hex(const char *s)
{
	return strlen(s) == 64 && strspn(s, "0123456789abcdef") == 64;
}

/* is_time: "2026-11-22T06:25:49Z" and no other spelling of it? */
static bool
is_time(struct arena *arena, const char *s)
{
	struct text again = text_new(arena);
	struct instant at;

	if (!instant_parse(s, &at) || at.offset_min != 0)
		return false;
	instant_write(&again, at);
	return strcmp(again.at, s) == 0;
}

/* fits: may a string member hold this? */
static bool
fits(enum form form, const char *s)
{
	static const char *const roles[] = {"facilitator", "witness", NULL};
	static const char *const whats[] = {
	    "simulated", "tabletop", "operational", "real_event", NULL};
	static const char *const statuses[] = {"complete", "aborted", NULL};
	size_t n = strlen(s);

	switch (form) {
	case FORM_TEXT:
		return n > 0 && n <= LEAF_TEXT_MOST && line_is_clean(s, n) &&
		       strpbrk(s, "\n\r\t") == NULL;
	case FORM_NOTE:
		return n > 0 && n <= NOTE_MOST && line_is_clean(s, n);
	case FORM_HEX:
		return is_hex(s);
	case FORM_NAME:
		return note_name_is_good(s, n);
	case FORM_ROLE:
		return is_among(s, roles);
	case FORM_WHAT:
		return is_among(s, whats);
	case FORM_STATUS:
		return is_among(s, statuses);
	case FORM_KEY:
	case FORM_WITNESS:
	case FORM_EITHER:
	case FORM_COUNT:
	case FORM_ONE:
	case FORM_FILES:
		break;
	}
	return false;
}

const char *
leaf_kind_name(enum leaf_kind kind)
{
	return kinds[kind].name;
}

static bool
is_key(enum form form)
{
	return form == FORM_KEY || form == FORM_WITNESS || form == FORM_EITHER;
}

/* is_due: may a key of this type stand here, or does form or role say it is
 * another's? */
static bool
is_due(enum form form, const struct leaf *leaf, bool witness)
{
	bool wanted =
	    form == FORM_WITNESS ||
	    (leaf->role != NULL && strcmp(leaf->role, "witness") == 0);

	return form == FORM_EITHER || witness == wanted;
}

/* ---- writing ---- */

static bool
write_files(struct text *t, const struct leaf *leaf)
{
	if (leaf->files_n == 0 || leaf->files_n > LEAF_FILES_MOST)
		return false;
	line_object(t, "files");
	for (size_t i = 0; i < leaf->files_n; i++) {
		const struct leaf_file *f = &leaf->files[i];

		if (!fits(FORM_TEXT, f->name) || !is_hex(f->digest))
			return false;
		line_string(t, f->name, f->digest, strlen(f->digest));
	}
	line_end(t);
	return true;
}

static bool
write_key(struct text *t, const struct member *m, const struct leaf *leaf)
{
	struct text line = text_new(t->arena);

	if (!is_due(m->form, leaf, note_is_witness(&leaf->key)))
		return false;
	note_key_write(&line, &leaf->key);
	line_string(t, m->name, line.at, line.len);
	return true;
}

static bool
write_member(struct text *t, const struct member *m, const struct leaf *leaf)
{
	const char *at = (const char *)leaf + m->at;
	const char *s;
	int64_t v;

	if (m->form == FORM_FILES)
		return write_files(t, leaf);
	if (is_key(m->form))
		return write_key(t, m, leaf);
	if (m->form == FORM_COUNT || m->form == FORM_ONE) {
		memcpy(&v, at, sizeof(v));
		line_int(t, m->name, v);
		return m->form == FORM_ONE ? v == 1
					   : v >= 0 && (uint64_t)v <= leaf->i;
	}
	memcpy(&s, at, sizeof(s));
	if (s == NULL)
		return m->optional;
	if (!fits(m->form, s))
		return false;
	line_string(t, m->name, s, strlen(s));
	return true;
}

const char *
leaf_write(struct text *t, const struct leaf *leaf)
{
	const char *kind = kinds[leaf->kind].name;
	size_t from = t->len;

	if (!is_time(t->arena, leaf->time))
		return "t";
	line_begin(t);
	line_int(t, "i", (int64_t)leaf->i);
	line_string(t, "k", kind, strlen(kind));
	line_string(t, "t", leaf->time, strlen(leaf->time));
	for (int m = 0; m < MEMBERS; m++) {
		const struct member *member = &kinds[leaf->kind].members[m];

		if (member->name != NULL && !write_member(t, member, leaf))
			return member->name;
	}
	line_end(t);
	/* All members fit; together they may still be too long. */
	return line_is_sound(t->at + from, t->len - from) ? NULL : "files";
}

/* ---- reading ---- */

static const char *
plain(struct arena *arena, struct line_view v)
{
	struct text t = text_new(arena);

	line_unescape(&t, v);
	return t.at;
}

static bool
take_files(struct arena *arena, struct line *l, struct leaf *out)
{
	struct leaf_file *files =
	    arena_array(arena, LEAF_FILES_MOST, sizeof(*files));
	struct line_view name, digest;

	if (!line_take_object(l, "files"))
		return false;
	while (out->files_n < LEAF_FILES_MOST &&
	       line_take_pair(l, &name, &digest)) {
		struct leaf_file *f = &files[out->files_n++];

		f->name = plain(arena, name);
		if (digest.len != 64 || !fits(FORM_TEXT, f->name))
			return false;
		memcpy(f->digest, digest.at, 64);
		if (!is_hex(f->digest))
			return false;
	}
	out->files = files;
	return out->files_n > 0 && line_take_end(l);
}

static bool
take_key(struct line *l, const struct member *m, struct leaf *out)
{
	struct line_view v;

	return line_take_string(l, m->name, &v) &&
	       (note_key_read(v.at, v.len, &out->key) ||
		   note_witness_read(v.at, v.len, &out->key)) &&
	       is_due(m->form, out, note_is_witness(&out->key));
}

static bool
take_count(struct line *l, const struct member *m, struct leaf *out)
{
	int64_t v;

	if (!line_take_int(l, m->name, &v) ||
	    (m->form == FORM_ONE ? v != 1 : v < 0 || (uint64_t)v > out->i))
		return false;
	memcpy((char *)out + m->at, &v, sizeof(v));
	return true;
}

static bool
take_member(struct arena *arena, struct line *l, const struct member *m,
    struct leaf *out)
{
	struct line_view v;
	const char *s;

	if (m->form == FORM_FILES)
		return take_files(arena, l, out);
	if (is_key(m->form))
		return take_key(l, m, out);
	if (m->form == FORM_COUNT || m->form == FORM_ONE)
		return take_count(l, m, out);
	if (!line_take_string(l, m->name, &v))
		return m->optional;
	s = plain(arena, v);
	memcpy((char *)out + m->at, &s, sizeof(s));
	return fits(m->form, s);
}

static enum leaf_reads
take_kind(struct line_view name, struct leaf *out)
{
	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++)
		if (line_is(name, later[i]))
			return LEAF_LATER;
	for (int k = 0; k < LEAF_KINDS; k++)
		if (line_is(name, kinds[k].name)) {
			out->kind = (enum leaf_kind)k;
			return LEAF_READ;
		}
	return LEAF_WRONG;
}

/* is_later: a genesis of another version? */
static bool
is_later(const struct line *l)
{
	struct line at = *l;
	int64_t v;

	return line_take_int(&at, "v", &v) && v > 1;
}

enum leaf_reads
leaf_read(struct arena *arena, struct bytes s, uint64_t i, struct leaf *out)
{
	struct line l = line_of(s.at, s.len);
	struct line_view kind, time;
	enum leaf_reads reads;
	int64_t n;

	memset(out, 0, sizeof(*out));
	out->i = i;
	if (!line_is_sound(s.at, s.len) || !line_take_begin(&l) ||
	    !line_take_int(&l, "i", &n) || n < 0 || (uint64_t)n != i ||
	    !line_take_string(&l, "k", &kind) ||
	    !line_take_string(&l, "t", &time))
		return LEAF_WRONG;
	out->time = plain(arena, time);
	reads = take_kind(kind, out);
	if (reads != LEAF_READ || !is_time(arena, out->time))
		return reads == LEAF_LATER ? LEAF_LATER : LEAF_WRONG;
	if (out->kind == LEAF_GENESIS && is_later(&l))
		return LEAF_LATER;
	for (int m = 0; m < MEMBERS; m++) {
		const struct member *member = &kinds[out->kind].members[m];

		if (member->name != NULL &&
		    !take_member(arena, &l, member, out))
			return LEAF_WRONG;
	}
	return line_take_end(&l) && line_is_done(&l) ? LEAF_READ : LEAF_WRONG;
}
