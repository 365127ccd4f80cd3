/* The player on a sound device whose file is the timeline of what was heard. */
#include "sound/player.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "sound/chime.h"
#include "sound/resample.h"
#include "tests/fakes/fakesnd.h"
#include "tests/test.h"

enum { PATIENCE_MS = 10000, NEWS_MAX = 64 };

/* What the player reported, in order. */
struct news {
    enum player_news kind;
    uint32_t utterance;
    int32_t value;
};

struct scene {
    struct fakesnd_bench bench;
    struct player *player;
    pthread_mutex_t lock;
    pthread_cond_t arrived;
    struct news news[NEWS_MAX];
    size_t count, seen;
    pid_t thread; /* the one that reports */
};

static void on_report(void *context, enum player_news kind, uint32_t utterance, int32_t value) {
    struct scene *scene = context;
    pthread_mutex_lock(&scene->lock);
    scene->thread = (pid_t)syscall(SYS_gettid);
    if (scene->count < NEWS_MAX) {
        scene->news[scene->count++] = (struct news){kind, utterance, value};
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
    struct news news = scene->news[scene->seen];
    bool has = scene->seen < scene->count;
    scene->seen += has;
    pthread_mutex_unlock(&scene->lock);
    assert_true(has);
    return news;
}

static void expect(struct scene *scene, enum player_news kind, uint32_t utterance, int32_t value) {
    struct news news = next_news(scene);
    assert_int_equal(news.kind, kind);
    assert_int_equal(news.utterance, utterance);
    assert_int_equal(news.value, value);
}

static void open_scene(struct scene *scene, int rate_hz, char first_state) {
    *scene = (struct scene){0};
    pthread_mutex_init(&scene->lock, NULL);
    pthread_cond_init(&scene->arrived, NULL);
    fakesnd_open(&scene->bench, rate_hz);
    fakesnd_switch(&scene->bench, first_state);
    struct player_config config = {
        .ring_samples = 4000, .ring_marks = 8, .report = on_report, .context = scene};
    assert_int_equal(player_open(&config, &scene->player), ERR_OK);
    expect(scene, PLAYER_SOUND, 0, first_state == '0');
}

static void close_scene(struct scene *scene) {
    player_close(scene->player);
    fakesnd_close(&scene->bench);
    pthread_mutex_destroy(&scene->lock);
    pthread_cond_destroy(&scene->arrived);
}

/* Samples that are never zero and never repeat soon: what is heard can be told
 * from silence, and a lost one is noticed. */
static int16_t sample_at(uint32_t voice, size_t i) {
    uint32_t mixed = ((uint32_t)i * 2654435761u) >> 20;
    return (int16_t)(voice * 5000 + mixed % 4000 + 1);
}

static bool put_samples(struct player *player, uint32_t ticket, uint32_t voice, size_t from,
                        size_t to) {
    int16_t block[500];
    while (from < to) {
        size_t count = to - from < 500 ? to - from : 500;
        for (size_t i = 0; i < count; i++) {
            block[i] = sample_at(voice, from + i);
        }
        if (!player_write(player, ticket, block, count)) {
            return false;
        }
        from += count;
    }
    return true;
}

/* One utterance of two prompts; false if it was hushed on the way. */
static bool utter(struct player *player, uint32_t utterance, size_t count) {
    uint32_t ticket = player_ticket(player);
    return player_begin(player, ticket, utterance) && player_prompt(player, ticket, utterance, 0) &&
           put_samples(player, ticket, utterance, 0, count / 2) &&
           player_prompt(player, ticket, utterance, 1) &&
           put_samples(player, ticket, utterance, count / 2, count) &&
           player_end(player, ticket, utterance);
}

static void expect_whole(struct scene *scene, uint32_t utterance) {
    expect(scene, PLAYER_SPEAKING, utterance, 0);
    expect(scene, PLAYER_SPEAKING, utterance, 1);
    expect(scene, PLAYER_SPOKEN, utterance, 0);
}

static size_t find_voice(const int16_t *heard, size_t count, uint32_t voice) {
    size_t at = 0;
    while (at < count && heard[at] / 5000 != (int)voice) {
        at++;
    }
    return at;
}

/* Every sample of the utterance was heard once, in order, without a gap. */
static void assert_heard(struct scene *scene, uint32_t voice, size_t length) {
    size_t count;
    int16_t *heard = fakesnd_heard(&scene->bench, &count);
    size_t at = find_voice(heard, count, voice);
    assert_true(at + length <= count);
    for (size_t i = 0; i < length; i++) {
        assert_int_equal(heard[at + i], sample_at(voice, i));
    }
    free(heard);
}

/* ---- tests --------------------------------------------------------------------- */

static void test_handed_is_heard(void **state) {
    (void)state;
    struct scene scene;
    open_scene(&scene, 0, '0');
    assert_true(utter(scene.player, 1, PLAYER_RATE_HZ));
    expect_whole(&scene, 1);
    assert_heard(&scene, 1, PLAYER_RATE_HZ);
    assert_true(utter(scene.player, 2, 100));
    expect_whole(&scene, 2);
    assert_heard(&scene, 2, 100);
    assert_true(utter(scene.player, 3, 2));
    expect_whole(&scene, 3);
    assert_heard(&scene, 3, 2);
    close_scene(&scene);
}

static void test_empty_utterance_ends(void **state) {
    (void)state;
    struct scene scene;
    open_scene(&scene, 0, '0');
    uint32_t ticket = player_ticket(scene.player);
    player_begin(scene.player, ticket, 9);
    player_end(scene.player, ticket, 9);
    expect(&scene, PLAYER_SPOKEN, 9, 0);
    close_scene(&scene);
}

static void *utter_long(void *context) {
    struct scene *scene = context;
    utter(scene->player, 1, 30 * PLAYER_RATE_HZ);
    return NULL;
}

static size_t last_of_voice(const int16_t *heard, size_t count, uint32_t voice) {
    while (count > 0 && heard[count - 1] / 5000 != (int)voice) {
        count--;
    }
    return count;
}

static void test_hush(void **state) {
    (void)state;
    struct scene scene;
    pthread_t producer;
    size_t count;
    open_scene(&scene, 0, '0');
    pthread_create(&producer, NULL, utter_long, &scene);
    expect(&scene, PLAYER_SPEAKING, 1, 0);
    int64_t before_ms = clock_mono_ms();
    player_ticket(scene.player);
    int64_t call_ms = clock_mono_ms() - before_ms;
    pthread_join(producer, NULL); /* a producer that waits for room goes on at once */
    assert_true(utter(scene.player, 2, 4000));
    expect_whole(&scene, 2);
    int16_t *heard = fakesnd_heard(&scene.bench, &count);
    size_t last = last_of_voice(heard, count, 1);
    int64_t silent_ms =
        fakesnd_start_ms(&scene.bench) + (int64_t)last * 1000 / PLAYER_RATE_HZ - before_ms;
    print_message("hush to silence: %d ms\n", (int)silent_ms);
    assert_true(call_ms < 100);
    assert_true(silent_ms < 100);
    assert_true(last < find_voice(heard, count, 2));
    free(heard);
    assert_heard(&scene, 2, 4000);
    close_scene(&scene);
}

static double cpu_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void pause_ms(long ms) {
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&t, NULL);
}

