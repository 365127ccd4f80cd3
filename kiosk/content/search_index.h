/* The index that a pack is searched by: made of the texts when the pack is built, so that
 * no kiosk ever makes one. */
#ifndef CONTENT_SEARCH_INDEX_H
#define CONTENT_SEARCH_INDEX_H

#include "base/err.h"
#include "content/source.h"
#include "store/store.h"

/* A row of the index is an item in a language: its number is item * SEARCH_STRIDE +
 * language. */
enum { SEARCH_STRIDE = 16 };

/* Fills the table `search` of a pack that is being built: of every item, in every language
 * that it has a text in, the title and the rest, as shown. The same source gives the same
 * bytes. */
enum err search_index(struct store *store, const struct source *source) MUST_CHECK;

#endif
