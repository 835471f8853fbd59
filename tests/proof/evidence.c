/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/evidence.h"

#include <string.h>

#include "base/arena.h"
#include "base/line.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

START_TEST(evidence_names_stand_in_the_order_of_a_bundle)
{
	for (size_t i = 1; evidence_name(i) != NULL; i++) {
		ck_assert_int_lt(
		    strcmp(evidence_name(i - 1), evidence_name(i)), 0);
		ck_assert(tar_is_name(evidence_name(i)));
	}
	ck_assert_int_eq(evidence_part("plan.json"), EVIDENCE_DOCUMENT);
	ck_assert_int_eq(evidence_part("SHA256SUMS"), EVIDENCE_LISTING);
	ck_assert_int_eq(evidence_part("seal.note"), EVIDENCE_LISTED);
	ck_assert_int_eq(evidence_part("plan.json "), EVIDENCE_FOREIGN);
}
END_TEST

/* Source: SHA-256 of "a" and of "bc", FIPS 180-4. */
START_TEST(evidence_sums_are_as_sha256sum_reads_them)
{
	struct sample s;
	struct text t;
	struct tar files = {.n = 2,
	    .member = {{"plan.json", {"a", 1}}, {"seal.note", {"bc", 2}}}};

	sample_to_pack(&s, 7);
	t = text_new(s.arena);
	evidence_sums(&t, &files);
	ck_assert_str_eq(t.at,
	    "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
	    "  plan.json\n"
	    "1e0bbd6c686ba050b8eb03ffeedc64fdc9d80947fce821abbe5d6dc8d252c5ac"
	    "  seal.note\n");
	sample_free(&s);
}
END_TEST

START_TEST(evidence_list_is_one_line_over_all_files_but_the_listings)
{
	struct sample s;
	struct text t;
	struct tar files = {.n = 3,
	    .member = {{"SHA256SUMS", {"x", 1}}, {"drill.jsonl", {"a", 1}},
		{"evidence.json", {"x", 1}}}};

	sample_to_pack(&s, 7);
	(void)sample_judge(&s);
	t = text_new(s.arena);
	evidence_list(&t, &s.report, &files);
	ck_assert(line_is_sound(t.at, t.len - 1));
	ck_assert_int_eq(strncmp(t.at, "{\"v\":1,\"drill\":\"", 16), 0);
	ck_assert_ptr_nonnull(
	    strstr(t.at, ",\"status\":\"complete\",\"facts\":5,\"record\":\""));
	ck_assert_ptr_nonnull(strstr(t.at,
	    ",\"files\":{\"drill.jsonl\":\"ca978112ca1bbdcafac231b39a23dc4da7"
	    "86eff8147c4e72b9807785afee48bb\"}}\n"));
	sample_free(&s);
}
END_TEST

START_TEST(evidence_close_without_a_key_signs_nothing)
{
	struct error err = ERROR_INIT;
	struct sample s;
	struct tar files;

	sample_to_pack(&s, 7);
	(void)sample_judge(&s);
	sample_files(&s, &files);
	ck_assert_int_eq(
	    evidence_close(s.arena, &files, &s.report, NULL, &err), 0);
	ck_assert_ptr_nonnull(tar_get(&files, EVIDENCE_LIST).at);
	ck_assert_ptr_nonnull(tar_get(&files, EVIDENCE_SUMS).at);
	ck_assert_ptr_null(tar_get(&files, EVIDENCE_MINISIG).at);
	ck_assert_ptr_null(tar_get(&files, EVIDENCE_SSHSIG).at);
	sample_free(&s);
}
END_TEST

SUITE_MAIN("evidence", evidence_names_stand_in_the_order_of_a_bundle,
    evidence_sums_are_as_sha256sum_reads_them,
    evidence_list_is_one_line_over_all_files_but_the_listings,
    evidence_close_without_a_key_signs_nothing)
