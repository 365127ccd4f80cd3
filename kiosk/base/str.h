/* Text written into memory of a fixed size: never overflows, always terminated,
 * never ends in half a UTF-8 character, and remembers that it was cut. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct str {
    char *data;
    size_t size; /* bytes of data, terminator included */
    size_t used; /* bytes written, terminator not included */
    bool cut;    /* something did not fit */
};

/* Starts an empty text in the caller's memory. `size` must not be 0. */
void str_init(struct str *s, char *data, size_t size);

/* Appends `text`; what does not fit is cut at a character. */
void str_put(struct str *s, const char *text);

/* Appends the first `bytes` bytes of `text`. */
void str_put_n(struct str *s, const char *text, size_t bytes);

/* Appends formatted text. */
void str_printf(struct str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Copies `text` into `data`, cut at a character if it does not fit.
 * Returns false if it was cut. */
bool str_copy(char *data, size_t size, const char *text);

/* True if both are equal; NULL equals only NULL. */
bool str_same(const char *a, const char *b);

#endif
