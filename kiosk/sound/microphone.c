#include "sound/microphone.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/diag.h"
#include "sound/capture.h"
#include "sound/device.h"
#include "sound/rate.h"

enum {
    STALL_MS = 500, /* no sample for so long: the device stands still */
    PACE_MS = 5,    /* between two looks for samples */
    OPEN_MS = 4000, /* a driver may take so long to open a device ... */
    HANG_MS = 300,  /* ... and so long to hand over samples that are there */
    WATCH_MS = 100,
    CANCEL_MS = 500,
    CLOSE_MS = 3000,
    BLOCKS = MICROPHONE_LEVEL_MS / CAPTURE_READ_MS,
    READ_MAX = CAPTURE_HZ_MAX * CAPTURE_READ_MS / 1000
};

/* The last blocks of the take, for the level. */
struct meter {
    uint16_t peak[BLOCKS];
    double mean[BLOCKS]; /* of squares */
    size_t next;
};

struct microphone {
    struct microphone_config config;
    /* shared */
    _Atomic uint32_t level;      /* peak << 16 | rms */
    _Atomic int64_t hopeless_ms; /* when a call of the driver hangs, 0 = none is made */
    _Atomic bool stop;           /* the take is to end */
    _Atomic bool quit;           /* everything is */
    pthread_mutex_t lock;        /* guards what follows and the sleeping */
    pthread_cond_t work;         /* the recording thread has something to do */
    pthread_cond_t over;         /* the keeper, or who closes, can go on */
    uint32_t asked;              /* number of the last take that was begun, 0 = none */
    uint32_t answered;           /* ... and of the last one that ended */
    bool gone;                   /* the recording thread */
    bool stuck;                  /* it does not come back from a driver */
    bool ended;                  /* the keeper */
    int16_t *samples;            /* of the last take, at MICROPHONE_RATE_HZ */
    size_t count;
    pthread_t keeper, recorder;
    /* recording thread; the keeper when that is gone */
    struct capture capture;
    struct meter meter;
    bool told;        /* LISTENING */
    uint32_t rate_hz; /* of raw */
    int16_t *raw;
    size_t raw_count, raw_max;
};

/* ---- waiting and waking ----------------------------------------------------------- */

static struct timespec mono_after(int64_t ms) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += (time_t)(ms / 1000);
    t.tv_nsec += (long)(ms % 1000) * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

static void wake(struct microphone *mic, pthread_cond_t *who) {
    pthread_mutex_lock(&mic->lock);
    pthread_cond_broadcast(who);
    pthread_mutex_unlock(&mic->lock);
}

static bool ending(struct microphone *mic) {
    return atomic_load(&mic->stop) || atomic_load(&mic->quit);
}

static void wait_for_samples(struct microphone *mic) {
    struct timespec until = mono_after(PACE_MS);
    pthread_mutex_lock(&mic->lock);
    if (!ending(mic)) {
        pthread_cond_timedwait(&mic->work, &mic->lock, &until);
    }
    pthread_mutex_unlock(&mic->lock);
}

/* ---- inside the driver: see player.c ------------------------------------------------ */

static void go_inside(struct microphone *mic, int64_t patience_ms) {
    atomic_store(&mic->hopeless_ms, clock_mono_ms() + patience_ms);
}

static void come_out(struct microphone *mic) { atomic_store(&mic->hopeless_ms, 0); }

static enum err start_capture(struct microphone *mic) {
    go_inside(mic, OPEN_MS);
    enum err err = capture_start(&mic->capture, MICROPHONE_RATE_HZ);
    come_out(mic);
    return err;
}

static long ask_ready(struct microphone *mic) {
    go_inside(mic, HANG_MS);
    long ready = capture_ready(&mic->capture);
    come_out(mic);
    return ready;
}

static enum err read_capture(struct microphone *mic, int16_t *samples, size_t count) {
    int before;
    go_inside(mic, HANG_MS);
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &before);
    enum err err = capture_read(&mic->capture, samples, count);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    come_out(mic);
    return err;
}

static void stop_capture(struct microphone *mic) {
    go_inside(mic, OPEN_MS);
    capture_stop(&mic->capture);
    come_out(mic);
}

/* ---- level ---------------------------------------------------------------------------- */

static void show_level(struct microphone *mic) {
    const struct meter *meter = &mic->meter;
    uint32_t peak = 0;
    double mean = 0;
    for (size_t i = 0; i < BLOCKS; i++) {
        peak = meter->peak[i] > peak ? meter->peak[i] : peak;
        mean += meter->mean[i] / BLOCKS;
    }
    atomic_store(&mic->level, peak << 16 | (uint32_t)lround(sqrt(mean)));
}

