/* Memory that lives and dies together: one arena for a loaded library. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
};

/* `count` zeroed things of `size` bytes, aligned for any type; valid until
 * arena_fini. Never NULL: out of memory is fatal (the supervisor restarts us). */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A copy of `text`, or NULL for NULL. */
char *arena_strdup(struct arena *arena, const char *text);

/* A copy of the first `bytes` bytes of `text`, terminated. */
char *arena_strndup(struct arena *arena, const char *text, size_t bytes);

/* Moves what `from` holds into `arena`; `from` is zeroed. */
void arena_take(struct arena *arena, struct arena *from);

/* Frees everything; a zeroed arena is fine, and it is zeroed after. */
void arena_fini(struct arena *arena);

#endif
