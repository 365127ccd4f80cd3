/* Any bytes as a table and as a text of either kind of script: nothing but valid UTF-8
 * may come out. */
#include "speech/reader.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "speech/syllabary_tables.h"
#include "speech/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_be_text(const char *text) {
    while (*text) {
        size_t length = utf8_length(text);
        if (length == 0) {
            abort();
        }
        text += length;
    }
}

static void say_reading(const struct reading *reading) {
    char said[16 * 1024];
    struct str out;
    str_init(&out, said, sizeof said);
    reading_put_ipa(reading, &out);
    must_be_text(said);
    str_init(&out, said, sizeof said);
    (void)reading_put_mnemonics(reading, &out);
    must_be_text(said);
}

static void read_word(void *context, const char *word, const char *behind) {
    struct reading reading;
    must_be_text(word);
    must_be_text(behind);
    reader_read(context, word, &reading);
    say_reading(&reading);
    reader_read_vietnamese(context, word, &reading);
    say_reading(&reading);
}

static struct reader *open_reader(const char *code) {
    struct diag diag = {0};
    struct reader *reader = NULL;
    if (reader_open("tests/fixtures/voices", code, &diag, &reader)) {
        abort();
    }
    return reader;
}

static void read_text(struct reader *reader, const char *text) {
    struct reading reading;
    words_each(text, read_word, reader);
    reader_read(reader, text, &reading);
    say_reading(&reading);
}

static void read_table(const char *bytes, size_t size) {
    FILE *nowhere = fopen("/dev/null", "w");
    struct diag diag = {.out = nowhere};
    struct table table;
    if (table_parse("fuzz.tsv", bytes, size, syllabary_formats[SYLLABARY_ONSETS].columns, &diag,
                    &table)) {
        must_be_text(table.rows[0].fields[0]);
        table_fini(&table);
    }
    fclose(nowhere);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct reader *letters, *marks; /* opened by the first of many calls */
    letters = letters ? letters : open_reader("aa");
    marks = marks ? marks : open_reader("cc");
    char *input = malloc(size + 1);
    if (!input) {
        abort();
    }
    memcpy(input, data, size);
    input[size] = '\0';
    read_table(input, size);
    read_text(letters, input);
    read_text(marks, input);
    free(input);
    return 0;
}
