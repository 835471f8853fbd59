/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/key.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/file.h"
#include "replay/proof/base64.h"
#include "replay/proof/keyline.h"

enum {
	SALT = crypto_pwhash_argon2id_SALTBYTES,
	NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	WRAP = crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
	BOX = NONCE + KEY_SEED + TAG,
	FILE_MOST = 1024
};

/* A key file in memory: never in an arena, which nobody zeroes. */
struct sheet {
	char at[FILE_MOST + 1];
	size_t len;
};

/* What the kdf line says; ops 0 is "none". */
struct kdf {
	uint32_t ops, mem;
	uint8_t salt[SALT];
};

bool
key_name_is_good(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789./_-");

	return n > 0 && n <= NOTE_NAME_MOST && name[n] == '\0';
}

int
key_of_seed(const char *name, const uint8_t seed[KEY_SEED], struct key *out,
    struct error *err)
{
	struct key k;
	uint8_t point[32];
	bool sound;

	if (!key_name_is_good(name))
		return error_set(err, ERROR_INPUT, "error.key-name", "", name);
	(void)crypto_sign_seed_keypair(point, k.secret, seed);
	sound = note_key_of(name, strlen(name), point, &k.pub);
	assert(sound); /* every seed makes a point of the right order */
	*out = k;
	key_forget(&k);
	return 0;
}

int
key_new(const char *name, struct key *out, struct error *err)
{
	uint8_t seed[KEY_SEED];
	int rc;

	if (sodium_init() < 0)
		return error_set(err, ERROR_SYSTEM, "error.key-random", "", "");
	randombytes_buf(seed, sizeof(seed));
	rc = key_of_seed(name, seed, out, err);
	sodium_memzero(seed, sizeof(seed));
	return rc;
}

void
key_make_witness(struct key *k)
{
	struct note_key pub = k->pub;
	bool sound =
	    note_witness_of(pub.name, strlen(pub.name), pub.point, &k->pub);

	assert(sound);
	(void)sound;
}

void
key_guard(void)
{
	static const struct rlimit none = {0, 0};

	(void)setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
	(void)prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
#endif
}

void *
key_room(size_t n, struct error *err)
{
	void *at = sodium_init() < 0 ? NULL : sodium_malloc(n);

	if (at == NULL) {
		(void)error_system(err, "error.key-hold", "");
		return NULL;
	}
	key_guard();
	memset(at, 0, n);
	return at;
}

struct key *
key_hold(struct error *err)
{
	return key_room(sizeof(struct key), err);
}

void
key_drop(void *at)
{
	sodium_free(at);
}

void
key_wipe(void *at, size_t n)
{
	sodium_memzero(at, n);
}

void
key_forget(struct key *k)
{
	key_wipe(k, sizeof(*k));
}

static void
sheet_add(struct sheet *s, const char *what, size_t n)
{
	memcpy(s->at + s->len, what, n);
	s->len += n;
	s->at[s->len] = '\0';
}

static void
sheet_add_base64(struct sheet *s, const void *bytes, size_t n)
{
	(void)sodium_bin2base64(s->at + s->len, sizeof(s->at) - s->len, bytes,
	    n, sodium_base64_VARIANT_ORIGINAL);
	s->len += BASE64_SIZE(n);
}

/* head: all lines but the box. No field can overflow: 128 bytes of name,
 * twice, and fixed lengths. */
static void
head(struct sheet *s, const struct note_key *pub, const struct kdf *kdf)
{
	uint8_t typed[33] = {pub->type};
	int n;

	memcpy(typed + 1, pub->point, sizeof(pub->point));
	n = snprintf(s->at, sizeof(s->at),
	    "yanlian-key/1\nname %s\nvkey %s+%02x%02x%02x%02x+", pub->name,
	    pub->name, pub->id[0], pub->id[1], pub->id[2], pub->id[3]);
	s->len = (size_t)n;
	sheet_add_base64(s, typed, sizeof(typed));
	if (kdf->ops == 0) {
		sheet_add(s, "\nkdf none\n", 10);
		return;
	}
	n = snprintf(s->at + s->len, sizeof(s->at) - s->len,
	    "\nkdf argon2id13 ops=%u mem=%u salt=", (unsigned)kdf->ops,
	    (unsigned)kdf->mem);
	s->len += (size_t)n;
	sheet_add_base64(s, kdf->salt, sizeof(kdf->salt));
	sheet_add(s, "\n", 1);
}