static void measure(struct microphone *mic, const int16_t *samples, size_t count) {
    struct meter *meter = &mic->meter;
    size_t ix = meter->next++ % BLOCKS;
    int peak = 0;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        int high = abs((int)samples[i]);
        peak = high > peak ? high : peak;
        sum += (double)high * high;
    }
    meter->peak[ix] = (uint16_t)peak;
    meter->mean[ix] = sum / (double)count;
    show_level(mic);
}

/* ---- a take ------------------------------------------------------------------------------ */

static void tell(struct microphone *mic, enum microphone_news news, int32_t value) {
    mic->config.report(mic->config.context, news, value);
}

/* An empty take, with room for a minute at the device's rate. */
static void begin_raw(struct microphone *mic) {
    mic->rate_hz = mic->capture.rate_hz;
    mic->raw_max = (size_t)mic->rate_hz * MICROPHONE_SECONDS_MAX;
    mic->raw = calloc(mic->raw_max, sizeof *mic->raw);
    if (!mic->raw) {
        abort();
    }
}

static void end_raw(struct microphone *mic) {
    free(mic->raw);
    mic->raw = NULL;
    mic->raw_count = mic->raw_max = 0;
    mic->told = false;
    mic->meter = (struct meter){0};
    atomic_store(&mic->level, 0);
}

/* The take as it is fetched. */
static int16_t *convert_raw(const struct microphone *mic, size_t *count_out) {
    *count_out = mic->raw_count ? rate_frames(mic->raw_count, mic->rate_hz, MICROPHONE_RATE_HZ) : 0;
    int16_t *samples = calloc(*count_out + 1, sizeof *samples);
    if (!samples) {
        abort();
    }
    if (*count_out) {
        rate_convert(mic->raw, mic->raw_count, mic->rate_hz, MICROPHONE_RATE_HZ, samples);
    }
    return samples;
}

/* Answers take `number`, unless somebody did. */
static void answer(struct microphone *mic, uint32_t number, int16_t *samples, size_t count,
                   enum microphone_end end) {
    pthread_mutex_lock(&mic->lock);
    bool mine = mic->answered < number;
    if (mine) {
        free(mic->samples);
        mic->samples = samples;
        mic->count = count;
        mic->answered = number;
    }
    pthread_mutex_unlock(&mic->lock);
    if (!mine) {
        free(samples);
    } else if (!atomic_load(&mic->quit)) {
        tell(mic, MICROPHONE_ENDED, (int32_t)end);
    }
}

static void finish(struct microphone *mic, uint32_t number, enum microphone_end end) {
    size_t count;
    int16_t *samples = convert_raw(mic, &count);
    end_raw(mic);
    answer(mic, number, samples, count, end);
}

/* Reads up to a block of what is ready. STOPPED: go on. */
static enum microphone_end read_block(struct microphone *mic, size_t ready) {
    int16_t block[READ_MAX];
    size_t count = (size_t)mic->rate_hz * CAPTURE_READ_MS / 1000;
    size_t room = mic->raw_max - mic->raw_count;
    count = ready < count ? ready : count;
    count = room < count ? room : count;
    enum err err = read_capture(mic, block, count);
    if (err == ERR_RETRY) {
        return MICROPHONE_LOST;
    }
    memcpy(mic->raw + mic->raw_count, block, count * sizeof *block);
    mic->raw_count += count;
    measure(mic, block, count);
    if (!mic->told) {
        mic->told = true;
        tell(mic, MICROPHONE_LISTENING, 0);
    }
    if (err) {
        return MICROPHONE_GAP;
    }
    return mic->raw_count == mic->raw_max ? MICROPHONE_FULL : MICROPHONE_STOPPED;
}

/* Reads until the take is to end, and then what the device still holds. */
static enum microphone_end read_take(struct microphone *mic) {
    const size_t block = (size_t)mic->rate_hz * CAPTURE_READ_MS / 1000;
    int64_t deadline_ms = clock_mono_ms() + STALL_MS;
    enum microphone_end end = MICROPHONE_STOPPED;
    while (end == MICROPHONE_STOPPED) {
        bool last = ending(mic);
        long ready = ask_ready(mic);
        if (ready < 0 || clock_mono_ms() >= deadline_ms) {
            return MICROPHONE_LOST;
        }
        if (last && ready < (long)block) {
            return ready > 0 ? read_block(mic, (size_t)ready) : MICROPHONE_STOPPED;
        }
        if (ready < (long)block) {
            wait_for_samples(mic);
            continue;
        }
        end = read_block(mic, (size_t)ready);
        deadline_ms = clock_mono_ms() + STALL_MS;
    }
    return end;
}

