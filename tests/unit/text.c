/* Fonts, runs, lines and pictograms. */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screen/fonts.h"
#include "screen/pictogram.h"
#include "screen/text.h"

enum { WIDTH = 600, HEIGHT = 80, LINES = 12, EM_PX = 40 };

static const struct text_style regular = {.em_px = EM_PX};
static const struct text_style bold = {.em_px = EM_PX, .bold = true};

#define SENTENCE "Bệnh viện đưa giấy này khi cháu ra đời, bà con nhớ giữ cho kỹ."

static int open_chain(void **state) {
    struct fonts *fonts;
    assert_int_equal(fonts_open("fonts", &fonts), ERR_OK);
    *state = fonts;
    return 0;
}

static int close_chain(void **state) {
    fonts_close(*state);
    return 0;
}

static int width(struct fonts *fonts, struct text_style style, const char *text) {
    return text_width_px(fonts, style, text, strlen(text));
}

/* ---- the chain ------------------------------------------------------------------ */

static void every_row_opens(void **state) {
    struct fonts *fonts = *state;
    assert_true(fonts->row_count > 10);
    for (int i = 0; i < fonts->row_count; i++) {
        assert_non_null(fonts_face(fonts, i, EM_PX));
        assert_int_equal(strlen(fonts->rows[i].script), 4);
    }
}

#define NOTO_SANS                                                                                  \
    "\t/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf\tfonts-noto-core\tLatn\tltr\n"

/* Opens a chain of so few lines. */
static enum err open_line(const char *line) {
    char dir[] = "/tmp/tiengban-fonts-XXXXXX";
    char path[64];
    struct fonts *fonts;
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/chain.tsv", dir);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(line, file);
    fclose(file);
    enum err err = fonts_open(dir, &fonts);
    fonts_close(fonts);
    unlink(path);
    rmdir(dir);
    return err;
}

static void a_bad_chain_stops(void **state) {
    (void)state;
    struct fonts *fonts;
    assert_int_equal(fonts_open("/nonexistent", &fonts), ERR_STOP);
    assert_null(fonts);
    assert_int_equal(open_line("regular\t/nonexistent/*.ttf\tfonts-none\tLatn\tltr\n"), ERR_STOP);
    assert_int_equal(open_line("regular\t/etc/passwd\tfonts-none\tLatn\tltr\n"), ERR_STOP);
    assert_int_equal(open_line("regular\t/etc/passwd\n"), ERR_STOP);
    assert_int_equal(open_line("italic\t/etc/passwd\tfonts-none\tLatn\tltr\n"), ERR_STOP);
    assert_int_equal(open_line("# nothing but a remark\n\n"), ERR_STOP);
    assert_int_equal(open_line("bold" NOTO_SANS), ERR_STOP);
    fonts_close(NULL);
}

static void a_missing_font_is_left_out(void **state) {
    (void)state;
    assert_int_equal(open_line("regular" NOTO_SANS), ERR_OK);
    assert_int_equal(
        open_line("regular\t/nonexistent/*.ttf\tfonts-none\tKhmr\tltr\nregular" NOTO_SANS), ERR_OK);
}

static void characters_find_their_font(void **state) {
    const struct fonts *fonts = *state;
    int latin = fonts_row_for(fonts, 'a', false, false);
    assert_int_equal(latin, 0);
    assert_int_equal(fonts_row_for(fonts, 0x1EDB, false, false), latin); /* ớ */
    assert_int_equal(fonts->rows[fonts_row_for(fonts, 'a', true, false)].use, FONT_BOLD);
    assert_string_equal(fonts->rows[fonts_row_for(fonts, 0xAA80, true, false)].script, "Tavt");
    assert_int_equal(fonts->rows[fonts_row_for(fonts, 0x1F476, false, false)].use, FONT_PICTOGRAM);
    assert_int_equal(fonts->rows[fonts_row_for(fonts, 0x2B05, false, true)].use, FONT_PICTOGRAM);
    assert_int_equal(fonts_row_for(fonts, 0x10FFFD, false, false), -1);
}

/* ---- widths and lines -------------------------------------------------------------- */

