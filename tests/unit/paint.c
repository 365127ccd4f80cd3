/* Drawing on plain memory: edges, clips, the woven bands, the colours. */
#include "tests/test.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "screen/paint.h"
#include "screen/sign.h"
#include "screen/theme.h"
#include "screen/weave.h"

enum { SIDE = 64, BLACK = 0x000000, WHITE = 0xFFFFFF, CUTS = 4 };

struct board {
    uint32_t pixels[SIDE * SIDE];
    struct canvas canvas;
};

static void clear(struct board *board) {
    memset(board->pixels, 0, sizeof board->pixels);
    board->canvas = canvas_over(board->pixels, SIDE, SIDE, SIDE);
}

static uint32_t at(const struct board *board, int x, int y) { return board->pixels[y * SIDE + x]; }

/* Sum of white in pixels. */
static double area(const struct board *board) {
    double sum = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        sum += (board->pixels[i] & 0xFF) / 255.0;
    }
    return sum;
}

static void a_fill_stays_in_its_clip(void **state) {
    (void)state;
    struct board board;
    clear(&board);
    board.canvas.clip = (struct rect){10, 10, 5, 5};
    paint_fill(&board.canvas, (struct rect){-100, 12, 1000, 1000}, WHITE);
    assert_int_equal(area(&board), 15);
    assert_int_equal(at(&board, 10, 12), WHITE);
    assert_int_equal(at(&board, 15, 12), BLACK);
    assert_int_equal(at(&board, 12, 11), BLACK);
}

static void nothing_is_painted_outside_the_pixels(void **state) {
    (void)state;
    struct board board;
    struct corner corners[] = {{-50, -50}, {200, -50}, {200, 200}, {-50, 200}};
    clear(&board);
    board.canvas.clip = (struct rect){-500, -500, 5000, 5000};
    paint_round(&board.canvas, (struct rect){-20, -20, 40, 400}, 9, WHITE);
    paint_ring(&board.canvas, (struct rect){-20, 30, 400, 400}, 9, 3, WHITE);
    paint_weave(&board.canvas, (struct rect){-7, 50, 400, 31}, 3, 0x123456);
    paint_polygon(&board.canvas, corners, 4, WHITE);
    assert_int_equal(area(&board), SIDE * SIDE); /* the polygon covers all */
}

static void a_disc_has_the_area_of_a_disc(void **state) {
    (void)state;
    struct board board;
    clear(&board);
    paint_round(&board.canvas, (struct rect){2, 2, 60, 60}, 30, WHITE);
    assert_true(fabs(area(&board) - 3.14159 * 900) < 10);
    assert_int_equal(at(&board, 32, 32), WHITE);
    assert_int_equal(at(&board, 3, 3), BLACK);
    uint32_t edge = at(&board, 2 + 9, 2 + 8) & 0xFF; /* near 45 degrees: partly covered */
    assert_true(edge > 0 && edge < 255);
}

static void a_rectangle_without_radius_is_exact(void **state) {
    (void)state;
    struct board board;
    clear(&board);
    paint_round(&board.canvas, (struct rect){4, 5, 20, 10}, 0, WHITE);
    assert_int_equal(area(&board), 200);
}

static void a_ring_leaves_its_inside(void **state) {
    (void)state;
    struct board board;
    clear(&board);
    paint_ring(&board.canvas, (struct rect){4, 4, 40, 30}, 6, 3, WHITE);
    assert_int_equal(at(&board, 24, 4), WHITE);
    assert_int_equal(at(&board, 24, 6), WHITE);
    assert_int_equal(at(&board, 24, 7), BLACK);
    assert_int_equal(at(&board, 24, 19), BLACK);
    assert_int_equal(at(&board, 4, 19), WHITE);
    assert_int_equal(at(&board, 43, 19), WHITE);
    assert_int_equal(at(&board, 44, 19), BLACK);
    paint_ring(&board.canvas, (struct rect){0, 0, 1, 1}, 5, 5, WHITE); /* nothing to hold */
}

static void a_polygon_has_its_area(void **state) {
    (void)state;
    struct board board;
    struct corner diamond[] = {{32, 2}, {62, 32}, {32, 62}, {2, 32}};
    clear(&board);
    paint_polygon(&board.canvas, diamond, 4, WHITE);
    assert_true(fabs(area(&board) - 1800) < 8);
    assert_int_equal(at(&board, 32, 32), WHITE);
    assert_int_equal(at(&board, 4, 4), BLACK);
}

static void a_mask_covers_from_nothing_to_all(void **state) {
    (void)state;
    struct board board;
    const uint8_t cover[] = {0, 128, 255};
    struct mask mask = {cover, 3, 1, 3};
    clear(&board);
    paint_mask(&board.canvas, 5, 5, &mask, 0xFF8040);
    assert_int_equal(at(&board, 5, 5), BLACK);
    assert_int_equal(at(&board, 7, 5), 0xFF8040);
    assert_in_range(at(&board, 6, 5) >> 16, 126, 130);
    paint_mask(&board.canvas, -2, -5, &mask, WHITE); /* outside */
}

