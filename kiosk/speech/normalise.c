#include "speech/normalise.h"

#include <ctype.h>
#include <string.h>

#include "speech/utf8.h"

enum {
    DIGITS_MAX = 18,     /* of a number: fits int64_t */
    CARDINAL_DIGITS = 6, /* longer ones without separators are telephone numbers, codes */
    GROUP_DIGITS = 3
};

static bool digit(char c) { return c >= '0' && c <= '9'; }

static size_t digits_at(const char *text) {
    size_t count = 0;
    while (digit(text[count])) {
        count++;
    }
    return count;
}

static int64_t value_of(const char *text, size_t count) {
    int64_t value = 0;
    for (size_t i = 0; i < count && i < DIGITS_MAX; i++) {
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/* ---- what stands around ----------------------------------------------------------- */

/* True if `out` ends in the word `word`, in any case of its first letter. */
static bool after_word(const struct str *out, const char *word) {
    size_t length = strlen(word), used = out->used;
    while (used > 0 && out->data[used - 1] == ' ') {
        used--;
    }
    if (used < length || used == out->used) {
        return false;
    }
    const char *at = out->data + used - length;
    bool begins = at == out->data || strchr(" (,.", at[-1]);
    return begins && tolower((unsigned char)at[0]) == word[0] &&
           strncmp(at + 1, word + 1, length - 1) == 0;
}

/* Words before a number that call for a form of their own. */
static const struct governor {
    const char *before, *behind; /* behind: text that must follow, NULL for any */
    const char *rule_set;
} governors[] = {
    {"tháng", NULL, "%ordinal"},
    {"thứ", NULL, "%ordinal"},
    {"hạng", NULL, "%ordinal"},
    {"ngày", " tháng", "%day"},
};

static const char *rule_set_for(const struct str *out, const char *behind) {
    for (size_t i = 0; i < sizeof governors / sizeof *governors; i++) {
        const struct governor *g = &governors[i];
        if (after_word(out, g->before) &&
            (!g->behind || strncmp(behind, g->behind, strlen(g->behind)) == 0)) {
            return g->rule_set;
        }
    }
    return "%cardinal";
}

/* ---- kinds of figures: each returns the bytes it understood and said, or 0 --------- */

typedef size_t reading(struct spellout *numbers, const char *text, struct str *out);

static int days_of(int64_t month, int64_t year) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool put_date(struct spellout *numbers, int64_t day, int64_t month, int64_t year,
                     struct str *out) {
    if (month < 1 || month > 12 || year < 1 || day < 1 || day > days_of(month, year)) {
        return false;
    }
    spellout_put(numbers, after_word(out, "ngày") ? "%day" : "%named-day", day, out);
    str_put(out, " ");
    spellout_put(numbers, "%month", month, out);
    str_put(out, " ");
    spellout_put(numbers, "%year", year, out);
    return true;
}

/* dd/mm/yyyy */
static size_t read_date(struct spellout *numbers, const char *text, struct str *out) {
    size_t day = digits_at(text);
    if (day < 1 || day > 2 || text[day] != '/') {
        return 0;
    }
    const char *second = text + day + 1;
    size_t month = digits_at(second);
    if (month < 1 || month > 2 || second[month] != '/') {
        return 0;
    }
    const char *third = second + month + 1;
    if (digits_at(third) != 4 || third[4] == '/' ||
        !put_date(numbers, value_of(text, day), value_of(second, month), value_of(third, 4), out)) {
        return 0;
    }
    return day + month + 6;
}

static void put_digits(struct spellout *numbers, const char *text, size_t count, struct str *out) {
    for (size_t i = 0; i < count; i++) {
        str_put(out, i ? " " : "");
        spellout_put(numbers, "%digit", text[i] - '0', out);
    }
}

/* 1.001193: a code, not thousands; the dot is said. */
static size_t read_code(struct spellout *numbers, const char *text, struct str *out) {
    size_t head = digits_at(text);
    size_t tail = text[head] == '.' ? digits_at(text + head + 1) : 0;
    if (tail <= GROUP_DIGITS) {
        return 0;
    }
    put_digits(numbers, text, head, out);
    str_put(out, " chấm ");
    put_digits(numbers, text + head + 1, tail, out);
    return head + 1 + tail;
}

/* 0912345678, 123456789: figure by figure, in groups one can follow: ten as 4-3-3,
 * others by threes from the end. */
static size_t read_long(struct spellout *numbers, const char *text, struct str *out) {
    size_t count = digits_at(text), said = 0;
    if (count <= CARDINAL_DIGITS && (text[0] != '0' || count == 1)) {
        return 0;
    }
    while (said < count) {
        size_t left = count - said;
        size_t group = left % GROUP_DIGITS ? left % GROUP_DIGITS : GROUP_DIGITS;
        if (group == 1 && left > GROUP_DIGITS) {
            group += GROUP_DIGITS;
        }
        str_put(out, said ? ", " : "");
        put_digits(numbers, text + said, group, out);
        said += group;
    }
    return count;
}

/* Figures of 540.000 or 12: how many bytes, and their value. */
static size_t grouped(const char *text, int64_t *value_out) {
    size_t length = digits_at(text), figures = length;
    *value_out = value_of(text, length);
    if (figures > GROUP_DIGITS) {
        return length; /* 2025.123 is no thousands */
    }
    while (text[length] == '.' && digits_at(text + length + 1) == GROUP_DIGITS &&
           figures + GROUP_DIGITS <= DIGITS_MAX) {
        *value_out = *value_out * 1000 + value_of(text + length + 1, GROUP_DIGITS);
        length += 1 + GROUP_DIGITS;
        figures += GROUP_DIGITS;
    }
    return length;
}

static void put_decimals(struct spellout *numbers, const char *text, size_t count,
                         struct str *out) {
    str_put(out, " phẩy ");
    if (text[0] == '0' || count > 2) {
        put_digits(numbers, text, count, out);
    } else {
        spellout_put(numbers, "%cardinal", value_of(text, count), out);
    }
}

/* 12, 540.000, 2,5 */
static size_t read_number(struct spellout *numbers, const char *text, struct str *out) {
    int64_t value;
    size_t length = grouped(text, &value);
    size_t decimals = text[length] == ',' ? digits_at(text + length + 1) : 0;
    const char *behind = text + length;
    spellout_put(numbers, decimals ? "%cardinal" : rule_set_for(out, behind), value, out);
    if (decimals) {
        put_decimals(numbers, behind + 1, decimals, out);
        length += 1 + decimals;
    }
    return length;
}

static reading *const readings[] = {read_date, read_code, read_long, read_number};

static size_t read_figures(struct spellout *numbers, const char *text, struct str *out) {
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        size_t read = readings[i](numbers, text, out);
        if (read) {
            return read;
        }
    }
    return 0;
}

/* ---- texts and values -------------------------------------------------------------- */

/* A figure and a letter that touch are said as two words. */
static void part_from(struct str *out, char next) {
    char last = out->used ? out->data[out->used - 1] : ' ';
    bool letter = isalpha((unsigned char)next) || (unsigned char)next >= 0x80;
    if ((letter || digit(next)) && (isalnum((unsigned char)last) || (unsigned char)last >= 0x80)) {
        str_put(out, " ");
    }
}

void normalise_text(struct spellout *numbers, const char *text, struct str *out) {
    while (*text) {
        size_t length = utf8_length(text);
        if (length == 0) {
            text++;
        } else if (numbers && digit(*text)) {
            part_from(out, *text);
            text += read_figures(numbers, text, out);
            part_from(out, *text);
        } else {
            str_put_n(out, text, length);
            text += length;
        }
    }
}

bool normalise_value(struct spellout *numbers, enum segment_kind kind, int64_t value,
                     struct str *out) {
    if (!numbers) {
        return false;
    }
    switch (kind) {
    case SEGMENT_MONEY:
        return spellout_put(numbers, "%money", value, out);
    case SEGMENT_COUNT:
        return spellout_put(numbers, rule_set_for(out, ""), value, out);
    case SEGMENT_DATE:
        return put_date(numbers, value % 100, value / 100 % 100, value / 10000, out);
    case SEGMENT_TEXT:
        break;
    }
    return false;
}
