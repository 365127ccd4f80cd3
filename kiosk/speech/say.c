#include "speech/say.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"
#include "speech/normalise.h"
#include "speech/reader.h"
#include "speech/words.h"

enum { LINE_ROOM = 64 * 1024, WORD_ROOM = 16 * 1024, WORDS_MAX = 8 * 1024 };

struct sayer {
    const struct say_config *config;
    struct reader *reader;
    struct normaliser *vietnamese, *normaliser; /* may be the same */
    struct normalised_word words[WORDS_MAX];
    bool reads_vietnamese; /* the words being read are */
    struct reading reading;
    bool spaced; /* a word of this line was printed */
    char line[LINE_ROOM];
    char word[WORD_ROOM];
};

static void print_ipa(struct sayer *sayer, const char *word) {
    struct str ipa;
    str_init(&ipa, sayer->word, sizeof sayer->word);
    if (sayer->reads_vietnamese) {
        reader_read_vietnamese(sayer->reader, word, &sayer->reading);
    } else {
        reader_read(sayer->reader, word, &sayer->reading);
    }
    reading_put_ipa(&sayer->reading, &ipa);
}

static void say_ipa(void *context, const char *word, const char *behind) {
    struct sayer *sayer = context;
    (void)behind;
    print_ipa(sayer, word);
    fprintf(sayer->config->out, "%s%s", sayer->spaced ? " " : "", sayer->word);
    sayer->spaced = true;
}

static void say_trace(void *context, const char *word, const char *behind) {
    struct sayer *sayer = context;
    (void)behind;
    print_ipa(sayer, word);
    fprintf(sayer->config->out, "%s\t%s\t%s\n", word, reading_way_name(sayer->reading.way),
            sayer->word);
}

static void say_ipa_part(void *context, const char *part, bool vietnamese) {
    struct sayer *sayer = context;
    sayer->reads_vietnamese = vietnamese && sayer->normaliser != sayer->vietnamese;
    words_each(part, say_ipa, sayer);
}

static void say_trace_part(void *context, const char *part, bool vietnamese) {
    struct sayer *sayer = context;
    sayer->reads_vietnamese = vietnamese && sayer->normaliser != sayer->vietnamese;
    words_each(part, say_trace, sayer);
}

static void say_line(struct sayer *sayer, const char *text) {
    struct str line;
    str_init(&line, sayer->line, sizeof sayer->line);
    struct normalised_map map = {.words = sayer->words, .max = WORDS_MAX};
    normalise_text(sayer->normaliser, text, &line, &map);
    sayer->spaced = false;
    switch (sayer->config->what) {
    case SAY_IPA:
        normalised_parts(sayer->line, &map, say_ipa_part, sayer);
        break;
    case SAY_NORMALISED:
        fputs(sayer->line, sayer->config->out);
        break;
    case SAY_TRACE:
        normalised_parts(sayer->line, &map, say_trace_part, sayer);
        fflush(sayer->config->out);
        return;
    }
    fputc('\n', sayer->config->out);
    fflush(sayer->config->out);
}

static void say_lines(struct sayer *sayer) {
    char *line = NULL;
    size_t size = 0;
    for (ssize_t bytes; (bytes = getline(&line, &size, sayer->config->in)) >= 0;) {
        line[strcspn(line, "\r\n")] = '\0';
        say_line(sayer, line);
    }
    free(line);
}

static void open_normalisers(struct sayer *sayer) {
    const struct say_config *config = sayer->config;
    struct diag diag = {0};
    sayer->vietnamese = normaliser_open(config->voices_dir, "vi", NULL, &diag);
    sayer->normaliser = sayer->vietnamese;
    if (sayer->vietnamese && strcmp(config->lang, "vi") != 0) {
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

int say_run(const struct say_config *config) {
    struct diag diag = {0};
    struct sayer *sayer = calloc(1, sizeof *sayer);
    if (!sayer) {
        abort();
    }
    sayer->config = config;
    enum err err = reader_open(config->voices_dir, config->lang, &diag, &sayer->reader);
    if (!err) {
        open_normalisers(sayer);
        config->text ? say_line(sayer, config->text) : say_lines(sayer);
    } else if (err == ERR_DEGRADE) {
        diag_log("không có bảng đọc cho tiếng “%s”; hãy xem “tiengban voices”",
                 "there are no reading tables for \"%s\"; see \"tiengban voices\"", config->lang);
    }
    close_normalisers(sayer);
    reader_close(sayer->reader);
    free(sayer);
    return err ? 1 : 0;
}
