/* Is a take good enough to be kept, and if not, what should the speaker do? Pure
 * functions on the samples of one sentence, mono, CLIP_RATE_HZ.
 *
 * Levels are those of 10 ms frames, without what lies below 80 Hz (wind, a table, the
 * mains). The noise floor is the quietest 200 ms of the take: a speaker who leaves no
 * pause anywhere is told that it is noisy, so the booth asks for a breath before and
 * behind. Speech is what stands out of the noise for longer than a click: 80 ms
 * altogether, with gaps below 250 ms. Whoever presses the key is a click.
 */
#ifndef SOUND_CLIP_H
#define SOUND_CLIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CLIP_RATE_HZ = 48000,
    CLIP_BEFORE_MS = 60, /* that is kept before the speech ... */
    CLIP_BEHIND_MS = 120 /* ... and behind it */
};

/* What is wrong, the first of these that holds. */
enum clip_verdict {
    CLIP_GOOD,
    CLIP_EMPTY,     /* nobody spoke */
    CLIP_CLIPPED,   /* too loud for the microphone: the tops are cut off */
    CLIP_QUIET,     /* speech below -40 dB */
    CLIP_NOISY,     /* speech less than 20 dB above the noise */
    CLIP_TOO_SHORT, /* less than a third of what was expected ... */
    CLIP_TOO_LONG,  /* ... more than three times, and 2 s */
    CLIP_VERDICTS
};

struct clip {
    enum clip_verdict verdict;
    size_t first, end;  /* the samples to keep, with the silence around them */
    uint32_t speech_ms; /* without that silence */
    uint32_t cut_tops;  /* places where the samples stay at their highest or lowest value */
    double speech_db;   /* mean level of the speech; 0 is full scale; -96 without any */
    double noise_db;    /* of the quietest 200 ms */
};

/* Judges a take. expected_ms: how long the sentence should take, 0 = not known. */
struct clip clip_judge(const int16_t *samples, size_t count, uint32_t expected_ms);

/* Keeps samples [clip->first, clip->end), moved to the front, faded in and out over
 * 5 ms, and as loud as the kiosk speaks (see loudness.h). Returns how many they are. */
size_t clip_finish(const struct clip *clip, int16_t *samples);

/* How long `syllables` spoken at a calm pace take: 230 ms each. */
uint32_t clip_expected_ms(size_t syllables);

struct clip_advice {
    const char *vi, *en;
};

/* What to do about a verdict, for the speaker. Never NULL. */
struct clip_advice clip_advice(enum clip_verdict verdict);

/* True if the verdict can be wrong about a good take: languages need not be equally
 * long. The speaker may insist. */
bool clip_doubtful(enum clip_verdict verdict);

#endif
