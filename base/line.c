/* SPDX-License-Identifier: Apache-2.0 */
#include "base/line.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

/* What must be escaped, and by which letter. */
static const char plain[] = "\"\\\n\r\t";
static const char letter[] = "\"\\nrt";

/* as_is: how many leading bytes stand for themselves in a string. */
static size_t
as_is(const char *s, size_t n)
{
	size_t i = 0;
	size_t used;
	uint32_t r;

	while (i < n) {
		unsigned char c = (unsigned char)s[i];

		if (c < 0x80) {
			if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F)
				break;
			i++;
			continue;
		}
		used = text_rune(s + i, n - i, &r);
		if (used == 1 || text_is_hostile(r))
			break;
		i += used;
	}
	return i;
}

/* put: text_bytes, at hand for the short pieces lines are made of. */
static inline void
put(struct text *t, const char *s, size_t n)
{
	if (t->len + n >= t->cap) {
		text_bytes(t, s, n);
		return;
	}
	memcpy(t->at + t->len, s, n);
	t->len += n;
	t->at[t->len] = '\0';
}

static void
quote(struct text *t, const char *s, size_t n)
{
	put(t, "\"", 1);
	for (;;) {
		size_t run = as_is(s, n);
		const char *p;
		char two[2] = {'\\', 0};

		put(t, s, run);
		if (run == n)
			break;
		p = memchr(plain, s[run], sizeof(plain) - 1);
		assert(p != NULL);
		two[1] = letter[p - plain];
		put(t, two, 2);
		s += run + 1;
		n -= run + 1;
	}
	put(t, "\"", 1);
}

/* member: the comma, unless first, and the name. A string ends in a quote,
 * so a brace before us can only be the one that opened the object. */
static void
member(struct text *t, const char *name)
{
	assert(t->len > 0);
	if (t->at[t->len - 1] != '{')
		put(t, ",", 1);
	quote(t, name, strlen(name));
	put(t, ":", 1);
}

void
line_begin(struct text *t)
{
	put(t, "{", 1);
}

void
line_object(struct text *t, const char *name)
{
	member(t, name);
	put(t, "{", 1);
}

void
line_end(struct text *t)
{
	put(t, "}", 1);
}

void
line_int(struct text *t, const char *name, int64_t v)
{
	char digits[20];
	size_t i = sizeof(digits);
	int64_t rest = v < 0 ? -v : v;

	assert(v >= -LINE_INT_MOST && v <= LINE_INT_MOST);
	do {
		digits[--i] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest != 0);
	if (v < 0)
		digits[--i] = '-';
	member(t, name);
	put(t, digits + i, sizeof(digits) - i);
}

void
line_string(struct text *t, const char *name, const char *s, size_t n)
{
	member(t, name);
	quote(t, s, n);
}

void
line_nest(struct text *t, const char *name, const char *body, size_t n)
{
	member(t, name);
	text_bytes(t, body, n);
}

bool
line_is_clean(const char *s, size_t n)
{
	size_t i = as_is(s, n);

	while (i < n && memchr(plain, s[i], sizeof(plain) - 1) != NULL)
		i += 1 + as_is(s + i + 1, n - i - 1);
	return i == n;
}

struct line
line_of(const char *s, size_t n)
{
	return (struct line){s, s, s + n};
}

static bool
take(struct line *l, char c)
{
	if (l->at == l->end || *l->at != c)
		return false;
	l->at++;
	return true;
}

bool
line_take_begin(struct line *l)
{
	return take(l, '{');
}

bool
line_take_end(struct line *l)
{
	return take(l, '}');
}

/* take_comma: what must stand before a member at this place. */
static bool
take_comma(struct line *l)
{
	return (l->at > l->from && l->at[-1] == '{') || take(l, ',');
}

static bool
take_view(struct line *l, struct line_view *out)
{
	struct line at = *l;
	const char *from;

	if (!take(&at, '"'))
		return false;
	from = at.at;
	for (;;) {
		at.at += as_is(at.at, (size_t)(at.end - at.at));
		if (!take(&at, '\\'))
			break;
		if (at.at == at.end ||
		    memchr(letter, *at.at, sizeof(letter) - 1) == NULL)
			return false;
		at.at++;
	}
	*out = (struct line_view){from, (size_t)(at.at - from)};
	if (!take(&at, '"'))
		return false;
	*l = at;
	return true;
}

