/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/policy.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/text.h"

enum { WORDS = 3 + POLICY_PARTIES };

/* reading: the line at hand, and what those before it made. */
struct reading {
	struct arena *arena;
	struct faults *faults;
	const struct document *document;
	uint32_t line;
	const char *start;           /* of the line, its words cut by NULs */
	const char *word[WORDS + 1]; /* one too many shows */
	size_t words;
	struct note_key *facilitators, *logs;
	struct policy_party *parties;
	struct policy policy;
	bool has_quorum;
	unsigned said; /* needs that have a line */
};

/* column_of: in characters, from 1. */
static uint32_t
column_of(const struct reading *r, const char *at)
{
	uint32_t column = 1;

	for (const char *c = r->start; c < at; c++)
		column += ((unsigned char)*c & 0xC0) != 0x80;
	return column;
}

static void
error(const struct reading *r, const char *at, const char *id, const char *name,
    const char *value)
{
	faults_add_at(r->faults, GRADE_ERROR, id, r->document, r->line,
	    at == NULL ? 1 : column_of(r, at), name, value, NULL);
}

/* ---- keys ---- */

static bool
is_same_point(const struct note_key *a, const struct note_key *b)
{
	return memcmp(a->point, b->point, sizeof(a->point)) == 0;
}

static bool
is_among(const struct note_key *k, const struct note_key *keys, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_same_point(k, &keys[i]))
			return true;
	return false;
}

static bool
is_witness_of_ours(const struct reading *r, const struct note_key *k)
{
	for (size_t i = 0; i < r->policy.parties_n; i++)
		if (r->parties[i].key.type != 0 &&
		    is_same_point(k, &r->parties[i].key))
			return true;
	return false;
}

/* read_key: a key line of the type that its place asks for. */
static bool
read_key(
    const struct reading *r, const char *s, bool witness, struct note_key *out)
{
	size_t n = strlen(s);

	if (witness ? note_witness_read(s, n, out) : note_key_read(s, n, out))
		return true;
	if (witness ? note_key_read(s, n, out) : note_witness_read(s, n, out))
		error(r, s, "policy-key-type", "name", out->name);
	else
		error(r, s, "policy-key", "text", s);
	return false;
}

/* add_key: into a list of archives or facilitators, where no witness stands
 * and nothing twice: two of one point would count as one. */
static void
add_key(struct reading *r, const char *s, struct note_key *keys, size_t *n)
{
	struct note_key k;

	if (!read_key(r, s, false, &k))
		return;
	if (is_among(&k, keys, *n) || is_witness_of_ours(r, &k))
		error(r, s, "policy-key-again", "name", k.name);
	else if (*n == POLICY_KEYS)
		error(r, s, "policy-many", "name", r->word[0]);
	else
		keys[(*n)++] = k;
}

static void
take_log(struct reading *r)
{
	add_key(r, r->word[1], r->logs, &r->policy.logs_n);
}

static void
take_key(struct reading *r)
{
	if (strcmp(r->word[1], "facilitator") != 0)
		error(r, r->word[1], "policy-role", "name", r->word[1]);
	else
		add_key(
		    r, r->word[2], r->facilitators, &r->policy.facilitators_n);
}

/* ---- witnesses and groups ---- */

/* find: the number of a party, or POLICY_NOBODY. */
static size_t
find(const struct reading *r, const char *name)
{
	for (size_t i = 0; i < r->policy.parties_n; i++)
		if (strcmp(r->parties[i].name, name) == 0)
			return i;
	return POLICY_NOBODY;
}

/* define: a party of this name, even where its line is wrong, lest others
 * that name it be called wrong as well. */
static struct policy_party *
define(struct reading *r)
{
	const char *name = r->word[1];
	struct policy_party *p = &r->parties[r->policy.parties_n];

	if (strcmp(name, "none") == 0 || find(r, name) != POLICY_NOBODY)
		error(r, name, "policy-name-again", "name", name);
	else if (r->policy.parties_n == POLICY_PARTIES)
		error(r, name, "policy-many", "name", r->word[0]);
	else
		r->policy.parties_n++;
	*p = (struct policy_party){.name = name};
	return p;
}

static void
take_witness(struct reading *r)
{
	const char *s = r->word[2];
	struct note_key k;
	bool again;

	if (!read_key(r, s, true, &k)) {
		(void)define(r);
		return;
	}
	again = is_witness_of_ours(r, &k) ||
		is_among(&k, r->logs, r->policy.logs_n) ||
		is_among(&k, r->facilitators, r->policy.facilitators_n);
	if (again)
		error(r, s, "policy-key-again", "name", k.name);
	define(r)->key = k;
}

