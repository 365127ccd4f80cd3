#include "speech/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "speech/folder.h"
#include "speech/syllabary_tables.h"
#include "unicode/letters.h"

enum { LANGUAGES_MAX = 8, CODE_BYTES = 32, LETTER_BYTES = 16 };

static const char vietnamese[] = "vi";

static const char *const loan_columns[] = {"word", "reading", "note", NULL};
static const char *const letter_columns[] = {"letter", "name", "sound", "note", NULL};
static const struct table_format loans_format = {"loans.tsv", loan_columns, 1, 0};
static const struct table_format letters_format = {"letters.tsv", letter_columns, 1, 0};

enum { LOAN_READING = 1 };
enum { LETTER_LETTER, LETTER_NAME };

/* A language that words may be read as; syllabary NULL if it has no tables. */
struct language_tables {
    char code[CODE_BYTES];
    struct syllabary *syllabary;
};

struct reader {
    struct inventory *inventory;
    struct language_tables languages[LANGUAGES_MAX]; /* the language itself is the first */
    size_t language_count;
    const struct syllabary *own, *also, *vi;
    struct table words, loans; /* sorted and folded */
    struct table letters;
    struct arena memory;
};

/* ---- opening ----------------------------------------------------------------------- */

struct opening {
    struct reader *reader;
    const char *voices_dir, *code;
    struct folder folder;
    struct diag *diag;
};

static struct language_tables *language_named(struct reader *reader, const char *code) {
    for (size_t i = 0; i < reader->language_count; i++) {
        if (strcmp(reader->languages[i].code, code) == 0) {
            return &reader->languages[i];
        }
    }
    return NULL;
}

/* The tables of a language, opened once. */
static enum err open_language(struct opening *opening, const char *code,
                              const struct syllabary **syllabary_out) {
    struct reader *reader = opening->reader;
    struct language_tables *language = language_named(reader, code);
    if (language) {
        *syllabary_out = language->syllabary;
        return *syllabary_out ? ERR_OK : ERR_DEGRADE;
    }
    language = &reader->languages[reader->language_count];
    if (reader->language_count == LANGUAGES_MAX || !str_copy(language->code, CODE_BYTES, code)) {
        return ERR_DEGRADE;
    }
    reader->language_count++;
    struct folder folder = folder_read(opening->voices_dir, code, &reader->memory);
    enum err err = syllabary_open(opening->voices_dir, code, folder.base, reader->inventory,
                                  opening->diag, &language->syllabary);
    *syllabary_out = language->syllabary;
    return err;
}

/* The language itself must be there; what else it is read as need only not be wrong. An
 * accent of Vietnamese names letters and reads foreign words in its own way. */
static enum err open_languages(struct opening *opening) {
    struct reader *reader = opening->reader;
    const char *also = opening->folder.also;
    bool accent = str_same(opening->folder.base, vietnamese);
    enum err err = open_language(opening, opening->code, &reader->own);
    if (!err && also && open_language(opening, also, &reader->also) == ERR_REJECT) {
        err = ERR_REJECT;
    }
    if (!err &&
        open_language(opening, accent ? opening->code : vietnamese, &reader->vi) == ERR_REJECT) {
        err = ERR_REJECT;
    }
    return err;
}

/* A table that need not be there. */
static bool open_table(const struct opening *opening, const char *code, const char *base,
                       const struct table_format *format, struct table *table) {
    char path[PATH_BYTES];
    return !folder_find(opening->voices_dir, code, base, format->file, path) ||
           table_read_format(path, format, opening->diag, table);
}

static int by_first_field(const void *a, const void *b) {
    const struct table_row *left = a, *right = b;
    return strcmp(left->fields[0], right->fields[0]);
}

/* Words are looked up as they are folded. */
static void sort_words(struct reader *reader, struct table *words) {
    char folded[SYLLABARY_WORD_BYTES];
    for (size_t i = 0; i < words->count; i++) {
        const char **word = &words->rows[i].fields[WORD_WORD];
        if (letters_fold(*word, folded, sizeof folded)) {
            *word = arena_strdup(&reader->memory, folded);
        }
    }
    if (words->count > 0) {
        qsort(words->rows, words->count, sizeof *words->rows, by_first_field);
    }
}

