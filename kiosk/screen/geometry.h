/* Rectangles of pixels, half-open: x .. x + w, y .. y + h. */
#ifndef SCREEN_GEOMETRY_H
#define SCREEN_GEOMETRY_H

#include <stdbool.h>

struct rect {
    int x, y, w, h;
};

static inline int least(int a, int b) { return a < b ? a : b; }
static inline int greatest(int a, int b) { return a > b ? a : b; }

static inline int rect_right(struct rect r) { return r.x + r.w; }
static inline int rect_bottom(struct rect r) { return r.y + r.h; }

static inline bool rect_empty(struct rect r) { return r.w <= 0 || r.h <= 0; }

static inline bool rect_same(struct rect a, struct rect b) {
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

/* What both cover; an empty rectangle if nothing. */
static inline struct rect rect_common(struct rect a, struct rect b) {
    int x = greatest(a.x, b.x);
    int y = greatest(a.y, b.y);
    return (struct rect){x, y, least(rect_right(a), rect_right(b)) - x,
                         least(rect_bottom(a), rect_bottom(b)) - y};
}

static inline bool rect_overlap(struct rect a, struct rect b) {
    return !rect_empty(rect_common(a, b));
}

/* The smallest rectangle around both. */
static inline struct rect rect_around(struct rect a, struct rect b) {
    if (rect_empty(a) || rect_empty(b)) {
        return rect_empty(a) ? b : a;
    }
    int x = least(a.x, b.x);
    int y = least(a.y, b.y);
    return (struct rect){x, y, greatest(rect_right(a), rect_right(b)) - x,
                         greatest(rect_bottom(a), rect_bottom(b)) - y};
}

/* Smaller by `by` on every side; larger if negative. */
static inline struct rect rect_inset(struct rect r, int by) {
    return (struct rect){r.x + by, r.y + by, r.w - 2 * by, r.h - 2 * by};
}

static inline bool rect_holds(struct rect outer, struct rect inner) {
    return inner.x >= outer.x && inner.y >= outer.y && rect_right(inner) <= rect_right(outer) &&
           rect_bottom(inner) <= rect_bottom(outer);
}

/* A square of `side` in the middle of `r`. */
static inline struct rect rect_square_in(struct rect r, int side) {
    return (struct rect){r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side};
}

/* Cuts `taken` pixels off a side of *r and returns them; *r keeps the rest. */
static inline struct rect rect_cut_left(struct rect *r, int taken) {
    struct rect part = {r->x, r->y, taken, r->h};
    r->x += taken;
    r->w -= taken;
    return part;
}

static inline struct rect rect_cut_right(struct rect *r, int taken) {
    r->w -= taken;
    return (struct rect){rect_right(*r), r->y, taken, r->h};
}

static inline struct rect rect_cut_top(struct rect *r, int taken) {
    struct rect part = {r->x, r->y, r->w, taken};
    r->y += taken;
    r->h -= taken;
    return part;
}

static inline struct rect rect_cut_bottom(struct rect *r, int taken) {
    r->h -= taken;
    return (struct rect){r->x, rect_bottom(*r), r->w, taken};
}

#endif
