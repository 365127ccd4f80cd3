#include "voicebuild/tone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "voicebuild/pitch.h"

enum {
    UNITY = 128, /* of an envelope of amplitude */
    ENVELOPE_SCALE = 256,
    ENVELOPE_BYTE_MAX = 255,
    CREAK_FROM = 40,
    CREAK_WEAK = 16,
    CREAK_MIDDLE = 45,
    CREAK_STRONG = 150,
    CLOSING_FROM = 112 /* a glottal stop closes over these last points */
};

static const double length_min = 0.4, length_max = 1.5;
static const double stop_shortens = 0.55; /* vowels of vi before a stop, in the mean */

static const char *const phonation_names[TONE_PHONATIONS] = {[TONE_MODAL] = "modal",
                                                             [TONE_BREATHY] = "breathy",
                                                             [TONE_CREAKY] = "creaky",
                                                             [TONE_GLOTTAL] = "glottal"};

/* ---- reading ------------------------------------------------------------------------ */

static bool refuse_point(const struct tone_place *place, const char *contour) {
    diag_error(place->diag, place->file, place->line,
               "cột “contour”: “%s” phải là các điểm phần-trăm:mức từ 0 đến 100 theo thứ tự, "
               "ví dụ “0:4.4 50:4.8 100:5”, nhiều nhất %d điểm",
               "column \"contour\": \"%s\" must be points percent:level from 0 to 100 in order, "
               "such as \"0:4.4 50:4.8 100:5\", at most %d of them",
               contour, TONE_POINTS_MAX);
    return false;
}

static bool refuse_level(const struct tone_place *place, double level) {
    diag_error(place->diag, place->file, place->line,
               "cột “contour”: mức %g nằm ngoài khoảng %g đến %g",
               "column \"contour\": the level %g is outside %g to %g", level, PITCH_LEVEL_MIN,
               PITCH_LEVEL_MAX);
    return false;
}

/* "50:4.8" and spaces behind it. */
static bool read_point(const char **text, struct tone_point *point_out) {
    char *end = NULL;
    point_out->percent = strtod(*text, &end);
    if (end == *text || *end != ':') {
        return false;
    }
    const char *level = end + 1;
    point_out->level = strtod(level, &end);
    *text = end + strspn(end, " ");
    return end != level && (*end == ' ' || *end == '\0');
}

static bool in_order(const struct tone_shape *tone) {
    const struct tone_point *points = tone->points;
    for (size_t i = 1; i < tone->point_count; i++) {
        if (!(points[i].percent > points[i - 1].percent)) {
            return false;
        }
    }
    return tone->point_count >= 2 && points[0].percent == 0 &&
           points[tone->point_count - 1].percent == 100;
}

static bool read_contour(const struct tone_place *place, const char *contour,
                         struct tone_shape *tone) {
    for (const char *text = contour; *text;) {
        if (tone->point_count == TONE_POINTS_MAX ||
            !read_point(&text, &tone->points[tone->point_count])) {
            return refuse_point(place, contour);
        }
        double level = tone->points[tone->point_count++].level;
        if (!(level >= PITCH_LEVEL_MIN && level <= PITCH_LEVEL_MAX)) {
            return refuse_level(place, level);
        }
    }
    return in_order(tone) || refuse_point(place, contour);
}

static bool read_phonation(const struct tone_place *place, const char *name,
                           struct tone_shape *tone) {
    for (int i = 0; i < TONE_PHONATIONS; i++) {
        if (strcmp(name, phonation_names[i]) == 0) {
            tone->phonation = (enum tone_phonation)i;
            return true;
        }
    }
    diag_error(place->diag, place->file, place->line,
               "cột “phonation”: “%s” phải là modal, breathy, creaky hoặc glottal",
               "column \"phonation\": \"%s\" must be modal, breathy, creaky or glottal", name);
    return false;
}

static bool read_length(const struct tone_place *place, const char *text, struct tone_shape *tone) {
    char *end = NULL;
    tone->length = strtod(text, &end);
    if (end != text && *end == '\0' && tone->length >= length_min && tone->length <= length_max) {
        return true;
    }
    diag_error(place->diag, place->file, place->line, "cột “length”: “%s” phải là số từ %g đến %g",
               "column \"length\": \"%s\" must be a number from %g to %g", text, length_min,
               length_max);
    return false;
}

