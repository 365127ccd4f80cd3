/* tiengban: the subcommands, a row each. */
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"
#include "console/console.h"
#include "content/content.h"
#include "content/pack_read.h"
#include "journal/journal.h"
#include "options.h"
#include "shell.h"
#include "speech/folder.h"
#include "speech/say.h"
#include "voicebuild/voicebuild.h"

enum { STATUS_USAGE = 2, DAYS_DEFAULT = 7, DAYS_MAX = 36500 };

struct command {
    const char *name, *verb; /* "content", "check"; verb NULL if there is none */
    int (*run)(const struct options *options);
    uint32_t options;  /* OPTION_BITs */
    int rest_max;      /* words that are no options */
    const char *usage; /* what follows the name */
    const char *vi, *en;
};

/* ---- small parsers ------------------------------------------------------------------- */

static bool parse_number(const char *text, long low, long high, long *out) {
    char *end;
    *out = strtol(text, &end, 10);
    return end != text && *end == '\0' && *out >= low && *out <= high;
}

static bool parse_day(const char *text, long *day_out) {
    return parse_number(text, 19700101, 99991231, day_out) &&
           date_exists(*day_out / 10000, *day_out / 100 % 100, *day_out % 100);
}

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

/* A wrong value of an option, said with what it should be. */
static int wrong(const char *option, const char *value, const char *example) {
    diag_log("--%s %s: giá trị không đúng; ví dụ đúng: %s.",
             "--%s %s is not valid; for example: %s.", option, value, example);
    return STATUS_USAGE;
}

/* The option's path, else `name` among the shared data. */
static const char *path_of(const struct options *options, enum option_id id, const char *name,
                           char *space, size_t size) {
    const char *given = options->value[id];
    return given ? given : paths_share(name, space, size) ? space : "";
}

/* The pack that is current in the library's folder. */
static bool pack_path(const struct options *options, char *path_out, size_t size) {
    char space[PATH_BYTES];
    struct str path;
    str_init(&path, path_out, size);
    str_put(&path, path_of(options, OPTION_LIBRARY, "library", space, sizeof space));
    str_put(&path, "/current");
    return !path.cut;
}

/* ---- commands --------------------------------------------------------------------------- */

static int kiosk_command(const struct options *options) {
    char pack[PATH_BYTES], voices[PATH_BYTES], fonts[PATH_BYTES];
    const char *window = options->value[OPTION_WINDOW];
    const char *diagonal = options->value[OPTION_DIAGONAL];
    struct shell_config config = {
        .library_path = pack_path(options, pack, sizeof pack) ? pack : "",
        .voices_dir = path_of(options, OPTION_VOICES, "voices", voices, sizeof voices),
        .fonts_dir = paths_share("fonts", fonts, sizeof fonts) ? fonts : "",
        .lang = options->value[OPTION_LANG],
        .record = options->value[OPTION_RECORD],
    };
    if (window && !parse_size(window, &config.width_px, &config.height_px)) {
        return wrong("window", window, "1280x800");
    }
    if (diagonal && !parse_inches(diagonal, &config.diagonal_mm)) {
        return wrong("diagonal", diagonal, "21.5");
    }
    return shell_run(&config);
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
        return wrong("layout", layout, "wide, tablet");
    }
    if (today && !parse_day(today, &day)) {
        return wrong("today", today, "20261123");
    }
    config.today = (int32_t)day;
    if (!pack_path(options, pack, sizeof pack) || pack_read(pack, &library)) {
        return 1;
    }
    int status = console_run(&config, &library);
    library_fini(&library);
    return status;
}

static int voices_command(const struct options *options) {
    char space[PATH_BYTES];
    const char *voices = path_of(options, OPTION_VOICES, "voices", space, sizeof space);
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
        .voices_dir = path_of(options, OPTION_VOICES, "voices", voices, sizeof voices),
        .what = say_what(options),
        .wav_path = options->value[OPTION_OUT],
        .text = options->rest_count ? options->rest[0] : NULL,
        .in = stdin,
        .out = stdout,
    };
    return config.lang ? say_run(&config) : STATUS_USAGE;
}

static int content_check_command(const struct options *options) {
    struct diag diag = {0};
    const char *voices = options->value[OPTION_VOICES];
    if (options->rest_count != 1 || !voices) {
        return STATUS_USAGE;
    }
    return content_check(options->rest[0], voices, options->value[OPTION_STRICT] != NULL, &diag)
               ? 1
               : 0;
}

static int content_build_command(const struct options *options) {
    struct diag diag = {0};
    const char *voices = options->value[OPTION_VOICES];
    const char *out = options->value[OPTION_OUT];
    if (options->rest_count != 1 || !voices || !out) {
        return STATUS_USAGE;
    }
    return content_build(options->rest[0], voices, out, &diag) == ERR_OK ? 0 : 1;
}

