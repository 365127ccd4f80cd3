/* The bar at the bottom: the same controls at the same places on every page. */
#include "screen/layout_parts.h"

enum { VOLUME_LEVELS = 4, FADED_ALPHA = 90 };

/* From the left; `share` of the width, the least control having 10. */
static const struct {
    enum control control;
    int share;
} places[] = {
    {CONTROL_BACK, 10},   {CONTROL_HOME, 10},     {CONTROL_REPEAT, 10}, {CONTROL_SLOWER, 10},
    {CONTROL_LOUDER, 10}, {CONTROL_LANGUAGE, 10}, {CONTROL_CALL, 10},   {CONTROL_NEXT, 16},
};

enum { PLACE_COUNT = sizeof places / sizeof *places, SHARES = 86 };

static const double GAP_MM = 0.7, LEAST_GAP_MM = 3, THREAD_MM = 0.6;

/* Labels shrink rather than vanish; below the last size they do not fit. */
static const struct {
    double scale;
    size_t lines;
} label_tries[] = {{1, 2}, {0.9, 2}, {0.8, 3}, {0.7, 3}, {0.6, 3}};

struct colours {
    uint32_t ground, text;
};

static struct colours colours_of(const struct layout *layout, enum control control) {
    const struct theme *theme = layout->theme;
    if (!layout->page->enabled[control]) {
        return (struct colours){theme->colour.bar, theme->colour.faded};
    }
    if (layout_control_lit(layout, control)) {
        return (struct colours){theme->colour.lit, theme->colour.ink};
    }
    if (control == CONTROL_CALL) {
        return (struct colours){theme->colour.red, theme->colour.light};
    }
    if (control == CONTROL_NEXT) {
        return (struct colours){theme->colour.indigo, theme->colour.light};
    }
    return (struct colours){theme->colour.card, theme->colour.ink};
}

/* Four steps that rise, as many filled as it is loud. */
static void draw_volume(const struct layout *layout, struct rect zone, struct colours colours) {
    int gap_px = greatest(zone.w / 14, 1);
    int width_px = (zone.w - (VOLUME_LEVELS - 1) * gap_px) / VOLUME_LEVELS;
    for (int level = 0; level < VOLUME_LEVELS; level++) {
        int height_px = zone.h * (level + 2) / (VOLUME_LEVELS + 1);
        struct rect step = {zone.x + level * (width_px + gap_px), rect_bottom(zone) - height_px,
                            width_px, height_px};
        if (level <= layout->page->volume) {
            draw_round(layout->list, step, width_px / 3, colours.text);
        } else {
            draw_ring(layout->list, step, width_px / 3, greatest(layout_px(layout, 0.35), 1),
                      colours.text);
        }
    }
}

/* A switch: its knob stands right and the slot is filled when it is on. */
static void draw_switch(const struct layout *layout, struct rect zone, bool on,
                        struct colours colours) {
    int height_px = zone.w / 2;
    struct rect slot = {zone.x, zone.y + (zone.h - height_px) / 2, zone.w, height_px};
    int thick_px = greatest(layout_px(layout, 0.45), 1);
    struct rect knob = rect_inset(slot, 2 * thick_px);
    knob.w = knob.h;
    if (on) {
        knob.x = rect_right(slot) - 2 * thick_px - knob.w;
        draw_round(layout->list, slot, height_px / 2, colours.text);
        draw_round(layout->list, knob, knob.h / 2, colours.ground);
    } else {
        draw_ring(layout->list, slot, height_px / 2, thick_px, colours.text);
        draw_round(layout->list, knob, knob.h / 2, colours.text);
    }
}

/* Arrows are drawn in the colour of the label, everything else is a picture. */
static void draw_emblem(const struct layout *layout, enum control control, struct rect square,
                        struct colours colours) {
    const char *emoji = page_text(layout->page, layout->page->bar_pictogram_at[control]);
    if (control == CONTROL_BACK) {
        draw_sign(layout->list, square, SIGN_BACK, colours.text);
    } else if (control == CONTROL_NEXT) {
        draw_sign(layout->list, square, SIGN_NEXT, colours.text);
    } else if (control == CONTROL_REPEAT) {
        draw_sign(layout->list, square, SIGN_REPEAT, colours.text);
    } else if (*emoji) {
        draw_pictogram(layout->list, square, emoji,
                       layout->page->enabled[control] ? 256 : FADED_ALPHA);
    }
}

