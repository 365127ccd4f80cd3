/* The phoneme table "hmx": the stock table vi and, over it, the sounds and tones of
 * the languages that no stock voice has. It is appended to the private copy of eSpeak
 * NG's data, one table for all languages since there is room for few.
 *
 * Vowels change before the breath "h~" that a breathy tone puts at the end of its
 * syllable: such a tone needs one code, not one a vowel. */
#ifndef VOICEBUILD_HMX_H
#define VOICEBUILD_HMX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "voicebuild/phontab.h"
#include "voicebuild/stock.h"
#include "voicebuild/tone.h"

#define HMX_TABLE "hmx"
#define HMX_BREATH "h~"
#define HMX_GLOTTAL "?"

struct hmx {
    struct stock *stock;     /* is added to */
    struct phoneme_set set;  /* all it knows */
    bool own[PHONTAB_CODES]; /* not from vi */
    uint8_t breath;          /* code, 0 = none yet */
};

/* What to make and where it was asked for. */
struct hmx_order {
    struct diag *diag;
    const char *file;
    int line;
    const char *mnemonic; /* the new one, `length` bytes of it */
    size_t length;
    const char *source; /* "copy cmn:ph", "own syllabic:m" */
};

/* Starts an empty table over vi. False after a sentence if there is no vi. */
bool hmx_init(struct stock *stock, struct diag *diag, struct hmx *hmx_out);

/* True if it knows the mnemonic of `length` bytes. */
bool hmx_knows(const struct hmx *hmx, const char *mnemonic, size_t length);

/* Makes a sound. False after a sentence. */
bool hmx_make(struct hmx *hmx, const struct hmx_order *order);

/* Makes the breath, and every vowel that is `wanted` (by code) change before it. */
bool hmx_make_breath(struct hmx *hmx, const bool wanted[PHONTAB_CODES], struct diag *diag);

/* Makes a tone of this mnemonic. False after a sentence: no code is free. */
bool hmx_make_tone(struct hmx *hmx, const struct tone_shape *tone, const char *mnemonic,
                   const struct tone_place *place);

/* Appends the table to the data. */
void hmx_finish(struct hmx *hmx);

/* Reads the data anew as eSpeak NG will and checks all that hmx says. */
bool hmx_check(const char *dir, struct diag *diag);

#endif
