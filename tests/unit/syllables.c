/* Sounds, measured in the samples: voiceless and prenasalised onsets, long and short
 * vowels; and whether anything a language may combine is silent or clips. TIENGBAN_LONG=1
 * says every combination instead of a sample. */
#include "tests/unit/acoustics.h"
#include "tests/unit/built.h"
#include "tests/unit/spell.h"

enum { SAMPLES_MIN = 1000, SAMPLE_STEP = 97 };

struct suite {
    struct built built;
    struct heard heard;
    struct inventory *inventory;
    bool all;
    unsigned wrong; /* what did not pass in this test */
};

/* ---- onsets --------------------------------------------------------------------------- */

static bool begins_with(const char *text, const char *const starts[]) {
    for (size_t i = 0; starts[i]; i++) {
        if (strncmp(text, starts[i], strlen(starts[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* A modal tone of the language that is open to any syllable. */
static const char *modal_tone(const struct built *built, const char *code) {
    for (size_t i = 0; i < built->tone_count; i++) {
        const struct built_tone *tone = &built->tones[i];
        if (strcmp(tone->code, code) == 0 && tone->shape.phonation == TONE_MODAL &&
            !tone->shape.checked) {
            return tone->mnemonic;
        }
    }
    fail_msg("%s has no modal tone", code);
    return NULL;
}

/* Takes away what is lower than a voice: recordings have a rumble that could be taken
 * for one. */
static void remove_rumble(struct heard *heard) {
    static const double share = 1 - 2 * 3.14159265 * 70 / HEARD_HZ; /* a pole for 70 Hz */
    double last = 0, out = 0;
    for (size_t i = 0; i < heard->count; i++) {
        out = heard->samples[i] - last + share * out;
        last = heard->samples[i];
        heard->samples[i] = (int16_t)(out / 2);
    }
}

/* Says the phonemes before a long open vowel; the sample where the vowel begins. */
static size_t say_onset(struct suite *suite, const char *code, const char *phonemes) {
    char onset[64], text[128];
    struct str out;
    str_init(&out, onset, sizeof onset);
    spell_put(suite->inventory, phonemes, false, &out);
    snprintf(text, sizeof text, "[[%s|a:|%s]]", onset, modal_tone(&suite->built, code));
    heard_speak(&suite->heard, code, text);
    remove_rumble(&suite->heard);
    return suite->heard.phonemes[phoneme_named(&suite->heard, "a:", 0)].at;
}

/* What a test asks of an onset; prints and returns false if it is not so. */
typedef bool check_onset(struct suite *suite, const char *code, const char *phonemes);

static void for_each_onset(struct suite *suite, const char *const starts[], check_onset *check) {
    size_t count = 0;
    unsigned wrong = 0;
    for (size_t i = 0; i < suite->built.code_count; i++) {
        const char *code = suite->built.codes[i];
        struct spell_tables tables;
        bool read = spell_read(suite->built.dir, code, &tables);
        for (size_t k = 0; read && k < tables.onsets.count; k++) {
            const char *phonemes = tables.onsets.rows[k].fields[1];
            if (begins_with(phonemes, starts)) {
                wrong += !check(suite, code, phonemes);
                count++;
            }
        }
        spell_fini(&tables);
    }
    print_message("%zu onsets\n", count);
    assert_true(count > 0);
    assert_int_equal(wrong, 0);
}

static bool is_voiced(const struct heard *heard, size_t at) {
    static const struct pitch_range range = {75, 230};
    static const double voiced = 0.6;
    return periodicity_at(heard, at, range, 1.6).strength >= voiced;
}

/* Where it begins to sound; the end if it never does. */
static size_t first_sounding(const struct heard *heard) {
    static const double sounding = 50;
    size_t at = 0;
    while (at < heard->count && loudness(heard, at) < sounding) {
        at += LOUDNESS_WINDOW;
    }
    return at;
}

/* ---- voiceless sonorants ------------------------------------------------------------------ */

static const double breathed_ms = 40; /* without voice: at least, or less where there is voice */

/* For 15 ms: 5 ms of noise may look alike by chance. */
static bool stays_voiced(const struct heard *heard, size_t at) {
    return is_voiced(heard, at) && is_voiced(heard, at + LOUDNESS_WINDOW) &&
           is_voiced(heard, at + 2 * LOUDNESS_WINDOW);
}

/* How long it sounds before the voice sets in, in ms. */
static double unvoiced_ms(const struct heard *heard) {
    size_t start = first_sounding(heard), at = start;
    while (at < heard->count && !stays_voiced(heard, at)) {
        at += LOUDNESS_WINDOW;
    }
    return 1000. * (double)(at - start) / HEARD_HZ;
}

static const char *const voiceless[] = {"m̥", "n̥", "ɲ̥", "ŋ̊", "ɬ", "l̥", NULL};

static bool is_breathed(struct suite *suite, const char *code, const char *phonemes) {
    say_onset(suite, code, phonemes);
    double ms = unvoiced_ms(&suite->heard);
    bool expected = begins_with(phonemes, voiceless);
    bool right = expected == (ms >= breathed_ms);
    if (expected || !right) {
        print_message("%s %s: %.0f ms unvoiced\n", code, phonemes, ms);
    }
    return right;
}

static void test_voiceless_sonorants(void **state) {
    static const char *const sonorants[] = {"m", "n", "ɲ", "ŋ", "l", "ɬ", NULL};
    struct suite *suite = *state;
    for_each_onset(suite, sonorants, is_breathed);
}

/* ---- prenasalised stops ------------------------------------------------------------------- */

/* The first voice heard, be it short. */
static size_t first_voiced(const struct heard *heard) {
    size_t at = first_sounding(heard);
    while (at < heard->count && !is_voiced(heard, at)) {
        at += LOUDNESS_WINDOW;
    }
    return at;
}

/* The longest time without voice from there to a little behind the vowel's beginning, in ms. */
static double gap_ms(const struct heard *heard, size_t vowel) {
    size_t since = first_voiced(heard), longest = 0;
    for (size_t at = since; at < vowel + HEARD_HZ / 50; at += LOUDNESS_WINDOW / 5) {
        since = is_voiced(heard, at) ? at : since;
        longest = at - since > longest ? at - since : longest;
    }
    return 1000. * (double)longest / HEARD_HZ;
}

/* A nasal, and voice or breath from there to the vowel. */
static bool is_prenasalised(struct suite *suite, const char *code, const char *phonemes) {
    static const double release_ms = 30;
    bool aspirated = strstr(phonemes, "ʰ") != NULL;
    size_t vowel = say_onset(suite, code, phonemes);
    double ms = gap_ms(&suite->heard, vowel);
    bool murmurs = first_voiced(&suite->heard) - first_sounding(&suite->heard) < HEARD_HZ / 50;
    bool right = murmurs && (aspirated ? ms >= breathed_ms : ms <= release_ms);
    if (right) {
        print_message("%s %s: %.0f ms without voice\n", code, phonemes, ms);
    } else {
        print_message("%s %s: %.0f ms without voice%s: wrong\n", code, phonemes, ms,
                      murmurs ? "" : ", no nasal");
    }
    return right;
}

static void test_prenasalised(void **state) {
    static const char *const nasals[] = {"ᵐ", "ⁿ", "ᶯ", "ᶮ", "ᵑ", "ᶰ", NULL};
    for_each_onset(*state, nasals, is_prenasalised);
}

/* ---- length of vowels --------------------------------------------------------------------- */

/* How long the vowel of a row of rimes.tsv lasts in a sentence, in ms. */
static double vowel_ms(struct suite *suite, const char *code, const char *const *fields) {
    char vowel[32], coda[32], text[256];
    struct str out;
    const char *tone = modal_tone(&suite->built, code);
    str_init(&out, vowel, sizeof vowel);
    spell_put_vowel(suite->inventory, fields, &out);
    str_init(&out, coda, sizeof coda);
    spell_put(suite->inventory, fields[SPELL_CODA], false, &out);
    snprintf(text, sizeof text, "[[t[|E|%s]] [[p|%s|%s%s%s]] [[k|E|%s]] [[t[|E|%s]]", tone, vowel,
             tone, *coda ? "|" : "", coda, tone, tone);
    heard_speak(&suite->heard, code, text);
    const char *bar = strrchr(vowel, '|');
    size_t ix =
        phoneme_named(&suite->heard, bar ? bar + 1 : vowel, phoneme_named(&suite->heard, "p", 0));
    return 1000. * (double)(heard_end(&suite->heard, ix) - suite->heard.phonemes[ix].at) / HEARD_HZ;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* An open rime of one vowel that is not short. */
static bool is_plain(const char *const *fields) {
    static const char *const brief[] = {"ɐ", "ă", NULL};
    return !begins_with(fields[SPELL_NUCLEUS], brief) && !*fields[SPELL_GLIDE] &&
           !*fields[SPELL_CODA] && strcmp(fields[SPELL_LENGTH], "short") != 0;
}

/* How many open vowels are shorter than the language's others. */
static unsigned count_rushed(struct suite *suite, const char *code, const struct table *rimes) {
    static const double rushed = 0.8;
    double list[64], sorted[64];
    size_t count = 0;
    unsigned wrong = 0;
    for (size_t i = 0; i < rimes->count; i++) {
        if (is_plain(rimes->rows[i].fields)) {
            assert_true(count < sizeof list / sizeof *list);
            list[count++] = vowel_ms(suite, code, rimes->rows[i].fields);
        }
    }
    memcpy(sorted, list, sizeof sorted);
    qsort(sorted, count, sizeof *sorted, by_value);
    for (size_t i = 0, k = 0; i < rimes->count; i++) {
        const char *const *fields = rimes->rows[i].fields;
        if (is_plain(fields) && list[k++] < rushed * sorted[count / 2]) {
            print_message("%s %s: %.0f ms, others %.0f\n", code, fields[SPELL_NUCLEUS], list[k - 1],
                          sorted[count / 2]);
            wrong++;
        }
    }
    print_message("%s: %zu open vowels of %.0f to %.0f ms\n", code, count, sorted[0],
                  sorted[count - 1]);
    return wrong;
}

/* True if the two rows differ in this only, that the first one's vowel is short; only for
 * a and ə, since no letters tell other long and short vowels apart today. */
static bool is_short_of(const char *const *brief, const char *const *lasting) {
    static const char *const told[] = {"a", "ə", NULL};
    const char *vowel = brief[SPELL_NUCLEUS];
    return begins_with(vowel, told) && strcmp(brief[SPELL_LENGTH], "short") == 0 &&
           strcmp(lasting[SPELL_LENGTH], "long") == 0 &&
           strcmp(brief[SPELL_GLIDE], lasting[SPELL_GLIDE]) == 0 &&
           strcmp(brief[SPELL_CODA], lasting[SPELL_CODA]) == 0 &&
           strncmp(vowel, lasting[SPELL_NUCLEUS], strlen(vowel)) == 0 &&
           strcmp(lasting[SPELL_NUCLEUS] + strlen(vowel), "ː") == 0;
}

/* How many pairs of a short and a long vowel are too alike. */
static unsigned count_alike(struct suite *suite, const char *code, const struct table *rimes) {
    static const double apart = 1.5;
    double least = 9;
    size_t count = 0;
    unsigned wrong = 0;
    for (size_t i = 0; i < rimes->count * rimes->count; i++) {
        const char *const *brief = rimes->rows[i / rimes->count].fields;
        const char *const *lasting = rimes->rows[i % rimes->count].fields;
        if (!is_short_of(brief, lasting)) {
            continue;
        }
        double ratio = vowel_ms(suite, code, lasting) / vowel_ms(suite, code, brief);
        if (ratio < apart) {
            print_message("%s %s, %s: %.2f times as long\n", code, brief[0], lasting[0], ratio);
            wrong++;
        }
        least = fmin(least, ratio);
        count++;
    }
    if (count) {
        print_message("%s: %zu pairs, a long vowel lasts %.2f times at least\n", code, count,
                      least);
    }
    return wrong;
}

static void test_lengths(void **state) {
    struct suite *suite = *state;
    unsigned wrong = 0;
    for (size_t i = 0; i < suite->built.code_count; i++) {
        const char *code = suite->built.codes[i];
        struct spell_tables tables;
        if (spell_read(suite->built.dir, code, &tables)) {
            wrong += count_rushed(suite, code, &tables.rimes);
            wrong += count_alike(suite, code, &tables.rimes);
        }
        spell_fini(&tables);
    }
    assert_int_equal(wrong, 0);
}

/* ---- everything sounds -------------------------------------------------------------------- */

static bool fits(const struct built_tone *tone, bool checked) {
    return strcmp(tone->syllable, "any") == 0 || tone->shape.checked == checked;
}

static void check_sounds(struct suite *suite, const char *code, const char *text) {
    int peak = 0;
    heard_speak(&suite->heard, code, text);
    for (size_t i = 0; i < suite->heard.count; i++) {
        int value = abs(suite->heard.samples[i]);
        peak = value > peak ? value : peak;
    }
    if (suite->heard.count < SAMPLES_MIN || peak < 200 || peak >= 32767) {
        print_message("%s %s: %zu samples, peak %d\n", code, text, suite->heard.count, peak);
        suite->wrong++;
    }
}

/* One in SAMPLE_STEP of the combinations, or all. */
static size_t say_tone(struct suite *suite, const struct spell_tables *tables,
                       const struct built_tone *tone, size_t *turn) {
    size_t said = 0, all = tables->onsets.count * tables->rimes.count;
    for (size_t i = 0; i < all; i++) {
        const char *const *onset = tables->onsets.rows[i % tables->onsets.count].fields;
        const char *const *rime = tables->rimes.rows[i / tables->onsets.count].fields;
        char sounds[192], text[256];
        struct str out;
        if ((!suite->all && (*turn)++ % SAMPLE_STEP != 0) ||
            !fits(tone, spell_is_checked(suite->inventory, rime))) {
            continue;
        }
        str_init(&out, sounds, sizeof sounds);
        spell_put(suite->inventory, onset[1], false, &out);
        spell_put_vowel(suite->inventory, rime, &out);
        spell_put_mnemonics(tone->mnemonic, &out);
        spell_put(suite->inventory, rime[SPELL_CODA], false, &out);
        spell_put_mnemonics(built_end(tone, rime[SPELL_CODA]), &out);
        snprintf(text, sizeof text, "[[%s]]", sounds);
        check_sounds(suite, tone->code, text);
        said++;
    }
    return said;
}

static void test_everything_sounds(void **state) {
    struct suite *suite = *state;
    size_t said = 0, turn = 0;
    for (size_t i = 0; i < suite->built.code_count; i++) {
        struct spell_tables tables;
        if (!spell_read(suite->built.dir, suite->built.codes[i], &tables)) {
            continue;
        }
        for (size_t t = 0; t < suite->built.tone_count; t++) {
            const struct built_tone *tone = &suite->built.tones[t];
            if (strcmp(tone->code, suite->built.codes[i]) == 0) {
                said += say_tone(suite, &tables, tone, &turn);
            }
        }
        spell_fini(&tables);
    }
    print_message("%zu syllables said\n", said);
    assert_int_equal(suite->wrong, 0);
}

static int set_up(void **state) {
    struct suite *suite = calloc(1, sizeof *suite);
    struct diag diag = {0};
    assert_non_null(suite);
    const char *set = getenv("TIENGBAN_LONG");
    suite->all = set && *set;
    built_open("voices", &suite->built);
    heard_open(suite->built.dir);
    assert_int_equal(inventory_open(suite->built.dir, &diag, &suite->inventory), ERR_OK);
    *state = suite;
    return 0;
}

static int tear_down(void **state) {
    struct suite *suite = *state;
    inventory_close(suite->inventory);
    built_close(&suite->built);
    heard_fini(&suite->heard);
    free(suite);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_voiceless_sonorants),
        cmocka_unit_test(test_prenasalised),
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_everything_sounds),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
