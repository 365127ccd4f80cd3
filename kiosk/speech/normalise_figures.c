#include "speech/normalise_parts.h"

enum {
    DAYS = 31,
    SHORT_CODE_DIGITS = 3,
    CODE_DIGITS = 4, /* longer ones are no amount in a code */
    AMOUNT_DIGITS = 6,
    SMALL_DENOMINATOR = 10,
    SCALE_MIN = 100,
    REST_DIGITS = 3 /* of 2tr5: thousandths */
};

static const char *const cardinal[] = {"%cardinal"}, *const digit[] = {"%digit"},
                         *const money[] = {"%money"};

/* ---- units --------------------------------------------------------------------------------- */

static const struct lexeme *entry_at(const struct job *job, size_t at) {
    const struct glyph *glyph = &job->glyphs->list[at];
    const struct lexeme *unit = glossary_find(vietnamese_table(job, UNITS), glyph, false);
    const struct lexeme *override = glossary_find(vietnamese_table(job, OVERRIDES), glyph, false);
    return unit && override ? override : unit;
}

const struct lexeme *unit_at(const struct job *job, size_t at, size_t *end_out) {
    size_t from = skip_spaces(job->glyphs, at);
    const struct glyph *glyph = &job->glyphs->list[from];
    const struct lexeme *unit = glossary_find(vietnamese_table(job, UNITS), glyph, false);
    if (!unit || (from > at && !str_same(unit->fields[GAP], "yes"))) {
        return NULL;
    }
    *end_out = from + unit->key.count;
    return entry_at(job, from);
}

/* 500.000 đồng/tháng, 30 kg/người/tháng: "một" each time; a word that is no unit is
 * read as any other. */
size_t say_rate(struct job *job, size_t at) {
    const struct glyph *list = job->glyphs->list;
    while (list[at].code == '/' && glyph_is_letter(list[at + 1].code)) {
        const struct lexeme *unit = entry_at(job, at + 1);
        say(job, "một");
        if (!unit) {
            return at + 1;
        }
        say(job, unit->fields[READING]);
        at += 1 + unit->key.count;
    }
    return at;
}

size_t say_unit(struct job *job, size_t at) {
    size_t end = at;
    const struct lexeme *unit = unit_at(job, at, &end);
    if (!unit) {
        return at;
    }
    job->vietnamese = true;
    say(job, unit->fields[READING]);
    size_t next;
    const struct lexeme *of_money = unit_at(job, end, &next); /* 2 tỷ đ */
    if (of_money && str_same(of_money->fields[READING], "đồng")) {
        say(job, of_money->fields[READING]);
        end = next;
    }
    end = say_rate(job, end);
    said_for(job, at, end);
    job->amount_end = end;
    return end;
}

/* ---- amounts --------------------------------------------------------------------------------- */

static bool is_day_governor(const struct lexeme *governor) {
    return governor && str_same(governor->fields[0], "ngày");
}

/* Behind "ngày 5": what shows that a day is named, not counted. */
static bool goes_with_day(const struct job *job, size_t end) {
    static const char *const words[] = {"tháng", "hằng", "hàng", "đến", "tới", "và", "âm"};
    const struct glyph *next = &job->glyphs->list[skip_spaces(job->glyphs, end)];
    bool day = next->code == 0 || is_stop_mark(next->code) || is_dash(next->code);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        day = day || text_at(next, words[i]);
    }
    return day;
}

/* What the word before the number asks for. */
static const char *form_of(const struct job *job, const struct lexeme *governor, size_t end) {
    bool day = is_day_governor(governor) && goes_with_day(job, end);
    return governs(governor, "ordinal") ? "%ordinal" : day ? "%day" : "%cardinal";
}

static void say_decimals(struct job *job, const struct glyph *at, size_t count) {
    say(job, "phẩy");
    if (at[0].code == '0' || count > 2) {
        say_digits(job, at, count);
    } else {
        say_number(job, "%cardinal", value_of(at, count));
    }
}

static void say_figure(struct job *job, const char *form, size_t from, const struct figure *f) {
    const struct glyph *at = &job->glyphs->list[from];
    if (f->code) {
        say_digit_groups(job, at, f->length);
        return;
    }
    say_number(job, form, f->value);
    if (f->decimals) {
        say_decimals(job, at + f->decimals_at, f->decimals);
    }
}

