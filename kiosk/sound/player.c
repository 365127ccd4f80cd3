#include "sound/player.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/diag.h"
#include "sound/chime.h"
#include "sound/device.h"
#include "sound/ring.h"

enum {
    STALL_MS = 500, /* no sample taken for so long: the device stands still */
    PACE_MS = 5,    /* between two looks for room */
    CLOSE_MS = 2000,
    HANG_MS = 300, /* inside one call of a driver: it will not come back */
    WATCH_MS = 100,
    UNKNOWN = -1 /* whether there is a device */
};

/* How long to wait before looking for a device again: eager while somebody may
 * be plugging it back in, then rarely, since each look costs up to 30 ms. */
static const struct rhythm { int tries, wait_ms; } rhythms[] = {{20, 500}, {60, 1000}, {0, 5000}};

static_assert((int)PLAYER_RATE_HZ == (int)DEVICE_RATE_HZ, "one rate for all samples");

struct player {
    struct player_config config;
    /* shared */
    struct ring ring; /* producer → audio thread */
    _Atomic uint32_t ticket;
    _Atomic int volume;
    _Atomic int device_state;  /* 1, 0 or UNKNOWN; written by the audio thread */
    _Atomic int64_t inside_ms; /* when the audio thread went into the driver, 0 = it is out */
    _Atomic int chime;         /* enum chime that waits, CHIME_NONE */
    _Atomic bool quit;
    _Atomic bool rest;    /* the device is to be left to others */
    pthread_mutex_t lock; /* guards the sleeping of the threads and what follows */
    pthread_cond_t work;  /* the audio thread has something to do */
    pthread_cond_t room;  /* the producer can go on */
    pthread_cond_t over;  /* the keeper, or who closes, can go on */
    bool streaming;       /* a stream is open: the driver may hang */
    bool resting;         /* the audio thread has let go of the device */
    bool gone;            /* the audio thread */
    bool ended;           /* the keeper */
    pthread_t keeper, audio;
    /* audio thread */
    struct device device;
    struct ring_mark heard; /* the utterance at the read position */
    int tries;              /* to find a device, since the last one */
    int64_t next_try_ms;
    /* memory of the ring */
    struct ring_slot *slots;
    int16_t samples[];
};

/* ---- waiting and waking ------------------------------------------------------ */

static void wake(struct player *player, pthread_cond_t *who) {
    pthread_mutex_lock(&player->lock);
    pthread_cond_broadcast(who);
    pthread_mutex_unlock(&player->lock);
}

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

static bool asked(struct player *player) {
    return atomic_load(&player->quit) || atomic_load(&player->chime) || !ring_empty(&player->ring);
}

bool player_current(struct player *player, uint32_t ticket) {
    return atomic_load(&player->ticket) == ticket;
}

static bool attached(const struct player *player) { return player->device.attached; }

/* A stream whose utterance was hushed is closed at once. */
static bool stale(struct player *player) {
    return player->device.stream && !player_current(player, player->heard.ticket);
}

/* Until there is something to do, or it is time to look for a device again. */
static void wait_for_work(struct player *player) {
    int64_t wait_ms = player->next_try_ms - clock_mono_ms();
    struct timespec until = mono_after(wait_ms > 0 ? wait_ms : 0);
    int timed_out = 0;
    pthread_mutex_lock(&player->lock);
    while (!asked(player) && !stale(player) && !timed_out &&
           atomic_load(&player->rest) == player->resting) {
        bool content = attached(player) || player->resting;
        timed_out = content ? pthread_cond_wait(&player->work, &player->lock)
                            : pthread_cond_timedwait(&player->work, &player->lock, &until);
    }
    pthread_mutex_unlock(&player->lock);
}

/* ---- inside the driver ---------------------------------------------------------
 * PortAudio 19.6 never returns from a write if the device disappears after we saw
 * room and before it looks again: it turns in a circle that can only be left by
 * cancelling the thread. So the keeper watches how long a call takes, and writes
 * can be cancelled; nothing is locked or half done meanwhile. */

static void go_inside(struct player *player) { atomic_store(&player->inside_ms, clock_mono_ms()); }

static void come_out(struct player *player) { atomic_store(&player->inside_ms, 0); }

