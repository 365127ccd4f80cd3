#include "options.h"

#include <getopt.h>
#include <stddef.h>

#include "base/diag.h"

static const struct {
    const char *name;
    int has_value;
    char letter; /* of its short form; 0: it has none */
} table[OPTION_COUNT] = {
    [OPTION_WINDOW] = {"window", required_argument, 0},
    [OPTION_DIAGONAL] = {"diagonal", required_argument, 0},
    [OPTION_LIBRARY] = {"library", required_argument, 0},
    [OPTION_LANG] = {"lang", required_argument, 'l'},
    [OPTION_RECORD] = {"record", required_argument, 0},
    [OPTION_PAGES] = {"pages", required_argument, 0},
    [OPTION_EAR] = {"ear", no_argument, 0},
    [OPTION_EFFECTS] = {"effects", no_argument, 0},
    [OPTION_REPLAY] = {"replay", required_argument, 0},
    [OPTION_LAYOUT] = {"layout", required_argument, 0},
    [OPTION_TODAY] = {"today", required_argument, 0},
    [OPTION_VOICES] = {"voices", required_argument, 0},
    [OPTION_FROM] = {"from", required_argument, 0},
    [OPTION_OUT] = {"out", required_argument, 'o'},
    [OPTION_STRICT] = {"strict", no_argument, 0},
    [OPTION_DAYS] = {"days", required_argument, 0},
    [OPTION_CSV] = {"csv", no_argument, 0},
    [OPTION_IPA] = {"ipa", no_argument, 0},
    [OPTION_NORMALISED] = {"normalised", no_argument, 0},
    [OPTION_TRACE] = {"trace", no_argument, 0},
    [OPTION_PACK] = {"pack", required_argument, 0},
    [OPTION_STICK] = {"stick", required_argument, 0},
    [OPTION_BY] = {"by", required_argument, 0},
    [OPTION_WITH] = {"with", required_argument, 0},
    [OPTION_KEY] = {"key", required_argument, 0},
    [OPTION_TRUST] = {"trust", required_argument, 0},
    [OPTION_ROLE] = {"role", required_argument, 0},
    [OPTION_COMMENT] = {"comment", required_argument, 0},
    [OPTION_NAME] = {"name", required_argument, 0},
    [OPTION_PLAIN] = {"no-passphrase", no_argument, 0},
    [OPTION_INTO] = {"into", required_argument, 0},
    [OPTION_REPLACE] = {"replace", no_argument, 0},
    [OPTION_ITEM] = {"item", required_argument, 0},
    [OPTION_ALL] = {"all", no_argument, 0},
    [OPTION_RECORDINGS] = {"recordings", required_argument, 0},
    [OPTION_VOICE] = {"voice", required_argument, 'v'},
    [OPTION_HELP] = {"help", no_argument, 0},
};

static void report(const char *argument, int found) {
    if (found == ':') {
        diag_log("%s: thiếu giá trị; hãy viết thêm ngay sau đó.",
                 "%s: its value is missing; write it after.", argument);
    } else {
        diag_log("%s: không có tùy chọn này ở đây.", "%s: there is no such option here.", argument);
    }
}

enum { LETTERS_BYTES = 2 * OPTION_COUNT + 2 };

/* getopt's list of the short forms that are allowed: each takes a value. The colon
 * before them keeps it silent about values that are missing. */
static void list_letters(uint64_t allowed, char letters_out[LETTERS_BYTES]) {
    size_t used = 0;
    letters_out[used++] = ':';
    for (int id = 0; id < OPTION_COUNT; id++) {
        if (table[id].letter && (allowed & OPTION_BIT(id))) {
            letters_out[used++] = table[id].letter;
            letters_out[used++] = ':';
        }
    }
    letters_out[used] = '\0';
}

/* The option that getopt found: by its name as id + 1, or by its letter. */
static int id_of(int found) {
    for (int id = 0; id < OPTION_COUNT; id++) {
        if (table[id].letter && table[id].letter == found) {
            return id;
        }
    }
    return found - 1;
}

bool options_parse(int argc, char **argv, uint64_t allowed, struct options *options_out) {
    struct option known[OPTION_COUNT + 1] = {0};
    char letters[LETTERS_BYTES];
    int count = 0;
    list_letters(allowed, letters);
    *options_out = (struct options){0};
    for (int id = 0; id < OPTION_COUNT; id++) {
        if ((allowed | OPTION_BIT(OPTION_HELP)) & OPTION_BIT(id)) {
            known[count++] = (struct option){table[id].name, table[id].has_value, NULL, id + 1};
        }
    }
    opterr = 0; /* we say it in the person's language */
    for (int found; (found = getopt_long(argc, argv, letters, known, NULL)) != -1;) {
        if (found == '?' || found == ':') {
            report(argv[optind - 1], found);
            return false;
        }
        options_out->value[id_of(found)] = optarg ? optarg : "";
    }
    options_out->rest = argv + optind;
    options_out->rest_count = argc - optind;
    return true;
}
