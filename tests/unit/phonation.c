/* Voice quality, measured: a creaky or breathy tone against a modal one of the same
 * contour; voiceless nasals; and whether anything a language may combine is silent or
 * clips. TIENGBAN_LONG=1 says every combination instead of a sample. */
#include "base/arena.h"
#include "base/str.h"
#include "speech/inventory.h"
#include "speech/syllabary.h"
#include "tests/unit/acoustics.h"
#include "tests/unit/built.h"
#include "voicebuild/pitch.h"

enum { TWINS_MAX = 16, DIFFERENCES_MAX = 128, SAMPLES_MIN = 1000, SAMPLE_STEP = 97 };

/* Vowels of one quality, which are held to the limits, and those that glide or are
 * short, which are measured and told: there a moving spectrum counts as noise too,
 * and the limits are not reached everywhere. */
static const char *const steady[] = {"O", "a:", "i", "u", "e", NULL};
static const char *const moving[] = {"a", "i@", "u@", "a:I", "a:U", "oI", "uI", NULL};

struct suite {
    char source[64]; /* voices/ and the language "twin" */
    struct built built;
    struct heard heard;
    bool all;
    unsigned wrong; /* syllables that are silent or clip */
};

/* ---- twins ----------------------------------------------------------------------------- */

/* Adds a language whose tones are, for each tone of a phonation of its own, that tone and
 * a modal one of the same contour and length. */
static void add_twins(const struct suite *suite) {
    char command[256], path[128];
    snprintf(command, sizeof command,
             "mkdir %s/twin && sed 's/mww/twin/' tests/fixtures/voices-small/mww/language.yaml > "
             "%s/twin/language.yaml",
             suite->source, suite->source);
    assert_int_equal(system(command), 0);
    snprintf(path, sizeof path, "%s/twin/tones.tsv", suite->source);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs("tone\tsyllable\tname\tchao\tcontour\tphonation\tlength\tconfidence\tsource\tnote\n",
          out);
    for (size_t i = 0; i < suite->built.tone_count; i++) {
        const struct built_tone *tone = &suite->built.tones[i];
        bool differs =
            tone->shape.phonation == TONE_BREATHY || tone->shape.phonation == TONE_CREAKY;
        for (int modal = 0; modal < 2 && differs && built_is_first(&suite->built, i); modal++) {
            fprintf(out, "%c%zu\tany\t%s\t-\t%s\t%s\t%s\tL\t-\t-\n", modal ? 'm' : 'p', i,
                    tone->mnemonic, tone->contour, modal ? "modal" : tone->phonation, tone->length);
        }
    }
    fclose(out);
}

