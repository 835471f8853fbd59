/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/keyform.h"

#include <string.h>

#include "base/text.h"
#include "replay/proof/base64.h"

/* write: base64 of a fixed head and the point behind it. */
static void
write(struct text *t, const char *head, size_t n, const struct note_key *k)
{
	uint8_t raw[64];

	memcpy(raw, head, n);
	memcpy(raw + n, k->point, sizeof(k->point));
	base64_write(t, raw, n + sizeof(k->point));
}

void
keyform_minisign(struct text *t, const struct note_key *k)
{
	char head[10] = {'E', 'd'};

	text_add(t, "untrusted comment: minisign public key ");
	for (int i = 7; i >= 0; i--) /* its number is little-endian */
		text_fmt(t, "%02X", k->point[i]);
	memcpy(head + 2, k->point, 8);
	text_add(t, "\n");
	write(t, head, sizeof(head), k);
	text_add(t, "\n");
}

void
keyform_pem(struct text *t, const struct note_key *k)
{
	/* SEQUENCE { SEQUENCE { OID 1.3.101.112 } BIT STRING … } */
	static const char head[12] = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b,
	    0x65, 0x70, 0x03, 0x21, 0x00};

	text_add(t, "-----BEGIN PUBLIC KEY-----\n");
	write(t, head, sizeof(head), k);
	text_add(t, "\n-----END PUBLIC KEY-----\n");
}

void
keyform_ssh(struct text *t, const struct note_key *k)
{
	static const char head[19] = {0, 0, 0, 11, 's', 's', 'h', '-', 'e', 'd',
	    '2', '5', '5', '1', '9', 0, 0, 0, 32};

	text_add(t, "ssh-ed25519 ");
	write(t, head, sizeof(head), k);
	text_fmt(t, " %s\n", k->name);
}
