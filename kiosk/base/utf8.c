#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>

static bool follows(const char *text, size_t i) { return ((uint8_t)text[i] & 0xC0) == 0x80; }

/* Overlong forms, surrogates and what lies above U+10FFFF show in the second
 * byte (The Unicode Standard, table 3-7). */
static bool second_fits(uint8_t first, uint8_t second) {
    switch (first) {
    case 0xE0:
        return second >= 0xA0;
    case 0xED:
        return second <= 0x9F;
    case 0xF0:
        return second >= 0x90;
    case 0xF4:
        return second <= 0x8F;
    default:
        return true;
    }
}

/* Length that a first byte announces. */
static size_t announced(uint8_t first) {
    static const struct {
        uint8_t below, length;
    } ranges[] = {{0x01, 0}, {0x80, 1}, {0xC2, 0}, {0xE0, 2}, {0xF0, 3}, {0xF5, 4}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (first < ranges[i].below) {
            return ranges[i].length;
        }
    }
    return 0;
}

size_t utf8_length(const char *text) {
    uint8_t first = (uint8_t)text[0];
    size_t length = announced(first);
    for (size_t i = 1; i < length; i++) {
        if (!follows(text, i)) {
            return 0;
        }
    }
    return length > 1 && !second_fits(first, (uint8_t)text[1]) ? 0 : length;
}

uint32_t utf8_code(const char *character, size_t length) {
    uint32_t code = (uint8_t)character[0];
    code &= length > 1 ? 0xFFu >> (length + 1) : 0x7Fu;
    for (size_t i = 1; i < length; i++) {
        code = code << 6 | ((uint8_t)character[i] & 0x3Fu);
    }
    return code;
}
