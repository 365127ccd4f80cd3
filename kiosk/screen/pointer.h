/* One finger, or the mouse: what a stroke on the screen means. Pure. It acts on
 * release, and only where it went down; the nearest target counts, a little
 * beyond its drawing too; a bounce does not act twice. */
#ifndef SCREEN_POINTER_H
#define SCREEN_POINTER_H

#include <stdbool.h>
#include <stdint.h>

#include "screen/draw.h"

enum {
    POINTER_GUARD_MS = 500,
    POINTER_TYPING_MS = 80, /* the same digit twice is meant; only the bounce of a finger is not */
    POINTER_HELD_MS = 8000  /* a hand that rests, or a release that got lost */
};

struct pointer {
    bool down;
    int64_t id;           /* of the finger that is down ... */
    int64_t since_ms;     /* ... and since when */
    enum control pressed; /* where it went down */
    enum control last;    /* what acted last, and when */
    int64_t last_at_ms;
};

enum pointer_result {
    POINTER_IGNORED,
    POINTER_PRESS, /* something went down */
    POINTER_TOUCH  /* released: *control_out, CONTROL_NONE beside everything */
};

/* The control at x, y: the nearest whose box, slop_px larger, holds the point. */
enum control pointer_hit(const struct draw_list *list, int x, int y, int slop_px);

/* A finger went down; only the first one counts until it is released, or until it
 * has been held so long that it cannot mean anything. */
enum pointer_result pointer_down(struct pointer *pointer, int64_t id, enum control at,
                                 int64_t now_ms);

/* A finger was released. */
enum pointer_result pointer_up(struct pointer *pointer, int64_t id, enum control at, int64_t now_ms,
                               enum control *control_out);

/* The page under the finger became another: its release acts on nothing. */
void pointer_forget(struct pointer *pointer);

#endif
