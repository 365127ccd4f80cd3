/* tiengban: the subcommands, a row each. */
#include <getopt.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"
#include "console/console.h"
#include "content/content.h"
#include "content/pack_read.h"
#include "journal/journal.h"
#include "shell.h"
#include "voicebuild/voicebuild.h"

enum { EXIT_USAGE = 2, MM_PER_INCH_TENTHS = 254 };

static int usage(const char *text_vi, const char *text_en) {
    fputs(diag_text(text_vi, text_en), stderr);
    return EXIT_USAGE;
}

/* A path given on the command line, else `name` among the shared data. */
static const char *path_or_share(const char *given, const char *name, char *space, size_t size) {
    return given ? given : paths_share(name, space, size) ? space : "";
}

/* ---- kiosk ------------------------------------------------------------------------- */

static const char kiosk_vi[] =
    "tiengban kiosk [--window RỘNGxCAO] [--diagonal INCH] [--library THƯ_MỤC] [--lang MÃ] [--record TỆP]\n"
    "  Mở kiosk, toàn màn hình nếu không có --window. Thoát: Ctrl+Alt+Q.\n";
static const char kiosk_en[] =
    "tiengban kiosk [--window WxH] [--diagonal INCHES] [--library DIR] [--lang CODE] [--record FILE]\n"
    "  Runs the kiosk, fullscreen without --window. To leave it: Ctrl+Alt+Q.\n";

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
    *mm_out = inches * MM_PER_INCH_TENTHS / 10.0;
    return end != text && *end == '\0' && inches >= 3 && inches <= 200;
}

static int kiosk_main(int argc, char **argv) {
    enum { WINDOW = 1, DIAGONAL, LIBRARY, LANG, RECORD, HELP };
    static const struct option options[] = {
        {"window", required_argument, NULL, WINDOW},   {"diagonal", required_argument, NULL, DIAGONAL},
        {"library", required_argument, NULL, LIBRARY}, {"lang", required_argument, NULL, LANG},
        {"record", required_argument, NULL, RECORD},   {"help", no_argument, NULL, HELP},
        {NULL, 0, NULL, 0}};
    char library[PATH_BYTES], pack[PATH_BYTES], voices[PATH_BYTES], fonts[PATH_BYTES];
    const char *folder = NULL;
    struct shell_config config = {0};
    bool good = true;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (option) {
        case WINDOW:
            good = good && parse_size(optarg, &config.width_px, &config.height_px);
            break;
        case DIAGONAL:
            good = good && parse_inches(optarg, &config.diagonal_mm);
            break;
        case LIBRARY:
            folder = optarg;
            break;
        case LANG:
            config.lang = optarg;
            break;
        case RECORD:
            config.record = optarg;
            break;
        case HELP:
            fputs(diag_text(kiosk_vi, kiosk_en), stdout);
            return 0;
        default:
            good = false;
        }
    }
    if (!good || optind != argc) {
        return usage(kiosk_vi, kiosk_en);
    }
    snprintf(pack, sizeof pack, "%s/current",
             path_or_share(folder, "library", library, sizeof library));
    config.library_path = pack;
    config.voices_dir = path_or_share(NULL, "voices", voices, sizeof voices);
    config.fonts_dir = path_or_share(NULL, "fonts", fonts, sizeof fonts);
    return shell_run(&config);
}
