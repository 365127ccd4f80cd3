/* Makes eSpeak NG's silences ours: between the voice and the ring.
 *
 * The voice puts 0–73 ms of exact zeros before the first sound and 301 ms behind
 * the last. The former would be heard as slowness, the latter as a stumble where
 * the language changes within a sentence: both go, but for 5 ms in front. Pauses
 * in between (commas) stay, and grow when people ask for slower speech.
 */
#ifndef SPEECH_PAUSES_H
#define SPEECH_PAUSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Takes samples; false: no more are wanted. */
typedef bool pauses_sink(void *context, const int16_t *samples, size_t count);

enum { PAUSES_BLOCK = 256 };

struct pauses {
    pauses_sink *sink;
    void *context;
    uint32_t rate_hz;
    unsigned stretch_percent; /* of the pauses within, 100 = as they are */
    bool begun;               /* a sound was passed on */
    bool wanted;
    size_t held; /* zeros that are not decided on yet */
    size_t used; /* of block */
    int16_t block[PAUSES_BLOCK];
};

/* Before each piece. */
void pauses_begin(struct pauses *pauses, uint32_t rate_hz, unsigned stretch_percent,
                  pauses_sink *sink, void *context);

/* Samples as the voice makes them; false: no more are wanted. */
bool pauses_feed(struct pauses *pauses, const int16_t *samples, size_t count);

/* After each piece: passes on what is left, without the zeros at the end. */
bool pauses_end(struct pauses *pauses);

/* `ms` of silence, straight to the sink. */
bool pauses_silence(uint32_t rate_hz, unsigned ms, pauses_sink *sink, void *context);

#endif
