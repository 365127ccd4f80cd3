/* Emoji as pictures: one bitmap strike, drawn once, scaled smoothly, kept within
 * a bound. */
#ifndef SCREEN_PICTOGRAM_H
#define SCREEN_PICTOGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "screen/paint.h"

struct fonts;

/* True if the pictograms' font draws `text` as one picture; of several, or of a character
 * that it has not, a crossed box or a part would be seen. */
bool pictogram_known(struct fonts *fonts, const char *text);

/* Draws the emoji `text` as large as fits into the square at x, y; `alpha` of 256
 * fades it. A crossed box if the font has no such picture. */
void pictogram_paint(struct fonts *fonts, struct canvas *canvas, const char *text, size_t bytes,
                     struct rect square, unsigned alpha);

#endif
