/* Where everything stands: sizes in millimetres, nothing over anything else,
 * legible, always the bar at the same place. */
#include "tests/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/paging.h"
#include "screen/layout.h"
#include "screen/pointer.h"
#include "tests/unit/pages.h"

enum { RANDOM_PAGES = 150 };

struct bench {
    struct fonts *fonts;
    struct screen_metrics screens[LAYOUT_COUNT];
    const struct theme *themes[LAYOUT_COUNT];
    struct draw_list list, other;
    struct page page;
};

static int setup(void **state) {
    struct bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    assert_int_equal(fonts_open("fonts", &bench->fonts), ERR_OK);
    for (int i = 0; i < LAYOUT_COUNT; i++) {
        const struct paging *paging = paging_of((enum layout_kind)i);
        bench->screens[i] = screen_metrics_of(paging->width_px, paging->height_px,
                                              paging->diagonal_mm, bench->fonts);
        bench->themes[i] = theme_for(paging->height_px / bench->screens[i].px_per_mm);
    }
    *state = bench;
    return 0;
}

static int teardown(void **state) {
    struct bench *bench = *state;
    fonts_close(bench->fonts);
    free(bench);
    return 0;
}

typedef void (*page_check)(struct bench *bench, int layout);

/* Lays every sample out on every screen and looks at it. */
static void each_page(struct bench *bench, page_check check) {
    for (int layout = 0; layout < LAYOUT_COUNT; layout++) {
        size_t count = layout == LAYOUT_TABLET ? TABLET_SAMPLE_COUNT : SAMPLE_COUNT;
        for (size_t i = 0; i < count; i++) {
            samples[i].make(&bench->page);
            layout_page(&bench->page, &bench->screens[layout], bench->themes[layout], &bench->list);
            check(bench, layout);
        }
    }
}

static double mm(const struct bench *bench, int layout, int px) {
    return px / bench->screens[layout].px_per_mm;
}

static bool is_choice(enum control control) { return control <= CONTROL_CHOICE_6; }

static const struct hit *hit_of(const struct draw_list *list, enum control control) {
    for (size_t i = 0; i < list->hit_count; i++) {
        if (list->hits[i].control == control) {
            return &list->hits[i];
        }
    }
    return NULL;
}

/* ---- sizes ---------------------------------------------------------------------- */

static void check_fits(struct bench *bench, int layout) {
    struct rect all = {0, 0, bench->screens[layout].width_px, bench->screens[layout].height_px};
    assert_false(bench->list.overflow);
    for (size_t i = 0; i < bench->list.hit_count; i++) {
        assert_true(rect_holds(all, bench->list.hits[i].box));
    }
    for (size_t i = 0; i < bench->list.op_count; i++) {
        assert_true(rect_holds(all, rect_common(bench->list.ops[i].box, all)));
        assert_false(rect_empty(bench->list.ops[i].box));
    }
}

static void everything_fits(void **state) { each_page(*state, check_fits); }

static void check_targets(struct bench *bench, int layout) {
    const struct draw_list *list = &bench->list;
    for (size_t i = 0; i < list->hit_count; i++) {
        struct rect box = list->hits[i].box;
        assert_true(mm(bench, layout, least(box.w, box.h)) >= 20);
        if (layout == LAYOUT_WIDE && is_choice(list->hits[i].control)) {
            assert_true(mm(bench, layout, box.h) >= 25);
        }
        for (size_t j = 0; j < i; j++) {
            /* A gap of 3 mm: boxes half of it larger do not meet. */
            int half_px = (int)(1.5 * bench->screens[layout].px_per_mm) - 1;
            assert_false(
                rect_overlap(rect_inset(box, -half_px), rect_inset(list->hits[j].box, -half_px)));
        }
    }
}

static void targets_are_large_and_apart(void **state) { each_page(*state, check_targets); }

static void check_enabled(struct bench *bench, int layout) {
    (void)layout;
    for (enum control c = CONTROL_CHOICE_1; c < CONTROL_COUNT; c++) {
        assert_int_equal(hit_of(&bench->list, c) != NULL, bench->page.enabled[c]);
    }
}

static void what_does_nothing_cannot_be_hit(void **state) { each_page(*state, check_enabled); }

