/* PO text → entries with line numbers. The only home of libgettextpo. */
#ifndef CONTENT_PO_H
#define CONTENT_PO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

/* One message; texts in normalisation form C. */
struct po_entry {
    const char *context;  /* msgctxt, NULL if none */
    const char *source;   /* msgid */
    const char *text;     /* msgstr, "" if not translated */
    const char *previous; /* #| msgid, NULL if none */
    const char *comments; /* the translator's, lines without "# "; never NULL */
    bool fuzzy;
    bool plural; /* has msgid_plural: not used here */
    int line;    /* of the entry, 0 if it could not be told */
};

struct po {
    const struct po_entry *entries; /* without header and obsolete ones */
    size_t count;
    const char *language; /* of the header, "" if none */
};

/* Reads `bytes` bytes of `text` (valid UTF-8); `file` is for messages. Entries
 * live in `arena`. False if it is no PO text (every problem is reported).
 * libgettextpo keeps state of its own: one thread at a time. */
bool po_read(const char *file, const char *text, size_t bytes, struct arena *arena,
             struct diag *diag, struct po *po_out);

#endif
