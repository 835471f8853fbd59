/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/journal.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

/* ---- what waits, to the disk ---- */

/* flush: all lines that wait. A checkpoint goes alone, behind what it covers:
 * so a bad line before a good checkpoint is never the work of a crash. */
static enum store_end
flush(struct journal *j, struct error *err)
{
	while (j->durable < j->text.len) {
		size_t to = j->log.signed_at > j->durable ? j->log.signed_at
							  : j->text.len;
		enum store_end end = store_append(
		    &j->store, j->text.at + j->durable, to - j->durable, err);

		if (end != STORE_DONE)
			return end;
		j->durable = to;
	}
	return STORE_DONE;
}

/* renew: the disk lost the file; a new one holds all lines, and says so. A
 * log that is sealed needs to say no more. */
static enum store_end
renew(struct journal *j, struct error *err)
{
	struct log_resume how = {.cause = LOG_DISK};
	enum store_end end;

	if (!j->abandoned && !j->ended) {
		log_resume(&j->log, &how, j->log.key);
		log_checkpoint(&j->log);
	}
	j->abandoned = true;
	end = store_renew(&j->store, j->text.at, j->text.len, err);
	if (end == STORE_DONE) {
		j->durable = j->text.len;
		j->abandoned = false;
	}
	return end;
}

/* settle: flush, into a new file if need be. */
static enum store_end
settle(struct journal *j, struct error *err)
{
	struct error lost = ERROR_INIT;
	enum store_end end;

	if (j->abandoned)
		return renew(j, err);
	end = flush(j, &lost);
	if (end == STORE_LOST)
		return renew(j, err);
	if (end != STORE_DONE)
		(void)error_set(
		    err, lost.kind, lost.id, lost.where, lost.detail);
	return end;
}

enum store_end
journal_commit(struct journal *j, bool sign, struct error *err)
{
	enum store_end end = settle(j, err);

	if (end != STORE_DONE || !sign || log_is_signed(&j->log))
		return end;
	log_checkpoint(&j->log);
	return settle(j, err);
}

/* ---- begin and end ---- */

static void
clear(struct journal *j, struct arena *arena)
{
	memset(j, 0, sizeof(*j));
	j->arena = arena;
	j->text = text_new(arena);
}

int
journal_begin(struct journal *j, struct arena *arena,
    const struct store_calls *calls, int dir, const char *name,
    const struct log_genesis *g, const struct key *key, struct error *err)
{
	clear(j, arena);
	assert(g->stamp != NULL);
	if (log_begin(&j->log, &j->text, g, key, err) != 0 ||
	    store_begin(&j->store, calls, dir, name, 0600, true, err) != 0)
		return -1;
	if (flush(j, err) == STORE_DONE)
		return 0;
	store_close(&j->store);
	return -1;
}

enum store_end
journal_end(struct journal *j, const struct log_stamp *now, struct text *seal,
    struct error *err)
{
	enum store_end end = settle(j, err);

	if (end != STORE_DONE || j->walk.sealed)
		return end;
	if (j->seal.at != NULL) {
		text_bytes(seal, j->seal.at, j->seal.len);
		return end;
	}
	j->seal = text_new(j->arena);
	log_stamp(&j->log, now);
	if (j->ended)
		log_seal(&j->log, &j->seal);
	else if (log_end(&j->log, "complete", &j->seal, err) != 0)
		return STORE_LOST;
	j->ended = true;
	end = settle(j, err);
	if (end == STORE_DONE)
		text_bytes(seal, j->seal.at, j->seal.len);
	return end;
}

void
journal_close(struct journal *j)
{
	store_close(&j->store);
}

/* ---- resume ---- */

/* refuse: what a log cannot be taken up again for. */
static int
refuse(struct walk *w, const char *name, struct error *err)
{
	char line[24];

	(void)snprintf(line, sizeof(line), "%llu", (unsigned long long)w->line);
	if (w->stop == WALK_UNSUPPORTED)
		return error_set(
		    err, ERROR_INPUT, "error.resume-version", name, w->detail);
	if (w->drill[0] == '\0')
		return error_set(
		    err, ERROR_INPUT, "error.resume-nothing", name, "");
	if (!w->stamped)
		return error_set(
		    err, ERROR_INPUT, "error.resume-unstamped", name, "");
	if (w->stop != WALK_END && w->stop != WALK_TORN &&
	    (w->sealed || walk_is_middle(w)))
		return error_set(
		    err, ERROR_INVALID, "error.resume-middle", name, line);
	return 0;
}

/* take_up: the writer goes on where the good lines end. */
static void
take_up(struct journal *j, const struct bytes *all)
{
	size_t keep = j->walk.at;

	j->torn.cause = LOG_RESTART;
	j->torn.torn = (int64_t)(all->len - keep);
	j->torn.digest = digest_of(all->at + keep, all->len - keep);
	text_bytes(&j->text, all->at, keep);
	j->durable = keep;
	j->ended = j->walk.status[0] != '\0';
	walk_go_on(&j->walk, &j->text, &j->log);
}

int
journal_open(struct journal *j, struct arena *arena,
    const struct store_calls *calls, int dir, const char *name,
    struct error *err)
{
	struct bytes all;

	clear(j, arena);
	if (store_open(&j->store, calls, arena, dir, name, JOURNAL_MOST, &all,
		err) != 0)
		return -1;
	walk_log(&j->walk, arena, all.at, all.len);
	if (refuse(&j->walk, name, err) == 0) {
		take_up(j, &all);
		if (j->walk.sealed ||
		    store_cut(&j->store, &all, j->walk.at, err) == 0)
			return 0;
	}
	store_close(&j->store);
	return -1;
}

bool
journal_is_behind(const struct journal *j)
{
	return j->facts < j->walk.facts;
}

enum store_end
journal_go_on(struct journal *j, const struct log_stamp *now,
    const struct key *key, struct error *err)
{
	assert(!journal_is_behind(j) && !j->walk.sealed);
	log_stamp(&j->log, now);
	log_resume(&j->log, &j->torn, key);
	return journal_commit(j, !j->ended, err);
}

/* next_body: the next fact the log holds. */
static struct line_view
next_body(struct journal *j)
{
	struct line_view body = {NULL, 0};

	while (body.at == NULL) {
		const char *s = j->text.at + j->known;
		const char *nl = strchr(s, '\n');

		(void)log_body(s, (size_t)(nl - s), &body);
		j->known += (size_t)(nl - s) + 1;
	}
	return body;
}

int
journal_fact(struct journal *j, const struct log_stamp *now, const char *body,
    size_t n, struct error *err)
{
	struct line_view held;
	char number[24];

	if (!journal_is_behind(j)) {
		log_stamp(&j->log, now);
		return log_fact(&j->log, body, n, err);
	}
	held = next_body(j);
	if (held.len == n && memcmp(held.at, body, n) == 0) {
		j->facts++;
		return 0;
	}
	(void)snprintf(number, sizeof(number), "%lld", (long long)j->facts);
	return error_set(
	    err, ERROR_INVALID, "error.resume-differs", j->store.name, number);
}
