/* The order of the marks on a letter. */
#ifndef UNICODE_MARKS_H
#define UNICODE_MARKS_H

#include <stdint.h>
#include <unicode/utypes.h>

/* Puts a tone's mark behind the circumflex or breve of its letter, as Vietnamese and the
 * scripts made after it want them: a, acute, circumflex is an ấ that was typed the other
 * way round, but to Unicode's normal forms an á with a circumflex. `units`: `count` of
 * UTF-16 in form D, changed in place. Any thread. */
void marks_tone_last(UChar *units, int32_t count);

#endif
