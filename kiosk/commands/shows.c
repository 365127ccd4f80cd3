/* kiosk and console: the same pages, on a screen and as text. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "booth/run.h"
#include "commands/commands.h"
#include "console/console.h"
#include "shell.h"

static bool parse_size(const char *text, int *width_out, int *height_out) {
    char *end;
    long width = strtol(text, &end, 10);
    long height = *end == 'x' ? strtol(end + 1, &end, 10) : 0;
    *width_out = (int)width;
    *height_out = (int)height;
    return *end == '\0' && width >= 320 && width <= 16384 && height >= 240 && height <= 16384;
}

static bool parse_inches(const char *text, double *mm_out) {
    char *end;
    double inches = strtod(text, &end);
    *mm_out = inches * 25.4;
    return end != text && *end == '\0' && inches >= 3 && inches <= 200;
}

static int kiosk_command(const struct options *options) {
    char voices[PATH_BYTES], fonts[PATH_BYTES];
    const char *window = options->value[OPTION_WINDOW];
    const char *diagonal = options->value[OPTION_DIAGONAL];
    struct shell_config config = {
        .pack_path = options->value[OPTION_PACK],
        .library_dir = options->value[OPTION_LIBRARY],
        .stick_dir = options->value[OPTION_STICK],
        .voices_dir = command_path(options, OPTION_VOICES, "voices", voices),
        .fonts_dir = paths_share("fonts", fonts, sizeof fonts) ? fonts : "",
        .lang = options->value[OPTION_LANG],
        .record = options->value[OPTION_RECORD],
        .pages = options->value[OPTION_PAGES],
    };
    if (window && !parse_size(window, &config.width_px, &config.height_px)) {
        return command_wrong("window", window, "1280x800");
    }
    if (!command_voice(options, &config.female)) {
        return command_wrong("voice", options->value[OPTION_VOICE], "male, female");
    }
    if (diagonal && !parse_inches(diagonal, &config.diagonal_mm)) {
        return command_wrong("diagonal", diagonal, "21.5");
    }
    return shell_run(&config);
}

static int console_command(const struct options *options) {
    struct library library = {0};
    const char *layout = options->value[OPTION_LAYOUT];
    const char *today = options->value[OPTION_TODAY];
    long day = clock_day();
    struct console_config config = {.ear = options->value[OPTION_EAR] != NULL,
                                    .effects = options->value[OPTION_EFFECTS] != NULL,
                                    .replay = options->value[OPTION_REPLAY],
                                    .in = stdin,
                                    .out = stdout};
    if (layout && !paging_by_name(layout, &config.layout)) {
        return command_wrong("layout", layout, "wide, tablet");
    }
    if (today && !command_day(today, &day)) {
        return command_wrong("today", today, "20261123");
    }
    config.today = (int32_t)day;
    if (command_library(options, &library)) {
        return 1;
    }
    int status = console_run(&config, &library);
    library_fini(&library);
    return status;
}

static int record_command(const struct options *options) {
    char voices[PATH_BYTES], recordings[PATH_BYTES];
    const char *given = options->value[OPTION_RECORDINGS];
    struct library library = {0};
    if (!options->value[OPTION_LANG]) {
        return STATUS_USAGE;
    }
    if ((!given && paths_state("recordings", recordings, sizeof recordings)) ||
        command_library(options, &library)) {
        return 1;
    }
    int status = booth_run(
        &(struct booth_config){.lang = options->value[OPTION_LANG],
                               .library = &library,
                               .recordings_dir = given ? given : recordings,
                               .voices_dir = command_path(options, OPTION_VOICES, "voices", voices),
                               .in = STDIN_FILENO,
                               .out = stdout});
    library_fini(&library);
    return status;
}

static const struct command rows[] = {
    {"kiosk", NULL, kiosk_command,
     OPTION_BIT(OPTION_WINDOW) | OPTION_BIT(OPTION_DIAGONAL) | OPTION_BIT(OPTION_LIBRARY) |
         OPTION_BIT(OPTION_PACK) | OPTION_BIT(OPTION_STICK) | OPTION_BIT(OPTION_VOICES) |
         OPTION_BIT(OPTION_LANG) | OPTION_BIT(OPTION_VOICE) | OPTION_BIT(OPTION_RECORD) |
         OPTION_BIT(OPTION_PAGES),
     0,
     "[--window WxH] [--diagonal INCHES] [--library DIR | --pack FILE] [--stick DIR] [--lang CODE] "
     "[--voice male|female] [--record FILE] [--pages FILE]",
     "mở kiosk, toàn màn hình nếu không có --window; thoát bằng Ctrl+Alt+Q",
     "run the kiosk, fullscreen without --window; Ctrl+Alt+Q leaves it"},
    {"console", NULL, console_command,
     OPTION_BIT(OPTION_LIBRARY) | OPTION_BIT(OPTION_PACK) | OPTION_BIT(OPTION_EAR) |
         OPTION_BIT(OPTION_EFFECTS) | OPTION_BIT(OPTION_REPLAY) | OPTION_BIT(OPTION_LAYOUT) |
         OPTION_BIT(OPTION_TODAY),
     0,
     "[--library DIR | --pack FILE] [--ear] [--effects] [--layout NAME] [--today YYYYMMDD] "
     "[--replay FILE]",
     "kiosk bằng chữ: phím vào từ stdin, trang và lời nói ra stdout",
     "the kiosk as text: keys from stdin, pages and speech to stdout"},
    {"record", NULL, record_command,
     OPTION_BIT(OPTION_LANG) | OPTION_BIT(OPTION_LIBRARY) | OPTION_BIT(OPTION_PACK) |
         OPTION_BIT(OPTION_RECORDINGS) | OPTION_BIT(OPTION_VOICES),
     0, "-l CODE [--recordings DIR] [--library DIR | --pack FILE] [--voices DIR]",
     "ghi tiếng nói cho những câu còn thiếu", "record the sentences that a language lacks"},
};

const struct command_group command_shows = {rows, sizeof rows / sizeof *rows};
