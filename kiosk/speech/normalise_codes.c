#include "speech/normalise_parts.h"

enum {
    CODE_DIGITS = 4, /* of 1.001193 behind the dot: more than thousands have */
    PHONE_DIGITS_MIN = 8,
    PHONE_DIGITS_MAX = 12,
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

/* 1.001193: a code, figure by figure; 2.5: by parts. Thousands are neither. */
size_t read_dotted(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    size_t head = m->spans[0].end - m->spans[0].from, tail = m->spans[1].end - m->spans[1].from;
    bool code = tail >= CODE_DIGITS;
    if (tail == 3 && head <= 3) {
        return 0;
    }
    for (size_t i = 0; i < 2; i++) {
        const struct glyph *part = &list[m->spans[i].from];
        size_t digits = i ? tail : head;
        if (i) {
            say(job, "chấm");
        }
        if (code || part->code == '0' || digits > 3) {
            say_digits(job, part, digits);
        } else {
            say_number(job, "%cardinal", value_of(part, digits));
        }
    }
    return code ? skip_tail(job, m->end) : say_unit(job, m->end);
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

static void find_groups(const struct job *job, size_t from, struct phone *phone) {
    const struct glyph *list = job->glyphs->list;
    for (size_t at = from; phone->count < PHONE_GROUPS_MAX; at = next_group(list, phone->end)) {
        size_t digits = digits_at(&list[at]);
        if (phone->digits + digits > PHONE_DIGITS_MAX || digits < 2) {
            break;
        }
        phone->groups[phone->count] = at;
        phone->lengths[phone->count++] = digits;
        phone->digits += digits;
        phone->end = at + digits;
    }
}

static bool begins_phone(const struct glyph *at) {
    int64_t head = value_of(at, digits_at(at));
    return at[0].code == '0' || head == 1800 || head == 1900;
}

/* 0986 123 456, (024) 3933 6789, +84 986 123 456: by the printed groups. */
size_t read_phone(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    struct phone phone = {0};
    bool abroad = list[m->from].code == '+';
    size_t from = m->from + abroad;
    if (!is_digit(list[from].code) || !(abroad || begins_phone(&list[from]))) {
        return 0;
    }
    find_groups(job, from, &phone);
    if (phone.count < 2 || phone.digits < PHONE_DIGITS_MIN || is_digit(list[phone.end].code)) {
        return 0;
    }
    if (abroad) {
        job->vietnamese = true;
        say(job, "cộng");
    }
    choose_tongue(job, digit, 1);
    for (size_t i = 0; i < phone.count; i++) {
        if (i) {
            say_stop(job, ',');
        }
        say_digits(job, &list[phone.groups[i]], phone.lengths[i]);
        said_for(job, phone.groups[i], phone.groups[i] + phone.lengths[i]);
    }
    return phone.end;
}

/* ---- Roman numerals -------------------------------------------------------------------------- */

/* Behind "quý I" another one may follow: ", II và III". */
static size_t next_roman(const struct job *job, size_t at) {
    static const char *const between[] = {",", "/", "và", "hoặc"};
    const struct glyph *list = job->glyphs->list;
    size_t length;
    at = skip_spaces(job->glyphs, at);
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        size_t next = skip_spaces(job->glyphs, at + text_at(&list[at], between[i]));
        if (next > at && roman_at(&list[next], &length)) {
            return next;
        }
    }
    return SIZE_MAX;
}

size_t read_roman(struct job *job, const struct match *m) {
    const struct lexeme *governor = governor_said(job);
    bool asked = governor && str_same(governor->fields[GOVERNOR_ROMAN], "yes");
    size_t length;
    if (!asked && job->roman_at != m->from) {
        return 0;
    }
    bool ordinal = governor && str_same(governor->fields[GOVERNOR_FORM], "ordinal");
    say_number(job, ordinal ? "%ordinal" : "%cardinal",
               roman_at(&job->glyphs->list[m->from], &length));
    job->roman_at = next_roman(job, m->end);
    struct match year;
    if (match_pattern(job->glyphs, m->end, "/y", &year)) {
        say_number(job, "%year", value_of(&job->glyphs->list[year.spans[0].from], 4));
        return year.end;
    }
    return m->end;
}
