#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t used;
    size_t size;
    max_align_t data[];
};

static struct arena_block *block_new(struct arena_block *next, size_t size) {
    struct arena_block *block = calloc(1, sizeof *block + size);
    if (!block) {
        abort();
    }
    block->next = next;
    block->size = size;
    return block;
}

void *arena_array(struct arena *arena, size_t count, size_t size) {
    const size_t align = sizeof(max_align_t);
    assert(size == 0 || count <= (SIZE_MAX - align) / size);
    size_t bytes = (count * size + align - 1) / align * align;
    if (!arena->blocks || arena->blocks->size - arena->blocks->used < bytes) {
        arena->blocks = block_new(arena->blocks, bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES);
    }
    void *place = (char *)arena->blocks->data + arena->blocks->used;
    arena->blocks->used += bytes;
    return place;
}

char *arena_strndup(struct arena *arena, const char *text, size_t bytes) {
    char *copy = arena_array(arena, bytes + 1, 1);
    memcpy(copy, text, bytes);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text) {
    return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

void arena_take(struct arena *arena, struct arena *from) {
    struct arena_block **end = &arena->blocks;
    while (*end) { /* behind ours: the newest of ours still has room */
        end = &(*end)->next;
    }
    *end = from->blocks;
    *from = (struct arena){0};
}

void arena_fini(struct arena *arena) {
    struct arena_block *block = arena->blocks;
    while (block) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
    *arena = (struct arena){0};
}
