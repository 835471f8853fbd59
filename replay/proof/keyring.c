/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/keyring.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/line.h"
#include "base/text.h"
#include "replay/proof/base64.h"

/* ---- writing ---- */

static bool
is_about_a_key(enum leaf_kind kind)
{
	return kind == LEAF_KEY_ADD || kind == LEAF_KEY_RETIRE ||
	       kind == LEAF_KEY_REVOKE;
}

static void
show(struct keyring *k, const struct note_key *key)
{
	for (size_t i = 0; i < k->n; i++)
		if (note_key_same(&k->keys[i], key))
			return;
	assert(k->n < KEYRING_KEYS);
	k->keys[k->n++] = *key;
}

/* is_pin: does this word of a witness cover the seal, and was it given before
 * one of the first `signers` keys was revoked? */
static bool
is_pin(const struct keyring *k, size_t signers, const struct roll_witness *w)
{
	const struct roll *r = &k->archive->roll;
	bool before = false;

	for (size_t i = 0; i < signers; i++) {
		const struct roll_key *key = roll_key(r, &k->keys[i]);

		before |= key != NULL && key->revoked != ROLL_NEVER &&
			  w->leaf < key->revoked;
	}
	return before && w->size > k->seal;
}

/* pin: show the first such word of every witness: whose counts is for the
 * asker to say. */
static void
pin(struct keyring *k)
{
	const struct roll *r = &k->archive->roll;
	size_t signers = k->n;

	for (size_t i = 0; i < r->witnesses_n; i++) {
		const struct roll_witness *w = &r->witnesses[i];
		size_t n = k->n;

		if (k->pins_n == KEYRING_PINS || !is_pin(k, signers, w))
			continue;
		show(k, &w->by->key);
		if (k->n > n)
			k->pins[k->pins_n++] = w->leaf;
	}
}

struct keyring
keyring_of(
    const struct archive *a, uint64_t seal, const struct note_key *packer)
{
	struct keyring k = {.archive = a, .seal = seal};

	show(&k, &a->leaf[seal].key);
	if (packer != NULL)
		show(&k, packer);
	pin(&k);
	return k;
}

/* is_shown: is the archive's entry `i` one of them? */
static bool
is_shown(const struct keyring *k, uint64_t i)
{
	const struct leaf *l = &k->archive->leaf[i];

	for (size_t n = 0; n < k->pins_n; n++)
		if (i == k->pins[n])
			return true;
	for (size_t n = 0; is_about_a_key(l->kind) && n < k->n; n++)
		if (note_key_same(&l->key, &k->keys[n]))
			return true;
	return false;
}

uint64_t
keyring_last(const struct keyring *k)
{
	uint64_t i = k->archive->n;

	while (i > 0 && !is_shown(k, i - 1))
		i--;
	return i > 0 ? i - 1 : 0;
}

static void
add_path(struct text *t, const char *name, const struct tree_proof *p)
{
	struct text hashes = text_new(t->arena);

	for (size_t i = 0; i < p->n; i++) {
		text_add(&hashes, i > 0 ? " " : "");
		base64_write(&hashes, p->hash[i].byte, DIGEST_SIZE);
	}
	line_string(t, name, hashes.at, hashes.len);
}

/* add_line: `covers` NULL for an entry about a key. */
static void
add_line(struct text *t, struct bytes leaf, const struct tree_proof *path,
    const struct tree_proof *covers)
{
	line_begin(t);
	line_nest(t, "leaf", leaf.at, leaf.len);
	add_path(t, "path", path);
	if (covers != NULL)
		add_path(t, "covers", covers);
	line_end(t);
	text_add(t, "\n");
}

/* seen: how many entries the witness saw whose word this is. */
static uint64_t
seen(const struct leaf *l)
{
	struct checkpoint c = {.size = 0};
	struct note n;

	if (note_read(l->note, strlen(l->note), &n))
		(void)checkpoint_read(&n, &c);
	return c.size;
}

void
keyring_write(struct text *t, const struct keyring *k, uint64_t size)
{
	const struct archive *a = k->archive;
	struct tree_proof path, covers;

	for (uint64_t i = 0; i < size; i++) {
		bool is_word = a->leaf[i].kind == LEAF_WITNESS_NOTE;

		if (!is_shown(k, i))
			continue;
		tree_prove_leaf(a->hash, size, i, &path);
		if (is_word)
			tree_prove_leaf(
			    a->hash, seen(&a->leaf[i]), k->seal, &covers);
		add_line(t, a->line[i], &path, is_word ? &covers : NULL);
	}
}

/* ---- reading ---- */

/* A line taken apart. */
struct entry {
	struct bytes leaf;
	struct leaf says;
	struct tree_proof path, covers;
};

/* object_end: how many bytes of a sound line the object takes that it goes on
 * with. */
