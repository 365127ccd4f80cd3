/* A pack (one SQLite file) → struct library. The only way content reaches the
 * running program. */
#ifndef CONTENT_PACK_READ_H
#define CONTENT_PACK_READ_H

#include "base/err.h"
#include "content/library.h"

/* Reads the whole pack at `path` into `library` (zeroed by the caller; ended by
 * library_fini). A file that is no pack, of another version, damaged or with a
 * link that does not resolve is ERR_REJECT: one sentence is logged and `library`
 * stays zeroed. Any thread. */
enum err pack_read(const char *path, struct library *library) MUST_CHECK;

#endif
