#include "content/content.h"

#include <stdio.h>

#include "content/check.h"
#include "content/pack_write.h"
#include "content/source.h"

static enum err read_checked(const char *content_dir, const char *voices_dir, bool strict,
                             struct source *source, struct diag *diag) {
    unsigned before = diag->errors;
    if (source_read(content_dir, voices_dir, diag, source)) {
        check_source(source, strict, diag);
    }
    return diag->errors > before ? ERR_REJECT : ERR_OK;
}

/* ---- how far translations and recordings are ----------------------------------------- */

enum { STATE_COUNT = TRANSLATION_REVIEWED + 1 };

static void count_unit(const struct source_unit *unit, int lang, unsigned counts[STATE_COUNT]) {
    for (int v = 0; v < VARIANT_COUNT; v++) {
        if (unit->wordings[v][LIBRARY_VIETNAMESE].text) {
            counts[unit->wordings[v][lang].state]++;
        }
    }
}

static void count_states(const struct source *source, int lang, unsigned counts[STATE_COUNT]) {
    for (uint32_t u = 0; u < source->unit_count; u++) {
        count_unit(&source->units[u], lang, counts);
    }
}

static void print_table(const struct source *source, FILE *out) {
    fprintf(out, "%s\n",
            diag_text("tiếng      thiếu  đã cũ   nháp  đã duyệt | đã ghi  ghi cũ  chưa ghi",
                      "lang     missing  stale  draft  reviewed | recorded  stale  missing"));
    for (int lang = 1; lang < source->language_count; lang++) {
        unsigned counts[STATE_COUNT] = {0};
        count_states(source, lang, counts);
        const struct source_recorded *recorded = &source->recorded[lang];
        fprintf(out, "%-7s %8u %6u %6u %9u | %8u %6u %8u\n", source->languages[lang].language.code,
                counts[TRANSLATION_MISSING], counts[TRANSLATION_STALE], counts[TRANSLATION_DRAFT],
                counts[TRANSLATION_REVIEWED], recorded->recorded, recorded->stale,
                recorded->missing);
    }
}

enum err content_check(const char *content_dir, const char *voices_dir, bool strict,
                       struct diag *diag) {
    struct source source = {0};
    enum err err = read_checked(content_dir, voices_dir, strict, &source, diag);
    print_table(&source, stdout);
    source_fini(&source);
    return err;
}

enum err content_build(const char *content_dir, const char *voices_dir, const char *pack_path,
                       struct diag *diag) {
    struct source source = {0};
    enum err err = read_checked(content_dir, voices_dir, false, &source, diag);
    if (!err) {
        err = pack_write(&source, pack_path);
    }
    source_fini(&source);
    return err;
}
