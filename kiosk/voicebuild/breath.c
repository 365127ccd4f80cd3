#include "voicebuild/breath.h"

#include <math.h>
#include <string.h>

#include "voicebuild/noise.h"
#include "voicebuild/program.h"
#include "voicebuild/spectrum.h"

enum { COLOURS = 6, BREATH_MS = 250, BREATH_PEAK = 8000, PERCENT_MAX = 255 };

static const double poles_hz[COLOURS][NOISE_POLES] = {{500, 1500, 2500}, {750, 1250, 2500},
                                                      {500, 1800, 2500}, {300, 2200, 3000},
                                                      {500, 900, 2500},  {320, 800, 2300}};

struct breath {
    struct hmx *hmx;
    struct program program; /* of the breath itself */
    uint32_t noises[COLOURS];
};

static uint32_t breathy(void *context, uint32_t spectrum) {
    struct hmx *hmx = context;
    return spectrum_breathy(&hmx->stock->phondata, spectrum);
}

/* How loud the noise is: to every vowel the same share, else loud ones drown it. More to
 * those that glide, which are less harmonic by themselves in any voice. */
static unsigned noise_percent(const struct hmx *hmx, const struct phoneme_record *vowel,
                              uint32_t end) {
    static const double steady = 120, gliding = 92; /* loudness a percent */
    double loudness = spectrum_loudness(&hmx->stock->phondata, end);
    double percent = loudness / (vowel->start == vowel->end ? steady : gliding);
    return (unsigned)lround(fmin(percent, PERCENT_MAX));
}

/* The vowel's end goes on as breath. */
static bool go_on(struct breath *breath, const struct phoneme_record *vowel) {
    struct blob *phondata = &breath->hmx->stock->phondata;
    uint32_t plain = hmx_spectrum(breath->hmx, vowel);
    uint32_t soft = plain ? spectrum_breathy(phondata, plain) : 0;
    uint32_t end = soft ? spectrum_end(phondata, soft, BREATH_MS) : 0;
    unsigned colour = (unsigned)vowel->end - HMX_COLOUR_FIRST; /* huge if it has none */
    if (!end) {
        return false;
    }
    program_if_previous(&breath->program, vowel->code);
    program_sound(&breath->program, PROGRAM_SPECTRUM, 0, end);
    program_sound(&breath->program, PROGRAM_ADD_WAVE, noise_percent(breath->hmx, vowel, end),
                  breath->noises[colour < COLOURS ? colour : 0]);
    return true;
}

static bool change_vowel(struct breath *breath, struct phoneme_record *vowel) {
    struct hmx *hmx = breath->hmx;
    struct program_edit edit = {.before = hmx->breath, .instead = breathy, .context = hmx};
    if (!go_on(breath, vowel)) {
        return false;
    }
    uint16_t program = program_copy(&hmx->stock->phonindex, vowel->program, &edit);
    vowel->program = program;
    hmx->own[vowel->code] = true;
    return program != 0;
}

static bool no_breath(struct diag *diag, const char *mnemonic) {
    diag_error(diag, "phonindex", 0, "không thêm được hơi thở sau nguyên âm “%s”",
               "breath cannot be added behind the vowel \"%s\"", mnemonic);
    return false;
}

static void make_noises(struct breath *breath) {
    for (int i = 0; i < COLOURS; i++) {
        struct noise noise = {.ms = BREATH_MS, .peak = BREATH_PEAK};
        memcpy(noise.poles_hz, poles_hz[i], sizeof noise.poles_hz);
        breath->noises[i] = noise_append(&breath->hmx->stock->phondata, &noise);
    }
}

bool breath_make(struct hmx *hmx, const bool wanted[PHONTAB_CODES], struct diag *diag) {
    struct breath breath = {.hmx = hmx};
    struct phoneme_record *phoneme = hmx_place(hmx, HMX_BREATH, strlen(HMX_BREATH));
    if (!phoneme) {
        return hmx_no_code(&(struct tone_place){diag, "phontab", 0}, HMX_BREATH);
    }
    hmx->breath = phoneme->code;
    make_noises(&breath);
    program_length(&breath.program, BREATH_MS);
    for (unsigned code = 0; code < PHONTAB_CODES; code++) {
        struct phoneme_record *vowel = &hmx->set.by_code[code];
        if (wanted[code] && vowel->type == PHONEME_VOWEL && !change_vowel(&breath, vowel)) {
            return no_breath(diag, vowel->mnemonic);
        }
    }
    program_return(&breath.program);
    phoneme->type = PHONEME_LIQUID;
    return hmx_set_program(hmx, &breath.program, phoneme) || no_breath(diag, HMX_BREATH);
}
