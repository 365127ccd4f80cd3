/* Ed25519 signatures and keys in the files of minisign (its "file format"
 * page, https://jedisct1.github.io/minisign/#format), both ways: `minisign -V`
 * accepts what is signed here, and what minisign signed is verified here. */
#ifndef SEAL_MINISIGN_H
#define SEAL_MINISIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "seal/source.h"
#include "seal/verdict.h"

enum {
    MINISIGN_ID_BYTES = 8,
    MINISIGN_ID_TEXT_BYTES = 17, /* as minisign prints it, and the end */
    MINISIGN_PUBLIC_BYTES = 32,
    MINISIGN_SIGNATURE_BYTES = 64,
    MINISIGN_COMMENT_BYTES = 8192,   /* a trusted comment and its end, minisign's limit */
    MINISIGN_FILE_BYTES = 16 * 1024, /* no key or signature file is larger */
    MINISIGN_LEGACY_BYTES_MAX = 32 * 1024 * 1024, /* of a file signed in the old way */
};

struct minisign_public {
    uint8_t id[MINISIGN_ID_BYTES];
    uint8_t key[MINISIGN_PUBLIC_BYTES];
};

/* A secret key: in memory that is locked, and wiped when it is given back. */
struct minisign_secret;

/* What scrypt may cost: libsodium's opslimit and memlimit, kept in the key file. */
struct minisign_limits {
    uint64_t work;
    uint64_t memory_bytes;
};
/* The work of minisign's own keys in a quarter of their memory, so that a machine
 * of 2 GB can read them. */
#define MINISIGN_LIMITS ((struct minisign_limits){33554432, 256u << 20})

/* ---- keys ------------------------------------------------------------------------ */

/* The key id as minisign prints it: 16 large hexadecimal digits. */
void minisign_id_text(const uint8_t id[MINISIGN_ID_BYTES], char text_out[MINISIGN_ID_TEXT_BYTES]);

/* Reads 16 hexadecimal digits, large or small; false if `text` is anything else. */
bool minisign_id_parse(const char *text, uint8_t id_out[MINISIGN_ID_BYTES]);

/* Reads the content of a public key file. False if it is not one. */
bool minisign_public_parse(const char *text, size_t bytes, struct minisign_public *key_out);

/* The same from a file. ERR_RETRY (logged) if it cannot be read, ERR_REJECT
 * (logged) if it is no public key. */
enum err minisign_public_load(const char *path, struct minisign_public *key_out) MUST_CHECK;

/* Makes a pair of keys: NAME.pub (mode 0644) and NAME.key (0600), both on the disk
 * when it returns. `passphrase` NULL or "": the secret key is not encrypted, as
 * `minisign -G -W`. ERR_REJECT (logged) if one of the files exists, ERR_STOP
 * (logged) if they cannot be written or there is too little memory; then neither is
 * left. `key_out` may be NULL. Takes seconds with MINISIGN_LIMITS. */
enum err minisign_keygen(const char *name, const char *passphrase,
                         const struct minisign_limits *limits,
                         struct minisign_public *key_out) MUST_CHECK;

/* Whether the secret key in `path` asks for a passphrase. Errors: as
 * minisign_secret_open. */
enum err minisign_secret_asks(const char *path, bool *asks_out) MUST_CHECK;

/* Reads a secret key; minisign_secret_close wipes it. `passphrase` may be NULL if the
 * key is not encrypted. ERR_RETRY (logged) if the file cannot be read or the
 * passphrase is wrong, ERR_REJECT (logged) if it is no secret key or asks for more
 * than 1 GiB, ERR_STOP (logged) if there is too little memory. */
enum err minisign_secret_open(const char *path, const char *passphrase,
                              struct minisign_secret **secret_out) MUST_CHECK;

/* The same from the content of the file. `name` is for messages. */
enum err minisign_secret_parse(const char *text, size_t bytes, const char *passphrase,
                               const char *name, struct minisign_secret **secret_out) MUST_CHECK;

void minisign_secret_close(struct minisign_secret *secret);

/* The public half. */
struct minisign_public minisign_secret_public(const struct minisign_secret *secret);

/* ---- signing --------------------------------------------------------------------- */

/* Signs the file `path` (prehashed, "ED") and writes PATH.minisig, whole or not at
 * all. The trusted comment becomes `comment`, a tab and "bytes:N", N the size of the
 * file, by which half a copy is told from an altered one; fields of `comment` are
 * best written as minisign does: "timestamp:1700000000\tserial:12". ERR_REJECT
 * (logged) if `comment` has control characters other than tabs or is too long,
 * ERR_RETRY (logged) if the file cannot be read, ERR_STOP (logged) if the signature
 * cannot be written. Not for a thread that draws: it reads the whole file. */
enum err minisign_sign(const struct minisign_secret *secret, const char *path,
                       const char *comment) MUST_CHECK;

/* The field NAME of a trusted comment of tab-separated "NAME:value"s; false if there
 * is none or it does not fit. */
bool minisign_comment_field(const char *comment, const char *name, char *value_out, size_t size);

/* ---- verifying ------------------------------------------------------------------- */

/* What a signature file says; nothing in it is to be believed before it is verified. */
struct minisign_signature {
    bool is_prehashed;
    uint8_t id[MINISIGN_ID_BYTES];
    uint8_t signature[MINISIGN_SIGNATURE_BYTES];
    uint8_t global[MINISIGN_SIGNATURE_BYTES]; /* of signature and comment */
    char comment[MINISIGN_COMMENT_BYTES];
};

/* Reads the content of a signature file: four whole lines and nothing more. False if
 * it is not one. */
bool minisign_signature_parse(const char *text, size_t bytes, struct minisign_signature *out);

/* Reads PATH.minisig. SEAL_GENUINE: it could be read and is one, no more than that;
 * else SEAL_UNSIGNED, SEAL_UNREADABLE, SEAL_MALFORMED. */
enum seal_verdict minisign_signature_load(const char *path, struct minisign_signature *out);

/* Verifies everything in `source` and the trusted comment by one key. SEAL_GENUINE,
 * SEAL_UNKNOWN_KEY (the id is not this key's), SEAL_ALTERED, SEAL_CUT, SEAL_TOO_LARGE
 * or SEAL_UNREADABLE. Any thread, but not one that draws. */
enum seal_verdict minisign_verify(const struct minisign_public *key,
                                  const struct minisign_signature *signature,
                                  const struct seal_source *source);

/* Verifies the file `path` with its PATH.minisig by whichever of `count` keys it
 * names; `key_ix_out` says which and `signature_out` holds the comment, both only if
 * the verdict is SEAL_GENUINE. Roles and revocation: see seal/trust.h. */
enum seal_verdict minisign_verify_file(const char *path, const struct minisign_public *keys,
                                       size_t count, size_t *key_ix_out,
                                       struct minisign_signature *signature_out);

#endif
