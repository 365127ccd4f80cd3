#include "speech/normalise_parts.h"

enum {
    CODE_DIGITS = 4, /* of 1.001193 behind the dot: more than thousands have */
    PHONE_DIGITS_MIN = 8,
    PHONE_DIGITS = 10,
    PHONE_DIGITS_MAX = 16,
    GROUP_DIGITS = 3,
    ACCOUNT_DIGITS_MIN = 9,
    ACCOUNT_GROUPS_MIN = 3,
    PHONE_GROUPS_MAX = 6
};

static const char *const digit[] = {"%digit"};

/* ---- codes ----------------------------------------------------------------------------------- */

/* Behind the code of a procedure: ".000.00.00.H38", the province's. */
static size_t skip_tail(const struct job *job, size_t at) {
    struct match m;
    while (match_pattern(job->glyphs, at, ".#", &m)) {
        at = m.end;
    }
    return match_pattern(job->glyphs, at, ".H#", &m) ? m.end : at;
}

static void say_part(struct job *job, size_t from, size_t end) {
    const struct glyph *at = &job->glyphs->list[from];
    if (at->code == '0' || end - from > GROUP_DIGITS) {
        say_digits(job, at, end - from);
    } else {
        say_number(job, "%cardinal", value_of(at, end - from));
    }
}

/* 1.001193: a code, figure by figure; 2.5 and 2.1.3: by parts. Thousands are neither. */
size_t read_dotted(struct job *job, const struct match *m) {
    struct match part = *m;
    size_t head = m->spans[0].end - m->spans[0].from, tail = m->spans[1].end - m->spans[1].from;
    if (tail == GROUP_DIGITS && head <= GROUP_DIGITS) {
        return 0;
    }
    if (tail >= CODE_DIGITS) {
        say_digits(job, &job->glyphs->list[m->spans[0].from], head);
        say(job, "chấm");
        say_digits(job, &job->glyphs->list[m->spans[1].from], tail);
        return skip_tail(job, m->end);
    }
    say_part(job, m->spans[0].from, m->spans[0].end);
    part.end = m->spans[0].end;
    while (match_pattern(job->glyphs, part.end, ".#", &part)) {
        say(job, "chấm");
        say_part(job, part.spans[0].from, part.spans[0].end);
    }
    return say_unit(job, part.end);
}

/* ---- telephones ------------------------------------------------------------------------------ */

struct phone {
    size_t groups[PHONE_GROUPS_MAX], lengths[PHONE_GROUPS_MAX];
    size_t count, digits, end;
};

/* Where the next printed group begins: one space, dot or dash between, or ") ". `at`
 * if none does. */
static size_t next_group(const struct glyph *list, size_t at) {
    size_t next = at + (list[at].code == ')');
    uint32_t between = list[next].code;
    bool sign = next == at && (between == '.' || between == '-');
    next += between == ' ' || sign;
    return is_digit(list[next].code) ? next : at;
}

/* A group of `digits` at `at` belongs to the number: a figure alone only behind the code
 * of a province, "0205 3 812 345"; not where another number begins. */
static bool is_group(const struct glyph *list, const struct phone *phone, size_t at,
                     size_t digits) {
    size_t next = next_group(list, at + digits);
    bool alone = digits == 1 && phone->count == 1 && next > at + digits &&
                 digits_at(&list[next]) >= GROUP_DIGITS;
    bool another = phone->digits >= PHONE_DIGITS && digits > GROUP_DIGITS && list[at].code == '0';
    return (digits >= 2 || alone) && !another && phone->digits + digits <= PHONE_DIGITS_MAX;
}

static void find_groups(const struct job *job, size_t from, struct phone *phone) {
    const struct glyph *list = job->glyphs->list;
    for (size_t at = from; phone->count < PHONE_GROUPS_MAX; at = next_group(list, phone->end)) {
        size_t digits = digits_at(&list[at]);
        if ((phone->count && at == phone->end) || !is_group(list, phone, at, digits)) {
            break;
        }
        phone->groups[phone->count] = at;
        phone->lengths[phone->count++] = digits;
        phone->digits += digits;
        phone->end = at + digits;
    }
}

/* 8801 2051 23456: no number that begins like a telephone's, but in groups. */
static bool is_account(const struct job *job, const struct phone *phone) {
    bool long_groups = phone->count >= ACCOUNT_GROUPS_MIN && phone->digits >= ACCOUNT_DIGITS_MIN;
    for (size_t i = 0; i < phone->count; i++) {
        uint32_t before = i ? job->glyphs->list[phone->groups[i] - 1].code : ' ';
        bool last = i + 1 == phone->count;
        long_groups = long_groups && before == ' ' && (last || phone->lengths[i] >= GROUP_DIGITS);
    }
    return long_groups;
}

static bool begins_phone(const struct glyph *at) {
    int64_t head = value_of(at, digits_at(at));
    return at[0].code == '0' || head == 1800 || head == 1900;
}

