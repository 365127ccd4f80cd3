/* tiengban say: lines in, lines out at once; sounds into a file. */
#include "speech/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"
#include "sound/files.h"
#include "speech/record.h"
#include "speech/tongue.h"
#include "speech/voice.h"
#include "tests/test.h"
#include "tests/unit/voices_dir.h"

enum { RATE_HZ = 22050, WAV_HEAD_BYTES = 44 };

/* ---- text ------------------------------------------------------------------------------ */

static void assert_answer(const char *lang, enum say_what what, const char *in,
                          const char *expected) {
    char said[1024] = "";
    FILE *question = tmpfile(), *answer = tmpfile();
    fputs(in, question);
    rewind(question);
    struct say_config config = {
        .lang = lang, .voices_dir = "voices", .what = what, .in = question, .out = answer};
    assert_int_equal(say_run(&config), 0);
    rewind(answer);
    said[fread(said, 1, sizeof said - 1, answer)] = '\0';
    assert_string_equal(said, expected);
    fclose(question);
    fclose(answer);
}

static void test_lines(void **state) {
    (void)state;
    assert_answer("vi", SAY_IPA, "xã Ba\n\nchợ, 15\r\n", "saː˦ˀ˥ ɓaː˧˧\n\nt͡ɕəː˨˩ˀ mɨəj˨˩ lam˧˧\n");
    assert_answer("vi", SAY_IPA, "", "");
    assert_answer("vi", SAY_IPA, "không\xff xuống dòng", "xəwŋ͡m˧˧ suəŋ˧˦ zawŋ͡m˨˩\n");
    assert_answer("vi", SAY_NORMALISED, "chợ 15\n", "chợ mười lăm\n");
    assert_answer("vi", SAY_NORMALISED, "ж chợ 東京\n", "ký hiệu chợ ký hiệu\n");
    assert_answer("vi", SAY_TRACE, "xã gì\n", "xã\town\tsaː˦ˀ˥\ngì\town\tzi˨˩\n");
    assert_answer("vi", SAY_TRACE, "chợ 15.\n",
                  "chợ\town\tt͡ɕəː˨˩ˀ\n15\tnormalised\tmɨəj˨˩ lam˧˧\n");
    assert_answer("mww", SAY_TRACE, "pojniam Nguyễn\n",
                  "pojniam\town\tpɔ˥˧.niə̯˩̰\nNguyễn\tvi\tŋwiən˦ˀ˥\n");
}

/* Bytes that end a string in C end nothing here. */
static void test_zero_bytes(void **state) {
    (void)state;
    static const char line[] = "ba\0chợ\n\0\n";
    char said[64] = "";
    FILE *question = fmemopen((void *)(uintptr_t)line, sizeof line - 1, "r"), *answer = tmpfile();
    struct say_config config = {
        .lang = "vi", .voices_dir = "voices", .in = question, .out = answer};
    assert_int_equal(say_run(&config), 0);
    rewind(answer);
    said[fread(said, 1, sizeof said - 1, answer)] = '\0';
    assert_string_equal(said, "ɓaː˧˧ t͡ɕəː˨˩ˀ\n\n");
    fclose(question);
    fclose(answer);
}

/* The letters whose names are longest, and no end of them. */
static void test_endless_line(void **state) {
    (void)state;
    enum { LETTERS = 10000, ANSWER_BYTES = 1024 * 1024 };
    char *line = malloc(LETTERS + 1), *said = malloc(ANSWER_BYTES);
    assert_non_null(line);
    assert_non_null(said);
    memset(line, 'x', LETTERS);
    line[LETTERS] = '\0';
    FILE *answer = tmpfile();
    struct say_config config = {
        .lang = "hmn", .voices_dir = "voices", .text = line, .in = stdin, .out = answer};
    assert_int_equal(say_run(&config), 0);
    rewind(answer);
    said[fread(said, 1, ANSWER_BYTES - 1, answer)] = '\0';
    size_t names = 0;
    for (const char *at = said; (at = strstr(at, "si˨˩")); at++) {
        names++;
    }
    assert_int_equal(names, LETTERS);
    fclose(answer);
    free(said);
    free(line);
}