static void the_bar_stays_where_it_is(void **state) {
    struct bench *bench = *state;
    for (int layout = 0; layout < LAYOUT_COUNT; layout++) {
        struct hit first[CONTROL_COUNT] = {{CONTROL_NONE, {0, 0, 0, 0}}};
        for (size_t i = 0; i < TABLET_SAMPLE_COUNT; i++) {
            samples[i].make(&bench->page);
            layout_page(&bench->page, &bench->screens[layout], bench->themes[layout], &bench->list);
            for (enum control c = CONTROL_BACK; c < CONTROL_COUNT; c++) {
                const struct hit *hit = hit_of(&bench->list, c);
                if (hit && first[c].control == CONTROL_NONE) {
                    first[c] = *hit;
                }
                assert_true(!hit || rect_same(hit->box, first[c].box));
            }
        }
    }
}

/* ---- texts ------------------------------------------------------------------------ */

/* From the top of a capital to the base, without what hangs out. */
static struct rect core(const struct bench *bench, const struct draw_list *list,
                        const struct draw_op *op) {
    int width_px = text_width_px(bench->fonts, op->style, list->text + op->text_at, op->text_bytes);
    int cap_px = op->style.em_px * 714 / 1000;
    return (struct rect){op->x_px, op->base_px - cap_px, width_px, cap_px};
}

static void check_texts_apart(struct bench *bench, int layout) {
    struct rect all = {0, 0, bench->screens[layout].width_px, bench->screens[layout].height_px};
    const struct draw_list *list = &bench->list;
    for (size_t i = 0; i < list->op_count; i++) {
        if (list->ops[i].kind != DRAW_TEXT) {
            continue;
        }
        struct rect box = core(bench, list, &list->ops[i]);
        assert_true(rect_holds(all, box));
        for (size_t j = 0; j < i; j++) {
            if (list->ops[j].kind == DRAW_TEXT) {
                assert_false(rect_overlap(box, core(bench, list, &list->ops[j])));
            }
        }
    }
}

static void texts_do_not_meet(void **state) { each_page(*state, check_texts_apart); }

/* The colour that was painted last under a text. */
static uint32_t ground_of(const struct bench *bench, const struct draw_list *list, size_t text) {
    uint32_t ground = 0;
    struct rect box = core(bench, list, &list->ops[text]);
    for (size_t i = 0; i < text; i++) {
        if (list->ops[i].kind == DRAW_ROUND && rect_holds(list->ops[i].box, box)) {
            ground = list->ops[i].colour;
        }
    }
    return ground;
}

static void check_contrast(struct bench *bench, int layout) {
    const struct draw_list *list = &bench->list;
    for (size_t i = 0; i < list->op_count; i++) {
        const struct draw_op *op = &list->ops[i];
        /* A control that does nothing is exempt, and meant to stand back. */
        if (op->kind == DRAW_TEXT && op->colour != bench->themes[layout]->colour.faded) {
            assert_true(theme_contrast(op->colour, ground_of(bench, list, i)) >= 7);
        }
    }
}

static void texts_are_legible(void **state) { each_page(*state, check_contrast); }

/* The capital height at which the text is drawn, 0 if it is not. A shorter text
 * may begin alike: the largest counts. */
static double drawn_cap_mm(const struct bench *bench, int layout, const char *text) {
    const struct draw_list *list = &bench->list;
    double cap_mm = 0;
    for (size_t i = 0; i < list->op_count; i++) {
        const struct draw_op *op = &list->ops[i];
        if (op->kind == DRAW_TEXT && op->text_bytes > 0 && op->text_bytes <= strlen(text) &&
            memcmp(list->text + op->text_at, text, op->text_bytes) == 0) {
            cap_mm = fmax(cap_mm, op->style.em_px * 0.714 / bench->screens[layout].px_per_mm);
        }
    }
    return cap_mm;
}

