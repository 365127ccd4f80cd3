/* The microphone, by PortAudio's blocking reads: what device.h is for the
 * loudspeaker, under the same rules. A read is only made for samples that are there.
 * Every function may block inside PortAudio for as long as a driver hangs: one thread
 * of its own calls them all, never the main thread.
 *
 * PortAudio is one a process and is not made for two threads: while a capture is
 * attached every player of the process must be closed or rest (player_rest).
 */
#ifndef SOUND_CAPTURE_H
#define SOUND_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { CAPTURE_HZ_MIN = 8000, CAPTURE_HZ_MAX = 192000, CAPTURE_READ_MS = 10 };

struct capture {
    bool abandoned;   /* a stream was, so PortAudio must not be ended any more */
    bool attached;    /* PortAudio is initialised */
    void *stream;     /* PaStream, NULL if none is open */
    uint32_t rate_hz; /* of the stream */
};

/* Looks for the default input, opens and starts it: mono at preferred_hz, or at the
 * device's own rate if it refuses that. ERR_RETRY: there is none, or it does not work. */
enum err capture_start(struct capture *capture, uint32_t preferred_hz) MUST_CHECK;

/* Samples that can be read now; -1 if the device is gone. */
long capture_ready(struct capture *capture);

/* Reads `count` samples that are ready. ERR_DEGRADE: they are good, but some before
 * them were lost; ERR_RETRY: the device is gone. */
enum err capture_read(struct capture *capture, int16_t *samples_out, size_t count) MUST_CHECK;

/* Forgets the stream of a read that was cancelled: see device_abandon. */
void capture_abandon(struct capture *capture);

/* Closes everything; a zeroed capture is fine, and it is zeroed after but for
 * `abandoned`. */
void capture_stop(struct capture *capture);

#endif
