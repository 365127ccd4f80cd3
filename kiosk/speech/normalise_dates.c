#include "base/date.h"
#include "speech/normalise_parts.h"

enum { MONTHS = 12, SMALL_DENOMINATOR = 10 };

/* The rule sets that a language needs to say dates and times itself. */
static const char *const date_sets[] = {"%named-day", "%month", "%year"};
static const char *const time_sets[] = {"%hour", "%minute"};

struct date {
    int64_t day, month, year; /* 0: not written */
};

static int64_t span_value(const struct job *job, const struct match *m, size_t ix) {
    const struct glyph *list = job->glyphs->list;
    return value_of(&list[m->spans[ix].from], m->spans[ix].end - m->spans[ix].from);
}

/* The date of which the spans from `ix` on are day, month and, if there is one, year. */
static struct date date_of(const struct job *job, const struct match *m, size_t ix) {
    struct date date = {.day = span_value(job, m, ix), .month = span_value(job, m, ix + 1)};
    date.year = ix + 2 < m->count ? span_value(job, m, ix + 2) : 0;
    return date;
}

static bool exists(const struct date *date) {
    return date_exists(date->year, date->month, date->day);
}

static bool words_at(const struct job *job, size_t at, const char *words) {
    return text_at(&job->glyphs->list[skip_spaces(job->glyphs, at)], words) > 0;
}

/* The lunar year has names of its own for the first and the last month. */
static bool is_lunar(const struct job *job, size_t end) {
    bool written = speaks_vietnamese_only(job) &&
                   (words_at(job, end, "âm lịch") || words_at(job, end, "(âm lịch"));
    return written && spellout_has(job->normaliser->numbers, "%lunar-month");
}

/* "mồng 10/3" is said with the word that stands there, "ngày 10/3" too. */
static void say_named_day(struct job *job, int64_t day) {
    if (just_said(job, "mồng") || just_said(job, "mùng")) {
        say_number(job, "%cardinal", day);
    } else {
        say_number_once(job, "%named-day", day);
    }
}

static void say_whole(struct job *job, const struct date *date, bool lunar) {
    choose_tongue(job, date_sets, date->year ? 3 : 2);
    say_named_day(job, date->day);
    say_number(job, lunar ? "%lunar-month" : "%month", date->month);
    if (date->year) {
        say_number(job, "%year", date->year);
    }
}

bool say_date(struct job *job, int64_t day, int64_t month, int64_t year) {
    struct date date = {day, month, year};
    if (year < 1 || !exists(&date)) {
        return false;
    }
    say_whole(job, &date, false);
    return true;
}

/* The date that ends at glyph `end`, if there is such a day. */
static size_t read_existing(struct job *job, const struct date *date, size_t end) {
    if (!exists(date)) {
        return 0;
    }
    say_whole(job, date, is_lunar(job, end));
    governed(job, governor_named(job, "ngày"), end);
    return end;
}

size_t read_date(struct job *job, const struct match *m) {
    struct date date = date_of(job, m, 0);
    return date.year ? read_existing(job, &date, m->end) : 0;
}

size_t read_iso_date(struct job *job, const struct match *m) {
    struct date date = {span_value(job, m, 2), span_value(job, m, 1), span_value(job, m, 0)};
    return date.year ? read_existing(job, &date, m->end) : 0;
}

/* ---- ranges ------------------------------------------------------------------------------ */

/* "từ" unless it, or what says the same, was just said. */
static void say_from(struct job *job) {
    if (!just_said(job, "từ") && !just_said(job, "khoảng") && !just_said(job, "ngày")) {
        say(job, "từ");
    }
}

static size_t read_dates(struct job *job, const struct date *first, const struct date *last,
                         size_t end) {
    if (!exists(first) || !exists(last)) {
        return 0;
    }
    say_from(job);
    say_whole(job, first, false);
    job->vietnamese = true;
    say(job, "đến");
    say_whole(job, last, is_lunar(job, end));
    return end;
}

/* 01/7/2025–31/12/2026 */
size_t read_date_range(struct job *job, const struct match *m) {
    struct date first = date_of(job, m, 0), last = date_of(job, m, 3);
    return first.year && last.year ? read_dates(job, &first, &last, m->end) : 0;
}

/* 1/7–15/8 and, with a year, 1/7–15/8/2026 */
size_t read_day_range(struct job *job, const struct match *m) {
    struct date first = date_of(job, m, 0), last = date_of(job, m, 2);
    first.year = 0;
    return read_dates(job, &first, &last, m->end);
}

/* 10-15/7/2025 and, without a year, 10-15/7 */
size_t read_days_of_month(struct job *job, const struct match *m) {
    struct date last = date_of(job, m, 1), first = last;
    first.day = span_value(job, m, 0);
    if (first.day >= last.day || !exists(&last) || !exists(&first)) {
        return 0;
    }
    say_from(job);
    choose_tongue(job, date_sets, 2);
    say_named_day(job, first.day);
    job->vietnamese = true;
    say(job, "đến");
    say_whole(job, &last, is_lunar(job, m->end));
    return m->end;
}

