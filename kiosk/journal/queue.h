/* Rows that wait for the disk: a ring of fixed size, without locks of its own.
 *
 * The one who takes reads the first rows in place and removes them only when
 * they are safe, so a failed write loses nothing. */
#ifndef JOURNAL_QUEUE_H
#define JOURNAL_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SESSION_ID_BYTES = 25 }; /* 24 hexadecimal digits */

/* A row with its texts copied; "" for none. */
struct waiting_row {
    char session[SESSION_ID_BYTES];
    int32_t day;  /* yyyymmdd of the session's start */
    int32_t seq;  /* from 1 within the session */
    int32_t hour; /* of the session's start; for its first row, else -1 */
    char deed[24];
    char item[64];
    char pack_hash[72];
    char lang[16];
    char unit[160];
    int64_t value;
};

struct queue {
    struct waiting_row *rows;
    size_t capacity;
    size_t first_ix;
    size_t count;
    int64_t dropped_count; /* rows that found it full */
};

/* Room for `capacity` rows; false without memory. */
bool queue_init(struct queue *queue, size_t capacity);

/* Frees the rows; a zeroed queue is fine, and it is zeroed after. */
void queue_fini(struct queue *queue);

/* A row at the end, to be filled; NULL, and counted, if there is no room. */
struct waiting_row *queue_push(struct queue *queue);

/* The row `ix` after the first. Needs no lock against queue_push for a row that
 * was counted under it. */
const struct waiting_row *queue_at(const struct queue *queue, size_t ix);

/* Removes the first `count` rows. */
void queue_pop(struct queue *queue, size_t count);

#endif
