/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/roll.h"

#include <string.h>

#include "base/arena.h"
#include "replay/proof/cosign.h"

struct roll
roll_new(struct arena *arena, const struct digest *hash, uint64_t most)
{
	uint64_t keys = most < ROLL_KEYS_MOST ? most : ROLL_KEYS_MOST;

	return (struct roll){.hash = hash,
	    .keys = arena_array(arena, keys, sizeof(struct roll_key)),
	    .drills = arena_array(arena, most, sizeof(struct roll_drill)),
	    .witnesses = arena_array(arena, most, sizeof(struct roll_witness))};
}

static struct roll_key *
find_key(const struct roll *r, const struct note_key *k)
{
	for (size_t i = 0; i < r->keys_n; i++)
		if (note_key_same(&r->keys[i].key, k))
			return &r->keys[i];
	return NULL;
}

const struct roll_key *
roll_key(const struct roll *r, const struct note_key *k)
{
	return find_key(r, k);
}

/* is_twin: have both the name and id by which notes tell keys, or are they
 * one point under two names? */
static bool
is_twin(const struct note_key *a, const struct note_key *b)
{
	return note_key_alike(a, b) ||
	       memcmp(a->point, b->point, sizeof(a->point)) == 0;
}

/* is_taken: has another key here, the archive's own among them, a twin? */
static bool
is_taken(const struct roll *r, const struct note_key *k)
{
	for (size_t i = 0; i < r->keys_n; i++)
		if (is_twin(&r->keys[i].key, k))
			return true;
	return is_twin(&r->archive, k);
}

static const char *
take_genesis(struct roll *r, const struct leaf *l)
{
	if (strcmp(l->key.name, l->origin) != 0)
		return "error.archive-origin";
	r->archive = l->key;
	return NULL;
}

static const char *
take_key(struct roll *r, const struct leaf *l)
{
	if (r->keys_n == ROLL_KEYS_MOST || is_taken(r, &l->key))
		return "error.archive-key-again";
	r->keys[r->keys_n++] =
	    (struct roll_key){l->key, strcmp(l->role, "witness") == 0,
		l->holder, l->i, ROLL_NEVER, ROLL_NEVER, ROLL_NEVER, false};
	return NULL;
}

static const char *
take_retire(struct roll *r, const struct leaf *l)
{
	struct roll_key *k = find_key(r, &l->key);

	if (k == NULL)
		return "error.archive-key-unknown";
	if (k->retired != ROLL_NEVER || k->revoked != ROLL_NEVER)
		return "error.archive-key-ended";
	k->retired = l->i;
	return NULL;
}

static const char *
take_revoke(struct roll *r, const struct leaf *l)
{
	struct roll_key *k = find_key(r, &l->key);

	if (k == NULL)
		return "error.archive-key-unknown";
	if (k->revoked != ROLL_NEVER)
		return "error.archive-key-ended";
	k->revoked = l->i;
	k->since = (uint64_t)l->since;
	return NULL;
}

static const char *
take_open(struct roll *r, const struct leaf *l)
{
	r->drills[r->drills_n++] = (struct roll_drill){.open = l->i,
	    .closed = ROLL_NEVER,
	    .drill = l->drill,
	    .what = l->what,
	    .title = l->title,
	    .signer = l->key,
	    .opened_at = l->time};
	return NULL;
}

static struct roll_drill *
find_open(struct roll *r, const struct leaf *l)
{
	for (size_t i = 0; i < r->drills_n; i++) {
		struct roll_drill *d = &r->drills[i];

		if (d->open == (uint64_t)l->open &&
		    strcmp(d->drill, l->drill) == 0)
			return d->closed == ROLL_NEVER ? d : NULL;
	}
	return NULL;
}

static const char *
file_digest(const struct leaf *l, const char *name)
{
	for (size_t i = 0; i < l->files_n; i++)
		if (strcmp(l->files[i].name, name) == 0)
			return l->files[i].digest;
	return NULL;
}

static const char *
take_end(struct roll *r, const struct leaf *l)
{
	struct roll_drill *d = find_open(r, l);

	if (d == NULL)
		return "error.archive-not-open";
	if (l->kind == LEAF_DRILL_SEAL &&
	    (file_digest(l, "drill.jsonl") == NULL ||
		file_digest(l, "seal.note") == NULL))
		return "error.archive-files";
	d->closed = l->i;
	d->closed_at = l->time;
	d->abandoned = l->kind == LEAF_DRILL_ABANDON;
	d->why = l->why;
	if (d->abandoned)
		return NULL;
	d->status = l->status;
	d->record = l->record;
	d->signer = l->key;
	return NULL;
}

/* covers: is this checkpoint a head that the archive has had? */
static bool
covers(const struct roll *r, const struct checkpoint *c)
{
	struct digest root;

	if (strcmp(c->origin, r->archive.name) != 0 || c->size > r->n)
		return false;
	if (r->hash == NULL)
		return true; /* not at hand */
	root = tree_root_of(r->hash, c->size);
	return memcmp(root.byte, c->root.byte, DIGEST_SIZE) == 0;
}

