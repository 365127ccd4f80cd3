#include <string.h>

#include "speech/normalise_parts.h"
#include "unicode/letters.h"

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

bool is_inner_number(const struct glyphs *glyphs, size_t at) {
    const struct glyph *list = glyphs->list;
    if (at < 2 || !is_digit(list[at].code)) {
        return false;
    }
    uint32_t sign = list[at - 1].code;
    return is_digit(list[at - 2].code) && (sign == '/' || sign == '-' || sign == '.');
}

/* ---- numbers ---------------------------------------------------------------------------- */

/* Further groups of three behind the first figures, each behind `sign`: their glyphs. */
static size_t groups_behind(const struct glyph *at, uint32_t sign, size_t figures, int64_t *value) {
    size_t length = 0;
    while (at[length].code == sign && digits_at(at + length + 1) == GROUP_DIGITS &&
           figures + GROUP_DIGITS <= DIGITS_MAX) {
        *value = *value * 1000 + value_of(at + length + 1, GROUP_DIGITS);
        length += 1 + GROUP_DIGITS;
        figures += GROUP_DIGITS;
    }
    return length;
}

/* Figures of 540.000, and of 5 000 000 and 5,000,000 where they can be nothing else:
 * how many glyphs, and their value. */
static size_t grouped(const struct glyph *at, int64_t *value_out) {
    static const struct {
        uint32_t sign;
        int64_t multiple; /* of which the value must be one */
        size_t least;     /* groups */
    } ways[] = {{'.', 1, 1}, {' ', 1000, 1}, {',', 1, 2}};
    size_t first = digits_at(at);
    *value_out = value_of(at, first);
    if (first == 0 || first > GROUP_DIGITS) {
        return first; /* 2025.123 is no thousands */
    }
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        int64_t value = *value_out;
        size_t length = groups_behind(at + first, ways[i].sign, first, &value);
        bool plain = ways[i].sign == '.' || at[0].code != '0';
        if (plain && length >= ways[i].least * (1 + GROUP_DIGITS) &&
            value % ways[i].multiple == 0 && !is_digit(at[first + length].code)) {
            *value_out = value;
            return first + length;
        }
    }
    return first;
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
    const struct glyph *behind = decimals ? &at[figure.length + 1 + decimals] : at;
    bool list = behind[0].code == ',' && is_digit(behind[1].code); /* 2,4,6 */
    if (decimals && !figure.code && !list) {
        figure.decimals_at = figure.length + 1;
        figure.decimals = without_zeros(at + figure.decimals_at, decimals);
        figure.length += 1 + decimals;
    }
    bool closed = figure.value >= 1000 &&
                  (at[figure.length].code == ',' || at[figure.length].code == '.') &&
                  at[figure.length + 1].code == '-' && !is_digit(at[figure.length + 2].code);
    figure.length += closed ? 2 : 0; /* 1.250.000,- */
    return figure;
}

/* ---- times of the clock ------------------------------------------------------------------ */

/* Two figures below 60; one will do if `loose`. */
static size_t sixtieths(const struct glyph *at, bool loose, int64_t *value_out) {
    size_t digits = digits_at(at);
    *value_out = value_of(at, digits);
    return (digits == 2 || (digits == 1 && loose)) && *value_out < 60 ? digits : 0;
}

/* The first of `words`, NULL behind the last, that stands at `at`: its glyphs. */
static size_t any_text_at(const struct glyph *at, const char *const *words) {
    size_t length = 0;
    for (size_t i = 0; words[i] && !length; i++) {
        length = text_at(at, words[i]);
    }
    return length;
}

/* Behind the minutes: "phút", or their sign and perhaps seconds with theirs. */
static size_t behind_minutes(const struct glyph *at, struct clock *clock) {
    static const char *const words[] = {" phút", "phút", "ph", "p", NULL};
    static const char *const signs[] = {"'", "’", "′", NULL};
    static const char *const double_signs[] = {"\"", "”", "″", NULL};
    size_t sign = any_text_at(at, signs);
    size_t seconds = sign ? sixtieths(at + sign, false, &clock->seconds) : 0;
    size_t double_sign = seconds ? any_text_at(at + sign + seconds, double_signs) : 0;
    clock->seconds = double_sign ? clock->seconds : 0;
    return sign ? sign + (double_sign ? seconds + double_sign : 0) : any_text_at(at, words);
}

