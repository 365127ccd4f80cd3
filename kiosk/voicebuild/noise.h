/* Noise of our own, computed: breath through the nose or the mouth. */
#ifndef VOICEBUILD_NOISE_H
#define VOICEBUILD_NOISE_H

#include <stddef.h>
#include <stdint.h>

#include "voicebuild/blob.h"

enum { NOISE_POLES = 3, NOISE_RATE_HZ = 22050 };

struct noise {
    double poles_hz[NOISE_POLES];
    unsigned ms;
    int peak; /* of 32767 */
};

/* Appends it to phondata as a wave; its address. The same noise is always the same
 * samples, so that two builds are equal. */
uint32_t noise_append(struct blob *phondata, const struct noise *noise);

#endif
