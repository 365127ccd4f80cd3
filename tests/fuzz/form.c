/* Any CSV as a filled-in form: items whose YAML reads back as it was, or refused
 * with a word. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "content/import_parts.h"
#include "content/yaml_write.h"
#include "sheet/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static bool same(const struct yaml_node *a, const struct yaml_node *b) {
    const struct yaml_node *x = a->first, *y = b->first;
    while (x && y && same(x, y)) {
        x = x->next;
        y = y->next;
    }
    return !x && !y && a->kind == b->kind && str_same(a->key, b->key) && str_same(a->text, b->text);
}

/* The same key twice is the one thing that cannot be read back. */
static bool has_twins(const struct yaml_node *map) {
    for (const struct yaml_node *a = map->first; a; a = a->next) {
        for (const struct yaml_node *b = a->next; b && a->key; b = b->next) {
            if (str_same(a->key, b->key)) {
                return true;
            }
        }
        if (has_twins(a)) {
            return true;
        }
    }
    return false;
}

static void check_item(struct import *import, const struct import_item *item) {
    struct diag diag = {.out = import->diag->out};
    struct yaml_text yaml = yaml_write(item->root, &import->arena);
    if (has_twins(item->root)) {
        return;
    }
    const struct yaml_node *again =
        yaml_read("x.yaml", yaml.text, yaml.bytes, &import->arena, &diag);
    if (!again || !same(item->root, again)) {
        abort();
    }
}

/* The content there is, read once: it is what takes time. */
static const struct source *content(struct diag *diag) {
    static struct source source;
    if (source.language_count == 0 &&
        !source_read("tests/fixtures/content-good/content", "tests/fixtures/content-good/voices",
                     diag, &source)) {
        abort();
    }
    return &source;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes) {
    static const struct import_config config = {.file = "x.csv"};
    struct diag diag = {.out = fopen("/dev/null", "w")};
    struct import import = {.config = &config, .diag = &diag, .source = *content(&diag)};
    if (csv_read("x.csv", (const char *)data, bytes, &import.arena, &diag, &import.book) ==
        ERR_OK) {
        import_sheet(&import, &import.book.sheets[0]);
        for (size_t i = 0; i < import.form_count; i++) {
            import_form(&import, &import.forms[i]);
        }
        for (size_t i = 0; i < import.item_count && diag.errors == 0; i++) {
            check_item(&import, &import.items[i]);
        }
    }
    arena_fini(&import.arena);
    fclose(diag.out);
    return 0;
}