static void test_unplug_and_replug(void **state) {
    (void)state;
    struct scene scene;
    pthread_t producer;
    open_scene(&scene, 0, '0');
    pthread_create(&producer, NULL, utter_long, &scene);
    expect(&scene, PLAYER_SPEAKING, 1, 0);
    fakesnd_switch(&scene.bench, '1');
    expect(&scene, PLAYER_SOUND, 0, 0);
    /* The rest of the utterance has nothing to be played on: it ends. */
    expect(&scene, PLAYER_SPOKEN, 1, 0);
    pthread_join(producer, NULL);
    double before_s = cpu_s();
    pause_ms(700); /* at least one look for the device */
    assert_true(cpu_s() - before_s < 0.35);
    assert_true(utter(scene.player, 2, 1000));
    expect(&scene, PLAYER_SPOKEN, 2, 0);
    fakesnd_switch(&scene.bench, '0');
    int64_t before_ms = clock_mono_ms();
    expect(&scene, PLAYER_SOUND, 0, 1);
    assert_true(clock_mono_ms() - before_ms < 3000);
    assert_true(utter(scene.player, 3, 1000));
    expect_whole(&scene, 3);
    assert_heard(&scene, 3, 1000);
    close_scene(&scene);
}

/* Unplugged while nothing plays: noticed by the next utterance, which ends. */
static void test_unplug_while_idle(void **state) {
    (void)state;
    struct scene scene;
    open_scene(&scene, 0, '0');
    fakesnd_switch(&scene.bench, '1');
    assert_true(utter(scene.player, 1, 1000));
    expect(&scene, PLAYER_SPEAKING, 1, 0);
    expect(&scene, PLAYER_SOUND, 0, 0);
    expect(&scene, PLAYER_SPOKEN, 1, 0);
    close_scene(&scene);
}

