/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/tree.h"

#include <assert.h>
#include <string.h>

struct digest
tree_leaf(const void *bytes, size_t n)
{
	struct digester d;

	digest_start(&d);
	digest_add(&d, "\0", 1);
	digest_add(&d, bytes, n);
	return digest_end(&d);
}

struct digest
tree_node(const struct digest *left, const struct digest *right)
{
	struct digester d;

	digest_start(&d);
	digest_add(&d, "\1", 1);
	digest_add(&d, left->byte, DIGEST_SIZE);
	digest_add(&d, right->byte, DIGEST_SIZE);
	return digest_end(&d);
}

/* Adding one to a binary number: each carry joins two equal subtrees. */
void
tree_add(struct tree *t, const struct digest *leaf)
{
	struct digest d = *leaf;
	int k = 0;

	for (; (t->size >> k & 1) != 0; k++)
		d = tree_node(&t->edge[k], &d);
	t->edge[k] = d;
	t->size++;
}

struct digest
tree_root(const struct tree *t)
{
	struct digest d = digest_of("", 0);
	bool any = false;

	for (int k = 0; k < 64; k++) {
		if ((t->size >> k & 1) == 0)
			continue;
		d = any ? tree_node(&t->edge[k], &d) : t->edge[k];
		any = true;
	}
	return d;
}

struct digest
tree_root_of(const struct digest *leaf, uint64_t n)
{
	struct tree t = {0};

	for (uint64_t i = 0; i < n; i++)
		tree_add(&t, &leaf[i]);
	return tree_root(&t);
}

/* split: the largest power of two below n (which is above 1). */
static uint64_t
split(uint64_t n)
{
	uint64_t k = 1;

	while (k < n - k)
		k *= 2;
	return k;
}

static void
push(struct tree_proof *p, struct digest d)
{
	assert(p->n < TREE_PROOF_MOST);
	p->hash[p->n++] = d;
}

/* The RFC's definition; a call a level. */
void
tree_prove_leaf(
    const struct digest *leaf, uint64_t n, uint64_t i, struct tree_proof *out)
{
	uint64_t k;

	assert(i < n);
	if (n == 1) {
		out->n = 0;
		return;
	}
	k = split(n);
	if (i < k) {
		tree_prove_leaf(leaf, k, i, out);
		push(out, tree_root_of(leaf + k, n - k));
	} else {
		tree_prove_leaf(leaf + k, n - k, i - k, out);
		push(out, tree_root_of(leaf, k));
	}
}

/* prove_prefix: the RFC's SUBPROOF; `whole` while the older tree's own root,
 * which the asker has, is the subtree looked at. */
static void
prove_prefix(const struct digest *leaf, uint64_t n, uint64_t old, bool whole,
    struct tree_proof *out)
{
	uint64_t k;

	if (n == old) {
		out->n = 0;
		if (!whole)
			push(out, tree_root_of(leaf, n));
		return;
	}
	k = split(n);
	if (old <= k) {
		prove_prefix(leaf, k, old, whole, out);
		push(out, tree_root_of(leaf + k, n - k));
	} else {
		prove_prefix(leaf + k, n - k, old - k, false, out);
		push(out, tree_root_of(leaf, k));
	}
}

void
tree_prove_prefix(
    const struct digest *leaf, uint64_t n, uint64_t old, struct tree_proof *out)
{
	assert(old <= n);
	out->n = 0;
	if (old > 0)
		prove_prefix(leaf, n, old, true, out);
}

static bool
is_same(const struct digest *a, const struct digest *b)
{
	return memcmp(a->byte, b->byte, DIGEST_SIZE) == 0;
}

bool
tree_has_leaf(const struct digest *root, uint64_t n, const struct digest *leaf,
    uint64_t i, const struct tree_proof *proof)
{
	struct digest r = *leaf;
	uint64_t at = i;
	uint64_t last = n - 1;

	if (i >= n)
		return false;
	for (size_t p = 0; p < proof->n; p++) {
		if (last == 0)
			return false;
		if ((at & 1) != 0 || at == last) {
			r = tree_node(&proof->hash[p], &r);
			for (; (at & 1) == 0 && at != 0; at >>= 1)
				last >>= 1;
		} else {
			r = tree_node(&r, &proof->hash[p]);
		}
		at >>= 1;
		last >>= 1;
	}
	return last == 0 && is_same(&r, root);
}

/* climb: from the hash both trees share up to both roots, each hash of the
 * proof on its side. */
static bool
climb(const struct digest *root, const struct digest *old_root, uint64_t at,
    uint64_t last, struct digest start, const struct digest *hash, size_t n)
{
	struct digest old = start;
	struct digest now = start;

	for (size_t p = 0; p < n; p++) {
		if (last == 0)
			return false;
		if ((at & 1) != 0 || at == last) {
			old = tree_node(&hash[p], &old);
			now = tree_node(&hash[p], &now);
			for (; (at & 1) == 0 && at != 0; at >>= 1)
				last >>= 1;
		} else {
			now = tree_node(&now, &hash[p]);
		}
		at >>= 1;
		last >>= 1;
	}
	return last == 0 && is_same(&old, old_root) && is_same(&now, root);
}

bool
tree_has_prefix(const struct digest *root, uint64_t n,
    const struct digest *old_root, uint64_t old, const struct tree_proof *proof)
{
	const struct digest empty = digest_of("", 0);
	uint64_t at = old - 1;
	uint64_t last = n - 1;

	if (old > n)
		return false;
	if (old == 0)
		return proof->n == 0 && is_same(old_root, &empty);
	if (old == n)
		return proof->n == 0 && is_same(old_root, root);
	for (; (at & 1) != 0; at >>= 1)
		last >>= 1;
	if (at == 0) /* the older tree is perfect: its root is shared */
		return climb(
		    root, old_root, at, last, *old_root, proof->hash, proof->n);
	return proof->n > 0 && climb(root, old_root, at, last, proof->hash[0],
				   proof->hash + 1, proof->n - 1);
}
