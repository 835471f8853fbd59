/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/note.h -- signed notes: a text, a blank line, and a line for
 * every Ed25519 signature under it; and checkpoints, the notes that vouch
 * for a tree. Knows keys by name and number, not whom to trust. */
#ifndef REPLAY_PROOF_NOTE_H
#define REPLAY_PROOF_NOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct digest;
struct text;
struct tree;

enum {
	NOTE_NAME_MOST = 128, /* bytes in a key's name */
	NOTE_SIGNATURES_MOST = 32,
	NOTE_MOST = 8192,     /* bytes in a note */
	NOTE_SECRET = 64,     /* libsodium's secret key: seed and public key */
	NOTE_COSIGNATURE = 72 /* a witness's: eight bytes of time first */
};

/* A verifier key, "vkey" (验证公钥). */
struct note_key {
	char name[NOTE_NAME_MOST + 1];
	uint8_t id[4];
	uint8_t point[32];
	uint8_t type; /* 1 signs texts; 4 is a witness's, and signs the time */
};

/* note_name_is_good: may this name a key: 1 to NOTE_NAME_MOST bytes of UTF-8
 * without "+", blanks and controls? */
bool note_name_is_good(const char *name, size_t n);

/* note_key_of: the key of this name and Ed25519 public key.
 * Return: false if the name is empty, too long, or has a "+", a blank or a
 *         control in it, or the point is not one of the prime-order group
 *         (small and mixed order, non-canonical); `*out` is then untouched.
 * Source: C2SP signed-note, Ed25519 signature type 0x01. */
bool note_key_of(
    const char *name, size_t n, const uint8_t point[32], struct note_key *out);

/* note_key_write: append "name+hex(id)+base64(0x01 || point)". */
void note_key_write(struct text *t, const struct note_key *k);

/* note_key_read: read exactly that; other types are refused.
 * Return: false if it is anything else; `*out` is then untouched. */
bool note_key_read(const char *s, size_t n, struct note_key *out);

/* note_witness_of, note_witness_read: the same for a witness's key, whose
 * signatures are replay/proof/cosign's.
 * Source: C2SP tlog-cosignature, signature type 0x04. */
bool note_witness_of(
    const char *name, size_t n, const uint8_t point[32], struct note_key *out);
bool note_witness_read(const char *s, size_t n, struct note_key *out);

/* note_is_witness: is it such a key? */
bool note_is_witness(const struct note_key *k);

/* note_key_same: same name, type and point? (The id is only a hint.) */
bool note_key_same(const struct note_key *a, const struct note_key *b);

/* note_key_alike: same name and id, so that a note could not tell them? */
bool note_key_alike(const struct note_key *a, const struct note_key *b);

/* A signature line, borrowed from the note. */
struct note_signature {
	const char *name;
	size_t name_len;
	uint8_t id[4];
	uint8_t bytes[NOTE_COSIGNATURE];
	size_t len; /* of it; 0 if longer than we know any */
};

struct note {
	const char *text; /* with its last newline; borrowed */
	size_t text_len;
	size_t n;
	struct note_signature signature[NOTE_SIGNATURES_MOST];
};

/* note_read: take a note apart; verifies nothing.
 * Owns:   `*out` borrows from `s`.
 * Return: false unless it is UTF-8 without controls, at most NOTE_MOST
 *         bytes, with 1 to 32 signature lines of canonical base64, no two
 *         by one name and id; `*out` is then garbage.
 * Source: C2SP signed-note. */
bool note_read(const char *s, size_t n, struct note *out);

/* note_is_by: does the line claim to be this key's, by name and id? */
bool note_is_by(const struct note_signature *s, const struct note_key *k);

enum note_says {
	NOTE_SILENT, /* no signature of that name and id */
	NOTE_SIGNED, /* and it verifies */
	NOTE_FORGED  /* and it does not */
};

/* note_signed: what does the note say of this key? S out of range and
 * small-order R are forgeries. Source: RFC 8032, cofactorless, as libsodium. */
enum note_says note_signed(const struct note *n, const struct note_key *k);

/* note_sign: the signature of a note's text (which ends in a newline). */
void note_sign(const char *text, size_t n, const uint8_t secret[NOTE_SECRET],
    uint8_t out[64]);

/* note_write: append a signature line. */
void note_write(
    struct text *t, const struct note_key *k, const uint8_t signature[64]);

/* note_write_raw: the same for a signature of `n` bytes. */
void note_write_raw(
    struct text *t, const struct note_key *k, const uint8_t *bytes, size_t n);

/* note_checkpoint: append "origin\nsize\nbase64(root)\n".
 * Source: C2SP tlog-checkpoint, no extension lines. */
void note_checkpoint(
    struct text *t, const char *origin, const struct tree *tree);

#endif
