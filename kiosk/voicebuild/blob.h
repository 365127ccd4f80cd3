/* Bytes that grow: a file of eSpeak NG's data in memory, little-endian numbers. */
#ifndef VOICEBUILD_BLOB_H
#define VOICEBUILD_BLOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

struct blob {
    unsigned char *bytes;
    size_t size, room;
};

/* Reads a file of at most 4 MiB; false after a sentence in `diag`. Ended by blob_fini. */
bool blob_read(const char *path, struct diag *diag, struct blob *blob);

/* Writes it as a new file, on the disk when it returns; false is logged. */
bool blob_write(const struct blob *blob, const char *path);

/* A zeroed one is fine, and it is zeroed after. */
void blob_fini(struct blob *blob);

/* Append; the first returns where the bytes lie. */
size_t blob_put(struct blob *blob, const void *bytes, size_t size);
void blob_put8(struct blob *blob, unsigned value);
void blob_put16(struct blob *blob, unsigned value);
void blob_put32(struct blob *blob, uint32_t value);

/* Zeros up to the next multiple of four. */
void blob_align(struct blob *blob);

/* Numbers at a place that is inside. */
uint16_t blob_get16(const struct blob *blob, size_t at);
uint32_t blob_get32(const struct blob *blob, size_t at);

#endif
