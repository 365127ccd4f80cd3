/* What is written → what is said, before any voice: figures, dates, money, units,
 * numbers of laws, abbreviations, addresses in words. What is shown stays as it is.
 *
 * A class of tokens is a row in normalise.c; everything that a commune may want
 * to read otherwise is a row in voices/vi/: abbreviations.tsv, contextual.tsv,
 * units.tsv, letters.tsv, symbols.tsv, citations.tsv, governors.tsv, loans.tsv.
 * Rows of voices/vi/overrides.tsv, if it is there, win over all of them.
 * How numbers sound is voices/<code>/numbers.txt.
 *
 * Of Vietnamese text nothing is left but Vietnamese words with single spaces
 * between them and , . ? ! right behind a word. Of another language the words
 * stay as they are written; figures are said in its own words where its
 * numbers.txt has the rule set, all the rest in Vietnamese words, marked as such.
 */
#ifndef SPEECH_NORMALISE_H
#define SPEECH_NORMALISE_H

#include "base/diag.h"
#include "base/str.h"
#include "model/page.h"

struct normaliser;

/* Reads the tables of `code` in voices_dir/<code>, what is not there in the folder that
 * its language.yaml calls base. `vietnamese` reads what the language has no words for; NULL for
 * Vietnamese itself, whose tables must all be there. It must outlive what is made of it. NULL after
 * sentences in `diag`. Ended by normaliser_close. */
struct normaliser *normaliser_open(const char *voices_dir, const char *code,
                                   struct normaliser *vietnamese, struct diag *diag);

/* The files of a language's folder that normaliser_open reads: numbers.txt and the
 * tables, each of which may be missing but for Vietnamese. NULL behind the last. */
const char *normaliser_file(size_t ix);

/* NULL is fine. */
void normaliser_close(struct normaliser *normaliser);

/* A word that is said and what it stands for on the page: all words of "8h30"
 * have the same source. */
struct normalised_word {
    uint32_t said_start, said_end;     /* bytes of the text appended to */
    uint32_t source_start, source_end; /* bytes of the text that was given */
    bool vietnamese;                   /* false: in the language of the normaliser */
    bool changed;                      /* something else is written there */
};

/* The words of what is said, in order; filled up to `max`, counted up to there. */
struct normalised_map {
    struct normalised_word *words;
    size_t max, count;
};

/* Appends `text` as it is said, and its words to `map` unless that is NULL. A space
 * is put between what `out` holds and the first word; the last words of `out` are
 * taken for what stands before `text` ("ngày" is not said twice). Any bytes are
 * fine; what is appended is valid UTF-8. Without a normaliser: `text` itself, as one
 * word.
 * One thread at a time for a normaliser and those made of it. */
void normalise_text(struct normaliser *normaliser, const char *text, struct str *out,
                    struct normalised_map *map);

/* Cuts `said` where the words of `map` turn from one language to another or from
 * changed ones to others, and calls `each` for the parts in order, with their first
 * word. The text is whole again afterwards. */
void normalised_parts(char *said, const struct normalised_map *map,
                      void (*each)(void *context, const char *part,
                                   const struct normalised_word *first),
                      void *context);

/* Appends a typed value, as normalise_text: đồng, a count, a date as yyyymmdd; the
 * source of its words is 0..0. SEGMENT_TEXT is none. False, with nothing appended,
 * without a normaliser or if the value is no date: then its text is to be said. */
bool normalise_value(struct normaliser *normaliser, enum segment_kind kind, int64_t value,
                     struct str *out, struct normalised_map *map);

#endif