static void set_streaming(struct player *player, bool streaming) {
    pthread_mutex_lock(&player->lock);
    player->streaming = streaming;
    pthread_cond_broadcast(&player->over);
    pthread_mutex_unlock(&player->lock);
}

static enum err start_stream(struct player *player) {
    set_streaming(player, true);
    go_inside(player);
    enum err err = device_start(&player->device);
    come_out(player);
    return err;
}

static long ask_room(struct player *player) {
    go_inside(player);
    long room = device_room(&player->device);
    come_out(player);
    return room;
}

static enum err write_stream(struct player *player, const int16_t *samples, size_t count) {
    int before;
    go_inside(player);
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &before);
    enum err err = device_write(&player->device, samples, count);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    come_out(player);
    return err;
}

static void stop_stream(struct player *player) {
    go_inside(player);
    device_stop(&player->device);
    come_out(player);
    set_streaming(player, false);
}

/* ---- the device comes and goes ------------------------------------------------ */

static void tell_device(struct player *player, int state) {
    bool changed = atomic_exchange(&player->device_state, state) != state;
    if (changed && !atomic_load(&player->quit)) {
        player->config.report(player->config.context, PLAYER_SOUND, 0, state);
    }
    wake(player, &player->room);
}

static void schedule_try(struct player *player) {
    const struct rhythm *rhythm = rhythms;
    int tries = player->tries++;
    while (rhythm->tries && tries >= rhythm->tries) {
        tries -= rhythm->tries;
        rhythm++;
    }
    player->next_try_ms = clock_mono_ms() + rhythm->wait_ms;
}

static void lose_device(struct player *player) {
    stop_stream(player);
    device_detach(&player->device);
    if (atomic_load(&player->device_state) == 1) {
        diag_log("loa không còn hoạt động; đang tìm lại, hãy kiểm tra dây và nguồn của loa",
                 "the loudspeaker stopped working; looking for it, check its cable and power");
        player->tries = 0;
    }
    schedule_try(player);
    tell_device(player, 0);
}

/* Whether to go on with what is being played. */
typedef bool still_wanted(struct player *player);

static bool wanted_always(struct player *player) {
    return !atomic_load(&player->quit) && !atomic_load(&player->rest);
}

static bool wanted_current(struct player *player) {
    return wanted_always(player) && player_current(player, player->heard.ticket);
}

static void wait_for_room(struct player *player, still_wanted *wanted) {
    struct timespec until = mono_after(PACE_MS);
    pthread_mutex_lock(&player->lock);
    if (wanted(player)) {
        pthread_cond_timedwait(&player->work, &player->lock, &until);
    }
    pthread_mutex_unlock(&player->lock);
}

/* Waits until the device takes `count` samples. ERR_RETRY: it is gone or stands
 * still. Returns early with ERR_OK when the samples are no longer wanted. */
static enum err make_room(struct player *player, size_t count, still_wanted *wanted) {
    int64_t deadline_ms = clock_mono_ms() + STALL_MS;
    long best = 0;
    while (wanted(player)) {
        long room = ask_room(player);
        if (room < 0 || clock_mono_ms() >= deadline_ms) {
            return ERR_RETRY;
        }
        if ((size_t)room >= count) {
            return ERR_OK;
        }
        if (room > best) {
            best = room;
            deadline_ms = clock_mono_ms() + STALL_MS;
        }
        wait_for_room(player, wanted);
    }
    return ERR_OK;
}

static void amplify(int16_t *samples, size_t count, int level) {
    int divisor = 1 << (PLAYER_VOLUME_MAX - level);
    for (size_t i = 0; divisor > 1 && i < count; i++) {
        samples[i] = (int16_t)(samples[i] / divisor);
    }
}

/* Hands samples over, opening the stream for the first ones. */
static enum err hand_over(struct player *player, const int16_t *samples, size_t count,
                          still_wanted *wanted) {
    enum err err = player->device.stream ? ERR_OK : start_stream(player);
    if (!err) {
        err = make_room(player, count, wanted);
    }
    if (!err && wanted(player)) {
        err = write_stream(player, samples, count);
    }
    return err;
}

