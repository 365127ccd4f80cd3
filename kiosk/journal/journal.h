/* The kiosk's memory of what was sought and where people got stuck: never who.
 *
 * Rows are queued by the main thread and written by a thread of the journal's
 * own, a burst in one transaction. A session has a day and a language; hours
 * live in a counter of their own that is joined with nothing. Session ids are
 * random and mean nothing outside. A journal that cannot be written counts what
 * it dropped and says so once.
 */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H

#include <stdint.h>
#include <stdio.h>

#include "base/err.h"

struct journal;

struct journal_row {
    const char *deed;      /* "answer": see model/event.h */
    const char *item;      /* content id, NULL if none */
    const char *pack_hash; /* NULL if none */
    const char *lang;      /* code, NULL if none */
    const char *unit;      /* unit id, NULL if none */
    int64_t value;
};

/* Opens or creates `path` and starts the writer. ERR_DEGRADE (logged): the kiosk
 * goes on without. *journal_out is ended by journal_close. */
enum err journal_open(const char *path, struct journal **journal_out) MUST_CHECK;

/* Writes what is queued, stops the writer; NULL is fine. */
void journal_close(struct journal *journal);

/* Queues a row of the current session; never waits for the disk. "session-start"
 * begins a session, "session-end" ends it. NULL journal is fine. Main thread. */
void journal_add(struct journal *journal, const struct journal_row *row);

/* Lists sessions and their rows as text for people, the newest `days` days. */
enum err journal_show(const char *path, int days, FILE *out) MUST_CHECK;

/* Every row as CSV (RFC 4180) with a header line. */
enum err journal_export_csv(const char *path, FILE *out) MUST_CHECK;

#endif
