#include <string.h>

#include "speech/normalise_parts.h"

static size_t address_end(const struct glyphs *glyphs, size_t from) {
    const struct glyph *list = glyphs->list;
    size_t end = from;
    while (list[end].code > ' ' && list[end].code < 0x7F &&
           !strchr("<>\"()", (int)list[end].code)) {
        end++;
    }
    while (end > from && (is_stop_mark(list[end - 1].code) || list[end - 1].code == '/')) {
        end--;
    }
    return end;
}

/* The last label of a.b.vn, where the path begins or the address ends. */
static bool ends_in_domain(const struct glyph *list, size_t from, size_t end) {
    static const char *const domains[] = {"vn", "com", "org", "net", "edu", "gov", "info", "io"};
    size_t stop = from, dot = from;
    while (stop < end && list[stop].code != '/') {
        dot = list[stop].code == '.' ? stop : dot;
        stop++;
    }
    for (size_t i = 0; i < sizeof domains / sizeof *domains && dot > from; i++) {
        if (stop - dot - 1 == strlen(domains[i]) && text_at(&list[dot + 1], domains[i])) {
            return true;
        }
    }
    return false;
}

static bool is_address(const struct glyph *list, size_t from, size_t end) {
    bool at_sign = false, scheme = false;
    for (size_t i = from; i < end; i++) {
        at_sign = at_sign || (i > from && i + 1 < end && list[i].code == '@');
        scheme = scheme || text_at(&list[i], "://");
    }
    return end > from + 3 &&
           (at_sign || scheme || text_at(&list[from], "www.") || ends_in_domain(list, from, end));
}

static size_t skip_scheme(const struct glyph *list, size_t from, size_t end) {
    for (size_t i = from; i < end; i++) {
        size_t length = text_at(&list[i], "://");
        if (length && i + length < end) {
            return i + length;
        }
    }
    return from;
}

static size_t say_address_part(struct job *job, size_t at) {
    static const struct {
        char sign;
        const char *name;
    } signs[] = {{'.', "chấm"},       {'@', "a còng"},    {'/', "gạch chéo"},
                 {'-', "gạch ngang"}, {'_', "gạch dưới"}, {':', "hai chấm"}};
    const struct glyph *list = job->glyphs->list;
    struct match m = {.from = at};
    if (is_digit(list[at].code)) {
        say_digits(job, &list[at], 1);
        return at + 1;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (list[at].code == (unsigned char)signs[i].sign) {
            say(job, signs[i].name);
            return at + 1;
        }
    }
    size_t end = read_word(job, &m);
    return end ? end : at + 1;
}

/* dichvucong.gov.vn, a.b@c.vn, https://… */
size_t read_address(struct job *job, const struct match *m) {
    const struct glyph *list = job->glyphs->list;
    size_t end = address_end(job->glyphs, m->from);
    if (!is_address(list, m->from, end)) {
        return 0;
    }
    for (size_t at = skip_scheme(list, m->from, end); at < end;) {
        at = say_address_part(job, at);
    }
    return end;
}
