/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/queue.h"

#include <stdlib.h>
#include <string.h>

#include "tests/suite.h"

/* The oracle: a textbook binary heap that compares field by field. */
struct heap {
	size_t n;
	struct queue_event *at;
};

static bool
before(struct queue_event a, struct queue_event b)
{
	if (a.at != b.at)
		return a.at < b.at;
	if (a.class != b.class)
		return a.class < b.class;
	return a.slot < b.slot;
}

static void
swap(struct heap *h, size_t i, size_t j)
{
	struct queue_event e = h->at[i];

	h->at[i] = h->at[j];
	h->at[j] = e;
}

static void
sift(struct heap *h, size_t i)
{
	while (i > 0 && before(h->at[i], h->at[(i - 1) / 2])) {
		swap(h, i, (i - 1) / 2);
		i = (i - 1) / 2;
	}
	for (size_t j; (j = 2 * i + 1) < h->n; i = j) {
		if (j + 1 < h->n && before(h->at[j + 1], h->at[j]))
			j++;
		if (!before(h->at[j], h->at[i]))
			return;
		swap(h, i, j);
	}
}

static void
heap_cancel(struct heap *h, unsigned slot)
{
	for (size_t i = 0; i < h->n; i++) {
		if (h->at[i].slot != slot)
			continue;
		h->at[i] = h->at[--h->n];
		if (i < h->n)
			sift(h, i);
		return;
	}
}

static void
heap_set(struct heap *h, struct queue_event e)
{
	heap_cancel(h, e.slot);
	h->at[h->n++] = e;
	sift(h, h->n - 1);
}

static void
check_same_pop(struct queue *q, struct heap *h)
{
	struct queue_event got = queue_pop(q);

	if (h->n == 0) {
		ck_assert_int_eq(got.at, SPAN_NEVER);
		return;
	}
	ck_assert_int_eq(got.at, h->at[0].at);
	ck_assert_int_eq(got.class, h->at[0].class);
	ck_assert_int_eq(got.slot, h->at[0].slot);
	heap_cancel(h, h->at[0].slot);
}

/* Few instants, so that ties are common. */
static void
check_against_heap(unsigned slots, int operations)
{
	struct queue *q = queue_init(malloc(queue_size(slots)), slots);
	struct heap h = {0, calloc(slots, sizeof(struct queue_event))};
	uint64_t luck = slots;

	for (int i = 0; i < operations; i++) {
		luck = luck * 6364136223846793005u + 1442695040888963407u;
		struct queue_event e = {.slot = luck >> 40 & 0xffff,
		    .class = (luck >> 20) % 5,
		    .at = (span_ms)(luck >> 58)};

		e.slot %= slots;
		switch (luck >> 33 & 7) {
		case 0:
			queue_cancel(q, e.slot);
			heap_cancel(&h, e.slot);
			break;
		case 1:
		case 2:
		case 3:
			check_same_pop(q, &h);
			break;
		default:
			queue_set(q, e.slot, e.class, e.at);
			heap_set(&h, e);
		}
	}
	for (size_t left = h.n + 1; left > 0; left--)
		check_same_pop(q, &h);
	free(q);
	free(h.at);
}

START_TEST(queue_pops_what_a_heap_pops)
{
	static const unsigned slots[] = {1, 2, 7, 8, 9, 63, 64, 65, 511, 513};

	for (size_t i = 0; i < sizeof(slots) / sizeof(slots[0]); i++)
		check_against_heap(slots[i], 20000);
	check_against_heap(4097, 8000);
	check_against_heap(QUEUE_SLOTS, 8000);
}
END_TEST

static struct queue *
new_queue(unsigned slots)
{
	return queue_init(malloc(queue_size(slots)), slots);
}

START_TEST(queue_breaks_ties_by_class_then_slot)
{
	struct queue *q = new_queue(100);
	static const unsigned order[] = {7, 3, 50, 99, 0};

	queue_set(q, 0, QUEUE_POLL, 5);
	queue_set(q, 99, QUEUE_LIMIT, 5);
	queue_set(q, 50, QUEUE_DONE, 5);
	queue_set(q, 3, QUEUE_DONE, 5);
	queue_set(q, 7, QUEUE_POLL, 4);
	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(queue_pop(q).slot, order[i]);
	ck_assert_int_eq(queue_pop(q).at, SPAN_NEVER);
	free(q);
}
END_TEST

START_TEST(queue_set_again_forgets_the_first)
{
	struct queue *q = new_queue(9);

	queue_set(q, 8, QUEUE_LIMIT, 100);
	queue_set(q, 8, QUEUE_DONE, 700);
	ck_assert_int_eq(queue_at(q, 8), 700);
	ck_assert_int_eq(queue_peek(q).at, 700);
	ck_assert_int_eq(queue_peek(q).class, QUEUE_DONE);
	queue_cancel(q, 8);
	ck_assert_int_eq(queue_at(q, 8), SPAN_NEVER);
	ck_assert_int_eq(queue_peek(q).at, SPAN_NEVER);
	free(q);
}
END_TEST

START_TEST(queue_holds_the_last_instant_and_nothing_later)
{
	struct queue *q = new_queue(QUEUE_SLOTS);

	queue_set(q, QUEUE_SLOTS - 1, QUEUE_POLL, QUEUE_LATEST);
	ck_assert_int_eq(queue_peek(q).at, QUEUE_LATEST);
	ck_assert_int_eq(queue_peek(q).slot, QUEUE_SLOTS - 1);
	queue_set(q, QUEUE_SLOTS - 1, QUEUE_POLL, QUEUE_LATEST + 1);
	ck_assert_int_eq(queue_peek(q).at, SPAN_NEVER);
	queue_set(q, 0, QUEUE_INPUT, SPAN_NEVER);
	ck_assert_int_eq(queue_peek(q).at, SPAN_NEVER);
	free(q);
}
END_TEST

START_TEST(queue_is_its_bytes)
{
	struct queue *used = new_queue(70);
	struct queue *copy = malloc(queue_size(70));

	for (unsigned i = 0; i < 70; i++)
		queue_set(used, i, QUEUE_DONE, (i * 37) % 71);
	memcpy(copy, used, queue_size(70));
	while (queue_peek(used).at != SPAN_NEVER) {
		struct queue_event a = queue_pop(used);
		struct queue_event b = queue_pop(copy);

		ck_assert_int_eq(a.at, b.at);
		ck_assert_int_eq(a.slot, b.slot);
	}
	ck_assert_int_eq(queue_peek(copy).at, SPAN_NEVER);
	free(used);
	free(copy);
}
END_TEST

SUITE_MAIN("queue", queue_pops_what_a_heap_pops,
    queue_breaks_ties_by_class_then_slot, queue_set_again_forgets_the_first,
    queue_holds_the_last_instant_and_nothing_later, queue_is_its_bytes)
