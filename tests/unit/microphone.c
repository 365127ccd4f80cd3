/* The microphone on a sound device that hears a file. */
#include "sound/microphone.h"

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "base/clock.h"
#include "tests/fakes/fakesnd.h"
#include "tests/test.h"
#include "tests/unit/signals.h"

enum { PATIENCE_MS = 20000, NEWS_MAX = 32 };

struct news {
    enum microphone_news kind;
    int32_t value;
};

struct scene {
    struct fakesnd_bench bench;
    struct microphone *mic;
    pthread_mutex_t lock;
    pthread_cond_t arrived;
    struct news news[NEWS_MAX];
    size_t count, seen;
};

static void on_report(void *context, enum microphone_news kind, int32_t value) {
    struct scene *scene = context;
    pthread_mutex_lock(&scene->lock);
    if (scene->count < NEWS_MAX) {
        scene->news[scene->count++] = (struct news){kind, value};
    }
    pthread_cond_signal(&scene->arrived);
    pthread_mutex_unlock(&scene->lock);
}

/* The next report, or a failed test. */
static struct news next_news(struct scene *scene) {
    struct timespec until;
    int late = 0;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_MS / 1000;
    pthread_mutex_lock(&scene->lock);
    while (scene->seen == scene->count && !late) {
        late = pthread_cond_timedwait(&scene->arrived, &scene->lock, &until);
    }
    bool has = scene->seen < scene->count;
    struct news news = has ? scene->news[scene->seen++] : (struct news){0};
    pthread_mutex_unlock(&scene->lock);
    assert_true(has);
    return news;
}

static void expect(struct scene *scene, enum microphone_news kind, int32_t value) {
    struct news news = next_news(scene);
    assert_int_equal(news.kind, kind);
    assert_int_equal(news.value, value);
}

static void open_scene(struct scene *scene, int rate_hz, char first_state) {
    *scene = (struct scene){0};
    pthread_mutex_init(&scene->lock, NULL);
    pthread_cond_init(&scene->arrived, NULL);
    fakesnd_open(&scene->bench, rate_hz);
    fakesnd_switch(&scene->bench, first_state);
    struct microphone_config config = {.report = on_report, .context = scene};
    assert_int_equal(microphone_open(&config, &scene->mic), ERR_OK);
}

static void close_scene(struct scene *scene) {
    microphone_close(scene->mic);
    assert_int_equal(scene->seen, scene->count); /* nothing was said that nobody expected */
    fakesnd_close(&scene->bench);
    pthread_mutex_destroy(&scene->lock);
    pthread_cond_destroy(&scene->arrived);
}

/* Never zero, and no two places look alike. */
static int16_t sample_at(size_t i) {
    return (int16_t)((((uint32_t)i * 2654435761u) >> 18) % 16000 + 1);
}

static void speak_counted(struct scene *scene, size_t count) {
    int16_t *samples = calloc(count, sizeof *samples);
    assert_non_null(samples);
    for (size_t i = 0; i < count; i++) {
        samples[i] = sample_at(i);
    }
    fakesnd_speak(&scene->bench, samples, count);
    free(samples);
}

static void until_noted(struct scene *scene, const char *what, int times) {
    int64_t late_ms = clock_mono_ms() + PATIENCE_MS;
    while (fakesnd_noted(&scene->bench, what) < times) {
        assert_true(clock_mono_ms() < late_ms);
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
}

/* The take is what was heard from its first sample on; returns its length. */
static size_t assert_exact(struct scene *scene, size_t spoken) {
    const int16_t *samples;
    size_t count = microphone_take(scene->mic, &samples);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(samples[i], i < spoken ? sample_at(i) : 0);
    }
    return count;
}

/* ---- tests --------------------------------------------------------------------------- */

static void test_take_is_exact(void **state) {
    (void)state;
    struct scene scene;
    size_t spoken = signals_frames(700);
    open_scene(&scene, 0, '0');
    for (int take = 1; take <= 3; take++) {
        speak_counted(&scene, spoken);
        microphone_start(scene.mic);
        expect(&scene, MICROPHONE_LISTENING, 0);
        until_noted(&scene, "heard", take);
        microphone_stop(scene.mic);
        expect(&scene, MICROPHONE_ENDED, MICROPHONE_STOPPED);
        assert_true(assert_exact(&scene, spoken) >= spoken);
        assert_int_equal(fakesnd_noted(&scene.bench, "close"), fakesnd_noted(&scene.bench, "open"));
    }
    close_scene(&scene);
}

static void test_stop_at_once(void **state) {
    (void)state;
    struct scene scene;
    const int16_t *samples;
    open_scene(&scene, 0, '0');
    assert_int_equal(microphone_take(scene.mic, &samples), 0);
    microphone_stop(scene.mic);
    microphone_start(scene.mic);
    microphone_stop(scene.mic);
    struct news news = next_news(&scene);
    if (news.kind == MICROPHONE_LISTENING) { /* it may have begun to */
        news = next_news(&scene);
    }
    assert_int_equal(news.kind, MICROPHONE_ENDED);
    assert_int_equal(news.value, MICROPHONE_STOPPED);
    close_scene(&scene);
}