/* The exceptions, and whatever languages they are read as. */
static enum err open_words(struct opening *opening) {
    struct reader *reader = opening->reader;
    if (!open_table(opening, opening->code, opening->folder.base, &words_format, &reader->words) ||
        !open_table(opening, vietnamese, NULL, &loans_format, &reader->loans) ||
        !open_table(opening, vietnamese, NULL, &letters_format, &reader->letters)) {
        return ERR_REJECT;
    }
    for (size_t i = 0; i < reader->words.count; i++) {
        const char *lang = reader->words.rows[i].fields[WORD_LANG];
        const struct syllabary *syllabary;
        if (*lang && open_language(opening, lang, &syllabary) == ERR_REJECT) {
            return ERR_REJECT;
        }
    }
    sort_words(reader, &reader->words);
    sort_words(reader, &reader->loans);
    return ERR_OK;
}

enum err reader_open(const char *voices_dir, const char *code, struct diag *diag,
                     struct reader **reader_out) {
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader) {
        abort();
    }
    struct opening opening = {.reader = reader,
                              .voices_dir = voices_dir,
                              .code = code,
                              .folder = folder_read(voices_dir, code, &reader->memory),
                              .diag = diag};
    enum err err = inventory_open(voices_dir, diag, &reader->inventory);
    err = err ? err : open_languages(&opening);
    err = err ? err : open_words(&opening);
    if (err) {
        reader_close(reader);
        return err;
    }
    *reader_out = reader;
    return ERR_OK;
}

void reader_close(struct reader *reader) {
    if (!reader) {
        return;
    }
    table_fini(&reader->letters);
    table_fini(&reader->loans);
    table_fini(&reader->words);
    for (size_t i = 0; i < reader->language_count; i++) {
        syllabary_close(reader->languages[i].syllabary);
    }
    inventory_close(reader->inventory);
    arena_fini(&reader->memory);
    free(reader);
}

/* ---- a word -------------------------------------------------------------------------- */

/* Appends the word in one language; false if it is no word of it. */
static bool read_as(const struct syllabary *syllabary, const char *word, struct reading *reading) {
    size_t room = READING_SYLLABLES_MAX - reading->count;
    size_t count =
        syllabary ? syllabary_read(syllabary, word, reading->list + reading->count, room) : 0;
    reading->count += count;
    return count > 0;
}

static void note_way(struct reading *reading, enum reading_way way) {
    reading->way = way > reading->way ? way : reading->way;
}

/* A name may be several words: "ét xì". */
static void read_name(const struct reader *reader, const char *name, struct reading *reading) {
    char word[SYLLABARY_WORD_BYTES];
    while (*name) {
        size_t bytes = strcspn(name, " ");
        struct str s;
        str_init(&s, word, sizeof word);
        str_put_n(&s, name, bytes);
        (void)read_as(reader->vi, word, reading);
        name += bytes;
        name += strspn(name, " ");
    }
}

static bool read_letter(const struct reader *reader, const char *letter, struct reading *reading) {
    for (size_t i = 0; i < reader->letters.count; i++) {
        const char *const *fields = reader->letters.rows[i].fields;
        if (strcmp(fields[LETTER_LETTER], letter) == 0) {
            read_name(reader, fields[LETTER_NAME], reading);
            return true;
        }
    }
    return false;
}

/* One character: by its own name, without its tone mark, or by the row "*". Marks
 * that stand alone, and joints, say nothing. */
static void spell_letter(const struct reader *reader, const char *letter, struct reading *reading) {
    char bare[LETTER_BYTES];
    uint8_t marks[LETTER_BYTES];
    bool parted = letters_bare(letter, bare, marks, sizeof bare);
    bool silent = strchr("-'._", *letter) || (parted && !*bare);
    bool named = silent || read_letter(reader, letter, reading) ||
                 (parted && read_letter(reader, bare, reading));
    if (!named) {
        (void)read_letter(reader, "*", reading);
    }
}

static void spell(const struct reader *reader, const char *word, struct reading *reading) {
    size_t length;
    note_way(reading, READ_SPELLED);
    for (; (length = utf8_length(word)) > 0; word += length) {
        char letter[LETTER_BYTES];
        struct str s;
        str_init(&s, letter, sizeof letter);
        str_put_n(&s, word, length);
        spell_letter(reader, letter, reading);
    }
}

/* The row of a folded word in a table by sort_words; NULL if it has none. */
static const struct table_row *row_of(const struct table *words, const char *word) {
    struct table_row key = {.fields = {word}};
    return words->count == 0
               ? NULL
               : bsearch(&key, words->rows, words->count, sizeof *words->rows, by_first_field);
}