static void check_letters(struct bench *bench, int layout) {
    const struct page *page = &bench->page;
    assert_true(drawn_cap_mm(bench, layout, page_text(page, page->title_at)) >= 7.3);
    for (uint8_t i = 0; i < page->line_count; i++) {
        const char *text = page_text(page, page->lines[i].text_at);
        assert_true(drawn_cap_mm(bench, layout, text) >= 7.3);
    }
    for (uint8_t i = 0; i < page->choice_count; i++) {
        const char *text = page_text(page, page->choices[i].label_at);
        assert_true(drawn_cap_mm(bench, layout, text) >= (layout == LAYOUT_WIDE ? 7.3 : 4.8));
    }
    for (enum control c = CONTROL_BACK; c <= CONTROL_NEXT; c++) {
        assert_true(drawn_cap_mm(bench, layout, page_text(page, page->bar_at[c])) >= 4.8);
    }
}

static void letters_are_large(void **state) { each_page(*state, check_letters); }

/* ---- states -------------------------------------------------------------------------- */

static size_t count_ops(const struct draw_list *list, enum draw_kind kind, uint32_t colour) {
    size_t count = 0;
    for (size_t i = 0; i < list->op_count; i++) {
        count += list->ops[i].kind == kind && list->ops[i].colour == colour;
    }
    return count;
}

static const struct draw_list *lay_out(struct bench *bench, int layout) {
    layout_page(&bench->page, &bench->screens[layout], bench->themes[layout], &bench->list);
    return &bench->list;
}

static void what_is_spoken_is_lit(void **state) {
    struct bench *bench = *state;
    for (int layout = 0; layout < LAYOUT_COUNT; layout++) {
        const struct theme *theme = bench->themes[layout];
        topics_page(&bench->page);
        assert_int_equal(count_ops(lay_out(bench, layout), DRAW_ROUND, theme->colour.lit), 1);
        assert_true(count_ops(&bench->list, DRAW_RING, theme->colour.lit_ring) == 1);
        bench->page.lit = LIBRARY_NONE;
        assert_int_equal(count_ops(lay_out(bench, layout), DRAW_ROUND, theme->colour.lit), 0);
        papers_page(&bench->page);
        assert_int_equal(count_ops(lay_out(bench, layout), DRAW_ROUND, theme->colour.lit), 1);
        bench->page.lit = 40; /* no such prompt */
        assert_int_equal(count_ops(lay_out(bench, layout), DRAW_ROUND, theme->colour.lit), 0);
    }
}

static void the_focus_has_a_ring_of_its_own(void **state) {
    struct bench *bench = *state;
    for (int layout = 0; layout < LAYOUT_COUNT; layout++) {
        for (enum control c = CONTROL_CHOICE_1; c < CONTROL_COUNT; c++) {
            question_page(&bench->page);
            bench->page.enabled[CONTROL_NEXT] = true;
            bench->page.focus = CONTROL_NONE;
            size_t none =
                count_ops(lay_out(bench, layout), DRAW_RING, bench->themes[layout]->colour.focus);
            bench->page.focus = c;
            size_t with =
                count_ops(lay_out(bench, layout), DRAW_RING, bench->themes[layout]->colour.focus);
            assert_int_equal(with, none + (hit_of(&bench->list, c) != NULL));
        }
    }
}

static void a_toggle_shows_its_state(void **state) {
    struct bench *bench = *state;
    struct rect damage[DRAW_DAMAGE_MAX];
    question_page(&bench->page);
    layout_page(&bench->page, &bench->screens[0], bench->themes[0], &bench->other);
    bench->page.on[CONTROL_SLOWER] = true;
    assert_true(draw_damage(&bench->other, lay_out(bench, 0), damage) > 0);
    bench->page.on[CONTROL_SLOWER] = false;
    bench->page.volume = 3;
    assert_true(draw_damage(&bench->other, lay_out(bench, 0), damage) > 0);
    bench->page.volume = 1;
    bench->page.mute = true;
    assert_true(draw_damage(&bench->other, lay_out(bench, 0), damage) > 0);
}

/* ---- too much -------------------------------------------------------------------------- */

static void fill(char *text, size_t bytes) {
    static const char word[] = "nghiêng ngả ";
    size_t used = 0;
    while (used + sizeof word < bytes) {
        memcpy(text + used, word, sizeof word);
        used += sizeof word - 1;
    }
}

