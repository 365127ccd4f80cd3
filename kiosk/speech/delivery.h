/* A script → samples: its pieces, one after the other, at a pace, as loud as recordings
 * and without peaks above theirs (loudness_kiosk). */
#ifndef SPEECH_DELIVERY_H
#define SPEECH_DELIVERY_H

#include <stdbool.h>

#include "speech/pauses.h"
#include "speech/script.h"
#include "speech/voice.h"

/* Slower speech lengthens pauses first, the words only a little (at most 1.2). */
struct pace {
    int words_per_minute;
    unsigned between_prompts_ms;
    unsigned within_percent; /* of the voice's own pauses */
    unsigned joint_ms;       /* between two pieces of a sentence: below 120 */
};

const struct pace *pace_of(bool slower);

/* Has engines say their pieces: before anything is heard, so that no sentence breaks off
 * in the middle. `wanted`: as engine_say. False if one could not: the script has to be
 * written anew, without it. */
bool delivery_ready(struct script *script, bool (*wanted)(void *context), void *context);

/* Speaks all pieces into `sink`; false: no more are wanted. Pieces that cannot be
 * spoken are logged. */
bool delivery_say(struct voice *voice, const struct pace *pace, const struct script *script,
                  pauses_sink *sink, void *context);

/* Silence, straight to the sink. */
bool delivery_pause(unsigned ms, pauses_sink *sink, void *context);

#endif
