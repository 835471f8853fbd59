/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/roll.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/cosign.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

enum { MOST = 64 };

/* An archive in the making: its entries' hashes, and who signs. */
struct book {
	struct arena *arena;
	struct digest hash[MOST];
	struct roll roll;
	struct key archive, facilitator, witness;
};

/* enter: the next entry; the word that refuses it, or "". */
static const char *
enter(struct book *b, struct leaf l)
{
	struct text t = text_new(b->arena);
	struct leaf *kept = arena_alloc(b->arena, sizeof(*kept));
	const char *why;

	l.i = b->roll.n;
	l.time = "2026-11-22T06:25:49Z";
	*kept = l;
	ck_assert_ptr_null(leaf_write(&t, kept));
	b->hash[l.i] = tree_leaf(t.at, t.len);
	why = roll_take(&b->roll, kept);
	return why == NULL ? "" : why;
}

static struct leaf
about(enum leaf_kind kind, const struct key *k)
{
	return (struct leaf){.kind = kind, .key = k->pub};
}

static const char *
add(struct book *b, const struct key *k, const char *role)
{
	struct leaf l = about(LEAF_KEY_ADD, k);

	l.role = role;
	return enter(b, l);
}

static void
begin(struct book *b)
{
	struct error err = ERROR_INIT;
	struct leaf genesis;

	b->arena = arena_new(1 << 22, &err);
	b->archive = sample_key("ops.example/archive", 1);
	b->facilitator = sample_key("ops.example/zhang", 2);
	b->witness = sample_key("assessor.example/w1", 3);
	key_make_witness(&b->witness);
	b->roll = roll_new(b->arena, b->hash, MOST);
	genesis = about(LEAF_GENESIS, &b->archive);
	genesis.origin = b->archive.pub.name;
	genesis.format = 1;
	ck_assert_str_eq(enter(b, genesis), "");
}

static uint64_t
open_drill(struct book *b)
{
	struct leaf l = about(LEAF_DRILL_OPEN, &b->facilitator);

	l.drill = HEX;
	l.what = "simulated";
	ck_assert_str_eq(enter(b, l), "");
	return b->roll.n - 1;
}

static struct leaf
seal(const struct book *b, uint64_t open)
{
	static const struct leaf_file files[] = {
	    {"drill.jsonl", HEX}, {"seal.note", HEX}};
	struct leaf l = about(LEAF_DRILL_SEAL, &b->facilitator);

	l.drill = HEX;
	l.open = (int64_t)open;
	l.status = "complete";
	l.record = HEX;
	l.files = files;
	l.files_n = 2;
	return l;
}

/* cosigned: the entry in which a witness has seen all so far. */
static struct leaf
cosigned(struct book *b, const struct key *archive, uint64_t size)
{
	struct leaf l = about(LEAF_WITNESS_NOTE, &b->witness);
	struct text t = text_new(b->arena);
	struct text note = text_new(b->arena);
	struct tree tree = {0};
	uint8_t signature[64];

	for (uint64_t i = 0; i < size; i++)
		tree_add(&tree, &b->hash[i]);
	note_checkpoint(&t, archive->pub.name, &tree);
	note_sign(t.at, t.len, archive->secret, signature);
	text_fmt(&note, "%s\n", t.at);
	note_write(&note, &archive->pub, signature);
	cosign_write(
	    &note, t.at, t.len, &b->witness.pub, b->witness.secret, 1679315147);
	l.note = note.at;
	return l;
}

static struct leaf
revoke(const struct book *b, uint64_t since)
{
	struct leaf l = about(LEAF_KEY_REVOKE, &b->facilitator);

	l.since = (int64_t)since;
	l.why = "lost";
	return l;
}

