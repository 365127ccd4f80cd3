/* Woven bands: six patterns of diamonds, zigzags, stars and hooks, drawn by
 * geometry in a language's colour. No flags. */
#ifndef SCREEN_WEAVE_H
#define SCREEN_WEAVE_H

#include "screen/paint.h"

enum { WEAVE_COUNT = 6 };

/* Fills `band` with the pattern, repeated along its longer side; broader bands
 * have larger patterns. `weave` is taken modulo WEAVE_COUNT, so any is fine. */
void paint_weave(struct canvas *canvas, struct rect band, unsigned weave, uint32_t colour);

#endif
