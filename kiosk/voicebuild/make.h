/* New sounds of the table "hmx", made from installed ones as inventory.tsv asks. */
#ifndef VOICEBUILD_MAKE_H
#define VOICEBUILD_MAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "voicebuild/hmx.h"

/* What to make and where it was asked for. */
struct make_order {
    struct diag *diag;
    const char *file;
    int line;
    const char *mnemonic; /* the new one, `length` bytes of it */
    size_t length;
    const char *source; /* "copy cmn:ph", "own syllabic:m" */
};

/* Makes a sound. False after a sentence. */
bool make_phoneme(struct hmx *hmx, const struct make_order *order);

#endif