START_TEST(roll_counts_drills_and_what_became_of_them)
{
	struct book b;
	struct leaf abandon = {
	    .kind = LEAF_DRILL_ABANDON, .drill = HEX, .why = "rain"};
	uint64_t one, two, three;

	begin(&b);
	ck_assert_str_eq(add(&b, &b.facilitator, "facilitator"), "");
	one = open_drill(&b);
	two = open_drill(&b);
	three = open_drill(&b);
	ck_assert_str_eq(enter(&b, seal(&b, two)), "");
	ck_assert_str_eq(enter(&b, seal(&b, two)), "error.archive-not-open");
	ck_assert_str_eq(enter(&b, seal(&b, 0)), "error.archive-not-open");
	abandon.open = (int64_t)one;
	ck_assert_str_eq(enter(&b, abandon), "");
	ck_assert_uint_eq(b.roll.drills_n, 3);
	ck_assert(b.roll.drills[0].abandoned);
	ck_assert_str_eq(b.roll.drills[1].status, "complete");
	ck_assert_uint_eq(roll_open_drill(&b.roll, HEX)->open, three);
	ck_assert_ptr_eq(roll_sealed(&b.roll, HEX, HEX), &b.roll.drills[1]);
	ck_assert_ptr_null(roll_sealed(&b.roll, HEX, HEX "0"));
	ck_assert_ptr_null(roll_sealed(&b.roll, HEX "0", HEX));
	arena_free(b.arena);
}
END_TEST

START_TEST(roll_takes_a_key_once)
{
	struct book b;

	begin(&b);
	ck_assert_str_eq(
	    add(&b, &b.archive, "facilitator"), "error.archive-key-again");
	ck_assert_str_eq(enter(&b, about(LEAF_KEY_RETIRE, &b.facilitator)),
	    "error.archive-key-unknown");
	ck_assert_str_eq(add(&b, &b.facilitator, "facilitator"), "");
	ck_assert_str_eq(
	    add(&b, &b.facilitator, "facilitator"), "error.archive-key-again");
	ck_assert_str_eq(enter(&b, about(LEAF_KEY_RETIRE, &b.facilitator)), "");
	ck_assert_str_eq(enter(&b, about(LEAF_KEY_RETIRE, &b.facilitator)),
	    "error.archive-key-ended");
	ck_assert_str_eq(
	    add(&b, &b.facilitator, "facilitator"), "error.archive-key-again");
	ck_assert_str_eq(enter(&b, revoke(&b, 0)), "");
	ck_assert_str_eq(enter(&b, revoke(&b, 0)), "error.archive-key-ended");
	arena_free(b.arena);
}
END_TEST

/* One secret under two names would outlive its revocation, and let an archive
 * witness itself. */
START_TEST(roll_takes_a_point_once_under_whatever_name)
{
	struct book b;
	struct key renamed = sample_key("ops.example/li", 2);
	struct key itself = sample_key("assessor.example/w2", 1);

	begin(&b);
	ck_assert_str_eq(add(&b, &b.facilitator, "facilitator"), "");
	ck_assert_str_eq(
	    add(&b, &renamed, "facilitator"), "error.archive-key-again");
	key_make_witness(&renamed);
	ck_assert_str_eq(
	    add(&b, &renamed, "witness"), "error.archive-key-again");
	key_make_witness(&itself);
	ck_assert_str_eq(
	    add(&b, &itself, "witness"), "error.archive-key-again");
	ck_assert_uint_eq(b.roll.keys_n, 1);
	arena_free(b.arena);
}
END_TEST

static struct leaf
revoke_witness(const struct book *b, uint64_t since)
{
	struct leaf l = revoke(b, since);

	l.key = b->witness.pub;
	return l;
}

/* A seal, a witness who saw it, a revocation from the leaf behind the seal on:
 * it counts only if the asker vouches for the witness, whose own key must not
 * have been revoked for the time of that word. */
