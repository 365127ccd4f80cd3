/* Places for what was drawn, the least used given away first. What a place holds is
 * the caller's: a struct that begins with a cache_slot. */
#ifndef SCREEN_CACHE_H
#define SCREEN_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cache_slot {
    uint64_t key;
    uint64_t used_at;
    bool held; /* something is in it */
};

/* The place of `count`, each of `size` bytes, that holds `key`; NULL if none does. */
void *cache_find(void *places, size_t size, size_t count, uint64_t key);

/* The place used longest ago; with `held` among those that hold something, which
 * dropping would give memory back: NULL if none does. */
void *cache_least_used(void *places, size_t size, size_t count, bool held);

#endif
