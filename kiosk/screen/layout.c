#include "screen/layout.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "screen/layout_parts.h"

enum { NOTICE_LINES_MAX = 2, STATEMENT_LINES_MAX = 8, SMALL_LABELS = 4, BEADS_MAX = 7 };

static const double TITLE_LARGER = 1.25;            /* than its sentences, in a statement */
static const double CORNER_MM = 24;                 /* the staff's invisible way in */
static const double ROW_MM = 30, SMALL_ROW_MM = 21; /* of choices below blocks */

struct screen_metrics screen_metrics_of(int width_px, int height_px, double diagonal_mm,
                                        struct fonts *fonts) {
    double diagonal_px = hypot(width_px, height_px);
    return (struct screen_metrics){width_px, height_px, diagonal_px / diagonal_mm, fonts};
}

/* Sizes of the title to try, in times the least size of content, and the lines
 * it may take. */
struct title_try {
    double scale;
    size_t lines;
};

enum { TITLE_TRIES = 6, CONTENT_TRIES = 8, RESCUE_TRIES = 3 };

static const struct title_try title_tries[TITLE_TRIES] = {
    {1.6, 1}, {1.4, 1}, {1.3, 2}, {1.2, 2}, {1.05, 2}, {1.05, 3},
};

static const struct title_try small_title_tries[TITLE_TRIES] = {
    {1.25, 1}, {1.1, 1}, {1.0, 1}, {1.1, 2}, {1.0, 2}, {1.0, 3},
};

/* A question is what the page is about. */
static const struct title_try question_tries[TITLE_TRIES] = {
    {2.0, 1}, {1.8, 2}, {1.6, 2}, {1.4, 2}, {1.2, 3}, {1.05, 3},
};

static const struct title_try small_question_tries[TITLE_TRIES] = {
    {1.3, 1}, {1.15, 1}, {1.0, 1}, {1.15, 2}, {1.0, 2}, {1.0, 3},
};

/* Sizes of the content to try: texts in times the least size, the height of a
 * block's picture, and whether lines and cards move together. */
static const struct content_try content_tries[CONTENT_TRIES] = {
    {1.9, 76, false}, {1.7, 60, false}, {1.5, 40, false}, {1.35, 32, false},
    {1.2, 26, false}, {1.1, 22, false}, {1.0, 18, false}, {1.0, 12, true},
};

static const struct content_try small_content_tries[CONTENT_TRIES] = {
    {1.5, 34, false}, {1.35, 30, false}, {1.2, 24, false}, {1.1, 20, false},
    {1.0, 18, false}, {1.0, 13, false},  {1.0, 13, true},  {1.0, 9, true},
};

/* Below the least size: content check refuses such a page, but should one come
 * all the same, it is better small than empty. */
static const struct content_try rescue_tries[RESCUE_TRIES] = {
    {0.85, 8, true}, {0.7, 7, true}, {0.55, 6, true}};

/* Labels of buttons on a small screen may be smaller than sentences: six of them
 * with 28 letters each have no room otherwise. 4.8 mm is the floor (Section 508,
 * 402.4), 0.66 of 7.3 mm. */
static const double small_label_scales[SMALL_LABELS] = {0.9, 0.8, 0.7, 0.66};

static bool is_small(const struct layout *layout) { return layout->theme->mm.band < 5; }

static bool is_upright(const struct layout *layout) {
    return layout->screen->height_px > layout->screen->width_px;
}

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
    int bead_px = layout_px(layout, theme->mm.bead);
    int pitch_px = steps > 1 ? least((zone.w - bead_px) / (steps - 1), bead_px * 2) : 0;
    int width_px = pitch_px * (steps - 1) + bead_px;
    int thin_px = greatest(layout_px(layout, 0.5), 1);
    struct rect thread = {zone.x + (zone.w - width_px) / 2, zone.y + zone.h / 2, width_px, thin_px};
    draw_round(layout->list, thread, 0, theme->colour.thread);
    for (int i = 0; i < steps; i++) {
        struct rect bead = {thread.x + i * pitch_px, zone.y + (zone.h - bead_px) / 2, bead_px,
                            bead_px};
        bool done = i < layout->page->step;
        bead = i + 1 == layout->page->step ? rect_inset(bead, -bead_px / 5) : bead;
        draw_round(layout->list, bead, bead.w / 2, done ? theme->colour.red : theme->colour.card);
        draw_ring(layout->list, bead, bead.w / 2, thin_px,
                  done ? theme->colour.red : theme->colour.thread);
    }
}

