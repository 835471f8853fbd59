/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/key.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "tests/suite.h"

/* The cheapest lock libsodium knows: the tests are about the file. */
static const struct key_lock cheap = {"\xE6\xBC\x94 1", 5, 1, 8192};

static char dir[64];
static char path[96];

/* enter, leave: a directory for one test. */
static void
enter(void)
{
	(void)snprintf(dir, sizeof(dir), "/tmp/yanlian-key-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	(void)snprintf(path, sizeof(path), "%s/key", dir);
}

static void
leave(void)
{
	(void)unlink(path);
	(void)rmdir(dir);
}

static struct key
new_key(void)
{
	struct error err = ERROR_INIT;
	struct key k;

	ck_assert_int_eq(key_new("ops.example/facilitator", &k, &err), 0);
	return k;
}

static size_t
load(char *s, size_t cap)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	ck_assert_ptr_nonnull(f);
	n = fread(s, 1, cap - 1, f);
	s[n] = '\0';
	(void)fclose(f);
	return n;
}

static void
store(const char *s, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, s, n), (ssize_t)n);
	(void)close(fd);
}

/* refused: the id of the error, and `out` untouched. */
static const char *
refused(const char *pass)
{
	struct error err = ERROR_INIT;
	struct key k, was;

	memset(&k, 0x5A, sizeof(k));
	was = k;
	if (key_read(path, pass, pass == NULL ? 0 : strlen(pass), &k, &err) ==
	    0)
		return "read";
	ck_assert_mem_eq(&k, &was, sizeof(k));
	return err.id;
}

/* Source: RFC 8032 section 7.1, test 1. */
START_TEST(key_of_a_seed_is_the_rfcs)
{
	static const uint8_t seed[KEY_SEED] = {0x9d, 0x61, 0xb1, 0x9d, 0xef,
	    0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
	    0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac,
	    0x03, 0x1c, 0xae, 0x7f, 0x60};
	static const uint8_t point[32] = {0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1,
	    0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a, 0x0e,
	    0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68,
	    0xf7, 0x07, 0x51, 0x1a};
	struct error err = ERROR_INIT;
	struct key k;

	ck_assert_int_eq(key_of_seed("a", seed, &k, &err), 0);
	ck_assert_mem_eq(k.pub.point, point, 32);
}
END_TEST

START_TEST(key_names_are_plain)
{
	static const char *const bad[] = {
	    "", "A", "a b", "a+b", "a:b", "\xE6\xBC\x94", "a\n"};
	char longest[NOTE_NAME_MOST + 2];
	struct error err = ERROR_INIT;
	struct key k;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert(!key_name_is_good(bad[i]));
	ck_assert(key_name_is_good("ops.example.cn/team-1_a"));
	memset(longest, 'a', sizeof(longest));
	longest[NOTE_NAME_MOST + 1] = '\0';
	ck_assert(!key_name_is_good(longest));
	longest[NOTE_NAME_MOST] = '\0';
	ck_assert(key_name_is_good(longest));
	ck_assert_int_eq(key_new("No", &k, &err), -1);
	ck_assert_str_eq(err.id, "error.key-name");
}
END_TEST

START_TEST(key_files_read_back_with_and_without_a_lock)
{
	struct key k = new_key();

	enter();
	for (int i = 0; i < 2; i++) {
		struct error err = ERROR_INIT;
		struct key back;
		struct stat st;

		ck_assert_int_eq(
		    key_write(path, &k, i == 0 ? NULL : &cheap, &err), 0);
		ck_assert_int_eq(stat(path, &st), 0);
		ck_assert_int_eq(st.st_mode & 07777, 0600);
		ck_assert_int_eq(
		    key_read(path, cheap.pass, cheap.len, &back, &err), 0);
		ck_assert_mem_eq(&back, &k, sizeof(k));
		ck_assert_int_eq(key_write(path, &k, NULL, &err), -1);
		ck_assert_str_eq(err.id, "error.file-exists");
		(void)unlink(path);
	}
	leave();
}
END_TEST

