#include "content/search_text.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/str.h"
#include "unicode/glyphs.h"

/* A letter may grow from two bytes to three when it becomes a small one. */
enum { GLYPH_BYTES_MAX = 4 };

static bool is_digit(uint32_t code) { return code >= '0' && code <= '9'; }

/* The letter without case and marks. SQLite's own folding leaves đ as it is. */
static uint32_t bare(uint32_t code) {
    static const uint32_t d_with_stroke = 0x0111;
    if (code < 0x80) {
        return glyph_lower(code);
    }
    uint32_t small = glyph_lower(glyph_bare(code));
    return small == d_with_stroke ? 'd' : small;
}

static bool is_point_in_number(const struct glyphs *glyphs, size_t i) {
    return i > 0 && glyphs->list[i].code == '.' && is_digit(glyphs->list[i - 1].code) &&
           is_digit(glyphs->list[i + 1].code); /* behind the last is a 0 */
}

static void put_code(struct str *out, uint32_t code) {
    char bytes[5];
    str_put_n(out, bytes, glyph_write(code, bytes));
}

char *search_fold(const char *text) {
    struct glyphs glyphs;
    struct str out;
    bool between = false; /* something ended the word */
    glyphs_init(&glyphs, text);
    size_t size = glyphs.count * (GLYPH_BYTES_MAX + 1) + 1;
    char *folded = malloc(size);
    if (!folded) {
        abort();
    }
    str_init(&out, folded, size);
    for (size_t i = 0; i < glyphs.count; i++) {
        uint32_t code = glyphs.list[i].code;
        if (glyph_is_letter(code) || is_digit(code)) {
            str_put(&out, between && out.used ? " " : "");
            put_code(&out, bare(code));
            between = false;
        } else if (!glyph_is_mark(code) && !is_point_in_number(&glyphs, i)) {
            between = true;
        }
    }
    glyphs_fini(&glyphs);
    return folded;
}
