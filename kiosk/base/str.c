#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

void str_init(struct str *s, char *data, size_t size) {
    assert(size > 0);
    *s = (struct str){.data = data, .size = size};
    data[0] = '\0';
}

/* The longest prefix of `text` up to `bytes` that ends between characters. */
static size_t whole_characters(const char *text, size_t bytes) {
    while (bytes > 0 && ((uint8_t)text[bytes] & 0xC0) == 0x80) {
        bytes--;
    }
    return bytes;
}

void str_put_n(struct str *s, const char *text, size_t bytes) {
    size_t room = s->size - 1 - s->used;
    if (s->cut) {
        return;
    }
    if (bytes > room) {
        bytes = whole_characters(text, room);
        s->cut = true;
    }
    memcpy(s->data + s->used, text, bytes);
    s->used += bytes;
    s->data[s->used] = '\0';
}

void str_put(struct str *s, const char *text) { str_put_n(s, text, strlen(text)); }

void str_printf(struct str *s, const char *format, ...) {
    char line[1024];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (length < 0) {
        return;
    }
    if ((size_t)length < sizeof line) {
        str_put(s, line);
        return;
    }
    str_put_n(s, line, whole_characters(line, sizeof line - 2));
    s->cut = true;
}

bool str_copy(char *data, size_t size, const char *text) {
    struct str s;
    str_init(&s, data, size);
    str_put(&s, text);
    return !s.cut;
}

bool str_same(const char *a, const char *b) {
    if (!a || !b) {
        return a == b;
    }
    return strcmp(a, b) == 0;
}
