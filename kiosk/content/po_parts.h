/* What the PO files' own code shares: the messages of libgettextpo. Inside content/po*.c
 * only. */
#ifndef CONTENT_PO_PARTS_H
#define CONTENT_PO_PARTS_H

#include <gettext-po.h>

#include "base/arena.h"
#include "base/diag.h"

/* Reads `bytes` bytes of PO text, has `change` make another file of it (which is freed
 * here), and gives that as text in `arena`. NULL (reported; `file` is for messages) if it
 * is no PO text or the disk is full. One thread at a time. */
const char *po_rewrite(const char *file, const char *text, size_t bytes,
                       po_file_t (*change)(void *context, po_file_t before), void *context,
                       struct arena *arena, struct diag *diag, size_t *bytes_out);

/* A copy in normalisation form C; NULL for NULL. */
char *po_normal(struct arena *arena, const char *text);

#endif
