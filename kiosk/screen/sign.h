/* The signs of the bar that are not pictures: plain shapes in one colour. */
#ifndef SCREEN_SIGN_H
#define SCREEN_SIGN_H

#include <stdint.h>

#include "screen/paint.h"

enum sign { SIGN_BACK, SIGN_NEXT, SIGN_REPEAT };

/* Draws the sign into the square. */
void paint_sign(struct canvas *canvas, struct rect square, enum sign sign, uint32_t colour);

#endif
