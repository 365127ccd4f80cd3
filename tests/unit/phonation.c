/* Voice quality, measured: a creaky or breathy tone against a modal one of the same
 * contour on the same vowel, for every vowel of the languages that have such tones. A vowel
 * that glides is less harmonic by itself, in the modal voice, too: its spectrum moves from
 * one cycle to the next, and that counts as noise. The measure favours nobody by it, but
 * leaves less to tell apart there. */
#include "tests/unit/acoustics.h"
#include "tests/unit/built.h"
#include "tests/unit/spell.h"
#include "voicebuild/pitch.h"

enum { DIFFERENCES_MAX = 2048 };

struct suite {
    char source[64]; /* voices/ and the language "twin" */
    struct built built;
    struct heard heard;
    struct inventory *inventory;
};

/* ---- twins ----------------------------------------------------------------------------- */

/* Adds a language whose tones are, for each tone of a phonation of its own, that tone and
 * a modal one of the same contour and length. */
static void add_twins(const struct suite *suite) {
    char command[512], path[128];
    snprintf(command, sizeof command,
             "from=tests/fixtures/voices-small/mww; mkdir %s/twin && "
             "cp $from/onsets.tsv $from/rimes.tsv %s/twin && "
             "sed 's/mww/twin/' $from/language.yaml > %s/twin/language.yaml",
             suite->source, suite->source, suite->source);
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

/* ---- differences ------------------------------------------------------------------------ */

struct differences {
    double list[DIFFERENCES_MAX]; /* dB by which the tone is less harmonic */
    size_t count;
};

/* A rime of a language. */
struct said {
    char nucleus[32], coda[32]; /* mnemonics; "" = an open rime */
};

static double harmonicity_of(struct suite *suite, const struct built_tone *tone,
                             const struct said *rime, bool female) {
    static const double floor = 0.8, ceiling = 2.4;
    double lowest_hz = PITCH_LOWEST_HZ * (female ? 1.8 : 1);
    struct pitch_range range = {floor * lowest_hz, ceiling * lowest_hz};
    const char *end = built_end(tone, rime->coda);
    char text[128];
    snprintf(text, sizeof text, "[[p|%s|%s%s%s%s%s]]", rime->nucleus, tone->mnemonic,
             *rime->coda ? "|" : "", rime->coda, *end ? "|" : "", end);
    heard_speak(&suite->heard, female ? "twin-f" : "twin", text);
    struct stretch heard = rime_of(&suite->heard, 1);
    return harmonicity_db(&suite->heard, heard, range);
}

/* The tone of a phonation that sounds like this one, and behind it its modal twin. */
static const struct built_tone *twins_of(const struct suite *suite, const struct built_tone *tone) {
    for (size_t i = 0; i + 1 < suite->built.tone_count; i++) {
        const struct built_tone *twin = &suite->built.tones[i];
        if (strcmp(twin->code, "twin") == 0 && strcmp(twin->mnemonic, tone->mnemonic) == 0) {
            return twin;
        }
    }
    return NULL;
}

/* False for a rime that is not measured: one that ends in a stop or begins with a glide. */
static bool spell(const struct suite *suite, const char *const *fields, struct said *said_out) {
    struct str nucleus, coda;
    str_init(&nucleus, said_out->nucleus, sizeof said_out->nucleus);
    str_init(&coda, said_out->coda, sizeof said_out->coda);
    if (*fields[SPELL_GLIDE] || spell_is_checked(suite->inventory, fields)) {
        return false;
    }
    spell_put_vowel(suite->inventory, fields, &nucleus);
    spell_put(suite->inventory, fields[SPELL_CODA], false, &coda);
    return true;
}

static void compare_tone(struct suite *suite, const struct built_tone *tone,
                         const struct table *rimes, bool open, struct differences *out) {
    const struct built_tone *twins = twins_of(suite, tone);
    assert_non_null(twins);
    for (size_t i = 0; i < rimes->count; i++) {
        struct said rime;
        if (!spell(suite, rimes->rows[i].fields, &rime) || (*rime.coda == 0) != open) {
            continue;
        }
        for (int female = 0; female < 2; female++) {
            double modal = harmonicity_of(suite, &twins[1], &rime, female);
            double own = harmonicity_of(suite, &twins[0], &rime, female);
            assert_true(out->count < DIFFERENCES_MAX);
            out->list[out->count++] = modal - own;
        }
    }
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The differences of all tones of a phonation from their modal twins, in order: on every
 * rime, open or not, of the tone's own language. */
static void compare(struct suite *suite, enum tone_phonation phonation, bool open,
                    struct differences *out) {
    *out = (struct differences){.count = 0};
    for (size_t i = 0; i < suite->built.tone_count; i++) {
        const struct built_tone *tone = &suite->built.tones[i];
        struct spell_tables tables;
        if (tone->shape.phonation != phonation || strcmp(tone->code, "twin") == 0) {
            continue;
        }
        assert_true(spell_read(suite->built.dir, tone->code, &tables));
        compare_tone(suite, tone, &tables.rimes, open, out);
        spell_fini(&tables);
    }
    assert_true(out->count > 0);
    qsort(out->list, out->count, sizeof *out->list, by_value);
}

/* How many differ by less. */
static size_t less_than(const struct differences *differences, double db) {
    size_t i = 0;
    while (i < differences->count && differences->list[i] < db) {
        i++;
    }
    return i;
}

static void tell(const char *what, const struct differences *differences) {
    print_message("%s: %zu syllables, %.1f dB less harmonic at least, %.1f in the median\n", what,
                  differences->count, differences->list[0],
                  differences->list[differences->count / 2]);
}

static void test_breathy(void **state) {
    struct suite *suite = *state;
    struct differences open, closed;
    compare(suite, TONE_BREATHY, true, &open);
    compare(suite, TONE_BREATHY, false, &closed);
    tell("breathy, all open rimes", &open);
    tell("breathy, before a nasal or glide (held to the median only)", &closed);
    assert_true(open.list[0] >= 3);
    assert_true(open.list[open.count / 2] >= 6);
    assert_true(closed.list[closed.count / 2] >= 6);
}

static void test_creaky(void **state) {
    struct suite *suite = *state;
    struct differences open, closed;
    compare(suite, TONE_CREAKY, true, &open);
    compare(suite, TONE_CREAKY, false, &closed);
    tell("creaky, all open rimes", &open);
    tell("creaky, before a nasal or glide", &closed);
    print_message("of these, %zu by less than 8 dB\n", less_than(&closed, 8));
    assert_true(open.list[0] >= 8);
    assert_true(closed.list[0] >= 4);
    assert_true(closed.list[closed.count / 2] >= 8);
    assert_true(less_than(&closed, 8) <= closed.count / 10);
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
    struct diag diag = {0};
    assert_int_equal(inventory_open(suite->built.dir, &diag, &suite->inventory), ERR_OK);
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
    inventory_close(suite->inventory);
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