static void say_groups(struct job *job, const struct phone *phone) {
    const struct glyph *list = job->glyphs->list;
    choose_tongue(job, digit, 1);
    for (size_t i = 0; i < phone->count; i++) {
        if (i) {
            say_stop(job, ',');
        }
        say_digits(job, &list[phone->groups[i]], phone->lengths[i]);
        said_for(job, phone->groups[i], phone->groups[i] + phone->lengths[i]);
    }
}

/* Two numbers in a row are heard apart. */
static void part_from_number_before(struct job *job, size_t from) {
    const struct glyph *list = job->glyphs->list;
    if (from > 1 && list[from - 1].code == ' ' && is_digit(list[from - 2].code)) {
        say_stop(job, ',');
    }
}

/* 0986 123 456, (024) 3933 6789, +84 986 123 456: by the printed groups. */
size_t read_phone(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    struct phone phone = {0};
    bool abroad = list[m->from].code == '+';
    size_t from = m->from + abroad;
    bool inner = is_inner_number(job->glyphs, from) && list[from - 1].code != '/';
    if (!is_digit(list[from].code) || inner) {
        return 0;
    }
    find_groups(job, from, &phone);
    bool amount = figure_at(&list[from]).length > phone.lengths[0]; /* 25 000 000 */
    bool known = abroad || begins_phone(&list[from]) || (!amount && is_account(job, &phone));
    if (!known || phone.count < 2 || phone.digits < PHONE_DIGITS_MIN ||
        is_digit(list[phone.end].code)) {
        return 0;
    }
    part_from_number_before(job, from);
    if (abroad) {
        job->vietnamese = true;
        say(job, "cộng");
    }
    say_groups(job, &phone);
    if (list[phone.end].code == '/' && begins_phone(&list[phone.end + 1])) {
        say_stop(job, ',');
        return phone.end + 1;
    }
    return phone.end;
}

/* ---- Roman numerals -------------------------------------------------------------------------- */

/* XIV is nothing else; VI may be a word in capitals, and X, C, D, M are letters. */
static bool is_unmistakable(const struct glyph *at, size_t count) {
    size_t known = 0, steps = 0;
    for (size_t i = 0; i < count; i++) {
        known += at[i].code == 'I' || at[i].code == 'V' || at[i].code == 'X';
        steps += at[i].code != 'X';
    }
    return count > 1 && known == count && steps > 0 && !is_syllable(at, count);
}

/* "I. Mục đích": the first thing of a text, and a sentence behind it; "X. Bắc Hà" is a
 * commune. */
size_t read_heading(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list, *at = &list[m->from], *behind = &list[m->end];
    bool first = job->out->used == 0 && skip_spaces(job->glyphs, 0) == m->from;
    bool known = at->code == 'I' || at->code == 'V' || at->code == 'X';
    size_t length;
    bool sentence = (behind[0].code == '.' || behind[0].code == '/') && behind[1].code == ' ' &&
                    glyph_is_upper(behind[2].code);
    bool place =
        sentence && m->end == m->from + 1 && at->code == 'X' && !glyph_is_upper(behind[3].code);
    if (!first || !known || !sentence || place) {
        return 0;
    }
    say_number(job, "%cardinal", roman_at(at, &length));
    return m->end;
}

/* Phụ lục IIa */
size_t read_roman_letter(struct job *job, const struct match *m) {
    const struct glyph *at = &job->glyphs->list[m->from];
    const struct lexeme *governor = governor_at(job, m->from);
    size_t length, letters = letters_at(at);
    int64_t value = roman_begin(at, &length);
    if (!governor || !str_same(governor->fields[GOVERNOR_ROMAN], "yes") || length == 0 ||
        letters != length + 1 || glyph_is_upper(at[length].code)) {
        return 0;
    }
    say_number(job, "%cardinal", value);
    spell_letters(job, &at[length], 1);
    return m->from + letters;
}

/* I of "I, II" */
static bool leads_row(const struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    size_t next = next_in_row(job, m->end), length;
    return next != SIZE_MAX && roman_at(&list[next], &length) &&
           is_unmistakable(&list[next], length);
}

size_t read_roman(struct job *job, const struct match *m) {
    const struct lexeme *governor = governor_at(job, m->from);
    const struct glyph *at = &job->glyphs->list[m->from];
    bool asked = governor && str_same(governor->fields[GOVERNOR_ROMAN], "yes");
    size_t length;
    if (!asked && !is_unmistakable(at, m->end - m->from) && !leads_row(job, m)) {
        return 0;
    }
    say_number(job, governs(governor, "ordinal") ? "%ordinal" : "%cardinal", roman_at(at, &length));
    governed(job, asked ? governor : NULL, m->end);
    struct match year;
    if (match_pattern(job->glyphs, m->end, "/y", &year)) {
        say_number(job, "%year", value_of(&job->glyphs->list[year.spans[0].from], 4));
        return year.end;
    }
    return m->end;
}
