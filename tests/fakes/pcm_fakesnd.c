/* A sound device without hardware, for tests only: an ALSA plug-in.
 *
 * The file `out` is the timeline of what is heard: frame k of it leaves the
 * loudspeaker at t0 + k / rate, where t0 (CLOCK_MONOTONIC, nanoseconds, as text)
 * is in `out`.t0 since the first start. Silence between streams and underruns
 * are zeros; frames that were handed over and dropped before their time are cut
 * off again. The file `in` is what the microphone hears from each start on, zeros
 * after its end; when that is reached `log` gets a line "heard".
 *
 * The file `ctl`, read whenever the clock is asked, breaks the device:
 *   0 or missing   works
 *   1              unplugged: everything fails with ENODEV, opening too
 *   2              the clock stands still
 *   3              unplugged within a write (or a read): everything fails with ENODEV
 *                  from the second time on that somebody sees room for 10 ms (or 10 ms
 *                  that are there) and the same 10 ms are still not written (or read)
 * `log`, if given, gets a line for each open, start, stop and close. `rate`, if
 * given, is the only rate the device knows. Streams of different rates must not
 * share one `out`.
 *
 *   pcm_type.fakesnd { lib "/abs/libasound_module_pcm_fakesnd.so" }
 *   pcm.!default { type fakesnd out "/d/out.raw" in "/d/in.raw" ctl "/d/ctl" log "/d/log" }
 *
 * One thread uses a stream at a time, as with any ALSA stream.
 */
#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { BROKEN_NOT = '0', BROKEN_UNPLUGGED = '1', BROKEN_STALLED = '2', BROKEN_LATELY = '3' };

struct fakesnd {
    snd_pcm_ioplug_t io;
    char out[256], in[256], ctl[256], log[256];
    long only_rate_hz;
    int file; /* `out`, or `in` of a capture stream */
    int timer;
    snd_pcm_uframes_t wake_frames; /* avail_min */
    int running;
    int heard;     /* the end of `in` was reached */
    int lost;      /* unplugged within a write or a read */
    int64_t roomy; /* `passed` when 10 ms of room, or of samples, were seen last */
    int64_t started_ns;
    int64_t frozen_ns; /* when the clock stopped, 0 = it runs */
    int64_t base;      /* frame of the file where this start begins */
    int64_t passed;    /* frames handed over or fetched since the start */
};

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* A thread may be cancelled while it waits for a driver, but drivers themselves
 * are no cancellation points: alsa-lib holds a lock around them. */
static int broken(const struct fakesnd *snd) {
    char state = BROKEN_NOT;
    int cancel;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel);
    int file = open(snd->ctl, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        if (read(file, &state, 1) != 1) {
            state = BROKEN_NOT;
        }
        close(file);
    }
    pthread_setcancelstate(cancel, &cancel);
    return state;
}

static int vanished(const struct fakesnd *snd) {
    int state = broken(snd);
    return state == BROKEN_UNPLUGGED || state == BROKEN_LATELY;
}

static void note(const struct fakesnd *snd, const char *what, int64_t frames) {
    FILE *log = snd->log[0] ? fopen(snd->log, "ae") : NULL;
    if (log) {
        fprintf(log, "%lld %s %s %lld\n", (long long)(now_ns() / 1000000), what,
                snd->io.stream == SND_PCM_STREAM_PLAYBACK ? "play" : "record", (long long)frames);
        fclose(log);
    }
}

/* The beginning of the timeline: the first start decides. */
static int64_t timeline_start_ns(const struct fakesnd *snd) {
    char name[300], text[32] = "";
    snprintf(name, sizeof name, "%s.t0", snd->out);
    int file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return now_ns();
    }
    if (read(file, text, sizeof text - 1) <= 0) {
        int length = snprintf(text, sizeof text, "%lld", (long long)now_ns());
        if (write(file, text, (size_t)length) != length) {
            text[0] = '\0';
        }
    }
    close(file);
    return strtoll(text, NULL, 10);
}

