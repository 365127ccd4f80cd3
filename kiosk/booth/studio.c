#include "booth/studio.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"
#include "sound/loudness.h"
#include "sound/player.h"
#include "sound/rate.h"
#include "speech/record.h"

enum { SPEECH_FRAMES_MAX = 300 * PLAYER_RATE_HZ };

struct studio {
    const char *voices_dir;
    bool mute; /* there is no voice */
    char dir[PATH_BYTES], wav[PATH_BYTES];
    int news[2]; /* a pipe: the microphone's threads → studio_next */
    struct microphone *microphone;
    struct player *player; /* of what is being heard, NULL between */
    struct clip clip;      /* of the last take */
};

/* ---- news --------------------------------------------------------------------------------- */

/* Small enough to be written as a whole; the pipe holds far more than ever waits. */
static void on_microphone(void *context, enum microphone_news kind, int32_t value) {
    const struct studio *studio = context;
    struct studio_news news = {kind, value};
    while (write(studio->news[1], &news, sizeof news) < 0 && errno == EINTR) {
    }
}

int studio_fd(const struct studio *studio) { return studio->news[0]; }

bool studio_next(struct studio *studio, struct studio_news *news_out) {
    return read(studio->news[0], news_out, sizeof *news_out) == (ssize_t)sizeof *news_out;
}

/* ---- lifetime ------------------------------------------------------------------------------- */

static enum err open_parts(struct studio *studio) {
    const char *tmp = getenv("TMPDIR");
    struct str s;
    str_init(&s, studio->dir, sizeof studio->dir);
    str_printf(&s, "%s/tiengban-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (s.cut || !mkdtemp(studio->dir) || pipe(studio->news) != 0) {
        diag_log("không mở được phòng thu (%s)", "the booth cannot be opened (%s)",
                 strerror(errno));
        return ERR_DEGRADE;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(studio->news[i], F_SETFD, FD_CLOEXEC);
    }
    fcntl(studio->news[0], F_SETFL, O_NONBLOCK);
    str_init(&s, studio->wav, sizeof studio->wav);
    str_printf(&s, "%s/say.wav", studio->dir);
    struct microphone_config config = {.report = on_microphone, .context = studio};
    return s.cut ? ERR_DEGRADE : microphone_open(&config, &studio->microphone);
}

enum err studio_open(const char *voices_dir, struct studio **studio_out) {
    struct studio *studio = calloc(1, sizeof *studio);
    if (!studio) {
        abort();
    }
    studio->voices_dir = voices_dir;
    studio->news[0] = studio->news[1] = -1;
    enum err err = open_parts(studio);
    if (err) {
        studio_close(studio);
        return err;
    }
    *studio_out = studio;
    return ERR_OK;
}

void studio_close(struct studio *studio) {
    if (!studio) {
        return;
    }
    studio_hush(studio);
    microphone_close(studio->microphone);
    for (int i = 0; i < 2; i++) {
        if (studio->news[i] >= 0) {
            close(studio->news[i]);
        }
    }
    unlink(studio->wav);
    rmdir(studio->dir);
    free(studio);
}

/* ---- hearing -----------------------------------------------------------------------------------
 */

static void ignore(void *context, enum player_news news, uint32_t utterance, int32_t value) {
    (void)context, (void)news, (void)utterance, (void)value;
}

/* Plays samples of PLAYER_RATE_HZ. All of them fit into the ring, so nothing waits. */
static void hear(struct studio *studio, const int16_t *samples, size_t count) {
    struct player_config config = {.ring_samples = count + 1, .ring_marks = 4, .report = ignore};
    studio_hush(studio);
    if (player_open(&config, &studio->player)) {
        return;
    }
    uint32_t ticket = player_ticket(studio->player);
    if (player_begin(studio->player, ticket, 1) &&
        player_write(studio->player, ticket, samples, count)) {
        player_end(studio->player, ticket, 1);
    }
}

/* The text as a WAV file; false if there is no voice for it. */
static bool speak(struct studio *studio, const char *text) {
    struct record *record = NULL;
    if (record_open(studio->voices_dir, "vi", studio->wav, &record)) {
        return false;
    }
    enum err said = record_say(record, text);
    return record_close(record) == ERR_OK && said == ERR_OK;
}

void studio_say(struct studio *studio, const char *text) {
    struct files_sound sound = {0};
    studio_hush(studio);
    if (studio->mute || !*text) {
        return;
    }
    studio->mute = !speak(studio, text);
    if (!studio->mute && !files_sound_load(studio->wav, SPEECH_FRAMES_MAX, &sound)) {
        hear(studio, sound.samples, sound.count);
    }
    files_sound_fini(&sound);
}

void studio_play(struct studio *studio) {
    const int16_t *take;
    size_t count = microphone_take(studio->microphone, &take);
    if (count == 0) {
        return;
    }
    size_t frames = rate_frames(count, MICROPHONE_RATE_HZ, PLAYER_RATE_HZ);
    int16_t *samples = calloc(frames, sizeof *samples);
    if (!samples) {
        abort();
    }
    rate_convert(take, count, MICROPHONE_RATE_HZ, PLAYER_RATE_HZ, samples);
    hear(studio, samples, frames);
    free(samples);
}

void studio_hush(struct studio *studio) {
    player_close(studio->player);
    studio->player = NULL;
}

/* ---- takes -------------------------------------------------------------------------- */

void studio_record(struct studio *studio) {
    studio_hush(studio);
    studio->clip = (struct clip){0};
    microphone_start(studio->microphone);
}

void studio_stop(struct studio *studio) { microphone_stop(studio->microphone); }

struct microphone_level studio_level(struct studio *studio) {
    return microphone_level(studio->microphone);
}

struct clip studio_judge(struct studio *studio, uint32_t expected_ms) {
    const int16_t *take;
    size_t count = microphone_take(studio->microphone, &take);
    studio->clip = clip_judge(take, count, expected_ms);
    return studio->clip;
}

/* The loudness of what will be heard: the file's, not the take's. */
static enum err measure(struct studio_recording *recording) {
    struct files_sound sound;
    if (files_sound(recording->opus.data, recording->opus.size, FILES_FRAMES_MAX, &sound)) {
        return ERR_DEGRADE;
    }
    struct loudness loudness = loudness_measure(sound.samples, sound.count, sound.rate_hz);
    recording->ms = (uint32_t)(sound.count * 1000 / sound.rate_hz);
    recording->lufs_tenths = (int32_t)lround(loudness.lufs * 10);
    files_sound_fini(&sound);
    return ERR_OK;
}

enum err studio_finish(struct studio *studio, struct studio_recording *recording_out) {
    const int16_t *take;
    size_t count = microphone_take(studio->microphone, &take);
    *recording_out = (struct studio_recording){0};
    if (studio->clip.end > count || studio->clip.first >= studio->clip.end) {
        return ERR_DEGRADE; /* nothing was judged */
    }
    int16_t *samples = calloc(count, sizeof *samples);
    if (!samples) {
        abort();
    }
    memcpy(samples, take, count * sizeof *samples);
    size_t kept = clip_finish(&studio->clip, samples);
    enum err err = files_opus(samples, kept, &recording_out->opus);
    if (!err && measure(recording_out)) {
        files_bytes_fini(&recording_out->opus);
        err = ERR_DEGRADE;
    }
    free(samples);
    return err;
}
