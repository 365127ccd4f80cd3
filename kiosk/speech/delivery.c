#include "speech/delivery.h"

#include "base/diag.h"

const struct pace *pace_of(bool slower) {
    static const struct pace paces[] = {
        [false] = {VOICE_WORDS_PER_MINUTE, 350, 100, 60},
        [true] = {VOICE_WORDS_PER_MINUTE * 100 / 117, 700, 180, 100},
    };
    return &paces[slower];
}

static bool filter(void *context, const int16_t *samples, size_t count) {
    return pauses_feed(context, samples, count);
}

static bool say_piece(struct voice *voice, const struct pace *pace,
                      const struct script_piece *piece, pauses_sink *sink, void *context) {
    struct pauses pauses;
    pauses_begin(&pauses, VOICE_RATE_HZ, pace->within_percent, sink, context);
    struct voice_order order = {.name = piece->voice,
                                .text = piece->text,
                                .mnemonics = piece->mnemonics,
                                .words_per_minute = pace->words_per_minute,
                                .sink = filter,
                                .context = &pauses};
    if (voice_speak(voice, &order)) {
        diag_log("không đọc được: %s", "cannot be spoken: %s", piece->text);
    }
    return pauses_end(&pauses);
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
