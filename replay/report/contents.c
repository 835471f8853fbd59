/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/contents.h"

#include <stdio.h>

#include "base/text.h"
#include "plans/pack.h"
#include "plans/plan.h"
#include "replay/report/page.h"
#include "replay/report/told.h"

void
contents_list(struct text *t, enum language language, const struct pack *pack)
{
	for (uint32_t i = 0; i < pack->contents.n; i++)
		text_fmt(t, "%s%s",
		    i > 0 ? words_of(language, "script.semicolon") : "",
		    words_title(language, &pack->contents.at[i].what));
}

/* fell_due: did the pack demand anything of this drill? */
static bool
fell_due(const struct report_input *in, const struct pack *pack)
{
	for (uint32_t i = told_next(in, 0); i < in->facts_n;
	     i = told_next(in, i + 1))
		if (told_of(in, i).notice->pack == pack)
			return true;
	return false;
}

static void
item(struct page *p, const struct provision *x)
{
	char confidence[32];
	struct argument args[] = {{"what", words_title(p->language, &x->what)},
	    {"article", words_title(p->language, &x->article)},
	    {"confidence", ""}};

	(void)snprintf(confidence, sizeof(confidence), "confidence.%s",
	    pack_confidences[x->confidence]);
	args[2].value = page_word(p, confidence);
	page_tag(p, "li", NULL, page_fill(p, "report.content", args, 3));
	page_raw(p, "\n");
}

void
contents_write(struct page *p)
{
	bool begun = false;

	for (uint32_t i = 0; i < p->in->plan->packs_n; i++) {
		const struct pack *pack = p->in->plan->packs[i];

		if (pack->contents.n == 0 || !fell_due(p->in, pack))
			continue;
		if (!begun)
			page_heading(p, "report.h-contents");
		begun = true;
		page_paragraph(
		    p, "note", words_title(p->language, &pack->name));
		page_raw(p, "<ul>\n");
		for (uint32_t j = 0; j < pack->contents.n; j++)
			item(p, &pack->contents.at[j]);
		page_raw(p, "</ul>\n");
	}
}
