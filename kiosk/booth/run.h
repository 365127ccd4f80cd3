/* `tiengban record`: the recording booth in a terminal, keys by line. One booth a
 * language at a time. */
#ifndef BOOTH_RUN_H
#define BOOTH_RUN_H

#include <stdio.h>

#include "content/library.h"

struct booth_config {
    const char *lang;              /* "hmn": the language to be spoken */
    const struct library *library; /* what is to be recorded */
    const char *recordings_dir;    /* holds a folder a language; made if it is not there */
    const char *voices_dir;        /* says the Vietnamese; else it is only shown */
    int in;                        /* keys, by line: Enter, p, g, l, n, b, q; có, không */
    FILE *out;                     /* pages; a level meter if it is a terminal */
};

/* Runs until she leaves or `in` ends. Exit status 0, or 1 (logged): no such language,
 * nothing to read, tables that are wrong. */
int booth_run(const struct booth_config *config);

#endif
