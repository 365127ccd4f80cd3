/* Which keys this kiosk believes, and for what: DIR/<role>-<anything>.pub, less the
 * key ids in DIR/revoked (one a line in hexadecimal digits; # begins a comment). */
#ifndef SEAL_TRUST_H
#define SEAL_TRUST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "seal/minisign.h"
#include "seal/source.h"
#include "seal/verdict.h"

enum {
    TRUST_KEYS_MAX = 64,
    TRUST_REVOKED_MAX = 1024,
    TRUST_NAME_BYTES = 64,
    TRUST_DIR_BYTES = 1024,
    TRUST_LIST_BYTES = 128 * 1024 /* no list of revoked keys is larger */
};

enum trust_role {
    TRUST_PROVINCE, /* signs packs and lists of revoked keys */
    TRUST_COMMUNE,  /* signs the local layer of its kiosks */
    TRUST_ROLES
};

/* Sets of roles. */
#define TRUST_BIT(role) (1u << (role))

/* "province", "commune": how its files begin. */
const char *trust_role_name(enum trust_role role);

struct trust_key {
    struct minisign_public public;
    enum trust_role role;
    char name[TRUST_NAME_BYTES]; /* the file's name without ".pub" */
};

struct trust_ids {
    uint8_t ids[TRUST_REVOKED_MAX][MINISIGN_ID_BYTES];
    size_t count;
};

/* Some 24 KiB: plain values, nothing to give back. Read by any thread. */
struct trust {
    char dir[TRUST_DIR_BYTES];
    struct trust_key keys[TRUST_KEYS_MAX]; /* by name */
    size_t key_count;
    struct trust_ids revoked;
};

/* Reads DIR; a missing one is an empty trust, which believes nothing. A key file that
 * is none, or whose name begins with no role, is logged and left out. If the list of
 * revoked keys cannot be read or has a wrong line, no key is believed: ERR_REJECT
 * (logged); if DIR cannot be read, ERR_STOP (logged). */
enum err trust_load(const char *dir, struct trust *trust_out) MUST_CHECK;

bool trust_is_revoked(const struct trust *trust, const uint8_t id[MINISIGN_ID_BYTES]);

struct trust_answer {
    enum seal_verdict verdict;
    const struct trust_key *key;          /* NULL if not known; into the struct trust */
    uint8_t id[MINISIGN_ID_BYTES];        /* which key the signature names; zeros if none */
    char comment[MINISIGN_COMMENT_BYTES]; /* the trusted comment; "" unless genuine */
};

/* Verifies `path` by PATH.minisig and the keys that have one of `roles` (TRUST_BITs).
 * Returns seal_decision(answer_out->verdict); logs nothing: seal_sentence says it.
 * Copy from a stick first and verify the copy: a stick may answer otherwise the
 * second time. Reads the whole file: not for a thread that draws. */
enum err trust_verify(const struct trust *trust, unsigned roles, const char *path,
                      struct trust_answer *answer_out) MUST_CHECK;

/* The same for bytes and a signature that are at hand. */
enum err trust_verify_source(const struct trust *trust, unsigned roles,
                             const struct minisign_signature *signature,
                             const struct seal_source *source,
                             struct trust_answer *answer_out) MUST_CHECK;

/* Adds the key ids of a list, PATH.revoked signed by a province key, to DIR/revoked and
 * to `trust`; ids are only ever added, so an old list does no harm. ERR_STOP (logged) if
 * it cannot be written; else as trust_verify, and SEAL_MALFORMED if it is signed but
 * no such list, or there is no room (logged with its line). `added_out` may be NULL. */
enum err trust_revoke(struct trust *trust, const char *path, struct trust_answer *answer_out,
                      size_t *added_out) MUST_CHECK;

/* Reads the content of a list of revoked keys and adds what is new to `ids`. Returns
 * the first line that is wrong, 0 if all are right; then and only then ids change. */
int trust_revoked_parse(const char *text, size_t bytes, struct trust_ids *ids);

#endif
