/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/level.h"

/* is_whole: is nothing amiss but who says it? */
static bool
is_whole(const struct verify_report *r)
{
	if (r->verdict != VERIFY_VALID && r->verdict != VERIFY_UNTRUSTED)
		return false;
	for (int i = 0; i < VERIFY_CHECKS; i++)
		if ((r->wanted >> i & 1) != 0 &&
		    !verify_of_trust((enum verify_check)i) &&
		    r->check[i].state != VERIFY_PASS)
			return false;
	return true;
}

/* is_signed: has someone trusted signed all there is? */
static bool
is_signed(const struct verify_report *r)
{
	bool listed = (r->wanted >> VERIFY_SIGNED & 1) != 0;

	return is_whole(r) && r->check[VERIFY_TRUST].state == VERIFY_PASS &&
	       (!listed || r->check[VERIFY_SIGNED].state == VERIFY_PASS);
}

bool
level_is_reached(const struct verify_report *r, enum level level)
{
	bool sealed =
	    is_signed(r) && r->check[VERIFY_ARCHIVE].state == VERIFY_PASS;

	switch (level) {
	case LEVEL_WHOLE:
		return is_whole(r);
	case LEVEL_SIGNED:
		return sealed;
	case LEVEL_WITNESSED:
		return sealed && r->check[VERIFY_WITNESS].state == VERIFY_PASS;
	case LEVEL_CONFIRMED:
	case LEVELS:
		break;
	}
	return false;
}

int
level_of(const struct verify_report *r)
{
	int level = LEVELS - 1;

	while (level >= 0 && !level_is_reached(r, (enum level)level))
		level--;
	return level;
}

const char *
level_word(enum level level)
{
	static const char *const words[] = {
	    [LEVEL_WHOLE] = "verify.level.whole",
	    [LEVEL_SIGNED] = "verify.level.signed",
	    [LEVEL_CONFIRMED] = "verify.level.confirmed",
	    [LEVEL_WITNESSED] = "verify.level.witnessed",
	};

	return words[level];
}

const char *
level_caveat(const struct verify_report *r)
{
	if (level_is_reached(r, LEVEL_WITNESSED))
		return "verify.caveat.witnessed";
	if (level_is_reached(r, LEVEL_SIGNED))
		return "verify.caveat.archived";
	return is_signed(r) ? "verify.caveat.signed" : "verify.caveat.whole";
}
