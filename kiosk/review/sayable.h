/* Reads texts as a language is read and tells what cannot be said: nothing sounds. */
#ifndef REVIEW_SAYABLE_H
#define REVIEW_SAYABLE_H

#include <stddef.h>

#include "base/diag.h"
#include "base/err.h"
#include "review/lexicon.h"

enum sayable_fault {
    SAYABLE_SPELLED, /* no word of any table: read letter by letter */
    SAYABLE_SILENT   /* written, but nothing is said for it */
};

struct sayable;

/* Opens the language `code` of the tables or built voices in `voices_dir`; `lexicon` (or
 * NULL) knows the short forms, and outlives it. With `built`, a word whose sounds or tone
 * no voice was built for is silent. ERR_DEGRADE, silently, if the language has no tables;
 * ERR_REJECT after sentences in `diag`. *spoken_out is ended by sayable_close. */
enum err sayable_open(const char *voices_dir, const char *code, bool built,
                      const struct lexicon *lexicon, struct diag *diag,
                      struct sayable **spoken_out) MUST_CHECK;

/* NULL is fine. */
void sayable_close(struct sayable *spoken);

/* Reads a text and calls `fault` for each word of it with a fault. Returns how many words
 * it has as they are said. */
size_t sayable_read(struct sayable *spoken, const char *text,
                    void (*fault)(void *context, const char *word, enum sayable_fault fault),
                    void *context);

#endif
