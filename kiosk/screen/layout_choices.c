/* The choices of a page as cards in a grid. */
#include "screen/layout_parts.h"

enum { NOTE_LINES_MAX = 2, UPRIGHT_PERCENT = 42 };

/* A very large label is a short one: better smaller in one line than larger in
 * two; whoever sees badly is helped by size more than by one line. */
static const struct {
    double from_scale;
    size_t lines;
} label_lines[] = {{1.95, 1}, {1.01, 2}, {0, 3}};

/* Heights of a card in millimetres: what a finger needs, and what is enough. */
static const double CARD_LEAST_MM = 20, CARD_MOST_MM = 150, SINGLE_MOST_MM = 70;
static const double NARROW_MM = 80, ROOMY_MM = 130, NARROW_SCALE = 0.75, MARK_GAP_MM = 1;

/* What is chosen, and the colours of its card. */
struct card {
    const struct page_choice *choice;
    enum control control;
    struct rect box;
    uint32_t own; /* the language's colour, dark enough for light text; 0 = none */
    uint32_t ground, text, soft, numeral_ground, numeral_text;
};

static void colour_card(const struct layout *layout, struct card *card) {
    const struct theme *theme = layout->theme;
    bool lit = layout_control_lit(layout, card->control);
    card->own = card->choice->colour ? theme_ground_for_light(card->choice->colour) : 0;
    uint32_t filled = card->own ? card->own : theme->colour.indigo;
    bool dark = card->own && !lit;
    card->ground = lit ? theme->colour.lit : dark ? card->own : theme->colour.card;
    card->text = dark ? theme->colour.light : theme->colour.ink;
    card->soft = dark ? theme->colour.light : theme->colour.soft;
    card->numeral_ground = dark ? theme->colour.card : filled;
    card->numeral_text = dark ? filled : theme->colour.light;
}

static const char *text_of(const struct layout *layout, uint16_t at) {
    return page_text(layout->page, at);
}

static size_t label_lines_max(double scale) {
    size_t i = 0;
    while (scale < label_lines[i].from_scale) {
        i++;
    }
    return label_lines[i].lines;
}

/* Label and note below each other in the middle of the zone's height. */
static bool draw_words(const struct layout *layout, const struct card *card, struct rect zone,
                       enum align align, double scale) {
    const struct page_choice *choice = card->choice;
    struct paragraph label, note;
    struct text_style large = layout_style(layout, layout->theme->cap_mm.content * scale, true);
    struct text_style less =
        layout_style(layout, layout->theme->cap_mm.note * (1 + scale) / 2, false);
    large.tight = less.tight = true;
    bool fits = paragraph_break(layout, text_of(layout, choice->label_at), large, zone.w,
                                label_lines_max(scale), true, &label);
    fits = paragraph_break(layout, text_of(layout, choice->note_at), less, zone.w, NOTE_LINES_MAX,
                           true, &note) &&
           fits;
    int gap_px = note.line_count > 0 ? large.em_px / 8 : 0;
    int height_px = paragraph_height(&label) + gap_px + paragraph_height(&note);
    fits = fits && height_px <= zone.h && zone.w > 0;
    zone.y += (zone.h - height_px) / 2;
    paragraph_draw(layout, &label, zone, align, card->text);
    rect_cut_top(&zone, paragraph_height(&label) + gap_px);
    paragraph_draw(layout, &note, zone, align, card->soft);
    return fits;
}

/* A picture above its words, the numeral in the corner: for tall cards. */
static bool fill_upright(const struct layout *layout, const struct card *card, struct rect inner,
                         double scale) {
    int numeral_px = layout_px(layout, layout->theme->mm.numeral);
    int marks_px = layout_marks_width(layout, card->choice->marks);
    struct rect corner = {inner.x, inner.y, numeral_px, numeral_px};
    struct rect signs = {rect_right(inner) - marks_px, inner.y, marks_px,
                         layout_px(layout, layout->theme->mm.mark)};
    layout_numeral(layout, corner, card->choice->numeral, card->numeral_ground, card->numeral_text);
    layout_marks(layout, signs, card->choice->marks);
    if (*text_of(layout, card->choice->pictogram_at)) {
        struct rect above = rect_cut_top(&inner, inner.h * 52 / 100);
        int side_px = least(above.h, inner.w - 2 * greatest(numeral_px, marks_px));
        rect_cut_top(&inner, inner.h / 20);
        draw_pictogram(layout->list, rect_square_in(above, side_px),
                       text_of(layout, card->choice->pictogram_at), 256);
    } else {
        rect_cut_top(&inner, numeral_px * 2 / 3);
    }
    return draw_words(layout, card, inner, ALIGN_CENTRE, scale);
}

/* Numeral and picture at the left of a card; where there is little room the
 * numeral stands on the picture's corner. Cut off *inner. */
