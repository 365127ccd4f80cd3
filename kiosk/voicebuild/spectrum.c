#include "voicebuild/spectrum.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "voicebuild/stock.h"

enum {
    HEAD_BYTES = 4,
    FRAME_BYTES = 64,
    FRAMES_MAX = 16,
    FLAG_LONG_FRAME = 1,
    FLAG_CENTRE = 2,
    FREQUENCIES_AT = 2,
    LENGTH_AT = 16,
    HEIGHTS_AT = 18,
    HEIGHTS = 8,
    WIDTHS_AT = 26,
    WIDTHS = 6,
    WIDTH_UNIT_HZ = 4,
    RIGHT_WIDTHS = 3, /* behind the widths: above the peak, where it is not as below */
    BYTE_MAX = 255
};

static const double pi = 3.14159265358979323846;

struct frame {
    unsigned char bytes[FRAME_BYTES];
};

struct sequence {
    struct frame frames[FRAMES_MAX];
    unsigned count;
};

static bool read_sequence(const struct blob *phondata, uint32_t address,
                          struct sequence *sequence_out) {
    if (address + HEAD_BYTES > phondata->size) {
        return false;
    }
    const unsigned char *head = phondata->bytes + address;
    unsigned count = head[2];
    size_t bytes = (size_t)count * FRAME_BYTES;
    if (count == 0 || count > FRAMES_MAX || address + HEAD_BYTES + bytes > phondata->size ||
        !(head[HEAD_BYTES] & FLAG_LONG_FRAME)) {
        return false;
    }
    sequence_out->count = count;
    memcpy(sequence_out->frames, head + HEAD_BYTES, bytes);
    return true;
}

static uint32_t write_sequence(struct blob *phondata, const struct sequence *sequence) {
    unsigned total_ms = 0;
    for (unsigned i = 0; i < sequence->count; i++) {
        total_ms += sequence->frames[i].bytes[LENGTH_AT];
    }
    blob_align(phondata);
    size_t address = phondata->size;
    blob_put16(phondata, total_ms);
    blob_put8(phondata, sequence->count);
    blob_put8(phondata, 0);
    blob_put(phondata, sequence->frames, (size_t)sequence->count * FRAME_BYTES);
    return phondata->size < STOCK_SOUND_LIMIT ? (uint32_t)address : 0;
}

static unsigned char scaled(unsigned char value, double factor) {
    double scaled = value * factor + 0.5;
    return (unsigned char)(scaled > BYTE_MAX ? BYTE_MAX : scaled);
}

/* ---- breathy ---------------------------------------------------------------------- */

/* A breathy voice has a strong first harmonic, weak high ones and soft peaks. The
 * whole is less loud so that nothing clips. */
static void breathe(struct frame *frame) {
    static const double heights[HEIGHTS] = {1.4, 0.5, 0.4, 0.33, 0.28, 0.25, 0.25, 0.25};
    for (int i = 0; i < HEIGHTS; i++) {
        frame->bytes[HEIGHTS_AT + i] = scaled(frame->bytes[HEIGHTS_AT + i], heights[i]);
    }
    for (int i = 0; i < WIDTHS + RIGHT_WIDTHS; i++) {
        frame->bytes[WIDTHS_AT + i] = scaled(frame->bytes[WIDTHS_AT + i], 1.35);
    }
}

uint32_t spectrum_breathy(struct blob *phondata, uint32_t vowel) {
    struct sequence sequence;
    if (!read_sequence(phondata, vowel, &sequence)) {
        return 0;
    }
    for (unsigned i = 0; i < sequence.count; i++) {
        breathe(&sequence.frames[i]);
    }
    return write_sequence(phondata, &sequence);
}

uint32_t spectrum_end(struct blob *phondata, uint32_t vowel, unsigned ms) {
    struct sequence sequence;
    if (!read_sequence(phondata, vowel, &sequence)) {
        return 0;
    }
    struct frame last = sequence.frames[sequence.count - 1];
    struct frame loud = sequence.count > 1 ? sequence.frames[sequence.count - 2] : last;
    sequence = (struct sequence){.frames = {loud, last}, .count = 2};
    sequence.frames[0].bytes[LENGTH_AT] = (unsigned char)ms;
    sequence.frames[1].bytes[LENGTH_AT] = 0;
    return write_sequence(phondata, &sequence);
}

/* ---- creaky ----------------------------------------------------------------------- */

