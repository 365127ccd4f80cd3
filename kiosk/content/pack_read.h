/* A pack (one SQLite file) → struct library. The only way content reaches the
 * running program. */
#ifndef CONTENT_PACK_READ_H
#define CONTENT_PACK_READ_H

#include "base/err.h"
#include "content/library.h"

/* Reads the whole pack at `path` into `library` (zeroed by the caller; ended by
 * library_fini). A file that is no pack, of another version, damaged or with a
 * link that does not resolve is ERR_REJECT: one sentence is logged and `library`
 * stays zeroed. Any thread. A pack that is a layer is refused too. */
enum err pack_read(const char *path, struct library *library) MUST_CHECK;

enum pack_flag {
    PACK_LAYER = 1, /* a layer is taken too: library.kind says what came */
    PACK_KNOWN = 2  /* the file was verified when it was installed: its texts are hashed,
                       but the rest of it, which may be gigabytes, is not walked through */
};

/* The same, for the shelf; `flags` of enum pack_flag. */
enum err pack_read_with(const char *path, unsigned flags, struct library *library) MUST_CHECK;

/* What the pack at `path` says it is, in `arena`, without reading it; nothing of it is
 * verified. ERR_REJECT (logged) if it is no pack. */
enum err pack_read_name(const char *path, struct arena *arena,
                        struct pack_name *name_out) MUST_CHECK;

#endif
