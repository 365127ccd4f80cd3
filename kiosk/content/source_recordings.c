/* recordings/<lang>/: which of them are current, and how far each language is. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/file.h"
#include "content/grow.h"
#include "content/markup.h"
#include "content/numerals.h"
#include "content/source_parts.h"

enum { SHOWN_BYTES = 8 * 1024 };

static const char NUMBER[] = "number:";

/* The recordings of one language. */
struct recordings_reading {
    struct source *source;
    struct diag *diag;
    int lang_ix;
    const char *code, *file; /* the table, in messages */
    const struct numeral *numerals;
    size_t numeral_count;
};

/* ---- what was shown ------------------------------------------------------------------ */

static void put_fact(const struct source *source, const struct source_unit *unit,
                     const struct markup_piece *piece, struct str *shown) {
    const struct source_item *item = unit->item_ix < 0 ? NULL : &source->items[unit->item_ix];
    for (int i = 0; item && i < item->fact_count; i++) {
        if (markup_is(piece->text, piece->bytes, item->facts[i].fact.key)) {
            library_put_fact(&item->facts[i].fact, shown);
            return;
        }
    }
}

/* As library_put_phrase shows it. Marks that are wrong are judged elsewhere: they end it. */
static void put_shown(struct source *source, const struct source_unit *unit, const char *marked,
                      struct str *shown) {
    const char *at = marked;
    struct markup_piece piece = markup_next(&at);
    for (; piece.kind == MARKUP_TEXT || piece.kind == MARKUP_FACT; piece = markup_next(&at)) {
        if (piece.kind == MARKUP_FACT) {
            put_fact(source, unit, &piece, shown);
            continue;
        }
        char *plain = arena_array(&source->memory, piece.bytes + 1, 1);
        markup_plain(&piece, plain);
        str_put(shown, plain);
    }
}

/* ---- one recording ---------------------------------------------------------------------- */

enum verdict { CURRENT, STALE, UNKNOWN };

static bool is_same(const struct hash128 *a, const struct hash128 *b) {
    return a->high == b->high && a->low == b->low;
}

static const char *word_of(const struct recording *recording) {
    bool number = strncmp(recording->unit, NUMBER, sizeof NUMBER - 1) == 0;
    return number ? recording->unit + sizeof NUMBER - 1 : NULL;
}

static enum verdict judge_number(const struct recordings_reading *r,
                                 const struct recording *recording, const char *word) {
    struct hash128 source = recordings_source(word);
    for (size_t i = 0; i < r->numeral_count && recording->wording == RECORDING_TEXT; i++) {
        if (strcmp(r->numerals[i].word, word) == 0) {
            return is_same(&source, &recording->source) ? CURRENT : STALE;
        }
    }
    return UNKNOWN;
}

static enum verdict judge(const struct recordings_reading *r, const struct recording *recording) {
    char shown[SHOWN_BYTES];
    struct str s;
    if (word_of(recording)) {
        return judge_number(r, recording, word_of(recording));
    }
    int32_t unit_ix = source_unit_ix(r->source, recording->unit);
    const struct source_unit *unit = unit_ix < 0 ? NULL : &r->source->units[unit_ix];
    const char *marked =
        unit ? unit->wordings[(int)recording->wording][LIBRARY_VIETNAMESE].text : NULL;
    if (!marked) {
        return UNKNOWN;
    }
    str_init(&s, shown, sizeof shown);
    put_shown(r->source, unit, marked, &s);
    struct hash128 source = recordings_source(shown);
    return is_same(&source, &recording->source) ? CURRENT : STALE;
}

/* Is it what is heard of its unit, and so what the language still lacked? */
static bool is_heard(const struct source *source, const struct recording *recording) {
    int32_t unit_ix = source_unit_ix(source, recording->unit);
    if (unit_ix < 0) {
        return word_of(recording) != NULL;
    }
    bool say = source->units[unit_ix].wordings[VARIANT_SAY][LIBRARY_VIETNAMESE].text != NULL;
    return recording->wording == (say ? RECORDING_SAY : RECORDING_TEXT);
}

static bool is_ogg(const struct recordings_reading *r, const struct recording *recording) {
    struct arena memory = {0};
    size_t bytes;
    unsigned errors = r->diag->errors;
    const void *opus = recordings_load(r->source->recordings_dir, r->code, recording->file, &memory,
                                       r->diag, &bytes);
    bool ogg = opus && bytes > 4 && memcmp(opus, "OggS", 4) == 0;
    if (!ogg && r->diag->errors == errors) {
        diag_error(r->diag, r->file, recording->line,
                   "%s: không phải tệp Ogg Opus; hãy ghi lại câu đó",
                   "%s: not an Ogg Opus file; record that sentence again", recording->file);
    }
    arena_fini(&memory);
    return ogg;
}

