/* SPDX-License-Identifier: Apache-2.0 */
/* base/fields.h -- documents described as data: a record type is a table of
 * its fields, and one reader fills the struct, checks every type and bound,
 * names unknown members, registers ids and resolves references. The same
 * table yields the JSON Schema (base/schema.h). Knows no record in particular.
 *
 * Every record struct begins with `const struct value *at`, the place it was
 * read from. A list field is `struct { T *at; uint32_t n; }`. */
#ifndef BASE_FIELDS_H
#define BASE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/condition.h"
#include "base/span.h"

struct arena;
struct faults;
struct names;
struct value;

enum field_type {
	FIELD_FORMAT,    /* "yanlian-plan/1"; no storage; `of` is the name */
	FIELD_ID,        /* const char *; registered under the record's kind */
	FIELD_STRING,    /* const char *; at most `high` characters */
	FIELD_TITLE,     /* struct title */
	FIELD_SPAN,      /* span_ms */
	FIELD_INSTANT,   /* struct instant */
	FIELD_SHARE,     /* int32_t ppm; a JSON number from 0 to 1 */
	FIELD_ODDS,      /* int32_t ppm; or the word "prior": FIELDS_PRIOR */
	FIELD_INTEGER,   /* int64_t */
	FIELD_FLAG,      /* bool */
	FIELD_CHOICE,    /* int32_t: index into `choices` */
	FIELD_SET,       /* int32_t: a list of `choices`, bit 0 the first */
	FIELD_DIST,      /* const struct dist *; never NULL */
	FIELD_REF,       /* struct ref to a record of kind `of` */
	FIELD_REFS,      /* list of struct ref */
	FIELD_CONDITION, /* struct condition over `symbols` */
	FIELD_ORIGIN,    /* struct origins: where the figures come from */
	FIELD_OBJECT,    /* const T *; NULL if absent; `record` */
	FIELD_OBJECTS,   /* list of T; `record` */
	FIELD_DATE,      /* int64_t: days since 1970-01-01 */
	FIELD_CLOCK,     /* span_ms of the day: "09:30", to "24:00" */
	FIELD_DAYS,      /* int32_t: bit 0 Monday … 6 Sunday, 7 holiday */
	FIELD_FREE       /* const struct value *: kept as it stands */
};

struct record;

struct field {
	const char *name;
	enum field_type type;
	size_t offset;
	bool required;
	const char *unless; /* … but where this other member stands */
	bool scoped;        /* a reference without "/" is to the scope around */
	int64_t fallback;   /* where absent: ms, ppm, integer, flag, choice */
	int64_t low, high;  /* bounds of a number, or of a list's length */
	const char *of;
	const char *const *choices; /* ended by NULL */
	const struct condition_symbol *symbols;
	const struct record *record;
	const char *what; /* one line for editors and docs/formats.md */
};

/* What FIELD_DAYS holds where all days are meant, and its bit of holidays. */
enum { FIELDS_EVERY_DAY = 0xFF, FIELDS_HOLIDAY = 0x80 };

enum { FIELDS_PRIOR = -1, FIELDS_REFS = 1000 /* in one list, at most */ };

struct record {
	const char *kind; /* its ids are registered, its schema named so */
	bool scoped;      /* its ids are "owner/id" of the record around it */
	size_t size;
	const struct field *fields; /* ended by a NULL name */
	const char *what;
};

struct title { /* a name in one language or two; never NULL, may be "" */
	const char *zh;
	const char *en;
};

struct ref {
	const char *id; /* as written, or with its scope put before it */
	const struct value *at;
	int32_t index; /* number of what it names; -1: none or not resolved */
};

struct refs {
	struct ref *at;
	uint32_t n;
};

enum origin {
	ORIGIN_NONE,
	ORIGIN_PUBLISHED,
	ORIGIN_DERIVED,
	ORIGIN_ASSUMED,
	ORIGIN_PRIOR,   /* no author's word: the figure itself is a prior */
	ORIGIN_DEFAULT, /* nobody's word: the author wrote nothing */
	ORIGINS
};

struct origins { /* member -> where its value comes from */
	struct origin_of {
		const char *member; /* "*" stands for all others */
		enum origin origin;
		const char *note; /* "" if none */
	} * at;
	uint32_t n;
};

/* One reading of one or several documents that name each other's ids. */
struct reading;

/* reading_new: a reading that reports into `faults` and registers ids in
 * `names`. Owns: all borrowed; what is read lives in `arena`. */
struct reading *reading_new(
    struct arena *arena, struct names *names, struct faults *faults);

/* reading_take: fill `out` (record->size bytes, all zero) from `v`. Never
 * fails: faults are added, and harmless values stand where they were found.
 * Return: false if `v` is no such record at all, but of another kind or a
 *         document of another format; nothing in it is judged then. */
bool reading_take(struct reading *r, const struct value *v,
    const struct record *record, void *out);

/* reading_resolve: look up every reference met so far; one that names
 * nothing becomes a fault "dangling" with the nearest id, and index -1. No
 * fault where something of its kind could not be read: it may be that. */
void reading_resolve(struct reading *r);

/* fields_origin: where the value of this member comes from. */
enum origin fields_origin(const struct origins *origins, const char *member);

#endif
