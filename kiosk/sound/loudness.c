#include "sound/loudness.h"

#include <ebur128.h>
#include <math.h>
#include <stdlib.h>

#include "sound/limiter.h"

const struct loudness_target loudness_kiosk = {.lufs = -16, .true_peak_dbtp = -1};
const struct loudness_target loudness_outdoors = {.lufs = -14, .true_peak_dbtp = -1};

enum { BLOCK_MS = 400, SHORTEST_MS = 10 };

static const double silence_lufs = -70;
static const double limiting_most_db = 9;
static const double between_samples_db = 0.5; /* room for peaks between samples */

static double factor_of(double db) { return pow(10, db / 20); }

static double db_of(double factor) { return factor > 0 ? 20 * log10(factor) : silence_lufs; }

static double integrated(ebur128_state *meter, unsigned long ms) {
    double lufs = -HUGE_VAL;
    if (ms >= BLOCK_MS) {
        ebur128_loudness_global(meter, &lufs);
    } else if (ms >= SHORTEST_MS) {
        ebur128_loudness_window(meter, ms, &lufs);
    }
    return lufs;
}

struct loudness loudness_measure(const int16_t *samples, size_t count, uint32_t rate_hz) {
    struct loudness silence = {true, silence_lufs, silence_lufs};
    double peak = 0;
    ebur128_state *meter =
        ebur128_init(1, rate_hz, EBUR128_MODE_I | EBUR128_MODE_S | EBUR128_MODE_TRUE_PEAK);
    if (!meter) {
        abort();
    }
    ebur128_add_frames_short(meter, samples, count);
    double lufs = integrated(meter, (unsigned long)((uint64_t)count * 1000 / rate_hz));
    ebur128_true_peak(meter, 0, &peak);
    ebur128_destroy(&meter);
    if (!(lufs > silence_lufs)) {
        return silence;
    }
    return (struct loudness){.lufs = lufs, .true_peak_dbtp = db_of(peak)};
}

double loudness_gain_db(const struct loudness *loudness, const struct loudness_target *target) {
    double up = target->lufs - loudness->lufs;
    double room = target->true_peak_dbtp - loudness->true_peak_dbtp;
    if (loudness->silent) {
        return 0;
    }
    return up < room ? up : room;
}

static void to_floats(const int16_t *samples, size_t count, double gain, float *floats_out) {
    for (size_t i = 0; i < count; i++) {
        floats_out[i] = (float)(samples[i] * gain / -(double)INT16_MIN);
    }
}

static void to_samples(const float *floats, size_t count, double gain, int16_t *samples_out) {
    for (size_t i = 0; i < count; i++) {
        double value = round(floats[i] * gain * -(double)INT16_MIN);
        samples_out[i] = (int16_t)(value > INT16_MAX   ? INT16_MAX
                                   : value < INT16_MIN ? INT16_MIN
                                                       : value);
    }
}

/* The limiter's work makes a recording a little less loud, and it does not see peaks
 * between samples: what is missing or too much is made good by a plain gain. */
static struct loudness settle(int16_t *samples, size_t count, uint32_t rate_hz, float *floats,
                              const struct loudness_target *target) {
    to_samples(floats, count, 1, samples);
    struct loudness reached = loudness_measure(samples, count, rate_hz);
    double rest_db = loudness_gain_db(&reached, target);
    to_samples(floats, count, factor_of(rest_db), samples);
    return loudness_measure(samples, count, rate_hz);
}

struct loudness loudness_level(int16_t *samples, size_t count, uint32_t rate_hz,
                               const struct loudness_target *target) {
    struct loudness before = loudness_measure(samples, count, rate_hz);
    if (before.silent) {
        return before;
    }
    double free_db = loudness_gain_db(&before, target);
    double wanted_db = target->lufs - before.lufs;
    double most_db = free_db + limiting_most_db;
    double gain_db = wanted_db < most_db ? wanted_db : most_db;
    float *floats = calloc(count, sizeof *floats);
    if (!floats) {
        abort();
    }
    to_floats(samples, count, factor_of(gain_db), floats);
    limiter_run(floats, count, rate_hz,
                (float)factor_of(target->true_peak_dbtp - between_samples_db));
    struct loudness after = settle(samples, count, rate_hz, floats, target);
    free(floats);
    return after;
}
