/* What a job says to the desk: one line each. For jobs only. */
#ifndef STAFF_LINES_H
#define STAFF_LINES_H

#include <stdint.h>
#include <stdio.h>

/* One more thing to choose; tabs in the texts become blanks. */
void lines_entry(FILE *out, const char *ref, const char *label, const char *note);

/* One more answer to a page, with a picture. */
void lines_choice(FILE *out, const char *ref, const char *label, const char *pictogram);

/* What stands above a page. */
void lines_title(FILE *out, const char *title);

/* How loud it is, in percent. */
void lines_level(FILE *out, int percent);

/* A text to read and hear, in the language `lang`; long ones become several lines, cut
 * at a blank, and so do those that have several. */
void lines_text(FILE *out, const char *lang, const char *text);

/* So many of so many. */
void lines_step(FILE *out, int64_t done, int64_t total);

#endif
