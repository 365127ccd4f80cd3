/* journal: what was sought. */
#include <stdio.h>

#include "commands/commands.h"
#include "journal/journal.h"

enum { DAYS_DEFAULT = 7, DAYS_MAX = 36500 };

static int journal_show_command(const struct options *options) {
    char path[PATH_BYTES];
    long days = DAYS_DEFAULT;
    const char *given = options->value[OPTION_DAYS];
    if (given && !command_number(given, 1, DAYS_MAX, &days)) {
        return command_wrong("days", given, "7");
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

static const struct command rows[] = {
    {"journal", "show", journal_show_command, OPTION_BIT(OPTION_DAYS), 0, "[--days N]",
     "đọc nhật ký những ngày gần đây", "read the journal of the last days"},
    {"journal", "export", journal_export_command, OPTION_BIT(OPTION_CSV), 0, "--csv",
     "xuất nhật ký ra stdout dạng CSV", "write the journal to stdout as CSV"},
};

const struct command_group command_journal = {rows, sizeof rows / sizeof *rows};
