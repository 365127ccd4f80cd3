/* tiengban: finds the subcommand and runs it. */
#include <locale.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/str.h"
#include "commands/commands.h"

enum { GROUPS = 6 };
static const struct command_group *const groups[GROUPS] = {&command_shows,   &command_speech,
                                                           &command_content, &command_packs,
                                                           &command_staff,   &command_journal};

/* Row `ix` of all groups together; NULL behind the last. */
static const struct command *command_at(size_t ix) {
    for (size_t g = 0; g < GROUPS; g++) {
        if (ix < groups[g]->count) {
            return &groups[g]->rows[ix];
        }
        ix -= groups[g]->count;
    }
    return NULL;
}

/* ---- choosing one -------------------------------------------------------------------------- */

static void print_usage(const struct command *command, FILE *out) {
    fprintf(out, "tiengban %s%s%s %s\n    %s\n", command->name, command->verb ? " " : "",
            command->verb ? command->verb : "", command->usage,
            diag_text(command->vi, command->en));
}

static bool is_group(const char *name) {
    const struct command *command;
    for (size_t ix = 0; (command = command_at(ix)); ix++) {
        if (str_same(command->name, name)) {
            return true;
        }
    }
    return false;
}

/* The commands of a group, of all groups if there is no such. */
static void print_group(const char *name, FILE *out) {
    bool all = !is_group(name);
    const struct command *command;
    for (size_t ix = 0; (command = command_at(ix)); ix++) {
        if (all || str_same(command->name, name)) {
            print_usage(command, out);
        }
    }
}

/* The first row whose words begin the command line; NULL if none does. */
static const struct command *command_of(int argc, char **argv) {
    const struct command *command;
    for (size_t ix = 0; (command = command_at(ix)); ix++) {
        bool verb = !command->verb || (argc > 2 && str_same(argv[2], command->verb));
        if (argc > 1 && str_same(argv[1], command->name) && verb) {
            break;
        }
    }
    return command;
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
