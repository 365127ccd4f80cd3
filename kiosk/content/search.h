/* Items by their words, in the indices that lie in the packs.
 *
 * Marks and case do not matter, neither in the texts nor in what is typed. Items
 * come first that have the words side by side in their title, then those that have them so
 * anywhere, then those that have all of them; within each by BM25, titles weighing more than
 * the rest. Scores of two packs cannot be compared,
 * their places can: the best of a commune's layer, the best of the province's pack, the
 * second of each, and so on. */
#ifndef CONTENT_SEARCH_H
#define CONTENT_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "content/library.h"

enum {
    SEARCH_HITS_MAX = 6,  /* what one page shows */
    SEARCH_WORDS_MAX = 12 /* of a query; what is typed behind them is not looked at */
};

struct search;

struct search_query {
    const char *text; /* as typed; any bytes */
    int lang_ix;      /* its texts are searched, and the Vietnamese ones always */
    bool typing;      /* the last word may be the beginning of one */
    int32_t today;    /* yyyymmdd: items of other days are left out */
};

struct search_hit {
    int32_t item_ix; /* into library.items */
    int rank;        /* 0 = best */
};

/* Searches the packs that `library` is made of; it must outlive the search. A pack that
 * cannot be opened, or of before there were indices, is not searched (logged): its items are
 * not found. Never NULL; ended by search_close. One thread at a time, any thread. */
struct search *search_open(const struct library *library);

/* NULL is fine. */
void search_close(struct search *search);

/* The best of the items that are shown now, at most `limit`, each once. Returns how many;
 * 0 for a text without letters and digits. What is typed is never taken for an expression. */
int search_find(struct search *search, const struct search_query *query, int limit,
                struct search_hit hits_out[]);

#endif
