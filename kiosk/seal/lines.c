#include "seal/lines.h"

#include <string.h>

static const char *find(const struct lines_part *part, char c) {
    return part->bytes ? memchr(part->at, c, part->bytes) : NULL;
}

bool lines_take(struct lines_part *rest, struct lines_part *line_out) {
    const char *end = find(rest, '\n');
    size_t bytes = end ? (size_t)(end - rest->at) : rest->bytes;
    size_t taken = end ? bytes + 1 : bytes;
    if (rest->bytes == 0) {
        return false;
    }
    *line_out = (struct lines_part){rest->at, bytes};
    if (bytes > 0 && rest->at[bytes - 1] == '\r') {
        line_out->bytes--;
    }
    *rest = (struct lines_part){rest->at + taken, rest->bytes - taken};
    return true;
}

bool lines_take_field(struct lines_part *line, char *field_out, size_t size) {
    const char *tab = find(line, '\t');
    struct lines_part field = {line->at, tab ? (size_t)(tab - line->at) : line->bytes};
    size_t taken = tab ? field.bytes + 1 : field.bytes;
    *line = (struct lines_part){line->at + taken, line->bytes - taken};
    if (field.bytes == 0 || field.bytes >= size || !lines_are_plain(field.at, field.bytes)) {
        return false;
    }
    memcpy(field_out, field.at, field.bytes);
    field_out[field.bytes] = '\0';
    return true;
}

bool lines_take_last(struct lines_part *line, char *field_out, size_t size) {
    return !find(line, '\t') && lines_take_field(line, field_out, size);
}

bool lines_are_plain(const char *text, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c < ' ' && c != '\t') || c == 0x7F) {
            return false;
        }
    }
    return true;
}
