/* SPDX-License-Identifier: Apache-2.0 */
/* printer PLAN SCENARIO zh|en -- plays a drill and writes its report to
 * stdout, for tests that read it with other people's parsers. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/report/html.h"
#include "tests/report/sample.h"

int
main(int argc, char **argv)
{
	struct error err = ERROR_INIT;
	struct arena *arena = arena_new((size_t)1 << 30, &err);
	struct report_input in;
	struct text t;

	if (argc != 4 || arena == NULL ||
	    !sample_play(arena, argv[1], argv[2], &in))
		return 2;
	t = text_new(arena);
	html_write(
	    &t, strcmp(argv[3], "zh") == 0 ? LANGUAGE_ZH : LANGUAGE_EN, &in);
	(void)fwrite(t.at, 1, t.len, stdout);
	arena_free(arena);
	return 0;
}
