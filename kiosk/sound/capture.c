#include "sound/capture.h"

#include <portaudio.h>

/* A recording need not be quick, so a busy machine gets time. */
static const double latency_s = 0.25;

static PaError open_at(struct capture *capture, uint32_t rate_hz) {
    PaStreamParameters input = {.device = Pa_GetDefaultInputDevice(),
                                .channelCount = 1,
                                .sampleFormat = paInt16,
                                .suggestedLatency = latency_s};
    unsigned long frames = rate_hz * CAPTURE_READ_MS / 1000;
    PaError err =
        Pa_OpenStream(&capture->stream, &input, NULL, rate_hz, frames, paClipOff, NULL, NULL);
    capture->stream = err == paNoError ? capture->stream : NULL;
    capture->rate_hz = rate_hz;
    return err;
}

static PaError open_stream(struct capture *capture, uint32_t preferred_hz) {
    PaDeviceIndex input = Pa_GetDefaultInputDevice();
    const PaDeviceInfo *info = input == paNoDevice ? NULL : Pa_GetDeviceInfo(input);
    if (!info) {
        return paNoDevice;
    }
    PaError err = open_at(capture, preferred_hz);
    if (err != paInvalidSampleRate || info->defaultSampleRate < CAPTURE_HZ_MIN ||
        info->defaultSampleRate > CAPTURE_HZ_MAX) {
        return err;
    }
    return open_at(capture, (uint32_t)info->defaultSampleRate);
}

enum err capture_start(struct capture *capture, uint32_t preferred_hz) {
    if (!capture->abandoned && Pa_Initialize() != paNoError) {
        return ERR_RETRY;
    }
    capture->attached = true;
    if (open_stream(capture, preferred_hz) != paNoError ||
        Pa_StartStream(capture->stream) != paNoError) {
        capture_stop(capture);
        return ERR_RETRY;
    }
    return ERR_OK;
}

long capture_ready(struct capture *capture) {
    signed long ready = Pa_GetStreamReadAvailable(capture->stream);
    return ready < 0 ? -1 : ready;
}

enum err capture_read(struct capture *capture, int16_t *samples_out, size_t count) {
    PaError err = Pa_ReadStream(capture->stream, samples_out, count);
    if (err == paInputOverflowed) {
        return ERR_DEGRADE;
    }
    return err == paNoError ? ERR_OK : ERR_RETRY;
}

void capture_abandon(struct capture *capture) {
    capture->stream = NULL;
    capture->abandoned = true;
}

void capture_stop(struct capture *capture) {
    if (capture->stream) {
        Pa_AbortStream(capture->stream);
        Pa_CloseStream(capture->stream);
    }
    if (capture->attached && !capture->abandoned) {
        Pa_Terminate();
    }
    *capture = (struct capture){.abandoned = capture->abandoned};
}
