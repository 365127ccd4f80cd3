/* eSpeak NG: the only user of its header. One instance a process, used by one
 * thread at a time, synchronous: samples come through a callback while
 * voice_speak runs (1,600 times faster than they are heard), and saying that no
 * more are wanted ends it at once. */
#ifndef SPEECH_VOICE_H
#define SPEECH_VOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { VOICE_RATE_HZ = 22050, VOICE_WORDS_PER_MINUTE = 165 };

struct voice;

/* Starts eSpeak NG with the data in voices_dir/espeak-ng-data and nothing else.
 * ERR_DEGRADE (logged): no data there, or the path is too long for eSpeak NG.
 * *voice_out is ended by voice_close. */
enum err voice_open(const char *voices_dir, struct voice **voice_out) MUST_CHECK;

/* Frees the voice; NULL is fine. eSpeak NG itself stays, with the data it has, until
 * the process ends: another directory needs another process. */
void voice_close(struct voice *voice);

/* True if there is a voice of this name. */
bool voice_known(struct voice *voice, const char *name);

struct voice_order {
    const char *name;     /* "vi"; an unknown one is read by the Vietnamese voice */
    const char *text;     /* UTF-8, at most 500 bytes */
    bool mnemonics;       /* words in [[ ]] are phoneme mnemonics */
    int words_per_minute; /* VOICE_WORDS_PER_MINUTE; below 450 */
    /* Takes mono samples; false: no more are wanted. */
    bool (*sink)(void *context, const int16_t *samples, size_t count);
    void *context;
};

/* Speaks. ERR_DEGRADE if the text could not be spoken. */
enum err voice_speak(struct voice *voice, const struct voice_order *order) MUST_CHECK;

/* Where the distribution keeps eSpeak NG's data; false (logged) if there is none.
 * Not while a voice is open. */
bool voice_stock_dir(char *dir_out, size_t size);

#endif
