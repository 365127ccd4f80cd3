/* FNV-1a hashes (Fowler, Noll, Vo; parameters of draft-eastlake-fnv): to notice
 * a difference, never to keep out someone who wants two texts to look alike. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* What the hash of nothing is. */
#define HASH64_EMPTY UINT64_C(0xCBF29CE484222325)

/* `hash` with `bytes` bytes at `data` added. */
uint64_t hash64_bytes(uint64_t hash, const void *data, size_t bytes);

/* `hash` with a text and its end added: "ab", "c" differ from "a", "bc". */
uint64_t hash64_text(uint64_t hash, const char *text);

/* `hash` with a number added at once: quicker than its bytes, and another hash. */
uint64_t hash64_number(uint64_t hash, uint64_t number);

/* A hash of 128 bits, for what is kept. */
struct hash128 {
    uint64_t high, low;
};

#define HASH128_EMPTY ((struct hash128){0x6C62272E07BB0142, 0x62B821756295C58D})

/* Adds `bytes` bytes at `data`. */
void hash128_bytes(struct hash128 *hash, const void *data, size_t bytes);

#endif
