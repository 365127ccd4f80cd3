#include "unicode/nfc.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

bool nfc_is_utf8(const char *text, size_t bytes) {
    int32_t units = 0;
    UErrorCode code = U_ZERO_ERROR;
    if (bytes > INT32_MAX || memchr(text, '\0', bytes)) {
        return false;
    }
    /* Only measures: complains about the room if the text is good. */
    u_strFromUTF8(NULL, 0, &units, text, (int32_t)bytes, &code);
    return code == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(code);
}

/* Both are static data of ICU: nothing to close. */
static const UNormalizer2 *form_c(void) {
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFCInstance(&code);
    return U_SUCCESS(code) ? normalizer : NULL;
}

/* `text` in UTF-16, to be freed; *units_out is its length. */
static UChar *wide(const char *text, int32_t *units_out) {
    size_t bytes = strlen(text);
    UErrorCode code = U_ZERO_ERROR;
    UChar *units = bytes < INT32_MAX / 4 ? calloc(bytes + 1, sizeof *units) : NULL;
    if (!units) {
        abort();
    }
    u_strFromUTF8(units, (int32_t)bytes + 1, units_out, text, (int32_t)bytes, &code);
    if (U_FAILURE(code)) {
        free(units);
        return NULL;
    }
    return units;
}

static char *narrow(const UChar *units, int32_t count) {
    size_t size = (size_t)count * 3 + 1;
    UErrorCode code = U_ZERO_ERROR;
    char *text = size <= INT32_MAX ? calloc(size, 1) : NULL;
    if (!text) {
        abort();
    }
    u_strToUTF8(text, (int32_t)size, NULL, units, count, &code);
    if (U_FAILURE(code)) {
        free(text);
        return NULL;
    }
    return text;
}

/* True if every character is one that nothing in front of it or behind it in this text can
 * change: those below U+0300 and the Vietnamese letters U+1EA0 to U+1EF9 (NFC_Quick_Check =
 * Yes, combining class 0: UAX 15, 9). Most texts are of these alone, and packs have many. */
static bool is_plainly_normal(const char *text) {
    for (const uint8_t *at = (const uint8_t *)text; *at; at++) {
        bool marked =
            *at == 0xE1 && ((at[1] == 0xBA && at[2] >= 0xA0) || (at[1] == 0xBB && at[2] <= 0xB9));
        if (*at >= 0xCC && !marked) {
            return false;
        }
        at += marked ? 2 : 0;
    }
    return true;
}

bool nfc_is_normal(const char *text) {
    if (is_plainly_normal(text)) {
        return true;
    }
    int32_t count = 0;
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = form_c();
    UChar *units = wide(text, &count);
    bool normal = normalizer && units && unorm2_isNormalized(normalizer, units, count, &code) &&
                  U_SUCCESS(code);
    free(units);
    return normal;
}

char *nfc_copy(const char *text) {
    int32_t count = 0, normal_count = 0;
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = form_c();
    UChar *units = wide(text, &count);
    UChar *normal = NULL;
    char *copy = NULL;
    if (!normalizer || !units) {
        goto end;
    }
    /* No character grows more than threefold in form C (UAX 15, table of expansion). */
    normal = calloc((size_t)count * 3 + 1, sizeof *normal);
    if (!normal) {
        abort();
    }
    normal_count = unorm2_normalize(normalizer, units, count, normal, count * 3 + 1, &code);
    if (U_SUCCESS(code)) {
        copy = narrow(normal, normal_count);
    }
end:
    free(normal);
    free(units);
    return copy;
}

size_t nfc_characters(const char *text) {
    size_t count = 0;
    UErrorCode code = U_ZERO_ERROR;
    UText *utf8 = utext_openUTF8(NULL, text, -1, &code);
    UBreakIterator *breaks = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &code);
    ubrk_setUText(breaks, utf8, &code);
    if (U_SUCCESS(code)) {
        ubrk_first(breaks);
        while (ubrk_next(breaks) != UBRK_DONE) {
            count++;
        }
    }
    ubrk_close(breaks);
    utext_close(utf8);
    return count;
}
