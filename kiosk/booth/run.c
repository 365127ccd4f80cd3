#include "booth/run.h"

#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "unicode/letters.h"

enum { METER_MS = 100, METER_WIDTH = 40 };

struct terminal {
    struct session session;
    struct booth_view view; /* as it was printed last */
    bool metered;           /* its last line holds a meter */
};

/* ---- showing ------------------------------------------------------------------------------ */

/* A text behind a sign, its further lines under the first. */
static void print_part(FILE *out, const char *sign, const char *text) {
    for (const char *line = text; *line; sign = "   ") {
        size_t bytes = strcspn(line, "\n");
        fprintf(out, "%s%.*s\n", sign, (int)bytes, line);
        line += bytes + (line[bytes] == '\n');
    }
}

/* What stands there already is not printed again, but for what just happened and what
 * can be done now. */
static void print_view(void *context) {
    struct terminal *terminal = context;
    struct booth_view view;
    struct booth_view *last = &terminal->view;
    struct booth_plan plan = session_plan(&terminal->session);
    FILE *out = terminal->session.config->out;
    booth_view(&terminal->session.booth, &plan, &view);
    if (memcmp(&view, last, sizeof view) == 0) {
        return;
    }
    if (terminal->metered) {
        terminal->metered = false;
        fputs("\n", out);
    }
    if (strcmp(view.title, last->title) != 0 || strcmp(view.body, last->body) != 0) {
        fputs("\n", out);
        print_part(out, "── ", view.title);
        print_part(out, "   ", view.body);
        print_part(out, " → ", view.translation);
    }
    print_part(out, " ! ", view.note);
    print_part(out, " ⌨ ", view.keys);
    fflush(out);
    *last = view;
}

static void print_meter(void *context) {
    static const char bar[METER_WIDTH + 1] = "========================================";
    struct terminal *terminal = context;
    int width = session_percent(&terminal->session) * METER_WIDTH / 100;
    FILE *out = terminal->session.config->out;
    fprintf(out, "\r   |%-*.*s|", METER_WIDTH, width, bar);
    fflush(out);
    terminal->metered = true;
}

/* ---- input --------------------------------------------------------------------------------------
 */

static enum booth_key key_of(const char *line) {
    static const struct {
        const char *line;
        enum booth_key key;
    } rows[] = {
        {"", BOOTH_KEY_RECORD}, {"có", BOOTH_KEY_YES},   {"co", BOOTH_KEY_YES},
        {"yes", BOOTH_KEY_YES}, {"không", BOOTH_KEY_NO}, {"khong", BOOTH_KEY_NO},
        {"no", BOOTH_KEY_NO},   {"p", BOOTH_KEY_PLAY},   {"g", BOOTH_KEY_KEEP},
        {"l", BOOTH_KEY_AGAIN}, {"n", BOOTH_KEY_SKIP},   {"b", BOOTH_KEY_BACK},
        {"q", BOOTH_KEY_QUIT},
    };
    char folded[SESSION_LINE_BYTES];
    if (*line && !letters_fold(line, folded, sizeof folded)) {
        return BOOTH_KEY_NONE;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(*line ? folded : "", rows[i].line) == 0) {
            return rows[i].key;
        }
    }
    return BOOTH_KEY_NONE;
}

static void trim(char *line) {
    size_t spaces = strspn(line, " \t"), used = strlen(line);
    while (used > spaces && strchr(" \t\r", line[used - 1])) {
        line[--used] = '\0';
    }
    memmove(line, line + spaces, used - spaces + 1);
}

static void take_line(void *context, char *line) {
    struct terminal *terminal = context;
    struct booth_event event = {.kind = BOOTH_EV_KEY};
    trim(line);
    event.key = key_of(line);
    if (booth_wants_text(&terminal->session.booth) && event.key != BOOTH_KEY_QUIT) {
        event.kind = BOOTH_EV_TEXT;
        str_copy(event.text, sizeof event.text, line);
    }
    session_happen(&terminal->session, &event);
}

int booth_run(const struct booth_config *config) {
    struct diag diag = {0};
    struct terminal terminal = {0};
    enum err err = session_open(config, &diag, &terminal.session);
    if (!err) {
        terminal.session.show = print_view;
        terminal.session.line = take_line;
        terminal.session.level = print_meter;
        terminal.session.level_ms = isatty(fileno(config->out)) ? METER_MS : 0;
        terminal.session.context = &terminal;
        session_converse(&terminal.session);
    }
    session_close(&terminal.session);
    return err ? 1 : 0;
}
