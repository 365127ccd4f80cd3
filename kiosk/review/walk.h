/* Walks through everything a citizen can reach: every choice and every Next, in every
 * language, as the model answers them; each different page is laid out once. */
#ifndef REVIEW_WALK_H
#define REVIEW_WALK_H

#include <stdint.h>

#include "model/state.h"

struct fonts;

/* What is wrong with a page: bits. */
enum walk_fault {
    WALK_OVERFLOW = 1, /* does not fit the screen at its smallest size */
    WALK_STRANDED = 2, /* no choice and no Next */
    WALK_FULL = 4,     /* has more to say than a page can hold */
    WALK_UNTITLED = 8  /* no title, or nothing is said on arrival */
};

struct walk_page {
    const struct page *page;
    const struct place *place; /* one of those that show it */
    unsigned faults;           /* enum walk_fault */
};

struct walk {
    const struct library *library;
    struct fonts *fonts;
    int32_t today; /* yyyymmdd; items that begin later are walked as well */
    enum layout_kind layout;
    /* Called for each different page, once; what it gets lives until it returns. */
    void (*each)(void *context, const struct walk_page *page);
    void *context;
};

struct walk_counts {
    size_t places, pages;
};

/* Walks. Main thread (of the fonts). */
struct walk_counts walk_all(const struct walk *walk);

#endif
