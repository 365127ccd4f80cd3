#include "unicode/glyphs.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "unicode/marks.h"

enum { CLUSTER_UNITS = 16, NORMAL_UNITS = 4 * CLUSTER_UNITS };

/* Codes of a text in a normalisation form; returns how many, 0 if there are too many. */
static int32_t codes_in_form(const UNormalizer2 *form, const UChar *units, int32_t count,
                             UChar32 codes_out[NORMAL_UNITS]) {
    UErrorCode status = U_ZERO_ERROR;
    UChar normal[NORMAL_UNITS];
    int32_t code_count = 0;
    int32_t length = unorm2_normalize(form, units, count, normal, NORMAL_UNITS, &status);
    u_strToUTF32(codes_out, NORMAL_UNITS, &code_count, normal, length, &status);
    return U_SUCCESS(status) ? code_count : 0;
}

/* A letter with the marks behind it: mostly one code, but for marks that no letter of
 * Unicode has in it. */
static int32_t compose(const char *text, int32_t bytes, UChar32 codes_out[NORMAL_UNITS]) {
    UErrorCode status = U_ZERO_ERROR;
    UChar units[CLUSTER_UNITS], apart[NORMAL_UNITS];
    int32_t count = 0;
    u_strFromUTF8(units, CLUSTER_UNITS, &count, text, bytes, &status);
    const UNormalizer2 *form_c = unorm2_getNFCInstance(&status);
    const UNormalizer2 *form_d = unorm2_getNFDInstance(&status);
    count = unorm2_normalize(form_d, units, count, apart, NORMAL_UNITS, &status);
    if (U_FAILURE(status)) {
        return 0;
    }
    marks_tone_last(apart, count);
    return codes_in_form(form_c, apart, count, codes_out);
}

/* The character at *at, which goes behind it; -1 for a byte that begins none. */
static UChar32 next_code(const char *text, int32_t *at, int32_t bytes) {
    static const struct {
        uint8_t mask, lead;
        int32_t length;
        UChar32 least;
    } forms[] = {
        {0x80, 0, 1, 0}, {0xE0, 0xC0, 2, 0x80}, {0xF0, 0xE0, 3, 0x800}, {0xF8, 0xF0, 4, 0x10000}};
    const uint8_t *byte = (const uint8_t *)text + *at;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if ((byte[0] & forms[i].mask) != forms[i].lead || forms[i].length > bytes - *at) {
            continue;
        }
        UChar32 code = byte[0] & ~forms[i].mask;
        bool whole = true;
        for (int32_t k = 1; k < forms[i].length; k++) {
            whole = whole && (byte[k] & 0xC0) == 0x80;
            code = code << 6 | (byte[k] & 0x3F);
        }
        if (whole && code >= forms[i].least && code <= 0x10FFFF && (code & ~0x7FF) != 0xD800) {
            *at += forms[i].length;
            return code;
        }
    }
    *at += 1;
    return -1;
}

static bool is_mark(UChar32 code) { return code > 0 && u_charType(code) == U_NON_SPACING_MARK; }

/* End of the marks that begin at `at`. */
static int32_t skip_marks(const char *text, int32_t at, int32_t bytes) {
    for (int32_t next = at; next < bytes && is_mark(next_code(text, &next, bytes));) {
        at = next;
    }
    return at;
}

static uint32_t folded(UChar32 code) {
    static const struct {
        UChar32 typed, meant;
    } alike[] = {{0x00D0, 0x0110},
                 {0x00F0, 0x0111},
                 {0x0189, 0x0110}, /* Đ đ of old fonts */
                 {0x2044, '/'},
                 {0x2215, '/'}};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        if (alike[i].typed == code) {
            return (uint32_t)alike[i].meant;
        }
    }
    int32_t digit = u_charDigitValue(code);
    if (digit >= 0 && u_charType(code) == U_DECIMAL_DIGIT_NUMBER) {
        return (uint32_t)('0' + digit);
    }
    return u_isspace(code) || u_isUWhiteSpace(code) ? ' ' : (uint32_t)code;
}

static bool is_hidden(UChar32 code) {
    int8_t type = u_charType(code);
    return code <= 0 || type == U_FORMAT_CHAR || is_mark(code) ||
           (type == U_CONTROL_CHAR && !u_isspace(code));
}

static void add(struct glyphs *glyphs, uint32_t code, int32_t start, int32_t end) {
    glyphs->list[glyphs->count++] =
        (struct glyph){.code = code, .start = (uint32_t)start, .end = (uint32_t)end};
}

/* The character `code` with the marks behind it, all at [start, end). */
static void add_cluster(struct glyphs *glyphs, const char *text, UChar32 code, int32_t start,
                        int32_t end) {
    UChar32 codes[NORMAL_UNITS];
    int32_t count = compose(text + start, end - start, codes);
    for (int32_t i = 0; i < count; i++) {
        add(glyphs, (uint32_t)codes[i], start, end);
    }
    if (count == 0) {
        add(glyphs, folded(code), start, end);
    }
}

void glyphs_init(struct glyphs *glyphs, const char *text) {
    size_t length = strlen(text);
    if (length > INT32_MAX / 4) {
        abort();
    }
    int32_t bytes = (int32_t)length;
    *glyphs = (struct glyphs){.list = calloc(length + 1, sizeof *glyphs->list)};
    if (!glyphs->list) {
        abort();
    }
    for (int32_t at = 0; at < bytes;) {
        int32_t start = at;
        UChar32 code = next_code(text, &at, bytes);
        if (is_hidden(code)) {
            continue;
        }
        int32_t end = skip_marks(text, at, bytes);
        if (end > at) {
            add_cluster(glyphs, text, code, start, end);
        } else {
            add(glyphs, folded(code), start, end);
        }
        at = end;
    }
}

void glyphs_fini(struct glyphs *glyphs) {
    free(glyphs->list);
    *glyphs = (struct glyphs){0};
}

size_t glyph_write(uint32_t code, char bytes_out[5]) {
    static const uint32_t leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    bytes_out[length] = '\0';
    for (size_t i = length - 1; i > 0; i--) {
        bytes_out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    bytes_out[0] = (char)(leads[length] | code);
    return length;
}

uint32_t glyph_lower(uint32_t code) { return (uint32_t)u_tolower((UChar32)code); }

bool glyph_is_letter(uint32_t code) { return u_isalpha((UChar32)code); }

bool glyph_is_mark(uint32_t code) { return is_mark((UChar32)code); }

bool glyph_is_upper(uint32_t code) { return u_isupper((UChar32)code); }

uint32_t glyph_bare(uint32_t code) {
    UErrorCode status = U_ZERO_ERROR;
    UChar units[2];
    int32_t count = 0;
    const UChar32 letter = (UChar32)code;
    u_strFromUTF32(units, 2, &count, &letter, 1, &status);
    const UNormalizer2 *form = unorm2_getNFDInstance(&status);
    UChar32 codes[NORMAL_UNITS];
    bool apart = U_SUCCESS(status) && codes_in_form(form, units, count, codes) > 0;
    return apart ? (uint32_t)codes[0] : code;
}
