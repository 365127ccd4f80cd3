/* Files and folders that people wrote: whole, bounded, valid UTF-8. */
#ifndef CONTENT_FILE_H
#define CONTENT_FILE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

enum { FILE_BYTES_MAX = 4 * 1024 * 1024, FILE_NAMES_MAX = 10000 };

/* The text of a regular file, terminated, in `arena`; its length goes to
 * *bytes_out. NULL (reported, with the line of the first wrong byte) if it cannot
 * be read, is too long or is not UTF-8. A byte order mark is left out. */
const char *file_read(const char *path, struct arena *arena, struct diag *diag, size_t *bytes_out);

/* Reads at most `bytes` bytes; interrupted calls go on. Returns how many: fewer at the end
 * of the file, or where it cannot be read any more. */
size_t file_fill(int fd, char *data, size_t bytes);

/* The line, from 1, of the first byte of `text` that is not UTF-8; 0 if there is
 * none. */
int file_bad_line(const char *text, size_t bytes);

/* Names in a folder that end in `ending` ("" = folders), sorted by byte, without
 * hidden ones, in `arena`. Returns how many; 0 if there is no such folder. */
size_t file_names(const char *dir, const char *ending, struct arena *arena,
                  const char *const **names_out);

/* "a/b" in `arena`. */
const char *file_path(struct arena *arena, const char *dir, const char *name);

#endif
