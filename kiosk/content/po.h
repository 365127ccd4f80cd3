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

/* A translation that somebody wrote and nobody reviewed. */
struct po_draft {
    const char *context; /* msgctxt */
    const char *source;  /* the Vietnamese it translates */
    const char *text;
};

/* The PO text with `drafts` in it, each as a fuzzy entry: a new one at the end, or in
 * the place of what its context had. An entry that has this very text already stays
 * as it is: what was reviewed remains so, and what has gone stale does not come back; if
 * all do, `text` itself is returned. All else is kept; libgettextpo breaks long lines
 * its own way. `text` NULL begins a new file for `language`. Returns the text in `arena`, NULL
 * (reported) if `text` is no PO or there is no room on the disk. One thread at a time. */
const char *po_with_drafts(const char *file, const char *text, size_t bytes, const char *language,
                           const struct po_draft *drafts, size_t count, struct arena *arena,
                           struct diag *diag, size_t *bytes_out);

#endif
