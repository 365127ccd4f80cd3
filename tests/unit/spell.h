/* What the tables of a language may combine, as eSpeak NG's mnemonics. */
#ifndef TESTS_UNIT_SPELL_H
#define TESTS_UNIT_SPELL_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "speech/inventory.h"
#include "speech/syllabary.h"
#include "speech/syllabary_tables.h"
#include "tests/test.h"

enum { SPELL_GLIDE = 1, SPELL_NUCLEUS, SPELL_CODA, SPELL_LENGTH }; /* fields of rimes.tsv */

/* The onsets and rimes of a language; false if it has none of its own. Ended by
 * spell_fini. */
struct spell_tables {
    struct table onsets, rimes;
};

static inline bool spell_read(const char *dir, const char *code, struct spell_tables *tables) {
    char onsets[128], rimes[128];
    struct diag diag = {0};
    *tables = (struct spell_tables){0};
    snprintf(onsets, sizeof onsets, "%s/%s/onsets.tsv", dir, code);
    snprintf(rimes, sizeof rimes, "%s/%s/rimes.tsv", dir, code);
    return access(onsets, R_OK) == 0 && access(rimes, R_OK) == 0 &&
           table_read_format(onsets, &syllabary_formats[SYLLABARY_ONSETS], &diag,
                             &tables->onsets) &&
           table_read_format(rimes, &syllabary_formats[SYLLABARY_RIMES], &diag, &tables->rimes);
}

static inline void spell_fini(struct spell_tables *tables) {
    table_fini(&tables->onsets);
    table_fini(&tables->rimes);
}

static inline void spell_put_mnemonics(const char *mnemonics, struct str *out) {
    str_put(out, *mnemonics && out->used ? "|" : "");
    for (const char *c = mnemonics; *c; c++) {
        str_put_n(out, *c == ' ' ? "|" : c, 1);
    }
}

/* The phonemes of a field, each with "|" before it unless `out` is empty. */
static inline void spell_put(const struct inventory *inventory, const char *phonemes, bool brief,
                             struct str *out) {
    while (*phonemes) {
        size_t bytes = strcspn(phonemes, " ");
        const struct phoneme *phoneme = inventory_find(inventory, phonemes, bytes);
        assert_non_null(phoneme);
        spell_put_mnemonics(brief ? phoneme->short_mnemonics : phoneme->mnemonics, out);
        phonemes += bytes;
        phonemes += strspn(phonemes, " ");
    }
}

/* The glide and nucleus of a row of rimes.tsv. */
static inline void spell_put_vowel(const struct inventory *inventory, const char *const *fields,
                                   struct str *out) {
    spell_put(inventory, fields[SPELL_GLIDE], false, out);
    spell_put(inventory, fields[SPELL_NUCLEUS], strcmp(fields[SPELL_LENGTH], "short") == 0, out);
}

static inline bool spell_is_checked(const struct inventory *inventory, const char *const *fields) {
    const char *coda = fields[SPELL_CODA];
    const struct phoneme *phoneme = inventory_find(inventory, coda, strlen(coda));
    return *coda && phoneme && phoneme_is_stop(phoneme);
}

#endif
