/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/log.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/span.h"
#include "base/text.h"
#include "replay/proof/base64.h"
#include "replay/proof/key.h"
#include "replay/proof/note.h"

void
log_origin(char out[LOG_ORIGIN], const char *drill)
{
	(void)snprintf(out, LOG_ORIGIN, "yanlian/drill/%.16s", drill);
}

void
log_open_line(struct text *t, uint64_t i, const char *kind)
{
	line_begin(t);
	line_int(t, "i", (int64_t)i);
	line_string(t, "k", kind, strlen(kind));
}

/* open_stamped: the same, with the time in a log that has clocks. A
 * checkpoint has none: nothing signs the last one's own members. */
static void
open_stamped(struct log *l, const char *kind)
{
	if (!l->stamped) {
		log_open_line(l->out, l->tree.size, kind);
		return;
	}
	line_begin(l->out);
	line_int(l->out, "i", (int64_t)l->tree.size);
	line_string(l->out, "t", l->stamp.time, LOG_TIME - 1);
	line_int(l->out, "m", l->stamp.ms);
	line_string(l->out, "k", kind, strlen(kind));
}

void
log_close_line(struct text *t, const struct digest *previous)
{
	char tail[LOG_TAIL];

	log_tail(tail, previous);
	text_bytes(t, tail, sizeof(tail));
}

void
log_tail(char *out, const struct digest *previous)
{
	enum { BEFORE = 6, BASE64 = 44 };

	/* base64 needs no escaping: the member is written around it. */
	memcpy(out, ",\"p\":\"", BEFORE);
	base64_spell(out + BEFORE, previous->byte, sizeof(previous->byte));
	memcpy(out + BEFORE + BASE64, "\"}", 2);
}

/* finish: close the line that began at byte `from`, and take it in. */
static void
finish(struct log *l, size_t from)
{
	log_close_line(l->out, &l->last);
	assert(l->out->len - from <= LINE_MOST);
	l->last = tree_leaf(l->out->at + from, l->out->len - from);
	tree_add(&l->tree, &l->last);
	text_add(l->out, "\n");
}

static bool
is_hex(const char *s, size_t n)
{
	return strspn(s, "0123456789abcdef") == n && s[n] == '\0';
}

/* is_time: "2026-11-22T06:25:49.123Z", the digits in range. */
static bool
is_time(const char *s)
{
	static const char form[] = "0000-19-39T29:59:59.999Z";

	for (size_t i = 0; i < LOG_TIME - 1; i++)
		if (form[i] < '0' || form[i] > '9'
			? s[i] != form[i]
			: s[i] < '0' || s[i] > (form[i] == '0' ? '9' : form[i]))
			return false;
	return true;
}

static const char *
unfit_document(const struct log_genesis *g)
{
	if (g->n > LINE_MEMBERS_MOST)
		return "documents";
	for (size_t i = 0; i < g->n; i++) {
		const char *name = g->documents[i].name;

		if (name[0] == '\0' || !line_is_clean(name, strlen(name)))
			return name;
		for (size_t j = 0; j < i; j++)
			if (strcmp(g->documents[j].name, name) == 0)
				return name;
	}
	return NULL;
}

static bool
is_count(int64_t v)
{
	return v >= 0 && v <= LINE_INT_MOST;
}

/* unfit: the name of the first thing that may not stand in genesis. */
static const char *
unfit(const struct log_genesis *g, struct text *scratch)
{
	if (!is_hex(g->drill, 64))
		return "drill";
	if (strcmp(g->kind, "simulated") != 0)
		return "kind";
	if (g->stamp != NULL && (!is_time(g->stamp->time) || g->stamp->ms != 0))
		return "stamp";
	if (!is_count(g->seed))
		return "seed";
	if (!is_count(g->trial))
		return "trial";
	if (!is_count(g->semantics))
		return "semantics";
	if (g->start != NULL &&
	    !log_is_instant(
		(struct line_view){g->start, strlen(g->start)}, scratch))
		return "start";
	if (!line_is_clean(g->build, strlen(g->build)))
		return "build";
	return unfit_document(g);
}

