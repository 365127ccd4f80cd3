#include "sound/limiter.h"

#include <math.h>
#include <stdlib.h>

enum { REACH_MS = 5 };

/* Gain that each sample needs for itself. */
static void needs(const float *samples, size_t count, float ceiling, float *gain_out) {
    for (size_t i = 0; i < count; i++) {
        float high = fabsf(samples[i]);
        gain_out[i] = high > ceiling ? ceiling / high : 1.0F;
    }
}

/* Each sample gets the lowest gain within `reach` to both sides: a peak lowers all
 * its neighbours. Samples that need nothing cost nothing. */
static void spread(const float *gain, size_t count, size_t reach, float *low_out) {
    for (size_t i = 0; i < count; i++) {
        low_out[i] = 1.0F;
    }
    for (size_t i = 0; i < count; i++) {
        size_t first = i > reach ? i - reach : 0;
        for (size_t j = first; gain[i] < 1.0F && j < count && j <= i + reach; j++) {
            low_out[j] = fminf(low_out[j], gain[i]);
        }
    }
}

/* The mean over `reach` to both sides, the ends going on for ever: where all of
 * `low` is at most what a sample needs, so is the mean. */
static void apply_mean(const float *low, size_t count, size_t reach, float *samples) {
    double width = 2 * (double)reach + 1;
    double sum = (double)(reach + 1) * low[0];
    for (size_t i = 0; i < reach; i++) {
        sum += low[i < count ? i : count - 1];
    }
    for (size_t i = 0; i < count; i++) {
        sum += low[i + reach < count ? i + reach : count - 1];
        sum -= low[i > reach ? i - reach - 1 : 0];
        samples[i] = (float)(samples[i] * (sum / width));
    }
}

void limiter_run(float *samples, size_t count, uint32_t rate_hz, float ceiling) {
    size_t reach = (size_t)rate_hz * REACH_MS / 1000;
    if (count == 0) {
        return;
    }
    float *gain = calloc(count, sizeof *gain);
    float *low = calloc(count, sizeof *low);
    if (!gain || !low) {
        abort();
    }
    needs(samples, count, ceiling, gain);
    spread(gain, count, reach, low);
    apply_mean(low, count, reach, samples);
    for (size_t i = 0; i < count; i++) { /* what rounding left above */
        samples[i] = fminf(ceiling, fmaxf(-ceiling, samples[i]));
    }
    free(low);
    free(gain);
}