/* Lets the tail be heard, then closes the stream. */
static enum err finish_stream(struct player *player, still_wanted *wanted) {
    static const int16_t silence[DEVICE_WRITE_FRAMES];
    size_t left = device_tail_frames(&player->device);
    enum err err = ERR_OK;
    while (!err && left > 0 && wanted(player)) {
        size_t count = left < DEVICE_WRITE_FRAMES ? left : DEVICE_WRITE_FRAMES;
        err = hand_over(player, silence, count, wanted);
        left -= count;
    }
    stop_stream(player);
    return err;
}

/* A device has to play a little silence before it is believed: one whose clock
 * stands still opens as if nothing were wrong. */
static enum err prove(struct player *player) {
    enum err err = start_stream(player);
    return err ? err : finish_stream(player, wanted_always);
}

/* Leaves the device to others, or looks for it at once. True while it is theirs. */
static bool rests(struct player *player) {
    bool rest = atomic_load(&player->rest);
    if (rest == player->resting) {
        return rest;
    }
    if (rest) {
        stop_stream(player);
        device_detach(&player->device);
    }
    player->tries = 0;
    player->next_try_ms = 0;
    pthread_mutex_lock(&player->lock);
    player->resting = rest;
    pthread_cond_broadcast(&player->over);
    pthread_mutex_unlock(&player->lock);
    return rest;
}

static void seek_device(struct player *player) {
    if (rests(player) || attached(player) || clock_mono_ms() < player->next_try_ms) {
        return;
    }
    if (device_attach(&player->device) || prove(player)) {
        lose_device(player);
        return;
    }
    player->tries = 0;
    if (wanted_always(player)) { /* else it had no time to prove itself */
        tell_device(player, 1);
    }
}

/* ---- playing ------------------------------------------------------------------ */

static void tell(struct player *player, enum player_news news) {
    if (!atomic_load(&player->quit) && player_current(player, player->heard.ticket)) {
        player->config.report(player->config.context, news, player->heard.utterance,
                              player->heard.value);
    }
}

static void end_utterance(struct player *player) {
    if (player->device.stream && finish_stream(player, wanted_current)) {
        lose_device(player);
    }
    tell(player, PLAYER_SPOKEN);
}

static void pass_mark(struct player *player, const struct ring_mark *mark) {
    player->heard = *mark;
    switch (mark->kind) {
    case RING_BEGIN:
        break;
    case RING_PROMPT:
        if (attached(player)) {
            tell(player, PLAYER_SPEAKING);
        }
        break;
    case RING_END:
        end_utterance(player);
        break;
    }
    wake(player, &player->room);
}

/* Plays or drops what lies before the next mark; false if there is nothing. */
static bool pass_samples(struct player *player) {
    int16_t samples[DEVICE_WRITE_FRAMES];
    size_t count = ring_read(&player->ring, DEVICE_WRITE_FRAMES, samples);
    if (count == 0) {
        return false;
    }
    wake(player, &player->room);
    if (attached(player) && wanted_current(player)) {
        amplify(samples, count, atomic_load(&player->volume));
        if (hand_over(player, samples, count, wanted_current)) {
            lose_device(player);
        }
    }
    return true;
}

static void play_chime(struct player *player, enum chime chime) {
    int16_t samples[DEVICE_WRITE_FRAMES];
    size_t length = attached(player) ? chime_frames(chime, DEVICE_RATE_HZ) : 0;
    enum err err = ERR_OK;
    stop_stream(player);
    for (size_t at = 0; !err && at < length && wanted_always(player);) {
        size_t count = length - at < DEVICE_WRITE_FRAMES ? length - at : DEVICE_WRITE_FRAMES;
        chime_read(chime, DEVICE_RATE_HZ, at, count, samples);
        err = hand_over(player, samples, count, wanted_always);
        at += count;
    }
    if (err || (player->device.stream && finish_stream(player, wanted_always))) {
        lose_device(player);
    }
}

static void step(struct player *player) {
    struct ring_mark mark;
    if (stale(player)) {
        stop_stream(player);
    } else if (atomic_load(&player->chime) != CHIME_NONE) {
        play_chime(player, (enum chime)atomic_exchange(&player->chime, CHIME_NONE));
    } else if (ring_take_mark(&player->ring, &mark)) {
        pass_mark(player, &mark);
    } else if (!pass_samples(player)) {
        wait_for_work(player);
    }
}

