/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/fact.h"

#include <string.h>

#include "base/line.h"
#include "replay/drill/stage.h"

_Static_assert(sizeof(struct fact) == 32, "a fact is 32 bytes");

static const char *const names[FACT_ACTS] = {
    [FACT_BEGIN] = "begin",
    [FACT_INJECT] = "inject",
    [FACT_FAULT] = "fault",
    [FACT_DATA_LOST] = "data_lost",
    [FACT_ABSENT] = "absent",
    [FACT_BACK] = "back",
    [FACT_LEVEL] = "level",
    [FACT_ALARM] = "alarm",
    [FACT_CLEAR] = "clear",
    [FACT_REPORT] = "report",
    [FACT_WARNING] = "warning",
    [FACT_RUNG] = "rung",
    [FACT_PAGE] = "page",
    [FACT_ACK] = "ack",
    [FACT_ARRIVE] = "arrive",
    [FACT_READY] = "ready",
    [FACT_WAITS] = "waits",
    [FACT_DISPATCH] = "dispatch",
    [FACT_START] = "start",
    [FACT_DONE] = "done",
    [FACT_FAILED] = "failed",
    [FACT_TIMEOUT] = "timeout",
    [FACT_GAVE_UP] = "gave_up",
    [FACT_ALTERNATIVE] = "alternative",
    [FACT_LATE] = "late",
    [FACT_OVERDUE] = "overdue",
    [FACT_VERIFIED] = "verified",
    [FACT_DISMISSED] = "dismissed",
    [FACT_GRADED] = "graded",
    [FACT_AUTHORISED] = "authorised",
    [FACT_ACTIVATED] = "activated",
    [FACT_CONFIRMED] = "confirmed",
    [FACT_NOT_CONFIRMED] = "not_confirmed",
    [FACT_CLOSED] = "closed",
    [FACT_STUCK] = "stuck",
    [FACT_COPY_UNREADABLE] = "copy_unreadable",
    [FACT_NO_COPY] = "no_copy",
    [FACT_DATA_RESTORED] = "data_restored",
    [FACT_HORIZON] = "horizon",
    [FACT_CHANNEL_DOWN] = "channel_down",
    [FACT_UNREACHED] = "unreached",
    [FACT_FAULT_OVER] = "fault_over",
    [FACT_LOAD] = "load",
    [FACT_MONITOR_DOWN] = "monitor_down",
    [FACT_MONITOR_UP] = "monitor_up",
    [FACT_AUTO_STARTED] = "auto_started",
    [FACT_REGRADED] = "regraded",
    [FACT_DUE] = "due",
    [FACT_NOT_FIRED] = "not_fired",
    [FACT_SEEMS_DONE] = "seems_done",
    [FACT_NO_EFFECT] = "no_effect",
    [FACT_ETA_P90] = "eta_p90",
    [FACT_ETA] = "eta",
    [FACT_DECISION_DUE] = "decision_due",
    [FACT_DECIDED] = "decided",
    [FACT_SUSTAINED] = "sustained",
    [FACT_RELAPSED] = "relapsed",
    [FACT_EVALUATED] = "evaluated",
    [FACT_OFFERED] = "offered",
    [FACT_CLAIMED] = "claimed",
    [FACT_OVERRIDDEN] = "overridden",
    [FACT_RELEASED] = "released",
    [FACT_TAKEN] = "taken",
    [FACT_RETURNED] = "returned",
    [FACT_ORDERED] = "ordered",
    [FACT_DELIVERED] = "delivered",
    [FACT_UNDELIVERED] = "undelivered",
    [FACT_MISSING] = "missing",
    [FACT_FOUND] = "found",
    [FACT_CUT_OFF] = "cut_off",
    [FACT_SKIPPED] = "skipped",
    [FACT_SWITCHED] = "switched",
    [FACT_SECOND_FAULT] = "second_fault",
    [FACT_INTERRUPTED] = "interrupted",
    [FACT_STRESSED] = "stressed",
    [FACT_CALMED] = "calmed",
    [FACT_IMPAIRED] = "impaired",
    [FACT_REPAIRED] = "repaired",
    [FACT_ASKED] = "asked",
    [FACT_APPROVED] = "approved",
    [FACT_ADDED] = "added",
    [FACT_PRESSED] = "pressed",
    [FACT_CHECKED] = "checked",
    [FACT_REGISTERED] = "registered",
    [FACT_DUTY_OVER] = "duty_over",
    [FACT_HANDING_OVER] = "handing_over",
    [FACT_HANDED_OVER] = "handed_over",
    [FACT_REPEATS] = "repeats",
    [FACT_REPEATED] = "repeated",
    [FACT_TIRED] = "tired",
    [FACT_OVERLOADED] = "overloaded",
    [FACT_OVERREACTED] = "overreacted",
    [FACT_OUT_OF_ORDER] = "out_of_order",
    [FACT_DECEIVED] = "deceived",
    [FACT_UNDECEIVED] = "undeceived",
    [FACT_CALLED_OFF] = "called_off",
    [FACT_CHANNEL_UP] = "channel_up",
};

const char *
fact_act_name(enum fact_act act)
{
	return names[act];
}

static void
entity_member(struct text *t, const struct stage *stage, const char *name,
    uint32_t entity)
{
	const char *id = stage_name(stage, entity)->id;

	if (entity != 0)
		line_string(t, name, id, strlen(id));
}

void
fact_body(struct text *t, const struct stage *stage, const struct fact *fact,
    uint32_t number)
{
	const char *act = names[fact->act];

	line_begin(t);
	line_int(t, "f", number);
	line_int(t, "at", fact->at);
	line_string(t, "act", act, strlen(act));
	entity_member(t, stage, "by", fact->by);
	entity_member(t, stage, "on", fact->on);
	if (fact->incident != 0)
		line_int(t, "inc", fact->incident);
	if (fact->why != 0)
		line_int(t, "why", fact->why);
	if (fact->value != 0)
		line_int(t, "v", fact->value);
	line_end(t);
}
