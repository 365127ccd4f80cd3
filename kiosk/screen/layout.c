#include "screen/layout.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "screen/layout_parts.h"

enum { TITLE_LINES_MAX = 4, NOTICE_LINES_MAX = 2, STATEMENT_LINES_MAX = 8 };

struct screen_metrics screen_metrics_of(int width_px, int height_px, double diagonal_mm,
                                        struct fonts *fonts) {
    double diagonal_px = hypot(width_px, height_px);
    return (struct screen_metrics){width_px, height_px, diagonal_px / diagonal_mm, fonts};
}

/* Sizes of the title to try, in times the least size of content, and the lines
 * it may take: large and short first. */
struct title_try {
    double scale;
    size_t lines;
};

static const struct title_try title_tries[] = {
    {1.6, 1}, {1.4, 1}, {1.4, 2}, {1.2, 1}, {1.2, 2}, {1.05, 1}, {1.05, 2}, {1.05, 3},
};

static const struct title_try small_title_tries[] = {
    {1.25, 1}, {1.1, 1}, {1.0, 1}, {1.0, 2}, {1.0, 3},
};

/* A question is what the page is about. */
static const struct title_try question_tries[] = {
    {2.0, 1}, {1.8, 2}, {1.6, 2}, {1.4, 2}, {1.2, 3}, {1.05, 3},
};

static const struct title_try small_question_tries[] = {
    {1.3, 1}, {1.15, 1}, {1.15, 2}, {1.0, 2}, {1.0, 3},
};

/* Sizes of the content to try. */
static const double scales[] = {1.5, 1.35, 1.2, 1.1, 1.0};
enum { SCALE_COUNT = sizeof scales / sizeof *scales };

static bool is_small(const struct layout *layout) { return layout->theme->mm.band < 5; }

static bool has_choices(const struct page *page) { return page->choice_count > 0; }

/* Sentences that belong to no block. */
static int free_lines(const struct page *page) {
    return page->block_count > 0 ? page->blocks[0].first_line : page->line_count;
}

/* One clear sentence and a large picture: somebody is coming, are you there? */
static bool is_statement(const struct page *page) {
    return page->kind == PAGE_CALL || page->kind == PAGE_ASK || page->kind == PAGE_STAFF;
}

/* ---- header ------------------------------------------------------------------ */

static void draw_beads(const struct layout *layout, struct rect zone) {
    const struct theme *theme = layout->theme;
    int steps = layout->page->steps;
    int bead_px = least(layout_px(layout, theme->mm.bead), zone.w / (2 * steps));
    int pitch_px = steps > 1 ? least((zone.w - bead_px) / (steps - 1), bead_px * 2) : 0;
    int width_px = pitch_px * (steps - 1) + bead_px;
    struct rect thread = {zone.x + (zone.w - width_px) / 2, zone.y + zone.h / 2, width_px,
                          greatest(layout_px(layout, 0.5), 1)};
    draw_round(layout->list, thread, 0, theme->colour.thread);
    for (int i = 0; i < steps; i++) {
        struct rect bead = {thread.x + i * pitch_px, zone.y + (zone.h - bead_px) / 2, bead_px,
                            bead_px};
        bool now = i + 1 == layout->page->step;
        bool done = i < layout->page->step;
        bead = now ? rect_inset(bead, -bead_px / 5) : bead;
        draw_round(layout->list, bead, bead.w / 2, done ? theme->colour.red : theme->colour.card);
        draw_ring(layout->list, bead, bead.w / 2, greatest(layout_px(layout, 0.5), 1),
                  done ? theme->colour.red : theme->colour.thread);
    }
}

