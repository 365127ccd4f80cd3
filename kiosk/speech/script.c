#include "speech/script.h"

#include <assert.h>
#include <string.h>

#include "speech/normalise.h"

enum { OPEN_BYTES = 8 * 1024 };

/* A piece that is still growing. */
struct writer {
    const struct tongues *tongues;
    struct script *script;
    const char *voice; /* NULL: nothing open */
    bool mnemonics;
    const struct tongue *tongue; /* of the segment being read */
    struct str open;
    char bytes[OPEN_BYTES];
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
    script->pieces[script->count++] =
        (struct script_piece){.voice = w->voice, .mnemonics = w->mnemonics, .text = place};
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
    w->voice = NULL;
}

/* Text for `voice` may follow: what is open for another one is closed. */
static void turn_to(struct writer *w, const char *voice, bool mnemonics) {
    if (w->voice && (strcmp(w->voice, voice) != 0 || w->mnemonics != mnemonics)) {
        close_piece(w);
    }
    w->voice = voice;
    w->mnemonics = mnemonics;
}

static void space_out(struct writer *w) {
    if (w->open.used > 0 && w->open.data[w->open.used - 1] != ' ') {
        str_put(&w->open, " ");
    }
}

static const char *vietnamese(const struct writer *w) {
    return w->tongues->list[LIBRARY_VIETNAMESE].voice;
}

static void read_word(void *context, const struct reader_token *token) {
    struct writer *w = context;
    if (token->known) {
        turn_to(w, w->tongue->voice, true);
        space_out(w);
        str_put(&w->open, "[[");
        str_put(&w->open, token->mnemonics);
        str_put(&w->open, "]]");
        str_put(&w->open, token->stops);
    } else if (vietnamese(w)) {
        turn_to(w, vietnamese(w), false);
        space_out(w);
        normalise_text(w->tongues->numbers, token->word, &w->open);
    }
}

static void read_text(struct writer *w, const char *text) {
    if (w->tongue->reader) {
        reader_text(w->tongue->reader, text, read_word, w);
        return;
    }
    turn_to(w, w->tongue->voice, false);
    normalise_text(w->tongues->numbers, text, &w->open);
}

static void read_value(struct writer *w, const struct page_segment *segment, const char *text) {
    if (!vietnamese(w)) {
        return;
    }
    turn_to(w, vietnamese(w), false);
    if (!normalise_value(w->tongues->numbers, segment->kind, segment->value, &w->open)) {
        normalise_text(w->tongues->numbers, text, &w->open);
    }
}

static void read_segment(struct writer *w, const struct page *page,
                         const struct page_segment *segment) {
    int lang_ix = segment->lang_ix == LIBRARY_NONE ? LIBRARY_VIETNAMESE : segment->lang_ix;
    const char *text = page_text(page, segment->text_at);
    w->tongue = &w->tongues->list[lang_ix];
    if (!w->tongue->voice) {
        return;
    }
    if (segment->kind == SEGMENT_TEXT) {
        read_text(w, text);
    } else {
        read_value(w, segment, text);
    }
}

void script_prompt(const struct tongues *tongues, const struct page *page, unsigned prompt_ix,
                   struct script *script) {
    const struct page_prompt *prompt = &page->prompts[prompt_ix];
    struct writer w = {.tongues = tongues, .script = script};
    assert(prompt_ix < page->prompt_count);
    script->count = 0;
    script->used = 0;
    script->cut = false;
    str_init(&w.open, w.bytes, sizeof w.bytes);
    for (unsigned i = 0; i < prompt->segment_count; i++) {
        read_segment(&w, page, &page->segments[prompt->first_segment + i]);
    }
    close_piece(&w);
}
