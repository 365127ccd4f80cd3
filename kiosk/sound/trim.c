#include "sound/trim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int peak_of(const struct files_sound *sound) {
    int peak = 0;
    for (size_t i = 0; i < sound->count; i++) {
        peak = abs(sound->samples[i]) > peak ? abs(sound->samples[i]) : peak;
    }
    return peak;
}

void trim_silence(struct files_sound *sound, double below_db, unsigned margin_ms) {
    size_t first = 0, end = sound->count, margin = (size_t)sound->rate_hz * margin_ms / 1000;
    double quiet = peak_of(sound) * pow(10, -below_db / 20);
    while (first < end && abs(sound->samples[first]) <= quiet) {
        first++;
    }
    while (end > first && abs(sound->samples[end - 1]) <= quiet) {
        end--;
    }
    if (first == end) {
        sound->count = 0;
        return;
    }
    first = first > margin ? first - margin : 0;
    end = end + margin < sound->count ? end + margin : sound->count;
    memmove(sound->samples, sound->samples + first, (end - first) * sizeof *sound->samples);
    sound->count = end - first;
}
