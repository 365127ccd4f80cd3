#include "journal/schema.h"

/* No row has a time of day, and nothing tells the order of the sessions of a
 * day: their ids are random and the tables have no rowid, so that hour_use
 * cannot be laid beside them. It counts by month, because a quiet day may have
 * a single session.
 *
 * A migration that was released is never changed; the next one is appended. */
static const char *const migrations[] = {
    "CREATE TABLE session("
    " id TEXT PRIMARY KEY NOT NULL," /* 96 random bits, hexadecimal */
    " day INTEGER NOT NULL,"         /* yyyymmdd */
    " lang TEXT,"                    /* the last one chosen */
    " ended TEXT"                    /* choice, time-out, broken-off; NULL: still going on */
    ") WITHOUT ROWID;"
    "CREATE INDEX session_day ON session(day);"
    "CREATE TABLE event("
    " session TEXT NOT NULL REFERENCES session(id),"
    " seq INTEGER NOT NULL," /* from 1 within the session */
    " deed TEXT NOT NULL,"   /* see model/event.h */
    " item TEXT,"
    " pack_hash TEXT,"
    " lang TEXT,"
    " unit TEXT,"
    " value INTEGER NOT NULL,"
    " PRIMARY KEY(session, seq)"
    ") WITHOUT ROWID;"
    "CREATE TABLE hour_use("
    " month INTEGER NOT NULL," /* yyyymm */
    " hour INTEGER NOT NULL,"  /* 0..23, local */
    " sessions INTEGER NOT NULL,"
    " PRIMARY KEY(month, hour)"
    ") WITHOUT ROWID;",
};

const struct store_schema journal_schema = {
    .application_id = 0x54424A31, /* "TBJ1" */
    .migrations = migrations,
    .migration_count = sizeof migrations / sizeof *migrations,
};