static double harmonicity_of(struct suite *suite, const struct built_tone *tone, const char *vowel,
                             bool female) {
    static const double floor = 0.8, ceiling = 2.4;
    double lowest_hz = PITCH_LOWEST_HZ * (female ? 1.8 : 1);
    struct pitch_range range = {floor * lowest_hz, ceiling * lowest_hz};
    char text[64];
    snprintf(text, sizeof text, "[[p|%s|%s%s%s]]", vowel, tone->mnemonic, *tone->end ? "|" : "",
             tone->end);
    heard_speak(&suite->heard, female ? "twin-f" : "twin", text);
    struct stretch rime = rime_of(&suite->heard, phoneme_named(&suite->heard, vowel, 0));
    return harmonicity_db(&suite->heard, rime, range);
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The differences of all tones of a phonation from their modal twins, in order. */
static size_t differences(struct suite *suite, enum tone_phonation phonation,
                          const char *const vowels[], double list_out[DIFFERENCES_MAX]) {
    size_t count = 0;
    for (size_t i = 0; i + 1 < suite->built.tone_count; i++) {
        const struct built_tone *tone = &suite->built.tones[i];
        if (strcmp(tone->code, "twin") != 0 || tone->shape.phonation != phonation) {
            continue;
        }
        for (size_t k = 0; vowels[k / 2] && count < DIFFERENCES_MAX; k++) {
            const char *vowel = vowels[k / 2];
            double modal = harmonicity_of(suite, tone + 1, vowel, k % 2);
            double own = harmonicity_of(suite, tone, vowel, k % 2);
            list_out[count++] = modal - own;
        }
    }
    assert_true(count > 0);
    qsort(list_out, count, sizeof *list_out, by_value);
    return count;
}

static void tell_moving(struct suite *suite, enum tone_phonation phonation, const char *name) {
    double list[DIFFERENCES_MAX];
    size_t count = differences(suite, phonation, moving, list);
    print_message("%s, gliding and short vowels, no limit: %.1f dB at least, %.1f in the median\n",
                  name, list[0], list[count / 2]);
}

static void test_breathy(void **state) {
    struct suite *suite = *state;
    double list[DIFFERENCES_MAX];
    size_t count = differences(suite, TONE_BREATHY, steady, list);
    tell_moving(suite, TONE_BREATHY, "breathy");
    print_message("breathy: %zu syllables, %.1f dB less harmonic at least, %.1f in the median\n",
                  count, list[0], list[count / 2]);
    assert_true(list[0] >= 3);
    assert_true(list[count / 2] >= 6);
}

static void test_creaky(void **state) {
    struct suite *suite = *state;
    double list[DIFFERENCES_MAX];
    size_t count = differences(suite, TONE_CREAKY, steady, list);
    tell_moving(suite, TONE_CREAKY, "creaky");
    print_message("creaky: %zu syllables, %.1f dB less harmonic at least, %.1f in the median\n",
                  count, list[0], list[count / 2]);
    assert_true(list[0] >= 8);
}

/* ---- voiceless nasals -------------------------------------------------------------------- */

/* How long it sounds before the voice sets in, in ms. */
static double unvoiced_ms(const struct heard *heard) {
    static const double voiced = 0.6, sounding = 100;
    struct pitch_range range = {75, 230};
    size_t start = 0;
    while (start < heard->count && loudness(heard, start) < sounding) {
        start += LOUDNESS_WINDOW;
    }
    size_t at = start;
    while (at < heard->count && periodicity_at(heard, at, range, 1.6).strength < voiced) {
        at += LOUDNESS_WINDOW;
    }
    return 1000. * (double)(at - start) / HEARD_HZ;
}

static void test_voiceless_nasals(void **state) {
    static const char *const nasals[] = {"m", "n", "n^", "N"};
    struct suite *suite = *state;
    char text[64];
    for (size_t i = 0; i < sizeof nasals / sizeof *nasals; i++) {
        snprintf(text, sizeof text, "[[%s0|%s|a:|T00]]", nasals[i], nasals[i]);
        heard_speak(&suite->heard, "mww", text);
        double noise_ms = unvoiced_ms(&suite->heard);
        snprintf(text, sizeof text, "[[%s|a:|T00]]", nasals[i]);
        heard_speak(&suite->heard, "mww", text);
        double voiced_ms = unvoiced_ms(&suite->heard);
        print_message("%s: %.0f ms unvoiced; the voiced one %.0f ms\n", nasals[i], noise_ms,
                      voiced_ms);
        assert_true(noise_ms >= 40);
        assert_true(voiced_ms < 40);
    }
}

/* ---- everything sounds -------------------------------------------------------------------- */

/* The tables of a language, or of the one it is based on. */
struct tables {
    struct table onsets, rimes;
};

static void put_sounds(const struct inventory *inventory, const char *phonemes, struct str *out) {
    while (*phonemes) {
        size_t bytes = strcspn(phonemes, " ");
        const struct phoneme *phoneme = inventory_find(inventory, phonemes, bytes);
        assert_non_null(phoneme);
        str_put(out, "|");
        for (const char *c = phoneme->mnemonics; *c; c++) {
            str_put_n(out, *c == ' ' ? "|" : c, 1);
        }
        phonemes += bytes;
        phonemes += strspn(phonemes, " ");
    }
}

static bool ends_in_stop(const struct inventory *inventory, const char *coda) {
    const struct phoneme *phoneme = inventory_find(inventory, coda, strlen(coda));
    return *coda && phoneme && phoneme_is_stop(phoneme);
}

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
static size_t say_tone(struct suite *suite, const struct inventory *inventory,
                       const struct tables *tables, const struct built_tone *tone, size_t *turn) {
    size_t said = 0, all = tables->onsets.count * tables->rimes.count;
    for (size_t i = 0; i < all; i++) {
        const char *const *onset = tables->onsets.rows[i % tables->onsets.count].fields;
        const char *const *rime = tables->rimes.rows[i / tables->onsets.count].fields;
        char text[256];
        struct str out;
        if ((!suite->all && (*turn)++ % SAMPLE_STEP != 0) ||
            !fits(tone, ends_in_stop(inventory, rime[3]))) {
            continue;
        }
        str_init(&out, text, sizeof text);
        str_put(&out, "[[");
        put_sounds(inventory, onset[1], &out);
        put_sounds(inventory, rime[1], &out);
        put_sounds(inventory, rime[2], &out);
        str_printf(&out, "|%s", tone->mnemonic);
        put_sounds(inventory, rime[3], &out);
        str_printf(&out, "%s%s]]", *tone->end ? "|" : "", tone->end);
        check_sounds(suite, tone->code, text);
        said++;
    }
    return said;
}

static bool read_tables(const struct suite *suite, const char *code, struct tables *tables) {
    char onsets[128], rimes[128];
    struct diag diag = {0};
    *tables = (struct tables){0};
    snprintf(onsets, sizeof onsets, "%s/%s/onsets.tsv", suite->built.dir, code);
    snprintf(rimes, sizeof rimes, "%s/%s/rimes.tsv", suite->built.dir, code);
    return access(onsets, R_OK) == 0 && access(rimes, R_OK) == 0 &&
           table_read_format(onsets, &syllabary_formats[SYLLABARY_ONSETS], &diag,
                             &tables->onsets) &&
           table_read_format(rimes, &syllabary_formats[SYLLABARY_RIMES], &diag, &tables->rimes);
}

static void test_everything_sounds(void **state) {
    struct suite *suite = *state;
    struct diag diag = {0};
    struct inventory *inventory = NULL;
    size_t said = 0, turn = 0;
    assert_int_equal(inventory_open(suite->built.dir, &diag, &inventory), ERR_OK);
    for (size_t i = 0; i < suite->built.code_count; i++) {
        struct tables tables;
        if (!read_tables(suite, suite->built.codes[i], &tables)) {
            continue;
        }
        for (size_t t = 0; t < suite->built.tone_count; t++) {
            const struct built_tone *tone = &suite->built.tones[t];
            if (strcmp(tone->code, suite->built.codes[i]) == 0) {
                said += say_tone(suite, inventory, &tables, tone, &turn);
            }
        }
        table_fini(&tables.onsets);
        table_fini(&tables.rimes);
    }
    print_message("%zu syllables said\n", said);
    assert_int_equal(suite->wrong, 0);
    inventory_close(inventory);
}

static int set_up(void **state) {
    struct suite *suite = calloc(1, sizeof *suite);
    char command[128];
    assert_non_null(suite);
    const char *set = getenv("TIENGBAN_LONG");
    suite->all = set && *set;
    snprintf(suite->source, sizeof suite->source, "/tmp/voices-twin-XXXXXX");
    assert_non_null(mkdtemp(suite->source));
    snprintf(command, sizeof command, "cp -r voices/* %s/", suite->source);
    assert_int_equal(system(command), 0);
    built_open(suite->source, &suite->built);
    add_twins(suite);
    built_close(&suite->built);
    built_open(suite->source, &suite->built);
    heard_open(suite->built.dir);
    *state = suite;
    return 0;
}

static int tear_down(void **state) {
    struct suite *suite = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", suite->source);
    assert_int_equal(system(command), 0);
    built_close(&suite->built);
    heard_fini(&suite->heard);
    free(suite);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_breathy),
        cmocka_unit_test(test_creaky),
        cmocka_unit_test(test_voiceless_nasals),
        cmocka_unit_test(test_everything_sounds),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
