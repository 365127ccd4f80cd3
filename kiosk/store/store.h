/* SQLite: the only home of its header. Opening with the project's settings,
 * migrations by user_version, prepared statements with bound values. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;
struct store_row; /* a prepared statement */

struct store_schema {
    uint32_t application_id;       /* PRAGMA application_id of such files */
    const char *const *migrations; /* [n]: SQL from user_version n to n + 1 */
    int migration_count;
    int oldest; /* STORE_READ takes files from this user_version on; 0 = only the newest */
};

enum store_mode {
    STORE_READ,  /* must exist, of this application_id and a version that is still read;
                    opened as immutable, unless a write-ahead log beside it says it is in use */
    STORE_WRITE, /* WAL, synchronous FULL, busy time-out; created and migrated as needed,
                    each migration in its own transaction */
    STORE_BUILD  /* a new file in rollback mode, for packs: fails if it exists */
};

/* ERR_REJECT: not such a file, damaged, or newer than this program (logged).
 * ERR_RETRY: busy or disk full (logged). *store_out is ended by store_close.
 * A store is used by one thread at a time. */
enum err store_open(const char *path, enum store_mode mode, const struct store_schema *schema,
                    struct store **store_out) MUST_CHECK;

/* The user_version of the file: as it was found by STORE_READ, else the newest. */
int store_version(const struct store *store);

/* NULL is fine. */
void store_close(struct store *store);

/* Runs SQL without results: BEGIN, COMMIT, ... */
enum err store_run(struct store *store, const char *sql) MUST_CHECK;

/* True if the file has the size that it says it has: SQLite takes a last page that was cut
 * for one that ends in zeros. Not for a file that is being written. */
bool store_is_all_there(struct store *store);

/* True if the file's structure is sound (PRAGMA quick_check). Reads the whole file. */
bool store_sound(struct store *store);

/* Prepares `sql`; NULL (logged) if it is wrong. Ended by store_done. */
struct store_row *store_prepare(struct store *store, const char *sql);

/* Binds parameter `ix` (from 1). NULL text binds NULL; text is copied. */
void store_bind_text(struct store_row *row, int ix, const char *text);
void store_bind_int(struct store_row *row, int ix, int64_t value);

/* The same for bytes, which are copied. */
void store_bind_blob(struct store_row *row, int ix, const void *data, size_t bytes);

/* True if there is a row to read; false at the end or on error. A statement at
 * its end is reset, ready to be bound and stepped again. */
bool store_step(struct store_row *row);

/* Leaves the rows that were not read: the statement is ready to be bound and stepped again. */
void store_leave(struct store_row *row);

/* Runs a statement without results and resets it. */
enum err store_exec(struct store_row *row) MUST_CHECK;

/* Columns from 0. Text is valid until the next step; NULL for NULL. */
const char *store_text(struct store_row *row, int column);
int64_t store_int(struct store_row *row, int column);

/* The bytes of a column, valid until the next step; NULL if there are none. */
const void *store_blob(struct store_row *row, int column, size_t *bytes_out);
bool store_is_null(struct store_row *row, int column);

/* True if a step or bind of this statement ever failed. */
bool store_failed(const struct store_row *row);

/* NULL is fine. */
void store_done(struct store_row *row);

#endif
