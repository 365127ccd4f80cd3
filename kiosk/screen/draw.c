#include "screen/draw.h"

#include <string.h>

#include "screen/pictogram.h"
#include "screen/weave.h"

void draw_start(struct draw_list *list) {
    list->op_count = 0;
    list->hit_count = 0;
    list->text_used = 0;
    list->scene = 0;
    list->overflow = false;
}

struct draw_point draw_point(const struct draw_list *list) {
    return (struct draw_point){list->op_count, list->hit_count, list->text_used, list->overflow};
}

void draw_back_to(struct draw_list *list, struct draw_point point) {
    list->op_count = point.op_count;
    list->hit_count = point.hit_count;
    list->text_used = point.text_used;
    list->overflow = point.overflow;
}

void draw_lower(struct draw_list *list, struct draw_point point, int by_px) {
    for (size_t i = point.op_count; i < list->op_count; i++) {
        list->ops[i].box.y += by_px;
        list->ops[i].base_px += by_px;
    }
    for (size_t i = point.hit_count; i < list->hit_count; i++) {
        list->hits[i].box.y += by_px;
    }
}

static void append(struct draw_list *list, const struct draw_op *op) {
    if (rect_empty(op->box)) {
        return;
    }
    if (list->op_count == DRAW_OPS_MAX) {
        list->overflow = true;
        return;
    }
    list->ops[list->op_count++] = *op;
}

/* Keeps a copy: the page may be gone when lists are compared. */
static bool keep_text(struct draw_list *list, const char *text, size_t bytes, struct draw_op *op) {
    if (bytes > DRAW_TEXT_BYTES - list->text_used) {
        list->overflow = true;
        return false;
    }
    memcpy(list->text + list->text_used, text, bytes);
    op->text_at = (uint16_t)list->text_used;
    op->text_bytes = (uint16_t)bytes;
    list->text_used += bytes;
    return true;
}

void draw_round(struct draw_list *list, struct rect box, int radius_px, uint32_t colour) {
    append(list, &(struct draw_op){
                     .kind = DRAW_ROUND, .box = box, .radius_px = radius_px, .colour = colour});
}

void draw_ring(struct draw_list *list, struct rect box, int radius_px, int width_px,
               uint32_t colour) {
    append(list, &(struct draw_op){.kind = DRAW_RING,
                                   .box = box,
                                   .radius_px = radius_px,
                                   .width_px = width_px,
                                   .colour = colour});
}

void draw_weave(struct draw_list *list, struct rect box, unsigned weave, uint32_t colour) {
    append(list, &(struct draw_op){.kind = DRAW_WEAVE,
                                   .box = box,
                                   .pattern = (uint8_t)(weave & 0xFF),
                                   .colour = colour});
}

void draw_pictogram(struct draw_list *list, struct rect square, const char *emoji, unsigned alpha) {
    struct draw_op op = {.kind = DRAW_PICTOGRAM, .box = square, .alpha = (uint16_t)alpha};
    if (keep_text(list, emoji, strlen(emoji), &op)) {
        append(list, &op);
    }
}

void draw_text(struct draw_list *list, struct text_style style, const char *text, size_t bytes,
               struct rect line, uint32_t colour) {
    int reach = style.em_px / 6; /* ink beside its advance */
    struct draw_op op = {.kind = DRAW_TEXT,
                         .x_px = line.x,
                         .base_px = line.y + text_ascent_px(style),
                         .style = style,
                         .colour = colour};
    op.box = (struct rect){line.x - reach, op.base_px - style.em_px * 11 / 10, line.w + 2 * reach,
                           style.em_px * 3 / 2};
    if (keep_text(list, text, bytes, &op)) {
        append(list, &op);
    }
}

void draw_sign(struct draw_list *list, struct rect square, enum sign sign, uint32_t colour) {
    append(list, &(struct draw_op){
                     .kind = DRAW_SIGN, .box = square, .pattern = (uint8_t)sign, .colour = colour});
}

