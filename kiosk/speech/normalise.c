#include "speech/normalise.h"

#include <string.h>

#include "speech/normalise_parts.h"

/* A class of tokens. The first row whose pattern stands there and whose function
 * takes it says it. */
static const struct token_class {
    const char *pattern;
    reading *read;
    bool whole; /* not what goes on a number, as 2/2026 in 30/2/2026 */
} classes[] = {
    {"", read_address, true},
    {"C", read_bare_citation, true},
    {"Td-Td", read_weekdays, true},
    {"Td/y", read_month, true},
    {"R", read_heading, true},
    {"", read_abbreviation, true},
    {"#/y/C", read_citation, true},
    {"#/C", read_citation, true},
    {"#-C", read_citation, true},
    {"d/d/y-d/d/y", read_date_range, true},
    {"d-d/d/y", read_days_of_month, true},
    {"d/d/y", read_date, true},
    {"d-d-y", read_date, true},
    {"d.d.y", read_date, true},
    {"y-d-d", read_iso_date, true},
    {"d/d-d/d/y", read_day_range, true},
    {"d/d-d/d", read_day_range, true},
    {"d-d/d", read_days_of_month, true},
    {"d/y", read_month, true},
    {"d/d", read_day, true},
    {"d.d", read_day_with_sign, true},
    {"d-d", read_day_with_sign, true},
    {"d", read_lunar_month, true},
    {"n:n", read_ratio, true},
    {"t-t", read_time_range, true},
    {"t", read_time, true},
    {"", read_phone, false},
    {"#.#", read_dotted, true},
    {"n/n", read_fraction, true},
    {"d\"", read_seconds, false},
    {"n_x_n_x_n", read_multiplied, true},
    {"n_x_n", read_multiplied, true},
    {"x_n", read_times, true},
    {"Sn", read_priced, true},
    {"#", read_mixed, false},
    {"n", read_number, false},
    {"G_n", read_at_least, false},
    {"-", read_dash, false},
    {"-n", read_minus, false},
    {"R", read_roman, true},
    {"", read_roman_letter, true},
    {"", read_own_word, false},
    {"", read_governor, true},
    {"", read_word, false},
};

static size_t read_token(struct job *job, size_t at) {
    bool inner = is_inner_number(job->glyphs, at);
    struct match match;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        const struct token_class *class = &classes[i];
        if ((inner && class->whole) || !match_pattern(job->glyphs, at, class->pattern, &match)) {
            continue;
        }
        job->vietnamese = true;
        size_t end = class->read(job, &match);
        if (end > at) {
            return end;
        }
    }
    match.from = at;
    return read_mark(job, &match);
}

/* Without tables: the text, as far as it is UTF-8. */
static void copy_text(const struct glyphs *glyphs, struct str *out, struct normalised_map *map) {
    char letter[5];
    size_t before = out->used;
    for (size_t i = 0; i < glyphs->count; i++) {
        glyph_write(glyphs->list[i].code, letter);
        str_put(out, letter);
    }
    if (map && map->count < map->max && glyphs->count) {
        map->words[map->count++] =
            (struct normalised_word){.said_start = (uint32_t)before,
                                     .said_end = (uint32_t)out->used,
                                     .source_end = glyphs->list[glyphs->count - 1].end};
    }
}

void normalise_text(struct normaliser *normaliser, const char *text, struct str *out,
                    struct normalised_map *map) {
    struct glyphs glyphs;
    glyphs_init(&glyphs, text);
    if (!normaliser) {
        copy_text(&glyphs, out, map);
    }
    struct job job = {.normaliser = normaliser,
                      .glyphs = &glyphs,
                      .out = out,
                      .map = map,
                      .first_word = map ? map->count : 0};
    for (size_t at = 0; normaliser && at < glyphs.count;) {
        size_t from = skip_spaces(&glyphs, at);
        at = from < glyphs.count ? read_token(&job, from) : from;
        said_for(&job, from, at);
    }
    glyphs_fini(&glyphs);
}

static bool alike(const struct normalised_word *a, const struct normalised_word *b) {
    return a->vietnamese == b->vietnamese && a->changed == b->changed;
}

void normalised_parts(char *said, const struct normalised_map *map,
                      void (*each)(void *context, const char *part,
                                   const struct normalised_word *first),
                      void *context) {
    const struct normalised_word *words = map->words;
    for (size_t from = 0, end; from < map->count; from = end) {
        for (end = from + 1; end < map->count && alike(&words[end], &words[from]);) {
            end++;
        }
        char *cut = end < map->count ? said + words[end].said_start : said + strlen(said);
        char first = *cut;
        *cut = '\0';
        each(context, said + words[from].said_start, &words[from]);
        *cut = first;
    }
}

/* ---- typed values ------------------------------------------------------------------------ */

static void say_value(struct job *job, const char *rule_set, int64_t value) {
    choose_tongue(job, &rule_set, 1);
    say_number(job, rule_set, value);
}

bool normalise_value(struct normaliser *normaliser, enum segment_kind kind, int64_t value,
                     struct str *out, struct normalised_map *map) {
    struct job job = {.normaliser = normaliser, .out = out, .map = map};
    if (!normaliser) {
        return false;
    }
    switch (kind) {
    case SEGMENT_MONEY:
        say_value(&job, "%money", value);
        return true;
    case SEGMENT_COUNT:
        say_value(&job, governs(governor_said(&job), "ordinal") ? "%ordinal" : "%cardinal", value);
        return true;
    case SEGMENT_DATE:
        return say_date(&job, value % 100, value / 100 % 100, value / 10000);
    case SEGMENT_TEXT:
        break;
    }
    return false;
}
