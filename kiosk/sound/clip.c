#include "sound/clip.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sound/loudness.h"

enum {
    FRAME = CLIP_RATE_HZ / 100,
    FRAME_MS = 10,
    NOISE_FRAMES = 20, /* the quietest stretch */
    GAP_FRAMES = 25,   /* shorter ones are inside the speech */
    CLICK_FRAMES = 8,  /* less sound than this is no speech */
    TOP_RUN = 4,       /* samples that stay at the top: cut off */
    TOPS_MOST = 2,     /* so many may be chance */
    TOP_LEAST = 8192,  /* a quiet voice is not cut off */
    FADE = CLIP_RATE_HZ * 5 / 1000,
    SYLLABLE_MS = 230,
    SHORT_PART = 3, /* of what was expected */
    LONG_TIMES = 3,
    LONG_MORE_MS = 2000
};

static const double quiet_db = -40, noisy_db = 20;
static const double lowest_db = -96;      /* 16 bits go no further down */
static const double nothing_db = -60;     /* who speaks is louder */
static const double stands_out_db = 8;    /* speech above the noise, at least ... */
static const double stands_out_part = .4; /* ... or so far up to the loudest frames */
static const double rumble_hz = 80;

/* ---- levels --------------------------------------------------------------------- */

struct levels {
    double *power; /* of each frame, full scale squared */
    size_t count;
};

static double db_of(double power) {
    double db = power > 0 ? 10 * log10(power) : lowest_db;
    return db > lowest_db ? db : lowest_db;
}

/* A high-pass of the second order: two of the first, one after the other. */
static struct levels measure(const int16_t *samples, size_t count) {
    const double keep = exp(-2 * 3.14159265358979 * rumble_hz / CLIP_RATE_HZ);
    double in[2] = {0, 0}, out[2] = {0, 0};
    struct levels levels = {calloc(count / FRAME + 1, sizeof(double)), count / FRAME};
    if (!levels.power) {
        abort();
    }
    for (size_t i = 0; i < levels.count * FRAME; i++) {
        double value = samples[i] / 32768.0;
        for (int stage = 0; stage < 2; stage++) {
            out[stage] = keep * (out[stage] + value - in[stage]);
            in[stage] = value;
            value = out[stage];
        }
        levels.power[i / FRAME] += value * value / FRAME;
    }
    return levels;
}

static double noise_power(const struct levels *levels) {
    size_t width = levels->count < NOISE_FRAMES ? levels->count : NOISE_FRAMES;
    double least = HUGE_VAL;
    for (size_t first = 0; first + width <= levels->count; first++) {
        double sum = 0;
        for (size_t i = first; i < first + width; i++) {
            sum += levels->power[i];
        }
        least = sum < least ? sum : least;
    }
    return width > 0 ? least / (double)width : 0;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The level that one frame in ten is above. */
static double loud_power(const struct levels *levels) {
    double *sorted = calloc(levels->count + 1, sizeof *sorted);
    if (!sorted) {
        abort();
    }
    memcpy(sorted, levels->power, levels->count * sizeof *sorted);
    qsort(sorted, levels->count, sizeof *sorted, by_size);
    double loud = levels->count > 0 ? sorted[levels->count * 9 / 10] : 0;
    free(sorted);
    return loud;
}

/* ---- where the speech is ------------------------------------------------------------ */

struct stretch {
    size_t first, end; /* frames */
    size_t loud;       /* of them that stand out */
    double power;      /* sum of those */
};

/* The next stretch of speech at or behind frame `from`; empty behind the last. */
static struct stretch next_stretch(const struct levels *levels, double above, size_t from) {
    struct stretch stretch = {levels->count, levels->count, 0, 0};
    for (size_t i = from; i < levels->count; i++) {
        if (levels->power[i] > above) {
            stretch.first = stretch.loud == 0 ? i : stretch.first;
            stretch.end = i + 1;
            stretch.loud++;
            stretch.power += levels->power[i];
        } else if (stretch.loud > 0 && i >= stretch.end + GAP_FRAMES) {
            break;
        }
    }
    return stretch;
}

/* All speech, from the first word to the last. */
static struct stretch find_speech(const struct levels *levels, double above) {
    struct stretch speech = {0, 0, 0, 0};
    size_t from = 0;
    while (from < levels->count) {
        struct stretch next = next_stretch(levels, above, from);
        if (next.loud >= CLICK_FRAMES) {
            speech.first = speech.loud == 0 ? next.first : speech.first;
            speech.end = next.end;
            speech.loud += next.loud;
            speech.power += next.power;
        }
        from = next.end;
    }
    return speech;
}

static double threshold_db(double loud_db, double clip_noise_db) {
    double part_db = clip_noise_db + stands_out_part * (loud_db - clip_noise_db);
    double least_db = clip_noise_db + stands_out_db;
    double above_db = part_db > least_db ? part_db : least_db;
    return above_db > nothing_db ? above_db : nothing_db;
}

static void find(const int16_t *samples, size_t count, struct clip *clip) {
    const size_t before = CLIP_BEFORE_MS / FRAME_MS, behind = CLIP_BEHIND_MS / FRAME_MS;
    struct levels levels = measure(samples, count);
    clip->noise_db = db_of(noise_power(&levels));
    double above_db = threshold_db(db_of(loud_power(&levels)), clip->noise_db);
    struct stretch speech = find_speech(&levels, pow(10, above_db / 10));
    clip->speech_db = lowest_db;
    if (speech.loud > 0) {
        size_t end = (speech.end + behind) * FRAME;
        clip->first = (speech.first > before ? speech.first - before : 0) * FRAME;
        clip->end = end < count ? end : count;
        clip->speech_ms = (uint32_t)((speech.end - speech.first) * FRAME_MS);
        clip->speech_db = db_of(speech.power / (double)speech.loud);
    }
    free(levels.power);
}

/* ---- tops ------------------------------------------------------------------------ */

/* Runs of samples that stay at the value `top`. An amplifier may clip below full
 * scale, so the take's own highest value counts. */
static uint32_t runs_at(const int16_t *samples, size_t count, int16_t top) {
    uint32_t runs = 0;
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length = samples[i] == top ? length + 1 : 0;
        runs += length == TOP_RUN;
    }
    return runs;
}

