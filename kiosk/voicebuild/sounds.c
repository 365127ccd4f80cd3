#include "voicebuild/sounds.h"

#include <string.h>

#include "speech/inventory.h"
#include "voicebuild/breath.h"
#include "voicebuild/creak.h"
#include "voicebuild/make.h"

enum column { COLUMN_PHONEME, COLUMN_MNEMONICS, COLUMN_SOURCE, COLUMN_KIND, COLUMN_SHORT = 6 };

static const char *const kind_names[] = {"onset", "glide", "vowel", "coda", "syllabic"};

enum { KINDS = sizeof kind_names / sizeof *kind_names };

struct sounds_row {
    const struct table_row *text;
    unsigned kinds;
};

/* ---- reading ------------------------------------------------------------------------- */

static unsigned kind_named(const char *name, size_t bytes) {
    for (unsigned i = 0; i < KINDS; i++) {
        if (strlen(kind_names[i]) == bytes && strncmp(kind_names[i], name, bytes) == 0) {
            return 1u << i;
        }
    }
    return 0;
}

/* "onset,coda" or "onset, coda"; 0 if one of them is unknown. */
static unsigned read_kinds(const char *text) {
    unsigned kinds = 0;
    while (*text) {
        size_t bytes = strcspn(text, ", ");
        unsigned kind = kind_named(text, bytes);
        if (!kind) {
            return 0;
        }
        kinds |= kind;
        text += bytes;
        text += strspn(text, ", ");
    }
    return kinds;
}

static void read_row(struct sounds *sounds, struct diag *diag, const struct table_row *text) {
    unsigned kinds = read_kinds(text->fields[COLUMN_KIND]);
    if (!kinds) {
        diag_error(diag, sounds->file, text->line,
                   "cột “kind”: “%s” phải gồm onset, glide, vowel, coda hoặc syllabic, cách nhau "
                   "bằng dấu phẩy",
                   "column \"kind\": \"%s\" must be made of onset, glide, vowel, coda and "
                   "syllabic, with commas between",
                   text->fields[COLUMN_KIND]);
    }
    sounds->rows[sounds->count++] = (struct sounds_row){.text = text, .kinds = kinds};
}

bool sounds_read(const char *path, struct diag *diag, struct sounds *sounds) {
    *sounds = (struct sounds){.file = path};
    if (!table_read_format(path, &inventory_format, diag, &sounds->table)) {
        return false;
    }
    sounds->rows = arena_array(&sounds->table.memory, sounds->table.count, sizeof *sounds->rows);
    for (size_t i = 0; i < sounds->table.count; i++) {
        read_row(sounds, diag, &sounds->table.rows[i]);
    }
    return true;
}

void sounds_fini(struct sounds *sounds) {
    table_fini(&sounds->table);
    *sounds = (struct sounds){0};
}

unsigned sounds_kinds(const struct sounds *sounds, const char *phoneme, size_t bytes) {
    for (size_t i = 0; i < sounds->count; i++) {
        const char *name = sounds->rows[i].text->fields[COLUMN_PHONEME];
        if (strlen(name) == bytes && memcmp(name, phoneme, bytes) == 0) {
            return sounds->rows[i].kinds;
        }
    }
    return 0;
}

/* ---- making ---------------------------------------------------------------------------- */

struct making {
    const struct sounds *sounds;
    struct hmx *hmx;
    struct diag *diag;
};

static bool makes(const struct sounds_row *row) {
    const char *source = row->text->fields[COLUMN_SOURCE];
    return strncmp(source, "copy ", 5) == 0 || strncmp(source, "own ", 4) == 0;
}

/* The next mnemonic of a field; NULL at its end. */
static const char *next_mnemonic(const char *text, size_t *length_out) {
    text += strspn(text, " ");
    *length_out = strcspn(text, " ");
    return *length_out ? text : NULL;
}

static void refuse_new(const struct making *making, const struct sounds_row *row, unsigned count) {
    diag_error(making->diag, making->sounds->file, row->text->line,
               "cột “mnemonics”: “%s” có %u tên mới, phải có đúng một; tách ra nhiều dòng",
               "column \"mnemonics\": \"%s\" has %u new names, exactly one is needed; use a row "
               "for each",
               row->text->fields[COLUMN_MNEMONICS], count);
}

/* The one name of the row that is not known yet, or its only name, which is replaced. */
static void make_row(const struct making *making, const struct sounds_row *row) {
    struct make_order order = {.diag = making->diag,
                               .file = making->sounds->file,
                               .line = row->text->line,
                               .source = row->text->fields[COLUMN_SOURCE]};
    size_t length = 0;
    unsigned fresh = 0, all = 0;
    const char *text = row->text->fields[COLUMN_MNEMONICS];
    for (const char *name; (name = next_mnemonic(text, &length)); text = name + length) {
        bool is_new = !hmx_knows(making->hmx, name, length);
        fresh += is_new;
        all++;
        if (is_new || all == 1) {
            order.mnemonic = name;
            order.length = length;
        }
    }
    if (fresh > 1 || (fresh == 0 && all != 1) || order.length > PHONTAB_MNEMONIC_BYTES) {
        refuse_new(making, row, fresh);
        return;
    }
    make_phoneme(making->hmx, &order);
}

static void check_row(const struct making *making, const struct sounds_row *row,
                      enum column column) {
    size_t length = 0;
    const char *text = row->text->fields[column];
    for (const char *name; (name = next_mnemonic(text, &length)); text = name + length) {
        if (!hmx_knows(making->hmx, name, length)) {
            diag_error(making->diag, making->sounds->file, row->text->line,
                       "cột “%s”: không có âm “%.*s”; để vậy thì phần còn lại của từ mất tiếng",
                       "column \"%s\": there is no sound \"%.*s\"; the rest of the word would be "
                       "silent",
                       inventory_format.columns[column], (int)length, name);
        }
    }
}

static void mark_vowel(const struct hmx *hmx, const char *name, bool wanted_out[PHONTAB_CODES]) {
    const struct phoneme_record *vowel = phontab_named(&hmx->set, name, strcspn(name, " "));
    if (vowel) {
        wanted_out[vowel->code] = true;
    }
}

static void mark_vowels(const struct making *making, bool wanted_out[PHONTAB_CODES]) {
    for (size_t i = 0; i < making->sounds->count; i++) {
        const struct sounds_row *row = &making->sounds->rows[i];
        if (row->kinds & SOUND_VOWEL) {
            mark_vowel(making->hmx, row->text->fields[COLUMN_MNEMONICS], wanted_out);
            mark_vowel(making->hmx, row->text->fields[COLUMN_SHORT], wanted_out);
        }
    }
}

void sounds_make(const struct sounds *sounds, struct hmx *hmx, bool breath, bool creak,
                 struct diag *diag) {
    struct making making = {sounds, hmx, diag};
    bool vowels[PHONTAB_CODES] = {false};
    unsigned errors = diag->errors;
    for (size_t i = 0; i < sounds->count; i++) {
        if (makes(&sounds->rows[i])) {
            make_row(&making, &sounds->rows[i]);
        }
    }
    for (size_t i = 0; i < sounds->count; i++) {
        check_row(&making, &sounds->rows[i], COLUMN_MNEMONICS);
        check_row(&making, &sounds->rows[i], COLUMN_SHORT);
    }
    mark_vowels(&making, vowels);
    if (breath && diag->errors == errors) {
        breath_make(hmx, vowels, diag);
    }
    if (creak && diag->errors == errors) {
        creak_make(hmx, diag);
    }
}
