/* The chain of fonts (fonts/chain.tsv) and their faces at the sizes in use.
 * Inside the screen folder only: text.c and pictogram.c draw with it. */
#ifndef SCREEN_FONTS_H
#define SCREEN_FONTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <SDL_ttf.h>

#include "base/err.h"
#include "screen/cache.h"
#include "screen/pictogram.h"
#include "screen/text.h"

enum { FONT_ROWS_MAX = 32, FACES_MAX = 48, RUNS_MAX = 256, WIDTHS_MAX = 4096, PICTURES_MAX = 64 };

/* Bytes that drawn runs and scaled pictures may hold. */
enum { RUN_BYTES_BOUND = 8 * 1024 * 1024, PICTURE_BYTES_BOUND = 8 * 1024 * 1024 };

enum font_use { FONT_REGULAR, FONT_BOLD, FONT_PICTOGRAM, FONT_USE_COUNT };

/* One row of the chain; the file is mapped, never read as a stream. */
struct font_row {
    enum font_use use;
    char script[8];
    TTF_Direction direction;
    void *data;
    size_t bytes;
    TTF_Font *probe; /* asked for coverage */
};

struct face {
    TTF_Font *font;
    int row_ix, em_px;
    uint64_t used_at;
};

/* A run of text of one face, drawn once: 8-bit coverage. */
struct drawn_run {
    struct cache_slot slot;
    SDL_Surface *cover;
    int ascent_px;
};

struct known_width {
    uint64_t key;
    int width_px;
};

struct scaled_picture {
    struct cache_slot slot;
    uint32_t *pixels;
    int side_px;
};

struct fonts {
    struct font_row rows[FONT_ROWS_MAX];
    int row_count;
    struct face faces[FACES_MAX];
    struct drawn_run runs[RUNS_MAX];
    struct known_width widths[WIDTHS_MAX];
    struct scaled_picture pictures[PICTURES_MAX];
    size_t run_bytes, picture_bytes; /* held by the two caches */
    uint64_t now;                    /* counts uses, to drop the least used */
    bool ttf_started;
};

/* The face of a row at a size; NULL if the font cannot be opened at it. Valid
 * until the next call. */
TTF_Font *fonts_face(struct fonts *fonts, int row_ix, int em_px);

/* The row that draws a character: bold rows first if `bold`; `as_picture` asks the
 * pictograms first. -1 if no font has it. */
int fonts_row_for(const struct fonts *fonts, uint32_t character, bool bold, bool as_picture);

/* The first character of a text of `bytes` bytes, and how many bytes it takes.
 * Text is valid UTF-8: it came through the door. */
size_t fonts_decode(const char *text, size_t bytes, uint32_t *character_out);

/* A key for caches: differs, in practice, whenever an argument does. */
uint64_t fonts_key(const char *text, size_t bytes, int row_ix, int em_px);

#endif
