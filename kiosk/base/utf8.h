/* Characters of UTF-8 text that may come from anywhere. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Bytes, 1 to 4, of the character at the start of `text` (terminated); 0 if the
 * text ends there or no valid character begins there. */
size_t utf8_length(const char *text);

/* The code point of a character of `length` bytes, as utf8_length has measured it. */
uint32_t utf8_code(const char *character, size_t length);

#endif
