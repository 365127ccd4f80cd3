/* A speech engine that is another program: text on its standard input (UTF-8, one
 * utterance), a WAV file (mono, 16 bits) on its standard output. What it said is kept
 * (cache.h), so that the same is not made twice.
 *
 * Which program, only voices/<code>/language.yaml of this machine says: never a pack. One
 * that takes too long is killed, and so is one that nobody waits for any more. One that
 * fails is logged once and left alone for a minute; the voice without it speaks then.
 */
#ifndef SPEECH_ENGINE_H
#define SPEECH_ENGINE_H

#include <stdbool.h>

#include "sound/files.h"
#include "speech/cache.h"

enum {
    ENGINE_LIMIT_S = 10,       /* if language.yaml says nothing else */
    ENGINE_SOUND_S = 60,       /* more than that is no utterance */
    ENGINE_REST_MS = 60 * 1000 /* after a failure */
};

struct engine;

/* The engine of language `code`; NULL if it has none, or (logged) one that is neither a whole
 * path nor the name of an installed program. Starts nothing. Ended by
 * engine_close. */
struct engine *engine_open(const char *voices_dir, const char *code);

/* NULL is fine. */
void engine_close(struct engine *engine);

/* False without one, and while it is left alone after a failure. */
bool engine_works(const struct engine *engine);

enum engine_end { ENGINE_SAID, ENGINE_FAILED, ENGINE_UNWANTED };

/* Has a text said: samples at VOICE_RATE_HZ, as loud as a recording, ended by
 * files_sound_fini. Blocks; `wanted` is asked meanwhile, and false ends it at once. One
 * thread at a time. */
enum engine_end engine_say(struct engine *engine, const char *text, bool (*wanted)(void *context),
                           void *context, struct files_sound *sound_out);

#endif