START_TEST(roll_counts_the_word_of_witnesses_that_the_asker_vouches_for)
{
	enum { NOTE = 5 }; /* the leaf of the word */
	static const struct {
		bool vouched;
		uint64_t since; /* of the witness's own revocation */
		enum roll_standing want;
	} cases[] = {{true, ROLL_NEVER, ROLL_GOOD},
	    {false, ROLL_NEVER, ROLL_REVOKED}, {true, 0, ROLL_REVOKED},
	    {true, NOTE, ROLL_REVOKED}, {true, NOTE + 1, ROLL_GOOD}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct book b;
		uint64_t asked;

		begin(&b);
		ck_assert_str_eq(add(&b, &b.witness, "witness"), "");
		ck_assert_str_eq(add(&b, &b.facilitator, "facilitator"), "");
		asked = open_drill(&b) + 1;
		ck_assert_str_eq(enter(&b, seal(&b, asked - 1)), "");
		ck_assert_str_eq(
		    enter(&b, cosigned(&b, &b.archive, b.roll.n)), "");
		ck_assert_uint_eq(b.roll.witnesses[0].leaf, NOTE);
		if (cases[i].since != ROLL_NEVER)
			ck_assert_str_eq(
			    enter(&b, revoke_witness(&b, cases[i].since)), "");
		ck_assert_str_eq(enter(&b, revoke(&b, asked + 1)), "");
		/* Nobody vouches by roll_vouch for what is no witness's. */
		roll_vouch(&b.roll, &b.facilitator.pub);
		if (cases[i].vouched)
			roll_vouch(&b.roll, &b.witness.pub);
		ck_assert_int_eq(
		    roll_standing(&b.roll, &b.facilitator.pub, asked),
		    cases[i].want);
		ck_assert(roll_counts(&b.roll.witnesses[0]) ==
			  (cases[i].want == ROLL_GOOD));
		arena_free(b.arena);
	}
}
END_TEST

/* Row 35 of the attack table. Entries: 1 the key, then a seal, …; whether
 * each counts is worked out by hand from docs/evidence.md. */
START_TEST(roll_judges_keys_by_position_alone)
{
	static const struct {
		const char *name;
		bool early;    /* the seal stands before the key */
		bool pin;      /* a witness saw the seal */
		bool pin_late; /* but after the revocation */
		char end;      /* 0; 't' retired; 'r' revoked since the start;
				  's' revoked since the leaf behind the seal */
		bool again;    /* ask of a seal behind that */
		enum roll_standing want;
	} cases[] = {
	    {"in use", false, false, false, 0, false, ROLL_GOOD},
	    {"before it was added", true, false, false, 0, false, ROLL_UNKNOWN},
	    {"retired later", false, false, false, 't', false, ROLL_GOOD},
	    {"retired before", false, false, false, 't', true, ROLL_RETIRED},
	    {"revoked from before", false, true, false, 'r', false,
		ROLL_REVOKED},
	    {"revoked from after, seen before", false, true, false, 's', false,
		ROLL_GOOD},
	    {"revoked from after, never seen", false, false, false, 's', false,
		ROLL_REVOKED},
	    {"revoked from after, seen too late", false, false, true, 's',
		false, ROLL_REVOKED},
	    {"sealed behind the revocation", false, true, false, 's', true,
		ROLL_REVOKED},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct book b;
		uint64_t asked;

		begin(&b);
		ck_assert_str_eq(add(&b, &b.witness, "witness"), "");
		if (!cases[i].early)
			ck_assert_str_eq(
			    add(&b, &b.facilitator, "facilitator"), "");
		asked = open_drill(&b);
		ck_assert_str_eq(enter(&b, seal(&b, asked)), "");
		asked = b.roll.n - 1;
		if (cases[i].early)
			ck_assert_str_eq(
			    add(&b, &b.facilitator, "facilitator"), "");
		if (cases[i].pin)
			ck_assert_str_eq(
			    enter(&b, cosigned(&b, &b.archive, b.roll.n)), "");
		if (cases[i].end == 't')
			ck_assert_str_eq(
			    enter(&b, about(LEAF_KEY_RETIRE, &b.facilitator)),
			    "");
		if (cases[i].end == 'r')
			ck_assert_str_eq(enter(&b, revoke(&b, asked)), "");
		if (cases[i].end == 's')
			ck_assert_str_eq(enter(&b, revoke(&b, asked + 1)), "");
		if (cases[i].pin_late)
			ck_assert_str_eq(
			    enter(&b, cosigned(&b, &b.archive, b.roll.n)), "");
		if (cases[i].again)
			asked = b.roll.n + 1;
		roll_vouch(&b.roll, &b.witness.pub);
		ck_assert_msg(roll_standing(&b.roll, &b.facilitator.pub,
				  asked) == cases[i].want,
		    "%s", cases[i].name);
		ck_assert_int_eq(roll_standing(&b.roll, &b.witness.pub, asked),
		    ROLL_UNKNOWN);
		arena_free(b.arena);
	}
}
END_TEST

