/* Creaky voice behind the vowel. A tone's envelope of amplitude ends with the vowel; the
 * nasals and glides of a syllable's end change before the mark "q~" that a creaky tone puts
 * behind them: such a tone needs one code, not one a sound. */
#ifndef VOICEBUILD_CREAK_H
#define VOICEBUILD_CREAK_H

#include <stdbool.h>

#include "base/diag.h"
#include "voicebuild/hmx.h"

/* Makes the mark, and every nasal and glide change before it. False after a sentence. */
bool creak_make(struct hmx *hmx, struct diag *diag);

#endif
