#include "content/typed.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "content/fields.h"
#include "content/form.h"

enum { DIGITS_MAX = 18 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* ---- dates ------------------------------------------------------------------------ */

/* Numbers between separators: at most three, of at most four digits. */
static int parts_of(const char *text, int parts[3], char separator) {
    int count = 0;
    for (;;) {
        int digits = 0, value = 0;
        for (; digits < 5 && is_digit(text[digits]); digits++) {
            value = 10 * value + (text[digits] - '0');
        }
        if (digits == 0 || digits > 4 || count == 3) {
            return 0;
        }
        parts[count++] = value;
        text += digits;
        if (*text != separator) {
            return *text == '\0' || *text == ' ' ? count : 0;
        }
        text++;
    }
}

int32_t typed_date(const char *text) {
    char written[16];
    int parts[3];
    static const char word[] = "ngày ";
    text += strspn(text, " ");
    text += strncmp(text, word, sizeof word - 1) == 0 ? sizeof word - 1 : 0;
    const char *signs = text + strspn(text, "0123456789");
    if (!*signs || !strchr("/-.", *signs) || parts_of(text, parts, *signs) != 3) {
        return 0;
    }
    bool year_first = signs - text == 4;
    int year = parts[year_first ? 0 : 2], day = parts[year_first ? 2 : 0];
    snprintf(written, sizeof written, "%04d-%02d-%02d", year, parts[1], day);
    return fields_date(written);
}

void typed_date_text(int32_t date, char *out, size_t size) {
    struct str s;
    str_init(&s, out, size);
    str_printf(&s, "%04d-%02d-%02d", (int)(date / 10000), (int)(date / 100 % 100),
               (int)(date % 100));
}

/* ---- numbers ---------------------------------------------------------------------- */

/* Bytes of what stands between groups: a point, a comma, a space of some kind. */
static size_t gap(const char *text) {
    static const char *const gaps[] = {".", ",", " ", "\u00A0", "\u202F"};
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
        if (strncmp(text, gaps[i], strlen(gaps[i])) == 0) {
            return strlen(gaps[i]);
        }
    }
    return 0;
}

/* Adds the digits at `text` to a number; returns how many there are, 0 if they are
 * more than `most`. */
static size_t digits_at(const char *text, size_t most, int64_t *number) {
    size_t digits = 0;
    for (; digits < most && is_digit(text[digits]); digits++) {
        *number = 10 * *number + (text[digits] - '0');
    }
    return is_digit(text[digits]) ? 0 : digits;
}

/* Digits, or one to three of them and groups of three. Returns the bytes, 0 if wrong. */
static size_t grouped(const char *text, int64_t *number_out) {
    *number_out = 0;
    size_t at = digits_at(text, DIGITS_MAX, number_out), total = at;
    bool groups = at >= 1 && at <= 3;
    while (at && gap(text + at) && is_digit(text[at + gap(text + at)])) {
        at += gap(text + at);
        total += 3;
        if (!groups || total > DIGITS_MAX || digits_at(text + at, 3, number_out) != 3) {
            return 0;
        }
        at += 3;
    }
    return at;
}

bool typed_number(const char *text, int64_t *number_out) {
    text += strspn(text, " ");
    size_t bytes = grouped(text, number_out);
    return bytes && text[bytes + strspn(text + bytes, " ")] == '\0';
}

bool typed_money(const char *text, int64_t *number_out, bool *named_out) {
    static const char *const names[] = {"đồng", "đ", "VND", "VNĐ", "dong", "₫", NULL};
    text += strspn(text, " ");
    size_t bytes = grouped(text, number_out);
    const char *rest = text + bytes + gap(text + bytes);
    *named_out = typed_choice(rest, names) >= 0 || strcmp(rest, "₫") == 0;
    return bytes && (*named_out || *rest == '\0');
}

/* ---- words ------------------------------------------------------------------------ */

int typed_choice(const char *text, const char *const *names) {
    for (int i = 0; names[i]; i++) {
        if (form_same(text, names[i])) {
            return i;
        }
    }
    return -1;
}

bool typed_yes(const char *text, bool *yes_out) {
    static const char *const yes[] = {"có", "x", "true", "1", "yes", "đúng", NULL};
    static const char *const no[] = {"không", "false", "0", "no", NULL};
    *yes_out = typed_choice(text, yes) >= 0;
    return *yes_out || typed_choice(text, no) >= 0;
}