static int64_t frame_bytes(const struct fakesnd *snd) { return 2 * (int64_t)snd->io.channels; }

/* Frames the clock has counted since the start. */
static int64_t elapsed(struct fakesnd *snd) {
    int64_t now = now_ns();
    if (!snd->running) {
        return 0;
    }
    if (broken(snd) == BROKEN_STALLED) {
        snd->frozen_ns = snd->frozen_ns ? snd->frozen_ns : now;
        now = snd->frozen_ns;
    } else if (snd->frozen_ns) {
        snd->started_ns += now - snd->frozen_ns;
        snd->frozen_ns = 0;
    }
    return (int64_t)((double)(now - snd->started_ns) * snd->io.rate / 1e9);
}

static int fake_start(snd_pcm_ioplug_t *io) {
    struct fakesnd *snd = io->private_data;
    if (vanished(snd)) {
        return -ENODEV;
    }
    snd->running = 1;
    snd->started_ns = now_ns();
    snd->frozen_ns = 0;
    note(snd, "start", snd->passed);
    return 0;
}

/* Cuts off what was handed over too early to have been heard. */
static int fake_stop(snd_pcm_ioplug_t *io) {
    struct fakesnd *snd = io->private_data;
    int64_t heard = elapsed(snd);
    heard = heard < snd->passed ? heard : snd->passed;
    if (io->stream == SND_PCM_STREAM_PLAYBACK && snd->passed > heard) {
        if (ftruncate(snd->file, (off_t)((snd->base + heard) * frame_bytes(snd)))) {
            note(snd, "truncate failed", errno);
        }
    }
    if (snd->running || snd->passed) {
        note(snd, "stop", heard);
    }
    snd->running = 0;
    snd->passed = 0;
    snd->heard = 0;
    return 0;
}

static int fake_prepare(snd_pcm_ioplug_t *io) {
    struct fakesnd *snd = io->private_data;
    if (vanished(snd)) {
        return -ENODEV;
    }
    fake_stop(io);
    struct itimerspec tick = {.it_interval.tv_nsec = 1000000, .it_value.tv_nsec = 1000000};
    timerfd_settime(snd->timer, 0, &tick, NULL);
    return 0;
}

static int loses_now(struct fakesnd *snd, int64_t ahead) {
    int playing = snd->io.stream == SND_PCM_STREAM_PLAYBACK;
    int64_t ready = playing ? (int64_t)snd->io.buffer_size - ahead : ahead;
    int roomy = ready >= snd->io.rate / 100;
    snd->lost = roomy && snd->roomy == snd->passed;
    snd->roomy = roomy ? snd->passed : -1;
    return snd->lost;
}

/* Position of the hardware in the buffer. Running dry (or over) is EPIPE. */
static snd_pcm_sframes_t fake_pointer(snd_pcm_ioplug_t *io) {
    struct fakesnd *snd = io->private_data;
    int64_t at = elapsed(snd);
    if (broken(snd) == BROKEN_UNPLUGGED || snd->lost) {
        return -ENODEV;
    }
    int64_t ahead = io->stream == SND_PCM_STREAM_PLAYBACK ? snd->passed - at : at - snd->passed;
    if (broken(snd) == BROKEN_LATELY && loses_now(snd, ahead)) {
        return -ENODEV;
    }
    if (snd->running && io->stream == SND_PCM_STREAM_PLAYBACK && ahead < 0) {
        note(snd, "underrun", snd->passed);
        return -EPIPE;
    }
    if (snd->running && io->stream == SND_PCM_STREAM_CAPTURE && ahead > (int64_t)io->buffer_size) {
        return -EPIPE;
    }
    return (snd_pcm_sframes_t)(at % (int64_t)io->buffer_size);
}

