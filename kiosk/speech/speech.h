/* Speaks prompts of a page: units → normalise → reader → eSpeak NG (voice
 * thread) → ring → device (audio thread).
 *
 * People first: a prompt that somebody recorded is played as it was said. One that is
 * nothing but a number, an amount or a date is joined from recorded words of numbers, if
 * all of them are there: pauses of 60 ms between them, 100 ms in slow speech, 20 ms of
 * their own silence kept. Everything else, and what cannot be played, is said by a voice from end
 * to end: a sentence that somebody recorded with the amount of last year is not patched with a new
 * one, since nobody recorded its pieces, and half a sentence in another voice is heard as
 * a mistake. Each piece that a voice says is as loud as a recording (loudness_kiosk). "Slower"
 * lengthens pauses between prompts; recordings themselves are not stretched.
 *
 * Call everything from the main thread. Nothing here but speech_rest blocks on sound:
 * say and hush return at once. Each utterance has a number; hush raises the number that
 * is current, and both threads drop whatever belongs to an older one. Without a
 * sound device an utterance ends at once and EV_SOUND 0 is posted; when a device
 * appears, EV_SOUND 1.
 */
#ifndef SPEECH_SPEECH_H
#define SPEECH_SPEECH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "content/library.h"
#include "model/event.h"
#include "model/page.h"
#include "sound/chime.h"

struct speech;

struct speech_config {
    const char *voices_dir;        /* what `tiengban voices build` made */
    bool female;                   /* the woman's voice of each language that has one */
    const struct library *library; /* languages; outlives the speech */
    /* Called from the voice and audio threads with EV_SPEAKING, EV_SPOKEN, EV_SOUND. */
    void (*post)(void *context, const struct event *event);
    void *context;
};

/* Starts both threads. ERR_DEGRADE (logged) if there are no voices: the kiosk
 * runs silent. *speech_out is ended by speech_close. */
enum err speech_open(const struct speech_config *config, struct speech **speech_out) MUST_CHECK;

/* Hushes, stops the threads, frees; NULL is fine. */
void speech_close(struct speech *speech);

/* Replaces whatever is being said by prompts [first, end) of `page` (copied). */
void speech_say(struct speech *speech, uint32_t utterance, const struct page *page, uint8_t first,
                uint8_t end);

/* Silence at once. */
void speech_hush(struct speech *speech);

/* Silence, and the loudspeaker is let go of, so that a microphone may listen; or takes
 * it again: see player_rest. */
bool speech_rest(struct speech *speech, bool rest);

/* A chime, before anything else. */
void speech_chime(struct speech *speech, enum chime chime);

/* level 0..3: +6 dB a step, 3 is full scale. */
void speech_volume(struct speech *speech, int level);

/* Longer pauses first, then a stretch of at most 1.2. */
void speech_slower(struct speech *speech, bool slower);

#endif
