/* Sound files: samples → WAV. The only user of libsndfile. */
#ifndef SOUND_FILES_H
#define SOUND_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct files_wav;

/* Starts a mono WAV file of 16 bits. ERR_DEGRADE (logged) if it cannot be made.
 * *wav_out is ended by files_close. */
enum err files_open(const char *path, int rate_hz, struct files_wav **wav_out) MUST_CHECK;

/* Appends samples; false if the disk did not take them all. */
bool files_write(struct files_wav *wav, const int16_t *samples, size_t count);

/* Ends the file. ERR_DEGRADE (logged) if some of it could not be written. NULL is fine. */
enum err files_close(struct files_wav *wav) MUST_CHECK;

#endif
