/* The tables of a language's syllables and their columns, for those who read, check and
 * build them. */
#ifndef SPEECH_SYLLABARY_TABLES_H
#define SPEECH_SYLLABARY_TABLES_H

#include "base/table.h"

/* The `end` of a creaky tone: makes the final before it creaky. An open rime is so by its
 * tone, and goes without. */
#define SYLLABARY_CREAK "q~"

enum syllabary_table { SYLLABARY_ONSETS, SYLLABARY_RIMES, SYLLABARY_TONES, SYLLABARY_TABLES };
enum { ONSET_LETTERS, ONSET_PHONEMES, ONSET_WHERE = 5, ONSET_RIMES };
enum {
    RIME_LETTERS,
    RIME_GLIDE,
    RIME_NUCLEUS,
    RIME_CODA,
    RIME_LENGTH,
    RIME_ONSETS = 8,
    RIME_TONES
};
enum {
    TONE_WRITTEN,
    TONE_SYLLABLE,
    TONE_NAME,
    TONE_CHAO,
    TONE_CONTOUR,
    TONE_PHONATION,
    TONE_LENGTH,
    TONE_MNEMONIC = 10, /* this and the last are written when the voices are built */
    TONE_END,
    TONE_COLUMNS
};
enum { WORD_WORD, WORD_LANG, WORD_READING };
extern const struct table_format words_format; /* the exceptions */
extern const struct table_format syllabary_formats[SYLLABARY_TABLES];

#endif
