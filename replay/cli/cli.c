/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/text.h"
#include "replay/cli/emit.h"

#ifndef YANLIAN_VERSION
#error "the build defines YANLIAN_VERSION"
#endif

static const char of_campaign[] = "n= precision= weights= absent= seed= "
				  "threads= shard= part= resume literal "
				  "strict out=";

static const struct cli_verb verbs[] = {
    {"check", verb_check, "at= weeks= strict schema= packs"},
    {"run", verb_run,
	"out= seed= trial= start= key= passphrase-fd= speed= resume "
	"literal strict"},
    {"campaign", verb_campaign, of_campaign},
    {"merge", verb_merge, "strict out="},
    {"ladder", verb_ladder, "at= strict"},
    {"script", verb_script, "start= csv html"},
    {"import", verb_import, "out= roster= from= weeks= strict"},
    {"verify", verb_verify, "key= policy= rescore"},
    {"bundle", verb_bundle, "out= key= passphrase-fd= archive="},
    {"key", verb_key, "role= name= out= passphrase-fd= vkey minisign pem ssh"},
    {"archive", verb_archive,
	"key= passphrase-fd= role= name= title= why= since= out= state= at= "
	"first"},
    {"witness", verb_witness, "key= passphrase-fd= out= state= at="},
};

enum { VERBS = sizeof(verbs) / sizeof(verbs[0]), MEMORY = 1 << 30 };

void
cli_print(const struct text *t)
{
	(void)fwrite(t->at, 1, t->len, stdout);
}

void
cli_complain(const struct text *t)
{
	(void)fwrite(t->at, 1, t->len, stderr);
}

/* language_of_locale: as the environment asks, in POSIX's order. */
static enum language
language_of_locale(void)
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

static void
say(const struct cli *cli, FILE *to, const char *id, const char *name,
    const char *value)
{
	struct text t = text_new(cli->arena);

	words_say(&t, cli->language, id, name, value, NULL);
	text_add(&t, "\n");
	(void)fwrite(t.at, 1, t.len, to);
}

enum cli_exit
cli_usage(const struct cli *cli, const char *verb)
{
	char id[64];

	(void)snprintf(id, sizeof(id), "help.%s", verb);
	say(cli, stderr, id, "version", YANLIAN_VERSION);
	return CLI_USAGE;
}

enum cli_exit
cli_refuse(const struct cli *cli, const char *verb, const char *option,
    const char *value)
{
	struct text t = text_new(cli->arena);

	words_say(&t, cli->language, "say.value", "option", option, "value",
	    cli_shown(cli, value), NULL);
	text_add(&t, "\n");
	(void)cli_usage(cli, verb);
	cli_complain(&t);
	return CLI_USAGE;
}

bool
cli_number(const char *s, uint64_t most, uint64_t *out)
{
	uint64_t v = 0;

	if (*s == '\0' || strlen(s) > 16)
		return false;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9')
			return false;
		v = v * 10 + (uint64_t)(*s - '0');
	}
	if (v > most)
		return false;
	*out = v;
	return true;
}

bool
cli_instant(const struct cli *cli, struct instant *out)
{
	int64_t days;

	if (cli->at == NULL) {
		*out = (struct instant){time(NULL) * SPAN_SECOND, 0};
		return true;
	}
	if (!instant_date(cli->at, &days))
		return instant_parse(cli->at, out);
	*out = (struct instant){days * SPAN_DAY, 0};
	return true;
}

const char *
cli_shown(const struct cli *cli, const char *s)
{
	char *copy = arena_copy(cli->arena, s, strlen(s));

	(void)text_tame(copy, strlen(copy));
	return copy;
}

const char *
cli_word(const struct cli *cli, const char *s)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789_./:@%+=,-";
	const char *word = cli_shown(cli, s);
	struct text t = text_new(cli->arena);
	bool bare = word[0] != '\0' && word[strspn(word, plain)] == '\0';

	text_add(&t, bare ? "" : "'");
	text_add(&t, word[0] == '-' ? "./" : "");
	for (; *word != '\0'; word++)
		if (*word == '\'')
			text_add(&t, "'\\''");
		else
			text_bytes(&t, word, 1);
	text_add(&t, bare ? "" : "'");
	return t.at;
}

