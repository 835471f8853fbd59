/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/keyform.h"

#include <string.h>

#include "base/text.h"
#include "replay/proof/base64.h"
#include "replay/proof/minisig.h"
#include "replay/proof/sshsig.h"

void
keyform_minisign(struct text *t, const struct note_key *k)
{
	text_add(t, "untrusted comment: minisign public key ");
	for (int i = 7; i >= 0; i--) /* its number is little-endian */
		text_fmt(t, "%02X", k->point[i]);
	text_add(t, "\n");
	minisig_public(t, k);
	text_add(t, "\n");
}

void
keyform_pem(struct text *t, const struct note_key *k)
{
	/* SEQUENCE { SEQUENCE { OID 1.3.101.112 } BIT STRING … } */
	uint8_t raw[44] = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70,
	    0x03, 0x21, 0x00};

	memcpy(raw + 12, k->point, sizeof(k->point));
	text_add(t, "-----BEGIN PUBLIC KEY-----\n");
	base64_write(t, raw, sizeof(raw));
	text_add(t, "\n-----END PUBLIC KEY-----\n");
}

void
keyform_ssh(struct text *t, const struct note_key *k)
{
	sshsig_public(t, k);
	text_fmt(t, " %s\n", k->name);
}