static bool is_plain_year(const struct figure *f) { return f->length == 4 && is_year(f->value); }

/* 10–15 or 20%–30%: the second number, if the two make a range. */
static bool range_behind(const struct job *job, size_t from, const struct figure *first,
                         size_t *second_out, struct figure *f_out) {
    struct match m;
    size_t end = from + first->length, last;
    const struct lexeme *unit = unit_at(job, end, &end);
    bool code = from > 0 && glyph_is_letter(job->glyphs->list[from - 1].code); /* 24B1-12345 */
    if (code || !match_pattern(job->glyphs, end, "-n", &m)) {
        return false;
    }
    *second_out = m.spans[0].from;
    *f_out = figure_at(&job->glyphs->list[*second_out]);
    bool same = !unit || unit == unit_at(job, *second_out + f_out->length, &last);
    bool chain = match_pattern(job->glyphs, *second_out + f_out->length, "-n", &m); /* 5-10-3 */
    return same && !chain && !first->code && !f_out->code && first->value <= f_out->value;
}

/* 05 ngày and "02 thôn" are amounts all the same; "Mẫu số 01 kèm theo" is none. */
static void without_leading_zero(const struct job *job, size_t from, struct figure *f) {
    const struct glyph *list = job->glyphs->list;
    const struct lexeme *governor = governor_at(job, from);
    size_t end = from + f->length, before = from, unit_end;
    while (before > 0 && list[before - 1].code == ' ') {
        before--;
    }
    bool named = governs(governor, "cardinal") || governs(governor, "number") ||
                 (before > 0 && glyph_is_upper(list[before - 1].code));
    bool word =
        list[end].code == ' ' && glyph_is_letter(list[end + 1].code) && speaks_vietnamese_only(job);
    bool amount = unit_at(job, end, &unit_end) || governs(governor, "ordinal") ||
                  is_day_governor(governor) || (word && !named);
    f->code = f->code && !(f->length <= SHORT_CODE_DIGITS && amount);
}

/* "03 (ba) bộ": the number once more, in words, is not said again. */
static void take_in_words(const struct job *job, size_t from, struct figure *f) {
    const struct glyph *list = job->glyphs->list;
    size_t end = from + f->length, opening = skip_spaces(job->glyphs, end);
    if (!speaks_vietnamese_only(job) || f->decimals_at || f->length > AMOUNT_DIGITS ||
        list[opening].code != '(') {
        return;
    }
    size_t words = number_at(job, "%cardinal", f->value, opening + 1);
    if (words && list[opening + 1 + words].code == ')') {
        f->length = opening + 2 + words - from;
        f->code = false;
    }
}

/* 12345 of "24B1-12345", or of "BX 123456": no amount. */
static bool belongs_to_code(const struct job *job, size_t from, const struct figure *f) {
    const struct glyph *list = job->glyphs->list;
    size_t end, before = from;
    if (f->length <= CODE_DIGITS || digits_at(&list[from]) != f->length ||
        unit_at(job, from + f->length, &end)) {
        return false;
    }
    while (before > 0 && (list[before - 1].code == ' ' || list[before - 1].code == '-')) {
        before--;
    }
    size_t last = before;
    while (before > 0 && glyph_is_upper(list[before - 1].code)) {
        before--;
    }
    bool series = last - before == 2 && (before == 0 || list[before - 1].code == ' ');
    return series || (is_inner_number(job->glyphs, from));
}

static size_t read_range(struct job *job, size_t from, const struct figure *first, size_t second,
                         const struct figure *f) {
    static const char *const instead[] = {"từ", "khoảng", "chừng", "độ"};
    bool days = just_said(job, "ngày") && f->value <= DAYS && is_day_governor(governor_said(job)) &&
                goes_with_day(job, second + f->length);
    bool silent = days || (is_plain_year(first) && is_plain_year(f));
    for (size_t i = 0; i < sizeof instead / sizeof *instead; i++) {
        silent = silent || just_said(job, instead[i]);
    }
    if (!silent) {
        say(job, "từ");
    }
    say_figure(job, days ? "%day" : "%cardinal", from, first);
    say(job, "đến");
    say_figure(job, days ? "%named-day" : "%cardinal", second, f);
    said_for(job, from, second + f->length);
    return say_unit(job, second + f->length);
}