enum cli_exit
cli_error(const struct cli *cli, const struct error *err)
{
	struct text t = text_new(cli->arena);

	words_say(&t, cli->language, "say.error", NULL);
	if (err->where[0] != '\0' &&
	    strstr(words_of(cli->language, err->id), "{where}") == NULL)
		text_fmt(&t, "%s: ", err->where);
	words_say(&t, cli->language, err->id, "where", err->where, "detail",
	    err->detail, NULL);
	text_add(&t, "\n");
	cli_complain(&t);
	switch (err->kind) {
	case ERROR_INVALID:
		return CLI_NO;
	case ERROR_PARTIAL:
		return CLI_INCOMPLETE;
	case ERROR_UNTRUSTED:
		return CLI_UNTRUSTED;
	case ERROR_SYSTEM:
		return CLI_SYSTEM;
	case ERROR_NONE:
	case ERROR_INPUT:
		break;
	}
	return CLI_USAGE;
}

void
cli_paint(
    const struct cli *cli, struct text *t, const char *colour, const char *s)
{
	if (cli->colour)
		text_fmt(t, "\033[%sm%s\033[0m", colour, s);
	else
		text_add(t, s);
}

/* ---- faults ---- */

static const char *const grade_words[] = {
    "grade.note", "grade.finding", "grade.error"};
static const char *const grade_names[] = {"note", "finding", "error"};

/* kind_word: what a kind of thing is called: "role" is 岗位. */
static const char *
kind_word(const struct cli *cli, const char *value)
{
	char id[64];
	const char *word;

	(void)snprintf(id, sizeof(id), "kind.%s", value);
	word = words_of(cli->language, id);
	return word == id ? value : word;
}

/* member_words: members of a plan, by the words for what stands in them. */
static const char *
member_words(const struct cli *cli, const char *members)
{
	struct text t = text_new(cli->arena);

	while (*members != '\0') {
		size_t n = strcspn(members, " ");
		struct text id = text_new(cli->arena);

		text_add(&id, "contents.");
		text_bytes(&id, members, n);
		if (t.len > 0)
			text_add(&t, words_of(cli->language, "report.comma"));
		text_add(&t, words_of(cli->language, id.at));
		members += n + (members[n] == ' ');
	}
	return t.at;
}

void
cli_cause(const struct cli *cli, const char *which, const struct fault *f,
    struct text *t)
{
	struct argument args[FAULT_ARGS];
	char id[64];

	for (uint32_t i = 0; i < f->args_n; i++) {
		args[i] = f->args[i];
		if (strcmp(args[i].name, "kind") == 0 ||
		    strcmp(args[i].name, "wanted") == 0)
			args[i].value = kind_word(cli, args[i].value);
		else if (strcmp(args[i].name, "members") == 0)
			args[i].value = member_words(cli, args[i].value);
	}
	(void)snprintf(id, sizeof(id), "%s%s", which, f->id);
	words_fill(t, cli->language, id, args, f->args_n);
}

/* place: where a fault stands, and its path if it stands on a value. */
static void
place(
    const struct fault *f, uint32_t *line, uint32_t *column, struct text *path)
{
	*line = f->line;
	*column = f->column;
	if (f->line != 0)
		return;
	value_place(&f->document->values[f->position], line, column);
	value_path(&f->document->values[f->position], path);
}

static void
fault_text(const struct cli *cli, const struct fault *f, struct text *t)
{
	static const char *const colours[] = {"2", "33", "31"};
	struct text path = text_new(cli->arena);
	uint32_t line;
	uint32_t column;

	place(f, &line, &column, &path);
	text_fmt(
	    t, "%s:%u:%u: ", cli_shown(cli, f->document->name), line, column);
	cli_paint(cli, t, colours[f->grade],
	    words_of(cli->language, grade_words[f->grade]));
	text_add(t, words_of(cli->language, "say.colon"));
	cli_cause(cli, "fault.", f, t);
	if (path.len > 0)
		text_fmt(t, " [%s]", path.at);
	text_add(t, "\n    ");
	cli_paint(cli, t, "2", words_of(cli->language, "say.remedy"));
	cli_cause(cli, "remedy.", f, t);
	text_add(t, "\n");
}

