/* Does the desk's jobs: the door says who may come in; every other job is a child
 * process of this same program (`tiengban desk JOB`, see jobs.h), whose lines become
 * events. */
#ifndef STAFF_CLERK_H
#define STAFF_CLERK_H

#include "model/desk.h"
#include "model/event.h"

struct clerk_config {
    const char *program;     /* path of this program */
    const char *staff_dir;   /* people and rules */
    const char *library_dir; /* passed on to the jobs; NULL = they find it themselves */
    const char *voices_dir;
    const char *stick_dir; /* a folder that stands for the stick; NULL = what is plugged in */
    /* Takes EV_JOB_LINE, _STEP, _DONE; called from a thread of the clerk. */
    void (*post)(void *context, const struct event *event);
    void *context;
};

struct clerk;

/* *clerk_out is ended by clerk_close. */
void clerk_open(const struct clerk_config *config, struct clerk **clerk_out);

/* Ends the job that runs; NULL is fine. */
void clerk_close(struct clerk *clerk);

/* What the staff have to know when they come to the desk: up to two constant sentences
 * are kept at a time; NULL forgets them. */
void clerk_know(struct clerk *clerk, const char *sentence);

/* Begins `job` with what lies in the desk; what ran before is ended. One that
 * cannot be begun is done at once, with status 1. */
void clerk_begin(struct clerk *clerk, enum job job, const struct desk *desk);

/* Says a line to the job that runs, if it is one that asks (desk_talks). */
void clerk_tell(struct clerk *clerk, const char *line);

/* Ends the job that runs; it says nothing more. */
void clerk_stop(struct clerk *clerk);

#endif
