/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/funds.h"

#include "tests/suite.h"

/* Two funds and a pump; roles that may approve 0, 500, 9000 and 500. */
static struct resource resources[] = {{.kind = RESOURCE_FUND},
    {.kind = RESOURCE_EQUIPMENT}, {.kind = RESOURCE_FUND}};
static struct role roles[] = {{.may_approve = 0}, {.may_approve = 500},
    {.may_approve = 9000}, {.may_approve = 500}};
static struct need needs[] = {
    {.resource = {.index = 0}, .amount = 300},
    {.resource = {.index = 1}, .amount = 2},
    {.resource = {.index = 2}, .amount = 201},
};
static struct ref done_by[] = {{.index = 0}};

static struct organisation
organisation(void)
{
	struct organisation org = {0};

	org.resources.at = resources;
	org.resources.n = 3;
	org.roles.at = roles;
	org.roles.n = 4;
	return org;
}

static struct step
step(void)
{
	struct step s = {.roles = {done_by, 1}};

	s.resources.at = needs;
	s.resources.n = 3;
	return s;
}

START_TEST(a_cost_is_what_is_taken_of_all_funds)
{
	struct organisation org = organisation();
	struct step s = step();

	ck_assert_int_eq(funds_cost(&org, &s), 300 + 201);
	s.resources.n = 0;
	ck_assert_int_eq(funds_cost(&org, &s), 0);
}
END_TEST

START_TEST(the_least_authority_that_is_enough_is_asked)
{
	struct organisation org = organisation();

	ck_assert_int_eq(funds_approver(&org, 500), 1);
	ck_assert_int_eq(funds_approver(&org, 501), 2);
	ck_assert_int_eq(funds_approver(&org, 9000), 2);
	ck_assert_int_eq(funds_approver(&org, 9001), -1);
}
END_TEST

START_TEST(who_authorises_the_plan_or_does_the_step_need_not_ask)
{
	struct organisation org = organisation();
	struct step s = step();
	struct act authorise = {.role = {.index = 1}};
	struct response_acts acts = {0};
	struct plan plan = {.organisation = &org, .response = &acts};

	ck_assert_int_eq(funds_limit(&plan, &s), 0);
	acts.acts[RESPONSE_AUTHORISE] = &authorise;
	ck_assert_int_eq(funds_limit(&plan, &s), 500);
	ck_assert(funds_asks(&plan, &s));
	done_by[0].index = 2;
	ck_assert_int_eq(funds_limit(&plan, &s), 9000);
	ck_assert(!funds_asks(&plan, &s));
}
END_TEST

SUITE_MAIN("funds", a_cost_is_what_is_taken_of_all_funds,
    the_least_authority_that_is_enough_is_asked,
    who_authorises_the_plan_or_does_the_step_need_not_ask)
