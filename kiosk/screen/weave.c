#include "screen/weave.h"

#include <assert.h>

#include "screen/theme.h"

enum { MOTIF_SHAPES_MAX = 12, SHAPE_CORNERS_MAX = 12, TILE_SIDE_MAX = 160 };

/* Threads: the ground is the language's colour, the others go with any colour. */
enum thread { THREAD_COTTON, THREAD_GOLD, THREAD_RED, THREAD_DARK, THREAD_GROUND, THREAD_COUNT };

/* Corners in a tile of 24 × 24. */
struct shape {
    enum thread thread;
    uint8_t corner_count;
    struct {
        int8_t x, y;
    } corners[SHAPE_CORNERS_MAX];
};

struct motif {
    uint8_t shape_count;
    struct shape shapes[MOTIF_SHAPES_MAX];
};

enum { TILE_UNITS = 24 };

#define DIAMOND(thread, cx, cy, rx, ry)                                                            \
    {                                                                                              \
        thread, 4, {                                                                               \
            {cx, cy - ry}, {cx + rx, cy}, {cx, cy + ry}, { cx - rx, cy }                           \
        }                                                                                          \
    }
#define BOX(thread, x0, y0, x1, y1)                                                                \
    {                                                                                              \
        thread, 4, {                                                                               \
            {x0, y0}, {x1, y0}, {x1, y1}, { x0, y1 }                                               \
        }                                                                                          \
    }
#define BORDERS BOX(THREAD_GOLD, 0, 0, 24, 1), BOX(THREAD_GOLD, 0, 23, 24, 24)

static const struct motif motifs[WEAVE_COUNT] = {
    /* lozenge in lozenge */
    {7,
     {BORDERS, DIAMOND(THREAD_COTTON, 12, 12, 10, 10), DIAMOND(THREAD_GROUND, 12, 12, 7, 7),
      DIAMOND(THREAD_GOLD, 12, 12, 4, 4), DIAMOND(THREAD_COTTON, 0, 12, 2, 4),
      DIAMOND(THREAD_COTTON, 24, 12, 2, 4)}},
    /* hooks turned towards each other */
    {7,
     {BORDERS,
      {THREAD_COTTON,
       10,
       {{2, 20}, {2, 4}, {11, 4}, {11, 14}, {6, 14}, {6, 10}, {8, 10}, {8, 7}, {5, 7}, {5, 20}}},
      {THREAD_COTTON,
       10,
       {{22, 20},
        {22, 4},
        {13, 4},
        {13, 14},
        {18, 14},
        {18, 10},
        {16, 10},
        {16, 7},
        {19, 7},
        {19, 20}}},
      DIAMOND(THREAD_GOLD, 12, 18, 3, 3),
      DIAMOND(THREAD_RED, 0, 12, 1, 6),
      DIAMOND(THREAD_RED, 24, 12, 1, 6)}},
    /* eight-pointed star between trees */
    {8,
     {BORDERS,
      DIAMOND(THREAD_COTTON, 12, 12, 4, 9),
      DIAMOND(THREAD_COTTON, 12, 12, 9, 4),
      {THREAD_COTTON,
       8,
       {{6, 6}, {12, 9}, {18, 6}, {15, 12}, {18, 18}, {12, 15}, {6, 18}, {9, 12}}},
      DIAMOND(THREAD_RED, 12, 12, 3, 3),
      DIAMOND(THREAD_GOLD, 0, 12, 2, 8),
      DIAMOND(THREAD_GOLD, 24, 12, 2, 8)}},
    /* double zigzag */
    {4,
     {BORDERS,
      {THREAD_COTTON, 6, {{0, 16}, {12, 3}, {24, 16}, {24, 20}, {12, 7}, {0, 20}}},
      {THREAD_GOLD, 3, {{6, 21}, {12, 14}, {18, 21}}}}},
    /* steps up and down */
    {6,
     {BORDERS,
      {THREAD_COTTON,
       12,
       {{0, 20},
        {0, 16},
        {4, 16},
        {4, 11},
        {8, 11},
        {8, 5},
        {16, 5},
        {16, 11},
        {20, 11},
        {20, 16},
        {24, 16},
        {24, 20}}},
      BOX(THREAD_GROUND, 10, 9, 14, 13),
      BOX(THREAD_GOLD, 8, 15, 16, 18),
      DIAMOND(THREAD_GOLD, 0, 7, 3, 3)}},
    /* cross and lattice */
    {9,
     {BORDERS,
      {THREAD_COTTON, 4, {{0, 3}, {3, 3}, {24, 21}, {21, 21}}},
      {THREAD_COTTON, 4, {{21, 3}, {24, 3}, {3, 21}, {0, 21}}},
      DIAMOND(THREAD_GROUND, 12, 12, 6, 6),
      DIAMOND(THREAD_GOLD, 12, 12, 4, 4),
      DIAMOND(THREAD_GOLD, 0, 12, 4, 3),
      DIAMOND(THREAD_GOLD, 24, 12, 4, 3),
      DIAMOND(THREAD_RED, 12, 12, 2, 2)}},
};

struct palette {
    uint32_t threads[THREAD_COUNT];
};

static struct palette palette_of(uint32_t colour) {
    return (struct palette){{[THREAD_COTTON] = 0xFBF3E0,
                             [THREAD_GOLD] = 0xE2AC34,
                             [THREAD_RED] = 0xB3282B,
                             [THREAD_DARK] = theme_blend(colour, 0, 160),
                             [THREAD_GROUND] = colour}};
}

static void paint_motif(struct canvas *tile, const struct motif *motif,
                        const struct palette *palette) {
    float scale_x = (float)tile->width_px / TILE_UNITS;
    float scale_y = (float)tile->height_px / TILE_UNITS;
    for (uint8_t i = 0; i < motif->shape_count; i++) {
        const struct shape *shape = &motif->shapes[i];
        struct corner corners[SHAPE_CORNERS_MAX];
        for (uint8_t c = 0; c < shape->corner_count; c++) {
            corners[c].x = (float)shape->corners[c].x * scale_x;
            corners[c].y = (float)shape->corners[c].y * scale_y;
        }
        paint_polygon(tile, corners, shape->corner_count, palette->threads[shape->thread]);
    }
}

/* A pixel of the tile: an upright band is the lying one turned. */
static uint32_t woven(const uint32_t *tile, int side, int along, int across, bool upright) {
    return upright ? tile[(ptrdiff_t)along * side + across]
                   : tile[(ptrdiff_t)across * side + along];
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
    paint_fill(&tile, tile.clip, colour);
    paint_motif(&tile, &motifs[weave % WEAVE_COUNT], &palette);
    /* What is left over after the last whole tile is cut off both ends alike. */
    int phase_x = side - band.w % side / 2;
    int phase_y = side - band.h % side / 2;
    for (int y = seen.y; y < rect_bottom(seen); y++) {
        uint32_t *row = canvas->pixels + (ptrdiff_t)y * canvas->stride_px;
        int tile_y = (y - band.y + phase_y) % side;
        for (int x = seen.x; x < rect_right(seen); x++) {
            row[x] = woven(pixels, side, (x - band.x + phase_x) % side, tile_y, upright);
        }
    }
}