static void record(struct microphone *mic, uint32_t number) {
    if (start_capture(mic)) {
        diag_log("không thấy micrô; hãy cắm micrô rồi thử lại",
                 "no microphone; plug one in and try again");
        finish(mic, number, MICROPHONE_NONE);
        return;
    }
    begin_raw(mic);
    enum microphone_end end = read_take(mic);
    stop_capture(mic);
    if (end == MICROPHONE_LOST) {
        diag_log("micrô không còn hoạt động; hãy kiểm tra dây của micrô",
                 "the microphone stopped working; check its cable");
    }
    finish(mic, number, end);
}

/* ---- the recording thread ------------------------------------------------------------- */

static bool recording(const struct microphone *mic) { return mic->answered != mic->asked; }

/* One that was thought to be stuck has been given up. */
static bool leaving(struct microphone *mic) { return atomic_load(&mic->quit) || mic->stuck; }

/* Number of the take to be recorded; 0: leave. */
static uint32_t wait_for_work(struct microphone *mic) {
    pthread_mutex_lock(&mic->lock);
    while (!leaving(mic) && !recording(mic)) {
        pthread_cond_wait(&mic->work, &mic->lock);
    }
    uint32_t number = leaving(mic) ? 0 : mic->asked;
    pthread_cond_broadcast(&mic->over); /* the keeper begins to watch */
    pthread_mutex_unlock(&mic->lock);
    return number;
}

/* Runs when the thread ends, also when it was cancelled. */
static void leave(void *context) {
    struct microphone *mic = context;
    pthread_mutex_lock(&mic->lock);
    mic->gone = true;
    pthread_cond_broadcast(&mic->over);
    pthread_mutex_unlock(&mic->lock);
}

/* The nesting is inside pthread_cleanup_push. NOLINTNEXTLINE(readability-function-size) */
static void *recorder_main(void *context) {
    struct microphone *mic = context;
    int before;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    pthread_cleanup_push(leave, context);
    for (uint32_t number = wait_for_work(mic); number; number = wait_for_work(mic)) {
        record(mic, number);
    }
    pthread_cleanup_pop(true);
    return NULL;
}

/* ---- the keeper: starts the recording thread, and another one if a driver keeps it ---- */

static bool hangs(struct microphone *mic) {
    int64_t hopeless_ms = atomic_load(&mic->hopeless_ms);
    return hopeless_ms && clock_mono_ms() > hopeless_ms;
}

/* Sleeps until the recording thread is gone (true) or hangs (false); wakes only during
 * a take. */
static bool watch(struct microphone *mic) {
    pthread_mutex_lock(&mic->lock);
    while (!mic->gone && !hangs(mic)) {
        struct timespec until = mono_after(WATCH_MS);
        if (recording(mic)) {
            pthread_cond_timedwait(&mic->over, &mic->lock, &until);
        } else {
            pthread_cond_wait(&mic->over, &mic->lock);
        }
    }
    bool gone = mic->gone;
    pthread_mutex_unlock(&mic->lock);
    return gone;
}

/* True if the thread went within the time. */
static bool wait_for_leave(struct microphone *mic, int64_t ms) {
    struct timespec until = mono_after(ms);
    int late = 0;
    pthread_mutex_lock(&mic->lock);
    while (!mic->gone && !late) {
        late = pthread_cond_timedwait(&mic->over, &mic->lock, &until);
    }
    bool gone = mic->gone;
    pthread_mutex_unlock(&mic->lock);
    return gone;
}

static uint32_t number_asked(struct microphone *mic) {
    pthread_mutex_lock(&mic->lock);
    uint32_t number = mic->asked;
    pthread_mutex_unlock(&mic->lock);
    return number;
}

static void set_stuck(struct microphone *mic, bool stuck) {
    pthread_mutex_lock(&mic->lock);
    mic->stuck = stuck;
    pthread_mutex_unlock(&mic->lock);
}

/* A read is cancelled at once; a thread that opens or closes a device cannot be, so
 * its take is answered without it. */
static void rescue(struct microphone *mic) {
    uint32_t number = number_asked(mic);
    pthread_cancel(mic->recorder);
    if (!wait_for_leave(mic, CANCEL_MS)) {
        set_stuck(mic, true);
        answer(mic, number, NULL, 0, MICROPHONE_LOST);
    }
    pthread_join(mic->recorder, NULL);
    come_out(mic);
    if (mic->capture.attached) {
        capture_abandon(&mic->capture);
    }
    capture_stop(&mic->capture);
    set_stuck(mic, false);
    finish(mic, number, MICROPHONE_LOST);
}

