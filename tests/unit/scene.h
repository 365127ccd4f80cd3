/* A stage for the tests that speak: a page built by hand → voice → the fake sound device,
 * and what was heard there. */
#ifndef TESTS_UNIT_SCENE_H
#define TESTS_UNIT_SCENE_H

#include "speech/speech.h"

#include <pthread.h>
#include <time.h>

#include "tests/fakes/fakesnd.h"
#include "tests/test.h"
#include "tests/unit/voices_dir.h"

enum { PATIENCE_S = 40, EVENTS_MAX = 64, RATE_HZ = 22050 };

struct scene {
    struct fakesnd_bench bench;
    struct speech *speech;
    struct page page;
    pthread_mutex_t lock;
    pthread_cond_t arrived;
    struct event events[EVENTS_MAX];
    size_t count, seen;
};

static inline void on_post(void *context, const struct event *event) {
    struct scene *scene = context;
    pthread_mutex_lock(&scene->lock);
    if (scene->count < EVENTS_MAX) {
        scene->events[scene->count++] = *event;
    }
    pthread_cond_signal(&scene->arrived);
    pthread_mutex_unlock(&scene->lock);
}

static inline struct event next_event(struct scene *scene) {
    struct timespec until;
    int late = 0;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    pthread_mutex_lock(&scene->lock);
    while (scene->seen == scene->count && !late) {
        late = pthread_cond_timedwait(&scene->arrived, &scene->lock, &until);
    }
    bool has = scene->seen < scene->count;
    struct event event = has ? scene->events[scene->seen++] : (struct event){0};
    pthread_mutex_unlock(&scene->lock);
    assert_true(has);
    return event;
}

static inline void expect(struct scene *scene, enum event_kind kind, uint32_t utterance,
                          int value) {
    struct event event = next_event(scene);
    assert_int_equal(event.kind, kind);
    assert_int_equal(event.utterance, utterance);
    assert_int_equal(event.value, value);
}

static inline void open_scene_of(struct scene *scene, void **state, char device,
                                 const struct library *library) {
    char voices[64];
    *scene = (struct scene){0};
    pthread_mutex_init(&scene->lock, NULL);
    pthread_cond_init(&scene->arrived, NULL);
    scene->page.text_used = 1;
    fakesnd_open(&scene->bench, 0);
    fakesnd_switch(&scene->bench, device);
    snprintf(voices, sizeof voices, "%s/voices", (const char *)*state);
    struct speech_config config = {
        .voices_dir = voices, .library = library, .post = on_post, .context = scene};
    assert_int_equal(speech_open(&config, &scene->speech), ERR_OK);
    expect(scene, EV_SOUND, 0, device == '0');
}

static inline void close_scene(struct scene *scene) {
    speech_close(scene->speech);
    fakesnd_close(&scene->bench);
    pthread_mutex_destroy(&scene->lock);
    pthread_cond_destroy(&scene->arrived);
}

/* ---- a page by hand ------------------------------------------------------------------- */

static inline void add_segment(struct page *page, enum segment_kind kind, int8_t lang_ix,
                               const char *text, int64_t value) {
    size_t bytes = strlen(text) + 1;
    page->segments[page->segment_count++] = (struct page_segment){
        .kind = kind, .lang_ix = lang_ix, .text_at = page->text_used, .value = value};
    memcpy(page->text + page->text_used, text, bytes);
    page->text_used = (uint16_t)(page->text_used + bytes);
    page->prompts[page->prompt_count - 1].segment_count++;
}

static inline void add_prompt(struct page *page, int8_t lang_ix, const char *text) {
    page->prompts[page->prompt_count++] =
        (struct page_prompt){.first_segment = page->segment_count, .spoken_ix = LIBRARY_NONE};
    add_segment(page, SEGMENT_TEXT, lang_ix, text, 0);
}

/* ---- what was heard ---------------------------------------------------------------------- */

struct heard {
    int16_t *samples;
    size_t count;
    size_t first, end; /* of what is not silence */
};

static inline struct heard listen(const struct scene *scene) {
    struct heard heard = {0};
    heard.samples = fakesnd_heard(&scene->bench, &heard.count);
    while (heard.first < heard.count && heard.samples[heard.first] == 0) {
        heard.first++;
    }
    heard.end = heard.count;
    while (heard.end > heard.first && heard.samples[heard.end - 1] == 0) {
        heard.end--;
    }
    return heard;
}

static inline size_t heard_count(const struct scene *scene) {
    struct heard heard = listen(scene);
    free(heard.samples);
    return heard.count;
}

static inline int ms_of(size_t frames) { return (int)(frames * 1000 / RATE_HZ); }

/* The longest silences inside, longest first. */
static inline void longest_pauses(const struct heard *heard, int *pauses_ms, size_t count) {
    size_t run = 0;
    memset(pauses_ms, 0, count * sizeof *pauses_ms);
    for (size_t i = heard->first; i <= heard->end; i++) {
        if (i < heard->end && heard->samples[i] == 0) {
            run++;
            continue;
        }
        int ms = ms_of(run);
        for (size_t k = 0; k < count; k++) {
            if (ms > pauses_ms[k]) {
                int lesser = pauses_ms[k];
                pauses_ms[k] = ms;
                ms = lesser;
            }
        }
        run = 0;
    }
}

#endif
