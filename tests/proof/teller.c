/* SPDX-License-Identifier: Apache-2.0 */
/* tests/proof/teller.c -- our side of the outside oracle: `teller make DIR`
 * writes the sample's files, `teller remake DIR` those of one that was
 * resumed; `teller judge` and `teller rejudge` read "LOG SEAL\n" (two lengths)
 * and that many bytes, again and again, and answers a verdict a line; `teller
 * pack` writes the sample's bundle; `teller inspect [POLICY]` reads bundles
 * likewise, each behind its length, and judges them by that policy file, or by
 * the sample's key; `teller policies` reads policies likewise, and answers 0 if
 * it is one. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/faults.h"
#include "replay/proof/inspect.h"
#include "replay/proof/policy.h"
#include "tests/proof/sample.h"

static int
put(const char *dir, const char *name, const char *at, size_t len)
{
	char path[512];
	FILE *f;
	int rc;

	(void)snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "wb");
	if (f == NULL)
		return -1;
	rc = fwrite(at, 1, len, f) == len ? 0 : -1;
	return fclose(f) == 0 ? rc : -1;
}

static int
make(struct sample *s, const char *dir)
{
	struct text vkey = text_new(s->arena);
	int rc = 0;

	note_key_write(&vkey, &s->key.pub);
	rc |= put(dir, "drill.jsonl", s->log.at, s->log.len);
	rc |= put(dir, "seal.note", s->seal.at, s->seal.len);
	rc |= put(dir, "trusted.vkey", vkey.at, vkey.len);
	for (size_t i = 0; i < 2; i++)
		rc |= put(dir, s->documents[i].name, s->documents[i].bytes.at,
		    s->documents[i].bytes.len);
	return rc;
}

static int
judge(struct sample *s)
{
	char lengths[64], *rest;

	while (fgets(lengths, sizeof(lengths), stdin) != NULL) {
		size_t log = strtoul(lengths, &rest, 10);
		size_t seal = strtoul(rest, NULL, 10);
		char *at = calloc(1, log + seal + 2);

		if (at == NULL || fread(at, 1, log, stdin) != log ||
		    fread(at + log + 1, 1, seal, stdin) != seal)
			return -1;
		s->in.seal =
		    (struct bytes){seal > 0 ? at + log + 1 : NULL, seal};
		(void)sample_judge_log(s, at, log);
		(void)printf("%d %" PRIu64 "\n", (int)s->report.verdict,
		    s->report.lines);
		free(at);
	}
	return 0;
}

/* pack: the bundle itself, to stdout. */
static int
pack(struct sample *s)
{
	struct bytes b = sample_bundle(s);

	return fwrite(b.at, 1, b.len, stdout) == b.len ? 0 : -1;
}

/* trusted: by the file of this name; the sample's key without one. */
static int
trusted(struct sample *s, const char *path, struct policy *out)
{
	struct faults faults = faults_new(s->arena);
	struct error err = ERROR_INIT;
	struct bytes b;

	*out = policy_of_keys(&s->key.pub, 1);
	if (path == NULL)
		return 0;
	if (file_read(s->arena, path, POLICY_BYTES, &b, &err) != 0)
		return -1;
	return policy_read(s->arena, path, b, &faults, out) ? 0 : -1;
}

/* read: is each a policy? */
static int
read_policies(struct sample *s)
{
	char length[64];

	while (fgets(length, sizeof(length), stdin) != NULL) {
		size_t n = strtoul(length, NULL, 10);
		char *at = calloc(1, n + 1);
		struct faults faults;
		struct policy policy;

		if (at == NULL || fread(at, 1, n, stdin) != n)
			return -1;
		arena_reset(s->scratch);
		faults = faults_new(s->scratch);
		(void)printf(
		    "%d\n", !policy_read(s->scratch, "", (struct bytes){at, n},
				&faults, &policy));
		free(at);
	}
	return 0;
}

static int
inspect(struct sample *s, const char *path)
{
	char length[64];
	struct policy policy;
	struct tar files;

	if (trusted(s, path, &policy) != 0)
		return -1;

	while (fgets(length, sizeof(length), stdin) != NULL) {
		size_t n = strtoul(length, NULL, 10);
		char *at = calloc(1, n + 1);

		if (at == NULL || fread(at, 1, n, stdin) != n)
			return -1;
		arena_reset(s->scratch);
		inspect_bundle(s->scratch, (struct bytes){at, n}, &policy,
		    &files, &s->report);
		(void)printf("%d\n", (int)s->report.verdict);
		free(at);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	struct sample s;
	int rc = -1;

	if (argc > 1 &&
	    (strcmp(argv[1], "pack") == 0 || strcmp(argv[1], "inspect") == 0))
		sample_to_pack(&s, 7);
	else if (argc > 1 && strncmp(argv[1], "re", 2) == 0)
		sample_resumed(&s, 7);
	else
		sample_new(&s, 7);
	if (argc == 3 && strstr(argv[1], "make") != NULL)
		rc = make(&s, argv[2]);
	else if (argc == 2 && strstr(argv[1], "judge") != NULL)
		rc = judge(&s);
	else if (argc == 2 && strcmp(argv[1], "pack") == 0)
		rc = pack(&s);
	else if (argc > 1 && strcmp(argv[1], "inspect") == 0)
		rc = inspect(&s, argc > 2 ? argv[2] : NULL);
	else if (argc == 2 && strcmp(argv[1], "policies") == 0)
		rc = read_policies(&s);
	sample_free(&s);
	return rc == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
