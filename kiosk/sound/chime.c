#include "sound/chime.h"

#include <math.h>

/* A major third downwards, as doorbells have it. */
static const struct tone { double start_s, pitch_hz; } tones[] = {{0.00, 659.26}, {0.35, 523.25}};

static const double length_s = 1.1;
static const double decay_s = 0.25;  /* to 1/e */
static const double attack_s = 0.01; /* no click */
static const double level = 0.4;     /* of full scale, for each tone */
static const double pi = 3.14159265358979323846;

size_t chime_frames(uint32_t rate_hz) { return (size_t)(length_s * rate_hz); }

static double tone_at(const struct tone *tone, double time_s) {
    double t = time_s - tone->start_s;
    if (t < 0) {
        return 0;
    }
    double attack = t < attack_s ? t / attack_s : 1;
    return level * attack * exp(-t / decay_s) * sin(2 * pi * tone->pitch_hz * t);
}

void chime_read(uint32_t rate_hz, size_t first, size_t count, int16_t *samples_out) {
    for (size_t i = 0; i < count; i++) {
        double time_s = (double)(first + i) / rate_hz;
        double sum = 0;
        for (size_t k = 0; k < sizeof tones / sizeof *tones; k++) {
            sum += tone_at(&tones[k], time_s);
        }
        samples_out[i] = (int16_t)lrint(sum * INT16_MAX);
    }
}
