#include "screen/text.h"

#include <assert.h>
#include <string.h>

#include "screen/fonts.h"
#include "unicode/breaks.h"

enum {
    RUN_BYTES_MAX = 512,   /* longer runs are cut in two */
    PIECES_MAX = 1024,     /* places where one text may break */
    PICTURE_PERCENT = 120, /* of the em: an emoji within a text */
    BOX_EM_PERCENT = 60    /* width of the box for a character that no font has */
};

/* A stretch of text drawn with one font; row_ix -1: no font has it. */
struct run {
    size_t first, bytes;
    int row_ix;
};

/* Noto's own 1.36 em is loose for a paragraph; 1.14 em still keeps a dot below
 * from two marks above, which only capitals bear. */
static const int PITCH_PERCENT = 126, TIGHT_PITCH_PERCENT = 114;
static const int ASCENT_PERCENT = 100, TIGHT_ASCENT_PERCENT = 93;

int text_ascent_px(struct text_style style) {
    return style.em_px * (style.tight ? TIGHT_ASCENT_PERCENT : ASCENT_PERCENT) / 100;
}

int text_pitch_px(struct text_style style) {
    return style.em_px * (style.tight ? TIGHT_PITCH_PERCENT : PITCH_PERCENT) / 100;
}

size_t fonts_decode(const char *text, size_t bytes, uint32_t *character_out) {
    const uint8_t *at = (const uint8_t *)text;
    size_t length = at[0] < 0x80 ? 1 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    uint32_t character = at[0] < 0x80 ? at[0] : at[0] & (0xFFU >> (length + 1));
    length = length < bytes ? length : bytes;
    for (size_t i = 1; i < length; i++) {
        character = character << 6 | (at[i] & 0x3FU);
    }
    *character_out = character;
    return length;
}

/* Follows the character before it wherever that is drawn: combining marks,
 * joiners, variation selectors, skin tones. */
static bool follows(uint32_t c) {
    return (c >= 0x300 && c < 0x370) || (c >= 0x200B && c <= 0x200D) ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF);
}

/* Belongs to whichever script is around it. */
static bool neutral(uint32_t c) {
    return c < 'A' || (c > 'Z' && c < 'a') || (c > 'z' && c < 0xC0) || (c >= 0x2010 && c < 0x2070);
}

/* Drawn as a picture: emoji proper, and signs that the next character, a
 * variation selector, asks to be one. */
static bool is_picture(uint32_t character, const char *rest, size_t bytes) {
    return character >= 0x1F000 || (bytes >= 3 && memcmp(rest, "\xEF\xB8\x8F", 3) == 0);
}

/* The row for the character at `at`, the row before it being `before`. */
static int row_at(const struct fonts *fonts, bool bold, const char *text, size_t bytes,
                  size_t length, uint32_t character, const struct run *before) {
    bool joined = before->bytes > 0;
    if (joined && follows(character)) {
        return before->row_ix;
    }
    if (joined && before->row_ix >= 0 && neutral(character) &&
        fonts->rows[before->row_ix].use != FONT_PICTOGRAM &&
        TTF_GlyphIsProvided32(fonts->rows[before->row_ix].probe, character)) {
        return before->row_ix;
    }
    return fonts_row_for(fonts, character, bold,
                         is_picture(character, text + length, bytes - length));
}

/* The run that starts at `first`; `bytes` is the length of the whole text. */
static struct run run_at(const struct fonts *fonts, bool bold, const char *text, size_t bytes,
                         size_t first) {
    struct run run = {.first = first};
    while (first + run.bytes < bytes) {
        uint32_t character;
        const char *at = text + first + run.bytes;
        size_t left = bytes - first - run.bytes;
        size_t length = fonts_decode(at, left, &character);
        int row_ix = row_at(fonts, bold, at, left, length, character, &run);
        if (run.bytes > 0 && (row_ix != run.row_ix || run.bytes + length > RUN_BYTES_MAX)) {
            break;
        }
        run.row_ix = row_ix;
        run.bytes += length;
    }
    return run;
}

