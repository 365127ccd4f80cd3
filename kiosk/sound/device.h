/* The loudspeaker, by PortAudio's blocking writes; its header is used only here and in
 * capture.h.
 *
 * Why not the callback API: on a device that disappears its thread spins for
 * ever and stopping never returns (PortAudio 19.6, upstream issue 1037). Here a
 * write is only made when there is room for it, so that it returns at once, a
 * hush need not wait for it and a clock that stands still is seen by its lack
 * of progress. Every function may block inside PortAudio for as long as a
 * driver hangs: one thread of its own calls them all, never the main thread.
 */
#ifndef SOUND_DEVICE_H
#define SOUND_DEVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "sound/resample.h"

enum {
    DEVICE_RATE_HZ = 22050,   /* of all samples handed over */
    DEVICE_WRITE_FRAMES = 220 /* at most this many at once: 10 ms */
};

struct device {
    bool abandoned;       /* a stream was, so PortAudio must not be ended any more */
    bool attached;        /* PortAudio is initialised and knows an output */
    void *stream;         /* PaStream, NULL if none is open */
    uint32_t rate_hz;     /* that the device took last, 0 if none yet */
    size_t buffer_frames; /* of the open stream, at its own rate */
    struct resample resample;
};

/* Must be called once before any other thread runs: environment and messages of
 * the libraries behind PortAudio. */
void device_prepare(void);

/* Looks for an output device. ERR_RETRY if there is none now. */
enum err device_attach(struct device *device) MUST_CHECK;

/* Ends everything; a zeroed device is fine, and it is zeroed after but for
 * `abandoned`. */
void device_detach(struct device *device);

/* Opens and starts a stream at DEVICE_RATE_HZ, or at the device's own rate if it
 * refuses that one (see resample.h). ERR_RETRY: the device does not work. */
enum err device_start(struct device *device) MUST_CHECK;

/* How many samples a write can take now; -1 if the device is gone. */
long device_room(struct device *device);

/* Samples of silence to write before device_stop so that the tail is heard:
 * PortAudio does not drain. At least 40 ms. */
size_t device_tail_frames(const struct device *device);

/* Writes at most DEVICE_WRITE_FRAMES samples. ERR_RETRY: the device is gone. */
enum err device_write(struct device *device, const int16_t *samples, size_t count) MUST_CHECK;

/* Forgets the stream of a write that was cancelled. PortAudio may hold its lock for
 * ever and would abort the process if it were closed, so it is left open; devices
 * that come later than that are found only under a name known before. */
void device_abandon(struct device *device);

/* Closes the stream; what was written and not yet played is lost. */
void device_stop(struct device *device);

#endif