static const char *
number(const struct cli *cli, uint32_t n)
{
	struct text t = text_new(cli->arena);

	text_int(&t, n);
	return t.at;
}

static uint32_t
notes_of(const struct faults *f)
{
	return f->n + f->beyond - f->errors - f->findings;
}

void
cli_faults(const struct cli *cli, struct faults *faults, struct text *t)
{
	faults_sort(faults);
	for (uint32_t i = 0; i < faults->n; i++)
		fault_text(cli, &faults->list[i], t);
	if (faults->beyond > 0) {
		words_say(t, cli->language, "say.beyond", "n",
		    number(cli, faults->beyond), NULL);
		text_add(t, "\n");
	}
	words_say(t, cli->language,
	    faults->n == 0 ? "say.no-faults" : "say.faults", "errors",
	    number(cli, faults->errors), "findings",
	    number(cli, faults->findings), "notes",
	    number(cli, notes_of(faults)), NULL);
	text_add(t, "\n");
}

static void
fault_json(const struct cli *cli, const struct fault *f, struct emit *e)
{
	struct text path = text_new(cli->arena);
	struct text cause = text_new(cli->arena);
	struct text remedy = text_new(cli->arena);
	uint32_t line;
	uint32_t column;

	place(f, &line, &column, &path);
	cli_cause(cli, "fault.", f, &cause);
	cli_cause(cli, "remedy.", f, &remedy);
	emit_object(e, NULL);
	emit_string(e, "grade", grade_names[f->grade]);
	emit_string(e, "id", f->id);
	emit_string(e, "file", f->document->name);
	emit_int(e, "line", line);
	emit_int(e, "column", column);
	emit_string(e, "path", path.at);
	emit_string(e, "cause", cause.at);
	emit_string(e, "remedy", remedy.at);
	emit_end(e, '}');
}

void
cli_faults_json(const struct cli *cli, struct faults *faults, struct text *t)
{
	struct emit e = emit_begin(t);

	faults_sort(faults);
	emit_int(&e, "errors", faults->errors);
	emit_int(&e, "findings", faults->findings);
	emit_int(&e, "notes", notes_of(faults));
	emit_array(&e, "faults");
	for (uint32_t i = 0; i < faults->n; i++)
		fault_json(cli, &faults->list[i], &e);
	emit_end(&e, ']');
	emit_end(&e, '}');
}

/* ---- arguments ---- */

/* LONG: what getopt calls every long option; no character. */
enum { OPTIONS = 16, OPTION_WORD = 32, LONG = 256 };

static bool
choose_language(struct cli *cli, const char *value)
{
	if (strcmp(value, "zh") == 0)
		cli->language = LANGUAGE_ZH;
	else if (strcmp(value, "en") == 0)
		cli->language = LANGUAGE_EN;
	else
		return false;
	return true;
}

