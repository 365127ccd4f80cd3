/* The parts of a zip file in memory, by name. Names are compared and nothing else:
 * no part is ever written anywhere. The only home of libzip. */
#ifndef SHEET_ARCHIVE_H
#define SHEET_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

enum {
    ARCHIVE_PARTS_MAX = 2000,
    ARCHIVE_PART_BYTES_MAX = 32 * 1024 * 1024,
    ARCHIVE_BYTES_MAX = 64 * 1024 * 1024, /* of all parts that are read */
    ARCHIVE_RATIO_MAX = 200,              /* unpacked to packed ... */
    ARCHIVE_RATIO_BYTES = 1024 * 1024     /* ... of a part larger than this */
};

struct zip;

struct archive {
    struct zip *zip;
    const char *file; /* for messages */
    struct diag *diag;
    uint64_t read_bytes; /* so far */
};

/* Opens the archive in `data`, which must stay until archive_close. False
 * (reported) if it is damaged or has too many parts. */
bool archive_open(struct archive *archive, const char *file, const void *data, size_t bytes,
                  struct diag *diag);

/* Zeroed is fine. */
void archive_close(struct archive *archive);

/* True if there is a part of this name; capitals do not matter. */
bool archive_has(const struct archive *archive, const char *name);

/* A part, terminated, to be freed; NULL (reported) if there is none, or it is
 * damaged, has a password or is too large. */
char *archive_part(struct archive *archive, const char *name, size_t *bytes_out);

#endif
