/* The door of the staff's desk: who may come in, and whether the PIN is theirs. Unlike
 * the other jobs it stays in the kiosk's own process: the wait after a wrong PIN is
 * counted by a clock that begins with the process (seal/people.h). A PIN takes up to a
 * second to check, on a thread of the door. */
#ifndef STAFF_DOOR_H
#define STAFF_DOOR_H

#include "model/event.h"

struct door_config {
    const char *staff_dir; /* people and rules; outlives the door */
    /* Takes EV_JOB_LINE and EV_JOB_DONE; called from whatever thread. */
    void (*post)(void *context, const struct event *event);
    void *context;
};

struct door;

/* *door_out is ended by door_close. */
void door_open(const struct door_config *config, struct door **door_out);

/* Waits for a check that runs. NULL is fine. */
void door_close(struct door *door);

/* Says who may come in, one entry each. A changed list is read again. */
void door_people(struct door *door);

/* Checks the PIN of `name`: says who it is, or why not. What was asked before is
 * forgotten. */
void door_pin(struct door *door, const char *name, const char *pin);

/* What is being checked is said to nobody. */
void door_forget(struct door *door);

#endif
