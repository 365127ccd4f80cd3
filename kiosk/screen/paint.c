#include "screen/paint.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { POLYGON_CORNERS_MAX = 48, POLYGON_WIDTH_MAX = 512, POLYGON_LINES = 4 };

struct canvas canvas_over(uint32_t *pixels, int width_px, int height_px, int stride_px) {
    return (struct canvas){.pixels = pixels,
                           .width_px = width_px,
                           .height_px = height_px,
                           .stride_px = stride_px,
                           .clip = {0, 0, width_px, height_px}};
}

/* The part of `r` that may be painted. */
static struct rect visible(const struct canvas *canvas, struct rect r) {
    struct rect all = {0, 0, canvas->width_px, canvas->height_px};
    return rect_common(rect_common(r, canvas->clip), all);
}

static uint32_t *pixel_at(const struct canvas *canvas, int x, int y) {
    return canvas->pixels + (ptrdiff_t)y * canvas->stride_px + x;
}

/* Red and blue are computed together: they cannot reach each other. */
static uint32_t mix(uint32_t under, uint32_t over, uint32_t cover) {
    uint32_t keep = 256 - cover;
    uint32_t red_blue = ((over & 0xFF00FF) * cover + (under & 0xFF00FF) * keep) >> 8 & 0xFF00FF;
    uint32_t green = ((over & 0x00FF00) * cover + (under & 0x00FF00) * keep) >> 8 & 0x00FF00;
    return red_blue | green;
}

static void fill_row(uint32_t *row, int count, uint32_t colour) {
    for (int i = 0; i < count; i++) {
        row[i] = colour;
    }
}

void paint_fill(struct canvas *canvas, struct rect r, uint32_t colour) {
    struct rect seen = visible(canvas, r);
    for (int y = seen.y; y < rect_bottom(seen); y++) {
        fill_row(pixel_at(canvas, seen.x, y), seen.w, colour);
    }
}

/* 0..256 of the pixel x, y covered by a rectangle with round corners. */
static uint32_t round_cover(struct rect r, float radius, int x, int y) {
    float left = (float)r.x + radius;
    float right = (float)rect_right(r) - radius;
    float top = (float)r.y + radius;
    float bottom = (float)rect_bottom(r) - radius;
    float px = (float)x + 0.5F;
    float py = (float)y + 0.5F;
    float dx = px < left ? left - px : px > right ? px - right : 0;
    float dy = py < top ? top - py : py > bottom ? py - bottom : 0;
    float inside = radius - sqrtf(dx * dx + dy * dy) + 0.5F;
    return inside <= 0 ? 0 : inside >= 1 ? 256 : (uint32_t)(inside * 256);
}

/* An outline, or with width_px 0 the whole rectangle. */
struct shape {
    struct rect outer;
    int radius_px, width_px;
    uint32_t colour;
};

static uint32_t shape_cover(const struct shape *shape, int x, int y) {
    uint32_t outer = round_cover(shape->outer, (float)shape->radius_px, x, y);
    struct rect hole = rect_inset(shape->outer, shape->width_px);
    if (shape->width_px == 0 || x < hole.x || y < hole.y || x >= rect_right(hole) ||
        y >= rect_bottom(hole)) {
        return outer;
    }
    int radius_px = greatest(shape->radius_px - shape->width_px, 0);
    uint32_t inner = round_cover(hole, (float)radius_px, x, y);
    return outer > inner ? outer - inner : 0;
}

/* Pixels [from, to) of row y one by one: the corners. */
static void shape_pixels(struct canvas *canvas, const struct shape *shape, int y, int from,
                         int to) {
    from = greatest(from, canvas->clip.x);
    to = least(to, rect_right(canvas->clip));
    for (int x = from; x < to; x++) {
        uint32_t *pixel = pixel_at(canvas, x, y);
        *pixel = mix(*pixel, shape->colour, shape_cover(shape, x, y));
    }
}

static void shape_row(struct canvas *canvas, const struct shape *shape, int y) {
    struct rect r = shape->outer;
    int depth = least(y - r.y, rect_bottom(r) - 1 - y); /* rows from the nearer edge */
    int side = greatest(shape->radius_px, shape->width_px);
    bool corner_row = depth < shape->radius_px;
    bool full = shape->width_px == 0 || depth < shape->width_px;
    int edge = corner_row ? side : shape->width_px;
    shape_pixels(canvas, shape, y, r.x, r.x + edge);
    if (full) {
        paint_fill(canvas, (struct rect){r.x + edge, y, r.w - 2 * edge, 1}, shape->colour);
    }
    shape_pixels(canvas, shape, y, rect_right(r) - edge, rect_right(r));
}

static void paint_shape(struct canvas *canvas, const struct shape *shape) {
    struct rect seen = visible(canvas, shape->outer);
    struct canvas inner = *canvas;
    inner.clip = seen;
    if (rect_empty(seen)) {
        return;
    }
    for (int y = seen.y; y < rect_bottom(seen); y++) {
        shape_row(&inner, shape, y);
    }
}

void paint_round(struct canvas *canvas, struct rect r, int radius_px, uint32_t colour) {
    int most = least(r.w, r.h) / 2;
    paint_shape(canvas, &(struct shape){r, least(radius_px, most), 0, colour});
}

void paint_ring(struct canvas *canvas, struct rect r, int radius_px, int width_px,
                uint32_t colour) {
    int most = least(r.w, r.h) / 2;
    struct shape ring = {r, least(radius_px, most), least(width_px, most), colour};
    if (ring.width_px > 0) {
        paint_shape(canvas, &ring);
    }
}