/* A foreign word that Vietnamese has a way to say. */
static bool read_loan(const struct reader *reader, const char *word, struct reading *reading) {
    const struct table_row *row = row_of(&reader->loans, word);
    if (row) {
        note_way(reading, READ_VIETNAMESE);
        read_name(reader, row->fields[LOAN_READING], reading);
    }
    return row != NULL;
}

static bool read_plain(const struct reader *reader, const char *word, struct reading *reading) {
    if (read_as(reader->own, word, reading) || read_as(reader->also, word, reading)) {
        return true;
    }
    if (read_as(reader->vi, word, reading)) {
        note_way(reading, READ_VIETNAMESE);
        return true;
    }
    return read_loan(reader, word, reading);
}

/* Parts of a word that cannot be read as a whole. */
static void read_parts(const struct reader *reader, const char *word, struct reading *reading) {
    static const char separators[] = "-'._";
    char part[SYLLABARY_WORD_BYTES];
    for (word += strspn(word, separators); *word; word += strspn(word, separators)) {
        size_t bytes = strcspn(word, separators);
        struct str s;
        str_init(&s, part, sizeof part);
        str_put_n(&s, word, bytes);
        if (!read_plain(reader, part, reading)) {
            spell(reader, part, reading);
        }
        word += bytes;
    }
}

/* The language that an exception is in: its own unless it names another. */
static const struct syllabary *language_of(const struct reader *reader,
                                           const struct table_row *exception) {
    for (size_t i = 0; i < reader->language_count; i++) {
        if (strcmp(reader->languages[i].code, exception->fields[WORD_LANG]) == 0) {
            return reader->languages[i].syllabary;
        }
    }
    return reader->own;
}

/* The words that an exception is to be read as. */
static void read_exception(const struct reader *reader, const struct table_row *row,
                           struct reading *reading) {
    const char *text =
        *row->fields[WORD_READING] ? row->fields[WORD_READING] : row->fields[WORD_WORD];
    const struct syllabary *language = language_of(reader, row);
    note_way(reading, READ_WORDS);
    while (*text) {
        char word[SYLLABARY_WORD_BYTES], folded[SYLLABARY_WORD_BYTES];
        size_t bytes = strcspn(text, " ");
        struct str s;
        str_init(&s, word, sizeof word);
        str_put_n(&s, text, bytes);
        if (!letters_fold(word, folded, sizeof folded) || !read_as(language, folded, reading)) {
            read_parts(reader, word, reading);
        }
        text += bytes;
        text += strspn(text, " ");
    }
}

void reader_read(const struct reader *reader, const char *word, struct reading *reading_out) {
    char folded[SYLLABARY_WORD_BYTES];
    reading_out->way = READ_OWN;
    reading_out->count = 0;
    if (!letters_fold(word, folded, sizeof folded)) {
        spell(reader, word, reading_out);
        return;
    }
    const struct table_row *row = row_of(&reader->words, folded);
    if (row) {
        read_exception(reader, row, reading_out);
    } else if (!read_plain(reader, folded, reading_out)) {
        read_parts(reader, folded, reading_out);
    }
}

void reader_read_vietnamese(const struct reader *reader, const char *word,
                            struct reading *reading_out) {
    char folded[SYLLABARY_WORD_BYTES];
    reading_out->way = READ_VIETNAMESE;
    reading_out->count = 0;
    if (!letters_fold(word, folded, sizeof folded) || !read_as(reader->vi, folded, reading_out)) {
        reader_read(reader, word, reading_out);
    }
}

const char *reading_way_name(enum reading_way way) {
    static const char *const names[] = {[READ_OWN] = "own",
                                        [READ_WORDS] = "words",
                                        [READ_VIETNAMESE] = "vi",
                                        [READ_SPELLED] = "spelled"};
    return names[way];
}

void reading_put_ipa(const struct reading *reading, struct str *out) {
    for (size_t i = 0; i < reading->count; i++) {
        str_put(out, i > 0 ? "." : "");
        syllable_put_ipa(&reading->list[i], out);
    }
}

bool reading_put_mnemonics(const struct reading *reading, struct str *out) {
    bool all = reading->count > 0;
    for (size_t i = 0; i < reading->count && all; i++) {
        str_put(out, i > 0 ? " [[" : "[[");
        all = syllable_put_mnemonics(&reading->list[i], out);
        str_put(out, "]]");
    }
    return all && !out->cut;
}
