#include "voicebuild/voicebuild.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "speech/check.h"
#include "speech/normalise.h"
#include "speech/voice.h"
#include "unicode/spellout.h"
#include "voicebuild/files.h"
#include "voicebuild/hmx.h"
#include "voicebuild/language.h"
#include "voicebuild/sounds.h"
#include "voicebuild/voicefile.h"

/* Of eSpeak NG's data: what the voices vi and en need (en, since words that the
 * Vietnamese voice cannot read are switched to it). */
static const char *const stock_files[] = {"phontab",
                                          "phonindex",
                                          "phondata",
                                          "intonations",
                                          "vi_dict",
                                          "en_dict",
                                          "lang/aav/vi",
                                          "lang/aav/vi-VN-x-central",
                                          "lang/aav/vi-VN-x-south",
                                          "lang/gmw/en",
                                          "phondata-manifest"};

/* Of a language's folder, besides what text is put in words by; its tones are written
 * anew. */
static const char *const copied_files[] = {"language.yaml", "onsets.tsv", "rimes.tsv", "sandhi.tsv",
                                           "words.tsv"};

static const char *const rules_to_try[] = {"%cardinal", "%money", "%day",   "%named-day",
                                           "%month",    "%year",  "%digit", "%ordinal",
                                           "%hour",     "%minute"};

enum { LANGUAGES_MAX = 64, CODE_BYTES = 64 };

struct build {
    const char *source; /* voices/ */
    struct diag *diag;
    unsigned errors_before;
    char stock_dir[PATH_BYTES];
    char fresh[PATH_BYTES]; /* the directory being built */
    char data[PATH_BYTES];  /* eSpeak NG's data in it */
    char codes[LANGUAGES_MAX][CODE_BYTES];
    size_t code_count;
    char inventory[PATH_BYTES];
    struct sounds sounds;
    struct tone_list tones;
    struct stock stock;
    struct hmx hmx;
};

static bool clean(const struct build *build) { return build->diag->errors == build->errors_before; }

/* ---- eSpeak NG's own files ---------------------------------------------------------- */

static bool copy_stock(const struct build *build) {
    char from[PATH_BYTES], to[PATH_BYTES];
    for (size_t i = 0; i < sizeof stock_files / sizeof *stock_files; i++) {
        if (!files_join(build->stock_dir, stock_files[i], from) ||
            !files_join(build->data, stock_files[i], to) || !files_copy(from, to)) {
            return false;
        }
    }
    return true;
}

/* eSpeak NG's voices of Vietnamese are men's. */
static bool write_women(const struct build *build) {
    static const char *const codes[] = {"vi", "vi-VN-x-central", "vi-VN-x-south"};
    size_t i = 0;
    while (i < sizeof codes / sizeof *codes && voicefile_write_stock(build->data, codes[i])) {
        i++;
    }
    return i == sizeof codes / sizeof *codes;
}

/* ---- the folders ------------------------------------------------------------------------ */

static int by_name(const void *a, const void *b) { return strcmp(a, b); }

/* Every folder with a language.yaml, in order of its name. */
static bool list_languages(struct build *build) {
    char within[PATH_BYTES], path[PATH_BYTES];
    DIR *folders = opendir(build->source);
    if (!folders) {
        diag_error(build->diag, build->source, 0, "không mở được (%s)", "cannot be opened (%s)",
                   strerror(errno));
        return false;
    }
    for (struct dirent *entry; (entry = readdir(folders));) {
        if (entry->d_name[0] != '.' && build->code_count < LANGUAGES_MAX &&
            files_join(entry->d_name, "language.yaml", within) &&
            files_join(build->source, within, path) && access(path, R_OK) == 0 &&
            str_copy(build->codes[build->code_count], CODE_BYTES, entry->d_name)) {
            build->code_count++;
        }
    }
    closedir(folders);
    qsort(build->codes, build->code_count, CODE_BYTES, by_name);
    return true;
}

static bool folder_of(const struct build *build, size_t i, char dir_out[PATH_BYTES]) {
    return files_join(build->source, build->codes[i], dir_out);
}

/* ---- checks ------------------------------------------------------------------------------ */

static bool present(const char *dir, const char *name) {
    char path[PATH_BYTES];
    return files_join(dir, name, path) && access(path, F_OK) == 0;
}