/* Runs when the audio thread ends, also when it was cancelled. */
static void leave(void *context) {
    struct player *player = context;
    pthread_mutex_lock(&player->lock);
    player->gone = true;
    pthread_cond_broadcast(&player->over);
    pthread_mutex_unlock(&player->lock);
}

static void play_until_quit(struct player *player) {
    if (attached(player)) { /* the thread before this one was lost in a write */
        device_abandon(&player->device);
        lose_device(player);
    }
    while (!atomic_load(&player->quit)) {
        seek_device(player);
        step(player);
    }
    stop_stream(player);
    device_detach(&player->device);
}

/* NOLINTNEXTLINE(readability-function-size): pthread_cleanup_push is made of loops */
/* The nesting is inside pthread_cleanup_push. NOLINTNEXTLINE(readability-function-size) */
static void *audio_main(void *context) {
    int before;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    pthread_cleanup_push(leave, context);
    play_until_quit(context);
    pthread_cleanup_pop(true);
    return NULL;
}

/* ---- the keeper: starts the audio thread, and another one if a driver keeps it -- */

static bool hangs(struct player *player) {
    int64_t since_ms = atomic_load(&player->inside_ms);
    return since_ms && clock_mono_ms() - since_ms > HANG_MS;
}

/* Sleeps until the audio thread is gone; wakes only while a stream is open. */
static void watch(struct player *player) {
    bool cancelled = false;
    pthread_mutex_lock(&player->lock);
    while (!player->gone) {
        struct timespec until = mono_after(WATCH_MS);
        if (player->streaming && !cancelled) {
            pthread_cond_timedwait(&player->over, &player->lock, &until);
        } else {
            pthread_cond_wait(&player->over, &player->lock);
        }
        if (!cancelled && hangs(player)) {
            cancelled = true;
            pthread_cancel(player->audio);
        }
    }
    pthread_mutex_unlock(&player->lock);
}

static void *keeper_main(void *context) {
    struct player *player = context;
    int err = 0;
    while (!err && !atomic_load(&player->quit)) {
        player->gone = false;
        err = pthread_create(&player->audio, NULL, audio_main, player);
        if (err) {
            diag_log("không mở được luồng âm thanh (%s); máy chạy không có tiếng",
                     "cannot start the audio thread (%s); running without sound", strerror(err));
            break;
        }
        watch(player);
        pthread_join(player->audio, NULL);
        come_out(player);
    }
    pthread_mutex_lock(&player->lock);
    player->ended = true;
    pthread_cond_broadcast(&player->over);
    pthread_mutex_unlock(&player->lock);
    return NULL;
}

/* ---- lifetime ------------------------------------------------------------------ */

