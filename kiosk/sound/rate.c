#include "sound/rate.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ZEROS = 24, STEPS = 256, TABLE = ZEROS * STEPS + 2 };

static const double beta = 8.0, pass = 0.95, pi = 3.14159265358979323846;

struct filter {
    double cutoff; /* of the source's Nyquist frequency */
    float table[TABLE];
};

/* Modified Bessel function of the first kind and order 0, by its series. */
static double bessel_0(double x) {
    double sum = 1, term = 1;
    for (int k = 1; k < 40; k++) {
        term *= x / (2.0 * k) * (x / (2.0 * k));
        sum += term;
    }
    return sum;
}

/* Half of the kernel: STEPS values from one zero of the sinc to the next. */
static struct filter *new_filter(uint32_t from_hz, uint32_t to_hz) {
    struct filter *filter = calloc(1, sizeof *filter);
    if (!filter) {
        abort();
    }
    filter->cutoff = pass * (to_hz < from_hz ? (double)to_hz / from_hz : 1.0);
    for (int i = 0; i < TABLE; i++) {
        double x = (double)i / STEPS;
        double part = x / ZEROS;
        double sinc = i == 0 ? 1.0 : sin(pi * x) / (pi * x);
        double window = part < 1 ? bessel_0(beta * sqrt(1 - part * part)) / bessel_0(beta) : 0;
        filter->table[i] = (float)(sinc * window);
    }
    return filter;
}

/* The kernel `x` zero crossings from its middle. */
static double kernel(const struct filter *filter, double x) {
    double at = fabs(x) * STEPS;
    size_t ix = (size_t)at;
    if (ix + 1 >= TABLE) {
        return 0;
    }
    double part = at - (double)ix;
    return filter->table[ix] * (1 - part) + filter->table[ix + 1] * part;
}

static int16_t rounded(double value) {
    double whole = round(value);
    return (int16_t)(whole > INT16_MAX ? INT16_MAX : whole < INT16_MIN ? INT16_MIN : whole);
}

/* The source at the place `at`, between two samples. */
static int16_t sample_at(const struct filter *filter, const int16_t *samples, size_t count,
                         double at) {
    double reach = ZEROS / filter->cutoff;
    size_t first = at > reach ? (size_t)ceil(at - reach) : 0;
    double last = floor(at + reach);
    size_t end = last + 1 < (double)count ? (size_t)last + 1 : count;
    double sum = 0;
    for (size_t i = first; i < end; i++) {
        sum += samples[i] * kernel(filter, (at - (double)i) * filter->cutoff);
    }
    return rounded(sum * filter->cutoff);
}

size_t rate_frames(size_t count, uint32_t from_hz, uint32_t to_hz) {
    assert(from_hz >= RATE_HZ_MIN && from_hz <= RATE_HZ_MAX);
    assert(to_hz >= RATE_HZ_MIN && to_hz <= RATE_HZ_MAX);
    return (size_t)(((uint64_t)count * to_hz + from_hz - 1) / from_hz);
}

void rate_convert(const int16_t *samples, size_t count, uint32_t from_hz, uint32_t to_hz,
                  int16_t *samples_out) {
    size_t frames = rate_frames(count, from_hz, to_hz);
    if (from_hz == to_hz) {
        memcpy(samples_out, samples, count * sizeof *samples);
        return;
    }
    struct filter *filter = new_filter(from_hz, to_hz);
    double step = (double)from_hz / to_hz;
    for (size_t i = 0; i < frames; i++) {
        samples_out[i] = sample_at(filter, samples, count, (double)i * step);
    }
    free(filter);
}