/* keep: put an option's value where it goes. Return: will it do? */
static bool
keep(struct cli *cli, const char *name, const char *value)
{
	const struct {
		const char *name;
		const char **to;
	} values[] = {{"out", &cli->out}, {"seed", &cli->seed},
	    {"speed", &cli->speed}, {"name", &cli->name},
	    {"schema", &cli->schema}, {"at", &cli->at}, {"weeks", &cli->weeks},
	    {"from", &cli->from}, {"roster", &cli->roster},
	    {"trial", &cli->trial}, {"n", &cli->n}, {"threads", &cli->threads},
	    {"shard", &cli->shard}, {"part", &cli->part},
	    {"precision", &cli->precision}, {"absent", &cli->absent},
	    {"weights", &cli->weights}, {"role", &cli->role},
	    {"archive", &cli->archive}, {"passphrase-fd", &cli->passphrase_fd},
	    {"since", &cli->since}, {"state", &cli->state}, {"why", &cli->why},
	    {"title", &cli->title}, {"policy", &cli->policy},
	    {"start", &cli->start}};
	const struct {
		const char *name;
		bool *to;
	} flags[] = {{"minisign", &cli->minisign}, {"pem", &cli->pem},
	    {"ssh", &cli->ssh}, {"vkey", &cli->vkey},
	    {"rescore", &cli->rescore}};

	if (strcmp(name, "json") == 0)
		cli->json = true;
	else if (strcmp(name, "strict") == 0)
		cli->strict = true;
	else if (strcmp(name, "resume") == 0)
		cli->resume = true;
	else if (strcmp(name, "literal") == 0)
		cli->literal = true;
	else if (strcmp(name, "csv") == 0)
		cli->csv = true;
	else if (strcmp(name, "html") == 0)
		cli->html = true;
	else if (strcmp(name, "packs") == 0)
		cli->packs = true;
	else if (strcmp(name, "first") == 0)
		cli->first = true;
	else if (strcmp(name, "lang") == 0)
		return choose_language(cli, value);
	else if (strcmp(name, "key") == 0 && cli->keys_n == CLI_VALUES)
		return false;
	else if (strcmp(name, "key") == 0)
		cli->keys[cli->keys_n++] = value;
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if (strcmp(flags[i].name, name) == 0)
			*flags[i].to = true;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		if (strcmp(values[i].name, name) == 0)
			*values[i].to = value;
	return true;
}

/* list_options: the verb's options and those of every verb. */
static void
list_options(const char *spec, char words[OPTIONS][OPTION_WORD],
    struct option out[OPTIONS])
{
	static const char *const common[] = {"json", "help", "lang="};
	int n = 0;

	for (int i = 0; i < 3; i++)
		(void)snprintf(words[n++], OPTION_WORD, "%s", common[i]);
	while (*spec != '\0' && n < OPTIONS - 1) {
		size_t len = strcspn(spec, " ");

		(void)snprintf(words[n++], OPTION_WORD, "%.*s", (int)len, spec);
		spec += len + (spec[len] == ' ');
	}
	memset(out, 0, OPTIONS * sizeof(out[0]));
	for (int i = 0; i < n; i++) {
		char *sign = strchr(words[i], '=');

		if (sign != NULL)
			*sign = '\0';
		out[i] = (struct option){words[i],
		    sign != NULL ? required_argument : no_argument, NULL, LONG};
	}
}

/* wrong_option: the one getopt has just stopped at, as it was written. */
static const char *
wrong_option(struct arena *arena, char **argv)
{
	char letter[] = {'-', (char)optopt, '\0'};

	if (optopt == 0 || optopt == LONG)
		return argv[optind - 1];
	return arena_copy(arena, letter, 2);
}

/* What the arguments ask for; what is wrong with them is said when all of
 * them, and so the language, are known. */
struct parsed {
	bool help;
	const char *wrong;  /* an option there is not, or without its value */
	const char *option; /* one that cannot have its value, */
	const char *value;  /* and the value */
};

static struct parsed
parse(struct cli *cli, const struct cli_verb *verb, int argc, char **argv)
{
	char words[OPTIONS][OPTION_WORD];
	struct option options[OPTIONS];
	struct parsed p = {0};
	bool counts = strncmp(verb->options, "n=", 2) == 0;
	int at = 0;
	int c;

	list_options(verb->options, words, options);
	opterr = 0;
	optind = 1;
	while ((c = getopt_long(
		    argc, argv, counts ? "hn:" : "h", options, &at)) != -1) {
		const char *name = c == 'h'   ? "help"
				   : c == 'n' ? "n"
					      : options[at].name;

		if (c == '?') {
			p.wrong = wrong_option(cli->arena, argv);
		} else if (strcmp(name, "help") == 0) {
			p.help = true;
		} else if (!keep(cli, name, optarg)) {
			p.option = arena_copy(cli->arena, name, strlen(name));
			p.value = optarg;
		}
	}
	cli->argc = argc - optind;
	cli->argv = argv + optind;
	return p;
}

