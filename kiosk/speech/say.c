#include "speech/say.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "speech/folder.h"
#include "speech/normalise.h"
#include "speech/reader.h"
#include "speech/record.h"
#include "speech/tongue.h"
#include "speech/words.h"
#include "unicode/letters.h"

/* A line is taken in parts, so that no line is too long. */
enum {
    PART_BYTES = 4 * 1024,
    SAID_BYTES = 64 * 1024,
    WORDS_MAX = SAID_BYTES / 2,
    IPA_BYTES = 256 * 1024 /* "x" is two syllables: 22 bytes */
};

struct sayer {
    const struct say_config *config;
    struct reader *reader;
    struct normaliser *vietnamese, *normaliser; /* may be the same */
    struct reading reading;                     /* of the last word */
    bool reads_vietnamese;                      /* the words being read are */
    bool changed;                               /* they stand for something else */
    struct str said, ipa;
    struct normalised_word words[WORDS_MAX];
    char part[PART_BYTES + 1];
    char said_bytes[SAID_BYTES];
    char word[SAID_BYTES];
    char ipa_bytes[IPA_BYTES];
};

/* ---- words → IPA ----------------------------------------------------------------------- */

static void put_word_ipa(void *context, const char *word, const char *behind) {
    struct sayer *sayer = context;
    (void)behind;
    if (sayer->reads_vietnamese) {
        reader_read_vietnamese(sayer->reader, word, &sayer->reading);
    } else {
        reader_read(sayer->reader, word, &sayer->reading);
    }
    str_put(&sayer->ipa, sayer->ipa.used > 0 ? " " : "");
    reading_put_ipa(&sayer->reading, &sayer->ipa);
}

static void trace_word(void *context, const char *word, const char *behind) {
    struct sayer *sayer = context;
    str_init(&sayer->ipa, sayer->ipa_bytes, sizeof sayer->ipa_bytes);
    put_word_ipa(sayer, word, behind);
    const char *way = sayer->changed ? "normalised" : reading_way_name(sayer->reading.way);
    fprintf(sayer->config->out, "%s\t%s\t%s\n", word, way, sayer->ipa_bytes);
}

/* A said word is handed to `each`, which may find several in it. */
static void read_said(struct sayer *sayer, const struct normalised_word *word,
                      void (*each)(void *context, const char *word, const char *behind)) {
    struct str copy;
    str_init(&copy, sayer->word, sizeof sayer->word);
    str_put_n(&copy, sayer->said_bytes + word->said_start, word->said_end - word->said_start);
    sayer->reads_vietnamese = word->vietnamese && sayer->normaliser != sayer->vietnamese;
    sayer->changed = word->changed;
    words_each(sayer->word, each, sayer);
}

static void print_ipa(struct sayer *sayer, const struct normalised_map *map) {
    str_init(&sayer->ipa, sayer->ipa_bytes, sizeof sayer->ipa_bytes);
    for (size_t i = 0; i < map->count; i++) {
        read_said(sayer, &map->words[i], put_word_ipa);
    }
    fputs(sayer->ipa_bytes, sayer->config->out);
}

/* ---- words one by one -------------------------------------------------------------------- */

static bool same_source(const struct normalised_word *a, const struct normalised_word *b) {
    return a->source_start == b->source_start && a->source_end == b->source_end;
}

/* True if the word is said as it is written, but for case and normalisation form. */
static bool as_written(const struct sayer *sayer, const struct normalised_word *word) {
    char written[WORDS_BYTES * 2], said[WORDS_BYTES * 2], folded[2][WORDS_BYTES * 4];
    struct str s;
    str_init(&s, written, sizeof written);
    str_put_n(&s, sayer->part + word->source_start, word->source_end - word->source_start);
    str_init(&s, said, sizeof said);
    str_put_n(&s, sayer->said_bytes + word->said_start, word->said_end - word->said_start);
    return letters_fold(written, folded[0], sizeof folded[0]) &&
           letters_fold(said, folded[1], sizeof folded[1]) && strcmp(folded[0], folded[1]) == 0;
}

/* "15" and all that is said for it. */
static void trace_group(struct sayer *sayer, const struct normalised_word *words, size_t count) {
    if (count == 1 && as_written(sayer, words)) {
        read_said(sayer, words, trace_word);
        return;
    }
    str_init(&sayer->ipa, sayer->ipa_bytes, sizeof sayer->ipa_bytes);
    for (size_t i = 0; i < count; i++) {
        read_said(sayer, &words[i], put_word_ipa);
    }
    fprintf(sayer->config->out, "%.*s\tnormalised\t%s\n",
            (int)(words->source_end - words->source_start), sayer->part + words->source_start,
            sayer->ipa_bytes);
}

static void trace(struct sayer *sayer, const struct normalised_map *map) {
    for (size_t i = 0, count; i < map->count; i += count) {
        count = 1;
        while (i + count < map->count && same_source(&map->words[i], &map->words[i + count])) {
            count++;
        }
        trace_group(sayer, &map->words[i], count);
    }
}

