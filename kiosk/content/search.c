#include "content/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "content/pack_schema.h"
#include "content/search_index.h"
#include "content/search_text.h"
#include "store/store.h"

enum { WORD_BYTES_MAX = 64, EXPRESSION_BYTES = SEARCH_WORDS_MAX * (WORD_BYTES_MAX + 8) + 16 };

/* A pack of the library: where its items and languages are there. */
struct pack_index {
    struct store *store;
    struct store_row *row; /* NULL: it is not searched */
    int32_t *items;        /* by index in the pack; LIBRARY_NONE = not of this pack any more */
    int item_count;
    int8_t languages[LIBRARY_LANGUAGES_MAX];
};

struct search {
    const struct library *library;
    struct arena memory;
    struct pack_index packs[LIBRARY_PACKS_MAX];
    uint32_t round;   /* of looking, from 1 */
    uint32_t *rounds; /* by item_ix: when it was found */
};

/* ---- what is where ------------------------------------------------------------------- */

struct named {
    const char *id;
    int32_t ix;
};

static int by_id(const void *a, const void *b) {
    return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

/* The library's items from one pack, by id. */
static size_t items_of(const struct library *library, int pack_ix, struct named *list) {
    size_t count = 0;
    for (int32_t i = 0; i < library->item_count; i++) {
        if (library->items[i].pack_ix == pack_ix) {
            list[count++] = (struct named){library->items[i].id, i};
        }
    }
    qsort(list, count, sizeof *list, by_id);
    return count;
}

/* What a layer replaced or could not show has no place in the library. */
static void match_items(struct search *search, int pack_ix) {
    struct pack_index *pack = &search->packs[pack_ix];
    struct arena space = {0};
    struct named *list = arena_array(&space, search->library->item_count, sizeof *list);
    size_t count = items_of(search->library, pack_ix, list);
    struct store_row *row = store_prepare(pack->store, "SELECT id FROM item ORDER BY ix LIMIT ?1");
    pack->items = arena_array(&search->memory, INT16_MAX, sizeof *pack->items);
    if (row) {
        store_bind_int(row, 1, INT16_MAX);
    }
    while (row && store_step(row)) {
        const struct named key = {.id = store_text(row, 0)};
        const struct named *found =
            key.id && count ? bsearch(&key, list, count, sizeof *list, by_id) : NULL;
        pack->items[pack->item_count++] = found ? found->ix : LIBRARY_NONE;
    }
    store_done(row);
    arena_fini(&space);
}

static void match_languages(const struct library *library, struct pack_index *pack) {
    struct store_row *row =
        store_prepare(pack->store, "SELECT code FROM language ORDER BY ix LIMIT ?1");
    memset(pack->languages, LIBRARY_NONE, sizeof pack->languages);
    if (row) {
        store_bind_int(row, 1, LIBRARY_LANGUAGES_MAX);
    }
    for (int i = 0; row && store_step(row); i++) {
        pack->languages[i] = (int8_t)library_language(library, store_text(row, 0));
    }
    store_done(row);
}

static void open_pack(struct search *search, int pack_ix) {
    static const char sql[] = "SELECT rowid FROM search WHERE search MATCH ?1"
                              " AND rank MATCH 'bm25(8.0, 1.0)' ORDER BY rank";
    struct pack_index *pack = &search->packs[pack_ix];
    const char *path = search->library->packs[pack_ix].path;
    if (!path || store_open(path, STORE_READ, &PACK_SCHEMA, &pack->store)) {
        return;
    }
    if (store_version(pack->store) < PACK_VERSION_SEARCH) {
        diag_log("%s: gói của bản cũ, không tìm trong đó được; hãy cài bản mới của gói",
                 "%s: a pack of an older version cannot be searched; install a newer one", path);
        return;
    }
    match_languages(search->library, pack);
    match_items(search, pack_ix);
    pack->row = store_prepare(pack->store, sql);
}

struct search *search_open(const struct library *library) {
    struct search *search = calloc(1, sizeof *search);
    if (!search) {
        abort();
    }
    search->library = library;
    search->rounds = arena_array(&search->memory, library->item_count, sizeof *search->rounds);
    for (int p = 0; p < library->pack_count; p++) {
        open_pack(search, p);
    }
    return search;
}

void search_close(struct search *search) {
    if (!search) {
        return;
    }
    for (int p = 0; p < LIBRARY_PACKS_MAX; p++) {
        store_done(search->packs[p].row);
        store_close(search->packs[p].store);
    }
    arena_fini(&search->memory);
    free(search);
}

/* ---- what is asked ------------------------------------------------------------------- */

/* Words of a query in FTS5's language: "a" AND "b", or "a b" for side by side. Folded words
 * are letters and digits only, so that nothing in quotation marks ends them. */
struct expression {
    char text[EXPRESSION_BYTES];
    int words;
};

static size_t word_bytes(const char *at) { return strcspn(at, " "); }

static void express(const char *folded, const char *where, const char *between, bool typing,
                    struct expression *out) {
    struct str s;
    str_init(&s, out->text, sizeof out->text);
    out->words = 0;
    str_printf(&s, "%s\"", where);
    for (const char *at = folded; *at && out->words < SEARCH_WORDS_MAX; out->words++) {
        size_t bytes = word_bytes(at);
        str_put(&s, out->words ? between : "");
        str_put_n(&s, at, bytes < WORD_BYTES_MAX ? bytes : WORD_BYTES_MAX);
        at += bytes;
        at += *at == ' ';
    }
    str_put(&s, typing ? "\"*" : "\"");
}

/* ---- what is found ------------------------------------------------------------------- */

static bool is_current(const struct item *item, int32_t today) {
    return (item->valid_from == 0 || item->valid_from <= today) &&
           (item->valid_to == 0 || today <= item->valid_to);
}

/* The item of a row of the index, if it is to be shown and was not found before. */
static int32_t take(struct search *search, const struct pack_index *pack,
                    const struct search_query *query, int64_t row) {
    int64_t place = row / SEARCH_STRIDE, lang = row % SEARCH_STRIDE;
    if (row < 0 || place >= pack->item_count || lang >= LIBRARY_LANGUAGES_MAX) {
        return LIBRARY_NONE; /* a damaged index */
    }
    int32_t item = pack->items[place];
    bool is_read =
        pack->languages[lang] == LIBRARY_VIETNAMESE ||
        (pack->languages[lang] != LIBRARY_NONE && pack->languages[lang] == query->lang_ix);
    if (!is_read || item == LIBRARY_NONE || search->rounds[item] == search->round ||
        !is_current(&search->library->items[item], query->today)) {
        return LIBRARY_NONE;
    }
    search->rounds[item] = search->round;
    return item;
}

/* The best of one pack that were not found before. */
static int look(struct search *search, struct pack_index *pack, const struct search_query *query,
                const char *expression, int limit, int32_t *items) {
    int count = 0;
    if (!pack->row) {
        return 0;
    }
    store_bind_text(pack->row, 1, expression);
    while (count < limit && store_step(pack->row)) {
        int32_t item = take(search, pack, query, store_int(pack->row, 0));
        if (item != LIBRARY_NONE) {
            items[count++] = item;
        }
    }
    store_leave(pack->row);
    return count;
}

/* Appends what all packs have, by turns; the uppermost begins. */
static int look_in_all(struct search *search, const struct search_query *query,
                       const char *expression, int limit, int count, struct search_hit *hits) {
    int32_t found[LIBRARY_PACKS_MAX][SEARCH_HITS_MAX];
    int counts[LIBRARY_PACKS_MAX] = {0};
    for (int p = 0; p < LIBRARY_PACKS_MAX; p++) {
        counts[p] = look(search, &search->packs[p], query, expression, limit - count, found[p]);
    }
    for (int turn = 0; turn < SEARCH_HITS_MAX * LIBRARY_PACKS_MAX && count < limit; turn++) {
        int place = turn / LIBRARY_PACKS_MAX;
        int p = LIBRARY_PACKS_MAX - 1 - turn % LIBRARY_PACKS_MAX;
        if (place < counts[p]) {
            hits[count] = (struct search_hit){found[p][place], count};
            count++;
        }
    }
    return count;
}

/* What is looked for, one after the other until there is enough: scoring the many items
 * with a common word in their text is what takes time, and those with it in their title
 * come first anyhow. */
static const struct {
    const char *where, *between;
    int least_words; /* with fewer it is the same as the one before */
} WAYS[] = {{"title : ", " ", 1}, {"", " ", 1}, {"", "\" AND \"", 2}};

int search_find(struct search *search, const struct search_query *query, int limit,
                struct search_hit hits_out[]) {
    char *folded = search_fold(query->text);
    int count = 0;
    limit = limit < SEARCH_HITS_MAX ? limit : SEARCH_HITS_MAX;
    search->round++;
    for (size_t w = 0; w < sizeof WAYS / sizeof *WAYS && count < limit; w++) {
        struct expression expression;
        express(folded, WAYS[w].where, WAYS[w].between, query->typing, &expression);
        if (expression.words >= WAYS[w].least_words) {
            count = look_in_all(search, query, expression.text, limit, count, hits_out);
        }
    }
    free(folded);
    return count;
}
