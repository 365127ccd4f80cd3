/* The chime that calls a person: two falling tones that ring out, computed
 * sample by sample. */
#ifndef SOUND_CHIME_H
#define SOUND_CHIME_H

#include <stddef.h>
#include <stdint.h>

/* Length of the chime at `rate_hz`. */
size_t chime_frames(uint32_t rate_hz);

/* Writes frames [first, first + count) of the chime at `rate_hz`. */
void chime_read(uint32_t rate_hz, size_t first, size_t count, int16_t *samples_out);

#endif
