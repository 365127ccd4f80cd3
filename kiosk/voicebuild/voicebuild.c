#include "voicebuild/voicebuild.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "speech/reader.h"
#include "speech/table.h"
#include "speech/voice.h"
#include "unicode/spellout.h"
#include "voicebuild/files.h"
#include "voicebuild/phontab.h"

/* Of eSpeak NG's data: what the voices vi and en need (en, since words that the
 * Vietnamese voice cannot read are switched to it). */
static const char *const stock_files[] = {"phontab", "phonindex", "phondata",    "intonations",
                                          "vi_dict", "en_dict",   "lang/aav/vi", "lang/gmw/en"};

/* The table that reader tables write their mnemonics in. */
static const char phoneme_table[] = "vi";

static const char *const rules_to_try[] = {"%cardinal", "%money", "%day",   "%named-day",
                                           "%month",    "%year",  "%digit", "%ordinal"};

struct build {
    const char *source; /* voices/ */
    struct diag *diag;
    unsigned errors_before;
    char stock[FILES_PATH_BYTES];
    char fresh[FILES_PATH_BYTES]; /* the directory being built */
    struct phontab phontab;
};

static bool clean(const struct build *build) { return build->diag->errors == build->errors_before; }

/* ---- eSpeak NG's own files ---------------------------------------------------------- */

static bool copy_stock(const struct build *build) {
    char data[FILES_PATH_BYTES], from[FILES_PATH_BYTES], to[FILES_PATH_BYTES];
    if (!files_join(build->fresh, "espeak-ng-data", data)) {
        return false;
    }
    for (size_t i = 0; i < sizeof stock_files / sizeof *stock_files; i++) {
        if (!files_join(build->stock, stock_files[i], from) ||
            !files_join(data, stock_files[i], to) || !files_copy(from, to)) {
            return false;
        }
    }
    return true;
}

/* ---- checks ---------------------------------------------------------------------------- */

/* One field: mnemonics with single spaces between. */
static void check_field(const struct build *build, const char *file, int line, const char *column,
                        const char *field) {
    while (*field) {
        size_t length = strcspn(field, " ");
        if (!phontab_has(&build->phontab, phoneme_table, field, length)) {
            diag_error(
                build->diag, file, line,
                "cột “%s”: giọng “%s” không có âm “%.*s”; nếu để vậy, phần còn lại của từ sẽ "
                "mất tiếng",
                "column \"%s\": the voice \"%s\" has no phoneme \"%.*s\"; the rest of the "
                "word would be silent",
                column, phoneme_table, (int)length, field);
        }
        field += length;
        field += *field == ' ';
    }
}

static void check_table(const struct build *build, const char *dir, enum reader_table which) {
    const struct reader_format *format = reader_format(which);
    char path[FILES_PATH_BYTES];
    struct table table;
    if (!files_join(dir, format->file, path) ||
        !table_read(path, format->columns, build->diag, &table)) {
        return;
    }
    for (size_t i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];
        for (int c = format->first_phoneme; c < format->phoneme_end; c++) {
            check_field(build, path, row->line, format->columns[c], row->fields[c]);
        }
    }
    table_fini(&table);
}

static void check_numbers(const struct build *build, const char *path) {
    struct spellout *numbers = spellout_open(path, build->diag);
    for (size_t i = 0; numbers && i < sizeof rules_to_try / sizeof *rules_to_try; i++) {
        char words[256];
        struct str text;
        str_init(&text, words, sizeof words);
        if (!spellout_put(numbers, rules_to_try[i], 1, &text)) {
            diag_error(build->diag, path, 0, "thiếu bộ quy tắc “%s”",
                       "the rule set \"%s\" is missing", rules_to_try[i]);
        }
    }
    spellout_close(numbers);
}

/* ---- one language ------------------------------------------------------------------------ */

static bool present(const char *dir, const char *name) {
    char path[FILES_PATH_BYTES];
    return files_join(dir, name, path) && access(path, F_OK) == 0;
}

static bool copy_part(const struct build *build, const char *code, const char *name) {
    char within[FILES_PATH_BYTES], from[FILES_PATH_BYTES], to[FILES_PATH_BYTES];
    return files_join(code, name, within) && files_join(build->source, within, from) &&
           files_join(build->fresh, within, to) && files_copy(from, to);
}

/* Three tables or none. Tables of sounds of the inventory wait for voices that have
 * those sounds: the Vietnamese voice reads their languages. */
static bool build_tables(const struct build *build, const char *code, const char *dir) {
    int count = 0;
    if (present(build->source, "inventory.tsv")) {
        return true;
    }
    for (int i = 0; i < READER_TABLES; i++) {
        count += present(dir, reader_format((enum reader_table)i)->file);
    }
    for (int i = 0; count > 0 && i < READER_TABLES; i++) {
        check_table(build, dir, (enum reader_table)i);
        if (clean(build) && !copy_part(build, code, reader_format((enum reader_table)i)->file)) {
            return false;
        }
    }
    return true;
}

static bool build_numbers(const struct build *build, const char *code, const char *dir) {
    char path[FILES_PATH_BYTES];
    if (!present(dir, "numbers.txt") || !files_join(dir, "numbers.txt", path)) {
        return true;
    }
    check_numbers(build, path);
    return !clean(build) || copy_part(build, code, "numbers.txt");
}

static bool build_language(const struct build *build, const char *code) {
    char dir[FILES_PATH_BYTES];
    return files_join(build->source, code, dir) && build_tables(build, code, dir) &&
           build_numbers(build, code, dir);
}

static bool build_languages(const struct build *build) {
    bool done = true;
    DIR *languages = opendir(build->source);
    if (!languages) {
        diag_error(build->diag, build->source, 0, "không mở được (%s)", "cannot be opened (%s)",
                   strerror(errno));
        return true;
    }
    for (struct dirent *entry; done && (entry = readdir(languages));) {
        if (entry->d_name[0] != '.') {
            done = build_language(build, entry->d_name);
        }
    }
    closedir(languages);
    return done;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static bool open_build(struct build *build, const char *out_dir) {
    struct str fresh;
    char phontab[FILES_PATH_BYTES];
    str_init(&fresh, build->fresh, sizeof build->fresh);
    str_put(&fresh, out_dir);
    while (fresh.used > 1 && build->fresh[fresh.used - 1] == '/') {
        build->fresh[--fresh.used] = '\0';
    }
    str_put(&fresh, ".new-XXXXXX");
    if (fresh.cut || !files_parents(build->fresh) || !mkdtemp(build->fresh)) {
        diag_log("%s: không tạo được thư mục bên cạnh (%s)",
                 "%s: no directory can be made beside it (%s)", out_dir, strerror(errno));
        build->fresh[0] = '\0';
        return false;
    }
    return voice_stock_dir(build->stock, sizeof build->stock) && chmod(build->fresh, 0755) == 0 &&
           files_join(build->stock, "phontab", phontab) &&
           phontab_read(phontab, build->diag, &build->phontab);
}

enum err voicebuild_run(const char *voices_src, const char *out_dir, struct diag *diag) {
    struct build build = {.source = voices_src, .diag = diag, .errors_before = diag->errors};
    enum err err = ERR_STOP;
    if (open_build(&build, out_dir) && copy_stock(&build) && build_languages(&build)) {
        err = clean(&build) ? ERR_OK : ERR_REJECT;
    }
    if (!err && !files_swap(build.fresh, out_dir)) {
        err = ERR_STOP;
    }
    if (err && build.fresh[0]) {
        files_remove(build.fresh);
    }
    phontab_fini(&build.phontab);
    return err;
}
