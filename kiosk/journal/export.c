#include <string.h>

#include "journal/journal.h"
#include "journal/reading.h"

static const char export_sql[] =
    "SELECT s.id, s.day, s.lang, s.ended, e.seq, e.deed, e.item, e.pack_hash, e.lang, e.unit,"
    " e.value FROM session s JOIN event e ON e.session = s.id ORDER BY s.day, s.id, e.seq";

static const char *const columns[] = {"session", "day",  "session_lang", "ended",
                                      "seq",     "deed", "item",         "pack_hash",
                                      "lang",    "unit", "value"};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

/* RFC 4180, 2.5 to 2.7. */
static void field_put(const char *text, FILE *out) {
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"') {
            fputc('"', out);
        }
        fputc(*text, out);
    }
    fputc('"', out);
}

static const char *line_break(int column) { return column + 1 < COLUMN_COUNT ? "," : "\r\n"; }

static void header_put(FILE *out) {
    for (int i = 0; i < COLUMN_COUNT; i++) {
        field_put(columns[i], out);
        fputs(line_break(i), out);
    }
}

static void record_put(struct store_row *row, FILE *out) {
    for (int i = 0; i < COLUMN_COUNT; i++) {
        const char *text = store_text(row, i);
        field_put(text ? text : "", out);
        fputs(line_break(i), out);
    }
}

enum err journal_export_csv(const char *path, FILE *out) {
    struct store *store = NULL;
    struct store_row *row = NULL;
    enum err err = reading_open(path, export_sql, &store, &row);
    if (err != ERR_OK) {
        return err;
    }
    header_put(out);
    while (store_step(row)) {
        record_put(row, out);
    }
    err = reading_result(row, out);
    store_done(row);
    store_close(store);
    return err;
}
