/* What the booth shows and says on each page, in Vietnamese: everybody who records
 * understands it, or sits beside somebody who does. */
#ifndef BOOTH_VIEW_H
#define BOOTH_VIEW_H

#include "booth/booth.h"

enum { BOOTH_VIEW_BYTES = 4096 };

/* Texts are empty where there is nothing to show; several lines have line breaks. */
struct booth_view {
    char title[256];                    /* "Câu 3/128, đã xong 2" */
    char body[BOOTH_VIEW_BYTES];        /* what the page asks: the sentence in Vietnamese */
    char translation[BOOTH_VIEW_BYTES]; /* what is written in her language */
    char note[512];                     /* what just happened and what to do */
    char keys[512];                     /* which keys do what here */
    char spoken[BOOTH_VIEW_BYTES];      /* for BOOTH_FX_SAY */
};

/* Pure. Equal states and plans give equal bytes. */
void booth_view(const struct booth *booth, const struct booth_plan *plan,
                struct booth_view *view_out);

/* The words of the consent as they are shown and read out; the keys are not among them. */
const char *booth_consent(void);

#endif
