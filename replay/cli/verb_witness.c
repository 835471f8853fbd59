/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "replay/cli/cli.h"
#include "replay/cli/emit.h"
#include "replay/cli/keys.h"
#include "replay/cli/memory.h"
#include "replay/proof/witness.h"

static void
answer_json(const struct witness *w, const struct witness_request *r,
    int64_t seconds, const char *note, struct text *t)
{
	struct text at = text_new(t->arena);
	struct emit e = emit_begin(t);

	instant_write(&at, (struct instant){seconds * SPAN_SECOND, 0});
	emit_string(&e, "origin", r->at.origin);
	emit_int(&e, "old", (int64_t)r->old);
	emit_int(&e, "size", (int64_t)r->at.size);
	emit_string(&e, "witness", w->key->pub.name);
	emit_string(&e, "witnessed", at.at);
	emit_string(&e, "checkpoint", note);
	emit_end(&e, '}');
}

/* answer: ask the witness; print the note, or write it to --out. */
static int
answer(struct cli *cli, const struct witness *w,
    const struct witness_request *r, int64_t seconds, struct error *err)
{
	struct text t = text_new(cli->arena);
	struct text said = text_new(cli->arena);

	if (witness_sign(cli->arena, w, r, seconds, &t, err) != 0)
		return -1;
	if (cli->out != NULL &&
	    file_write(cli->out, t.at, t.len, false, err) != 0)
		return -1;
	answer_json(w, r, seconds, t.at, &said);
	if (cli->json)
		cli_print(&said);
	else if (cli->out == NULL)
		cli_print(&t);
	return 0;
}

/* read_request: the request, and the archive's key that came another way. */
static int
read_request(struct cli *cli, struct witness_request *r, struct note_key *log,
    struct error *err)
{
	struct bytes b;

	if (keys_public(cli, cli->argv[1], log, err) != 0 ||
	    file_read(
		cli->arena, cli->argv[0], WITNESS_REQUEST_MOST, &b, err) != 0)
		return -1;
	if (!witness_request_read(b, r))
		return error_set(err, ERROR_INPUT, "error.witness-request",
		    cli->argv[0], "");
	return 0;
}

enum cli_exit
verb_witness(struct cli *cli)
{
	struct error err = ERROR_INIT;
	struct note_key log;
	struct key *key;
	struct witness w = {.disk = disk_system(), .log = &log};
	struct witness_request r;
	struct instant at;
	int rc;

	if (cli->argc != 2 || cli->keys_n != 1)
		return cli_usage(cli, "witness");
	if (!cli_instant(cli, &at))
		return cli_refuse(cli, "witness", "at", cli->at);
	if (memory_path(cli, "witness", &w.state, &err) != 0 ||
	    read_request(cli, &r, &log, &err) != 0)
		return cli_error(cli, &err);
	key = key_hold(&err);
	w.key = key;
	rc = key == NULL
		 ? -1
		 : keys_secret(cli, cli->keys[0], KEYS_WITNESS, key, &err);
	if (rc == 0)
		rc = answer(cli, &w, &r, at.ms / SPAN_SECOND, &err);
	key_drop(key);
	return rc == 0 ? CLI_YES : cli_error(cli, &err);
}
