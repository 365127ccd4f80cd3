/* What lies on the shelf, as the text of the file `current`:
 *
 *     tiengban-shelf 1
 *     release 18                       counts up with each switch
 *     at 1764000000                    when, in seconds since 1970
 *     by Chị Hoa                       who released it
 *     province <hash> <bytes> use      the newest first; at most one is in use
 *     province <hash> <bytes> keep     kept, to go back to
 *     commune <hash> <bytes> use
 *     check <hash>                     FNV-1a of 64 bits of all above
 *
 * The packs that are kept stand in the same file as those in use, so that one rename
 * switches all of it: nothing has to agree with anything else after a power cut. */
#ifndef CONTENT_MANIFEST_H
#define CONTENT_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "seal/source.h"
#include "seal/trust.h"

enum {
    MANIFEST_KEPT = 3, /* packs of a role */
    MANIFEST_PACKS_MAX = TRUST_ROLES * MANIFEST_KEPT,
    MANIFEST_BY_BYTES = 128, /* two people */
    MANIFEST_BYTES = 2048    /* of the text, and its end */
};

struct manifest_pack {
    enum trust_role role;
    char hash[SEAL_HASH_BYTES]; /* of the file */
    int64_t bytes;
    bool in_use;
};

struct manifest {
    int64_t release; /* 0: nothing was ever put there */
    int64_t at_s;
    char by[MANIFEST_BY_BYTES];
    struct manifest_pack packs[MANIFEST_PACKS_MAX]; /* by role, the newest first */
    int count;
};

/* Reads a text; false, and a zeroed manifest, for any that manifest_write would not
 * have written. */
bool manifest_parse(const char *text, size_t bytes, struct manifest *manifest_out);

/* Writes the text; returns its bytes. Characters of `by` that are none of one line are
 * left out. */
size_t manifest_write(const struct manifest *manifest, char text_out[MANIFEST_BYTES]);

/* The pack of a role that is in use, NULL if none is. */
const struct manifest_pack *manifest_used(const struct manifest *manifest, enum trust_role role);

/* The pack with this hash, NULL if there is none. */
const struct manifest_pack *manifest_find(const struct manifest *manifest, const char *hash);

/* Puts a pack in use, before the one that was: what was newer than that had been gone
 * back from and is forgotten, and what is older than the last three too. */
void manifest_push(struct manifest *manifest, enum trust_role role, const char *hash,
                   int64_t bytes);

/* Uses the pack with this hash, or none of the role if `hash` is NULL. */
void manifest_use(struct manifest *manifest, enum trust_role role, const char *hash);

/* Forgets a pack; if it was in use, the next older one of its role is, if there is one. */
void manifest_forget(struct manifest *manifest, const char *hash);

#endif