/* PortAudio prints a line for each turn of its circle. */
static int quiet_stderr(void) {
    int kept = dup(STDERR_FILENO);
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
    return kept;
}

static void restore_stderr(int kept) {
    dup2(kept, STDERR_FILENO);
    close(kept);
}

/* Unplugged after room was seen and before PortAudio looks: it never returns. */
static void test_unplug_within_a_write(void **state) {
    (void)state;
    struct scene scene;
    pthread_t producer;
    open_scene(&scene, 0, '0');
    pthread_create(&producer, NULL, utter_long, &scene);
    expect(&scene, PLAYER_SPEAKING, 1, 0);
    int kept = quiet_stderr();
    fakesnd_switch(&scene.bench, '3');
    expect(&scene, PLAYER_SOUND, 0, 0);
    restore_stderr(kept);
    expect(&scene, PLAYER_SPOKEN, 1, 0);
    pthread_join(producer, NULL);
    fakesnd_switch(&scene.bench, '0');
    expect(&scene, PLAYER_SOUND, 0, 1);
    assert_true(utter(scene.player, 2, 3000));
    expect_whole(&scene, 2);
    assert_heard(&scene, 2, 3000);
    close_scene(&scene);
}

static void test_stall(void **state) {
    (void)state;
    struct scene scene;
    pthread_t producer;
    open_scene(&scene, 0, '0');
    pthread_create(&producer, NULL, utter_long, &scene);
    expect(&scene, PLAYER_SPEAKING, 1, 0);
    fakesnd_switch(&scene.bench, '2');
    int64_t before_ms = clock_mono_ms();
    player_volume(scene.player, 3);
    player_chime(scene.player, CHIME_CALL);
    assert_true(clock_mono_ms() - before_ms < 100); /* nobody waits for the device */
    expect(&scene, PLAYER_SOUND, 0, 0);
    expect(&scene, PLAYER_SPOKEN, 1, 0);
    pthread_join(producer, NULL);
    fakesnd_switch(&scene.bench, '0');
    expect(&scene, PLAYER_SOUND, 0, 1);
    assert_true(utter(scene.player, 2, 3000));
    expect_whole(&scene, 2);
    assert_heard(&scene, 2, 3000);
    close_scene(&scene);
}

static void test_no_device_at_first(void **state) {
    (void)state;
    struct scene scene;
    open_scene(&scene, 0, '1');
    assert_false(player_audible(scene.player));
    assert_true(utter(scene.player, 1, 20000));
    expect(&scene, PLAYER_SPOKEN, 1, 0);
    fakesnd_switch(&scene.bench, '0');
    expect(&scene, PLAYER_SOUND, 0, 1);
    assert_true(player_audible(scene.player));
    close_scene(&scene);
}

