/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/contents.h -- what a report that regulation demands must
 * contain, as its pack has it: for whoever writes it, and whoever looks on. */
#ifndef REPLAY_REPORT_CONTENTS_H
#define REPLAY_REPORT_CONTENTS_H

#include "base/words.h"

struct pack;
struct page;
struct text;

/* contents_list: append all of it in one line, separated by semicolons. */
void contents_list(
    struct text *t, enum language language, const struct pack *pack);

/* contents_write: the section: of each pack by which something fell due in
 * this drill; nothing where there is none. */
void contents_write(struct page *p);

#endif
