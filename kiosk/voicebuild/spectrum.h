/* eSpeak NG's vowel sounds: sequences of spectra in espeak-ng-data/phondata. New ones
 * are made from installed ones.
 *
 * Format: i16 total ms, u8 number of frames, u8 0, then frames of 64 bytes (the first
 * one's flag 1 set; without it 44, which no installed one is): formant frequencies,
 * length in ms, loudness, heights and widths of the peaks, ... */
#ifndef VOICEBUILD_SPECTRUM_H
#define VOICEBUILD_SPECTRUM_H

#include <stdint.h>

#include "voicebuild/blob.h"

/* Each returns the address of the new spectrum, 0 if an old one is not as we know it. */

/* The same vowel in a breathy voice. */
uint32_t spectrum_breathy(struct blob *phondata, uint32_t vowel);

/* How a vowel ends, held for `ms`. */
uint32_t spectrum_end(struct blob *phondata, uint32_t vowel, unsigned ms);

/* A sound in a creaky voice, for `ms`. */
uint32_t spectrum_creaky(struct blob *phondata, uint32_t sound, unsigned ms);

/* How loud a vowel is in the mean of its frames, in a measure of its own; 0 if it is not
 * as we know it. */
double spectrum_loudness(const struct blob *phondata, uint32_t vowel);

/* From one vowel to another. */
uint32_t spectrum_diphthong(struct blob *phondata, uint32_t from, uint32_t to);

#endif
