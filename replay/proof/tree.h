/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/tree.h -- the Merkle tree of RFC 6962, grown leaf by leaf and
 * remembering its right edge alone. Knows bytes, not logs. */
#ifndef REPLAY_PROOF_TREE_H
#define REPLAY_PROOF_TREE_H

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

#endif
