#include "voicebuild/hmx.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "voicebuild/noise.h"
#include "voicebuild/program.h"
#include "voicebuild/spectrum.h"

enum {
    FLAG_VOICELESS = 1 << 3,
    FLAGS_PLACE = 0xf << 16,
    FRICATIVE_LENGTH_MOD = 3,
    COLOUR_FIRST = 28, /* #@ #a #e #i #o #u: codes 28 to 33 */
    COLOURS = 6,
    VOICELESS_NASAL_MS = 75,
    VOICELESS_NASAL_PEAK = 2200,
    BREATH_MS = 250,
    BREATH_PEAK = 8000,
    PERCENT_MAX = 255,
    GLIDE_MS = 70,
    SYLLABIC_MS = 180,
    CLIP_PERCENT = 55,
    LONG_MS = 200
};

static const char inert_mnemonic[] = "#~";
static const char long_vowel[] = "a:"; /* vowels of two sounds last as long */

static const double breath_poles_hz[COLOURS][NOISE_POLES] = {{500, 1500, 2500}, {750, 1250, 2500},
                                                             {500, 1800, 2500}, {300, 2200, 3000},
                                                             {500, 900, 2500},  {320, 800, 2300}};

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

/* The place of a new phoneme: that of the one it replaces, or a free code; NULL if
 * there is none left. */