static void test_level(void **state) {
    (void)state;
    struct scene scene;
    size_t count = signals_frames(30000);
    int16_t *samples = calloc(count, sizeof *samples);
    signals_tone(samples, count, SIGNALS_HZ, 1000, -20);
    open_scene(&scene, 0, '0');
    fakesnd_speak(&scene.bench, samples, count);
    assert_int_equal(microphone_level(scene.mic).peak, 0);
    microphone_start(scene.mic);
    expect(&scene, MICROPHONE_LISTENING, 0);
    struct microphone_level level = {0, 0};
    double wanted = signals_factor(-20);
    int64_t late_ms = clock_mono_ms() + PATIENCE_MS;
    while (fabs(level.rms - wanted) > 2 && clock_mono_ms() < late_ms) {
        level = microphone_level(scene.mic);
    }
    assert_true(fabs(level.rms - wanted) <= 2);
    assert_true(fabs(level.peak - wanted * sqrt(2)) < 4);
    microphone_stop(scene.mic);
    expect(&scene, MICROPHONE_ENDED, MICROPHONE_STOPPED);
    assert_int_equal(microphone_level(scene.mic).rms, 0);
    close_scene(&scene);
    free(samples);
}

static void test_other_rate(void **state) {
    (void)state;
    struct scene scene;
    const int16_t *take;
    size_t count = 44100;
    int16_t *samples = calloc(count, sizeof *samples), *wanted = calloc(48000, sizeof *wanted);
    signals_tone(samples, count, 44100, 3000, -12);
    signals_tone(wanted, 48000, 48000, 3000, -12);
    open_scene(&scene, 44100, '0');
    fakesnd_speak(&scene.bench, samples, count);
    microphone_start(scene.mic);
    expect(&scene, MICROPHONE_LISTENING, 0);
    until_noted(&scene, "heard", 1);
    microphone_stop(scene.mic);
    expect(&scene, MICROPHONE_ENDED, MICROPHONE_STOPPED);
    assert_true(microphone_take(scene.mic, &take) >= 48000);
    for (size_t i = 500; i < 47500; i++) {
        assert_in_range(take[i] - wanted[i] + 100, 90, 110);
    }
    close_scene(&scene);
    free(samples), free(wanted);
}

static void test_no_device_then_one(void **state) {
    (void)state;
    struct scene scene;
    const int16_t *samples;
    open_scene(&scene, 0, '1');
    speak_counted(&scene, 4800);
    microphone_start(scene.mic);
    expect(&scene, MICROPHONE_ENDED, MICROPHONE_NONE);
    assert_int_equal(microphone_take(scene.mic, &samples), 0);
    fakesnd_switch(&scene.bench, '0');
    microphone_start(scene.mic);
    expect(&scene, MICROPHONE_LISTENING, 0);
    until_noted(&scene, "heard", 1);
    microphone_stop(scene.mic);
    expect(&scene, MICROPHONE_ENDED, MICROPHONE_STOPPED);
    assert_true(assert_exact(&scene, 4800) >= 4800);
    close_scene(&scene);
}

/* The device breaks in the middle: what was heard is kept, and the next take works. */
static void break_and_mend(char how) {
    struct scene scene;
    size_t spoken = signals_frames(400);
    open_scene(&scene, 0, '0');
    speak_counted(&scene, spoken);
    microphone_start(scene.mic);
    expect(&scene, MICROPHONE_LISTENING, 0);
    until_noted(&scene, "heard", 1);
    fakesnd_switch(&scene.bench, how);
    expect(&scene, MICROPHONE_ENDED, MICROPHONE_LOST);
    assert_true(assert_exact(&scene, spoken) >= spoken);
    assert_int_equal(microphone_level(scene.mic).peak, 0);
    fakesnd_switch(&scene.bench, '0');
    microphone_start(scene.mic);
    expect(&scene, MICROPHONE_LISTENING, 0);
    until_noted(&scene, "heard", 2);
    microphone_stop(scene.mic);
    expect(&scene, MICROPHONE_ENDED, MICROPHONE_STOPPED);
    assert_true(assert_exact(&scene, spoken) >= spoken);
    close_scene(&scene);
}

static void test_unplugged(void **state) {
    (void)state;
    break_and_mend('1');
}

static void test_clock_stands_still(void **state) {
    (void)state;
    break_and_mend('2');
}

#ifndef __SANITIZE_ADDRESS__
/* Costs a thread its life, which the address sanitizer does not survive. */
static void test_unplugged_within_a_read(void **state) {
    (void)state;
    break_and_mend('3');
}
#endif

static void test_closed_during_a_take(void **state) {
    (void)state;
    struct scene scene;
    open_scene(&scene, 0, '0');
    microphone_start(scene.mic);
    expect(&scene, MICROPHONE_LISTENING, 0);
    close_scene(&scene);
    microphone_close(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_take_is_exact),
        cmocka_unit_test(test_stop_at_once),
        cmocka_unit_test(test_level),
        cmocka_unit_test(test_other_rate),
        cmocka_unit_test(test_no_device_then_one),
        cmocka_unit_test(test_unplugged),
        cmocka_unit_test(test_clock_stands_still),
        cmocka_unit_test(test_closed_during_a_take),
#ifndef __SANITIZE_ADDRESS__
        cmocka_unit_test(test_unplugged_within_a_read),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
