/* What syllabary.c reads from tables and split.c looks words up in. */
#ifndef SPEECH_SYLLABARY_PARTS_H
#define SPEECH_SYLLABARY_PARTS_H

#include "speech/syllabary.h"
#include "speech/syllabary_tables.h"
#include "unicode/letters.h"

/* Other ways to write a tone in mark scripts, counted on from the marks. */
enum tone_notation {
    NOTATION_APOSTROPHE = MARKS, /* l'e */
    NOTATION_UNDERSCORE,         /* le_ */
    NOTATION_J,                  /* lej, lujc */
    NOTATIONS_END
};

struct sandhi {
    char joint;            /* - or ' */
    const char *from, *to; /* names of tones; from "*": any other */
};

/* Lists are in the order in which they are tried: the longest letters first. */
struct syllabary {
    struct onset *onsets;
    struct rime *rimes;
    struct tone *tones;
    struct sandhi *sandhi; /* in the order written */
    size_t onset_count, rime_count, tone_count, sandhi_count;
    bool marked;                   /* a mark script */
    bool notations[NOTATIONS_END]; /* that some tone is written with */
    struct table tables[SYLLABARY_TABLES + 1];
    struct arena memory;
};

/* The tone that `name` is on a rime of this kind; NULL if there is none. */
const struct tone *syllabary_tone(const struct syllabary *syllabary, const char *name,
                                  enum rime_kind kind);

/* True if the letters of these three, side by side, are read as just these rows. */
bool syllabary_says(const struct syllabary *syllabary, const struct onset *onset,
                    const struct rime *rime, const struct tone *tone);

#endif
