/* An item as plain Vietnamese text, from the title to the last sentence: what the
 * kiosk said, for the history and for people who compare. */
#ifndef CONTENT_TELL_H
#define CONTENT_TELL_H

#include <stdio.h>

#include "content/library.h"

/* Writes one line a sentence, answers and labels behind a dash; where something else is
 * spoken than shown, that follows in brackets. Values are written as they are shown. */
void tell_item(const struct library *library, const struct item *item, FILE *out);

/* The Vietnamese title, in `arena`. */
const char *tell_title(const struct library *library, const struct item *item, struct arena *arena);

#endif
