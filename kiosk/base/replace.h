/* Files that are replaced as a whole: whoever reads sees the old one or the new one,
 * never half of one, also after a power cut. */
#ifndef BASE_REPLACE_H
#define BASE_REPLACE_H

#include <stddef.h>

#include "base/err.h"

/* Writes `name` in the open folder: a new file beside it, flushed, renamed, the folder
 * flushed. ERR_RETRY (logged): the disk refused, and what stood there still does. */
enum err replace_file(int dir_fd, const char *name, const void *data, size_t size) MUST_CHECK;

#endif
