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
void diag_log(const char *vi, const char *en, ...) {
    char line[1024];
    va_list args;
    va_start(args, en);
    vsnprintf(line, sizeof line, diag_in_vietnamese() ? vi : en, args);
    va_end(args);
    fprintf(stderr, "tiengban: %s\n", line);
}

static void report(struct diag *diag, bool error, const char *file, int line, const char *format,
                   va_list args) __attribute__((format(printf, 5, 0)));

static void report(struct diag *diag, bool error, const char *file, int line, const char *format,
                   va_list args) {
    char text[1024];
    const char *kind = error ? "" : diag_text("lưu ý: ", "note: ");
    FILE *out = diag->out ? diag->out : stderr;
    vsnprintf(text, sizeof text, format, args);
    if (diag->each) {
        diag->each(diag->context, error, file, line, text);
    } else if (line > 0) {
        fprintf(out, "%s:%d: %s%s\n", file, line, kind, text);
    } else {
        fprintf(out, "%s: %s%s\n", file, kind, text);
    }
    diag->errors += error;
    diag->warnings += !error;
}

void diag_error(struct diag *diag, const char *file, int line, const char *vi, const char *en,
                ...) {
    va_list args;
    va_start(args, en);
    report(diag, true, file, line, diag_in_vietnamese() ? vi : en, args);
    va_end(args);
}

void diag_warning(struct diag *diag, const char *file, int line, const char *vi, const char *en,
                  ...) {
    va_list args;
    va_start(args, en);
    report(diag, false, file, line, diag_in_vietnamese() ? vi : en, args);
    va_end(args);
}
