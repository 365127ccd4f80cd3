/* The kiosk's few sounds that are no speech, computed sample by sample: two falling
 * tones that call a person, and a short one that says that a key was taken. */
#ifndef SOUND_CHIME_H
#define SOUND_CHIME_H

#include <stddef.h>
#include <stdint.h>

enum chime { CHIME_NONE, CHIME_CALL, CHIME_KEY, CHIME_COUNT };

/* Length of the chime at `rate_hz`; 0 for none. */
size_t chime_frames(enum chime chime, uint32_t rate_hz);

/* Writes frames [first, first + count) of the chime at `rate_hz`. */
void chime_read(enum chime chime, uint32_t rate_hz, size_t first, size_t count,
                int16_t *samples_out);

#endif
