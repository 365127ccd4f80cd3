#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"

enum { BUSY_MS = 5000, SQL_BYTES = 128 };

struct store {
    sqlite3 *db;
    int version;
};

struct store_row {
    sqlite3_stmt *statement;
    sqlite3 *db;
    bool bind_failed; /* since the last run */
    bool failed;      /* ever */
};

/* The caller's decision for a result code: what time or space may mend can be
 * tried again, everything else means that the file or the statement is wrong. */
static enum err err_of(int code) {
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return ERR_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
        return ERR_RETRY;
    default:
        return ERR_REJECT;
    }
}

static const char *path_of(sqlite3 *db) {
    const char *path = db ? sqlite3_db_filename(db, "main") : NULL;
    return path && *path ? path : ":memory:";
}

static enum err failed(sqlite3 *db, int code) {
    diag_log("%s: cơ sở dữ liệu báo lỗi: %s", "%s: the database reports: %s", path_of(db),
             db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    return err_of(code);
}

static enum err run(sqlite3 *db, const char *sql) {
    int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? ERR_OK : failed(db, code);
}

static enum err read_int(sqlite3 *db, const char *sql, int64_t *value_out) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
    }
    if (code == SQLITE_ROW) {
        *value_out = sqlite3_column_int64(statement, 0);
    }
    enum err err = code == SQLITE_ROW ? ERR_OK : failed(db, code);
    sqlite3_finalize(statement);
    return err;
}

/* ---- opening ----------------------------------------------------------------- */

/* A URI, so that a file can be opened as immutable; signs with a meaning in a
 * URI are escaped. */
static bool uri_of(const char *path, const char *options, char *uri, size_t size) {
    struct str s;
    str_init(&s, uri, size);
    str_put(&s, "file:");
    for (const char *c = path; *c; c++) {
        if (strchr("%?#", *c)) {
            str_printf(&s, "%%%02X", (unsigned)(unsigned char)*c);
        } else {
            str_put_n(&s, c, 1);
        }
    }
    str_put(&s, options);
    return !s.cut;
}

/* A file with a write-ahead log beside it is being written by someone: it must
 * not be taken for immutable, or their newest rows would be missing. */
static bool is_alive(const char *path) {
    char log[PATH_BYTES];
    struct str s;
    str_init(&s, log, sizeof log);
    str_printf(&s, "%s-wal", path);
    return !s.cut && access(log, F_OK) == 0;
}

/* SQLite cannot be told to fail if a file exists; the system can. */
static enum err create_new(const char *path) {
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
    if (fd < 0) {
        enum err err = errno == EEXIST ? ERR_REJECT : ERR_RETRY;
        diag_log("%s: không tạo được tệp mới: %s", "%s: cannot create a new file: %s", path,
                 strerror(errno));
        return err;
    }
    close(fd);
    return ERR_OK;
}

