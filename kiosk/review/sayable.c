#include "review/sayable.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "speech/normalise.h"
#include "speech/reader.h"
#include "speech/words.h"
#include "unicode/glyphs.h"

enum { SAID_BYTES = 32 * 1024, PART_BYTES = 2 * 1024, WORDS_MAX = 4096, MNEMONICS_BYTES = 4096 };

struct sayable {
    const struct lexicon *lexicon;
    struct reader *reader;
    struct normaliser *vietnamese, *normaliser; /* may be the same */
    bool by_mnemonics;                          /* what is said has to have been built */
    void (*fault)(void *context, const char *word, enum sayable_fault fault);
    void *context;
    const struct normalised_word *at; /* the word being read */
    struct reading reading;
    size_t words;
    struct normalised_word list[WORDS_MAX];
    char part[PART_BYTES + 1];
    char said[SAID_BYTES];
};

static const char vietnamese_code[] = "vi";

enum err sayable_open(const char *voices_dir, const char *code, bool built,
                      const struct lexicon *lexicon, struct diag *diag,
                      struct sayable **spoken_out) {
    struct sayable *spoken = calloc(1, sizeof *spoken);
    if (!spoken) {
        abort();
    }
    bool vietnamese = strcmp(code, vietnamese_code) == 0;
    spoken->lexicon = lexicon;
    spoken->by_mnemonics = built && !vietnamese;
    *spoken_out = NULL;
    enum err err = reader_open(voices_dir, code, diag, &spoken->reader);
    if (!err) {
        spoken->vietnamese = normaliser_open(voices_dir, vietnamese_code, NULL, diag);
        spoken->normaliser = spoken->vietnamese;
        err = spoken->vietnamese ? ERR_OK : ERR_REJECT;
    }
    if (!err && !vietnamese) {
        spoken->normaliser = normaliser_open(voices_dir, code, spoken->vietnamese, diag);
        err = spoken->normaliser ? ERR_OK : ERR_REJECT;
    }
    if (err) {
        sayable_close(spoken);
        return err;
    }
    *spoken_out = spoken;
    return ERR_OK;
}

void sayable_close(struct sayable *spoken) {
    if (!spoken) {
        return;
    }
    if (spoken->normaliser != spoken->vietnamese) {
        normaliser_close(spoken->normaliser);
    }
    normaliser_close(spoken->vietnamese);
    reader_close(spoken->reader);
    free(spoken);
}

/* ---- words ------------------------------------------------------------------------------ */

static bool is_sayable(const struct sayable *spoken) {
    char mnemonics[MNEMONICS_BYTES];
    struct str s;
    str_init(&s, mnemonics, sizeof mnemonics);
    return spoken->reading.count > 0 &&
           (!spoken->by_mnemonics || reading_put_mnemonics(&spoken->reading, &s));
}

static void read_word(void *context, const char *word, const char *behind) {
    struct sayable *spoken = context;
    (void)behind;
    spoken->words++;
    if (spoken->at->vietnamese && spoken->normaliser != spoken->vietnamese) {
        reader_read_vietnamese(spoken->reader, word, &spoken->reading);
    } else {
        reader_read(spoken->reader, word, &spoken->reading);
    }
    if (spoken->reading.way == READ_SPELLED && !spoken->at->changed) {
        spoken->fault(spoken->context, word, SAYABLE_SPELLED);
    } else if (!is_sayable(spoken)) {
        spoken->fault(spoken->context, word, SAYABLE_SILENT);
    }
}

/* What was written for all words said for it, as a text of its own. */
static void source_of(const struct sayable *spoken, const struct normalised_word *word, char *out,
                      size_t size) {
    struct str s;
    str_init(&s, out, size);
    str_put_n(&s, spoken->part + word->source_start, word->source_end - word->source_start);
}

/* Short forms that the normaliser took apart, because no table has them. */
static void check_source(struct sayable *spoken, const struct normalised_word *word) {
    char source[WORDS_BYTES];
    source_of(spoken, word, source, sizeof source);
    if (word->changed && spoken->lexicon && lexicon_is_short_form(source) &&
        !lexicon_has(spoken->lexicon, source)) {
        spoken->fault(spoken->context, source, SAYABLE_SPELLED);
    }
}

/* Letters and figures between two words that are said, of which nothing is said. */
static void check_gap(struct sayable *spoken, uint32_t from, uint32_t to) {
    struct normalised_word gap = {.source_start = from, .source_end = to};
    char text[WORDS_BYTES];
    struct glyphs glyphs;
    source_of(spoken, &gap, text, sizeof text);
    glyphs_init(&glyphs, text);
    bool written = false;
    for (size_t i = 0; i < glyphs.count; i++) {
        uint32_t code = glyphs.list[i].code;
        written = written || glyph_is_letter(code) || (code >= '0' && code <= '9');
    }
    glyphs_fini(&glyphs);
    if (written) {
        spoken->fault(spoken->context, text, SAYABLE_SILENT);
    }
}

static void read_map(struct sayable *spoken, const struct normalised_map *map) {
    uint32_t end = 0;
    for (size_t i = 0; i < map->count; i++) {
        const struct normalised_word *word = &map->words[i];
        char copy[SAID_BYTES];
        struct str s;
        bool again = i > 0 && map->words[i - 1].source_start == word->source_start;
        spoken->at = word;
        str_init(&s, copy, sizeof copy);
        str_put_n(&s, spoken->said + word->said_start, word->said_end - word->said_start);
        words_each(copy, read_word, spoken);
        if (!again) {
            check_gap(spoken, end, word->source_start > end ? word->source_start : end);
            check_source(spoken, word);
        }
        end = word->source_end > end ? word->source_end : end;
    }
    check_gap(spoken, end, (uint32_t)strlen(spoken->part));
}

size_t sayable_read(struct sayable *spoken, const char *text,
                    void (*fault)(void *context, const char *word, enum sayable_fault fault),
                    void *context) {
    spoken->fault = fault;
    spoken->context = context;
    spoken->words = 0;
    while (*text) {
        struct normalised_map map = {.words = spoken->list, .max = WORDS_MAX};
        struct str said, part;
        size_t bytes = words_part(text, PART_BYTES);
        str_init(&part, spoken->part, sizeof spoken->part);
        str_put_n(&part, text, bytes);
        str_init(&said, spoken->said, sizeof spoken->said);

        normalise_text(spoken->normaliser, spoken->part, &said, &map);
        read_map(spoken, &map);
        text += bytes;
    }
    return spoken->words;
}
