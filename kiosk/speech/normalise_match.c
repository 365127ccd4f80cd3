#include <string.h>

#include "speech/normalise_parts.h"

enum { DIGITS_MAX = 18, GROUP_DIGITS = 3, CARDINAL_DIGITS = 6, ROMAN_MAX = 15 };

bool is_digit(uint32_t code) { return code >= '0' && code <= '9'; }

bool is_dash(uint32_t code) {
    return code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
}

size_t text_at(const struct glyph *at, const char *text) {
    size_t count = 0;
    char letter[5];
    for (size_t bytes; *text; text += bytes) {
        bytes = glyph_write(at[count].code, letter);
        if (at[count].code == 0 || strncmp(text, letter, bytes) != 0) {
            return 0;
        }
        count++;
    }
    return count;
}

size_t digits_at(const struct glyph *at) {
    size_t count = 0;
    while (is_digit(at[count].code)) {
        count++;
    }
    return count;
}

size_t letters_at(const struct glyph *at) {
    size_t count = 0;
    while (glyph_is_letter(at[count].code)) {
        count++;
    }
    return count;
}

size_t capitals(const struct glyph *at, size_t count) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += glyph_is_upper(at[i].code);
    }
    return found;
}

bool is_stop_mark(uint32_t code) { return code && code < 0x80 && strchr(".,;:!?)", (int)code); }

int64_t value_of(const struct glyph *at, size_t digits) {
    int64_t value = 0;
    for (size_t i = 0; i < digits && i < DIGITS_MAX; i++) {
        value = value * 10 + (at[i].code - '0');
    }
    return value;
}

size_t skip_spaces(const struct glyphs *glyphs, size_t from) {
    while (glyphs->list[from].code == ' ') {
        from++;
    }
    return from;
}

/* ---- numbers ---------------------------------------------------------------------------- */

/* Figures of 540.000: how many glyphs, and their value. */
static size_t grouped(const struct glyph *at, int64_t *value_out) {
    size_t length = digits_at(at), figures = length;
    *value_out = value_of(at, length);
    if (length == 0 || length > GROUP_DIGITS) {
        return length; /* 2025.123 is no thousands */
    }
    while (at[length].code == '.' && digits_at(at + length + 1) == GROUP_DIGITS &&
           figures + GROUP_DIGITS <= DIGITS_MAX) {
        *value_out = *value_out * 1000 + value_of(at + length + 1, GROUP_DIGITS);
        length += 1 + GROUP_DIGITS;
        figures += GROUP_DIGITS;
    }
    return length;
}

static size_t without_zeros(const struct glyph *at, size_t digits) {
    return value_of(at, digits) == 0 && digits <= DIGITS_MAX ? 0 : digits;
}

struct figure figure_at(const struct glyph *at) {
    struct figure figure = {0};
    size_t digits = digits_at(at);
    figure.length = grouped(at, &figure.value);
    bool plain = figure.length == digits;
    figure.code = plain && (digits > CARDINAL_DIGITS || (digits > 1 && at[0].code == '0'));
    size_t decimals =
        figure.length && at[figure.length].code == ',' ? digits_at(at + figure.length + 1) : 0;
    if (decimals && !figure.code) {
        figure.decimals_at = figure.length + 1;
        figure.decimals = without_zeros(at + figure.decimals_at, decimals);
        figure.length += 1 + decimals;
    }
    return figure;
}

/* Dao M'ZING is no thousand. */
static bool is_apostrophe(uint32_t code) { return code == '\'' || code == 0x2019 || code == 0x2BC; }

int64_t roman_at(const struct glyph *at, size_t *length_out) {
    static const char letters[] = "IVXLCDM";
    static const int64_t values[] = {1, 5, 10, 50, 100, 500, 1000};
    int64_t sum = 0, last = INT64_MAX;
    size_t length = 0;
    for (; at[length].code && at[length].code < 0x80; length++) {
        const char *letter = strchr(letters, (int)at[length].code);
        if (!letter || length == ROMAN_MAX) {
            break;
        }
        int64_t value = values[letter - letters];
        sum += value > last ? value - 2 * last : value;
        last = value;
    }
    bool word_goes_on = glyph_is_letter(at[length].code) || is_digit(at[length].code) ||
                        (is_apostrophe(at[length].code) && glyph_is_letter(at[length + 1].code));
    *length_out = length;
    return length && !word_goes_on ? sum : 0;
}

