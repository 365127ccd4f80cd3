#include "speech/delivery.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "sound/loudness.h"

const struct pace *pace_of(bool slower) {
    static const struct pace paces[] = {
        [false] = {VOICE_WORDS_PER_MINUTE, 350, 100, 60},
        [true] = {VOICE_WORDS_PER_MINUTE * 100 / 115, 700, 180, 100},
    };
    return &paces[slower];
}

/* A piece as a whole, so that it can be as loud as a recording: the voice makes it in a
 * thousandth of the time that it is heard, and to level it takes some four thousandths. */
struct whole {
    int16_t *samples;
    size_t count, room;
};

static bool collect(void *context, const int16_t *samples, size_t count) {
    struct whole *whole = context;
    if (whole->count + count > whole->room) {
        whole->room = 2 * (whole->count + count);
        whole->samples = realloc(whole->samples, whole->room * sizeof *whole->samples);
    }
    if (!whole->samples) {
        abort();
    }
    memcpy(whole->samples + whole->count, samples, count * sizeof *samples);
    whole->count += count;
    return true;
}

static bool filter(void *context, const int16_t *samples, size_t count) {
    return pauses_feed(context, samples, count);
}

static bool say_piece(struct voice *voice, const struct pace *pace,
                      const struct script_piece *piece, pauses_sink *sink, void *context) {
    struct whole whole = {NULL, 0, 0};
    struct pauses pauses;
    if (piece->engine) {
        return piece->sound.count == 0 || sink(context, piece->sound.samples, piece->sound.count);
    }
    pauses_begin(&pauses, VOICE_RATE_HZ, pace->within_percent, collect, &whole);
    struct voice_order order = {.name = piece->voice,
                                .text = piece->text,
                                .mnemonics = piece->mnemonics,
                                .words_per_minute = pace->words_per_minute,
                                .sink = filter,
                                .context = &pauses};
    if (voice_speak(voice, &order)) {
        diag_log("không đọc được: %s", "cannot be spoken: %s", piece->text);
    }
    pauses_end(&pauses);
    loudness_level(whole.samples, whole.count, VOICE_RATE_HZ, &loudness_kiosk);
    bool wanted = whole.count == 0 || sink(context, whole.samples, whole.count);
    free(whole.samples);
    return wanted;
}

bool delivery_ready(struct script *script, bool (*wanted)(void *context), void *context) {
    for (unsigned i = 0; i < script->count; i++) {
        struct script_piece *piece = &script->pieces[i];
        enum engine_end end =
            piece->engine ? engine_say(piece->engine, piece->text, wanted, context, &piece->sound)
                          : ENGINE_SAID;
        if (end != ENGINE_SAID) {
            return end == ENGINE_UNWANTED;
        }
    }
    return true;
}

bool delivery_say(struct voice *voice, const struct pace *pace, const struct script *script,
                  pauses_sink *sink, void *context) {
    bool wanted = true;
    for (unsigned i = 0; i < script->count && wanted; i++) {
        wanted = (i == 0 || delivery_pause(pace->joint_ms, sink, context)) &&
                 say_piece(voice, pace, &script->pieces[i], sink, context);
    }
    return wanted;
}

bool delivery_pause(unsigned ms, pauses_sink *sink, void *context) {
    return pauses_silence(VOICE_RATE_HZ, ms, sink, context);
}
