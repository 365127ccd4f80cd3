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
    REST = 3,          /* units.tsv: what figures right behind count, see read_mixed */
    SOUND = 2,         /* letters.tsv: of a consonant without vowel */
    PART = 2,          /* citations.tsv: document or issuer */
    GOVERNOR_FORM = 1, /* governors.tsv: cardinal ordinal date number ratio */
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

/* The entry whose key is these `count` glyphs, whatever follows; NULL if there is none. */
const struct lexeme *glossary_whole(const struct glossary *glossary, const struct glyph *at,
                                    size_t count);

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
    /* "thứ 2, 4": the last number that a word governed ends at governed_end, and
     * the one at next_at goes on the row; SIZE_MAX: none does. */
    const struct lexeme *governor;
    size_t governed_end, next_at;
    size_t amount_end; /* of the last number with a unit */
};

/* Appends words; those between "{vi:" and "}" are Vietnamese. */
void say(struct job *job, const char *words);

/* A pause: one of , . ? ! */
void say_stop(struct job *job, char stop);

/* The glyphs [from, end) as one word, lower-case if `lower`. */
void say_glyphs(struct job *job, size_t from, size_t end, bool lower);

/* `value` by a rule set of the language that is spoken now. */
void say_number(struct job *job, const char *rule_set, int64_t value);

/* The same without its first word if that was just said. */
void say_number_once(struct job *job, const char *rule_set, int64_t value);

/* Glyphs from `at` on that are just the words of `value`, in any case; 0 if they are not. */
size_t number_at(const struct job *job, const char *rule_set, int64_t value, size_t at);

/* The figures [from, end): their value; figure by figure with a zero before or more than six. */
void say_plain(struct job *job, size_t from, size_t end);

/* Figure by figure. */
void say_digits(struct job *job, const struct glyph *at, size_t count);

/* The same in groups one can follow: ten as 4-3-3, eight as 4-4, others by threes
 * from the end. */
void say_digit_groups(struct job *job, const struct glyph *at, size_t count);

/* What was said since the last call stands for the glyphs [from, end). */
void said_for(struct job *job, size_t from, size_t end);

/* True if what was said ends in `words`, in any case of their first letter. */
bool just_said(const struct job *job, const char *words);

/* From now on the language's own words, if it has all `count` rule sets;
 * Vietnamese if not. */
void choose_tongue(struct job *job, const char *const *rule_sets, size_t count);

bool speaks_vietnamese_only(const struct job *job);

static inline const struct glossary *vietnamese_table(const struct job *job, enum glossary_ix ix) {
    return &job->normaliser->vietnamese->glossaries[ix];
}

/* ---- words before a number: normalise_governors.c ------------------------------------ */

/* The row of governors.tsv for the words just said, or NULL. */
const struct lexeme *governor_said(const struct job *job);

/* The same, or the row that governs the number at `at` as it did the one before. */
const struct lexeme *governor_at(const struct job *job, size_t at);

/* True if `governor` is of the form (not if it is NULL). */
bool governs(const struct lexeme *governor, const char *form);

/* The row of a word, which is there. */
const struct lexeme *governor_named(const struct job *job, const char *word);

/* Where the number stands that goes on the row with one that ends at `at`: ", 4",
 * " và III"; SIZE_MAX if none does. */
size_t next_in_row(const struct job *job, size_t at);

/* A number that ends at `end` was said, governed by `governor` (NULL: by nothing). */
void governed(struct job *job, const struct lexeme *governor, size_t end);

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
 *   S  $ or €     -  a dash, spaces around it allowed     _  spaces, or none     G  ≥
 * each a span but the last three; anything else stands for itself. */
bool match_pattern(const struct glyphs *glyphs, size_t from, const char *pattern,
                   struct match *match_out);

/* Glyphs of `text` if it stands at `at` as it is, else 0. */
size_t text_at(const struct glyph *at, const char *text);

bool is_digit(uint32_t code);
bool is_dash(uint32_t code);
size_t digits_at(const struct glyph *at);
size_t letters_at(const struct glyph *at);

/* Of the `count` glyphs, those that are capitals. */
size_t capitals(const struct glyph *at, size_t count);

bool is_stop_mark(uint32_t code); /* one of . , ; : ! ? ) */
int64_t value_of(const struct glyph *at, size_t digits);
size_t skip_spaces(const struct glyphs *glyphs, size_t from);

/* 2/2026 of 30/2/2026: a number with a sign between stands before it. */
bool is_inner_number(const struct glyphs *glyphs, size_t at);

/* A year that is written as one. */
static inline bool is_year(int64_t value) { return value >= 1900 && value <= 2100; }

/* Value of the Roman numeral at `at`, 0 if none is there or the word goes on;
 * roman_begin does not mind what follows. */
int64_t roman_begin(const struct glyph *at, size_t *length_out);
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

/* 8h30, 8h, 7g15, 07:30, 08:05:30, 7 giờ 30; "5g" is a weight. */
struct clock {
    size_t length; /* glyphs; 0: no time is there */
    int64_t hours, minutes, seconds;
};

struct clock clock_at(const struct glyph *at);

/* ---- classes: each says what it understood and returns the glyph behind it, or 0,
 * with nothing said --------------------------------------------------------------------- */

typedef size_t reading(struct job *job, const struct match *match);

/* normalise_dates.c */
reading read_date, read_date_range, read_days_of_month, read_day, read_day_with_sign;
reading read_month, read_lunar_month, read_iso_date, read_day_range, read_time, read_time_range;
bool say_date(struct job *job, int64_t day, int64_t month, int64_t year);

/* normalise_figures.c */
reading read_number, read_at_least, read_fraction, read_minus, read_multiplied, read_times;
reading read_mixed, read_ratio, read_priced, read_seconds;

/* The row of units.tsv behind a number that ends at `at`; NULL if there is none. */
const struct lexeme *unit_at(const struct job *job, size_t at, size_t *end_out);

/* Says what an amount is for that ends at `at`: "/kg", "/hộ/năm"; returns the glyph
 * behind it, `at` if nothing such is there. */
size_t say_rate(struct job *job, size_t at);

/* Says the unit that stands at `at`; returns the glyph behind it, `at` if there is none. */
size_t say_unit(struct job *job, size_t at);

/* normalise_codes.c */
reading read_phone, read_dotted, read_heading, read_roman, read_roman_letter;

/* normalise_citation.c */
reading read_citation, read_bare_citation;

/* normalise_words.c */
reading read_abbreviation, read_weekdays, read_word, read_own_word;

/* normalise_governors.c */
reading read_governor, read_dash;

/* normalise_marks.c, normalise_address.c */
reading read_mark, read_address;

/* ---- Vietnamese spelling: normalise_spelling.c ------------------------------------------ */

enum { SYLLABLE_LETTERS_MAX = 8 };

/* True if the letters are a Vietnamese syllable, in any case. */
bool is_syllable(const struct glyph *at, size_t count);

/* True if there is no vowel in the Latin letters. */
bool is_consonants(const struct glyph *at, size_t count);

/* Appends the names of the letters. */
void spell_letters(struct job *job, const struct glyph *at, size_t count);

/* Appends a foreign word as the Vietnamese syllables that come nearest. */
void respell(struct job *job, const struct glyph *at, size_t count);

#endif
