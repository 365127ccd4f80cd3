#include "speech/normalise_parts.h"

enum { LINE_SIGNS = 3, RATE_LETTERS = 20 };

static const struct {
    uint32_t mark;
    char stop;
} stops[] = {
    {'.', '.'},    {'?', '?'},    {'!', '!'},    {',', ','},    {';', ','}, {':', ','},
    {'(', ','},    {')', ','},    {'[', ','},    {']', ','},    {'{', ','}, {'}', ','},
    {0x2026, '.'}, {0x3002, '.'}, {0xFF0C, ','}, {0x2192, ','}, {'|', ','},
};

static bool closes(uint32_t code) { return code == ')' || code == ']' || code == '}'; }

/* A bracket behind the last word is no pause. */
static bool ends_text(const struct glyphs *glyphs, size_t at) {
    while (closes(glyphs->list[at].code) || glyphs->list[at].code == ' ') {
        at++;
    }
    return glyphs->list[at].code == 0;
}

static bool say_pause(struct job *job, size_t at) {
    uint32_t code = job->glyphs->list[at].code;
    uint32_t before = at ? job->glyphs->list[at - 1].code : ' ';
    bool space_next = job->glyphs->list[at + 1].code == ' ';
    if (space_next && ((is_dash(code) && before == ' ') || (code == '/' && before != ' '))) {
        say_stop(job, ','); /* "1/ Thời gian" */
        return true;
    }
    bool silent = closes(code) && ends_text(job->glyphs, at);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        if (stops[i].mark == code && !silent) {
            say_stop(job, stops[i].stop);
            return true;
        }
    }
    return false;
}

static bool is_part(uint32_t code) { return code >= 0xBC && code <= 0xBE; /* ¼ ½ ¾ */ }

/* Signs that mean something though they have no name: Roman and circled figures,
 * pictures. Lines, arrows, stars and bullets only adorn. */
static bool is_nameless(uint32_t code) {
    bool star = code == 0x2605 || code == 0x2606, suit = code >= 0x2660 && code <= 0x2667;
    return (code >= 0x2600 && code <= 0x26FF && !star && !suit) ||
           (code >= 0x2150 && code <= 0x218F) || (code >= 0x2460 && code <= 0x24FF) ||
           (code >= 0x1F000 && code <= 0x1FAFF);
}

/* What joins pictures, or says how they are drawn. */
static bool is_picture_joint(uint32_t code) { return code == 0x200D || code == 0xFE0F; }

/* A run of them is named once, as a word of another script is. */
static size_t read_nameless(struct job *job, size_t from) {
    const struct glyph *list = job->glyphs->list;
    size_t end = from;
    while (is_nameless(list[end].code) || (end > from && is_picture_joint(list[end].code))) {
        end++;
    }
    if (end > from) {
        job->vietnamese = true;
        spell_letters(job, &list[from], 1);
    }
    return end;
}

/* A line of three or more of a sign: =====, +++. */
static size_t line_end(const struct glyph *list, size_t from) {
    size_t end = from;
    while (list[end].code == list[from].code) {
        end++;
    }
    return end - from >= LINE_SIGNS ? end : from;
}

/* "/" and "^" are named between figures, "#" before some, "+" not where it begins a text. */
static bool is_named(const struct job *job, size_t at) {
    const struct glyph *list = job->glyphs->list;
    bool number_next = is_digit(list[at + 1].code);
    switch (list[at].code) {
    case '/':
    case '^':
        return at && is_digit(list[at - 1].code) && number_next;
    case '#':
        return number_next;
    case '+':
        return job->out->used > 0 || number_next;
    default:
        return true;
    }
}

/* "/" of "15 kg gạo/tháng": an amount, a few words, a unit. */
static bool is_rate(const struct job *job, size_t at) {
    const struct glyph *list = job->glyphs->list;
    size_t from = job->amount_end;
    bool words = from > 0 && from < at && at - from <= RATE_LETTERS && list[at].code == '/';
    for (size_t i = from; words && i < at; i++) {
        words = glyph_is_letter(list[i].code) || list[i].code == ' ';
    }
    return words && glossary_find(vietnamese_table(job, UNITS), &list[at + 1], false);
}

/* "/" of 100mm/24h; of "500.000 đồng/01 hộ" the number says it. */
static bool is_quotient(const struct job *job, size_t at) {
    const struct glyph *list = job->glyphs->list;
    return list[at].code == '/' && at > 0 && at == job->amount_end &&
           figure_at(&list[at + 1]).value > 1;
}

/* Pauses, and signs that have a name. */
size_t read_mark(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    uint32_t before = m->from ? list[m->from - 1].code : ' ';
    size_t line = line_end(list, m->from);
    if (line > m->from && !is_nameless(list[m->from].code) && !is_stop_mark(list[m->from].code)) {
        say_stop(job, ',');
        return line;
    }
    if (is_rate(job, m->from)) {
        return say_rate(job, m->from);
    }
    if (is_quotient(job, m->from)) {
        say(job, "trên");
        return m->from + 1;
    }
    const struct lexeme *sign =
        glossary_find(vietnamese_table(job, SYMBOLS), &list[m->from], false);
    size_t nameless = sign ? m->from : read_nameless(job, m->from);
    if (nameless > m->from) {
        return nameless;
    }
    if (say_pause(job, m->from) || !sign || !is_named(job, m->from)) {
        return m->from + 1;
    }
    job->vietnamese = true;
    if (is_part(list[m->from].code) && is_digit(before)) {
        say(job, "và"); /* 1½ */
    }
    say(job, sign->fields[READING]);
    size_t end = m->from + sign->key.count;
    return is_part(list[m->from].code) ? say_unit(job, end) : end;
}