/* The longest name, the dearest lock's digits: the sheet holds it. */
START_TEST(key_files_tell_a_witness_from_others)
{
	struct error err = ERROR_INIT;
	struct key k = new_key(), back;
	struct note_key pub;
	bool locked;

	key_make_witness(&k);
	enter();
	ck_assert_int_eq(key_write(path, &k, &cheap, &err), 0);
	ck_assert_int_eq(key_read_public(path, &pub, &locked, &err), 0);
	ck_assert(locked && note_is_witness(&pub));
	ck_assert(note_key_same(&pub, &k.pub));
	ck_assert_int_eq(key_read(path, cheap.pass, cheap.len, &back, &err), 0);
	ck_assert_mem_eq(back.secret, k.secret, sizeof(k.secret));
	ck_assert(note_key_same(&back.pub, &k.pub));
	leave();
}
END_TEST

START_TEST(key_files_hold_the_longest_name)
{
	struct key_lock lock = cheap;
	struct error err = ERROR_INIT;
	struct key k, back;
	char name[NOTE_NAME_MOST + 1];

	enter();
	memset(name, 'z', sizeof(name));
	name[NOTE_NAME_MOST] = '\0';
	ck_assert_int_eq(key_new(name, &k, &err), 0);
	lock.mem = 10000384;
	ck_assert_int_eq(key_write(path, &k, &lock, &err), 0);
	ck_assert_int_eq(key_read(path, lock.pass, lock.len, &back, &err), 0);
	ck_assert_mem_eq(&back, &k, sizeof(k));
	leave();
}
END_TEST

/* Row 37 of the attack table. In clear nothing but the vkey line vouches,
 * which suffices; under a lock all bytes do. */
START_TEST(key_files_refuse_every_flipped_bit)
{
	struct key k = new_key();
	char s[1024], m[1024];

	enter();
	for (int i = 0; i < 2; i++) {
		struct error err = ERROR_INIT;
		size_t n;

		ck_assert_int_eq(
		    key_write(path, &k, i == 0 ? NULL : &cheap, &err), 0);
		n = load(s, sizeof(s));
		for (size_t bit = 0; bit < 8 * n; bit++) {
			memcpy(m, s, n);
			m[bit / 8] = (char)(m[bit / 8] ^ (1 << bit % 8));
			/* A dearer lock is another test. */
			if (strstr(m, "ops=1 mem=8192 ") == NULL && i == 1 &&
			    strstr(m, "ops=") != NULL)
				continue;
			store(m, n);
			ck_assert_str_ne(refused(cheap.pass), "read");
		}
		(void)unlink(path);
	}
	leave();
}
END_TEST

START_TEST(key_files_refuse_every_truncation)
{
	struct error err = ERROR_INIT;
	struct key k = new_key();
	char s[1024];
	size_t n;

	enter();
	ck_assert_int_eq(key_write(path, &k, &cheap, &err), 0);
	n = load(s, sizeof(s));
	while (n-- > 0) {
		store(s, n);
		ck_assert_str_eq(refused(cheap.pass), "error.key-malformed");
	}
	leave();
}
END_TEST

START_TEST(key_files_ask_for_the_right_passphrase)
{
	struct error err = ERROR_INIT;
	struct key k = new_key();

	enter();
	ck_assert_int_eq(key_write(path, &k, &cheap, &err), 0);
	ck_assert_str_eq(refused(NULL), "error.key-needs-passphrase");
	ck_assert_str_eq(refused(""), "error.key-passphrase");
	ck_assert_str_eq(refused("\xE6\xBC\x94 2"), "error.key-passphrase");
	leave();
}
END_TEST

/* recost: the locked file with another kdf line. */
static const char *
recost(const char *s, const char *cost)
{
	const char *at = strstr(s, "ops=1 mem=8192 ");
	char m[1200];
	int n = snprintf(m, sizeof(m), "%.*s%s%s", (int)(at - s), s, cost,
	    at + strlen("ops=1 mem=8192"));

	store(m, (size_t)n);
	return refused(cheap.pass);
}

START_TEST(key_files_cannot_make_us_spend)
{
	struct error err = ERROR_INIT;
	struct key_lock dear = {"p", 1, KEY_OPS_MOST + 1, 8192};
	struct key k = new_key();
	char s[1024];

	enter();
	ck_assert_int_eq(key_write(path, &k, &dear, &err), -1);
	ck_assert_str_eq(err.id, "error.key-cost");
	err.kind = ERROR_NONE;
	ck_assert_int_eq(key_write(path, &k, &cheap, &err), 0);
	(void)load(s, sizeof(s));
	ck_assert_str_eq(recost(s, "ops=11 mem=8192"), "error.key-cost");
	ck_assert_str_eq(recost(s, "ops=1 mem=1073741825"), "error.key-cost");
	ck_assert_str_eq(
	    recost(s, "ops=1 mem=1152921504606846976"), "error.key-cost");
	ck_assert_str_eq(recost(s, "ops=1 mem=1"), "error.key-cost");
	ck_assert_str_eq(recost(s, "ops=0 mem=8192"), "error.key-malformed");
	ck_assert_str_eq(recost(s, "ops=01 mem=8192"), "error.key-malformed");
	ck_assert_str_eq(recost(s, "ops=2 mem=8192"), "error.key-passphrase");
	ck_assert_str_eq(recost(s, "ops=1 mem=8192"), "read");
	leave();
}
END_TEST

