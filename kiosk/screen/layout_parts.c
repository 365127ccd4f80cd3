#include "screen/layout_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WIDTHS_TRIED = 12, EDGE_SHARE = 176 };
static const double CAP_PER_EM = 0.714; /* Noto Sans */

int layout_px(const struct layout *layout, double mm) {
    return (int)lround(mm * layout->screen->px_per_mm);
}

struct text_style layout_style(const struct layout *layout, double cap_mm, bool bold) {
    double em_px = ceil(cap_mm * layout->screen->px_per_mm / CAP_PER_EM);
    return (struct text_style){.em_px = (int)em_px, .bold = bold};
}

/* The narrowest of some widths that needs no more lines. */
static void balance(const struct layout *layout, int width_px, struct paragraph *paragraph) {
    for (int i = WIDTHS_TRIED; i > WIDTHS_TRIED / 2; i--) {
        struct text_line lines[PARAGRAPH_LINES_MAX];
        size_t count = text_wrap(layout->screen->fonts, paragraph->style, paragraph->text,
                                 width_px * i / WIDTHS_TRIED, lines, paragraph->line_count);
        if (count != paragraph->line_count) {
            return;
        }
        memcpy(paragraph->lines, lines, count * sizeof *lines);
    }
}

bool paragraph_break(const struct layout *layout, const char *text, struct text_style style,
                     int width_px, size_t max, bool balanced, struct paragraph *paragraph_out) {
    max = max < PARAGRAPH_LINES_MAX ? max : PARAGRAPH_LINES_MAX;
    *paragraph_out = (struct paragraph){.text = text, .style = style};
    size_t count =
        text_wrap(layout->screen->fonts, style, text, width_px, paragraph_out->lines, max);
    paragraph_out->line_count = count <= max ? count : 0;
    if (balanced && count > 1 && count <= max) {
        balance(layout, width_px, paragraph_out);
    }
    return count <= max;
}

int paragraph_height(const struct paragraph *paragraph) {
    return (int)paragraph->line_count * text_pitch_px(paragraph->style);
}

static int line_width(const struct layout *layout, const struct paragraph *paragraph, size_t i) {
    return text_width_px(layout->screen->fonts, paragraph->style,
                         paragraph->text + paragraph->lines[i].first, paragraph->lines[i].bytes);
}

void paragraph_draw(const struct layout *layout, const struct paragraph *paragraph,
                    struct rect zone, enum align align, uint32_t colour) {
    int pitch_px = text_pitch_px(paragraph->style);
    for (size_t i = 0; i < paragraph->line_count; i++) {
        int width_px = line_width(layout, paragraph, i);
        int x = align == ALIGN_CENTRE ? zone.x + (zone.w - width_px) / 2 : zone.x;
        struct rect line = {x, zone.y + (int)i * pitch_px, width_px, pitch_px};
        draw_text(layout->list, paragraph->style, paragraph->text + paragraph->lines[i].first,
                  paragraph->lines[i].bytes, line, colour);
    }
}

static const struct page_prompt *lit_prompt(const struct layout *layout) {
    int16_t lit = layout->page->lit;
    return lit >= 0 && lit < layout->page->prompt_count ? &layout->page->prompts[lit] : NULL;
}

bool layout_control_lit(const struct layout *layout, enum control control) {
    const struct page_prompt *prompt = lit_prompt(layout);
    return prompt && control != CONTROL_NONE && prompt->control == control;
}

bool layout_line_lit(const struct layout *layout, int line_ix) {
    const struct page_prompt *prompt = lit_prompt(layout);
    return prompt && prompt->line >= 0 && prompt->line == line_ix;
}

void layout_numeral(const struct layout *layout, struct rect square, unsigned number,
                    uint32_t ground, uint32_t text) {
    char digits[12];
    snprintf(digits, sizeof digits, "%u", number);
    draw_round(layout->list, square, square.w / 2, ground);
    struct text_style style = {.em_px = square.h * 64 / 100, .bold = true};
    int width_px = text_width_px(layout->screen->fonts, style, digits, strlen(digits));
    int base_px = square.y + square.h / 2 + style.em_px * 357 / 1000; /* half a digit lower */
    struct rect line = {square.x + (square.w - width_px) / 2, base_px - text_ascent_px(style),
                        width_px, text_pitch_px(style)};
    draw_text(layout->list, style, digits, strlen(digits), line, text);
}

