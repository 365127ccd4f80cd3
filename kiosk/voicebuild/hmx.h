/* The phoneme table "hmx": the stock table vi and, over it, the sounds and tones of
 * the languages that no stock voice has. It is appended to the private copy of eSpeak
 * NG's data, one table for all languages since there is room for few.
 */
#ifndef VOICEBUILD_HMX_H
#define VOICEBUILD_HMX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "speech/syllabary_tables.h"
#include "voicebuild/phontab.h"
#include "voicebuild/program.h"
#include "voicebuild/stock.h"
#include "voicebuild/tone.h"

#define HMX_TABLE "hmx"
#define HMX_BREATH "h~"
#define HMX_CREAK SYLLABARY_CREAK
#define HMX_GLOTTAL "?"

enum { HMX_COLOUR_FIRST = 28 }; /* #@ #a #e #i #o #u: codes 28 to 33 */

struct hmx {
    struct stock *stock;     /* is added to */
    struct phoneme_set set;  /* all it knows */
    bool own[PHONTAB_CODES]; /* not from vi */
    uint8_t breath;          /* code, 0 = none yet */
};

/* Starts an empty table over vi. False after a sentence if there is no vi. */
bool hmx_init(struct stock *stock, struct diag *diag, struct hmx *hmx_out);

/* True if it knows the mnemonic of `length` bytes. */
bool hmx_knows(const struct hmx *hmx, const char *mnemonic, size_t length);

/* The phoneme of this mnemonic, NULL if there is none. */
const struct phoneme_record *hmx_find(const struct hmx *hmx, const char *mnemonic);

/* What vi has, whatever was put over it since. */
void hmx_stock(const struct hmx *hmx, struct phoneme_set *set_out);

/* The place of a new phoneme: that of the one it replaces, or a free code; NULL if
 * there is none left. Empty but for its name. */
struct phoneme_record *hmx_place(struct hmx *hmx, const char *mnemonic, size_t length);

/* Says so; false. */
bool hmx_no_code(const struct tone_place *place, const char *mnemonic);

/* Appends the program and makes it the phoneme's; false if there is no room. */
bool hmx_set_program(struct hmx *hmx, const struct program *program,
                     struct phoneme_record *phoneme);

/* The spectrum a vowel ends with; 0 if it has none, or is NULL or no vowel. */
uint32_t hmx_spectrum(const struct hmx *hmx, const struct phoneme_record *vowel);

/* Makes a tone of this mnemonic. False after a sentence: no code is free. */
bool hmx_make_tone(struct hmx *hmx, const struct tone_shape *tone, const char *mnemonic,
                   const struct tone_place *place);

/* Appends the table to the data. */
void hmx_finish(struct hmx *hmx);

/* Reads the data anew as eSpeak NG will and checks all that hmx says. */
bool hmx_check(const char *dir, struct diag *diag);

#endif