static struct phoneme_record *place_for(struct hmx *hmx, const char *mnemonic, size_t length) {
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

static bool no_code(const struct tone_place *place, const char *mnemonic) {
    diag_error(place->diag, place->file, place->line,
               "không còn mã nào cho “%s”: eSpeak NG chỉ chứa được %d âm và thanh trong một bảng; "
               "hãy bỏ bớt thanh hoặc âm",
               "no code is left for \"%s\": eSpeak NG has room for %d sounds and tones in a "
               "table; remove some",
               mnemonic, PHONTAB_CODE_MAX);
    return false;
}

static void stock_set(const struct hmx *hmx, struct phoneme_set *set_out) {
    phontab_set(&hmx->stock->phontab, phontab_find(&hmx->stock->phontab, "vi"), set_out);
}

static const struct phoneme_record *known(const struct hmx *hmx, const char *mnemonic) {
    return phontab_named(&hmx->set, mnemonic, strlen(mnemonic));
}

/* ---- copies ---------------------------------------------------------------------------- */

/* A phoneme that never comes: what a program asks about a neighbour we do not have. */
static uint8_t inert_code(struct hmx *hmx) {
    const struct phoneme_record *inert = known(hmx, inert_mnemonic);
    if (inert) {
        return inert->code;
    }
    struct phoneme_record *made = place_for(hmx, inert_mnemonic, strlen(inert_mnemonic));
    if (!made) {
        return 0;
    }
    made->type = PHONEME_VIRTUAL;
    return made->code;
}

static uint8_t our_code(struct hmx *hmx, const struct phoneme_record *theirs) {
    const struct phoneme_record *ours = known(hmx, theirs->mnemonic);
    return ours ? ours->code : inert_code(hmx);
}

static void map_codes(struct hmx *hmx, const struct phoneme_set *theirs,
                      uint8_t codes_out[PHONTAB_CODES]) {
    for (unsigned code = 0; code < PHONTAB_CODES; code++) {
        bool fixed = code < PHONTAB_FIXED_CODES;
        codes_out[code] = fixed ? (uint8_t)code : our_code(hmx, &theirs->by_code[code]);
    }
}

static uint8_t switch_code(const struct hmx *hmx, const struct phoneme_set *theirs, uint8_t code) {
    const struct phoneme_record *ours = known(hmx, theirs->by_code[code].mnemonic);
    if (code < PHONTAB_FIXED_CODES) {
        return code;
    }
    return ours ? ours->code : 0;
}

/* "TABLE:MNEMONIC", `length` bytes of it. */
static const struct phoneme_record *foreign(const struct hmx *hmx, const char *from, size_t length,
                                            struct phoneme_set *set_out) {
    char table[32];
    const char *colon = memchr(from, ':', length);
    if (!colon || (size_t)(colon - from) >= sizeof table) {
        return NULL;
    }
    snprintf(table, sizeof table, "%.*s", (int)(colon - from), from);
    unsigned number = phontab_find(&hmx->stock->phontab, table);
    if (number == 0) {
        return NULL;
    }
    phontab_set(&hmx->stock->phontab, number, set_out);
    return phontab_named(set_out, colon + 1, length - (size_t)(colon + 1 - from));
}

/* Everything of another phoneme but its name and code. */
static void take(struct phoneme_record *phoneme, const struct phoneme_record *source) {
    struct phoneme_record named = *phoneme;
    *phoneme = *source;
    phoneme->code = named.code;
    memcpy(phoneme->mnemonic, named.mnemonic, sizeof named.mnemonic);
}

static bool make_copy(struct hmx *hmx, struct phoneme_record *phoneme, const char *from) {
    struct phoneme_set theirs;
    uint8_t codes[PHONTAB_CODES];
    const struct phoneme_record *source = foreign(hmx, from, strlen(from), &theirs);
    if (!source) {
        return false;
    }
    take(phoneme, source);
    map_codes(hmx, &theirs, codes);
    if (source->type != PHONEME_VOWEL && source->type != PHONEME_TONE) {
        phoneme->start = switch_code(hmx, &theirs, source->start);
        phoneme->end = switch_code(hmx, &theirs, source->end);
    }
    phoneme->program = source->program ? program_copy(&hmx->stock->phonindex, source->program,
                                                      &(struct program_edit){.codes = codes})
                                       : 0;
    return !source->program || phoneme->program;
}

/* ---- our own ----------------------------------------------------------------------------- */

static bool finish_program(struct hmx *hmx, const struct program *program,
                           struct phoneme_record *phoneme) {
    phoneme->program = program_append(&hmx->stock->phonindex, program);
    return phoneme->program != 0;
}

/* Only noise: the voiced nasal is a phoneme of its own behind it. */
static bool make_voiceless_nasal(struct hmx *hmx, struct phoneme_record *phoneme,
                                 const char *nasal) {
    static const struct {
        const char *nasal;
        double poles_hz[NOISE_POLES];
    } rows[] = {{"m", {280, 1100, 2200}},
                {"n", {300, 1500, 2600}},
                {"n^", {300, 1900, 2900}},
                {"N", {320, 950, 2400}}};
    const struct phoneme_record *voiced = known(hmx, nasal);
    for (size_t i = 0; voiced && i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].nasal, nasal) != 0) {
            continue;
        }
        struct noise noise = {.ms = VOICELESS_NASAL_MS, .peak = VOICELESS_NASAL_PEAK};
        struct program program = {.count = 0};
        memcpy(noise.poles_hz, rows[i].poles_hz, sizeof noise.poles_hz);
        program_sound(&program, PROGRAM_WAVE, 0, noise_append(&hmx->stock->phondata, &noise));
        program_return(&program);
        phoneme->type = PHONEME_FRICATIVE;
        phoneme->flags = FLAG_VOICELESS | (voiced->flags & FLAGS_PLACE);
        phoneme->length_mod = FRICATIVE_LENGTH_MOD;
        return finish_program(hmx, &program, phoneme);
    }
    return false;
}

/* A vowel of one sound. */
static bool make_vowel(struct hmx *hmx, struct phoneme_record *phoneme, uint32_t spectrum,
                       unsigned ms) {
    struct program program = {.count = 0};
    if (spectrum == 0) {
        return false;
    }
    program_sound(&program, PROGRAM_SPECTRUM, 0, spectrum);
    program_return(&program);
    phoneme->type = PHONEME_VOWEL;
    phoneme->length = (uint8_t)(ms / 2);
    return finish_program(hmx, &program, phoneme);
}

/* eSpeak NG's syllabic nasals do not follow the tone's envelope; vowels do. */
static bool make_syllabic(struct hmx *hmx, struct phoneme_record *phoneme, const char *nasal) {
    static const char *const rows[][2] = {{"m", "m/m-syl"}, {"n", "n/n-syl"}, {"N", "nn/nn-syl"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i][0], nasal) == 0) {
            phoneme->start = phoneme->end = COLOUR_FIRST;
            return make_vowel(hmx, phoneme, stock_address(hmx->stock, 'S', rows[i][1]),
                              SYLLABIC_MS);
        }
    }
    return false;
}

