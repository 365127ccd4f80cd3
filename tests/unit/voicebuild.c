/* Building the private copy of eSpeak NG's data: what is written can be read again, what
 * is wrong is refused with its place. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"
#include "speech/voice.h"
#include "tests/test.h"
#include "tests/unit/acoustics.h"
#include "voicebuild/hmx.h"
#include "voicebuild/phontab.h"
#include "voicebuild/program.h"
#include "voicebuild/stock.h"
#include "voicebuild/voicebuild.h"

/* A directory of its own for each test: @/in, a copy of the small voices, and @/out. */
struct stage {
    char dir[32], in[64], out[64];
    struct diag diag;
    char said[8192];
};

static void run(const char *format, const char *dir) {
    char command[512];
    struct str text;
    str_init(&text, command, sizeof command);
    for (const char *c = format; *c; c++) {
        str_put_n(&text, *c == '@' ? dir : c, *c == '@' ? strlen(dir) : 1);
    }
    assert_int_equal(system(command), 0);
}

static int set_up(void **state) {
    struct stage *stage = calloc(1, sizeof *stage);
    assert_non_null(stage);
    memcpy(stage->dir, "/tmp/voicebuild-XXXXXX", sizeof "/tmp/voicebuild-XXXXXX");
    assert_non_null(mkdtemp(stage->dir));
    snprintf(stage->in, sizeof stage->in, "%s/in", stage->dir);
    snprintf(stage->out, sizeof stage->out, "%s/out", stage->dir);
    run("cp -r tests/fixtures/voices-small @/in", stage->dir);
    stage->diag.out = tmpfile();
    *state = stage;
    return 0;
}

static int tear_down(void **state) {
    struct stage *stage = *state;
    fclose(stage->diag.out);
    run("rm -r @", stage->dir);
    free(stage);
    return 0;
}

static enum err build(struct stage *stage) {
    enum err err = voicebuild_run(stage->in, stage->out, &stage->diag);
    rewind(stage->diag.out);
    stage->said[fread(stage->said, 1, sizeof stage->said - 1, stage->diag.out)] = '\0';
    return err;
}

static void edit(struct stage *stage, const char *file, const char *sed) {
    char command[512];
    snprintf(command, sizeof command, "sed -i '%s' %s/%s", sed, stage->in, file);
    assert_int_equal(system(command), 0);
}

static void assert_said(const struct stage *stage, const char *words) {
    if (!strstr(stage->said, words)) {
        fail_msg("not said: %s\nbut: %s", words, stage->said);
    }
}

/* ---- what is built -------------------------------------------------------------------- */

static void test_small_voices(void **state) {
    struct stage *stage = *state;
    assert_int_equal(build(stage), ERR_OK);
    assert_int_equal(build(stage), ERR_OK); /* again, over the old one */
    run("test $(ls @ | wc -l) = 2", stage->dir);
    run("cmp @/in/mww/onsets.tsv @/out/mww/onsets.tsv", stage->dir);
    run("cmp @/in/inventory.tsv @/out/inventory.tsv", stage->dir);
    run("grep -q '^pitch 95 175$' @/out/espeak-ng-data/lang/local/mww", stage->dir);
    run("grep -q '^pitch 164 308$' @/out/espeak-ng-data/lang/local/mww-f", stage->dir);
    run("head -1 @/out/mww/tones.tsv | grep -q 'note.mnemonic.end$'", stage->dir);
    run("grep -q '^g.*T05.h~$' @/out/mww/tones.tsv", stage->dir);
    run("grep -q '^m.*T06.q~$' @/out/mww/tones.tsv", stage->dir);
}

static void read_built(const struct stage *stage, struct stock *stock, struct phoneme_set *set) {
    char data[128];
    struct diag diag = {0};
    snprintf(data, sizeof data, "%s/espeak-ng-data", stage->out);
    assert_true(stock_read(data, &diag, stock));
    assert_true(hmx_check(data, &diag));
    phontab_set(&stock->phontab, phontab_find(&stock->phontab, HMX_TABLE), set);
}

static void test_what_was_there_is_there(void **state) {
    struct stage *stage = *state;
    struct stock old, new;
    struct phoneme_set set;
    struct diag diag = {0};
    char dir[256];
    assert_int_equal(build(stage), ERR_OK);
    assert_true(voice_stock_dir(dir, sizeof dir));
    assert_true(stock_read(dir, &diag, &old));
    read_built(stage, &new, &set);
    assert_int_equal(phontab_count(&new.phontab), phontab_count(&old.phontab) + 1);
    assert_memory_equal(new.phontab.bytes + 1, old.phontab.bytes + 1, old.phontab.size - 1);
    assert_memory_equal(new.phonindex.bytes, old.phonindex.bytes, old.phonindex.size);
    assert_memory_equal(new.phondata.bytes, old.phondata.bytes, old.phondata.size);
    assert_non_null(phontab_named(&set, "T07", 3));
    assert_null(phontab_named(&set, "T08", 3));
    assert_int_equal(phontab_named(&set, "m0", 2)->type, PHONEME_FRICATIVE);
    assert_int_equal(phontab_named(&set, "m=", 2)->type, PHONEME_VOWEL);
    stock_fini(&old);
    stock_fini(&new);
}

