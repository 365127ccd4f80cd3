/* The source → its template and the PO files as translators need them: what is new is
 * empty, what changed is fuzzy and shows the sentence before, what is gone is obsolete. */
#ifndef CONTENT_PO_UPDATE_H
#define CONTENT_PO_UPDATE_H

#include <stdio.h>

#include "base/diag.h"
#include "base/err.h"

/* Writes po/content.pot and, for every language of the voices, po/<code>.po in content_dir,
 * each only if it changes; prints a line for each on `out`. Translations that were made of
 * another sentence are kept, never shown; one whose sentence comes back is a draft again.
 * ERR_REJECT: errors in the files (reported), nothing is written; ERR_STOP (logged): the
 * disk; each file is then the old or the new one. One thread at a time. */
enum err content_po(const char *content_dir, const char *voices_dir, FILE *out,
                    struct diag *diag) MUST_CHECK;

#endif
