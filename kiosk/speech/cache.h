/* What an engine has said, kept on the disk: files of a folder, the oldest of which go when
 * there is no more room. Losing one costs time only. */
#ifndef SPEECH_CACHE_H
#define SPEECH_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "sound/files.h"

enum { CACHE_DIR_BYTES = 1024 };

struct cache {
    char dir[CACHE_DIR_BYTES]; /* "": nothing is kept */
    int64_t bytes_max;         /* of all files together */
};

/* The one of the kiosk, below $TIENGBAN_STATE: cache/voices/, at most 64 MiB. Without a
 * state nothing is kept. */
void cache_init(struct cache *cache);

/* What is kept for `key`; false if nothing is. Ended by files_bytes_fini. */
bool cache_take(const struct cache *cache, const struct hash128 *key,
                struct files_bytes *bytes_out);

/* Keeps bytes, after the oldest have made room. A disk that refuses (logged) is not asked
 * again. */
void cache_keep(struct cache *cache, const struct hash128 *key, const void *data, size_t size);

#endif
