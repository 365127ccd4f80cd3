/* Bytes to be sealed, read once from front to end: a pack of two gigabytes needs
 * no more memory than a notice, and a stick that is pulled out is an answer. */
#ifndef SEAL_SOURCE_H
#define SEAL_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum {
    SEAL_BLOCK_BYTES = 64 * 1024, /* what is asked for at once */
    SEAL_HASH_BYTES = 65          /* 64 hexadecimal digits and the end */
};

struct seal_source {
    /* Puts at most `size` bytes at `data` and says how many; 0 is the end. False
     * (logged): it cannot be read (any more). */
    bool (*read)(void *context, void *data, size_t size, size_t *bytes_out);
    void *context;
};

/* The next `size` bytes, fewer only at the end. False: it cannot be read. */
bool seal_source_fill(const struct seal_source *source, void *data, size_t size, size_t *bytes_out);

/* A source over bytes, which must outlive it; reading moves on in `memory`. */
struct seal_memory {
    const uint8_t *data;
    size_t bytes;
};
struct seal_source seal_source_memory(struct seal_memory *memory);

/* A source over a regular file, from its start. The struct must not move and `path`
 * must outlive it until seal_source_close. ERR_RETRY (logged) if it cannot be opened. */
struct seal_file {
    int fd;
    bool is_open;
    const char *path;
    struct seal_source source;
};
enum err seal_source_open(const char *path, struct seal_file *file_out) MUST_CHECK;
void seal_source_close(struct seal_file *file);

/* Reads a whole small file. ERR_RETRY (logged) if it cannot be read, ERR_REJECT
 * (logged) if it has more than `size` bytes. */
enum err seal_read_small(const char *path, void *data, size_t size, size_t *bytes_out) MUST_CHECK;

/* BLAKE2b (RFC 7693) of everything in the source, in `digest_bytes` (16 to 64) bytes,
 * and how long it was. False: it cannot be read. Any thread. */
bool seal_digest(const struct seal_source *source, uint8_t *digest_out, size_t digest_bytes,
                 uint64_t *bytes_out);

/* The identity of a pack: BLAKE2b-256 in small hexadecimal digits, as `b2sum -l 256`
 * prints it. ERR_RETRY (logged) if it cannot be read. Any thread. */
enum err seal_hash(const struct seal_source *source, char hash_out[SEAL_HASH_BYTES]) MUST_CHECK;
enum err seal_hash_file(const char *path, char hash_out[SEAL_HASH_BYTES]) MUST_CHECK;

/* Overwrites a secret; unlike a memset before the end of a function, the compiler keeps
 * it. Any thread. */
void seal_forget(void *secret, size_t bytes);

/* Makes libsodium ready; cheap after the first time. What is here does it itself. Any
 * thread. */
void seal_ready(void);

#endif
