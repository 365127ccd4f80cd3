/* Bytes of a file, line by line. */
#ifndef SEAL_LINES_H
#define SEAL_LINES_H

#include <stdbool.h>
#include <stddef.h>

/* Some bytes; not terminated. */
struct lines_part {
    const char *at;
    size_t bytes;
};

/* Takes the next line off `rest`, without its end, be it \n or \r\n; the last one may
 * have none. False if nothing is left. */
bool lines_take(struct lines_part *rest, struct lines_part *line_out);

/* Takes what stands before the next tab off `line`, copies it, and says whether it
 * is a text of 1 to `size` - 1 bytes without control characters. */
bool lines_take_field(struct lines_part *line, char *field_out, size_t size);

/* The same for the last field: false if a tab follows. */
bool lines_take_last(struct lines_part *line, char *field_out, size_t size);

/* True if there are no control characters of ASCII but tabs. */
bool lines_are_plain(const char *text, size_t bytes);

#endif
