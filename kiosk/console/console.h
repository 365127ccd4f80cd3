/* The kiosk as text: the same model and pages, keys from stdin or events from a
 * file in, pages and speech out. No screen, no sound, no journal. */
#ifndef CONSOLE_CONSOLE_H
#define CONSOLE_CONSOLE_H

#include <stdbool.h>
#include <stdio.h>

#include "content/library.h"
#include "model/paging.h"

struct console_config {
    enum layout_kind layout;
    int32_t today;      /* yyyymmdd */
    bool ear;           /* print only what is heard; keys are 0-9 * # */
    bool effects;       /* print the effects too */
    const char *replay; /* file of events, NULL = keys from `in` */
    FILE *in, *out;
};

/* Runs until the input ends. Lines are the names of keys ("1", "ok", "back"),
 * "touch choice-1", or "wait 60" (seconds). Exit status: 0, or 1 if the replay
 * file cannot be read or has a bad line. */
int console_run(const struct console_config *config, const struct library *library);

#endif
