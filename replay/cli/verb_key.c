/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "replay/cli/cli.h"
#include "replay/cli/emit.h"
#include "replay/cli/keys.h"
#include "replay/proof/keyform.h"

static int
write_pair(struct cli *cli, const struct key *key, const char *path,
    const struct key_lock *lock, struct text *vkey, struct error *err)
{
	struct text public_path = text_new(cli->arena);
	struct text line = text_new(cli->arena);

	note_key_write(vkey, &key->pub);
	text_fmt(&public_path, "%s.pub", path);
	text_fmt(&line, "%s\n", vkey->at);
	if (key_write(path, key, lock, err) != 0)
		return -1;
	if (file_write(public_path.at, line.at, line.len, false, err) == 0)
		return 0;
	(void)unlink(path); /* both, or neither */
	return -1;
}

/* make: the key and its files. An empty passphrase locks nothing. */
static int
make(struct cli *cli, const char *role, const char *path, bool *locked,
    struct text *vkey, struct error *err)
{
	struct key_lock lock = {.ops = KEY_OPS, .mem = KEY_MEM};
	struct key *key = key_hold(err);
	struct keys_passphrase *pass = NULL;
	int rc = key == NULL
		     ? -1
		     : key_new(cli->name != NULL ? cli->name : role, key, err);

	if (rc == 0 && strcmp(role, "witness") == 0)
		key_make_witness(key);
	if (rc == 0)
		pass = keys_ask(cli, path, true, err);
	if (pass != NULL) {
		*locked = pass->len > 0;
		lock.pass = pass->at;
		lock.len = pass->len;
		rc = write_pair(
		    cli, key, path, *locked ? &lock : NULL, vkey, err);
	}
	key_drop(pass);
	key_drop(key);
	return pass == NULL ? -1 : rc;
}

static void
say_made(const struct cli *cli, const char *path, const struct text *vkey,
    bool locked)
{
	struct text t = text_new(cli->arena);

	if (cli->json) {
		struct emit e = emit_begin(&t);

		emit_string(&e, "secret", path);
		emit_string(&e, "vkey", vkey->at);
		emit_bool(&e, "locked", locked);
		emit_end(&e, '}');
	} else {
		words_say(&t, cli->language, "say.key", "secret",
		    cli_shown(cli, path), "vkey", vkey->at, NULL);
		text_fmt(&t, "\n%s\n",
		    words_of(cli->language,
			locked ? "say.key-locked" : "say.key-bare"));
	}
	cli_print(&t);
}

static enum cli_exit
make_one(struct cli *cli)
{
	const char *path = cli->out != NULL ? cli->out : "yanlian.key";
	const char *role = cli->role != NULL ? cli->role : "facilitator";
	struct text vkey = text_new(cli->arena);
	struct error err = ERROR_INIT;
	bool locked;

	if (cli->argc != 1)
		return cli_usage(cli, "key");
	if (strcmp(role, "archive") != 0 && strcmp(role, "facilitator") != 0 &&
	    strcmp(role, "witness") != 0)
		return cli_refuse(cli, "key", "role", role);
	if (make(cli, role, path, &locked, &vkey, &err) != 0)
		return cli_error(cli, &err);
	say_made(cli, path, &vkey, locked);
	return CLI_YES;
}

static enum cli_exit
give_out(struct cli *cli)
{
	struct text t = text_new(cli->arena);
	struct error err = ERROR_INIT;
	struct note_key k;

	if (cli->argc != 2 ||
	    cli->vkey + cli->minisign + cli->pem + cli->ssh != 1)
		return cli_usage(cli, "key");
	if (keys_public(cli, cli->argv[1], &k, &err) != 0)
		return cli_error(cli, &err);
	if (cli->minisign) {
		keyform_minisign(&t, &k);
	} else if (cli->pem) {
		keyform_pem(&t, &k);
	} else if (cli->ssh) {
		keyform_ssh(&t, &k);
	} else {
		note_key_write(&t, &k);
		text_add(&t, "\n");
	}
	cli_print(&t);
	return CLI_YES;
}

/* fingerprint: SHA-256 of the key line, to be read out over the telephone. */
static const char *
fingerprint(const struct cli *cli, const struct text *vkey)
{
	struct digest d = digest_of(vkey->at, vkey->len);
	char *out = arena_alloc(cli->arena, DIGEST_GROUPS);

	digest_groups(&d, out);
	return out;
}

static enum cli_exit
show(struct cli *cli)
{
	struct text vkey = text_new(cli->arena);
	struct text t = text_new(cli->arena);
	struct error err = ERROR_INIT;
	struct note_key k;
	const char *kind;

	if (cli->argc != 2)
		return cli_usage(cli, "key");
	if (keys_public(cli, cli->argv[1], &k, &err) != 0)
		return cli_error(cli, &err);
	note_key_write(&vkey, &k);
	kind = note_is_witness(&k) ? "audit.witness" : "audit.signer";
	if (cli->json) {
		struct emit e = emit_begin(&t);

		emit_string(&e, "name", k.name);
		emit_string(&e, "vkey", vkey.at);
		emit_bool(&e, "witness", note_is_witness(&k));
		emit_string(&e, "fingerprint", fingerprint(cli, &vkey));
		emit_end(&e, '}');
	} else {
		words_say(&t, cli->language, "say.key-show", "name", k.name,
		    "kind", words_of(cli->language, kind), "vkey", vkey.at,
		    "fingerprint", fingerprint(cli, &vkey), NULL);
		text_add(&t, "\n");
	}
	cli_print(&t);
	return CLI_YES;
}

enum cli_exit
verb_key(struct cli *cli)
{
	const char *what = cli->argc > 0 ? cli->argv[0] : "";

	if (strcmp(what, "new") == 0)
		return make_one(cli);
	if (strcmp(what, "export") == 0)
		return give_out(cli);
	if (strcmp(what, "show") == 0)
		return show(cli);
	return cli_usage(cli, "key");
}