static uint32_t this_one(void *context, uint32_t spectrum) {
    const uint32_t *ours = context;
    (void)spectrum;
    return *ours;
}

/* A vowel of this sound that lasts as long as another one, in any syllable. */
static bool pace(struct hmx *hmx, struct phoneme_record *phoneme, uint32_t spectrum,
                 const char *like) {
    const struct phoneme_record *vowel = known(hmx, like);
    if (!spectrum || !vowel || vowel->type != PHONEME_VOWEL) {
        return false;
    }
    phoneme->type = PHONEME_VOWEL;
    phoneme->length = vowel->length;
    phoneme->program =
        program_copy(&hmx->stock->phonindex, vowel->program,
                     &(struct program_edit){.instead = this_one, .context = &spectrum});
    return phoneme->program != 0;
}

static uint32_t spectrum_of(const struct hmx *hmx, const struct phoneme_record *vowel) {
    return vowel && vowel->type == PHONEME_VOWEL
               ? program_last_spectrum(&hmx->stock->phonindex, vowel->program)
               : 0;
}

static bool make_diphthong(struct hmx *hmx, struct phoneme_record *phoneme, const char *both) {
    const char *plus = strchr(both, '+');
    if (!plus) {
        return false;
    }
    const struct phoneme_record *from = phontab_named(&hmx->set, both, (size_t)(plus - both));
    const struct phoneme_record *to = known(hmx, plus + 1);
    uint32_t first = spectrum_of(hmx, from), last = spectrum_of(hmx, to);
    if (!first || !last) {
        return false;
    }
    phoneme->start = from->start;
    phoneme->end = to->end;
    return pace(hmx, phoneme, spectrum_diphthong(&hmx->stock->phondata, first, last), long_vowel);
}

/* A vowel of vi, or of another table, that lasts as long as one of ours does in the same
 * syllable. */
static bool make_paced(struct hmx *hmx, struct phoneme_record *phoneme, const char *both) {
    struct phoneme_set stock, theirs;
    const char *plus = strchr(both, '+');
    if (!plus) {
        return false;
    }
    size_t length = (size_t)(plus - both);
    stock_set(hmx, &stock);
    const struct phoneme_record *vowel = phontab_named(&stock, both, length);
    vowel = vowel ? vowel : foreign(hmx, both, length, &theirs);
    if (!vowel) {
        return false;
    }
    phoneme->start = vowel->start;
    phoneme->end = vowel->end;
    return pace(hmx, phoneme, spectrum_of(hmx, vowel), plus + 1);
}

static bool make_glide(struct hmx *hmx, struct phoneme_record *phoneme, const char *mnemonic) {
    const struct phoneme_record *vowel = known(hmx, mnemonic);
    uint32_t spectrum = spectrum_of(hmx, vowel);
    uint32_t end = spectrum ? spectrum_end(&hmx->stock->phondata, spectrum, GLIDE_MS) : 0;
    struct program program = {.count = 0};
    if (!end) {
        return false;
    }
    program_length(&program, GLIDE_MS);
    program_sound(&program, PROGRAM_SPECTRUM, 0, end);
    program_return(&program);
    phoneme->type = PHONEME_LIQUID;
    phoneme->start = vowel->start;
    return finish_program(hmx, &program, phoneme);
}

/* A sound of vi under our own name, its program changed. */
static bool make_changed(struct hmx *hmx, struct phoneme_record *phoneme, const char *mnemonic,
                         const struct program_edit *edit) {
    struct phoneme_set stock;
    stock_set(hmx, &stock);
    const struct phoneme_record *source = phontab_named(&stock, mnemonic, strlen(mnemonic));
    if (!source || !source->program) {
        return false;
    }
    take(phoneme, source);
    phoneme->program = program_copy(&hmx->stock->phonindex, source->program, edit);
    return phoneme->program != 0;
}

/* A stop that leaves the vowel before it whole, and with it the end of the tone; eSpeak
 * NG's own glottal stop cuts away up to half of it. */
