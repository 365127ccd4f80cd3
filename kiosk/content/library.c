#include "content/library.h"

#include <assert.h>
#include <stddef.h>

#include "base/str.h"
#include "content/order.h"

static int32_t one_by_one(const struct library *library, const char *id) {
    for (uint32_t i = 0; i < library->unit_count; i++) {
        if (str_same(library->units[i].id, id)) {
            return (int32_t)i;
        }
    }
    return LIBRARY_NONE;
}

int32_t library_unit(const struct library *library, const char *id) {
    static_assert(offsetof(struct unit, id) == 0, "order_find reads the id there");
    return library->unit_order ? order_find(library->units, sizeof *library->units,
                                            library->unit_order, library->unit_count, id)
                               : one_by_one(library, id);
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
