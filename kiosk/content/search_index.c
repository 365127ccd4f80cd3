#include "content/search_index.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "content/markup.h"
#include "content/search_text.h"

static_assert((int)SEARCH_STRIDE >= (int)LIBRARY_LANGUAGES_MAX, "every language has a row");

struct indexer {
    const struct source *source;
    struct arena memory;
    uint32_t *first, *next; /* units of each item in their order; UNIT_END = no more */
    struct store_row *row;
};

enum { FACT_BYTES = 64 };
static const uint32_t UNIT_END = UINT32_MAX;

static void chain_units(struct indexer *x) {
    const struct source *source = x->source;
    x->first = arena_array(&x->memory, source->item_count, sizeof *x->first);
    x->next = arena_array(&x->memory, source->unit_count, sizeof *x->next);
    for (int i = 0; i < source->item_count; i++) {
        x->first[i] = UNIT_END;
    }
    for (uint32_t u = source->unit_count; u-- > 0;) {
        int32_t item = source->units[u].item_ix;
        if (item != LIBRARY_NONE) {
            x->next[u] = x->first[item];
            x->first[item] = u;
        }
    }
}

/* ---- texts as shown --------------------------------------------------------------- */

static void print_fact(const struct source_item *item, const struct markup_piece *piece,
                       FILE *out) {
    char text[FACT_BYTES];
    struct str s;
    str_init(&s, text, sizeof text);
    for (int f = 0; f < item->fact_count; f++) {
        if (markup_is(piece->text, piece->bytes, item->facts[f].fact.key)) {
            library_put_fact(&item->facts[f].fact, &s);
        }
    }
    fputs(text, out);
}

static void print_marked(const struct source_item *item, const char *marked, FILE *out) {
    const char *at = marked;
    for (struct markup_piece piece = markup_next(&at);
         piece.kind == MARKUP_TEXT || piece.kind == MARKUP_FACT; piece = markup_next(&at)) {
        if (piece.kind == MARKUP_FACT) {
            print_fact(item, &piece, out);
        } else { /* doubled braces part words as single ones do */
            fwrite(piece.text, 1, piece.bytes, out);
        }
    }
    fputc('\n', out);
}

static const char *shown(const struct indexer *x, uint32_t unit, int lang) {
    return x->source->units[unit].wordings[VARIANT_TEXT][lang].text;
}

static void print_body(const struct indexer *x, int item_ix, int lang, FILE *out) {
    const struct source_item *item = &x->source->items[item_ix];
    for (uint32_t u = x->first[item_ix]; u != UNIT_END; u = x->next[u]) {
        if ((int32_t)u != item->title_ix && shown(x, u, lang)) {
            print_marked(item, shown(x, u, lang), out);
        }
    }
}

static void print_title(const struct indexer *x, int item_ix, int lang, FILE *out) {
    const struct source_item *item = &x->source->items[item_ix];
    const char *title = shown(x, (uint32_t)item->title_ix, lang);
    if (title) {
        print_marked(item, title, out);
    }
}

/* What a print function prints, folded; to be freed. */
static char *folded(const struct indexer *x, int item_ix, int lang,
                    void (*print)(const struct indexer *, int, int, FILE *)) {
    char *text = NULL;
    size_t bytes;
    FILE *out = open_memstream(&text, &bytes);
    if (!out) {
        abort();
    }
    print(x, item_ix, lang, out);
    if (fclose(out) != 0) {
        abort(); /* out of memory */
    }
    char *words = search_fold(text);
    free(text);
    return words;
}

/* ---- rows -------------------------------------------------------------------------- */

static enum err add_row(const struct indexer *x, int item_ix, int lang) {
    enum err err = ERR_OK;
    char *title = folded(x, item_ix, lang, print_title);
    char *body = folded(x, item_ix, lang, print_body);
    if (*title || *body) {
        store_bind_int(x->row, 1, (int64_t)item_ix * SEARCH_STRIDE + lang);
        store_bind_text(x->row, 2, title);
        store_bind_text(x->row, 3, body);
        err = store_exec(x->row);
    }
    free(title);
    free(body);
    return err;
}

static enum err add_rows(const struct indexer *x) {
    enum err err = ERR_OK;
    for (int i = 0; i < x->source->item_count; i++) {
        for (int lang = 0; lang < x->source->language_count && !err; lang++) {
            err = add_row(x, i, lang);
        }
    }
    return err;
}

enum err search_index(struct store *store, const struct source *source) {
    struct indexer x = {.source = source};
    x.row = store_prepare(store, "INSERT INTO search(rowid, title, body) VALUES(?1, ?2, ?3)");
    if (!x.row) {
        return ERR_REJECT;
    }
    chain_units(&x);
    enum err err = add_rows(&x);
    store_done(x.row);
    arena_fini(&x.memory);
    /* One piece instead of many: smaller, and quicker to look into. */
    return err ? err : store_run(store, "INSERT INTO search(search) VALUES('optimize')");
}
