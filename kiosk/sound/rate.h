/* Changes the rate of a whole recording with nothing to be heard of it: a sinc
 * filter under a Kaiser window, 24 zero crossings to each side, flat up to 90 % of
 * the lower of both Nyquist frequencies. For what is kept and copied; a device
 * that has to be fed while it plays takes resample.h. */
#ifndef SOUND_RATE_H
#define SOUND_RATE_H

#include <stddef.h>
#include <stdint.h>

enum { RATE_HZ_MIN = 8000, RATE_HZ_MAX = 192000 };

/* Samples that `count` become. Rates from RATE_HZ_MIN to RATE_HZ_MAX. */
size_t rate_frames(size_t count, uint32_t from_hz, uint32_t to_hz);

/* Converts `count` samples into rate_frames of them. The source's first sample is
 * the first one of the result; what lies beyond its ends is silence. At equal rates
 * samples pass unchanged. Any thread; 60 s take some 0.3 s. Source: J. O. Smith,
 * "Digital Audio Resampling Home Page"; window: Kaiser, beta 8. */
void rate_convert(const int16_t *samples, size_t count, uint32_t from_hz, uint32_t to_hz,
                  int16_t *samples_out);

#endif
