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

SUITE_MAIN("walk", walk_gathers_what_the_log_says,
    walk_stops_before_a_torn_line,
    walk_names_the_end_of_the_link_that_was_changed,
    walk_refuses_a_line_longer_than_ours)
