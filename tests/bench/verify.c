/* SPDX-License-Identifier: Apache-2.0 */
/* What it costs to verify a log, beside the least that any verifier must do:
 * hash its lines and the tree over them. One process, one log in memory.
 *
 *     bench-verify FACTS ROUNDS [verify|hash]
 *
 * prints, in JSON: lines, bytes, and the ns of processor a line of each, the
 * medians of so many rounds taken in turn, and the best. With a third argument
 * that alone is done, or neither, for callgrind. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/key.h"
#include "replay/proof/log.h"
#include "replay/proof/tree.h"
#include "replay/proof/verify.h"

enum { ROUNDS = 99, MEMORY = 1 << 30 };

/* A log and its seal, and whose they are. */
struct sealed {
	struct key key;
	struct text log, seal;
};

/* write_fact: much like what an ordinary drill says. */
static void
write_fact(struct text *t, int64_t f)
{
	static const char *const acts[] = {
	    "page", "ack", "starts", "waits", "done", "alarm", "level"};
	const char *act = acts[f % 7];

	t->len = 0;
	line_begin(t);
	line_int(t, "f", f);
	line_int(t, "at", f * 1234);
	line_string(t, "act", act, strlen(act));
	if (f % 5 != 0)
		line_string(t, "by", "storage-ops-1", 13);
	if (f % 3 != 0)
		line_string(t, "on", "restore-storage/switch", 22);
	if (f > 1)
		line_int(t, "why", f - 1);
	if (f % 4 == 0)
		line_int(t, "v", f % 1000 + 1);
	line_end(t);
}

static int
write_log(struct arena *a, int64_t facts, struct sealed *out)
{
	static const uint8_t seed[KEY_SEED] = {7};
	struct digest digest = digest_of("bench", 5);
	struct log_document document = {"plan.json", digest};
	struct text body = text_new(a);
	struct error err = ERROR_INIT;
	char drill[DIGEST_HEX];
	struct log_genesis g = {.drill = drill,
	    .kind = "simulated",
	    .documents = &document,
	    .n = 1,
	    .build = "bench"};
	struct log l;

	digest_hex(&digest, drill);
	out->log = text_new(a);
	out->seal = text_new(a);
	if (key_of_seed("ops.example/bench", seed, &out->key, &err) != 0 ||
	    log_begin(&l, &out->log, &g, &out->key, &err) != 0)
		return -1;
	for (int64_t f = 0; f < facts; f++) {
		write_fact(&body, f);
		if (log_fact(&l, body.at, body.len, &err) != 0)
			return -1;
	}
	return log_end(&l, "complete", &out->seal, &err);
}

/* verify: all there is to say of it. Return: its lines; 0 if it is not as it
 * must be. */
static uint64_t
verify(struct arena *scratch, const struct sealed *s)
{
	struct verify_input in = {.log = {s->log.at, s->log.len},
	    .seal = {s->seal.at, s->seal.len},
	    .trusted = &s->key.pub,
	    .n_trusted = 1};
	struct verify_report r;

	arena_reset(scratch);
	verify_evidence(scratch, &in, &r);
	/* Its document is not there; all else must be well. */
	return r.verdict == VERIFY_INCOMPLETE &&
		       r.check[VERIFY_TRUST].state == VERIFY_PASS
		   ? r.lines
		   : 0;
}

/* hash: leaves and nodes, and the root at the end. Return: its lines. */
static uint64_t
hash(const struct sealed *s, struct digest *root)
{
	const char *end = s->log.at + s->log.len;
	struct tree tree = {0};

	for (const char *at = s->log.at; at < end;) {
		const char *nl = memchr(at, '\n', (size_t)(end - at));
		struct digest leaf = tree_leaf(at, (size_t)(nl - at));

		tree_add(&tree, &leaf);
		at = nl + 1;
	}
	*root = tree_root(&tree);
	return tree.size;
}

static double
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int
ascending(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return (*x > *y) - (*x < *y);
}

static void
tell(const char *name, double *took, int rounds, uint64_t lines)
{
	qsort(took, (size_t)rounds, sizeof(*took), ascending);
	(void)printf(", \"%s\": %.1f, \"%s_best\": %.1f", name,
	    took[rounds / 2] / (double)lines, name, took[0] / (double)lines);
}

static int
measure(
    struct arena *scratch, const struct sealed *s, int rounds, const char *only)
{
	double verifying[ROUNDS], hashing[ROUNDS];
	uint64_t lines = 0;
	struct digest root;

	for (int i = 0; i < rounds; i++) {
		double from = now();

		if (only == NULL || strcmp(only, "verify") == 0)
			lines = verify(scratch, s);
		verifying[i] = now() - from;
		from = now();
		if (only == NULL || strcmp(only, "hash") == 0)
			lines = hash(s, &root);
		hashing[i] = now() - from;
	}
	if (lines == 0 && only == NULL)
		return 1;
	(void)printf("{\"lines\": %llu, \"bytes\": %zu",
	    (unsigned long long)lines, s->log.len);
	tell("verify", verifying, rounds, lines);
	tell("hash", hashing, rounds, lines);
	(void)puts("}");
	return 0;
}

int
main(int argc, char **argv)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new(MEMORY, &err);
	struct arena *scratch = arena_new(MEMORY, &err);
	int rounds = argc > 2 ? atoi(argv[2]) : 0;
	struct sealed s;

	if (a == NULL || scratch == NULL || rounds < 1 || rounds > ROUNDS ||
	    write_log(a, atoll(argv[1]), &s) != 0)
		return 2;
	return measure(scratch, &s, rounds, argc > 3 ? argv[3] : NULL);
}
