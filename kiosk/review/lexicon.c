#include "review/lexicon.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/str.h"
#include "base/table.h"
#include "content/grow.h"
#include "unicode/glyphs.h"
#include "unicode/letters.h"

enum { WORD_BYTES = 128 };

/* The tables and their columns; only the first is looked at. */
static const char *const plain_columns[] = {"abbreviation", "reading", "note", NULL};
static const char *const contextual_columns[] = {"abbreviation", "reading", "when", "note", NULL};
static const char *const loan_columns[] = {"word", "reading", "note", NULL};
static const char *const citation_columns[] = {"code", "reading", "part", "note", NULL};
static const char *const unit_columns[] = {"unit", "reading", "gap", "rest", "note", NULL};
static const struct table_format tables[] = {
    {"abbreviations.tsv", plain_columns, 0, 0},   {"overrides.tsv", plain_columns, 0, 0},
    {"contextual.tsv", contextual_columns, 0, 0}, {"loans.tsv", loan_columns, 0, 0},
    {"citations.tsv", citation_columns, 0, 0},    {"units.tsv", unit_columns, 0, 0},
};

static void add(struct lexicon *lexicon, const char *word) {
    char folded[WORD_BYTES];
    if (letters_fold(word, folded, sizeof folded)) {
        lexicon->words = grow(&lexicon->memory, lexicon->words, lexicon->count, sizeof(char *));
        lexicon->words[lexicon->count++] = arena_strdup(&lexicon->memory, folded);
    }
}

static int by_text(const void *a, const void *b) {
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

void lexicon_read(const char *voices_dir, struct diag *diag, struct lexicon *lexicon_out) {
    *lexicon_out = (struct lexicon){0};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        char path[PATH_BYTES];
        struct str s;
        struct table table;
        str_init(&s, path, sizeof path);
        str_printf(&s, "%s/vi/%s", voices_dir, tables[t].file);
        if (access(path, F_OK) != 0 || !table_read_format(path, &tables[t], diag, &table)) {
            continue;
        }
        for (size_t i = 0; i < table.count; i++) {
            add(lexicon_out, table.rows[i].fields[0]);
        }
        table_fini(&table);
    }
    if (lexicon_out->count) {
        qsort(lexicon_out->words, lexicon_out->count, sizeof *lexicon_out->words, by_text);
    }
}

bool lexicon_has(const struct lexicon *lexicon, const char *word) {
    char folded[WORD_BYTES];
    const char *key = folded;
    return lexicon->count && letters_fold(word, folded, sizeof folded) &&
           bsearch(&key, lexicon->words, lexicon->count, sizeof *lexicon->words, by_text);
}

bool lexicon_is_short_form(const char *word) {
    struct glyphs glyphs;
    unsigned capitals = 0, others = 0;
    glyphs_init(&glyphs, word);
    for (size_t i = 0; i < glyphs.count; i++) {
        uint32_t code = glyphs.list[i].code;
        capitals += glyph_is_upper(code);
        others += glyph_is_letter(code) && !glyph_is_upper(code);
    }
    glyphs_fini(&glyphs);
    return capitals >= 2 && others == 0;
}

void lexicon_fini(struct lexicon *lexicon) {
    arena_fini(&lexicon->memory);
    *lexicon = (struct lexicon){0};
}
