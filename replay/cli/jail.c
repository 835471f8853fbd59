/* SPDX-License-Identifier: Apache-2.0 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "replay/cli/jail.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* limit: no more than `most`, nor than it is limited to already. */
static bool
limit(int what, rlim_t most)
{
	struct rlimit r;

	if (getrlimit(what, &r) != 0)
		return false;
	if (r.rlim_max == RLIM_INFINITY || r.rlim_max > most)
		r.rlim_max = most;
	r.rlim_cur = r.rlim_max;
	return setrlimit(what, &r) == 0;
}

/* serve: what the child does, and no more. */
static _Noreturn void
serve(bool (*work)(void *cookie, void *answer), void *cookie, void *shared)
{
	bool done = limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, 0) &&
		    limit(RLIMIT_CPU, JAIL_SECONDS) && work(cookie, shared);

	_exit(done ? 0 : 1);
}

/* await: did the child do its work? */
static bool
await(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int
jail_run(bool (*work)(void *cookie, void *answer), void *cookie, void *answer,
    size_t n, struct error *err)
{
	void *shared = mmap(
	    NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	char seconds[16];
	pid_t child;
	bool done;

	if (shared == MAP_FAILED)
		return error_system(err, "error.memory", "");
	memcpy(shared, answer, n);
	child = fork();
	if (child == 0)
		serve(work, cookie, shared);
	done = child > 0 && await(child);
	if (done)
		memcpy(answer, shared, n);
	(void)munmap(shared, n);
	if (done)
		return 0;
	(void)snprintf(seconds, sizeof(seconds), "%d", JAIL_SECONDS);
	return error_set(err, ERROR_SYSTEM, "error.jail", "", seconds);
}
