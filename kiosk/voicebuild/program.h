/* eSpeak NG's phoneme programs: 16-bit words in espeak-ng-data/phonindex that say,
 * by conditions on the neighbours, which recorded sound a phoneme makes.
 *
 * Programs name other phonemes by code, and codes belong to a table: a program that
 * is to run in another table is copied with its codes rewritten. */
#ifndef VOICEBUILD_PROGRAM_H
#define VOICEBUILD_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "voicebuild/blob.h"

enum { PROGRAM_WORDS_MAX = 1024, PROGRAM_PAD_WORDS = 4 };

enum program_sound {
    PROGRAM_SPECTRUM = 0xb,
    PROGRAM_WAVE = 0xc,
    PROGRAM_ADD_WAVE = 0xf /* together with the sound before it */
};

enum program_envelope { PROGRAM_PITCH = 0x9200, PROGRAM_AMPLITUDE = 0x9300 };

/* A program that is being written. */
struct program {
    uint16_t words[PROGRAM_WORDS_MAX];
    size_t count;
    bool full; /* something did not fit */
};

/* A sound at `address` of phondata; `percent` of its loudness, 0 = all of it. A
 * spectrum or wave ends the program, or the one guarded sound. */
void program_sound(struct program *program, enum program_sound sound, unsigned percent,
                   uint32_t address);

void program_envelope(struct program *program, enum program_envelope envelope, uint32_t address);

/* What follows, up to the end of one sound, only if the neighbour is this phoneme. */
void program_if_previous(struct program *program, unsigned code);
void program_if_next(struct program *program, unsigned code);

/* The length of a phoneme, in ms. */
void program_length(struct program *program, unsigned ms);

void program_return(struct program *program);

/* Appends it; its place for struct phoneme_record, 0 if there is no room. */
uint16_t program_append(struct blob *phonindex, const struct program *program);

/* How a copy differs. */
struct program_edit {
    const uint8_t *codes;                                  /* by code of the other table: ours */
    uint32_t (*instead)(void *context, uint32_t spectrum); /* this spectrum is said ... */
    uint8_t before;                                        /* ... before this phoneme; 0 = always */
    void *context;
    unsigned clip_percent; /* not 0: how long it lasts where it is not short already */
    unsigned least_ms;     /* how long it lasts everywhere */
    uint16_t place;        /* not 0: vowels beside it change as this program has them change */
    const struct program *first; /* goes ahead; NULL = nothing */
    bool spare_vowel;            /* leave out how the vowel before it ends */
};

/* Appends a copy of the program, and of what it calls; its place, 0 if it cannot be
 * understood or there is no room. */
uint16_t program_copy(struct blob *phonindex, uint16_t program, const struct program_edit *edit);

/* The spectrum a program ends with, 0 if there is none. */
uint32_t program_last_spectrum(const struct blob *phonindex, uint16_t program);

/* True if the program is well formed, and lies in the file with all it calls; sets
 * codes_out[code] for each phoneme it names. */
bool program_sane(const struct blob *phonindex, uint16_t program, bool codes_out[256]);

#endif
