/* Records takes of up to a minute from the microphone, on a thread of its own.
 *
 * The device is looked for anew at every start, so one that was plugged in a moment
 * ago is found. One that disappears or stands still ends the take, and what was heard
 * until then is kept. A keeper thread watches the recording one: if a driver does not
 * give it back it is cancelled and replaced. Between takes no thread wakes.
 *
 * While a take runs every player of the process must be closed or rest: see capture.h.
 * A loudspeaker would be heard in the take anyway.
 */
#ifndef SOUND_MICROPHONE_H
#define SOUND_MICROPHONE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { MICROPHONE_RATE_HZ = 48000, MICROPHONE_SECONDS_MAX = 60, MICROPHONE_LEVEL_MS = 50 };

struct microphone;

enum microphone_news {
    MICROPHONE_LISTENING, /* the first samples have come: one may speak */
    MICROPHONE_ENDED      /* value: enum microphone_end; the take can be fetched */
};

enum microphone_end {
    MICROPHONE_STOPPED, /* as asked */
    MICROPHONE_FULL,    /* the minute is over */
    MICROPHONE_GAP,     /* the machine was too busy: samples are missing inside the take */
    MICROPHONE_LOST,    /* the device disappeared or stood still during the take */
    MICROPHONE_NONE     /* there is no device that works; the take is empty */
};

struct microphone_config {
    /* Each start is answered by at most one LISTENING and exactly one ENDED, from
     * threads of the microphone or within microphone_start. */
    void (*report)(void *context, enum microphone_news news, int32_t value);
    void *context;
};

/* How loud it has been for the last MICROPHONE_LEVEL_MS, 0..32768; 0 between takes. */
struct microphone_level {
    uint16_t peak, rms;
};

/* Starts the threads; touches no device. ERR_DEGRADE (logged) if it cannot be.
 * *microphone_out is ended by microphone_close. */
enum err microphone_open(const struct microphone_config *config,
                         struct microphone **microphone_out) MUST_CHECK;

/* Ends a take, without a report, and the threads; NULL is fine. A thread that hangs
 * inside a driver is left behind after some seconds, with its memory. */
void microphone_close(struct microphone *microphone);

/* Begins a new take and returns at once; the one before is thrown away. Not while a
 * take runs. One thread at a time for this and what follows. */
void microphone_start(struct microphone *microphone);

/* Asks for the end of the take; without one nothing happens. */
void microphone_stop(struct microphone *microphone);

/* The samples of the last take at MICROPHONE_RATE_HZ, mono; returns how many. They are
 * valid from MICROPHONE_ENDED to the next start. */
size_t microphone_take(struct microphone *microphone, const int16_t **samples_out);

/* Any thread. */
struct microphone_level microphone_level(struct microphone *microphone);

#endif
