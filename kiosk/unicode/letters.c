#include "unicode/letters.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "unicode/marks.h"

enum { WORD_UNITS = 512 };

/* UTF-16 of a fixed size, as ICU wants it. */
struct wide {
    UChar units[WORD_UNITS];
    int32_t count;
    UErrorCode code;
};

static void to_wide(const char *text, struct wide *out) {
    out->code = U_ZERO_ERROR;
    u_strFromUTF8(out->units, WORD_UNITS, &out->count, text, -1, &out->code);
}

static bool from_wide(const UChar *units, int32_t count, char *text_out, size_t size,
                      int32_t *bytes_out) {
    UErrorCode code = U_ZERO_ERROR;
    u_strToUTF8(text_out, (int32_t)size, bytes_out, units, count, &code);
    return U_SUCCESS(code) && (size_t)*bytes_out < size;
}

static void small(const struct wide *in, struct wide *out) {
    out->code = in->code;
    out->count = u_strToLower(out->units, WORD_UNITS, in->units, in->count, "", &out->code);
}

static void normalise(const UNormalizer2 *form, const struct wide *in, struct wide *out) {
    out->code = in->code;
    out->count = unorm2_normalize(form, in->units, in->count, out->units, WORD_UNITS, &out->code);
}

/* A quotation mark, a prime or an accent by itself, a modifier letter, a fullwidth form. */
bool letters_is_apostrophe(uint32_t code) {
    static const uint32_t apostrophes[] = {'\'',   '`',    0x00B4, 0x02B9, 0x02BB, 0x02BC,
                                           0x02BD, 0x02C8, 0x02CA, 0x02CB, 0x2018, 0x2019,
                                           0x201B, 0x2032, 0xA78C, 0xFF07};
    for (size_t i = 0; i < sizeof apostrophes / sizeof *apostrophes; i++) {
        if (apostrophes[i] == code) {
            return true;
        }
    }
    return false;
}

/* Others that are written for the same thing; each is one UTF-16 unit. The last three
 * are eth and the African d, as fonts and old code tables have them for đ. */
static UChar plain(UChar unit) {
    static const struct {
        UChar written, meant;
    } pairs[] = {{0x2010, '-'},    {0x2011, '-'},   {0x2013, '-'},    {0x2212, '-'},
                 {'^', '.'},       {0x02C6, '.'},   {0x0332, 0x0331}, {0x00D0, 0x0111},
                 {0x00F0, 0x0111}, {0x0189, 0x0111}};
    if (letters_is_apostrophe(unit)) {
        return '\'';
    }
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i].written == unit) {
            return pairs[i].meant;
        }
    }
    return unit;
}

bool letters_fold(const char *word, char *folded_out, size_t size) {
    struct wide written, lower, apart, folded = {.count = 0};
    int32_t bytes = 0;
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *form_c = unorm2_getNFCInstance(&code);
    const UNormalizer2 *form_d = unorm2_getNFDInstance(&code);
    if (U_FAILURE(code)) {
        return false;
    }
    to_wide(word, &written);
    for (int32_t i = 0; U_SUCCESS(written.code) && i < written.count; i++) {
        written.units[i] = plain(written.units[i]);
    }
    small(&written, &lower);
    normalise(form_d, &lower, &apart);
    if (U_SUCCESS(apart.code)) {
        marks_tone_last(apart.units, apart.count);
    }
    normalise(form_c, &apart, &folded);
    return U_SUCCESS(folded.code) &&
           from_wide(folded.units, folded.count, folded_out, size, &bytes);
}

bool letters_plain(const char *text, char *plain_out, size_t size) {
    struct wide written, lower, apart;
    int32_t bytes = 0, kept = 0;
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *form_d = unorm2_getNFDInstance(&code);
    if (U_FAILURE(code)) {
        return false;
    }
    to_wide(text, &written);
    small(&written, &lower);
    normalise(form_d, &lower, &apart);
    for (int32_t i = 0; U_SUCCESS(apart.code) && i < apart.count; i++) {
        UChar unit = apart.units[i];
        if (u_charType(unit) != U_NON_SPACING_MARK) {
            apart.units[kept++] = unit == 0x0111 ? 'd' : unit; /* đ does not come apart */
        }
    }
    return U_SUCCESS(apart.code) && from_wide(apart.units, kept, plain_out, size, &bytes);
}

static enum letters_mark mark_of(UChar unit) {
    static const UChar marks[MARKS] = {
        [MARK_GRAVE] = 0x0300, [MARK_ACUTE] = 0x0301, [MARK_HOOK] = 0x0309,
        [MARK_TILDE] = 0x0303, [MARK_DOT] = 0x0323,   [MARK_MACRON_BELOW] = 0x0331};
    for (int i = MARK_NONE + 1; i < MARKS; i++) {
        if (marks[i] == unit) {
            return (enum letters_mark)i;
        }
    }
    return MARK_NONE;
}

/* One letter in form D, with all that stands on it, from `at` on: its tone mark, and
 * in `rest_out` the others. Returns where the next letter begins; -1 for two marks. */
static int32_t take_letter(const struct wide *text, int32_t at, struct wide *rest_out,
                           enum letters_mark *mark_out) {
    *mark_out = MARK_NONE;
    rest_out->count = 0;
    rest_out->code = U_ZERO_ERROR;
    do {
        enum letters_mark mark = mark_of(text->units[at]);
        if (mark && *mark_out) {
            return -1;
        }
        *mark_out = mark ? mark : *mark_out;
        if (!mark) {
            rest_out->units[rest_out->count++] = text->units[at];
        }
        at++;
    } while (at < text->count &&
             (u_getCombiningClass(text->units[at]) || U16_IS_TRAIL(text->units[at])));
    return at;
}

bool letters_bare(const char *word, char *bare_out, uint8_t *marks_out, size_t size) {
    struct wide written, apart, letter, whole;
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *form_d = unorm2_getNFDInstance(&code);
    const UNormalizer2 *form_c = unorm2_getNFCInstance(&code);
    size_t used = 0;
    int32_t bytes = 0;
    if (U_FAILURE(code)) {
        return false;
    }
    memset(marks_out, MARK_NONE, size);
    to_wide(word, &written);
    normalise(form_d, &written, &apart);
    for (int32_t at = 0; U_SUCCESS(apart.code) && at < apart.count; used += (size_t)bytes) {
        enum letters_mark mark;
        at = take_letter(&apart, at, &letter, &mark);
        normalise(form_c, &letter, &whole);
        if (at < 0 || U_FAILURE(whole.code) ||
            !from_wide(whole.units, whole.count, bare_out + used, size - used, &bytes)) {
            return false;
        }
        marks_out[used] = (uint8_t)mark;
    }
    bare_out[used] = '\0';
    return U_SUCCESS(apart.code);
}
