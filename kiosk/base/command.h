/* A program that answers bytes with bytes, waited for: what process.h is for lines and
 * jobs. */
#ifndef BASE_COMMAND_H
#define BASE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { COMMAND_LOOK_MS = 20 };

struct command_order {
    const char *const *argv; /* [0] without a slash is looked for in PATH; NULL ends it */
    const void *input;
    size_t input_bytes;
    size_t output_max; /* bytes */
    int limit_ms;
    /* Asked every COMMAND_LOOK_MS while it runs; false: it is killed. NULL: never. */
    bool (*wanted)(void *context);
    void *context;
};

enum command_end {
    COMMAND_DONE,        /* it ended by itself, with status 0 */
    COMMAND_FAILED,      /* with another status, or by a signal */
    COMMAND_LATE,        /* killed: the time is over */
    COMMAND_LONG,        /* killed: more than output_max */
    COMMAND_UNWANTED,    /* killed: nobody waits for it any more */
    COMMAND_NOT_STARTED, /* there is no such program, or no process for it */
};

struct command_answer {
    enum command_end end;
    int status;    /* of COMMAND_FAILED: 128 + signal if one ended it; of NOT_STARTED: errno */
    uint8_t *data; /* what it wrote to its standard output; NULL if nothing */
    size_t bytes;
};

/* Runs it in a process group of its own; its standard error is ours. When this returns
 * the whole group is gone. Blocks the thread that calls it, and no other. */
void command_run(const struct command_order *order, struct command_answer *answer_out);

/* Zeroed is fine. */
void command_answer_fini(struct command_answer *answer);

#endif