/* The same tables give the same bytes. */
static void test_builds_are_equal(void **state) {
    struct stage *stage = *state;
    assert_int_equal(build(stage), ERR_OK);
    run("cp -r @/out @/first", stage->dir);
    assert_int_equal(build(stage), ERR_OK);
    run("diff -r @/first @/out", stage->dir);
}

/* ---- what sounds ------------------------------------------------------------------------ */

struct sum {
    uint64_t hash;
    size_t samples;
};

/* What a voice says, as a sum, by a process of its own: eSpeak NG's first utterance is the
 * same each time, later ones are not. */
static struct sum said_by(const char *voices_dir, const char *voice, const char *text) {
    struct sum sum = {.hash = 14695981039346656037u};
    int pipes[2], status = 0;
    assert_int_equal(pipe(pipes), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct heard heard = {0};
        heard_open(voices_dir);
        heard_speak(&heard, voice, text);
        for (size_t i = 0; i < heard.count; i++) {
            sum.hash = (sum.hash ^ (uint16_t)heard.samples[i]) * 1099511628211u;
        }
        sum.samples = heard.count;
        bool sent = write(pipes[1], &sum, sizeof sum) == sizeof sum;
        heard_fini(&heard);
        _exit(sent ? 0 : 1);
    }
    assert_int_equal(read(pipes[0], &sum, sizeof sum), sizeof sum);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    close(pipes[0]);
    close(pipes[1]);
    return sum;
}

/* Stock voices sound the same, sample by sample, from our data. */
static void test_stock_voices_are_untouched(void **state) {
    static const char *const texts[][2] = {
        {"vi", "Ủy ban nhân dân xã mời bà con đến nhận giấy khai sinh, thẻ bảo hiểm y tế."},
        {"en", "The quick brown fox jumps over the lazy dog; she sells sea shells."}};
    struct stage *stage = *state;
    char stock[256];
    assert_int_equal(build(stage), ERR_OK);
    assert_true(voice_stock_dir(stock, sizeof stock));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct sum theirs = said_by(stock, texts[i][0], texts[i][1]);
        struct sum ours = said_by(stage->out, texts[i][0], texts[i][1]);
        assert_true(theirs.samples > 22050);
        assert_int_equal(theirs.samples, ours.samples);
        assert_true(theirs.hash == ours.hash);
    }
}

/* ---- what is refused ------------------------------------------------------------------- */

static void test_places_of_mistakes(void **state) {
    static const struct {
        const char *file, *sed, *place, *reason;
    } rows[] = {
        {"mww/onsets.tsv", "s/^ph\tpʰ/ph\tqqq/", "mww/onsets.tsv:4: ", "qqq"},
        {"mww/rimes.tsv", "s/^ang\t-\taː\tŋ/ang\t-\taː\ta/", "mww/rimes.tsv:13: ", "coda"},
        {"mww/tones.tsv", "s/^b\tany/b\tall/", "mww/tones.tsv:3: ", "syllable"},
        {"mww/tones.tsv", "s/0:5 25/0:6 25/", "mww/tones.tsv:4: ", "0.5"},
        {"mww/tones.tsv", "s/0:5 25/5:5 25/", "mww/tones.tsv:4: ", "contour"},
        {"mww/tones.tsv", "s/0:5 25:/0:5 nan:/", "mww/tones.tsv:4: ", "contour"},
        {"mww/tones.tsv", "s/\t0:5 25[^\t]*/\t-/", "mww/tones.tsv:4: ", "contour"},
        {"mww/tones.tsv", "s/breathy/windy/", "mww/tones.tsv:7: ", "phonation"},
        {"mww/tones.tsv", "s/\t1.3\t/\t9\t/", "mww/tones.tsv:9: ", "length"},
        {"inventory.tsv", "s/copy cmn:ph/copy cmn:zz/", "inventory.tsv:", "cmn:zz"},
        {"inventory.tsv", "s/copy cmn:ph/copy qqq:ph/", "inventory.tsv:", "qqq:ph"},
        {"inventory.tsv", "s/own syllabic:m/own sybillac:m/", "inventory.tsv:", "sybillac"},
        {"inventory.tsv", "s/^pl\tp l/pl\tp nix/", "inventory.tsv:", "nix"},
        {"mww/language.yaml", "s/male: 95/male: 9/", "mww/language.yaml:11: ", "pitch"},
    };
    struct stage *stage = *state;
    assert_int_equal(build(stage), ERR_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        run("rm -r @/in && cp -r tests/fixtures/voices-small @/in", stage->dir);
        edit(stage, rows[i].file, rows[i].sed);
        ftruncate(fileno(stage->diag.out), 0);
        rewind(stage->diag.out);
        assert_int_equal(build(stage), ERR_REJECT);
        assert_said(stage, rows[i].place);
        assert_said(stage, rows[i].reason);
        run("test -r @/out/mww/tones.tsv && test $(ls @ | wc -l) = 2", stage->dir);
    }
}

