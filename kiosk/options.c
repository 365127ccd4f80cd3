#include "options.h"

#include <getopt.h>
#include <stddef.h>

#include "base/diag.h"

static const struct {
    const char *name;
    int has_value;
} table[OPTION_COUNT] = {
    [OPTION_WINDOW] = {"window", required_argument},
    [OPTION_DIAGONAL] = {"diagonal", required_argument},
    [OPTION_LIBRARY] = {"library", required_argument},
    [OPTION_LANG] = {"lang", required_argument},
    [OPTION_RECORD] = {"record", required_argument},
    [OPTION_EAR] = {"ear", no_argument},
    [OPTION_EFFECTS] = {"effects", no_argument},
    [OPTION_REPLAY] = {"replay", required_argument},
    [OPTION_LAYOUT] = {"layout", required_argument},
    [OPTION_TODAY] = {"today", required_argument},
    [OPTION_VOICES] = {"voices", required_argument},
    [OPTION_FROM] = {"from", required_argument},
    [OPTION_OUT] = {"out", required_argument},
    [OPTION_STRICT] = {"strict", no_argument},
    [OPTION_DAYS] = {"days", required_argument},
    [OPTION_CSV] = {"csv", no_argument},
    [OPTION_HELP] = {"help", no_argument},
};

static void report(const char *argument, int found) {
    if (found == ':') {
        diag_log("%s: thiếu giá trị; hãy viết thêm ngay sau đó.",
                 "%s: its value is missing; write it after.", argument);
    } else {
        diag_log("%s: không có tùy chọn này ở đây.", "%s: there is no such option here.", argument);
    }
}

bool options_parse(int argc, char **argv, uint32_t allowed, struct options *options_out) {
    struct option known[OPTION_COUNT + 1] = {0};
    int count = 0;
    *options_out = (struct options){0};
    for (int id = 0; id < OPTION_COUNT; id++) {
        if ((allowed | OPTION_BIT(OPTION_HELP)) & OPTION_BIT(id)) {
            known[count++] = (struct option){table[id].name, table[id].has_value, NULL, id + 1};
        }
    }
    opterr = 0; /* we say it in the person's language */
    for (int found; (found = getopt_long(argc, argv, ":", known, NULL)) != -1;) {
        if (found == '?' || found == ':') {
            report(argv[optind - 1], found);
            return false;
        }
        options_out->value[found - 1] = optarg ? optarg : "";
    }
    options_out->rest = argv + optind;
    options_out->rest_count = argc - optind;
    return true;
}
