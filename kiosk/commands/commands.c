#include "commands/commands.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/str.h"
#include "content/pack_read.h"
#include "staff/station.h"

bool command_number(const char *text, long low, long high, long *out) {
    char *end;
    *out = strtol(text, &end, 10);
    return end != text && *end == '\0' && *out >= low && *out <= high;
}

bool command_day(const char *text, long *day_out) {
    return command_number(text, 19700101, 99991231, day_out) &&
           date_exists(*day_out / 10000, *day_out / 100 % 100, *day_out % 100);
}

int command_wrong(const char *option, const char *value, const char *example) {
    diag_log("--%s %s: giá trị không đúng; ví dụ đúng: %s.",
             "--%s %s is not valid; for example: %s.", option, value, example);
    return STATUS_USAGE;
}

bool command_voice(const struct options *options, bool *female_out) {
    const char *given = options->value[OPTION_VOICE];
    *female_out = str_same(given, "female");
    return !given || *female_out || str_same(given, "male");
}

const char *command_path(const struct options *options, enum option_id id, const char *name,
                         char space[PATH_BYTES]) {
    const char *given = options->value[id];
    return given ? given : paths_share(name, space, PATH_BYTES) ? space : "";
}

enum err command_library(const struct options *options, struct library *library) {
    struct station station;
    unsigned news;
    if (options->value[OPTION_PACK]) {
        return pack_read(options->value[OPTION_PACK], library);
    }
    enum err err = station_open(options->value[OPTION_LIBRARY], &station);
    err = err ? err : shelf_read(station.shelf, library, &news);
    station_close(&station);
    return err;
}
