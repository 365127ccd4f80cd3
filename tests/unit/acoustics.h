/* Voices heard by machine: synthesis with the times of its phonemes, a pitch tracker
 * by autocorrelation, and measures of voice quality. Only what is in the samples is
 * believed. */
#ifndef TESTS_UNIT_ACOUSTICS_H
#define TESTS_UNIT_ACOUSTICS_H

#include <espeak-ng/espeak_ng.h>
#include <espeak-ng/speak_lib.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/test.h"

enum { HEARD_HZ = 22050, HEARD_PHONEMES_MAX = 512, HEARD_WPM = 165 };

struct heard_phoneme {
    size_t at; /* sample */
    char name[9];
};

struct heard {
    int16_t *samples;
    size_t count, room;
    struct heard_phoneme phonemes[HEARD_PHONEMES_MAX];
    size_t phoneme_count;
};

/* ---- synthesis -------------------------------------------------------------------------- */

static inline void heard_event(struct heard *heard, const espeak_EVENT *event) {
    if (event->type == espeakEVENT_PHONEME && heard->phoneme_count < HEARD_PHONEMES_MAX) {
        struct heard_phoneme *phoneme = &heard->phonemes[heard->phoneme_count++];
        phoneme->at = (size_t)event->sample;
        memcpy(phoneme->name, event->id.string, sizeof event->id.string);
        phoneme->name[sizeof event->id.string] = '\0';
    }
}

static inline int heard_chunk(short *samples, int count, espeak_EVENT *events) {
    struct heard *heard = events->user_data;
    for (; events->type != espeakEVENT_LIST_TERMINATED; events++) {
        heard_event(heard, events);
    }
    if (!samples || count <= 0) {
        return 0;
    }
    if (heard->count + (size_t)count > heard->room) {
        heard->room = 2 * (heard->count + (size_t)count);
        heard->samples = realloc(heard->samples, heard->room * sizeof *heard->samples);
        assert_non_null(heard->samples);
    }
    memcpy(heard->samples + heard->count, samples, (size_t)count * sizeof *samples);
    heard->count += (size_t)count;
    return 0;
}

/* Starts eSpeak NG with voices_dir/espeak-ng-data; once a process. */
static inline void heard_open(const char *voices_dir) {
    int options = espeakINITIALIZE_DONT_EXIT | espeakINITIALIZE_PHONEME_EVENTS;
    const char *path = NULL;
    assert_int_equal(espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, voices_dir, options), HEARD_HZ);
    espeak_Info(&path);
    assert_true(strncmp(path, voices_dir, strlen(voices_dir)) == 0);
    espeak_SetSynthCallback(heard_chunk);
}

/* Speaks mnemonics ("[[p|a|T00]]"); what was heard before is forgotten. */
static inline void heard_speak(struct heard *heard, const char *voice, const char *text) {
    heard->count = heard->phoneme_count = 0;
    assert_int_equal(espeak_SetVoiceByName(voice), EE_OK);
    espeak_SetParameter(espeakRATE, HEARD_WPM, 0);
    assert_int_equal(espeak_Synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0,
                                  espeakCHARS_UTF8 | espeakPHONEMES, NULL, heard),
                     EE_OK);
}

static inline void heard_fini(struct heard *heard) {
    free(heard->samples);
    *heard = (struct heard){0};
}

/* Where the phoneme number `ix` ends. */
static inline size_t heard_end(const struct heard *heard, size_t ix) {
    return ix + 1 < heard->phoneme_count ? heard->phonemes[ix + 1].at : heard->count;
}

/* ---- pitch ------------------------------------------------------------------------------------
 */

struct pitch_range {
    double floor_hz, ceiling_hz;
};

struct periodicity {
    double hz;       /* 0 = none */
    double strength; /* normalised autocorrelation at the period, to 1 */
};

/* How alike two stretches a lag apart are, around `centre`, -1 to 1. Each is `periods`
 * lags long: short ones follow a fast fall, long ones tell noise from voice. */
static inline double correlation(const struct heard *heard, size_t centre, size_t lag,
                                 double periods) {
    double xy = 0, xx = 1e-9, yy = 1e-9;
    size_t length = (size_t)((double)lag * periods), whole = length + lag;
    if (centre < whole / 2 || centre - whole / 2 + whole > heard->count) {
        return 0;
    }
    const int16_t *samples = heard->samples + centre - whole / 2;
    for (size_t i = 0; i < length; i++) {
        double x = samples[i], y = samples[i + lag];
        xy += x * y;
        xx += x * x;
        yy += y * y;
    }
    return xy / sqrt(xx * yy);
}

/* The period of the samples around `centre`: the best peak between floor and ceiling, a
 * shorter period preferred over its multiples, refined by a parabola. */
