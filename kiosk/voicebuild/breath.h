/* Breathy voice. Vowels change before the breath "h~" that a breathy tone puts at the end
 * of its syllable: such a tone needs one code, not one a vowel. */
#ifndef VOICEBUILD_BREATH_H
#define VOICEBUILD_BREATH_H

#include <stdbool.h>

#include "base/diag.h"
#include "voicebuild/hmx.h"

/* Makes the breath, and every vowel that is `wanted` (by code) change before it. False
 * after a sentence. */
bool breath_make(struct hmx *hmx, const bool wanted[PHONTAB_CODES], struct diag *diag);

#endif
