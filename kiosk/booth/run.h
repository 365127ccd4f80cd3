/* `tiengban record`: the recording booth in a terminal, keys by line. One booth a
 * language at a time. */
#ifndef BOOTH_RUN_H
#define BOOTH_RUN_H

#include "booth/session.h"

/* Runs until she leaves or `in` ends; keys are Enter, p, g, l, n, b, q; có, không. `out`:
 * pages, and a level meter if it is a terminal. Exit status 0, or 1 (logged): no such
 * language, nothing to read, tables that are wrong. */
int booth_run(const struct booth_config *config);

#endif
