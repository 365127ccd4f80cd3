#include "voicebuild/make.h"

#include <stdio.h>
#include <string.h>

#include "voicebuild/noise.h"
#include "voicebuild/program.h"
#include "voicebuild/spectrum.h"

enum {
    FLAG_VOICELESS = 1 << 3,
    FLAGS_PLACE = 0xf << 16,
    FROM_BYTES = 48, /* of the name of what something is made from */
    FRICATIVE_LENGTH_MOD = 3,
    VOICELESS_NASAL_MS = 75,
    VOICELESS_NASAL_PEAK = 2200,
    GLIDE_MS = 70,
    SYLLABIC_MS = 180,
    CLIP_PERCENT = 55,
    LONG_MS = 200
};

static const char inert_mnemonic[] = "#~";
static const char long_vowel[] = "a:"; /* vowels of two sounds last as long */

/* ---- copies ---------------------------------------------------------------------------- */

/* A phoneme that never comes: what a program asks about a neighbour we do not have. */
static uint8_t inert_code(struct hmx *hmx) {
    const struct phoneme_record *inert = hmx_find(hmx, inert_mnemonic);
    if (inert) {
        return inert->code;
    }
    struct phoneme_record *made = hmx_place(hmx, inert_mnemonic, strlen(inert_mnemonic));
    if (!made) {
        return 0;
    }
    made->type = PHONEME_VIRTUAL;
    return made->code;
}

static uint8_t our_code(struct hmx *hmx, const struct phoneme_record *theirs) {
    const struct phoneme_record *ours = hmx_find(hmx, theirs->mnemonic);
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
    const struct phoneme_record *ours = hmx_find(hmx, theirs->by_code[code].mnemonic);
    if (code < PHONTAB_FIXED_CODES) {
        return code;
    }
    return ours ? ours->code : 0;
}

/* "TABLE:MNEMONIC" */
static const struct phoneme_record *foreign(const struct hmx *hmx, const char *from,
                                            struct phoneme_set *set_out) {
    char table[32];
    const char *colon = strchr(from, ':');
    if (!colon || (size_t)(colon - from) >= sizeof table) {
        return NULL;
    }
    snprintf(table, sizeof table, "%.*s", (int)(colon - from), from);
    unsigned number = phontab_find(&hmx->stock->phontab, table);
    if (number == 0) {
        return NULL;
    }
    phontab_set(&hmx->stock->phontab, number, set_out);
    return phontab_named(set_out, colon + 1, strlen(colon + 1));
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
    const struct phoneme_record *source = foreign(hmx, from, &theirs);
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
    const struct phoneme_record *voiced = hmx_find(hmx, nasal);
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
        return hmx_set_program(hmx, &program, phoneme);
    }
    return false;
}

/* The two names of "A+B": `first_out` as long as it may be, the second in place. NULL if
 * it is not so. */
static const char *second_of(const char *both, char first_out[FROM_BYTES]) {
    const char *plus = strchr(both, '+');
    if (!plus || plus - both >= FROM_BYTES) {
        return NULL;
    }
    snprintf(first_out, FROM_BYTES, "%.*s", (int)(plus - both), both);
    return plus + 1;
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
    return hmx_set_program(hmx, &program, phoneme);
}

/* eSpeak NG's syllabic nasals do not follow the tone's envelope; vowels do. */
static bool make_syllabic(struct hmx *hmx, struct phoneme_record *phoneme, const char *nasal) {
    static const char *const rows[][2] = {{"m", "m/m-syl"}, {"n", "n/n-syl"}, {"N", "nn/nn-syl"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i][0], nasal) == 0) {
            phoneme->start = phoneme->end = HMX_COLOUR_FIRST;
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
    const struct phoneme_record *vowel = hmx_find(hmx, like);
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

static bool make_diphthong(struct hmx *hmx, struct phoneme_record *phoneme, const char *both) {
    char first_name[FROM_BYTES];
    const char *second = second_of(both, first_name);
    if (!second) {
        return false;
    }
    const struct phoneme_record *from = hmx_find(hmx, first_name), *to = hmx_find(hmx, second);
    uint32_t first = hmx_spectrum(hmx, from), last = hmx_spectrum(hmx, to);
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
    char name[FROM_BYTES];
    const char *like = second_of(both, name);
    if (!like) {
        return false;
    }
    hmx_stock(hmx, &stock);
    const struct phoneme_record *vowel = phontab_named(&stock, name, strlen(name));
    vowel = vowel ? vowel : foreign(hmx, name, &theirs);
    if (!vowel) {
        return false;
    }
    phoneme->start = vowel->start;
    phoneme->end = vowel->end;
    return pace(hmx, phoneme, hmx_spectrum(hmx, vowel), like);
}

static bool make_glide(struct hmx *hmx, struct phoneme_record *phoneme, const char *mnemonic) {
    const struct phoneme_record *vowel = hmx_find(hmx, mnemonic);
    uint32_t spectrum = hmx_spectrum(hmx, vowel);
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
    return hmx_set_program(hmx, &program, phoneme);
}

/* A sound of vi under our own name, its program changed. */
static bool make_changed(struct hmx *hmx, struct phoneme_record *phoneme, const char *mnemonic,
                         const struct program_edit *edit) {
    struct phoneme_set stock;
    hmx_stock(hmx, &stock);
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
    char voiced[FROM_BYTES];
    const char *second = second_of(both, voiced);
    const struct phoneme_record *place = second ? hmx_find(hmx, second) : NULL;
    if (!place || !place->program ||
        !make_changed(hmx, phoneme, voiced, &(struct program_edit){.place = place->program})) {
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

bool make_phoneme(struct hmx *hmx, const struct make_order *order) {
    struct tone_place place = {order->diag, order->file, order->line};
    struct phoneme_record *phoneme = hmx_place(hmx, order->mnemonic, order->length);
    if (!phoneme) {
        return hmx_no_code(&place, order->mnemonic);
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
