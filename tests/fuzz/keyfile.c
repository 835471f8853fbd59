/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as the file of a secret key: refused, or a key, and the same one
 * to whoever asks for its public part alone. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "replay/proof/key.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char path[64];
	struct error err = ERROR_INIT, public_err = ERROR_INIT;
	struct note_key pub;
	struct key key;
	bool locked;
	FILE *f;

	(void)snprintf(
	    path, sizeof(path), "/tmp/yanlian-fuzz-%ld.key", (long)getpid());
	f = fopen(path, "wb");
	if (f == NULL || fchmod(fileno(f), 0600) != 0 ||
	    fwrite(bytes, 1, n, f) != n || fclose(f) != 0)
		abort();
	/* Without a passphrase nothing is spent on one. */
	if (key_read(path, NULL, 0, &key, &err) == 0 &&
	    (key_read_public(path, &pub, &locked, &public_err) != 0 || locked ||
		!note_key_same(&pub, &key.pub)))
		abort();
	(void)unlink(path);
	return 0;
}
