#include "screen/weave.h"

enum { MOTIF_SHAPES_MAX = 8, CORNERS_MAX = 12, TILE_SIDE_MAX = 160, TILE_UNITS = 24 };

/* Threads: the ground is the language's colour, the others go with any colour. */
enum thread { THREAD_COTTON, THREAD_GOLD, THREAD_RED, THREAD_GROUND, THREAD_COUNT };

/* DIAMOND: centre x, y, half its width and height. POLYGON: x, y of its corners. */
enum figure { FIGURE_NONE, DIAMOND, POLYGON };

/* In a tile of 24 × 24. */
struct shape {
    enum figure figure;
    enum thread thread;
    size_t corner_count; /* of a polygon */
    int8_t at[2 * CORNERS_MAX];
};

/* A gold thread runs along both edges of each. */
static const struct shape motifs[WEAVE_COUNT][MOTIF_SHAPES_MAX] = {
    /* lozenge in lozenge */
    {{DIAMOND, THREAD_COTTON, 0, {12, 12, 10, 10}},
     {DIAMOND, THREAD_GROUND, 0, {12, 12, 7, 7}},
     {DIAMOND, THREAD_GOLD, 0, {12, 12, 4, 4}},
     {DIAMOND, THREAD_COTTON, 0, {0, 12, 2, 4}},
     {DIAMOND, THREAD_COTTON, 0, {24, 12, 2, 4}}},
    /* hooks turned towards each other */
    {{POLYGON, THREAD_COTTON, 10, {2, 20, 2, 4,  11, 4, 11, 14, 6, 14,
                                   6, 10, 8, 10, 8,  7, 5,  7,  5, 20}},
     {POLYGON, THREAD_COTTON, 10, {22, 20, 22, 4,  13, 4, 13, 14, 18, 14,
                                   18, 10, 16, 10, 16, 7, 19, 7,  19, 20}},
     {DIAMOND, THREAD_GOLD, 0, {12, 18, 3, 3}},
     {DIAMOND, THREAD_RED, 0, {0, 12, 1, 6}},
     {DIAMOND, THREAD_RED, 0, {24, 12, 1, 6}}},
    /* eight-pointed star between leaves */
    {{DIAMOND, THREAD_COTTON, 0, {12, 12, 4, 9}},
     {DIAMOND, THREAD_COTTON, 0, {12, 12, 9, 4}},
     {POLYGON, THREAD_COTTON, 8, {6, 6, 12, 9, 18, 6, 15, 12, 18, 18, 12, 15, 6, 18, 9, 12}},
     {DIAMOND, THREAD_RED, 0, {12, 12, 3, 3}},
     {DIAMOND, THREAD_GOLD, 0, {0, 12, 2, 8}},
     {DIAMOND, THREAD_GOLD, 0, {24, 12, 2, 8}}},
    /* zigzag over peaks */
    {{POLYGON, THREAD_COTTON, 6, {0, 16, 12, 3, 24, 16, 24, 20, 12, 7, 0, 20}},
     {POLYGON, THREAD_GOLD, 3, {6, 21, 12, 14, 18, 21}}},
    /* steps up and down */
    {{POLYGON, THREAD_COTTON, 12, {0,  20, 0,  16, 4,  16, 4,  11, 8,  11, 8,  5,
                                   16, 5,  16, 11, 20, 11, 20, 16, 24, 16, 24, 20}},
     {DIAMOND, THREAD_GROUND, 0, {12, 11, 3, 3}},
     {POLYGON, THREAD_GOLD, 4, {8, 15, 16, 15, 16, 18, 8, 18}},
     {DIAMOND, THREAD_GOLD, 0, {0, 8, 3, 4}},
     {DIAMOND, THREAD_GOLD, 0, {24, 8, 3, 4}}},
    /* lattice */
    {{POLYGON, THREAD_COTTON, 4, {0, 3, 3, 3, 24, 21, 21, 21}},
     {POLYGON, THREAD_COTTON, 4, {21, 3, 24, 3, 3, 21, 0, 21}},
     {DIAMOND, THREAD_GROUND, 0, {12, 12, 6, 6}},
     {DIAMOND, THREAD_GOLD, 0, {12, 12, 4, 4}},
     {DIAMOND, THREAD_GOLD, 0, {0, 12, 4, 3}},
     {DIAMOND, THREAD_GOLD, 0, {24, 12, 4, 3}},
     {DIAMOND, THREAD_RED, 0, {12, 12, 2, 2}}},
};

