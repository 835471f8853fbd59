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

/* The leaves above, hashed. */
static void
known_leaves(struct digest out[8])
{
	for (int i = 0; i < 8; i++)
		out[i] = tree_leaf(leaves[i].bytes, leaves[i].n);
}

/* check_path: are these the proof's hashes? */
static void
check_path(const struct tree_proof *p, const char *const *want, size_t n)
{
	char hex[DIGEST_HEX];

	ck_assert_uint_eq(p->n, n);
	for (size_t i = 0; i < n; i++) {
		digest_hex(&p->hash[i], hex);
		ck_assert_str_eq(hex, want[i]);
	}
}

/* Source: the reference implementation of Certificate Transparency,
 * merkle_tree_test.cc, kept by transparency-dev/merkle. */
START_TEST(tree_makes_the_proofs_of_certificate_transparency)
{
	static const char *const leaf_0_of_8[] = {
	    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
	    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
	    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"};
	static const char *const leaf_5_of_8[] = {
	    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
	    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
	    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"};
	static const char *const leaf_2_of_3[] = {
	    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"};
	static const char *const size_1_to_8[] = {
	    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
	    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
	    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"};
	static const char *const size_6_to_8[] = {
	    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
	    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
	    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"};
	static const char *const size_2_to_5[] = {
	    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
	    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"};
	struct digest d[8];
	struct tree_proof p;

	known_leaves(d);
	tree_prove_leaf(d, 8, 0, &p);
	check_path(&p, leaf_0_of_8, 3);
	tree_prove_leaf(d, 8, 5, &p);
	check_path(&p, leaf_5_of_8, 3);
	tree_prove_leaf(d, 3, 2, &p);
	check_path(&p, leaf_2_of_3, 1);
	tree_prove_leaf(d, 1, 0, &p);
	check_path(&p, NULL, 0);
	tree_prove_prefix(d, 8, 1, &p);
	check_path(&p, size_1_to_8, 3);
	tree_prove_prefix(d, 8, 6, &p);
	check_path(&p, size_6_to_8, 3);
	tree_prove_prefix(d, 5, 2, &p);
	check_path(&p, size_2_to_5, 2);
}
END_TEST

/* Proofs are tried for all sizes up to SIZES, and at every wrong place up to
 * WRONG. */
enum { SIZES = 64, WRONG = 20 };

/* distinct: leaf hashes that differ. */
static void
distinct(struct digest *d, uint64_t n)
{
	for (uint64_t i = 0; i < n; i++)
		d[i] = tree_leaf(&i, sizeof(i));
}

/* The judge is the definition of the root: a proof of leaf i must show
 * d[i] at i under that root, and nothing else anywhere. */
START_TEST(tree_proves_every_leaf_of_every_size_and_nothing_else)
{
	struct digest d[SIZES];

	distinct(d, SIZES);
	for (uint64_t n = 1; n <= SIZES; n++) {
		struct digest root = by_definition(d, n);

		for (uint64_t i = 0; i < n; i++) {
			struct tree_proof p;

			tree_prove_leaf(d, n, i, &p);
			for (uint64_t j = 0; j < n; j++) {
				if (i != j && n > WRONG)
					continue;
				ck_assert_int_eq(
				    tree_has_leaf(&root, n, &d[j], i, &p),
				    i == j);
				ck_assert_int_eq(
				    tree_has_leaf(&root, n, &d[i], j, &p),
				    i == j);
			}
			ck_assert(!tree_has_leaf(&root, n, &d[i], n, &p));
		}
	}
}
END_TEST

START_TEST(tree_proves_every_prefix_of_every_size_and_nothing_else)
{
	struct digest d[SIZES], root[SIZES + 1];

	distinct(d, SIZES);
	root[0] = digest_of("", 0);
	for (uint64_t n = 1; n <= SIZES; n++)
		root[n] = by_definition(d, n);
	for (uint64_t n = 1; n <= SIZES; n++)
		for (uint64_t old = 0; old <= n; old++) {
			struct tree_proof p;

			tree_prove_prefix(d, n, old, &p);
			for (uint64_t m = 0; m <= SIZES; m++) {
				if (m != old && m != n && n > WRONG)
					continue;
				ck_assert_int_eq(tree_has_prefix(&root[n], n,
						     &root[m], old, &p),
				    m == old);
				ck_assert_int_eq(tree_has_prefix(&root[m], n,
						     &root[old], old, &p),
				    m == n || old == 0);
			}
		}
}
END_TEST

/* Row 33 of the attack table: surplus, missing and altered hashes. */
START_TEST(tree_refuses_proofs_that_are_not_exact)
{
	struct digest d[SIZES];

	distinct(d, SIZES);
	for (uint64_t n = 2; n <= SIZES; n++) {
		struct digest root = by_definition(d, n);
		struct digest old = by_definition(d, n - 1);
		struct tree_proof p;

		tree_prove_leaf(d, n, n / 2, &p);
		for (size_t h = 0; h < p.n; h++) {
			p.hash[h].byte[0] ^= 1;
			ck_assert(
			    !tree_has_leaf(&root, n, &d[n / 2], n / 2, &p));
			p.hash[h].byte[0] ^= 1;
		}
		p.hash[p.n++] = root;
		ck_assert(!tree_has_leaf(&root, n, &d[n / 2], n / 2, &p));
		p.n -= 2;
		ck_assert(!tree_has_leaf(&root, n, &d[n / 2], n / 2, &p));
		tree_prove_prefix(d, n, n - 1, &p);
		for (size_t h = 0; h < p.n; h++) {
			p.hash[h].byte[31] ^= 128;
			ck_assert(!tree_has_prefix(&root, n, &old, n - 1, &p));
			p.hash[h].byte[31] ^= 128;
		}
		p.hash[p.n++] = root;
		ck_assert(!tree_has_prefix(&root, n, &old, n - 1, &p));
		p.n -= 2;
		ck_assert(!tree_has_prefix(&root, n, &old, n - 1, &p));
	}
}
END_TEST

SUITE_MAIN("tree", tree_has_the_roots_of_certificate_transparency,
    tree_agrees_with_the_definition_at_every_size,
    tree_makes_the_proofs_of_certificate_transparency,
    tree_proves_every_leaf_of_every_size_and_nothing_else,
    tree_proves_every_prefix_of_every_size_and_nothing_else,
    tree_refuses_proofs_that_are_not_exact)