static void too_much_is_told(void **state) {
    struct bench *bench = *state;
    char text[3000] = "";
    fill(text, sizeof text);
    for (int layout = 0; layout < LAYOUT_COUNT; layout++) {
        papers_page(&bench->page);
        add_line(&bench->page, text, false, 0);
        assert_true(lay_out(bench, layout)->overflow);
        start_page(&bench->page, PAGE_TOPICS, text, "🏛️");
        assert_true(lay_out(bench, layout)->overflow);
        topics_page(&bench->page);
        bench->page.choices[3].label_at = put(&bench->page, text);
        assert_true(lay_out(bench, layout)->overflow);
        topics_page(&bench->page);
        bench->page.bar_at[CONTROL_BACK] = put(&bench->page, text);
        assert_true(lay_out(bench, layout)->overflow);
        topics_page(&bench->page); /* nothing of it stays */
        assert_false(lay_out(bench, layout)->overflow);
    }
}

/* xorshift32: the same pages in every run. */
static unsigned next_random(uint32_t *seed, unsigned below) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed % below;
}

static const char *random_text(uint32_t *seed, char *text, size_t most) {
    memset(text, 0, most);
    fill(text, 2 + next_random(seed, (unsigned)most - 2));
    return text;
}

static void random_page(struct page *page, uint32_t *seed) {
    char text[120];
    start_page(page, (enum page_kind)next_random(seed, PAGE_KIND_COUNT),
               random_text(seed, text, 60), next_random(seed, 2) ? "👶" : "");
    page->steps = (uint8_t)next_random(seed, 15);
    page->step = page->steps ? (uint8_t)(1 + next_random(seed, page->steps)) : 0;
    page->marks = (uint8_t)next_random(seed, 32);
    page->mute = next_random(seed, 2);
    page->notice_at = next_random(seed, 2) ? put(page, random_text(seed, text, 60)) : 0;
    unsigned blocks = next_random(seed, 4);
    for (unsigned i = 0; i < blocks; i++) {
        add_block(page, (uint8_t)next_random(seed, 12), next_random(seed, 2) ? "📄" : "");
        add_line(page, random_text(seed, text, 40), true, (uint8_t)next_random(seed, 16));
    }
    unsigned choices = next_random(seed, 7);
    for (unsigned i = 0; i < choices; i++) {
        add_choice(page, random_text(seed, text, 32), random_text(seed, text, 24),
                   next_random(seed, 2) ? "🏠" : "")
            ->marks = (uint8_t)next_random(seed, 16);
    }
    page->focus = (enum control)next_random(seed, CONTROL_COUNT);
    page->lit = (int16_t)((int)next_random(seed, 12) - 1);
}

/* Whatever the model sends: what is not told to overflow stands right. */
static void any_page_is_laid_out(void **state) {
    struct bench *bench = *state;
    uint32_t seed = 2463534242U;
    int fitted = 0;
    for (int i = 0; i < RANDOM_PAGES; i++) {
        int layout = i % LAYOUT_COUNT;
        random_page(&bench->page, &seed);
        lay_out(bench, layout);
        if (!bench->list.overflow) {
            check_fits(bench, layout);
            check_targets(bench, layout);
            check_texts_apart(bench, layout);
            check_contrast(bench, layout);
            fitted++;
        }
    }
    assert_true(fitted > RANDOM_PAGES / 4);
}

/* ---- lists, and differences between them -------------------------------------------------- */

static void a_full_list_says_so(void **state) {
    struct bench *bench = *state;
    struct draw_list *list = &bench->list;
    char text[2048];
    draw_start(list);
    for (int i = 0; i < DRAW_OPS_MAX; i++) {
        draw_round(list, (struct rect){i, 0, 1, 1}, 0, 0);
    }
    assert_false(list->overflow);
    draw_round(list, (struct rect){0, 0, 1, 1}, 0, 0);
    assert_true(list->overflow);
    assert_int_equal(list->op_count, DRAW_OPS_MAX);
    draw_start(list);
    fill(text, sizeof text);
    struct draw_point empty = draw_point(list);
    for (int i = 0; i < DRAW_TEXT_BYTES / 2048 + 1; i++) {
        draw_text(list, (struct text_style){.em_px = 20}, text, sizeof text,
                  (struct rect){0, 0, 10, 10}, 0);
    }
    assert_true(list->overflow);
    draw_back_to(list, empty);
    assert_false(list->overflow);
    assert_int_equal(list->op_count, 0);
}

