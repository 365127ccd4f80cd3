#include "speech/lexicon.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "speech/folder.h"
#include "speech/utf8.h"
#include "unicode/letters.h"

enum { PATH_BYTES_MAX = 1024, TONGUES_MAX = 8, CODE_BYTES = 32 };

static const char vietnamese[] = "vi";

static const char *const word_columns[] = {"word",   "lang", "reading", "confidence",
                                           "source", "note", NULL};
static const char *const letter_columns[] = {"letter", "reading", "note", NULL};
static const struct table_format words_format = {"words.tsv", word_columns, 1, 0};
static const struct table_format letters_format = {"spelling.tsv", letter_columns, 1, 0};

enum { WORD_WORD, WORD_LANG, WORD_READING };
enum { LETTER_LETTER, LETTER_READING };

/* A language that words may be read as; syllabary NULL if it has no tables. */
struct tongue_tables {
    char code[CODE_BYTES];
    struct syllabary *syllabary;
};

struct lexicon {
    struct inventory *inventory;
    struct tongue_tables tongues[TONGUES_MAX]; /* the language itself is the first */
    size_t tongue_count;
    const struct syllabary *own, *also, *vi;
    struct table words, letters; /* words sorted and folded */
    struct arena memory;
};

/* ---- opening ----------------------------------------------------------------------- */

/* The tables of a language, opened once. */
static enum err open_tongue(struct lexicon *lexicon, const char *voices_dir, const char *code,
                            struct diag *diag, const struct syllabary **syllabary_out) {
    for (size_t i = 0; i < lexicon->tongue_count; i++) {
        if (strcmp(lexicon->tongues[i].code, code) == 0) {
            *syllabary_out = lexicon->tongues[i].syllabary;
            return *syllabary_out ? ERR_OK : ERR_DEGRADE;
        }
    }
    struct tongue_tables *tongue = &lexicon->tongues[lexicon->tongue_count];
    if (lexicon->tongue_count == TONGUES_MAX || !str_copy(tongue->code, CODE_BYTES, code)) {
        return ERR_DEGRADE;
    }
    lexicon->tongue_count++;
    struct folder folder = folder_read(voices_dir, code, &lexicon->memory);
    enum err err =
        syllabary_open(voices_dir, code, folder.base, lexicon->inventory, diag, &tongue->syllabary);
    *syllabary_out = tongue->syllabary;
    return err;
}

static bool path_of(const char *voices_dir, const char *code, const char *file,
                    char path_out[PATH_BYTES_MAX]) {
    struct str path;
    str_init(&path, path_out, PATH_BYTES_MAX);
    str_printf(&path, "%s/%s/%s", voices_dir, code, file);
    return !path.cut && access(path_out, F_OK) == 0;
}

/* A table that need not be there. */
static bool open_table(const char *voices_dir, const char *code, const char *base,
                       const struct table_format *format, struct diag *diag, struct table *table) {
    char path[PATH_BYTES_MAX];
    return (!path_of(voices_dir, code, format->file, path) &&
            !(base && path_of(voices_dir, base, format->file, path))) ||
           table_read_format(path, format, diag, table);
}

static int by_first_field(const void *a, const void *b) {
    const struct table_row *left = a, *right = b;
    return strcmp(left->fields[0], right->fields[0]);
}

/* Words are looked up as they are folded. */
static void sort_words(struct lexicon *lexicon) {
    char folded[SYLLABARY_WORD_BYTES];
    for (size_t i = 0; i < lexicon->words.count; i++) {
        const char **word = &lexicon->words.rows[i].fields[WORD_WORD];
        if (letters_fold(*word, folded, sizeof folded)) {
            *word = arena_strdup(&lexicon->memory, folded);
        }
    }
    if (lexicon->words.count > 0) {
        qsort(lexicon->words.rows, lexicon->words.count, sizeof *lexicon->words.rows,
              by_first_field);
    }
}

/* Opens whatever languages the exceptions are read as. */
static enum err open_words(struct lexicon *lexicon, const char *voices_dir, const char *code,
                           const char *base, struct diag *diag) {
    enum err err = ERR_OK;
    if (!open_table(voices_dir, code, base, &words_format, diag, &lexicon->words) ||
        !open_table(voices_dir, vietnamese, NULL, &letters_format, diag, &lexicon->letters)) {
        return ERR_REJECT;
    }
    for (size_t i = 0; i < lexicon->words.count && err != ERR_REJECT; i++) {
        const char *lang = lexicon->words.rows[i].fields[WORD_LANG];
        const struct syllabary *syllabary;
        err = *lang ? open_tongue(lexicon, voices_dir, lang, diag, &syllabary) : ERR_OK;
    }
    sort_words(lexicon);
    return err == ERR_REJECT ? err : ERR_OK;
}

