#include "screen/pictogram.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "screen/fonts.h"

enum {
    EMOJI_BYTES_MAX = 64,
    STRIKE_SIDE_MAX = 192, /* the strike is 136 × 128 */
    TAPS_MAX = 64
};

/* Colours multiplied by alpha, as fractions of 255: alpha, red, green, blue. */
struct texel {
    float channel[4];
};

/* The strike in the middle of a square. */
struct strike {
    int side_px;
    struct texel texels[STRIKE_SIDE_MAX][STRIKE_SIDE_MAX];
};

static struct texel texel_of(uint32_t argb) {
    float alpha = (float)(argb >> 24);
    float share = alpha / 255;
    return (struct texel){{alpha, (float)(argb >> 16 & 0xFF) * share,
                           (float)(argb >> 8 & 0xFF) * share, (float)(argb & 0xFF) * share}};
}

static uint32_t level(float value, float most) {
    return (uint32_t)(fminf(fmaxf(value, 0), most) + 0.5F);
}

/* No colour may exceed alpha: the painter relies on it. */
static uint32_t pixel_of(struct texel texel) {
    float alpha = fminf(fmaxf(texel.channel[0], 0), 255);
    return level(alpha, 255) << 24 | level(texel.channel[1], alpha) << 16 |
           level(texel.channel[2], alpha) << 8 | level(texel.channel[3], alpha);
}

static void copy_strike(const SDL_Surface *from, struct strike *strike) {
    int width_px = least(from->w, STRIKE_SIDE_MAX);
    int height_px = least(from->h, STRIKE_SIDE_MAX);
    strike->side_px = greatest(width_px, height_px);
    int left = (strike->side_px - width_px) / 2;
    int top = (strike->side_px - height_px) / 2;
    for (int y = 0; y < height_px; y++) {
        const uint32_t *row =
            (const uint32_t *)((const uint8_t *)from->pixels + (ptrdiff_t)y * from->pitch);
        for (int x = 0; x < width_px; x++) {
            strike->texels[top + y][left + x] = texel_of(row[x]);
        }
    }
}

/* Cubic of Mitchell and Netravali (1988), B = C = 1/3: smooth, hardly any ringing. */
static float mitchell(float x) {
    float a = fabsf(x);
    if (a >= 2) {
        return 0;
    }
    return a < 1 ? (21 * a * a * a - 36 * a * a + 16) / 18
                 : (-7 * a * a * a + 36 * a * a - 60 * a + 32) / 18;
}

/* Which old pixels make one new pixel, and how much of each. */
struct taps {
    int first, count;
    float weights[TAPS_MAX];
};

static struct taps taps_for(int at, int to_px, int from_px) {
    float scale = (float)from_px / (float)to_px;
    float reach = fmaxf(scale, 1);
    float centre = ((float)at + 0.5F) * scale - 0.5F;
    struct taps taps = {.first = greatest((int)ceilf(centre - 2 * reach), 0)};
    int end = least((int)floorf(centre + 2 * reach) + 1, from_px);
    taps.count = least(end - taps.first, TAPS_MAX);
    float sum = 0;
    for (int i = 0; i < taps.count; i++) {
        taps.weights[i] = mitchell(((float)(taps.first + i) - centre) / reach);
        sum += taps.weights[i];
    }
    for (int i = 0; i < taps.count; i++) {
        taps.weights[i] /= sum;
    }
    return taps;
}

static struct texel gather(const struct taps *taps, const struct texel *from, ptrdiff_t step) {
    struct texel sum = {{0}};
    for (int i = 0; i < taps->count; i++) {
        const struct texel *texel = from + (taps->first + i) * step;
        for (int c = 0; c < 4; c++) {
            sum.channel[c] += texel->channel[c] * taps->weights[i];
        }
    }
    return sum;
}

static uint32_t *scaled(const struct strike *strike, int side_px) {
    uint32_t *pixels = calloc((size_t)side_px * (size_t)side_px, sizeof *pixels);
    struct texel *columns = calloc((size_t)side_px, sizeof *columns * STRIKE_SIDE_MAX);
    if (!pixels || !columns) {
        abort();
    }
    for (int x = 0; x < side_px; x++) {
        struct taps taps = taps_for(x, side_px, strike->side_px);
        for (int y = 0; y < strike->side_px; y++) {
            columns[x * STRIKE_SIDE_MAX + y] = gather(&taps, strike->texels[y], 1);
        }
    }
    for (int y = 0; y < side_px; y++) {
        struct taps taps = taps_for(y, side_px, strike->side_px);
        for (int x = 0; x < side_px; x++) {
            pixels[y * side_px + x] = pixel_of(gather(&taps, columns + x * STRIKE_SIDE_MAX, 1));
        }
    }
    free(columns);
    return pixels;
}