/* The first frames of a start decide where on the timeline they stand. */
static void place(struct fakesnd *snd) {
    int64_t start_ns = timeline_start_ns(snd);
    int64_t since = now_ns() - start_ns;
    snd->base = (int64_t)((double)since * snd->io.rate / 1e9);
}

/* What the microphone hears. */
static void hear(struct fakesnd *snd, char *data, size_t bytes, off_t at) {
    ssize_t got = snd->file >= 0 ? pread(snd->file, data, bytes, at) : 0;
    size_t heard = got > 0 ? (size_t)got : 0;
    memset(data + heard, 0, bytes - heard);
    if (heard < bytes && !snd->heard) {
        snd->heard = 1;
        note(snd, "heard", snd->passed);
    }
}

static snd_pcm_sframes_t fake_transfer(snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas,
                                       snd_pcm_uframes_t offset, snd_pcm_uframes_t size) {
    struct fakesnd *snd = io->private_data;
    char *data = (char *)areas->addr + (areas->first + areas->step * offset) / 8;
    size_t bytes = (size_t)((int64_t)size * frame_bytes(snd));
    if (broken(snd) == BROKEN_UNPLUGGED || snd->lost) {
        return -ENODEV;
    }
    if (snd->passed == 0 && io->stream == SND_PCM_STREAM_PLAYBACK) {
        place(snd);
    }
    off_t at = (off_t)((snd->base + snd->passed) * frame_bytes(snd));
    if (io->stream == SND_PCM_STREAM_PLAYBACK) {
        if (pwrite(snd->file, data, bytes, at) != (ssize_t)bytes) {
            return -EIO;
        }
    } else {
        hear(snd, data, bytes, at);
    }
    snd->passed += (int64_t)size;
    return (snd_pcm_sframes_t)size;
}

static int fake_poll_revents(snd_pcm_ioplug_t *io, struct pollfd *pfds, unsigned int count,
                             unsigned short *revents) {
    struct fakesnd *snd = io->private_data;
    uint64_t ticks;
    (void)pfds, (void)count;
    *revents = 0;
    if (read(snd->timer, &ticks, sizeof ticks) < 0 && errno != EAGAIN) {
        return -errno;
    }
    if (broken(snd) == BROKEN_UNPLUGGED) {
        *revents = POLLERR;
        return 0;
    }
    int64_t at = elapsed(snd);
    int playing = io->stream == SND_PCM_STREAM_PLAYBACK;
    int64_t avail = playing ? (int64_t)io->buffer_size - (snd->passed - at) : at - snd->passed;
    if (avail >= (int64_t)snd->wake_frames) {
        *revents = playing ? POLLOUT : POLLIN;
    }
    return 0;
}

static int fake_sw_params(snd_pcm_ioplug_t *io, snd_pcm_sw_params_t *params) {
    struct fakesnd *snd = io->private_data;
    return snd_pcm_sw_params_get_avail_min(params, &snd->wake_frames);
}

static int fake_close(snd_pcm_ioplug_t *io) {
    struct fakesnd *snd = io->private_data;
    note(snd, "close", 0);
    if (snd->file >= 0) {
        close(snd->file);
    }
    close(snd->timer);
    free(snd);
    return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
    .start = fake_start,
    .stop = fake_stop,
    .pointer = fake_pointer,
    .transfer = fake_transfer,
    .prepare = fake_prepare,
    .sw_params = fake_sw_params,
    .poll_revents = fake_poll_revents,
    .close = fake_close,
};

