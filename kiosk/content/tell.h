/* An item as plain text, from the title to the last sentence: what the
 * kiosk said, for the history and for people who compare. */
#ifndef CONTENT_TELL_H
#define CONTENT_TELL_H

#include <stdio.h>

#include "content/library.h"

/* Writes one line a sentence in one language, answers and labels behind a dash; where
 * something else is spoken than shown, that follows in brackets. What is not written in
 * that language is left out. Values are written as they are shown. */
void tell_item(const struct library *library, const struct item *item, int lang_ix, FILE *out);

/* The Vietnamese title, in `arena`. */
const char *tell_title(const struct library *library, const struct item *item, struct arena *arena);

#endif
