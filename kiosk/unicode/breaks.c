#include "unicode/breaks.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uloc.h>
#include <unicode/utext.h>

/* ICU wants its own form of a language's name; an unknown tag gets the root's rules. */
static void locale_of(const char *lang, char *locale, int32_t size) {
    UErrorCode code = U_ZERO_ERROR;
    locale[0] = '\0';
    uloc_forLanguageTag(lang ? lang : "und", locale, size, NULL, &code);
    if (U_FAILURE(code) || code == U_STRING_NOT_TERMINATED_WARNING) {
        locale[0] = '\0';
    }
}

static size_t collect(UBreakIterator *breaks, uint16_t *offsets_out, size_t max) {
    size_t count = 0;
    ubrk_first(breaks);
    for (int32_t at = ubrk_next(breaks); at != UBRK_DONE && count < max; at = ubrk_next(breaks)) {
        offsets_out[count++] = (uint16_t)at;
    }
    return count;
}

size_t breaks_find(const char *text, const char *lang, uint16_t *offsets_out, size_t max) {
    size_t bytes = strlen(text);
    size_t count = 0;
    UErrorCode code = U_ZERO_ERROR;
    char locale[ULOC_FULLNAME_CAPACITY];
    if (bytes == 0 || bytes > UINT16_MAX || max == 0) {
        return 0;
    }
    locale_of(lang, locale, sizeof locale);
    /* Native indices of a UTF-8 UText are byte offsets. */
    UText *utf8 = utext_openUTF8(NULL, text, (int64_t)bytes, &code);
    UBreakIterator *breaks = ubrk_open(UBRK_LINE, locale, NULL, 0, &code);
    ubrk_setUText(breaks, utf8, &code);
    if (U_SUCCESS(code)) {
        count = collect(breaks, offsets_out, max);
    } else {
        offsets_out[count++] = (uint16_t)bytes; /* no rules: one unbreakable line */
    }
    ubrk_close(breaks);
    utext_close(utf8);
    return count;
}
