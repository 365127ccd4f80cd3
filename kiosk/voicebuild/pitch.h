/* Chao levels ↔ Hz ↔ eSpeak NG's units of pitch. The voice files and the tones are
 * both made from these constants, so that they always agree.
 *
 * In a tone language eSpeak NG says base + unit · u Hz, u from 0 to 254; a voice
 * file's "pitch a b" means base = a - 9 and unit = (b - a) · 54 / 4096. Scaling both
 * by the same factor keeps every interval. */
#ifndef VOICEBUILD_PITCH_H
#define VOICEBUILD_PITCH_H

#define PITCH_STEP_ST 2.25  /* semitones between two Chao levels */
#define PITCH_LOWEST_HZ 95. /* Chao level 1 of the reference voice */
#define PITCH_BASE_HZ 86.   /* of the reference voice */
#define PITCH_SPREAD 80.    /* b - a of the reference voice */

#define PITCH_LEVEL_MIN 0.5
#define PITCH_LEVEL_MAX 5.5

/* Hz of a Chao level in a voice whose level 1 is `lowest_hz`. */
double pitch_hz(double level, double lowest_hz);

/* The same in eSpeak NG's units: equal for every voice. */
double pitch_units(double level);

/* The two numbers of a voice file's "pitch" for a voice whose level 1 is `lowest_hz`. */
void pitch_of_voice(double lowest_hz, int *a_out, int *b_out);

/* A voice's "pitch a b", `scale` times as high; its intervals stay as they are. */
void pitch_scaled(double scale, int *a, int *b);

#endif
