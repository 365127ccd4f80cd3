#include "sound/device.h"

#include <assert.h>
#include <dlfcn.h>
#include <portaudio.h>
#include <stdlib.h>
#include <string.h>

/* Long enough against a busy machine, and a hush throws it away anyway. */
static const double latency_s = 0.05;

enum {
    TAIL_LEAST_FRAMES = DEVICE_RATE_HZ * 40 / 1000,
    DEVICE_HZ_MAX = 192000,
    CONVERTED_MAX = DEVICE_WRITE_FRAMES * (DEVICE_HZ_MAX / DEVICE_RATE_HZ + 1) + 2
};

/* ---- silence on stderr -------------------------------------------------------
 * Asking for devices makes ALSA and JACK print a screenful about cards that do
 * not exist. Both let a program replace their printer; both are there because
 * PortAudio brought them, so they are looked up rather than linked. */

static void drop_alsa(const char *file, int line, const char *function, int err, const char *format,
                      ...) {
    (void)file, (void)line, (void)function, (void)err, (void)format;
}

static void drop_jack(const char *text) { (void)text; }

typedef void any_function(void);

static const struct printer {
    const char *setter;
    any_function *handler;
} printers[] = {
    {"snd_lib_error_set_handler", (any_function *)drop_alsa},
    {"jack_set_error_function", (any_function *)drop_jack},
    {"jack_set_info_function", (any_function *)drop_jack},
};

static void quieten(void *program, const struct printer *printer) {
    void *symbol = dlsym(program, printer->setter);
    void (*set)(any_function * handler);
    static_assert(sizeof set == sizeof symbol, "POSIX: functions have addresses");
    memcpy(&set, &symbol, sizeof set);
    if (symbol) {
        set(printer->handler);
    }
}

void device_prepare(void) {
    setenv("JACK_NO_START_SERVER", "1", 1);
    void *program = dlopen(NULL, RTLD_LAZY);
    for (size_t i = 0; program && i < sizeof printers / sizeof *printers; i++) {
        quieten(program, &printers[i]);
    }
    if (program) {
        dlclose(program);
    }
}

/* ---- device ------------------------------------------------------------------ */

enum err device_attach(struct device *device) {
    *device = (struct device){.abandoned = device->abandoned};
    if (!device->abandoned && Pa_Initialize() != paNoError) {
        return ERR_RETRY;
    }
    device->attached = true;
    if (Pa_GetDefaultOutputDevice() == paNoDevice) {
        device_detach(device);
        return ERR_RETRY;
    }
    return ERR_OK;
}

void device_detach(struct device *device) {
    device_stop(device);
    if (device->attached && !device->abandoned) {
        Pa_Terminate();
    }
    *device = (struct device){.abandoned = device->abandoned};
}

void device_abandon(struct device *device) {
    device->stream = NULL;
    device->abandoned = true;
}

static PaError open_at(struct device *device, uint32_t rate_hz) {
    PaStreamParameters output = {.device = Pa_GetDefaultOutputDevice(),
                                 .channelCount = 1,
                                 .sampleFormat = paInt16,
                                 .suggestedLatency = latency_s};
    unsigned long frames = rate_hz / 100;
    PaError err =
        Pa_OpenStream(&device->stream, NULL, &output, rate_hz, frames, paNoFlag, NULL, NULL);
    if (err != paNoError) {
        device->stream = NULL;
        return err;
    }
    device->rate_hz = rate_hz;
    resample_init(&device->resample, DEVICE_RATE_HZ, rate_hz);
    return err;
}

static PaError open_stream(struct device *device) {
    const PaDeviceInfo *info = Pa_GetDeviceInfo(Pa_GetDefaultOutputDevice());
    PaError err = open_at(device, device->rate_hz ? device->rate_hz : DEVICE_RATE_HZ);
    if (err != paInvalidSampleRate || !info || info->defaultSampleRate > DEVICE_HZ_MAX) {
        return err;
    }
    return open_at(device, (uint32_t)info->defaultSampleRate);
}

enum err device_start(struct device *device) {
    if (open_stream(device) != paNoError) {
        return ERR_RETRY;
    }
    if (Pa_StartStream(device->stream) != paNoError) {
        device_stop(device);
        return ERR_RETRY;
    }
    signed long room = Pa_GetStreamWriteAvailable(device->stream);
    device->buffer_frames = room > 0 ? (size_t)room : 0;
    return ERR_OK;
}

long device_room(struct device *device) {
    signed long room = Pa_GetStreamWriteAvailable(device->stream);
    if (room < 0) {
        return -1;
    }
    const struct resample *resample = &device->resample;
    return (long)((uint64_t)room * resample->from_hz / resample->to_hz);
}

size_t device_tail_frames(const struct device *device) {
    const struct resample *resample = &device->resample;
    size_t buffer = (size_t)((uint64_t)device->buffer_frames * resample->from_hz / resample->to_hz);
    size_t tail = buffer + DEVICE_WRITE_FRAMES;
    return tail > TAIL_LEAST_FRAMES ? tail : TAIL_LEAST_FRAMES;
}

enum err device_write(struct device *device, const int16_t *samples, size_t count) {
    int16_t converted[CONVERTED_MAX];
    assert(count <= DEVICE_WRITE_FRAMES);
    size_t frames = resample_run(&device->resample, samples, count, converted);
    PaError err = frames ? Pa_WriteStream(device->stream, converted, frames) : paNoError;
    /* An underflow was heard as a short gap; the samples were taken all the same. */
    return err == paNoError || err == paOutputUnderflowed ? ERR_OK : ERR_RETRY;
}

void device_stop(struct device *device) {
    if (device->stream) {
        Pa_AbortStream(device->stream);
        Pa_CloseStream(device->stream);
        device->stream = NULL;
    }
}
