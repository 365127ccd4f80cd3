/* The recording booth on the staff's desk: pages as the lines of a job that asks (see
 * model/desk.h), choices as the refs that come back, one a line. */
#ifndef BOOTH_SERVE_H
#define BOOTH_SERVE_H

#include "booth/session.h"

/* Runs until she leaves or `in` ends; its last page, which is not asked, says how much
 * was kept. Exit status 0, or 1 and lines that say what is wrong and what to do. */
int booth_serve(const struct booth_config *config);

#endif