/* A language may lack all but the first: the rest is said in Vietnamese then. */
static void check_numbers(const struct build *build, const char *code, const char *path) {
    struct spellout *numbers = spellout_open(path, build->diag);
    size_t count = strcmp(code, "vi") == 0 ? sizeof rules_to_try / sizeof *rules_to_try : 1;
    for (size_t i = 0; numbers && i < count; i++) {
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

static bool has_vietnamese(const struct build *build) {
    size_t i = 0;
    while (i < build->code_count && strcmp(build->codes[i], "vi") != 0) {
        i++;
    }
    return i < build->code_count;
}

/* The tables as a whole, once each of them is right; and what text is put in words by. */
static void check_reading(const struct build *build) {
    struct normaliser *vietnamese = NULL;
    if (has_vietnamese(build)) {
        vietnamese = normaliser_open(build->source, "vi", NULL, build->diag);
    }
    for (size_t i = 0; i < build->code_count; i++) {
        const char *code = build->codes[i];
        check_tables(build->source, code, build->diag);
        if (vietnamese && strcmp(code, "vi") != 0) {
            normaliser_close(normaliser_open(build->source, code, vietnamese, build->diag));
        }
    }
    normaliser_close(vietnamese);
}

static void check_languages(struct build *build) {
    char dir[PATH_BYTES], numbers[PATH_BYTES];
    for (size_t i = 0; i < build->code_count; i++) {
        if (!folder_of(build, i, dir)) {
            continue;
        }
        if (language_has_tones(dir)) {
            language_check(dir, &build->sounds, &build->tones, build->diag);
        }
        if (present(dir, "numbers.txt") && files_join(dir, "numbers.txt", numbers)) {
            check_numbers(build, build->codes[i], numbers);
        }
    }
}

/* ---- the phoneme table ---------------------------------------------------------------------- */

static bool any(const struct tone_list *tones, enum tone_phonation phonation) {
    size_t i = 0;
    while (i < tones->count && tones->tones[i].phonation != phonation) {
        i++;
    }
    return i < tones->count;
}

static void make_tones(struct build *build) {
    char name[8];
    for (size_t i = 0; i < build->tones.count; i++) {
        language_tone_name(i, name);
        hmx_make_tone(&build->hmx, &build->tones.tones[i], name, &build->tones.places[i]);
    }
}

static bool write_data(const struct build *build) {
    static const char *const names[] = {"phontab", "phonindex", "phondata"};
    const struct blob *const blobs[] = {&build->stock.phontab, &build->stock.phonindex,
                                        &build->stock.phondata};
    char path[PATH_BYTES];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!files_join(build->data, names[i], path) || !blob_write(blobs[i], path)) {
            return false;
        }
    }
    return hmx_check(build->data, build->diag);
}

/* Tones first: their envelopes must lie low in the data. */
static bool extend(struct build *build) {
    if (!hmx_init(&build->stock, build->diag, &build->hmx)) {
        return false;
    }
    make_tones(build);
    sounds_make(&build->sounds, &build->hmx, any(&build->tones, TONE_BREATHY),
                any(&build->tones, TONE_CREAKY), build->diag);
    hmx_finish(&build->hmx);
    return clean(build) && write_data(build);
}

/* ---- what is copied -------------------------------------------------------------------------- */

static bool copy_part(const struct build *build, const char *folder, const char *name) {
    char within[PATH_BYTES], from[PATH_BYTES], to[PATH_BYTES];
    return files_join(folder, name, within) && files_join(build->source, within, from) &&
           (access(from, F_OK) != 0 ||
            (files_join(build->fresh, within, to) && files_copy(from, to)));
}

static bool copy_language(const struct build *build, size_t i) {
    char dir[PATH_BYTES], to[PATH_BYTES], yaml[PATH_BYTES];
    const char *code = build->codes[i];
    struct voicefile voicefile;
    bool copied = folder_of(build, i, dir) && files_join(build->fresh, code, to) &&
                  files_join(dir, "language.yaml", yaml);
    for (size_t part = 0; copied && part < sizeof copied_files / sizeof *copied_files; part++) {
        copied = copy_part(build, code, copied_files[part]);
    }
    for (size_t part = 0; copied && normaliser_file(part); part++) {
        copied = copy_part(build, code, normaliser_file(part));
    }
    if (!copied) {
        return false;
    }
    voicefile_read(yaml, build->diag, &voicefile);
    return (language_has_tones(dir) ? language_write_tones(dir, to, &build->tones)
                                    : copy_part(build, code, "tones.tsv")) &&
           (!voicefile.wanted || voicefile_write(build->data, code, &voicefile));
}

static bool copy_languages(const struct build *build) {
    bool copied = copy_part(build, ".", "inventory.tsv");
    for (size_t i = 0; copied && i < build->code_count; i++) {
        copied = copy_language(build, i);
    }
    return copied;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static bool open_fresh(struct build *build, const char *out_dir) {
    struct str fresh;
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
    return chmod(build->fresh, 0755) == 0 &&
           files_join(build->fresh, "espeak-ng-data", build->data);
}

/* A folder of voices without an inventory has no voices of its own. */
static bool read_sounds(struct build *build) {
    return files_join(build->source, "inventory.tsv", build->inventory) &&
           (access(build->inventory, F_OK) != 0 ||
            sounds_read(build->inventory, build->diag, &build->sounds));
}

static bool run(struct build *build, const char *out_dir) {
    if (!open_fresh(build, out_dir) ||
        !voice_stock_dir(build->stock_dir, sizeof build->stock_dir) ||
        !stock_read(build->stock_dir, build->diag, &build->stock) || !copy_stock(build) ||
        !write_women(build) || !list_languages(build) || !read_sounds(build)) {
        return false;
    }
    check_languages(build);
    if (clean(build)) {
        check_reading(build);
    }
    return clean(build) && extend(build) && copy_languages(build);
}

enum err voicebuild_run(const char *voices_src, const char *out_dir, struct diag *diag) {
    struct build *build = calloc(1, sizeof *build);
    if (!build) {
        abort();
    }
    build->source = voices_src;
    build->diag = diag;
    build->errors_before = diag->errors;
    bool built = run(build, out_dir) && clean(build) && files_swap(build->fresh, out_dir);
    enum err err = built ? ERR_OK : clean(build) ? ERR_STOP : ERR_REJECT;
    if (err && build->fresh[0]) {
        files_remove(build->fresh);
    }
    stock_fini(&build->stock);
    sounds_fini(&build->sounds);
    free(build);
    return err;
}