static void take(const struct recordings_reading *r, const struct recordings *all,
                 const struct recording *recording) {
    struct source *s = r->source;
    if (!is_ogg(r, recording)) {
        return;
    }
    s->recordings = grow(&s->memory, s->recordings, s->recording_count, sizeof *s->recordings);
    struct source_recording *row = &s->recordings[s->recording_count++];
    *row = (struct source_recording){.recording = recording, .lang_ix = (uint8_t)r->lang_ix};
    for (size_t i = 0; i < all->speaker_count; i++) {
        if (strcmp(all->speakers[i].key, recording->speaker) == 0) {
            row->speaker = &all->speakers[i];
        }
    }
}

static void say_stale(const struct recordings_reading *r, const struct recording *recording) {
    diag_warning(r->diag, r->file, recording->line,
                 "“%s”: câu tiếng Việt đã đổi từ khi ghi, nên bản ghi này không dùng; hãy ghi lại",
                 "\"%s\": the Vietnamese has changed since, so this is not used; record it again",
                 recording->unit);
}

/* A layer may speak for the pack below, whose units are not here; words of numbers are. */
static bool say_unknown(const struct recordings_reading *r, const struct recording *recording) {
    const char *wording = recording_wording_name(recording->wording);
    if (r->source->pack.kind == LIBRARY_LAYER && !word_of(recording)) {
        diag_warning(r->diag, r->file, recording->line,
                     "“%s” (%s) không có trong lớp này; chỉ nghe được nếu gói bên dưới có",
                     "\"%s\" (%s) is not in this layer; heard only if the pack below has it",
                     recording->unit, wording);
        return true;
    }
    diag_error(r->diag, r->file, recording->line,
               "không có câu nào mang mã “%s” (%s); hãy bỏ dòng này hoặc sửa mã",
               "nothing has the id \"%s\" (%s); remove the row or correct the id", recording->unit,
               wording);
    return false;
}

static void read_one(const struct recordings_reading *r, const struct recordings *all,
                     const struct recording *recording) {
    struct source_recorded *count = &r->source->recorded[r->lang_ix];
    switch (judge(r, recording)) {
    case CURRENT:
        count->recorded += is_heard(r->source, recording);
        take(r, all, recording);
        break;
    case STALE:
        count->stale += is_heard(r->source, recording);
        say_stale(r, recording);
        break;
    case UNKNOWN:
        if (say_unknown(r, recording)) {
            take(r, all, recording);
        }
        break;
    }
}

/* ---- all of them -------------------------------------------------------------------------- */

static void read_language(struct source *source, int lang_ix, const char *voices_dir,
                          struct diag *diag) {
    struct arena *memory = &source->memory;
    struct recordings recordings;
    struct recordings_reading r = {.source = source,
                                   .diag = diag,
                                   .lang_ix = lang_ix,
                                   .code = source->languages[lang_ix].language.code};
    const char *dir = file_path(memory, source->recordings_dir, r.code);
    struct source_recorded *count = &source->recorded[lang_ix];
    r.file = file_path(memory, dir, "index.tsv");
    r.numeral_count =
        numerals_read(file_path(memory, file_path(memory, voices_dir, r.code), "numbers.txt"),
                      memory, diag, &r.numerals);
    size_t wanted = source->unit_count + r.numeral_count;
    if (recordings_read(source->recordings_dir, r.code, diag, &recordings)) {
        return;
    }
    for (size_t i = 0; i < recordings.count; i++) {
        read_one(&r, &recordings, &recordings.list[i]);
    }
    arena_take(memory, &recordings.memory);
    count->missing = (unsigned)wanted - count->recorded - count->stale;
}

/* A folder that names no language is a mistake somebody would look for long. */
static void check_folders(struct source *source, struct diag *diag) {
    const char *const *names;
    size_t count = file_names(source->recordings_dir, "", &source->memory, &names);
    for (size_t i = 0; i < count; i++) {
        if (source_language_ix(source, names[i], strlen(names[i])) == LIBRARY_NONE) {
            diag_error(diag, source->recordings_dir, 0,
                       "không có tiếng “%s”; hãy thêm voices/%s/language.yaml hoặc đổi tên thư mục",
                       "there is no language \"%s\"; add voices/%s/language.yaml or rename the "
                       "folder",
                       names[i], names[i]);
        }
    }
}

static int by_id(const void *a, const void *b) {
    const struct source_recording *x = a, *y = b;
    if (x->lang_ix != y->lang_ix) {
        return x->lang_ix < y->lang_ix ? -1 : 1;
    }
    int order = strcmp(x->recording->unit, y->recording->unit);
    return order ? order : (int)x->recording->wording - (int)y->recording->wording;
}

void source_read_recordings(struct source *source, const char *content_dir, const char *voices_dir,
                            struct diag *diag) {
    source->recordings_dir = file_path(&source->memory, content_dir, "recordings");
    check_folders(source, diag);
    for (int lang = 0; lang < source->language_count; lang++) {
        read_language(source, lang, voices_dir, diag);
    }
    if (source->recording_count) {
        qsort(source->recordings, source->recording_count, sizeof *source->recordings, by_id);
    }
}
