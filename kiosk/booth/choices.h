/* What can be chosen on each page of the booth where there is no keyboard, and what each
 * choice means. Pure. */
#ifndef BOOTH_CHOICES_H
#define BOOTH_CHOICES_H

#include "booth/booth.h"

enum { BOOTH_CHOICES_MAX = 6, BOOTH_REF_BYTES = 16 };

struct booth_choice {
    char ref[BOOTH_REF_BYTES]; /* differs from the others of its page */
    char label[BOOTH_TEXT_BYTES];
    const char *pictogram;
    bool more;                /* shows further ones: `part` is counted up ... */
    struct booth_event event; /* ... else this happens */
};

/* The choices of the page the booth is on, part by part where there are many; behind the
 * last part comes the first. Returns how many; 0 while the booth is busy. */
unsigned booth_choices(const struct booth *booth, const struct booth_plan *plan, unsigned part,
                       struct booth_choice choices_out[BOOTH_CHOICES_MAX]);

/* The first of “Giọng 1”, “Giọng 2” … that no speaker is called. */
void booth_new_name(const struct booth_plan *plan, char name_out[BOOTH_TEXT_BYTES]);

#endif
