/* SPDX-License-Identifier: Apache-2.0 */
/* What it costs to make facts durable.
 *
 *     bench-store WHO BATCH FACTS DIRECTORY
 *
 * appends so many facts to a new file there, so many at a time, and prints the
 * seconds it took. WHO: journal, a paced drill's log, its chain, tree and a
 * signed checkpoint a batch; lines, the same without checkpoints; bare, the
 * facts' text alone, one write and one fdatasync a batch; sqlite, the same text
 * as rows of a table, in WAL mode, synchronous FULL; absent without SQLite. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/journal.h"
#include "replay/proof/key.h"

#ifdef HAVE_SQLITE
#include <sqlite3.h>
#endif

static const char drill[] = "ca358758f6d27e6cf45272937977a748"
			    "fd88391db679ceda7dc7bf1f005ee879";

static double
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
die(const char *why)
{
	(void)fprintf(stderr, "bench-store: %s\n", why);
	exit(EXIT_FAILURE);
}

/* fact: the body of one, as long as most. */
static size_t
fact(char *to, size_t size, long f)
{
	return (size_t)snprintf(to, size,
	    "{\"f\":%ld,\"at\":%ld,\"act\":\"done\",\"by\":\"dba-1\","
	    "\"on\":\"restore/switch-%ld\",\"inc\":1,\"why\":%ld}",
	    f, f * 1000, f % 97, f > 1 ? f - 1 : 1);
}

static void
journal(long batch, long facts, const char *path, bool sign)
{
	struct error err = ERROR_INIT;
	struct arena *arena = arena_new((size_t)1 << 31, &err);
	struct log_stamp stamp = {"2026-11-22T06:25:49.123Z", 0};
	struct log_genesis g = {
	    drill, "simulated", NULL, 0, 1, 0, 1, "bench", NULL, &stamp};
	static struct journal j;
	struct key key;
	char body[256];
	int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (arena == NULL || key_new("bench", &key, &err) != 0 ||
	    journal_begin(
		&j, arena, store_system(), dir, "journal", &g, &key, &err) != 0)
		die(err.id);
	for (long f = 2; f < facts + 2; f++) {
		size_t n = fact(body, sizeof(body), f - 2);

		if (f < 4)
			n = (size_t)snprintf(body, sizeof(body),
			    "{\"f\":%ld,\"at\":0,\"act\":\"begin\"}", f - 2);
		if (journal_fact(&j, &stamp, body, n, &err) != 0)
			die(err.id);
		if ((f - 1) % batch == 0 &&
		    journal_commit(&j, sign, &err) != STORE_DONE)
			die(err.id);
	}
	journal_close(&j);
	arena_free(arena);
	(void)close(dir);
}

static void
bare(long batch, long facts, const char *path)
{
	char *all = malloc((size_t)batch * 256);
	char name[4096];
	int fd;

	(void)snprintf(name, sizeof(name), "%s/bare", path);
	fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	for (long f = 0; f < facts;) {
		size_t n = 0;

		for (long i = 0; i < batch; i++) {
			n += fact(all + n, 255, f++);
			all[n++] = '\n';
		}
		if (write(fd, all, n) != (ssize_t)n || fdatasync(fd) != 0)
			die("bare");
	}
	(void)close(fd);
	free(all);
}

#ifdef HAVE_SQLITE
static void
sqlite(long batch, long facts, const char *path)
{
	char name[4096];
	char body[256];
	sqlite3 *db;
	sqlite3_stmt *insert;

	(void)snprintf(name, sizeof(name), "%s/sqlite", path);
	if (sqlite3_open(name, &db) != SQLITE_OK ||
	    sqlite3_exec(db,
		"PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
		"CREATE TABLE fact(body TEXT)",
		NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "INSERT INTO fact VALUES(?)", -1, &insert,
		NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
	for (long f = 0; f < facts;) {
		(void)sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
		for (long i = 0; i < batch; i++) {
			int n = (int)fact(body, sizeof(body), f++);

			(void)sqlite3_bind_text(
			    insert, 1, body, n, SQLITE_STATIC);
			if (sqlite3_step(insert) != SQLITE_DONE)
				die(sqlite3_errmsg(db));
			(void)sqlite3_reset(insert);
		}
		if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
			die(sqlite3_errmsg(db));
	}
	(void)sqlite3_finalize(insert);
	(void)sqlite3_close(db);
}
#endif

int
main(int argc, char **argv)
{
	const char *who = argc == 5 ? argv[1] : "";
	long batch = argc == 5 ? strtol(argv[2], NULL, 10) : 0;
	long facts = argc == 5 ? strtol(argv[3], NULL, 10) : 0;
	double began = now();

	if (batch <= 0 || facts <= 0 || facts % batch != 0)
		die("usage: bench-store WHO BATCH FACTS DIRECTORY");
	if (strcmp(who, "journal") == 0)
		journal(batch, facts, argv[4], true);
	else if (strcmp(who, "lines") == 0)
		journal(batch, facts, argv[4], false);
	else if (strcmp(who, "bare") == 0)
		bare(batch, facts, argv[4]);
#ifdef HAVE_SQLITE
	else if (strcmp(who, "sqlite") == 0)
		sqlite(batch, facts, argv[4]);
#endif
	else {
		(void)printf("absent\n");
		return EXIT_SUCCESS;
	}
	(void)printf("%.9f\n", now() - began);
	return EXIT_SUCCESS;
}
