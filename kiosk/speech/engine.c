#include "speech/engine.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/command.h"
#include "base/diag.h"
#include "base/str.h"
#include "sound/loudness.h"
#include "sound/rate.h"
#include "sound/trim.h"
#include "speech/folder.h"
#include "speech/voice.h"

enum {
    OUTPUT_BYTES_MAX = 16 * 1024 * 1024, /* ENGINE_SOUND_S at any usual rate */
    REASON_BYTES = 128,
    END_MS = 30 /* of the engine's own silence before and behind */
};

static const double end_below_db = 50;

struct engine {
    struct arena memory;
    const char *const *argv;
    int limit_s;
    struct cache cache;
    int64_t rests_until_ms;
    bool complained; /* since it last worked */
};

/* Not whatever lies in the folder that the kiosk was started in. */
static bool is_installed(const char *program, const char *code) {
    bool installed = *program == '/' || (*program && !strchr(program, '/'));
    if (!installed) {
        diag_log("%s: chương trình đọc “%s” phải viết đường dẫn đầy đủ; bỏ qua",
                 "%s: the whole path of its program \"%s\" has to be written; it is not used", code,
                 program);
    }
    return installed;
}

struct engine *engine_open(const char *voices_dir, const char *code) {
    struct arena memory = {0};
    struct folder folder = folder_read(voices_dir, code, &memory);
    long limit_s = folder.limit_s ? strtol(folder.limit_s, NULL, 10) : 0;
    if (!folder.command || !is_installed(folder.command[0], code)) {
        arena_fini(&memory);
        return NULL;
    }
    struct engine *engine = calloc(1, sizeof *engine);
    if (!engine) {
        abort();
    }
    engine->memory = memory;
    engine->argv = folder.command;
    engine->limit_s = limit_s > 0 && limit_s <= ENGINE_SOUND_S ? (int)limit_s : ENGINE_LIMIT_S;
    cache_init(&engine->cache);
    return engine;
}

void engine_close(struct engine *engine) {
    if (engine) {
        arena_fini(&engine->memory);
        free(engine);
    }
}

bool engine_works(const struct engine *engine) {
    return engine && clock_mono_ms() >= engine->rests_until_ms;
}

/* ---- WAV → samples ------------------------------------------------------------------------ */

/* The voice's rate, and as loud as what people say. False if nothing is heard. */
static bool finish(const struct files_sound *raw, struct files_sound *sound_out) {
    struct files_sound sound = {.rate_hz = VOICE_RATE_HZ};
    if (raw->rate_hz < RATE_HZ_MIN || raw->rate_hz > RATE_HZ_MAX ||
        raw->count > (size_t)ENGINE_SOUND_S * raw->rate_hz) {
        return false;
    }
    sound.count = rate_frames(raw->count, raw->rate_hz, VOICE_RATE_HZ);
    sound.samples = calloc(sound.count, sizeof *sound.samples);
    if (!sound.samples) {
        abort();
    }
    rate_convert(raw->samples, raw->count, raw->rate_hz, VOICE_RATE_HZ, sound.samples);
    trim_silence(&sound, end_below_db, END_MS);
    if (loudness_level(sound.samples, sound.count, VOICE_RATE_HZ, &loudness_kiosk).silent) {
        files_sound_fini(&sound);
        return false;
    }
    *sound_out = sound;
    return true;
}

static bool read_wav(const void *data, size_t size, struct files_sound *sound_out) {
    struct files_sound raw;
    if (!data || size < 4 || memcmp(data, "RIFF", 4) != 0 ||
        files_sound(data, size, (size_t)ENGINE_SOUND_S * RATE_HZ_MAX, &raw)) {
        return false;
    }
    bool good = finish(&raw, sound_out);
    files_sound_fini(&raw);
    return good;
}

/* ---- saying ---------------------------------------------------------------------------------- */

static struct hash128 key_of(const struct engine *engine, const char *text) {
    struct hash128 key = HASH128_EMPTY;
    for (size_t i = 0; engine->argv[i]; i++) {
        hash128_bytes(&key, engine->argv[i], strlen(engine->argv[i]) + 1);
    }
    hash128_bytes(&key, "", 1); /* the end of the words: a text is never one of them */
    hash128_bytes(&key, text, strlen(text));
    return key;
}

static void describe(const struct engine *engine, const struct command_answer *answer,
                     char reason_out[REASON_BYTES]) {
    struct str s;
    str_init(&s, reason_out, REASON_BYTES);
    switch (answer->end) {
    case COMMAND_DONE:
    case COMMAND_UNWANTED:
        str_put(&s, diag_text("không ra tệp WAV một kênh 16 bit nghe được",
                              "no mono WAV file of 16 bits that can be heard"));
        break;
    case COMMAND_FAILED:
        str_printf(&s, "%s %d", diag_text("mã lỗi", "exit status"), answer->status);
        break;
    case COMMAND_LATE:
        str_printf(&s, "%s %d s", diag_text("quá", "more than"), engine->limit_s);
        break;
    case COMMAND_LONG:
        str_put(&s, diag_text("âm thanh dài quá", "too much sound"));
        break;
    case COMMAND_NOT_STARTED:
        str_put(&s, strerror(answer->status));
        break;
    }
}

static void complain(struct engine *engine, const struct command_answer *answer) {
    char reason[REASON_BYTES];
    describe(engine, answer, reason);
    if (!engine->complained) {
        diag_log("%s: không đọc được (%s); giọng khác đọc thay",
                 "%s: does not speak (%s); another "
                 "voice does",
                 engine->argv[0], reason);
    }
    engine->complained = true;
    engine->rests_until_ms = clock_mono_ms() + ENGINE_REST_MS;
}

static enum engine_end ask(struct engine *engine, const char *text, const struct hash128 *key,
                           bool (*wanted)(void *context), void *context,
                           struct files_sound *sound_out) {
    struct command_order order = {.argv = engine->argv,
                                  .input = text,
                                  .input_bytes = strlen(text),
                                  .output_max = OUTPUT_BYTES_MAX,
                                  .limit_ms = engine->limit_s * 1000,
                                  .wanted = wanted,
                                  .context = context};
    struct command_answer answer;
    command_run(&order, &answer);
    enum engine_end end = ENGINE_FAILED;
    if (answer.end == COMMAND_UNWANTED) {
        end = ENGINE_UNWANTED;
    } else if (answer.end == COMMAND_DONE && read_wav(answer.data, answer.bytes, sound_out)) {
        end = ENGINE_SAID;
        engine->complained = false;
        cache_keep(&engine->cache, key, answer.data, answer.bytes);
    } else {
        complain(engine, &answer);
    }
    command_answer_fini(&answer);
    return end;
}

enum engine_end engine_say(struct engine *engine, const char *text, bool (*wanted)(void *context),
                           void *context, struct files_sound *sound_out) {
    struct hash128 key = key_of(engine, text);
    struct files_bytes kept;
    *sound_out = (struct files_sound){0};
    if (cache_take(&engine->cache, &key, &kept)) {
        bool good = read_wav(kept.data, kept.size, sound_out);
        files_bytes_fini(&kept);
        if (good) {
            return ENGINE_SAID;
        }
    }
    return ask(engine, text, &key, wanted, context, sound_out);
}
