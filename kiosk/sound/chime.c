#include "sound/chime.h"

#include <math.h>

enum { TONES_MAX = 2 };

struct tone {
    double start_s, pitch_hz;
};

static const struct {
    struct tone tones[TONES_MAX];
    size_t count;
    double length_s;
    double decay_s; /* to 1/e */
} chimes[CHIME_COUNT] = {
    /* A major third downwards, as doorbells have it. */
    [CHIME_CALL] = {{{0.00, 659.26}, {0.35, 523.25}}, 2, 1.1, 0.25},
    [CHIME_KEY] = {{{0.00, 880.00}}, 1, 0.09, 0.02},
};

static const double attack_s = 0.01; /* no click */
static const double level = 0.4;     /* of full scale, for each tone */
static const double pi = 3.14159265358979323846;

size_t chime_frames(enum chime chime, uint32_t rate_hz) {
    return (size_t)(chimes[chime].length_s * rate_hz);
}

static double tone_at(const struct tone *tone, double decay_s, double time_s) {
    double t = time_s - tone->start_s;
    if (t < 0) {
        return 0;
    }
    double attack = t < attack_s ? t / attack_s : 1;
    return level * attack * exp(-t / decay_s) * sin(2 * pi * tone->pitch_hz * t);
}

void chime_read(enum chime chime, uint32_t rate_hz, size_t first, size_t count,
                int16_t *samples_out) {
    for (size_t i = 0; i < count; i++) {
        double time_s = (double)(first + i) / rate_hz;
        double sum = 0;
        for (size_t k = 0; k < chimes[chime].count; k++) {
            sum += tone_at(&chimes[chime].tones[k], chimes[chime].decay_s, time_s);
        }
        samples_out[i] = (int16_t)lrint(sum * INT16_MAX);
    }
}
