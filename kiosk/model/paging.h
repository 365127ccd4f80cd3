/* How much fits on a page, as a table: paging belongs to the model, so that a
 * session replays the same on every machine of the same layout. */
#ifndef MODEL_PAGING_H
#define MODEL_PAGING_H

#include <stdbool.h>
#include <stdint.h>

enum layout_kind {
    LAYOUT_WIDE,     /* 21.5 inch, 1920 × 1080 */
    LAYOUT_TABLET,   /* 10.1 inch, 1280 × 800 */
    LAYOUT_PORTRAIT, /* 21.5 inch, upright: 1080 × 1920 */
    LAYOUT_COUNT
};

struct paging {
    const char *name; /* "wide", "tablet", "portrait" */
    int width_px, height_px;
    double diagonal_mm;
    uint8_t choices; /* choices a page, at most PAGE_CHOICES_MAX */
    uint8_t lines;   /* sentences and labels a page; a block is not broken unless longer */
};

/* The row of a layout. */
const struct paging *paging_of(enum layout_kind layout);

/* The layout of this name; false if there is none. */
bool paging_by_name(const char *name, enum layout_kind *layout_out);

#endif
