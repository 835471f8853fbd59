/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/log.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

static bool
is_fact(const char *s)
{
	return log_is_fact(s, strlen(s), 7);
}

START_TEST(log_facts_have_one_spelling)
{
	ck_assert(is_fact("{\"f\":7,\"at\":0,\"act\":\"a\"}"));
	ck_assert(
	    is_fact("{\"f\":7,\"at\":1,\"act\":\"a_b-c\",\"by\":\"dba-1\","
		    "\"on\":\"p/s\",\"inc\":65535,\"why\":6,\"v\":-1,"
		    "\"in\":1}"));
	ck_assert(log_is_fact("{\"f\":0,\"at\":0,\"act\":\"a\"}", 24, 0));
}
END_TEST

START_TEST(log_facts_refuse_defaults_disorder_and_strangers)
{
	static const char *const bad[] = {"", "{}", "{\"f\":7,\"at\":0}",
	    "{\"f\":6,\"at\":0,\"act\":\"a\"}",
	    "{\"f\":7,\"at\":-1,\"act\":\"a\"}",
	    "{\"f\":7,\"at\":0,\"act\":\"\"}",
	    "{\"f\":7,\"at\":0,\"act\":\"a b\"}",
	    "{\"f\":7,\"at\":0,\"act\":\"\xE6\xBC\x94\"}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\\\\\"}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"by\":\"\"}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"on\":\"\"}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"inc\":0}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"inc\":65536}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"why\":0}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"why\":7}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"why\":-1}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"v\":0}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"in\":0}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"in\":2}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"on\":\"x\",\"by\":\"y\"}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"by\":\"y\",\"by\":\"y\"}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"note\":\"y\"}",
	    "{\"at\":0,\"f\":7,\"act\":\"a\"}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\"}}",
	    "{\"f\":7,\"at\":0,\"act\":\"a\",\"v\":1.5}"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(!is_fact(bad[i]), "%s", bad[i]);
}
END_TEST

START_TEST(log_words_are_bounded)
{
	char s[256] = "{\"f\":7,\"at\":0,\"act\":\"";
	size_t n = strlen(s);

	memset(s + n, 'a', LOG_WORD_MOST + 1);
	memcpy(s + n + LOG_WORD_MOST, "\"}", 3);
	ck_assert(is_fact(s));
	memcpy(s + n + LOG_WORD_MOST, "a\"}", 4);
	ck_assert(!is_fact(s));
}
END_TEST

/* The bytes themselves, so that no change of form goes unseen: a log once
 * written must verify for ever. The links and signatures were checked by
 * tests/proof/oracle_log.py. */
START_TEST(log_writes_the_bytes_that_are_documented)
{
	static const char first[] =
	    "{\"i\":0,\"k\":\"genesis\",\"g\":{\"v\":1,\"drill\":\""
	    "ca358758f6d27e6cf45272937977a748fd88391db679ceda7dc7bf1f005ee879\""
	    ",\"kind\":\"simulated\",\"origin\":\"yanlian/drill/"
	    "ca358758f6d27e6c\",\"docs\":{\"plan.json\":\"";
	static const char fact[] =
	    "\n{\"i\":5,\"k\":\"fact\",\"b\":{\"f\":3,\"at\":180000,\"act\":"
	    "\"step_done\",\"by\":\"dba-1\",\"on\":\"restore/switch\","
	    "\"inc\":1,\"why\":2,\"v\":-250000},\"p\":\"";
	static const char end[] =
	    "\n{\"i\":7,\"k\":\"end\",\"status\":\"complete\",\"facts\":5,"
	    "\"record\":\"";
	struct sample s;
	struct digest d;
	char hex[DIGEST_HEX];

	sample_new(&s, 7);
	ck_assert_mem_eq(s.log.at, first, sizeof(first) - 1);
	ck_assert_ptr_nonnull(strstr(s.log.at, fact));
	ck_assert_ptr_nonnull(strstr(s.log.at, end));
	d = digest_of(s.log.at, s.log.len);
	digest_hex(&d, hex);
	ck_assert_str_eq(hex,
	    "253603b601272dd99447aca55e6d9818c0ffd940d22e75de826db5aad4668417");
	d = digest_of(s.seal.at, s.seal.len);
	digest_hex(&d, hex);
	ck_assert_str_eq(hex,
	    "d0038999e8ab93e892a7cde68cf5ea8ca95595f502cd8cd868c192f240aca1c8");
	sample_free(&s);
}
END_TEST

START_TEST(log_writes_a_resumed_drill_as_it_is_documented)
{
	static const char first[] =
	    "{\"i\":0,\"t\":\"2026-11-22T06:25:00.123Z\",\"m\":0,"
	    "\"k\":\"genesis\",\"g\":{\"v\":1,";
	static const char resume[] =
	    "\n{\"i\":5,\"t\":\"2026-11-22T06:25:16.123Z\",\"m\":16000,"
	    "\"k\":\"resume\",\"cause\":\"restart\",\"torn\":5,"
	    "\"digest\":\"";
	struct sample s;
	struct digest d;
	char hex[DIGEST_HEX];

	sample_resumed(&s, 7);
	ck_assert_mem_eq(s.log.at, first, sizeof(first) - 1);
	ck_assert_ptr_nonnull(strstr(s.log.at, resume));
	ck_assert_ptr_nonnull(strstr(s.log.at, "\n{\"i\":6,\"k\":\"cp\","));
	d = digest_of(s.log.at, s.log.len);
	digest_hex(&d, hex);
	ck_assert_str_eq(hex,
	    "fe9be4e71e44a0faeb3bf1138f289dffcd6b1708e10f4457b8ae0764dec24367");
	sample_free(&s);
}
END_TEST

START_TEST(log_gives_back_the_body_of_a_fact_line)
{
	struct sample s;
	struct text want;
	struct line_view body;
	int64_t facts = 0;

	sample_new(&s, 7);
	for (const char *at = s.log.at, *nl; *at != '\0'; at = nl + 1) {
		nl = strchr(at, '\n');
		if (!log_body(at, (size_t)(nl - at), &body))
			continue;
		want = text_new(s.arena);
		sample_fact(&want, facts++);
		ck_assert_uint_eq(body.len, want.len);
		ck_assert_mem_eq(body.at, want.at, want.len);
	}
	ck_assert_int_eq(facts, SAMPLE_FACTS);
	sample_free(&s);
}
END_TEST

/* begin: try a genesis; the detail of the refusal, or "begun". */
static const char *
begin(struct sample *s, const struct log_genesis *g, struct error *err)
{
	static const struct error none = ERROR_INIT;
	struct text out = text_new(s->arena);
	struct log l;

	*err = none;
	text_add(&out, "before");
	if (log_begin(&l, &out, g, &s->key, err) == 0)
		return "begun";
	ck_assert_str_eq(out.at, "before");
	return err->detail;
}

START_TEST(log_begin_refuses_what_may_not_stand_in_genesis)
{
	struct log_document docs[2] = {{"a", {{0}}}, {"b", {{0}}}};
	char drill[DIGEST_HEX];
	struct log_genesis good = {
	    drill, "simulated", docs, 2, 1, 0, 1, "yanlian", NULL, NULL};
	struct log_genesis g = good;
	struct error err;
	struct sample s;

	memset(drill, 'a', sizeof(drill));
	drill[DIGEST_HEX - 1] = '\0';
	sample_new(&s, 7);
	ck_assert_str_eq(begin(&s, &g, &err), "begun");
	g.kind = "tabletop";
	ck_assert_str_eq(begin(&s, &g, &err), "kind");
	ck_assert_str_eq(err.id, "error.log-genesis");
	g = good;
	g.seed = -1;
	ck_assert_str_eq(begin(&s, &g, &err), "seed");
	g.seed = LINE_INT_MOST + 1;
	ck_assert_str_eq(begin(&s, &g, &err), "seed");
	g = good;
	g.drill = "aa";
	ck_assert_str_eq(begin(&s, &g, &err), "drill");
	g = good;
	g.build = "\x1b[1m";
	ck_assert_str_eq(begin(&s, &g, &err), "build");
	g = good;
	g.start = "2026-03-02T09:00:00+08:00";
	ck_assert_str_eq(begin(&s, &g, &err), "begun");
	g.start = "2026-03-02T09:00+08:00"; /* as nobody here spells it */
	ck_assert_str_eq(begin(&s, &g, &err), "start");
	g.start = "2026-02-30T09:00:00+08:00";
	ck_assert_str_eq(begin(&s, &g, &err), "start");
	g.start = "2026-03-02T09:00:00+08:00+08:00";
	ck_assert_str_eq(begin(&s, &g, &err), "start");
	g = good;
	docs[1].name = "a";
	ck_assert_str_eq(begin(&s, &g, &err), "a");
	docs[1].name = "";
	ck_assert_str_eq(begin(&s, &g, &err), "");
	sample_free(&s);
}
END_TEST

START_TEST(log_begin_refuses_more_documents_than_a_line_holds)
{
	static char names[LINE_MEMBERS_MOST][24];
	struct log_document docs[LINE_MEMBERS_MOST];
	char drill[DIGEST_HEX];
	struct log_genesis g = {
	    drill, "simulated", docs, 0, 1, 0, 1, "y", NULL, NULL};
	struct error err;
	struct sample s;

	memset(drill, 'a', sizeof(drill));
	drill[DIGEST_HEX - 1] = '\0';
	memset(docs, 0, sizeof(docs));
	sample_new(&s, 7);
	for (size_t i = 0; i < LINE_MEMBERS_MOST; i++) {
		(void)snprintf(names[i], sizeof(names[i]), "document-%zu", i);
		docs[i].name = names[i];
	}
	g.n = 150;
	ck_assert_str_eq(begin(&s, &g, &err), "begun");
	g.n = LINE_MEMBERS_MOST;
	ck_assert_str_eq(begin(&s, &g, &err), "");
	ck_assert_str_eq(err.id, "error.log-line-too-long");
	g.n = LINE_MEMBERS_MOST + 1;
	ck_assert_str_eq(begin(&s, &g, &err), "documents");
	sample_free(&s);
}
END_TEST

START_TEST(log_refuses_a_fact_out_of_turn_and_an_unknown_end)
{
	char drill[DIGEST_HEX];
	struct log_genesis g = {
	    drill, "simulated", NULL, 0, 1, 0, 1, "y", NULL, NULL};
	struct error err = ERROR_INIT, status = ERROR_INIT;
	struct sample s;
	struct text out;
	struct log l;
	size_t len;

	memset(drill, 'a', sizeof(drill));
	drill[DIGEST_HEX - 1] = '\0';
	sample_new(&s, 7);
	out = text_new(s.arena);
	ck_assert_int_eq(log_begin(&l, &out, &g, &s.key, &err), 0);
	len = out.len;
	ck_assert_int_eq(
	    log_fact(&l, "{\"f\":1,\"at\":0,\"act\":\"a\"}", 24, &err), -1);
	ck_assert_str_eq(err.id, "error.log-fact");
	ck_assert_str_eq(err.detail, "0");
	ck_assert_int_eq(log_end(&l, "lost", &s.seal, &status), -1);
	ck_assert_str_eq(status.id, "error.log-status");
	ck_assert_uint_eq(out.len, len);
	sample_free(&s);
}
END_TEST

SUITE_MAIN("log", log_facts_have_one_spelling,
    log_facts_refuse_defaults_disorder_and_strangers, log_words_are_bounded,
    log_writes_the_bytes_that_are_documented,
    log_writes_a_resumed_drill_as_it_is_documented,
    log_gives_back_the_body_of_a_fact_line,
    log_begin_refuses_what_may_not_stand_in_genesis,
    log_begin_refuses_more_documents_than_a_line_holds,
    log_refuses_a_fact_out_of_turn_and_an_unknown_end)
