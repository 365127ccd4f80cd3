#include "speech/script.h"

#include <assert.h>
#include <string.h>

#include "speech/normalise.h"
#include "speech/words.h"

enum { OPEN_BYTES = 8 * 1024, WORD_MNEMONICS_BYTES = 4 * 1024, SEGMENT_WORDS_MAX = 1024 };

/* A piece that is still growing. */
struct writer {
    const struct tongues *tongues;
    struct script *script;
    const struct tongue *open_for; /* whose voice says what is open; NULL: nothing is */
    struct engine *engine;         /* that does it instead */
    bool mnemonics;
    const struct tongue *speaker; /* of the whole prompt; NULL: stock voices say it */
    const struct tongue *counter; /* whose engine says values; NULL: the Vietnamese voice */
    bool vietnamese;              /* the words being read are */
    struct reading reading;       /* of a word */
    struct str open;
    char bytes[OPEN_BYTES];
    struct str said; /* the segments in words */
    char text[OPEN_BYTES];
    struct normalised_word words[SEGMENT_WORDS_MAX]; /* of the segment being read */
};

static void add_piece(struct writer *w, const char *text, size_t bytes) {
    struct script *script = w->script;
    if (script->count == SCRIPT_PIECES_MAX || script->used + bytes + 1 > SCRIPT_TEXT_BYTES) {
        script->cut = true;
        return;
    }
    char *place = script->text + script->used;
    memcpy(place, text, bytes);
    place[bytes] = '\0';
    script->used += bytes + 1;
    script->pieces[script->count++] = (struct script_piece){
        .voice = w->open_for->voice, .mnemonics = w->mnemonics, .text = place, .engine = w->engine};
}

/* Bytes of `text` up to the last space of its first SCRIPT_PIECE_BYTES, best behind
 * a punctuation mark; a single endless word is cut between characters. */
static size_t piece_bytes(const char *text) {
    size_t space = 0, stop = 0, at = SCRIPT_PIECE_BYTES;
    for (size_t i = 1; i < SCRIPT_PIECE_BYTES; i++) {
        if (text[i] == ' ') {
            space = i + 1;
            stop = strchr(".?!,;:", text[i - 1]) ? i + 1 : stop;
        }
    }
    while (((unsigned char)text[at] & 0xC0) == 0x80) {
        at--;
    }
    return stop ? stop : space ? space : at;
}

static void close_piece(struct writer *w) {
    const char *text = w->bytes;
    size_t left = w->open.used;
    while (left > SCRIPT_PIECE_BYTES) {
        size_t bytes = piece_bytes(text);
        add_piece(w, text, bytes);
        text += bytes;
        left -= bytes;
    }
    if (left > 0) {
        add_piece(w, text, left);
    }
    w->script->cut = w->script->cut || w->open.cut;
    str_init(&w->open, w->bytes, sizeof w->bytes);
    w->open_for = NULL;
}

static struct engine *engine_of(const struct tongue *tongue) {
    return engine_works(tongue->engine) ? tongue->engine : NULL;
}

/* Text for a voice may follow: what is open for another one is closed. */
static void turn_to(struct writer *w, const struct tongue *tongue, bool mnemonics) {
    struct engine *engine = mnemonics ? NULL : engine_of(tongue);
    bool same = w->open_for && strcmp(w->open_for->voice, tongue->voice) == 0 &&
                w->engine == engine && w->mnemonics == mnemonics;
    if (w->open_for && !same) {
        close_piece(w);
    }
    w->open_for = tongue;
    w->engine = engine;
    w->mnemonics = mnemonics;
}

static void space_out(struct writer *w) {
    if (w->open.used > 0 && w->open.data[w->open.used - 1] != ' ') {
        str_put(&w->open, " ");
    }
}

/* The marks a voice makes a pause for, of the first `bytes` of a text. */
static void put_stops(struct writer *w, const char *behind, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) {
        if (strchr(",.?!;:", behind[i])) {
            str_put_n(&w->open, &behind[i], 1);
        }
    }
}

static const struct tongue *vietnamese(const struct writer *w) {
    return &w->tongues->list[LIBRARY_VIETNAMESE];
}

/* A word by the tables of the speaker; one that they cannot say, by the stock voice. */
static void put_word(void *context, const char *word, const char *behind) {
    struct writer *w = context;
    char mnemonics[WORD_MNEMONICS_BYTES];
    struct str said;
    str_init(&said, mnemonics, sizeof mnemonics);
    if (w->vietnamese) {
        reader_read_vietnamese(w->speaker->reader, word, &w->reading);
    } else {
        reader_read(w->speaker->reader, word, &w->reading);
    }
    bool sayable = reading_put_mnemonics(&w->reading, &said);
    turn_to(w, sayable ? w->speaker : vietnamese(w), sayable);
    space_out(w);
    str_put(&w->open, sayable ? mnemonics : word);
    put_stops(w, behind, strlen(behind));
}

/* Text or a typed value in words. */
static void spell_out(struct normaliser *normaliser, const struct page_segment *segment,
                      const char *text, struct str *out, struct normalised_map *map) {
    if (segment->kind == SEGMENT_TEXT ||
        !normalise_value(normaliser, segment->kind, segment->value, out, map)) {
        normalise_text(normaliser, text, out, map);
    }
}