bool tone_read(const struct tone_place *place, const char *contour, const char *phonation,
               const char *length, struct tone_shape *tone_out) {
    *tone_out = (struct tone_shape){0};
    return read_contour(place, contour, tone_out) && read_phonation(place, phonation, tone_out) &&
           read_length(place, length, tone_out);
}

bool tone_same(const struct tone_shape *a, const struct tone_shape *b) {
    if (a->point_count != b->point_count || a->phonation != b->phonation ||
        a->length != b->length || a->checked != b->checked) {
        return false;
    }
    for (size_t i = 0; i < a->point_count; i++) {
        if (a->points[i].percent != b->points[i].percent ||
            a->points[i].level != b->points[i].level) {
            return false;
        }
    }
    return true;
}

double tone_level(const struct tone_shape *tone, double percent) {
    size_t i = 1;
    while (i + 1 < tone->point_count && tone->points[i].percent < percent) {
        i++;
    }
    const struct tone_point *a = &tone->points[i - 1], *b = &tone->points[i];
    return a->level + (b->level - a->level) * (percent - a->percent) / (b->percent - a->percent);
}

/* ---- envelopes ------------------------------------------------------------------------ */

/* A vowel lasts a little longer than eSpeak NG plans, to the end of a glottal cycle: the
 * envelope is passed through by then, so it stops short of the contour's end. */
static double units_at(const struct tone_shape *tone, int i) {
    bool cut = tone->phonation == TONE_GLOTTAL || tone->checked;
    double reached_percent = cut ? 95.5 : 97.6;
    return pitch_units(tone_level(tone, reached_percent * i / (TONE_ENVELOPE_BYTES - 1)));
}

void tone_pitch(const struct tone_shape *tone, unsigned char envelope_out[TONE_ENVELOPE_BYTES],
                unsigned *low_out, unsigned *high_out) {
    double low = units_at(tone, 0), high = low;
    for (int i = 1; i < TONE_ENVELOPE_BYTES; i++) {
        low = fmin(low, units_at(tone, i));
        high = fmax(high, units_at(tone, i));
    }
    *low_out = (unsigned)floor(low) - 1;
    *high_out = (unsigned)ceil(high) + 1;
    for (int i = 0; i < TONE_ENVELOPE_BYTES; i++) {
        long byte =
            lround((units_at(tone, i) - *low_out) / (*high_out - *low_out) * ENVELOPE_SCALE);
        envelope_out[i] = (unsigned char)(byte > ENVELOPE_BYTE_MAX ? ENVELOPE_BYTE_MAX : byte);
    }
}

unsigned tone_percent(const struct tone_shape *tone) {
    double length = tone->checked ? tone->length / stop_shortens : tone->length;
    return (unsigned)lround(100 * fmin(length, length_max));
}

/* Amplitude is taken once a glottal cycle, wherever that falls: every 4 to 18 points, as
 * vowels are long and voices high. No two cycles of a creaky voice are alike, and the loud
 * ones count. This sequence was found by search (annealing over such lengths, pitches and
 * beginnings) as one whose neighbours have least in common. */
static void creak(unsigned char envelope_out[TONE_ENVELOPE_BYTES]) {
    static const char pulses[] = "............#######............+#.+#....#.."
                                 "#####................#..#.#.###..+.....+.##.";
    _Static_assert(CREAK_FROM + sizeof pulses == TONE_ENVELOPE_BYTES, "ends as it began");
    for (size_t i = 0; pulses[i]; i++) {
        envelope_out[CREAK_FROM + i] = pulses[i] == '#'   ? CREAK_STRONG
                                       : pulses[i] == '+' ? CREAK_MIDDLE
                                                          : CREAK_WEAK;
    }
}

/* The voice weakens before it is cut. */
static void close_glottis(unsigned char envelope_out[TONE_ENVELOPE_BYTES]) {
    for (int i = CLOSING_FROM; i < TONE_ENVELOPE_BYTES; i++) {
        envelope_out[i] = (unsigned char)(UNITY - 4 * (i - CLOSING_FROM));
    }
}

bool tone_amplitude(const struct tone_shape *tone,
                    unsigned char envelope_out[TONE_ENVELOPE_BYTES]) {
    memset(envelope_out, UNITY, TONE_ENVELOPE_BYTES);
    if (tone->phonation == TONE_CREAKY) {
        creak(envelope_out);
    } else if (tone->phonation == TONE_GLOTTAL) {
        close_glottis(envelope_out);
    }
    return tone->phonation == TONE_CREAKY || tone->phonation == TONE_GLOTTAL;
}