/* "2/5" above as many beads. Cuts what it needs off the right of *header. */
static void draw_progress(const struct layout *layout, struct rect *header) {
    const struct theme *theme = layout->theme;
    char text[16];
    struct paragraph words;
    if (layout->page->steps == 0) {
        return;
    }
    int length = snprintf(text, sizeof text, "%u/%u", layout->page->step, layout->page->steps);
    int width_px = layout_px(layout, theme->mm.bead * 1.6 * layout->page->steps);
    int most_px = header->w / 4;
    struct text_style style = layout_style(layout, theme->cap_mm.note, true);
    int text_px = text_width_px(layout->screen->fonts, style, text, (size_t)length);
    width_px = greatest(least(width_px, most_px), text_px);
    struct rect zone = rect_cut_right(header, width_px);
    rect_cut_right(header, layout_px(layout, theme->mm.gap));
    int beads_px = layout_px(layout, theme->mm.bead * 1.6);
    int height_px = text_pitch_px(style) + beads_px;
    zone.y += greatest((zone.h - height_px) / 2, 0);
    paragraph_break(layout, text, style, width_px, 1, ALIGN_CENTRE, &words);
    paragraph_draw(layout, &words, rect_cut_top(&zone, text_pitch_px(style)), ALIGN_CENTRE,
                   theme->colour.soft);
    zone.h = beads_px;
    draw_beads(layout, zone);
}

static void draw_mute(const struct layout *layout, struct rect *header) {
    int side_px = least(layout_px(layout, layout->theme->mm.title * 0.8), header->h);
    if (layout->page->mute) {
        struct rect zone = rect_cut_right(header, side_px);
        rect_cut_right(header, layout_px(layout, layout->theme->mm.gap));
        draw_pictogram(layout->list, rect_square_in(zone, side_px), "🔇", 256);
    }
}

static void draw_title_picture(const struct layout *layout, struct rect *header) {
    const char *emoji = page_text(layout->page, layout->page->pictogram_at);
    int side_px = least(layout_px(layout, layout->theme->mm.title), header->h);
    if (*emoji) {
        struct rect zone = rect_cut_left(header, side_px);
        rect_cut_left(header, layout_px(layout, layout->theme->mm.gap));
        draw_pictogram(layout->list, rect_square_in(zone, side_px), emoji, 256);
    }
}

static struct title_try title_try_at(const struct layout *layout, size_t i, size_t *count_out) {
    bool question = layout->page->kind == PAGE_QUESTION;
    if (is_small(layout)) {
        *count_out = question ? sizeof small_question_tries / sizeof *small_question_tries
                              : sizeof small_title_tries / sizeof *small_title_tries;
        return question ? small_question_tries[i] : small_title_tries[i];
    }
    *count_out = question ? sizeof question_tries / sizeof *question_tries
                          : sizeof title_tries / sizeof *title_tries;
    return question ? question_tries[i] : title_tries[i];
}

/* Draws the header for one size of title and cuts it off *zone. False if the
 * title is too long for it. */
static bool draw_header(const struct layout *layout, struct title_try try, struct rect *zone) {
    const struct theme *theme = layout->theme;
    const char *text = page_text(layout->page, layout->page->title_at);
    struct text_style style = layout_style(layout, theme->cap_mm.content * try.scale, true);
    struct paragraph title;
    int height_px =
        greatest(layout_px(layout, theme->mm.title), (int)try.lines * text_pitch_px(style));
    struct rect header = rect_cut_top(zone, height_px);
    rect_cut_top(zone, layout_px(layout, theme->mm.gap) * 3 / 4);
    draw_title_picture(layout, &header);
    draw_mute(layout, &header);
    draw_progress(layout, &header);
    int marks_px = layout_marks_width(layout, layout->page->marks);
    struct rect signs = rect_cut_right(&header, marks_px);
    bool fits = paragraph_break(layout, text, style, header.w, try.lines, ALIGN_LEFT, &title);
    layout_marks(layout, signs, layout->page->marks);
    header.y += (header.h - paragraph_height(&title)) / 2;
    paragraph_draw(layout, &title, header, ALIGN_LEFT, theme->colour.ink);
    return fits;
}

/* ---- notice -------------------------------------------------------------------- */

/* One small line above the bar that explains the marks. */
static bool draw_notice(const struct layout *layout, struct rect *zone) {
    const struct theme *theme = layout->theme;
    const char *text = page_text(layout->page, layout->page->notice_at);
    struct text_style style = layout_style(layout, theme->cap_mm.mark, false);
    struct paragraph notice;
    if (!*text) {
        return true;
    }
    bool fits =
        paragraph_break(layout, text, style, zone->w, NOTICE_LINES_MAX, ALIGN_LEFT, &notice);
    struct rect line = rect_cut_bottom(zone, paragraph_height(&notice));
    rect_cut_bottom(zone, layout_px(layout, theme->mm.gap) / 2);
    paragraph_draw(layout, &notice, line, ALIGN_LEFT, theme->colour.soft);
    return fits;
}

