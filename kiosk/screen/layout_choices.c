/* The choices of a page as cards in a grid. */
#include "screen/layout_parts.h"

enum { LABEL_LINES_MAX = 3, NOTE_LINES_MAX = 2 };

/* Least heights of a card, and the most that is still a card, in millimetres. */
static const double CARD_LEAST_MM = 20;
static const double CARD_MOST_MM = 92;

/* How a card is filled. */
struct card {
    const struct page_choice *choice;
    enum control control;
    struct rect box;
    bool lit;
    uint32_t ground, text, soft, numeral_ground, numeral_text;
};

static void colour_card(const struct layout *layout, struct card *card) {
    const struct theme *theme = layout->theme;
    uint32_t own = card->choice->colour;
    uint32_t filled = own ? theme_ground_for_light(own) : theme->colour.indigo;
    bool coloured = own && !card->lit;
    card->ground = card->lit ? theme->colour.lit : own ? filled : theme->colour.card;
    card->text = coloured ? theme->colour.light : theme->colour.ink;
    card->soft = coloured ? theme->colour.light : theme->colour.soft;
    card->numeral_ground = coloured ? theme->colour.card : filled;
    card->numeral_text = coloured ? filled : theme->colour.light;
}

static bool has_text(const struct layout *layout, uint16_t at) {
    return *page_text(layout->page, at) != '\0';
}

/* Label and note below each other in the middle of the zone's height. */
static bool draw_words(const struct layout *layout, const struct card *card, struct rect zone,
                       enum align align, double scale) {
    const struct theme *theme = layout->theme;
    const struct page_choice *choice = card->choice;
    struct paragraph label, note;
    int marks_px = layout_marks_width(layout, choice->marks);
    struct rect words = zone;
    words.w -= align == ALIGN_LEFT ? marks_px : 0;
    bool fits = paragraph_break(layout, page_text(layout->page, choice->label_at),
                                layout_style(layout, theme->cap_mm.content * scale, true), words.w,
                                LABEL_LINES_MAX, align, &label);
    fits = paragraph_break(layout, page_text(layout->page, choice->note_at),
                           layout_style(layout, theme->cap_mm.note * scale, false), words.w,
                           NOTE_LINES_MAX, align, &note) &&
           fits;
    int height_px = paragraph_height(&label) + paragraph_height(&note);
    words.y += (zone.h - height_px) / 2;
    paragraph_draw(layout, &label, words, align, card->text);
    rect_cut_top(&words, paragraph_height(&label));
    paragraph_draw(layout, &note, words, align, card->soft);
    return fits && height_px <= zone.h && words.w > 0;
}

static void draw_marks(const struct layout *layout, const struct card *card, struct rect inner) {
    int width_px = layout_marks_width(layout, card->choice->marks);
    struct rect corner = rect_cut_top(&inner, layout_px(layout, layout->theme->mm.mark));
    layout_marks(layout, rect_cut_right(&corner, width_px), card->choice->marks);
}

/* A picture above its words, the numeral in the corner: for tall cards. */
static bool fill_upright(const struct layout *layout, const struct card *card, struct rect inner,
                         double scale) {
    int numeral_px = layout_px(layout, layout->theme->mm.numeral);
    struct rect corner = {inner.x, inner.y, numeral_px, numeral_px};
    struct rect words = inner;
    layout_numeral(layout, corner, card->choice->numeral, card->numeral_ground, card->numeral_text);
    draw_marks(layout, card, inner);
    if (has_text(layout, card->choice->pictogram_at)) {
        struct rect above = rect_cut_top(&words, inner.h * 48 / 100);
        draw_pictogram(layout->list, rect_square_in(above, least(above.h, above.w)),
                       page_text(layout->page, card->choice->pictogram_at), 256);
        rect_cut_top(&words, inner.h * 3 / 100);
    } else if (words.h - numeral_px > inner.h / 2) {
        rect_cut_top(&words, numeral_px / 2);
    }
    return draw_words(layout, card, words, ALIGN_CENTRE, scale);
}

