#include "speech/normalise_parts.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2100, SHORT_CODE_DIGITS = 3, SMALL_DENOMINATOR = 10 };

static const char *const cardinal[] = {"%cardinal"}, *const digit[] = {"%digit"},
                         *const money[] = {"%money"};

/* ---- units --------------------------------------------------------------------------------- */

static const struct lexeme *entry_at(const struct job *job, size_t at) {
    const struct glyph *glyph = &job->glyphs->list[at];
    const struct lexeme *unit = glossary_find(vietnamese_table(job, UNITS), glyph, false);
    const struct lexeme *override = glossary_find(vietnamese_table(job, OVERRIDES), glyph, false);
    return unit && override ? override : unit;
}

/* The unit behind a number that ends at `at`. */
static const struct lexeme *unit_at(const struct job *job, size_t at, size_t *end_out) {
    size_t from = skip_spaces(job->glyphs, at);
    const struct glyph *glyph = &job->glyphs->list[from];
    const struct lexeme *unit = glossary_find(vietnamese_table(job, UNITS), glyph, false);
    if (!unit || (from > at && !str_same(unit->fields[GAP], "yes"))) {
        return NULL;
    }
    *end_out = from + unit->key.count;
    return entry_at(job, from);
}

/* 500.000 đồng/tháng: "một", and the word is read as any other. */
static size_t say_rate(struct job *job, size_t at) {
    const struct glyph *list = job->glyphs->list;
    if (list[at].code != '/' || !glyph_is_letter(list[at + 1].code)) {
        return at;
    }
    say(job, "một");
    const struct lexeme *unit = entry_at(job, at + 1);
    if (!unit) {
        return at + 1;
    }
    say(job, unit->fields[READING]);
    return at + 1 + unit->key.count;
}

size_t say_unit(struct job *job, size_t at) {
    size_t end = at;
    const struct lexeme *unit = unit_at(job, at, &end);
    if (!unit) {
        return at;
    }
    job->vietnamese = true;
    say(job, unit->fields[READING]);
    end = say_rate(job, end);
    said_for(job, at, end);
    return end;
}

/* ---- amounts --------------------------------------------------------------------------------- */

/* A number of its own tongue, or with what the governor before it asks for. */
static const char *form_of(const struct job *job, size_t end) {
    const struct lexeme *governor = governor_said(job);
    if (!governor) {
        return "%cardinal";
    }
    if (str_same(governor->fields[GOVERNOR_FORM], "ordinal")) {
        return "%ordinal";
    }
    bool day = str_same(governor->fields[0], "ngày") &&
               text_at(&job->glyphs->list[skip_spaces(job->glyphs, end)], "tháng");
    return day ? "%day" : "%cardinal";
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

static bool is_year(const struct figure *f) {
    return f->length == 4 && f->value >= YEAR_MIN && f->value <= YEAR_MAX;
}

/* 10–15 or 20%–30%: the second number, if the two make a range. */
static bool range_behind(const struct job *job, size_t from, const struct figure *first,
                         size_t *second_out, struct figure *f_out) {
    struct match m;
    size_t end = from + first->length, last;
    const struct lexeme *unit = unit_at(job, end, &end);
    if (!match_pattern(job->glyphs, end, "-n", &m)) {
        return false;
    }
    *second_out = m.spans[0].from;
    *f_out = figure_at(&job->glyphs->list[*second_out]);
    bool same = !unit || unit == unit_at(job, *second_out + f_out->length, &last);
    return same && !first->code && !f_out->code && first->value <= f_out->value;
}

/* 05 ngày is an amount all the same. */
static void without_leading_zero(const struct job *job, size_t from, struct figure *f) {
    size_t end;
    f->code = f->code && !(f->length <= SHORT_CODE_DIGITS && unit_at(job, from + f->length, &end));
}

static size_t read_range(struct job *job, size_t from, const struct figure *first, size_t second,
                         const struct figure *f) {
    static const char *const instead[] = {"từ", "khoảng", "chừng", "độ"};
    bool silent = is_year(first) && is_year(f);
    for (size_t i = 0; i < sizeof instead / sizeof *instead; i++) {
        silent = silent || just_said(job, instead[i]);
    }
    if (!silent) {
        say(job, "từ");
    }
    say_figure(job, "%cardinal", from, first);
    say(job, "đến");
    say_figure(job, "%cardinal", second, f);
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

/* 12, 540.000đ, 2,5 ha, 10–15 ngày, 0912345678 */
size_t read_number(struct job *job, const struct match *m) {
    struct figure f = figure_at(&job->glyphs->list[m->from]), f2;
    size_t second, ignored, end = m->from + f.length;
    without_leading_zero(job, m->from, &f);
    if (range_behind(job, m->from, &f, &second, &f2)) {
        return read_range(job, m->from, &f, second, &f2);
    }
    size_t paid = read_money(job, m->from, &f);
    if (paid) {
        return paid;
    }
    if (!f.decimals && !unit_at(job, end, &ignored)) {
        choose_tongue(job, f.code ? digit : cardinal, 1);
    }
    say_figure(job, job->vietnamese ? form_of(job, end) : "%cardinal", m->from, &f);
    said_for(job, m->from, end);
    job->vietnamese = true;
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
    bool part = !top.code && !bottom.code && top.value > 0 && top.value < bottom.value &&
                bottom.value <= SMALL_DENOMINATOR;
    say_figure(job, "%cardinal", m->spans[0].from, &top);
    say(job, part ? "phần" : "trên");
    say_figure(job, part ? "%ordinal" : "%cardinal", m->spans[1].from, &bottom);
    return say_unit(job, m->end);
}

/* 1m65; 5m2 is an area */
size_t read_metres(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    size_t end = m->spans[0].end, unit_end = end;
    if (unit_at(job, end, &unit_end) && unit_end == m->end) {
        return 0;
    }
    say_number(job, "%cardinal",
               value_of(&list[m->spans[0].from], m->spans[0].end - m->spans[0].from));
    say(job, "mét");
    say_number(job, "%cardinal",
               value_of(&list[m->spans[1].from], m->spans[1].end - m->spans[1].from));
    return m->end;
}

/* 3x4 */
size_t read_multiplied(struct job *job, const struct match *m) {
    for (size_t i = 0; i < m->count; i++) {
        struct figure f = figure_at(&job->glyphs->list[m->spans[i].from]);
        if (i) {
            say(job, "nhân");
        }
        say_figure(job, "%cardinal", m->spans[i].from, &f);
    }
    return say_unit(job, m->end);
}
