/* Any bytes as a sound file: refused, or samples within the bound. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/hash.h"
#include "sound/files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

enum { FRAMES_MAX = 2 * FILES_OPUS_HZ };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes) {
    struct files_sound sound;
    enum err err = files_sound(data, bytes, FRAMES_MAX, &sound);
    if (err ? sound.samples || sound.count : sound.count == 0 || sound.count > FRAMES_MAX) {
        abort();
    }
    size_t size = sound.count * sizeof *sound.samples;
    if (!err && (sound.rate_hz == 0 || hash64_bytes(HASH64_EMPTY, sound.samples, size) == 0)) {
        abort(); /* every sample was there to be read */
    }
    files_sound_fini(&sound);
    return 0;
}