/* One life of the recording thread; false if it cannot be started. */
static bool keep(struct microphone *mic) {
    mic->gone = false;
    int err = pthread_create(&mic->recorder, NULL, recorder_main, mic);
    if (err) {
        diag_log("không mở được luồng ghi âm (%s)", "cannot start the recording thread (%s)",
                 strerror(err));
        set_stuck(mic, true);
        answer(mic, number_asked(mic), NULL, 0, MICROPHONE_NONE);
        return false;
    }
    if (watch(mic)) {
        pthread_join(mic->recorder, NULL);
    } else {
        rescue(mic);
    }
    return true;
}

static void *keeper_main(void *context) {
    struct microphone *mic = context;
    bool kept = true;
    while (kept && !atomic_load(&mic->quit)) {
        kept = keep(mic);
    }
    pthread_mutex_lock(&mic->lock);
    mic->ended = true;
    pthread_cond_broadcast(&mic->over);
    pthread_mutex_unlock(&mic->lock);
    return NULL;
}

/* ---- lifetime --------------------------------------------------------------------------- */

static void free_microphone(struct microphone *mic) {
    pthread_cond_destroy(&mic->over);
    pthread_cond_destroy(&mic->work);
    pthread_mutex_destroy(&mic->lock);
    free(mic->samples);
    free(mic->raw);
    free(mic);
}

static struct microphone *new_microphone(const struct microphone_config *config) {
    pthread_condattr_t monotonic;
    struct microphone *mic = calloc(1, sizeof *mic);
    if (!mic) {
        abort();
    }
    mic->config = *config;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&mic->lock, NULL);
    pthread_cond_init(&mic->work, &monotonic);
    pthread_cond_init(&mic->over, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return mic;
}

enum err microphone_open(const struct microphone_config *config,
                         struct microphone **microphone_out) {
    struct microphone *mic = new_microphone(config);
    device_prepare();
    int err = pthread_create(&mic->keeper, NULL, keeper_main, mic);
    if (err) {
        diag_log("không mở được luồng ghi âm (%s)", "cannot start the recording thread (%s)",
                 strerror(err));
        free_microphone(mic);
        return ERR_DEGRADE;
    }
    *microphone_out = mic;
    return ERR_OK;
}

static bool wait_for_end(struct microphone *mic) {
    struct timespec until = mono_after(CLOSE_MS);
    int late = 0;
    pthread_mutex_lock(&mic->lock);
    while (!mic->ended && !late) {
        late = pthread_cond_timedwait(&mic->over, &mic->lock, &until);
    }
    bool ended = mic->ended;
    pthread_mutex_unlock(&mic->lock);
    return ended;
}

void microphone_close(struct microphone *microphone) {
    if (!microphone) {
        return;
    }
    atomic_store(&microphone->quit, true);
    wake(microphone, &microphone->work);
    wake(microphone, &microphone->over);
    if (!wait_for_end(microphone)) {
        diag_log("trình điều khiển micrô không trả lời; bỏ qua",
                 "the microphone's driver does not answer; leaving it");
        pthread_detach(microphone->keeper);
        return;
    }
    pthread_join(microphone->keeper, NULL);
    free_microphone(microphone);
}

/* ---- takes -------------------------------------------------------------------------------- */

void microphone_start(struct microphone *microphone) {
    pthread_mutex_lock(&microphone->lock);
    assert(!recording(microphone));
    uint32_t number = ++microphone->asked;
    bool stuck = microphone->stuck;
    atomic_store(&microphone->stop, false);
    pthread_cond_broadcast(&microphone->work);
    pthread_mutex_unlock(&microphone->lock);
    if (stuck) {
        answer(microphone, number, NULL, 0, MICROPHONE_NONE);
    }
}

void microphone_stop(struct microphone *microphone) {
    atomic_store(&microphone->stop, true);
    wake(microphone, &microphone->work);
}

size_t microphone_take(struct microphone *microphone, const int16_t **samples_out) {
    pthread_mutex_lock(&microphone->lock);
    *samples_out = microphone->samples;
    size_t count = microphone->count;
    pthread_mutex_unlock(&microphone->lock);
    return count;
}

struct microphone_level microphone_level(struct microphone *microphone) {
    uint32_t level = atomic_load(&microphone->level);
    return (struct microphone_level){.peak = (uint16_t)(level >> 16), .rms = (uint16_t)level};
}