static void widths_add_up(void **state) {
    struct fonts *fonts = *state;
    assert_int_equal(width(fonts, regular, ""), 0);
    assert_true(width(fonts, regular, "Hmôngz") > 3 * EM_PX);
    assert_true(width(fonts, bold, "Hmôngz") > width(fonts, regular, "Hmôngz"));
    assert_true(width(fonts, regular, "ntơưr ") > width(fonts, regular, "ntơưr"));
    int mixed = width(fonts, regular, "Thái ꪼꪕ");
    assert_int_equal(mixed, width(fonts, regular, "Thái ") + width(fonts, regular, "ꪼꪕ"));
    assert_int_equal(width(fonts, regular, "Thái ꪼꪕ"), mixed); /* from the cache */
}

static void lines_hold_the_whole_text(void **state) {
    struct fonts *fonts = *state;
    struct text_line lines[LINES];
    size_t count = text_wrap(fonts, regular, SENTENCE, WIDTH, lines, LINES);
    assert_in_range(count, 2, LINES);
    size_t end = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(lines[i].first >= end && lines[i].first <= end + 1); /* but a space */
        assert_true(text_width_px(fonts, regular, &SENTENCE[lines[i].first], lines[i].bytes) <=
                    WIDTH);
        assert_int_not_equal(SENTENCE[lines[i].first], ' ');
        end = lines[i].first + lines[i].bytes;
    }
    assert_int_equal(end, strlen(SENTENCE));
}

static void what_does_not_fit_is_told(void **state) {
    struct fonts *fonts = *state;
    struct text_line lines[LINES];
    size_t needed = text_wrap(fonts, regular, SENTENCE, WIDTH, lines, LINES);
    assert_int_equal(text_wrap(fonts, regular, SENTENCE, WIDTH, lines, needed), needed);
    assert_int_equal(text_wrap(fonts, regular, SENTENCE, WIDTH, lines, needed - 1), needed);
    assert_int_equal(text_wrap(fonts, regular, "nghiêng", 20, lines, 3), 4);
    assert_int_equal(text_wrap(fonts, regular, "", WIDTH, lines, 3), 0);
    assert_int_equal(text_wrap(fonts, regular, "a", WIDTH, lines, 1), 1);
    assert_int_equal(text_wrap(fonts, regular, "a", WIDTH, lines, 0), 1);
}

static void a_line_as_wide_as_its_text_holds_it(void **state) {
    struct fonts *fonts = *state;
    struct text_line lines[LINES];
    int exact = width(fonts, regular, "nghiêng");
    assert_int_equal(text_wrap(fonts, regular, "nghiêng", exact, lines, LINES), 1);
    assert_int_equal(text_wrap(fonts, regular, "nghiêng", exact - 1, lines, LINES), LINES + 1);
}

/* ---- drawing ------------------------------------------------------------------------ */

struct board {
    uint32_t pixels[WIDTH * HEIGHT];
    struct canvas canvas;
};

static void clear(struct board *board) {
    memset(board->pixels, 0, sizeof board->pixels);
    board->canvas = canvas_over(board->pixels, WIDTH, HEIGHT, WIDTH);
}

/* The smallest rectangle that holds everything drawn. */
static struct rect ink(const struct board *board) {
    struct rect all = {0, 0, 0, 0};
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        if (board->pixels[i]) {
            all = rect_around(all, (struct rect){i % WIDTH, i / WIDTH, 1, 1});
        }
    }
    return all;
}

static void paint(struct fonts *fonts, struct board *board, const char *text) {
    clear(board);
    text_paint(fonts, &board->canvas, regular, text, strlen(text), 10, 55, 0xFFFFFF);
}

static void text_stands_on_its_base(void **state) {
    struct fonts *fonts = *state;
    struct board board;
    paint(fonts, &board, "H");
    struct rect h = ink(&board);
    assert_int_equal(rect_bottom(h), 55);
    assert_in_range(h.h, EM_PX * 70 / 100, EM_PX * 74 / 100); /* a capital: 0.714 em */
    paint(fonts, &board, "Ếg");
    assert_true(ink(&board).y < h.y);
    assert_true(rect_bottom(ink(&board)) > 55);
    int ink_px = ink(&board).h;
    assert_true(ink_px < text_pitch_px(regular) * 11 / 10);
}

static void a_missing_character_is_a_box(void **state) {
    struct fonts *fonts = *state;
    struct board board;
    const char *missing = "\xF4\x8F\xBF\xBD";
    paint(fonts, &board, missing);
    assert_in_range(ink(&board).h, EM_PX / 2, EM_PX);
    assert_in_range(ink(&board).w, EM_PX / 3, width(fonts, regular, missing));
}