/* ---- lines ------------------------------------------------------------------------------- */

static void say_part(struct sayer *sayer) {
    struct normalised_map map = {.words = sayer->words, .max = WORDS_MAX};
    str_init(&sayer->said, sayer->said_bytes, sizeof sayer->said_bytes);
    normalise_text(sayer->normaliser, sayer->part, &sayer->said, &map);
    switch (sayer->config->what) {
    case SAY_NORMALISED:
        fputs(sayer->said_bytes, sayer->config->out);
        break;
    case SAY_TRACE:
        trace(sayer, &map);
        break;
    case SAY_IPA:
    case SAY_SOUND:
        print_ipa(sayer, &map);
        break;
    }
}

static enum err say_line(void *context, const char *text) {
    struct sayer *sayer = context;
    const char *between = sayer->config->what == SAY_TRACE ? "" : " ";
    for (bool first = true; *text; first = false) {
        struct str part;
        size_t bytes = words_part(text, PART_BYTES);
        str_init(&part, sayer->part, sizeof sayer->part);
        str_put_n(&part, text, bytes);
        fputs(first ? "" : between, sayer->config->out);
        say_part(sayer);
        text += bytes;
    }
    fputs(sayer->config->what == SAY_TRACE ? "" : "\n", sayer->config->out);
    fflush(sayer->config->out);
    return ERR_OK;
}

static enum err record_line(void *context, const char *text) { return record_say(context, text); }

/* A line as a string, without its end; a zero byte in it parts words like a space, so
 * that what stands behind is said, too. */
static void end_line(char *line, size_t bytes) {
    for (char *zero; (zero = memchr(line, '\0', bytes));) {
        *zero = ' ';
    }
    line[strcspn(line, "\r\n")] = '\0';
}

/* The text that was given, or every line of the input. */
static enum err each_line(const struct say_config *config,
                          enum err (*each)(void *context, const char *text), void *context) {
    char *line = NULL;
    size_t size = 0;
    enum err err = ERR_OK;
    if (config->text) {
        return each(context, config->text);
    }
    for (ssize_t bytes; !err && (bytes = getline(&line, &size, config->in)) >= 0;) {
        end_line(line, (size_t)bytes);
        err = each(context, line);
    }
    free(line);
    return err;
}

/* ---- the whole ----------------------------------------------------------------------------- */

/* Vietnamese, or an accent of it, which puts text in the same words. */
static bool is_vietnamese(const struct say_config *config) {
    static const char code[] = "vi";
    struct arena memory = {0};
    bool itself = strcmp(config->lang, code) == 0 ||
                  str_same(folder_read(config->voices_dir, config->lang, &memory).base, code);
    arena_fini(&memory);
    return itself;
}

static void open_normalisers(struct sayer *sayer) {
    const struct say_config *config = sayer->config;
    struct diag diag = {0};
    sayer->vietnamese = normaliser_open(config->voices_dir, "vi", NULL, &diag);
    sayer->normaliser = sayer->vietnamese;
    if (sayer->vietnamese && !is_vietnamese(config)) {
        sayer->normaliser =
            normaliser_open(config->voices_dir, config->lang, sayer->vietnamese, &diag);
    }
}

static void close_normalisers(struct sayer *sayer) {
    if (sayer->normaliser != sayer->vietnamese) {
        normaliser_close(sayer->normaliser);
    }
    normaliser_close(sayer->vietnamese);
}

static enum err say_text(const struct say_config *config) {
    struct diag diag = {0};
    struct sayer *sayer = calloc(1, sizeof *sayer);
    if (!sayer) {
        abort();
    }
    sayer->config = config;
    enum err err = reader_open(config->voices_dir, config->lang, &diag, &sayer->reader);
    if (!err) {
        open_normalisers(sayer);
        err = each_line(config, say_line, sayer);
    } else if (err == ERR_DEGRADE) {
        diag_log("không có bảng đọc cho tiếng “%s”; hãy xem “tiengban voices”",
                 "there are no reading tables for \"%s\"; see \"tiengban voices\"", config->lang);
    }
    close_normalisers(sayer);
    reader_close(sayer->reader);
    free(sayer);
    return err;
}

static enum err say_sound(const struct say_config *config) {
    struct record *record = NULL;
    enum err err = record_open(config->voices_dir, config->lang, config->wav_path, &record);
    if (!err) {
        err = each_line(config, record_line, record);
    }
    return record_close(record) ? ERR_DEGRADE : err;
}

/* A woman's voice reads by the tables of its language. */
int say_run(const struct say_config *config) {
    struct say_config own = *config;
    char name[TONGUE_NAME_BYTES];
    bool sound = config->what == SAY_SOUND;
    if (sound) {
        tongue_voice(config->lang, config->female, name);
    } else {
        tongue_language(config->lang, name);
    }
    own.lang = name;
    return (sound ? say_sound(&own) : say_text(&own)) ? 1 : 0;
}
