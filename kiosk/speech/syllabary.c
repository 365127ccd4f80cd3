#include "speech/syllabary.h"

#include <stdlib.h>
#include <string.h>

#include "speech/folder.h"
#include "speech/syllabary_parts.h"
#include "speech/syllabary_tables.h"

enum { TABLE_SANDHI = SYLLABARY_TABLES, TABLES };

static const char *const sandhi_columns[] = {"context", "from", "to", "note", NULL};

enum { SANDHI_CONTEXT, SANDHI_FROM, SANDHI_TO };

static const struct table_format sandhi_format = {"sandhi.tsv", sandhi_columns,
                                                  1u << SANDHI_CONTEXT | 1u << SANDHI_FROM, 0};

/* One table being turned into rows of ours. */
struct load {
    struct syllabary *syllabary;
    const struct inventory *inventory;
    struct diag *diag;
    const char *file;
};

/* ---- fields ------------------------------------------------------------------------- */

static const char *const kind_names[] = {[RIME_OPEN] = "open",
                                         [RIME_CHECKED] = "checked",
                                         [RIME_CHECKED_SHORT] = "checked-short",
                                         [RIME_CHECKED_LONG] = "checked-long"};

enum { KINDS = sizeof kind_names / sizeof *kind_names, ANY_KIND = (1 << KINDS) - 1 };

static void wrong_field(const struct load *load, int line, const char *column, const char *field) {
    diag_error(load->diag, load->file, line, "cột “%s”: không hiểu “%s”",
               "column \"%s\": \"%s\" is not known here", column, field);
}

static void read_sounds(const struct load *load, const struct table_row *row, const char *column,
                        const char *field, struct sounds *sounds_out) {
    sounds_out->count = 0;
    while (*field) {
        size_t bytes = strcspn(field, " ");
        const struct phoneme *phoneme = inventory_find(load->inventory, field, bytes);
        if (!phoneme || sounds_out->count == SOUNDS_MAX) {
            wrong_field(load, row->line, column, field);
            return;
        }
        sounds_out->list[sounds_out->count++] = phoneme;
        field += bytes;
        field += strspn(field, " ");
    }
}

static enum rime_kind kind_of(const struct sounds *coda, const char *length) {
    if (coda->count == 0 || !phoneme_is_stop(coda->list[0])) {
        return RIME_OPEN;
    }
    return strcmp(length, "short") == 0  ? RIME_CHECKED_SHORT
           : strcmp(length, "long") == 0 ? RIME_CHECKED_LONG
                                         : RIME_CHECKED;
}

/* A row for "checked" is for both lengths, too. */
static uint8_t kinds_of(const char *name) {
    if (strcmp(name, "any") == 0) {
        return ANY_KIND;
    }
    if (strcmp(name, kind_names[RIME_CHECKED]) == 0) {
        return ANY_KIND & ~(1 << RIME_OPEN);
    }
    for (int i = 0; i < KINDS; i++) {
        if (strcmp(name, kind_names[i]) == 0) {
            return (uint8_t)(1 << i);
        }
    }
    return 0;
}

/* MARK_NONE if the tone is written with letters. */
static uint8_t mark_named(const char *name) {
    static const char *const names[NOTATIONS_END] = {
        [MARK_GRAVE] = "grave",
        [MARK_ACUTE] = "acute",
        [MARK_HOOK] = "hook",
        [MARK_TILDE] = "tilde",
        [MARK_DOT] = "dot",
        [MARK_MACRON_BELOW] = "macron-below",
        [NOTATION_APOSTROPHE] = "apostrophe",
        [NOTATION_UNDERSCORE] = "underscore",
        [NOTATION_J] = "letter-j",
    };
    for (int i = MARK_NONE + 1; i < NOTATIONS_END; i++) {
        if (strcmp(names[i], name) == 0) {
            return (uint8_t)i;
        }
    }
    return MARK_NONE;
}

