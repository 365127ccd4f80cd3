#include "speech/pauses.h"

enum {
    HEAD_MS = 5,
    PAUSE_MS = 40 /* shorter zeros are closures of consonants, not pauses */
};

static bool flush(struct pauses *p) {
    p->wanted = p->wanted && (p->used == 0 || p->sink(p->context, p->block, p->used));
    p->used = 0;
    return p->wanted;
}

static void put(struct pauses *p, int16_t sample) {
    p->block[p->used++] = sample;
    if (p->used == PAUSES_BLOCK) {
        flush(p);
    }
}

static size_t frames(uint32_t rate_hz, unsigned ms) { return (size_t)rate_hz * ms / 1000; }

/* How many of the held zeros are to be heard before the next sound. */
static size_t kept(const struct pauses *p) {
    size_t head = frames(p->rate_hz, HEAD_MS);
    if (!p->begun) {
        return p->held < head ? p->held : head;
    }
    return p->held < frames(p->rate_hz, PAUSE_MS) ? p->held : p->held * p->stretch_percent / 100;
}

static void pass_held(struct pauses *p) {
    for (size_t left = kept(p); left > 0; left--) {
        put(p, 0);
    }
    p->held = 0;
    p->begun = true;
}

void pauses_begin(struct pauses *pauses, uint32_t rate_hz, unsigned stretch_percent,
                  pauses_sink *sink, void *context) {
    *pauses = (struct pauses){.sink = sink,
                              .context = context,
                              .rate_hz = rate_hz,
                              .stretch_percent = stretch_percent,
                              .wanted = true};
}

bool pauses_feed(struct pauses *pauses, const int16_t *samples, size_t count) {
    for (size_t i = 0; i < count && pauses->wanted; i++) {
        if (samples[i] == 0) {
            pauses->held++;
        } else {
            pass_held(pauses);
            put(pauses, samples[i]);
        }
    }
    return pauses->wanted;
}

bool pauses_end(struct pauses *pauses) { return flush(pauses); }

bool pauses_silence(uint32_t rate_hz, unsigned ms, pauses_sink *sink, void *context) {
    static const int16_t silence[PAUSES_BLOCK];
    for (size_t left = frames(rate_hz, ms); left > 0;) {
        size_t count = left < PAUSES_BLOCK ? left : PAUSES_BLOCK;
        if (!sink(context, silence, count)) {
            return false;
        }
        left -= count;
    }
    return true;
}