bool text_missing(const struct fonts *fonts, const char *text, char missing_out[5]) {
    size_t bytes = strlen(text);
    for (size_t first = 0; first < bytes;) {
        uint32_t character;
        struct run run = run_at(fonts, false, text, bytes, first);
        if (run.row_ix < 0) {
            size_t length = fonts_decode(text + first, bytes - first, &character);
            memcpy(missing_out, text + first, length);
            missing_out[length] = '\0';
            return true;
        }
        first += run.bytes;
    }
    return false;
}

static size_t character_count(const char *text, size_t bytes) {
    size_t count = 0;
    for (size_t i = 0; i < bytes; i++) {
        count += ((uint8_t)text[i] & 0xC0) != 0x80;
    }
    return count;
}

static void terminated(char copy[RUN_BYTES_MAX + 1], const char *text, size_t bytes) {
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
}

static int box_width_px(int em_px) { return em_px * BOX_EM_PERCENT / 100; }

static int measure(struct fonts *fonts, int row_ix, int em_px, const char *text, size_t bytes) {
    char copy[RUN_BYTES_MAX + 1];
    int width_px = 0;
    if (row_ix < 0) {
        return (int)character_count(text, bytes) * box_width_px(em_px);
    }
    if (fonts->rows[row_ix].use == FONT_PICTOGRAM) {
        return em_px * PICTURE_PERCENT / 100;
    }
    TTF_Font *font = fonts_face(fonts, row_ix, em_px);
    terminated(copy, text, bytes);
    if (font) {
        TTF_SizeUTF8(font, copy, &width_px, NULL);
    }
    return width_px;
}

static int run_width_px(struct fonts *fonts, const struct run *run, int em_px, const char *text) {
    uint64_t key = fonts_key(text, run->bytes, run->row_ix, em_px);
    struct known_width *known = &fonts->widths[key % WIDTHS_MAX];
    if (known->key != key) {
        *known = (struct known_width){key, measure(fonts, run->row_ix, em_px, text, run->bytes)};
    }
    return known->width_px;
}

int text_width_px(struct fonts *fonts, struct text_style style, const char *text, size_t bytes) {
    int width_px = 0;
    for (size_t first = 0; first < bytes;) {
        struct run run = run_at(fonts, style.bold, text, bytes, first);
        width_px += run_width_px(fonts, &run, style.em_px, text + first);
        first += run.bytes;
    }
    return width_px;
}

static size_t without_last_spaces(const char *text, size_t bytes) {
    while (bytes > 0 && (text[bytes - 1] == ' ' || text[bytes - 1] == '\n')) {
        bytes--;
    }
    return bytes;
}

size_t text_wrap(struct fonts *fonts, struct text_style style, const char *text, int width_px,
                 struct text_line *lines_out, size_t max) {
    uint16_t breaks[PIECES_MAX];
    size_t pieces = breaks_find(text, NULL, breaks, PIECES_MAX);
    int space_px = text_width_px(fonts, style, " ", 1);
    size_t first = 0, end = 0, count = 0; /* the line so far: [first, end) */
    int line_px = 0;
    for (size_t i = 0; i < pieces; i++) {
        size_t start = i > 0 ? breaks[i - 1] : 0;
        size_t bytes = without_last_spaces(text + start, breaks[i] - start);
        int piece_px = text_width_px(fonts, style, text + start, bytes);
        if (piece_px > width_px || count >= max) {
            return max + 1;
        }
        if (line_px + piece_px > width_px && end > first) {
            lines_out[count++] = (struct text_line){(uint16_t)first, (uint16_t)(end - first)};
            first = start;
            line_px = 0;
        }
        end = start + bytes;
        line_px += piece_px + (int)(breaks[i] - end) * space_px;
    }
    if (end > first && count < max) {
        lines_out[count++] = (struct text_line){(uint16_t)first, (uint16_t)(end - first)};
    } else if (end > first) {
        count = max + 1;
    }
    return count;
}

