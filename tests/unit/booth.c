/* The booth: its conversation as a pure value, then whole sessions on a sound device
 * whose microphone hears made voices. */
#include "booth/booth.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "booth/choices.h"
#include "booth/run.h"
#include "booth/serve.h"
#include "booth/view.h"
#include "content/content.h"
#include "content/pack_read.h"
#include "seal/minisign.h"
#include "seal/people.h"
#include "sound/files.h"
#include "sound/loudness.h"
#include "staff/jobs.h"
#include "staff/station.h"
#include "tests/fakes/fakesnd.h"
#include "tests/test.h"
#include "tests/unit/content_tree.h"
#include "tests/unit/signals.h"
#include "tests/unit/voices_dir.h"

/* ---- the conversation ------------------------------------------------------------------ */

struct talk {
    struct work works[4];
    struct worklist list;
    struct recordings_speaker speakers[1];
    struct booth_plan plan;
    struct booth booth;
    struct booth_effects effects;
    struct booth_view view;
};

static void talk_init(struct talk *talk) {
    memset(talk, 0, sizeof *talk);
    static const char *const sentences[] = {"Quay lại.", "Mất 8.000 đồng.", "Nghe lại.", "10"};
    static const char *const units[] = {"ui.back", "birth.fee.copy#1", "ui.repeat", "number:câuv"};
    for (int i = 0; i < 4; i++) {
        talk->works[i] = (struct work){.unit = units[i], .vietnamese = sentences[i]};
    }
    talk->works[0].translation = "Traor";
    talk->works[0].draft = true;
    talk->works[3].translation = "câuv";
    talk->list = (struct worklist){.list = talk->works, .count = 4};
    talk->speakers[0] = (struct recordings_speaker){.key = "s1", .name = "Mỷ", .dialect = ""};
    talk->plan = (struct booth_plan){
        .worklist = &talk->list, .speakers = talk->speakers, .speaker_count = 1, .lang = "hmn"};
    booth_init(&talk->booth);
}

static void give(struct talk *talk, const struct booth_event *event) {
    booth_update(&talk->booth, &talk->plan, event, &talk->effects);
    booth_view(&talk->booth, &talk->plan, &talk->view);
}

static void press(struct talk *talk, enum booth_key key) {
    give(talk, &(struct booth_event){.kind = BOOTH_EV_KEY, .key = key});
}

static void write_text(struct talk *talk, const char *text) {
    struct booth_event event = {.kind = BOOTH_EV_TEXT};
    str_copy(event.text, sizeof event.text, text);
    give(talk, &event);
}

static void give_kind(struct talk *talk, enum booth_event_kind kind) {
    give(talk, &(struct booth_event){.kind = kind, .good = true});
}

static void give_take(struct talk *talk, enum microphone_end end, enum clip_verdict verdict) {
    give(talk, &(struct booth_event){.kind = BOOTH_EV_TAKE, .end = end, .verdict = verdict});
}

static bool has(const struct talk *talk, enum booth_effect effect) {
    for (int i = 0; i < talk->effects.count; i++) {
        if (talk->effects.list[i] == effect) {
            return true;
        }
    }
    return false;
}

/* Up to the first sentence. */
static void talk_begin(struct talk *talk) {
    talk_init(talk);
    give_kind(talk, BOOTH_EV_START);
    press(talk, BOOTH_KEY_YES);
    write_text(talk, "1");
    give_kind(talk, BOOTH_EV_SAVED);
    assert_int_equal(talk->booth.page, BOOTH_UNIT);
}

/* A take from the key that begins it to its verdict. */
static void talk_take(struct talk *talk, enum clip_verdict verdict) {
    press(talk, BOOTH_KEY_RECORD);
    assert_int_equal(talk->effects.list[0], BOOTH_FX_HUSH);
    assert_int_equal(talk->effects.list[1], BOOTH_FX_RECORD);
    assert_int_equal(talk->booth.page, BOOTH_STARTING);
    give_kind(talk, BOOTH_EV_LISTENING);
    assert_int_equal(talk->booth.page, BOOTH_RECORDING);
    press(talk, BOOTH_KEY_RECORD);
    assert_true(has(talk, BOOTH_FX_STOP));
    give_take(talk, MICROPHONE_STOPPED, verdict);
    assert_int_equal(talk->booth.page, BOOTH_JUDGED);
}

static void test_consent_first(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    give_kind(&talk, BOOTH_EV_START);
    assert_true(has(&talk, BOOTH_FX_SAY));
    assert_string_equal(talk.view.spoken, booth_consent());
    for (int key = 0; key < BOOTH_KEYS; key++) {
        if (key != BOOTH_KEY_YES && key != BOOTH_KEY_NO && key != BOOTH_KEY_QUIT) {
            press(&talk, (enum booth_key)key);
            assert_int_equal(talk.booth.page, BOOTH_CONSENT);
            assert_false(has(&talk, BOOTH_FX_RECORD));
        }
    }
    press(&talk, BOOTH_KEY_NO);
    assert_int_equal(talk.booth.page, BOOTH_END);
}

