#include "speech/inventory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/str.h"

enum { FIELD_SYMBOL, FIELD_MNEMONICS, FIELD_SHORT = 6 };

static const char *const columns[] = {"phoneme",    "mnemonics", "source", "kind",
                                      "confidence", "note",      "short",  NULL};

const struct table_format inventory_format = {"inventory.tsv", columns, 1u << FIELD_SYMBOL, 1};

struct inventory {
    struct table table;
    struct phoneme *phonemes; /* sorted by symbol */
    size_t count;
};

static int by_symbol(const void *a, const void *b) {
    const struct phoneme *left = a, *right = b;
    return strcmp(left->symbol, right->symbol);
}

static void index_rows(struct inventory *inventory) {
    struct table *table = &inventory->table;
    inventory->count = table->count;
    inventory->phonemes = arena_array(&table->memory, table->count, sizeof *inventory->phonemes);
    for (size_t i = 0; i < table->count; i++) {
        const char *const *fields = table->rows[i].fields;
        bool differs = *fields[FIELD_SHORT] != '\0';
        inventory->phonemes[i] = (struct phoneme){
            .symbol = fields[FIELD_SYMBOL],
            .mnemonics = fields[FIELD_MNEMONICS],
            .short_mnemonics = fields[differs ? FIELD_SHORT : FIELD_MNEMONICS],
        };
    }
    qsort(inventory->phonemes, inventory->count, sizeof *inventory->phonemes, by_symbol);
}

enum err inventory_open(const char *voices_dir, struct diag *diag,
                        struct inventory **inventory_out) {
    char path[PATH_BYTES];
    struct str s;
    str_init(&s, path, sizeof path);
    str_printf(&s, "%s/%s", voices_dir, inventory_format.file);
    if (s.cut || access(path, F_OK)) {
        return ERR_DEGRADE;
    }
    struct inventory *inventory = calloc(1, sizeof *inventory);
    if (!inventory) {
        abort();
    }
    if (!table_read_format(path, &inventory_format, diag, &inventory->table)) {
        inventory_close(inventory);
        return ERR_REJECT;
    }
    index_rows(inventory);
    *inventory_out = inventory;
    return ERR_OK;
}

void inventory_close(struct inventory *inventory) {
    if (inventory) {
        table_fini(&inventory->table);
        free(inventory);
    }
}

/* Compares a whole symbol with the first `bytes` of another. */
static int compare(const struct phoneme *phoneme, const char *symbol, size_t bytes) {
    int order = strncmp(phoneme->symbol, symbol, bytes);
    return order ? order : phoneme->symbol[bytes] != '\0';
}

const struct phoneme *inventory_find(const struct inventory *inventory, const char *symbol,
                                     size_t bytes) {
    size_t low = 0, high = inventory->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(&inventory->phonemes[middle], symbol, bytes);
        if (order == 0) {
            return &inventory->phonemes[middle];
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

bool phoneme_is_stop(const struct phoneme *phoneme) {
    static const char *const stops[] = {"p", "t", "k", "c", "q", "ʔ", "ʈ"};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        if (strncmp(phoneme->symbol, stops[i], strlen(stops[i])) == 0) {
            return true;
        }
    }
    return false;
}
