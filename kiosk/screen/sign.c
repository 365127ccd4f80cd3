#include "screen/sign.h"

#include <math.h>

enum { ARC_STEPS = 18, ARROW_CORNERS = 7, HEAD_CORNERS = 3 };

/* Shares of the square's side. */
static const struct corner arrow[ARROW_CORNERS] = {
    {0.06F, 0.50F}, {0.50F, 0.10F}, {0.50F, 0.34F}, {0.94F, 0.34F},
    {0.94F, 0.66F}, {0.50F, 0.66F}, {0.50F, 0.90F},
};

static void paint_corners(struct canvas *canvas, struct rect square, const struct corner *shares,
                          size_t count, bool mirrored, uint32_t colour) {
    struct corner corners[2 * ARC_STEPS];
    float side = (float)square.w;
    for (size_t i = 0; i < count; i++) {
        float x = mirrored ? 1 - shares[i].x : shares[i].x;
        corners[i] =
            (struct corner){(float)square.x + x * side, (float)square.y + shares[i].y * side};
    }
    paint_polygon(canvas, corners, count, colour);
}

static struct corner on_circle(float radius, float turn) {
    const float full = 6.2831853F;
    return (struct corner){0.5F + radius * sinf(turn * full), 0.5F - radius * cosf(turn * full)};
}

/* Most of a circle, clockwise, with a head at its end. */
static void paint_repeat(struct canvas *canvas, struct rect square, uint32_t colour) {
    const float outer = 0.42F, inner = 0.28F, start = 0.12F, end = 0.86F;
    struct corner arc[2 * ARC_STEPS];
    for (int i = 0; i < ARC_STEPS; i++) {
        float turn = start + (end - start) * (float)i / (ARC_STEPS - 1);
        arc[i] = on_circle(outer, turn);
        arc[2 * ARC_STEPS - 1 - i] = on_circle(inner, turn);
    }
    const struct corner head[HEAD_CORNERS] = {on_circle(outer + 0.12F, end),
                                              on_circle((outer + inner) / 2, end + 0.14F),
                                              on_circle(inner - 0.12F, end)};
    paint_corners(canvas, square, arc, 2 * ARC_STEPS, false, colour);
    paint_corners(canvas, square, head, HEAD_CORNERS, false, colour);
}

void paint_sign(struct canvas *canvas, struct rect square, enum sign sign, uint32_t colour) {
    switch (sign) {
    case SIGN_BACK:
        paint_corners(canvas, square, arrow, ARROW_CORNERS, false, colour);
        break;
    case SIGN_NEXT:
        paint_corners(canvas, square, arrow, ARROW_CORNERS, true, colour);
        break;
    case SIGN_REPEAT:
        paint_repeat(canvas, square, colour);
        break;
    }
}
