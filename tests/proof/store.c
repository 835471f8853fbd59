/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/store.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "tests/proof/rig.h"
#include "tests/suite.h"

static const char name[] = "drill.jsonl";

/* A small log: lines of 7 to 31 bytes, so that every offset means another. */
static const char *const lines[] = {"line 0\n", "line 1 is longer\n",
    "line 2 is a good deal longer\n", "line 3\n", "line 4 ends it\n"};

enum { LINES = sizeof(lines) / sizeof(lines[0]) };

static int
begin(struct store *s, struct rig *r, struct error *err)
{
	return store_begin(s, rig_calls(), r->dir, name, 0600, true, err);
}

static enum store_end
append(struct store *s, const char *line)
{
	struct error err = ERROR_INIT;

	return store_append(s, line, strlen(line), &err);
}

/* so_far: the first `n` lines as one string. */
static const char *
so_far(int n)
{
	static char all[256];

	all[0] = '\0';
	for (int i = 0; i < n; i++)
		(void)strncat(all, lines[i], sizeof(all) - strlen(all) - 1);
	return all;
}

static bool
holds(struct rig *r, const char *want)
{
	struct bytes b = rig_read(r, name);

	return b.at != NULL && b.len == strlen(want) &&
	       memcmp(b.at, want, b.len) == 0;
}

/* begins: does the file begin with this, whatever follows? */
static bool
begins(struct rig *r, const char *want)
{
	struct bytes b = rig_read(r, name);

	return b.len >= strlen(want) && memcmp(b.at, want, strlen(want)) == 0;
}

