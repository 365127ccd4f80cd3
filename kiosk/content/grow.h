/* Lists in an arena that grow by doubling; the room follows from the count. */
#ifndef CONTENT_GROW_H
#define CONTENT_GROW_H

#include <string.h>

#include "base/arena.h"

/* The list with room for one more after its `count` things of `size` bytes. What
 * it outgrew stays in the arena until that ends. */
static inline void *grow(struct arena *arena, void *list, size_t count, size_t size) {
    if (count & (count - 1) || (count == 0 && list)) {
        return list; /* room was made at the last power of two */
    }
    void *bigger = arena_array(arena, count ? 2 * count : 1, size);
    if (count) {
        memcpy(bigger, list, count * size);
    }
    return bigger;
}

#endif