static int pictogram_row(const struct fonts *fonts) {
    int row_ix = 0;
    while (row_ix < fonts->row_count && fonts->rows[row_ix].use != FONT_PICTOGRAM) {
        row_ix++;
    }
    return row_ix < fonts->row_count ? row_ix : -1;
}

/* NULL if the font has no picture for the text. The caller frees. */
static SDL_Surface *render(struct fonts *fonts, const char *text, size_t bytes) {
    char copy[EMOJI_BYTES_MAX + 1];
    const SDL_Color white = {255, 255, 255, 255};
    int row_ix = pictogram_row(fonts);
    uint32_t first;
    if (row_ix < 0 || bytes == 0 || bytes > EMOJI_BYTES_MAX) {
        return NULL;
    }
    fonts_decode(text, bytes, &first);
    if (!TTF_GlyphIsProvided32(fonts->rows[row_ix].probe, first)) {
        return NULL;
    }
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
    return TTF_RenderUTF8_Blended(fonts->rows[row_ix].probe, copy, white);
}

bool pictogram_known(struct fonts *fonts, const char *text) {
    SDL_Surface *surface = render(fonts, text, strlen(text));
    bool one = surface && surface->w <= STRIKE_SIDE_MAX && surface->h <= STRIKE_SIDE_MAX;
    SDL_FreeSurface(surface);
    return one;
}

static uint32_t *draw(struct fonts *fonts, const char *text, size_t bytes, int side_px) {
    uint32_t *pixels = NULL;
    SDL_Surface *surface = render(fonts, text, bytes);
    struct strike *strike = calloc(1, sizeof *strike);
    if (!strike) {
        abort();
    }
    if (surface && surface->format->BytesPerPixel == 4) {
        copy_strike(surface, strike);
        pixels = scaled(strike, side_px);
    }
    free(strike);
    SDL_FreeSurface(surface);
    return pixels;
}

static size_t picture_bytes(const struct scaled_picture *picture) {
    return (size_t)picture->side_px * (size_t)picture->side_px * sizeof *picture->pixels;
}

static void drop_picture(struct fonts *fonts, struct scaled_picture *picture) {
    fonts->picture_bytes -= picture_bytes(picture);
    free(picture->pixels);
    *picture = (struct scaled_picture){0};
}

static struct scaled_picture *least_used(struct fonts *fonts, bool held) {
    return cache_least_used(fonts->pictures, sizeof *fonts->pictures, PICTURES_MAX, held);
}

static struct scaled_picture *keep(struct fonts *fonts, uint64_t key, uint32_t *pixels,
                                   int side_px) {
    struct scaled_picture *picture = least_used(fonts, false);
    drop_picture(fonts, picture);
    *picture = (struct scaled_picture){{key, ++fonts->now, true}, pixels, side_px};
    fonts->picture_bytes += picture_bytes(picture);
    while (fonts->picture_bytes > PICTURE_BYTES_BOUND && least_used(fonts, true) != picture) {
        drop_picture(fonts, least_used(fonts, true));
    }
    return picture;
}

void pictogram_paint(struct fonts *fonts, struct canvas *canvas, const char *text, size_t bytes,
                     struct rect square, unsigned alpha) {
    int side_px = least(square.w, square.h);
    uint64_t key = fonts_key(text, bytes, FONT_ROWS_MAX, side_px);
    struct scaled_picture *picture =
        cache_find(fonts->pictures, sizeof *fonts->pictures, PICTURES_MAX, key);
    if (side_px <= 0) {
        return;
    }
    if (!picture) {
        uint32_t *pixels = draw(fonts, text, bytes, side_px);
        picture = pixels ? keep(fonts, key, pixels, side_px) : NULL;
    }
    if (!picture) {
        paint_ring(canvas, rect_square_in(square, side_px), side_px / 8, greatest(side_px / 16, 1),
                   0x808080);
        return;
    }
    picture->slot.used_at = ++fonts->now;
    struct picture shown = {picture->pixels, side_px};
    paint_picture(canvas, square.x, square.y, &shown, alpha);
}
