/* Packs nobody installs: to look at content before it goes anywhere. */
#ifndef CONTENT_PREVIEW_H
#define CONTENT_PREVIEW_H

#include "base/diag.h"
#include "base/err.h"
#include "content/library.h"
#include "content/source.h"

enum { PREVIEW_PATH_BYTES = 512 };

/* A pack in a folder that nobody else may read; "" if there is none. */
struct preview {
    char dir[PREVIEW_PATH_BYTES];
    char pack[PREVIEW_PATH_BYTES];
};

/* Checks the files, drafts allowed, and makes a pack of them below $TMPDIR or /tmp.
 * ERR_REJECT: errors in the files (reported); ERR_RETRY: the disk (logged).
 * `preview_out` is ended by preview_remove. One thread at a time. */
enum err content_preview_pack(const char *content_dir, const char *voices_dir, struct diag *diag,
                              struct preview *preview_out) MUST_CHECK;

/* The same of a source that was checked without errors. */
enum err preview_write(const struct source *source, struct preview *preview_out) MUST_CHECK;

/* Index of the item with this id, for EV_OPEN; LIBRARY_NONE if there is none. */
int32_t preview_item(const struct library *library, const char *id);

/* Removes pack and folder; what is open of it stays readable. A zeroed one is fine, and it
 * is zeroed after. */
void preview_remove(struct preview *preview);

#endif
