/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/again.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/document.h"
#include "base/text.h"
#include "plans/pack.h"
#include "plans/plan.h"
#include "replay/cli/answer.h"
#include "replay/cli/documents.h"
#include "replay/drill/stage.h"
#include "replay/report/report.h"
#include "scenarios/scenario.h"

/* quoted: an argument as a shell takes it. */
static void
quoted(struct text *t, const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "./_-+=:,";

	text_add(t, " ");
	if (s[0] != '\0' && s[strspn(s, plain)] == '\0') {
		text_add(t, s);
		return;
	}
	text_add(t, "'");
	for (; *s != '\0'; s++)
		if (*s == '\'')
			text_add(t, "'\\''");
		else
			text_bytes(t, s, 1);
	text_add(t, "'");
}

static void
options(const struct answer *a, struct text *t)
{
	const struct documents *d = a->documents;
	bool alike = true;

	text_fmt(t, " -n %" PRIu64 " --absent %" PRIu64, a->asked, a->absent);
	if (d->stages[0]->seed != (uint64_t)d->scenarios[0]->seed)
		text_fmt(t, " --seed %" PRIu64, d->stages[0]->seed);
	if (a->precision > 0) {
		text_add(t, " --precision ");
		text_ppm(t, a->precision);
	}
	for (uint32_t i = 1; i < d->n; i++)
		alike = alike && a->weights[i] == a->weights[0];
	for (uint32_t i = 0; i < d->n && !alike; i++)
		text_fmt(t, "%s%" PRId64, i == 0 ? " --weights " : ",",
		    a->weights[i]);
}

const char *
again_command(const struct cli *cli, const struct answer *a)
{
	struct text t = text_new(cli->arena);

	text_add(&t, "yanlian campaign");
	quoted(&t, a->documents->plan->document->name);
	for (uint32_t i = 0; i < a->documents->n; i++)
		quoted(&t, a->documents->scenarios[i]->document->name);
	options(a, &t);
	return t.at;
}

static void
list(const struct cli *cli, struct report_document *at, uint32_t *n,
    const struct document *document)
{
	char *hex;

	if (document == NULL)
		return;
	hex = arena_alloc(cli->arena, DIGEST_HEX);
	digest_hex(&document->digest, hex);
	at[(*n)++] = (struct report_document){document->name, hex};
}

const struct report_document *
again_documents(const struct cli *cli, const struct answer *a, uint32_t *n)
{
	const struct plan *plan = a->documents->plan;
	struct report_document *out = arena_array(
	    cli->arena, 2 + PLAN_PACKS + a->documents->n, sizeof(*out));

	*n = 0;
	list(cli, out, n, plan->organisation_document);
	list(cli, out, n, plan->document);
	for (uint32_t i = 0; i < plan->packs_n; i++)
		list(cli, out, n, plan->packs[i]->document);
	for (uint32_t i = 0; i < a->documents->n; i++)
		list(cli, out, n, a->documents->scenarios[i]->document);
	return out;
}
