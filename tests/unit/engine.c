/* Engines that are other programs: what they say is heard, kept and as loud as the rest;
 * what goes wrong with them is not. */
#include "tests/unit/scene.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/command.h"
#include "base/str.h"
#include "sound/files.h"
#include "sound/loudness.h"
#include "speech/engine.h"
#include "speech/record.h"
#include "tests/unit/content_tree.h"
#include "tests/unit/signals.h"

enum { VI = 0, HMN, PATH_ROOM = 512, CACHE_FILES_MAX = 64 };

static const struct language languages[] = {
    {.code = "vi", .voice = "vi", .voice_status = VOICE_STOCK},
    {.code = "hmn", .voice = "vi", .voice_status = VOICE_TRIAL},
};

static const struct library library = {.languages = languages, .language_count = 2};

/* A folder with what the engine plays and writes down, a state, and how it answers. */
struct desk {
    char dir[64], script[PATH_ROOM], state[128];
};

static void path_of(const struct desk *desk, const char *name, char path_out[PATH_ROOM]) {
    snprintf(path_out, PATH_ROOM, "%s/%s", desk->dir, name);
}

static void write_wav(const struct desk *desk, const char *name, double hz) {
    enum { COUNT = 22050 };
    char path[PATH_ROOM];
    struct files_wav *wav;
    int16_t *samples = calloc(COUNT, sizeof *samples);
    if (hz > 0) {
        signals_tone(samples + COUNT / 10, COUNT * 8 / 10, 22050, hz, -30);
    }
    path_of(desk, name, path);
    assert_int_equal(files_open(path, 22050, &wav), ERR_OK);
    assert_true(files_write(wav, samples, COUNT));
    assert_int_equal(files_close(wav), ERR_OK);
    free(samples);
}

static void open_desk(struct desk *desk) {
    str_copy(desk->dir, sizeof desk->dir, "/tmp/engine-XXXXXX");
    assert_non_null(mkdtemp(desk->dir));
    assert_non_null(realpath("tests/fakes/engine.sh", desk->script));
    snprintf(desk->state, sizeof desk->state, "%s/state", desk->dir);
    setenv("TIENGBAN_STATE", desk->state, 1);
    setenv("LC_ALL", "C", 1);
    write_wav(desk, "tone.wav", 600);
    write_wav(desk, "silence.wav", 0);
}

static void close_desk(const struct desk *desk) {
    unsetenv("TIENGBAN_STATE");
    tree_remove(desk->dir);
}

/* Lines of what the engine wrote down; 0 if it never did. */
static int lines_of(const struct desk *desk, const char *name) {
    char path[PATH_ROOM];
    int lines = 0, c;
    path_of(desk, name, path);
    FILE *file = fopen(path, "r");
    while (file && (c = fgetc(file)) != EOF) {
        lines += c == '\n';
    }
    if (file) {
        fclose(file);
    }
    return lines;
}

static int starts_of(const struct desk *desk) { return lines_of(desk, "starts"); }

/* language.yaml of `code` in the folder of voices. */
static void write_voice(const char *voices, const char *code, const char *voice) {
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "%s/%s", voices, code);
    (void)mkdir(path, 0755);
    snprintf(path, sizeof path, "%s/%s/language.yaml", voices, code);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "code: %s\nvoice: {status: trial, name: vi, %s}\n", code, voice);
    assert_int_equal(fclose(file), 0);
}

static void write_fake(const struct desk *desk, const char *voices, const char *code,
                       const char *how) {
    char voice[3 * PATH_ROOM];
    snprintf(voice, sizeof voice, "engine: command, limit_s: 1, command: [\"%s\", \"%s\", %s]",
             desk->script, desk->dir, how);
    write_voice(voices, code, voice);
}

static struct engine *open_fake(const struct desk *desk, const char *how) {
    write_fake(desk, desk->dir, "hmn", how);
    struct engine *engine = engine_open(desk->dir, "hmn");
    assert_non_null(engine);
    return engine;
}

static enum engine_end say(struct engine *engine, const char *text, struct files_sound *sound) {
    return engine_say(engine, text, NULL, NULL, sound);
}

static void assert_good(const struct files_sound *sound) {
    struct loudness loudness = loudness_measure(sound->samples, sound->count, sound->rate_hz);
    assert_int_equal(sound->rate_hz, RATE_HZ);
    assert_in_range(ms_of(sound->count), 800, 900); /* the silence around it is gone */
    assert_true(fabs(loudness.lufs + 16) < 1.5);
}

/* ---- the engine ----------------------------------------------------------------------------- */

