/* The words that a language's numbers are made of: said once each by somebody, they
 * say every number. */
#ifndef CONTENT_NUMERALS_H
#define CONTENT_NUMERALS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

/* A word and the smallest number it is needed for. */
struct numeral {
    const char *word;    /* "câuv" */
    const char *example; /* the whole reading: "câuv iz" */
    int64_t value;       /* 11 */
};

/* The words of all numbers that the rules in `path` (voices/<code>/numbers.txt) say:
 * counts, money, days, months, years, hours, minutes, up to thousands of thousands of
 * millions. Words that the rules give as Vietnamese are among them: the speaker says
 * them, too. In the order of the first number, in `arena`. 0, with *numerals_out NULL,
 * if there is no such file; a wrong one is reported. */
size_t numerals_read(const char *path, struct arena *arena, struct diag *diag,
                     const struct numeral **numerals_out);

#endif