static void render(struct bench *bench, int layout, const struct draw_list *list, uint32_t *pixels,
                   struct rect clip) {
    const struct screen_metrics *screen = &bench->screens[layout];
    struct canvas canvas =
        canvas_over(pixels, screen->width_px, screen->height_px, screen->width_px);
    canvas.clip = clip;
    draw_render(list, bench->fonts, &canvas);
}

/* From one page to another by damage alone gives the same pixels. */
static void damage_is_enough(void **state) {
    struct bench *bench = *state;
    const int layout = LAYOUT_TABLET;
    const struct screen_metrics *screen = &bench->screens[layout];
    struct rect all = {0, 0, screen->width_px, screen->height_px};
    size_t bytes = (size_t)all.w * (size_t)all.h * sizeof(uint32_t);
    uint32_t *patched = calloc(1, bytes), *whole = calloc(1, bytes);
    struct rect damage[DRAW_DAMAGE_MAX];
    assert_true(patched && whole);
    draw_start(&bench->other);
    for (size_t i = 0; i < 2 * TABLET_SAMPLE_COUNT; i++) {
        samples[i / 2].make(&bench->page);
        if (i % 2) { /* the same page, the speech one sentence further */
            bench->page.lit = (int16_t)(bench->page.lit + 1);
            bench->page.focus = CONTROL_REPEAT;
        }
        lay_out(bench, layout);
        size_t count = draw_damage(&bench->other, &bench->list, damage);
        assert_in_range(count, 1, DRAW_DAMAGE_MAX);
        for (size_t d = 0; d < count; d++) {
            render(bench, layout, &bench->list, patched, damage[d]);
        }
        render(bench, layout, &bench->list, whole, all);
        assert_memory_equal(patched, whole, bytes);
        bench->other = bench->list;
        assert_int_equal(draw_damage(&bench->other, &bench->list, damage), 0);
    }
    free(patched);
    free(whole);
}

static void little_damage_for_a_little_change(void **state) {
    struct bench *bench = *state;
    struct rect damage[DRAW_DAMAGE_MAX];
    int damaged_px = 0;
    topics_page(&bench->page);
    layout_page(&bench->page, &bench->screens[0], bench->themes[0], &bench->other);
    bench->page.lit = 0;
    size_t count = draw_damage(&bench->other, lay_out(bench, 0), damage);
    for (size_t i = 0; i < count; i++) {
        damaged_px += damage[i].w * damage[i].h;
    }
    assert_true(damaged_px < 1920 * 1080 * 35 / 100); /* two of six cards */
    assert_int_equal(bench->list.scene, bench->other.scene);
    question_page(&bench->page);
    lay_out(bench, 0);
    assert_int_not_equal(bench->list.scene, bench->other.scene);
}

/* ---- the pointer --------------------------------------------------------------------------- */

static void the_nearest_target_is_hit(void **state) {
    struct bench *bench = *state;
    struct draw_list *list = &bench->list;
    draw_start(list);
    draw_hit(list, CONTROL_BACK, (struct rect){100, 100, 50, 50});
    draw_hit(list, CONTROL_HOME, (struct rect){162, 100, 50, 50});
    assert_int_equal(pointer_hit(list, 120, 120, 16), CONTROL_BACK);
    assert_int_equal(pointer_hit(list, 149, 149, 16), CONTROL_BACK);
    assert_int_equal(pointer_hit(list, 154, 120, 16), CONTROL_BACK); /* in the gap: nearer */
    assert_int_equal(pointer_hit(list, 158, 120, 16), CONTROL_HOME);
    assert_int_equal(pointer_hit(list, 84, 120, 16), CONTROL_BACK);
    assert_int_equal(pointer_hit(list, 83, 120, 16), CONTROL_NONE);
    assert_int_equal(pointer_hit(list, 88, 88, 16), CONTROL_NONE); /* beyond the corner */
    assert_int_equal(pointer_hit(list, 100, 166, 16), CONTROL_NONE);
}

