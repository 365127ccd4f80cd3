#include "speech/syllabary_tables.h"

static const char *const onset_columns[] = {"onset", "phonemes", "confidence", "source",
                                            "note",  "where",    "rimes",      NULL};
static const char *const rime_columns[] = {"rime",   "glide",      "nucleus", "coda",
                                           "length", "confidence", "source",  "note",
                                           "onsets", "tones",      NULL};
static const char *const tone_columns[] = {
    "tone",       "syllable", "name", "chao",     "contour", "phonation", "length",
    "confidence", "source",   "note", "mnemonic", "end",     NULL};

static const char *const word_columns[] = {"word",   "lang", "reading", "confidence",
                                           "source", "note", NULL};

const struct table_format words_format = {"words.tsv", word_columns, 1, 0};

const struct table_format syllabary_formats[SYLLABARY_TABLES] = {
    [SYLLABARY_ONSETS] = {"onsets.tsv", onset_columns, 1u << ONSET_LETTERS | 1u << ONSET_RIMES, 2},
    [SYLLABARY_RIMES] = {"rimes.tsv", rime_columns,
                         1u << RIME_LETTERS | 1u << RIME_ONSETS | 1u << RIME_TONES, 2},
    [SYLLABARY_TONES] = {"tones.tsv", tone_columns, 1u << TONE_WRITTEN | 1u << TONE_SYLLABLE, 2},
};
