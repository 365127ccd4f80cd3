/* What people said: recordings of the library → samples as a voice makes them. Their words
 * are never stretched or joined but for numbers, see recorded_join. */
#ifndef SPEECH_RECORDED_H
#define SPEECH_RECORDED_H

#include <stdbool.h>

#include "content/library.h"
#include "model/page.h"
#include "sound/files.h"
#include "speech/tongue.h"

enum { RECORDED_JOINED_MAX = 24 };

struct recorded;

/* Of `library`, which outlives it. Ended by recorded_close. One thread at a time. */
struct recorded *recorded_open(const struct library *library);

/* NULL is fine. */
void recorded_close(struct recorded *recorded);

/* The samples of library.spoken[spoken_ix] at VOICE_RATE_HZ. False (logged once) if it
 * cannot be played: then a voice speaks. Ended by files_sound_fini. */
bool recorded_sound(struct recorded *recorded, int32_t spoken_ix, struct files_sound *sound_out);

/* The recorded words that a prompt of `page` is made of, if it is nothing but a number, an
 * amount or a date: those of numbers.txt as the normaliser says them, in the language of
 * the page. 0 if the prompt says anything else or one word is missing: then all of it is
 * left to a voice, which is understood better than a sentence in two voices. */
size_t recorded_join(const struct library *library, const struct tongues *tongues,
                     const struct page *page, unsigned prompt_ix,
                     int32_t spoken_ixs_out[RECORDED_JOINED_MAX]);

/* Takes the silence at both ends away but for 10 ms, so that words can be joined. */
void recorded_trim(struct files_sound *sound);

#endif
