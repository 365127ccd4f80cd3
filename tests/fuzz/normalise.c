/* Any bytes as text: words and pauses come out, and nothing else; of these words
 * nothing changes when they are read once more. */
#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "speech/normalise.h"
#include "unicode/nfc.h"

enum { SAID_BYTES = 64 * 1024, INPUT_BYTES_MAX = 400, WORDS_MAX = 4096 };

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

/* The tables take longer to read than a text: opened once, for all inputs. */
static struct normaliser *vietnamese, *mien;

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    struct diag diag = {0};
    (void)count;
    (void)arguments;
    vietnamese = normaliser_open("voices", "vi", NULL, &diag);
    mien = normaliser_open("voices", "ium", vietnamese, &diag);
    if (!vietnamese || !mien) {
        abort();
    }
    return 0;
}

static void must(bool holds) {
    if (!holds) {
        abort();
    }
}

/* Letters, single spaces, and , . ? ! right behind a word. */
static void must_be_words(const char *said) {
    for (const char *c = said; *c; c++) {
        bool stop = strchr(",.?!", *c) != NULL, gap = *c == ' ';
        bool letter = isalpha((unsigned char)*c) || (unsigned char)*c >= 0x80;
        must(letter || stop || gap);
        must(c > said || letter);
        must(!gap || c[1] != ' ');
        must(!stop || c[1] == ' ' || c[1] == '\0');
    }
    must(nfc_is_utf8(said, strlen(said)));
}

static void must_be_ordered(const struct normalised_map *map, size_t said, size_t source) {
    for (size_t i = 0; i < map->count; i++) {
        const struct normalised_word *word = &map->words[i];
        must(word->said_start < word->said_end && word->said_end <= said);
        must(i == 0 || word->said_start >= map->words[i - 1].said_end);
        must(word->source_start < word->source_end && word->source_end <= source);
        must(i == 0 || word->source_end > map->words[i - 1].source_start);
    }
}

static void read_text(struct normaliser *normaliser, const char *input) {
    struct normalised_word *words = calloc(WORDS_MAX, sizeof *words);
    char *said = malloc(SAID_BYTES), *again = malloc(SAID_BYTES);
    struct normalised_map map = {.words = words, .max = WORDS_MAX};
    struct str out;
    must(words && said && again);
    str_init(&out, said, SAID_BYTES);
    normalise_text(normaliser, input, &out, &map);
    must(!out.cut && nfc_is_utf8(said, strlen(said)));
    must_be_ordered(&map, out.used, strlen(input));
    if (normaliser == vietnamese) {
        must_be_words(said);
        str_init(&out, again, SAID_BYTES);
        normalise_text(normaliser, said, &out, NULL);
        must(strcmp(said, again) == 0);
    }
    free(again);
    free(said);
    free(words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes) {
    char input[INPUT_BYTES_MAX + 1];
    size_t length = bytes < INPUT_BYTES_MAX ? bytes : INPUT_BYTES_MAX;
    memcpy(input, data, length);
    input[length] = '\0';
    read_text(vietnamese, input);
    read_text(mien, input);
    return 0;
}