START_TEST(store_appends_its_own_file_and_nobody_elses_business)
{
	struct rig *r = rig_new();
	struct error err = ERROR_INIT;
	struct store s;
	struct stat st;

	ck_assert_int_eq(begin(&s, r, &err), 0);
	for (int i = 0; i < LINES; i++)
		ck_assert_int_eq(append(&s, lines[i]), STORE_DONE);
	ck_assert_int_eq(fstat(s.fd, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	store_close(&s);
	ck_assert(holds(r, so_far(LINES)));
	rig_free(r);
}
END_TEST

/* Row 26: a link or a file planted where the log is to be. */
START_TEST(store_begins_where_nothing_is)
{
	struct rig *r = rig_new();
	struct error err = ERROR_INIT, other = ERROR_INIT, third = ERROR_INIT;
	struct bytes all;
	struct store s;

	rig_put(r, "mine", "mine\n", 5);
	ck_assert_int_eq(symlinkat("mine", r->dir, name), 0);
	ck_assert_int_eq(begin(&s, r, &err), -1);
	ck_assert_str_eq(err.id, "error.file-exists");
	ck_assert_int_eq(store_open(&s, rig_calls(), r->arena, r->dir, name,
			     1 << 20, &all, &third),
	    -1);
	ck_assert_int_eq(unlinkat(r->dir, name, 0), 0);
	ck_assert_int_eq(symlinkat("nowhere", r->dir, name), 0);
	ck_assert_int_eq(begin(&s, r, &other), -1);
	ck_assert_ptr_null(rig_read(r, "nowhere").at);
	ck_assert_uint_eq(rig_read(r, "mine").len, 5);
	rig_free(r);
}
END_TEST

/* Row 22, the disk full at every byte: what was acknowledged is there and
 * nothing of what was not; with space again it goes on. */
START_TEST(store_keeps_nothing_by_half_when_the_disk_is_full)
{
	struct rig *r = rig_new();
	off_t most = (off_t)strlen(so_far(LINES));

	for (off_t room = 0; room < most; room++) {
		struct error err = ERROR_INIT;
		struct store s;
		int i = 0;

		rig_reset(r);
		r->room = room;
		r->write = 5;
		ck_assert_int_eq(begin(&s, r, &err), 0);
		while (append(&s, lines[i]) == STORE_DONE)
			i++;
		ck_assert(holds(r, so_far(i)));
		ck_assert_int_le((off_t)strlen(so_far(i)), room);
		ck_assert_int_gt((off_t)strlen(so_far(i + 1)), room);
		ck_assert_int_eq(append(&s, lines[i]), STORE_FULL);
		r->room = -1;
		for (; i < LINES; i++)
			ck_assert_int_eq(append(&s, lines[i]), STORE_DONE);
		ck_assert(holds(r, so_far(LINES)));
		store_close(&s);
	}
	rig_free(r);
}
END_TEST

/* limit: no file of this process may grow beyond; the signal is for who does
 * not look at errno. */
static void
limit(rlim_t bytes)
{
	struct rlimit l;

	(void)getrlimit(RLIMIT_FSIZE, &l);
	l.rlim_cur = bytes;
	(void)setrlimit(RLIMIT_FSIZE, &l);
}

/* The same against the kernel's own short writes. */
START_TEST(store_meets_a_real_limit_at_every_byte)
{
	struct rig *r = rig_new();
	size_t most = strlen(so_far(LINES));

	(void)signal(SIGXFSZ, SIG_IGN);
	for (size_t room = 0; room < most; room++) {
		struct error err = ERROR_INIT;
		struct store s;
		int i = 0;

		rig_reset(r);
		ck_assert_int_eq(begin(&s, r, &err), 0);
		limit(room);
		while (append(&s, lines[i]) == STORE_DONE)
			i++;
		limit(RLIM_INFINITY);
		ck_assert(holds(r, so_far(i)));
		for (; i < LINES; i++)
			ck_assert_int_eq(append(&s, lines[i]), STORE_DONE);
		ck_assert(holds(r, so_far(LINES)));
		store_close(&s);
	}
	rig_free(r);
}
END_TEST

/* go: append what is not durable yet, renewing where the disk was lost.
 * Return: how many lines are. */
static int
go(struct store *s, int i)
{
	struct error err = ERROR_INIT;
	enum store_end end = STORE_DONE;

	for (; i < LINES && end == STORE_DONE; i++) {
		end = append(s, lines[i]);
		if (end == STORE_LOST)
			end = store_renew(
			    s, so_far(i + 1), strlen(so_far(i + 1)), &err);
	}
	return end == STORE_DONE ? i : i - 1;
}

/* Row 23: every call fails in turn, once or from then on. Nothing that was
 * acknowledged is gone, and once the disk works again all is there. */
START_TEST(store_survives_the_failure_of_any_call)
{
	static const int errors[] = {EIO, ENOSPC, EINTR};
	struct rig *r = rig_new();
	long tried = 0;

	for (int on = 0; on < 2; on++)
		for (int e = 0; e < 3; e++)
			for (long n = 1;; n++) {
				struct error err = ERROR_INIT;
				struct store s;
				int done;

				if (on == 1 && errors[e] == EINTR)
					break;
				rig_reset(r);
				r->fail_at = n;
				r->fail_on = on == 1;
				r->fail_with = errors[e];
				if (begin(&s, r, &err) != 0)
					continue;
				done = go(&s, 0);
				ck_assert(begins(r, so_far(done)));
				r->fail_at = 0;
				if (r->calls < n)
					break;
				tried++;
				ck_assert_int_eq(go(&s, done), LINES);
				ck_assert(holds(r, so_far(LINES)));
				store_close(&s);
			}
	ck_assert_int_gt(tried, 50);
	rig_free(r);
}
END_TEST

/* The kernel forgets that a sync failed; the store does not. */
START_TEST(store_never_believes_a_disk_again_that_failed_to_sync)
{
	struct rig *r = rig_new();
	struct error err = ERROR_INIT;
	struct store s;

	ck_assert_int_eq(begin(&s, r, &err), 0);
	ck_assert_int_eq(append(&s, lines[0]), STORE_DONE);
	r->fail_at = r->calls + 2; /* write, sync */
	r->fail_with = EIO;
	ck_assert_int_eq(append(&s, lines[1]), STORE_LOST);
	ck_assert_int_eq(append(&s, lines[1]), STORE_LOST);
	ck_assert_int_eq(
	    store_renew(&s, so_far(2), strlen(so_far(2)), &err), STORE_DONE);
	ck_assert_int_eq(append(&s, lines[2]), STORE_DONE);
	ck_assert(holds(r, so_far(3)));
	ck_assert_ptr_null(rig_read(r, "drill.jsonl.new").at);
	store_close(&s);
	rig_free(r);
}
END_TEST

/* Row 24: a second writer is refused, from this process or another. */
START_TEST(store_is_held_against_a_second_writer)
{
	struct rig *r = rig_new();
	struct error err = ERROR_INIT, busy = ERROR_INIT;
	struct bytes all;
	struct store s, two;
	int status = -1;
	pid_t child;

	ck_assert_int_eq(begin(&s, r, &err), 0);
	ck_assert_int_eq(append(&s, lines[0]), STORE_DONE);
	child = fork();
	if (child == 0)
		_exit(store_open(&two, rig_calls(), r->arena, r->dir, name,
			  1 << 20, &all, &busy) == 0
			  ? 0
			  : 7);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 7);
	ck_assert_int_eq(store_open(&two, rig_calls(), r->arena, r->dir, name,
			     1 << 20, &all, &busy),
	    -1);
	ck_assert_str_eq(busy.id, "error.store-busy");
	store_close(&s);
	ck_assert_int_eq(store_open(&two, rig_calls(), r->arena, r->dir, name,
			     1 << 20, &all, &err),
	    0);
	ck_assert_uint_eq(all.len, strlen(lines[0]));
	store_close(&two);
	rig_free(r);
}
END_TEST

/* Row 24: a copy job that writes into the log, shortens or deletes it. */
START_TEST(store_stops_where_a_stranger_wrote)
{
	struct rig *r = rig_new();
	struct error err = ERROR_INIT;
	struct store s;
	struct bytes b;

	for (int way = 0; way < 3; way++) {
		rig_reset(r);
		ck_assert_int_eq(begin(&s, r, &err), 0);
		ck_assert_int_eq(append(&s, lines[0]), STORE_DONE);
		if (way == 0)
			ck_assert_int_eq(pwrite(s.fd, "x", 1, 7), 1);
		else if (way == 1)
			ck_assert_int_eq(ftruncate(s.fd, 6), 0);
		else
			ck_assert_int_eq(unlinkat(r->dir, name, 0), 0);
		b = rig_read(r, name);
		ck_assert_int_eq(append(&s, lines[1]), STORE_FOREIGN);
		ck_assert_int_eq(append(&s, lines[1]), STORE_FOREIGN);
		store_close(&s);
		ck_assert_uint_eq(rig_read(r, name).len, b.len);
	}
	rig_free(r);
}
END_TEST

START_TEST(store_puts_aside_what_it_cuts_off)
{
	struct rig *r = rig_new();
	struct error err = ERROR_INIT;
	struct bytes all;
	struct store s;

	rig_put(r, name, "good\nbad", 8);
	rig_put(r, "drill.torn-1.bin", "older", 5);
	ck_assert_int_eq(store_open(&s, rig_calls(), r->arena, r->dir, name,
			     1 << 20, &all, &err),
	    0);
	ck_assert_int_eq(store_cut(&s, &all, 5, &err), 0);
	ck_assert_int_eq(append(&s, "on\n"), STORE_DONE);
	ck_assert(holds(r, "good\non\n"));
	ck_assert_str_eq(rig_read(r, "drill.torn-1.bin").at, "older");
	ck_assert_str_eq(rig_read(r, "drill.torn-2.bin").at, "bad");
	store_close(&s);
	rig_free(r);
}
END_TEST

/* Whatever fails while a tail is cut off: it is in the file or aside. */
START_TEST(store_loses_no_torn_byte)
{
	struct rig *r = rig_new();

	for (long n = 1;; n++) {
		struct error err = ERROR_INIT;
		struct bytes all;
		struct store s;

		rig_reset(r);
		rig_put(r, name, "good\nbad", 8);
		r->fail_at = n;
		r->fail_with = EIO;
		if (store_open(&s, rig_calls(), r->arena, r->dir, name, 1 << 20,
			&all, &err) != 0)
			continue;
		if (store_cut(&s, &all, 5, &err) != 0)
			ck_assert(holds(r, "good\nbad") ||
				  strcmp(rig_read(r, "drill.torn-1.bin").at,
				      "bad") == 0);
		store_close(&s);
		ck_assert(begins(r, "good\n"));
		if (r->calls < n)
			break;
	}
	rig_free(r);
}
END_TEST

/* What is kept in reserve is given back, and is no part of the file. */
START_TEST(store_reserves_blocks_and_gives_them_back)
{
	struct rig *r = rig_new();
	struct error err = ERROR_INIT;
	struct store s;
	struct stat st;
	int fd;

	ck_assert_int_eq(
	    store_begin(&s, store_system(), r->dir, name, 0600, true, &err), 0);
	ck_assert_int_eq(append(&s, lines[0]), STORE_DONE);
	ck_assert_int_eq(fstat(s.fd, &st), 0);
	ck_assert_int_eq(st.st_size, (off_t)strlen(lines[0]));
	ck_assert(s.low || st.st_blocks * 512 >= STORE_RESERVE);
	store_close(&s);
	fd = openat(r->dir, name, O_RDONLY | O_CLOEXEC);
	ck_assert_int_eq(fstat(fd, &st), 0);
	ck_assert_int_lt(st.st_blocks * 512, STORE_RESERVE_LEAST);
	(void)close(fd);
	rig_free(r);
}
END_TEST

/* Whoever plays can make room while there is still some for the end. */
START_TEST(store_tells_when_nothing_can_be_reserved)
{
	struct rig *r = rig_new();
	struct error err = ERROR_INIT;
	struct store s;

	r->fail_at = 3; /* open, sync of the name, reserve */
	r->fail_with = ENOSPC;
	ck_assert_int_eq(begin(&s, r, &err), 0);
	ck_assert(s.low);
	ck_assert_int_eq(append(&s, lines[0]), STORE_DONE);
	ck_assert(!s.low);
	store_close(&s);
	rig_reset(r);
	r->fail_at = 3;
	r->fail_with = EOPNOTSUPP; /* some file systems cannot */
	ck_assert_int_eq(begin(&s, r, &err), 0);
	ck_assert(!s.low);
	store_close(&s);
	rig_free(r);
}
END_TEST

SUITE_MAIN("store", store_appends_its_own_file_and_nobody_elses_business,
    store_begins_where_nothing_is,
    store_keeps_nothing_by_half_when_the_disk_is_full,
    store_meets_a_real_limit_at_every_byte,
    store_survives_the_failure_of_any_call,
    store_never_believes_a_disk_again_that_failed_to_sync,
    store_is_held_against_a_second_writer, store_stops_where_a_stranger_wrote,
    store_puts_aside_what_it_cuts_off, store_loses_no_torn_byte,
    store_reserves_blocks_and_gives_them_back,
    store_tells_when_nothing_can_be_reserved)
