/* How loud a recording is, and what makes it as loud as another: EBU R 128, ITU-R
 * BS.1770-4. The only user of libebur128.
 *
 * Mono is one channel, as a kiosk's loudspeaker is: 0 LUFS here are 3 dB less than
 * the same samples on both channels of a stereo file.
 *
 * Short clips. The gate of BS.1770 needs blocks of 400 ms; a clip shorter than that
 * ("có") has none. It is measured as one block of its own length, without a gate: the
 * K-weighted mean over the whole clip, so it should be trimmed before. Below 10 ms,
 * or where nothing is louder than -70 LUFS (the absolute gate), a clip is silence.
 */
#ifndef SOUND_LOUDNESS_H
#define SOUND_LOUDNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct loudness {
    bool silent;           /* then the rest is -70 */
    double lufs;           /* integrated */
    double true_peak_dbtp; /* four times oversampled; 0 is full scale */
};

struct loudness_target {
    double lufs;
    double true_peak_dbtp; /* at most */
};

/* Sentences of the kiosk, and sets for loudspeakers in the open. */
extern const struct loudness_target loudness_kiosk;    /* -16 LUFS, -1 dBTP */
extern const struct loudness_target loudness_outdoors; /* -14 LUFS, -1 dBTP */

/* Measures mono samples of 8,000 to 192,000 Hz. Any thread. */
struct loudness loudness_measure(const int16_t *samples, size_t count, uint32_t rate_hz);

/* The gain in dB that reaches the target without passing its peak; 0 for silence. */
double loudness_gain_db(const struct loudness *loudness, const struct loudness_target *target);

/* Brings samples to the target, or as near as it goes: peaks that would pass are
 * limited by up to 9 dB (see limiter.h), silence stays as it is. Returns what was
 * reached. Any thread. */
struct loudness loudness_level(int16_t *samples, size_t count, uint32_t rate_hz,
                               const struct loudness_target *target);

#endif
