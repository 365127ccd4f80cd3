/* Every text as it is said, by the tables of its language. */
#include <string.h>

#include "base/str.h"
#include "review/review_parts.h"
#include "review/sayable.h"

/* The texts of one language, wherever they stand. */
struct voice_check {
    struct review *review;
    enum review_check check;
    struct sayable *spoken; /* NULL: the language has no voice of its own */
    int lang_ix;
    struct finding about; /* the wording that is being read */
    char last[96];        /* its last word with a fault: told once */
};

static void report(struct voice_check *c, const char *word) {
    struct findings *findings = &c->review->result->findings;
    const char *code = c->review->library->languages[c->lang_ix].code;
    if (c->check == REVIEW_SPELLED) {
        findings_add(findings, &c->about,
                     "tiếng “%s” đánh vần từng chữ “%s”; hãy viết cách khác, thêm “say”, hoặc thêm "
                     "một dòng vào bảng trong voices/",
                     "\"%s\" spells \"%s\" letter by letter; write it otherwise, add \"say\", or "
                     "add a row to a table in voices/",
                     code, word);
    } else {
        findings_add(findings, &c->about,
                     "tiếng “%s” không nói được “%s”; hãy viết cách khác hoặc thêm “say”",
                     "\"%s\" has no sound for \"%s\"; write it otherwise or add \"say\"", code,
                     word);
    }
}

static void on_fault(void *context, const char *word, enum sayable_fault fault) {
    struct voice_check *c = context;
    enum review_check check = fault == SAYABLE_SPELLED ? REVIEW_SPELLED : REVIEW_SILENT;
    if (check == c->check && strcmp(word, c->last) != 0) {
        str_copy(c->last, sizeof c->last, word);
        report(c, word);
    }
}

static void read_piece(void *context, const char *text, int lang_ix) {
    struct voice_check *c = context;
    if (lang_ix != c->lang_ix) {
        return;
    }
    if (c->spoken) {
        sayable_read(c->spoken, text, on_fault, c);
    } else {
        on_fault(c, text, SAYABLE_SILENT);
    }
}

/* What is spoken of a unit: `say`, else its text; and its simpler wording. */
static void read_unit(struct voice_check *c, const struct unit *unit, int own_ix) {
    bool say = unit->say[own_ix].span_count > 0;
    const enum variant spoken[] = {say ? VARIANT_SAY : VARIANT_TEXT, VARIANT_SHORT};
    for (size_t v = 0; v < sizeof spoken / sizeof *spoken; v++) {
        c->about = review_about(c->review, c->check, unit->id, spoken[v], own_ix);
        c->about.lang_ix = c->lang_ix;
        c->last[0] = '\0';
        review_pieces(review_phrase(unit, spoken[v], own_ix), own_ix, read_piece, c);
    }
}

static void read_language(struct voice_check *c) {
    const struct library *library = c->review->library;
    for (uint32_t u = 0; u < library->unit_count; u++) {
        for (int own_ix = 0; own_ix < library->language_count; own_ix++) {
            read_unit(c, &library->units[u], own_ix);
        }
    }
}

void review_voices(struct review *review, enum review_check check) {
    const struct review_config *config = review->config;
    const char *dir = review_tables(config);
    for (int lang = 0; lang < review->library->language_count; lang++) {
        const struct language *language = &review->library->languages[lang];
        struct voice_check c = {.review = review, .check = check, .lang_ix = lang};
        struct diag diag = {0};
        enum err err = ERR_OK; /* without a voice, all of it is silent */
        if (language->voice_status != VOICE_NONE) {
            err = sayable_open(dir, language->code, config->built_dir != NULL, &review->lexicon,
                               &diag, &c.spoken);
        }
        if (!err) {
            read_language(&c);
        }
        sayable_close(c.spoken);
    }
}
