/* The command line: one table of all options, each subcommand names its own. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

enum option_id {
    OPTION_WINDOW,
    OPTION_DIAGONAL,
    OPTION_LIBRARY,
    OPTION_LANG,
    OPTION_RECORD,
    OPTION_PAGES,
    OPTION_EAR,
    OPTION_EFFECTS,
    OPTION_REPLAY,
    OPTION_LAYOUT,
    OPTION_TODAY,
    OPTION_VOICES,
    OPTION_FROM,
    OPTION_OUT,
    OPTION_STRICT,
    OPTION_DAYS,
    OPTION_CSV,
    OPTION_IPA,
    OPTION_NORMALISED,
    OPTION_TRACE,
    OPTION_PACK,
    OPTION_STICK,
    OPTION_BY,
    OPTION_WITH,
    OPTION_KEY,
    OPTION_TRUST,
    OPTION_ROLE,
    OPTION_COMMENT,
    OPTION_NAME,
    OPTION_PLAIN,
    OPTION_INTO,
    OPTION_REPLACE,
    OPTION_ITEM,
    OPTION_ALL,
    OPTION_RECORDINGS,
    OPTION_VOICE,
    OPTION_HELP,
    OPTION_COUNT
};

#define OPTION_BIT(id) (UINT64_C(1) << (id))

struct options {
    const char *value[OPTION_COUNT]; /* NULL if not given, "" for a given flag */
    char **rest;                     /* what is no option */
    int rest_count;
};

/* Parses argv[1..]; `allowed` has OPTION_BIT of every option the command takes.
 * False (logged) on an unknown option or a missing value. */
bool options_parse(int argc, char **argv, uint64_t allowed, struct options *options_out);

#endif
