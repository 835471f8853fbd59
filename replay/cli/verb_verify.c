/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/cli/bundle.h"
#include "replay/cli/cli.h"
#include "replay/cli/emit.h"
#include "replay/proof/verify.h"

enum { KEY_BYTES = 4096 };

/* trust: the keys the asker vouches for: each a public key, or a file whose
 * last line is one. */
static int
trust(struct cli *cli, struct note_key *keys, struct error *err)
{
	for (int i = 0; i < cli->keys_n; i++) {
		const char *s = cli->keys[i];
		size_t n = strlen(s);
		struct bytes b;

		if (note_key_read(s, n, &keys[i]))
			continue;
		if (file_read(cli->arena, s, KEY_BYTES, &b, err) != 0)
			return -1;
		n = b.len;
		while (n > 0 && (b.at[n - 1] == '\n' || b.at[n - 1] == '\r'))
			n--;
		s = b.at + n;
		while (s > b.at && s[-1] != '\n')
			s--;
		if (!note_key_read(s, (size_t)(b.at + n - s), &keys[i]))
			return error_set(
			    err, ERROR_INPUT, "error.vkey", cli->keys[i], "");
	}
	return 0;
}

static void
finding(const struct cli *cli, const struct verify_finding *f, struct text *t)
{
	char line[24];
	char byte[24];

	(void)snprintf(line, sizeof(line), "%llu", (unsigned long long)f->line);
	(void)snprintf(byte, sizeof(byte), "%zu", f->byte);
	words_say(t, cli->language, f->id, "file", f->file, "line", line,
	    "byte", byte, "detail", f->detail, NULL);
}

static void
present(const struct cli *cli, const struct verify_report *r, struct text *t)
{
	static const char *const colours[] = {"2", "32", "31", "33"};

	cli_paint(cli, t, r->verdict == VERIFY_VALID ? "1;32" : "1;31",
	    words_of(cli->language, verify_verdict_word(r->verdict)));
	text_add(t, "\n");
	for (int i = 0; i < VERIFY_CHECKS; i++) {
		const struct verify_finding *f = &r->check[i];
		size_t from = t->len;

		text_fmt(t, "  %s",
		    words_of(cli->language,
			verify_check_word((enum verify_check)i)));
		text_pad(t, from, 18);
		cli_paint(cli, t, colours[f->state],
		    words_of(cli->language, verify_state_word(f->state)));
		if (f->state != VERIFY_PASS && f->id[0] != '\0') {
			text_add(t, words_of(cli->language, "say.colon"));
			finding(cli, f, t);
		}
		text_add(t, "\n");
	}
	if (r->verdict == VERIFY_VALID)
		text_fmt(t, "%s\n", words_of(cli->language, "verify.caveat"));
}

static void
present_json(
    const struct cli *cli, const struct verify_report *r, struct text *t)
{
	struct emit e = emit_begin(t);

	/* The last parts of the words' ids are the machine's names. */
	emit_string(
	    &e, "verdict", strrchr(verify_verdict_word(r->verdict), '.') + 1);
	emit_string(&e, "drill", r->drill);
	emit_string(&e, "status", r->status);
	emit_string(&e, "digest", r->record);
	emit_string(&e, "signer", r->signer.name);
	emit_int(&e, "lines", (int64_t)r->lines);
	emit_int(&e, "facts", r->facts);
	emit_array(&e, "checks");
	for (int i = 0; i < VERIFY_CHECKS; i++) {
		const struct verify_finding *f = &r->check[i];
		struct text why = text_new(t->arena);

		if (f->id[0] != '\0')
			finding(cli, f, &why);
		emit_object(&e, NULL);
		emit_string(&e, "check",
		    strrchr(verify_check_word((enum verify_check)i), '.') + 1);
		emit_string(
		    &e, "state", strrchr(verify_state_word(f->state), '.') + 1);
		if (f->line > 0)
			emit_int(&e, "line", (int64_t)f->line);
		emit_string(&e, "why", why.at);
		emit_end(&e, '}');
	}
	emit_end(&e, ']');
	emit_end(&e, '}');
}

/* take_documents: every file of the bundle that is neither log nor seal. */
static void
take_documents(const struct bundle *b, struct verify_document *documents,
    struct verify_input *in)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct bundle_file *f = &b->files[i];

		if (strcmp(f->name, "drill.jsonl") == 0 ||
		    strcmp(f->name, "seal.note") == 0)
			continue;
		documents[in->n_documents++] =
		    (struct verify_document){f->name, f->bytes};
	}
	in->documents = in->n_documents > 0 ? documents : NULL;
}

enum cli_exit
verb_verify(struct cli *cli)
{
	struct error err = ERROR_INIT;
	struct bundle bundle;
	struct note_key keys[CLI_VALUES];
	struct verify_document documents[BUNDLE_FILES];
	struct verify_input in = {0};
	struct verify_report report;
	struct text t = text_new(cli->arena);

	if (cli->argc != 1)
		return cli_usage(cli, "verify");
	if (trust(cli, keys, &err) != 0 ||
	    bundle_read(cli->arena, cli->argv[0], &bundle, &err) != 0)
		return cli_error(cli, &err);
	in.log = bundle_get(&bundle, "drill.jsonl");
	in.seal = bundle_get(&bundle, "seal.note");
	in.trusted = keys;
	in.n_trusted = (size_t)cli->keys_n;
	take_documents(&bundle, documents, &in);
	verify_evidence(cli->arena, &in, &report);
	if (cli->json)
		present_json(cli, &report, &t);
	else
		present(cli, &report, &t);
	cli_print(&t);
	return (enum cli_exit)report.verdict;
}
