/* A checked source → a pack. */
#ifndef CONTENT_PACK_WRITE_H
#define CONTENT_PACK_WRITE_H

#include "base/err.h"
#include "content/source.h"

/* Writes `source` (checked without errors) as a pack at `path`. The file is made
 * beside it, synced, read once as the kiosk reads it, and only then takes its
 * name: at every moment `path` is the old pack or the new one, whole. The same
 * source gives the same pack hash. ERR_RETRY: the disk (logged). */
enum err pack_write(const struct source *source, const char *path) MUST_CHECK;

#endif
