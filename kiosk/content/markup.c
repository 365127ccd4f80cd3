#include "content/markup.h"

#include <string.h>

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"
#define KEY_SIGNS LOWER DIGITS "_"
#define TAG_SIGNS LOWER "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS "-"

/* Bytes up to a brace that is not doubled. */
static size_t outside(const char *text) {
    size_t bytes = 0;
    for (;;) {
        bytes += strcspn(text + bytes, "{}");
        if (text[bytes] == '\0' || text[bytes + 1] != text[bytes]) {
            return bytes;
        }
        bytes += 2;
    }
}

/* What is between braces: `tag:text` or `key`. */
static struct markup_piece inside(const char *start, size_t bytes) {
    struct markup_piece wrong = {.kind = MARKUP_WRONG};
    size_t tag_bytes = strspn(start, TAG_SIGNS);
    size_t key_bytes = strspn(start, KEY_SIGNS);
    if (tag_bytes > 0 && tag_bytes + 1 < bytes && start[tag_bytes] == ':') {
        return (struct markup_piece){MARKUP_TEXT, start, tag_bytes, start + tag_bytes + 1,
                                     bytes - tag_bytes - 1};
    }
    if (key_bytes > 0 && key_bytes == bytes && strchr(LOWER, *start)) {
        return (struct markup_piece){.kind = MARKUP_FACT, .text = start, .bytes = bytes};
    }
    return wrong;
}

struct markup_piece markup_next(const char **at) {
    const char *start = *at;
    struct markup_piece piece = {.kind = MARKUP_WRONG};
    size_t bytes = outside(start);
    if (*start == '\0') {
        piece.kind = MARKUP_END;
    } else if (bytes > 0) {
        piece = (struct markup_piece){.kind = MARKUP_TEXT, .text = start, .bytes = bytes};
        *at = start + bytes;
    } else if (*start == '{') {
        bytes = strcspn(start + 1, "{}");
        if (start[1 + bytes] == '}') {
            piece = inside(start + 1, bytes);
        }
        *at = piece.kind == MARKUP_WRONG ? start : start + bytes + 2;
    }
    return piece;
}

size_t markup_plain(const struct markup_piece *piece, char *plain_out) {
    size_t used = 0;
    for (size_t i = 0; i < piece->bytes; i++) {
        char c = piece->text[i];
        plain_out[used++] = c;
        if ((c == '{' || c == '}') && i + 1 < piece->bytes) {
            i++; /* its twin */
        }
    }
    plain_out[used] = '\0';
    return used;
}

bool markup_is(const char *start, size_t bytes, const char *name) {
    return strlen(name) == bytes && memcmp(start, name, bytes) == 0;
}
