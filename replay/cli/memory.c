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

int
memory_path(const struct cli *cli, const char *name, const char **out,
    struct error *err)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	struct text path = text_new(cli->arena);

	*out = cli->state;
	if (cli->state != NULL)
		return 0;
	if (state != NULL && state[0] == '/')
		text_fmt(&path, "%s/yanlian/%s", state, name);
	else if (home != NULL && home[0] == '/')
		text_fmt(&path, "%s/.local/state/yanlian/%s", home, name);
	else
		return error_set(err, ERROR_INPUT, "error.no-home", "", "");
	make_parents(&path);
	*out = path.at;
	return 0;
}
