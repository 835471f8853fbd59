/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/journal.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "tests/proof/rig.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

static const char name[] = "drill.jsonl";

/* A drill of some facts: committed by twos, signed by fours. */
enum { FACTS = 12, SECTOR = 512 };

/* One life of the program that keeps the log, and what it promised. */
struct life {
	struct rig *rig;
	struct journal journal;
	struct key key;
	struct text seal;
	int64_t ms;
	int64_t facts; /* taken by the journal, … */
	int64_t acked; /* … of which so many are durable, it said … */
	bool sealed;   /* … and that the drill is sealed */
};

static struct log_stamp
stamp(int64_t ms)
{
	struct log_stamp s = {"", ms};

	(void)snprintf(s.time, sizeof(s.time), "2026-11-22T06:%02d:%02d.%03dZ",
	    (int)((uint64_t)ms / 60000 % 60), (int)((uint64_t)ms / 1000 % 60),
	    (int)((uint64_t)ms % 1000));
	return s;
}

static struct life
life_of(struct rig *r, uint8_t seed)
{
	struct life l = {.rig = r,
	    .key = sample_key("ops.example.cn/session", seed),
	    .seal = text_new(r->arena)};

	return l;
}

/* tick: a second later; where the clock was may stand in the log. */
static struct log_stamp
tick(struct life *l)
{
	if (l->journal.log.stamp.ms > l->ms)
		l->ms = l->journal.log.stamp.ms;
	l->ms += 1000;
	return stamp(l->ms);
}

static int
begin(struct life *l)
{
	static const char drill[] = "ca358758f6d27e6cf45272937977a748"
				    "fd88391db679ceda7dc7bf1f005ee879";
	struct log_stamp now = stamp(0);
	struct log_document plan = {"plan.json", digest_of("{}", 2)};
	struct log_genesis g = {
	    drill, "simulated", &plan, 1, 1, 0, 1, "b", NULL, &now};
	struct error err = ERROR_INIT;

	return journal_begin(&l->journal, l->rig->arena, rig_calls(),
	    l->rig->dir, name, &g, &l->key, &err);
}

/* resume: take the log up again. Return: the id of the error, or "". */
static const char *
resume(struct life *l)
{
	struct error err = ERROR_INIT;
	struct text body = text_new(l->rig->arena);
	struct log_stamp now;

	if (journal_open(&l->journal, l->rig->arena, rig_calls(), l->rig->dir,
		name, &err) != 0)
		return err.id;
	for (l->facts = 0; journal_is_behind(&l->journal); l->facts++) {
		body.len = 0;
		sample_fact(&body, l->facts);
		now = tick(l);
		if (journal_fact(&l->journal, &now, body.at, body.len, &err) !=
		    0)
			return err.id;
	}
	l->acked = l->facts;
	if (l->journal.walk.sealed)
		return "";
	now = tick(l);
	if (journal_go_on(&l->journal, &now, &l->key, &err) != STORE_DONE)
		return err.id;
	return "";
}

/* commit: the outside counts what it was promised. */
static enum store_end
commit(struct life *l, bool sign)
{
	struct error err = ERROR_INIT;
	enum store_end end = journal_commit(&l->journal, sign, &err);

	if (end == STORE_DONE) {
		l->acked = l->facts;
		rig_promise(l->rig, (long)l->acked);
	}
	return end;
}

/* go: take facts up to `to` and end. Return: how that ended. */
static enum store_end
go(struct life *l)
{
	struct error err = ERROR_INIT;
	struct text body = text_new(l->rig->arena);
	enum store_end end = commit(l, false);
	struct log_stamp now;

	while (end == STORE_DONE && l->facts < FACTS && !l->journal.ended) {
		body.len = 0;
		sample_fact(&body, l->facts);
		now = tick(l);
		if (journal_fact(&l->journal, &now, body.at, body.len, &err) !=
		    0)
			return STORE_LOST;
		l->facts++;
		if (l->facts % 2 == 0)
			end = commit(l, l->facts % 4 == 0);
	}
	if (end != STORE_DONE)
		return end;
	now = tick(l);
	end = journal_end(&l->journal, &now, &l->seal, &err);
	l->sealed = end == STORE_DONE;
	return end;
}

/* die: as kill -9 does it. */
static void
die(struct life *l)
{
	if (l->journal.store.fd > 0)
		(void)close(l->journal.store.fd);
	l->journal.store.fd = -1;
}