static void test_said_once_kept_after(void **state) {
    struct desk desk;
    struct files_sound sound;
    (void)state;
    open_desk(&desk);
    struct engine *engine = open_fake(&desk, "good");
    assert_true(engine_works(engine));
    assert_int_equal(say(engine, "Nyob zoo", &sound), ENGINE_SAID);
    assert_good(&sound);
    files_sound_fini(&sound);
    char path[PATH_ROOM];
    path_of(&desk, "told", path);
    char *told = tree_load(path);
    assert_string_equal(told, "Nyob zoo");
    free(told);
    assert_int_equal(say(engine, "Nyob zoo", &sound), ENGINE_SAID);
    assert_good(&sound);
    files_sound_fini(&sound);
    assert_int_equal(starts_of(&desk), 1);
    assert_int_equal(say(engine, "Nyob", &sound), ENGINE_SAID);
    files_sound_fini(&sound);
    assert_int_equal(starts_of(&desk), 2);
    engine_close(engine);
    engine = open_fake(&desk, "hasty"); /* another command: another voice */
    assert_int_equal(say(engine, "Nyob zoo", &sound), ENGINE_SAID);
    files_sound_fini(&sound);
    assert_int_equal(starts_of(&desk), 3);
    engine_close(engine);
    close_desk(&desk);
}

static void test_bad_answers(void **state) {
    static const char *const ways[] = {"words", "silent", "endless", "failing", "slow"};
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct desk desk;
        struct files_sound sound;
        open_desk(&desk);
        struct engine *engine = open_fake(&desk, ways[i]);
        assert_int_equal(say(engine, "Nyob zoo", &sound), ENGINE_FAILED);
        assert_null(sound.samples);
        assert_false(engine_works(engine)); /* it is left alone for a while */
        assert_int_equal(starts_of(&desk), 1);
        engine_close(engine);
        engine = open_fake(&desk, ways[i]); /* nothing of it was kept */
        assert_int_equal(say(engine, "Nyob zoo", &sound), ENGINE_FAILED);
        assert_int_equal(starts_of(&desk), 2);
        engine_close(engine);
        close_desk(&desk);
    }
}

static void test_no_engine(void **state) {
    struct desk desk;
    struct files_sound sound;
    (void)state;
    open_desk(&desk);
    assert_null(engine_open(desk.dir, "hmn"));
    write_voice(desk.dir, "hmn", "engine: espeak");
    assert_null(engine_open(desk.dir, "hmn"));
    assert_false(engine_works(NULL));
    write_voice(desk.dir, "hmn", "engine: command, command: [tests/fakes/engine.sh]");
    assert_null(engine_open(desk.dir, "hmn"));
    write_voice(desk.dir, "hmn", "engine: command, command: [no-such-program-of-this-name]");
    struct engine *engine = engine_open(desk.dir, "hmn");
    assert_int_equal(say(engine, "Nyob zoo", &sound), ENGINE_FAILED);
    engine_close(engine);
    engine_close(NULL);
    close_desk(&desk);
}

/* The program of Debian's package, whose WAV header does not know how long it will be. */
static void test_espeak_program(void **state) {
    struct desk desk;
    struct files_sound sound;
    (void)state;
    open_desk(&desk);
    write_voice(desk.dir, "vi", "engine: command, command: [espeak-ng, --stdout, -v, vi, --stdin]");
    struct engine *engine = engine_open(desk.dir, "vi");
    assert_int_equal(say(engine, "Mời bà ngồi nghỉ, chờ một lát.", &sound), ENGINE_SAID);
    assert_in_range(ms_of(sound.count), 1000, 5000);
    struct loudness loudness = loudness_measure(sound.samples, sound.count, sound.rate_hz);
    assert_true(fabs(loudness.lufs + 16) < 1.5);
    files_sound_fini(&sound);
    engine_close(engine);
    close_desk(&desk);
}

/* ---- nobody waits any more ---------------------------------------------------------------------
 */

/* Wanted until the engine has been told its text. */
static bool until_told(void *context) { return starts_of(context) == 0; }

static bool is_gone(const struct desk *desk) {
    char path[PATH_ROOM];
    path_of(desk, "pids", path);
    char *text = tree_load(path);
    pid_t pid = (pid_t)strtol(text, NULL, 10);
    free(text);
    return kill(pid, 0) < 0 && errno == ESRCH;
}