static enum err open_tongues(struct lexicon *lexicon, const char *voices_dir, const char *code,
                             const struct folder *folder, struct diag *diag) {
    enum err err = open_tongue(lexicon, voices_dir, code, diag, &lexicon->own);
    if (!err && folder->also) {
        err = open_tongue(lexicon, voices_dir, folder->also, diag, &lexicon->also);
    }
    if (!err && open_tongue(lexicon, voices_dir, vietnamese, diag, &lexicon->vi) == ERR_REJECT) {
        err = ERR_REJECT;
    }
    return err;
}

enum err lexicon_open(const char *voices_dir, const char *code, struct diag *diag,
                      struct lexicon **lexicon_out) {
    struct lexicon *lexicon = calloc(1, sizeof *lexicon);
    if (!lexicon) {
        abort();
    }
    struct folder folder = folder_read(voices_dir, code, &lexicon->memory);
    enum err err = inventory_open(voices_dir, diag, &lexicon->inventory);
    if (!err) {
        err = open_tongues(lexicon, voices_dir, code, &folder, diag);
    }
    if (!err) {
        err = open_words(lexicon, voices_dir, code, folder.base, diag);
    }
    if (err) {
        lexicon_close(lexicon);
        return err;
    }
    *lexicon_out = lexicon;
    return ERR_OK;
}

