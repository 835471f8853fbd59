/* SPDX-License-Identifier: Apache-2.0 */
#include "base/source.h"

static const struct field fields[] = {
    {.name = "title",
	.type = FIELD_STRING,
	.offset = offsetof(struct source, title),
	.required = true,
	.high = 300,
	.what = "title of the publication"},
    {.name = "url",
	.type = FIELD_STRING,
	.offset = offsetof(struct source, url),
	.high = 300,
	.what = "where it can be read"},
    {0}};
const struct record source_record = {
    "source", false, sizeof(struct source), fields, "a publication"};