static inline struct periodicity periodicity_at(const struct heard *heard, size_t centre,
                                                struct pitch_range range, double periods) {
    enum { LAGS_MAX = 512 };
    static const double octave_cost = 0.03;
    double values[LAGS_MAX + 2];
    size_t low = (size_t)(HEARD_HZ / range.ceiling_hz);
    size_t high = (size_t)(HEARD_HZ / range.floor_hz) + 1;
    struct periodicity best = {0, 0};
    double best_score = 0;
    assert_true(high < LAGS_MAX);
    for (size_t lag = low - 1; lag <= high; lag++) {
        values[lag] = correlation(heard, centre, lag, periods);
    }
    for (size_t lag = low; lag < high; lag++) {
        double a = values[lag - 1], b = values[lag], c = values[lag + 1];
        double score = b - octave_cost * log2((double)lag / (double)low);
        if (b >= a && b > c && score > best_score) {
            double shift = 0.5 * (a - c) / (a - 2 * b + c);
            best =
                (struct periodicity){HEARD_HZ / ((double)lag + shift), b - 0.25 * (a - c) * shift};
            best_score = score;
        }
    }
    return best;
}

static inline double semitones(double hz, double reference_hz) {
    return 12 * log2(hz / reference_hz);
}

/* ---- rimes --------------------------------------------------------------------------------------
 */

struct stretch {
    size_t start, end; /* samples */
    double loudest;    /* root mean square of its loudest 5 ms */
};

enum { LOUDNESS_WINDOW = HEARD_HZ / 200 };

static inline double loudness(const struct heard *heard, size_t at) {
    double sum = 0;
    for (size_t i = at; i < at + LOUDNESS_WINDOW && i < heard->count; i++) {
        sum += (double)heard->samples[i] * heard->samples[i];
    }
    return sqrt(sum / LOUDNESS_WINDOW);
}

/* Vowels, and what carries the tone on behind them. */
static inline bool carries_tone(const char *name) {
    static const char *const names[] = {"h~", "m", "n", "N", "n^", "j", "w", "y_", "r", "l"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The sounding part of the rime that begins with phoneme number `ix`: silence at its
 * start (before the voice sets in) and at its end (a closure) is no part of it. */
static inline struct stretch rime_of(const struct heard *heard, size_t ix) {
    static const double silence = 0.01;
    size_t last = ix;
    while (last + 1 < heard->phoneme_count && carries_tone(heard->phonemes[last + 1].name)) {
        last++;
    }
    struct stretch rime = {.start = heard->phonemes[ix].at, .end = heard_end(heard, last)};
    size_t late = rime.start + HEARD_HZ / 25;
    for (size_t at = rime.start; at + LOUDNESS_WINDOW <= rime.end; at++) {
        rime.loudest = fmax(rime.loudest, loudness(heard, at));
    }
    size_t first = rime.start, sounding = rime.start;
    for (size_t at = first; at + LOUDNESS_WINDOW <= rime.end; at += LOUDNESS_WINDOW / 5) {
        bool silent = loudness(heard, at) <= silence * rime.loudest;
        sounding = silent ? sounding : at + LOUDNESS_WINDOW;
        rime.start = silent && at < late ? at + LOUDNESS_WINDOW : rime.start;
    }
    rime.end = sounding;
    return rime;
}

/* The first phoneme of this name from number `from` on. */
static inline size_t phoneme_named(const struct heard *heard, const char *name, size_t from) {
    while (from < heard->phoneme_count && strcmp(heard->phonemes[from].name, name) != 0) {
        from++;
    }
    if (from == heard->phoneme_count) {
        fail_msg("\"%s\" was not said", name);
    }
    return from;
}

/* Harmonics-to-noise ratio in dB of the last 60 percent of a rime: what of each cycle's
 * energy is in the next one again (2 xy / (xx + yy) as McLeod and Wyvill 2005, summed over
 * the stretch). A fall of pitch is no noise, but cycles of unequal strength are. */
static inline double harmonicity_db(const struct heard *heard, struct stretch rime,
                                    struct pitch_range range) {
    static const double periods = 1;
    size_t length = rime.end - rime.start;
    double common = 0, whole = 1e-9;
    for (size_t at = rime.start + length * 2 / 5; at < rime.end - length / 20;
         at += HEARD_HZ / 200) {
        struct periodicity p = periodicity_at(heard, at, range, periods);
        size_t lag =
            p.hz > 0 ? (size_t)(HEARD_HZ / p.hz + 0.5) : (size_t)(HEARD_HZ / range.floor_hz);
        double xx = 1e-9, yy = 1e-9;
        for (size_t i = at - lag; i < at && i + lag < heard->count; i++) {
            xx += (double)heard->samples[i] * heard->samples[i];
            yy += (double)heard->samples[i + lag] * heard->samples[i + lag];
        }
        common += p.strength * 2 * sqrt(xx * yy);
        whole += xx + yy;
    }
    double strength = fmin(fmax(common / whole, 1e-4), 1 - 1e-6);
    return 10 * log10(strength / (1 - strength));
}

#endif