static uint32_t cut_tops(const int16_t *samples, size_t count) {
    int16_t low = 0, high = 0;
    for (size_t i = 0; i < count; i++) {
        low = samples[i] < low ? samples[i] : low;
        high = samples[i] > high ? samples[i] : high;
    }
    return (high >= TOP_LEAST ? runs_at(samples, count, high) : 0) +
           (low <= -TOP_LEAST ? runs_at(samples, count, low) : 0);
}

/* ---- the verdict --------------------------------------------------------------------- */

/* Sound that never pauses: as loud as speech, but nothing stands out of it. */
static bool only_noise(const struct clip *clip) {
    return clip->speech_ms == 0 && clip->noise_db > nothing_db;
}

static enum clip_verdict verdict_of(const struct clip *clip, uint32_t expected_ms) {
    const struct {
        bool holds;
        enum clip_verdict verdict;
    } rows[] = {
        {clip->cut_tops > TOPS_MOST, CLIP_CLIPPED},
        {only_noise(clip), CLIP_NOISY},
        {clip->speech_ms == 0, CLIP_EMPTY},
        {clip->speech_db < quiet_db, CLIP_QUIET},
        {clip->speech_db - clip->noise_db < noisy_db, CLIP_NOISY},
        {clip->speech_ms < expected_ms / SHORT_PART, CLIP_TOO_SHORT},
        {expected_ms > 0 && clip->speech_ms > LONG_TIMES * expected_ms + LONG_MORE_MS,
         CLIP_TOO_LONG},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].holds) {
            return rows[i].verdict;
        }
    }
    return CLIP_GOOD;
}

struct clip clip_judge(const int16_t *samples, size_t count, uint32_t expected_ms) {
    struct clip clip = {0};
    find(samples, count, &clip);
    clip.cut_tops = cut_tops(samples, count);
    clip.verdict = verdict_of(&clip, expected_ms);
    return clip;
}

static void fade(int16_t *samples, size_t count) {
    size_t length = count / 2 < FADE ? count / 2 : FADE;
    for (size_t i = 0; i < length; i++) {
        samples[i] = (int16_t)(samples[i] * (int32_t)i / (int32_t)length);
        samples[count - 1 - i] = (int16_t)(samples[count - 1 - i] * (int32_t)i / (int32_t)length);
    }
}

size_t clip_finish(const struct clip *clip, int16_t *samples) {
    size_t count = clip->end - clip->first;
    assert(clip->first <= clip->end);
    memmove(samples, samples + clip->first, count * sizeof *samples);
    fade(samples, count);
    loudness_level(samples, count, CLIP_RATE_HZ, &loudness_kiosk);
    return count;
}

uint32_t clip_expected_ms(size_t syllables) { return (uint32_t)(syllables * SYLLABLE_MS); }

/* ---- words for people -------------------------------------------------------------------- */

static const struct clip_advice advices[CLIP_VERDICTS] = {
    [CLIP_GOOD] = {"Nghe rõ rồi.", "That is clear."},
    [CLIP_EMPTY] = {"Không nghe thấy tiếng nói: hãy xem micrô đã cắm chưa rồi nói lại.",
                    "No voice was heard: see whether the microphone is plugged in, then speak "
                    "again."},
    [CLIP_CLIPPED] = {"Nói to quá, tiếng bị vỡ: hãy ngồi xa micrô hơn một chút.",
                      "Too loud, the sound is cut off: sit a little further from the microphone."},
    [CLIP_QUIET] = {"Nói hơi nhỏ: hãy ngồi gần micrô hơn một chút.",
                    "A little quiet: sit a little nearer to the microphone."},
    [CLIP_NOISY] = {"Xung quanh ồn quá: hãy đóng cửa, tắt quạt, chờ yên một nhịp rồi mới nói.",
                    "It is noisy here: close the door, switch off the fan, wait a breath before "
                    "speaking."},
    [CLIP_TOO_SHORT] = {"Câu này ngắn quá, có khi mất chữ: hãy nói lại cả câu.",
                        "Too short, words may be missing: say the whole sentence again."},
    [CLIP_TOO_LONG] = {"Câu này dài quá: hãy chỉ nói một câu, không nghỉ lâu giữa câu.",
                       "Too long: say just the one sentence, without long pauses."},
};

struct clip_advice clip_advice(enum clip_verdict verdict) {
    assert(verdict < CLIP_VERDICTS);
    return advices[verdict];
}

bool clip_doubtful(enum clip_verdict verdict) {
    return verdict == CLIP_TOO_SHORT || verdict == CLIP_TOO_LONG;
}