static void
write_documents(struct text *t, const struct log_genesis *g)
{
	char hex[DIGEST_HEX];

	line_object(t, "docs");
	for (size_t i = 0; i < g->n; i++) {
		digest_hex(&g->documents[i].digest, hex);
		line_string(t, g->documents[i].name, hex, DIGEST_HEX - 1);
	}
	line_end(t);
}

static void
write_genesis(struct log *l, const struct log_genesis *g)
{
	struct text *t = l->out;
	struct text vkey = text_new(t->arena);

	note_key_write(&vkey, &l->key->pub);
	open_stamped(l, "genesis");
	line_object(t, "g");
	line_int(t, "v", LOG_VERSION);
	line_string(t, "drill", g->drill, strlen(g->drill));
	line_string(t, "kind", g->kind, strlen(g->kind));
	line_string(t, "origin", l->origin, strlen(l->origin));
	write_documents(t, g);
	line_int(t, "seed", g->seed);
	line_int(t, "trial", g->trial);
	line_int(t, "semantics", g->semantics);
	if (g->start != NULL)
		line_string(t, "start", g->start, strlen(g->start));
	line_string(t, "build", g->build, strlen(g->build));
	line_string(t, "signer", vkey.at, vkey.len);
	line_end(t);
}

int
log_begin(struct log *l, struct text *out, const struct log_genesis *g,
    const struct key *key, struct error *err)
{
	struct text scratch = text_new(out->arena);
	const char *bad = unfit(g, &scratch);
	size_t from = out->len;

	if (bad != NULL)
		return error_set(
		    err, ERROR_INPUT, "error.log-genesis", "", bad);
	memset(l, 0, sizeof(*l));
	l->out = out;
	l->key = key;
	l->stamped = g->stamp != NULL;
	if (l->stamped)
		l->stamp = *g->stamp;
	digest_start(&l->record);
	log_origin(l->origin, g->drill);
	write_genesis(l, g);
	if (out->len - from + LOG_TAIL > LINE_MOST) {
		out->len = from;
		out->at[from] = '\0';
		return error_set(
		    err, ERROR_INPUT, "error.log-line-too-long", "", "");
	}
	finish(l, from);
	log_checkpoint(l);
	return 0;
}

int
log_fact(struct log *l, const char *body, size_t n, struct error *err)
{
	size_t from = l->out->len;
	char number[24];

	if (!log_is_fact(body, n, l->facts)) {
		(void)snprintf(
		    number, sizeof(number), "%lld", (long long)l->facts);
		return error_set(
		    err, ERROR_INPUT, "error.log-fact", "", number);
	}
	open_stamped(l, "fact");
	line_nest(l->out, "b", body, n);
	finish(l, from);
	digest_add(&l->record, body, n);
	digest_add(&l->record, "\n", 1);
	l->facts++;
	return 0;
}

/* sign: append the note over all lines so far. */
static void
sign(const struct log *l, struct text *note)
{
	uint8_t signature[64];
	size_t from = note->len;

	note_checkpoint(note, l->origin, &l->tree);
	note_sign(note->at + from, note->len - from, l->key->secret, signature);
	text_add(note, "\n");
	note_write(note, &l->key->pub, signature);
}

static void
checkpoint(struct log *l, struct text *note)
{
	size_t at = note->len;
	size_t from = l->out->len;

	sign(l, note);
	l->signed_at = from;
	l->covered = l->tree.size;
	log_open_line(l->out, l->tree.size, "cp");
	line_string(l->out, "note", note->at + at, note->len - at);
	finish(l, from);
}

bool
log_is_signed(const struct log *l)
{
	return l->covered > 0 && l->covered + 1 == l->tree.size;
}

void
log_checkpoint(struct log *l)
{
	struct text note = text_new(l->out->arena);

	checkpoint(l, &note);
}

void
log_seal(struct log *l, struct text *seal)
{
	checkpoint(l, seal);
}

void
log_stamp(struct log *l, const struct log_stamp *now)
{
	assert(!l->stamped || now->ms >= l->stamp.ms);
	l->stamp = *now;
}

