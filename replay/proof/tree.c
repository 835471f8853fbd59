/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/tree.h"

#include <stdbool.h>

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
