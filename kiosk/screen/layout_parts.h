/* The parts of a page. Each draws into a zone and answers whether it fitted; the
 * page takes the first arrangement that does. Inside the screen folder only. */
#ifndef SCREEN_LAYOUT_PARTS_H
#define SCREEN_LAYOUT_PARTS_H

#include "screen/layout.h"

enum { PARAGRAPH_LINES_MAX = 16 };

struct layout {
    const struct page *page;
    const struct screen_metrics *screen;
    const struct theme *theme;
    struct draw_list *list;
};

enum align { ALIGN_LEFT, ALIGN_CENTRE };

/* A text broken into lines. */
struct paragraph {
    const char *text;
    struct text_style style;
    struct text_line lines[PARAGRAPH_LINES_MAX];
    size_t line_count;
};

/* Pixels of so many millimetres. */
int layout_px(const struct layout *layout, double mm);

/* The style whose capitals are cap_mm high. */
struct text_style layout_style(const struct layout *layout, double cap_mm, bool bold);

/* Breaks `text` to the width; false if it needs more than `max` lines. Lines of
 * a balanced one become about equally long. */
bool paragraph_break(const struct layout *layout, const char *text, struct text_style style,
                     int width_px, size_t max, bool balanced, struct paragraph *paragraph_out);

int paragraph_height(const struct paragraph *paragraph);

/* Draws the lines from the top of the zone. */
void paragraph_draw(const struct layout *layout, const struct paragraph *paragraph,
                    struct rect zone, enum align align, uint32_t colour);

/* True if the control or line is being spoken. */
bool layout_control_lit(const struct layout *layout, enum control control);
bool layout_line_lit(const struct layout *layout, int line_ix);

/* A disc with a number. */
void layout_numeral(const struct layout *layout, struct rect square, unsigned number,
                    uint32_t ground, uint32_t text);

/* Signs for the bits of enum mark, from the left; marks_width 0 for none. */
int layout_marks_width(const struct layout *layout, unsigned marks);
void layout_marks(const struct layout *layout, struct rect zone, unsigned marks);

/* A card to read: a rounded ground and its outline. */
void layout_card(const struct layout *layout, struct rect box, uint32_t ground, uint32_t edge,
                 double edge_mm);

/* A card to touch, with a lower edge one could press; lit and focus show on it. */
void layout_target(const struct layout *layout, enum control control, struct rect box,
                   uint32_t ground);

/* The bar, always the same. Returns false if a label did not fit. */
bool layout_bar(const struct layout *layout, struct rect zone);

/* The choices of the page in that many columns; texts `scale` times the least
 * size. False if something did not fit: then what was drawn is to be undone. */
bool layout_choices(const struct layout *layout, struct rect zone, int columns, double scale);

/* A size to try for the content of a page. */
struct content_try {
    double scale;      /* of texts, times the least size */
    double picture_mm; /* height of a block's picture */
    bool tight;        /* lines and cards close together */
};

/* The blocks of the page in that many columns, likewise. */
bool layout_blocks(const struct layout *layout, struct rect zone, int columns,
                   const struct content_try *try);

/* The keys of a page where digits are typed. */
bool layout_keys(const struct layout *layout, struct rect zone);

/* The sentences of such a page, then what was typed, in a slot. */
bool layout_entry(const struct layout *layout, struct rect zone);

/* How far the job of the page is. */
bool layout_work(const struct layout *layout, struct rect zone);

/* How loud it is that the microphone hears, at the foot of *zone, which it is cut off
 * from. */
void layout_meter(const struct layout *layout, struct rect *zone);

#endif
