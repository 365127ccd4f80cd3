#include "unicode/spellout.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

enum { RULES_BYTES_MAX = 64 * 1024, NAME_UNITS_MAX = 64, WORDS_UNITS_MAX = 512 };

struct spellout {
    UNumberFormat *format;
};

/* Comments become empty, so that ICU's line numbers stay ours. */
static void blank_comments(char *rules) {
    bool comment = false, line_begins = true;
    for (char *c = rules; *c; c++) {
        comment = line_begins ? *c == '#' : comment && *c != '\n';
        line_begins = *c == '\n';
        if (comment) {
            *c = ' ';
        }
    }
}

static char *read_rules(const char *path, struct diag *diag) {
    FILE *file = fopen(path, "r");
    char *rules = calloc(1, RULES_BYTES_MAX);
    if (!rules) {
        abort();
    }
    if (!file) {
        diag_error(diag, path, 0, "không mở được (%s)", "cannot be opened (%s)", strerror(errno));
        free(rules);
        return NULL;
    }
    if (fread(rules, 1, RULES_BYTES_MAX, file) == RULES_BYTES_MAX) {
        diag_error(diag, path, 0, "dài quá %d byte", "is longer than %d bytes", RULES_BYTES_MAX);
        free(rules);
        rules = NULL;
    }
    fclose(file);
    return rules;
}

static UNumberFormat *parse(const char *path, char *rules, struct diag *diag) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where = {0};
    UChar *wide = calloc(RULES_BYTES_MAX, sizeof *wide);
    UNumberFormat *format = NULL;
    if (!wide) {
        abort();
    }
    blank_comments(rules);
    u_strFromUTF8(wide, RULES_BYTES_MAX, NULL, rules, -1, &status);
    if (U_SUCCESS(status)) {
        format = unum_open(UNUM_PATTERN_RULEBASED, wide, -1, "vi", &where, &status);
    }
    if (U_FAILURE(status)) {
        diag_error(diag, path, where.line > 0 ? where.line : 0,
                   "quy tắc đọc số không đúng (%s); xem tài liệu RuleBasedNumberFormat của ICU",
                   "not a valid number rule (%s); see ICU's RuleBasedNumberFormat",
                   u_errorName(status));
        unum_close(format);
        format = NULL;
    }
    free(wide);
    return format;
}

struct spellout *spellout_open(const char *path, struct diag *diag) {
    char *rules = read_rules(path, diag);
    UNumberFormat *format = rules ? parse(path, rules, diag) : NULL;
    free(rules);
    if (!format) {
        return NULL;
    }
    struct spellout *spellout = calloc(1, sizeof *spellout);
    if (!spellout) {
        abort();
    }
    spellout->format = format;
    return spellout;
}

void spellout_close(struct spellout *spellout) {
    if (spellout) {
        unum_close(spellout->format);
        free(spellout);
    }
}

static void choose(struct spellout *spellout, const char *rule_set, UErrorCode *status) {
    UChar name[NAME_UNITS_MAX];
    u_strFromUTF8(name, NAME_UNITS_MAX, NULL, rule_set, -1, status);
    unum_setTextAttribute(spellout->format, UNUM_DEFAULT_RULESET, name, -1, status);
}

bool spellout_has(struct spellout *spellout, const char *rule_set) {
    UErrorCode status = U_ZERO_ERROR;
    choose(spellout, rule_set, &status);
    return U_SUCCESS(status);
}

bool spellout_put(struct spellout *spellout, const char *rule_set, int64_t value,
                  struct str *text) {
    UErrorCode status = U_ZERO_ERROR;
    UChar words[WORDS_UNITS_MAX];
    char bytes[WORDS_UNITS_MAX * 3];
    choose(spellout, rule_set, &status);
    unum_formatInt64(spellout->format, value, words, WORDS_UNITS_MAX, NULL, &status);
    u_strToUTF8(bytes, sizeof bytes, NULL, words, -1, &status);
    if (U_FAILURE(status)) {
        return false;
    }
    str_put(text, bytes);
    return true;
}
