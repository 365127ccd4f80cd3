/* The SQLite file in which rows end: opening it, mending what a power cut left,
 * setting a damaged one aside, writing a burst. One thread at a time. */
#ifndef JOURNAL_BOOK_H
#define JOURNAL_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "journal/queue.h"
#include "store/store.h"

enum { BOOK_STATEMENT_COUNT = 5 };

struct book {
    const char *path;    /* the caller's, must outlive the book */
    struct store *store; /* NULL: not open */
    struct store_row *statements[BOOK_STATEMENT_COUNT];
};

/* Opens or creates the file, readable by its owner only. A file that is no
 * journal is set aside as "<path>.damaged-<day>" (logged) and a new one begun.
 * ERR_DEGRADE (logged) if that is impossible. */
enum err book_open(struct book *book, const char *path) MUST_CHECK;

/* A zeroed book is fine; may be opened again. */
void book_close(struct book *book);

/* Looks through the whole file; sets it aside like book_open if it is damaged. */
void book_check(struct book *book);

/* Marks sessions that never ended: the power went, or the program died. */
void book_end_broken_sessions(struct book *book);

/* Writes the first `count` rows of `queue` in one transaction, or none of them. */
bool book_write(struct book *book, const struct queue *queue, size_t count);

#endif
