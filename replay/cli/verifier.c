/* SPDX-License-Identifier: Apache-2.0 */
/* yanlian-verify -- the verifier alone: base, replay/proof and the words; no
 * engine, no plan, no way to sign. Answers as `yanlian verify` does. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/faults.h"
#include "base/text.h"
#include "replay/cli/testify.h"

enum { MEMORY = 224 << 20, KEYS = 16, USAGE = 2, SYSTEM = 3 };

static int
complain(const struct testify *q, const struct error *err)
{
	struct text t = text_new(q->arena);

	words_say(&t, q->language, "say.error", NULL);
	if (err->where[0] != '\0' &&
	    strstr(words_of(q->language, err->id), "{where}") == NULL)
		text_fmt(&t, "%s: ", err->where);
	words_say(&t, q->language, err->id, "where", err->where, "detail",
	    err->detail, NULL);
	text_add(&t, "\n");
	(void)fputs(t.at, stderr);
	return err->kind == ERROR_SYSTEM ? SYSTEM : USAGE;
}

static int
usage(const struct testify *q, FILE *to, int status)
{
	(void)fprintf(to, "%s\n", words_of(q->language, "help.verifier"));
	return status;
}

/* language_of: as the environment asks, in POSIX's order. */
static enum language
language_of(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (int i = 0; i < 3; i++) {
		const char *s = getenv(names[i]);

		if (s != NULL && s[0] != '\0')
			return strncmp(s, "zh", 2) == 0 ? LANGUAGE_ZH
							: LANGUAGE_EN;
	}
	return LANGUAGE_EN;
}

/* take: the arguments. Return: 0, 1 if help was asked for, -1 if wrong. */
static int
take(struct testify *q, const char *keys[KEYS], int argc, char **argv)
{
	static const struct option options[] = {
	    {"key", required_argument, NULL, 'k'},
	    {"policy", required_argument, NULL, 'p'},
	    {"json", no_argument, NULL, 'j'},
	    {"lang", required_argument, NULL, 'l'},
	    {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	int c;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'h')
			return 1;
		if (c == 'k' && q->keys_n < KEYS)
			keys[q->keys_n++] = optarg;
		else if (c == 'p')
			q->policy = optarg;
		else if (c == 'j')
			q->json = true;
		else if (c == 'l' && strcmp(optarg, "zh") == 0)
			q->language = LANGUAGE_ZH;
		else if (c == 'l' && strcmp(optarg, "en") == 0)
			q->language = LANGUAGE_EN;
		else
			return -1;
	}
	q->path = argv[optind];
	q->keys = keys;
	if (q->policy != NULL && q->keys_n > 0)
		return -1;
	return argc - optind == 1 ? 0 : -1;
}

/* answer: judge and say. Return: the exit status. */
static int
answer(const struct testify *q)
{
	struct error err = ERROR_INIT;
	struct text t = text_new(q->arena);
	struct faults faults = faults_new(q->arena);
	struct verify_report report;
	struct tar files;

	if (testify_judge(q, &files, &report, &faults, &err) != 0) {
		testify_faults(q, &faults, &t);
		(void)fputs(t.at, stderr);
		return complain(q, &err);
	}
	testify_say(q, &report, &t);
	(void)fwrite(t.at, 1, t.len, stdout);
	return fflush(stdout) == 0 ? (int)report.verdict : SYSTEM;
}

int
main(int argc, char **argv)
{
	const char *keys[KEYS];
	struct error err = ERROR_INIT;
	const char *plain = getenv("NO_COLOR");
	struct testify q = {.language = language_of()};
	int status;

	q.colour =
	    isatty(STDOUT_FILENO) == 1 && (plain == NULL || plain[0] == '\0');
	q.arena = arena_new(MEMORY, &err);
	if (q.arena == NULL) {
		(void)fputs("yanlian-verify: out of memory\n", stderr);
		return SYSTEM;
	}
	status = take(&q, keys, argc, argv);
	status = status == 0   ? answer(&q)
		 : status == 1 ? usage(&q, stdout, 0)
			       : usage(&q, stderr, USAGE);
	arena_free(q.arena);
	return status;
}
