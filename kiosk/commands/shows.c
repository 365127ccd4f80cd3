/* kiosk and console: the same pages, on a screen and as text. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/date.h"
#include "commands/commands.h"
#include "console/console.h"
#include "content/pack_read.h"
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
    char pack[PATH_BYTES], voices[PATH_BYTES], fonts[PATH_BYTES];
    const char *window = options->value[OPTION_WINDOW];
    const char *diagonal = options->value[OPTION_DIAGONAL];
    struct shell_config config = {
        .library_path = command_pack(options, pack),
        .voices_dir = command_path(options, OPTION_VOICES, "voices", voices),
        .fonts_dir = paths_share("fonts", fonts, sizeof fonts) ? fonts : "",
        .lang = options->value[OPTION_LANG],
        .record = options->value[OPTION_RECORD],
    };
    if (window && !parse_size(window, &config.width_px, &config.height_px)) {
        return command_wrong("window", window, "1280x800");
    }
    if (diagonal && !parse_inches(diagonal, &config.diagonal_mm)) {
        return command_wrong("diagonal", diagonal, "21.5");
    }
    return shell_run(&config);
}

static bool parse_day(const char *text, long *day_out) {
    return command_number(text, 19700101, 99991231, day_out) &&
           date_exists(*day_out / 10000, *day_out / 100 % 100, *day_out % 100);
}

static int console_command(const struct options *options) {
    char pack[PATH_BYTES];
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
    if (today && !parse_day(today, &day)) {
        return command_wrong("today", today, "20261123");
    }
    config.today = (int32_t)day;
    if (pack_read(command_pack(options, pack), &library)) {
        return 1;
    }
    int status = console_run(&config, &library);
    library_fini(&library);
    return status;
}

static const struct command rows[] = {
    {"kiosk", NULL, kiosk_command,
     OPTION_BIT(OPTION_WINDOW) | OPTION_BIT(OPTION_DIAGONAL) | OPTION_BIT(OPTION_LIBRARY) |
         OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_LANG) | OPTION_BIT(OPTION_RECORD),
     0, "[--window WxH] [--diagonal INCHES] [--library DIR] [--lang CODE] [--record FILE]",
     "mở kiosk, toàn màn hình nếu không có --window; thoát bằng Ctrl+Alt+Q",
     "run the kiosk, fullscreen without --window; Ctrl+Alt+Q leaves it"},
    {"console", NULL, console_command,
     OPTION_BIT(OPTION_LIBRARY) | OPTION_BIT(OPTION_EAR) | OPTION_BIT(OPTION_EFFECTS) |
         OPTION_BIT(OPTION_REPLAY) | OPTION_BIT(OPTION_LAYOUT) | OPTION_BIT(OPTION_TODAY),
     0, "[--library DIR] [--ear] [--effects] [--layout NAME] [--today YYYYMMDD] [--replay FILE]",
     "kiosk bằng chữ: phím vào từ stdin, trang và lời nói ra stdout",
     "the kiosk as text: keys from stdin, pages and speech to stdout"},
};

const struct command_group command_shows = {rows, sizeof rows / sizeof *rows};
