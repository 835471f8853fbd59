/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/tree.h -- the Merkle tree of RFC 6962: grown leaf by leaf,
 * remembering its right edge alone; and proofs, made from all leaves, that a
 * leaf is in a tree or that one tree begins another. Knows bytes, not logs. */
#ifndef REPLAY_PROOF_TREE_H
#define REPLAY_PROOF_TREE_H

#include <stdbool.h>

#include "base/digest.h"

/* An empty tree is all zeros. edge[k] is the root of the perfect subtree of
 * 2^k leaves that the binary form of `size` has at bit k. */
struct tree {
	uint64_t size;
	struct digest edge[64];
};

/* tree_leaf: SHA-256(0x00 || bytes). Source: RFC 6962 section 2.1. */
struct digest tree_leaf(const void *bytes, size_t n);

/* tree_node: SHA-256(0x01 || left || right). Source: ibid. */
struct digest tree_node(const struct digest *left, const struct digest *right);

/* tree_add: append a leaf by its hash. Order: 1 amortised. */
void tree_add(struct tree *t, const struct digest *leaf);

/* tree_root: the hash of the whole; SHA-256 of nothing if empty.
 * Order: log size. */
struct digest tree_root(const struct tree *t);

/* Hashes in a proof; trees of up to 2^62 leaves need no more. */
enum { TREE_PROOF_MOST = 63 };

/* The hashes of a proof (默克尔证明), from the leaf's end up. */
struct tree_proof {
	size_t n;
	struct digest hash[TREE_PROOF_MOST];
};

/* tree_root_of: the root over the first `n` of these leaf hashes. */
struct digest tree_root_of(const struct digest *leaf, uint64_t n);

/* tree_prove_leaf: that leaf `i` (below `n`) is in the tree of the first `n`
 * leaf hashes. Order: n. Source: RFC 6962 section 2.1.1. */
void tree_prove_leaf(
    const struct digest *leaf, uint64_t n, uint64_t i, struct tree_proof *out);

/* tree_prove_prefix: that the tree of the first `old` leaf hashes (at most
 * `n`) begins the tree of the first `n`; empty if old is 0 or n.
 * Order: n. Source: RFC 6962 section 2.1.2. */
void tree_prove_prefix(const struct digest *leaf, uint64_t n, uint64_t old,
    struct tree_proof *out);

/* tree_has_leaf: does the proof show `leaf` at index `i` of the tree of size
 * `n` and this root? A hash too many or too few is a no.
 * Source: RFC 9162 section 2.1.3.2. */
bool tree_has_leaf(const struct digest *root, uint64_t n,
    const struct digest *leaf, uint64_t i, const struct tree_proof *proof);

/* tree_has_prefix: does the proof show that the tree of size `old` and root
 * `old_root` begins that of size `n` and root `root`? The empty tree begins
 * every tree, by an empty proof. Source: RFC 9162 section 2.1.4.2. */
bool tree_has_prefix(const struct digest *root, uint64_t n,
    const struct digest *old_root, uint64_t old,
    const struct tree_proof *proof);

#endif
