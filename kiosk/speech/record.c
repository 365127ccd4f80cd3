#include "speech/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"
#include "sound/files.h"
#include "speech/delivery.h"
#include "speech/script.h"
#include "speech/tongue.h"
#include "speech/voice.h"
#include "speech/words.h"

enum { LANGUAGE_IX = LIBRARY_VIETNAMESE + 1, PART_BYTES = 1024 };

struct record {
    struct voice *voice;
    struct tongues tongues; /* Vietnamese and the language itself */
    struct script script;
    struct files_wav *wav;
    bool begun; /* something was said */
};

static bool write_samples(void *context, const int16_t *samples, size_t count) {
    struct record *record = context;
    return files_write(record->wav, samples, count);
}

/* The text is said by a voice that there is; Vietnamese is one, and its accents. */
static enum err open_voices(struct record *record, const char *voices_dir, const char *lang) {
    struct diag diag = {0};
    struct tongues *tongues = &record->tongues;
    char language[TONGUE_NAME_BYTES], vietnamese[TONGUE_NAME_BYTES];
    tongue_language(lang, language);
    tongue_voice("vi", strcmp(language, lang) != 0, vietnamese);
    if (voice_open(voices_dir, &record->voice)) {
        return ERR_DEGRADE;
    }
    tongues->normaliser = normaliser_open(voices_dir, "vi", NULL, &diag);
    tongues->list[LIBRARY_VIETNAMESE] =
        tongue_open(record->voice, voices_dir, "vi", vietnamese, tongues->normaliser);
    tongues->list[LANGUAGE_IX] =
        tongue_open(record->voice, voices_dir, lang, lang, tongues->normaliser);
    if (!voice_known(record->voice, lang) && !tongues->list[LANGUAGE_IX].engine) {
        diag_log("không có giọng “%s”; hãy xem “tiengban voices”",
                 "there is no voice \"%s\"; see \"tiengban voices\"", lang);
        return ERR_DEGRADE;
    }
    return ERR_OK;
}

static void free_record(struct record *record) {
    script_fini(&record->script);
    tongue_close(&record->tongues.list[LANGUAGE_IX]);
    tongue_close(&record->tongues.list[LIBRARY_VIETNAMESE]);
    normaliser_close(record->tongues.normaliser);
    voice_close(record->voice);
    free(record);
}

enum err record_open(const char *voices_dir, const char *lang, const char *path,
                     struct record **record_out) {
    struct record *record = calloc(1, sizeof *record);
    if (!record) {
        abort();
    }
    enum err err = open_voices(record, voices_dir, lang);
    if (!err) {
        err = files_open(path, VOICE_RATE_HZ, &record->wav);
    }
    if (err) {
        free_record(record);
        return err;
    }
    *record_out = record;
    return ERR_OK;
}

static bool say_part(struct record *record, const char *text) {
    const struct pace *pace = pace_of(false);
    unsigned pause_ms = record->begun ? pace->between_prompts_ms : 0;
    do { /* again without an engine that failed */
        script_text(&record->tongues, LANGUAGE_IX, text, &record->script);
    } while (!delivery_ready(&record->script, NULL, NULL));
    record->begun = true;
    return delivery_pause(pause_ms, write_samples, record) &&
           delivery_say(record->voice, pace, &record->script, write_samples, record) &&
           !record->script.cut;
}

enum err record_say(struct record *record, const char *text) {
    char part[PART_BYTES + 1];
    while (*text) {
        size_t bytes = words_part(text, PART_BYTES);
        struct str s;
        str_init(&s, part, sizeof part);
        str_put_n(&s, text, bytes);
        if (!say_part(record, part)) {
            diag_log("chưa đọc hết: %s", "not all of it was said: %s", part);
            return ERR_DEGRADE;
        }
        text += bytes;
    }
    return ERR_OK;
}

enum err record_close(struct record *record) {
    if (!record) {
        return ERR_OK;
    }
    enum err err = files_close(record->wav);
    free_record(record);
    return err;
}
