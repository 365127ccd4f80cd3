/* The pack: one SQLite file that holds checked content and nothing else.
 *
 * Indices of the library are stored as they are; texts keep their marks
 * (markup.h), so that a pack can be read and compared by people with the
 * ordinary tools. What says who a pack is, is its hash over all rows: an identity,
 * to name content in the journal and to notice damage. It is no signature and
 * proves nothing about who made the pack. */
#ifndef CONTENT_PACK_SCHEMA_H
#define CONTENT_PACK_SCHEMA_H

#include "base/err.h"
#include "store/store.h"

enum {
    PACK_HASH_BYTES = 33,    /* 32 hexadecimal digits, terminated */
    PACK_VERSION_WHOLE = 1,  /* the first user_version: packs that stand alone */
    PACK_VERSION_LAYER = 2,  /* also packs that lie over another one */
    PACK_VERSION_SPOKEN = 3, /* also recordings */
    PACK_VERSION_SEARCH = 4  /* also an index to be searched by */
};

extern const struct store_schema PACK_SCHEMA;

/* FNV-1a of 128 bits (draft-eastlake-fnv) over every row of every table the
 * pack's version has, but the hash itself, in the order of their keys: for each value the byte 1,
 * its text and the byte 0, or the byte 2 for NULL; after each row the byte 3, after each table the
 * byte 4. The sound of recordings is not among them, but its digest is; nor is the index, which is
 * made of the rows that are. */
enum err pack_hash(struct store *store, char hash_out[PACK_HASH_BYTES]) MUST_CHECK;

#endif
