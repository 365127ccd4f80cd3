#include "speech/reader.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "speech/table.h"
#include "speech/utf8.h"

enum { WORD_BYTES = 64, MNEMONICS_BYTES = 128, STOPS_BYTES = 8, PATH_BYTES_MAX = 512 };

static const char *const onset_columns[] = {"onset",  "phonemes", "ipa", "confidence",
                                            "source", "note",     NULL};
static const char *const rime_columns[] = {"rime",       "glide",  "nucleus", "coda", "ipa",
                                           "confidence", "source", "note",    NULL};
static const char *const tone_columns[] = {"tone",   "phoneme", "contour", "confidence",
                                           "source", "note",    NULL};

enum {
    FIELD_WRITTEN = 0,
    FIELD_ONSET = 1,
    FIELD_GLIDE = 1,
    FIELD_NUCLEUS,
    FIELD_CODA,
    FIELD_TONE = 1
};

static const struct reader_format formats[READER_TABLES] = {
    [READER_ONSETS] = {"onsets.tsv", onset_columns, FIELD_ONSET, FIELD_ONSET + 1},
    [READER_RIMES] = {"rimes.tsv", rime_columns, FIELD_GLIDE, FIELD_CODA + 1},
    [READER_TONES] = {"tones.tsv", tone_columns, FIELD_TONE, FIELD_TONE + 1},
};

const struct reader_format *reader_format(enum reader_table table) { return &formats[table]; }

struct reader {
    struct table tables[READER_TABLES];
};

/* ---- lifetime -------------------------------------------------------------------- */

static size_t written_bytes(const struct table_row *row) {
    return strlen(row->fields[FIELD_WRITTEN]);
}

static int longer_first(const void *a, const void *b) {
    size_t left = written_bytes(a), right = written_bytes(b);
    return (left < right) - (left > right);
}

static struct reader *new_reader(void) {
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader) {
        abort();
    }
    return reader;
}

/* The longest onset is tried first, the longest tone too. */
static enum err finish_open(struct reader *reader, bool whole, struct reader **reader_out) {
    if (!whole) {
        reader_close(reader);
        return ERR_REJECT;
    }
    for (int i = 0; i < READER_TABLES; i++) {
        struct table *table = &reader->tables[i];
        qsort(table->rows, table->count, sizeof *table->rows, longer_first);
    }
    *reader_out = reader;
    return ERR_OK;
}

static bool table_path(const char *dir, int table, char path_out[PATH_BYTES_MAX]) {
    struct str path;
    str_init(&path, path_out, PATH_BYTES_MAX);
    str_printf(&path, "%s/%s", dir, formats[table].file);
    return !path.cut;
}

static int tables_present(const char *dir) {
    char path[PATH_BYTES_MAX];
    int count = 0;
    for (int i = 0; i < READER_TABLES; i++) {
        count += table_path(dir, i, path) && access(path, F_OK) == 0;
    }
    return count;
}

enum err reader_open(const char *dir, struct diag *diag, struct reader **reader_out) {
    char path[PATH_BYTES_MAX];
    bool whole = true;
    if (tables_present(dir) == 0) {
        return ERR_DEGRADE;
    }
    struct reader *reader = new_reader();
    for (int i = 0; i < READER_TABLES; i++) {
        whole = table_path(dir, i, path) &&
                table_read(path, formats[i].columns, diag, &reader->tables[i]) && whole;
    }
    return finish_open(reader, whole, reader_out);
}

enum err reader_parse(const char *const texts[READER_TABLES], struct diag *diag,
                      struct reader **reader_out) {
    struct reader *reader = new_reader();
    bool whole = true;
    for (int i = 0; i < READER_TABLES; i++) {
        whole = table_parse(formats[i].file, texts[i], strlen(texts[i]), formats[i].columns, diag,
                            &reader->tables[i]) &&
                whole;
    }
    return finish_open(reader, whole, reader_out);
}

void reader_close(struct reader *reader) {
    if (!reader) {
        return;
    }
    for (int i = 0; i < READER_TABLES; i++) {
        table_fini(&reader->tables[i]);
    }
    free(reader);
}

/* ---- one word --------------------------------------------------------------------- */

struct syllable {
    const struct table_row *onset, *rime, *tone;
};

static bool ends_in(const char *text, size_t length, const char *end) {
    size_t bytes = strlen(end);
    return bytes <= length && memcmp(text + length - bytes, end, bytes) == 0;
}

static const struct table_row *row_of(const struct table *table, const char *text, size_t length) {
    for (size_t i = 0; i < table->count; i++) {
        const char *written = table->rows[i].fields[FIELD_WRITTEN];
        if (strlen(written) == length && memcmp(written, text, length) == 0) {
            return &table->rows[i];
        }
    }
    return NULL;
}

/* Splits what follows an onset into a rime and a tone. */
static bool split_rest(const struct reader *reader, const char *rest, struct syllable *s) {
    const struct table *tones = &reader->tables[READER_TONES];
    size_t length = strlen(rest);
    for (size_t i = 0; i < tones->count; i++) {
        s->tone = &tones->rows[i];
        if (!ends_in(rest, length, s->tone->fields[FIELD_WRITTEN])) {
            continue;
        }
        s->rime = row_of(&reader->tables[READER_RIMES], rest, length - written_bytes(s->tone));
        if (s->rime) {
            return true;
        }
    }
    return false;
}