struct palette {
    uint32_t threads[THREAD_COUNT];
};

static struct palette palette_of(uint32_t colour) {
    return (struct palette){{[THREAD_COTTON] = 0xFBF3E0,
                             [THREAD_GOLD] = 0xE2AC34,
                             [THREAD_RED] = 0xB3282B,
                             [THREAD_GROUND] = colour}};
}

static size_t corners_of(const struct shape *shape, float scale, struct corner *corners_out) {
    const int8_t *at = shape->at;
    if (shape->figure == DIAMOND) {
        const int points[4][2] = {{at[0], at[1] - at[3]},
                                  {at[0] + at[2], at[1]},
                                  {at[0], at[1] + at[3]},
                                  {at[0] - at[2], at[1]}};
        for (size_t i = 0; i < 4; i++) {
            corners_out[i] =
                (struct corner){(float)points[i][0] * scale, (float)points[i][1] * scale};
        }
        return 4;
    }
    for (size_t i = 0; i < shape->corner_count; i++) {
        corners_out[i] = (struct corner){(float)at[2 * i] * scale, (float)at[2 * i + 1] * scale};
    }
    return shape->corner_count;
}

static void paint_tile(struct canvas *tile, const struct shape *shapes,
                       const struct palette *palette) {
    int side = tile->width_px;
    int thread_px = greatest((side + TILE_UNITS / 2) / TILE_UNITS, 1);
    paint_fill(tile, tile->clip, palette->threads[THREAD_GROUND]);
    for (size_t i = 0; i < MOTIF_SHAPES_MAX && shapes[i].figure != FIGURE_NONE; i++) {
        struct corner corners[CORNERS_MAX];
        size_t count = corners_of(&shapes[i], (float)side / TILE_UNITS, corners);
        paint_polygon(tile, corners, count, palette->threads[shapes[i].thread]);
    }
    paint_fill(tile, (struct rect){0, 0, side, thread_px}, palette->threads[THREAD_GOLD]);
    paint_fill(tile, (struct rect){0, side - thread_px, side, thread_px},
               palette->threads[THREAD_GOLD]);
}

/* The tile is painted once, then its pixels are repeated. */
void paint_weave(struct canvas *canvas, struct rect band, unsigned weave, uint32_t colour) {
    uint32_t pixels[TILE_SIDE_MAX * TILE_SIDE_MAX];
    bool upright = band.h > band.w;
    int side = least(least(band.h, band.w), TILE_SIDE_MAX);
    struct rect all = {0, 0, canvas->width_px, canvas->height_px};
    struct rect seen = rect_common(rect_common(band, canvas->clip), all);
    if (rect_empty(seen)) {
        return;
    }
    struct canvas tile = canvas_over(pixels, side, side, side);
    struct palette palette = palette_of(colour);
    paint_tile(&tile, motifs[weave % WEAVE_COUNT], &palette);
    /* What is left over after the last whole tile is cut off both ends alike. An
     * upright band is the lying one turned. */
    int tile_x = (seen.x - band.x + side - band.w % side / 2) % side;
    int tile_y = (seen.y - band.y + side - band.h % side / 2) % side;
    ptrdiff_t along = upright ? side : 1;
    ptrdiff_t across = upright ? 1 : side;
    for (int y = 0; y < seen.h; y++) {
        uint32_t *row = canvas->pixels + (ptrdiff_t)(seen.y + y) * canvas->stride_px + seen.x;
        const uint32_t *from = pixels + (tile_y + y) % side * across;
        for (int x = 0, at = tile_x; x < seen.w; x++, at = at + 1 < side ? at + 1 : 0) {
            row[x] = from[at * along];
        }
    }
}
