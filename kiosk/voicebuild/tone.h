/* A row of tones.tsv → eSpeak NG's tone: an envelope of pitch over the rime, and for
 * some phonations one of amplitude. */
#ifndef VOICEBUILD_TONE_H
#define VOICEBUILD_TONE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

enum { TONE_POINTS_MAX = 16, TONE_ENVELOPE_BYTES = 128 };

enum tone_phonation { TONE_MODAL, TONE_BREATHY, TONE_CREAKY, TONE_GLOTTAL, TONE_PHONATIONS };

struct tone_point {
    double percent; /* of the rime */
    double level;   /* Chao */
};

struct tone_shape {
    struct tone_point points[TONE_POINTS_MAX]; /* from 0 to 100 percent */
    size_t point_count;
    enum tone_phonation phonation;
    double length; /* 1 = as an open syllable's vowel is */
    bool checked;  /* before a stop, where eSpeak NG shortens vowels by itself */
};

/* Where a field was written, for messages. */
struct tone_place {
    struct diag *diag;
    const char *file;
    int line;
};

/* Reads the fields `contour` ("0:4.4 50:4.8 100:5"), `phonation` and `length`. False
 * after a sentence for the first thing wrong. */
bool tone_read(const struct tone_place *place, const char *contour, const char *phonation,
               const char *length, struct tone_shape *tone_out);

/* True if they sound the same. */
bool tone_same(const struct tone_shape *a, const struct tone_shape *b);

/* The Chao level at a percentage of the rime. */
double tone_level(const struct tone_shape *tone, double percent);

/* The envelope of pitch between the units low_out and high_out. */
void tone_pitch(const struct tone_shape *tone, unsigned char envelope_out[TONE_ENVELOPE_BYTES],
                unsigned *low_out, unsigned *high_out);

/* How long the vowel is, in percent of what eSpeak NG would make it. */
unsigned tone_percent(const struct tone_shape *tone);

/* The envelope of amplitude; false if the tone needs none. */
bool tone_amplitude(const struct tone_shape *tone, unsigned char envelope_out[TONE_ENVELOPE_BYTES]);

#endif