static bool split_word(const struct reader *reader, const char *word, struct syllable *s) {
    const struct table *onsets = &reader->tables[READER_ONSETS];
    for (size_t i = 0; i < onsets->count; i++) {
        s->onset = &onsets->rows[i];
        size_t bytes = written_bytes(s->onset);
        if (strncmp(word, s->onset->fields[FIELD_WRITTEN], bytes) == 0 &&
            split_rest(reader, word + bytes, s)) {
            return true;
        }
    }
    return false;
}

/* eSpeak NG takes "|" between mnemonics that could be read as one. */
static void put_phonemes(const char *phonemes, struct str *out) {
    if (*phonemes && out->used > 0) {
        str_put(out, "|");
    }
    for (; *phonemes; phonemes++) {
        str_put_n(out, *phonemes == ' ' ? "|" : phonemes, 1);
    }
}

/* Small letters of those that Latin scripts of Viet Nam use; marked vowels are no
 * part of a syllable the tables know, so they may stay as they are. */
static void put_small(const char *character, size_t length, struct str *out) {
    static const char *const pairs[][2] = {{"Ă", "ă"}, {"Â", "â"}, {"Đ", "đ"}, {"Ê", "ê"},
                                           {"Ô", "ô"}, {"Ơ", "ơ"}, {"Ư", "ư"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (strlen(pairs[i][0]) == length && memcmp(pairs[i][0], character, length) == 0) {
            character = pairs[i][1];
        }
    }
    char small = (char)tolower((unsigned char)*character);
    str_put_n(out, length == 1 ? &small : character, length);
}

bool reader_word(const struct reader *reader, const char *word, struct str *mnemonics) {
    char bytes[WORD_BYTES], said[MNEMONICS_BYTES];
    struct str small, phonemes;
    struct syllable s;
    str_init(&small, bytes, sizeof bytes);
    str_init(&phonemes, said, sizeof said);
    for (size_t length; (length = utf8_length(word)) > 0; word += length) {
        put_small(word, length, &small);
    }
    if (*word || small.cut || small.used == 0 || !split_word(reader, bytes, &s)) {
        return false;
    }
    put_phonemes(s.onset->fields[FIELD_ONSET], &phonemes);
    put_phonemes(s.rime->fields[FIELD_GLIDE], &phonemes);
    put_phonemes(s.rime->fields[FIELD_NUCLEUS], &phonemes);
    put_phonemes(s.tone->fields[FIELD_TONE], &phonemes);
    put_phonemes(s.rime->fields[FIELD_CODA], &phonemes);
    if (phonemes.cut) {
        return false;
    }
    str_put(mnemonics, said);
    return true;
}

/* ---- a text ------------------------------------------------------------------------ */

/* Punctuation that no word contains: all of ASCII's, and the quotation marks,
 * dashes and dots of U+2010..U+203F, « and ». */
static bool punctuation(const char *character, size_t length) {
    const unsigned char *c = (const unsigned char *)character;
    return (length == 1 && ispunct(c[0])) || (length == 3 && c[0] == 0xE2 && c[1] == 0x80) ||
           (length == 2 && c[0] == 0xC2 && (c[1] == 0xAB || c[1] == 0xBB));
}

/* Where the word itself begins and ends, punctuation left out. */
static void strip(const char *written, const char **begin_out, const char **end_out) {
    size_t length;
    *begin_out = *end_out = NULL;
    for (const char *c = written; (length = utf8_length(c)) > 0; c += length) {
        if (!punctuation(c, length)) {
            *begin_out = *begin_out ? *begin_out : c;
            *end_out = c + length;
        }
    }
}

/* The marks a voice makes a pause for. */
static void put_stops(const char *behind, struct str *stops) {
    for (; *behind; behind++) {
        if (strchr(",.?!;:", *behind)) {
            str_put_n(stops, behind, 1);
        }
    }
}

static void pass_word(const struct reader *reader, const char *written,
                      void (*each)(void *context, const struct reader_token *token),
                      void *context) {
    char bare[WORD_BYTES], said[MNEMONICS_BYTES], marks[STOPS_BYTES];
    struct str word, mnemonics, stops;
    const char *begin, *end;
    struct reader_token token = {.word = written, .mnemonics = said, .stops = marks};
    str_init(&word, bare, sizeof bare);
    str_init(&mnemonics, said, sizeof said);
    str_init(&stops, marks, sizeof marks);
    strip(written, &begin, &end);
    if (begin) {
        str_put_n(&word, begin, (size_t)(end - begin));
        token.known = !word.cut && reader_word(reader, bare, &mnemonics);
        put_stops(end, &stops);
    }
    each(context, &token);
}

void reader_text(const struct reader *reader, const char *text,
                 void (*each)(void *context, const struct reader_token *token), void *context) {
    size_t size = strlen(text) + 1;
    char *written = malloc(size);
    struct str word;
    if (!written) {
        abort();
    }
    str_init(&word, written, size);
    for (;;) {
        size_t length = utf8_length(text);
        bool gap = length <= 1 && (*text == '\0' || isspace((unsigned char)*text));
        if (gap && word.used > 0) {
            pass_word(reader, written, each, context);
            str_init(&word, written, size);
        }
        if (*text == '\0') {
            break;
        }
        str_put_n(&word, text, gap ? 0 : length);
        text += length ? length : 1;
    }
    free(written);
}
