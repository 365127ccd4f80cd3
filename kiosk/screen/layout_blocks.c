/* The blocks of a page: papers, steps, sentences, each on its card. */
#include "screen/layout_parts.h"

enum { COLUMNS_MAX = 2 };
static const double STRETCH_MOST_MM = 12;         /* a card may grow to fill the page */
static const double GAP = 0.75, TIGHT_GAP = 0.25; /* of the gap between targets */

/* How all blocks of one try are set. */
struct setting {
    double scale;
    bool tight;
    int picture_px;
    int width_px; /* of a card */
    int gap_px;   /* between cards */
};

struct block {
    const struct page_block *from;
    struct paragraph lines[PAGE_LINES_MAX];
    int text_px; /* height of the lines */
    bool fits;
};

static bool has_picture(const struct layout *layout, const struct page_block *block) {
    return block->number > 0 || *page_text(layout->page, block->pictogram_at) != '\0';
}

static struct block break_block(const struct layout *layout, const struct page_block *from,
                                const struct setting *setting) {
    struct block block = {.from = from, .fits = true};
    int padding_px = layout_px(layout, layout->theme->mm.padding);
    int words_px = setting->width_px - 2 * padding_px;
    words_px -= has_picture(layout, from) ? setting->picture_px + padding_px : 0;
    for (uint8_t i = 0; i < from->line_count; i++) {
        const struct page_line *line = &layout->page->lines[from->first_line + i];
        struct text_style style =
            layout_style(layout, layout->theme->cap_mm.content * setting->scale, line->label);
        style.tight = setting->tight;
        int room_px = words_px - layout_marks_width(layout, line->marks);
        block.fits = paragraph_break(layout, page_text(layout->page, line->text_at), style, room_px,
                                     PARAGRAPH_LINES_MAX, true, &block.lines[i]) &&
                     block.fits;
        block.text_px += paragraph_height(&block.lines[i]);
    }
    return block;
}

static int card_height(const struct layout *layout, const struct block *block,
                       const struct setting *setting) {
    int inner_px = has_picture(layout, block->from) ? greatest(block->text_px, setting->picture_px)
                                                    : block->text_px;
    return inner_px + layout_px(layout, layout->theme->mm.padding) / (setting->tight ? 2 : 1);
}

/* The number stands on the picture's corner, or alone. */
static void draw_picture(const struct layout *layout, const struct page_block *block,
                         struct rect square) {
    const char *emoji = page_text(layout->page, block->pictogram_at);
    struct rect disc = rect_square_in(square, square.w * 3 / 4);
    if (*emoji) {
        int side_px = least(layout_px(layout, layout->theme->mm.numeral), square.w * 45 / 100);
        int out_px = layout_px(layout, layout->theme->mm.padding) / 2;
        draw_pictogram(layout->list, square, emoji, 256);
        disc = (struct rect){square.x - out_px, square.y - out_px, side_px, side_px};
    }
    if (block->number > 0) {
        layout_numeral(layout, disc, block->number, layout->theme->colour.red,
                       layout->theme->colour.light);
    }
}

static void draw_line(const struct layout *layout, const struct page_line *line,
                      const struct paragraph *text, int line_ix, struct rect zone) {
    const struct theme *theme = layout->theme;
    int marks_px = layout_marks_width(layout, line->marks);
    if (layout_line_lit(layout, line_ix)) {
        struct rect ground = {zone.x - layout_px(layout, 1.5), zone.y,
                              zone.w + layout_px(layout, 3), zone.h};
        draw_round(layout->list, ground, layout_px(layout, 2), theme->colour.lit);
    }
    paragraph_draw(layout, text, zone, ALIGN_LEFT, theme->colour.ink);
    struct rect signs = {rect_right(zone) - marks_px, zone.y, marks_px, text_pitch_px(text->style)};
    layout_marks(layout, signs, line->marks);
}

static void draw_block(const struct layout *layout, const struct block *block, struct rect box,
                       const struct setting *setting) {
    const struct theme *theme = layout->theme;
    const struct page_block *from = block->from;
    int padding_px = layout_px(layout, theme->mm.padding);
    struct rect inner = rect_inset(box, padding_px);
    layout_card(layout, box, theme->colour.card, theme->colour.edge, theme->mm.edge);
    if (has_picture(layout, from)) {
        struct rect left = rect_cut_left(&inner, setting->picture_px);
        draw_picture(layout, from, rect_square_in(left, setting->picture_px));
        rect_cut_left(&inner, padding_px);
    }
    inner.y = box.y + (box.h - block->text_px) / 2;
    for (uint8_t i = 0; i < from->line_count; i++) {
        struct rect zone = rect_cut_top(&inner, paragraph_height(&block->lines[i]));
        draw_line(layout, &layout->page->lines[from->first_line + i], &block->lines[i],
                  from->first_line + i, zone);
    }
}

/* One row of cards as high as the highest of them and `stretch_px` more; with
 * `draw` false they are only measured. Returns the height, -1 if a text did not
 * fit. */
static int block_row(const struct layout *layout, int first, int count, struct rect place,
                     int stretch_px, const struct setting *setting, bool draw) {
    struct block blocks[COLUMNS_MAX];
    bool fits = true;
    int height_px = 0;
    for (int i = 0; i < count; i++) {
        blocks[i] = break_block(layout, &layout->page->blocks[first + i], setting);
        height_px = greatest(height_px, card_height(layout, &blocks[i], setting) + stretch_px);
        fits = fits && blocks[i].fits;
    }
    for (int i = 0; i < count && draw; i++) {
        struct rect box = {place.x + i * (setting->width_px + setting->gap_px), place.y,
                           setting->width_px, height_px};
        draw_block(layout, &blocks[i], box, setting);
    }
    return fits ? height_px : -1;
}

/* All rows from the top of the zone. Returns the height they take, -1 if
 * something does not fit. */
static int block_rows(const struct layout *layout, struct rect zone, int columns, int stretch_px,
                      const struct setting *setting, bool draw) {
    int count = layout->page->block_count;
    struct rect place = zone;
    for (int first = 0; first < count; first += columns) {
        int height_px = block_row(layout, first, least(columns, count - first), place, stretch_px,
                                  setting, draw);
        if (height_px < 0 || place.y + height_px > rect_bottom(zone)) {
            return -1;
        }
        rect_cut_top(&place, height_px + setting->gap_px);
    }
    return place.y - setting->gap_px - zone.y;
}

bool layout_blocks(const struct layout *layout, struct rect zone, int columns,
                   const struct content_try *try) {
    int gap_px = layout_px(layout, layout->theme->mm.gap * (try->tight ? TIGHT_GAP : GAP));
    int rows = greatest((layout->page->block_count + columns - 1) / columns, 1);
    struct setting setting = {try->scale, try->tight, layout_px(layout, try->picture_mm),
                              (zone.w - (columns - 1) * gap_px) / columns, gap_px};
    int used_px = block_rows(layout, zone, columns, 0, &setting, false);
    if (used_px < 0) {
        return false;
    }
    int left_px = zone.h - used_px;
    int stretch_px = least(left_px / rows, layout_px(layout, STRETCH_MOST_MM));
    left_px -= stretch_px * rows;
    rect_cut_top(&zone, left_px / 3); /* a little above the middle */
    return block_rows(layout, zone, columns, stretch_px, &setting, true) >= 0;
}