#define ONSET_HEAD "onset\\tphonemes\\tconfidence\\tsource\\tnote\\twhere\\trimes\\n"
#define RIME_HEAD                                                                                  \
    "rime\\tglide\\tnucleus\\tcoda\\tlength\\tconfidence\\tsource\\tnote\\tonsets\\ttones\\n"
#define WORD_HEAD "word\\tlang\\treading\\tconfidence\\tsource\\tnote\\n"

/* Rows of which each is right, and that do not fit together. */
static void test_tables_that_do_not_fit(void **state) {
    static const struct {
        const char *file, *rows, *place, *reason;
    } rows[] = {
        {"onsets.tsv", ONSET_HEAD "P\\tp\\tH\\t-\\t-\\t-\\t-\\n", "onsets.tsv:2: column \"onset\"",
         "small letters"},
        {"onsets.tsv", ONSET_HEAD "p\\tp\\tH\\t-\\t-\\tnever\\t-\\n",
         "onsets.tsv:2: column \"where\"", "never"},
        {"onsets.tsv", ONSET_HEAD "p\\tp\\tH\\t-\\t-\\t-\\t-\\nt\\tt\\tH\\t-\\t-\\t-\\tyy\\n",
         "onsets.tsv:3: column \"onset\"", "no syllable can be read"},
        {"onsets.tsv", ONSET_HEAD "p\\tp\\tH\\t-\\t-\\t-\\ta e\\np\\tt\\tH\\t-\\t-\\t-\\te i\\n",
         "onsets.tsv:3: column \"onset\"", "by line 2"},
        {"rimes.tsv",
         RIME_HEAD
         "a\\t-\\ta\\t-\\t-\\tH\\t-\\t-\\tp t\\t-\\na\\t-\\te\\t-\\t-\\tH\\t-\\t-\\tt k\\t-\\n",
         "rimes.tsv:3: column \"rime\"", "by line 2"},
        {"rimes.tsv", RIME_HEAD "A\\t-\\te\\t-\\t-\\tH\\t-\\t-\\t-\\t-\\n",
         "rimes.tsv:2: column \"rime\"", "small letters"},
        {"sandhi.tsv", "context\\tfrom\\tto\\tnote\\nhyphen\\t*\\tZ9\\t-\\n",
         "sandhi.tsv:2: column \"to\"", "Z9"},
        {"words.tsv", WORD_HEAD "xx\\tqq\\tpa\\tM\\t-\\t-\\n", "words.tsv:2: column \"lang\"",
         "qq"},
        {"words.tsv", WORD_HEAD "xx\\t-\\tpa xyz\\tM\\t-\\t-\\n", "words.tsv:2: column \"reading\"",
         "xyz"},
    };
    struct stage *stage = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char command[1024];
        run("rm -rf @/in && cp -r tests/fixtures/voices-small @/in", stage->dir);
        snprintf(command, sizeof command, "printf '%s' > %s/mww/%s", rows[i].rows, stage->in,
                 rows[i].file);
        assert_int_equal(system(command), 0);
        assert_int_equal(ftruncate(fileno(stage->diag.out), 0), 0);
        rewind(stage->diag.out);
        assert_int_equal(build(stage), ERR_REJECT);
        assert_said(stage, rows[i].place);
        assert_said(stage, rows[i].reason);
    }
}

/* A row without a contour, a phonation and a length: the stock voice says that tone. */
static void test_tones_that_are_only_printed(void **state) {
    struct stage *stage = *state;
    run("printf 'k\\tany\\tX\\t-\\t-\\t-\\t-\\tL\\t-\\t-\\n' >> @/in/mww/tones.tsv", stage->dir);
    assert_int_equal(build(stage), ERR_OK);
    run("test \"$(tail -1 @/out/mww/tones.tsv | cut -f 1,11,12 | tr '\\t' ,)\" = k,-,-",
        stage->dir);
}

