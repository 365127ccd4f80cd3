#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"
#include "journal/journal.h"
#include "journal/reading.h"
#include "model/event.h"
#include "model/page.h"

/* Sessions of a day stand in the order of their random ids: which came first is
 * not kept. */
static const char show_sql[] =
    "SELECT s.id, s.day, s.lang, s.ended, e.deed, e.item, e.lang, e.unit, e.value"
    " FROM session s JOIN event e ON e.session = s.id"
    " WHERE s.day IN (SELECT DISTINCT day FROM session ORDER BY day DESC LIMIT ?1)"
    " ORDER BY s.day, s.id, e.seq";

enum column {
    AT_SESSION,
    AT_DAY,
    AT_SESSION_LANG,
    AT_ENDED,
    AT_DEED,
    AT_ITEM,
    AT_LANG,
    AT_UNIT,
    AT_VALUE
};

struct words {
    const char *vi, *en;
};

static const struct words page_words[] = {
    [PAGE_LANGUAGES] = {"chọn tiếng", "languages"},
    [PAGE_TOPICS] = {"chủ đề", "topics"},
    [PAGE_LIST] = {"danh sách", "list"},
    [PAGE_NOTICE] = {"thông báo", "notice"},
    [PAGE_QUESTION] = {"câu hỏi", "question"},
    [PAGE_PAPERS] = {"giấy tờ cần mang", "papers"},
    [PAGE_STEPS] = {"các bước", "steps"},
    [PAGE_DETAILS] = {"nơi làm, lệ phí, thời hạn", "details"},
    [PAGE_SUMMARY] = {"tóm tắt", "summary"},
    [PAGE_CALL] = {"gọi người", "call"},
    [PAGE_ASK] = {"hỏi còn ở đó không", "are you still there?"},
    [PAGE_STAFF] = {"mời gọi cán bộ", "please call the staff"},
    [PAGE_DESK] = {"bàn cán bộ", "staff desk"},
    [PAGE_DESK_DIGITS] = {"gõ mã", "digits"},
    [PAGE_DESK_READ] = {"bàn cán bộ, đọc", "staff desk, reading"},
    [PAGE_DESK_WORK] = {"bàn cán bộ, đang làm", "staff desk, working"},
    [PAGE_DESK_TALK] = {"bàn cán bộ, thu giọng", "staff desk, recording"},
};
_Static_assert(sizeof page_words / sizeof *page_words == PAGE_KIND_COUNT, "a page has no words");

enum { ANY_VALUE = -1 };

/* How a row is told; the first one that fits. {item} {lang} {unit} {value}
 * {page} stand for the row's. */
static const struct telling {
    enum deed deed;
    int64_t value;
    struct words words;
} tellings[] = {
    {DEED_SESSION_START, ANY_VALUE, {"bắt đầu", "began"}},
    {DEED_LANGUAGE, ANY_VALUE, {"chọn tiếng {lang}", "chose the language {lang}"}},
    {DEED_PAGE, ANY_VALUE, {"trang {page}", "page {page}"}},
    {DEED_ITEM, ANY_VALUE, {"mở {item}", "opened {item}"}},
    {DEED_ANSWER, ANY_VALUE, {"{unit}: chọn câu trả lời {value}", "{unit}: chose answer {value}"}},
    {DEED_REPEAT, 2, {"nghe lại cả trang", "heard the page again"}},
    {DEED_REPEAT, ANY_VALUE, {"nghe lại {unit}", "heard {unit} again"}},
    {DEED_BACK, ANY_VALUE, {"quay lại", "went back"}},
    {DEED_SLOWER, 0, {"thôi nói chậm", "normal speed again"}},
    {DEED_SLOWER, ANY_VALUE, {"nói chậm lại", "asked for slower speech"}},
    {DEED_LOUDER, ANY_VALUE, {"chỉnh âm lượng mức {value}", "set the loudness to {value}"}},
    {DEED_HELP, ANY_VALUE, {"gọi người giúp ở trang {page}", "called a person from page {page}"}},
    {DEED_TIMEOUT,
     ANY_VALUE,
     {"không ai đáp lại ở trang {page}", "nobody answered on page {page}"}},
    {DEED_FINISHED, ANY_VALUE, {"✓ xem hết {item}", "✓ finished {item}"}},
    {DEED_ABANDONED,
     ANY_VALUE,
     {"✗ bỏ dở {item} ở trang {page}, câu {unit}",
      "✗ left {item} unfinished on page {page}, at {unit}"}},
    {DEED_SESSION_END, 1, {"kết thúc vì hết giờ chờ", "ended by time-out"}},
    {DEED_SESSION_END, ANY_VALUE, {"kết thúc", "ended"}},
};

