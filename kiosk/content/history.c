#include "content/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/grow.h"
#include "content/tell.h"
#include "store/store.h"

/* to_day 0: still shown. followed: what all of this was last made to agree with. */
static const char *const MIGRATIONS[] = {
    "CREATE TABLE span(id INTEGER PRIMARY KEY, item TEXT NOT NULL, title TEXT NOT NULL,"
    " text TEXT NOT NULL, role TEXT NOT NULL, hash TEXT NOT NULL, valid_from INTEGER NOT NULL,"
    " valid_to INTEGER NOT NULL, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX span_open ON span(item) WHERE to_day = 0;"
    "CREATE INDEX span_day ON span(from_day, to_day);"
    "CREATE TABLE release(number INTEGER, layer INTEGER, at_s INTEGER NOT NULL,"
    " by TEXT NOT NULL, role TEXT NOT NULL, pack_id TEXT NOT NULL, version TEXT NOT NULL,"
    " hash TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(number, layer)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE followed(one INTEGER PRIMARY KEY CHECK(one = 1), number INTEGER NOT NULL,"
    " hash TEXT NOT NULL) STRICT;",
};

static const struct store_schema SCHEMA = {
    .application_id = 0x54424853, /* "TBHS" */
    .migrations = MIGRATIONS,
    .migration_count = sizeof MIGRATIONS / sizeof *MIGRATIONS,
};

enum statement {
    SPAN_OPEN, /* the one of an item that is still shown */
    SPAN_CLOSE,
    SPAN_ADD,
    SPANS_OPEN, /* all that are still shown */
    SPANS_DAY,
    RELEASE_LAST,
    RELEASE_ADD,
    RELEASES,
    FOLLOWED,
    FOLLOW,
    STATEMENT_COUNT
};

static const char *const STATEMENTS[] = {
    [SPAN_OPEN] = "SELECT id, title, text, role, valid_from, valid_to FROM span"
                  " WHERE item = ?1 AND to_day = 0",
    /* A clock that was set back must not end a text before it began. */
    [SPAN_CLOSE] = "UPDATE span SET to_day = max(from_day, ?2) WHERE id = ?1",
    [SPAN_ADD] = "INSERT INTO span(item, title, text, role, hash, valid_from, valid_to, from_day,"
                 " to_day) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)",
    [SPANS_OPEN] = "SELECT id, item FROM span WHERE to_day = 0",
    [SPANS_DAY] = "SELECT item, title, text, role, hash, from_day, to_day FROM span"
                  " WHERE from_day <= ?1 AND (to_day = 0 OR to_day >= ?1) AND valid_from <= ?1"
                  " AND (valid_to = 0 OR valid_to >= ?1) ORDER BY item, id",
    [RELEASE_LAST] = "SELECT coalesce(max(number), 0) FROM release",
    [RELEASE_ADD] = "INSERT OR IGNORE INTO release(number, layer, at_s, by, role, pack_id, version,"
                    " hash, key) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [RELEASES] = "SELECT number, at_s, by, role, pack_id, version, hash, key FROM release"
                 " ORDER BY number, layer",
    [FOLLOWED] = "SELECT 1 FROM followed WHERE number = ?1 AND hash = ?2",
    [FOLLOW] = "INSERT OR REPLACE INTO followed VALUES(1, ?1, ?2)",
};

struct history {
    struct store *store;
    struct store_row *rows[STATEMENT_COUNT];
};

enum err history_open(const char *path, struct history **history_out) {
    struct history *history = calloc(1, sizeof *history);
    if (!history) {
        abort();
    }
    enum err err = store_open(path, STORE_WRITE, &SCHEMA, &history->store);
    for (int i = 0; i < STATEMENT_COUNT && !err; i++) {
        history->rows[i] = store_prepare(history->store, STATEMENTS[i]);
        err = history->rows[i] ? ERR_OK : ERR_REJECT;
    }
    *history_out = history;
    if (err) {
        history_close(history);
        *history_out = NULL;
    }
    return err;
}

void history_close(struct history *history) {
    if (history) {
        for (int i = 0; i < STATEMENT_COUNT; i++) {
            store_done(history->rows[i]);
        }
        store_close(history->store);
        free(history);
    }
}

int64_t history_last(struct history *history) {
    struct store_row *row = history->rows[RELEASE_LAST];
    int64_t last = 0;
    while (store_step(row)) {
        last = store_int(row, 0);
    }
    return last;
}

/* ---- following ---------------------------------------------------------------------- */

/* One call of history_follow. After the first error nothing more is written. */
struct follow {
    struct history *history;
    const struct library *library;
    const struct history_release *release;
    int32_t today;
    enum err err;
};

/* What of an item makes a span. */
struct told {
    const char *title;
    char *text;
    const struct history_layer *layer;
};

static char *text_of(const struct library *library, const struct item *item) {
    char *text = NULL;
    size_t bytes = 0;
    FILE *out = open_memstream(&text, &bytes);
    if (!out) {
        abort();
    }
    tell_item(library, item, LIBRARY_VIETNAMESE, out);
    if (fclose(out) != 0 || !text) {
        abort(); /* out of memory */
    }
    return text;
}

static void close_span(struct follow *f, int64_t id) {
    struct store_row *row = f->history->rows[SPAN_CLOSE];
    store_bind_int(row, 1, id);
    store_bind_int(row, 2, f->today);
    f->err = f->err ? f->err : store_exec(row);
}

