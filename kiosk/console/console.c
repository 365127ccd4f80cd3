#include "console/console.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"
#include "console/print.h"
#include "console/replay.h"
#include "model/state.h"

enum { LINE_BYTES = 256, KEY_GAP_MS = 1000, WAIT_MAX_S = 24 * 60 * 60 };

struct console {
    const struct console_config *config;
    const struct library *library;
    struct state state;
    struct page page;
    uint64_t shown; /* hash of the page printed last */
    int64_t now_ms;
    bool voice; /* pretend that everything is spoken at once */
};

static void step(struct console *console, const struct event *event);

/* Whoever types has no voice to wait for: everything is heard at once. */
static void speak_at_once(struct console *console, const struct effect *say, uint8_t first,
                          uint8_t end) {
    struct event event = {
        .kind = EV_SPEAKING, .utterance = say->utterance, .at_ms = console->now_ms};
    for (uint8_t i = first; i < end; i++) {
        event.value = i;
        step(console, &event);
    }
    event.kind = EV_SPOKEN;
    step(console, &event);
}

static void print_changed_page(struct console *console) {
    struct page page = console->page;
    page.lit = LIBRARY_NONE; /* who hears what is printed with the speech */
    uint64_t hash = page_hash(&page);
    bool whole = !console->state.desk.writing;
    if (!console->config->ear && whole && hash != console->shown) {
        print_page(&page, console->library, console->config->out);
        console->shown = hash;
    }
}

static void perform(struct console *console, const struct effect *effect) {
    FILE *out = console->config->out;
    if (console->config->effects) {
        print_effect(effect, console->library, out);
    }
    if (effect->kind != FX_SAY) {
        return;
    }
    uint8_t first, end;
    page_prompts(&console->page, effect, &first, &end);
    print_heard(&console->page, console->library, first, end, out);
    if (console->voice) {
        speak_at_once(console, effect, first, end);
    }
}

static void step(struct console *console, const struct event *event) {
    struct effects effects;
    model_update(&console->state, console->library, event, &effects);
    page_build(&console->state, console->library, &console->page);
    print_changed_page(console);
    for (unsigned i = 0; i < effects.count; i++) {
        perform(console, &effects.list[i]);
    }
}

/* ---- keys from a person -------------------------------------------------------------- */

/* A telephone's twelve keys, for listening without a screen. */
static const struct {
    char sign;
    enum key key;
} ear_keys[] = {
    {'1', KEY_1},      {'2', KEY_2},    {'3', KEY_3},      {'4', KEY_4},
    {'5', KEY_5},      {'6', KEY_6},    {'7', KEY_REPEAT}, {'8', KEY_SLOWER},
    {'9', KEY_LOUDER}, {'0', KEY_HELP}, {'*', KEY_BACK},   {'#', KEY_OK},
};

static enum key ear_key(char sign) {
    for (size_t i = 0; i < sizeof ear_keys / sizeof *ear_keys; i++) {
        if (ear_keys[i].sign == sign) {
            return ear_keys[i].key;
        }
    }
    return KEY_NONE;
}

static void step_after(struct console *console, enum event_kind kind, int32_t value,
                       int64_t gap_ms) {
    console->now_ms += gap_ms;
    step(console, &(struct event){.kind = kind, .value = value, .at_ms = console->now_ms});
}

/* Lets time pass, with the time-outs that fall into it. */
static void wait_seconds(struct console *console, int64_t seconds) {
    int64_t until_ms = console->now_ms + seconds * 1000;
    int64_t deadline_ms = model_deadline(&console->state);
    while (deadline_ms >= 0 && deadline_ms <= until_ms) {
        console->now_ms = deadline_ms;
        step_after(console, EV_TIME, 0, 0);
        deadline_ms = model_deadline(&console->state);
    }
    console->now_ms = until_ms;
}

static void not_understood(const char *line) {
    diag_log("Không có phím “%s”. Các phím: 1–6, up, down, ok, back, next, repeat, slower, louder, "
             "language, help, home; “touch choice-1”; “wait 60”.",
             "There is no key “%s”. Keys: 1–6, up, down, ok, back, next, repeat, slower, louder, "
             "language, help, home; “touch choice-1”; “wait 60”.",
             line);
}

static void take_line(struct console *console, const char *line) {
    enum key key = key_by_name(line);
    enum control control =
        strncmp(line, "touch ", 6) == 0 ? control_by_name(line + 6) : CONTROL_NONE;
    if (strncmp(line, "wait ", 5) == 0) {
        long seconds = strtol(line + 5, NULL, 10);
        wait_seconds(console, seconds < 0 ? 0 : seconds > WAIT_MAX_S ? WAIT_MAX_S : seconds);
    } else if (control != CONTROL_NONE) {
        step_after(console, EV_PRESS, 0, KEY_GAP_MS);
        step_after(console, EV_TOUCH, (int32_t)control, 0);
    } else if (key != KEY_NONE) {
        step_after(console, EV_KEY, (int32_t)key, KEY_GAP_MS);
    } else if (*line) {
        not_understood(line);
    }
}

static void take_signs(struct console *console, const char *line) {
    for (; *line; line++) {
        enum key key = ear_key(*line);
        if (key == KEY_NONE) {
            not_understood(line);
            return;
        }
        step_after(console, EV_KEY, (int32_t)key, KEY_GAP_MS);
    }
}

static int run_keys(struct console *console) {
    char line[LINE_BYTES];
    console->voice = true;
    console->state.world.sound = true;
    step_after(console, EV_START, console->config->today, 0);
    while (fgets(line, sizeof line, console->config->in)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (console->config->ear) {
            take_signs(console, line);
        } else {
            take_line(console, line);
        }
        fflush(console->config->out);
    }
    return 0;
}

/* ---- events from a file ---------------------------------------------------------------- */

static int run_events(struct console *console, FILE *file) {
    char line[LINE_BYTES];
    struct diag diag = {0};
    struct event event;
    enum layout_kind layout = console->config->layout;
    for (int number = 1; fgets(line, sizeof line, file); number++) {
        switch (replay_parse(line, console->config->replay, number, &diag, &event, &layout)) {
        case REPLAY_EVENT:
            step(console, &event);
            break;
        case REPLAY_LAYOUT:
            state_init(&console->state, layout);
            break;
        case REPLAY_NOTHING:
            break;
        case REPLAY_BAD:
            return 1;
        }
    }
    return 0;
}

static int run_file(struct console *console) {
    FILE *file = fopen(console->config->replay, "r");
    if (!file) {
        diag_log("Không mở được %s: %s.", "%s cannot be opened: %s.", console->config->replay,
                 strerror(errno));
        return 1;
    }
    int status = run_events(console, file);
    fclose(file);
    return status;
}

int console_run(const struct console_config *config, const struct library *library) {
    struct console console = {.config = config, .library = library};
    state_init(&console.state, config->layout);
    return config->replay ? run_file(&console) : run_keys(&console);
}