void lexicon_close(struct lexicon *lexicon) {
    if (!lexicon) {
        return;
    }
    table_fini(&lexicon->letters);
    table_fini(&lexicon->words);
    for (size_t i = 0; i < lexicon->tongue_count; i++) {
        syllabary_close(lexicon->tongues[i].syllabary);
    }
    inventory_close(lexicon->inventory);
    arena_fini(&lexicon->memory);
    free(lexicon);
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

static bool read_letter_name(const struct lexicon *lexicon, const char *letter,
                             struct reading *reading) {
    for (size_t i = 0; i < lexicon->letters.count; i++) {
        const char *const *fields = lexicon->letters.rows[i].fields;
        if (strcmp(fields[LETTER_LETTER], letter) == 0) {
            return read_as(lexicon->vi, fields[LETTER_READING], reading);
        }
    }
    return false;
}

/* The row "*" names whatever has no name of its own. */
static void spell(const struct lexicon *lexicon, const char *word, struct reading *reading) {
    size_t length;
    note_way(reading, READ_SPELLED);
    for (; (length = utf8_length(word)) > 0; word += length) {
        char letter[8], bare[16];
        uint8_t marks[16];
        struct str s;
        str_init(&s, letter, sizeof letter);
        str_put_n(&s, word, length);
        bool named = read_letter_name(lexicon, letter, reading) ||
                     (letters_bare(letter, bare, marks, sizeof bare) &&
                      read_letter_name(lexicon, bare, reading));
        if (!named && !strchr("-'._", *word)) {
            (void)read_letter_name(lexicon, "*", reading);
        }
    }
}

static bool read_plain(const struct lexicon *lexicon, const char *word, struct reading *reading) {
    if (read_as(lexicon->own, word, reading) || read_as(lexicon->also, word, reading)) {
        return true;
    }
    if (read_as(lexicon->vi, word, reading)) {
        note_way(reading, READ_VIETNAMESE);
        return true;
    }
    return false;
}

/* Parts of a word that cannot be read as a whole. */
static void read_parts(const struct lexicon *lexicon, const char *word, struct reading *reading) {
    static const char separators[] = "-'._";
    char part[SYLLABARY_WORD_BYTES];
    for (word += strspn(word, separators); *word; word += strspn(word, separators)) {
        size_t bytes = strcspn(word, separators);
        struct str s;
        str_init(&s, part, sizeof part);
        str_put_n(&s, word, bytes);
        if (!read_plain(lexicon, part, reading)) {
            spell(lexicon, part, reading);
        }
        word += bytes;
    }
}

static const struct syllabary *tongue_named(const struct lexicon *lexicon, const char *code) {
    for (size_t i = 0; i < lexicon->tongue_count; i++) {
        if (strcmp(lexicon->tongues[i].code, code) == 0) {
            return lexicon->tongues[i].syllabary;
        }
    }
    return lexicon->own;
}

/* The words that an exception is to be read as. */
static void read_exception(const struct lexicon *lexicon, const struct table_row *row,
                           struct reading *reading) {
    const char *text =
        *row->fields[WORD_READING] ? row->fields[WORD_READING] : row->fields[WORD_WORD];
    const struct syllabary *tongue = tongue_named(lexicon, row->fields[WORD_LANG]);
    note_way(reading, READ_WORDS);
    while (*text) {
        char word[SYLLABARY_WORD_BYTES], folded[SYLLABARY_WORD_BYTES];
        size_t bytes = strcspn(text, " ");
        struct str s;
        str_init(&s, word, sizeof word);
        str_put_n(&s, text, bytes);
        if (!letters_fold(word, folded, sizeof folded) || !read_as(tongue, folded, reading)) {
            read_parts(lexicon, word, reading);
        }
        text += bytes;
        text += strspn(text, " ");
    }
}

static const struct table_row *exception(const struct lexicon *lexicon, const char *word) {
    struct table_row key = {.fields = {word}};
    return lexicon->words.count == 0 ? NULL
                                     : bsearch(&key, lexicon->words.rows, lexicon->words.count,
                                               sizeof *lexicon->words.rows, by_first_field);
}

void lexicon_read(const struct lexicon *lexicon, const char *word, struct reading *reading_out) {
    char folded[SYLLABARY_WORD_BYTES];
    reading_out->way = READ_OWN;
    reading_out->count = 0;
    if (!letters_fold(word, folded, sizeof folded)) {
        spell(lexicon, word, reading_out);
        return;
    }
    const struct table_row *row = exception(lexicon, folded);
    if (row) {
        read_exception(lexicon, row, reading_out);
    } else if (!read_plain(lexicon, folded, reading_out)) {
        read_parts(lexicon, folded, reading_out);
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

/* ---- words of a text -------------------------------------------------------------------- */

/* What may stand inside a word but not around it. */
static bool joins(const char *character, size_t length) {
    return (length == 1 && strchr("-'._^", *character)) ||
           (length == 3 &&
            (memcmp(character, "\u2019", 3) == 0 || memcmp(character, "\u2018", 3) == 0 ||
             memcmp(character, "\u2010", 3) == 0 || memcmp(character, "\u2011", 3) == 0));
}

/* All of ASCII's punctuation and spaces, « » and no-break space, U+2000..U+206F. */
static bool between_words(const char *character, size_t length) {
    const unsigned char *c = (const unsigned char *)character;
    return (length == 1 && !isalnum(c[0])) || (length == 2 && c[0] == 0xC2 && c[1] < 0xC0) ||
           (length == 3 && c[0] == 0xE2 && (c[1] == 0x80 || c[1] == 0x81));
}

/* Bytes of the word that begins here: up to a gap, or a joint that joins nothing. */
static size_t word_bytes(const char *text) {
    size_t bytes = 0, end = 0, length;
    while ((length = utf8_length(text + bytes)) > 0 && bytes + length < READING_WORD_BYTES) {
        bool letter = !between_words(text + bytes, length);
        if (!letter && !joins(text + bytes, length)) {
            break;
        }
        bytes += length;
        end = letter || text[bytes - 1] == '_' ? bytes : end;
    }
    return end;
}

/* Bytes up to the next word. */
static size_t gap_bytes(const char *text) {
    size_t bytes = 0;
    for (size_t length; text[bytes]; bytes += length ? length : 1) {
        length = utf8_length(text + bytes);
        if (length > 0 && !between_words(text + bytes, length)) {
            break;
        }
    }
    return bytes;
}

/* Room for what stands between two words: more of it says no more. */
enum { GAP_BYTES = 32 };

static void copy_valid(const char *text, size_t bytes, char *out, size_t size) {
    struct str s;
    str_init(&s, out, size);
    for (size_t i = 0, length; i < bytes; i += length ? length : 1) {
        length = utf8_length(text + i);
        str_put_n(&s, text + i, length);
    }
}

void lexicon_words(const char *text,
                   void (*each)(void *context, const char *word, const char *behind),
                   void *context) {
    char word[READING_WORD_BYTES], behind[GAP_BYTES];
    text += gap_bytes(text);
    while (*text) {
        size_t bytes = word_bytes(text);
        copy_valid(text, bytes, word, sizeof word);
        text += bytes;
        bytes = gap_bytes(text);
        copy_valid(text, bytes, behind, sizeof behind);
        text += bytes;
        each(context, word, behind);
    }
}