/* number: of at most three digits, no zero before it; 0 if it is none. */
static size_t
number(const char *s, const char *end)
{
	size_t v = 0;

	if (s == end || end - s > 3 || *s == '0')
		return 0;
	for (; s < end; s++) {
		if (*s < '0' || *s > '9')
			return 0;
		v = v * 10 + (size_t)(*s - '0');
	}
	return v;
}

/* least_of: how many of `n` a group asks for; 0 if what it says is none. */
static size_t
least_of(const char *s, size_t n)
{
	size_t k = number(s, s + strlen(s));

	if (strcmp(s, "any") == 0)
		return 1;
	if (strcmp(s, "all") == 0)
		return n;
	return k <= n ? k : 0;
}

/* Nobody stands in two groups, so that each counts in one way only, and
 * nobody in a group of his own: only what stands above has a name. */
static void
take_group(struct reading *r)
{
	size_t n = r->words - 3;
	uint8_t *members = arena_alloc(r->arena, n);
	size_t least = least_of(r->word[2], n);
	struct policy_party *p;

	if (least == 0)
		error(r, r->word[2], "policy-threshold", "text", r->word[2]);
	for (size_t i = 0; i < n; i++) {
		const char *name = r->word[3 + i];
		size_t who = find(r, name);

		if (who == POLICY_NOBODY)
			error(r, name, "policy-nobody", "name", name);
		else if (r->parties[who].in_group)
			error(r, name, "policy-member-again", "name", name);
		else
			r->parties[who].in_group = true;
		members[i] = (uint8_t)who;
	}
	p = define(r);
	p->members = members;
	p->n = n;
	p->least = least;
}

static void
take_quorum(struct reading *r)
{
	const char *name = r->word[1];

	if (r->has_quorum)
		error(r, r->word[0], "policy-quorum-again", "name", name);
	r->has_quorum = true;
	r->policy.quorum = find(r, name);
	if (r->policy.quorum == POLICY_NOBODY && strcmp(name, "none") != 0)
		error(r, name, "policy-nobody", "name", name);
}

/* ---- needs ---- */

static void
take_require(struct reading *r)
{
	static const char *const needs[] = {[POLICY_SEAL] = "seal",
	    [POLICY_PROOF] = "proof",
	    [POLICY_WITNESS] = "witness",
	    [POLICY_ACKS] = "acks",
	    [POLICY_TSA] = "tsa"};
	const char *what = r->word[1];
	const char *share = r->words == 3 ? r->word[2] : "";
	size_t n = strlen(share);
	size_t percent = n == 0 ? 0 : number(share, share + n - 1);
	unsigned need = 0;

	while (need <= POLICY_TSA && strcmp(what, needs[need]) != 0)
		need++;
	if (need > POLICY_TSA || (need == POLICY_ACKS) != (r->words == 3)) {
		error(r, what, "policy-require", "name", what);
		return;
	}
	if (need == POLICY_ACKS &&
	    (percent == 0 || percent > 100 || share[n - 1] != '%'))
		error(r, share, "policy-share", "text", share);
	if ((r->said >> need & 1) != 0)
		error(r, what, "policy-require-again", "name", what);
	r->said |= 1U << need;
	if (need == POLICY_ACKS)
		r->policy.acks_percent = (int)percent;
}

/* sum_up: what is needed, said or not; and can it be had at all? */
static void
sum_up(struct reading *r)
{
	struct policy *p = &r->policy;

	p->needs = r->said | 1U << POLICY_SEAL;
	if (p->quorum != POLICY_NOBODY)
		p->needs |= 1U << POLICY_WITNESS;
	if (r->said == 0 || p->needs != 1U << POLICY_SEAL)
		p->needs |= 1U << POLICY_PROOF;
	if (!r->has_quorum)
		error(r, NULL, "policy-no-quorum", "name", "quorum");
	if (r->faults->errors > 0)
		return;
	if (policy_needs(p, POLICY_WITNESS) && p->quorum == POLICY_NOBODY)
		error(r, NULL, "policy-no-witness", "name", "witness");
	if (p->facilitators_n == 0 && p->logs_n == 0)
		error(r, NULL, "policy-no-signer", "name", "key");
	if (p->logs_n == 0 && policy_needs(p, POLICY_PROOF))
		error(r, NULL, "policy-no-log", "name", "log");
}

/* ---- lines ---- */

static const struct {
	const char *name;
	size_t least, most; /* words */
	const char *form;
	void (*take)(struct reading *r);
} lines[] = {
    {"log", 2, 3, "log VKEY [URL]", take_log},
    {"witness", 3, 4, "witness NAME VKEY [URL]", take_witness},
    {"group", 4, WORDS, "group NAME all|any|K NAME...", take_group},
    {"quorum", 2, 2, "quorum NAME|none", take_quorum},
    {"key", 3, 3, "key facilitator VKEY", take_key},
    {"require", 2, 3, "require seal|proof|witness|acks N%|tsa", take_require},
};