static enum err open_db(const char *path, enum store_mode mode, sqlite3 **db_out) {
    static const int flags[] = {
        [STORE_READ] = SQLITE_OPEN_READONLY,
        [STORE_WRITE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
        [STORE_BUILD] = SQLITE_OPEN_READWRITE,
    };
    char uri[3 * PATH_BYTES];
    bool immutable = mode == STORE_READ && !is_alive(path);
    if (!uri_of(path, immutable ? "?immutable=1" : "", uri, sizeof uri)) {
        diag_log("%s: đường dẫn quá dài", "%s: the path is too long", path);
        return ERR_REJECT;
    }
    int code =
        sqlite3_open_v2(uri, db_out, flags[mode] | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        diag_log("%s: không mở được: %s", "%s: cannot be opened: %s", path,
                 *db_out ? sqlite3_errmsg(*db_out) : sqlite3_errstr(code));
        return mode == STORE_READ ? ERR_REJECT : err_of(code);
    }
    sqlite3_busy_timeout(*db_out, BUSY_MS);
    return ERR_OK;
}

/* Files come from outside: what their schema says must not run code of ours. */
static enum err harden(sqlite3 *db) {
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
    return run(db, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                   "PRAGMA foreign_keys = ON;");
}

/* ---- whose file, which version ------------------------------------------------- */

struct identity {
    int64_t application_id;
    int64_t version;
    int64_t objects; /* tables and indices */
};

static enum err read_identity(sqlite3 *db, struct identity *identity_out) {
    enum err err = read_int(db, "PRAGMA application_id", &identity_out->application_id);
    if (!err) {
        err = read_int(db, "PRAGMA user_version", &identity_out->version);
    }
    if (!err) {
        err = read_int(db, "SELECT count(*) FROM sqlite_schema", &identity_out->objects);
    }
    return err;
}

static bool is_new(const struct identity *identity) {
    return identity->application_id == 0 && identity->version == 0 && identity->objects == 0;
}

static enum err check_identity(sqlite3 *db, enum store_mode mode, const struct store_schema *schema,
                               const struct identity *identity) {
    if (mode != STORE_READ && is_new(identity)) {
        return ERR_OK;
    }
    if (identity->application_id != (int64_t)schema->application_id) {
        diag_log("%s: không phải tệp của chương trình này", "%s: not a file of this program",
                 path_of(db));
        return ERR_REJECT;
    }
    if (identity->version < 0 || identity->version > schema->migration_count) {
        diag_log("%s: tệp của bản mới hơn (%lld); hãy cập nhật chương trình",
                 "%s: made by a newer version (%lld); please update the program", path_of(db),
                 (long long)identity->version);
        return ERR_REJECT;
    }
    int oldest = schema->oldest ? schema->oldest : schema->migration_count;
    if (mode == STORE_READ && identity->version < oldest) {
        diag_log("%s: tệp của bản cũ hơn (%lld); hãy tạo lại tệp",
                 "%s: made by an older version (%lld); please build it again", path_of(db),
                 (long long)identity->version);
        return ERR_REJECT;
    }
    return ERR_OK;
}

/* One migration inside a transaction that is open. Another process may have
 * been faster, so the version is read again under the lock. */
static enum err migrate_locked(sqlite3 *db, const struct store_schema *schema, int64_t *version) {
    enum err err = read_int(db, "PRAGMA user_version", version);
    if (err || *version >= schema->migration_count) {
        return err;
    }
    err = run(db, schema->migrations[*version]);
    if (err) {
        return err;
    }
    char sql[SQL_BYTES];
    struct str s;
    str_init(&s, sql, sizeof sql);
    str_printf(&s, "PRAGMA application_id = %ld; PRAGMA user_version = %lld",
               (long)(int32_t)schema->application_id, (long long)*version + 1);
    err = run(db, sql);
    *version += !err;
    return err;
}

static enum err migrate(sqlite3 *db, const struct store_schema *schema, int64_t version) {
    enum err err = ERR_OK;
    while (!err && version < schema->migration_count) {
        err = run(db, "BEGIN IMMEDIATE");
        if (err) {
            break;
        }
        err = migrate_locked(db, schema, &version);
        if (!err) {
            err = run(db, "COMMIT");
        }
        if (err) {
            sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
        }
    }
    return err;
}

static enum err prepare_file(sqlite3 *db, enum store_mode mode, const struct store_schema *schema,
                             int *version_out) {
    struct identity identity = {0};
    enum err err = harden(db);
    if (!err) {
        err = read_identity(db, &identity);
    }
    if (!err) {
        err = check_identity(db, mode, schema, &identity);
    }
    *version_out = mode == STORE_READ ? (int)identity.version : schema->migration_count;
    if (err || mode == STORE_READ) {
        return err;
    }
    /* Only now, when the file is known to be ours, is it changed. */
    err = run(db, mode == STORE_WRITE ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"
                                      : "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL");
    return err ? err : migrate(db, schema, identity.version);
}

enum err store_open(const char *path, enum store_mode mode, const struct store_schema *schema,
                    struct store **store_out) {
    sqlite3 *db = NULL;
    struct store *store = NULL;
    int version = 0;
    enum err err = mode == STORE_BUILD ? create_new(path) : ERR_OK;
    *store_out = NULL;
    if (!err) {
        err = open_db(path, mode, &db);
    }
    if (!err) {
        err = prepare_file(db, mode, schema, &version);
    }
    if (err) {
        goto end;
    }
    store = calloc(1, sizeof *store);
    if (!store) {
        abort();
    }
    store->db = db;
    store->version = version;
    db = NULL;
    *store_out = store;
end:
    sqlite3_close(db);
    return err;
}

int store_version(const struct store *store) { return store->version; }

void store_close(struct store *store) {
    if (store) {
        sqlite3_close_v2(store->db);
        free(store);
    }
}

enum err store_run(struct store *store, const char *sql) { return run(store->db, sql); }

bool store_is_all_there(struct store *store) {
    struct stat info;
    int64_t pages = 0, page_bytes = 0;
    return stat(path_of(store->db), &info) == 0 &&
           !read_int(store->db, "PRAGMA page_count", &pages) &&
           !read_int(store->db, "PRAGMA page_size", &page_bytes) &&
           info.st_size == pages * page_bytes;
}

bool store_sound(struct store *store) {
    sqlite3_stmt *statement = NULL;
    bool sound =
        sqlite3_prepare_v2(store->db, "PRAGMA quick_check(1)", -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW &&
        str_same((const char *)sqlite3_column_text(statement, 0), "ok");
    sqlite3_finalize(statement);
    return sound;
}

/* ---- statements ------------------------------------------------------------------ */

struct store_row *store_prepare(struct store *store, const char *sql) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (code != SQLITE_OK) {
        failed(store->db, code);
        return NULL;
    }
    struct store_row *row = calloc(1, sizeof *row);
    if (!row) {
        abort();
    }
    row->statement = statement;
    row->db = store->db;
    return row;
}

static void note_bind(struct store_row *row, int code) {
    if (code != SQLITE_OK) {
        failed(row->db, code);
        row->bind_failed = true;
        row->failed = true;
    }
}

void store_bind_text(struct store_row *row, int ix, const char *text) {
    note_bind(row, sqlite3_bind_text(row->statement, ix, text, -1, SQLITE_TRANSIENT));
}

void store_bind_int(struct store_row *row, int ix, int64_t value) {
    note_bind(row, sqlite3_bind_int64(row->statement, ix, value));
}

void store_bind_blob(struct store_row *row, int ix, const void *data, size_t bytes) {
    note_bind(row, sqlite3_bind_blob64(row->statement, ix, data, bytes, SQLITE_TRANSIENT));
}

static enum err step(struct store_row *row, bool *has_row_out) {
    *has_row_out = false;
    if (row->bind_failed) {
        row->bind_failed = false;
        return ERR_REJECT;
    }
    int code = sqlite3_step(row->statement);
    *has_row_out = code == SQLITE_ROW;
    if (code == SQLITE_ROW) {
        return ERR_OK;
    }
    enum err err = code == SQLITE_DONE ? ERR_OK : failed(row->db, code);
    row->failed = row->failed || err;
    sqlite3_reset(row->statement);
    return err;
}

bool store_step(struct store_row *row) {
    bool has_row;
    return !step(row, &has_row) && has_row;
}

void store_leave(struct store_row *row) { sqlite3_reset(row->statement); }

enum err store_exec(struct store_row *row) {
    bool has_row;
    enum err err;
    do {
        err = step(row, &has_row);
    } while (has_row);
    return err;
}

const char *store_text(struct store_row *row, int column) {
    return (const char *)sqlite3_column_text(row->statement, column);
}

int64_t store_int(struct store_row *row, int column) {
    return sqlite3_column_int64(row->statement, column);
}

const void *store_blob(struct store_row *row, int column, size_t *bytes_out) {
    const void *data = sqlite3_column_blob(row->statement, column);
    *bytes_out = data ? (size_t)sqlite3_column_bytes(row->statement, column) : 0;
    return data;
}

bool store_is_null(struct store_row *row, int column) {
    return sqlite3_column_type(row->statement, column) == SQLITE_NULL;
}

bool store_failed(const struct store_row *row) { return row->failed; }

void store_done(struct store_row *row) {
    if (row) {
        sqlite3_finalize(row->statement);
        free(row);
    }
}