/* ONSET_ANYWHERE if the name is none. */
static enum onset_place place_named(const char *name) {
    return strcmp(name, "first") == 0  ? ONSET_FIRST
           : strcmp(name, "tone") == 0 ? ONSET_FIRST_OR_BEHIND_TONE_LETTER
           : strcmp(name, "last") == 0 ? ONSET_LAST
                                       : ONSET_ANYWHERE;
}

/* ---- rows --------------------------------------------------------------------------- */

static void read_onset(const struct load *load, const struct table_row *row) {
    struct syllabary *syllabary = load->syllabary;
    const char *letters = row->fields[ONSET_LETTERS];
    const char *where = row->fields[ONSET_WHERE];
    struct onset onset = {.line = row->line,
                          .letters = letters,
                          .bytes = strlen(letters),
                          .place = place_named(where),
                          .rimes = row->fields[ONSET_RIMES]};
    if (*where && onset.place == ONSET_ANYWHERE) {
        wrong_field(load, row->line, "where", where);
    }
    read_sounds(load, row, "phonemes", row->fields[ONSET_PHONEMES], &onset.sounds);
    syllabary->onsets[syllabary->onset_count++] = onset;
}

static void read_rime(const struct load *load, const struct table_row *row) {
    struct syllabary *syllabary = load->syllabary;
    const char *letters = row->fields[RIME_LETTERS];
    struct rime rime = {.line = row->line,
                        .letters = letters,
                        .bytes = strlen(letters),
                        .onsets = row->fields[RIME_ONSETS],
                        .tones = row->fields[RIME_TONES]};
    read_sounds(load, row, "glide", row->fields[RIME_GLIDE], &rime.glide);
    read_sounds(load, row, "nucleus", row->fields[RIME_NUCLEUS], &rime.nucleus);
    read_sounds(load, row, "coda", row->fields[RIME_CODA], &rime.coda);
    rime.kind = kind_of(&rime.coda, row->fields[RIME_LENGTH]);
    rime.brief = strcmp(row->fields[RIME_LENGTH], "short") == 0;
    rime.alone = strcmp(rime.onsets, "none") == 0;
    bool unwritten = rime.bytes == 0 && (!*rime.onsets || rime.alone);
    if (unwritten || rime.nucleus.count == 0) {
        wrong_field(load, row->line, unwritten ? "rime" : "nucleus", "-");
    }
    syllabary->rimes[syllabary->rime_count++] = rime;
}

static void read_tone(const struct load *load, const struct table_row *row) {
    struct syllabary *syllabary = load->syllabary;
    const char *written = row->fields[TONE_WRITTEN];
    struct tone tone = {.letters = written,
                        .bytes = strlen(written),
                        .mark = mark_named(written),
                        .kinds = kinds_of(row->fields[TONE_SYLLABLE]),
                        .name = row->fields[TONE_NAME],
                        .chao = row->fields[TONE_CHAO],
                        .mnemonic = row->fields[TONE_MNEMONIC],
                        .end = row->fields[TONE_END]};
    if (tone.mark) {
        tone.letters = "";
        tone.bytes = 0;
        syllabary->marked = true;
        syllabary->notations[tone.mark] = true;
    }
    if (!tone.kinds) {
        wrong_field(load, row->line, "syllable", row->fields[TONE_SYLLABLE]);
    }
    syllabary->tones[syllabary->tone_count++] = tone;
}

static void read_sandhi(const struct load *load, const struct table_row *row) {
    struct syllabary *syllabary = load->syllabary;
    const char *context = row->fields[SANDHI_CONTEXT];
    bool hyphen = strcmp(context, "hyphen") == 0;
    if (!hyphen && strcmp(context, "apostrophe") != 0) {
        wrong_field(load, row->line, "context", context);
    }
    syllabary->sandhi[syllabary->sandhi_count++] =
        (struct sandhi){hyphen ? '-' : '\'', row->fields[SANDHI_FROM], row->fields[SANDHI_TO]};
}

