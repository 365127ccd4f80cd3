/* A page becomes a draw list: where everything stands, in sizes of millimetres.
 * Pure, given the fonts; nothing is drawn. */
#ifndef SCREEN_LAYOUT_H
#define SCREEN_LAYOUT_H

#include "model/page.h"
#include "screen/draw.h"
#include "screen/theme.h"

struct screen_metrics {
    int width_px, height_px;
    double px_per_mm;
    struct fonts *fonts; /* borrowed */
};

/* The metrics of a screen of so many pixels and that diagonal. */
struct screen_metrics screen_metrics_of(int width_px, int height_px, double diagonal_mm,
                                        struct fonts *fonts);

/* Lays the page out. `overflow` of the list says that something did not fit at
 * its smallest size; what does not fit is cut, never drawn over something else. */
void layout_page(const struct page *page, const struct screen_metrics *screen,
                 const struct theme *theme, struct draw_list *list_out);

#endif