/* The same words as in Hà Nội, in sounds of their own: numbers and letters, too. */
static void test_accents(void **state) {
    (void)state;
    assert_answer("vi-VN-x-central", SAY_IPA, "trăng 15 ngã\n", "ʈaŋ˧˧ mɨəj˦˩ lam˧˧ ŋaː˧˨\n");
    assert_answer("vi-VN-x-south", SAY_IPA, "trăng 15 ngã\n", "ʈaŋ˧˧ mɨəj˨˩ lam˧˧ ŋaː˨˩˦\n");
    assert_answer("vi-VN-x-south", SAY_TRACE, "BHYT\n",
                  "BHYT\tnormalised\tɓaːw˨˩˦ hiəm˨˩˦ ʔi˧˧ te˦˥\n");
    assert_answer("vi-VN-x-south", SAY_NORMALISED, "1.000\n", "một nghìn\n");
}

static void test_one_text(void **state) {
    (void)state;
    char said[64] = "";
    FILE *answer = tmpfile();
    struct say_config config = {
        .lang = "vi", .voices_dir = "voices", .text = "chợ", .in = stdin, .out = answer};
    assert_int_equal(say_run(&config), 0);
    rewind(answer);
    said[fread(said, 1, sizeof said - 1, answer)] = '\0';
    assert_string_equal(said, "t͡ɕəː˨˩ˀ\n");
    fclose(answer);
}

static void test_unknown_language(void **state) {
    (void)state;
    struct say_config config = {.lang = "xx", .voices_dir = "voices", .in = stdin, .out = stdout};
    assert_int_equal(say_run(&config), 1);
}

static void answer_pipe(int question, int answer) {
    struct say_config config = {.lang = "vi",
                                .voices_dir = "voices",
                                .in = fdopen(question, "r"),
                                .out = fdopen(answer, "w")};
    _exit(say_run(&config));
}

/* Each answer comes while the question's writer is still there. */
static void test_answers_at_once(void **state) {
    (void)state;
    int question[2], answer[2], status;
    char said[64];
    assert_int_equal(pipe(question), 0);
    assert_int_equal(pipe(answer), 0);
    pid_t child = fork();
    if (child == 0) {
        close(question[1]);
        close(answer[0]);
        answer_pipe(question[0], answer[1]);
    }
    close(question[0]);
    close(answer[1]);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(write(question[1], "ba\n", 3), 3);
        ssize_t bytes = read(answer[0], said, sizeof said - 1);
        assert_true(bytes > 0);
        said[bytes] = '\0';
        assert_string_equal(said, "ɓaː˧˧\n");
    }
    close(question[1]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    close(answer[0]);
}

/* ---- sound ------------------------------------------------------------------------------- */

/* Samples of a WAV file as we write it, to be freed. */
static int16_t *load_samples(const char *path, size_t *count_out) {
    char head[WAV_HEAD_BYTES];
    int16_t *samples = malloc(60 * RATE_HZ * sizeof *samples);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_non_null(samples);
    assert_int_equal(fread(head, 1, sizeof head, file), sizeof head);
    assert_memory_equal(head, "RIFF", 4);
    assert_memory_equal(head + 8, "WAVEfmt ", 8);
    *count_out = fread(samples, sizeof *samples, (size_t)60 * RATE_HZ, file);
    fclose(file);
    return samples;
}

static size_t record(const char *dir, const char *lang, const char *text, int16_t *loudest_out) {
    char voices[64], path[64];
    size_t count = 0;
    struct record *record = NULL;
    snprintf(voices, sizeof voices, "%s/voices", dir);
    snprintf(path, sizeof path, "%s/out.wav", dir);
    assert_int_equal(record_open(voices, lang, path, &record), ERR_OK);
    assert_int_equal(record_say(record, text), ERR_OK);
    assert_int_equal(record_close(record), ERR_OK);
    int16_t *samples = load_samples(path, &count);
    *loudest_out = 0;
    for (size_t i = 0; i < count; i++) {
        *loudest_out = samples[i] > *loudest_out ? samples[i] : *loudest_out;
    }
    free(samples);
    return count;
}

