#include "seal/source.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"

void seal_ready(void) {
    int ready = sodium_init();
    assert(ready >= 0); /* no source of randomness: not a system we run on */
    (void)ready;
}

void seal_forget(void *secret, size_t bytes) { sodium_memzero(secret, bytes); }

/* ---- sources --------------------------------------------------------------------- */

static bool failed(const char *name) {
    diag_log("%s: không đọc được: %s; hãy cắm lại USB hoặc chép lại tệp",
             "%s: cannot be read: %s; plug the stick in again or copy the file again", name,
             strerror(errno));
    return false;
}

bool seal_source_fill(const struct seal_source *source, void *data, size_t size,
                      size_t *bytes_out) {
    *bytes_out = 0;
    while (*bytes_out < size) {
        size_t got = 0;
        if (!source->read(source->context, (uint8_t *)data + *bytes_out, size - *bytes_out, &got)) {
            return false;
        }
        assert(got <= size - *bytes_out);
        if (got == 0) {
            return true;
        }
        *bytes_out += got;
    }
    return true;
}

static bool read_memory(void *context, void *data, size_t size, size_t *bytes_out) {
    struct seal_memory *memory = context;
    *bytes_out = size < memory->bytes ? size : memory->bytes;
    if (*bytes_out > 0) {
        memcpy(data, memory->data, *bytes_out);
        memory->data += *bytes_out;
        memory->bytes -= *bytes_out;
    }
    return true;
}

struct seal_source seal_source_memory(struct seal_memory *memory) {
    return (struct seal_source){read_memory, memory};
}

static bool read_file(void *context, void *data, size_t size, size_t *bytes_out) {
    struct seal_file *file = context;
    ssize_t count;
    do {
        count = read(file->fd, data, size);
    } while (count < 0 && errno == EINTR);
    *bytes_out = count > 0 ? (size_t)count : 0;
    return count >= 0 || failed(file->path);
}

enum err seal_source_open(const char *path, struct seal_file *file_out) {
    struct stat info;
    /* Without O_NONBLOCK a named pipe would hold us for ever. */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    *file_out = (struct seal_file){.fd = fd, .is_open = fd >= 0, .path = path};
    if (fd < 0 || fstat(fd, &info) != 0) {
        failed(path);
        seal_source_close(file_out);
        return ERR_RETRY;
    }
    if (!S_ISREG(info.st_mode)) {
        diag_log("%s: không phải là một tệp; hãy chỉ đúng tệp",
                 "%s: is not a file; name the file itself", path);
        seal_source_close(file_out);
        return ERR_RETRY;
    }
    (void)posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    file_out->source = (struct seal_source){read_file, file_out};
    return ERR_OK;
}

void seal_source_close(struct seal_file *file) {
    if (file->is_open) {
        close(file->fd);
    }
    *file = (struct seal_file){0};
}

enum err seal_read_small(const char *path, void *data, size_t size, size_t *bytes_out) {
    struct seal_file file;
    char more;
    size_t beyond = 0;
    *bytes_out = 0;
    if (seal_source_open(path, &file)) {
        return ERR_RETRY;
    }
    bool read = seal_source_fill(&file.source, data, size, bytes_out) &&
                seal_source_fill(&file.source, &more, 1, &beyond);
    seal_source_close(&file);
    if (beyond > 0) {
        diag_log("%s: tệp quá lớn, hơn %zu byte; có lẽ đây là tệp khác",
                 "%s: the file has more than %zu bytes; perhaps it is another one", path, size);
        return ERR_REJECT;
    }
    return read ? ERR_OK : ERR_RETRY;
}

/* ---- hashes ---------------------------------------------------------------------- */

bool seal_digest(const struct seal_source *source, uint8_t *digest_out, size_t digest_bytes,
                 uint64_t *bytes_out) {
    crypto_generichash_state state;
    uint8_t block[SEAL_BLOCK_BYTES];
    size_t count;
    seal_ready();
    *bytes_out = 0;
    crypto_generichash_init(&state, NULL, 0, digest_bytes);
    do {
        if (!seal_source_fill(source, block, sizeof block, &count)) {
            return false;
        }
        crypto_generichash_update(&state, block, count);
        *bytes_out += count;
    } while (count == sizeof block);
    crypto_generichash_final(&state, digest_out, digest_bytes);
    return true;
}

enum err seal_hash(const struct seal_source *source, char hash_out[SEAL_HASH_BYTES]) {
    uint8_t digest[(SEAL_HASH_BYTES - 1) / 2];
    uint64_t bytes;
    hash_out[0] = '\0';
    if (!seal_digest(source, digest, sizeof digest, &bytes)) {
        return ERR_RETRY;
    }
    sodium_bin2hex(hash_out, SEAL_HASH_BYTES, digest, sizeof digest);
    return ERR_OK;
}

enum err seal_hash_file(const char *path, char hash_out[SEAL_HASH_BYTES]) {
    struct seal_file file;
    enum err err = seal_source_open(path, &file);
    if (!err) {
        err = seal_hash(&file.source, hash_out);
        seal_source_close(&file);
    }
    return err;
}
