/* SPDX-License-Identifier: Apache-2.0 */
#include "base/faults.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/document.h"

struct faults
faults_new(struct arena *arena)
{
	struct faults f = {.arena = arena};

	f.list = arena_array(arena, FAULTS_MOST, sizeof(*f.list));
	return f;
}

static void
add(struct faults *f, struct fault fault, va_list ap)
{
	const char *name;

	f->errors += fault.grade == GRADE_ERROR;
	f->findings += fault.grade == GRADE_FINDING;
	if (f->n == FAULTS_MOST) {
		f->beyond++;
		return;
	}
	while ((name = va_arg(ap, const char *)) != NULL) {
		const char *value = va_arg(ap, const char *);

		if (fault.args_n == FAULT_ARGS)
			continue;
		fault.args[fault.args_n++] = (struct argument){
		    name, arena_copy(f->arena, value, strlen(value))};
	}
	f->list[f->n++] = fault;
}

void
faults_add(struct faults *f, enum grade grade, const char *id,
    const struct value *v, ...)
{
	struct fault fault = {
	    .id = id, .document = v->document, .grade = grade};
	va_list ap;

	fault.position = (uint32_t)(v - v->document->values);
	va_start(ap, v);
	add(f, fault, ap);
	va_end(ap);
}

void
faults_add_at(struct faults *f, enum grade grade, const char *id,
    const struct document *d, uint32_t line, uint32_t column, ...)
{
	struct fault fault = {.id = id,
	    .document = d,
	    .grade = grade,
	    .line = line,
	    .column = column};
	va_list ap;

	va_start(ap, column);
	add(f, fault, ap);
	va_end(ap);
}

uint32_t
faults_errors_in(const struct faults *f, const struct document *d)
{
	uint32_t n = f->beyond > 0;

	for (uint32_t i = 0; i < f->n; i++)
		n +=
		    f->list[i].grade == GRADE_ERROR && f->list[i].document == d;
	return n;
}

/* rank: which document came first in the list as it was filled. */
static uint32_t
rank(const struct faults *f, const struct document *d)
{
	uint32_t i = 0;

	while (i < f->n && f->list[i].document != d)
		i++;
	return i;
}

void
faults_sort(struct faults *f)
{
	uint32_t ranks[FAULTS_MOST];

	for (uint32_t i = 0; i < f->n; i++)
		ranks[i] = rank(f, f->list[i].document);
	for (uint32_t i = 1; i < f->n; i++) {
		struct fault x = f->list[i];
		uint32_t r = ranks[i];
		uint32_t j = i;

		for (; j > 0; j--) {
			const struct fault *y = &f->list[j - 1];

			if (ranks[j - 1] < r ||
			    (ranks[j - 1] == r &&
				(y->position < x.position ||
				    (y->position == x.position &&
					y->grade >= x.grade))))
				break;
			f->list[j] = f->list[j - 1];
			ranks[j] = ranks[j - 1];
		}
		f->list[j] = x;
		ranks[j] = r;
	}
}
