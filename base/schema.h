/* SPDX-License-Identifier: Apache-2.0 */
/* base/schema.h -- the form of a document as a JSON Schema, for editors and
 * other programs, from the same tables the reader goes by. A schema knows
 * form alone: what ids mean, and what fits together, only the reader does. */
#ifndef BASE_SCHEMA_H
#define BASE_SCHEMA_H

struct record;
struct text;

/* schema_write: append the schema of a document, "$defs" one a record, two
 * blanks an indent, the same bytes for the same tables. It refuses nothing
 * that the reader takes.
 * Source: JSON Schema, draft 2020-12. */
void schema_write(struct text *t, const struct record *record, const char *id,
    const char *title);

#endif
