#include "content/library.h"

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

void library_fini(struct library *library) {
    arena_fini(&library->memory);
    *library = (struct library){0};
}
