/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/tree.h"

#include "tests/suite.h"

static const struct {
	const char *bytes;
	size_t n;
} leaves[8] = {{"", 0}, {"\0", 1}, {"\x10", 1}, {"\x20\x21", 2},
    {"\x30\x31", 2}, {"\x40\x41\x42\x43", 4}, {"PQRSTUVW", 8},
    {"`abcdefghijklmno", 16}};

/* Source: the reference implementation of Certificate Transparency and
 * transparency-dev/merkle, testonly/constants.go. */
START_TEST(tree_has_the_roots_of_certificate_transparency)
{
	static const char *const roots[9] = {
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
	    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
	    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
	    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
	    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
	    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
	    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
	struct tree t = {0};
	char hex[DIGEST_HEX];

	for (int i = 0; i <= 8; i++) {
		struct digest root = tree_root(&t);

		digest_hex(&root, hex);
		ck_assert_str_eq(hex, roots[i]);
		if (i < 8) {
			struct digest leaf =
			    tree_leaf(leaves[i].bytes, leaves[i].n);

			tree_add(&t, &leaf);
		}
	}
}
END_TEST

/* RFC 6962's own definition, split at the largest power of two below n. */
static struct digest
by_definition(const struct digest *d, size_t n)
{
	struct digest left, right;
	size_t k = 1;

	if (n == 1)
		return d[0];
	while (2 * k < n)
		k *= 2;
	left = by_definition(d, k);
	right = by_definition(d + k, n - k);
	return tree_node(&left, &right);
}

START_TEST(tree_agrees_with_the_definition_at_every_size)
{
	struct digest d[300];
	struct tree t = {0};

	for (uint64_t i = 0; i < 300; i++) {
		struct digest want, got;

		d[i] = tree_leaf(&i, sizeof(i));
		tree_add(&t, &d[i]);
		want = by_definition(d, i + 1);
		got = tree_root(&t);
		ck_assert_mem_eq(got.byte, want.byte, DIGEST_SIZE);
	}
}
END_TEST

SUITE_MAIN("tree", tree_has_the_roots_of_certificate_transparency,
    tree_agrees_with_the_definition_at_every_size)
