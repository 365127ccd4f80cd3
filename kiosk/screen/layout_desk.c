/* What only the staff's pages have: keys to type digits, and how far a job is. */
#include <stdio.h>

#include "screen/layout_parts.h"

enum { COLUMNS = 3, ROWS = 4, HINT_LINES_MAX = 6 };
static const double KEY_MOST_MM = 34, ENTRY_SCALE = 1.3, HINT_SCALE = 1.6, HINT_SCALE_STEP = 0.1,
                    DIGIT_SCALE = 1.5, WORD_SCALE = 0.8;
static const double WORK_BAR_MM = 16, METER_MM = 9;

/* As they stand on a telephone. */
static const struct {
    enum control control;
    const char *label;
    bool word;
} keys[ROWS * COLUMNS] = {
    {CONTROL_DIGIT_1, "1", false}, {CONTROL_DIGIT_2, "2", false}, {CONTROL_DIGIT_3, "3", false},
    {CONTROL_DIGIT_4, "4", false}, {CONTROL_DIGIT_5, "5", false}, {CONTROL_DIGIT_6, "6", false},
    {CONTROL_DIGIT_7, "7", false}, {CONTROL_DIGIT_8, "8", false}, {CONTROL_DIGIT_9, "9", false},
    {CONTROL_ERASE, "Xóa", true},  {CONTROL_DIGIT_0, "0", false}, {CONTROL_ENTER, "✔", false},
};

static bool draw_middle(const struct layout *layout, const char *text, double scale,
                        struct rect zone, uint32_t colour) {
    struct paragraph words;
    struct text_style style = layout_style(layout, layout->theme->cap_mm.content * scale, true);
    style.tight = true;
    bool fits = paragraph_break(layout, text, style, zone.w, 1, false, &words) &&
                paragraph_height(&words) <= zone.h;
    zone.y += (zone.h - paragraph_height(&words)) / 2;
    paragraph_draw(layout, &words, zone, ALIGN_CENTRE, colour);
    return fits;
}

static bool draw_key(const struct layout *layout, int ix, struct rect box) {
    const struct theme *theme = layout->theme;
    bool enter = keys[ix].control == CONTROL_ENTER;
    layout_target(layout, keys[ix].control, box, enter ? theme->colour.indigo : theme->colour.card);
    draw_hit(layout->list, keys[ix].control, box);
    return draw_middle(layout, keys[ix].label, keys[ix].word ? WORD_SCALE : DIGIT_SCALE, box,
                       enter ? theme->colour.light : theme->colour.ink);
}

bool layout_keys(const struct layout *layout, struct rect zone) {
    int gap_px = layout_px(layout, layout->theme->mm.gap);
    int width_px = (zone.w - (COLUMNS - 1) * gap_px) / COLUMNS;
    int height_px = least((zone.h - (ROWS - 1) * gap_px) / ROWS, layout_px(layout, KEY_MOST_MM));
    bool fits = true;
    zone.y += (zone.h - ROWS * height_px - (ROWS - 1) * gap_px) / 2;
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        struct rect box = {zone.x + i % COLUMNS * (width_px + gap_px),
                           zone.y + i / COLUMNS * (height_px + gap_px), width_px, height_px};
        fits = draw_key(layout, i, box) && fits;
    }
    return fits;
}

/* The sentences of the page; without `draw` only whether they fit. */
static bool put_hints(const struct layout *layout, struct rect zone, double scale, bool draw) {
    const struct page *page = layout->page;
    const struct theme *theme = layout->theme;
    bool fits = true;
    for (uint8_t i = 0; i < page->line_count; i++) {
        struct paragraph words;
        struct text_style style = layout_style(layout, theme->cap_mm.content * scale, false);
        fits = paragraph_break(layout, page_text(page, page->lines[i].text_at), style, zone.w,
                               HINT_LINES_MAX, true, &words) &&
               paragraph_height(&words) <= zone.h && fits;
        struct rect box = rect_cut_top(&zone, paragraph_height(&words));
        rect_cut_top(&zone, layout_px(layout, theme->mm.gap) / 2);
        if (draw && layout_line_lit(layout, i)) {
            draw_round(layout->list, box, layout_px(layout, 2), theme->colour.lit);
        }
        if (draw) {
            paragraph_draw(layout, &words, box, ALIGN_LEFT, theme->colour.ink);
        }
    }
    return fits;
}

/* The sentences as large as they fit, then what was typed, in a slot. */
bool layout_entry(const struct layout *layout, struct rect zone) {
    const struct theme *theme = layout->theme;
    struct rect slot = rect_cut_bottom(&zone, zone.h / 3);
    double scale = HINT_SCALE;
    while (scale > 1 && !put_hints(layout, zone, scale, false)) {
        scale -= HINT_SCALE_STEP;
    }
    bool fits = put_hints(layout, zone, scale, true);
    slot.h = least(slot.h, 2 * layout_px(layout, theme->mm.title));
    layout_card(layout, slot, theme->colour.card, theme->colour.indigo, theme->mm.ring / 2);
    return draw_middle(layout, page_text(layout->page, layout->page->entry_at), ENTRY_SCALE, slot,
                       theme->colour.ink) &&
           fits;
}

static void draw_gauge(const struct layout *layout, struct rect slot) {
    const struct theme *theme = layout->theme;
    struct rect done = slot;
    done.w = greatest(slot.w * layout->page->percent / 100, slot.h);
    draw_round(layout->list, slot, slot.h / 2, theme->colour.card);
    draw_ring(layout->list, slot, slot.h / 2, greatest(layout_px(layout, 0.4), 1),
              theme->colour.thread);
    draw_round(layout->list, done, slot.h / 2, theme->colour.red);
}

void layout_meter(const struct layout *layout, struct rect *zone) {
    struct rect slot = rect_cut_bottom(zone, layout_px(layout, METER_MM));
    rect_cut_bottom(zone, layout_px(layout, layout->theme->mm.gap));
    draw_gauge(layout, slot);
}

bool layout_work(const struct layout *layout, struct rect zone) {
    const struct theme *theme = layout->theme;
    char text[8];
    int height_px = layout_px(layout, WORK_BAR_MM);
    struct rect slot = {zone.x, zone.y + (zone.h - height_px) / 2, zone.w, height_px};
    draw_gauge(layout, slot);
    snprintf(text, sizeof text, "%u%%", layout->page->percent);
    struct rect below = {zone.x, rect_bottom(slot) + layout_px(layout, theme->mm.gap), zone.w,
                         layout_px(layout, theme->mm.title)};
    return draw_middle(layout, text, ENTRY_SCALE, below, theme->colour.soft);
}
