/* SPDX-License-Identifier: Apache-2.0 */
/* tests/suite.h -- how a test file becomes a program: list the facts, run
 * them, speak TAP. One program a source file; its name mirrors the source. */
#ifndef TESTS_SUITE_H
#define TESTS_SUITE_H

#include <check.h>
#include <stddef.h>

/* suite_run: run every test of the list. Return: main's exit status. */
int suite_run(const char *name, const TTest *const *tests, size_t n);

/* SUITE_MAIN(name, a, b, …): main() for a file with tests a, b, … */
#define SUITE_MAIN(name, ...)                                                  \
	int main(void)                                                         \
	{                                                                      \
		const TTest *const tests[] = {__VA_ARGS__};                    \
		return suite_run(                                              \
		    name, tests, sizeof(tests) / sizeof(tests[0]));            \
	}

#endif