static void drop_run(struct fonts *fonts, struct drawn_run *drawn) {
    if (drawn->cover) {
        fonts->run_bytes -= (size_t)drawn->cover->pitch * (size_t)drawn->cover->h;
        SDL_FreeSurface(drawn->cover);
    }
    *drawn = (struct drawn_run){0};
}

static struct drawn_run *least_used_run(struct fonts *fonts, bool held) {
    return cache_least_used(fonts->runs, sizeof *fonts->runs, RUNS_MAX, held);
}

static struct drawn_run *draw_run(struct fonts *fonts, const struct run *run, int em_px,
                                  const char *text) {
    char copy[RUN_BYTES_MAX + 1];
    const SDL_Color white = {255, 255, 255, 255};
    const SDL_Color black = {0, 0, 0, 255};
    TTF_Font *font = fonts_face(fonts, run->row_ix, em_px);
    terminated(copy, text, run->bytes);
    SDL_Surface *cover = font ? TTF_RenderUTF8_Shaded(font, copy, white, black) : NULL;
    if (!cover) {
        return NULL;
    }
    struct drawn_run *drawn = least_used_run(fonts, false);
    drop_run(fonts, drawn);
    fonts->run_bytes += (size_t)cover->pitch * (size_t)cover->h;
    uint64_t key = fonts_key(text, run->bytes, run->row_ix, em_px);
    *drawn = (struct drawn_run){{key, ++fonts->now, true}, cover, TTF_FontAscent(font)};
    while (fonts->run_bytes > RUN_BYTES_BOUND && least_used_run(fonts, true) != drawn) {
        drop_run(fonts, least_used_run(fonts, true));
    }
    return drawn;
}

static void paint_boxes(struct canvas *canvas, size_t count, int em_px, int x, int base_y,
                        uint32_t colour) {
    int width_px = box_width_px(em_px);
    int thick_px = greatest(em_px / 20, 1);
    for (size_t i = 0; i < count; i++, x += width_px) {
        struct rect box = {x + thick_px, base_y - em_px * 7 / 10, width_px - 2 * thick_px,
                           em_px * 7 / 10};
        paint_ring(canvas, box, 0, thick_px, colour);
        float left = (float)box.x, right = (float)rect_right(box);
        float top = (float)box.y, bottom = (float)rect_bottom(box), thick = (float)thick_px;
        paint_polygon(
            canvas,
            (struct corner[]){
                {left, top}, {left + thick, top}, {right, bottom}, {right - thick, bottom}},
            4, colour);
    }
}

static void paint_run(struct fonts *fonts, struct canvas *canvas, const struct run *run, int em_px,
                      const char *text, int x, int base_y, uint32_t colour) {
    if (run->row_ix < 0) {
        paint_boxes(canvas, character_count(text, run->bytes), em_px, x, base_y, colour);
        return;
    }
    if (fonts->rows[run->row_ix].use == FONT_PICTOGRAM) {
        struct rect square = {x, base_y - em_px, em_px * PICTURE_PERCENT / 100,
                              em_px * PICTURE_PERCENT / 100};
        pictogram_paint(fonts, canvas, text, run->bytes, square, 256);
        return;
    }
    struct drawn_run *drawn = cache_find(fonts->runs, sizeof *fonts->runs, RUNS_MAX,
                                         fonts_key(text, run->bytes, run->row_ix, em_px));
    drawn = drawn ? drawn : draw_run(fonts, run, em_px, text);
    if (drawn) {
        drawn->slot.used_at = ++fonts->now;
        struct mask mask = {drawn->cover->pixels, drawn->cover->w, drawn->cover->h,
                            drawn->cover->pitch};
        paint_mask(canvas, x, base_y - drawn->ascent_px, &mask, colour);
    }
}

void text_paint(struct fonts *fonts, struct canvas *canvas, struct text_style style,
                const char *text, size_t bytes, int x, int base_y, uint32_t colour) {
    for (size_t first = 0; first < bytes;) {
        struct run run = run_at(fonts, style.bold, text, bytes, first);
        paint_run(fonts, canvas, &run, style.em_px, text + first, x, base_y, colour);
        x += run_width_px(fonts, &run, style.em_px, text + first);
        first += run.bytes;
    }
}
