#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

bool diag_in_vietnamese(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value) {
            return strncmp(value, "vi", 2) == 0;
        }
    }
    return false;
}

const char *diag_text(const char *vi, const char *en) { return diag_in_vietnamese() ? vi : en; }

/* One fprintf a line, so that lines of several threads do not mix. */
static void line_out(FILE *out, const char *where, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

static void line_out(FILE *out, const char *where, const char *format, va_list args) {
    char line[1024];
    vsnprintf(line, sizeof line, format, args);
    fprintf(out, "%s%s\n", where, line);
}

void diag_log(const char *vi, const char *en, ...) {
    va_list args;
    va_start(args, en);
    line_out(stderr, "tiengban: ", diag_in_vietnamese() ? vi : en, args);
    va_end(args);
}

static void report(FILE *out, const char *file, int line, const char *kind, const char *format,
                   va_list args) __attribute__((format(printf, 5, 0)));

static void report(FILE *out, const char *file, int line, const char *kind, const char *format,
                   va_list args) {
    char where[512];
    if (line > 0) {
        snprintf(where, sizeof where, "%s:%d: %s", file, line, kind);
    } else {
        snprintf(where, sizeof where, "%s: %s", file, kind);
    }
    line_out(out ? out : stderr, where, format, args);
}

void diag_error(struct diag *diag, const char *file, int line, const char *vi, const char *en,
                ...) {
    va_list args;
    va_start(args, en);
    report(diag->out, file, line, "", diag_in_vietnamese() ? vi : en, args);
    va_end(args);
    diag->errors++;
}

void diag_warning(struct diag *diag, const char *file, int line, const char *vi, const char *en,
                  ...) {
    va_list args;
    va_start(args, en);
    report(diag->out, file, line, diag_text("lưu ý: ", "note: "), diag_in_vietnamese() ? vi : en,
           args);
    va_end(args);
    diag->warnings++;
}
