/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/keys.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "replay/proof/keyline.h"

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

/* mute: let the terminal show nothing of what is typed. */
static int
mute(const struct cli *cli, const char *prompt, const char *path,
    struct termios *was, struct error *err)
{
	struct text t = text_new(cli->arena);
	struct termios quiet;

	if (tcgetattr(STDIN_FILENO, was) != 0)
		return error_system(err, "error.passphrase-fd", path);
	quiet = *was;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	/* Not before: who is asked may answer at once. */
	words_say(
	    &t, cli->language, prompt, "path", cli_shown(cli, path), NULL);
	cli_complain(&t);
	return 0;
}

static void
unmute(const struct termios *was)
{
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, was);
	(void)fputs("\n", stderr);
}

/* interrupted: wait until a line was typed or a signal came. Return: which, or
 * 0. */
static int
interrupted(int signals)
{
	struct pollfd fds[] = {{STDIN_FILENO, POLLIN, 0}, {signals, POLLIN, 0}};
	struct signalfd_siginfo info;

	while (poll(fds, 2, -1) < 0 && errno == EINTR)
		continue;
	if ((fds[1].revents & POLLIN) == 0 ||
	    read(signals, &info, sizeof(info)) != (ssize_t)sizeof(info))
		return 0;
	return (int)info.ssi_signo;
}

/* listen_to: one line of the terminal, unseen. What would end or stop us is
 * held until the terminal shows again what is typed; who was only stopped asks
 * anew. */
static int
listen_to(const struct cli *cli, const char *prompt, const char *path,
    int signals, const sigset_t *usual, struct keys_passphrase *out,
    struct error *err)
{
	struct termios was;
	sigset_t held;
	int signal, rc;

	for (;;) {
		if (mute(cli, prompt, path, &was, err) != 0)
			return -1;
		signal = interrupted(signals);
		if (signal == 0)
			break;
		unmute(&was);
		(void)sigprocmask(SIG_SETMASK, usual, &held);
		(void)raise(signal);
		(void)sigprocmask(SIG_SETMASK, &held, NULL);
	}
	rc = take_line(STDIN_FILENO, out, err);
	unmute(&was);
	return rc;
}

static int
type(const struct cli *cli, const char *prompt, const char *path,
    struct keys_passphrase *out, struct error *err)
{
	static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
	sigset_t all, usual;
	int signals, rc;

	(void)sigemptyset(&all);
	for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++)
		(void)sigaddset(&all, ending[i]);
	(void)sigprocmask(SIG_BLOCK, &all, &usual);
	signals = signalfd(-1, &all, SFD_CLOEXEC);
	rc = signals < 0
		 ? error_system(err, "error.passphrase-fd", path)
		 : listen_to(cli, prompt, path, signals, &usual, out, err);
	if (signals >= 0)
		(void)close(signals);
	(void)sigprocmask(SIG_SETMASK, &usual, NULL);
	return rc;
}

static int
type_twice(const struct cli *cli, const char *path, struct keys_passphrase *out,
    struct error *err)
{
	struct keys_passphrase *again = key_room(sizeof(*again), err);
	int rc = again == NULL
		     ? -1
		     : type(cli, "say.passphrase-new", path, out, err);

	if (rc == 0)
		rc = type(cli, "say.passphrase-again", path, again, err);
	if (rc == 0 && (again->len != out->len ||
			   memcmp(again->at, out->at, out->len) != 0))
		rc = error_set(
		    err, ERROR_INPUT, "error.passphrase-twice", path, "");
	key_drop(again);
	return rc;
}

/* ask: whoever can be asked. */
static int
ask(const struct cli *cli, const char *path, bool twice,
    struct keys_passphrase *out, struct error *err)
{
	uint64_t fd;

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

struct keys_passphrase *
keys_ask(const struct cli *cli, const char *path, bool twice, struct error *err)
{
	struct keys_passphrase *pass = key_room(sizeof(*pass), err);

	if (pass == NULL || ask(cli, path, twice, pass, err) == 0)
		return pass;
	key_drop(pass);
	return NULL;
}

int
keys_secret(const struct cli *cli, const char *path, enum keys_use use,
    struct key *out, struct error *err)
{
	struct keys_passphrase *pass = NULL;
	struct note_key pub;
	bool locked;
	int rc = key_read_public(path, &pub, &locked, err);

	key_guard();
	if (rc == 0 && note_is_witness(&pub) != (use == KEYS_WITNESS))
		rc = error_set(
		    err, ERROR_INPUT, "error.key-role", path, pub.name);
	if (rc == 0 && locked)
		pass = keys_ask(cli, path, false, err);
	if (rc == 0 && locked && pass == NULL)
		rc = -1;
	if (rc == 0)
		rc = key_read(path,
		    pass != NULL && pass->given ? pass->at : NULL,
		    pass != NULL ? pass->len : 0, out, err);
	key_drop(pass);
	return rc;
}

int
keys_public(const struct cli *cli, const char *s, struct note_key *out,
    struct error *err)
{
	struct error secret = ERROR_INIT;
	enum keyline found;
	struct bytes b;
	bool locked;

	if (note_key_read(s, strlen(s), out) ||
	    note_witness_read(s, strlen(s), out) ||
	    key_read_public(s, out, &locked, &secret) == 0)
		return 0;
	if (file_read(cli->arena, s, FILE_BYTES, &b, err) != 0)
		return -1;
	found = keyline_find(b, out);
	return found == KEYLINE_ONE
		   ? 0
		   : error_set(err, ERROR_INPUT, keyline_word(found), s, "");
}