static void test_who_she_is(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    give_kind(&talk, BOOTH_EV_START);
    press(&talk, BOOTH_KEY_YES);
    assert_true(booth_wants_text(&talk.booth));
    assert_non_null(strstr(talk.view.body, "1. Mỷ"));
    write_text(&talk, "");
    assert_int_equal(talk.booth.note, BOOTH_NOTE_WHAT);
    write_text(&talk, "2"); /* nobody has that number */
    assert_int_equal(talk.booth.page, BOOTH_NAME);
    write_text(&talk, "99999999999999999999999");
    assert_int_equal(talk.booth.page, BOOTH_NAME);
    write_text(&talk, "Chị Dợ");
    assert_int_equal(talk.booth.page, BOOTH_DIALECT);
    write_text(&talk, "");
    assert_int_equal(talk.booth.page, BOOTH_LICENCE);
    write_text(&talk, "3");
    assert_int_equal(talk.booth.note, BOOTH_NOTE_WHAT);
    write_text(&talk, "2");
    assert_true(has(&talk, BOOTH_FX_SPEAKER));
    assert_string_equal(talk.booth.speaker.name, "Chị Dợ");
    assert_string_equal(booth_licence(talk.booth.speaker.licence)->name, "CC-BY-SA-4.0");
    assert_int_equal(talk.booth.speaker.known, LIBRARY_NONE);
    give(&talk, &(struct booth_event){.kind = BOOTH_EV_SAVED, .good = false});
    assert_int_equal(talk.booth.page, BOOTH_NAME);
    assert_int_equal(talk.booth.note, BOOTH_NOTE_NOT_SAVED);
    write_text(&talk, "1");
    assert_int_equal(talk.booth.speaker.known, 0);
    give_kind(&talk, BOOTH_EV_SAVED);
    assert_int_equal(talk.booth.page, BOOTH_UNIT);
    assert_string_equal(talk.view.body, "Quay lại.");
    assert_string_equal(talk.view.translation, "(bản nháp) Traor");
}

static void test_bad_takes_are_not_kept(void **state) {
    (void)state;
    static const enum clip_verdict bad[] = {CLIP_EMPTY, CLIP_CLIPPED, CLIP_QUIET, CLIP_NOISY};
    struct talk talk;
    talk_begin(&talk);
    for (size_t i = 0; i < 2 * sizeof bad / sizeof *bad; i++) {
        enum clip_verdict verdict = bad[i / 2];
        talk_take(&talk, verdict);
        assert_true(has(&talk, BOOTH_FX_ADVISE));
        assert_string_equal(talk.view.note, clip_advice(verdict).vi);
        press(&talk, BOOTH_KEY_KEEP);
        assert_false(has(&talk, BOOTH_FX_SAVE));
        assert_int_equal(talk.booth.page, BOOTH_JUDGED);
    }
}

/* Her language may need far fewer words: said twice, it is hers to decide. */
static void test_doubtful_takes_may_be_insisted_on(void **state) {
    (void)state;
    struct talk talk;
    talk_begin(&talk);
    talk_take(&talk, CLIP_TOO_SHORT);
    assert_false(booth_can_keep(&talk.booth));
    talk_take(&talk, CLIP_TOO_LONG);
    assert_false(booth_can_keep(&talk.booth));
    talk_take(&talk, CLIP_TOO_LONG);
    assert_true(booth_can_keep(&talk.booth));
    press(&talk, BOOTH_KEY_KEEP);
    assert_true(has(&talk, BOOTH_FX_SAVE));
    talk.works[0].done = true;
    give_kind(&talk, BOOTH_EV_SAVED);
    talk_take(&talk, CLIP_TOO_LONG); /* another sentence is doubted anew */
    assert_false(booth_can_keep(&talk.booth));
}

