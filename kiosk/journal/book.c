#include "journal/book.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"
#include "journal/schema.h"
#include "model/event.h"

enum { ASIDE_TRIES = 100 };

enum statement { SESSION_ADD, SESSION_LANG, SESSION_END, EVENT_ADD, HOUR_ADD };

/* "OR IGNORE": a burst whose commit failed without our knowing how far it came
 * is written again. */
static const char *const statement_sql[BOOK_STATEMENT_COUNT] = {
    [SESSION_ADD] = "INSERT OR IGNORE INTO session(id, day) VALUES(?1, ?2)",
    [SESSION_LANG] = "UPDATE session SET lang = ?2 WHERE id = ?1",
    [SESSION_END] = "UPDATE session SET ended = ?2 WHERE id = ?1",
    [EVENT_ADD] = "INSERT OR IGNORE INTO event(session, seq, deed, item, pack_hash, lang, unit,"
                  " value) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [HOUR_ADD] = "INSERT INTO hour_use(month, hour, sessions) VALUES(?1, ?2, 1)"
                 " ON CONFLICT(month, hour) DO UPDATE SET sessions = sessions + 1",
};

/* SQLite would create the file readable by everybody. */
static void create_private(const char *path) {
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd >= 0) {
        close(fd);
    }
}

static bool is_regular_file(const char *path) {
    struct stat about;
    return lstat(path, &about) == 0 && S_ISREG(about.st_mode);
}

/* The name for a damaged file: the first one of the day that is free. */
static bool aside_name(const char *path, char *name, size_t size) {
    for (int try = 1; try <= ASIDE_TRIES; try++) {
        struct str text;
        str_init(&text, name, size);
        str_put(&text, path);
        str_printf(&text, ".damaged-%d", (int)clock_day());
        if (try > 1) {
            str_printf(&text, ".%d", try);
        }
        if (!text.cut && access(name, F_OK) != 0) {
            return true;
        }
    }
    return false;
}

/* Moves what belongs to the database as well: its log holds the last rows. */
static void move_beside(const char *path, const char *name, const char *suffix) {
    char paths[2][PATH_BYTES];
    const char *const stems[2] = {path, name};
    for (int i = 0; i < 2; i++) {
        struct str text;
        str_init(&text, paths[i], PATH_BYTES);
        str_put(&text, stems[i]);
        str_put(&text, suffix);
        if (text.cut) {
            return;
        }
    }
    rename(paths[0], paths[1]);
}

static bool set_aside(const char *path) {
    char name[PATH_BYTES];
    if (!is_regular_file(path) || !aside_name(path, name, sizeof name) || rename(path, name) != 0) {
        return false;
    }
    move_beside(path, name, "-wal");
    move_beside(path, name, "-shm");
    diag_log("Nhật ký %s bị hỏng; đã cất sang %s và mở nhật ký mới.",
             "The journal %s is damaged; it was kept as %s and a new one was begun.", path, name);
    return true;
}

static bool prepare_statements(struct book *book) {
    for (int i = 0; i < BOOK_STATEMENT_COUNT; i++) {
        book->statements[i] = store_prepare(book->store, statement_sql[i]);
        if (!book->statements[i]) {
            return false;
        }
    }
    return true;
}

/* ERR_REJECT: the file is no journal, or its tables are not ours. */
static enum err open_once(struct book *book) {
    create_private(book->path);
    enum err err = store_open(book->path, STORE_WRITE, &journal_schema, &book->store);
    if (err == ERR_OK && !prepare_statements(book)) {
        book_close(book);
        err = ERR_REJECT;
    }
    return err;
}

enum err book_open(struct book *book, const char *path) {
    *book = (struct book){.path = path};
    enum err err = open_once(book);
    if (err == ERR_REJECT && set_aside(path)) {
        err = open_once(book);
    }
    if (err == ERR_OK) {
        return ERR_OK;
    }
    diag_log("Không ghi được nhật ký %s. Hãy kiểm tra ổ đĩa và quyền của thư mục. "
             "Máy vẫn phục vụ bình thường.",
             "Cannot write the journal %s. Check the disk and the folder's permissions. "
             "The kiosk goes on without it.",
             path);
    return ERR_DEGRADE;
}

void book_close(struct book *book) {
    for (int i = 0; i < BOOK_STATEMENT_COUNT; i++) {
        store_done(book->statements[i]);
        book->statements[i] = NULL;
    }
    store_close(book->store);
    book->store = NULL;
}

void book_check(struct book *book) {
    if (!book->store || store_sound(book->store)) {
        return;
    }
    const char *path = book->path;
    book_close(book);
    if (set_aside(path)) {
        (void)!book_open(book, path); /* else it is tried again with the next burst */
    }
}

void book_end_broken_sessions(struct book *book) {
    if (book->store) {
        /* Else they wait for the next start; the store has logged why. */
        (void)!store_run(book->store,
                         "UPDATE session SET ended = 'broken-off' WHERE ended IS NULL");
    }
}

static bool session_add(struct book *book, const struct waiting_row *row) {
    struct store_row *sql = book->statements[SESSION_ADD];
    store_bind_text(sql, 1, row->session);
    store_bind_int(sql, 2, row->day);
    return store_exec(sql) == ERR_OK;
}

static const char *text_or_null(const char *text) { return *text ? text : NULL; }

static bool event_add(struct book *book, const struct waiting_row *row) {
    struct store_row *sql = book->statements[EVENT_ADD];
    store_bind_text(sql, 1, row->session);
    store_bind_int(sql, 2, row->seq);
    store_bind_text(sql, 3, row->deed);
    store_bind_text(sql, 4, text_or_null(row->item));
    store_bind_text(sql, 5, text_or_null(row->pack_hash));
    store_bind_text(sql, 6, text_or_null(row->lang));
    store_bind_text(sql, 7, text_or_null(row->unit));
    store_bind_int(sql, 8, row->value);
    return store_exec(sql) == ERR_OK;
}

static bool session_set(struct book *book, enum statement which, const struct waiting_row *row,
                        const char *text) {
    struct store_row *sql = book->statements[which];
    store_bind_text(sql, 1, row->session);
    store_bind_text(sql, 2, text);
    return store_exec(sql) == ERR_OK;
}

static bool hour_add(struct book *book, const struct waiting_row *row) {
    struct store_row *sql = book->statements[HOUR_ADD];
    store_bind_int(sql, 1, row->day / 100);
    store_bind_int(sql, 2, row->hour);
    return store_exec(sql) == ERR_OK;
}

static bool row_write(struct book *book, const struct waiting_row *row) {
    bool ok = session_add(book, row) && event_add(book, row);
    if (ok && row->hour >= 0) {
        ok = hour_add(book, row);
    }
    if (ok && str_same(row->deed, deed_name(DEED_LANGUAGE))) {
        ok = session_set(book, SESSION_LANG, row, text_or_null(row->lang));
    }
    if (ok && str_same(row->deed, deed_name(DEED_SESSION_END))) {
        ok = session_set(book, SESSION_END, row, row->value ? "time-out" : "choice");
    }
    return ok;
}

static bool is_open(struct book *book) {
    return book->store || book_open(book, book->path) == ERR_OK;
}

bool book_write(struct book *book, const struct queue *queue, size_t count) {
    if (!is_open(book) || store_run(book->store, "BEGIN IMMEDIATE") != ERR_OK) {
        return false;
    }
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++) {
        ok = row_write(book, queue_at(queue, i));
    }
    ok = ok && store_run(book->store, "COMMIT") == ERR_OK;
    if (!ok) {
        (void)!store_run(book->store, "ROLLBACK");
    }
    return ok;
}
