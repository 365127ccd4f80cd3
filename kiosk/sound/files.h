/* Sound files: samples → WAV, samples ↔ Ogg Opus. The only user of libsndfile. */
#ifndef SOUND_FILES_H
#define SOUND_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* ---- a WAV file, written little by little ---- */

struct files_wav;

/* Starts a mono WAV file of 16 bits. ERR_DEGRADE (logged) if it cannot be made.
 * *wav_out is ended by files_close. */
enum err files_open(const char *path, int rate_hz, struct files_wav **wav_out) MUST_CHECK;

/* Appends samples; false if the disk did not take them all. */
bool files_write(struct files_wav *wav, const int16_t *samples, size_t count);

/* Ends the file. ERR_DEGRADE (logged) if some of it could not be written. NULL is fine. */
enum err files_close(struct files_wav *wav) MUST_CHECK;

/* ---- whole recordings: mono, WAV or Ogg Opus ---- */

enum {
    FILES_OPUS_HZ = 48000,                 /* of every Opus file here */
    FILES_BYTES_MAX = 64 * 1024 * 1024,    /* of a file that is read */
    FILES_FRAMES_MAX = 600 * FILES_OPUS_HZ /* of one that is written or read */
};

/* Zeroed is empty; ended by files_sound_fini. */
struct files_sound {
    int16_t *samples;
    size_t count;
    uint32_t rate_hz;
};

/* Zeroed is empty; ended by files_bytes_fini. */
struct files_bytes {
    uint8_t *data;
    size_t size;
};

/* Samples of FILES_OPUS_HZ, at most FILES_FRAMES_MAX and at least one, as an Ogg Opus
 * file in memory, some 48 kbit/s. ERR_DEGRADE (logged) if it cannot be made. Any
 * thread. */
enum err files_opus(const int16_t *samples, size_t count, struct files_bytes *bytes_out) MUST_CHECK;

/* The same as a file, which must not be there. */
enum err files_opus_save(const char *path, const int16_t *samples, size_t count) MUST_CHECK;

/* The sound in `size` bytes at `data`. ERR_REJECT, without a word, if they are not a
 * mono WAV or Opus file of at most frames_max samples: the caller knows the name.
 * Any bytes are fine. Any thread. */
enum err files_sound(const void *data, size_t size, size_t frames_max,
                     struct files_sound *sound_out) MUST_CHECK;

/* The same from a regular file. ERR_REJECT (logged) if it is none. */
enum err files_sound_load(const char *path, size_t frames_max,
                          struct files_sound *sound_out) MUST_CHECK;

/* Both leave the struct zeroed; a zeroed one is fine. */
void files_sound_fini(struct files_sound *sound);
void files_bytes_fini(struct files_bytes *bytes);

#endif