void draw_hit(struct draw_list *list, enum control control, struct rect box) {
    if (list->hit_count < CONTROL_COUNT) {
        list->hits[list->hit_count++] = (struct hit){control, box};
    }
}

static void render_op(const struct draw_list *list, const struct draw_op *op, struct fonts *fonts,
                      struct canvas *canvas) {
    const char *text = list->text + op->text_at;
    switch (op->kind) {
    case DRAW_ROUND:
        paint_round(canvas, op->box, op->radius_px, op->colour);
        break;
    case DRAW_RING:
        paint_ring(canvas, op->box, op->radius_px, op->width_px, op->colour);
        break;
    case DRAW_TEXT:
        text_paint(fonts, canvas, op->style, text, op->text_bytes, op->x_px, op->base_px,
                   op->colour);
        break;
    case DRAW_PICTOGRAM:
        pictogram_paint(fonts, canvas, text, op->text_bytes, op->box, op->alpha);
        break;
    case DRAW_WEAVE:
        paint_weave(canvas, op->box, op->pattern, op->colour);
        break;
    case DRAW_SIGN:
        paint_sign(canvas, op->box, (enum sign)op->pattern, op->colour);
        break;
    }
}

void draw_render(const struct draw_list *list, struct fonts *fonts, struct canvas *canvas) {
    for (size_t i = 0; i < list->op_count; i++) {
        struct canvas part = *canvas;
        part.clip = rect_common(canvas->clip, list->ops[i].box);
        if (!rect_empty(part.clip)) {
            render_op(list, &list->ops[i], fonts, &part);
        }
    }
}

static bool same_op(const struct draw_list *a_list, const struct draw_op *a,
                    const struct draw_list *b_list, const struct draw_op *b) {
    return a->kind == b->kind && rect_same(a->box, b->box) && a->colour == b->colour &&
           a->radius_px == b->radius_px && a->width_px == b->width_px && a->x_px == b->x_px &&
           a->base_px == b->base_px && a->style.em_px == b->style.em_px &&
           a->style.bold == b->style.bold && a->alpha == b->alpha && a->pattern == b->pattern &&
           a->text_bytes == b->text_bytes &&
           memcmp(a_list->text + a->text_at, b_list->text + b->text_at, a->text_bytes) == 0;
}

struct damage {
    struct rect *rects;
    size_t count;
};

/* Overlapping rectangles become one; when there is no more room, the last takes
 * all. */
static void add_damage(struct damage *damage, struct rect box) {
    if (rect_empty(box)) {
        return;
    }
    for (size_t i = 0; i < damage->count;) {
        if (rect_overlap(damage->rects[i], box)) {
            box = rect_around(damage->rects[i], box);
            damage->rects[i] = damage->rects[--damage->count];
            i = 0;
        } else {
            i++;
        }
    }
    if (damage->count == DRAW_DAMAGE_MAX) {
        struct rect last = damage->rects[--damage->count];
        add_damage(damage, rect_around(last, box));
        return;
    }
    damage->rects[damage->count++] = box;
}

/* Operations found in both lists in the same order paint the same everywhere
 * that none of the others reaches. */
size_t draw_damage(const struct draw_list *before, const struct draw_list *after,
                   struct rect damage_out[DRAW_DAMAGE_MAX]) {
    struct damage damage = {damage_out, 0};
    size_t next = 0; /* of `after`: all before it are accounted for */
    for (size_t i = 0; i < before->op_count; i++) {
        size_t match = next;
        while (match < after->op_count &&
               !same_op(before, &before->ops[i], after, &after->ops[match])) {
            match++;
        }
        if (match == after->op_count) {
            add_damage(&damage, before->ops[i].box);
            continue;
        }
        for (; next < match; next++) {
            add_damage(&damage, after->ops[next].box);
        }
        next = match + 1;
    }
    for (; next < after->op_count; next++) {
        add_damage(&damage, after->ops[next].box);
    }
    return damage.count;
}
