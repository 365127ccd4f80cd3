#include "commands/commands.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/str.h"

bool command_number(const char *text, long low, long high, long *out) {
    char *end;
    *out = strtol(text, &end, 10);
    return end != text && *end == '\0' && *out >= low && *out <= high;
}

int command_wrong(const char *option, const char *value, const char *example) {
    diag_log("--%s %s: giá trị không đúng; ví dụ đúng: %s.",
             "--%s %s is not valid; for example: %s.", option, value, example);
    return STATUS_USAGE;
}

const char *command_path(const struct options *options, enum option_id id, const char *name,
                         char space[PATH_BYTES]) {
    const char *given = options->value[id];
    return given ? given : paths_share(name, space, PATH_BYTES) ? space : "";
}

const char *command_pack(const struct options *options, char space[PATH_BYTES]) {
    char folder[PATH_BYTES];
    struct str path;
    str_init(&path, space, PATH_BYTES);
    str_put(&path, command_path(options, OPTION_LIBRARY, "library", folder));
    str_put(&path, "/current");
    return path.cut ? "" : space;
}
