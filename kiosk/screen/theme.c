#include "screen/theme.h"

#include <math.h>

enum { SMALL_SCREEN_MM = 180 };
static const double TEXT_CONTRAST = 7.0;

/* Undyed cotton, indigo dye, and the red and gold of brocade. */
#define COLOURS                                                                                    \
    {                                                                                              \
        .paper = 0xFAF4E6, .card = 0xFFFDF7, .edge = 0xDCCFB4, .bar = 0xF1E7D0, .ink = 0x1D2353,   \
        .soft = 0x45426A, .faded = 0xA79D8C, .light = 0xFFFFFF, .indigo = 0x27347C,                \
        .red = 0x9B1C1F, .lit = 0xFFE7A8, .lit_ring = 0xB06F00, .focus = 0x27347C,                 \
        .thread = 0xB79A5B                                                                         \
    }

static const struct theme large = {
    .colour = COLOURS,
    .mm = {.margin = 9,
           .gap = 6,
           .padding = 6,
           .radius = 5,
           .ring = 1.6,
           .edge = 0.4,
           .depth = 1.2,
           .band = 7,
           .bar = 41,
           .title = 24,
           .numeral = 17,
           .bead = 6,
           .mark = 9,
           .slop = 4},
    .cap_mm = {.content = 7.3, .note = 5.8, .bar = 5.2, .notice = 5},
};

static const struct theme small = {
    .colour = COLOURS,
    .mm = {.margin = 3.5,
           .gap = 3.2,
           .padding = 2.4,
           .radius = 2.6,
           .ring = 0.9,
           .edge = 0.3,
           .depth = 0.6,
           .band = 3,
           .bar = 29.5,
           .title = 11.5,
           .numeral = 11,
           .bead = 3.2,
           .mark = 6.5,
           .slop = 4},
    .cap_mm = {.content = 7.3, .note = 4.8, .bar = 4.8, .notice = 4.8},
};

const struct theme *theme_for(double height_mm) {
    return height_mm < SMALL_SCREEN_MM ? &small : &large;
}

static double linear(uint32_t channel) {
    double share = (double)(channel & 0xFF) / 255;
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

/* Relative luminance, WCAG 2.2. */
static double luminance(uint32_t colour) {
    return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
}

double theme_contrast(uint32_t a, uint32_t b) {
    double one = luminance(a);
    double other = luminance(b);
    return (fmax(one, other) + 0.05) / (fmin(one, other) + 0.05);
}

static uint32_t blend_channel(uint32_t a, uint32_t b, unsigned share, unsigned shift) {
    uint32_t one = a >> shift & 0xFF;
    uint32_t other = b >> shift & 0xFF;
    return (one * share + other * (256 - share)) / 256 << shift;
}

uint32_t theme_blend(uint32_t a, uint32_t b, unsigned share) {
    return blend_channel(a, b, share, 16) | blend_channel(a, b, share, 8) |
           blend_channel(a, b, share, 0);
}

uint32_t theme_ground_for_light(uint32_t colour) {
    uint32_t ground = colour;
    for (unsigned share = 256; share > 0; share -= 8) {
        ground = theme_blend(colour, 0, share);
        if (theme_contrast(ground, large.colour.light) >= TEXT_CONTRAST) {
            break;
        }
    }
    return ground;
}
