/* A text → its words, without the punctuation around them. */
#ifndef SPEECH_WORDS_H
#define SPEECH_WORDS_H

#include <stddef.h>

enum { WORDS_BYTES = 96 }; /* a longer word is cut into several */

/* Calls `each` for every word of `text`, with what stands behind it before the next
 * one. Hyphens, apostrophes and full stops inside a word are part of it. Bytes that
 * are not UTF-8 are left out. */
void words_each(const char *text, void (*each)(void *context, const char *word, const char *behind),
                void *context);

/* How much of a text, at most `max` bytes (8 or more), can be taken without cutting a
 * word; an endless word is cut between characters. 0 only for an empty text. */
size_t words_part(const char *text, size_t max);

#endif