/* ---- statements ------------------------------------------------------------------ */

/* One sentence at the top of *zone, which it is cut off from. */
static bool draw_sentence(const struct layout *layout, const char *text, double scale, bool bold,
                          int line_ix, struct rect *zone) {
    struct paragraph words;
    struct text_style style = layout_style(layout, layout->theme->cap_mm.content * scale, bold);
    bool fits =
        paragraph_break(layout, text, style, zone->w, STATEMENT_LINES_MAX, ALIGN_LEFT, &words);
    fits = fits && paragraph_height(&words) <= zone->h;
    struct rect box = rect_cut_top(zone, paragraph_height(&words));
    if (layout_line_lit(layout, line_ix)) {
        draw_round(layout->list, rect_inset(box, -layout_px(layout, 1)), layout_px(layout, 2),
                   layout->theme->colour.lit);
    }
    paragraph_draw(layout, &words, box, ALIGN_LEFT, layout->theme->colour.ink);
    rect_cut_top(zone, layout_px(layout, layout->theme->mm.gap) / 2);
    return fits;
}

static bool draw_sentences(const struct layout *layout, struct rect zone, double scale) {
    const struct page *page = layout->page;
    bool fits = true;
    if (is_statement(page)) {
        fits = draw_sentence(layout, page_text(page, page->title_at), scale * 1.25, true,
                             LIBRARY_NONE, &zone);
    }
    for (int i = 0; i < free_lines(page); i++) {
        fits = draw_sentence(layout, page_text(page, page->lines[i].text_at), scale,
                             page->lines[i].label, i, &zone) &&
               fits;
    }
    return fits;
}

static bool draw_statement(const struct layout *layout, struct rect zone, double scale) {
    const struct page *page = layout->page;
    int gap_px = layout_px(layout, layout->theme->mm.gap);
    bool fits = true;
    draw_mute(layout,
              &(struct rect){zone.x, zone.y, zone.w, layout_px(layout, layout->theme->mm.title)});
    if (has_choices(page)) {
        struct rect below = rect_cut_bottom(&zone, zone.h * 40 / 100);
        rect_cut_bottom(&zone, gap_px);
        fits = layout_choices(layout, below, least(page->choice_count, 3), 1);
    }
    int side_px = least(zone.h * 9 / 10, zone.w * 32 / 100);
    struct rect left = rect_cut_left(&zone, side_px);
    rect_cut_left(&zone, 2 * gap_px);
    if (*page_text(page, page->pictogram_at)) {
        draw_pictogram(layout->list, rect_square_in(left, side_px),
                       page_text(page, page->pictogram_at), 256);
    }
    zone.y += zone.h / 10;
    zone.h -= zone.h / 10;
    return draw_sentences(layout, zone, scale) && fits;
}

/* ---- content ------------------------------------------------------------------------ */

/* How blocks and choices share the zone. */
enum arrangement { ARRANGE_ONE_COLUMN, ARRANGE_TWO_COLUMNS, ARRANGE_BELOW, ARRANGE_COUNT };

static int choice_columns(const struct layout *layout) {
    int count = layout->page->choice_count;
    if (count <= 1) {
        return 1;
    }
    return count > 4 && !is_small(layout) ? 3 : 2;
}

static bool draw_both(const struct layout *layout, struct rect zone, enum arrangement how,
                      double scale) {
    int gap_px = layout_px(layout, layout->theme->mm.gap);
    if (how == ARRANGE_BELOW) {
        int columns = least(layout->page->choice_count, is_small(layout) ? 2 : 4);
        int rows = (layout->page->choice_count + columns - 1) / columns;
        struct rect below = rect_cut_bottom(
            &zone, least(zone.h / 2, rows * layout_px(layout, is_small(layout) ? 26 : 44)));
        rect_cut_bottom(&zone, gap_px);
        return layout_choices(layout, below, columns, 1) & layout_blocks(layout, zone, 1, scale);
    }
    struct rect right = rect_cut_right(&zone, zone.w * 36 / 100);
    rect_cut_right(&zone, gap_px);
    return layout_choices(layout, right, 1, 1) & layout_blocks(layout, zone, 1, scale);
}