static bool make_stop(struct hmx *hmx, struct phoneme_record *phoneme, const char *mnemonic) {
    return make_changed(hmx, phoneme, mnemonic, &(struct program_edit){.spare_vowel = true});
}

/* A voiced stop where another one is made: "g+q". */
static bool make_voiced(struct hmx *hmx, struct phoneme_record *phoneme, const char *both) {
    char voiced[PHONTAB_MNEMONIC_BYTES + 1];
    const char *plus = strchr(both, '+');
    const struct phoneme_record *place = plus ? known(hmx, plus + 1) : NULL;
    if (!place || !place->program || (size_t)(plus - both) >= sizeof voiced) {
        return false;
    }
    snprintf(voiced, sizeof voiced, "%.*s", (int)(plus - both), both);
    if (!make_changed(hmx, phoneme, voiced, &(struct program_edit){.place = place->program})) {
        return false;
    }
    phoneme->flags = (phoneme->flags & ~(uint32_t)FLAGS_PLACE) | (place->flags & FLAGS_PLACE);
    phoneme->end = place->code; /* what it is where voice ends */
    return true;
}

/* A short vowel that is not mistaken for the long one: vi tells them apart by quality, too. */
static bool make_clipped(struct hmx *hmx, struct phoneme_record *phoneme, const char *mnemonic) {
    return make_changed(hmx, phoneme, mnemonic,
                        &(struct program_edit){.clip_percent = CLIP_PERCENT});
}

/* A long vowel that stays long before every stop; vi shortens it before some. */
static bool make_long(struct hmx *hmx, struct phoneme_record *phoneme, const char *mnemonic) {
    return make_changed(hmx, phoneme, mnemonic, &(struct program_edit){.least_ms = LONG_MS});
}

/* ---- orders --------------------------------------------------------------------------------- */

static bool make_from(struct hmx *hmx, struct phoneme_record *phoneme, const char *source) {
    static const struct {
        const char *start;
        bool (*make)(struct hmx *hmx, struct phoneme_record *phoneme, const char *parameter);
    } makers[] = {{"copy ", make_copy},
                  {"own voiceless-nasal:", make_voiceless_nasal},
                  {"own syllabic:", make_syllabic},
                  {"own diphthong:", make_diphthong},
                  {"own glide:", make_glide},
                  {"own stop:", make_stop},
                  {"own voiced:", make_voiced},
                  {"own paced:", make_paced},
                  {"own clipped:", make_clipped},
                  {"own long:", make_long}};
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        size_t length = strlen(makers[i].start);
        if (strncmp(source, makers[i].start, length) == 0) {
            return makers[i].make(hmx, phoneme, source + length);
        }
    }
    return false;
}

bool hmx_make(struct hmx *hmx, const struct hmx_order *order) {
    struct tone_place place = {order->diag, order->file, order->line};
    struct phoneme_record *phoneme = place_for(hmx, order->mnemonic, order->length);
    if (!phoneme) {
        return no_code(&place, order->mnemonic);
    }
    if (make_from(hmx, phoneme, order->source)) {
        return true;
    }
    diag_error(order->diag, order->file, order->line,
               "cột “source”: không làm được “%s” từ dữ liệu eSpeak NG đã cài; xem cách viết ở "
               "đầu tệp",
               "column \"source\": \"%s\" cannot be made from the installed eSpeak NG data; see "
               "the head of the file for what may stand there",
               order->source);
    return false;
}

/* ---- breath -----------------------------------------------------------------------------------
 */

struct breath {
    struct hmx *hmx;
    struct program program; /* of the breath itself */
    uint32_t noises[COLOURS];
};

static uint32_t breathy(void *context, uint32_t spectrum) {
    struct hmx *hmx = context;
    return spectrum_breathy(&hmx->stock->phondata, spectrum);
}

/* How loud the noise is: to every vowel the same share, else loud ones drown it. More to
 * those that glide, which are less harmonic by themselves in any voice. */
static unsigned noise_percent(const struct hmx *hmx, const struct phoneme_record *vowel,
                              uint32_t end) {
    static const double steady = 120, gliding = 92; /* loudness a percent */
    double loudness = spectrum_loudness(&hmx->stock->phondata, end);
    double percent = loudness / (vowel->start == vowel->end ? steady : gliding);
    return (unsigned)lround(fmin(percent, PERCENT_MAX));
}

