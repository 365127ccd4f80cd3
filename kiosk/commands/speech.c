/* voices and say. */
#include <stdio.h>

#include "base/diag.h"
#include "commands/commands.h"
#include "speech/folder.h"
#include "speech/say.h"
#include "voicebuild/voicebuild.h"

static int voices_command(const struct options *options) {
    char space[PATH_BYTES];
    const char *voices = command_path(options, OPTION_VOICES, "voices", space);
    if (folder_list(voices, stdout)) {
        return 0;
    }
    diag_log("%s: không có giọng đọc; hãy chạy “tiengban voices build”",
             "%s: no voices there; run \"tiengban voices build\"", voices);
    return 1;
}

static int voices_build_command(const struct options *options) {
    struct diag diag = {0};
    const char *from = options->value[OPTION_FROM];
    const char *out = options->value[OPTION_OUT];
    if (!from || !out) {
        return STATUS_USAGE;
    }
    return voicebuild_run(from, out, &diag) == ERR_OK ? 0 : 1;
}

static enum say_what say_what(const struct options *options) {
    static const struct {
        enum option_id option;
        enum say_what what;
    } rows[] = {
        {OPTION_OUT, SAY_SOUND}, {OPTION_NORMALISED, SAY_NORMALISED}, {OPTION_TRACE, SAY_TRACE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (options->value[rows[i].option]) {
            return rows[i].what;
        }
    }
    return SAY_IPA;
}

static int say_command(const struct options *options) {
    char voices[PATH_BYTES];
    struct say_config config = {
        .lang = options->value[OPTION_LANG],
        .voices_dir = command_path(options, OPTION_VOICES, "voices", voices),
        .what = say_what(options),
        .wav_path = options->value[OPTION_OUT],
        .text = options->rest_count ? options->rest[0] : NULL,
        .in = stdin,
        .out = stdout,
    };
    if (!command_voice(options, &config.female)) {
        return command_wrong("voice", options->value[OPTION_VOICE], "male, female");
    }
    return config.lang ? say_run(&config) : STATUS_USAGE;
}

static const struct command rows[] = {
    {"voices", "build", voices_build_command, OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_OUT), 0,
     "--from DIR --out DIR", "kiểm tra các bảng trong voices/ và dựng dữ liệu giọng nói",
     "check the tables in voices/ and build the voice data"},
    {"voices", NULL, voices_command, OPTION_BIT(OPTION_VOICES), 0, "[--voices DIR]",
     "liệt kê các ngôn ngữ, giọng của chúng và điều còn chưa chắc",
     "list the languages, what voice each has and what is doubtful"},
    {"say", NULL, say_command,
     OPTION_BIT(OPTION_LANG) | OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_IPA) |
         OPTION_BIT(OPTION_NORMALISED) | OPTION_BIT(OPTION_TRACE) | OPTION_BIT(OPTION_OUT) |
         OPTION_BIT(OPTION_VOICE),
     1, "-l CODE [-v male|female] [--ipa | --normalised | --trace | -o FILE.wav] [TEXT]",
     "đọc TEXT hoặc từng dòng của stdin ra phiên âm IPA, ra chữ đọc, từng từ một, hay ra âm thanh",
     "read TEXT or each line of stdin as IPA, as plain words, word by word, or as sound"},
};

const struct command_group command_speech = {rows, sizeof rows / sizeof *rows};