/* How often the audio thread went to sleep so far. */
static long sleeps(const struct scene *scene) {
    char line[128];
    long count = -1;
    snprintf(line, sizeof line, "/proc/self/task/%d/status", (int)scene->thread);
    FILE *status = fopen(line, "r");
    assert_non_null(status);
    while (count < 0 && fgets(line, sizeof line, status)) {
        if (sscanf(line, "voluntary_ctxt_switches: %ld", &count) != 1) {
            count = -1;
        }
    }
    fclose(status);
    assert_true(count >= 0);
    return count;
}

/* The device is left to others and taken again, in the middle of an utterance, too;
 * nobody is told that it is gone, for it is not. */
static void test_rest(void **state) {
    (void)state;
    struct scene scene;
    pthread_t producer;
    open_scene(&scene, 0, '0');
    pthread_create(&producer, NULL, utter_long, &scene);
    expect(&scene, PLAYER_SPEAKING, 1, 0);
    assert_true(player_rest(scene.player, true));
    assert_int_equal(fakesnd_noted(&scene.bench, "open"), fakesnd_noted(&scene.bench, "close"));
    expect(&scene, PLAYER_SPOKEN, 1, 0);
    pthread_join(producer, NULL);
    assert_true(utter(scene.player, 2, 100));
    expect(&scene, PLAYER_SPOKEN, 2, 0);
    assert_true(player_rest(scene.player, true));
    assert_int_equal(fakesnd_noted(&scene.bench, "open"), fakesnd_noted(&scene.bench, "close"));
    int opened = fakesnd_noted(&scene.bench, "open");
    assert_true(player_rest(scene.player, false));
    int64_t late_ms = clock_mono_ms() + PATIENCE_MS;
    while (fakesnd_noted(&scene.bench, "open") == opened) {
        assert_true(clock_mono_ms() < late_ms);
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
    assert_true(utter(scene.player, 3, 100));
    expect_whole(&scene, 3);
    assert_heard(&scene, 3, 100);
    close_scene(&scene);
}

static void test_idle_does_not_wake(void **state) {
    (void)state;
    struct scene scene;
    open_scene(&scene, 0, '0');
    assert_true(utter(scene.player, 1, 1000));
    expect_whole(&scene, 1);
    pause_ms(100); /* the thread goes to sleep after its report */
    long before = sleeps(&scene);
    pause_ms(600);
    assert_int_equal(sleeps(&scene), before);
    close_scene(&scene);
}

static void test_volume(void **state) {
    (void)state;
    struct scene scene;
    size_t count;
    open_scene(&scene, 0, '0');
    player_volume(scene.player, 2);
    assert_true(utter(scene.player, 6, 400));
    expect_whole(&scene, 6);
    int16_t *heard = fakesnd_heard(&scene.bench, &count);
    size_t at = find_voice(heard, count, 3); /* 30,000 at half the level */
    for (size_t i = 0; i < 400; i++) {
        assert_int_equal(heard[at + i], sample_at(6, i) / 2);
    }
    free(heard);
    close_scene(&scene);
}

static int64_t energy(const int16_t *samples, size_t count) {
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += samples[i] < 0 ? -samples[i] : samples[i];
    }
    return sum;
}

static void test_chime_survives_a_hush(void **state) {
    (void)state;
    struct scene scene;
    size_t count, length = chime_frames(CHIME_CALL, PLAYER_RATE_HZ);
    int16_t said[500];
    int16_t *wanted = calloc(length, sizeof *wanted);
    for (size_t i = 0; i < 500; i++) {
        said[i] = sample_at(1, i);
    }
    chime_read(CHIME_CALL, PLAYER_RATE_HZ, 0, length, wanted);
    open_scene(&scene, 0, '0');
    player_chime(scene.player, CHIME_CALL);
    player_ticket(scene.player);
    assert_true(utter(scene.player, 1, 500)); /* said after the chime */
    expect_whole(&scene, 1);
    int16_t *heard = fakesnd_heard(&scene.bench, &count);
    assert_true(energy(wanted, length) > 1000000);
    assert_int_equal(energy(heard, count), energy(wanted, length) + energy(said, 500));
    free(heard);
    free(wanted);
    close_scene(&scene);
}