static void add_span(struct follow *f, const struct item *item, const struct told *told) {
    struct store_row *row = f->history->rows[SPAN_ADD];
    const char *const texts[] = {item->id, told->title, told->text, told->layer->role,
                                 told->layer->hash};
    const int32_t days[] = {item->valid_from, item->valid_to, f->today};
    for (int i = 0; i < 5; i++) {
        store_bind_text(row, i + 1, texts[i]);
    }
    for (int i = 0; i < 3; i++) {
        store_bind_int(row, i + 6, days[i]);
    }
    f->err = f->err ? f->err : store_exec(row);
}

static bool is_same(struct store_row *row, const struct item *item, const struct told *told) {
    return str_same(store_text(row, 1), told->title) && str_same(store_text(row, 2), told->text) &&
           str_same(store_text(row, 3), told->layer->role) &&
           store_int(row, 4) == item->valid_from && store_int(row, 5) == item->valid_to;
}

static void follow_item(struct follow *f, const struct item *item) {
    struct arena memory = {0};
    struct store_row *row = f->history->rows[SPAN_OPEN];
    struct told told = {tell_title(f->library, item, &memory), text_of(f->library, item),
                        &f->release->layers[item->pack_ix]};
    int64_t id = 0;
    bool same = false;
    store_bind_text(row, 1, item->id);
    while (store_step(row)) { /* to the end: at most one */
        id = store_int(row, 0);
        same = is_same(row, item, &told);
    }
    if (!same && id) {
        close_span(f, id);
    }
    if (!same) {
        add_span(f, item, &told);
    }
    free(told.text);
    arena_fini(&memory);
}

/* Items that are not shown any more. Their rows first: what is being read is not
 * written at the same time. */
static void close_gone(struct follow *f) {
    struct arena memory = {0};
    struct store_row *row = f->history->rows[SPANS_OPEN];
    int64_t *ids = NULL;
    size_t count = 0;
    while (store_step(row)) {
        if (library_item(f->library, store_text(row, 1)) == LIBRARY_NONE) {
            ids = grow(&memory, ids, count, sizeof *ids);
            ids[count++] = store_int(row, 0);
        }
    }
    for (size_t i = 0; i < count; i++) {
        close_span(f, ids[i]);
    }
    arena_fini(&memory);
}

static void add_release(struct follow *f) {
    struct store_row *row = f->history->rows[RELEASE_ADD];
    for (int p = 0; p < f->library->pack_count && !f->err; p++) {
        const struct pack_name *pack = &f->library->packs[p];
        const struct history_layer *layer = &f->release->layers[p];
        const char *const texts[] = {f->release->by, layer->role, pack->id,
                                     pack->version,  layer->hash, layer->key};
        store_bind_int(row, 1, f->release->number);
        store_bind_int(row, 2, p);
        store_bind_int(row, 3, f->release->at_s);
        for (int i = 0; i < 6; i++) {
            store_bind_text(row, i + 4, texts[i]);
        }
        f->err = store_exec(row);
    }
}

/* Inside a transaction. */
static void follow_all(struct follow *f) {
    if (f->release->number > 0 && f->release->number < history_last(f->history)) {
        return;
    }
    close_gone(f);
    for (int i = 0; i < f->library->item_count && !f->err; i++) {
        follow_item(f, &f->library->items[i]);
    }
    if (f->release->number > 0) {
        add_release(f);
    }
    struct store_row *row = f->history->rows[FOLLOW];
    store_bind_int(row, 1, f->release->number);
    store_bind_text(row, 2, f->library->pack_hash);
    f->err = f->err ? f->err : store_exec(row);
}

/* True if nothing has changed since the last time: most starts of the kiosk. */
static bool is_followed(const struct follow *f) {
    struct store_row *row = f->history->rows[FOLLOWED];
    bool followed = false;
    store_bind_int(row, 1, f->release->number);
    store_bind_text(row, 2, f->library->pack_hash);
    while (store_step(row)) {
        followed = true;
    }
    return followed;
}

enum err history_follow(struct history *history, const struct library *library,
                        const struct history_release *release, int32_t today) {
    struct follow f = {history, library, release, today, ERR_OK};
    if (is_followed(&f)) {
        return ERR_OK;
    }
    f.err = store_run(history->store, "BEGIN IMMEDIATE");
    if (f.err) {
        return f.err;
    }
    follow_all(&f);
    if (!f.err) {
        f.err = store_run(history->store, "COMMIT");
    }
    if (f.err && store_run(history->store, "ROLLBACK")) {
        /* the store said why; the next BEGIN will say that it is still open */
    }
    return f.err;
}

/* ---- reading ------------------------------------------------------------------------ */

enum err history_day(struct history *history, int32_t day,
                     void (*visit)(void *context, const struct history_row *row), void *context) {
    struct store_row *row = history->rows[SPANS_DAY];
    store_bind_int(row, 1, day);
    while (store_step(row)) {
        visit(context, &(struct history_row){.item = store_text(row, 0),
                                             .title = store_text(row, 1),
                                             .text = store_text(row, 2),
                                             .role = store_text(row, 3),
                                             .hash = store_text(row, 4),
                                             .from_day = (int32_t)store_int(row, 5),
                                             .to_day = (int32_t)store_int(row, 6)});
    }
    return store_failed(row) ? ERR_REJECT : ERR_OK;
}

enum err history_releases(struct history *history,
                          void (*visit)(void *context, const struct history_event *event),
                          void *context) {
    struct store_row *row = history->rows[RELEASES];
    while (store_step(row)) {
        visit(context, &(struct history_event){.number = store_int(row, 0),
                                               .at_s = store_int(row, 1),
                                               .by = store_text(row, 2),
                                               .role = store_text(row, 3),
                                               .pack_id = store_text(row, 4),
                                               .version = store_text(row, 5),
                                               .hash = store_text(row, 6),
                                               .key = store_text(row, 7)});
    }
    return store_failed(row) ? ERR_REJECT : ERR_OK;
}
