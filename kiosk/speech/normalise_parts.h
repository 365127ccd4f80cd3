/* What the parts of the normaliser share. */
#ifndef SPEECH_NORMALISE_PARTS_H
#define SPEECH_NORMALISE_PARTS_H

#include "base/table.h"
#include "speech/normalise.h"
#include "unicode/glyphs.h"
#include "unicode/spellout.h"

/* ---- tables: normalise_tables.c --------------------------------------------------- */

enum glossary_ix {
    OVERRIDES, /* as abbreviations.tsv; optional */
    ABBREVIATIONS,
    CONTEXTUAL, /* abbreviations that are words only in some places */
    UNITS,      /* behind a number */
    LETTERS,
    SYMBOLS,
    CITATIONS, /* parts of the numbers of laws */
    GOVERNORS, /* words before a number that call for a form of their own */
    LOANS,
    GLOSSARIES
};

/* Columns of the tables, from the key in 0 on. */
enum {
    READING = 1,       /* all but governors.tsv */
    WHEN = 2,          /* contextual.tsv: "+A +0 +. gọi+" */
    GAP = 2,           /* units.tsv: "yes", a space may stand before */
    SOUND = 2,         /* letters.tsv: of a consonant without vowel */
    PART = 2,          /* citations.tsv: document or issuer */
    GOVERNOR_FORM = 1, /* governors.tsv: cardinal ordinal date */
    GOVERNOR_ROMAN = 2,
    GOVERNOR_RANGE = 3
};

struct lexeme {
    struct glyphs key;
    const char *const *fields;
};

struct glossary {
    struct table table;
    struct lexeme *entries; /* longest key first */
    size_t count;
};

struct normaliser {
    struct normaliser *vietnamese; /* itself if it is the one */
    struct spellout *numbers;      /* NULL: all numbers are said in Vietnamese */
    struct glossary glossaries[GLOSSARIES];
};

/* The entry with the longest key that `at` begins with; a key that ends in a letter
 * or a figure ends there. `fold`: in any case. NULL if there is none. */
const struct lexeme *glossary_find(const struct glossary *glossary, const struct glyph *at,
                                   bool fold);

/* The entry whose key is the one letter `code`. */
const struct lexeme *glossary_letter(const struct glossary *glossary, uint32_t code);

/* ---- what is said: normalise_say.c -------------------------------------------------- */

struct job {
    struct normaliser *normaliser;
    const struct glyphs *glyphs;
    struct str *out;
    struct normalised_map *map; /* or NULL */
    size_t first_word;          /* of map, whose source is not known yet */
    bool vietnamese;            /* what is said now is Vietnamese */
    size_t roman_at;            /* here a Roman numeral goes on a row; SIZE_MAX: nowhere */
};

/* Appends words; those between "{vi:" and "}" are Vietnamese. */
void say(struct job *job, const char *words);

/* The same without its first word if that was just said. */
void say_once(struct job *job, const char *words);

/* A pause: one of , . ? ! */
void say_stop(struct job *job, char stop);

/* The glyphs [from, end) as one word, lower-case if `lower`. */
void say_glyphs(struct job *job, size_t from, size_t end, bool lower);

/* `value` by a rule set of the language that is spoken now. */
void say_number(struct job *job, const char *rule_set, int64_t value);
void say_number_once(struct job *job, const char *rule_set, int64_t value);

/* Figure by figure. */
void say_digits(struct job *job, const struct glyph *at, size_t count);

/* The same in groups one can follow: ten as 4-3-3, eight as 4-4, others by threes
 * from the end. */
void say_digit_groups(struct job *job, const struct glyph *at, size_t count);

/* What was said since the last call stands for the glyphs [from, end). */
void said_for(struct job *job, size_t from, size_t end);

/* True if what was said ends in `words`, in any case of their first letter. */
bool just_said(const struct job *job, const char *words);

/* The row of governors.tsv for the words just said, or NULL. */
const struct lexeme *governor_said(const struct job *job);

/* From now on the language's own words, if it has all `count` rule sets;
 * Vietnamese if not. */
void choose_tongue(struct job *job, const char *const *rule_sets, size_t count);

bool speaks_vietnamese_only(const struct job *job);

static inline const struct glossary *vietnamese_table(const struct job *job, enum glossary_ix ix) {
    return &job->normaliser->vietnamese->glossaries[ix];
}

/* ---- patterns: normalise_match.c ---------------------------------------------------- */

enum { SPANS_MAX = 8 };

struct match {
    size_t from, end; /* glyphs */
    size_t count;
    struct {
        size_t from, end;
    } spans[SPANS_MAX];
};

/* True if `pattern` stands at glyph `from`, and no word or number goes on behind.
 * Letters of a pattern:
 *   d  one or two figures   y  four figures    #  figures    n  540.000 or 2,5
 *   t  8h30 or 07:30        R  XIV             C  NĐ-CP, QH15, NQ/TW
 *   -  a dash, spaces around it allowed        _  spaces, or none     G  ≥
 * each a span but the last three; anything else stands for itself. */
bool match_pattern(const struct glyphs *glyphs, size_t from, const char *pattern,
                   struct match *match_out);

/* Glyphs of `text` if it stands at `at` as it is, else 0. */
size_t text_at(const struct glyph *at, const char *text);

bool is_digit(uint32_t code);
bool is_dash(uint32_t code);
size_t digits_at(const struct glyph *at);
int64_t value_of(const struct glyph *at, size_t digits);
size_t skip_spaces(const struct glyphs *glyphs, size_t from);

/* Value of the Roman numeral at `at`, 0 if none is there. */
int64_t roman_at(const struct glyph *at, size_t *length_out);

/* 540.000 or 2,5 */
struct figure {
    size_t length;      /* glyphs; 0: no number is there */
    int64_t value;      /* of the whole part */
    size_t decimals_at; /* from the start */
    size_t decimals;    /* without those of 2,0 */
    bool code;          /* 0912345678: no amount */
};

struct figure figure_at(const struct glyph *at);

/* ---- classes: each says what it understood and returns the glyph behind it, or 0,
 * with nothing said --------------------------------------------------------------------- */

typedef size_t reading(struct job *job, const struct match *match);

/* normalise_dates.c */
reading read_date, read_date_range, read_days_of_month, read_days, read_month, read_day;
reading read_iso_date, read_day_range, read_time, read_time_range;
bool say_date(struct job *job, int64_t day, int64_t month, int64_t year);

/* normalise_figures.c */
reading read_number, read_at_least, read_fraction, read_phone, read_dotted, read_minus;
reading read_roman, read_multiplied, read_metres;

/* Says the unit that stands at `at`; returns the glyph behind it, `at` if there is none. */
size_t say_unit(struct job *job, size_t at);

/* normalise_citation.c */
reading read_citation, read_bare_citation;

/* normalise_words.c */
reading read_address, read_abbreviation, read_governor, read_weekdays, read_word;
reading read_own_word, read_mark;

/* ---- Vietnamese spelling: normalise_spelling.c ------------------------------------------ */

enum { SYLLABLE_LETTERS_MAX = 8 };

/* True if the letters are a Vietnamese syllable, in any case. */
bool is_syllable(const struct glyph *at, size_t count);

/* Appends the names of the letters. */
void spell_letters(struct job *job, const struct glyph *at, size_t count);

/* Appends a foreign word as the Vietnamese syllables that come nearest. */
void respell(struct job *job, const struct glyph *at, size_t count);

#endif
