/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/fillers.h"

#include "base/arena.h"
#include "base/fields.h"
#include "plans/organisation.h"
#include "tests/cases.h"
#include "tests/suite.h"

/* Roles 0: one person thrice. 1: two, one of them of role 0. 2: on call. 3: by
 * a calendar that is not known. */
static struct ref one[] = {{"a", NULL, 0}, {"a", NULL, 0}};
static struct ref two[] = {{"a", NULL, 0}, {"b", NULL, 1}};
static struct ref three[] = {{"b", NULL, 1}, {"c", NULL, 2}};
static struct layer layers[] = {{.people = {three, 2}}};
static struct override overrides[] = {{.person = {"a", NULL, 0}}};
static struct calendar calendars[] = {
    {.layers = {layers, 1}, .overrides = {overrides, 1}}};

static struct organisation
org_of(struct arena *a, uint32_t people)
{
	struct organisation org = {.people.n = people, .roles.n = 4};

	org.calendars.at = calendars;
	org.calendars.n = 1;
	org.roles.at = arena_array(a, 4, sizeof(struct role));
	for (int i = 0; i < 4; i++)
		org.roles.at[i].on_call = (struct ref){"", NULL, -1};
	org.roles.at[0].primary = (struct refs){one, 2};
	org.roles.at[0].deputies = (struct refs){one, 1};
	org.roles.at[1].primary = (struct refs){two, 2};
	org.roles.at[2].on_call = (struct ref){"rota", NULL, 0};
	org.roles.at[3].on_call = (struct ref){"rote", NULL, -1};
	return org;
}

START_TEST(fillers_are_counted_once_wherever_they_are_named)
{
	struct arena *a = cases_arena(1 << 20);
	struct organisation org = org_of(a, 3);
	struct fillers *f = fillers_new(a, &org);

	ck_assert_uint_eq(f->of[0].n, 1);
	ck_assert_uint_eq(f->of[1].n, 2);
	ck_assert_uint_eq(f->of[2].n, 3);
	ck_assert(!f->of[2].more && f->of[3].more);
	arena_free(a);
}
END_TEST

START_TEST(fillers_of_several_roles_are_counted_once)
{
	struct arena *a = cases_arena(1 << 20);
	struct organisation org = org_of(a, 3);
	struct fillers *f = fillers_new(a, &org);
	struct ref roles[] = {
	    {"0", NULL, 0}, {"1", NULL, 1}, {"3", NULL, 3}, {"?", NULL, -1}};

	ck_assert_uint_eq(fillers_together(f, &(struct refs){roles, 2}), 2);
	ck_assert_uint_eq(
	    fillers_together(f, &(struct refs){roles, 3}), UINT32_MAX);
	roles[2].index = -1;
	ck_assert_uint_eq(
	    fillers_together(f, &(struct refs){roles, 3}), UINT32_MAX);
	arena_free(a);
}
END_TEST

START_TEST(fillers_are_listed_as_far_as_any_step_asks)
{
	struct arena *a = cases_arena(1 << 20);
	struct organisation org = org_of(a, 200);
	struct refs many = {arena_array(a, 102, sizeof(struct ref)), 101};
	struct fillers *f;

	for (int32_t i = 0; i < 102; i++)
		many.at[i].index = i;
	org.roles.at[0].primary = many;
	f = fillers_new(a, &org);
	ck_assert(f->of[0].n == 101 && !f->of[0].more);
	org.roles.at[0].primary.n = 102;
	f = fillers_new(a, &org);
	ck_assert(f->of[0].n == 101 && f->of[0].more);
	arena_free(a);
}
END_TEST

SUITE_MAIN("fillers", fillers_are_counted_once_wherever_they_are_named,
    fillers_of_several_roles_are_counted_once,
    fillers_are_listed_as_far_as_any_step_asks)