/* A device that knows only 48,000 Hz gets a line drawn between samples. */
static void test_other_rate(void **state) {
    (void)state;
    struct scene scene;
    size_t count;
    open_scene(&scene, 48000, '0');
    assert_true(utter(scene.player, 1, PLAYER_RATE_HZ / 2));
    expect_whole(&scene, 1);
    int16_t *heard = fakesnd_heard(&scene.bench, &count);
    size_t nonzero = 0;
    for (size_t i = 0; i < count; i++) {
        nonzero += heard[i] != 0;
    }
    free(heard);
    assert_in_range(nonzero, 23990, 24010);
    close_scene(&scene);
}

static void test_resample(void **state) {
    (void)state;
    struct resample resample;
    const int16_t in[] = {100, 200, 300, 200};
    const int16_t doubled[] = {0, 50, 100, 150, 200, 250, 300, 250};
    int16_t out[16];
    resample_init(&resample, 10, 20);
    assert_int_equal(resample_run(&resample, in, 4, out), 8);
    assert_memory_equal(out, doubled, sizeof doubled);
    resample_init(&resample, 10, 10);
    assert_int_equal(resample_run(&resample, in, 4, out), 4);
    assert_memory_equal(out, in, sizeof in);
    resample_init(&resample, 20, 10);
    size_t made = resample_run(&resample, in, 1, out);
    made += resample_run(&resample, in + 1, 3, out + made);
    assert_int_equal(made, 2);
    assert_true(resample_bound(&resample, 4) >= 2);
}

/* An argument chooses tests by pattern: `sound 'test_stall'`. */
/* A driver that is pulled away in the middle of a call keeps what PortAudio has of
 * it until the process ends: each test has a process of its own. */
static int run_each_alone(const char *program, const struct CMUnitTest *tests, size_t count) {
    int failed = 0;
    for (size_t i = 0; i < count; i++) {
        int status = -1;
        pid_t child = fork();
        if (child == 0) {
            execl(program, program, tests[i].name, (char *)NULL);
            _exit(127);
        }
        failed += child < 0 || waitpid(child, &status, 0) != child || status != 0;
    }
    return failed;
}

/* A driver that never returns costs a thread its life; the address sanitizer's
 * marks on the stack do not survive that, so that build leaves those tests to the
 * others. */
#ifdef __SANITIZE_ADDRESS__
static const bool threads_may_die = false;
#else
static const bool threads_may_die = true;
#endif

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resample),
        cmocka_unit_test(test_handed_is_heard),
        cmocka_unit_test(test_empty_utterance_ends),
        cmocka_unit_test(test_hush),
        cmocka_unit_test(test_unplug_while_idle),
        cmocka_unit_test(test_stall),
        cmocka_unit_test(test_no_device_at_first),
        cmocka_unit_test(test_rest),
        cmocka_unit_test(test_idle_does_not_wake),
        cmocka_unit_test(test_volume),
        cmocka_unit_test(test_chime_survives_a_hush),
        cmocka_unit_test(test_other_rate),
        cmocka_unit_test(test_unplug_and_replug), /* the last two cost a thread its life */
        cmocka_unit_test(test_unplug_within_a_write),
    };
    if (argc == 1) {
        size_t count = sizeof tests / sizeof *tests;
        return run_each_alone(argv[0], tests, threads_may_die ? count : count - 2);
    }
    cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests_name(argv[1], tests, NULL, NULL);
}
