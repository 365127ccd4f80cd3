/* Small files that are written whole or not at all: whoever pulls the plug finds the
 * old one or the new one. */
#ifndef BASE_SAVE_H
#define BASE_SAVE_H

#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"

/* Writes `bytes` bytes to `path` in the place of what is there; on the disk, name
 * included, when it returns. `mode`: permissions, whatever the umask. ERR_STOP (logged)
 * if it cannot be; then the old file is untouched. */
enum err save_file(const char *path, mode_t mode, const void *data, size_t bytes) MUST_CHECK;

/* The same for NAME right in an open folder, whatever its path has become since. One
 * writer of a name at a time. */
enum err save_at(int dir_fd, const char *name, mode_t mode, const void *data,
                 size_t bytes) MUST_CHECK;

/* As save_file, for a file that must not be there yet: ERR_REJECT (logged) if it is. */
enum err save_new(const char *path, mode_t mode, const void *data, size_t bytes) MUST_CHECK;

#endif
