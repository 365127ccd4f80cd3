/* Drawing in software on 32-bit pixels (0x00RRGGBB), inside a clip. Edges are
 * smoothed by coverage computed from positions alone, so a part of a picture
 * drawn again is equal to the whole drawn once. */
#ifndef SCREEN_PAINT_H
#define SCREEN_PAINT_H

#include <stddef.h>
#include <stdint.h>

#include "screen/geometry.h"

struct canvas {
    uint32_t *pixels;
    int width_px, height_px;
    int stride_px;    /* pixels from one row to the next */
    struct rect clip; /* nothing outside is touched */
};

/* How much of each pixel is covered: 0..255. */
struct mask {
    const uint8_t *cover;
    int width_px, height_px, stride_px;
};

/* A coloured picture: 0xAARRGGBB, colours multiplied by alpha already. */
struct picture {
    const uint32_t *pixels;
    int side_px; /* square */
};

/* A corner of a polygon, in pixels. */
struct corner {
    float x, y;
};

/* Canvas over the caller's pixels, clipped to all of it. */
struct canvas canvas_over(uint32_t *pixels, int width_px, int height_px, int stride_px);

void paint_fill(struct canvas *canvas, struct rect r, uint32_t colour);

/* A rectangle with round corners; radius_px half its side makes a disc. */
void paint_round(struct canvas *canvas, struct rect r, int radius_px, uint32_t colour);

/* The outline of that rectangle, width_px thick, inside it. */
void paint_ring(struct canvas *canvas, struct rect r, int radius_px, int width_px, uint32_t colour);

/* A polygon by the even-odd rule; at most 48 corners. */
void paint_polygon(struct canvas *canvas, const struct corner *corners, size_t count,
                   uint32_t colour);

/* `colour` through a mask, its top left corner at x, y. */
void paint_mask(struct canvas *canvas, int x, int y, const struct mask *mask, uint32_t colour);

/* A picture; `alpha` of 256 fades it. */
void paint_picture(struct canvas *canvas, int x, int y, const struct picture *picture,
                   unsigned alpha);

#endif
