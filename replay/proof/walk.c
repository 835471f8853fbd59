/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/walk.h"

#include <stdio.h>
#include <string.h>

#include "replay/proof/base64.h"

/* fault: stop at the line that begins at `w->at`. Return: false always. */
static bool
fault(struct walk *w, enum walk_stop stop, const char *id, const char *detail)
{
	w->stop = stop;
	w->id = id;
	w->line = w->tree.size + 1;
	w->offset = w->at;
	(void)snprintf(w->detail, sizeof(w->detail), "%s", detail);
	return false;
}

static bool
fault_int(struct walk *w, enum walk_stop stop, const char *id, int64_t detail)
{
	char s[24];

	(void)snprintf(s, sizeof(s), "%lld", (long long)detail);
	return fault(w, stop, id, s);
}

/* unread: the line is none of ours. Mail and editors leave known traces. */
static bool
unread(struct walk *w, const char *s, size_t n)
{
	bool mark = n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0;
	bool cr = n > 0 && s[n - 1] == '\r';
	bool indented = n > 0 && s[0] == '{' && (n == 1 || s[1] == ' ');

	return fault(w, WALK_GRAMMAR,
	    mark || cr || indented ? "verify.converted" : "verify.grammar", "");
}

/* take_tail: the end of any line; its link in `*p`. What a good line ends
 * in is known before it is read. */
static bool
take_tail(const struct walk *w, struct line *l, struct digest *p)
{
	struct line_view v;

	if (l->end - l->at == LOG_TAIL &&
	    memcmp(l->at, w->tail, LOG_TAIL) == 0) {
		*p = w->last;
		return true;
	}
	return line_take_string(l, "p", &v) &&
	       base64_read_all(v.at, v.len, p->byte, sizeof(p->byte)) &&
	       line_take_end(l) && line_is_done(l);
}

/* spelt: base64 of a digest, in scratch. */
static const struct text *
spelt(struct walk *w, struct digest d)
{
	w->want.len = 0;
	base64_write(&w->want, d.byte, sizeof(d.byte));
	return &w->want;
}

/* is_vouched: is this line's hash the next line's link? */
static bool
is_vouched(struct walk *w, const char *s, size_t n)
{
	const struct text *hash = spelt(w, tree_leaf(s, n));
	const char *next = s + n + 1;
	const char *end = w->log + w->len;
	const char *nl = NULL;

	if (next < end)
		nl = memchr(next, '\n', (size_t)(end - next));
	return nl != NULL && nl - next >= LOG_TAIL &&
	       memcmp(nl - 2 - hash->len, hash->at, hash->len) == 0;
}

/* holds_root: does the line name the root over all lines before? */
static bool
holds_root(struct walk *w, const char *s, size_t n)
{
	const struct text *root = spelt(w, tree_root(&w->tree));

	for (size_t i = 0; i + root->len <= n; i++)
		if (memcmp(s + i, root->at, root->len) == 0)
			return true;
	return false;
}

/* follows: does the line link to the one before? If not, one of the two was
 * changed. The line before, if the next line still vouches for this one;
 * this one, if it is a checkpoint that still vouches for all before. */
static bool
follows(struct walk *w, const char *s, size_t n, const struct digest *p)
{
	if (memcmp(p->byte, w->last.byte, sizeof(p->byte)) == 0)
		return true;
	(void)fault(w, WALK_CHAIN, "verify.chain", "");
	if (w->tree.size > 0 && !holds_root(w, s, n) &&
	    (is_vouched(w, s, n) || s + n + 1 == w->log + w->len)) {
		w->line--;
		w->offset = w->before;
	}
	return false;
}

/* pass: the line is good; take it in. */
static bool
pass(struct walk *w, const char *s, size_t n)
{
	w->last = tree_leaf(s, n);
	tree_add(&w->tree, &w->last);
	log_tail(w->tail, &w->last);
	w->before = w->at;
	w->at += n + 1;
	return true;
}