/* ---- elements of a pattern: how many glyphs of it stand at `at` -------------------------- */

typedef size_t element(const struct glyph *at);

static size_t short_number(const struct glyph *at) {
    size_t digits = digits_at(at);
    return digits <= 2 ? digits : 0;
}

static size_t four_digits(const struct glyph *at) { return digits_at(at) == 4 ? 4 : 0; }

static size_t amount(const struct glyph *at) { return figure_at(at).length; }

static size_t roman(const struct glyph *at) {
    size_t length;
    return roman_at(at, &length) ? length : 0;
}

/* 8h30, 8h, 07:30; "5g" is a weight. */
static size_t clock_time(const struct glyph *at) {
    size_t hours = digits_at(at);
    uint32_t mark = at[hours].code;
    bool letter = mark == 'h' || mark == 'H' || mark == 'g';
    if (hours == 0 || hours > 2 || value_of(at, hours) > 24 || !(letter || mark == ':')) {
        return 0;
    }
    size_t minutes = digits_at(at + hours + 1), length = hours + 1 + minutes;
    if (minutes == 0) {
        return mark == ':' || mark == 'g' ? 0 : length;
    }
    if (minutes != 2 || value_of(at + hours + 1, minutes) > 59) {
        return 0;
    }
    return length + (at[length].code == '\'');
}

static bool code_letter(uint32_t code) { return glyph_is_letter(code) || is_digit(code); }

/* NĐ-CP, TTLT-BYT-BTC, NQ/TW, QH15 */
static size_t legal_code(const struct glyph *at) {
    size_t length = 0;
    if (!glyph_is_upper(at[0].code)) {
        return 0;
    }
    while (code_letter(at[length].code) ||
           ((at[length].code == '-' || at[length].code == '/' || at[length].code == '&') &&
            glyph_is_upper(at[length + 1].code))) {
        length++;
    }
    return length;
}

static size_t dash(const struct glyph *at) {
    size_t length = 0;
    while (at[length].code == ' ') {
        length++;
    }
    if (!is_dash(at[length].code)) {
        return 0;
    }
    do {
        length++;
    } while (at[length].code == ' ');
    return length;
}

static size_t spaces(const struct glyph *at) {
    size_t length = 0;
    while (at[length].code == ' ') {
        length++;
    }
    return length;
}

static size_t at_least(const struct glyph *at) { return at->code == 0x2265; }

static const struct kind {
    element *measure;
    char letter;
    bool span, optional;
} kinds[] = {
    {short_number, 'd', true, false}, {four_digits, 'y', true, false},
    {digits_at, '#', true, false},    {amount, 'n', true, false},
    {clock_time, 't', true, false},   {roman, 'R', true, false},
    {legal_code, 'C', true, false},   {at_least, 'G', false, false},
    {dash, '-', false, false},        {spaces, '_', false, true},
};

static const struct kind *kind_of(char letter) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].letter == letter) {
            return &kinds[i];
        }
    }
    return NULL;
}

static bool ends_here(const struct glyphs *glyphs, size_t from, size_t end) {
    uint32_t last = end > from ? glyphs->list[end - 1].code : ' ', next = glyphs->list[end].code;
    if (is_digit(last)) {
        return !is_digit(next);
    }
    return !glyph_is_letter(last) || !code_letter(next);
}

bool match_pattern(const struct glyphs *glyphs, size_t from, const char *pattern,
                   struct match *match_out) {
    struct match match = {.from = from, .end = from};
    for (; *pattern; pattern++) {
        const struct kind *kind = kind_of(*pattern);
        const struct glyph *at = &glyphs->list[match.end];
        size_t length = kind ? kind->measure(at) : at->code == (unsigned char)*pattern;
        if (length == 0 && !(kind && kind->optional)) {
            return false;
        }
        if (kind && kind->span && match.count < SPANS_MAX) {
            match.spans[match.count].from = match.end;
            match.spans[match.count++].end = match.end + length;
        }
        match.end += length;
    }
    *match_out = match;
    return ends_here(glyphs, from, match.end);
}
