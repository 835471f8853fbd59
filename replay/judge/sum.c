/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/sum.h"

__extension__ typedef unsigned __int128 wide;

static wide
wide_of(const struct sum *s)
{
	return (wide)s->high << 64 | s->low;
}

static void
put(struct sum *s, wide v)
{
	s->high = (uint64_t)(v >> 64);
	s->low = (uint64_t)v;
}

void
sum_add(struct sum *s, int64_t v)
{
	put(s, wide_of(s) + (uint64_t)v);
}

void
sum_square(struct sum *s, int64_t v)
{
	put(s, wide_of(s) + (wide)(uint64_t)v * (uint64_t)v);
}

void
sum_merge(struct sum *into, const struct sum *from)
{
	put(into, wide_of(into) + wide_of(from));
}

double
sum_double(const struct sum *s)
{
	return (double)s->high * 18446744073709551616.0 + (double)s->low;
}

int64_t
sum_share(const struct sum *part, const struct sum *whole)
{
	wide w = wide_of(whole);

	return w == 0 ? 0 : (int64_t)((wide_of(part) * 1000000 + w / 2) / w);
}

int64_t
sum_mean(const struct sum *s, uint64_t n)
{
	return n == 0 ? 0 : (int64_t)((wide_of(s) + n / 2) / n);
}
