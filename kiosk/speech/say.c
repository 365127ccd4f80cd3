#include "speech/say.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"
#include "speech/normalise.h"
#include "speech/reader.h"
#include "speech/words.h"
#include "unicode/spellout.h"

enum { PATH_BYTES_MAX = 1024, LINE_ROOM = 64 * 1024, WORD_ROOM = 16 * 1024 };

struct sayer {
    const struct say_config *config;
    struct reader *reader;
    struct spellout *numbers;
    struct reading reading;
    bool spaced; /* a word of this line was printed */
    char line[LINE_ROOM];
    char word[WORD_ROOM];
};

static void print_ipa(struct sayer *sayer, const char *word) {
    struct str ipa;
    str_init(&ipa, sayer->word, sizeof sayer->word);
    reader_read(sayer->reader, word, &sayer->reading);
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

static void say_line(struct sayer *sayer, const char *text) {
    struct str line;
    str_init(&line, sayer->line, sizeof sayer->line);
    normalise_text(sayer->numbers, text, &line);
    sayer->spaced = false;
    switch (sayer->config->what) {
    case SAY_IPA:
        words_each(sayer->line, say_ipa, sayer);
        break;
    case SAY_NORMALISED:
        fputs(sayer->line, sayer->config->out);
        break;
    case SAY_TRACE:
        words_each(sayer->line, say_trace, sayer);
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

static struct spellout *open_numbers(const char *voices_dir) {
    char path[PATH_BYTES_MAX];
    struct str s;
    struct diag diag = {0};
    str_init(&s, path, sizeof path);
    str_printf(&s, "%s/vi/numbers.txt", voices_dir);
    return spellout_open(path, &diag);
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
        sayer->numbers = open_numbers(config->voices_dir);
        config->text ? say_line(sayer, config->text) : say_lines(sayer);
    } else if (err == ERR_DEGRADE) {
        diag_log("không có bảng đọc cho tiếng “%s”; hãy xem “tiengban voices”",
                 "there are no reading tables for \"%s\"; see \"tiengban voices\"", config->lang);
    }
    spellout_close(sayer->numbers);
    reader_close(sayer->reader);
    free(sayer);
    return err ? 1 : 0;
}
