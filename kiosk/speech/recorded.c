#include "speech/recorded.h"

#include <stdlib.h>
#include <string.h>

#include "content/recording_read.h"
#include "sound/rate.h"
#include "sound/trim.h"
#include "speech/voice.h"

enum { MARGIN_MS = 10, SAID_BYTES = 1024 };

static const double word_below_db = 40;

struct recorded {
    struct recording_reader *reader;
};

struct recorded *recorded_open(const struct library *library) {
    struct recorded *recorded = calloc(1, sizeof *recorded);
    if (!recorded) {
        abort();
    }
    recorded->reader = recording_reader_open(library);
    return recorded;
}

void recorded_close(struct recorded *recorded) {
    if (recorded) {
        recording_reader_close(recorded->reader);
        free(recorded);
    }
}

/* ---- samples ---------------------------------------------------------------------------- */

static struct files_sound at_voice_rate(const struct files_sound *sound) {
    struct files_sound converted = {.rate_hz = VOICE_RATE_HZ};
    converted.count = rate_frames(sound->count, sound->rate_hz, VOICE_RATE_HZ);
    converted.samples = calloc(converted.count, sizeof *converted.samples);
    if (!converted.samples) {
        abort();
    }
    rate_convert(sound->samples, sound->count, sound->rate_hz, VOICE_RATE_HZ, converted.samples);
    return converted;
}

bool recorded_sound(struct recorded *recorded, int32_t spoken_ix, struct files_sound *sound_out) {
    struct arena memory = {0};
    struct files_sound sound = {0};
    const void *opus;
    size_t bytes;
    bool read = !recording_read(recorded->reader, spoken_ix, &memory, &opus, &bytes);
    bool good = read && !files_sound(opus, bytes, FILES_FRAMES_MAX, &sound);
    if (read && !good) {
        recording_spoilt(recorded->reader, spoken_ix);
    }
    *sound_out = good ? at_voice_rate(&sound) : (struct files_sound){0};
    files_sound_fini(&sound);
    arena_fini(&memory);
    return good;
}

void recorded_trim(struct files_sound *sound) { trim_silence(sound, word_below_db, MARGIN_MS); }

/* ---- numbers ---------------------------------------------------------------------------- */

/* Nothing that is said: spaces and full stops. */
static bool is_silent(const char *text) { return text[strspn(text, " ,.:;!?()")] == '\0'; }

/* The one value of a prompt that says nothing else; NULL if there is more or less. */
static const struct page_segment *only_value(const struct page *page,
                                             const struct page_prompt *prompt) {
    const struct page_segment *value = NULL;
    for (unsigned i = 0; i < prompt->segment_count; i++) {
        const struct page_segment *segment = &page->segments[prompt->first_segment + i];
        if (segment->kind != SEGMENT_TEXT && !value) {
            value = segment;
        } else if (segment->kind != SEGMENT_TEXT || !is_silent(page_text(page, segment->text_at))) {
            return NULL;
        }
    }
    return value;
}

static int32_t find_word(const struct library *library, int lang_ix, char *said,
                         const struct normalised_word *word) {
    char behind = said[word->said_end];
    said[word->said_end] = '\0';
    int32_t ix = library_spoken_number(library, said + word->said_start, lang_ix);
    said[word->said_end] = behind;
    return ix;
}

size_t recorded_join(const struct library *library, const struct tongues *tongues,
                     const struct page *page, unsigned prompt_ix,
                     int32_t spoken_ixs_out[RECORDED_JOINED_MAX]) {
    const struct page_segment *value = only_value(page, &page->prompts[prompt_ix]);
    int lang_ix = page->lang_ix == LIBRARY_NONE ? LIBRARY_VIETNAMESE : page->lang_ix;
    struct normaliser *normaliser =
        lang_ix == LIBRARY_VIETNAMESE ? tongues->normaliser : tongues->list[lang_ix].normaliser;
    char said[SAID_BYTES];
    struct normalised_word words[RECORDED_JOINED_MAX + 1];
    struct normalised_map map = {.words = words, .max = RECORDED_JOINED_MAX + 1};
    struct str s;
    str_init(&s, said, sizeof said);
    if (!value || !(library->spoken_langs >> lang_ix & 1u) ||
        !normalise_value(normaliser, value->kind, value->value, &s, &map) ||
        map.count > RECORDED_JOINED_MAX || s.cut) {
        return 0;
    }
    for (size_t i = 0; i < map.count; i++) {
        spoken_ixs_out[i] = find_word(library, lang_ix, said, &words[i]);
        if (spoken_ixs_out[i] == LIBRARY_NONE) {
            return 0;
        }
    }
    return map.count;
}