static void put_part(void *context, const char *part, const struct normalised_word *first) {
    struct writer *w = context;
    w->vietnamese = first->vietnamese;
    words_each(part, put_word, w);
}

/* A segment by the tables of the speaker. What was said before it stays in w->said:
 * "ngày" is not said twice. */
static void put_by_tables(struct writer *w, const struct tongue *tongue,
                          const struct page_segment *segment, const char *text) {
    struct normaliser *own = tongue->normaliser;
    struct normalised_map map = {.words = w->words, .max = SEGMENT_WORDS_MAX};
    if (w->said.used > sizeof w->text / 2) {
        str_init(&w->said, w->text, sizeof w->text);
    }
    size_t before = w->said.used;
    spell_out(own ? own : w->tongues->normaliser, segment, text, &w->said, &map);
    w->script->cut = w->script->cut || w->said.cut;
    if (before > 0 && w->open.used > 0) {
        size_t first = map.count ? w->words[0].said_start : w->said.used;
        put_stops(w, w->text + before, first - before);
    }
    normalised_parts(w->text, &map, put_part, w);
}

/* An engine that works reads its language by itself. */
static bool has_tables(const struct tongue *tongue) { return tongue->reader && !engine_of(tongue); }

static void put_segment(struct writer *w, const struct page_segment *segment, const char *text) {
    int lang_ix = segment->lang_ix == LIBRARY_NONE ? LIBRARY_VIETNAMESE : segment->lang_ix;
    bool value = segment->kind != SEGMENT_TEXT;
    const struct tongue *tongue = &w->tongues->list[lang_ix];
    if (!tongue->voice[0] || !vietnamese(w)->voice[0]) {
        return;
    }
    if (value) {
        tongue = w->speaker ? w->speaker : w->counter ? w->counter : vietnamese(w);
    }
    if (!w->speaker || !(has_tables(tongue) || tongue == vietnamese(w))) {
        struct normaliser *own = engine_of(tongue) ? tongue->normaliser : NULL;
        turn_to(w, tongue, false);
        spell_out(own ? own : w->tongues->normaliser, segment, text, &w->open, NULL);
        return;
    }
    w->speaker = has_tables(tongue) ? tongue : w->speaker;
    put_by_tables(w, tongue, segment, text);
}

static void begin(struct writer *w) {
    script_fini(w->script);
    w->script->used = 0;
    w->script->cut = false;
    str_init(&w->open, w->bytes, sizeof w->bytes);
    str_init(&w->said, w->text, sizeof w->text);
}

/* The first language of the prompt that has tables: its voice says all of it. */
static const struct tongue *speaker_of(const struct tongues *tongues, const struct page *page,
                                       const struct page_prompt *prompt) {
    for (unsigned i = 0; i < prompt->segment_count; i++) {
        int8_t lang_ix = page->segments[prompt->first_segment + i].lang_ix;
        if (lang_ix != LIBRARY_NONE && has_tables(&tongues->list[lang_ix])) {
            return &tongues->list[lang_ix];
        }
    }
    return NULL;
}

/* The first language of the prompt whose engine has numbers of its own: it says values. */
static const struct tongue *counter_of(const struct tongues *tongues, const struct page *page,
                                       const struct page_prompt *prompt) {
    for (unsigned i = 0; i < prompt->segment_count; i++) {
        int8_t lang_ix = page->segments[prompt->first_segment + i].lang_ix;
        const struct tongue *tongue = lang_ix == LIBRARY_NONE ? NULL : &tongues->list[lang_ix];
        if (tongue && engine_of(tongue) && tongue->normaliser) {
            return tongue;
        }
    }
    return NULL;
}

void script_prompt(const struct tongues *tongues, const struct page *page, unsigned prompt_ix,
                   struct script *script) {
    const struct page_prompt *prompt = &page->prompts[prompt_ix];
    struct writer w = {.tongues = tongues, .script = script};
    assert(prompt_ix < page->prompt_count);
    begin(&w);
    w.speaker = speaker_of(tongues, page, prompt);
    w.counter = counter_of(tongues, page, prompt);
    for (unsigned i = 0; i < prompt->segment_count; i++) {
        const struct page_segment *segment = &page->segments[prompt->first_segment + i];
        put_segment(&w, segment, page_text(page, segment->text_at));
    }
    close_piece(&w);
}

void script_text(const struct tongues *tongues, unsigned lang_ix, const char *text,
                 struct script *script) {
    const struct page_segment segment = {.kind = SEGMENT_TEXT, .lang_ix = (int8_t)lang_ix};
    struct writer w = {.tongues = tongues, .script = script};
    begin(&w);
    w.speaker = has_tables(&tongues->list[lang_ix]) ? &tongues->list[lang_ix] : NULL;
    put_segment(&w, &segment, text);
    close_piece(&w);
}

void script_fini(struct script *script) {
    for (unsigned i = 0; i < script->count; i++) {
        files_sound_fini(&script->pieces[i].sound);
    }
    script->count = 0;
}
