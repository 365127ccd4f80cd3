/* staff: who may come to the desk. desk: what is done there, for the kiosk itself. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/str.h"
#include "commands/commands.h"
#include "commands/secret.h"
#include "seal/people.h"
#include "seal/source.h"
#include "staff/jobs.h"
#include "unicode/nfc.h"

static enum err load(struct people *people) {
    char dir[PATH_BYTES];
    struct diag diag = {0};
    enum err err = paths_state("staff", dir, sizeof dir);
    return err ? err : people_load(dir, clock_mono_ms(), people, &diag);
}

static int add_command(const struct options *options) {
    struct people people;
    enum people_role role;
    char pin[SECRET_BYTES];
    const char *name = options->value[OPTION_NAME];
    const char *role_name = options->value[OPTION_ROLE];
    if (!name || !role_name) {
        return STATUS_USAGE;
    }
    if (!people_role_by_name(role_name, &role)) {
        return command_wrong("role", role_name, "editor, releaser, volunteer, technician");
    }
    if (!nfc_is_utf8(name, strlen(name))) {
        return command_wrong("name", "?", "Chị Hoa");
    }
    if (load(&people) || !secret_ask(diag_text("Mã PIN:", "PIN:"), pin)) {
        return 1;
    }
    enum err err = people_put(&people, role, name, pin, &PIN_LIMITS);
    seal_forget(pin, sizeof pin);
    return err ? 1 : 0;
}

static int remove_command(const struct options *options) {
    struct people people;
    if (!options->value[OPTION_NAME]) {
        return STATUS_USAGE;
    }
    return load(&people) || people_remove(&people, options->value[OPTION_NAME]) ? 1 : 0;
}

static int list_command(const struct options *options) {
    struct people people;
    (void)options;
    if (load(&people)) {
        return 1;
    }
    for (size_t i = 0; i < people.count; i++) {
        printf("%s\t%s\n", people_role_name(people.list[i].role), people.list[i].name);
    }
    return 0;
}

static const char *text_of(const struct options *options, enum option_id id) {
    return options->value[id] ? options->value[id] : "";
}

static int desk_command(const struct options *options) {
    char voices[PATH_BYTES];
    struct jobs_config config = {
        .library_dir = options->value[OPTION_LIBRARY],
        .voices_dir = command_path(options, OPTION_VOICES, "voices", voices),
        .stick_dir = options->value[OPTION_STICK],
        .by = text_of(options, OPTION_BY),
        .with = text_of(options, OPTION_WITH),
        .ref = options->rest_count > 1 ? options->rest[1] : "",
        .in = STDIN_FILENO,
        .out = stdout,
    };
    return options->rest_count > 0 ? jobs_run(options->rest[0], &config) : STATUS_USAGE;
}

static const struct command rows[] = {
    {"staff", "add-person", add_command, OPTION_BIT(OPTION_ROLE) | OPTION_BIT(OPTION_NAME), 0,
     "--role editor|releaser|volunteer|technician --name NAME",
     "thêm người hoặc đổi mã PIN; mã đọc từ bàn phím",
     "add a person or change a PIN, which is read from the keyboard"},
    {"staff", "remove-person", remove_command, OPTION_BIT(OPTION_NAME), 0, "--name NAME",
     "bỏ một người khỏi danh sách", "take a person off the list"},
    {"staff", "list", list_command, 0, 0, "", "liệt kê cán bộ có mã PIN",
     "list the people who have a PIN"},
    {"desk", NULL, desk_command,
     OPTION_BIT(OPTION_LIBRARY) | OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_STICK) |
         OPTION_BIT(OPTION_BY) | OPTION_BIT(OPTION_WITH),
     2, "JOB [--library DIR] [--voices DIR] [--stick DIR] [--by WHO] [--with WHO] [-- WHAT]",
     "một việc của bàn cán bộ; do chính kiosk gọi",
     "a job of the staff's desk; the kiosk calls it"},
};

const struct command_group command_staff = {rows, sizeof rows / sizeof *rows};
