#include "content/numerals.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "content/grow.h"
#include "unicode/spellout.h"

enum { READING_BYTES = 1024 };

/* Which numbers of a rule set have words that no smaller one has: all up to `end`, and
 * round ones of `powers` more digits. A set that is not there has none. */
static const struct set {
    const char *name;
    int64_t first, end;
    int powers;
} sets[] = {
    {"%cardinal", 0, 1000, 10}, {"%cardinal", -1, 0, 0}, {"%money", 0, 1000, 10},
    {"%ordinal", 1, 100, 0},    {"%digit", 0, 10, 0},    {"%named-day", 1, 32, 0},
    {"%day", 1, 32, 0},         {"%month", 1, 13, 0},    {"%year", 1990, 2060, 0},
    {"%hour", 0, 25, 0},        {"%minute", 0, 60, 0},
};

struct collection {
    struct spellout *spellout;
    struct arena *arena;
    struct numeral *list;
    size_t count;
};

static bool is_known(const struct collection *c, const char *word, size_t bytes) {
    for (size_t i = 0; i < c->count; i++) {
        if (strlen(c->list[i].word) == bytes && memcmp(c->list[i].word, word, bytes) == 0) {
            return true;
        }
    }
    return false;
}

/* "{vi:âm} iz" → "âm iz". */
static void plain(const char *marked, char *plain_out) {
    size_t used = 0;
    while (*marked) {
        const char *colon = *marked == '{' ? strchr(marked, ':') : NULL;
        marked = colon ? colon + 1 : marked;
        if (*marked && *marked != '}') {
            plain_out[used++] = *marked;
        }
        marked += *marked != '\0';
    }
    plain_out[used] = '\0';
}

static void collect(struct collection *c, const char *set, int64_t value) {
    char marked[READING_BYTES], reading[READING_BYTES];
    struct str s;
    str_init(&s, marked, sizeof marked);
    if (!spellout_put(c->spellout, set, value, &s)) {
        return;
    }
    plain(marked, reading);
    for (const char *word = reading; *word;) {
        size_t bytes = strcspn(word, " ");
        if (bytes > 0 && !is_known(c, word, bytes)) {
            c->list = grow(c->arena, c->list, c->count, sizeof *c->list);
            c->list[c->count++] = (struct numeral){.word = arena_strndup(c->arena, word, bytes),
                                                   .example = arena_strdup(c->arena, reading),
                                                   .value = value};
        }
        word += bytes + strspn(word + bytes, " ");
    }
}

static void collect_set(struct collection *c, const struct set *set) {
    int64_t round = 1000;
    if (!spellout_has(c->spellout, set->name)) {
        return;
    }
    for (int64_t value = set->first; value < set->end; value++) {
        collect(c, set->name, value);
    }
    for (int power = 0; power < set->powers; power++, round *= 10) {
        for (int64_t digit = 1; digit < 10; digit++) {
            collect(c, set->name, digit * round);
            collect(c, set->name, digit * round + 1); /* words that stand between */
        }
    }
}

size_t numerals_read(const char *path, struct arena *arena, struct diag *diag,
                     const struct numeral **numerals_out) {
    struct collection c = {.arena = arena};
    *numerals_out = NULL;
    if (access(path, F_OK) != 0) {
        return 0;
    }
    c.spellout = spellout_open(path, diag);
    if (!c.spellout) {
        return 0;
    }
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        collect_set(&c, &sets[i]);
    }
    spellout_close(c.spellout);
    *numerals_out = c.list;
    return c.count;
}