/* Where there are too many steps for beads: a slot that fills. */
static void draw_slot(const struct layout *layout, struct rect zone) {
    const struct theme *theme = layout->theme;
    int height_px = layout_px(layout, theme->mm.bead) * 3 / 4;
    struct rect slot = {zone.x, zone.y + (zone.h - height_px) / 2, zone.w, height_px};
    struct rect done = slot;
    done.w = greatest(slot.w * layout->page->step / layout->page->steps, height_px);
    draw_round(layout->list, slot, height_px / 2, theme->colour.card);
    draw_ring(layout->list, slot, height_px / 2, greatest(layout_px(layout, 0.4), 1),
              theme->colour.thread);
    draw_round(layout->list, done, height_px / 2, theme->colour.red);
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
    int width_px = layout_px(layout, theme->mm.bead * 1.6 * least(layout->page->steps, BEADS_MAX));
    int most_px = header->w / 4;
    struct text_style style = layout_style(layout, theme->cap_mm.note, true);
    style.tight = true;
    int text_px = text_width_px(layout->screen->fonts, style, text, (size_t)length);
    width_px = greatest(least(width_px, most_px), text_px);
    struct rect zone = rect_cut_right(header, width_px);
    rect_cut_right(header, layout_px(layout, theme->mm.gap));
    int beads_px = layout_px(layout, theme->mm.bead * 1.6);
    int height_px = text_pitch_px(style) + beads_px;
    zone.y += greatest((zone.h - height_px) / 2, 0);
    paragraph_break(layout, text, style, width_px, 1, false, &words);
    paragraph_draw(layout, &words, rect_cut_top(&zone, text_pitch_px(style)), ALIGN_CENTRE,
                   theme->colour.soft);
    zone.h = beads_px;
    if (layout->page->steps <= BEADS_MAX) {
        draw_beads(layout, zone);
    } else {
        draw_slot(layout, zone);
    }
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

static struct title_try title_try_at(const struct layout *layout, int i) {
    bool question = layout->page->kind == PAGE_QUESTION;
    if (is_small(layout)) {
        return question ? small_question_tries[i] : small_title_tries[i];
    }
    return question ? question_tries[i] : title_tries[i];
}

/* Draws the header for one size of title and cuts it off *zone. False if the
 * title is too long for it. */
static bool draw_header(const struct layout *layout, struct title_try try, struct rect *zone) {
    const struct theme *theme = layout->theme;
    const char *text = page_text(layout->page, layout->page->title_at);
    unsigned marks = *page_text(layout->page, layout->page->notice_at) ? 0 : layout->page->marks;
    struct text_style style = layout_style(layout, theme->cap_mm.content * try.scale, true);
    struct paragraph title;
    style.tight = true;
    struct rect header = *zone;
    header.h = layout_px(layout, theme->mm.title);
    struct draw_point start = draw_point(layout->list);
    draw_title_picture(layout, &header);
    draw_mute(layout, &header);
    draw_progress(layout, &header);
    layout_marks(layout, rect_cut_right(&header, layout_marks_width(layout, marks)), marks);
    bool fits = paragraph_break(layout, text, style, header.w, try.lines, true, &title);
    int more_px = greatest(paragraph_height(&title) - header.h, 0);
    draw_lower(layout->list, start, more_px / 2);
    header.y += (header.h + more_px - paragraph_height(&title)) / 2;
    paragraph_draw(layout, &title, header, ALIGN_LEFT, theme->colour.ink);
    rect_cut_top(zone, header.h + more_px + layout_px(layout, theme->mm.gap) / 2);
    return fits;
}

/* ---- notice -------------------------------------------------------------------- */

/* The marks that stand anywhere on the page. */
static unsigned marks_shown(const struct page *page) {
    unsigned marks = page->marks;
    for (uint8_t i = 0; i < page->line_count; i++) {
        marks |= page->lines[i].marks;
    }
    for (uint8_t i = 0; i < page->choice_count; i++) {
        marks |= page->choices[i].marks;
    }
    return marks;
}

/* The mark that the notice explains: the gravest. No sound is graver. */
static unsigned explained_mark(const struct page *page) {
    static const unsigned by_gravity[] = {MARK_CHECKING, MARK_SOURCE, MARK_DRAFT, MARK_TRIAL};
    unsigned marks = page->mute ? 0 : marks_shown(page);
    for (size_t i = 0; i < sizeof by_gravity / sizeof *by_gravity; i++) {
        if (marks & by_gravity[i]) {
            return by_gravity[i];
        }
    }
    return 0;
}

/* One small line above the bar that explains a mark, the other marks of the page
 * at its end; cut off *zone. */
static bool draw_notice(const struct layout *layout, struct rect *zone) {
    const struct theme *theme = layout->theme;
    const char *text = page_text(layout->page, layout->page->notice_at);
    struct text_style style = layout_style(layout, theme->cap_mm.notice, false);
    struct paragraph notice;
    if (!*text) {
        return true;
    }
    unsigned mark = explained_mark(layout->page);
    unsigned others = layout->page->marks & ~mark;
    int mark_px = layout_marks_width(layout, mark);
    int others_px = layout_marks_width(layout, others);
    style.tight = true;
    bool fits = paragraph_break(layout, text, style, zone->w - mark_px - others_px,
                                NOTICE_LINES_MAX, true, &notice);
    int height_px = greatest(paragraph_height(&notice), layout_px(layout, theme->mm.mark));
    struct rect line = rect_cut_bottom(zone, height_px);
    rect_cut_bottom(zone, layout_px(layout, theme->mm.gap) / 2);
    layout_marks(layout, rect_cut_left(&line, mark_px), mark);
    layout_marks(layout, rect_cut_right(&line, others_px), others);
    line.y += (height_px - paragraph_height(&notice)) / 2;
    paragraph_draw(layout, &notice, line, ALIGN_LEFT, theme->colour.soft);
    return fits;
}

/* ---- sentences ------------------------------------------------------------------- */

struct sentence {
    const char *text;
    double scale;
    bool bold;
    int line_ix; /* LIBRARY_NONE for the title */
};

/* One sentence at the top of *zone, which it is cut off from. */
static bool draw_sentence(const struct layout *layout, const struct sentence *sentence,
                          struct rect *zone) {
    const struct theme *theme = layout->theme;
    struct paragraph words;
    struct text_style style =
        layout_style(layout, theme->cap_mm.content * sentence->scale, sentence->bold);
    bool fits = paragraph_break(layout, sentence->text, style, zone->w, STATEMENT_LINES_MAX, true,
                                &words) &&
                paragraph_height(&words) <= zone->h;
    struct rect box = rect_cut_top(zone, paragraph_height(&words));
    if (layout_line_lit(layout, sentence->line_ix)) {
        draw_round(layout->list, rect_inset(box, -layout_px(layout, 1)), layout_px(layout, 2),
                   theme->colour.lit);
    }
    paragraph_draw(layout, &words, box, ALIGN_LEFT, theme->colour.ink);
    rect_cut_top(zone, layout_px(layout, theme->mm.gap) / 2);
    return fits;
}

/* The sentences that belong to no block, after the title if it is wanted, in the
 * middle of the zone's height. */
static bool draw_sentences(const struct layout *layout, struct rect zone, double scale,
                           bool with_title) {
    const struct page *page = layout->page;
    struct draw_point start = draw_point(layout->list);
    struct rect rest = zone;
    bool fits = true;
    if (with_title) {
        struct sentence title = {page_text(page, page->title_at), scale * TITLE_LARGER, true,
                                 LIBRARY_NONE};
        fits = draw_sentence(layout, &title, &rest);
    }
    for (int i = 0; i < free_lines(page); i++) {
        struct sentence line = {page_text(page, page->lines[i].text_at), scale,
                                page->lines[i].label, i};
        fits = draw_sentence(layout, &line, &rest) && fits;
    }
    draw_lower(layout->list, start, greatest(rest.h / 2, 0));
    return fits;
}

/* ---- content ------------------------------------------------------------------------ */

/* How blocks and choices share the zone. */
enum arrangement { ARRANGE_BESIDE, ARRANGE_BELOW };

/* Cards in a row: three only where they are wide enough for words; three choices
 * of a small screen stand below each other. */
static int choice_columns(const struct layout *layout) {
    int count = layout->page->choice_count;
    if (is_small(layout)) {
        return count == 1 || count == 3 ? 1 : 2;
    }
    if (is_upright(layout)) {
        return count <= 3 ? 1 : 2;
    }
    return count == 1 ? 1 : count == 2 || count == 4 ? 2 : 3;
}

/* The choices with the largest labels up to `scale` that fit. */
static bool fit_choices(const struct layout *layout, struct rect zone, int columns, double scale) {
    struct draw_point start = draw_point(layout->list);
    bool fits = layout_choices(layout, zone, columns, scale);
    for (size_t i = 0; i < SMALL_LABELS && !fits && is_small(layout) && scale <= 1; i++) {
        draw_back_to(layout->list, start);
        fits = layout_choices(layout, zone, columns, small_label_scales[i]);
    }
    return fits;
}

/* A picture as large as the zone allows, the sentence beside it, the choices
 * below: somebody is coming, are you there? */
static bool draw_statement(const struct layout *layout, struct rect zone, double scale) {
    const struct page *page = layout->page;
    const char *emoji = page_text(page, page->pictogram_at);
    int gap_px = layout_px(layout, layout->theme->mm.gap);
    bool fits = true;
    struct rect corner = zone;
    corner.h = layout_px(layout, layout->theme->mm.title);
    draw_mute(layout, &corner);
    zone.w -= page->mute ? corner.h : 0;
    if (page->choice_count > 0) {
        struct rect below = rect_cut_bottom(&zone, zone.h * 42 / 100);
        rect_cut_bottom(&zone, gap_px);
        fits = fit_choices(layout, below, least(page->choice_count, 3), scale);
    }
    if (*emoji) {
        int side_px = least(zone.h * 86 / 100, zone.w * 32 / 100);
        struct rect left = rect_cut_left(&zone, side_px + gap_px);
        rect_cut_left(&zone, gap_px);
        draw_pictogram(layout->list, rect_square_in(left, side_px), emoji, 256);
    }
    return draw_sentences(layout, zone, scale, true) && fits;
}

static bool draw_both(const struct layout *layout, struct rect zone, enum arrangement how,
                      const struct content_try *try) {
    int gap_px = layout_px(layout, layout->theme->mm.gap);
    int count = layout->page->choice_count;
    int columns = 1;
    struct rect choices;
    if (how == ARRANGE_BELOW) {
        columns = least(count, is_small(layout) ? 3 : 4);
        int rows = (count + columns - 1) / columns;
        choices = rect_cut_bottom(
            &zone,
            least(zone.h / 2, rows * layout_px(layout, is_small(layout) ? SMALL_ROW_MM : ROW_MM)));
        rect_cut_bottom(&zone, gap_px);
    } else {
        bool two = layout->page->kind == PAGE_DESK_TALK && count > 3; /* short words, a pair each */
        columns = two ? 2 : 1;
        choices = rect_cut_right(&zone, zone.w * (two ? 50 : 36) / 100);
        rect_cut_right(&zone, gap_px);
    }
    bool fits = fit_choices(layout, choices, columns, try->scale > 1.2 ? 1.2 : try->scale);
    return layout_blocks(layout, zone, 1, try) && fits;
}

static bool draw_arranged(const struct layout *layout, struct rect zone, enum arrangement how,
                          const struct content_try *try) {
    const struct page *page = layout->page;
    if (page->kind == PAGE_DESK_DIGITS) {
        return layout_entry(layout, zone);
    }
    if (page->kind == PAGE_DESK_WORK) {
        return layout_work(layout, zone);
    }
    if (page->metered) {
        layout_meter(layout, &zone);
    }
    if (is_statement(page)) {
        return draw_statement(layout, zone, try->scale);
    }
    if (page->block_count > 0 && page->choice_count > 0) {
        return draw_both(layout, zone, how, try);
    }
    if (page->choice_count > 0) {
        return fit_choices(layout, zone, choice_columns(layout), try->scale);
    }
    if (page->block_count > 0) {
        bool two = how == ARRANGE_BELOW && page->block_count > 1 && !is_small(layout);
        return layout_blocks(layout, zone, two ? 2 : 1, try);
    }
    return draw_sentences(layout, zone, try->scale, false);
}

/* One size in the first arrangement that fits. */
static bool draw_sized(const struct layout *layout, struct rect zone,
                       const struct content_try *try) {
    struct draw_point start = draw_point(layout->list);
    bool fits = draw_arranged(layout, zone, ARRANGE_BESIDE, try);
    if (!fits) {
        draw_back_to(layout->list, start);
        fits = draw_arranged(layout, zone, ARRANGE_BELOW, try);
    }
    return fits;
}

/* The largest of some sizes that fits. */
static bool draw_largest(const struct layout *layout, struct rect zone,
                         const struct content_try *tries, int count) {
    struct draw_point start = draw_point(layout->list);
    bool fits = false;
    for (int i = 0; i < count && !fits; i++) {
        draw_back_to(layout->list, start);
        fits = draw_sized(layout, zone, &tries[i]);
    }
    return fits;
}

static bool draw_content(const struct layout *layout, struct rect zone) {
    struct draw_point start = draw_point(layout->list);
    if (draw_largest(layout, zone, is_small(layout) ? small_content_tries : content_tries,
                     CONTENT_TRIES)) {
        return true;
    }
    draw_back_to(layout->list, start);
    draw_largest(layout, zone, rescue_tries, RESCUE_TRIES);
    return false;
}

/* Header, notice and content inside the margins, with the largest title that
 * leaves room for the rest. The last try stays if none does. */
static bool draw_body(const struct layout *layout, struct rect zone) {
    bool keyed = true;
    int gap_px = layout_px(layout, layout->theme->mm.gap);
    if (layout->page->kind == PAGE_DESK_DIGITS && is_upright(layout)) {
        keyed = layout_keys(layout, rect_cut_bottom(&zone, zone.h / 2));
        rect_cut_bottom(&zone, gap_px);
    } else if (layout->page->kind == PAGE_DESK_DIGITS) { /* four rows need all the height */
        keyed = layout_keys(layout, rect_cut_right(&zone, zone.w / 2));
        rect_cut_right(&zone, gap_px);
    }
    struct draw_point start = draw_point(layout->list);
    bool titled = false, fits = false;
    for (int i = 0; i < TITLE_TRIES && !(titled && fits); i++) {
        struct rect rest = zone;
        draw_back_to(layout->list, start);
        titled = is_statement(layout->page) || draw_header(layout, title_try_at(layout, i), &rest);
        if (titled || i + 1 == TITLE_TRIES) {
            fits = draw_notice(layout, &rest);
            fits = draw_content(layout, rest) && fits;
        }
    }
    return titled && fits && keyed;
}

/* ---- page --------------------------------------------------------------------------- */

/* What the targets mean: a finger that went down on one scene must not act on
 * the next. */
static uint64_t scene_of(const struct page *page, const struct draw_list *list) {
    uint64_t hash = hash64_number(HASH64_EMPTY, page->kind);
    hash = hash64_text(hash, page_text(page, page->title_at));
    for (uint8_t i = 0; i < page->choice_count; i++) {
        hash = hash64_text(hash, page_text(page, page->choices[i].label_at));
    }
    for (size_t i = 0; i < list->hit_count; i++) {
        hash = hash64_number(hash, (uint64_t)list->hits[i].control);
    }
    return hash64_number(hash, page->step);
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
    if (page->enabled[CONTROL_CORNER]) {
        int side_px = layout_px(&layout, CORNER_MM);
        draw_hit(list_out, CONTROL_CORNER,
                 (struct rect){screen->width_px - side_px, 0, side_px, side_px / 2});
    }
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
