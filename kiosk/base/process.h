/* A child process whose lines are read: long or risky work runs in one, so that
 * nothing it does can hold up or end the program. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>

#include "base/err.h"

enum { PROCESS_LINE_BYTES = 1024 };

struct process;

struct process_config {
    const char *const *argv; /* [0] is a path; NULL ends it */
    const char *input;       /* what it reads from its standard input; NULL = nothing */
    bool talks;              /* ... and what process_tell says, until process_end */
    /* Called from a thread of the process, in order; lines without their end, cut
     * if longer than PROCESS_LINE_BYTES. `ended` comes last, with the exit status
     * (128 + signal if a signal ended it). */
    void (*line)(void *context, const char *line);
    void (*ended)(void *context, int status);
    void *context;
};

/* Starts it, in a process group of its own; its standard error is ours.
 * ERR_DEGRADE (logged) if it cannot be started. *process_out is ended by
 * process_end, also when it has ended by itself. */
enum err process_start(const struct process_config *config,
                       struct process **process_out) MUST_CHECK;

/* Says a line, without its end, to a process that talks. Never waits: what it does not
 * read, and a process that is gone, loses the line (logged). Not while process_end runs. */
void process_tell(struct process *process, const char *line);

/* Kills what still runs of it, waits, frees; nothing is called after that. NULL is
 * fine. Not from its own callbacks. */
void process_end(struct process *process);

#endif
