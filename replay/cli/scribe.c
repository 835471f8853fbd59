/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/scribe.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/span.h"
#include "base/text.h"
#include "replay/cli/bundle.h"
#include "replay/cli/cli.h"
#include "replay/cli/drilled.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/proof/disk.h"
#include "replay/proof/evidence.h"
#include "replay/proof/key.h"

/* ---- clocks ---- */

#ifdef CLOCK_BOOTTIME
enum { CLOCK = CLOCK_BOOTTIME };
#else
enum { CLOCK = CLOCK_MONOTONIC };
#endif

static int64_t
read_ms(clockid_t clock)
{
	struct timespec t = {0, 0};

	(void)clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t
scribe_now(void)
{
	return read_ms(CLOCK);
}

/* stamp: what the clocks say, in the log's terms. */
static struct log_stamp
stamp(const struct scribe *r)
{
	int64_t wall = read_ms(CLOCK_REALTIME);
	int64_t ms = r->ms + (scribe_now() - r->origin);
	time_t second = (time_t)(wall / 1000);
	struct log_stamp now;
	struct tm tm;

	if (ms < r->journal.log.stamp.ms)
		ms = r->journal.log.stamp.ms;
	now.ms = ms;
	(void)gmtime_r(&second, &tm);
	(void)snprintf(now.time, sizeof(now.time),
	    "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ",
	    (unsigned)(tm.tm_year + 1900) % 10000,
	    (unsigned)(tm.tm_mon + 1) % 100, (unsigned)tm.tm_mday % 100,
	    (unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100,
	    (unsigned)tm.tm_sec % 100, (unsigned)(wall % 1000));
	return now;
}

/* gone: ms since the last line of a log, as far as the wall clocks of both
 * days are right. The machine may have been started anew since. */
static int64_t
gone(const struct log_stamp *last)
{
	char s[LOG_TIME];
	struct instant then;
	int64_t gap;

	(void)snprintf(s, sizeof(s), "%.19sZ", last->time);
	if (!instant_parse(s, &then))
		return 0;
	gap = read_ms(CLOCK_REALTIME) - then.ms -
	      ((last->time[20] - '0') * 100 + (last->time[21] - '0') * 10 +
		  (last->time[22] - '0'));
	return gap > 0 ? gap : 0;
}

/* ---- begin ---- */

static void
clear(struct scribe *r, const struct cli *cli, const char *directory,
    const struct key *key)
{
	memset(r, 0, sizeof(*r));
	r->cli = cli;
	r->key = key;
	r->directory = directory;
	r->dir = -1;
	r->origin = r->signed_at = scribe_now();
}

/* put_documents: all of them, and the directory's own name, durable. */
static int
put_documents(struct scribe *r, const struct drilled *d, struct error *err)
{
	struct arena *arena = r->cli->arena;

	for (size_t i = 0; i < d->documents_n; i++) {
		struct bytes b = d->sources[i]->bytes;
		const char *path =
		    file_join(arena, r->directory, d->documents[i].name);

		if (file_write(path, b.at, b.len, false, err) != 0)
			return -1;
	}
	return file_sync_directory(file_directory(arena, r->directory), err);
}

/* open_log: in the directory, which stays open. */
static int
open_log(struct scribe *r, const struct log_genesis *g, struct error *err)
{
	r->dir = disk_directory(disk_system(), r->directory, 0, err);
	if (r->dir < 0)
		return -1;
	if (journal_begin(&r->journal, r->cli->arena, store_system(), r->dir,
		EVIDENCE_LOG, g, r->key, err) == 0)
		return 0;
	disk_close(r->dir);
	return -1;
}

static void
take_back(const struct scribe *r, const struct drilled *d)
{
	struct arena *arena = r->cli->arena;

	for (size_t i = 0; i < d->documents_n; i++)
		(void)unlink(
		    file_join(arena, r->directory, d->documents[i].name));
	(void)unlink(file_join(arena, r->directory, EVIDENCE_LOG));
	(void)rmdir(r->directory);
}

int
scribe_begin(struct scribe *r, const struct cli *cli, const char *directory,
    struct drilled *d, const struct key *key, struct error *err)
{
	char id[DIGEST_HEX];
	struct log_stamp now;
	struct log_genesis g = drilled_genesis(d, id);

	clear(r, cli, directory, key);
	r->resumed = true; /* there is nothing to take up */
	now = stamp(r);
	g.stamp = &now;
	if (file_new_directory(directory, true, err) != 0)
		return -1;
	if (put_documents(r, d, err) == 0 && open_log(r, &g, err) == 0)
		return 0;
	take_back(r, d);
	return -1;
}

/* is_done: is nothing missing behind the log's last checkpoint? */
static bool
is_done(const struct scribe *r)
{
	struct arena *arena = r->cli->arena;

	return r->journal.walk.sealed &&
	       bundle_is_there(file_join(arena, r->directory, EVIDENCE_SEAL)) &&
	       bundle_is_there(file_join(arena, r->directory, "report.html"));
}

int
scribe_open(struct scribe *r, const struct cli *cli, const char *directory,
    const struct key *key, struct error *err)
{
	const char *log = file_join(cli->arena, directory, EVIDENCE_LOG);

	clear(r, cli, directory, key);
	if (!bundle_is_there(log))
		return error_set(
		    err, ERROR_INPUT, "error.no-evidence", directory, "");
	r->dir = disk_directory(disk_system(), directory, 0, err);
	if (r->dir < 0)
		return -1;
	if (journal_open(&r->journal, cli->arena, store_system(), r->dir,
		EVIDENCE_LOG, err) != 0) {
		disk_close(r->dir);
		return -1;
	}
	r->ms = r->journal.walk.stamp.ms + gone(&r->journal.walk.stamp);
	r->resumed = r->journal.walk.sealed;
	if (!is_done(r))
		return 0;
	scribe_close(r);
	return error_set(err, ERROR_INPUT, "error.resume-done", directory, "");
}

void
scribe_close(struct scribe *r)
{
	journal_close(&r->journal);
	disk_close(r->dir);
}

/* ---- facts ---- */

/* is_milestone: is the log to be signed at once when this has happened? */
static bool
is_milestone(uint16_t act)
{
	static const uint8_t milestones[] = {FACT_RUNG, FACT_VERIFIED,
	    FACT_DISMISSED, FACT_GRADED, FACT_REGRADED, FACT_AUTHORISED,
	    FACT_ACTIVATED, FACT_AUTO_STARTED, FACT_DECIDED, FACT_CONFIRMED,
	    FACT_NOT_CONFIRMED, FACT_SUSTAINED, FACT_CLOSED};

	for (size_t i = 0; i < sizeof(milestones); i++)
		if (milestones[i] == act)
			return true;
	return false;
}

bool
scribe_is_behind(const struct scribe *r)
{
	return r->taken < (uint64_t)r->journal.walk.facts;
}

/* go_on: behind the facts a log held when it was taken up it says so. */
static int
go_on(struct scribe *r, struct error *err)
{
	struct log_stamp now;

	if (r->resumed)
		return 0;
	r->resumed = true;
	now = stamp(r);
	return journal_go_on(&r->journal, &now, r->key, err) == STORE_DONE ? 0
									   : -1;
}

int
scribe_take(struct scribe *r, const struct drilled *d, struct error *err)
{
	struct text body;

	if (r->taken == d->report.facts_n)
		return 0;
	body = text_new(r->cli->arena);
	for (; r->taken < d->report.facts_n; r->taken++) {
		bool known = scribe_is_behind(r);
		struct log_stamp now;

		if (!known && go_on(r, err) != 0)
			return -1;
		now = stamp(r);
		body.len = 0;
		fact_body(
		    &body, d->stage, &d->report.facts[r->taken], r->taken);
		if (journal_fact(&r->journal, &now, body.at, body.len, err) !=
		    0)
			return -1;
		if (known) {
			r->durable = r->taken + 1;
			continue;
		}
		if (r->durable == r->taken)
			r->since = scribe_now();
		r->milestone |= is_milestone(d->report.facts[r->taken].act);
	}
	return 0;
}

/* ---- durable ---- */

static enum store_end
commit(struct scribe *r, bool sign, struct error *err)
{
	enum store_end end = journal_commit(&r->journal, sign, err);

	if (end != STORE_DONE)
		return end;
	r->durable = r->taken;
	if (sign) {
		r->signed_at = scribe_now();
		r->milestone = false;
	}
	return STORE_DONE;
}

enum store_end
scribe_commit(struct scribe *r, int64_t quiet, struct error *err)
{
	int64_t next = scribe_now();
	bool due, sign;

	next = quiet > INT64_MAX - next ? INT64_MAX : next + quiet;
	due = r->taken > r->durable && (r->taken - r->durable >= SCRIBE_LINES ||
					   next >= r->since + SCRIBE_WAIT);
	sign = r->milestone || (!log_is_signed(&r->journal.log) &&
				   next >= r->signed_at + SCRIBE_UNSIGNED);
	if (!due && !sign)
		return STORE_DONE;
	return commit(r, sign, err);
}

enum store_end
scribe_pause(struct scribe *r, struct error *err)
{
	return commit(r, true, err);
}

enum store_end
scribe_end(struct scribe *r, struct text *seal, struct error *err)
{
	struct log_stamp now;
	enum store_end end;

	if (go_on(r, err) != 0)
		return STORE_LOST;
	now = stamp(r);
	end = journal_end(&r->journal, &now, seal, err);
	if (end == STORE_DONE)
		r->durable = r->taken;
	return end;
}

int
scribe_put(
    struct scribe *r, const char *name, struct bytes bytes, struct error *err)
{
	const char *path = file_join(r->cli->arena, r->directory, name);

	if (bundle_is_there(path))
		return 0;
	return file_replace(r->cli->arena, path, bytes.at, bytes.len, err);
}