/* ---- order: what is tried first ------------------------------------------------------- */

static int longer_first(size_t left, size_t right) { return (left < right) - (left > right); }

/* Of equal letters, the row that holds for less comes first. */
static int onset_order(const void *a, const void *b) {
    const struct onset *left = a, *right = b;
    int order = longer_first(left->bytes, right->bytes);
    order = order ? order : strcmp(left->letters, right->letters);
    return order ? order : !*left->rimes - !*right->rimes;
}

static int rime_order(const void *a, const void *b) {
    const struct rime *left = a, *right = b;
    int order = longer_first(left->bytes, right->bytes);
    order = order ? order : strcmp(left->letters, right->letters);
    bool left_any = !*left->onsets && !*left->tones, right_any = !*right->onsets && !*right->tones;
    return order ? order : left_any - right_any;
}

static int kind_count(uint8_t kinds) {
    int count = 0;
    for (; kinds; kinds >>= 1) {
        count += kinds & 1;
    }
    return count;
}

static int tone_order(const void *a, const void *b) {
    const struct tone *left = a, *right = b;
    int order = longer_first(left->bytes, right->bytes);
    order = order ? order : strcmp(left->letters, right->letters);
    order = order ? order : left->mark - right->mark;
    return order ? order : kind_count(left->kinds) - kind_count(right->kinds);
}

static void sort(struct syllabary *s) {
    qsort(s->onsets, s->onset_count, sizeof *s->onsets, onset_order);
    qsort(s->rimes, s->rime_count, sizeof *s->rimes, rime_order);
    qsort(s->tones, s->tone_count, sizeof *s->tones, tone_order);
}

/* ---- files ---------------------------------------------------------------------------- */

static const struct table_format *format_of(int table) {
    return table == TABLE_SANDHI ? &sandhi_format : &syllabary_formats[table];
}

static void read_rows(struct load *load, int table) {
    static void (*const read_row[TABLES])(const struct load *load, const struct table_row *row) = {
        [SYLLABARY_ONSETS] = read_onset,
        [SYLLABARY_RIMES] = read_rime,
        [SYLLABARY_TONES] = read_tone,
        [TABLE_SANDHI] = read_sandhi};
    const struct table *rows = &load->syllabary->tables[table];
    for (size_t i = 0; i < rows->count; i++) {
        read_row[table](load, &rows->rows[i]);
    }
}

static void make_room(struct syllabary *s) {
    const struct table *tables = s->tables;
    s->onsets = arena_array(&s->memory, tables[SYLLABARY_ONSETS].count + 1, sizeof *s->onsets);
    s->rimes = arena_array(&s->memory, tables[SYLLABARY_RIMES].count + 1, sizeof *s->rimes);
    s->tones = arena_array(&s->memory, tables[SYLLABARY_TONES].count + 1, sizeof *s->tones);
    s->sandhi = arena_array(&s->memory, tables[TABLE_SANDHI].count + 1, sizeof *s->sandhi);
}

static int count_found(const char *voices_dir, const char *code, const char *base) {
    char path[PATH_BYTES];
    int count = 0;
    for (int i = 0; i < SYLLABARY_TABLES; i++) {
        count += folder_find(voices_dir, code, base, format_of(i)->file, path);
    }
    return count;
}