static void combining_marks_stay_with_their_letter(void **state) {
    struct fonts *fonts = *state;
    struct board composed, decomposed;
    paint(fonts, &composed, "ệ");
    paint(fonts, &decomposed, "e\xCC\xA3\xCC\x82");
    assert_memory_equal(composed.pixels, decomposed.pixels, sizeof composed.pixels);
}

static void a_picture_within_a_text_has_colours(void **state) {
    struct fonts *fonts = *state;
    struct board board;
    bool coloured = false;
    paint(fonts, &board, "a 🏠 b");
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        coloured = coloured || (board.pixels[i] >> 16) != (board.pixels[i] & 0xFF);
    }
    assert_true(coloured);
    assert_true(rect_right(ink(&board)) <= 12 + width(fonts, regular, "a 🏠 b"));
}

static void pictograms_fill_their_square(void **state) {
    struct fonts *fonts = *state;
    static const char *const emojis[] = {"👶", "🏛️", "⬅️", "1️⃣", "🧑‍💼"};
    for (size_t i = 0; i < sizeof emojis / sizeof *emojis; i++) {
        struct board board;
        struct rect square = {100, 5, 70, 70};
        clear(&board);
        pictogram_paint(fonts, &board.canvas, emojis[i], strlen(emojis[i]), square, 256);
        assert_true(rect_holds(square, ink(&board)));
        assert_true(ink(&board).w > 45 && ink(&board).h > 30);
    }
}

static void an_unknown_pictogram_is_a_frame(void **state) {
    struct fonts *fonts = *state;
    struct board board;
    clear(&board);
    pictogram_paint(fonts, &board.canvas, "\xF4\x8F\xBF\xBD", 4, (struct rect){0, 0, 40, 40}, 256);
    assert_int_equal(board.pixels[20], 0x808080);
    assert_int_equal(board.pixels[20 * WIDTH + 20], 0);
    clear(&board);
    pictogram_paint(fonts, &board.canvas, "", 0, (struct rect){0, 0, 0, 0}, 256);
    assert_true(rect_empty(ink(&board)));
}

static void caches_are_bounded(void **state) {
    struct fonts *fonts = *state;
    struct board board;
    clear(&board);
    for (int i = 0; i < 600; i++) {
        char text[32];
        snprintf(text, sizeof text, "câu số %d", i);
        struct text_style style = {.em_px = 20 + i % 90, .bold = i % 2};
        text_paint(fonts, &board.canvas, style, text, strlen(text), 0, 60, 0xFFFFFF);
    }
    for (int side = 100; side < 600; side += 20) {
        pictogram_paint(fonts, &board.canvas, "👶", 4, (struct rect){0, 0, side, side}, 256);
    }
    assert_in_range(fonts->run_bytes, 1, RUN_BYTES_BOUND);
    assert_in_range(fonts->picture_bytes, 1, PICTURE_BYTES_BOUND);
    size_t held = 0;
    for (size_t i = 0; i < PICTURES_MAX; i++) {
        int side_px = fonts->pictures[i].side_px;
        held += (size_t)side_px * (size_t)side_px * 4;
    }
    assert_int_equal(held, fonts->picture_bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_opens),
        cmocka_unit_test(a_bad_chain_stops),
        cmocka_unit_test(a_missing_font_is_left_out),
        cmocka_unit_test(characters_find_their_font),
        cmocka_unit_test(widths_add_up),
        cmocka_unit_test(lines_hold_the_whole_text),
        cmocka_unit_test(what_does_not_fit_is_told),
        cmocka_unit_test(a_line_as_wide_as_its_text_holds_it),
        cmocka_unit_test(text_stands_on_its_base),
        cmocka_unit_test(a_missing_character_is_a_box),
        cmocka_unit_test(combining_marks_stay_with_their_letter),
        cmocka_unit_test(a_picture_within_a_text_has_colours),
        cmocka_unit_test(pictograms_fill_their_square),
        cmocka_unit_test(an_unknown_pictogram_is_a_frame),
        cmocka_unit_test(caches_are_bounded),
    };
    return cmocka_run_group_tests(tests, open_chain, close_chain);
}
