/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/cli.h -- what every verb has in common: language, arguments,
 * exit codes, how faults and errors are said. The only room that prints and
 * exits. */
#ifndef REPLAY_CLI_CLI_H
#define REPLAY_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/span.h"
#include "base/words.h"

struct arena;
struct fault;
struct faults;
struct text;

/* Exit codes, the same for every verb. */
enum cli_exit {
	CLI_YES = 0,        /* done, met, valid */
	CLI_NO = 1,         /* not met, invalid */
	CLI_USAGE = 2,      /* bad usage or input */
	CLI_SYSTEM = 3,     /* the system failed */
	CLI_INCOMPLETE = 4, /* or not tested, or undecided */
	CLI_UNTRUSTED = 5
};

enum { CLI_VALUES = 16, CLI_PART_MOST = 1 << 28 /* bytes */ };

/* What a verb was given. */
struct cli {
	struct arena *arena;
	const char *program; /* as the user called it */
	enum language language;
	bool json;
	bool colour; /* stdout is a terminal that wants it */
	int argc;    /* what is no option */
	char **argv;
	/* options of the verbs; NULL or false where not given */
	const char *out, *seed, *speed, *name, *schema, *at, *weeks;
	const char *from, *roster;
	const char *trial, *start, *n, *threads;
	const char *shard, *part, *precision, *absent, *weights;
	const char *role, *passphrase_fd, *since, *state, *why, *title;
	const char *archive, *policy;
	const char *keys[CLI_VALUES];
	int keys_n;
	bool strict, packs, first;
	bool csv, html;
	bool resume, literal;
	bool minisign, pem, ssh, vkey, rescore;
};

/* A verb (动词): its name, its work, and its options beside --json, --lang
 * and --help. */
struct cli_verb {
	const char *name;
	enum cli_exit (*run)(struct cli *cli);
	/* "out= seed= strict", in the order of the help; a verb that takes
	 * "n=" takes -n too, and begins with it. */
	const char *options;
};

/* cli_main: what main does. Return: the process's exit status. */
int cli_main(int argc, char **argv);

/* cli_print, cli_complain: write text to stdout, to stderr. */
void cli_print(const struct text *t);
void cli_complain(const struct text *t);

/* cli_usage: say how the verb is used, on stderr. Return: CLI_USAGE. */
enum cli_exit cli_usage(const struct cli *cli, const char *verb);

/* cli_refuse: say how the verb is used, and last, where it is seen, that an
 * option cannot have this value. Return: CLI_USAGE. */
enum cli_exit cli_refuse(const struct cli *cli, const char *verb,
    const char *option, const char *value);

/* cli_number: read a whole decimal number of at most 16 digits.
 * Return: false if it is none or above `most`; `*out` is then untouched. */
bool cli_number(const char *s, uint64_t most, uint64_t *out);

/* cli_instant: the instant --at names, or a day, from its midnight in UTC;
 * now if it was not given. Return: false if it is neither. */
bool cli_instant(const struct cli *cli, struct instant *out);

/* cli_shown: a name out of the command line, as it may be shown.
 * Owns: gives, in the arena. */
const char *cli_shown(const struct cli *cli, const char *s);

/* cli_word: the same as one word of a shell's command: quoted where it must be.
 * One that begins with "-" is no option. Owns: gives, in the arena. */
const char *cli_word(const struct cli *cli, const char *s);

/* cli_error: say what the error object holds, on stderr.
 * Return: the exit code of its kind. */
enum cli_exit cli_error(const struct cli *cli, const struct error *err);

/* cli_faults: append all faults as people read them: place, grade, cause,
 * path, remedy; then how many of which. */
void cli_faults(const struct cli *cli, struct faults *faults, struct text *t);

/* cli_cause: append the sentence of one fault; "fault." or "remedy.". */
void cli_cause(const struct cli *cli, const char *which, const struct fault *f,
    struct text *t);

/* cli_faults_json: append them as the machine reads them. */
void cli_faults_json(
    const struct cli *cli, struct faults *faults, struct text *t);

/* cli_paint: append `s` in a terminal colour ("1" bold, "31" red, "2" dim),
 * plain where colours are not wanted. */
void cli_paint(
    const struct cli *cli, struct text *t, const char *colour, const char *s);

/* verb_check, verb_run, verb_campaign, verb_merge, verb_ladder, verb_script,
 * verb_import, verb_verify, verb_bundle, verb_key, verb_archive, verb_witness:
 * the work of a verb, from its arguments to what it prints. Return: the exit
 * code.
 */
enum cli_exit verb_check(struct cli *cli);
enum cli_exit verb_run(struct cli *cli);
enum cli_exit verb_campaign(struct cli *cli);
enum cli_exit verb_merge(struct cli *cli);
enum cli_exit verb_verify(struct cli *cli);
enum cli_exit verb_bundle(struct cli *cli);
enum cli_exit verb_ladder(struct cli *cli);
enum cli_exit verb_script(struct cli *cli);
enum cli_exit verb_import(struct cli *cli);
enum cli_exit verb_key(struct cli *cli);
enum cli_exit verb_archive(struct cli *cli);
enum cli_exit verb_witness(struct cli *cli);

#endif