/* đồng is said with the number, so that a language can say both its way. */
static size_t read_money(struct job *job, size_t from, const struct figure *f) {
    size_t end = from;
    const struct lexeme *unit = unit_at(job, from + f->length, &end);
    if (f->decimals || f->code || !unit || !str_same(unit->fields[READING], "đồng")) {
        return 0;
    }
    choose_tongue(job, money, 1);
    say_number(job, "%money", f->value);
    job->vietnamese = true;
    return say_rate(job, end);
}

/* The figures at `from` as what stands around them calls for. */
static struct figure figure_in_place(const struct job *job, size_t from) {
    struct figure f = figure_at(&job->glyphs->list[from]);
    const struct lexeme *governor = governor_at(job, from);
    take_in_words(job, from, &f);
    without_leading_zero(job, from, &f);
    f.code = f.code || belongs_to_code(job, from, &f);
    bool row = from > 1 && job->glyphs->list[from - 1].code == ',' && /* 1,2,3 */
               is_digit(job->glyphs->list[from - 2].code);
    bool named = governs(governor, "ordinal") || is_day_governor(governor); /* thứ 2,4 */
    if (f.decimals_at && (row || named)) {
        f = (struct figure){.length = f.decimals_at - 1, .value = f.value};
    }
    return f;
}

/* 12, 540.000đ, 2,5 ha, 10–15 ngày, 0912345678 */
size_t read_number(struct job *job, const struct match *m) {
    struct figure f = figure_in_place(job, m->from), f2;
    const struct lexeme *governor = governor_at(job, m->from);
    size_t second, ignored, end = m->from + f.length;
    if (is_inner_number(job->glyphs, m->from) && is_dash(job->glyphs->list[m->from - 1].code)) {
        say_stop(job, ','); /* or 10-3 would be heard as thirteen */
    }
    if (range_behind(job, m->from, &f, &second, &f2)) {
        return read_range(job, m->from, &f, second, &f2);
    }
    size_t paid = read_money(job, m->from, &f);
    if (paid) {
        return paid;
    }
    bool glued = m->from > 0 && glyph_is_letter(job->glyphs->list[m->from - 1].code); /* H5N1 */
    if (!glued && !f.decimals && !unit_at(job, end, &ignored)) {
        choose_tongue(job, f.code ? digit : cardinal, 1);
    }
    say_figure(job, job->vietnamese ? form_of(job, governor, end) : "%cardinal", m->from, &f);
    said_for(job, m->from, end);
    job->vietnamese = true;
    governed(job, governor, end);
    return f.code ? end : say_unit(job, end);
}

/* ≥ 75 tuổi */
size_t read_at_least(struct job *job, const struct match *m) {
    struct match number = {.from = m->spans[0].from};
    say(job, "từ");
    size_t end = read_number(job, &number);
    job->vietnamese = true;
    say(job, "trở lên");
    return end;
}

/* -5°C, not what follows a word */
size_t read_minus(struct job *job, const struct match *m) {
    uint32_t before = m->from ? job->glyphs->list[m->from - 1].code : ' ';
    struct match number = {.from = m->from + 1};
    if (before != ' ' || m->spans[0].from != m->from + 1) {
        return 0;
    }
    job->vietnamese = true;
    say(job, "âm");
    return read_number(job, &number);
}

/* 1/2, 50/100 m2 */
size_t read_fraction(struct job *job, const struct match *m) {
    struct figure top = figure_at(&job->glyphs->list[m->spans[0].from]);
    struct figure bottom = figure_at(&job->glyphs->list[m->spans[1].from]);
    const struct lexeme *governor = governor_at(job, m->from);
    bool named = governs(governor, "cardinal") || governs(governor, "number"); /* trang 2/5 */
    bool part = !named && !top.code && !bottom.code && top.value > 0 && top.value < bottom.value &&
                bottom.value <= SMALL_DENOMINATOR;
    say_figure(job, "%cardinal", m->spans[0].from, &top);
    say(job, part ? "phần" : "trên");
    say_figure(job, part ? "%ordinal" : "%cardinal", m->spans[1].from, &bottom);
    return say_unit(job, m->end);
}