static bool draw_arranged(const struct layout *layout, struct rect zone, enum arrangement how,
                          double scale) {
    const struct page *page = layout->page;
    if (is_statement(page)) {
        return draw_statement(layout, zone, scale);
    }
    if (page->block_count > 0 && has_choices(page)) {
        return draw_both(layout, zone, how, scale);
    }
    if (has_choices(page)) {
        return layout_choices(layout, zone, choice_columns(layout), scale);
    }
    if (page->block_count > 0) {
        bool two = how == ARRANGE_TWO_COLUMNS && page->block_count > 1 && !is_small(layout);
        return layout_blocks(layout, zone, two ? 2 : 1, scale);
    }
    return draw_sentences(layout, zone, scale);
}

/* The largest size in the first arrangement that fits. */
static bool draw_content(const struct layout *layout, struct rect zone) {
    struct draw_point start = draw_point(layout->list);
    for (int i = 0; i < SCALE_COUNT; i++) {
        for (int how = 0; how < ARRANGE_COUNT; how++) {
            draw_back_to(layout->list, start);
            if (draw_arranged(layout, zone, (enum arrangement)how, scales[i])) {
                return true;
            }
        }
    }
    return false;
}

/* Header, notice and content inside the margins. */
static bool draw_body(const struct layout *layout, struct rect zone) {
    struct draw_point start = draw_point(layout->list);
    bool fits = false;
    size_t count = 1;
    for (size_t i = 0; i < count && !fits; i++) {
        struct title_try try = title_try_at(layout, i, &count);
        struct rect rest = zone;
        draw_back_to(layout->list, start);
        fits = is_statement(layout->page) || draw_header(layout, try, &rest);
        fits = draw_notice(layout, &rest) && fits;
        fits = draw_content(layout, rest) && fits;
    }
    return fits;
}

/* ---- page --------------------------------------------------------------------------- */

static uint64_t mix_text(uint64_t hash, const char *text) {
    for (; *text; text++) {
        hash = (hash ^ (uint8_t)*text) * 0x100000001B3ULL;
    }
    return hash;
}

/* What the targets mean: a finger that went down on one scene must not act on
 * the next. */
static uint64_t scene_of(const struct page *page, const struct draw_list *list) {
    uint64_t hash = mix_text(page->kind + 1, page_text(page, page->title_at));
    for (uint8_t i = 0; i < page->choice_count; i++) {
        hash = mix_text(hash * 31, page_text(page, page->choices[i].label_at));
    }
    for (size_t i = 0; i < list->hit_count; i++) {
        hash = hash * 31 + (uint64_t)list->hits[i].control;
    }
    return hash * 31 + page->step;
}

void layout_page(const struct page *page, const struct screen_metrics *screen,
                 const struct theme *theme, struct draw_list *list_out) {
    struct layout layout = {page, screen, theme, list_out};
    struct rect zone = {0, 0, screen->width_px, screen->height_px};
    uint32_t colour = page->colour ? theme_ground_for_light(page->colour) : theme->colour.red;
    draw_start(list_out);
    draw_round(list_out, zone, 0, theme->colour.paper);
    draw_weave(list_out, rect_cut_top(&zone, layout_px(&layout, theme->mm.band)),
               page->weave >= 0 ? (unsigned)page->weave : 0, colour);
    bool fits = layout_bar(&layout, rect_cut_bottom(&zone, layout_px(&layout, theme->mm.bar)));
    int margin_px = layout_px(&layout, theme->mm.margin);
    rect_cut_left(&zone, margin_px);
    rect_cut_right(&zone, margin_px);
    rect_cut_top(&zone, margin_px * 2 / 3);
    rect_cut_bottom(&zone, margin_px * 2 / 3);
    fits = draw_body(&layout, zone) && fits;
    list_out->overflow = list_out->overflow || !fits;
    list_out->scene = scene_of(page, list_out);
}