static bool
is_hex(struct line_view v)
{
	for (size_t i = 0; i < v.len; i++)
		if ((v.at[i] < '0' || v.at[i] > '9') &&
		    (v.at[i] < 'a' || v.at[i] > 'f'))
			return false;
	return v.len == DIGEST_HEX - 1;
}

/* is_one_line: names are printed, and must not look like what we say. */
static bool
is_one_line(struct line_view v)
{
	for (size_t i = 0; i + 1 < v.len; i++)
		if (v.at[i] == '\\' && strchr("nrt", v.at[++i]) != NULL)
			return false;
	return true;
}

static bool
take_documents(struct line *l, struct line *documents)
{
	struct line_view name, hex;

	if (!line_take_object(l, "docs"))
		return false;
	*documents = *l;
	while (line_take_pair(l, &name, &hex))
		if (name.len == 0 || !is_one_line(name) || !is_hex(hex))
			return false;
	return line_take_end(l);
}

static bool
take_counts(struct walk *w, struct line *l)
{
	return line_take_int(l, "seed", &w->seed) && w->seed >= 0 &&
	       line_take_int(l, "trial", &w->trial) && w->trial >= 0 &&
	       line_take_int(l, "semantics", &w->semantics) &&
	       w->semantics >= 0;
}

/* take_start: the instant it started at, where it is told. */
static bool
take_start(struct walk *w, struct line *l)
{
	return !line_take_string(l, "start", &w->start) ||
	       log_is_instant(w->start, &w->got);
}

static bool
take_signer(struct walk *w, struct line *l, struct note_key *out)
{
	struct line_view v;

	if (!line_take_string(l, "signer", &v))
		return false;
	w->got.len = 0;
	line_unescape(&w->got, v);
	return note_key_read(w->got.at, w->got.len, out);
}

/* beyond: the log is of a version or kind we do not read; unless the next line
 * gives the lie to this one: then it was made so. */
static bool
beyond(struct walk *w, const char *id, const char *detail)
{
	const char *s = w->log + w->at;
	size_t n = (size_t)((const char *)memchr(s, '\n', w->len - w->at) - s);

	if (w->at + n + 1 < w->len && !is_vouched(w, s, n))
		return fault(w, WALK_CHAIN, "verify.chain", "");
	return fault(w, WALK_UNSUPPORTED, id, detail);
}

/* take_kind: which sort of drill. All sorts are known; one is read yet. */
static bool
take_kind(struct walk *w, struct line *l)
{
	static const char *const later[] = {
	    "tabletop", "operational", "real_event"};
	struct line_view v;

	if (!line_take_string(l, "kind", &v))
		return fault(w, WALK_GRAMMAR, "verify.genesis", "kind");
	w->kind = "simulated";
	if (line_is(v, w->kind))
		return true;
	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++)
		if (line_is(v, later[i]))
			return beyond(w, "verify.kind-unsupported", later[i]);
	return fault(w, WALK_GRAMMAR, "verify.genesis", "kind");
}

static bool
read_genesis(struct walk *w, struct line *l, struct line_view *drill)
{
	struct line_view v;
	int64_t version;
	char other[24];

	if (!line_take_object(l, "g") || !line_take_int(l, "v", &version))
		return fault(w, WALK_GRAMMAR, "verify.genesis", "v");
	(void)snprintf(other, sizeof(other), "%lld", (long long)version);
	if (version != LOG_VERSION)
		return beyond(w, "verify.version", other);
	if (!line_take_string(l, "drill", drill) || !is_hex(*drill))
		return fault(w, WALK_GRAMMAR, "verify.genesis", "drill");
	if (!take_kind(w, l))
		return false;
	log_origin(w->origin, drill->at);
	if (!line_take_string(l, "origin", &v) || !line_is(v, w->origin))
		return fault(w, WALK_GRAMMAR, "verify.genesis", "origin");
	if (!take_documents(l, &w->documents))
		return fault(w, WALK_GRAMMAR, "verify.genesis", "docs");
	if (!take_counts(w, l))
		return fault(w, WALK_GRAMMAR, "verify.genesis", "seed");
	if (!take_start(w, l))
		return fault(w, WALK_GRAMMAR, "verify.genesis", "start");
	if (!line_take_string(l, "build", &w->build))
		return fault(w, WALK_GRAMMAR, "verify.genesis", "build");
	if (!take_signer(w, l, &w->signer))
		return fault(w, WALK_GRAMMAR, "verify.genesis", "signer");
	if (!line_take_end(l))
		return fault(w, WALK_GRAMMAR, "verify.genesis", "g");
	return true;
}

