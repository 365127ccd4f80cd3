#include "speech/check.h"

#include <string.h>

#include "speech/folder.h"
#include "speech/syllabary_parts.h"
#include "speech/words.h"
#include "unicode/letters.h"

enum { LANGUAGES_MAX = 8, CODE_BYTES = 32 };

struct check {
    const char *voices_dir, *code;
    struct diag *diag;
    char file[PATH_BYTES]; /* the table being checked */
    struct inventory *inventory;
    /* Opened as they are met, the language itself first; NULL: it has no tables. */
    struct {
        char code[CODE_BYTES];
        struct syllabary *syllabary;
    } languages[LANGUAGES_MAX];
    size_t language_count;
};

static bool own_file(struct check *check, const char *file) {
    return folder_find(check->voices_dir, check->code, NULL, file, check->file);
}

static const struct syllabary *language(struct check *check, const char *code) {
    struct arena memory = {0};
    size_t i = 0;
    while (i < check->language_count && strcmp(check->languages[i].code, code) != 0) {
        i++;
    }
    if (i == LANGUAGES_MAX ||
        (i == check->language_count && !str_copy(check->languages[i].code, CODE_BYTES, code))) {
        return NULL;
    }
    if (i == check->language_count) {
        struct folder folder = folder_read(check->voices_dir, code, &memory);
        check->language_count++;
        if (syllabary_open(check->voices_dir, code, folder.base, check->inventory, check->diag,
                           &check->languages[i].syllabary)) {
            check->languages[i].syllabary = NULL;
        }
        arena_fini(&memory);
    }
    return check->languages[i].syllabary;
}

/* ---- rows that can never be read ------------------------------------------------------- */

static bool said_with_some_tone(const struct syllabary *s, const struct onset *onset,
                                const struct rime *rime) {
    size_t i = 0;
    while (i < s->tone_count && !syllabary_says(s, onset, rime, &s->tones[i])) {
        i++;
    }
    return i < s->tone_count;
}

static bool onset_is_read(const struct syllabary *s, const struct onset *onset) {
    size_t i = 0;
    while (i < s->rime_count && !said_with_some_tone(s, onset, &s->rimes[i])) {
        i++;
    }
    return i < s->rime_count;
}

static bool rime_is_read(const struct syllabary *s, const struct rime *rime) {
    size_t i = 0;
    while (i < s->onset_count && !said_with_some_tone(s, &s->onsets[i], rime)) {
        i++;
    }
    return i < s->onset_count;
}

static void check_row(const struct check *check, int line, const char *column, const char *letters,
                      bool is_read) {
    char folded[SYLLABARY_WORD_BYTES];
    if (!letters_fold(letters, folded, sizeof folded) || strcmp(letters, folded) != 0) {
        diag_error(check->diag, check->file, line,
                   "cột “%s”: “%s” phải là chữ thường, dạng dựng sẵn, không dấu thanh",
                   "column \"%s\": \"%s\" must be small letters in form C, without tone marks",
                   column, letters);
    } else if (!is_read) {
        diag_error(
            check->diag, check->file, line,
            "cột “%s”: không âm tiết nào đọc được bằng dòng “%s”; dòng khác lấy mất chữ, "
            "hoặc các cột giới hạn loại trừ nhau",
            "column \"%s\": no syllable can be read by the row \"%s\"; another row takes its "
            "letters, or its limits exclude each other",
            column, letters);
    }
}

/* ---- two rows for one syllable --------------------------------------------------------- */

/* True if both lists of words have one in common; an empty list has all. */
static bool overlap(const char *left, const char *right) {
    bool common = !*left || !*right;
    while (*left && !common) {
        size_t bytes = strcspn(left, " ");
        for (const char *at = right; *at && !common; at += strspn(at, " ")) {
            size_t length = strcspn(at, " ");
            common = length == bytes && memcmp(left, at, bytes) == 0;
            at += length;
        }
        left += bytes;
        left += strspn(left, " ");
    }
    return common;
}

static void say_ambiguous(const struct check *check, int line, int other, const char *column,
                          const char *letters) {
    diag_error(check->diag, check->file, line > other ? line : other,
               "cột “%s”: “%s” cũng đọc được bằng dòng %d; hãy giới hạn một trong hai dòng",
               "column \"%s\": \"%s\" may be read by line %d, too; limit one of both", column,
               letters, line > other ? other : line);
}

/* A row without limits gives way to one with; two with limits must not overlap. */
static bool onsets_clash(const struct onset *a, const struct onset *b) {
    return strcmp(a->letters, b->letters) == 0 && *a->rimes && *b->rimes &&
           overlap(a->rimes, b->rimes);
}

static bool is_limited(const struct rime *rime) { return *rime->onsets || *rime->tones; }

static bool rimes_clash(const struct rime *a, const struct rime *b) {
    return strcmp(a->letters, b->letters) == 0 && is_limited(a) && is_limited(b) &&
           overlap(a->onsets, b->onsets) && overlap(a->tones, b->tones);
}

