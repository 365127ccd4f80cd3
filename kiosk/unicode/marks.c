#include "unicode/marks.h"

#include <stdbool.h>

enum { GRAVE = 0x0300, ACUTE, CIRCUMFLEX, TILDE, BREVE = 0x0306, HOOK = 0x0309 };

static bool makes_letter(UChar unit) { return unit == CIRCUMFLEX || unit == BREVE; }

static bool writes_tone(UChar unit) {
    return unit == GRAVE || unit == ACUTE || unit == TILDE || unit == HOOK;
}

void marks_tone_last(UChar *units, int32_t count) {
    for (int32_t i = 1; i < count; i++) {
        UChar before = units[i - 1], mark = units[i];
        if (makes_letter(mark) && writes_tone(before)) {
            units[i - 1] = mark;
            units[i] = before;
        }
    }
}
