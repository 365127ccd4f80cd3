/* Keeps peaks under a ceiling without anybody hearing how: the gain begins to
 * fall 5 ms before a peak and comes back over the 5 ms behind it. For whole
 * recordings, so it can look ahead. */
#ifndef SOUND_LIMITER_H
#define SOUND_LIMITER_H

#include <stddef.h>
#include <stdint.h>

/* No sample's magnitude is above `ceiling` (more than 0) afterwards; samples that
 * lie 10 ms and more from a higher one stay as they are. Any thread. */
void limiter_run(float *samples, size_t count, uint32_t rate_hz, float ceiling);

#endif