/* walk_genesis: the only line with names of the author's; the general
 * reader sees to their uniqueness. */
static bool
walk_genesis(struct walk *w, struct line *l, const char *s, size_t n)
{
	struct line_view drill;
	struct digest p;

	if (!read_genesis(w, l, &drill))
		return false;
	if (!take_tail(w, l, &p) || !line_is_sound(s, n))
		return unread(w, s, n);
	if (!follows(w, s, n, &p))
		return false;
	memcpy(w->drill, drill.at, drill.len);
	w->announced = true;
	return pass(w, s, n);
}

static bool
walk_fact(struct walk *w, struct line *l, const char *s, size_t n)
{
	struct line_view body;
	struct digest p;

	if (!log_take_body(l, &body) || !take_tail(w, l, &p))
		return unread(w, s, n);
	if (!log_is_fact(body.at, body.len, w->facts))
		return fault_int(w, WALK_GRAMMAR, "verify.fact", w->facts);
	if (!follows(w, s, n, &p))
		return false;
	digest_add(&w->record, body.at, body.len);
	digest_add(&w->record, "\n", 1);
	w->facts++;
	return pass(w, s, n);
}

/* is_signed: is `got` the note over all lines before, by the signer alone?
 * Leaves the one spelling of such a note in `want`. */
static bool
is_signed(struct walk *w)
{
	struct text *want = &w->want;
	struct note note;

	want->len = 0;
	note_checkpoint(want, w->origin, &w->tree);
	if (!note_read(w->got.at, w->got.len, &note))
		return fault(w, WALK_SIGNATURES, "verify.note", "");
	if (note.text_len != want->len ||
	    memcmp(note.text, want->at, want->len) != 0)
		return fault(w, WALK_SIGNATURES, "verify.root", "");
	if (note_signed(&note, &w->signer) != NOTE_SIGNED)
		return fault(
		    w, WALK_SIGNATURES, "verify.forged", w->signer.name);
	text_add(want, "\n");
	note_write(want, &w->signer, note.signature[0].bytes);
	return true;
}

/* is_spelt: is the line what we would write around the note in `want`? All
 * but the signature's 64 bytes is known before reading. */
static bool
is_spelt(struct walk *w, const char *s, size_t n)
{
	struct text *again = &w->got;

	again->len = 0;
	log_open_line(again, w->tree.size, "cp");
	line_string(again, "note", w->want.at, w->want.len);
	log_close_line(again, &w->last);
	return again->len == n && memcmp(again->at, s, n) == 0;
}

static bool
walk_checkpoint(struct walk *w, struct line *l, const char *s, size_t n)
{
	struct text note;
	struct line_view v;
	struct digest p;

	if (!line_take_string(l, "note", &v) || !take_tail(w, l, &p))
		return unread(w, s, n);
	if (!follows(w, s, n, &p))
		return false;
	w->got.len = 0;
	line_unescape(&w->got, v);
	if (!is_signed(w))
		return false;
	if (!is_spelt(w, s, n))
		return unread(w, s, n);
	note = w->want;
	w->want = w->note;
	w->note = note;
	w->covered = w->tree.size;
	w->announced = false;
	w->sealed = w->status[0] != '\0';
	return pass(w, s, n);
}

