#include "screen/cache.h"

static struct cache_slot *slot_at(void *places, size_t size, size_t ix) {
    return (void *)((char *)places + ix * size);
}

void *cache_find(void *places, size_t size, size_t count, uint64_t key) {
    for (size_t i = 0; i < count; i++) {
        struct cache_slot *slot = slot_at(places, size, i);
        if (slot->held && slot->key == key) {
            return slot;
        }
    }
    return NULL;
}

void *cache_least_used(void *places, size_t size, size_t count, bool held) {
    struct cache_slot *oldest = NULL;
    for (size_t i = 0; i < count; i++) {
        struct cache_slot *slot = slot_at(places, size, i);
        if (held && !slot->held) {
            continue;
        }
        oldest = !oldest || slot->used_at < oldest->used_at ? slot : oldest;
    }
    return oldest;
}