enum { LINES = sizeof(lines) / sizeof(lines[0]) };

/* take: a line's words. */
static void
take(struct reading *r)
{
	size_t i = 0;

	while (i < LINES && strcmp(lines[i].name, r->word[0]) != 0)
		i++;
	if (i == LINES) {
		error(r, r->word[0], "policy-line", "name", r->word[0]);
	} else if (r->words >= lines[i].least && r->words <= lines[i].most) {
		lines[i].take(r);
	} else {
		error(r, r->word[0], "policy-form", "form", lines[i].form);
		if (r->words > 1 && (lines[i].take == take_witness ||
					lines[i].take == take_group))
			(void)define(r);
		r->has_quorum |= lines[i].take == take_quorum;
	}
}

/* is_text: UTF-8 whose only control is the tab, and nothing that would show
 * as other than it stands? */
static bool
is_text(const char *s, size_t n)
{
	size_t used;
	uint32_t rune;

	for (size_t i = 0; i < n; i += used) {
		used = text_rune(s + i, n - i, &rune);
		if (rune != '\t' && (text_is_hostile(rune) || rune == '\r' ||
					(rune == 0xFFFD && used == 1)))
			return false;
	}
	return true;
}

/* split: cut the line into words, more than it may have not kept. */
static void
split(struct reading *r, char *s)
{
	r->start = s;
	r->words = 0;
	for (;;) {
		s += strspn(s, " \t");
		if (*s == '\0' || (*s == '#' && r->words == 0))
			return;
		if (r->words <= WORDS)
			r->word[r->words++] = s;
		s += strcspn(s, " \t");
		if (*s != '\0')
			*s++ = '\0';
	}
}

static void
take_lines(struct reading *r, struct bytes b)
{
	const char *at = b.at;
	const char *end = b.at + b.len;

	while (at < end) {
		const char *nl = memchr(at, '\n', (size_t)(end - at));
		size_t n = (size_t)((nl == NULL ? end : nl) - at);

		if (++r->line > POLICY_LINES) {
			error(r, NULL, "policy-lines", "name", "");
			return;
		}
		split(r, arena_copy(r->arena, at, n));
		if (!is_text(at, n))
			error(r, NULL, "policy-text", "name", "");
		else if (nl == NULL)
			error(r, NULL, "policy-torn", "name", "");
		else if (r->words > 0)
			take(r);
		at += n + 1;
	}
}

bool
policy_read(struct arena *arena, const char *name, struct bytes bytes,
    struct faults *faults, struct policy *out)
{
	struct document *document = arena_alloc(arena, sizeof(*document));
	struct reading r = {
	    .arena = arena, .faults = faults, .document = document};
	uint32_t before = faults->errors;

	*document = (struct document){.name = name, .bytes = bytes};
	r.facilitators = arena_array(arena, POLICY_KEYS, sizeof(*r.logs));
	r.logs = arena_array(arena, POLICY_KEYS, sizeof(*r.logs));
	/* One more, for what is defined beyond the bound. */
	r.parties = arena_array(arena, POLICY_PARTIES + 1, sizeof(*r.parties));
	r.policy.quorum = POLICY_NOBODY;
	take_lines(&r, bytes);
	r.line += r.line == 0;
	sum_up(&r);
	r.policy.facilitators = r.facilitators;
	r.policy.logs = r.logs;
	r.policy.parties = r.parties;
	*out = r.policy;
	return faults->errors == before;
}

struct policy
policy_of_keys(const struct note_key *keys, size_t n)
{
	return (struct policy){.facilitators = keys,
	    .facilitators_n = n,
	    .logs = keys,
	    .logs_n = n,
	    .quorum = POLICY_NOBODY,
	    .needs = 1U << POLICY_SEAL};
}

bool
policy_needs(const struct policy *p, enum policy_need need)
{
	return (p->needs >> need & 1) != 0;
}

bool
policy_is_met(const struct policy *p, const bool *signed_by)
{
	bool met[POLICY_PARTIES];

	for (size_t i = 0; i < p->parties_n; i++) {
		const struct policy_party *who = &p->parties[i];
		size_t n = 0;

		/* Members stand before their group: no depth, no circle. */
		for (size_t m = 0; m < who->n; m++)
			n += met[who->members[m]];
		met[i] = who->n > 0 ? n >= who->least : signed_by[i];
	}
	return p->quorum == POLICY_NOBODY || met[p->quorum];
}
