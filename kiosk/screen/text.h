/* Text in pixels: measuring, breaking into lines, drawing. Widths and drawn runs
 * are kept, within a bound. Main thread (of one struct fonts). */
#ifndef SCREEN_TEXT_H
#define SCREEN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "screen/paint.h"

struct fonts;

struct text_style {
    int em_px;
    bool bold;
    bool tight; /* lines close together: labels and titles */
};

/* A line of a broken text: bytes [first, first + bytes), without its last spaces. */
struct text_line {
    uint16_t first, bytes;
};

/* Opens the chain of fonts in `dir`; ended by fonts_close. A font that is missing is
 * left out (logged, with the Debian package to install). ERR_STOP (logged) if the
 * chain cannot be read or none of its regular fonts is there. */
enum err fonts_open(const char *dir, struct fonts **fonts_out) MUST_CHECK;

/* NULL is fine. */
void fonts_close(struct fonts *fonts);

/* The first character of `text` that would become a crossed box, because no font of the
 * chain has it: its bytes in missing_out, terminated. False if there is none. */
bool text_missing(const struct fonts *fonts, const char *text, char missing_out[5]);

/* Width of the first `bytes` bytes of `text`, drawn in one line. */
int text_width_px(struct fonts *fonts, struct text_style style, const char *text, size_t bytes);

/* From the top of a line to its base, and from one line to the next. */
int text_ascent_px(struct text_style style);
int text_pitch_px(struct text_style style);

/* Breaks `text` into at most `max` lines no wider than width_px. Returns how many
 * lines it needs, max + 1 if more than `max`, or if a piece that may not be
 * broken is wider than the line. */
size_t text_wrap(struct fonts *fonts, struct text_style style, const char *text, int width_px,
                 struct text_line *lines_out, size_t max);

/* Draws one line with its base at base_y. A character that no font has becomes
 * a crossed box. */
void text_paint(struct fonts *fonts, struct canvas *canvas, struct text_style style,
                const char *text, size_t bytes, int x, int base_y, uint32_t colour);

#endif
