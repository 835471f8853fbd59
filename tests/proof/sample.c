/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/proof/sample.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "replay/proof/evidence.h"
#include "replay/proof/inspect.h"
#include "replay/proof/policy.h"

static const char plan[] = "{\"format\":\"yanlian-plan/1\"}\n";
static const char scenario[] = "{\"format\":\"yanlian-scenario/1\"}\n";

struct key
sample_key(const char *name, uint8_t seed)
{
	struct error err = ERROR_INIT;
	struct key k;
	uint8_t bytes[KEY_SEED];
	int rc;

	memset(bytes, seed, sizeof(bytes));
	rc = key_of_seed(name, bytes, &k, &err);
	assert(rc == 0);
	return k;
}

void
sample_fact(struct text *t, int64_t f)
{
	line_begin(t);
	line_int(t, "f", f);
	line_int(t, "at", f * 60000);
	line_string(t, "act", f == 0 ? "starts" : "step_done", f == 0 ? 6 : 9);
	if (f % 2 == 1)
		line_string(t, "by", "dba-1", 5);
	if (f > 1) {
		line_string(t, "on", "restore/switch", 14);
		line_int(t, "inc", 1);
		line_int(t, "why", f - 1);
	}
	if (f == 3)
		line_int(t, "v", -250000);
	if (f == 4)
		line_int(t, "in", 1);
	line_end(t);
}

/* stamp: so many seconds into a drill. */
static struct log_stamp
stamp(int second)
{
	struct log_stamp now = {"2026-11-22T06:25:00.123Z", second * 1000};

	now.time[17] = (char)('0' + second / 10 % 6);
	now.time[18] = (char)('0' + second % 10);
	return now;
}

/* write_resumed: the facts of a paced drill, a second each; a crash behind
 * the third. */
static void
write_resumed(struct sample *s, struct log_genesis *g)
{
	struct key session = sample_key("ops.example.cn/session", 99);
	struct log_resume how = {LOG_RESTART, 5, digest_of("{\"i\":", 5)};
	struct log_stamp now = stamp(0);
	struct error err = ERROR_INIT;
	struct text body = text_new(s->arena);
	struct log l;
	int rc;

	g->stamp = &now;
	rc = log_begin(&l, &s->log, g, &session, &err);
	for (int f = 0; rc == 0 && f < SAMPLE_FACTS; f++) {
		now = stamp(f < 3 ? f + 1 : f + 13);
		log_stamp(&l, &now);
		if (f == 3) {
			log_resume(&l, &how, &s->key);
			log_checkpoint(&l);
		}
		body.len = 0;
		sample_fact(&body, f);
		rc = log_fact(&l, body.at, body.len, &err);
	}
	assert(rc == 0);
	rc = log_end(&l, "complete", &s->seal, &err);
	assert(rc == 0);
}

static void
write_log(struct sample *s, uint8_t seed, const char *name, bool resumed)
{
	struct log_document documents[2] = {
	    {"plan.json", digest_of(plan, strlen(plan))},
	    {name, digest_of(scenario, strlen(scenario))}};
	char drill[DIGEST_HEX];
	struct digest id = digest_of(&seed, 1);
	struct log_genesis g = {drill, "simulated", documents, 2, seed, 0, 1,
	    "yanlian 0.1.0", NULL, NULL};
	struct error err = ERROR_INIT;
	struct text body = text_new(s->arena);
	struct log l;
	int rc;

	digest_hex(&id, drill);
	if (resumed) {
		write_resumed(s, &g);
		return;
	}
	rc = log_begin(&l, &s->log, &g, &s->key, &err);
	assert(rc == 0);
	for (int64_t f = 0; f < SAMPLE_FACTS; f++) {
		body.len = 0;
		sample_fact(&body, f);
		rc = log_fact(&l, body.at, body.len, &err);
		assert(rc == 0);
	}
	rc = log_end(&l, "complete", &s->seal, &err);
	assert(rc == 0);
}