/* Letters in a small round frame. */
struct mark_sign {
    enum mark mark;
    const char *text;
};

static const struct mark_sign signs[] = {
    {MARK_CHECKING, "?"}, {MARK_SOURCE, "VI"}, {MARK_ALOUD, "VI"},
    {MARK_DRAFT, "✎"},    {MARK_TRIAL, "♪?"},
};

static const double SIGN_CAP = 0.5; /* of the frame's height */
static const double SIGN_GAP_MM = 1.5;

enum { SIGN_COUNT = sizeof signs / sizeof *signs };

static struct text_style sign_style(const struct layout *layout) {
    return layout_style(layout, layout->theme->mm.mark * SIGN_CAP, true);
}

static int sign_width(const struct layout *layout, const struct mark_sign *sign) {
    struct text_style style = sign_style(layout);
    int text_px = text_width_px(layout->screen->fonts, style, sign->text, strlen(sign->text));
    int height_px = layout_px(layout, layout->theme->mm.mark);
    return greatest(height_px, text_px + height_px / 2);
}

int layout_marks_width(const struct layout *layout, unsigned marks) {
    int width_px = 0;
    for (size_t i = 0; i < SIGN_COUNT; i++) {
        if (marks & signs[i].mark) {
            width_px += sign_width(layout, &signs[i]) + layout_px(layout, SIGN_GAP_MM);
        }
    }
    return width_px;
}

static void draw_mark(const struct layout *layout, struct rect box, const struct mark_sign *sign) {
    struct text_style style = sign_style(layout);
    struct paragraph text;
    draw_round(layout->list, box, box.h / 2, layout->theme->colour.card);
    draw_ring(layout->list, box, box.h / 2, layout_px(layout, layout->theme->mm.edge),
              layout->theme->colour.soft);
    paragraph_break(layout, sign->text, style, box.w, 1, false, &text);
    struct rect line = {box.x, box.y + (box.h - text_pitch_px(style)) / 2, box.w, box.h};
    paragraph_draw(layout, &text, line, ALIGN_CENTRE, layout->theme->colour.soft);
}

void layout_marks(const struct layout *layout, struct rect zone, unsigned marks) {
    int height_px = layout_px(layout, layout->theme->mm.mark);
    for (size_t i = 0; i < SIGN_COUNT; i++) {
        if (marks & signs[i].mark) {
            int width_px = sign_width(layout, &signs[i]);
            struct rect box = {zone.x, zone.y + (zone.h - height_px) / 2, width_px, height_px};
            draw_mark(layout, box, &signs[i]);
            rect_cut_left(&zone, width_px + layout_px(layout, SIGN_GAP_MM));
        }
    }
}

/* Ring around the control where OK acts. */
static void draw_focus(const struct layout *layout, enum control control, struct rect box) {
    if (control == CONTROL_NONE || layout->page->focus != control) {
        return;
    }
    int width_px = greatest(layout_px(layout, layout->theme->mm.ring), 2);
    int away_px = width_px + greatest(layout_px(layout, 0.3), 1);
    draw_ring(layout->list, rect_inset(box, -away_px),
              layout_px(layout, layout->theme->mm.radius) + away_px, width_px,
              layout->theme->colour.focus);
}

void layout_card(const struct layout *layout, struct rect box, uint32_t ground, uint32_t edge,
                 double edge_mm) {
    int radius_px = layout_px(layout, layout->theme->mm.radius);
    draw_round(layout->list, box, radius_px, ground);
    draw_ring(layout->list, box, radius_px, greatest(layout_px(layout, edge_mm), 1), edge);
}

void layout_target(const struct layout *layout, enum control control, struct rect box,
                   uint32_t ground) {
    const struct theme *theme = layout->theme;
    bool lit = layout_control_lit(layout, control);
    bool light = theme_contrast(ground, theme->colour.ink) > theme_contrast(ground, 0xFFFFFF);
    uint32_t edge = light ? theme->colour.edge : theme_blend(ground, 0, EDGE_SHARE);
    struct rect below = box;
    below.y += layout_px(layout, theme->mm.depth);
    draw_round(layout->list, below, layout_px(layout, theme->mm.radius),
               lit ? theme->colour.lit_ring : edge);
    layout_card(layout, box, ground,
                lit     ? theme->colour.lit_ring
                : light ? edge
                        : ground,
                lit ? theme->mm.ring : theme->mm.edge);
    draw_focus(layout, control, box);
}
