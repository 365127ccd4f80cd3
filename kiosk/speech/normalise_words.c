#include <string.h>

#include "speech/normalise_parts.h"
#include "unicode/letters.h"

enum { SPELLED_LETTERS_MAX = 5 /* all-caps longer than that are words in a heading */ };

/* ---- abbreviations -------------------------------------------------------------------------- */

/* What the field "when" says of the places where an abbreviation is a word: any of
 *   +A capital letter follows   +0 number follows   +. the clause ends
 *   +x the word x follows       x+ the words x stand before ("_" for a space) */
static bool follows(const struct job *job, size_t at, const char *what, size_t bytes) {
    const struct glyph *list = job->glyphs->list;
    size_t next = skip_spaces(job->glyphs, at);
    char word[64];
    struct str text;
    str_init(&text, word, sizeof word);
    str_put_n(&text, what, bytes);
    if (str_same(word, "A")) {
        return glyph_is_upper(list[next].code);
    }
    if (str_same(word, "0")) {
        return is_digit(list[next].code);
    }
    if (str_same(word, ".")) {
        return list[next].code == 0 || is_stop_mark(list[next].code);
    }
    return text_at(&list[next], word) > 0;
}

static bool precedes(const struct job *job, const char *what, size_t bytes) {
    char words[64];
    struct str text;
    str_init(&text, words, sizeof words);
    str_put_n(&text, what, bytes);
    for (char *c = words; *c; c++) {
        *c = *c == '_' ? ' ' : *c;
    }
    return just_said(job, words);
}

static bool alone(const struct job *job, size_t from, size_t end) {
    return skip_spaces(job->glyphs, 0) == from && job->out->used == 0 &&
           job->glyphs->list[skip_spaces(job->glyphs, end)].code == 0;
}

static bool stands_so(const struct job *job, size_t from, size_t end, const char *when) {
    if (alone(job, from, end)) {
        return true;
    }
    while (*when) {
        size_t bytes = strcspn(when, " ");
        bool true_here = when[0] == '+' ? follows(job, end, when + 1, bytes - 1)
                                        : precedes(job, when, bytes - 1);
        if (true_here) {
            return true;
        }
        when += bytes;
        when += *when == ' ';
    }
    return false;
}

/* A figure cannot be the key of 113 in 113/2024. */
static bool number_goes_on(const struct glyph *behind) {
    return behind[0].code && !glyph_is_letter(behind[0].code) && is_digit(behind[1].code) &&
           behind[0].code != ' ';
}

static bool ends_in_number(const struct lexeme *entry, const struct glyph *at) {
    return is_digit(at[entry->key.count - 1].code) && number_goes_on(at + entry->key.count);
}

static const struct lexeme *find_abbreviation(const struct job *job, size_t at) {
    static const enum glossary_ix order[] = {OVERRIDES, CONTEXTUAL, ABBREVIATIONS};
    const struct glyph *glyph = &job->glyphs->list[at];
    const struct lexeme *best = NULL;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const struct lexeme *entry = glossary_find(vietnamese_table(job, order[i]), glyph, false);
        bool longer = entry && (!best || entry->key.count > best->key.count);
        if (!longer || ends_in_number(entry, glyph)) {
            continue;
        }
        size_t end = at + entry->key.count;
        if (order[i] != CONTEXTUAL || stands_so(job, at, end, entry->fields[WHEN])) {
            best = entry;
        }
    }
    return best;
}

static const struct lexeme *own_abbreviation(const struct job *job, size_t at) {
    const struct glyph *glyph = &job->glyphs->list[at];
    const struct normaliser *n = job->normaliser;
    const struct lexeme *entry = glossary_find(&n->glossaries[OVERRIDES], glyph, false);
    return entry ? entry : glossary_find(&n->glossaries[ABBREVIATIONS], glyph, false);
}

/* 113 at the end of a clause is a number to call in any language. */
static const struct lexeme *number_to_call(const struct job *job, size_t at) {
    const struct glyph *glyph = &job->glyphs->list[at];
    const struct lexeme *entry =
        is_digit(glyph->code) ? glossary_find(vietnamese_table(job, CONTEXTUAL), glyph, false)
                              : NULL;
    bool ends = entry && !number_goes_on(glyph + entry->key.count) &&
                follows(job, at + entry->key.count, ".", 1);
    return ends ? entry : NULL;
}