static void test_good_take_is_kept(void **state) {
    (void)state;
    struct talk talk;
    talk_begin(&talk);
    talk_take(&talk, CLIP_GOOD);
    assert_true(has(&talk, BOOTH_FX_PLAY));
    press(&talk, BOOTH_KEY_RECORD); /* the key that began it does not throw it away */
    assert_int_equal(talk.booth.page, BOOTH_JUDGED);
    press(&talk, BOOTH_KEY_PLAY);
    assert_true(has(&talk, BOOTH_FX_PLAY));
    press(&talk, BOOTH_KEY_KEEP);
    assert_true(has(&talk, BOOTH_FX_SAVE));
    give(&talk, &(struct booth_event){.kind = BOOTH_EV_SAVED, .good = false});
    assert_int_equal(talk.booth.page, BOOTH_JUDGED); /* the take is still in hand */
    press(&talk, BOOTH_KEY_KEEP);
    talk.works[0].done = true;
    give_kind(&talk, BOOTH_EV_SAVED);
    assert_int_equal(talk.booth.work_ix, 1);
    assert_int_equal(talk.booth.kept, 1);
    press(&talk, BOOTH_KEY_BACK);
    assert_int_equal(talk.booth.work_ix, 0);
    press(&talk, BOOTH_KEY_BACK);
    assert_int_equal(talk.booth.work_ix, 0);
    press(&talk, BOOTH_KEY_SKIP);
    press(&talk, BOOTH_KEY_SKIP);
    assert_int_equal(talk.booth.work_ix, 2);
    press(&talk, BOOTH_KEY_SKIP);
    assert_non_null(strstr(talk.view.body, "câuv"));
    press(&talk, BOOTH_KEY_SKIP); /* round to what was skipped */
    assert_int_equal(talk.booth.work_ix, 1);
    for (int i = 0; i < 4; i++) {
        talk.works[i].done = true;
    }
    press(&talk, BOOTH_KEY_SKIP);
    assert_int_equal(talk.booth.page, BOOTH_DONE);
    press(&talk, BOOTH_KEY_BACK);
    assert_int_equal(talk.booth.page, BOOTH_UNIT);
}

static void test_takes_that_break(void **state) {
    (void)state;
    static const struct {
        enum microphone_end end;
        enum booth_note note;
    } rows[] = {{MICROPHONE_LOST, BOOTH_NOTE_LOST},
                {MICROPHONE_NONE, BOOTH_NOTE_NO_MICROPHONE},
                {MICROPHONE_GAP, BOOTH_NOTE_GAP},
                {MICROPHONE_FULL, BOOTH_NOTE_FULL}};
    struct talk talk;
    talk_begin(&talk);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        press(&talk, BOOTH_KEY_RECORD);
        give_take(&talk, rows[i].end, CLIP_GOOD);
        assert_int_equal(talk.booth.page, BOOTH_UNIT);
        assert_int_equal(talk.booth.note, rows[i].note);
        assert_true(has(&talk, BOOTH_FX_ADVISE));
        assert_true(strlen(talk.view.note) > 10);
        press(&talk, BOOTH_KEY_KEEP);
        assert_false(has(&talk, BOOTH_FX_SAVE));
    }
    press(&talk, BOOTH_KEY_RECORD);
    press(&talk, BOOTH_KEY_QUIT);
    assert_true(has(&talk, BOOTH_FX_STOP));
    assert_int_equal(talk.booth.page, BOOTH_END);
    give_take(&talk, MICROPHONE_STOPPED, CLIP_GOOD);
    assert_int_equal(talk.booth.page, BOOTH_END);
}

static void test_expected_lengths(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    assert_int_equal(booth_expected_ms(&talk.works[0]), clip_expected_ms(1));
    assert_int_equal(booth_expected_ms(&talk.works[1]), clip_expected_ms(6));
    assert_int_equal(booth_expected_ms(&talk.works[2]), clip_expected_ms(2));
    assert_int_equal(booth_expected_ms(&talk.works[3]), clip_expected_ms(1));
}

/* Whatever happens in whatever order: nothing is recorded before a yes, nothing is
 * saved without a good take, and the page can be shown. */
static void test_any_events(void **state) {
    (void)state;
    static const char *const texts[] = {"", "1", "2", "7", "Mỷ"};
    uint32_t seed = 1;
    for (int round = 0; round < 300; round++) {
        struct talk talk;
        bool agreed = false, good = false;
        talk_init(&talk);
        give_kind(&talk, BOOTH_EV_START);
        for (int step = 0; step < 60; step++) {
            seed = seed * 1664525u + 1013904223u;
            struct booth_event event = {.kind = (enum booth_event_kind)(1 + (seed >> 8) % 6),
                                        .key = (enum booth_key)((seed >> 12) % BOOTH_KEYS),
                                        .end = (enum microphone_end)((seed >> 16) % 5),
                                        .verdict =
                                            (enum clip_verdict)((seed >> 20) % CLIP_VERDICTS),
                                        .good = seed >> 24 & 1};
            str_copy(event.text, sizeof event.text, texts[(seed >> 26) % 5]);
            agreed = agreed || (event.kind == BOOTH_EV_KEY && event.key == BOOTH_KEY_YES);
            good = good || event.kind == BOOTH_EV_TAKE;
            give(&talk, &event);
            assert_true(agreed || !(has(&talk, BOOTH_FX_RECORD) || has(&talk, BOOTH_FX_SPEAKER)));
            assert_true(good || !has(&talk, BOOTH_FX_SAVE));
            assert_true(talk.booth.work_ix < talk.list.count);
        }
    }
}

/* ---- whole sessions ----------------------------------------------------------------------- */

