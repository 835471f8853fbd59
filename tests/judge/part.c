/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/part.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "replay/drill/stage.h"
#include "replay/judge/worker.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

/* Two scenarios, some trials of each, without one or the other too. */
struct sample {
	struct arena *a;
	const struct stage *stages[2];
	struct worker *worker;
	struct part part;
	struct text text;
};

static struct sample
sample(void)
{
	static struct worker_order order;
	struct sample s = {.a = cases_arena(512 << 20)};
	struct error err = ERROR_INIT;

	s.stages[0] = play_stage(s.a, "tests/cases/drill/known-odds", 1);
	s.stages[1] = play_stage(s.a, "tests/cases/drill/odds", 9);
	order = (struct worker_order){s.stages, 2, 1100, 50, false};
	s.worker = worker_new(&order, &err);
	ck_assert_ptr_nonnull(s.worker);
	ck_assert(worker_block(s.worker, 0) && worker_block(s.worker, 1));
	s.part = part_of(s.stages, 2);
	s.part.trials = 1100;
	s.part.absent = 50;
	s.part.to = 2;
	s.part.plan = "dir/a \"plan\".json";
	s.part.scenarios[1].weight = 12;
	s.text = text_new(s.a);
	part_write(&s.text, &s.part, s.worker->campaigns);
	return s;
}

static void
end(struct sample *s)
{
	worker_free(s->worker);
	arena_free(s->a);
}

/* take: read these bytes as the sample's part. Return: 0 if they are sound;
 * the folds are then those of `out`. */
static int
take(struct sample *s, const char *bytes, size_t n, struct part *part,
    struct campaign out[2])
{
	struct error err = ERROR_INIT;
	struct bytes b = {bytes, n};

	for (int i = 0; i < 2; i++)
		out[i] = campaign_new(s->a, s->a, s->stages[i]);
	if (part_read(s->a, "x", b, part, &err) != 0 ||
	    part_take(s->a, "x", b, part, out, &err) != 0) {
		ck_assert_int_eq(err.kind, ERROR_INPUT);
		return -1;
	}
	return 0;
}

START_TEST(what_is_read_is_what_was_written)
{
	struct sample s = sample();
	struct campaign c[2];
	struct part p;

	ck_assert_int_eq(take(&s, s.text.at, s.text.len, &p, c), 0);
	ck_assert(part_is_of(&p, &s.part));
	ck_assert_str_eq(p.plan, s.part.plan);
	ck_assert_uint_eq(p.from, 0);
	ck_assert_uint_eq(p.to, 2);
	ck_assert_uint_eq(c[0].counts[CAMPAIGN_TRIALS], 1024);
	ck_assert_uint_eq(c[1].counts[CAMPAIGN_TRIALS], 1024);
	ck_assert_uint_gt(c[0].absences[1].lost, 0);
	for (int i = 0; i < 2; i++)
		ck_assert_mem_eq(&c[i].squares, &s.worker->campaigns[i].squares,
		    sizeof(struct sum));
	end(&s);
}
END_TEST

START_TEST(a_part_that_was_altered_or_cut_is_refused)
{
	struct sample s = sample();
	struct campaign c[2];
	struct part p;
	char *copy = arena_copy(s.a, s.text.at, s.text.len);

	for (size_t i = 0; i < s.text.len; i += 1 + s.text.len / 300) {
		copy[i] ^= 1;
		ck_assert_int_ne(take(&s, copy, s.text.len, &p, c), 0);
		copy[i] ^= 1;
		ck_assert_int_ne(take(&s, copy, i, &p, c), 0);
	}
	ck_assert_int_eq(take(&s, copy, s.text.len, &p, c), 0);
	end(&s);
}
END_TEST

/* closed: a text with its own digest behind it. */
static struct text
closed(struct arena *a, const char *body, size_t n)
{
	struct text t = text_new(a);
	struct digest digest = digest_of(body, n);
	char hex[DIGEST_HEX];

	digest_hex(&digest, hex);
	text_bytes(&t, body, n);
	text_fmt(&t, "{\"sha256\":\"%s\"}\n", hex);
	return t;
}

START_TEST(nor_does_a_right_digest_help_what_was_never_written)
{
	static const char *const lines[] = {"{\"count\":10,\"n\":1}\n",
	    "{\"count\":0,\"n\":0}\n", "{\"bucket\":99999999,\"n\":1}\n",
	    "{\"notice\":999999,\"n\":1}\n", "{\"absence\":99,\"n\":1}\n",
	    "{\"sum\":99999999,\"v\":\"00000000000000000000000000000001\"}\n",
	    "{\"sum\":0,\"v\":\"1\"}\n", "{\"fold\":2,\"n\":0}\n",
	    "{\"other\":1,\"n\":1}\n", "{\"least\":0,\"n\":-1}\n", "{}\n"};
	struct sample s = sample();
	struct campaign c[2];
	struct part p;
	const size_t last = strlen("{\"sha256\":\"\"}\n") + DIGEST_HEX - 1;

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct text body = text_new(s.a);
		struct text t;

		text_bytes(&body, s.text.at, s.text.len - last);
		text_add(&body, lines[i]);
		t = closed(s.a, body.at, body.len);
		ck_assert_msg(
		    take(&s, t.at, t.len, &p, c) != 0, "%s", lines[i]);
	}
	end(&s);
}
END_TEST

START_TEST(other_semantics_are_named)
{
	struct sample s = sample();
	const char head[] = "{\"format\":\"yanlian-part/2\",\"semantics\":99,"
			    "\"trials\":1}\n";
	struct text t = closed(s.a, head, strlen(head));
	struct bytes b = {t.at, t.len};
	struct error err = ERROR_INIT;
	struct part p;

	ck_assert_int_ne(part_read(s.a, "x", b, &p, &err), 0);
	ck_assert_str_eq(err.id, "error.part-semantics");
	end(&s);
}
END_TEST

START_TEST(parts_of_one_campaign_know_each_other)
{
	struct sample s = sample();
	struct part p = s.part;

	p.from = p.to = 2; /* another stretch, other paths */
	p.plan = "elsewhere";
	ck_assert(part_is_of(&p, &s.part));
	p.trials++;
	ck_assert(!part_is_of(&p, &s.part));
	p = s.part;
	p.scenarios[0].seed++;
	ck_assert(!part_is_of(&p, &s.part));
	p = s.part;
	p.scenarios[1].weight++;
	ck_assert(!part_is_of(&p, &s.part));
	p = s.part;
	p.scenarios[1].stage[0] ^= 1;
	ck_assert(!part_is_of(&p, &s.part));
	p = s.part;
	p.n = 1;
	ck_assert(!part_is_of(&p, &s.part));
	end(&s);
}
END_TEST

SUITE_MAIN("part", what_is_read_is_what_was_written,
    a_part_that_was_altered_or_cut_is_refused,
    nor_does_a_right_digest_help_what_was_never_written,
    other_semantics_are_named, parts_of_one_campaign_know_each_other)