/* What figures right behind a unit count: 2tr5 has hundreds of thousands, 2kg5 a half. */
static void say_rest(struct job *job, const struct lexeme *unit, const struct glyph *at,
                     size_t digits) {
    static const int64_t thousandths[] = {0, 100, 10, 1};
    int64_t value = value_of(at, digits);
    bool half = str_same(unit->fields[REST], "rưỡi");
    if (half && digits == 1 && value == 5) {
        say(job, "rưỡi");
    } else if (half && at->code == '0') {
        say_digits(job, at, digits);
    } else if (half) {
        say_number(job, "%cardinal", value);
    } else {
        say_number(job, "%cardinal", value * thousandths[digits]);
        say(job, unit->fields[REST]);
    }
}

/* 2tr5, 1tỷ2, 2kg5, 1m65, "1m" of 1m65cm; 5m2 is an area */
size_t read_mixed(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    size_t at = m->end, letters = letters_at(&list[at]), rest = at + letters, ignored;
    size_t digits = digits_at(&list[rest]);
    const struct lexeme *unit = glossary_whole(vietnamese_table(job, UNITS), &list[at], letters);
    bool whole = !glyph_is_letter(list[rest + digits].code);
    bool another = !whole && unit_at(job, rest + digits, &ignored);
    bool counted = digits > 0 && digits <= REST_DIGITS && (whole || another);
    if (!unit || !counted || !unit->fields[REST][0] || unit_at(job, at, &ignored)) {
        return 0;
    }
    say_number(job, "%cardinal", value_of(&list[m->from], at - m->from));
    say(job, unit->fields[READING]);
    if (another) {
        return rest;
    }
    say_rest(job, unit, &list[rest], digits);
    return say_rate(job, rest + digits);
}

static void say_multiplied(struct job *job, size_t from, bool first) {
    struct figure f = figure_at(&job->glyphs->list[from]);
    if (!first) {
        say(job, "nhân");
    }
    say_figure(job, "%cardinal", from, &f);
}

/* 15" of 21°30'15" */
size_t read_seconds(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    if (!just_said(job, "phút") || m->from == 0 || list[m->from - 1].code == ' ') {
        return 0;
    }
    say_number(job, "%cardinal", value_of(&list[m->from], m->spans[0].end - m->from));
    say(job, "giây");
    return m->end;
}

/* 3x4, 3 x 4 m */
size_t read_multiplied(struct job *job, const struct match *m) {
    for (size_t i = 0; i < m->count; i++) {
        say_multiplied(job, m->spans[i].from, i == 0);
    }
    return say_unit(job, m->end);
}

/* "x 80 cm" of "60 cm x 80 cm" */
size_t read_times(struct job *job, const struct match *m) {
    size_t before = m->from;
    while (before > 0 && job->glyphs->list[before - 1].code == ' ') {
        before--;
    }
    if (before == 0 || before != job->amount_end) {
        return 0;
    }
    say_multiplied(job, m->spans[0].from, false);
    return say_unit(job, m->end);
}

/* 1:500 is a scale; 1:10 behind "tỷ lệ" too, elsewhere it may be a time. */
size_t read_ratio(struct job *job, const struct match *m) {
    struct figure first = figure_at(&job->glyphs->list[m->spans[0].from]);
    struct figure second = figure_at(&job->glyphs->list[m->spans[1].from]);
    bool scale = first.value == 1 && second.value >= SCALE_MIN;
    if (!scale && !governs(governor_at(job, m->from), "ratio")) {
        return 0;
    }
    say_figure(job, "%cardinal", m->spans[0].from, &first);
    say(job, "trên");
    say_figure(job, "%cardinal", m->spans[1].from, &second);
    return m->end;
}

/* $100 */
size_t read_priced(struct job *job, const struct match *m) {
    const struct lexeme *unit = entry_at(job, m->from);
    struct figure f = figure_at(&job->glyphs->list[m->spans[1].from]);
    if (!unit) {
        return 0;
    }
    say_figure(job, "%cardinal", m->spans[1].from, &f);
    say(job, unit->fields[READING]);
    return m->end;
}
