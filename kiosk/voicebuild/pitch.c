#include "voicebuild/pitch.h"

#include <math.h>

static const double semitones_an_octave = 12;
static const double pitch_zero = 9;              /* base = a - 9 */
static const double unit_of_spread = 54 / 4096.; /* unit = (b - a) · 54 / 4096 */

double pitch_hz(double level, double lowest_hz) {
    return lowest_hz * pow(2, (level - 1) * PITCH_STEP_ST / semitones_an_octave);
}

double pitch_units(double level) {
    return (pitch_hz(level, PITCH_LOWEST_HZ) - PITCH_BASE_HZ) / (PITCH_SPREAD * unit_of_spread);
}

void pitch_scaled(double scale, int *a, int *b) {
    double base = *a - pitch_zero, spread = *b - *a;
    *a = (int)lround(pitch_zero + base * scale);
    *b = *a + (int)lround(spread * scale);
}

void pitch_of_voice(double lowest_hz, int *a_out, int *b_out) {
    double scale = lowest_hz / PITCH_LOWEST_HZ;
    *a_out = (int)lround(pitch_zero + PITCH_BASE_HZ * scale);
    *b_out = *a_out + (int)lround(PITCH_SPREAD * scale);
}
