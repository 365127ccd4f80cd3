/* Emoji as pictures: one bitmap strike, drawn once, scaled smoothly, kept within
 * a bound. */
#ifndef SCREEN_PICTOGRAM_H
#define SCREEN_PICTOGRAM_H

#include <stddef.h>

#include "screen/paint.h"

struct fonts;

/* Draws the emoji `text` as large as fits into the square at x, y; `alpha` of 256
 * fades it. A crossed box if the font has no such picture. */
void pictogram_paint(struct fonts *fonts, struct canvas *canvas, const char *text, size_t bytes,
                     struct rect square, unsigned alpha);

#endif
