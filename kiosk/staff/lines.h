/* What a job says to the desk: one line each. Inside staff/ only. */
#ifndef STAFF_LINES_H
#define STAFF_LINES_H

#include <stdint.h>
#include <stdio.h>

/* One more thing to choose; tabs in the texts become blanks. */
void lines_entry(FILE *out, const char *ref, const char *label, const char *note);

/* A text to read and hear, in the language `lang`; long ones become several lines, cut
 * at a blank, and so do those that have several. */
void lines_text(FILE *out, const char *lang, const char *text);

/* So many of so many. */
void lines_step(FILE *out, int64_t done, int64_t total);

#endif