static void test_recording(void **state) {
    static const char *const pairs[][2] = {
        {"vi", "Chợ Mường Khương"},
        {"hmn", "Hmôngz tsêr Lào Cai 15"},
        {"hmn-f", "Hmôngz tsêr"},
        {"ium", "m'zing siepv-siepv"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        int16_t loudest;
        size_t count = record(*state, pairs[i][0], pairs[i][1], &loudest);
        assert_in_range(count, RATE_HZ / 3, 6 * RATE_HZ);
        assert_in_range(loudest, 1000, 32766);
    }
}

/* A woman's voice is chosen by its own name, by --voice or by language.yaml: her language is
 * read by the same tables, and Vietnamese words in it are hers, too. */
static void test_women(void **state) {
    char voices[64], path[64];
    struct voice *voice = NULL;
    struct tongue tongue;
    assert_answer("hmn-f", SAY_IPA, "aoz\n", "ʔau˥\n");
    snprintf(voices, sizeof voices, "%s/voices", (const char *)*state);
    snprintf(path, sizeof path, "%s/out.wav", (const char *)*state);
    struct say_config config = {.lang = "xx",
                                .female = true,
                                .voices_dir = voices,
                                .what = SAY_SOUND,
                                .wav_path = path,
                                .text = "ba"};
    assert_int_equal(say_run(&config), 1);
    config.lang = "vi";
    assert_int_equal(say_run(&config), 0);
    assert_int_equal(voice_open(voices, &voice), ERR_OK);
    static const struct {
        const char *code, *named, *voice;
    } rows[] = {
        {"hmn", "hmn", "hmn"},       {"hmn", "hmn-f", "hmn-f"},
        {"hmn-f", "hmn-f", "hmn-f"}, {"hmn", "vi", "hmn"},
        {"hmn", "xx-f", "hmn"},      {"vi", "vi-f", "vi-f"},
        {"vi", "no-such-f", "vi"},   {"vi-VN-x-south", "vi-VN-x-south-f", "vi-VN-x-south-f"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tongue = tongue_open(voice, voices, rows[i].code, rows[i].named, NULL);
        assert_string_equal(tongue.voice, rows[i].voice);
        tongue_close(&tongue);
    }
    voice_close(voice);
}

/* Tables for the eye are not for the voice. */
static void test_accents_sound_as_they_are(void **state) {
    char voices[64];
    struct voice *voice = NULL;
    snprintf(voices, sizeof voices, "%s/voices", (const char *)*state);
    assert_int_equal(voice_open(voices, &voice), ERR_OK);
    struct tongue south = tongue_open(voice, voices, "vi-VN-x-south", "vi-VN-x-south", NULL);
    struct tongue tay = tongue_open(voice, voices, "tyz", "tyz", NULL);
    assert_null(south.reader);
    assert_string_equal(south.voice, "vi-VN-x-south");
    assert_non_null(tay.reader);
    tongue_close(&tay);
    tongue_close(&south);
    voice_close(voice);
}

static void test_long_recording(void **state) {
    static const char sentence[] = "Hôm nay chợ họp, mai chợ nghỉ. ";
    char *text = calloc(100, sizeof sentence);
    int16_t loudest;
    for (size_t i = 0; i < 60; i++) {
        memcpy(text + i * (sizeof sentence - 1), sentence, sizeof sentence);
    }
    size_t short_count = record(*state, "vi", sentence, &loudest);
    size_t long_count = record(*state, "vi", text, &loudest);
    assert_true(long_count > 20 * short_count);
    free(text);
}

static void test_what_cannot_be_recorded(void **state) {
    char voices[64];
    struct record *record = NULL;
    snprintf(voices, sizeof voices, "%s/voices", (const char *)*state);
    assert_int_equal(record_open(voices, "xx", "/tmp/x.wav", &record), ERR_DEGRADE);
    assert_int_equal(record_open(voices, "vi", "/nowhere/x.wav", &record), ERR_DEGRADE);
    assert_null(record);
    assert_int_equal(record_close(NULL), ERR_OK);
}

static void test_full_disk(void **state) {
    (void)state;
    static const int16_t samples[RATE_HZ];
    struct files_wav *wav = NULL;
    if (files_open("/dev/full", RATE_HZ, &wav) == ERR_OK) {
        for (int i = 0; i < 100; i++) {
            files_write(wav, samples, RATE_HZ);
        }
        assert_int_equal(files_close(wav), ERR_DEGRADE);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_zero_bytes),
        cmocka_unit_test(test_endless_line),
        cmocka_unit_test(test_accents),
        cmocka_unit_test(test_one_text),
        cmocka_unit_test(test_unknown_language),
        cmocka_unit_test(test_answers_at_once),
        cmocka_unit_test(test_recording),
        cmocka_unit_test(test_accents_sound_as_they_are),
        cmocka_unit_test(test_women),
        cmocka_unit_test(test_long_recording),
        cmocka_unit_test(test_what_cannot_be_recorded),
        cmocka_unit_test(test_full_disk),
    };
    return cmocka_run_group_tests(tests, build_voices, remove_voices);
}