static void test_killed_when_unwanted(void **state) {
    struct desk desk;
    struct files_sound sound;
    (void)state;
    open_desk(&desk);
    char voice[3 * PATH_ROOM];
    snprintf(voice, sizeof voice, "engine: command, limit_s: 60, command: [\"%s\", \"%s\", slow]",
             desk.script, desk.dir);
    write_voice(desk.dir, "hmn", voice);
    struct engine *engine = engine_open(desk.dir, "hmn");
    assert_int_equal(engine_say(engine, "Nyob zoo", until_told, &desk, &sound), ENGINE_UNWANTED);
    assert_true(is_gone(&desk));
    assert_true(engine_works(engine)); /* it was not its fault */
    engine_close(engine);
    close_desk(&desk);
}

/* ---- the cache
 * ----------------------------------------------------------------------------------- */

static void test_the_oldest_go_first(void **state) {
    struct desk desk;
    struct cache cache;
    struct files_bytes bytes;
    char data[100] = "x";
    (void)state;
    open_desk(&desk);
    cache_init(&cache);
    cache.bytes_max = 250;
    for (uint64_t i = 1; i <= 3; i++) {
        char path[PATH_ROOM];
        cache_keep(&cache, &(struct hash128){0, i}, data, sizeof data);
        snprintf(path, sizeof path, "%s/cache/voices/%016d%016d.wav", desk.state, 0, (int)i);
        const struct timespec times[] = {{(time_t)i, 0}, {(time_t)i, 0}};
        assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    }
    assert_false(cache_take(&cache, &(struct hash128){0, 1}, &bytes));
    for (uint64_t i = 2; i <= 3; i++) {
        assert_true(cache_take(&cache, &(struct hash128){0, i}, &bytes));
        assert_int_equal(bytes.size, sizeof data);
        files_bytes_fini(&bytes);
    }
    char big[300] = "y";
    cache_keep(&cache, &(struct hash128){0, 4}, big, sizeof big); /* more than there is room for */
    assert_false(cache_take(&cache, &(struct hash128){0, 4}, &bytes));
    assert_true(cache_take(&cache, &(struct hash128){0, 2}, &bytes));
    files_bytes_fini(&bytes);
    close_desk(&desk);
}

/* ---- the command
 * ----------------------------------------------------------------------------------- */

static void run(const char *script, const char *input, size_t bytes,
                struct command_answer *answer) {
    const char *const argv[] = {"sh", "-c", script, NULL};
    command_run(&(struct command_order){.argv = argv,
                                        .input = input,
                                        .input_bytes = bytes,
                                        .output_max = 1024 * 1024,
                                        .limit_ms = 60000},
                answer);
}

static void test_commands(void **state) {
    struct command_answer answer;
    enum { MUCH = 700 * 1000 }; /* more than both pipes hold */
    char *much = malloc(MUCH);
    (void)state;
    memset(much, 'z', MUCH);
    run("cat", much, MUCH, &answer);
    assert_int_equal(answer.end, COMMAND_DONE);
    assert_int_equal(answer.bytes, MUCH);
    assert_memory_equal(answer.data, much, MUCH);
    command_answer_fini(&answer);
    run("exec <&-; echo a", much, MUCH, &answer); /* does not listen */
    assert_int_equal(answer.end, COMMAND_DONE);
    assert_int_equal(answer.bytes, 2);
    command_answer_fini(&answer);
    run("exec >&-; cat >/dev/null; exit 7", "b", 1, &answer); /* does not answer */
    assert_int_equal(answer.end, COMMAND_FAILED);
    assert_int_equal(answer.status, 7);
    command_answer_fini(&answer);
    run("kill -TERM $$", NULL, 0, &answer);
    assert_int_equal(answer.status, 128 + SIGTERM);
    command_answer_fini(&answer);
    run("sleep 600 & echo c", NULL, 0, &answer); /* its child holds the output open */
    assert_int_equal(answer.end, COMMAND_DONE);
    assert_int_equal(answer.bytes, 2);
    command_answer_fini(&answer);
    run("cat /dev/zero", NULL, 0, &answer);
    assert_int_equal(answer.end, COMMAND_LONG);
    command_answer_fini(&answer);
    free(much);
}

/* ---- on a page
 * --------------------------------------------------------------------------------------- */

struct stage {
    struct desk desk;
    char voices[PATH_ROOM], before[PATH_ROOM];
    struct scene scene;
};

static void open_stage(struct stage *stage, void **state, const char *how) {
    char command[3 * PATH_ROOM];
    open_desk(&stage->desk);
    snprintf(stage->voices, sizeof stage->voices, "%s/voices", (const char *)*state);
    snprintf(command, sizeof command, "cp %s/hmn/language.yaml %s/before", stage->voices,
             stage->desk.dir);
    assert_int_equal(system(command), 0);
    write_fake(&stage->desk, stage->voices, "hmn", how);
    open_scene_of(&stage->scene, state, '0', &library);
}