static size_t
object_end(const char *s, size_t n)
{
	bool quoted = false;
	size_t depth = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\\')
			i++;
		else if (s[i] == '"')
			quoted = !quoted;
		else if (!quoted && s[i] == '{')
			depth++;
		else if (!quoted && s[i] == '}' && --depth == 0)
			return i + 1;
	}
	return n;
}

/* read_path: hashes with a blank between two. */
static bool
read_path(struct line_view v, struct tree_proof *out)
{
	enum { HASH = BASE64_SIZE(DIGEST_SIZE) };

	for (out->n = 0; v.len > 0; out->n++) {
		if (out->n > 0 && *v.at != ' ')
			return false;
		v.at += out->n > 0;
		v.len -= out->n > 0;
		if (out->n == TREE_PROOF_MOST || v.len < HASH ||
		    !base64_read_all(
			v.at, HASH, out->hash[out->n].byte, DIGEST_SIZE))
			return false;
		v.at += HASH;
		v.len -= HASH;
	}
	return true;
}

/* take_path: the member `name`, a path. */
static bool
take_path(struct line *l, const char *name, struct tree_proof *out)
{
	struct line_view v;

	return line_take_string(l, name, &v) && read_path(v, out);
}

/* read_leaf: the entry in the line: of a kind that is shown. */
static bool
read_leaf(struct arena *arena, struct entry *e)
{
	struct line l = line_of(e->leaf.at, e->leaf.len);
	int64_t i;

	return line_take_begin(&l) && line_take_int(&l, "i", &i) && i >= 0 &&
	       leaf_read(arena, e->leaf, (uint64_t)i, &e->says) == LEAF_READ &&
	       (is_about_a_key(e->says.kind) ||
		   e->says.kind == LEAF_WITNESS_NOTE);
}

/* read_entry: a line, without its newline; proves nothing yet. */
static bool
read_entry(struct arena *arena, const char *s, size_t n, struct entry *e)
{
	static const char head[] = "{\"leaf\":";
	const size_t from = sizeof(head) - 1;
	struct text again = text_new(arena);
	struct line rest;
	bool is_word;

	if (n <= from || memcmp(s, head, from) != 0 || !line_is_sound(s, n))
		return false;
	e->leaf = (struct bytes){s + from, object_end(s + from, n - from)};
	if (!read_leaf(arena, e))
		return false;
	is_word = e->says.kind == LEAF_WITNESS_NOTE;
	rest = line_of(s, n);
	rest.at = e->leaf.at + e->leaf.len;
	if (!take_path(&rest, "path", &e->path) ||
	    (is_word && !take_path(&rest, "covers", &e->covers)))
		return false;
	add_line(&again, e->leaf, &e->path, is_word ? &e->covers : NULL);
	return again.len == n + 1 && memcmp(again.at, s, n) == 0;
}

/* covers: had the witness whose word this is seen the seal? */
static bool
covers(const struct entry *e, const struct tlogproof *seal,
    const struct digest *seal_hash)
{
	struct checkpoint c;
	struct note n;

	return note_read(e->says.note, strlen(e->says.note), &n) &&
	       checkpoint_read(&n, &c) && c.size > seal->index &&
	       tree_has_leaf(
		   &c.root, c.size, seal_hash, seal->index, &e->covers);
}

/* holds: is all as it must be for an entry that may follow number `next`? */
static bool
holds(const struct entry *e, uint64_t next, const struct tlogproof *seal,
    const struct digest *seal_hash)
{
	struct digest hash = tree_leaf(e->leaf.at, e->leaf.len);

	return e->says.i >= next &&
	       tree_has_leaf(&seal->target.root, seal->target.size, &hash,
		   e->says.i, &e->path) &&
	       (e->says.kind != LEAF_WITNESS_NOTE ||
		   covers(e, seal, seal_hash));
}

static uint64_t
count_lines(struct bytes b)
{
	uint64_t n = 0;

	for (size_t i = 0; i < b.len; i++)
		n += b.at[i] == '\n';
	return n;
}

bool
keyring_read(struct arena *arena, struct bytes b, const struct tlogproof *seal,
    const struct digest *seal_hash, const struct note_key *archive,
    struct roll *roll)
{
	const char *at = b.at;
	const char *end = b.at + b.len;
	uint64_t next = 0;

	if (b.len == 0 || b.len > KEYRING_BYTES)
		return false;
	*roll = roll_shown(arena, archive, count_lines(b));
	while (at < end) {
		const char *nl = memchr(at, '\n', (size_t)(end - at));
		struct entry e;

		if (nl == NULL ||
		    !read_entry(arena, at, (size_t)(nl - at), &e) ||
		    !holds(&e, next, seal, seal_hash) ||
		    (archive->type != 0 && roll_show(roll, &e.says) != NULL))
			return false;
		next = e.says.i + 1;
		at = nl + 1;
	}
	return true;
}