/* Colours multiplied by alpha never run over, whatever lies below. */
static void a_picture_never_runs_over(void **state) {
    (void)state;
    for (uint32_t alpha = 0; alpha < 256; alpha++) {
        for (unsigned fade = 0; fade <= 256; fade += 64) {
            struct board board;
            uint32_t pixel = alpha << 24 | alpha << 16 | alpha << 8 | alpha;
            clear(&board);
            paint_fill(&board.canvas, board.canvas.clip, WHITE);
            paint_picture(&board.canvas, 3, 3, &(struct picture){&pixel, 1}, fade);
            assert_true((at(&board, 3, 3) & 0xFF) >= 252);
            assert_true((at(&board, 3, 3) >> 16) >= 252);
        }
    }
}

static void paint_everything(struct canvas *canvas) {
    const struct corner star[] = {{10, 3}, {14, 20}, {30, 11}, {20, 30}, {5, 25}};
    paint_fill(canvas, canvas->clip, 0xFAF4E6);
    paint_weave(canvas, (struct rect){0, 40, SIDE, 20}, 2, 0x27347C);
    paint_weave(canvas, (struct rect){50, 0, 9, SIDE}, 1, 0x27347C);
    paint_round(canvas, (struct rect){3, 3, 40, 31}, 11, 0x9B1C1F);
    paint_ring(canvas, (struct rect){20, 10, 40, 40}, 14, 5, 0x27347C);
    paint_polygon(canvas, star, 5, 0xE2AC34);
    for (enum sign sign = SIGN_BACK; sign <= SIGN_REPEAT; sign++) {
        paint_sign(canvas, (struct rect){5 + 18 * (int)sign, 36, 17, 17}, sign, 0x1D2353);
    }
}

/* What the dirty rectangles rely on. */
static void parts_are_equal_to_the_whole(void **state) {
    (void)state;
    struct board whole, parts;
    clear(&whole);
    clear(&parts);
    paint_everything(&whole.canvas);
    for (int i = 0; i < CUTS * CUTS; i++) {
        int side = SIDE / CUTS;
        parts.canvas.clip = (struct rect){i % CUTS * side, i / CUTS * side, side, side};
        paint_everything(&parts.canvas);
    }
    assert_memory_equal(whole.pixels, parts.pixels, sizeof whole.pixels);
}

static void every_weave_is_woven(void **state) {
    (void)state;
    struct board boards[WEAVE_COUNT];
    for (unsigned i = 0; i < WEAVE_COUNT; i++) {
        clear(&boards[i]);
        paint_weave(&boards[i].canvas, (struct rect){0, 0, SIDE, 24}, i, 0x27347C);
        for (unsigned other = 0; other < i; other++) {
            assert_memory_not_equal(boards[i].pixels, boards[other].pixels,
                                    sizeof boards[i].pixels);
        }
    }
    clear(&boards[0]);
    paint_weave(&boards[0].canvas, (struct rect){0, 0, SIDE, 24}, WEAVE_COUNT + 1, 0x27347C);
    assert_memory_equal(boards[0].pixels, boards[1].pixels, sizeof boards[0].pixels);
}

static void contrast_is_that_of_wcag(void **state) {
    (void)state;
    assert_true(fabs(theme_contrast(BLACK, WHITE) - 21) < 0.01);
    assert_true(fabs(theme_contrast(WHITE, WHITE) - 1) < 0.01);
    assert_true(fabs(theme_contrast(0x777777, WHITE) - 4.48) < 0.01);
}

static void check_theme(const struct theme *theme) {
    const uint32_t grounds[] = {theme->colour.paper, theme->colour.card, theme->colour.bar,
                                theme->colour.lit};
    for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++) {
        assert_true(theme_contrast(theme->colour.ink, grounds[i]) >= 7);
        assert_true(theme_contrast(theme->colour.soft, grounds[i]) >= 7);
        assert_true(theme_contrast(theme->colour.focus, grounds[i]) >= 3);
        assert_true(theme_contrast(theme->colour.lit_ring, grounds[i]) >= 3);
    }
    assert_true(theme_contrast(theme->colour.light, theme->colour.red) >= 7);
    assert_true(theme_contrast(theme->colour.light, theme->colour.indigo) >= 7);
    assert_true(theme->mm.gap >= 3);
    assert_true(theme->mm.slop >= 4);
    assert_true(theme->cap_mm.content >= 7.3);
    assert_true(theme->cap_mm.bar >= 4.8 && theme->cap_mm.note >= 4.8);
}

static void themes_are_legible(void **state) {
    (void)state;
    check_theme(theme_for(268));
    check_theme(theme_for(136));
    assert_ptr_not_equal(theme_for(268), theme_for(136));
}

static void any_language_colour_carries_light_text(void **state) {
    (void)state;
    for (uint32_t colour = 0; colour <= WHITE; colour += 0x010305) {
        assert_true(theme_contrast(theme_ground_for_light(colour), WHITE) >= 7);
    }
    assert_int_equal(theme_ground_for_light(0x1E2E5C), 0x1E2E5C); /* dark enough as it is */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fill_stays_in_its_clip),
        cmocka_unit_test(nothing_is_painted_outside_the_pixels),
        cmocka_unit_test(a_disc_has_the_area_of_a_disc),
        cmocka_unit_test(a_rectangle_without_radius_is_exact),
        cmocka_unit_test(a_ring_leaves_its_inside),
        cmocka_unit_test(a_polygon_has_its_area),
        cmocka_unit_test(a_mask_covers_from_nothing_to_all),
        cmocka_unit_test(a_picture_never_runs_over),
        cmocka_unit_test(parts_are_equal_to_the_whole),
        cmocka_unit_test(every_weave_is_woven),
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(themes_are_legible),
        cmocka_unit_test(any_language_colour_carries_light_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