/* Behind the hours: "h30", "h", "g30", "H5'". */
static size_t lettered_minutes(const struct glyph *at, struct clock *clock) {
    bool hour = at[0].code == 'h' || at[0].code == 'H';
    size_t minutes = hour || at[0].code == 'g' ? sixtieths(at + 1, hour, &clock->minutes) : 0;
    if (minutes == 0) {
        clock->minutes = 0;
        return hour && !is_digit(at[1].code) ? 1 : 0; /* "5g" is a weight */
    }
    return 1 + minutes + behind_minutes(at + 1 + minutes, clock);
}

/* ":30", ":30:15" */
static size_t minutes_behind_colon(const struct glyph *at, struct clock *clock) {
    size_t minutes = at[0].code == ':' ? sixtieths(at + 1, false, &clock->minutes) : 0;
    bool more = minutes && at[1 + minutes].code == ':';
    size_t seconds = more ? sixtieths(at + 2 + minutes, false, &clock->seconds) : 0;
    clock->seconds = seconds ? clock->seconds : 0;
    return minutes ? 1 + minutes + (seconds ? 1 + seconds : 0) : 0;
}

/* " giờ 30", " giờ 5 phút"; without "phút" no word may follow: "7 giờ 30 hộ". */
static size_t minutes_behind_word(const struct glyph *at, struct clock *clock) {
    size_t word = text_at(at, " giờ "), minutes;
    minutes = word ? sixtieths(at + word, true, &clock->minutes) : 0;
    size_t end = word + minutes, unit = minutes ? text_at(at + end, " phút") : 0;
    bool bare = !unit && digits_at(at + word) == 2 &&
                !(at[end].code == ' ' && glyph_is_letter(at[end + 1].code));
    return minutes && (unit || bare) ? end + unit : 0;
}

struct clock clock_at(const struct glyph *at) {
    static size_t (*const forms[])(const struct glyph *, struct clock *) = {
        lettered_minutes, minutes_behind_colon, minutes_behind_word};
    size_t hours = digits_at(at);
    struct clock clock = {.hours = value_of(at, hours)};
    if (hours == 0 || hours > 2 || clock.hours > 24) {
        return (struct clock){0};
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t rest = forms[i](at + hours, &clock);
        if (rest) {
            clock.length = hours + rest;
            return clock;
        }
    }
    return (struct clock){0};
}

/* ---- Roman numerals ---------------------------------------------------------------------- */

int64_t roman_begin(const struct glyph *at, size_t *length_out) {
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
    *length_out = length;
    return sum;
}

int64_t roman_at(const struct glyph *at, size_t *length_out) {
    int64_t value = roman_begin(at, length_out);
    const struct glyph *next = at + *length_out; /* Dao M'ZING is no thousand */
    bool word_goes_on = glyph_is_letter(next[0].code) || is_digit(next[0].code) ||
                        (letters_is_apostrophe(next[0].code) && glyph_is_letter(next[1].code));
    return word_goes_on ? 0 : value;
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

static size_t clock_time(const struct glyph *at) { return clock_at(at).length; }

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

static size_t at_least(const struct glyph *at) {
    return at->code == 0x2265 ? 1 : text_at(at, ">=");
}

static size_t currency(const struct glyph *at) { return at->code == '$' || at->code == 0x20AC; }

static const struct kind {
    element *measure;
    char letter;
    bool span, optional;
} kinds[] = {
    {short_number, 'd', true, false}, {four_digits, 'y', true, false},
    {digits_at, '#', true, false},    {amount, 'n', true, false},
    {clock_time, 't', true, false},   {roman, 'R', true, false},
    {legal_code, 'C', true, false},   {at_least, 'G', false, false},
    {currency, 'S', true, false},     {dash, '-', false, false},
    {spaces, '_', false, true},
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