static void
fill(struct sample *s, uint8_t seed, const struct key *key, const char *name,
    bool resumed)
{
	struct error err = ERROR_INIT;

	memset(s, 0, sizeof(*s));
	s->arena = arena_new(1 << 26, &err);
	s->scratch = arena_new(1 << 21, &err);
	assert(s->arena != NULL && s->scratch != NULL);
	s->key = *key;
	s->log = text_new(s->arena);
	s->seal = text_new(s->arena);
	write_log(s, seed, name, resumed);
	s->documents[0] =
	    (struct verify_document){"plan.json", {plan, strlen(plan)}};
	s->documents[1] =
	    (struct verify_document){name, {scenario, strlen(scenario)}};
	s->in = (struct verify_input){{s->log.at, s->log.len},
	    {s->seal.at, s->seal.len}, s->documents, 2, &s->key.pub, 1};
}

void
sample_of(struct sample *s, uint8_t seed, const struct key *key)
{
	fill(s, seed, key, "\xE5\x9C\xBA\xE6\x99\xAF.json", false);
}

void
sample_to_pack(struct sample *s, uint8_t seed)
{
	struct key k = sample_key("ops.example.cn/facilitator", seed);

	fill(s, seed, &k, "scenario.json", false);
}

void
sample_resumed(struct sample *s, uint8_t seed)
{
	struct key k = sample_key("ops.example.cn/facilitator", seed);

	fill(s, seed, &k, "scenario.json", true);
}

void
sample_new(struct sample *s, uint8_t seed)
{
	struct key k = sample_key("ops.example.cn/facilitator", seed);

	sample_of(s, seed, &k);
}

static void
put(struct tar *t, const char *name, const char *at, size_t len)
{
	struct error err = ERROR_INIT;

	if (tar_put(t, name, (struct bytes){at, len}, &err) != 0)
		abort();
}

void
sample_files(const struct sample *s, struct tar *out)
{
	out->n = 0;
	put(out, "seal.note", s->seal.at, s->seal.len);
	put(out, "drill.jsonl", s->log.at, s->log.len);
	for (int i = 0; i < 2; i++)
		put(out, s->documents[i].name, s->documents[i].bytes.at,
		    s->documents[i].bytes.len);
	put(out, "report.html", "<p>report", 9);
	put(out, "README.zh.txt", "readme", 6);
}

struct bytes
sample_bundle(struct sample *s)
{
	struct error err = ERROR_INIT;
	struct tar files;

	sample_files(s, &files);
	(void)sample_judge(s);
	if (evidence_close(s->arena, &files, &s->report, &s->key, &err) != 0)
		abort();
	return tar_write(s->arena, &files);
}

enum verify_verdict
sample_inspect(struct sample *s, struct bytes bundle)
{
	struct policy trust = policy_of_keys(&s->key.pub, 1);
	struct tar files;

	arena_reset(s->scratch);
	inspect_bundle(s->scratch, bundle, &trust, &files, &s->report);
	return s->report.verdict;
}

enum verify_verdict
sample_judge(struct sample *s)
{
	arena_reset(s->scratch);
	verify_evidence(s->scratch, &s->in, &s->report);
	return s->report.verdict;
}

enum verify_verdict
sample_judge_log(struct sample *s, const char *log, size_t len)
{
	struct bytes own = s->in.log;

	s->in.log = (struct bytes){log, len};
	(void)sample_judge(s);
	s->in.log = own;
	return s->report.verdict;
}

enum verify_check
sample_fault(const struct sample *s)
{
	int i = 0;

	while (i < VERIFY_CHECKS && s->report.check[i].state != VERIFY_FAIL &&
	       (s->report.check[i].state != VERIFY_NOT_CHECKED ||
		   s->report.check[i].id[0] == '\0'))
		i++;
	return (enum verify_check)i;
}

void
sample_free(struct sample *s)
{
	arena_free(s->arena);
	arena_free(s->scratch);
}
