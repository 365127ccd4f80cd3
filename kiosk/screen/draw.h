/* The draw list: a page as shapes, texts and touch targets in fixed memory. Two
 * lists can be compared, so that only what differs is drawn again. */
#ifndef SCREEN_DRAW_H
#define SCREEN_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/event.h"
#include "screen/paint.h"
#include "screen/sign.h"
#include "screen/text.h"

enum { DRAW_OPS_MAX = 512, DRAW_TEXT_BYTES = 20 * 1024, DRAW_DAMAGE_MAX = 24 };

enum draw_kind { DRAW_ROUND, DRAW_RING, DRAW_TEXT, DRAW_PICTOGRAM, DRAW_WEAVE, DRAW_SIGN };

struct draw_op {
    enum draw_kind kind;
    struct rect box; /* no pixel outside is touched */
    uint32_t colour;
    int radius_px, width_px;      /* of shapes and rings */
    int x_px, base_px;            /* of texts: where the line starts, its base */
    struct text_style style;      /* of texts */
    uint16_t text_at, text_bytes; /* of texts and pictograms */
    uint16_t alpha;               /* of pictograms, of 256 */
    uint8_t pattern;              /* of woven bands */
};

/* What a finger can hit: the drawing's own rectangle. */
struct hit {
    enum control control;
    struct rect box;
};

struct draw_list {
    struct draw_op ops[DRAW_OPS_MAX];
    size_t op_count;
    struct hit hits[CONTROL_COUNT];
    size_t hit_count;
    char text[DRAW_TEXT_BYTES];
    size_t text_used;
    uint64_t scene; /* differs when the targets or what they mean differ */
    bool overflow;  /* something did not fit */
};

/* A place in a list to go back to when what follows did not fit. */
struct draw_point {
    size_t op_count, hit_count, text_used;
    bool overflow;
};

/* Empties the list. */
void draw_start(struct draw_list *list);

struct draw_point draw_point(const struct draw_list *list);
void draw_back_to(struct draw_list *list, struct draw_point point);

/* Moves everything drawn since `point` down by so many pixels. */
void draw_lower(struct draw_list *list, struct draw_point point, int by_px);

/* Each appends one drawing; a full list sets `overflow`. */
void draw_round(struct draw_list *list, struct rect box, int radius_px, uint32_t colour);
void draw_ring(struct draw_list *list, struct rect box, int radius_px, int width_px,
               uint32_t colour);
void draw_weave(struct draw_list *list, struct rect box, unsigned weave, uint32_t colour);
void draw_pictogram(struct draw_list *list, struct rect square, const char *emoji, unsigned alpha);
void draw_text(struct draw_list *list, struct text_style style, const char *text, size_t bytes,
               struct rect line, uint32_t colour); /* line: from its start, one pitch high */
void draw_sign(struct draw_list *list, struct rect square, enum sign sign, uint32_t colour);
void draw_hit(struct draw_list *list, enum control control, struct rect box);

/* Paints everything that reaches into the canvas's clip. */
void draw_render(const struct draw_list *list, struct fonts *fonts, struct canvas *canvas);

/* Rectangles outside of which both lists give the same picture; at most
 * DRAW_DAMAGE_MAX. Returns how many, 0 if nothing differs. */
size_t draw_damage(const struct draw_list *before, const struct draw_list *after,
                   struct rect damage_out[DRAW_DAMAGE_MAX]);

#endif