START_TEST(key_files_open_to_others_are_refused)
{
	static const mode_t modes[] = {0640, 0604, 0620, 0602, 0610, 0601};
	struct error err = ERROR_INIT;
	struct key k = new_key();

	enter();
	ck_assert_int_eq(key_write(path, &k, NULL, &err), 0);
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		ck_assert_int_eq(chmod(path, modes[i]), 0);
		ck_assert_str_eq(refused(NULL), "error.key-open-to-others");
	}
	ck_assert_int_eq(chmod(path, 0400), 0);
	ck_assert_str_eq(refused(NULL), "read");
	leave();
}
END_TEST

/* To be told to hide a public key would be no help. */
START_TEST(key_files_that_are_public_are_said_to_be)
{
	struct error err = ERROR_INIT;
	struct key k = new_key();
	struct arena *a = arena_new(1 << 16, &err);
	struct text t = text_new(a);

	note_key_write(&t, &k.pub);
	text_add(&t, "\n");
	enter();
	ck_assert_int_eq(file_write(path, t.at, t.len, false, &err), 0);
	ck_assert_str_eq(refused(NULL), "error.key-is-public");
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(file_write(path, "other\n", 6, false, &err), 0);
	ck_assert_str_eq(refused(NULL), "error.key-malformed");
	leave();
	arena_free(a);
}
END_TEST

START_TEST(key_files_are_not_sought_through_links)
{
	struct error err = ERROR_INIT;
	struct key k = new_key();
	char real[128];

	enter();
	(void)snprintf(real, sizeof(real), "%s/real", dir);
	ck_assert_int_eq(key_write(real, &k, NULL, &err), 0);
	ck_assert_int_eq(symlink(real, path), 0);
	ck_assert_str_eq(refused(NULL), "error.file-read");
	(void)unlink(path);
	ck_assert_str_eq(refused(NULL), "error.file-missing");
	ck_assert_int_eq(mkdir(path, 0700), 0);
	ck_assert_str_eq(refused(NULL), "error.file-not-regular");
	(void)rmdir(path);
	(void)unlink(real);
	leave();
}
END_TEST

START_TEST(key_forget_leaves_nothing)
{
	struct key k = new_key();

	key_forget(&k);
	ck_assert(sodium_is_zero((const unsigned char *)&k, sizeof(k)));
}
END_TEST

/* Row 37: what holds a secret while a drill lasts is not written to disk by
 * the system either. */
START_TEST(key_is_held_where_no_dump_reaches)
{
	struct error err = ERROR_INIT;
	struct key *k = key_hold(&err);
	struct rlimit core;

	ck_assert_ptr_nonnull(k);
	ck_assert_int_eq(key_new("throw-away", k, &err), 0);
	ck_assert_str_eq(k->pub.name, "throw-away");
#ifdef __linux__
	ck_assert_int_eq(prctl(PR_GET_DUMPABLE, 0L, 0L, 0L, 0L), 0);
#endif
	ck_assert_int_eq(getrlimit(RLIMIT_CORE, &core), 0);
	ck_assert_uint_eq(core.rlim_cur, 0);
	ck_assert_uint_eq(core.rlim_max, 0);
	key_drop(k);
	key_drop(NULL);
}
END_TEST

SUITE_MAIN("key", key_of_a_seed_is_the_rfcs, key_names_are_plain,
    key_files_read_back_with_and_without_a_lock,
    key_files_tell_a_witness_from_others, key_files_hold_the_longest_name,
    key_files_refuse_every_flipped_bit, key_files_refuse_every_truncation,
    key_files_ask_for_the_right_passphrase, key_files_cannot_make_us_spend,
    key_files_open_to_others_are_refused,
    key_files_that_are_public_are_said_to_be,
    key_files_are_not_sought_through_links, key_forget_leaves_nothing,
    key_is_held_where_no_dump_reaches)
