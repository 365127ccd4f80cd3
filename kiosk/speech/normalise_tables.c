#include <stdlib.h>
#include <string.h>

#include "base/paths.h"
#include "speech/folder.h"
#include "speech/normalise_parts.h"

/* What stands in voices/<code>/. `needed` is of the Vietnamese only; `own` is read
 * for other languages too. */
static const struct format {
    const char *file;
    const char *columns[TABLE_COLUMNS_MAX];
    bool needed, own;
} formats[GLOSSARIES] = {
    [OVERRIDES] = {"overrides.tsv", {"abbreviation", "reading", "note"}, false, true},
    [ABBREVIATIONS] = {"abbreviations.tsv", {"abbreviation", "reading", "note"}, true, true},
    [CONTEXTUAL] = {"contextual.tsv", {"abbreviation", "reading", "when", "note"}, true, false},
    [UNITS] = {"units.tsv", {"unit", "reading", "gap", "rest", "note"}, true, false},
    [LETTERS] = {"letters.tsv", {"letter", "name", "sound", "note"}, true, false},
    [SYMBOLS] = {"symbols.tsv", {"symbol", "reading", "note"}, true, false},
    [CITATIONS] = {"citations.tsv", {"code", "reading", "part", "note"}, true, false},
    [GOVERNORS] = {"governors.tsv", {"word", "form", "roman", "range", "note"}, true, false},
    [LOANS] = {"loans.tsv", {"word", "reading", "note"}, true, false},
};

static const char numbers_file[] = "numbers.txt";

const char *normaliser_file(size_t ix) {
    return ix < GLOSSARIES ? formats[ix].file : ix == GLOSSARIES ? numbers_file : NULL;
}

/* True if the language, or the one it takes its tables from, has the file; the path is
 * its own one if neither has. */
static bool find_file(const char *voices_dir, const char *code, const char *file,
                      char path_out[PATH_BYTES]) {
    struct arena memory = {0};
    bool there = folder_find(voices_dir, code, NULL, file, path_out);
    const char *base = there ? NULL : folder_read(voices_dir, code, &memory).base;
    there = there || (base && folder_find(voices_dir, code, base, file, path_out));
    arena_fini(&memory);
    return there;
}

static int longest_first(const void *a, const void *b) {
    const struct lexeme *left = a, *right = b;
    return (left->key.count < right->key.count) - (left->key.count > right->key.count);
}

static bool read_glossary(const char *path, const struct format *format, struct diag *diag,
                          struct glossary *glossary) {
    if (!table_read(path, format->columns, diag, &glossary->table)) {
        return false;
    }
    glossary->entries = calloc(glossary->table.count, sizeof *glossary->entries);
    if (!glossary->entries) {
        abort();
    }
    for (size_t i = 0; i < glossary->table.count; i++) {
        const char *const *fields = glossary->table.rows[i].fields;
        glossary->entries[i].fields = fields;
        glyphs_init(&glossary->entries[i].key, fields[0]);
    }
    glossary->count = glossary->table.count;
    qsort(glossary->entries, glossary->count, sizeof *glossary->entries, longest_first);
    return true;
}

static bool read_glossaries(struct normaliser *n, const char *voices_dir, const char *code,
                            struct diag *diag) {
    bool itself = n->vietnamese == n, whole = true;
    char path[PATH_BYTES];
    for (int i = 0; i < GLOSSARIES; i++) {
        const struct format *format = &formats[i];
        bool wanted = itself || format->own;
        bool there = wanted && find_file(voices_dir, code, format->file, path);
        if (there || (itself && format->needed)) {
            whole = read_glossary(path, format, diag, &n->glossaries[i]) && whole;
        }
    }
    return whole;
}

static bool read_numbers(struct normaliser *n, const char *voices_dir, const char *code,
                         struct diag *diag) {
    char path[PATH_BYTES];
    bool there = find_file(voices_dir, code, numbers_file, path);
    if (!there && n->vietnamese != n) {
        return true;
    }
    n->numbers = spellout_open(path, diag);
    return n->numbers != NULL;
}

struct normaliser *normaliser_open(const char *voices_dir, const char *code,
                                   struct normaliser *vietnamese, struct diag *diag) {
    struct normaliser *n = calloc(1, sizeof *n);
    if (!n) {
        abort();
    }
    n->vietnamese = vietnamese ? vietnamese : n;
    bool numbers = read_numbers(n, voices_dir, code, diag);
    if (!read_glossaries(n, voices_dir, code, diag) || !numbers) {
        normaliser_close(n);
        return NULL;
    }
    return n;
}

void normaliser_close(struct normaliser *normaliser) {
    if (!normaliser) {
        return;
    }
    for (int i = 0; i < GLOSSARIES; i++) {
        struct glossary *glossary = &normaliser->glossaries[i];
        for (size_t k = 0; k < glossary->count; k++) {
            glyphs_fini(&glossary->entries[k].key);
        }
        free(glossary->entries);
        table_fini(&glossary->table);
    }
    spellout_close(normaliser->numbers);
    free(normaliser);
}

/* ---- looking up ---------------------------------------------------------------------- */

static bool begins_with(const struct glyph *at, const struct glyphs *key, bool fold) {
    for (size_t i = 0; i < key->count; i++) {
        uint32_t a = at[i].code, b = key->list[i].code;
        if (a != b && (!fold || a == 0 || glyph_lower(a) != glyph_lower(b))) {
            return false;
        }
    }
    return true;
}

static bool goes_on(uint32_t last, uint32_t next) {
    bool word = glyph_is_letter(last) || is_digit(last);
    return word && (glyph_is_letter(next) || is_digit(next));
}

const struct lexeme *glossary_find(const struct glossary *glossary, const struct glyph *at,
                                   bool fold) {
    for (size_t i = 0; i < glossary->count; i++) {
        const struct glyphs *key = &glossary->entries[i].key;
        if (key->count > 0 && begins_with(at, key, fold) &&
            !goes_on(key->list[key->count - 1].code, at[key->count].code)) {
            return &glossary->entries[i];
        }
    }
    return NULL;
}

const struct lexeme *glossary_whole(const struct glossary *glossary, const struct glyph *at,
                                    size_t count) {
    for (size_t i = 0; i < glossary->count; i++) {
        const struct glyphs *key = &glossary->entries[i].key;
        if (count > 0 && key->count == count && begins_with(at, key, false)) {
            return &glossary->entries[i];
        }
    }
    return NULL;
}

const struct lexeme *glossary_letter(const struct glossary *glossary, uint32_t code) {
    struct glyph letter = {.code = code};
    return glossary_whole(glossary, &letter, 1);
}
