#include "voicebuild/hmx.h"

#include <string.h>

/* ---- places ------------------------------------------------------------------------- */

static bool room_for_table(const struct stock *stock, struct diag *diag) {
    if (phontab_count(&stock->phontab) < PHONTAB_TABLES_MAX) {
        return true;
    }
    diag_error(diag, "phontab", 0, "đã có %u bảng âm, eSpeak NG chỉ chứa được %d",
               "has %u phoneme tables, eSpeak NG has room for %d", phontab_count(&stock->phontab),
               PHONTAB_TABLES_MAX);
    return false;
}

bool hmx_init(struct stock *stock, struct diag *diag, struct hmx *hmx_out) {
    unsigned vi = phontab_find(&stock->phontab, "vi");
    *hmx_out = (struct hmx){.stock = stock};
    if (vi == 0) {
        diag_error(diag, "phontab", 0, "thiếu bảng âm “vi”; hãy cài lại espeak-ng-data",
                   "has no phoneme table \"vi\"; reinstall espeak-ng-data");
        return false;
    }
    phontab_set(&stock->phontab, vi, &hmx_out->set);
    return room_for_table(stock, diag);
}

bool hmx_knows(const struct hmx *hmx, const char *mnemonic, size_t length) {
    return phontab_named(&hmx->set, mnemonic, length) != NULL;
}

struct phoneme_record *hmx_place(struct hmx *hmx, const char *mnemonic, size_t length) {
    const struct phoneme_record *known = phontab_named(&hmx->set, mnemonic, length);
    unsigned code = known ? known->code : PHONTAB_FIXED_CODES;
    while (!known && code <= PHONTAB_CODE_MAX && hmx->set.by_code[code].mnemonic[0]) {
        code++;
    }
    if (code > PHONTAB_CODE_MAX) {
        return NULL;
    }
    struct phoneme_record *phoneme = &hmx->set.by_code[code];
    *phoneme = (struct phoneme_record){.code = (uint8_t)code};
    memcpy(phoneme->mnemonic, mnemonic, length);
    hmx->own[code] = true;
    return phoneme;
}

bool hmx_no_code(const struct tone_place *place, const char *mnemonic) {
    diag_error(place->diag, place->file, place->line,
               "không còn mã nào cho “%s”: eSpeak NG chỉ chứa được %d âm và thanh trong một bảng; "
               "hãy bỏ bớt thanh hoặc âm",
               "no code is left for \"%s\": eSpeak NG has room for %d sounds and tones in a "
               "table; remove some",
               mnemonic, PHONTAB_CODE_MAX);
    return false;
}

void hmx_stock(const struct hmx *hmx, struct phoneme_set *set_out) {
    phontab_set(&hmx->stock->phontab, phontab_find(&hmx->stock->phontab, "vi"), set_out);
}

const struct phoneme_record *hmx_find(const struct hmx *hmx, const char *mnemonic) {
    return phontab_named(&hmx->set, mnemonic, strlen(mnemonic));
}

uint32_t hmx_spectrum(const struct hmx *hmx, const struct phoneme_record *vowel) {
    return vowel && vowel->type == PHONEME_VOWEL
               ? program_last_spectrum(&hmx->stock->phonindex, vowel->program)
               : 0;
}

bool hmx_set_program(struct hmx *hmx, const struct program *program,
                     struct phoneme_record *phoneme) {
    phoneme->program = program_append(&hmx->stock->phonindex, program);
    return phoneme->program != 0;
}

/* ---- tones -------------------------------------------------------------------------------------
 */

bool hmx_make_tone(struct hmx *hmx, const struct tone_shape *tone, const char *mnemonic,
                   const struct tone_place *place) {
    struct blob *phondata = &hmx->stock->phondata;
    unsigned char envelope[TONE_ENVELOPE_BYTES];
    struct program program = {.count = 0};
    unsigned low = 0, high = 0;
    struct phoneme_record *phoneme = hmx_place(hmx, mnemonic, strlen(mnemonic));
    if (!phoneme || phondata->size + 2 * TONE_ENVELOPE_BYTES >= STOCK_ENVELOPE_LIMIT) {
        return hmx_no_code(place, mnemonic);
    }
    tone_pitch(tone, envelope, &low, &high);
    blob_align(phondata);
    program_envelope(&program, PROGRAM_PITCH,
                     (uint32_t)blob_put(phondata, envelope, sizeof envelope));
    if (tone_amplitude(tone, envelope)) {
        program_envelope(&program, PROGRAM_AMPLITUDE,
                         (uint32_t)blob_put(phondata, envelope, sizeof envelope));
    }
    program_return(&program);
    phoneme->type = PHONEME_TONE;
    phoneme->start = (uint8_t)low;
    phoneme->end = (uint8_t)high;
    phoneme->length = (uint8_t)tone_percent(tone);
    return hmx_set_program(hmx, &program, phoneme) || hmx_no_code(place, mnemonic);
}

/* ---- the whole ---------------------------------------------------------------------- */

void hmx_finish(struct hmx *hmx) {
    struct phoneme_record records[PHONTAB_CODES];
    size_t count = 0;
    for (unsigned code = 0; code < PHONTAB_CODES; code++) {
        if (hmx->own[code]) {
            records[count++] = hmx->set.by_code[code];
        }
    }
    for (int i = 0; i < PROGRAM_PAD_WORDS; i++) {
        blob_put16(&hmx->stock->phonindex, 1); /* the interpreter looks past the last sound */
    }
    phontab_append(&hmx->stock->phontab, HMX_TABLE, phontab_find(&hmx->stock->phontab, "vi"),
                   records, count);
}

static bool bad(struct diag *diag, const char *dir, const char *mnemonic) {
    diag_error(diag, dir, 0, "âm “%s” vừa ghi không đọc lại được: lỗi của chương trình này",
               "the sound \"%s\" just written cannot be read back: a fault of this program",
               mnemonic);
    return false;
}

/* Its program lies in the file and names only what the table knows. */
static bool sane(const struct stock *stock, const struct phoneme_set *set,
                 const struct phoneme_record *phoneme) {
    bool named[PHONTAB_CODES] = {false};
    if (phoneme->program == 0) {
        return phoneme->type == PHONEME_VIRTUAL || phoneme->type == PHONEME_PAUSE;
    }
    if (!program_sane(&stock->phonindex, phoneme->program, named)) {
        return false;
    }
    for (unsigned code = PHONTAB_FIXED_CODES; code < PHONTAB_CODES; code++) {
        if (named[code] && !set->by_code[code].mnemonic[0]) {
            return false;
        }
    }
    return true;
}

static bool check_set(const char *dir, const struct stock *stock, struct diag *diag) {
    struct phoneme_set stock_set, set;
    unsigned table = phontab_find(&stock->phontab, HMX_TABLE);
    if (table == 0) {
        return bad(diag, dir, HMX_TABLE);
    }
    phontab_set(&stock->phontab, phontab_find(&stock->phontab, "vi"), &stock_set);
    phontab_set(&stock->phontab, table, &set);
    for (unsigned code = 0; code < PHONTAB_CODES; code++) {
        bool own = set.by_code[code].program != stock_set.by_code[code].program;
        if (own && !sane(stock, &set, &set.by_code[code])) {
            return bad(diag, dir, set.by_code[code].mnemonic);
        }
    }
    return true;
}

bool hmx_check(const char *dir, struct diag *diag) {
    struct stock stock;
    bool sane_all = stock_read(dir, diag, &stock) && check_set(dir, &stock, diag);
    stock_fini(&stock);
    return sane_all;
}