enum { PATIENCE_MS = 30000, SEEN_BYTES = 256 * 1024, TAKE_MS = 1700, VOICE_AT_MS = 350 };

/* A booth in a terminal of its own. */
struct terminal {
    struct tree tree;
    struct fakesnd_bench bench;
    struct library library;
    char pack[TREE_PATH_BYTES], recordings[TREE_PATH_BYTES], voices[TREE_PATH_BYTES];
    struct booth_config config;
    int (*booth)(const struct booth_config *config);
    pthread_t thread;
    int status;
    int keys, pages; /* our ends of the pipes */
    char seen[SEEN_BYTES];
    size_t used, looked;
    int heard; /* takes that the microphone heard to their end */
};

static void *run_booth(void *context) {
    struct terminal *t = context;
    t->status = t->booth(&t->config);
    fclose(t->config.out);
    return NULL;
}

static void enter_by(struct terminal *t, int (*booth)(const struct booth_config *config)) {
    t->booth = booth;
    int in[2], out[2];
    assert_int_equal(pipe(in), 0);
    assert_int_equal(pipe(out), 0);
    t->keys = in[1];
    t->pages = out[0];
    t->used = t->looked = 0;
    t->config = (struct booth_config){.lang = "hmn",
                                      .library = &t->library,
                                      .recordings_dir = t->recordings,
                                      .voices_dir = t->voices,
                                      .in = in[0],
                                      .out = fdopen(out[1], "w")};
    assert_int_equal(pthread_create(&t->thread, NULL, run_booth, t), 0);
}

static void enter(struct terminal *t) { enter_by(t, booth_run); }

/* Waits until the booth shows this, behind what was waited for before. */
static void until_shown(struct terminal *t, const char *text) {
    char *found;
    while (!(found = strstr(t->seen + t->looked, text))) {
        ssize_t got = read(t->pages, t->seen + t->used, SEEN_BYTES - 1 - t->used);
        if (got <= 0) {
            fail_msg("never shown: %s; but: %s", text, t->seen + t->looked);
        }
        t->used += (size_t)got;
        t->seen[t->used] = '\0';
    }
    t->looked = (size_t)(found - t->seen) + strlen(text);
}

static void type(struct terminal *t, const char *line) {
    assert_int_equal(write(t->keys, line, strlen(line)), strlen(line));
    assert_int_equal(write(t->keys, "\n", 1), 1);
}

static void leave_booth(struct terminal *t) {
    close(t->keys);
    pthread_join(t->thread, NULL);
    close(t->pages);
    close(t->config.in);
    assert_int_equal(t->status, 0);
}

static struct terminal *open_terminal(const char *voices) {
    struct terminal *t = calloc(1, sizeof *t);
    assert_non_null(t);
    tree_init(&t->tree);
    tree_path(&t->tree, "sample.pack", t->pack);
    tree_path(&t->tree, "recordings", t->recordings);
    snprintf(t->voices, sizeof t->voices, "%s/voices", voices);
    assert_int_equal(content_build(t->tree.content, t->tree.voices, t->pack, &t->tree.diag),
                     ERR_OK);
    assert_int_equal(pack_read(t->pack, &t->library), ERR_OK);
    fakesnd_open(&t->bench, 0);
    return t;
}

static void close_terminal(struct terminal *t) {
    fakesnd_close(&t->bench);
    library_fini(&t->library);
    tree_fini(&t->tree);
    free(t);
}

/* A take of a voice in noise: what the microphone hears next. */
static void will_hear(struct terminal *t, double voice_db, unsigned voice_ms, double noise_db) {
    size_t count = signals_frames(TAKE_MS);
    int16_t *samples = calloc(count, sizeof *samples);
    assert_non_null(samples);
    signals_noise(samples, count, noise_db);
    signals_voice(samples + signals_frames(VOICE_AT_MS), signals_frames(voice_ms), voice_db);
    fakesnd_speak(&t->bench, samples, count);
    free(samples);
}

