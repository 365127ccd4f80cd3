/* Made sounds: a tone, noise, and something with the pitch, the syllables and the
 * pauses of a voice. Levels are RMS in dB, 0 is full scale. */
#ifndef TESTS_UNIT_SIGNALS_H
#define TESTS_UNIT_SIGNALS_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

enum { SIGNALS_HZ = 48000 };

static const double SIGNALS_PI = 3.14159265358979323846;

static inline size_t signals_frames(unsigned ms) { return (size_t)SIGNALS_HZ * ms / 1000; }

static inline double signals_factor(double db) { return pow(10, db / 20) * 32768; }

/* Adds a value, cut off at full scale as a converter does it. */
static inline void signals_add(int16_t *sample, double value) {
    double sum = round(*sample + value);
    *sample = (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum);
}

static inline void signals_tone(int16_t *samples, size_t count, uint32_t rate_hz, double hz,
                                double db) {
    for (size_t i = 0; i < count; i++) {
        signals_add(&samples[i],
                    sqrt(2) * signals_factor(db) * sin(2 * SIGNALS_PI * hz * (double)i / rate_hz));
    }
}

static inline void signals_noise(int16_t *samples, size_t count, double db) {
    uint32_t seed = 12345;
    for (size_t i = 0; i < count; i++) {
        seed = seed * 1664525u + 1013904223u;
        double even = (double)(seed >> 8) / (1 << 24) * 2 - 1; /* RMS 1/sqrt(3) */
        signals_add(&samples[i], sqrt(3) * signals_factor(db) * even);
    }
}

/* A buzz of 140 Hz with the spectrum of a voice, a syllable of 180 ms every 230 ms. */
static inline void signals_voice(int16_t *samples, size_t count, double db) {
    enum { HARMONICS = 30 };
    for (size_t i = 0; i < count; i++) {
        double t = (double)i / SIGNALS_HZ, within = fmod(t, 0.230), sum = 0;
        double open = within < 0.180 ? sin(SIGNALS_PI * within / 0.180) : 0;
        for (int k = 1; open > 0 && k <= HARMONICS; k++) {
            double hz = 140.0 * k, formant = 1 / (1 + pow((hz - 600) / 400, 2));
            sum += (formant + 0.02) * sin(2 * SIGNALS_PI * hz * t + k * k);
        }
        signals_add(&samples[i], sum * open * signals_factor(db) / 0.85);
    }
}

static inline double signals_rms_db(const int16_t *samples, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)samples[i] * samples[i];
    }
    return 10 * log10(sum / (double)count / 32768 / 32768);
}

#endif