static bool
take_number(struct line *l, int64_t *out)
{
	struct line at = *l;
	bool minus = take(&at, '-');
	const char *from = at.at;
	int64_t v = 0;

	for (; at.at < at.end && *at.at >= '0' && *at.at <= '9'; at.at++) {
		v = v * 10 + (*at.at - '0');
		if (v > LINE_INT_MOST)
			return false;
	}
	if (at.at == from || (*from == '0' && at.at - from > 1) ||
	    (minus && v == 0))
		return false;
	*out = minus ? -v : v;
	*l = at;
	return true;
}

/* take_name: comma, name and colon; names asked for need no escaping, and are
 * so short that calls would cost more. */
static bool
take_name(struct line *l, const char *name)
{
	struct line at = *l;

	if (!take_comma(&at) || !take(&at, '"'))
		return false;
	for (; *name != '\0'; name++)
		if (!take(&at, *name))
			return false;
	if (!take(&at, '"') || !take(&at, ':'))
		return false;
	*l = at;
	return true;
}

bool
line_take_object(struct line *l, const char *name)
{
	struct line at = *l;

	if (!take_name(&at, name) || !take(&at, '{'))
		return false;
	*l = at;
	return true;
}

bool
line_take_int(struct line *l, const char *name, int64_t *out)
{
	struct line at = *l;

	if (!take_name(&at, name) || !take_number(&at, out))
		return false;
	*l = at;
	return true;
}

bool
line_take_string(struct line *l, const char *name, struct line_view *out)
{
	struct line at = *l;
	struct line_view v;

	if (!take_name(&at, name) || !take_view(&at, &v))
		return false;
	*out = v;
	*l = at;
	return true;
}

bool
line_take_word(
    struct line *l, const char *name, size_t most, struct line_view *out)
{
	struct line at = *l;
	const char *from;

	if (!take_name(&at, name) || !take(&at, '"'))
		return false;
	from = at.at;
	while (at.at<at.end && * at.at> ' ' && *at.at <= '~' && *at.at != '"' &&
	       *at.at != '\\')
		at.at++;
	if (at.at == from || (size_t)(at.at - from) > most)
		return false;
	*out = (struct line_view){from, (size_t)(at.at - from)};
	if (!take(&at, '"'))
		return false;
	*l = at;
	return true;
}

bool
line_take_pair(struct line *l, struct line_view *name, struct line_view *value)
{
	struct line at = *l;
	struct line_view k, v;

	if (!take_comma(&at) || !take_view(&at, &k) || !take(&at, ':') ||
	    !take_view(&at, &v))
		return false;
	*name = k;
	*value = v;
	*l = at;
	return true;
}

bool
line_is_done(const struct line *l)
{
	return l->at == l->end;
}

/* Each value has one spelling, so names are equal when their bytes are. */
static bool
is_among(struct line_view name, const struct line_view *seen, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (seen[i].len == name.len &&
		    memcmp(seen[i].at, name.at, name.len) == 0)
			return true;
	return false;
}

static bool
take_object(struct line *l, int depth)
{
	struct line_view seen[LINE_MEMBERS_MOST], v;
	int64_t number;
	size_t n = 0;

	if (depth > LINE_DEPTH_MOST || !line_take_begin(l))
		return false;
	while (!line_take_end(l)) {
		if (n == LINE_MEMBERS_MOST || !take_comma(l) ||
		    !take_view(l, &seen[n]) || !take(l, ':') ||
		    is_among(seen[n], seen, n))
			return false;
		n++;
		if (!take_view(l, &v) && !take_number(l, &number) &&
		    !take_object(l, depth + 1))
			return false;
	}
	return true;
}

bool
line_is_sound(const char *s, size_t n)
{
	struct line l = line_of(s, n);

	return n <= LINE_MOST && take_object(&l, 1) && line_is_done(&l);
}

bool
line_is(struct line_view v, const char *s)
{
	return v.len == strlen(s) && memcmp(v.at, s, v.len) == 0;
}

void
line_unescape(struct text *t, struct line_view v)
{
	for (size_t i = 0; i < v.len; i++) {
		const char *from = v.at + i;
		const char *slash = memchr(from, '\\', v.len - i);
		const char *p;

		if (slash == NULL) {
			text_bytes(t, from, v.len - i);
			return;
		}
		text_bytes(t, from, (size_t)(slash - from));
		p = memchr(letter, slash[1], sizeof(letter) - 1);
		assert(p != NULL);
		text_bytes(t, plain + (p - letter), 1);
		i = (size_t)(slash + 1 - v.at);
	}
}