/* ---- without a year, without a day --------------------------------------------------------- */

static bool ends_clause(const struct job *job, size_t at) {
    uint32_t code = job->glyphs->list[skip_spaces(job->glyphs, at)].code;
    return code == 0 || is_stop_mark(code) || is_dash(code);
}

/* 20/11, 01/7 and "15/8 âm lịch", but neither 2/3 nor "số 12/5" nor "5/12 thôn". */
static bool is_bare_date(const struct job *job, const struct match *m, const struct date *date) {
    static const char *const every[] = {"âm lịch", "(âm lịch", "dương lịch", "hằng năm",
                                        "hàng năm"};
    const struct glyph *list = job->glyphs->list;
    size_t ignored, end = m->end;
    if (governor_said(job) || unit_at(job, end, &ignored)) {
        return false;
    }
    for (size_t i = 0; i < sizeof every / sizeof *every; i++) {
        if (words_at(job, end, every[i])) {
            return true;
        }
    }
    bool zero = list[m->spans[0].from].code == '0' || list[m->spans[1].from].code == '0';
    bool rarely_a_part = date->month > SMALL_DENOMINATOR || date->day == date->month;
    return zero || date->day > date->month || (rarely_a_part && ends_clause(job, end));
}

/* A sign and more figures follow. */
static bool ends_inside(const struct job *job, size_t end) {
    return job->glyphs->list[end].code && is_inner_number(job->glyphs, end + 1);
}

/* 15/7 is a date behind "ngày", "đến", "trước" ..., and where it can be nothing else. */
size_t read_day(struct job *job, const struct match *m) {
    struct date date = date_of(job, m, 0);
    if (ends_inside(job, m->end)) {
        return 0; /* 29/2 of 29/2/2025, which is no day */
    }
    const struct lexeme *governor = governor_at(job, m->from);
    size_t ignored;
    bool dated = governs(governor, "date") &&
                 (governor == governor_said(job) || !unit_at(job, m->end, &ignored));
    return dated || is_bare_date(job, m, &date) ? read_existing(job, &date, m->end) : 0;
}

/* "ngày 8.3", "ngày 20-11"; 5-7 would be two days */
size_t read_day_with_sign(struct job *job, const struct match *m) {
    struct date date = date_of(job, m, 0);
    size_t ignored;
    bool dotted = job->glyphs->list[m->spans[0].end].code == '.';
    bool dated = just_said(job, "ngày") && governs(governor_said(job), "date") &&
                 !unit_at(job, m->end, &ignored);
    return dated && (dotted || date.day > date.month) ? read_existing(job, &date, m->end) : 0;
}

/* "quý 1/2026", "số 12/2025": no month. */
static bool read_numbered(struct job *job, const struct match *m) {
    const struct lexeme *governor = governor_at(job, m->from);
    bool number = governs(governor, "number");
    if (!number && !governs(governor, "cardinal")) {
        return false;
    }
    if (number) {
        say_plain(job, m->spans[0].from, m->spans[0].end);
        say_stop(job, ',');
    } else {
        say_number(job, "%cardinal", span_value(job, m, 0));
    }
    say_number(job, "%year", span_value(job, m, 1));
    return true;
}

/* 12/2025, T12/2025 */
size_t read_month(struct job *job, const struct match *m) {
    int64_t month = span_value(job, m, 0);
    if (read_numbered(job, m)) {
        return m->end;
    }
    bool scale = governs(governor_at(job, m->from), "ratio"); /* tỷ lệ 1/2000 */
    if (scale || month < 1 || month > MONTHS || !is_year(span_value(job, m, 1))) {
        return 0;
    }
    choose_tongue(job, &date_sets[1], 2);
    say_number_once(job, is_lunar(job, m->end) ? "%lunar-month" : "%month", month);
    say_number(job, "%year", span_value(job, m, 1));
    return m->end;
}

/* "tháng 1 âm lịch" */
size_t read_lunar_month(struct job *job, const struct match *m) {
    int64_t month = span_value(job, m, 0);
    if (!just_said(job, "tháng") || !is_lunar(job, m->end) || month < 1 || month > MONTHS) {
        return 0;
    }
    say_number_once(job, "%lunar-month", month);
    return m->end;
}

/* ---- times ------------------------------------------------------------------------------- */

static void say_time(struct job *job, size_t from) {
    struct clock clock = clock_at(&job->glyphs->list[from]);
    choose_tongue(job, time_sets, 2);
    say_number(job, "%hour", clock.hours);
    if (clock.minutes || clock.seconds) {
        say_number(job, "%minute", clock.minutes);
    }
    if (clock.seconds) {
        job->vietnamese = true;
        say_number(job, "%cardinal", clock.seconds);
        say(job, "giây");
    }
}

size_t read_time(struct job *job, const struct match *m) {
    say_time(job, m->spans[0].from);
    return m->end;
}

size_t read_time_range(struct job *job, const struct match *m) {
    say_from(job);
    say_time(job, m->spans[0].from);
    job->vietnamese = true;
    say(job, "đến");
    say_time(job, m->spans[1].from);
    return m->end;
}
