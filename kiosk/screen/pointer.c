#include "screen/pointer.h"

/* Square of the distance from a point to a box, 0 inside. */
static int64_t distance(struct rect box, int x, int y) {
    int64_t dx = greatest(greatest(box.x - x, x - (rect_right(box) - 1)), 0);
    int64_t dy = greatest(greatest(box.y - y, y - (rect_bottom(box) - 1)), 0);
    return dx * dx + dy * dy;
}

enum control pointer_hit(const struct draw_list *list, int x, int y, int slop_px) {
    enum control nearest = CONTROL_NONE;
    int64_t least_distance = (int64_t)slop_px * slop_px + 1;
    for (size_t i = 0; i < list->hit_count; i++) {
        int64_t away = distance(list->hits[i].box, x, y);
        if (away < least_distance) {
            least_distance = away;
            nearest = list->hits[i].control;
        }
    }
    return nearest;
}

enum pointer_result pointer_down(struct pointer *pointer, int64_t id, enum control at,
                                 int64_t now_ms) {
    if (pointer->down && now_ms - pointer->since_ms < POINTER_HELD_MS) {
        return POINTER_IGNORED;
    }
    pointer->down = true;
    pointer->id = id;
    pointer->since_ms = now_ms;
    pointer->pressed = at;
    return POINTER_PRESS;
}

/* What is touched several times in a row: digits, the corner. */
static bool is_typed(enum control control) {
    return control == CONTROL_CORNER || (control >= CONTROL_DIGIT_1 && control <= CONTROL_DIGIT_0);
}

static bool bounced(const struct pointer *pointer, enum control control, int64_t now_ms) {
    return control != CONTROL_NONE && control == pointer->last &&
           now_ms - pointer->last_at_ms <
               (is_typed(control) ? POINTER_TYPING_MS : POINTER_GUARD_MS);
}

enum pointer_result pointer_up(struct pointer *pointer, int64_t id, enum control at, int64_t now_ms,
                               enum control *control_out) {
    *control_out = CONTROL_NONE;
    if (!pointer->down || pointer->id != id) {
        return POINTER_IGNORED;
    }
    pointer->down = false;
    enum control control = at == pointer->pressed ? at : CONTROL_NONE;
    if (bounced(pointer, control, now_ms)) {
        return POINTER_IGNORED;
    }
    if (control != CONTROL_NONE) {
        pointer->last = control;
        pointer->last_at_ms = now_ms;
    }
    *control_out = control;
    return POINTER_TOUCH;
}

void pointer_forget(struct pointer *pointer) { pointer->pressed = CONTROL_NONE; }