static void until_heard(struct terminal *t) {
    int64_t late_ms = clock_mono_ms() + PATIENCE_MS;
    t->heard++;
    while (fakesnd_noted(&t->bench, "heard") < t->heard) {
        assert_true(clock_mono_ms() < late_ms);
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
}

static void speak(struct terminal *t, double voice_db, unsigned voice_ms, double noise_db) {
    will_hear(t, voice_db, voice_ms, noise_db);
    type(t, "");
    until_shown(t, "ĐANG GHI");
    until_heard(t);
    type(t, "");
}

/* The same at the desk, where words are chosen. */
static void speak_at_desk(struct terminal *t, double voice_db, unsigned voice_ms, double noise_db) {
    will_hear(t, voice_db, voice_ms, noise_db);
    type(t, "record");
    until_shown(t, "entry\tstop\t");
    until_heard(t);
    type(t, "stop");
}

/* How much has been heard aloud so far, in samples that are no silence. */
static size_t loud_samples(const struct terminal *t) {
    size_t count, loud = 0;
    int16_t *heard = fakesnd_heard(&t->bench, &count);
    for (size_t i = 0; i < count; i++) {
        loud += abs(heard[i]) > 300;
    }
    free(heard);
    return loud;
}

static void until_loud(const struct terminal *t, size_t samples) {
    int64_t late_ms = clock_mono_ms() + PATIENCE_MS;
    while (loud_samples(t) < samples) {
        assert_true(clock_mono_ms() < late_ms);
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    }
}

static void agree(struct terminal *t) {
    until_shown(t, "Cô bác có đồng ý không?");
    type(t, ""); /* nothing is recorded yet */
    type(t, "CÓ");
    until_shown(t, "Cô bác là ai?");
}

static void introduce(struct terminal *t) {
    agree(t);
    type(t, "Mỷ");
    type(t, "Mông Lềnh");
    until_shown(t, "2. ai cũng được dùng");
    type(t, "1");
    until_shown(t, "── Câu 1/");
}

static struct recordings kept_by(struct terminal *t) {
    struct recordings r;
    struct diag diag = {0};
    assert_int_equal(recordings_read(t->recordings, "hmn", &diag, &r), ERR_OK);
    return r;
}

/* The file of a take whose voice was `voice_ms` long: cut, and as loud as it should be. */
static void assert_file(struct terminal *t, const struct recording *recording, unsigned voice_ms) {
    struct arena arena = {0};
    struct diag diag = {0};
    struct files_sound sound;
    size_t bytes;
    const void *opus =
        recordings_load(t->recordings, "hmn", recording->file, &arena, &diag, &bytes);
    assert_non_null(opus);
    assert_int_equal(files_sound(opus, bytes, FILES_FRAMES_MAX, &sound), ERR_OK);
    struct loudness is = loudness_measure(sound.samples, sound.count, sound.rate_hz);
    assert_true(fabs(is.lufs + 16) <= 1);
    assert_true(is.true_peak_dbtp <= -0.5); /* the coder may add a little */
    assert_true(fabs(is.lufs - recording->lufs_tenths / 10.0) <= 0.1);
    assert_in_range(recording->ms, voice_ms + 180 - 100, voice_ms + 180 + 60);
    assert_in_range(sound.count, signals_frames(recording->ms), signals_frames(recording->ms + 1));
    files_sound_fini(&sound);
    arena_fini(&arena);
}

static void test_bad_takes_in_a_session(void **state) {
    struct terminal *t = open_terminal(*state);
    enter(t);
    introduce(t);
    speak(t, 0, 1000, -60);
    until_shown(t, clip_advice(CLIP_CLIPPED).vi);
    type(t, "g");
    speak(t, -48, 1000, -80);
    until_shown(t, clip_advice(CLIP_QUIET).vi);
    speak(t, -22, 1000, -36);
    until_shown(t, clip_advice(CLIP_NOISY).vi);
    speak(t, -22, 0, -80);
    until_shown(t, clip_advice(CLIP_EMPTY).vi);
    speak(t, -22, 100, -70);
    until_shown(t, clip_advice(CLIP_TOO_SHORT).vi);
    type(t, "g");
    type(t, "q");
    until_shown(t, "giữ được 0 câu");
    leave_booth(t);
    struct recordings r = kept_by(t);
    assert_int_equal(r.count, 0);
    assert_int_equal(r.speaker_count, 1);
    assert_string_equal(r.speakers[0].name, "Mỷ");
    assert_string_equal(r.speakers[0].licence, "kiosk-only");
    assert_int_equal(r.speakers[0].date, clock_day());
    recordings_fini(&r);
    close_terminal(t);
}

static void test_kept_and_resumed(void **state) {
    struct terminal *t = open_terminal(*state);
    enter(t);
    introduce(t);
    speak(t, -26, 1000, -70);
    until_shown(t, "g: giữ");
    until_loud(t, loud_samples(t) + 5000); /* she hears herself */
    type(t, "l");                          /* and wants it better */
    until_shown(t, "ĐANG GHI");
    until_heard(t);
    type(t, "");
    until_shown(t, "g: giữ");
    type(t, "g");
    until_shown(t, "── Câu 2/");
    until_shown(t, "đã xong 1");
    leave_booth(t); /* the terminal is closed */

    struct recordings r = kept_by(t);
    assert_int_equal(r.count, 1);
    assert_string_equal(r.list[0].speaker, "s1");
    assert_file(t, &r.list[0], 1000);
    recordings_fini(&r);

    enter(t); /* tomorrow */
    agree(t);
    until_shown(t, "1. Mỷ");
    type(t, "1");
    until_shown(t, "── Câu 2/");
    speak(t, -18, 1000, -65);
    until_shown(t, "g: giữ");
    type(t, "g");
    until_shown(t, "── Câu 3/");
    type(t, "q");
    until_shown(t, "giữ được 1 câu");
    leave_booth(t);
    r = kept_by(t);
    assert_int_equal(r.count, 2);
    assert_int_equal(r.speaker_count, 1);
    assert_file(t, &r.list[1], 1000);
    recordings_fini(&r);
    close_terminal(t);
}

static void test_microphone_vanishes(void **state) {
    struct terminal *t = open_terminal(*state);
    enter(t);
    introduce(t);
    speak(t, -24, 1000, -70);
    until_shown(t, "g: giữ");
    type(t, "g");
    until_shown(t, "── Câu 2/");
    will_hear(t, -24, 1000, -70);
    type(t, "");
    until_shown(t, "ĐANG GHI");
    fakesnd_switch(&t->bench, '1');
    until_shown(t, "Micrô vừa mất");
    type(t, "");
    until_shown(t, "Không thấy micrô");
    fakesnd_switch(&t->bench, '0');
    t->heard = fakesnd_noted(&t->bench, "heard");
    speak(t, -24, 1000, -70);
    until_shown(t, "g: giữ");
    type(t, "g");
    until_shown(t, "── Câu 3/");
    leave_booth(t);
    struct recordings r = kept_by(t);
    assert_int_equal(r.count, 2);
    assert_file(t, &r.list[0], 1000);
    assert_file(t, &r.list[1], 1000);
    recordings_fini(&r);
    close_terminal(t);
}

static void test_not_agreed(void **state) {
    struct terminal *t = open_terminal(*state);
    enter(t);
    until_shown(t, "Cô bác có đồng ý không?");
    until_loud(t, 10000); /* it is said, too */
    type(t, "không");
    until_shown(t, "giữ được 0 câu");
    leave_booth(t);
    assert_int_equal(access(t->recordings, F_OK), -1);
    assert_int_equal(fakesnd_noted(&t->bench, "heard"), 0);
    close_terminal(t);
}

static void test_nothing_to_do_there(void **state) {
    struct terminal *t = open_terminal(*state);
    FILE *out = fopen("/dev/null", "w");
    struct booth_config config = {.lang = "vi",
                                  .library = &t->library,
                                  .recordings_dir = t->recordings,
                                  .voices_dir = t->voices,
                                  .out = out};
    assert_int_equal(booth_run(&config), 1);
    config.lang = "xx";
    assert_int_equal(booth_run(&config), 1);
    fclose(out);
    close_terminal(t);
}

/* ---- at the staff's desk ----------------------------------------------------------------- */

static unsigned choices_of(struct talk *talk, unsigned part, struct booth_choice *choices) {
    talk->plan.touch = true;
    return booth_choices(&talk->booth, &talk->plan, part, choices);
}

static void choose(struct talk *talk, const char *label) {
    struct booth_choice choices[BOOTH_CHOICES_MAX];
    unsigned count = choices_of(talk, 0, choices);
    for (unsigned i = 0; i < count; i++) {
        if (strcmp(choices[i].label, label) == 0) {
            give(talk, &choices[i].event);
            return;
        }
    }
    fail_msg("nobody offers %s", label);
}

static void test_who_she_is_without_a_keyboard(void **state) {
    (void)state;
    struct booth_choice choices[BOOTH_CHOICES_MAX];
    struct talk talk;
    talk_init(&talk);
    talk.plan.touch = true;
    give_kind(&talk, BOOTH_EV_START);
    choose(&talk, "Đồng ý");
    assert_null(strstr(talk.view.body, "Gõ"));
    assert_int_equal(choices_of(&talk, 0, choices), 2);
    assert_string_equal(choices[0].label, "Mỷ");
    choose(&talk, "Người nói mới");
    assert_string_equal(talk.booth.speaker.name, "Giọng 1");
    choose(&talk, "Mông Lềnh");
    assert_string_equal(talk.booth.speaker.dialect, "Mông Lềnh");
    assert_null(strstr(talk.view.spoken, "Gõ"));
    choose(&talk, "Chỉ máy và loa Tiếng Bản");
    assert_string_equal(booth_licence(talk.booth.speaker.licence)->name, "kiosk-only");
    give_kind(&talk, BOOTH_EV_SAVED);
    assert_int_equal(talk.booth.page, BOOTH_UNIT);
}

static void test_many_speakers_are_offered_in_parts(void **state) {
    (void)state;
    struct booth_choice choices[BOOTH_CHOICES_MAX];
    struct recordings_speaker speakers[] = {{.name = "Giọng 1", .dialect = "Mông Lềnh"},
                                            {.name = "Giọng 2", .dialect = "Bản trên"},
                                            {.name = "a", .dialect = ""},
                                            {.name = "b", .dialect = "Bản dưới"},
                                            {.name = "c", .dialect = ""}};
    char name[BOOTH_TEXT_BYTES];
    struct talk talk;
    talk_init(&talk);
    talk.plan.speakers = speakers;
    talk.plan.speaker_count = 5;
    give_kind(&talk, BOOTH_EV_START);
    press(&talk, BOOTH_KEY_YES);
    assert_int_equal(choices_of(&talk, 0, choices), 6);
    assert_true(choices[5].more);
    assert_int_equal(choices_of(&talk, 1, choices), 3);
    assert_string_equal(choices[0].label, "c");
    assert_string_equal(choices[0].event.text, "5");
    assert_int_equal(choices_of(&talk, 2, choices), 6); /* round */
    booth_new_name(&talk.plan, name);
    assert_string_equal(name, "Giọng 3");
    choose(&talk, "Người nói mới");
    assert_int_equal(choices_of(&talk, 0, choices), 5); /* four at most, none twice */
    assert_string_equal(choices[3].label, "Bản dưới");
    choose(&talk, "Không nói");
    assert_string_equal(talk.booth.speaker.dialect, "");
}

/* A bad take is not offered to be kept; no choice of a page has the ref of another. */
static void test_only_what_can_be_done_is_offered(void **state) {
    (void)state;
    struct booth_choice choices[BOOTH_CHOICES_MAX];
    struct talk talk;
    talk_begin(&talk);
    talk_take(&talk, CLIP_QUIET);
    unsigned count = choices_of(&talk, 0, choices);
    assert_string_equal(choices[0].ref, "again");
    talk_take(&talk, CLIP_GOOD);
    count = choices_of(&talk, 0, choices);
    assert_string_equal(choices[0].ref, "keep");
    for (unsigned i = 0; i < count; i++) {
        for (unsigned j = 0; j < i; j++) {
            assert_string_not_equal(choices[i].ref, choices[j].ref);
        }
    }
    press(&talk, BOOTH_KEY_KEEP);
    assert_int_equal(choices_of(&talk, 0, choices), 0); /* it is being saved */
}

static void test_kept_at_the_desk(void **state) {
    struct terminal *t = open_terminal(*state);
    enter_by(t, booth_serve);
    until_shown(t, "clear\ntitle\tGhi tiếng nói\n");
    until_shown(t, "ask\n");
    type(t, "record"); /* is not offered */
    type(t, "yes");
    until_shown(t, "entry\ttext-0\tNgười nói mới");
    type(t, "text-0");
    until_shown(t, "\tKhông nói");
    type(t, "text-0");
    until_shown(t, "title\tAi được dùng");
    type(t, "text-0");
    until_shown(t, "title\tCâu 1/");
    speak_at_desk(t, -26, 1000, -70);
    until_shown(t, "entry\tkeep\t");
    type(t, "keep");
    until_shown(t, "title\tCâu 2/");
    type(t, "quit");
    until_shown(t, "giữ được 1 câu");
    leave_booth(t);
    struct recordings r = kept_by(t);
    assert_int_equal(r.count, 1);
    assert_string_equal(r.speakers[0].name, "Giọng 1");
    assert_string_equal(r.speakers[0].dialect, "Mông Lềnh");
    assert_file(t, &r.list[0], 1000);
    recordings_fini(&r);
    close_terminal(t);
}

/* The state of a machine with a key of its own, whose starter pack is the terminal's. */
/* Who acts is on the list of the staff. */
static void add_releaser(const struct terminal *t) {
    static const struct pin_limits quick = {1, 8192};
    struct people people;
    struct diag diag = {0};
    char path[TREE_PATH_BYTES];
    tree_path(&t->tree, "staff", path);
    assert_int_equal(people_load(path, 0, &people, &diag), ERR_OK);
    assert_int_equal(people_put(&people, PEOPLE_RELEASER, "Ví dụ 1", "482916", &quick), ERR_OK);
}

static void make_machine(const struct terminal *t) {
    char path[TREE_PATH_BYTES], to[TREE_PATH_BYTES];
    static const char *const folders[] = {"keys", "trust", "library"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        tree_path(&t->tree, folders[i], path);
        assert_int_equal(mkdir(path, 0755), 0);
    }
    setenv("TIENGBAN_STATE", t->tree.dir, 1);
    setenv("TIENGBAN_SHARE", t->tree.dir, 1);
    tree_path(&t->tree, "library/starter.pack", path);
    assert_int_equal(link(t->pack, path), 0);
    tree_path(&t->tree, "keys/commune", path);
    assert_int_equal(minisign_keygen(path, NULL, &MINISIGN_LIMITS, NULL), ERR_OK);
    tree_path(&t->tree, "keys/commune.pub", path);
    tree_path(&t->tree, "trust/commune-a.pub", to);
    assert_int_equal(rename(path, to), 0);
    add_releaser(t);
}

/* What the job says; it must end with `status`. */
static void job(const struct terminal *t, const char *name, const char *ref, int status,
                char said_out[SEEN_BYTES]) {
    struct jobs_config config = {.voices_dir = t->tree.voices,
                                 .by = "Ví dụ 1",
                                 .with = "",
                                 .ref = ref,
                                 .out = fmemopen(said_out, SEEN_BYTES, "w")};
    assert_non_null(config.out);
    int got = jobs_run(name, &config);
    fclose(config.out);
    if (got != status) {
        fail_msg("%s: %d: %s", name, got, said_out);
    }
}

/* How many recordings the kiosk would speak with, and whether `unit` is one. */
static unsigned shown_voices(const char *unit, bool *has_out) {
    struct station station;
    struct library now = {0};
    unsigned news;
    assert_int_equal(station_open(NULL, &station), ERR_OK);
    assert_int_equal(shelf_read(station.shelf, &now, &news), ERR_OK);
    int32_t ix = unit ? library_unit(&now, unit) : LIBRARY_NONE;
    *has_out = ix != LIBRARY_NONE &&
               library_spoken(&now, ix, library_language(&now, "hmn")) != LIBRARY_NONE;
    unsigned count = now.spoken_count;
    library_fini(&now);
    station_close(&station);
    return count;
}

/* A sentence that is on the disk as if she had spoken it in the booth. */
static void record_one(struct terminal *t) {
    enter_by(t, booth_serve);
    static const char *const refs[] = {"yes", "text-0", "text-0", "text-0"};
    for (size_t i = 0; i < sizeof refs / sizeof *refs; i++) {
        until_shown(t, "ask\n");
        type(t, refs[i]);
    }
    until_shown(t, "title\tCâu 1/");
    speak_at_desk(t, -26, 1000, -70);
    until_shown(t, "entry\tkeep\t");
    type(t, "keep");
    until_shown(t, "title\tCâu 2/");
    leave_booth(t);
}

static void test_what_was_recorded_goes_on_the_air(void **state) {
    struct terminal *t = open_terminal(*state);
    static char said[SEEN_BYTES];
    char path[TREE_PATH_BYTES], unit[128];
    bool has;
    make_machine(t);
    job(t, "languages", "", 0, said);
    assert_non_null(strstr(said, "entry\thmn\t"));
    assert_non_null(strstr(said, "đã thu 0 câu"));
    assert_null(strstr(said, "Phát giọng đã thu"));
    job(t, "air", "", 1, said);
    assert_non_null(strstr(said, "Chưa có câu nào"));
    record_one(t);
    struct recordings r = kept_by(t);
    snprintf(unit, sizeof unit, "%s", r.list[0].unit);
    recordings_fini(&r);
    job(t, "languages", "", 0, said);
    assert_non_null(strstr(said, "đã thu 1 câu"));
    assert_non_null(strstr(said, "Phát giọng đã thu"));
    job(t, "booth", ".", 0, said);
    assert_non_null(strstr(said, "đã thu 1 câu trong"));
    assert_int_equal(shown_voices(unit, &has), 0);
    job(t, "air", "", 0, said);
    assert_int_equal(shown_voices(unit, &has), 1);
    assert_true(has);

    tree_path(&t->tree, "recordings/hmn/index.tsv", path); /* she withdraws */
    assert_int_equal(unlink(path), 0);
    tree_path(&t->tree, "recordings/hmn/speakers.tsv", path);
    assert_int_equal(unlink(path), 0);
    job(t, "air", "", 0, said);
    assert_int_equal(shown_voices(NULL, &has), 0);
    job(t, "air", "", 1, said);
    close_terminal(t);
    unsetenv("TIENGBAN_STATE");
    unsetenv("TIENGBAN_SHARE");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_consent_first),
        cmocka_unit_test(test_who_she_is),
        cmocka_unit_test(test_bad_takes_are_not_kept),
        cmocka_unit_test(test_doubtful_takes_may_be_insisted_on),
        cmocka_unit_test(test_good_take_is_kept),
        cmocka_unit_test(test_takes_that_break),
        cmocka_unit_test(test_expected_lengths),
        cmocka_unit_test(test_any_events),
        cmocka_unit_test(test_not_agreed),
        cmocka_unit_test(test_bad_takes_in_a_session),
        cmocka_unit_test(test_kept_and_resumed),
        cmocka_unit_test(test_microphone_vanishes),
        cmocka_unit_test(test_nothing_to_do_there),
        cmocka_unit_test(test_who_she_is_without_a_keyboard),
        cmocka_unit_test(test_many_speakers_are_offered_in_parts),
        cmocka_unit_test(test_only_what_can_be_done_is_offered),
        cmocka_unit_test(test_kept_at_the_desk),
        cmocka_unit_test(test_what_was_recorded_goes_on_the_air),
    };
    return cmocka_run_group_tests(tests, build_voices, remove_voices);
}
