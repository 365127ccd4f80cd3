/* Text from outside → text the program may trust: valid UTF-8 in normalisation
 * form C (UAX 15). */
#ifndef UNICODE_NFC_H
#define UNICODE_NFC_H

#include <stdbool.h>
#include <stddef.h>

/* True if `bytes` bytes of `text` are well-formed UTF-8 without the character 0.
 * Any thread. */
bool nfc_is_utf8(const char *text, size_t bytes);

/* True if `text` (valid UTF-8) is in normalisation form C. Any thread. */
bool nfc_is_normal(const char *text);

/* A copy of `text` (valid UTF-8) in normalisation form C, to be freed by the
 * caller. NULL only if ICU has no data. Any thread. */
char *nfc_copy(const char *text);

/* Number of characters as a reader counts them (grapheme clusters, UAX 29).
 * `text` is valid UTF-8. Any thread. */
size_t nfc_characters(const char *text);

#endif