static void close_stage(struct stage *stage) {
    char command[3 * PATH_ROOM];
    close_scene(&stage->scene);
    snprintf(command, sizeof command, "cp %s/before %s/hmn/language.yaml", stage->desk.dir,
             stage->voices);
    assert_int_equal(system(command), 0);
    close_desk(&stage->desk);
}

static void test_it_stands_in(void **state) {
    struct stage stage;
    open_stage(&stage, state, "good");
    add_prompt(&stage.scene.page, HMN, "Mus ");
    add_segment(&stage.scene.page, SEGMENT_COUNT, VI, "12", 12);
    add_prompt(&stage.scene.page, VI, "Một.");
    speech_say(stage.scene.speech, 1, &stage.scene.page, 0, 2);
    expect(&stage.scene, EV_SPEAKING, 1, 0);
    expect(&stage.scene, EV_SPEAKING, 1, 1);
    expect(&stage.scene, EV_SPOKEN, 1, 0);
    char path[PATH_ROOM];
    path_of(&stage.desk, "told", path);
    char *told = tree_load(path);
    assert_string_equal(told, "Mus câuv aoz"); /* its own numbers */
    free(told);
    assert_int_equal(starts_of(&stage.desk), 1);
    struct heard heard = listen(&stage.scene);
    assert_in_range(ms_of(heard.end - heard.first), 1300, 2600);
    free(heard.samples);
    close_stage(&stage);
}

static void test_another_voice_when_it_fails(void **state) {
    struct stage stage;
    open_stage(&stage, state, "failing");
    add_prompt(&stage.scene.page, HMN, "Mus tsêr uô hâux lưv xar");
    add_prompt(&stage.scene.page, HMN, "Mus tsêr");
    speech_say(stage.scene.speech, 1, &stage.scene.page, 0, 2);
    expect(&stage.scene, EV_SPEAKING, 1, 0);
    expect(&stage.scene, EV_SPEAKING, 1, 1);
    expect(&stage.scene, EV_SPOKEN, 1, 0);
    struct heard heard = listen(&stage.scene);
    assert_in_range(ms_of(heard.end - heard.first), 1200, 6000);
    free(heard.samples);
    assert_int_equal(starts_of(&stage.desk), 1); /* not asked for the second one */
    close_stage(&stage);
}

static void test_hush_kills_it(void **state) {
    struct stage stage;
    const struct timespec look = {0, 5000000};
    open_stage(&stage, state, "slow");
    add_prompt(&stage.scene.page, HMN, "Mus tsêr");
    add_prompt(&stage.scene.page, VI, "Một.");
    speech_say(stage.scene.speech, 1, &stage.scene.page, 0, 1);
    while (starts_of(&stage.desk) == 0) {
        nanosleep(&look, NULL);
    }
    speech_say(stage.scene.speech, 2, &stage.scene.page, 1, 2);
    expect(&stage.scene, EV_SPEAKING, 2, 1);
    expect(&stage.scene, EV_SPOKEN, 2, 0);
    assert_true(is_gone(&stage.desk));
    close_stage(&stage);
}

static void test_say_command(void **state) {
    struct desk desk;
    struct record *record;
    struct files_sound sound;
    char path[PATH_ROOM], voices[PATH_ROOM];
    open_desk(&desk);
    snprintf(voices, sizeof voices, "%s/voices", (const char *)*state);
    write_fake(&desk, voices, "zz", "good"); /* a language eSpeak NG has no voice for */
    path_of(&desk, "said.wav", path);
    assert_int_equal(record_open(voices, "zz", path, &record), ERR_OK);
    assert_int_equal(record_say(record, "abc"), ERR_OK);
    assert_int_equal(record_close(record), ERR_OK);
    assert_int_equal(files_sound_load(path, FILES_FRAMES_MAX, &sound), ERR_OK);
    assert_good(&sound);
    files_sound_fini(&sound);
    close_desk(&desk);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_said_once_kept_after),
        cmocka_unit_test(test_bad_answers),
        cmocka_unit_test(test_no_engine),
        cmocka_unit_test(test_espeak_program),
        cmocka_unit_test(test_killed_when_unwanted),
        cmocka_unit_test(test_the_oldest_go_first),
        cmocka_unit_test(test_commands),
        cmocka_unit_test(test_it_stands_in),
        cmocka_unit_test(test_another_voice_when_it_fails),
        cmocka_unit_test(test_hush_kills_it),
        cmocka_unit_test(test_say_command),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, build_voices, remove_voices);
}
