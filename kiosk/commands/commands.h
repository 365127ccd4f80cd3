/* The subcommands: a table of rows for each group, and what the rows share. */
#ifndef COMMANDS_COMMANDS_H
#define COMMANDS_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/paths.h"
#include "content/library.h"
#include "options.h"

enum { STATUS_USAGE = 2 };

struct command {
    const char *name, *verb; /* "content", "check"; verb NULL if there is none */
    int (*run)(const struct options *options);
    uint64_t options;  /* OPTION_BITs */
    int rest_max;      /* words that are no options */
    const char *usage; /* what follows the name */
    const char *vi, *en;
};

struct command_group {
    const struct command *rows;
    size_t count;
};

/* kiosk, console, record · voices, say · content · packs of this machine · staff, desk ·
 * journal */
extern const struct command_group command_shows, command_speech, command_content, command_packs,
    command_staff, command_journal;

/* A whole number from low to high. */
bool command_number(const char *text, long low, long high, long *out);

/* A day of the calendar, yyyymmdd. */
bool command_day(const char *text, long *day_out);

/* Says that an option's value is wrong, with a right one; STATUS_USAGE. */
int command_wrong(const char *option, const char *value, const char *example);

/* --voice: true if it is "female". False if it is neither that nor "male" nor left out. */
bool command_voice(const struct options *options, bool *female_out);

/* The option's path, else `name` among the shared data (in `space`), else "". */
const char *command_path(const struct options *options, enum option_id id, const char *name,
                         char space[PATH_BYTES]);

/* What this machine shows, or the pack of --pack alone; `library` is zeroed by the caller
 * and ended by library_fini. ERR_REJECT (logged) if there is nothing to be shown. */
enum err command_library(const struct options *options, struct library *library) MUST_CHECK;

#endif