static struct verify_report
judge(struct life *l)
{
	struct verify_document plan = {"plan.json", {"{}", 2}};
	struct verify_input in = {.log = rig_read(l->rig, name),
	    .documents = &plan,
	    .n_documents = 1,
	    .seal = {l->seal.len > 0 ? l->seal.at : NULL, l->seal.len},
	    .trusted = &l->key.pub,
	    .n_trusted = 1};
	struct verify_report r;

	verify_evidence(l->rig->arena, &in, &r);
	return r;
}

/* is_whole: sealed, valid, and every fact in it once. */
static bool
is_whole(struct life *l, int64_t resumed)
{
	struct verify_report r = judge(l);

	return r.verdict == VERIFY_VALID && r.facts == FACTS &&
	       (resumed < 0 || r.resumed == resumed);
}

START_TEST(journal_keeps_a_log_that_verifies)
{
	struct rig *r = rig_new();
	struct life l = life_of(r, 1);

	ck_assert_int_eq(begin(&l), 0);
	ck_assert_int_eq(go(&l), STORE_DONE);
	journal_close(&l.journal);
	ck_assert(is_whole(&l, 0));
	rig_free(r);
}
END_TEST

/* Whoever reads a checkpoint may rely on all before it being on disk. */
START_TEST(journal_signs_only_what_is_durable)
{
	struct rig *r = rig_new();
	struct life l = life_of(r, 1);
	int signed_ = 0;

	ck_assert_int_eq(begin(&l), 0);
	ck_assert_int_eq(go(&l), STORE_DONE);
	for (size_t i = 0; i < r->n; i++) {
		const struct rig_event *e = &r->event[i];

		if (e->act != RIG_WRITE || strstr(e->bytes, "\"cp\"") == NULL)
			continue;
		ck_assert_ptr_eq(strchr(e->bytes, '\n') + 1, e->bytes + e->n);
		ck_assert_int_eq(r->event[i - 1].act, RIG_SYNC);
		ck_assert_int_eq(r->event[i + 1].act, RIG_SYNC);
		signed_++;
	}
	ck_assert_int_eq(signed_, 1 + FACTS / 4 + 1);
	journal_close(&l.journal);
	rig_free(r);
}
END_TEST

/* Row 22: full at every byte; with space again it goes on, and nothing in the
 * log tells of it. */
START_TEST(journal_waits_for_space_at_every_byte)
{
	struct rig *r = rig_new();
	struct life whole = life_of(r, 1);
	off_t most;

	ck_assert_int_eq(begin(&whole), 0);
	ck_assert_int_eq(go(&whole), STORE_DONE);
	journal_close(&whole.journal);
	most = (off_t)rig_read(r, name).len;
	for (off_t room = 0; room < most; room += 7) {
		struct life l;
		enum store_end end;

		rig_reset(r);
		l = life_of(r, 1);
		r->room = room;
		if (begin(&l) != 0)
			continue;
		end = go(&l);
		ck_assert_int_eq(end, STORE_FULL);
		ck_assert_int_eq(commit(&l, true), STORE_FULL);
		ck_assert_int_le(judge(&l).facts, FACTS);
		ck_assert_int_ge(judge(&l).facts, l.acked);
		ck_assert_int_eq(judge(&l).verdict, VERIFY_INCOMPLETE);
		r->room = -1;
		ck_assert_int_eq(go(&l), STORE_DONE);
		journal_close(&l.journal);
		ck_assert(is_whole(&l, 0));
	}
	rig_free(r);
}
END_TEST

/* Row 23: each call fails once. What went on without a break is whole; else
 * another life takes up what is there. */
START_TEST(journal_survives_the_failure_of_any_call)
{
	struct rig *r = rig_new();
	int renewed = 0, reborn = 0;

	for (long n = 1;; n++) {
		struct life l, next;

		rig_reset(r);
		l = life_of(r, 1);
		r->fail_at = n;
		r->fail_with = EIO;
		if (begin(&l) != 0) {
			die(&l);
			continue;
		}
		if (go(&l) == STORE_DONE) {
			journal_close(&l.journal);
			ck_assert(is_whole(&l, -1));
			renewed += judge(&l).resumed > 0;
			if (r->calls < n)
				break;
			continue;
		}
		die(&l);
		reborn++;
		next = life_of(r, 2);
		ck_assert_str_eq(resume(&next), "");
		ck_assert_int_ge(next.facts, l.acked);
		ck_assert_int_eq(go(&next), STORE_DONE);
		ck_assert(is_whole(&next, 1));
		journal_close(&next.journal);
	}
	ck_assert_int_gt(renewed, 10);
	rig_free(r);
}
END_TEST

