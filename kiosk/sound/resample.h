/* Changes the rate of mono samples by drawing a straight line between
 * neighbours. Speech of 22,050 Hz has nothing above 11 kHz that a loudspeaker of
 * a kiosk would give back, so nothing more is worth its processor time; used
 * only with devices that refuse the rate itself. At equal rates samples pass
 * unchanged. */
#ifndef SOUND_RESAMPLE_H
#define SOUND_RESAMPLE_H

#include <stddef.h>
#include <stdint.h>

struct resample {
    uint32_t from_hz, to_hz;
    uint32_t phase; /* of the next output between `last` and the next input, 0..to_hz */
    int16_t last;
};

/* Starts a stream of samples. Rates are not 0. */
void resample_init(struct resample *resample, uint32_t from_hz, uint32_t to_hz);

/* The most samples `count` input samples can become. */
size_t resample_bound(const struct resample *resample, size_t count);

/* Converts `count` samples; returns how many were written to samples_out, which
 * has room for resample_bound. */
size_t resample_run(struct resample *resample, const int16_t *samples, size_t count,
                    int16_t *samples_out);

#endif