static void draw_head(const struct layout *layout, const struct card *card, double scale,
                      struct rect *inner) {
    const char *emoji = text_of(layout, card->choice->pictogram_at);
    int padding_px = layout_px(layout, layout->theme->mm.padding);
    int numeral_px = least(layout_px(layout, layout->theme->mm.numeral), inner->h);
    bool narrow = *emoji && (scale < NARROW_SCALE || inner->w < layout_px(layout, NARROW_MM));
    struct rect numeral = {inner->x, inner->y, numeral_px * 3 / 4, numeral_px * 3 / 4};
    if (!narrow) {
        numeral = rect_square_in(rect_cut_left(inner, numeral_px), numeral_px);
        rect_cut_left(inner, padding_px);
    }
    if (*emoji) {
        bool roomy = inner->w > layout_px(layout, ROOMY_MM);
        int side_px = least(inner->h, inner->w * (narrow ? 26 : roomy ? 32 : 24) / 100);
        struct rect picture = rect_square_in(rect_cut_left(inner, side_px), side_px);
        rect_cut_left(inner, padding_px);
        draw_pictogram(layout->list, picture, emoji, 256);
    }
    layout_numeral(layout, numeral, card->choice->numeral, card->numeral_ground,
                   card->numeral_text);
}

/* Numeral, picture, words from left to right: for flat cards. */
static bool fill_flat(const struct layout *layout, const struct card *card, struct rect inner,
                      double scale) {
    int marks_px = layout_marks_width(layout, card->choice->marks);
    draw_head(layout, card, scale, &inner);
    layout_marks(layout, rect_cut_right(&inner, marks_px), card->choice->marks);
    rect_cut_right(&inner, marks_px > 0 ? layout_px(layout, MARK_GAP_MM) : 0);
    return draw_words(layout, card, inner, ALIGN_LEFT, scale);
}

/* The hem of a language's card: below tall cards, at the end of flat ones. Cuts
 * it off the zone for the words. */
static void draw_hem(const struct layout *layout, const struct card *card, bool upright,
                     struct rect *inner) {
    const struct theme *theme = layout->theme;
    if (card->choice->weave < 0) {
        return;
    }
    bool lit = layout_control_lit(layout, card->control);
    struct rect band = rect_inset(card->box, lit ? layout_px(layout, theme->mm.ring) : 0);
    int foot_px = layout_px(layout, theme->mm.radius);
    if (upright) {
        rect_cut_bottom(&band, foot_px);
        band = rect_cut_bottom(&band, least(band.h / 5, layout_px(layout, theme->mm.band * 2)));
        inner->h = band.y - inner->y;
    } else {
        rect_cut_right(&band, foot_px);
        band = rect_cut_right(&band, layout_px(layout, theme->mm.band * 3));
        inner->w = band.x - foot_px - inner->x;
    }
    draw_weave(layout->list, band, (unsigned)card->choice->weave,
               card->own ? card->own : theme->colour.red);
}

static bool draw_card(const struct layout *layout, struct card *card, double scale) {
    int padding_px = layout_px(layout, layout->theme->mm.padding);
    struct rect inner = rect_inset(card->box, padding_px);
    bool upright = inner.h * 100 > inner.w * UPRIGHT_PERCENT;
    colour_card(layout, card);
    layout_target(layout, card->control, card->box, card->ground);
    draw_hit(layout->list, card->control, card->box);
    draw_hem(layout, card, upright, &inner);
    if (upright) {
        return fill_upright(layout, card, inner, scale);
    }
    /* Words of a flat card may come nearer to its edge. */
    inner.y -= padding_px * 2 / 3;
    inner.h += padding_px * 4 / 3;
    return fill_flat(layout, card, inner, scale);
}

/* Where the cards stand; a last row that is not full stands in the middle. */
struct grid {
    struct rect zone;
    int columns, rows, count, gap_px, width_px, height_px;
};

static struct grid grid_of(const struct layout *layout, struct rect zone, int columns) {
    int count = layout->page->choice_count;
    struct grid grid = {.columns = columns,
                        .count = count,
                        .rows = (count + columns - 1) / columns,
                        .gap_px = layout_px(layout, layout->theme->mm.gap)};
    zone.h -= layout_px(layout, layout->theme->mm.depth);
    if (grid.rows > 0) {
        double most_mm = count == 1 ? SINGLE_MOST_MM : CARD_MOST_MM;
        grid.width_px = (zone.w - (columns - 1) * grid.gap_px) / columns;
        grid.height_px =
            least((zone.h - (grid.rows - 1) * grid.gap_px) / grid.rows, layout_px(layout, most_mm));
    }
    int used_px = grid.rows * grid.height_px + (grid.rows - 1) * grid.gap_px;
    zone.y += (zone.h - used_px) / 2;
    grid.zone = zone;
    return grid;
}

static struct rect place_in(const struct grid *grid, int ix) {
    int row = ix / grid->columns;
    int in_row = least(grid->count - row * grid->columns, grid->columns);
    int step_px = grid->width_px + grid->gap_px;
    int indent_px = (grid->columns - in_row) * step_px / 2;
    return (struct rect){grid->zone.x + indent_px + ix % grid->columns * step_px,
                         grid->zone.y + row * (grid->height_px + grid->gap_px), grid->width_px,
                         grid->height_px};
}

bool layout_choices(const struct layout *layout, struct rect zone, int columns, double scale) {
    struct grid grid = grid_of(layout, zone, columns);
    bool fits = grid.count == 0 || grid.height_px >= layout_px(layout, CARD_LEAST_MM);
    for (int i = 0; i < grid.count; i++) {
        struct card card = {.choice = &layout->page->choices[i],
                            .control = (enum control)(CONTROL_CHOICE_1 + i),
                            .box = place_in(&grid, i)};
        fits = draw_card(layout, &card, scale) && fits;
    }
    return fits;
}
