#include "speech/normalise_parts.h"

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
    if (is_dash(code) && before == ' ' && job->glyphs->list[at + 1].code == ' ') {
        say_stop(job, ',');
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
 * pictures. Lines, arrows and bullets only adorn. */
static bool is_nameless(uint32_t code) {
    return (code >= 0x2150 && code <= 0x218F) || (code >= 0x2460 && code <= 0x24FF) ||
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

/* Pauses, and signs that have a name; "/" only between figures. */
size_t read_mark(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    uint32_t before = m->from ? list[m->from - 1].code : ' ';
    bool named =
        list[m->from].code != '/' || (is_digit(before) && is_digit(list[m->from + 1].code));
    const struct lexeme *sign =
        glossary_find(vietnamese_table(job, SYMBOLS), &list[m->from], false);
    size_t nameless = sign ? m->from : read_nameless(job, m->from);
    if (nameless > m->from) {
        return nameless;
    }
    if (say_pause(job, m->from) || !sign || !named) {
        return m->from + 1;
    }
    job->vietnamese = true;
    say(job, sign->fields[READING]);
    size_t end = m->from + sign->key.count;
    return is_part(list[m->from].code) ? say_unit(job, end) : end;
}
