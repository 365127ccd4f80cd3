/* eSpeak NG's compiled phoneme tables (espeak-ng-data/phontab).
 *
 * Format, little-endian, the same in 1.51 to 1.53: the number of tables and three
 * zeros; for each table the number of phonemes, the table it includes (its number
 * from 1, 0 = none), two zeros, 32 bytes of name, then 16 bytes a phoneme. A table
 * knows the phonemes of the one it includes, except those whose code it uses anew.
 */
#ifndef VOICEBUILD_PHONTAB_H
#define VOICEBUILD_PHONTAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "voicebuild/blob.h"

enum {
    PHONTAB_TABLES_MAX = 150, /* eSpeak NG has room for no more and does not check */
    PHONTAB_CODES = 256,
    PHONTAB_CODE_MAX = 254,
    PHONTAB_FIXED_CODES = 34, /* below: the same in every table (pauses, stress, colours) */
    PHONTAB_MNEMONIC_BYTES = 4
};

enum phoneme_type {
    PHONEME_PAUSE,
    PHONEME_TONE,
    PHONEME_VOWEL,
    PHONEME_LIQUID,
    PHONEME_STOP,
    PHONEME_VOICED_STOP,
    PHONEME_FRICATIVE,
    PHONEME_VOICED_FRICATIVE,
    PHONEME_NASAL,
    PHONEME_VIRTUAL
};

struct phoneme_record {
    char mnemonic[PHONTAB_MNEMONIC_BYTES + 1]; /* "" = nothing has this code */
    uint32_t flags;
    uint16_t program; /* word of phonindex, 0 = none */
    uint8_t code;
    uint8_t type; /* enum phoneme_type */
    uint8_t start, end;
    uint8_t length; /* ms/2; of a tone: percent, 0 = as it is */
    uint8_t length_mod;
};

/* What a table knows, by code. */
struct phoneme_set {
    struct phoneme_record by_code[PHONTAB_CODES];
};

/* True if the bytes are tables that fill them exactly and include only earlier ones. */
bool phontab_sound(const struct blob *phontab);

/* The number of tables. */
unsigned phontab_count(const struct blob *phontab);

/* A table's number from 1, 0 if there is none of this name. */
unsigned phontab_find(const struct blob *phontab, const char *name);

/* All that a table and those it includes know. */
void phontab_set(const struct blob *phontab, unsigned table, struct phoneme_set *set_out);

/* The phoneme of this mnemonic (`length` bytes), the lowest code of several as
 * eSpeak NG takes it; NULL if there is none. */
const struct phoneme_record *phontab_named(const struct phoneme_set *set, const char *mnemonic,
                                           size_t length);

/* Appends a table. `includes` is a number from 1. */
void phontab_append(struct blob *phontab, const char *name, unsigned includes,
                    const struct phoneme_record *phonemes, size_t count);

#endif