/* Where the outline crosses the height `y`, sorted; returns how often. */
static size_t crossings(const struct corner *corners, size_t count, float y, float *at_out) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        struct corner a = corners[i];
        struct corner b = corners[(i + 1) % count];
        if ((a.y <= y) == (b.y <= y)) {
            continue;
        }
        float x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
        size_t place = found++;
        for (; place > 0 && at_out[place - 1] > x; place--) {
            at_out[place] = at_out[place - 1];
        }
        at_out[place] = x;
    }
    return found;
}

/* Adds to each pixel the share of it between `from` and `to`; `left` is the x of
 * cover[0]. */
static void add_span(float *cover, int left, int count, float from, float to) {
    int first = greatest((int)floorf(from) - left, 0);
    int last = least((int)ceilf(to) - left, count);
    for (int i = first; i < last; i++) {
        float low = fmaxf(from, (float)(left + i));
        float high = fminf(to, (float)(left + i + 1));
        cover[i] += fmaxf(high - low, 0) / POLYGON_LINES;
    }
}

static struct rect polygon_bounds(const struct corner *corners, size_t count) {
    float left = corners[0].x, right = left, top = corners[0].y, bottom = top;
    for (size_t i = 1; i < count; i++) {
        left = fminf(left, corners[i].x);
        right = fmaxf(right, corners[i].x);
        top = fminf(top, corners[i].y);
        bottom = fmaxf(bottom, corners[i].y);
    }
    int x = (int)floorf(left);
    int y = (int)floorf(top);
    return (struct rect){x, y, (int)ceilf(right) - x, (int)ceilf(bottom) - y};
}

/* Each row is cut by POLYGON_LINES lines; along them coverage is exact. */
static void polygon_row(struct canvas *canvas, const struct corner *corners, size_t count, int y,
                        struct rect seen, uint32_t colour) {
    float cover[POLYGON_WIDTH_MAX] = {0};
    float at[POLYGON_CORNERS_MAX];
    for (int line = 0; line < POLYGON_LINES; line++) {
        float height = (float)y + ((float)line + 0.5F) / POLYGON_LINES;
        size_t found = crossings(corners, count, height, at);
        for (size_t i = 0; i + 1 < found; i += 2) {
            add_span(cover, seen.x, seen.w, at[i], at[i + 1]);
        }
    }
    uint32_t *row = pixel_at(canvas, seen.x, y);
    for (int i = 0; i < seen.w; i++) {
        row[i] = mix(row[i], colour, (uint32_t)(fminf(cover[i], 1) * 256));
    }
}

void paint_polygon(struct canvas *canvas, const struct corner *corners, size_t count,
                   uint32_t colour) {
    assert(count >= 3 && count <= POLYGON_CORNERS_MAX);
    struct rect seen = visible(canvas, polygon_bounds(corners, count));
    seen.w = least(seen.w, POLYGON_WIDTH_MAX);
    for (int y = seen.y; y < rect_bottom(seen) && seen.w > 0; y++) {
        polygon_row(canvas, corners, count, y, seen, colour);
    }
}

static void mask_row(uint32_t *row, const uint8_t *cover, int count, uint32_t colour) {
    for (int i = 0; i < count; i++) {
        if (cover[i]) {
            /* 255 has to become 256, so that full is full. */
            row[i] = mix(row[i], colour, cover[i] + (uint32_t)(cover[i] >> 7));
        }
    }
}

void paint_mask(struct canvas *canvas, int x, int y, const struct mask *mask, uint32_t colour) {
    struct rect seen = visible(canvas, (struct rect){x, y, mask->width_px, mask->height_px});
    for (int at = seen.y; at < rect_bottom(seen) && seen.w > 0; at++) {
        const uint8_t *cover = mask->cover + (ptrdiff_t)(at - y) * mask->stride_px + (seen.x - x);
        mask_row(pixel_at(canvas, seen.x, at), cover, seen.w, colour);
    }
}

/* All four channels times `alpha` / 256, so that no colour exceeds its alpha. */
static uint32_t fade(uint32_t pixel, uint32_t alpha) {
    uint32_t red_blue = (pixel & 0xFF00FF) * alpha >> 8 & 0xFF00FF;
    uint32_t alpha_green = (pixel >> 8 & 0xFF00FF) * alpha & 0xFF00FF00;
    return alpha_green | red_blue;
}

/* Colours are multiplied by alpha already: over = picture + under × (1 - alpha). */
static uint32_t over(uint32_t under, uint32_t pixel) {
    uint32_t cover = pixel >> 24;
    uint32_t keep = 256 - (cover + (cover >> 7));
    uint32_t red_blue = (under & 0xFF00FF) * keep >> 8 & 0xFF00FF;
    uint32_t green = (under & 0x00FF00) * keep >> 8 & 0x00FF00;
    return (pixel & 0xFFFFFF) + (red_blue | green);
}

static void picture_row(uint32_t *row, const uint32_t *from, int count, unsigned alpha) {
    for (int i = 0; i < count; i++) {
        if (from[i] >> 24) {
            row[i] = over(row[i], alpha < 256 ? fade(from[i], alpha) : from[i]);
        }
    }
}

void paint_picture(struct canvas *canvas, int x, int y, const struct picture *picture,
                   unsigned alpha) {
    struct rect seen = visible(canvas, (struct rect){x, y, picture->side_px, picture->side_px});
    for (int at = seen.y; at < rect_bottom(seen) && seen.w > 0; at++) {
        const uint32_t *from =
            picture->pixels + (ptrdiff_t)(at - y) * picture->side_px + (seen.x - x);
        picture_row(pixel_at(canvas, seen.x, at), from, seen.w, alpha);
    }
}
