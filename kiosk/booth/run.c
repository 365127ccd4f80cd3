#include "booth/run.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"
#include "booth/booth.h"
#include "booth/studio.h"
#include "booth/view.h"
#include "speech/folder.h"
#include "unicode/letters.h"

enum { LINE_BYTES = 512, METER_MS = 100, METER_WIDTH = 40 };

struct session {
    const struct booth_config *config;
    struct worklist worklist;
    struct recordings recordings; /* for the speakers */
    struct studio *studio;
    struct booth booth;
    struct booth_view view; /* as it was printed last */
    char speaker[RECORDINGS_NAME_BYTES];
    char line[LINE_BYTES];
    size_t line_used;
    bool meter;   /* the output is a terminal */
    bool metered; /* its line holds a meter */
};

static void happen(struct session *session, const struct booth_event *event);

/* ---- showing ------------------------------------------------------------------------------ */

static struct booth_plan plan_of(const struct session *session) {
    return (struct booth_plan){.worklist = &session->worklist,
                               .speakers = session->recordings.speakers,
                               .speaker_count = session->recordings.speaker_count};
}

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
static void print_view(struct session *session) {
    struct booth_view view;
    struct booth_view *last = &session->view;
    struct booth_plan plan = plan_of(session);
    FILE *out = session->config->out;
    booth_view(&session->booth, &plan, &view);
    if (memcmp(&view, last, sizeof view) == 0) {
        return;
    }
    if (session->metered) {
        session->metered = false;
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

/* From -60 dB to full scale in steps of 1.5 dB. */
static void print_meter(struct session *session) {
    static const char bar[METER_WIDTH + 1] = "========================================";
    struct microphone_level level = studio_level(session->studio);
    double db = level.peak > 0 ? 20 * log10(level.peak / 32768.0) : -60;
    int width = METER_WIDTH + (int)lround(db / 1.5);
    fprintf(session->config->out, "\r   |%-*.*s|", METER_WIDTH, width > 0 ? width : 0, bar);
    fflush(session->config->out);
    session->metered = true;
}

/* ---- effects --------------------------------------------------------------------------------- */

static void answer_saved(struct session *session, enum err err) {
    struct booth_event event = {.kind = BOOTH_EV_SAVED, .good = err == ERR_OK};
    happen(session, &event);
}

/* Who she is, with today's consent: known ones are written again for its date. */
static void keep_speaker(struct session *session) {
    const struct booth_config *config = session->config;
    const struct booth *booth = &session->booth;
    struct diag diag = {0};
    struct recordings_speaker speaker = {.key = session->speaker,
                                         .name = booth->speaker.name,
                                         .dialect = booth->speaker.dialect,
                                         .licence = booth_licence(booth->speaker.licence)->name,
                                         .date = clock_day()};
    if (booth->speaker.known == LIBRARY_NONE) {
        recordings_new_key(&session->recordings, session->speaker);
    } else {
        speaker = session->recordings.speakers[booth->speaker.known];
        str_copy(session->speaker, sizeof session->speaker, speaker.key);
        speaker.date = clock_day();
    }
    answer_saved(session,
                 recordings_keep_speaker(config->recordings_dir, config->lang, &speaker, &diag));
}

static void keep_take(struct session *session) {
    const struct booth_config *config = session->config;
    size_t ix = session->booth.work_ix;
    const struct work *work = &session->worklist.list[ix];
    struct studio_recording take;
    struct diag diag = {0};
    enum err err = studio_finish(session->studio, &take);
    if (!err) {
        struct recording recording = {.unit = work->unit,
                                      .wording = work->wording,
                                      .source = work->source,
                                      .speaker = session->speaker,
                                      .ms = take.ms,
                                      .lufs_tenths = take.lufs_tenths,
                                      .recorded = clock_day()};
        err = recordings_keep(config->recordings_dir, config->lang, &recording, take.opus.data,
                              take.opus.size, &diag);
        files_bytes_fini(&take.opus);
    }
    if (!err) {
        worklist_done(&session->worklist, ix);
    }
    answer_saved(session, err);
}

static void say_view(struct session *session, enum booth_effect effect) {
    struct booth_view view;
    struct booth_plan plan = plan_of(session);
    booth_view(&session->booth, &plan, &view);
    studio_say(session->studio, effect == BOOTH_FX_SAY ? view.spoken : view.note);
}

static void perform(struct session *session, enum booth_effect effect) {
    switch (effect) {
    case BOOTH_FX_SAY:
    case BOOTH_FX_ADVISE:
        say_view(session, effect);
        break;
    case BOOTH_FX_HUSH:
        studio_hush(session->studio);
        break;
    case BOOTH_FX_RECORD:
        studio_record(session->studio);
        break;
    case BOOTH_FX_STOP:
        studio_stop(session->studio);
        break;
    case BOOTH_FX_PLAY:
        studio_play(session->studio);
        break;
    case BOOTH_FX_SPEAKER:
        keep_speaker(session);
        break;
    case BOOTH_FX_SAVE:
        keep_take(session);
        break;
    }
}

/* Shown before it is done: what is being said stands there, too. */
static void happen(struct session *session, const struct booth_event *event) {
    struct booth_effects effects;
    struct booth_plan plan = plan_of(session);
    booth_update(&session->booth, &plan, event, &effects);
    print_view(session);
    for (unsigned i = 0; i < effects.count; i++) {
        perform(session, effects.list[i]);
    }
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
    char folded[LINE_BYTES];
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

static void take_line(struct session *session, char *line) {
    struct booth_event event = {.kind = BOOTH_EV_KEY};
    trim(line);
    event.key = key_of(line);
    if (booth_wants_text(&session->booth) && event.key != BOOTH_KEY_QUIT) {
        event.kind = BOOTH_EV_TEXT;
        str_copy(event.text, sizeof event.text, line);
    }
    happen(session, &event);
}

static void quit(struct session *session) {
    struct booth_event event = {.kind = BOOTH_EV_KEY, .key = BOOTH_KEY_QUIT};
    happen(session, &event);
}

/* Takes what there is to read; a line that is too long loses its end. */
static void read_input(struct session *session) {
    char bytes[LINE_BYTES];
    ssize_t got = read(session->config->in, bytes, sizeof bytes);
    if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN)) {
        quit(session);
        return;
    }
    for (ssize_t i = 0; i < got && session->booth.page != BOOTH_END; i++) {
        if (bytes[i] == '\n') {
            session->line[session->line_used] = '\0';
            session->line_used = 0;
            take_line(session, session->line);
        } else if (bytes[i] && session->line_used < LINE_BYTES - 1) {
            session->line[session->line_used++] = bytes[i];
        }
    }
}

static void read_news(struct session *session) {
    struct studio_news news;
    while (studio_next(session->studio, &news)) {
        struct booth_event event = {.kind = BOOTH_EV_LISTENING};
        if (news.kind == MICROPHONE_ENDED) {
            const struct work *work = &session->worklist.list[session->booth.work_ix];
            event.kind = BOOTH_EV_TAKE;
            event.end = (enum microphone_end)news.value;
            event.verdict = studio_judge(session->studio, booth_expected_ms(work)).verdict;
        }
        happen(session, &event);
    }
}

static void show_level(struct session *session) {
    struct booth_event event = {.kind = BOOTH_EV_LEVEL, .level = studio_level(session->studio)};
    happen(session, &event);
    print_meter(session);
}

static void converse(struct session *session) {
    struct booth_event start = {.kind = BOOTH_EV_START};
    happen(session, &start);
    while (session->booth.page != BOOTH_END) {
        bool meter = session->meter && session->booth.page == BOOTH_RECORDING;
        struct pollfd fds[] = {{.fd = session->config->in, .events = POLLIN},
                               {.fd = studio_fd(session->studio), .events = POLLIN}};
        int ready = poll(fds, 2, meter ? METER_MS : -1);
        if (ready == 0) {
            show_level(session);
        }
        if (ready > 0 && fds[1].revents) {
            read_news(session);
        }
        if (ready > 0 && fds[0].revents && session->booth.page != BOOTH_END) {
            read_input(session);
        }
    }
}

/* ---- the whole ---------------------------------------------------------------------- */

/* The words of the language's numbers, from its own folder or that of its base. */
static size_t read_numerals(const struct booth_config *config, struct arena *arena,
                            struct diag *diag, const struct numeral **numerals_out) {
    char path[PATH_BYTES];
    struct folder folder = folder_read(config->voices_dir, config->lang, arena);
    *numerals_out = NULL;
    return folder_find(config->voices_dir, config->lang, folder.base, "numbers.txt", path)
               ? numerals_read(path, arena, diag, numerals_out)
               : 0;
}

static enum err open_list(struct session *session) {
    const struct booth_config *config = session->config;
    const struct numeral *numerals;
    struct arena arena = {0};
    struct diag diag = {0};
    int lang_ix = library_language(config->library, config->lang);
    if (lang_ix == LIBRARY_NONE || lang_ix == LIBRARY_VIETNAMESE) {
        diag_log("“%s” không phải tiếng cần ghi; hãy xem “tiengban voices”",
                 "\"%s\" is no language to be recorded; see \"tiengban voices\"", config->lang);
        return ERR_REJECT;
    }
    if (recordings_read(config->recordings_dir, config->lang, &diag, &session->recordings)) {
        return ERR_REJECT;
    }
    size_t count = read_numerals(config, &arena, &diag, &numerals);
    worklist_make(config->library, lang_ix, &session->recordings, numerals, count,
                  &session->worklist);
    arena_fini(&arena);
    return ERR_OK;
}

int booth_run(const struct booth_config *config) {
    struct session *session = calloc(1, sizeof *session);
    if (!session) {
        abort();
    }
    session->config = config;
    session->meter = isatty(fileno(config->out));
    booth_init(&session->booth);
    enum err err = open_list(session);
    if (!err) {
        err = studio_open(config->voices_dir, &session->studio);
    }
    if (!err) {
        converse(session);
    }
    studio_close(session->studio);
    worklist_fini(&session->worklist);
    recordings_fini(&session->recordings);
    free(session);
    return err ? 1 : 0;
}