/* take_resume: the members of a resume line's own. */
static bool
take_resume(struct walk *w, struct line *l, struct note_key *signer)
{
	struct line_view cause, hex;
	int64_t torn;

	if (!line_take_string(l, "cause", &cause) ||
	    !(line_is(cause, "restart") || line_is(cause, "disk")))
		return false;
	if (line_take_int(l, "torn", &torn) &&
	    (torn <= 0 || !line_take_string(l, "digest", &hex) || !is_hex(hex)))
		return false;
	return take_signer(w, l, signer);
}

/* walk_resume: from here on another key may sign. Whoever asks must trust the
 * last: anybody can write such a line behind a log that ends too soon. */
static bool
walk_resume(struct walk *w, struct line *l, const struct log_stamp *stamp,
    const char *s, size_t n)
{
	struct note_key signer;
	struct digest p;

	if (!take_resume(w, l, &signer) || !take_tail(w, l, &p))
		return unread(w, s, n);
	if (!follows(w, s, n, &p))
		return false;
	w->signer = signer;
	w->announced = true;
	w->resumed++;
	w->gap_ms += stamp->ms - w->stamp.ms;
	return pass(w, s, n);
}

static bool
walk_end(struct walk *w, struct line *l, const char *s, size_t n)
{
	struct digest d, p;
	struct digester record = w->record;
	struct line_view status, hex;
	int64_t facts;

	if (!line_take_string(l, "status", &status) ||
	    !(line_is(status, "complete") || line_is(status, "aborted")) ||
	    !line_take_int(l, "facts", &facts) ||
	    !line_take_string(l, "record", &hex) || !take_tail(w, l, &p))
		return unread(w, s, n);
	if (!follows(w, s, n, &p))
		return false;
	d = digest_end(&record);
	digest_hex(&d, w->digest);
	if (facts != w->facts)
		return fault_int(w, WALK_RECORD, "verify.facts", facts);
	if (!line_is(hex, w->digest))
		return fault(w, WALK_RECORD, "verify.record", w->digest);
	memcpy(w->status, status.at, status.len);
	return pass(w, s, n);
}

/* The kinds of lines a log has. */
enum kind { GENESIS, FACT, CP, RESUME, END, NO_KIND };

static enum kind
kind_of(struct line_view v)
{
	static const char *const names[] = {[GENESIS] = "genesis",
	    [FACT] = "fact",
	    [CP] = "cp",
	    [RESUME] = "resume",
	    [END] = "end"};
	enum kind kind = FACT; /* as most are */

	if (!line_is(v, names[kind]))
		for (kind = GENESIS; kind < NO_KIND; kind++)
			if (line_is(v, names[kind]))
				break;
	return kind;
}

/* is_due: may a line of this kind stand here? Who is named signs next, or
 * another is. */
static bool
is_due(const struct walk *w, enum kind kind)
{
	if (w->sealed)
		return false;
	if (w->tree.size == 0)
		return kind == GENESIS;
	if (kind == RESUME)
		return w->stamped;
	if (w->announced || w->status[0] != '\0')
		return kind == CP;
	return kind == FACT || kind == CP || kind == END;
}

/* is_timely: does the line say when it was written where lines do, and no
 * earlier than the one before? */
static bool
is_timely(const struct walk *w, enum kind kind, bool stamped,
    const struct log_stamp *stamp)
{
	if (kind == GENESIS)
		return !stamped || stamp->ms == 0;
	if (kind == CP)
		return !stamped;
	return stamped == w->stamped && (!stamped || stamp->ms >= w->stamp.ms);
}

static bool
walk_kind(struct walk *w, struct line *l, enum kind kind,
    const struct log_stamp *stamp, const char *s, size_t n)
{
	switch (kind) {
	case GENESIS:
		return walk_genesis(w, l, s, n);
	case FACT:
		return walk_fact(w, l, s, n);
	case CP:
		return walk_checkpoint(w, l, s, n);
	case RESUME:
		return walk_resume(w, l, stamp, s, n);
	case END:
		return walk_end(w, l, s, n);
	case NO_KIND:
		break;
	}
	return false;
}

