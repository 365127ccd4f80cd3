#include <ctype.h>
#include <string.h>

#include "speech/normalise_parts.h"

enum {
    NUMBER_BYTES = 1024,
    GROUP_DIGITS = 3,
    CARDINAL_DIGITS = 6,
    WORD_GLYPHS_MAX = NUMBER_BYTES / 4 - 1
};

/* ---- words and pauses ----------------------------------------------------------------- */

static void say_word(struct job *job, const char *word, size_t bytes, bool changed) {
    struct str *out = job->out;
    struct normalised_map *map = job->map;
    if (out->used > 0 && out->data[out->used - 1] != ' ') {
        str_put(out, " ");
    }
    size_t start = out->used;
    str_put_n(out, word, bytes);
    if (map && map->count < map->max) {
        map->words[map->count++] = (struct normalised_word){.said_start = (uint32_t)start,
                                                            .said_end = (uint32_t)out->used,
                                                            .vietnamese = job->vietnamese,
                                                            .changed = changed};
    }
}

static void say_run(struct job *job, const char *words, size_t bytes) {
    const char *end = words + bytes;
    while (words < end) {
        size_t length = 0;
        while (words + length < end && words[length] != ' ') {
            length++;
        }
        bool pause = length > 1 && words[length - 1] == ',';
        if (length > 0) {
            say_word(job, words, length - pause, true);
        }
        if (pause) {
            say_stop(job, ',');
        }
        words += length + 1;
    }
}

void say(struct job *job, const char *words) {
    static const char opening[] = "{vi:";
    bool before = job->vietnamese;
    for (const char *brace; (brace = strstr(words, opening));) {
        const char *inner = brace + sizeof opening - 1;
        size_t bytes = strcspn(inner, "}");
        say_run(job, words, (size_t)(brace - words));
        job->vietnamese = true;
        say_run(job, inner, bytes);
        job->vietnamese = before;
        words = inner + bytes + (inner[bytes] == '}');
    }
    say_run(job, words, strlen(words));
}

bool just_said(const struct job *job, const char *words) {
    const struct str *out = job->out;
    size_t length = strlen(words), used = out->used;
    while (used > 0 && out->data[used - 1] == ' ') {
        used--;
    }
    if (used < length) {
        return false;
    }
    const char *at = out->data + used - length;
    bool begins = at == out->data || strchr(" ,.", at[-1]);
    return begins && tolower((unsigned char)at[0]) == tolower((unsigned char)words[0]) &&
           strncmp(at + 1, words + 1, length - 1) == 0;
}

static void say_once(struct job *job, const char *words) {
    char first[NUMBER_BYTES];
    size_t bytes = strcspn(words, " ");
    struct str word;
    str_init(&word, first, sizeof first);
    str_put_n(&word, words, bytes);
    say(job, just_said(job, first) ? words + bytes : words);
}

/* What is stronger stays where two meet; nothing begins with a pause. */
void say_stop(struct job *job, char stop) {
    struct str *out = job->out;
    while (out->used > 0 && out->data[out->used - 1] == ' ') {
        out->data[--out->used] = '\0';
    }
    if (out->used == 0) {
        return;
    }
    char *last = &out->data[out->used - 1];
    if (!strchr(",.?!", *last)) {
        str_put_n(out, &stop, 1);
    } else if (*last == ',') {
        *last = stop;
    }
}

void say_glyphs(struct job *job, size_t from, size_t end, bool lower) {
    char bytes[NUMBER_BYTES], letter[5];
    struct str word;
    for (; end - from > WORD_GLYPHS_MAX; from += WORD_GLYPHS_MAX) {
        say_glyphs(job, from, from + WORD_GLYPHS_MAX, lower);
    }
    str_init(&word, bytes, sizeof bytes);
    for (size_t i = from; i < end; i++) {
        uint32_t code = job->glyphs->list[i].code;
        glyph_write(lower ? glyph_lower(code) : code, letter);
        str_put(&word, letter);
    }
    say_word(job, bytes, word.used, false);
}

void said_for(struct job *job, size_t from, size_t end) {
    const struct glyph *list = job->glyphs->list;
    while (from < end && list[from].code == ' ') {
        from++;
    }
    if (!job->map || from >= end) {
        return;
    }
    for (; job->first_word < job->map->count; job->first_word++) {
        struct normalised_word *word = &job->map->words[job->first_word];
        word->source_start = list[from].start;
        word->source_end = list[end - 1].end;
    }
}

/* ---- numbers ---------------------------------------------------------------------------- */

bool speaks_vietnamese_only(const struct job *job) {
    return job->normaliser->vietnamese == job->normaliser;
}

void choose_tongue(struct job *job, const char *const *rule_sets, size_t count) {
    struct spellout *numbers = job->normaliser->numbers;
    bool own = numbers && !speaks_vietnamese_only(job);
    for (size_t i = 0; i < count && own; i++) {
        own = spellout_has(numbers, rule_sets[i]);
    }
    job->vietnamese = !own;
}

static bool number_in_words(const struct job *job, const char *rule_set, int64_t value,
                            char words_out[NUMBER_BYTES]) {
    const struct normaliser *n = job->vietnamese ? job->normaliser->vietnamese : job->normaliser;
    struct str words;
    str_init(&words, words_out, NUMBER_BYTES);
    return spellout_put(n->numbers, rule_set, value, &words);
}

void say_number(struct job *job, const char *rule_set, int64_t value) {
    char words[NUMBER_BYTES];
    if (number_in_words(job, rule_set, value, words)) {
        say(job, words);
    }
}

void say_number_once(struct job *job, const char *rule_set, int64_t value) {
    char words[NUMBER_BYTES];
    if (number_in_words(job, rule_set, value, words)) {
        say_once(job, words);
    }
}

size_t number_at(const struct job *job, const char *rule_set, int64_t value, size_t at) {
    char words[NUMBER_BYTES];
    struct glyphs said;
    size_t count = 0;
    if (!number_in_words(job, rule_set, value, words)) {
        return 0;
    }
    glyphs_init(&said, words);
    while (count < said.count &&
           glyph_lower(job->glyphs->list[at + count].code) == said.list[count].code) {
        count++;
    }
    bool whole = count == said.count;
    glyphs_fini(&said);
    return whole ? count : 0;
}

void say_plain(struct job *job, size_t from, size_t end) {
    const struct glyph *at = &job->glyphs->list[from];
    if (at->code == '0' || end - from > CARDINAL_DIGITS) {
        say_digits(job, at, end - from);
    } else {
        say_number(job, "%cardinal", value_of(at, end - from));
    }
}

void say_digits(struct job *job, const struct glyph *at, size_t count) {
    for (size_t i = 0; i < count; i++) {
        say_number(job, "%digit", (int64_t)at[i].code - '0');
    }
}

/* Figures of the next group of those left. */
static size_t group_of(size_t left) {
    size_t group = left % GROUP_DIGITS ? left % GROUP_DIGITS : GROUP_DIGITS;
    return group == 1 && left > GROUP_DIGITS ? group + GROUP_DIGITS : group;
}

void say_digit_groups(struct job *job, const struct glyph *at, size_t count) {
    size_t group = 0;
    for (size_t said = 0; said < count; said += group) {
        group = count == 8 ? 4 : group_of(count - said);
        if (said) {
            say_stop(job, ',');
        }
        say_digits(job, at + said, group);
    }
}