void
log_resume(struct log *l, const struct log_resume *how, const struct key *key)
{
	static const char *const causes[] = {
	    [LOG_RESTART] = "restart", [LOG_DISK] = "disk"};
	struct text vkey = text_new(l->out->arena);
	size_t from = l->out->len;
	const char *cause = causes[how->cause];
	char hex[DIGEST_HEX];

	assert(l->stamped);
	l->key = key;
	note_key_write(&vkey, &key->pub);
	open_stamped(l, "resume");
	line_string(l->out, "cause", cause, strlen(cause));
	if (how->torn > 0) {
		digest_hex(&how->digest, hex);
		line_int(l->out, "torn", how->torn);
		line_string(l->out, "digest", hex, DIGEST_HEX - 1);
	}
	line_string(l->out, "signer", vkey.at, vkey.len);
	finish(l, from);
}

int
log_end(struct log *l, const char *status, struct text *seal, struct error *err)
{
	size_t from = l->out->len;
	struct digest record;
	char hex[DIGEST_HEX];

	if (strcmp(status, "complete") != 0 && strcmp(status, "aborted") != 0)
		return error_set(
		    err, ERROR_INPUT, "error.log-status", "", status);
	record = digest_end(&l->record);
	digest_hex(&record, hex);
	open_stamped(l, "end");
	line_string(l->out, "status", status, strlen(status));
	line_int(l->out, "facts", l->facts);
	line_string(l->out, "record", hex, DIGEST_HEX - 1);
	finish(l, from);
	log_seal(l, seal);
	return 0;
}

bool
log_take_stamp(struct line *l, struct log_stamp *out, bool *there)
{
	struct line_view time;

	*there = line_take_string(l, "t", &time);
	if (!*there)
		return true;
	if (time.len != LOG_TIME - 1 || !is_time(time.at) ||
	    !line_take_int(l, "m", &out->ms) || out->ms < 0)
		return false;
	memcpy(out->time, time.at, time.len);
	out->time[time.len] = '\0';
	return true;
}

bool
log_body(const char *s, size_t n, struct line_view *out)
{
	struct line l = line_of(s, n);
	struct log_stamp stamp;
	struct line_view kind;
	int64_t i;
	bool stamped;

	return line_take_begin(&l) && line_take_int(&l, "i", &i) &&
	       log_take_stamp(&l, &stamp, &stamped) &&
	       line_take_string(&l, "k", &kind) && line_is(kind, "fact") &&
	       log_take_body(&l, out);
}

bool
log_take_body(struct line *l, struct line_view *out)
{
	if (!line_take_object(l, "b") || l->end - l->at < LOG_TAIL)
		return false;
	out->at = l->at - 1;
	l->at = l->end - LOG_TAIL;
	out->len = (size_t)(l->at - out->at);
	return true;
}

bool
log_is_instant(struct line_view v, struct text *scratch)
{
	enum { LONGEST = sizeof("2023-10-23T14:07:00+08:00") };
	char s[LONGEST] = "";
	struct instant at;

	if (v.len >= LONGEST)
		return false;
	memcpy(s, v.at, v.len);
	if (!instant_parse(s, &at))
		return false;
	scratch->len = 0;
	instant_write(scratch, at);
	return line_is(v, scratch->at);
}

/* An absent member stands as some value in its range: only a written one can
 * be out of it. One that is not as it must be is not taken, and in the way. */
bool
log_is_fact(const char *body, size_t n, int64_t f)
{
	struct line l = line_of(body, n);
	struct line_view word;
	int64_t number, at, inc = 1, why = 0, v = 1, in = 1;
	bool released;

	if (!line_take_begin(&l) || !line_take_int(&l, "f", &number) ||
	    !line_take_int(&l, "at", &at) ||
	    !line_take_word(&l, "act", LOG_WORD_MOST, &word))
		return false;
	(void)line_take_word(&l, "by", LOG_WORD_MOST, &word);
	(void)line_take_word(&l, "on", LOG_WORD_MOST, &word);
	(void)line_take_int(&l, "inc", &inc);
	released = line_take_int(&l, "why", &why);
	(void)line_take_int(&l, "v", &v);
	(void)line_take_int(&l, "in", &in);
	return line_take_end(&l) && line_is_done(&l) && number == f &&
	       at >= 0 && inc >= 1 && inc <= UINT16_MAX &&
	       (!released || (why >= 1 && why < f)) && v != 0 && in == 1;
}