static enum cli_exit
run_verb(struct cli *cli, const struct cli_verb *verb, int argc, char **argv)
{
	struct parsed p = parse(cli, verb, argc, argv);
	char id[64];

	if (p.wrong != NULL) {
		(void)cli_usage(cli, verb->name);
		say(cli, stderr, "say.option", "option", p.wrong);
		return CLI_USAGE;
	}
	if (p.option != NULL)
		return cli_refuse(cli, verb->name, p.option, p.value);
	if (p.help) {
		(void)snprintf(id, sizeof(id), "help.%s", verb->name);
		say(cli, stdout, id, "version", YANLIAN_VERSION);
		return CLI_YES;
	}
	return verb->run(cli);
}

static bool
is_flag(const char *s, const char *shortly, const char *longly)
{
	return strcmp(s, shortly) == 0 || strcmp(s, longly) == 0;
}

/* hold_descriptors: let no file be opened where a closed standard stream was;
 * what is put there cannot be used the way that stream is. */
static void
hold_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF)
			(void)open("/dev/null",
			    fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* finish: what was said must have been written. */
static enum cli_exit
finish(const struct cli *cli, enum cli_exit status)
{
	struct error err = ERROR_INIT;
	bool torn = ferror(stdout) != 0;

	if (fflush(stdout) == 0) {
		if (!torn)
			return status;
		errno = EIO; /* what it was is gone */
	}
	(void)error_system(&err, "error.file-write", "stdout");
	return cli_error(cli, &err);
}

/* seek_language: the one asked for anywhere among the arguments, for what is
 * said before they are parsed. */
static void
seek_language(struct cli *cli, int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strncmp(argv[i], "--lang=", 7) == 0)
			(void)choose_language(cli, argv[i] + 7);
		else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			(void)choose_language(cli, argv[++i]);
}

static enum cli_exit
dispatch(struct cli *cli, int argc, char **argv)
{
	seek_language(cli, argc, argv);
	if (argc > 2 && strcmp(argv[1], "--lang") == 0) {
		if (!choose_language(cli, argv[2]))
			return cli_refuse(cli, "yanlian", "lang", argv[2]);
		argc -= 2;
		argv += 2;
	}
	if (argc < 2)
		return cli_usage(cli, "yanlian");
	for (int i = 0; i < VERBS; i++)
		if (strcmp(verbs[i].name, argv[1]) == 0)
			return run_verb(cli, &verbs[i], argc - 1, argv + 1);
	if (is_flag(argv[1], "-h", "--help") || strcmp(argv[1], "help") == 0) {
		say(cli, stdout, "help.yanlian", "version", YANLIAN_VERSION);
		return CLI_YES;
	}
	if (is_flag(argv[1], "-V", "--version")) {
		say(cli, stdout, "help.version", "version", YANLIAN_VERSION);
		return CLI_YES;
	}
	(void)cli_usage(cli, "yanlian");
	say(cli, stderr, "say.verb", "verb", argv[1]);
	return CLI_USAGE;
}

int
cli_main(int argc, char **argv)
{
	struct cli cli = {.program = argc > 0 ? argv[0] : "yanlian",
	    .language = language_of_locale()};
	struct error err = ERROR_INIT;
	const char *no_colour = getenv("NO_COLOR");
	enum cli_exit status;

	hold_descriptors();
	cli.colour = isatty(STDOUT_FILENO) == 1 &&
		     (no_colour == NULL || no_colour[0] == '\0');
	cli.arena = arena_new(MEMORY, &err);
	if (cli.arena == NULL) {
		(void)fputs("yanlian: out of memory\n", stderr);
		return CLI_SYSTEM;
	}
	status = finish(&cli, dispatch(&cli, argc, argv));
	arena_free(cli.arena);
	return (int)status;
}