/* Row 20, in one process: dead after any write, the next life has all that
 * was promised, and the drill ends as if nothing had been. */
START_TEST(journal_is_taken_up_after_any_death)
{
	struct rig *r = rig_new();

	for (long n = 3;; n++) {
		struct life l, next;
		bool lived;

		rig_reset(r);
		l = life_of(r, 1);
		r->fail_at = n;
		r->fail_with = EIO;
		r->fail_on = true;
		lived = begin(&l) == 0 && go(&l) == STORE_DONE;
		die(&l);
		if (lived)
			break;
		r->fail_at = 0;
		next = life_of(r, 2);
		if (strcmp(resume(&next), "") != 0) {
			ck_assert_int_eq(l.acked, 0);
			die(&next);
			continue;
		}
		ck_assert_int_ge(next.facts, l.acked);
		ck_assert_int_eq(go(&next), STORE_DONE);
		if (!next.journal.walk.sealed)
			ck_assert(is_whole(&next, 1));
		journal_close(&next.journal);
	}
	rig_free(r);
}
END_TEST

/* ---- row 21: power cuts ---- */

/* A disk after a power cut: what was synced is there; of each sector written
 * since, the old, the new, zeros or garbage; of the sizes the file has had
 * since, any. */
struct platter {
	char at[1 << 16];
	size_t len;
	size_t durable;   /* bytes that had been synced */
	int64_t promised; /* facts */
};

static unsigned
draw(unsigned *state, unsigned n)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % n;
}

/* settle: the event as it is once it is on disk. */
static void
apply(struct platter *p, const struct rig_event *e)
{
	if (e->act == RIG_WRITE) {
		memcpy(p->at + e->at, e->bytes, e->n);
		if ((size_t)e->at + e->n > p->len)
			p->len = (size_t)e->at + e->n;
	} else if (e->act == RIG_TRUNCATE && (size_t)e->at < p->len) {
		memset(p->at + e->at, 0, p->len - (size_t)e->at);
		p->len = (size_t)e->at;
	}
}

/* damage: write the event as a power cut leaves it. */
static void
damage(struct platter *p, const struct rig_event *e, unsigned *state)
{
	size_t end = (size_t)e->at + e->n;

	for (size_t at = (size_t)e->at; at < end;) {
		size_t next = (at / SECTOR + 1) * SECTOR;
		size_t n = (next < end ? next : end) - at;

		switch (draw(state, 4)) {
		case 0:
			memcpy(p->at + at, e->bytes + (at - (size_t)e->at), n);
			break;
		case 1:
			memset(p->at + at, 0, n);
			break;
		case 2:
			for (size_t i = 0; i < n; i++)
				p->at[at + i] = (char)draw(state, 256);
			break;
		default:
			break;
		}
		at += n;
	}
	if (end > p->len)
		p->len += draw(state, (unsigned)(end - p->len) + 1);
}

/* cut_power: the disk as it may be if power went before event `n`. */
static void
cut_power(const struct rig *r, size_t n, struct platter *p, unsigned *state)
{
	size_t synced = 0;

	memset(p, 0, sizeof(*p));
	for (size_t i = 0; i < n; i++) {
		if (r->event[i].act == RIG_SYNC)
			synced = i;
		if (r->event[i].act == RIG_PROMISE)
			p->promised = r->event[i].at;
	}
	for (size_t i = 0; i < synced; i++)
		apply(p, &r->event[i]);
	p->durable = p->len;
	for (size_t i = synced; i < n; i++)
		if (r->event[i].act == RIG_WRITE)
			damage(p, &r->event[i], state);
}

/* is_torn_kept: is all that was cut off in the file beside the log? */
static bool
is_torn_kept(struct rig *r, const struct platter *p, size_t kept)
{
	struct bytes b = rig_read(r, "drill.torn-1.bin");

	return kept == p->len || (b.len == p->len - kept &&
				     memcmp(b.at, p->at + kept, b.len) == 0);
}

/* take_up: is a log after a power cut taken up with all that was durable, no
 * byte that was never written, and what was torn aside? */
