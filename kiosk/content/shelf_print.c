/* The shelf and its history as text, for the command line. */
#include <inttypes.h>
#include <time.h>

#include "base/diag.h"
#include "content/shelf.h"

void shelf_print_list(struct shelf *shelf, FILE *out) {
    struct shelf_row rows[SHELF_ROWS_MAX];
    int count = shelf_list(shelf, rows);
    for (int i = 0; i < count; i++) {
        const struct shelf_row *row = &rows[i];
        fprintf(out, "%s %s\t%s\t%s\t%s\t%" PRId64 "\t%s\t%s%s\n",
                row->is_starter ? "starter" : trust_role_name(row->role), row->in_use ? "*" : " ",
                row->id, row->version, row->name, row->bytes, row->key, row->hash,
                row->is_whole ? "" : diag_text("\thỏng", "\tdamaged"));
    }
}

static void put_day(int32_t day, FILE *out) {
    if (day) {
        fprintf(out, "%04d-%02d-%02d", (int)(day / 10000), (int)(day / 100 % 100),
                (int)(day % 100));
    }
}

static void print_row(void *context, const struct history_row *row) {
    FILE *out = context;
    fprintf(out, "== %s (%s, ", row->item, row->role);
    put_day(row->from_day, out);
    fprintf(out, " – ");
    put_day(row->to_day, out);
    fprintf(out, ")\n%s\n", row->text); /* which begins with the title */
}

static void print_event(void *context, const struct history_event *event) {
    FILE *out = context;
    char when[32] = "";
    time_t at = (time_t)event->at_s;
    struct tm parts;
    localtime_r(&at, &parts);
    strftime(when, sizeof when, "%Y-%m-%d %H:%M", &parts);
    fprintf(out, "%" PRId64 "\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", event->number, when, event->by,
            event->role, event->pack_id, event->version, event->key, event->hash);
}

static struct history *history_of(struct shelf *shelf) {
    struct history *history = shelf_history(shelf);
    if (!history) {
        diag_log("Chưa có lịch sử nội dung.", "There is no history of the content.");
    }
    return history;
}

enum err shelf_print_day(struct shelf *shelf, int32_t day, FILE *out) {
    struct history *history = history_of(shelf);
    return history ? history_day(history, day, print_row, out) : ERR_REJECT;
}

enum err shelf_print_releases(struct shelf *shelf, FILE *out) {
    struct history *history = history_of(shelf);
    return history ? history_releases(history, print_event, out) : ERR_REJECT;
}
