/* What a pack would change: shown to whoever is about to install it. */
#ifndef CONTENT_DIFF_H
#define CONTENT_DIFF_H

#include <stdio.h>

#include "content/library.h"

enum diff_kind { DIFF_ADDED, DIFF_CHANGED, DIFF_REMOVED };

struct diff_row {
    enum diff_kind kind;
    const char *id;
    const char *title; /* in Vietnamese: as it will be, or as it was if it is removed */
};

/* Wordings of one language: shown, spoken and simpler ones are counted each. */
struct diff_language {
    const char *code;
    unsigned added, changed, removed;
};

struct diff {
    struct diff_row *rows; /* added and changed in the new order, then removed */
    int count;
    struct diff_language languages[2 * LIBRARY_LANGUAGES_MAX];
    int language_count;
    struct arena memory; /* owns all of the above */
};

/* Compares what is shown now with what would be shown. An item is changed if a word of
 * it in any language, a value, a link, a picture, a day, a village or its topic is.
 * Ended by diff_fini. Pure; any thread. */
void diff_libraries(const struct library *now, const struct library *then, struct diff *diff_out);

/* For people: a line an item, then a line a language. */
void diff_print(const struct diff *diff, FILE *out);

/* Zeroed is fine, and it is zeroed after. */
void diff_fini(struct diff *diff);

#endif
