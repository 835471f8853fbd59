/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "replay/cli/cli.h"
#include "replay/cli/emit.h"
#include "replay/proof/key.h"

static int
write_pair(struct cli *cli, const struct key *key, const char *path,
    struct text *vkey, struct error *err)
{
	struct text public_path = text_new(cli->arena);
	struct text line = text_new(cli->arena);

	note_key_write(vkey, &key->pub);
	text_fmt(&public_path, "%s.pub", path);
	text_fmt(&line, "%s\n", vkey->at);
	if (key_write(path, key, NULL, err) != 0)
		return -1;
	if (file_write(public_path.at, line.at, line.len, false, err) == 0)
		return 0;
	(void)unlink(path); /* both, or neither */
	return -1;
}

enum cli_exit
verb_key(struct cli *cli)
{
	const char *path = cli->out != NULL ? cli->out : "yanlian.key";
	struct text vkey = text_new(cli->arena);
	struct text t = text_new(cli->arena);
	struct error err = ERROR_INIT;
	struct key key;
	int rc;

	if (cli->argc != 1 || strcmp(cli->argv[0], "new") != 0)
		return cli_usage(cli, "key");
	if (key_new(
		cli->name != NULL ? cli->name : "facilitator", &key, &err) != 0)
		return cli_error(cli, &err);
	rc = write_pair(cli, &key, path, &vkey, &err);
	key_forget(&key);
	if (rc != 0)
		return cli_error(cli, &err);
	if (cli->json) {
		struct emit e = emit_begin(&t);

		emit_string(&e, "secret", path);
		emit_string(&e, "vkey", vkey.at);
		emit_end(&e, '}');
	} else {
		words_say(&t, cli->language, "say.key", "secret", path, "vkey",
		    vkey.at, NULL);
		text_add(&t, "\n");
	}
	cli_print(&t);
	return CLI_YES;
}
