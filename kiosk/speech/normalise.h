/* Figures and typed values → Vietnamese words, the rest unchanged. What is shown
 * stays as it is; only what is said changes.
 *
 * The words come from the rules of voices/vi/numbers.txt. This is the seam for
 * abbreviations, units and legal numbers too: more rows of the same kind.
 */
#ifndef SPEECH_NORMALISE_H
#define SPEECH_NORMALISE_H

#include "base/str.h"
#include "model/page.h"
#include "unicode/spellout.h"

/* Appends `text` as it is said: dates (dd/mm/yyyy), numbers with "." between
 * thousands and "," before decimals, telephone numbers and codes figure by
 * figure. Bytes that are not UTF-8 are left out. Without `numbers` figures stay. */
void normalise_text(struct spellout *numbers, const char *text, struct str *out);

/* Appends a typed value: đồng, a count, a date as yyyymmdd ("ngày" is left out if
 * `out` ends in it). SEGMENT_TEXT is none. False, with nothing appended, if there
 * are no rules or the value is no date: then its text is to be said. */
bool normalise_value(struct spellout *numbers, enum segment_kind kind, int64_t value,
                     struct str *out);

#endif
