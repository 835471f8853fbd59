/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/keys.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"

enum { FILE_BYTES = 4096 };

/* take_line: up to a newline or the end, at most what fits. */
static int
take_line(int fd, struct keys_passphrase *out, struct error *err)
{
	for (;;) {
		char c;
		ssize_t got = read(fd, &c, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_system(err, "error.passphrase-fd", "");
		if (got == 0 || c == '\n')
			break;
		if (out->len == KEYS_PASSPHRASE_MOST)
			return error_set(
			    err, ERROR_INPUT, "error.passphrase-long", "", "");
		out->at[out->len++] = c;
	}
	out->given = true;
	return 0;
}

/* type: one line of the terminal, unseen. */
static int
type(const struct cli *cli, const char *prompt, const char *path,
    struct keys_passphrase *out, struct error *err)
{
	struct text t = text_new(cli->arena);
	struct termios was, quiet;
	int rc;

	words_say(&t, cli->language, prompt, "path", path, NULL);
	cli_complain(&t);
	if (tcgetattr(STDIN_FILENO, &was) != 0)
		return error_system(err, "error.passphrase-fd", path);
	quiet = was;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	rc = take_line(STDIN_FILENO, out, err);
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
	(void)fputs("\n", stderr);
	return rc;
}

static int
type_twice(const struct cli *cli, const char *path, struct keys_passphrase *out,
    struct error *err)
{
	struct keys_passphrase again = {.len = 0};
	int rc = type(cli, "say.passphrase-new", path, out, err);

	if (rc == 0)
		rc = type(cli, "say.passphrase-again", path, &again, err);
	if (rc == 0 &&
	    (again.len != out->len || memcmp(again.at, out->at, out->len) != 0))
		rc = error_set(
		    err, ERROR_INPUT, "error.passphrase-twice", path, "");
	keys_forget(&again);
	return rc;
}

int
keys_ask(const struct cli *cli, const char *path, bool twice,
    struct keys_passphrase *out, struct error *err)
{
	uint64_t fd;

	*out = (struct keys_passphrase){.len = 0};
	if (cli->passphrase_fd != NULL) {
		if (!cli_number(cli->passphrase_fd, 1 << 20, &fd))
			return error_set(err, ERROR_INPUT,
			    "error.passphrase-fd", cli->passphrase_fd, "");
		return take_line((int)fd, out, err);
	}
	if (isatty(STDIN_FILENO) != 1)
		return 0;
	return twice ? type_twice(cli, path, out, err)
		     : type(cli, "say.passphrase", path, out, err);
}

void
keys_forget(struct keys_passphrase *p)
{
	key_wipe(p, sizeof(*p));
}

int
keys_secret(const struct cli *cli, const char *path, enum keys_use use,
    struct key *out, struct error *err)
{
	static const struct rlimit none = {0, 0};
	struct keys_passphrase pass = {.len = 0};
	struct note_key pub;
	bool locked;
	int rc = key_read_public(path, &pub, &locked, err);

	(void)setrlimit(RLIMIT_CORE, &none); /* no secret in a core file */
	if (rc == 0 && note_is_witness(&pub) != (use == KEYS_WITNESS))
		rc = error_set(
		    err, ERROR_INPUT, "error.key-role", path, pub.name);
	if (rc == 0 && locked)
		rc = keys_ask(cli, path, false, &pass, err);
	if (rc == 0)
		rc = key_read(
		    path, pass.given ? pass.at : NULL, pass.len, out, err);
	keys_forget(&pass);
	return rc;
}

/* read_line: a key of either type. */
static bool
read_line(const char *s, size_t n, struct note_key *out)
{
	return note_key_read(s, n, out) || note_witness_read(s, n, out);
}

int
keys_public(const struct cli *cli, const char *s, struct note_key *out,
    struct error *err)
{
	struct error secret = ERROR_INIT;
	struct bytes b;
	const char *line;
	size_t n;
	bool locked;

	if (read_line(s, strlen(s), out) ||
	    key_read_public(s, out, &locked, &secret) == 0)
		return 0;
	if (file_read(cli->arena, s, FILE_BYTES, &b, err) != 0)
		return -1;
	n = b.len;
	while (n > 0 && (b.at[n - 1] == '\n' || b.at[n - 1] == '\r'))
		n--;
	line = b.at + n;
	while (line > b.at && line[-1] != '\n')
		line--;
	if (!read_line(line, (size_t)(b.at + n - line), out))
		return error_set(err, ERROR_INPUT, "error.vkey", s, "");
	return 0;
}
