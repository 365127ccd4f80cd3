/* Voice quality, measured: a creaky or breathy tone against a modal one of the same
 * contour. */
#include "tests/unit/acoustics.h"
#include "tests/unit/built.h"
#include "voicebuild/pitch.h"

enum { DIFFERENCES_MAX = 128 };

/* Vowels of one quality, which are held to the limits, and those that glide or are
 * short, which are measured and told: there a moving spectrum counts as noise too,
 * and the limits are not reached everywhere. */
static const char *const steady[] = {"O", "a:", "i", "u", "e", NULL};
static const char *const moving[] = {"aa~", "i@", "u@", "a:I", "a:U", "oI", "uI", NULL};

struct suite {
    char source[64]; /* voices/ and the language "twin" */
    struct built built;
    struct heard heard;
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

static int set_up(void **state) {
    struct suite *suite = calloc(1, sizeof *suite);
    char command[256];
    assert_non_null(suite);
    snprintf(suite->source, sizeof suite->source, "/tmp/voices-twin-XXXXXX");
    assert_non_null(mkdtemp(suite->source));
    /* Without languages that have no such tones: twins need codes, and there are few. */
    snprintf(command, sizeof command, "cp -r voices/* %s/ && rm -r %s/ium %s/pcc*", suite->source,
             suite->source, suite->source);
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
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
