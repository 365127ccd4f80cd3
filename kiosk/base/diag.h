/* Sentences for people: what is wrong, where, and what to do.
 *
 * Every message is written twice, in Vietnamese and in English, with the same
 * arguments in the same order; the locale (LC_ALL, LC_MESSAGES, LANG) chooses.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stdio.h>

/* True if messages are to be in Vietnamese. */
bool diag_in_vietnamese(void);

/* Chooses one of two constant texts by locale. */
const char *diag_text(const char *vi, const char *en);

/* One line on stderr about the environment (a device, a disk). Any thread. */
void diag_log(const char *vi, const char *en, ...)
    __attribute__((format(printf, 1, 3), format(printf, 2, 3)));

/* Counts the problems found in files that people wrote. */
struct diag {
    FILE *out; /* stderr if NULL */
    unsigned errors;
    unsigned warnings;
    /* If not NULL, called instead of writing; line 0 means the whole file, `file` and
     * `sentence` live until it returns. */
    void (*each)(void *context, bool error, const char *file, int line, const char *sentence);
    void *context;
};

/* "file:line: sentence", counted as an error: the input is refused.
 * line 0 means the whole file. */
void diag_error(struct diag *diag, const char *file, int line, const char *vi, const char *en, ...)
    __attribute__((format(printf, 4, 6), format(printf, 5, 6)));

/* The same, counted as a warning: the input is used. */
void diag_warning(struct diag *diag, const char *file, int line, const char *vi, const char *en,
                  ...) __attribute__((format(printf, 4, 6), format(printf, 5, 6)));

#endif