static bool
walk_line(struct walk *w, const char *s, size_t n)
{
	struct line l = line_of(s, n);
	struct log_stamp stamp;
	struct line_view name;
	enum kind kind;
	bool stamped;
	int64_t i;

	if (n > LINE_MOST || !line_take_begin(&l) ||
	    !line_take_int(&l, "i", &i) ||
	    !log_take_stamp(&l, &stamp, &stamped) ||
	    !line_take_string(&l, "k", &name))
		return unread(w, s, n);
	if ((uint64_t)i != w->tree.size)
		return fault_int(w, WALK_CHAIN, "verify.index", i);
	kind = kind_of(name);
	if (!is_due(w, kind))
		return fault(w, WALK_GRAMMAR, "verify.kind", "");
	if (!is_timely(w, kind, stamped, &stamp))
		return unread(w, s, n);
	if (!walk_kind(w, &l, kind, &stamp, s, n))
		return false;
	w->stamped |= stamped;
	if (stamped)
		w->stamp = stamp;
	return true;
}

void
walk_log(struct walk *out, struct arena *arena, const char *log, size_t len)
{
	bool good = true;

	memset(out, 0, sizeof(*out));
	out->log = log;
	out->len = len;
	out->note = text_new(arena);
	out->want = text_new(arena);
	out->got = text_new(arena);
	digest_start(&out->record);
	log_tail(out->tail, &out->last);
	while (good && out->at < len) {
		const char *s = log + out->at;
		const char *nl = memchr(s, '\n', len - out->at);

		if (nl == NULL && line_is_sound(s, len - out->at - 1)) {
			/* Torn off, it would end sooner. */
			(void)fault(out, WALK_GRAMMAR, "verify.grammar", "");
			return;
		}
		if (nl == NULL) {
			out->stop = WALK_TORN;
			return;
		}
		good = walk_line(out, s, (size_t)(nl - s));
	}
}

/* vouches: is the line a checkpoint with a good signature of this key? */
static bool
vouches(struct walk *w, struct line *l, const struct note_key *key)
{
	struct line_view v;
	struct note note;

	if (!line_take_string(l, "note", &v))
		return false;
	w->got.len = 0;
	line_unescape(&w->got, v);
	return note_read(w->got.at, w->got.len, &note) &&
	       note_signed(&note, key) == NOTE_SIGNED;
}

bool
walk_is_middle(struct walk *w)
{
	const char *end = w->log + w->len;
	struct note_key later = w->signer;

	for (const char *s = w->log + w->at, *nl; s < end; s = nl + 1) {
		struct line_view kind = {"", 0};
		struct log_stamp stamp;
		struct line l;
		int64_t i;
		bool stamped;

		nl = memchr(s, '\n', (size_t)(end - s));
		if (nl == NULL)
			return false;
		l = line_of(s, (size_t)(nl - s));
		if (!line_take_begin(&l) || !line_take_int(&l, "i", &i) ||
		    !log_take_stamp(&l, &stamp, &stamped) ||
		    !line_take_string(&l, "k", &kind))
			continue;
		if (line_is(kind, "resume"))
			(void)take_resume(w, &l, &later);
		else if (line_is(kind, "cp") && (vouches(w, &l, &later)))
			return true;
	}
	return false;
}

void
walk_go_on(const struct walk *w, struct text *out, struct log *l)
{
	memset(l, 0, sizeof(*l));
	l->out = out;
	l->tree = w->tree;
	l->last = w->last;
	l->record = w->record;
	l->facts = w->facts;
	l->covered = w->covered;
	l->stamped = w->stamped;
	l->stamp = w->stamp;
	memcpy(l->origin, w->origin, sizeof(l->origin));
}
