/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/walk.h"

#include <string.h>

#include "base/arena.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

static struct walk
walk(struct sample *s, size_t len)
{
	struct walk w;

	arena_reset(s->scratch);
	walk_log(&w, s->scratch, s->log.at, len);
	return w;
}

START_TEST(walk_gathers_what_the_log_says)
{
	struct sample s;
	struct walk w;

	sample_new(&s, 7);
	w = walk(&s, s.log.len);
	ck_assert_int_eq(w.stop, WALK_END);
	ck_assert(w.sealed);
	ck_assert_uint_eq(w.at, s.log.len);
	ck_assert_uint_eq(w.tree.size, SAMPLE_LINES);
	ck_assert_int_eq(w.facts, SAMPLE_FACTS);
	ck_assert_str_eq(w.status, "complete");
	ck_assert_str_eq(w.note.at, s.seal.at);
	ck_assert_str_eq(w.origin, "yanlian/drill/ca358758f6d27e6c");
	sample_free(&s);
}
END_TEST

START_TEST(walk_stops_before_a_torn_line)
{
	struct sample s;
	struct walk w;
	size_t first;

	sample_new(&s, 7);
	first = (size_t)(strchr(s.log.at, '\n') + 1 - s.log.at);
	w = walk(&s, first + 40);
	ck_assert_int_eq(w.stop, WALK_TORN);
	ck_assert_uint_eq(w.at, first);
	ck_assert_uint_eq(w.tree.size, 1);
	ck_assert_uint_eq(w.covered, 0);
	w = walk(&s, first);
	ck_assert_int_eq(w.stop, WALK_END);
	w = walk(&s, 0);
	ck_assert_int_eq(w.stop, WALK_END);
	ck_assert_str_eq(w.drill, "");
	sample_free(&s);
}
END_TEST

/* A broken link has two ends; the line after tells which was changed. */
START_TEST(walk_names_the_end_of_the_link_that_was_changed)
{
	struct sample s;
	struct walk w;
	char *value, *link;

	sample_new(&s, 7);
	value = strstr(s.log.at, "\"at\":120000") + 5;
	link = strstr(value, "\"p\":\"") + 5;
	*value = '2';
	w = walk(&s, s.log.len);
	ck_assert_int_eq(w.stop, WALK_CHAIN);
	ck_assert_uint_eq(w.line, 5);
	*value = '1';
	*link = *link == 'A' ? 'B' : 'A';
	w = walk(&s, s.log.len);
	ck_assert_int_eq(w.stop, WALK_CHAIN);
	ck_assert_uint_eq(w.line, 5);
	ck_assert_ptr_eq(
	    strstr(s.log.at + w.offset, "\"at\":120000"), value - 5);
	ck_assert_mem_eq(s.log.at + w.offset, "{\"i\":4,", 7);
	sample_free(&s);
}
END_TEST

START_TEST(walk_refuses_a_line_longer_than_ours)
{
	struct sample s;
	struct text t;
	struct walk w;

	sample_new(&s, 7);
	t = text_new(s.arena);
	text_add(&t, "{\"i\":0,\"k\":\"genesis\",\"g\":{\"x\":\"");
	while (t.len < LINE_MOST + 1)
		text_add(&t, "x");
	text_add(&t, "\n");
	walk_log(&w, s.scratch, t.at, t.len);
	ck_assert_int_eq(w.stop, WALK_GRAMMAR);
	ck_assert_str_eq(w.id, "verify.grammar");
	sample_free(&s);
}
END_TEST

START_TEST(walk_follows_a_log_that_was_resumed)
{
	struct sample s;
	struct walk w;

	sample_resumed(&s, 7);
	w = walk(&s, s.log.len);
	ck_assert_int_eq(w.stop, WALK_END);
	ck_assert(w.sealed && w.stamped);
	ck_assert_int_eq(w.facts, SAMPLE_FACTS);
	ck_assert_int_eq(w.resumed, 1);
	ck_assert_int_eq(w.gap_ms, 13000); /* second 3 to second 16 */
	ck_assert_int_eq(w.stamp.ms, 17000);
	ck_assert_str_eq(w.signer.name, "ops.example.cn/facilitator");
	sample_free(&s);
}
END_TEST