/* turned: the same note, its two signatures the other way round. */
static const char *
turned(const struct book *b, const char *note)
{
	const char *first = strstr(note, "\n\n") + 2;
	const char *second = strchr(first, '\n') + 1;
	struct text t = text_new(b->arena);

	text_bytes(&t, note, (size_t)(first - note));
	text_add(&t, second);
	text_bytes(&t, first, (size_t)(second - first));
	return t.at;
}

START_TEST(roll_takes_only_what_a_witness_on_it_has_signed)
{
	struct book b;
	struct key other = sample_key("ops.example/archive", 8);
	struct leaf l;

	begin(&b);
	ck_assert_str_eq(
	    enter(&b, cosigned(&b, &b.archive, 1)), "error.archive-witness");
	ck_assert_str_eq(add(&b, &b.witness, "witness"), "");
	ck_assert_str_eq(
	    enter(&b, cosigned(&b, &other, 1)), "error.archive-cosignature");
	b.hash[0].byte[0] ^= 1;
	l = cosigned(&b, &b.archive, 2);
	b.hash[0].byte[0] ^= 1;
	ck_assert_str_eq(enter(&b, l), "error.archive-cosignature");
	l = cosigned(&b, &b.archive, 1);
	l.note = turned(&b, l.note);
	ck_assert_str_eq(enter(&b, l), "error.archive-cosignature");
	ck_assert_str_eq(enter(&b, cosigned(&b, &b.archive, 1)), "");
	ck_assert_uint_eq(b.roll.witnesses_n, 1);
	ck_assert_uint_eq(b.roll.witnesses[0].size, 1);
	ck_assert_int_eq(b.roll.witnesses[0].seconds, 1679315147);
	ck_assert_str_eq(enter(&b, about(LEAF_KEY_RETIRE, &b.witness)), "");
	ck_assert_str_eq(
	    enter(&b, cosigned(&b, &b.archive, 1)), "error.archive-witness");
	arena_free(b.arena);
}
END_TEST

START_TEST(roll_begins_with_a_genesis_and_has_no_other)
{
	struct book b;
	struct leaf genesis;

	begin(&b);
	genesis = about(LEAF_GENESIS, &b.facilitator);
	genesis.origin = b.facilitator.pub.name;
	genesis.format = 1;
	ck_assert_str_eq(enter(&b, genesis), "error.archive-order");
	b.roll = roll_new(b.arena, b.hash, MOST);
	ck_assert_str_eq(
	    add(&b, &b.facilitator, "facilitator"), "error.archive-order");
	genesis.origin = "ops.example/other";
	ck_assert_str_eq(enter(&b, genesis), "error.archive-origin");
	arena_free(b.arena);
}
END_TEST

SUITE_MAIN("roll", roll_counts_drills_and_what_became_of_them,
    roll_takes_a_key_once, roll_takes_a_point_once_under_whatever_name,
    roll_counts_the_word_of_witnesses_that_the_asker_vouches_for,
    roll_judges_keys_by_position_alone,
    roll_takes_only_what_a_witness_on_it_has_signed,
    roll_begins_with_a_genesis_and_has_no_other)