/* Louder or softer, in the same voice. */
static void amplify(struct frame *frame, double factor) {
    for (int i = 0; i < HEIGHTS; i++) {
        frame->bytes[HEIGHTS_AT + i] = scaled(frame->bytes[HEIGHTS_AT + i], factor);
    }
}

/* The voice all but stops and comes back, twice, no two cycles alike. The times were found
 * by search, as those that leave a rime least harmonic: shorter ones are smoothed away. */
uint32_t spectrum_creaky(struct blob *phondata, uint32_t sound, unsigned ms) {
    static const unsigned shares[] = {4, 20, 20, 20, 0};
    static const unsigned shares_sum = 64;
    static const double weak = 0.02, strong = 1.5;
    struct sequence sequence;
    if (!read_sequence(phondata, sound, &sequence)) {
        return 0;
    }
    struct frame steady = sequence.frames[sequence.count / 2];
    steady.bytes[0] = FLAG_LONG_FRAME;
    sequence.count = sizeof shares / sizeof *shares;
    for (unsigned i = 0; i < sequence.count; i++) {
        struct frame *frame = &sequence.frames[i];
        *frame = steady;
        amplify(frame, i % 2 ? strong : weak);
        frame->bytes[LENGTH_AT] = (unsigned char)(shares[i] * ms / shares_sum);
    }
    return write_sequence(phondata, &sequence);
}

/* ---- loudness ----------------------------------------------------------------------- */

static double peak_hz(const struct frame *frame, int peak) {
    const unsigned char *bytes = frame->bytes + FREQUENCIES_AT + 2 * peak;
    return bytes[0] | bytes[1] << 8;
}

/* How much of a peak reaches a harmonic: all at its top, nothing at its foot. */
static double reach(const struct frame *frame, int peak, double hz) {
    double away_hz = hz - peak_hz(frame, peak);
    bool above = away_hz > 0 && peak < RIGHT_WIDTHS;
    int width = frame->bytes[WIDTHS_AT + (above ? WIDTHS : 0) + peak];
    double share = width ? fabs(away_hz) / (width * WIDTH_UNIT_HZ) : 1;
    return share < 1 ? 0.5 + 0.5 * cos(pi * share) : 0;
}

/* The root of the harmonics' energy. A harmonic is as loud as the square of what the
 * peaks add up to there (PeaksToHarmspect in eSpeak NG's wavegen.c). */
static double frame_loudness(const struct frame *frame) {
    enum { VOICE_HZ = 110, HARMONICS = 36 };
    double energy = 0;
    for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
        double sum = 0;
        for (int peak = 0; peak < WIDTHS; peak++) {
            sum += frame->bytes[HEIGHTS_AT + peak] * reach(frame, peak, harmonic * VOICE_HZ);
        }
        energy += sum * sum * sum * sum;
    }
    return sqrt(energy);
}

double spectrum_loudness(const struct blob *phondata, uint32_t vowel) {
    struct sequence sequence;
    double sum = 0;
    if (!read_sequence(phondata, vowel, &sequence)) {
        return 0;
    }
    for (unsigned i = 0; i < sequence.count; i++) {
        sum += frame_loudness(&sequence.frames[i]);
    }
    return sum / sequence.count;
}

/* ---- diphthongs ---------------------------------------------------------------------- */

static struct frame centre(const struct sequence *sequence) {
    for (unsigned i = 0; i < sequence->count; i++) {
        if (sequence->frames[i].bytes[0] & FLAG_CENTRE) {
            return sequence->frames[i];
        }
    }
    return sequence->frames[sequence->count / 2];
}

/* Two vowels that are as loud as they may be alone are too loud where they meet. */
static void soften(struct frame *frame) { amplify(frame, 0.8); }

uint32_t spectrum_diphthong(struct blob *phondata, uint32_t from, uint32_t to) {
    static const unsigned char lengths_ms[] = {45, 70, 50, 0};
    struct sequence a, b;
    if (!read_sequence(phondata, from, &a) || !read_sequence(phondata, to, &b)) {
        return 0;
    }
    struct sequence joined = {
        .frames = {a.frames[0], centre(&a), centre(&b), b.frames[b.count - 1]},
        .count = sizeof lengths_ms};
    joined.frames[2].bytes[0] &= (unsigned char)~FLAG_CENTRE;
    for (unsigned i = 0; i < joined.count; i++) {
        joined.frames[i].bytes[LENGTH_AT] = lengths_ms[i];
        soften(&joined.frames[i]);
    }
    return write_sequence(phondata, &joined);
}
