/* Where a line of text may be broken, by the rules of its language (UAX 14,
 * through ICU). */
#ifndef UNICODE_BREAKS_H
#define UNICODE_BREAKS_H

#include <stddef.h>
#include <stdint.h>

/* Writes the byte offsets in `text` (valid UTF-8) after which a line may end, in
 * rising order, at most `max` of them; the end of the text is the last one.
 * Spaces before a break belong to the line that ends. `lang` is a BCP 47 tag, NULL
 * for the common rules. Returns how many were written; 0 for an empty text and
 * for one longer than 65535 bytes. Any thread. */
size_t breaks_find(const char *text, const char *lang, uint16_t *offsets_out, size_t max);

#endif
