/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/jail.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/suite.h"

struct answer {
	int n;
	const char *word;
};

static const struct answer before = {7, "before"};

/* jailed: what comes of this work. */
static struct answer
jailed(bool (*work)(void *cookie, void *answer), bool is_done)
{
	struct answer a = before;
	struct error err = ERROR_INIT;
	int cookie = 35;

	ck_assert_int_eq(
	    jail_run(work, &cookie, &a, sizeof(a), &err), is_done ? 0 : -1);
	ck_assert_int_eq(cookie, 35);
	if (!is_done) {
		ck_assert_str_eq(err.id, "error.jail");
		ck_assert_int_eq(err.kind, ERROR_SYSTEM);
		ck_assert_int_eq(a.n, before.n);
		ck_assert_str_eq(a.word, before.word);
	}
	return a;
}

static bool
add(void *cookie, void *answer)
{
	struct answer *a = answer;

	a->n += *(int *)cookie;
	a->word = "behind";
	*(int *)cookie = 0;
	return true;
}

static bool
refuse(void *cookie, void *answer)
{
	(void)add(cookie, answer);
	return false;
}

static bool
fall(void *cookie, void *answer)
{
	(void)add(cookie, answer);
	abort();
}

static bool
dawdle(void *cookie, void *answer)
{
	volatile int *n = cookie;

	(void)add(cookie, answer);
	while (*n == 0)
		continue;
	return true;
}

static bool
look(void *cookie, void *answer)
{
	struct answer *a = answer;

	(void)cookie;
	a->n = open("/dev/null", O_RDONLY);
	a->word = open("jail-was-here", O_WRONLY | O_CREAT, 0600) < 0
		      ? "neither"
		      : "written";
	return true;
}

START_TEST(jail_brings_back_the_answer_and_nothing_else)
{
	struct answer a = jailed(add, true);

	ck_assert_int_eq(a.n, 42);
	ck_assert_str_eq(a.word, "behind");
}
END_TEST

START_TEST(jail_knows_no_answer_of_work_that_fell_short)
{
	(void)jailed(refuse, false);
	(void)jailed(fall, false);
}
END_TEST

START_TEST(jail_ends_what_takes_too_long)
{
	struct rlimit second = {1, 1};

	ck_assert_int_eq(setrlimit(RLIMIT_CPU, &second), 0);
	(void)jailed(dawdle, false);
}
END_TEST

START_TEST(jail_opens_no_file)
{
	struct answer a = jailed(look, true);

	ck_assert_int_eq(a.n, -1);
	ck_assert_str_eq(a.word, "neither");
	ck_assert_int_ne(access("jail-was-here", F_OK), 0);
}
END_TEST

SUITE_MAIN("jail", jail_brings_back_the_answer_and_nothing_else,
    jail_knows_no_answer_of_work_that_fell_short, jail_ends_what_takes_too_long,
    jail_opens_no_file)