static void draw_picture(const struct layout *layout, enum control control, struct rect zone,
                         struct colours colours) {
    bool gauge = control == CONTROL_SLOWER || control == CONTROL_LOUDER;
    int side_px = zone.h;
    int gauge_px = gauge ? side_px * 8 / 10 : 0;
    int gap_px = gauge ? side_px / 6 : 0;
    int x = zone.x + (zone.w - side_px - gap_px - gauge_px) / 2;
    struct rect beside = {x + side_px + gap_px, zone.y, gauge_px, side_px};
    draw_emblem(layout, control, (struct rect){x, zone.y, side_px, side_px}, colours);
    if (control == CONTROL_SLOWER) {
        draw_switch(layout, beside, layout->page->on[control], colours);
    } else if (control == CONTROL_LOUDER) {
        draw_volume(layout, beside, colours);
    }
}

static bool break_label(const struct layout *layout, enum control control, int width_px,
                        struct paragraph *label_out) {
    const char *text = page_text(layout->page, layout->page->bar_at[control]);
    bool fits = false;
    for (size_t i = 0; i < sizeof label_tries / sizeof *label_tries && !fits; i++) {
        struct text_style style =
            layout_style(layout, layout->theme->cap_mm.bar * label_tries[i].scale, true);
        style.tight = true;
        fits =
            paragraph_break(layout, text, style, width_px, label_tries[i].lines, true, label_out);
    }
    return fits;
}

static bool draw_control(const struct layout *layout, enum control control, struct rect box) {
    struct colours colours = colours_of(layout, control);
    struct paragraph label;
    bool fits = break_label(layout, control, box.w - layout_px(layout, 1), &label);
    if (layout->page->enabled[control]) {
        layout_target(layout, control, box, colours.ground);
        draw_hit(layout->list, control, box);
    }
    int text_px = paragraph_height(&label);
    int gap_px = layout_px(layout, GAP_MM);
    int side_px = least(box.h - text_px - 3 * gap_px, box.h * 50 / 100);
    int top_px = box.y + (box.h - text_px - gap_px - side_px) / 2;
    struct rect picture = {box.x, top_px, box.w, side_px};
    draw_picture(layout, control, picture, colours);
    struct rect text = {box.x, top_px + side_px + gap_px, box.w, text_px};
    paragraph_draw(layout, &label, text, ALIGN_CENTRE, colours.text);
    return fits;
}

/* The row of controls: least 20 mm high, with the same air above and below. */
bool layout_bar(const struct layout *layout, struct rect zone) {
    const struct theme *theme = layout->theme;
    int gap_px = layout_px(layout, (theme->mm.gap + LEAST_GAP_MM) / 2);
    bool fits = true;
    draw_round(layout->list, zone, 0, theme->colour.bar);
    draw_round(layout->list, (struct rect){zone.x, zone.y, zone.w, layout_px(layout, THREAD_MM)}, 0,
               theme->colour.thread);
    struct rect row = rect_inset(zone, layout_px(layout, theme->mm.margin / 2));
    row.h -= layout_px(layout, theme->mm.depth);
    int room_px = row.w - (PLACE_COUNT - 1) * gap_px;
    int share = 0;
    for (int i = 0; i < PLACE_COUNT; i++) {
        enum control control = places[i].control;
        int left = room_px * share / SHARES;
        share += places[i].share;
        int right = room_px * share / SHARES;
        struct rect box = {row.x + left + i * gap_px, row.y, right - left, row.h};
        if (layout->page->bar_at[control] || layout->page->bar_pictogram_at[control]) {
            fits = draw_control(layout, control, box) && fits;
        }
    }
    return fits;
}
