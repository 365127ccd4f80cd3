#include "voicebuild/blob.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_BYTES_MAX = 4 * 1024 * 1024, ROOM_MIN_BYTES = 256 };

static void reserve(struct blob *blob, size_t more) {
    size_t room = blob->room ? blob->room : ROOM_MIN_BYTES;
    while (room - blob->size < more) {
        room *= 2;
    }
    if (room != blob->room) {
        blob->bytes = realloc(blob->bytes, room);
        if (!blob->bytes) {
            abort();
        }
        blob->room = room;
    }
}

bool blob_read(const char *path, struct diag *diag, struct blob *blob) {
    *blob = (struct blob){0};
    FILE *file = fopen(path, "r");
    if (!file) {
        diag_error(diag, path, 0, "không mở được (%s); hãy cài lại espeak-ng-data",
                   "cannot be opened (%s); reinstall espeak-ng-data", strerror(errno));
        return false;
    }
    reserve(blob, FILE_BYTES_MAX);
    blob->size = fread(blob->bytes, 1, FILE_BYTES_MAX, file);
    fclose(file);
    if (blob->size == FILE_BYTES_MAX) {
        diag_error(diag, path, 0, "dài quá %d byte", "is longer than %d bytes", FILE_BYTES_MAX);
        blob_fini(blob);
        return false;
    }
    return true;
}

static bool write_all(int file, const unsigned char *bytes, size_t size) {
    while (size > 0) {
        ssize_t count = write(file, bytes, size);
        if (count <= 0) {
            return false;
        }
        bytes += count;
        size -= (size_t)count;
    }
    return fsync(file) == 0;
}

bool blob_write(const struct blob *blob, const char *path) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool written = file >= 0 && write_all(file, blob->bytes, blob->size);
    if (!written) {
        diag_log("%s: %s; kiểm tra ổ đĩa và quyền ghi",
                 "%s: %s; check the disk and its permissions", path, strerror(errno));
    }
    if (file >= 0) {
        close(file);
    }
    return written;
}

void blob_fini(struct blob *blob) {
    free(blob->bytes);
    *blob = (struct blob){0};
}

size_t blob_put(struct blob *blob, const void *bytes, size_t size) {
    size_t at = blob->size;
    reserve(blob, size);
    memcpy(blob->bytes + at, bytes, size);
    blob->size += size;
    return at;
}

void blob_put8(struct blob *blob, unsigned value) {
    assert(value <= UINT8_MAX);
    blob_put(blob, &(unsigned char){(unsigned char)value}, 1);
}

void blob_put16(struct blob *blob, unsigned value) {
    blob_put8(blob, value & 0xff);
    blob_put8(blob, value >> 8);
}

void blob_put32(struct blob *blob, uint32_t value) {
    blob_put16(blob, value & 0xffff);
    blob_put16(blob, value >> 16);
}

void blob_align(struct blob *blob) {
    while (blob->size % 4 != 0) {
        blob_put8(blob, 0);
    }
}

uint16_t blob_get16(const struct blob *blob, size_t at) {
    assert(at + 2 <= blob->size);
    return (uint16_t)(blob->bytes[at] | blob->bytes[at + 1] << 8);
}

uint32_t blob_get32(const struct blob *blob, size_t at) {
    return blob_get16(blob, at) | (uint32_t)blob_get16(blob, at + 2) << 16;
}
