#include "voicebuild/noise.h"

#include <math.h>
#include <stdlib.h>

enum {
    BANDWIDTH_HZ = 180,
    FADE_MS = 12,
    SAMPLE_BYTES = 2, /* scale 0 of a wave: 16 bits a sample */
    WAVE_BYTES_MAX = 0xfffe
};

static const double pi = 3.14159265358979323846;

/* Knuth's linear congruential generator; -1..1. */
static double white(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(int32_t)(*state >> 32) / 2147483648.0;
}

/* A resonance: two poles. */
static void resonate(double *samples, size_t count, double pole_hz) {
    double radius = exp(-pi * BANDWIDTH_HZ / NOISE_RATE_HZ);
    double a = 2 * radius * cos(2 * pi * pole_hz / NOISE_RATE_HZ), b = -radius * radius;
    double y1 = 0, y2 = 0;
    for (size_t i = 0; i < count; i++) {
        double y = samples[i] + a * y1 + b * y2;
        y2 = y1;
        y1 = y;
        samples[i] = y;
    }
}

/* The sum of white noise through each pole, each as loud as the first. */
static void shape(const struct noise *noise, double *samples, double *one, size_t count) {
    for (int pole = 0; pole < NOISE_POLES; pole++) {
        uint64_t state = 1;
        double loudest = 1e-9;
        for (size_t i = 0; i < count; i++) {
            one[i] = white(&state);
        }
        resonate(one, count, noise->poles_hz[pole]);
        for (size_t i = 0; i < count; i++) {
            loudest = fmax(loudest, fabs(one[i]));
        }
        for (size_t i = 0; i < count; i++) {
            samples[i] += one[i] / loudest;
        }
    }
}

static double fade(size_t i, size_t count) {
    double edge = (double)FADE_MS * NOISE_RATE_HZ / 1000;
    double from_edge = fmin((double)i, (double)(count - 1 - i));
    return from_edge < edge ? from_edge / edge : 1;
}

static void write_samples(struct blob *phondata, const double *samples, size_t count, int peak) {
    double loudest = 1e-9;
    for (size_t i = 0; i < count; i++) {
        loudest = fmax(loudest, fabs(samples[i]));
    }
    for (size_t i = 0; i < count; i++) {
        int sample = (int)lround(samples[i] / loudest * fade(i, count) * peak);
        blob_put16(phondata, (uint16_t)(int16_t)sample);
    }
}

uint32_t noise_append(struct blob *phondata, const struct noise *noise) {
    size_t count = (size_t)noise->ms * NOISE_RATE_HZ / 1000;
    if (count * SAMPLE_BYTES > WAVE_BYTES_MAX) {
        count = WAVE_BYTES_MAX / SAMPLE_BYTES;
    }
    double *samples = calloc(2 * count, sizeof *samples);
    if (!samples) {
        abort();
    }
    shape(noise, samples, samples + count, count);
    blob_align(phondata);
    size_t address = phondata->size;
    blob_put16(phondata, (unsigned)(count * SAMPLE_BYTES));
    blob_put16(phondata, 0);
    write_samples(phondata, samples, count, noise->peak);
    free(samples);
    blob_align(phondata);
    return (uint32_t)address;
}
