/* SPDX-License-Identifier: Apache-2.0 */
/* base/document.h -- a JSON text that people wrote, as a flat array of values
 * in the order they stand in the text. A value's number in that order is its
 * position: path, line and column are found again from the text when a fault
 * is printed. Bounded before it is parsed. The one door of jansson. */
#ifndef BASE_DOCUMENT_H
#define BASE_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/file.h"

struct arena;
struct faults;
struct text;

enum {
	DOCUMENT_BYTES = 4 << 20,
	DOCUMENT_VALUES = 100000,
	DOCUMENT_DEPTH = 32
};

enum value_kind {
	VALUE_NULL,
	VALUE_FALSE,
	VALUE_TRUE,
	VALUE_INTEGER,
	VALUE_REAL,
	VALUE_STRING,
	VALUE_ARRAY,
	VALUE_OBJECT
};

struct value {
	const struct document *document;
	const char *key; /* the member's name; NULL for an item or the root */
	const char *string; /* of a VALUE_STRING */
	union {
		int64_t integer;
		double real;
	} number;
	uint32_t kind;   /* enum value_kind */
	uint32_t parent; /* position of the object or array it stands in */
	uint32_t next;   /* position of its next sibling; 0 if it is the last */
	uint32_t count;  /* members or items it has itself */
};

struct document {
	const char *name;   /* as the user called it; borrowed */
	struct bytes bytes; /* as stored; borrowed */
	struct digest digest;
	const struct value *values; /* [0] is the root */
	uint32_t n;
};

/* document_read: parse `bytes` as one JSON document.
 * Owns:   everything lives in `arena`; `name` and `bytes` are borrowed.
 * Return: NULL if it is none; why is then in `faults` (one fault, for the
 *         parser stops there). RFC 8259, and stricter: no duplicate member,
 *         no control or bidirectional-override character, the bounds above. */
const struct document *document_read(struct arena *arena, const char *name,
    struct bytes bytes, struct faults *faults);

/* document_open: read a file and parse it as document_read does.
 * Return: NULL in `*out` if it is too large or does not parse (in `faults`).
 * Errors: -1 if the file cannot be read, in `err`; `*out` untouched. */
MUST_CHECK int document_open(struct arena *arena, const char *path,
    struct faults *faults, const struct document **out, struct error *err);

/* value_get: the member of an object; NULL if `v` is no object or has none. */
const struct value *value_get(const struct value *v, const char *key);

/* value_first, value_next: walk the members or items; NULL at the end. */
const struct value *value_first(const struct value *v);
const struct value *value_next(const struct value *v);

/* value_place: line and column (code points, both from 1) where it stands. */
void value_place(const struct value *v, uint32_t *line, uint32_t *column);

/* value_path: append its JSON Pointer ("/steps/1/roles"); "/" for the root.
 * Source: RFC 6901. */
void value_path(const struct value *v, struct text *t);

#endif
