/* Writing so that power may fail at any moment: a file is there whole, or as it was.
 * The calls that can fail are a table, so that the tests make the Nth of them fail. */
#ifndef CONTENT_DISK_H
#define CONTENT_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

struct disk {
    ssize_t (*read)(int fd, void *data, size_t bytes);
    ssize_t (*write)(int fd, const void *data, size_t bytes);
    int (*sync)(int fd); /* fsync */
    int (*rename)(const char *from, const char *to);
    int (*remove)(const char *path);           /* unlink */
    int64_t (*room_bytes)(const char *folder); /* what may still be written; -1: not known */
};

/* The system's own. */
extern const struct disk DISK;

/* Reads at most `bytes`, fewer only at the end of the file; interrupted calls go on.
 * -1 (errno) if it cannot be read. */
ssize_t disk_fill(const struct disk *disk, int fd, void *data, size_t bytes);

/* Writes all of it. False (errno) if it cannot be. */
bool disk_put(const struct disk *disk, int fd, const void *data, size_t bytes);

/* A folder is there, made if needed (0755). ERR_RETRY (logged) if not. */
enum err disk_folder(const struct disk *disk, const char *path) MUST_CHECK;

/* What a folder lists is on the disk. ERR_RETRY (logged). */
enum err disk_sync_folder(const struct disk *disk, const char *path) MUST_CHECK;

/* Puts `bytes` bytes into FOLDER/NAME in the place of what is there: written beside it,
 * on the disk, renamed, and the folder on the disk. ERR_RETRY (logged): then either what
 * was there still is, or the new is; nothing lies beside it. Callers hold a lock: two at
 * once would write the same file. */
enum err disk_replace(const struct disk *disk, const char *folder, const char *name,
                      const void *data, size_t bytes) MUST_CHECK;

/* A regular file NAME right in the folder `folder_fd`, opened for reading; no links,
 * devices, pipes or paths are followed or waited for. -1 and *is_there_out if there is
 * something else of that name. */
int disk_open_plain(int folder_fd, const char *name, int64_t *bytes_out, bool *is_there_out);

#endif
