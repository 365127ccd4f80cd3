/* Any bytes as a table, as a text of Mông and as a text with figures: nothing but
 * valid UTF-8 may come out. */
#include "speech/reader.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "speech/normalise.h"
#include "speech/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char onsets[] = "onset\tphonemes\tipa\tconfidence\tsource\tnote\n"
                             "-\t-\t-\tH\t-\t-\n"
                             "h\th\th\tH\t-\t-\n"
                             "hm\th m\t-\tH\t-\t-\n"
                             "đ\td_\t-\tH\t-\t-\n";
static const char rimes[] = "rime\tglide\tnucleus\tcoda\tipa\tconfidence\tsource\tnote\n"
                            "a\t-\ta:\t-\t-\tH\t-\t-\n"
                            "ông\t-\to\tN\t-\tH\t-\t-\n";
static const char tones[] = "tone\tphoneme\tcontour\tconfidence\tsource\tnote\n"
                            "z\t7\t55\tH\t-\t-\n"
                            "-\t1\t44\tH\t-\t-\n";

static void must_be_text(const char *text) {
    while (*text) {
        size_t length = utf8_length(text);
        if (length == 0) {
            abort();
        }
        text += length;
    }
}

static void take_token(void *context, const struct reader_token *token) {
    (void)context;
    must_be_text(token->word);
    must_be_text(token->mnemonics);
    must_be_text(token->stops);
}

static void read_with(const char *const texts[READER_TABLES], const char *input, FILE *out) {
    struct diag diag = {.out = out};
    struct reader *reader = NULL;
    if (reader_parse(texts, &diag, &reader) == ERR_OK) {
        reader_text(reader, input, take_token, NULL);
        reader_close(reader);
    }
}

static void speak_figures(const char *input) {
    char said[700];
    struct str out;
    struct diag diag = {0};
    struct spellout *numbers = spellout_open("voices/vi/numbers.txt", &diag);
    for (int with = 0; with < 2; with++) {
        str_init(&out, said, sizeof said);
        normalise_text(with ? numbers : NULL, input, &out);
        must_be_text(said);
    }
    spellout_close(numbers);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *const real[READER_TABLES] = {onsets, rimes, tones};
    char *input = malloc(size + 1);
    FILE *nowhere = fopen("/dev/null", "w");
    if (!input || !nowhere) {
        abort();
    }
    memcpy(input, data, size);
    input[size] = '\0';
    for (int i = 0; i < READER_TABLES; i++) {
        const char *given[READER_TABLES] = {onsets, rimes, tones};
        given[i] = input;
        read_with(given, "Hmôngz, đa", nowhere);
    }
    read_with(real, input, nowhere);
    speak_figures(input);
    fclose(nowhere);
    free(input);
    return 0;
}