/* The vowel's end goes on as breath. */
static bool go_on(struct breath *breath, const struct phoneme_record *vowel) {
    struct blob *phondata = &breath->hmx->stock->phondata;
    uint32_t plain = spectrum_of(breath->hmx, vowel);
    uint32_t soft = plain ? spectrum_breathy(phondata, plain) : 0;
    uint32_t end = soft ? spectrum_end(phondata, soft, BREATH_MS) : 0;
    unsigned colour = (unsigned)vowel->end - COLOUR_FIRST; /* huge if it has none */
    if (!end) {
        return false;
    }
    program_if_previous(&breath->program, vowel->code);
    program_sound(&breath->program, PROGRAM_SPECTRUM, 0, end);
    program_sound(&breath->program, PROGRAM_ADD_WAVE, noise_percent(breath->hmx, vowel, end),
                  breath->noises[colour < COLOURS ? colour : 0]);
    return true;
}

static bool change_vowel(struct breath *breath, struct phoneme_record *vowel) {
    struct hmx *hmx = breath->hmx;
    struct program_edit edit = {.before = hmx->breath, .instead = breathy, .context = hmx};
    if (!go_on(breath, vowel)) {
        return false;
    }
    uint16_t program = program_copy(&hmx->stock->phonindex, vowel->program, &edit);
    vowel->program = program;
    hmx->own[vowel->code] = true;
    return program != 0;
}

static bool no_breath(struct diag *diag, const char *mnemonic) {
    diag_error(diag, "phonindex", 0, "không thêm được hơi thở sau nguyên âm “%s”",
               "breath cannot be added behind the vowel \"%s\"", mnemonic);
    return false;
}

static void make_noises(struct breath *breath) {
    for (int i = 0; i < COLOURS; i++) {
        struct noise noise = {.ms = BREATH_MS, .peak = BREATH_PEAK};
        memcpy(noise.poles_hz, breath_poles_hz[i], sizeof noise.poles_hz);
        breath->noises[i] = noise_append(&breath->hmx->stock->phondata, &noise);
    }
}

bool hmx_make_breath(struct hmx *hmx, const bool wanted[PHONTAB_CODES], struct diag *diag) {
    struct breath breath = {.hmx = hmx};
    struct phoneme_record *phoneme = place_for(hmx, HMX_BREATH, strlen(HMX_BREATH));
    if (!phoneme) {
        return no_code(&(struct tone_place){diag, "phontab", 0}, HMX_BREATH);
    }
    hmx->breath = phoneme->code;
    make_noises(&breath);
    program_length(&breath.program, BREATH_MS);
    for (unsigned code = 0; code < PHONTAB_CODES; code++) {
        struct phoneme_record *vowel = &hmx->set.by_code[code];
        if (wanted[code] && vowel->type == PHONEME_VOWEL && !change_vowel(&breath, vowel)) {
            return no_breath(diag, vowel->mnemonic);
        }
    }
    program_return(&breath.program);
    phoneme->type = PHONEME_LIQUID;
    return finish_program(hmx, &breath.program, phoneme) || no_breath(diag, HMX_BREATH);
}

/* ---- tones -------------------------------------------------------------------------------------
 */

bool hmx_make_tone(struct hmx *hmx, const struct tone_shape *tone, const char *mnemonic,
                   const struct tone_place *place) {
    struct blob *phondata = &hmx->stock->phondata;
    unsigned char envelope[TONE_ENVELOPE_BYTES];
    struct program program = {.count = 0};
    unsigned low = 0, high = 0;
    struct phoneme_record *phoneme = place_for(hmx, mnemonic, strlen(mnemonic));
    if (!phoneme || phondata->size + 2 * TONE_ENVELOPE_BYTES >= STOCK_ENVELOPE_LIMIT) {
        return no_code(place, mnemonic);
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
    return finish_program(hmx, &program, phoneme) || no_code(place, mnemonic);
}

/* ---- the whole
 * ------------------------------------------------------------------------------------ */

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
        return phoneme->type == PHONEME_VIRTUAL;
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
