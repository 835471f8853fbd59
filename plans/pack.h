/* SPDX-License-Identifier: Apache-2.0 */
/* plans/pack.h -- regulation packs (监管规则包): who must report what to
 * whom, and within what time, each figure with its source and how well that
 * is known. Some ship with the program, others lie beside the organisation.
 * Knows no organisation. */
#ifndef PLANS_PACK_H
#define PLANS_PACK_H

#include "base/error.h"
#include "base/fields.h"
#include "base/source.h"

struct arena;
struct document;
struct faults;
struct names;

/* How well a figure is known: its source was read; only somebody's summary
 * was; from memory. */
enum confidence { CONFIDENCE_READ, CONFIDENCE_SECONDARY, CONFIDENCE_RECALLED };
extern const char *const pack_confidences[]; /* as written; ends by NULL */

/* reporter (报告主体): a kind of organisation that must report. */
struct reporter {
	const struct value *at;
	const char *id;
	struct title name;
};

/* From where the time for a report counts. */
enum obligation_from { OBLIGATION_DISCOVERY, OBLIGATION_CLOSE };

/* obligation (报告义务): one report that some must make. */
struct obligation {
	const struct value *at;
	const char *id;
	struct title name;
	struct refs by; /* reporters */
	struct title to;
	int32_t of;   /* this grade or worse; IV: whatever it is */
	int32_t from; /* enum obligation_from */
	span_ms within;
	struct title article;
	int32_t confidence; /* enum confidence */
};

/* provision: what is said besides, without a clock. */
struct provision {
	const struct value *at;
	struct title what;
	struct title article;
	int32_t confidence; /* enum confidence */
};

struct provisions {
	struct provision *at;
	uint32_t n;
};

/* supplier duty (供方告知): who serves an operator tells it. */
struct supplier_duty {
	const struct value *at;
	struct title name;
	struct title article;
	int32_t confidence; /* enum confidence */
};

struct pack {
	const struct value *at;
	const char *id;
	struct title name;
	const char *version;
	int64_t in_force; /* days since 1970-01-01 */
	int64_t reviewed;
	struct sources sources;
	struct {
		struct reporter *at;
		uint32_t n;
	} reporters;
	struct {
		struct obligation *at;
		uint32_t n;
	} obligations;
	struct provisions follow_up;
	struct provisions contents;           /* of a report */
	const struct supplier_duty *supplier; /* NULL: nothing is said of it */
	/* What was read, for digests, bundles and faults. */
	const struct document *document;
	const struct names *names; /* of its reporters */
};

extern const struct record pack_record;

/* pack_shipped: the id of the i-th pack that ships with the program, in
 * order; NULL after the last. */
const char *pack_shipped(size_t i);

/* pack_open: read the pack that the string `v` names: the id of one that
 * ships with the program, or a path at or below the document's folder.
 * Owns:   all in `arena`.
 * Return: NULL in `*out` if there is nothing to go on with; everything found
 *         wrong is in `faults`.
 * Errors: -1 only when a file cannot be read, in `err`. */
MUST_CHECK int pack_open(struct arena *arena, const struct value *v,
    struct faults *faults, const struct pack **out, struct error *err);

/* pack_enclosed: the same where `document` came with the one that names it;
 * NULL: it did not. Return: NULL, said in `faults`, then, or if it is not the
 * pack of that id. */
const struct pack *pack_enclosed(struct arena *arena, const struct value *v,
    const struct document *document, struct faults *faults);

/* pack_read: the pack that a document is. */
const struct pack *pack_read(struct arena *arena,
    const struct document *document, struct faults *faults);

/* pack_own: the i-th that ships with the program. */
const struct pack *pack_own(
    struct arena *arena, size_t i, struct faults *faults);

/* pack_reporter: the number of a kind of reporter; -1 if it has none. */
int32_t pack_reporter(const struct pack *pack, const char *id);

/* pack_obliges: is the obligation one of reporters of this kind? */
bool pack_obliges(const struct obligation *obligation, int32_t reporter);

#endif