static int
stretch(const struct kdf *kdf, const void *pass, size_t len, const char *path,
    uint8_t out[WRAP], struct error *err)
{
	if (crypto_pwhash_argon2id(out, WRAP, pass, len, kdf->salt, kdf->ops,
		kdf->mem, crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
		return error_set(
		    err, ERROR_SYSTEM, "error.key-memory", path, "");
	return 0;
}

static bool
cost_is_fair(uint32_t ops, uint32_t mem)
{
	return ops >= crypto_pwhash_argon2id_OPSLIMIT_MIN &&
	       ops <= KEY_OPS_MOST &&
	       mem >= crypto_pwhash_argon2id_MEMLIMIT_MIN &&
	       mem <= KEY_MEM_MOST;
}

/* fill_locked: the whole sheet, its box closed under the lock. */
static int
fill_locked(struct sheet *s, const struct key *k, const struct key_lock *lock,
    const char *path, struct error *err)
{
	struct kdf kdf = {.ops = lock->ops, .mem = lock->mem};
	uint8_t wrap[WRAP], box[BOX];

	if (!cost_is_fair(lock->ops, lock->mem))
		return error_set(err, ERROR_INPUT, "error.key-cost", path, "");
	if (sodium_init() < 0)
		return error_set(
		    err, ERROR_SYSTEM, "error.key-random", path, "");
	randombytes_buf(kdf.salt, sizeof(kdf.salt));
	randombytes_buf(box, NONCE);
	head(s, &k->pub, &kdf);
	if (stretch(&kdf, lock->pass, lock->len, path, wrap, err) != 0)
		return -1;
	/* libsodium's secret key begins with the seed. */
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(box + NONCE, NULL,
	    k->secret, KEY_SEED, (const unsigned char *)s->at, s->len, NULL,
	    box, wrap);
	sodium_memzero(wrap, sizeof(wrap));
	sheet_add(s, "box ", 4);
	sheet_add_base64(s, box, sizeof(box));
	sheet_add(s, "\n", 1);
	return 0;
}

static void
fill_open(struct sheet *s, const struct key *k)
{
	static const struct kdf none = {0};

	head(s, &k->pub, &none);
	sheet_add(s, "box ", 4);
	sheet_add_base64(s, k->secret, KEY_SEED);
	sheet_add(s, "\n", 1);
}

int
key_write(const char *path, const struct key *k, const struct key_lock *lock,
    struct error *err)
{
	struct sheet s = {.len = 0};
	int rc = 0;

	if (lock == NULL)
		fill_open(&s, k);
	else
		rc = fill_locked(&s, k, lock, path, err);
	if (rc == 0)
		rc = file_write(path, s.at, s.len, true, err);
	sodium_memzero(&s, sizeof(s));
	return rc;
}

static int
malformed(const char *path, struct error *err)
{
	return error_set(err, ERROR_INPUT, "error.key-malformed", path, "");
}

/* is_ours: a secret key must be its owner's alone; what is no secret key may be
 * anybody's, and is said to be what it is. */
static int
is_ours(const struct sheet *s, const struct stat *st, const char *path,
    struct error *err)
{
	struct note_key k;

	switch (keyline_find((struct bytes){s->at, s->len}, &k)) {
	case KEYLINE_SECRET:
		break;
	case KEYLINE_ONE:
	case KEYLINE_MANY:
		return error_set(
		    err, ERROR_INPUT, "error.key-is-public", path, "");
	case KEYLINE_NONE:
		return malformed(path, err);
	}
	return (st->st_mode & (S_IRWXG | S_IRWXO)) == 0
		   ? 0
		   : error_set(err, ERROR_INPUT, "error.key-open-to-others",
			 path, "");
}

static int
load_open(int fd, const char *path, struct sheet *s, struct error *err)
{
	struct stat st;
	ssize_t got;

	if (fstat(fd, &st) != 0)
		return error_system(err, "error.file-read", path);
	if (!S_ISREG(st.st_mode))
		return error_set(
		    err, ERROR_INPUT, "error.file-not-regular", path, "");
	do {
		got = read(fd, s->at + s->len, FILE_MOST - s->len);
		if (got > 0)
			s->len += (size_t)got;
	} while (got > 0 || (got < 0 && errno == EINTR));
	if (got < 0)
		return error_system(err, "error.file-read", path);
	if (s->len == FILE_MOST)
		return malformed(path, err);
	return is_ours(s, &st, path, err);
}

/* The mode is asked of the open file: no one can swap it in between. */
static int
load(const char *path, struct sheet *s, struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	int rc;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return error_set(
		    err, ERROR_INPUT, "error.file-missing", path, "");
	if (fd < 0)
		return error_system(err, "error.file-read", path);
	rc = load_open(fd, path, s, err);
	(void)close(fd);
	return rc;
}

/* word: what follows `label` at *at up to `stop`; moves on behind it. */
static bool
word(
    const char **at, const char *label, char stop, const char **from, size_t *n)
{
	const char *end;

	if (strncmp(*at, label, strlen(label)) != 0)
		return false;
	*from = *at + strlen(label);
	end = strchr(*from, stop);
	if (end == NULL)
		return false;
	*n = (size_t)(end - *from);
	*at = end + 1;
	return true;
}

static bool
number(const char *s, size_t n, uint32_t *out)
{
	uint64_t v = 0;

	if (n == 0 || n > 19 || s[0] == '0')
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		v = v * 10 + (uint64_t)(s[i] - '0');
	}
	*out = v > UINT32_MAX ? UINT32_MAX : (uint32_t)v;
	return true;
}

static bool
read_kdf(const char **at, struct kdf *out)
{
	const char *s;
	size_t n;

	memset(out, 0, sizeof(*out));
	if (strncmp(*at, "kdf none\n", 9) == 0) {
		*at += 9;
		return true;
	}
	return word(at, "kdf argon2id13 ops=", ' ', &s, &n) &&
	       number(s, n, &out->ops) && word(at, "mem=", ' ', &s, &n) &&
	       number(s, n, &out->mem) && word(at, "salt=", '\n', &s, &n) &&
	       base64_read_all(s, n, out->salt, sizeof(out->salt));
}

/* A sheet taken apart; `aad` is all that stands before the box. */
struct parts {
	struct note_key pub;
	struct kdf kdf;
	size_t aad;
	uint8_t box[BOX];
};

static bool
read_parts(const struct sheet *s, struct parts *out)
{
	const char *at = s->at;
	const char *name, *vkey, *box, *nothing;
	size_t name_len, n;

	if (strlen(s->at) != s->len ||
	    !word(&at, "yanlian-key/1", '\n', &nothing, &n) || n != 0 ||
	    !word(&at, "name ", '\n', &name, &name_len) ||
	    !word(&at, "vkey ", '\n', &vkey, &n) ||
	    (!note_key_read(vkey, n, &out->pub) &&
		!note_witness_read(vkey, n, &out->pub)) ||
	    !read_kdf(&at, &out->kdf) || strlen(out->pub.name) != name_len ||
	    memcmp(out->pub.name, name, name_len) != 0 ||
	    !key_name_is_good(out->pub.name))
		return false;
	out->aad = (size_t)(at - s->at);
	return word(&at, "box ", '\n', &box, &n) && *at == '\0' &&
	       base64_read_all(box, n, out->box,
		   out->kdf.ops == 0 ? (size_t)KEY_SEED : (size_t)BOX);
}

static int
unlock(const struct sheet *s, const struct parts *p, const void *pass,
    size_t len, const char *path, uint8_t seed[KEY_SEED], struct error *err)
{
	uint8_t wrap[WRAP];
	int rc;

	if (!cost_is_fair(p->kdf.ops, p->kdf.mem))
		return error_set(err, ERROR_INPUT, "error.key-cost", path, "");
	if (pass == NULL)
		return error_set(
		    err, ERROR_INPUT, "error.key-needs-passphrase", path, "");
	if (stretch(&p->kdf, pass, len, path, wrap, err) != 0)
		return -1;
	rc = crypto_aead_xchacha20poly1305_ietf_decrypt(seed, NULL, NULL,
	    p->box + NONCE, KEY_SEED + TAG, (const unsigned char *)s->at,
	    p->aad, p->box, wrap);
	sodium_memzero(wrap, sizeof(wrap));
	return rc == 0 ? 0
		       : error_set(err, ERROR_INPUT, "error.key-passphrase",
			     path, "");
}

/* take_seed: the seed must be the one the vkey line speaks of. */
static int
take_seed(const struct parts *p, const uint8_t seed[KEY_SEED], const char *path,
    struct key *out, struct error *err)
{
	struct key k;
	int rc = key_of_seed(p->pub.name, seed, &k, err);

	if (rc == 0 && note_is_witness(&p->pub))
		key_make_witness(&k);
	if (rc == 0 && !note_key_same(&k.pub, &p->pub))
		rc = malformed(path, err);
	if (rc == 0)
		*out = k;
	key_forget(&k);
	return rc;
}

int
key_read(const char *path, const void *pass, size_t len, struct key *out,
    struct error *err)
{
	struct sheet s = {.len = 0};
	struct parts p = {.aad = 0};
	uint8_t seed[KEY_SEED];
	int rc = load(path, &s, err);

	if (rc == 0 && !read_parts(&s, &p))
		rc = malformed(path, err);
	if (rc == 0 && p.kdf.ops == 0)
		memcpy(seed, p.box, sizeof(seed));
	else if (rc == 0)
		rc = unlock(&s, &p, pass, len, path, seed, err);
	if (rc == 0)
		rc = take_seed(&p, seed, path, out, err);
	sodium_memzero(&s, sizeof(s));
	sodium_memzero(&p, sizeof(p));
	sodium_memzero(seed, sizeof(seed));
	return rc;
}

int
key_read_public(
    const char *path, struct note_key *pub, bool *locked, struct error *err)
{
	struct sheet s = {.len = 0};
	struct parts p = {.aad = 0};
	int rc = load(path, &s, err);

	if (rc == 0 && !read_parts(&s, &p))
		rc = malformed(path, err);
	if (rc == 0) {
		*pub = p.pub;
		*locked = p.kdf.ops != 0;
	}
	sodium_memzero(&s, sizeof(s));
	sodium_memzero(&p, sizeof(p));
	return rc;
}