static void it_acts_where_it_went_down(void **state) {
    (void)state;
    struct pointer pointer = {0};
    enum control control;
    assert_int_equal(pointer_up(&pointer, 7, CONTROL_BACK, 0, &control), POINTER_IGNORED);
    assert_int_equal(pointer_down(&pointer, 7, CONTROL_BACK, 0), POINTER_PRESS);
    assert_int_equal(pointer_down(&pointer, 8, CONTROL_HOME, 5), POINTER_IGNORED);
    assert_int_equal(pointer_up(&pointer, 8, CONTROL_HOME, 10, &control), POINTER_IGNORED);
    assert_int_equal(pointer_up(&pointer, 7, CONTROL_BACK, 10, &control), POINTER_TOUCH);
    assert_int_equal(control, CONTROL_BACK);
    pointer_down(&pointer, 7, CONTROL_HOME, 15);
    assert_int_equal(pointer_up(&pointer, 7, CONTROL_BACK, 20, &control), POINTER_TOUCH);
    assert_int_equal(control, CONTROL_NONE);
    pointer_down(&pointer, 7, CONTROL_HOME, 15);
    pointer_forget(&pointer);
    assert_int_equal(pointer_up(&pointer, 7, CONTROL_HOME, 30, &control), POINTER_TOUCH);
    assert_int_equal(control, CONTROL_NONE);
}

static void a_resting_hand_keeps_nobody_away(void **state) {
    (void)state;
    struct pointer pointer = {0};
    enum control control;
    pointer_down(&pointer, 7, CONTROL_NONE, 0);
    assert_int_equal(pointer_down(&pointer, 8, CONTROL_HOME, POINTER_HELD_MS - 1), POINTER_IGNORED);
    assert_int_equal(pointer_down(&pointer, 8, CONTROL_HOME, POINTER_HELD_MS), POINTER_PRESS);
    assert_int_equal(pointer_up(&pointer, 7, CONTROL_NONE, POINTER_HELD_MS + 1, &control),
                     POINTER_IGNORED);
    assert_int_equal(pointer_up(&pointer, 8, CONTROL_HOME, POINTER_HELD_MS + 2, &control),
                     POINTER_TOUCH);
    assert_int_equal(control, CONTROL_HOME);
}

static enum pointer_result stroke(struct pointer *pointer, enum control control, int64_t now_ms) {
    enum control touched;
    pointer_down(pointer, 1, control, now_ms);
    return pointer_up(pointer, 1, control, now_ms, &touched);
}

static void a_bounce_does_not_act_twice(void **state) {
    (void)state;
    struct pointer pointer = {0};
    assert_int_equal(stroke(&pointer, CONTROL_NEXT, 1000), POINTER_TOUCH);
    assert_int_equal(stroke(&pointer, CONTROL_NEXT, 1499), POINTER_IGNORED);
    assert_int_equal(stroke(&pointer, CONTROL_BACK, 1499), POINTER_TOUCH);
    assert_int_equal(stroke(&pointer, CONTROL_NEXT, 1500), POINTER_TOUCH);
    assert_int_equal(stroke(&pointer, CONTROL_NEXT, 2000), POINTER_TOUCH);
    assert_int_equal(stroke(&pointer, CONTROL_NONE, 2001), POINTER_TOUCH);
    assert_int_equal(stroke(&pointer, CONTROL_NONE, 2002), POINTER_TOUCH);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_fits),
        cmocka_unit_test(targets_are_large_and_apart),
        cmocka_unit_test(what_does_nothing_cannot_be_hit),
        cmocka_unit_test(the_bar_stays_where_it_is),
        cmocka_unit_test(texts_do_not_meet),
        cmocka_unit_test(texts_are_legible),
        cmocka_unit_test(letters_are_large),
        cmocka_unit_test(what_is_spoken_is_lit),
        cmocka_unit_test(the_focus_has_a_ring_of_its_own),
        cmocka_unit_test(a_toggle_shows_its_state),
        cmocka_unit_test(too_much_is_told),
        cmocka_unit_test(any_page_is_laid_out),
        cmocka_unit_test(a_full_list_says_so),
        cmocka_unit_test(damage_is_enough),
        cmocka_unit_test(little_damage_for_a_little_change),
        cmocka_unit_test(the_nearest_target_is_hit),
        cmocka_unit_test(it_acts_where_it_went_down),
        cmocka_unit_test(a_resting_hand_keeps_nobody_away),
        cmocka_unit_test(a_bounce_does_not_act_twice),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
