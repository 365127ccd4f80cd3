/* The blocks of a page: papers, steps, sentences, each on its card. */
#include "screen/layout_parts.h"

static const double PICTURE_MM_LARGE = 26;
static const double PICTURE_LINES = 1.7; /* a block's picture is so many lines high */

struct block {
    const struct page_block *block;
    struct paragraph lines[PAGE_LINES_MAX];
    int height_px; /* of the text */
    bool fits;
};

static bool has_picture(const struct layout *layout, const struct page_block *block) {
    return block->number > 0 || *page_text(layout->page, block->pictogram_at) != '\0';
}

static int picture_px(const struct layout *layout, double scale) {
    struct text_style style = layout_style(layout, layout->theme->cap_mm.content * scale, false);
    return least((int)(text_pitch_px(style) * PICTURE_LINES), layout_px(layout, PICTURE_MM_LARGE));
}

/* Width left for words in a card that is width_px wide. */
static int words_px(const struct layout *layout, const struct page_block *block, int width_px,
                    double scale) {
    int padding_px = layout_px(layout, layout->theme->mm.padding);
    int picture = has_picture(layout, block) ? picture_px(layout, scale) + padding_px : 0;
    return width_px - 2 * padding_px - picture;
}

static struct block break_block(const struct layout *layout, const struct page_block *from,
                                int width_px, double scale) {
    struct block block = {.block = from, .fits = true};
    int words = words_px(layout, from, width_px, scale);
    for (uint8_t i = 0; i < from->line_count; i++) {
        const struct page_line *line = &layout->page->lines[from->first_line + i];
        struct text_style style =
            layout_style(layout, layout->theme->cap_mm.content * scale, line->label);
        int room = words - layout_marks_width(layout, line->marks);
        block.fits = paragraph_break(layout, page_text(layout->page, line->text_at), style, room,
                                     PARAGRAPH_LINES_MAX, ALIGN_LEFT, &block.lines[i]) &&
                     block.fits;
        block.height_px += paragraph_height(&block.lines[i]);
    }
    return block;
}

static int card_height(const struct layout *layout, const struct block *block, double scale) {
    int inner_px = has_picture(layout, block->block)
                       ? greatest(block->height_px, picture_px(layout, scale))
                       : block->height_px;
    return inner_px + 2 * layout_px(layout, layout->theme->mm.padding) * 3 / 4;
}

/* The number stands on the picture's corner, or alone. */
static void draw_picture(const struct layout *layout, const struct page_block *block,
                         struct rect square) {
    const char *emoji = page_text(layout->page, block->pictogram_at);
    struct rect disc = rect_square_in(square, square.w * 3 / 4);
    if (*emoji) {
        draw_pictogram(layout->list, square, emoji, 256);
        disc = (struct rect){square.x - square.w / 8, square.y - square.w / 8, square.w / 2,
                             square.w / 2};
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
                       double scale) {
    const struct theme *theme = layout->theme;
    const struct page_block *from = block->block;
    int padding_px = layout_px(layout, theme->mm.padding);
    int radius_px = layout_px(layout, theme->mm.radius);
    struct rect inner = rect_inset(box, padding_px);
    draw_round(layout->list, box, radius_px, theme->colour.card);
    draw_ring(layout->list, box, radius_px, layout_px(layout, theme->mm.edge), theme->colour.edge);
    if (has_picture(layout, from)) {
        int side_px = picture_px(layout, scale);
        struct rect left = rect_cut_left(&inner, side_px);
        draw_picture(layout, from, rect_square_in(left, side_px));
        rect_cut_left(&inner, padding_px);
    }
    inner.y = box.y + (box.h - block->height_px) / 2;
    for (uint8_t i = 0; i < from->line_count; i++) {
        struct rect zone = rect_cut_top(&inner, paragraph_height(&block->lines[i]));
        draw_line(layout, &layout->page->lines[from->first_line + i], &block->lines[i],
                  from->first_line + i, zone);
    }
}

bool layout_blocks(const struct layout *layout, struct rect zone, int columns, double scale) {
    const struct page *page = layout->page;
    int gap_px = layout_px(layout, layout->theme->mm.gap * 2 / 3);
    int width_px = (zone.w - (columns - 1) * gap_px) / columns;
    int y = zone.y;
    bool fits = true;
    for (int first = 0; first < page->block_count; first += columns) {
        int count = least(columns, page->block_count - first);
        struct block blocks[2];
        int height_px = 0;
        for (int i = 0; i < count; i++) {
            blocks[i] = break_block(layout, &page->blocks[first + i], width_px, scale);
            height_px = greatest(height_px, card_height(layout, &blocks[i], scale));
            fits = fits && blocks[i].fits;
        }
        for (int i = 0; i < count && y + height_px <= rect_bottom(zone); i++) {
            struct rect box = {zone.x + i * (width_px + gap_px), y, width_px, height_px};
            draw_block(layout, &blocks[i], box, scale);
        }
        y += height_px + gap_px;
    }
    return fits && y - gap_px <= rect_bottom(zone);
}