static void check_onset_rivals(const struct check *check, const struct syllabary *s, size_t ix) {
    const struct onset *row = &s->onsets[ix];
    for (size_t k = ix + 1; k < s->onset_count; k++) {
        if (onsets_clash(row, &s->onsets[k])) {
            say_ambiguous(check, row->line, s->onsets[k].line, "onset", row->letters);
        }
    }
}

static void check_onsets(const struct check *check, const struct syllabary *s) {
    for (size_t i = 0; i < s->onset_count; i++) {
        const struct onset *onset = &s->onsets[i];
        check_row(check, onset->line, "onset", onset->letters, onset_is_read(s, onset));
        check_onset_rivals(check, s, i);
    }
}

static void check_rime_rivals(const struct check *check, const struct syllabary *s, size_t ix) {
    const struct rime *row = &s->rimes[ix];
    for (size_t k = ix + 1; k < s->rime_count; k++) {
        if (rimes_clash(row, &s->rimes[k])) {
            say_ambiguous(check, row->line, s->rimes[k].line, "rime", row->letters);
        }
    }
}

static void check_rimes(const struct check *check, const struct syllabary *s) {
    for (size_t i = 0; i < s->rime_count; i++) {
        const struct rime *rime = &s->rimes[i];
        check_row(check, rime->line, "rime", rime->letters, rime_is_read(s, rime));
        check_rime_rivals(check, s, i);
    }
}

/* ---- sandhi and words --------------------------------------------------------------------- */

enum { SANDHI_FROM = 1, SANDHI_TO };

static void check_tone_name(const struct check *check, const struct syllabary *s, int line,
                            const char *column, const char *name) {
    for (size_t i = 0; i < s->tone_count; i++) {
        if (strcmp(s->tones[i].name, name) == 0) {
            return;
        }
    }
    diag_error(check->diag, check->file, line, "cột “%s”: tones.tsv không có thanh nào tên “%s”",
               "column \"%s\": tones.tsv has no tone of the name \"%s\"", column, name);
}

static void check_sandhi(const struct check *check, const struct syllabary *s) {
    const struct table *table = &s->tables[SYLLABARY_TABLES];
    for (size_t i = 0; i < table->count; i++) {
        const struct table_row *row = &table->rows[i];
        if (strcmp(row->fields[SANDHI_FROM], "*") != 0) {
            check_tone_name(check, s, row->line, "from", row->fields[SANDHI_FROM]);
        }
        check_tone_name(check, s, row->line, "to", row->fields[SANDHI_TO]);
    }
}

static bool is_word(const struct syllabary *s, const char *text, size_t bytes) {
    char word[SYLLABARY_WORD_BYTES], folded[SYLLABARY_WORD_BYTES];
    struct syllable list[SYLLABLES_MAX];
    struct str copy;
    str_init(&copy, word, sizeof word);
    str_put_n(&copy, text, bytes);
    return letters_fold(word, folded, sizeof folded) &&
           syllabary_read(s, folded, list, SYLLABLES_MAX) > 0;
}

static void check_reading(const struct check *check, const struct syllabary *s, int line,
                          const char *text) {
    while (*text) {
        size_t bytes = strcspn(text, " ");
        if (!is_word(s, text, bytes)) {
            diag_error(check->diag, check->file, line,
                       "cột “reading”: bảng của thứ tiếng này không đọc được “%.*s”",
                       "column \"reading\": the tables of its language cannot read \"%.*s\"",
                       (int)bytes, text);
        }
        text += bytes;
        text += strspn(text, " ");
    }
}

static void check_words(struct check *check, const struct syllabary *own) {
    struct table table;
    if (!table_read_format(check->file, &words_format, check->diag, &table)) {
        return;
    }
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        const char *lang = row->fields[WORD_LANG], *reading = row->fields[WORD_READING];
        const struct syllabary *s = *lang ? language(check, lang) : own;
        if (s) {
            check_reading(check, s, row->line, *reading ? reading : row->fields[WORD_WORD]);
        } else {
            diag_error(check->diag, check->file, row->line,
                       "cột “lang”: không có bảng đọc cho tiếng “%s”",
                       "column \"lang\": there are no reading tables for \"%s\"", lang);
        }
    }
    table_fini(&table);
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void check_own(struct check *check, const struct syllabary *own) {
    if (own_file(check, syllabary_formats[SYLLABARY_ONSETS].file)) {
        check_onsets(check, own);
    }
    if (own_file(check, syllabary_formats[SYLLABARY_RIMES].file)) {
        check_rimes(check, own);
    }
    if (own_file(check, "sandhi.tsv")) {
        check_sandhi(check, own);
    }
    if (own_file(check, words_format.file)) {
        check_words(check, own);
    }
}

void check_tables(const char *voices_dir, const char *code, struct diag *diag) {
    struct check check = {.voices_dir = voices_dir, .code = code, .diag = diag};
    if (inventory_open(voices_dir, diag, &check.inventory)) {
        return;
    }
    const struct syllabary *own = language(&check, code);
    if (own) {
        check_own(&check, own);
    }
    for (size_t i = 0; i < check.language_count; i++) {
        syllabary_close(check.languages[i].syllabary);
    }
    inventory_close(check.inventory);
}