static int constrain(struct fakesnd *snd) {
    static const unsigned access[] = {SND_PCM_ACCESS_RW_INTERLEAVED};
    static const unsigned format[] = {SND_PCM_FORMAT_S16_LE};
    unsigned low_hz = snd->only_rate_hz ? (unsigned)snd->only_rate_hz : 8000;
    unsigned high_hz = snd->only_rate_hz ? (unsigned)snd->only_rate_hz : 48000;
    snd_pcm_ioplug_t *io = &snd->io;
    int err = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_ACCESS, 1, access);
    err = err < 0 ? err : snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_FORMAT, 1, format);
    err = err < 0 ? err : snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_CHANNELS, 1, 2);
    err = err < 0 ? err
                  : snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_RATE, low_hz, high_hz);
    err = err < 0 ? err
                  : snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, 64, 65536);
    err = err < 0 ? err : snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIODS, 2, 64);
    return err;
}

static int read_field(struct fakesnd *snd, const char *id, snd_config_t *entry) {
    static const struct field {
        const char *id;
        size_t at;
    } fields[] = {{"out", offsetof(struct fakesnd, out)},
                  {"in", offsetof(struct fakesnd, in)},
                  {"ctl", offsetof(struct fakesnd, ctl)},
                  {"log", offsetof(struct fakesnd, log)}};
    const char *text;
    if (strcmp(id, "rate") == 0) {
        return snd_config_get_integer(entry, &snd->only_rate_hz);
    }
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strcmp(id, fields[i].id) == 0 && snd_config_get_string(entry, &text) == 0) {
            snprintf((char *)snd + fields[i].at, sizeof snd->out, "%s", text);
            return 0;
        }
    }
    return strcmp(id, "type") == 0 || strcmp(id, "comment") == 0 ? 0 : -EINVAL;
}

static int read_fields(struct fakesnd *snd, snd_config_t *conf) {
    snd_config_iterator_t i, next;
    int err = 0;
    snd_config_for_each(i, next, conf) {
        snd_config_t *entry = snd_config_iterator_entry(i);
        const char *id;
        if (snd_config_get_id(entry, &id) == 0) {
            err = err < 0 ? err : read_field(snd, id, entry);
        }
    }
    return err;
}

static int open_files(struct fakesnd *snd, snd_pcm_stream_t stream) {
    if (vanished(snd)) {
        return -ENODEV;
    }
    snd->file = stream == SND_PCM_STREAM_PLAYBACK
                    ? open(snd->out, O_RDWR | O_CREAT | O_CLOEXEC, 0600)
                    : open(snd->in, O_RDONLY | O_CLOEXEC);
    if (snd->file < 0 && stream == SND_PCM_STREAM_PLAYBACK) {
        return -errno;
    }
    snd->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    return snd->timer < 0 ? -errno : 0;
}

static int fake_open(struct fakesnd *snd, snd_pcm_t **pcmp, const char *name,
                     snd_pcm_stream_t stream, int mode) {
    int err = open_files(snd, stream);
    if (err < 0) {
        return err;
    }
    snd->wake_frames = 1;
    snd->io.version = SND_PCM_IOPLUG_VERSION;
    snd->io.name = "file as a sound device";
    snd->io.callback = &callbacks;
    snd->io.private_data = snd;
    snd->io.poll_fd = snd->timer;
    snd->io.poll_events = POLLIN;
    err = snd_pcm_ioplug_create(&snd->io, name, stream, mode);
    if (err < 0) {
        return err;
    }
    note(snd, "open", 0);
    err = constrain(snd);
    if (err < 0) {
        snd_pcm_ioplug_delete(&snd->io);
        return err;
    }
    *pcmp = snd->io.pcm;
    return 0;
}

SND_PCM_PLUGIN_DEFINE_FUNC(fakesnd) {
    struct fakesnd *snd = calloc(1, sizeof *snd);
    (void)root;
    if (!snd) {
        return -ENOMEM;
    }
    snd->file = snd->timer = -1;
    int err = read_fields(snd, conf);
    err = err < 0 ? err : fake_open(snd, pcmp, name, stream, mode);
    if (err < 0 && !snd->io.pcm) {
        close(snd->file);
        close(snd->timer);
        free(snd);
    }
    return err;
}

SND_PCM_PLUGIN_SYMBOL(fakesnd)
