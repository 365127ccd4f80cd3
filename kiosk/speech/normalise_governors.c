#include <string.h>

#include "speech/normalise_parts.h"

/* ---- who governs what ------------------------------------------------------------------------ */

const struct lexeme *governor_said(const struct job *job) {
    const struct glossary *governors = vietnamese_table(job, GOVERNORS);
    for (size_t i = 0; i < governors->count && speaks_vietnamese_only(job); i++) {
        if (just_said(job, governors->entries[i].fields[0])) {
            return &governors->entries[i];
        }
    }
    return NULL;
}

const struct lexeme *governor_at(const struct job *job, size_t at) {
    const struct lexeme *said = governor_said(job);
    return said || at != job->next_at ? said : job->governor;
}

bool governs(const struct lexeme *governor, const char *form) {
    return governor && str_same(governor->fields[GOVERNOR_FORM], form);
}

const struct lexeme *governor_named(const struct job *job, const char *word) {
    const struct glossary *governors = vietnamese_table(job, GOVERNORS);
    size_t ix = 0;
    while (ix < governors->count && !str_same(governors->entries[ix].fields[0], word)) {
        ix++;
    }
    return ix < governors->count ? &governors->entries[ix] : NULL;
}

/* Things are counted there, not named: "tháng 3, 4 hộ". But "tháng 3, 4 năm 2026". */
static bool is_counted(const struct job *job, size_t at) {
    size_t end;
    const struct lexeme *unit = unit_at(job, at + figure_at(&job->glyphs->list[at]).length, &end);
    return unit && !str_same(unit->fields[0], "tháng") && !str_same(unit->fields[0], "năm");
}

size_t next_in_row(const struct job *job, size_t at) {
    static const char *const between[] = {",", "/", "và", "hoặc"};
    const struct glyph *list = job->glyphs->list;
    size_t length;
    at = skip_spaces(job->glyphs, at);
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        size_t next = skip_spaces(job->glyphs, at + text_at(&list[at], between[i]));
        if (next == at) {
            continue;
        }
        bool figures = is_digit(list[next].code) && list[at].code != '/';
        if (roman_at(&list[next], &length) || (figures && !is_counted(job, next))) {
            return next;
        }
    }
    return SIZE_MAX;
}

void governed(struct job *job, const struct lexeme *governor, size_t end) {
    job->governor = governor;
    job->governed_end = end;
    job->next_at = governor ? next_in_row(job, end) : SIZE_MAX;
}

/* ---- classes --------------------------------------------------------------------------------- */

static int64_t numeral_at(const struct job *job, const struct match *m, size_t ix, bool roman) {
    const struct glyph *at = &job->glyphs->list[m->spans[ix].from];
    size_t length;
    return roman ? roman_at(at, &length) : figure_at(at).value;
}

static size_t read_governed_range(struct job *job, const struct lexeme *governor, size_t at) {
    bool ordinal = governs(governor, "ordinal"), roman;
    struct match m;
    if (!str_same(governor->fields[GOVERNOR_RANGE], "yes")) {
        return 0;
    }
    roman = match_pattern(job->glyphs, at, "R-R", &m);
    if (!roman && !match_pattern(job->glyphs, at, "#-#", &m)) {
        return 0;
    }
    int64_t first = numeral_at(job, &m, 0, roman), last = numeral_at(job, &m, 1, roman);
    if (first >= last || is_year(first)) {
        return 0;
    }
    for (size_t i = 0; i < 2; i++) {
        if (i || !just_said(job, "từ")) {
            say(job, i ? "đến" : "từ");
        }
        say(job, governor->fields[0]);
        say_number(job, ordinal ? "%ordinal" : "%cardinal", i ? last : first);
    }
    return m.end;
}

/* Điều 10, Chương III, Mẫu CT01: the word in small letters; "Điều 5–7" whole. */
size_t read_governor(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    const struct lexeme *governor =
        glossary_find(vietnamese_table(job, GOVERNORS), &list[m->from], true);
    size_t length, end = governor ? m->from + governor->key.count : 0;
    if (!governs(governor, "cardinal") && !governs(governor, "ordinal")) {
        return 0;
    }
    size_t next = skip_spaces(job->glyphs, end);
    bool roman =
        str_same(governor->fields[GOVERNOR_ROMAN], "yes") && roman_at(&list[next], &length);
    size_t letters = letters_at(&list[next]);
    bool form = letters > 0 && capitals(&list[next], letters) == letters &&
                is_digit(list[next + letters].code);
    if (next == end || !(roman || form || is_digit(list[next].code))) {
        return 0;
    }
    size_t range = read_governed_range(job, governor, next);
    if (!range) {
        say(job, governor->fields[0]);
    }
    return range ? range : end;
}

/* The last but one word said is "thứ". */
static bool weekday_said(const struct job *job) {
    static const char word[] = "thứ";
    const char *said = job->out->data, *last = strrchr(said, ' ');
    size_t before = last ? (size_t)(last - said) : 0, bytes = sizeof word - 1;
    return before >= bytes && strncmp(last - bytes + 1, word + 1, bytes - 1) == 0 &&
           (said[before - bytes] == 't' || said[before - bytes] == 'T');
}

static bool is_weekday(const struct job *job, const struct lexeme *governor, size_t at) {
    static const char *const sundays[] = {"CN", "chủ nhật", "Chủ nhật", "Chủ Nhật"};
    bool sunday = false;
    for (size_t i = 0; i < sizeof sundays / sizeof *sundays; i++) {
        sunday = sunday || text_at(&job->glyphs->list[at], sundays[i]);
    }
    return sunday || (governor && str_same(governor->fields[0], "thứ"));
}

/* Điều 5 - Điều 7, thứ Hai – Chủ nhật */
size_t read_dash(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    const struct lexeme *next =
        glossary_find(vietnamese_table(job, GOVERNORS), &list[m->end], true);
    size_t before = m->from;
    while (before > 0 && list[before - 1].code == ' ') {
        before--;
    }
    bool same = next && next == job->governor && job->governed_end == before;
    if (!same && !(weekday_said(job) && is_weekday(job, next, m->end))) {
        return 0;
    }
    say(job, "đến");
    return m->end;
}
