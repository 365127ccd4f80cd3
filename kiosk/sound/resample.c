#include "sound/resample.h"

#include <string.h>

void resample_init(struct resample *resample, uint32_t from_hz, uint32_t to_hz) {
    *resample = (struct resample){.from_hz = from_hz, .to_hz = to_hz};
}

size_t resample_bound(const struct resample *resample, size_t count) {
    return (size_t)((uint64_t)count * resample->to_hz / resample->from_hz) + 2;
}

static int16_t between(int16_t a, int16_t b, uint32_t phase, uint32_t whole) {
    int64_t step = ((int64_t)b - a) * phase / whole;
    return (int16_t)(a + step);
}

/* Each input sample spans to_hz phase units, each output advances from_hz. */
size_t resample_run(struct resample *resample, const int16_t *samples, size_t count,
                    int16_t *samples_out) {
    if (resample->from_hz == resample->to_hz) {
        memcpy(samples_out, samples, count * sizeof *samples);
        return count;
    }
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        while (resample->phase < resample->to_hz) {
            samples_out[made++] =
                between(resample->last, samples[i], resample->phase, resample->to_hz);
            resample->phase += resample->from_hz;
        }
        resample->phase -= resample->to_hz;
        resample->last = samples[i];
    }
    return made;
}