static bool
take_up(struct rig *r, const struct platter *p, const struct bytes *log)
{
	struct life next;
	size_t kept;
	const char *id;

	rig_put(r, name, p->at, p->len);
	next = life_of(r, 2);
	id = resume(&next);
	kept = next.journal.walk.at;
	if (strcmp(id, "error.resume-nothing") == 0)
		return p->durable == 0 && p->promised == 0;
	if (strcmp(id, "") != 0 || kept < p->durable || kept > log->len ||
	    next.facts < p->promised || memcmp(p->at, log->at, kept) != 0 ||
	    !is_torn_kept(r, p, kept))
		return false;
	if (next.journal.walk.sealed) {
		journal_close(&next.journal);
		return true;
	}
	if (go(&next) != STORE_DONE)
		return false;
	journal_close(&next.journal);
	return is_whole(&next, 1);
}

/* The images: 2,000 as a test, or as many as IMAGES says, from another seed
 * where SEED says one. */
static unsigned
asked(const char *what, unsigned otherwise)
{
	const char *s = getenv(what);

	return s == NULL ? otherwise : (unsigned)strtoul(s, NULL, 10);
}

START_TEST(journal_survives_power_cuts)
{
	static struct platter p;
	struct rig *r = rig_new();
	struct arena *own;
	struct error err = ERROR_INIT;
	struct life l = life_of(r, 1);
	struct rig was;
	struct bytes log;
	unsigned state = asked("SEED", 20260101);
	unsigned images = asked("IMAGES", 2000);

	ck_assert_int_eq(begin(&l), 0);
	ck_assert_int_eq(go(&l), STORE_DONE);
	log = rig_read(r, name);
	journal_close(&l.journal);
	was = *r;
	/* The recording outlives the resets below. */
	own = r->arena;
	r->arena = arena_new(1 << 28, &err);
	ck_assert_ptr_nonnull(r->arena);
	for (unsigned i = 0; i < images; i++) {
		size_t n = draw(&state, (unsigned)was.n) + 1;
		unsigned from = state;

		cut_power(&was, n, &p, &state);
		rig_reset(r);
		ck_assert_msg(take_up(r, &p, &log),
		    "image %u: before event %zu, from state %u", i, n, from);
	}
	arena_free(own);
	rig_free(r);
}
END_TEST

/* ---- a reader beside the writer ---- */

/* grow: write a fact a millisecond, until killed. */
static void
grow(struct life *l)
{
	const struct timespec pause = {0, 1000000};
	struct error err = ERROR_INIT;
	struct text body = text_new(l->rig->arena);

	for (int64_t f = 0; f < 5000; f++) {
		struct log_stamp now = stamp(f);

		body.len = 0;
		sample_fact(&body, f);
		if (journal_fact(&l->journal, &now, body.at, body.len, &err) !=
			0 ||
		    journal_commit(&l->journal, f % 50 == 0, &err) !=
			STORE_DONE)
			_exit(1);
		(void)nanosleep(&pause, NULL);
	}
	_exit(0);
}

/* Row 38: what is read of a log that grows ends anywhere, and is never called
 * bad for that. 100 times as a test, or as often as VERIFIES says. */
START_TEST(journal_is_never_found_bad_while_it_grows)
{
	struct rig *r = rig_new();
	struct life l = life_of(r, 1);
	struct error err = ERROR_INIT;
	struct arena *arena = r->arena;
	struct arena *own = arena_new(1 << 26, &err);
	unsigned n = asked("VERIFIES", 100);
	int64_t lines = 0;
	pid_t child;

	ck_assert_ptr_nonnull(own);
	r->forget = true;
	ck_assert_int_eq(begin(&l), 0);
	child = fork();
	if (child == 0)
		grow(&l);
	r->arena = own;
	for (unsigned i = 0; i < n || lines < 20; i++) {
		struct verify_report v;

		arena_reset(own);
		v = judge(&l);
		ck_assert_msg(
		    v.verdict == VERIFY_INCOMPLETE && (int64_t)v.lines >= lines,
		    "%d at line %d", (int)v.verdict, (int)v.lines);
		lines = (int64_t)v.lines;
	}
	(void)kill(child, SIGKILL);
	(void)waitpid(child, NULL, 0);
	die(&l);
	arena_free(own);
	r->arena = arena;
	rig_free(r);
}
END_TEST

/* ---- what is not taken up ---- */

/* bite: change the byte at `at` of the log on disk. */
static void
bite(struct rig *r, size_t at)
{
	struct bytes b = rig_read(r, name);
	char *copy = arena_copy(r->arena, b.at, b.len);

	copy[at] ^= 1;
	rig_put(r, name, copy, b.len);
}