size_t read_abbreviation(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    const struct lexeme *entry = NULL;
    if (!speaks_vietnamese_only(job)) {
        entry = own_abbreviation(job, m->from);
        job->vietnamese = !entry;
        entry = entry ? entry : number_to_call(job, m->from);
        if (!entry && capitals(&list[m->from], 2) < 2) {
            return 0; /* small letters are words of the language */
        }
    }
    entry = entry ? entry : find_abbreviation(job, m->from);
    if (!entry) {
        return 0;
    }
    say(job, entry->fields[READING]);
    return m->from + entry->key.count;
}

/* T2–T6 */
size_t read_weekdays(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    for (size_t i = 0; i < m->count; i++) {
        int64_t day = value_of(&list[m->spans[i].from], 1);
        if (day < 2 || day > 7 || m->spans[i].end - m->spans[i].from != 1) {
            return 0;
        }
    }
    for (size_t i = 0; i < m->count; i++) {
        say(job, i ? "đến thứ" : just_said(job, "từ") ? "thứ" : "từ thứ");
        say_number(job, "%ordinal", value_of(&list[m->spans[i].from], 1));
    }
    return m->end;
}

/* ---- words ----------------------------------------------------------------------------------- */

/* Words of a heading; and I, which would be a numeral at the begin of a text. */
static bool in_small_letters(const struct glyph *at, size_t count) {
    return count == 1 ? at->code == 'I' : capitals(at, count) == count;
}

static void say_foreign(struct job *job, const struct glyph *at, size_t count) {
    size_t upper = capitals(at, count);
    bool spelled = count == 1 || (count <= SPELLED_LETTERS_MAX && is_consonants(at, count)) ||
                   (upper >= 2 && count <= SPELLED_LETTERS_MAX) || (upper >= 2 && upper < count);
    if (spelled) {
        spell_letters(job, at, count);
    } else {
        respell(job, at, count);
    }
}

/* kg and m² without a number; ha is a word. */
static const struct lexeme *bare_unit(const struct job *job, const struct glyph *at, size_t count) {
    const struct lexeme *unit = glossary_find(vietnamese_table(job, UNITS), at, false);
    return unit && unit->key.count > 1 && !is_syllable(at, count) ? unit : NULL;
}

/* QL4D, Km12: an abbreviation that a number may follow, which does so at once. */
static const struct lexeme *glued(const struct job *job, const struct glyph *at, size_t count) {
    const struct lexeme *entry = glossary_whole(vietnamese_table(job, CONTEXTUAL), at, count);
    return entry && is_digit(at[count].code) && strstr(entry->fields[WHEN], "+0") ? entry : NULL;
}

/* A Vietnamese word as it is, known foreign ones by their row, others by their letters. */
size_t read_word(struct job *job, const struct match *m) {
    const struct glyph *at = &job->glyphs->list[m->from];
    size_t count = letters_at(at);
    if (count == 0) {
        return 0;
    }
    bool form = is_digit(at[count].code) && capitals(at, count) == count;
    const struct lexeme *loan = glossary_find(vietnamese_table(job, LOANS), at, true);
    const struct lexeme *unit = bare_unit(job, at, count), *short_form = glued(job, at, count);
    if (short_form) {
        say(job, short_form->fields[READING]);
    } else if (form) {
        spell_letters(job, at, count);
    } else if (is_syllable(at, count)) {
        say_glyphs(job, m->from, m->from + count, in_small_letters(at, count));
    } else if (loan) {
        say(job, loan->fields[READING]);
        count = loan->key.count;
    } else if (unit) {
        say(job, unit->fields[READING]);
        count = unit->key.count;
    } else {
        say_foreign(job, at, count);
    }
    return m->from + count;
}

static bool joins(uint32_t code) {
    return is_dash(code) || letters_is_apostrophe(code) || code == '^' || code == 0x2C6 ||
           code == '.';
}

/* A word of a language with its own reader: as it is written, with hyphens and apostrophes. */
size_t read_own_word(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    size_t end = m->from;
    if (speaks_vietnamese_only(job) || !glyph_is_letter(list[m->from].code)) {
        return 0;
    }
    while (glyph_is_letter(list[end].code) || glyph_is_mark(list[end].code) ||
           (joins(list[end].code) && glyph_is_letter(list[end + 1].code))) {
        end++;
    }
    bool apostrophe = letters_is_apostrophe(list[end].code);
    bool underscore = list[end].code == '_'; /* Tày le_ */
    job->vietnamese = false;
    end += apostrophe || underscore;
    say_glyphs(job, m->from, end, false);
    return end;
}