static void test_more_tones_than_codes(void **state) {
    struct stage *stage = *state;
    run("for i in $(seq 120); do printf "
        "'x%s\\tany\\tX%s\\t-\\t0:3 100:%s\\tmodal\\t1\\tL\\t-\\t-\\n' $i $i "
        "$(awk -v i=$i 'BEGIN{print 1+i/40}'); done >> @/in/mww/tones.tsv",
        stage->dir);
    assert_int_equal(build(stage), ERR_REJECT);
    assert_said(stage, "254");
}

/* Data that we do not know is refused, with the file's name. */
static void test_stock_is_not_believed(void **state) {
    static const char *const breaks[] = {
        "printf '\\003nothing of the kind' > @/phontab",
        ": > @/phontab",
        "printf '\\001\\110\\002\\000' | dd of=@/phonindex conv=notrunc status=none",
        "printf x >> @/phonindex",
        ": > @/phondata",
        "printf '# nothing' > @/phondata-manifest",
        "rm @/phondata-manifest"};
    struct stage *stage = *state;
    struct stock stock;
    char dir[256], data[64], copy[512];
    assert_true(voice_stock_dir(dir, sizeof dir));
    snprintf(data, sizeof data, "%s/data", stage->dir);
    snprintf(copy, sizeof copy, "rm -rf @; mkdir @; cp %s/phon* @/", dir);
    run(copy, data);
    assert_true(stock_read(data, &stage->diag, &stock));
    assert_int_not_equal(stock_address(&stock, 'S', "m/m-syl"), 0);
    assert_int_equal(stock_address(&stock, 'W', "m/m-syl"), 0);
    stock_fini(&stock);
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
        unsigned errors = stage->diag.errors;
        run(copy, data);
        run(breaks[i], data);
        assert_false(stock_read(data, &stage->diag, &stock));
        assert_int_equal(stage->diag.errors, errors + 1);
    }
}

/* ---- programs ---------------------------------------------------------------------------- */

enum { FMT = 0xb000, JUMP_FALSE = 0x6800, CONDITION = 0x2400, RETURN = 1, CHANGE = 0x0100 };

static struct blob index_of(const unsigned *words, size_t count) {
    struct blob blob = {0};
    blob_put32(&blob, 0x00014801);
    for (size_t i = 0; i < count; i++) {
        blob_put16(&blob, words[i]);
    }
    return blob;
}

static uint32_t twice(void *context, uint32_t spectrum) {
    (void)context;
    return spectrum * 2;
}

static void test_copies_run_in_another_table(void **state) {
    (void)state;
    static const unsigned words[] = {CONDITION | 100, JUMP_FALSE | 2, CHANGE | 101, FMT, 0x0040};
    static const unsigned wanted[] = {
        CONDITION | 200, JUMP_FALSE | 2, CHANGE | 201, 0x3200 | 77, 0x2300 | 77, FMT, 0x0080, FMT,
        0x0040};
    uint8_t codes[256];
    for (unsigned i = 0; i < 256; i++) {
        codes[i] = (uint8_t)(i < 150 ? i + 100 : i);
    }
    struct blob blob = index_of(words, sizeof words / sizeof *words);
    struct program_edit change = {.codes = codes, .before = 77, .instead = twice};
    uint16_t place = program_copy(&blob, 2, &change);
    assert_int_equal(place, 7);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_int_equal(blob_get16(&blob, (place + i) * 2), wanted[i]);
    }
    assert_int_equal(program_last_spectrum(&blob, 2), 0x100);
    blob_fini(&blob);
}

static void test_endless_programs_are_refused(void **state) {
    (void)state;
    static const unsigned words[] = {CONDITION | 100, JUMP_FALSE | 200, CHANGE | 101, RETURN};
    bool named[256] = {false};
    struct program_edit same = {.codes = NULL};
    struct blob blob = index_of(words, sizeof words / sizeof *words);
    assert_false(program_sane(&blob, 2, named));
    blob_fini(&blob);
    static const unsigned call[] = {0x9100, 900, RETURN}; /* beyond the end */
    blob = index_of(call, 3);
    assert_false(program_sane(&blob, 2, named));
    assert_int_equal(program_copy(&blob, 2, &same), 0);
    blob_fini(&blob);
}

int main(void) {
#define STAGED(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        STAGED(test_small_voices),
        STAGED(test_what_was_there_is_there),
        STAGED(test_builds_are_equal),
        STAGED(test_stock_voices_are_untouched),
        STAGED(test_places_of_mistakes),
        STAGED(test_tables_that_do_not_fit),
        STAGED(test_tones_that_are_only_printed),
        STAGED(test_more_tones_than_codes),
        STAGED(test_stock_is_not_believed),
        cmocka_unit_test(test_copies_run_in_another_table),
        cmocka_unit_test(test_endless_programs_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