/* A line that is bad before a checkpoint that holds was not torn. */
START_TEST(journal_refuses_a_log_whose_middle_was_changed)
{
	struct rig *r = rig_new();
	struct life l = life_of(r, 1), next = life_of(r, 2);
	struct bytes before;
	size_t middle;

	ck_assert_int_eq(begin(&l), 0);
	(void)go(&l);
	die(&l);
	before = rig_read(r, name);
	middle = (size_t)(strstr(before.at, "\"f\":5,") - before.at);
	bite(r, middle + 4);
	before = rig_read(r, name);
	ck_assert_str_eq(resume(&next), "error.resume-middle");
	ck_assert_uint_eq(rig_read(r, name).len, before.len);
	ck_assert_mem_eq(rig_read(r, name).at, before.at, before.len);
	ck_assert_ptr_null(rig_read(r, "drill.torn-1.bin").at);
	rig_free(r);
}
END_TEST

/* cut: let the log on disk end before this text, and a bit of it. */
static void
cut(struct rig *r, const char *before, size_t more)
{
	struct bytes b = rig_read(r, name);
	const char *at = strstr(b.at, before);

	ck_assert_ptr_nonnull(at);
	while (at > b.at && at[-1] != '\n')
		at--;
	rig_put(r, name, b.at, (size_t)(at - b.at) + more);
}

START_TEST(journal_is_taken_up_wherever_it_ends)
{
	static const char *const ends[] = {
	    "\"i\":1,", "\"f\":0,", "\"f\":3,", "\"k\":\"end\"", "\"i\":18,"};
	struct rig *r = rig_new();

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		struct life l, next;

		rig_reset(r);
		l = life_of(r, 1);
		next = life_of(r, 2);
		ck_assert_int_eq(begin(&l), 0);
		ck_assert_int_eq(go(&l), STORE_DONE);
		die(&l);
		cut(r, ends[i], 9);
		ck_assert_str_eq(resume(&next), "");
		ck_assert_int_eq(go(&next), STORE_DONE);
		journal_close(&next.journal);
		ck_assert_msg(is_whole(&next, 1), "%s", ends[i]);
		ck_assert_ptr_nonnull(strstr(rig_read(r, name).at,
		    "\"k\":\"resume\",\"cause\":\"restart\",\"torn\":9,"));
	}
	rig_free(r);
}
END_TEST

START_TEST(journal_takes_up_no_drill_that_went_another_way)
{
	struct rig *r = rig_new();
	struct life l = life_of(r, 1), next = life_of(r, 2);
	struct error err = ERROR_INIT;
	struct log_stamp now = stamp(1000000);
	static const char other[] = "{\"f\":0,\"at\":1,\"act\":\"starts\"}";

	ck_assert_int_eq(begin(&l), 0);
	ck_assert_int_eq(go(&l), STORE_DONE);
	die(&l);
	cut(r, "\"k\":\"end\"", 0);
	ck_assert_int_eq(journal_open(&next.journal, r->arena, rig_calls(),
			     r->dir, name, &err),
	    0);
	ck_assert_int_eq(
	    journal_fact(&next.journal, &now, other, sizeof(other) - 1, &err),
	    -1);
	ck_assert_str_eq(err.id, "error.resume-differs");
	journal_close(&next.journal);
	rig_free(r);
}
END_TEST

START_TEST(journal_refuses_what_is_no_log_of_its_kind)
{
	struct rig *r = rig_new();
	struct sample s;
	struct life l = life_of(r, 1);

	rig_put(r, name, "", 0);
	ck_assert_str_eq(resume(&l), "error.resume-nothing");
	rig_put(r, name, "{\"i\":0", 6);
	ck_assert_str_eq(resume(&l), "error.resume-nothing");
	sample_new(&s, 7);
	rig_put(r, name, s.log.at, s.log.len / 2);
	ck_assert_str_eq(resume(&l), "error.resume-unstamped");
	sample_free(&s);
	rig_free(r);
}
END_TEST

SUITE_MAIN("journal", journal_keeps_a_log_that_verifies,
    journal_signs_only_what_is_durable, journal_waits_for_space_at_every_byte,
    journal_survives_the_failure_of_any_call,
    journal_is_taken_up_after_any_death, journal_survives_power_cuts,
    journal_is_never_found_bad_while_it_grows,
    journal_refuses_a_log_whose_middle_was_changed,
    journal_is_taken_up_wherever_it_ends,
    journal_takes_up_no_drill_that_went_another_way,
    journal_refuses_what_is_no_log_of_its_kind)