static const char *
take_witness(struct roll *r, const struct leaf *l)
{
	const struct roll_key *k = find_key(r, &l->key);
	struct roll_witness w = {.leaf = l->i};
	struct checkpoint c;
	struct note n;

	if (k == NULL || !k->witness || k->retired != ROLL_NEVER ||
	    k->revoked != ROLL_NEVER)
		return "error.archive-witness";
	if (!note_read(l->note, strlen(l->note), &n) || n.n != 2 ||
	    !note_is_by(&n.signature[1], &l->key) || !checkpoint_read(&n, &c) ||
	    !covers(r, &c) || note_signed(&n, &r->archive) != NOTE_SIGNED ||
	    cosign_says(&n, &l->key, &w.seconds) != NOTE_SIGNED)
		return "error.archive-cosignature";
	w.size = c.size;
	w.by = k;
	r->witnesses[r->witnesses_n++] = w;
	return NULL;
}

static const char *
take(struct roll *r, const struct leaf *l)
{
	switch (l->kind) {
	case LEAF_GENESIS:
		return take_genesis(r, l);
	case LEAF_KEY_ADD:
		return take_key(r, l);
	case LEAF_KEY_RETIRE:
		return take_retire(r, l);
	case LEAF_KEY_REVOKE:
		return take_revoke(r, l);
	case LEAF_DRILL_OPEN:
		return take_open(r, l);
	case LEAF_DRILL_SEAL:
	case LEAF_DRILL_ABANDON:
		return take_end(r, l);
	case LEAF_PLAN_PUBLISH:
		r->plans++;
		return NULL;
	case LEAF_WITNESS_NOTE:
		return take_witness(r, l);
	case LEAF_KINDS:
		break;
	}
	return "error.archive-order";
}

const char *
roll_take(struct roll *r, const struct leaf *leaf)
{
	const char *why;

	if (leaf->i != r->n || (leaf->kind == LEAF_GENESIS) != (r->n == 0))
		return "error.archive-order";
	why = take(r, leaf);
	if (why == NULL)
		r->n++;
	return why;
}

struct roll
roll_shown(struct arena *arena, const struct note_key *archive, uint64_t most)
{
	struct roll r = roll_new(arena, NULL, most);

	r.archive = *archive;
	return r;
}

const char *
roll_show(struct roll *r, const struct leaf *leaf)
{
	bool fits =
	    leaf->kind == LEAF_KEY_ADD || leaf->kind == LEAF_KEY_RETIRE ||
	    leaf->kind == LEAF_KEY_REVOKE || leaf->kind == LEAF_WITNESS_NOTE;
	const char *why;

	if (!fits || leaf->i < r->n)
		return "error.archive-order";
	r->n = leaf->i;
	why = take(r, leaf);
	if (why == NULL)
		r->n++;
	return why;
}

void
roll_vouch(struct roll *r, const struct note_key *k)
{
	struct roll_key *key = find_key(r, k);

	if (key != NULL && key->witness)
		key->vouched = true;
}

bool
roll_counts(const struct roll_witness *w)
{
	return w->by->vouched && w->leaf < w->by->since;
}

/* is_pinned: had a witness whose word counts seen the leaf before leaf
 * `before` was written? */
static bool
is_pinned(const struct roll *r, uint64_t leaf, uint64_t before)
{
	for (size_t i = 0; i < r->witnesses_n; i++)
		if (r->witnesses[i].size > leaf &&
		    r->witnesses[i].leaf < before &&
		    roll_counts(&r->witnesses[i]))
			return true;
	return false;
}

enum roll_standing
roll_standing(const struct roll *r, const struct note_key *k, uint64_t leaf)
{
	const struct roll_key *key = find_key(r, k);

	if (key == NULL || key->witness || key->added >= leaf)
		return ROLL_UNKNOWN;
	if (key->revoked != ROLL_NEVER &&
	    (leaf >= key->since || !is_pinned(r, leaf, key->revoked)))
		return ROLL_REVOKED;
	if (leaf >= key->retired)
		return ROLL_RETIRED;
	return ROLL_GOOD;
}

const char *
roll_standing_word(enum roll_standing s)
{
	static const char *const words[] = {
	    [ROLL_GOOD] = "audit.standing.good",
	    [ROLL_UNKNOWN] = "audit.standing.unknown",
	    [ROLL_RETIRED] = "audit.standing.retired",
	    [ROLL_REVOKED] = "audit.standing.revoked",
	};

	return words[s];
}

const struct roll_drill *
roll_open_drill(const struct roll *r, const char *drill)
{
	for (size_t i = r->drills_n; i > 0; i--)
		if (r->drills[i - 1].closed == ROLL_NEVER &&
		    strcmp(r->drills[i - 1].drill, drill) == 0)
			return &r->drills[i - 1];
	return NULL;
}

const struct roll_drill *
roll_sealed(const struct roll *r, const char *drill, const char *record)
{
	for (size_t i = 0; i < r->drills_n; i++) {
		const struct roll_drill *d = &r->drills[i];

		if (d->record != NULL && strcmp(d->drill, drill) == 0 &&
		    strcmp(d->record, record) == 0)
			return d;
	}
	return NULL;
}