enum err syllabary_open(const char *voices_dir, const char *code, const char *base,
                        const struct inventory *inventory, struct diag *diag,
                        struct syllabary **syllabary_out) {
    char paths[TABLES][PATH_BYTES];
    unsigned errors = diag->errors;
    if (count_found(voices_dir, code, base) == 0) {
        return ERR_DEGRADE;
    }
    struct syllabary *syllabary = calloc(1, sizeof *syllabary);
    if (!syllabary) {
        abort();
    }
    for (int i = 0; i < TABLES; i++) {
        bool found = folder_find(voices_dir, code, base, format_of(i)->file, paths[i]);
        if (found || i != TABLE_SANDHI) {
            (void)table_read_format(paths[i], format_of(i), diag, &syllabary->tables[i]);
        }
    }
    make_room(syllabary);
    for (int i = 0; i < TABLES; i++) {
        struct load load = {syllabary, inventory, diag, paths[i]};
        read_rows(&load, i);
    }
    if (diag->errors != errors) {
        syllabary_close(syllabary);
        return ERR_REJECT;
    }
    sort(syllabary);
    *syllabary_out = syllabary;
    return ERR_OK;
}

void syllabary_close(struct syllabary *syllabary) {
    if (!syllabary) {
        return;
    }
    for (int i = 0; i < TABLES; i++) {
        table_fini(&syllabary->tables[i]);
    }
    arena_fini(&syllabary->memory);
    free(syllabary);
}

const struct tone *syllabary_tone(const struct syllabary *syllabary, const char *name,
                                  enum rime_kind kind) {
    const struct tone *best = NULL;
    for (size_t i = 0; i < syllabary->tone_count; i++) {
        const struct tone *tone = &syllabary->tones[i];
        if (!(tone->kinds >> kind & 1) || strcmp(tone->name, name) != 0) {
            continue;
        }
        best = !best || kind_count(tone->kinds) < kind_count(best->kinds) ? tone : best;
    }
    return best;
}

/* ---- what is said ----------------------------------------------------------------------- */

static void put_symbols(const struct sounds *sounds, struct str *out) {
    for (uint8_t i = 0; i < sounds->count; i++) {
        str_put(out, sounds->list[i]->symbol);
    }
}

/* The onset that is said: a syllabic nasal has none, not even the glottal stop. */
static const struct sounds *onset_sounds(const struct syllable *syllable) {
    static const struct sounds none;
    return syllable->rime->alone ? &none : &syllable->onset->sounds;
}

void syllable_put_ipa(const struct syllable *syllable, struct str *out) {
    put_symbols(onset_sounds(syllable), out);
    put_symbols(&syllable->rime->glide, out);
    put_symbols(&syllable->rime->nucleus, out);
    put_symbols(&syllable->rime->coda, out);
    str_put(out, syllable->tone->chao);
}

/* eSpeak NG takes "|" between mnemonics that could be read as one. */
static void put_separated(const char *mnemonics, size_t begin, struct str *out) {
    str_put(out, *mnemonics && out->used > begin ? "|" : "");
    for (; *mnemonics; mnemonics++) {
        str_put_n(out, *mnemonics == ' ' ? "|" : mnemonics, 1);
    }
}

static void put_mnemonics(const struct sounds *sounds, size_t begin, struct str *out) {
    for (uint8_t i = 0; i < sounds->count; i++) {
        put_separated(sounds->list[i]->mnemonics, begin, out);
    }
}

static void put_nucleus(const struct rime *rime, size_t begin, struct str *out) {
    for (uint8_t i = 0; i < rime->nucleus.count; i++) {
        const struct phoneme *vowel = rime->nucleus.list[i];
        put_separated(rime->brief ? vowel->short_mnemonics : vowel->mnemonics, begin, out);
    }
}

bool syllable_put_mnemonics(const struct syllable *syllable, struct str *out) {
    const struct tone *tone = syllable->tone;
    size_t begin = out->used;
    if (!*tone->mnemonic) {
        return false;
    }
    put_mnemonics(onset_sounds(syllable), begin, out);
    put_mnemonics(&syllable->rime->glide, begin, out);
    put_nucleus(syllable->rime, begin, out);
    put_separated(tone->mnemonic, begin, out);
    put_mnemonics(&syllable->rime->coda, begin, out);
    if (syllable->rime->coda.count > 0 || strcmp(tone->end, SYLLABARY_CREAK) != 0) {
        put_separated(tone->end, begin, out);
    }
    return true;
}
