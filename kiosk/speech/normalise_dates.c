#include "speech/normalise_parts.h"

enum { MONTHS = 12 };

/* The rule sets that a language needs to say dates and times itself. */
static const char *const date_sets[] = {"%named-day", "%month", "%year"};
static const char *const time_sets[] = {"%hour", "%minute"};

static int64_t span_value(const struct job *job, const struct match *m, size_t ix) {
    const struct glyph *list = job->glyphs->list;
    return value_of(&list[m->spans[ix].from], m->spans[ix].end - m->spans[ix].from);
}

static bool is_month(int64_t month) { return month >= 1 && month <= MONTHS; }

/* `year` 0: any. */
static bool is_date(int64_t day, int64_t month, int64_t year) {
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (!is_month(month) || day < 1 || day > days[month - 1]) {
        return false;
    }
    return month != 2 || day < 29 || leap;
}

static bool say_day(struct job *job, int64_t day, int64_t month) {
    if (!is_date(day, month, 0)) {
        return false;
    }
    choose_tongue(job, date_sets, 2);
    say_number_once(job, "%named-day", day);
    say_number(job, "%month", month);
    return true;
}

bool say_date(struct job *job, int64_t day, int64_t month, int64_t year) {
    if (year < 1 || !is_date(day, month, year)) {
        return false;
    }
    choose_tongue(job, date_sets, 3);
    say_number_once(job, "%named-day", day);
    say_number(job, "%month", month);
    say_number(job, "%year", year);
    return true;
}

/* "từ" unless it, or what says the same, was just said. */
static void say_from(struct job *job) {
    if (!just_said(job, "từ") && !just_said(job, "khoảng") && !just_said(job, "từ ngày")) {
        say(job, "từ");
    }
}

size_t read_date(struct job *job, const struct match *m) {
    bool said = say_date(job, span_value(job, m, 0), span_value(job, m, 1), span_value(job, m, 2));
    return said ? m->end : 0;
}

size_t read_iso_date(struct job *job, const struct match *m) {
    bool said = say_date(job, span_value(job, m, 2), span_value(job, m, 1), span_value(job, m, 0));
    return said ? m->end : 0;
}

/* 01/7/2025–31/12/2026 */
size_t read_date_range(struct job *job, const struct match *m) {
    int64_t v[6];
    for (size_t i = 0; i < 6; i++) {
        v[i] = span_value(job, m, i);
    }
    if (v[2] < 1 || v[5] < 1 || !is_date(v[0], v[1], v[2]) || !is_date(v[3], v[4], v[5])) {
        return 0;
    }
    say_from(job);
    say_date(job, v[0], v[1], v[2]);
    job->vietnamese = true;
    say(job, "đến");
    say_date(job, v[3], v[4], v[5]);
    return m->end;
}

/* 10-15/7/2025 and, without a year, 10-15/7 */
size_t read_days_of_month(struct job *job, const struct match *m) {
    int64_t first = span_value(job, m, 0), last = span_value(job, m, 1);
    int64_t month = span_value(job, m, 2), year = m->count > 3 ? span_value(job, m, 3) : 0;
    if (first >= last || !is_date(last, month, year) || !is_date(first, month, year)) {
        return 0;
    }
    say_from(job);
    say_number_once(job, "%named-day", first);
    say(job, "đến");
    say_number(job, "%named-day", last);
    say_number(job, "%month", month);
    if (year) {
        say_number(job, "%year", year);
    }
    return m->end;
}

/* 1/7–15/8 */
size_t read_day_range(struct job *job, const struct match *m) {
    int64_t v[4];
    for (size_t i = 0; i < 4; i++) {
        v[i] = span_value(job, m, i);
    }
    if (!is_date(v[0], v[1], 0) || !is_date(v[2], v[3], 0)) {
        return 0;
    }
    say_from(job);
    say_day(job, v[0], v[1]);
    job->vietnamese = true;
    say(job, "đến");
    say_day(job, v[2], v[3]);
    return m->end;
}

/* 12/2025 */
size_t read_month(struct job *job, const struct match *m) {
    int64_t month = span_value(job, m, 0);
    if (!is_month(month)) {
        return 0;
    }
    choose_tongue(job, &date_sets[1], 2);
    say_number_once(job, "%month", month);
    say_number(job, "%year", span_value(job, m, 1));
    return m->end;
}

/* 15/7 is a date behind "ngày", "đến", "trước" ...; else it is a fraction. */
size_t read_day(struct job *job, const struct match *m) {
    const struct lexeme *governor = governor_said(job);
    bool dated = governor && str_same(governor->fields[GOVERNOR_FORM], "date");
    bool said = dated && say_day(job, span_value(job, m, 0), span_value(job, m, 1));
    return said ? m->end : 0;
}

/* ---- times ------------------------------------------------------------------------------- */

static void say_time(struct job *job, size_t from) {
    const struct glyph *at = &job->glyphs->list[from];
    size_t hours = digits_at(at), minutes = digits_at(at + hours + 1);
    choose_tongue(job, time_sets, 2);
    say_number(job, "%hour", value_of(at, hours));
    if (minutes && value_of(at + hours + 1, minutes)) {
        say_number(job, "%minute", value_of(at + hours + 1, minutes));
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
