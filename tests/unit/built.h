/* The voices of voices/, built into a directory of this test, and their tones. */
#ifndef TESTS_UNIT_BUILT_H
#define TESTS_UNIT_BUILT_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "speech/syllabary_tables.h"
#include "tests/test.h"
#include "voicebuild/tone.h"
#include "voicebuild/voicebuild.h"

enum { BUILT_TONES_MAX = 400, BUILT_COLUMNS = 12, BUILT_LANGUAGES_MAX = 32 };

struct built_tone {
    char code[32]; /* of the language */
    char name[32], syllable[32], mnemonic[8], end[8];
    char contour[128], phonation[16], length[16];
    struct tone_shape shape;
};

struct built {
    char dir[64];
    char codes[BUILT_LANGUAGES_MAX][32];
    size_t code_count;
    struct built_tone tones[BUILT_TONES_MAX];
    size_t tone_count;
};

/* tone syllable name chao contour phonation length confidence source note mnemonic end */
static inline void built_row(struct built *built, const char *code, char *line) {
    char *fields[BUILT_COLUMNS] = {NULL}, *rest = line;
    struct diag diag = {0};
    line[strcspn(line, "\n")] = '\0';
    for (int i = 0; i < BUILT_COLUMNS; i++) {
        fields[i] = strsep(&rest, "\t");
        assert_non_null(fields[i]);
    }
    assert_true(built->tone_count < BUILT_TONES_MAX);
    struct built_tone *tone = &built->tones[built->tone_count++];
    snprintf(tone->code, sizeof tone->code, "%s", code);
    snprintf(tone->syllable, sizeof tone->syllable, "%s", fields[1]);
    snprintf(tone->name, sizeof tone->name, "%s", fields[2]);
    snprintf(tone->contour, sizeof tone->contour, "%s", fields[4]);
    snprintf(tone->phonation, sizeof tone->phonation, "%s", fields[5]);
    snprintf(tone->length, sizeof tone->length, "%s", fields[6]);
    snprintf(tone->mnemonic, sizeof tone->mnemonic, "%s", fields[10]);
    snprintf(tone->end, sizeof tone->end, "%s", strcmp(fields[11], "-") ? fields[11] : "");
    struct tone_place place = {&diag, "tones.tsv", 0};
    assert_true(tone_read(&place, fields[4], fields[5], fields[6], &tone->shape));
    tone->shape.checked = strncmp(tone->syllable, "checked", 7) == 0;
}

static inline void built_language(struct built *built, const char *code) {
    char path[256], line[2048];
    snprintf(path, sizeof path, "%s/%s/tones.tsv", built->dir, code);
    FILE *file = fopen(path, "r");
    bool first = true;
    while (file && fgets(line, sizeof line, file)) {
        if (!first && strchr(line, '\t')) {
            built_row(built, code, line);
        }
        first = false;
    }
    if (file) {
        fclose(file);
    }
}

static inline int built_by_name(const void *a, const void *b) { return strcmp(a, b); }

/* Builds `source` and reads back what was built. Ended by built_close. */
static inline void built_open(const char *source, struct built *built) {
    char local[128];
    struct diag diag = {0};
    memset(built, 0, sizeof *built);
    snprintf(built->dir, sizeof built->dir, "/tmp/voices-heard-XXXXXX");
    assert_non_null(mkdtemp(built->dir));
    assert_int_equal(voicebuild_run(source, built->dir, &diag), ERR_OK);
    snprintf(local, sizeof local, "%s/espeak-ng-data/lang/local", built->dir);
    DIR *voices = opendir(local);
    assert_non_null(voices);
    for (struct dirent *entry; (entry = readdir(voices));) {
        size_t length = strlen(entry->d_name);
        if (entry->d_name[0] != '.' && strcmp(entry->d_name + length - 2, "-f") != 0) {
            snprintf(built->codes[built->code_count++], 32, "%.31s", entry->d_name);
        }
    }
    closedir(voices);
    qsort(built->codes, built->code_count, sizeof built->codes[0], built_by_name);
    for (size_t i = 0; i < built->code_count; i++) {
        built_language(built, built->codes[i]);
    }
}

static inline void built_close(const struct built *built) {
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", built->dir);
    assert_int_equal(system(command), 0);
}

/* The mnemonic behind the coda, as syllable_put_mnemonics has it; "" if none. */
static inline const char *built_end(const struct built_tone *tone, const char *coda) {
    return *coda || strcmp(tone->end, SYLLABARY_CREAK) != 0 ? tone->end : "";
}

/* True for the first of the tones that sound the same. */
static inline bool built_is_first(const struct built *built, size_t ix) {
    for (size_t i = 0; i < ix; i++) {
        if (strcmp(built->tones[i].mnemonic, built->tones[ix].mnemonic) == 0) {
            return false;
        }
    }
    return true;
}

#endif
