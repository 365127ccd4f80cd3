#include "content/library.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

static int32_t one_by_one(const struct library *library, const char *id) {
    for (uint32_t i = 0; i < library->unit_count; i++) {
        if (str_same(library->units[i].id, id)) {
            return (int32_t)i;
        }
    }
    return LIBRARY_NONE;
}

int32_t library_unit(const struct library *library, const char *id) {
    uint32_t low = 0, high = library->unit_count;
    if (!library->unit_order) {
        return one_by_one(library, id);
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t ix = library->unit_order[middle];
        int order = strcmp(library->units[ix].id, id);
        if (order == 0) {
            return (int32_t)ix;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return LIBRARY_NONE;
}

int32_t library_item(const struct library *library, const char *id) {
    for (int32_t i = 0; i < library->item_count; i++) {
        if (str_same(library->items[i].id, id)) {
            return i;
        }
    }
    return LIBRARY_NONE;
}

int library_language(const struct library *library, const char *code) {
    for (int i = 0; i < library->language_count; i++) {
        if (str_same(library->languages[i].code, code)) {
            return i;
        }
    }
    return LIBRARY_NONE;
}

/* 8000 → "8.000", as Vietnamese writes thousands. */
static void put_grouped(struct str *text, int64_t value) {
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%lld", (long long)value);
    for (int i = 0; i < count; i++) {
        str_put_n(text, &digits[i], 1);
        int left = count - 1 - i;
        if (left > 0 && left % 3 == 0 && digits[i] != '-') {
            str_put(text, ".");
        }
    }
}

void library_put_fact(const struct fact *fact, struct str *text) {
    switch (fact->type) {
    case FACT_MONEY:
        put_grouped(text, fact->value);
        str_put(text, " đồng");
        break;
    case FACT_COUNT:
        put_grouped(text, fact->value);
        break;
    case FACT_DATE:
        str_printf(text, "%02d/%02d/%04d", (int)(fact->value % 100), (int)(fact->value / 100 % 100),
                   (int)(fact->value / 10000));
        break;
    }
}

void library_put_phrase(const struct library *library, const struct phrase *phrase,
                        struct str *text) {
    for (unsigned i = 0; i < phrase->span_count; i++) {
        const struct span *span = &phrase->spans[i];
        if (span->kind == SPAN_FACT) {
            library_put_fact(&library->facts[span->fact_ix], text);
        } else {
            str_put(text, span->text);
        }
    }
}

void library_fini(struct library *library) {
    arena_fini(&library->memory);
    *library = (struct library){0};
}
