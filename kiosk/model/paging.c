#include "model/paging.h"

#include <assert.h>

#include "base/str.h"

static const struct paging rows[LAYOUT_COUNT] = {
    [LAYOUT_WIDE] = {.name = "wide",
                     .width_px = 1920,
                     .height_px = 1080,
                     .diagonal_mm = 21.5 * 25.4,
                     .choices = 6,
                     .lines = 6},
    [LAYOUT_TABLET] = {.name = "tablet",
                       .width_px = 1280,
                       .height_px = 800,
                       .diagonal_mm = 10.1 * 25.4,
                       .choices = 6,
                       .lines = 3},
    [LAYOUT_PORTRAIT] = {.name = "portrait",
                         .width_px = 1080,
                         .height_px = 1920,
                         .diagonal_mm = 21.5 * 25.4,
                         .choices = 6,
                         .lines = 6},
};

const struct paging *paging_of(enum layout_kind layout) {
    assert(layout < LAYOUT_COUNT);
    return &rows[layout];
}

bool paging_by_name(const char *name, enum layout_kind *layout_out) {
    for (unsigned i = 0; i < LAYOUT_COUNT; i++) {
        if (str_same(rows[i].name, name)) {
            *layout_out = (enum layout_kind)i;
            return true;
        }
    }
    return false;
}
