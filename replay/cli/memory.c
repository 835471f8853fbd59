/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/memory.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/text.h"

/* make_parents: quietly; who opens the directory says what is wrong. */
static void
make_parents(struct text *path)
{
	for (size_t i = 1; i < path->len; i++) {
		if (path->at[i] != '/')
			continue;
		path->at[i] = '\0';
		(void)mkdir(path->at, 0700);
		path->at[i] = '/';
	}
}

const char *
memory_path(const struct cli *cli, const char *name)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	struct text path = text_new(cli->arena);

	if (cli->state != NULL)
		return cli->state;
	if (state != NULL && state[0] == '/')
		text_fmt(&path, "%s/yanlian/%s", state, name);
	else
		text_fmt(&path, "%s/.local/state/yanlian/%s",
		    home != NULL ? home : "", name);
	make_parents(&path);
	return path.at;
}