static const struct {
    const char *ended;
    struct words words;
} endings[] = {
    {"choice", {"tự kết thúc", "ended by choice"}},
    {"time-out", {"hết giờ chờ", "ended by time-out"}},
    {"broken-off", {"bị ngắt giữa chừng", "broken off"}},
};

static const char *in_locale(struct words words) { return diag_text(words.vi, words.en); }

static const struct telling *telling_of(const char *deed, int64_t value) {
    for (size_t i = 0; i < sizeof tellings / sizeof *tellings; i++) {
        const struct telling *telling = &tellings[i];
        if (str_same(deed_name(telling->deed), deed) &&
            (telling->value == ANY_VALUE || telling->value == value)) {
            return telling;
        }
    }
    return NULL;
}

static const char *ending_of(const char *ended) {
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (str_same(endings[i].ended, ended)) {
            return in_locale(endings[i].words);
        }
    }
    return diag_text("chưa kết thúc", "not ended");
}

static void text_put(struct store_row *row, int column, FILE *out) {
    const char *text = store_text(row, column);
    fputs(text ? text : "–", out);
}

static void page_put(int64_t kind, FILE *out) {
    if (kind >= 0 && kind < PAGE_KIND_COUNT) {
        fputs(in_locale(page_words[kind]), out);
    } else {
        fprintf(out, "%" PRId64, kind);
    }
}

/* A row's value for the name at `name`. */
static void name_put(struct store_row *row, const char *name, FILE *out) {
    switch (*name) {
    case 'i':
        text_put(row, AT_ITEM, out);
        break;
    case 'l':
        text_put(row, AT_LANG, out);
        break;
    case 'u':
        text_put(row, AT_UNIT, out);
        break;
    case 'p':
        page_put(store_int(row, AT_VALUE), out);
        break;
    case 'v':
        fprintf(out, "%" PRId64, store_int(row, AT_VALUE));
        break;
    }
}

static void telling_put(struct store_row *row, const char *text, FILE *out) {
    const char *name;
    while ((name = strchr(text, '{'))) {
        fwrite(text, 1, (size_t)(name - text), out);
        name_put(row, name + 1, out);
        text = strchr(name, '}') + 1;
    }
    fputs(text, out);
}

/* Of a deed that this program does not know: everything there is. */
static const char unknown_telling[] = "{item} {unit} {lang} {value}";

static void row_put(struct store_row *row, FILE *out) {
    const char *deed = store_text(row, AT_DEED);
    const struct telling *telling = telling_of(deed, store_int(row, AT_VALUE));
    fputs("    ", out);
    if (telling) {
        telling_put(row, in_locale(telling->words), out);
    } else {
        fprintf(out, "%s ", deed);
        telling_put(row, unknown_telling, out);
    }
    fputc('\n', out);
}

static void day_put(int64_t day, FILE *out) {
    int year = (int)(day / 10000), month = (int)(day / 100 % 100), of_month = (int)(day % 100);
    if (diag_in_vietnamese()) {
        fprintf(out, "%02d/%02d/%04d", of_month, month, year);
    } else {
        fprintf(out, "%04d-%02d-%02d", year, month, of_month);
    }
}

static void session_put(struct store_row *row, FILE *out) {
    const char *lang = store_text(row, AT_SESSION_LANG);
    day_put(store_int(row, AT_DAY), out);
    fprintf(out, "  %s  %s\n", lang ? lang : diag_text("chưa chọn tiếng", "no language chosen"),
            ending_of(store_text(row, AT_ENDED)));
}

static void rows_put(struct store_row *row, FILE *out) {
    char session[64] = "";
    int64_t session_count = 0;
    while (store_step(row)) {
        if (!str_same(session, store_text(row, AT_SESSION))) {
            str_copy(session, sizeof session, store_text(row, AT_SESSION));
            session_count++;
            session_put(row, out);
        }
        row_put(row, out);
    }
    fprintf(out, "%s: %" PRId64 "\n", diag_text("Số lượt sử dụng", "Sessions"), session_count);
}

enum err journal_show(const char *path, int days, FILE *out) {
    struct store *store = NULL;
    struct store_row *row = NULL;
    enum err err = reading_open(path, show_sql, &store, &row);
    if (err != ERR_OK) {
        return err;
    }
    store_bind_int(row, 1, days);
    rows_put(row, out);
    err = reading_result(row, out);
    store_done(row);
    store_close(store);
    return err;
}
