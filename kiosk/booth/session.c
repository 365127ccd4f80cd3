#include "booth/session.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"
#include "speech/folder.h"

struct booth_plan session_plan(const struct session *session) {
    return (struct booth_plan){.worklist = &session->worklist,
                               .speakers = session->recordings.speakers,
                               .speaker_count = session->recordings.speaker_count,
                               .touch = session->touch,
                               .lang = session->config->lang};
}

/* ---- what is to be done ------------------------------------------------------------- */

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

enum err session_work(const struct booth_config *config, struct diag *diag,
                      struct worklist *worklist_out, struct recordings *recordings_out) {
    const struct numeral *numerals;
    struct arena arena = {0};
    int lang_ix = library_language(config->library, config->lang);
    *worklist_out = (struct worklist){0};
    *recordings_out = (struct recordings){0};
    if (lang_ix == LIBRARY_NONE || lang_ix == LIBRARY_VIETNAMESE) {
        diag_log("“%s” không phải tiếng cần ghi; hãy xem “tiengban voices”",
                 "\"%s\" is no language to be recorded; see \"tiengban voices\"", config->lang);
        return ERR_REJECT;
    }
    if (recordings_read(config->recordings_dir, config->lang, diag, recordings_out)) {
        return ERR_REJECT;
    }
    size_t count = read_numerals(config, &arena, diag, &numerals);
    worklist_make(config->library, lang_ix, recordings_out, numerals, count, worklist_out);
    arena_fini(&arena);
    return ERR_OK;
}

/* ---- effects --------------------------------------------------------------------------------- */

static void answer_saved(struct session *session, enum err err) {
    struct booth_event event = {.kind = BOOTH_EV_SAVED, .good = err == ERR_OK};
    session_happen(session, &event);
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
    struct booth_plan plan = session_plan(session);
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

void session_happen(struct session *session, const struct booth_event *event) {
    struct booth_effects effects;
    struct booth_plan plan = session_plan(session);
    booth_update(&session->booth, &plan, event, &effects);
    session->show(session->context); /* what is being said stands there, too */
    for (unsigned i = 0; i < effects.count; i++) {
        perform(session, effects.list[i]);
    }
}

void session_press(struct session *session, enum booth_key key) {
    session_happen(session, &(struct booth_event){.kind = BOOTH_EV_KEY, .key = key});
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
        session_happen(session, &event);
    }
}

/* Takes what there is to read; a line that is too long loses its end. */
static void read_input(struct session *session) {
    char bytes[SESSION_LINE_BYTES];
    ssize_t got = read(session->config->in, bytes, sizeof bytes);
    if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN)) {
        session_press(session, BOOTH_KEY_QUIT);
        return;
    }
    for (ssize_t i = 0; i < got && session->booth.page != BOOTH_END; i++) {
        if (bytes[i] == '\n') {
            session->text[session->text_used] = '\0';
            session->text_used = 0;
            session->line(session->context, session->text);
        } else if (bytes[i] && session->text_used < SESSION_LINE_BYTES - 1) {
            session->text[session->text_used++] = bytes[i];
        }
    }
}

/* From -60 dB to full scale. */
int session_percent(const struct session *session) {
    double peak = session->booth.level.peak / 32768.0;
    double percent = peak > 0 ? 100 + 20 * log10(peak) / 0.6 : 0;
    return percent > 0 ? (int)lround(percent) : 0;
}

static void hear_level(struct session *session) {
    struct booth_event event = {.kind = BOOTH_EV_LEVEL, .level = studio_level(session->studio)};
    session_happen(session, &event);
    session->level(session->context);
}

void session_converse(struct session *session) {
    session_happen(session, &(struct booth_event){.kind = BOOTH_EV_START});
    while (session->booth.page != BOOTH_END) {
        bool meter = session->level_ms > 0 && session->booth.page == BOOTH_RECORDING;
        struct pollfd fds[] = {{.fd = session->config->in, .events = POLLIN},
                               {.fd = studio_fd(session->studio), .events = POLLIN}};
        int ready = poll(fds, 2, meter ? session->level_ms : -1);
        if (ready == 0) {
            hear_level(session);
        }
        if (ready > 0 && fds[1].revents) {
            read_news(session);
        }
        if (ready > 0 && fds[0].revents && session->booth.page != BOOTH_END) {
            read_input(session);
        }
    }
}

/* ---- lifetime ------------------------------------------------------------------------ */

enum err session_open(const struct booth_config *config, struct diag *diag,
                      struct session *session_out) {
    *session_out = (struct session){.config = config};
    booth_init(&session_out->booth);
    enum err err = session_work(config, diag, &session_out->worklist, &session_out->recordings);
    return err ? err : studio_open(config->voices_dir, &session_out->studio);
}

void session_close(struct session *session) {
    studio_close(session->studio);
    worklist_fini(&session->worklist);
    recordings_fini(&session->recordings);
    *session = (struct session){0};
}
