/* What the desk's jobs do, each in a process of its own (`tiengban desk JOB`): reads
 * sticks, compares, loads, publishes, takes back, looks up, records. What it says on `out` are
 * the lines that model/desk.h names, and `step` TAB percent. */
#ifndef STAFF_JOBS_H
#define STAFF_JOBS_H

#include <stdio.h>

#include "model/desk.h"

struct jobs_config {
    const char *library_dir; /* NULL: the state's */
    const char *voices_dir;  /* folders of languages, for building a layer */
    const char *stick_dir;   /* NULL: what is plugged in below /media and /run/media */
    const char *by, *with;   /* who acts, and who agreed; "" if nobody did. Both have proved
                              * it at the door; whether they may is asked here (rules.h) */
    const char *ref;         /* the entry, the day; "" if none */
    int in;                  /* a job that asks: what is chosen, by line */
    FILE *out;
};

/* A file is loaded only as it was told by the job `inspect` before.
 *
 * Does the job called `name` (job_name). Returns the exit status: 0, or 1 and lines
 * that say in plain Vietnamese what is wrong and what to do; then nothing is changed. */
int jobs_run(const char *name, const struct jobs_config *config);

#endif