/* amend: put `other` for the first `was` behind `from`, of the same length. */
static enum walk_stop
amend(struct sample *s, const char *from, const char *was, const char *other)
{
	char *at = strstr(strstr(s->log.at, from), was);
	struct walk w;

	ck_assert_ptr_nonnull(at);
	ck_assert_uint_eq(strlen(was), strlen(other));
	memcpy(at, other, strlen(other));
	w = walk(s, s->log.len);
	memcpy(at, was, strlen(was));
	return w.stop;
}

START_TEST(walk_refuses_times_that_nobody_would_have_written)
{
	static const char fact[] = "\"i\":4,";
	struct sample s;

	sample_resumed(&s, 7);
	ck_assert_int_eq(
	    amend(&s, fact, "\"m\":3000", "\"m\":1999"), WALK_GRAMMAR);
	ck_assert_int_eq(
	    amend(&s, fact, "\"m\":3000", "\"m\":2000"), WALK_CHAIN);
	ck_assert_int_eq(amend(&s, fact, "06:25:03", "06:25:63"), WALK_GRAMMAR);
	ck_assert_int_eq(amend(&s, fact, "06:25:03", "06-25:03"), WALK_GRAMMAR);
	ck_assert_int_eq(amend(&s, fact, ".123Z", ".123+"), WALK_GRAMMAR);
	ck_assert_int_eq(
	    amend(&s, "\"i\":0,", "\"m\":0", "\"m\":1"), WALK_GRAMMAR);
	ck_assert_int_eq(
	    amend(&s, "", "\"restart\"", "\"ristart\""), WALK_GRAMMAR);
	ck_assert_int_eq(
	    amend(&s, "", "\"torn\":5", "\"torn\":0"), WALK_GRAMMAR);
	sample_free(&s);
}
END_TEST

/* graft: the one's lines up to `until`, then the other's from `from` on. */
static enum walk_stop
graft(struct sample *a, const char *until, struct sample *b, const char *from)
{
	struct text t = text_new(a->arena);
	struct walk w;

	text_bytes(
	    &t, a->log.at, (size_t)(strstr(a->log.at, until) - a->log.at));
	text_add(&t, strstr(b->log.at, from));
	arena_reset(a->scratch);
	walk_log(&w, a->scratch, t.at, t.len);
	return w.stop;
}

START_TEST(walk_knows_where_a_log_may_be_resumed)
{
	struct sample s, flat;

	sample_resumed(&s, 7);
	sample_new(&flat, 7);
	/* A drill flat out has no clocks: neither its facts nor a resume. */
	ck_assert_int_eq(
	    graft(&flat, "{\"i\":5,", &s, "{\"i\":5,"), WALK_GRAMMAR);
	ck_assert_int_eq(
	    graft(&s, "{\"i\":4,", &flat, "{\"i\":4,"), WALK_GRAMMAR);
	/* Who is named signs before anything else happens. */
	ck_assert_ptr_nonnull(strstr(s.log.at, "{\"i\":6,\"k\":\"cp\""));
	memcpy(strstr(s.log.at, "{\"i\":7,"), "{\"i\":6,", 7);
	ck_assert_int_eq(
	    graft(&s, "{\"i\":6,\"k\":\"cp\"", &s, "{\"i\":6,\"t\""),
	    WALK_GRAMMAR);
	sample_free(&flat);
	sample_free(&s);
}
END_TEST

SUITE_MAIN("walk", walk_gathers_what_the_log_says,
    walk_stops_before_a_torn_line,
    walk_names_the_end_of_the_link_that_was_changed,
    walk_refuses_a_line_longer_than_ours, walk_follows_a_log_that_was_resumed,
    walk_refuses_times_that_nobody_would_have_written,
    walk_knows_where_a_log_may_be_resumed)
