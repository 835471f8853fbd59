/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "replay/cli/audit.h"
#include "replay/cli/cli.h"
#include "replay/cli/desk.h"
#include "replay/cli/emit.h"
#include "replay/cli/entries.h"
#include "replay/cli/heads.h"
#include "replay/cli/keys.h"
#include "replay/proof/tlogproof.h"
#include "replay/proof/witness.h"

static enum cli_exit
list(struct cli *cli)
{
	struct error err = ERROR_INIT;
	struct archive a;

	if (archive_open(cli->arena, cli->argv[1], &a, &err) != 0)
		return cli_error(cli, &err);
	archive_close(&a);
	entries_list(cli, &a);
	return CLI_YES;
}

static enum cli_exit
write_proof(struct cli *cli, const struct archive *a, uint64_t i)
{
	struct error err = ERROR_INIT;
	struct text t = text_new(cli->arena);
	struct tree_proof path;

	tree_prove_leaf(a->hash, a->n, i, &path);
	tlogproof_write(&t, i, &path, a->head.at, a->head.len);
	if (file_write(cli->out, t.at, t.len, false, &err) != 0)
		return cli_error(cli, &err);
	return CLI_YES;
}

static enum cli_exit
show(struct cli *cli)
{
	struct error err = ERROR_INIT;
	struct text t = text_new(cli->arena);
	struct archive a;
	uint64_t i;

	if (archive_open(cli->arena, cli->argv[1], &a, &err) != 0)
		return cli_error(cli, &err);
	archive_close(&a);
	if (!cli_number(cli->argv[2], a.n - 1, &i))
		return entries_none(cli, &a, cli->argv[2], &err);
	text_bytes(&t, a.line[i].at, a.line[i].len);
	text_add(&t, "\n");
	cli_print(&t);
	return cli->out == NULL ? CLI_YES : write_proof(cli, &a, i);
}

/* judges: does the error say something of the archive, not of how the program
 * was used? */
static bool
judges(const struct error *err)
{
	return err->kind == ERROR_INVALID ||
	       strcmp(err->id, "error.archive-later") == 0;
}

static enum cli_exit
audit(struct cli *cli)
{
	struct error err = ERROR_INIT;
	struct bytes old = {NULL, 0};
	struct note_key key;
	struct archive a;
	enum cli_exit rc;
	bool vouched = false;

	if (cli->since != NULL &&
	    heads_read(cli->arena, cli->since, &old, &err) != 0)
		return cli_error(cli, &err);
	if (archive_open(cli->arena, cli->argv[1], &a, &err) != 0)
		return judges(&err) ? audit_refused(cli, &err)
				    : cli_error(cli, &err);
	for (int i = 0; i < cli->keys_n && !error_is_set(&err); i++)
		if (keys_public(cli, cli->keys[i], &key, &err) == 0) {
			vouched |= note_key_same(&key, &a.roll.archive);
			roll_vouch(&a.roll, &key);
		}
	rc = error_is_set(&err) ? cli_error(cli, &err)
				: audit_archive(cli, &a, old, vouched);
	archive_close(&a);
	return rc;
}

/* since: how many entries the asked witness has seen: a number, or the size
 * of a checkpoint. */
static int
since(
    struct cli *cli, const struct archive *a, uint64_t *out, struct error *err)
{
	struct checkpoint c;
	struct bytes old;
	struct note n;

	*out = 0;
	if (cli->since == NULL || cli_number(cli->since, a->n, out))
		return 0;
	if (heads_read(cli->arena, cli->since, &old, err) != 0 ||
	    archive_follows(a, old, err) != 0)
		return -1;
	(void)note_read(old.at, old.len, &n);
	(void)checkpoint_read(&n, &c);
	*out = c.size;
	return 0;
}

static void
request_json(
    const struct archive *a, uint64_t old, const char *request, struct text *t)
{
	struct emit e = emit_begin(t);

	emit_string(&e, "origin", a->at.origin);
	emit_int(&e, "old", (int64_t)old);
	emit_int(&e, "size", (int64_t)a->n);
	emit_string(&e, "request", request);
	emit_end(&e, '}');
}

static enum cli_exit
request(struct cli *cli)
{
	struct error err = ERROR_INIT;
	struct text t = text_new(cli->arena);
	struct text said = text_new(cli->arena);
	struct archive a;
	uint64_t old;

	if (archive_open(cli->arena, cli->argv[1], &a, &err) != 0)
		return cli_error(cli, &err);
	archive_close(&a);
	if (since(cli, &a, &old, &err) != 0)
		return cli_error(cli, &err);
	witness_request_write(&t, old, a.hash, a.n, a.head);
	if (cli->out != NULL &&
	    file_write(cli->out, t.at, t.len, false, &err) != 0)
		return cli_error(cli, &err);
	request_json(&a, old, t.at, &said);
	if (cli->json)
		cli_print(&said);
	else if (cli->out == NULL)
		cli_print(&t);
	return CLI_YES;
}

enum cli_exit
verb_archive(struct cli *cli)
{
	static const struct {
		const char *name;
		int argc; /* itself and the archive counted */
		enum cli_exit (*run)(struct cli *cli);
	} verbs[] = {{"init", 2, desk_begin}, {"list", 2, list},
	    {"show", 3, show}, {"audit", 2, audit}, {"request", 2, request}};

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (cli->argc == verbs[i].argc &&
		    strcmp(cli->argv[0], verbs[i].name) == 0)
			return verbs[i].run(cli);
	return desk_enter(cli);
}