static int journal_show_command(const struct options *options) {
    char path[PATH_BYTES];
    long days = DAYS_DEFAULT;
    const char *given = options->value[OPTION_DAYS];
    if (given && !parse_number(given, 1, DAYS_MAX, &days)) {
        return wrong("days", given, "7");
    }
    return paths_state("journal.db", path, sizeof path) || journal_show(path, (int)days, stdout)
               ? 1
               : 0;
}

static int journal_export_command(const struct options *options) {
    char path[PATH_BYTES];
    if (!options->value[OPTION_CSV]) {
        return STATUS_USAGE;
    }
    return paths_state("journal.db", path, sizeof path) || journal_export_csv(path, stdout) ? 1 : 0;
}

static const struct command commands[] = {
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
    {"voices", "build", voices_build_command, OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_OUT), 0,
     "--from DIR --out DIR", "kiểm tra các bảng trong voices/ và dựng dữ liệu giọng nói",
     "check the tables in voices/ and build the voice data"},
    {"voices", NULL, voices_command, OPTION_BIT(OPTION_VOICES), 0, "[--voices DIR]",
     "liệt kê các ngôn ngữ, giọng của chúng và điều còn chưa chắc",
     "list the languages, what voice each has and what is doubtful"},
    {"say", NULL, say_command,
     OPTION_BIT(OPTION_LANG) | OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_IPA) |
         OPTION_BIT(OPTION_NORMALISED) | OPTION_BIT(OPTION_TRACE) | OPTION_BIT(OPTION_OUT),
     1, "-l CODE [--ipa | --normalised | --trace | -o FILE.wav] [TEXT]",
     "đọc TEXT hoặc từng dòng của stdin ra phiên âm IPA, ra chữ đọc, từng từ một, hay ra âm thanh",
     "read TEXT or each line of stdin as IPA, as plain words, word by word, or as sound"},
    {"content", "check", content_check_command,
     OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_STRICT), 1, "DIR --voices DIR [--strict]",
     "kiểm tra nội dung: lỗi nào cũng nêu tệp, dòng và cách sửa",
     "check the content: every problem with file, line and what to do"},
    {"content", "build", content_build_command, OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_OUT),
     1, "DIR --voices DIR --out PACK", "kiểm tra nội dung rồi đóng thành một gói",
     "check the content and build a pack of it"},
    {"journal", "show", journal_show_command, OPTION_BIT(OPTION_DAYS), 0, "[--days N]",
     "đọc nhật ký những ngày gần đây", "read the journal of the last days"},
    {"journal", "export", journal_export_command, OPTION_BIT(OPTION_CSV), 0, "--csv",
     "xuất nhật ký ra stdout dạng CSV", "write the journal to stdout as CSV"},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

/* ---- choosing one -------------------------------------------------------------------------- */

static void print_usage(const struct command *command, FILE *out) {
    fprintf(out, "tiengban %s%s%s %s\n    %s\n", command->name, command->verb ? " " : "",
            command->verb ? command->verb : "", command->usage,
            diag_text(command->vi, command->en));
}

static bool is_group(const char *name) {
    for (size_t i = 0; i < COMMANDS; i++) {
        if (str_same(commands[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* The commands of a group, of all groups if there is no such. */
static void print_group(const char *name, FILE *out) {
    bool all = !is_group(name);
    for (size_t i = 0; i < COMMANDS; i++) {
        if (all || str_same(commands[i].name, name)) {
            print_usage(&commands[i], out);
        }
    }
}

/* The first row whose words begin the command line; NULL if none does. */
static const struct command *command_of(int argc, char **argv) {
    for (size_t i = 0; i < COMMANDS; i++) {
        const struct command *command = &commands[i];
        bool verb = !command->verb || (argc > 2 && str_same(argv[2], command->verb));
        if (argc > 1 && str_same(argv[1], command->name) && verb) {
            return command;
        }
    }
    return NULL;
}

static int run(const struct command *command, int argc, char **argv) {
    struct options options;
    int words = command->verb ? 2 : 1;
    if (!options_parse(argc - words, argv + words, command->options, &options) ||
        options.rest_count > command->rest_max) {
        print_usage(command, stderr);
        return STATUS_USAGE;
    }
    if (options.value[OPTION_HELP]) {
        print_usage(command, stdout);
        return 0;
    }
    int status = command->run(&options);
    if (status == STATUS_USAGE) {
        print_usage(command, stderr);
    }
    return status;
}

int main(int argc, char **argv) {
    setlocale(LC_ALL, "");
    const struct command *command = command_of(argc, argv);
    if (command) {
        return run(command, argc, argv);
    }
    const char *group = argc > 1 ? argv[1] : NULL;
    bool help = (argc == 2 && str_same(group, "--help")) ||
                (argc == 3 && is_group(group) && str_same(argv[2], "--help"));
    print_group(group, help ? stdout : stderr);
    return help ? 0 : STATUS_USAGE;
}