static void init_waiting(struct player *player) {
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&player->lock, NULL);
    pthread_cond_init(&player->work, &monotonic);
    pthread_cond_init(&player->room, &monotonic);
    pthread_cond_init(&player->over, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

static void free_player(struct player *player) {
    pthread_cond_destroy(&player->over);
    pthread_cond_destroy(&player->room);
    pthread_cond_destroy(&player->work);
    pthread_mutex_destroy(&player->lock);
    free(player->slots);
    free(player);
}

static struct player *new_player(const struct player_config *config) {
    struct player *player =
        calloc(1, sizeof *player + config->ring_samples * sizeof player->samples[0]);
    struct ring_slot *slots = calloc(config->ring_marks, sizeof *slots);
    if (!player || !slots) {
        abort();
    }
    player->config = *config;
    player->slots = slots;
    ring_init(&player->ring, player->samples, config->ring_samples, slots, config->ring_marks);
    atomic_store(&player->volume, PLAYER_VOLUME_MAX);
    atomic_store(&player->device_state, UNKNOWN);
    init_waiting(player);
    return player;
}

enum err player_open(const struct player_config *config, struct player **player_out) {
    struct player *player = new_player(config);
    device_prepare();
    int err = pthread_create(&player->keeper, NULL, keeper_main, player);
    if (err) {
        diag_log("không mở được luồng âm thanh (%s); máy chạy không có tiếng",
                 "cannot start the audio thread (%s); running without sound", strerror(err));
        free_player(player);
        return ERR_DEGRADE;
    }
    *player_out = player;
    return ERR_OK;
}

static bool wait_for_end(struct player *player) {
    struct timespec until = mono_after(CLOSE_MS);
    int timed_out = 0;
    pthread_mutex_lock(&player->lock);
    while (!player->ended && !timed_out) {
        timed_out = pthread_cond_timedwait(&player->over, &player->lock, &until);
    }
    bool ended = player->ended;
    pthread_mutex_unlock(&player->lock);
    return ended;
}

void player_close(struct player *player) {
    if (!player) {
        return;
    }
    atomic_store(&player->quit, true);
    wake(player, &player->work);
    wake(player, &player->room);
    if (!wait_for_end(player)) {
        diag_log("trình điều khiển loa không trả lời; bỏ qua",
                 "the loudspeaker's driver does not answer; leaving it");
        pthread_detach(player->keeper);
        return;
    }
    pthread_join(player->keeper, NULL);
    free_player(player);
}

/* ---- any thread ------------------------------------------------------------------ */

uint32_t player_ticket(struct player *player) {
    uint32_t ticket = atomic_fetch_add(&player->ticket, 1) + 1;
    wake(player, &player->work);
    wake(player, &player->room);
    return ticket;
}

void player_volume(struct player *player, int level) {
    int top = level > PLAYER_VOLUME_MAX ? PLAYER_VOLUME_MAX : level;
    atomic_store(&player->volume, top < 0 ? 0 : top);
}

void player_chime(struct player *player, enum chime chime) {
    atomic_store(&player->chime, (int)chime);
    wake(player, &player->work);
}

bool player_rest(struct player *player, bool rest) {
    struct timespec until = mono_after(CLOSE_MS);
    int timed_out = 0;
    atomic_store(&player->rest, rest);
    wake(player, &player->work);
    pthread_mutex_lock(&player->lock);
    while (rest && !player->resting && !timed_out) {
        timed_out = pthread_cond_timedwait(&player->over, &player->lock, &until);
    }
    bool done = !rest || player->resting;
    pthread_mutex_unlock(&player->lock);
    return done;
}

bool player_audible(struct player *player) { return atomic_load(&player->device_state) != 0; }

/* ---- the producer ------------------------------------------------------------------ */

static bool wanted_here(struct player *player, uint32_t ticket) {
    return player_current(player, ticket) && !atomic_load(&player->quit);
}

static bool has_room(struct player *player) {
    return ring_room(&player->ring) > 0 && ring_has_slot(&player->ring);
}

static bool await_room(struct player *player, uint32_t ticket) {
    pthread_mutex_lock(&player->lock);
    while (!has_room(player) && wanted_here(player, ticket)) {
        pthread_cond_wait(&player->room, &player->lock);
    }
    pthread_mutex_unlock(&player->lock);
    return wanted_here(player, ticket);
}

static bool put_mark(struct player *player, const struct ring_mark *mark) {
    while (await_room(player, mark->ticket)) {
        if (ring_put_mark(&player->ring, mark)) {
            wake(player, &player->work);
            return true;
        }
    }
    return false;
}

bool player_begin(struct player *player, uint32_t ticket, uint32_t utterance) {
    return put_mark(player, &(struct ring_mark){RING_BEGIN, ticket, utterance, 0});
}

bool player_prompt(struct player *player, uint32_t ticket, uint32_t utterance, int32_t prompt) {
    return put_mark(player, &(struct ring_mark){RING_PROMPT, ticket, utterance, prompt});
}

bool player_end(struct player *player, uint32_t ticket, uint32_t utterance) {
    return put_mark(player, &(struct ring_mark){RING_END, ticket, utterance, 0});
}

bool player_write(struct player *player, uint32_t ticket, const int16_t *samples, size_t count) {
    while (count > 0) {
        if (!await_room(player, ticket)) {
            return false;
        }
        size_t taken = ring_write(&player->ring, samples, count);
        samples += taken;
        count -= taken;
        wake(player, &player->work);
    }
    return wanted_here(player, ticket);
}