/* Numeral, picture, words from left to right: for flat cards. */
static bool fill_flat(const struct layout *layout, const struct card *card, struct rect inner,
                      double scale) {
    int padding_px = layout_px(layout, layout->theme->mm.padding);
    int numeral_px = least(layout_px(layout, layout->theme->mm.numeral), inner.h);
    struct rect left = rect_cut_left(&inner, numeral_px);
    layout_numeral(layout, rect_square_in(left, numeral_px), card->choice->numeral,
                   card->numeral_ground, card->numeral_text);
    rect_cut_left(&inner, padding_px);
    if (has_text(layout, card->choice->pictogram_at)) {
        int side_px = least(inner.h, inner.w * 30 / 100);
        struct rect picture = rect_cut_left(&inner, side_px);
        draw_pictogram(layout->list, rect_square_in(picture, side_px),
                       page_text(layout->page, card->choice->pictogram_at), 256);
        rect_cut_left(&inner, padding_px);
    }
    int marks_px = layout_marks_width(layout, card->choice->marks);
    struct rect signs = {rect_right(inner) - marks_px, inner.y, marks_px, inner.h};
    layout_marks(layout, signs, card->choice->marks);
    return draw_words(layout, card, inner, ALIGN_LEFT, scale);
}

static bool draw_card(const struct layout *layout, struct card *card, double scale) {
    const struct theme *theme = layout->theme;
    int radius_px = layout_px(layout, theme->mm.radius);
    struct rect inner = rect_inset(card->box, layout_px(layout, theme->mm.padding));
    bool woven = card->choice->weave >= 0;
    colour_card(layout, card);
    draw_round(layout->list, card->box, radius_px, card->ground);
    draw_ring(layout->list, card->box, radius_px,
              layout_px(layout, card->lit ? theme->mm.ring : theme->mm.edge),
              card->lit ? theme->colour.lit_ring : theme->colour.edge);
    if (woven) {
        int band_px = least(card->box.h / 6, layout_px(layout, theme->mm.band * 1.6));
        struct rect band = {card->box.x + radius_px,
                            rect_bottom(card->box) - band_px - radius_px / 2,
                            card->box.w - 2 * radius_px, band_px};
        draw_weave(layout->list, band, (unsigned)card->choice->weave,
                   card->choice->colour ? theme_ground_for_light(card->choice->colour)
                                        : theme->colour.red);
        inner.h = band.y - inner.y;
    }
    layout_focus(layout, card->control, card->box, radius_px);
    draw_hit(layout->list, card->control, card->box);
    bool upright = inner.h * 10 > inner.w * 5;
    return upright ? fill_upright(layout, card, inner, scale)
                   : fill_flat(layout, card, inner, scale);
}

bool layout_choices(const struct layout *layout, struct rect zone, int columns, double scale) {
    const struct page *page = layout->page;
    int count = page->choice_count;
    int rows = (count + columns - 1) / columns;
    int gap_px = layout_px(layout, layout->theme->mm.gap);
    int width_px = (zone.w - (columns - 1) * gap_px) / columns;
    int height_px = rows > 0 ? (zone.h - (rows - 1) * gap_px) / rows : 0;
    height_px = least(height_px, layout_px(layout, CARD_MOST_MM));
    bool fits = count == 0 || height_px >= layout_px(layout, CARD_LEAST_MM);
    int top_px = zone.y + (zone.h - rows * height_px - (rows - 1) * gap_px) / 2;
    for (int i = 0; i < count; i++) {
        struct card card = {.choice = &page->choices[i],
                            .control = (enum control)(CONTROL_CHOICE_1 + i)};
        card.box = (struct rect){zone.x + i % columns * (width_px + gap_px),
                                 top_px + i / columns * (height_px + gap_px), width_px, height_px};
        card.lit = layout_control_lit(layout, card.control);
        fits = draw_card(layout, &card, scale) && fits;
    }
    return fits;
}
