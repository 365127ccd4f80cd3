/* The whole way: a page built by hand → voice → the fake sound device. */
#include "speech/speech.h"

#include "base/clock.h"
#include "tests/unit/scene.h"

enum { VI = 0, HMN, TYZ, MUTE };

static const struct language languages[] = {
    {.code = "vi", .voice = "vi", .voice_status = VOICE_STOCK},
    {.code = "hmn", .voice = "vi", .voice_status = VOICE_TRIAL},
    {.code = "tyz", .voice = "nothing of this name", .voice_status = VOICE_TRIAL},
    {.code = "xx", .voice = "vi", .voice_status = VOICE_NONE},
};

static const struct library library = {.languages = languages, .language_count = 4};

static void open_scene(struct scene *scene, void **state, char device) {
    open_scene_of(scene, state, device, &library);
}

/* ---- tests --------------------------------------------------------------------------------- */

static void test_prompts_in_order(void **state) {
    struct scene scene;
    open_scene(&scene, state, '0');
    add_prompt(&scene.page, VI, "Đăng ký khai sinh");
    add_prompt(&scene.page, VI, "Trợ cấp hưu trí");
    add_prompt(&scene.page, VI, "Quay lại");
    speech_say(scene.speech, 5, &scene.page, 0, 3);
    expect(&scene, EV_SPEAKING, 5, 0);
    expect(&scene, EV_SPEAKING, 5, 1);
    expect(&scene, EV_SPEAKING, 5, 2);
    expect(&scene, EV_SPOKEN, 5, 0);
    struct heard heard = listen(&scene);
    int pauses_ms[3];
    longest_pauses(&heard, pauses_ms, 3);
    assert_in_range(ms_of(heard.end - heard.first), 1800, 8000);
    assert_in_range(pauses_ms[0], 350, 500); /* between prompts, closures included */
    assert_in_range(pauses_ms[1], 350, 500);
    assert_in_range(pauses_ms[2], 0, 150);
    free(heard.samples);
    /* Part of the page, as a second utterance. */
    speech_say(scene.speech, 6, &scene.page, 2, 3);
    expect(&scene, EV_SPEAKING, 6, 2);
    expect(&scene, EV_SPOKEN, 6, 0);
    speech_say(scene.speech, 7, &scene.page, 3, 3);
    expect(&scene, EV_SPOKEN, 7, 0);
    close_scene(&scene);
}

static void test_speaks_soon(void **state) {
    struct scene scene;
    open_scene(&scene, state, '0');
    add_prompt(&scene.page, VI, "Công an xã"); /* begins with a closure */
    size_t before_frames = heard_count(&scene);
    int64_t before_ms = clock_mono_ms();
    speech_say(scene.speech, 1, &scene.page, 0, 1);
    expect(&scene, EV_SPEAKING, 1, 0);
    expect(&scene, EV_SPOKEN, 1, 0);
    struct heard heard = listen(&scene);
    int64_t first_ms = fakesnd_start_ms(&scene.bench) + ms_of(heard.first);
    print_message("say to sound: %d ms\n", (int)(first_ms - before_ms));
    assert_true(heard.first > before_frames || before_frames == 0);
    assert_true(first_ms - before_ms < 300);
    free(heard.samples);
    close_scene(&scene);
}

static void test_hush_and_replace(void **state) {
    struct scene scene;
    open_scene(&scene, state, '0');
    add_prompt(&scene.page, VI, "Câu này dài, rất dài, để có thể ngắt giữa chừng.");
    add_prompt(&scene.page, VI, "Dạ.");
    speech_say(scene.speech, 1, &scene.page, 0, 2);
    expect(&scene, EV_SPEAKING, 1, 0);
    speech_say(scene.speech, 2, &scene.page, 0, 2);
    expect(&scene, EV_SPEAKING, 2, 0); /* nothing more of 1 */
    speech_hush(scene.speech);
    speech_say(scene.speech, 3, &scene.page, 1, 2);
    expect(&scene, EV_SPEAKING, 3, 1);
    expect(&scene, EV_SPOKEN, 3, 0);
    struct heard heard = listen(&scene);
    assert_true(ms_of(heard.end - heard.first) < 2500);
    free(heard.samples);
    close_scene(&scene);
}

static void test_without_a_device(void **state) {
    struct scene scene;
    open_scene(&scene, state, '1');
    add_prompt(&scene.page, VI, "Không ai nghe thấy câu này, nhưng máy vẫn chạy tiếp.");
    int64_t before_ms = clock_mono_ms();
    speech_say(scene.speech, 1, &scene.page, 0, 1);
    expect(&scene, EV_SPOKEN, 1, 0);
    assert_true(clock_mono_ms() - before_ms < 1000);
    speech_chime(scene.speech, CHIME_CALL);
    fakesnd_switch(&scene.bench, '0');
    expect(&scene, EV_SOUND, 0, 1);
    speech_say(scene.speech, 2, &scene.page, 0, 1);
    expect(&scene, EV_SPEAKING, 2, 0);
    expect(&scene, EV_SPOKEN, 2, 0);
    close_scene(&scene);
}

static void test_mixed_sentence_has_no_gaps(void **state) {
    struct scene scene;
    open_scene(&scene, state, '0');
    add_prompt(&scene.page, HMN, "Mus ");
    add_segment(&scene.page, SEGMENT_TEXT, VI, "Ủy ban nhân dân xã", 0);
    add_segment(&scene.page, SEGMENT_TEXT, HMN, " iz hnuz ", 0);
    add_segment(&scene.page, SEGMENT_MONEY, HMN, "8.000 đồng", 8000);
    speech_say(scene.speech, 1, &scene.page, 0, 1);
    expect(&scene, EV_SPEAKING, 1, 0);
    expect(&scene, EV_SPOKEN, 1, 0);
    struct heard heard = listen(&scene);
    int pause_ms;
    longest_pauses(&heard, &pause_ms, 1);
    assert_in_range(pause_ms, 0, 120);
    assert_in_range(ms_of(heard.end - heard.first), 1800, 8000);
    free(heard.samples);
    close_scene(&scene);
}

static void test_languages_without_tables_or_voice(void **state) {
    struct scene scene;
    open_scene(&scene, state, '0');
    add_prompt(&scene.page, TYZ, "Slon lai 12");
    add_prompt(&scene.page, MUTE, "không có giọng");
    speech_say(scene.speech, 1, &scene.page, 0, 2);
    expect(&scene, EV_SPEAKING, 1, 0);
    expect(&scene, EV_SPEAKING, 1, 1);
    expect(&scene, EV_SPOKEN, 1, 0);
    struct heard heard = listen(&scene);
    assert_in_range(ms_of(heard.end - heard.first), 500, 4000);
    free(heard.samples);
    close_scene(&scene);
}

static void test_slower(void **state) {
    struct scene scene;
    int pause_ms[2], length_ms[2];
    open_scene(&scene, state, '0');
    add_prompt(&scene.page, VI, "Mời bà ngồi nghỉ");
    add_prompt(&scene.page, VI, "Mời bà ngồi nghỉ");
    for (int slower = 0; slower < 2; slower++) {
        size_t from = heard_count(&scene);
        speech_slower(scene.speech, slower);
        speech_say(scene.speech, 1, &scene.page, 0, 2);
        expect(&scene, EV_SPEAKING, 1, 0);
        expect(&scene, EV_SPEAKING, 1, 1);
        expect(&scene, EV_SPOKEN, 1, 0);
        struct heard heard = listen(&scene);
        for (heard.first = from; heard.samples[heard.first] == 0;) {
            heard.first++;
        }
        longest_pauses(&heard, &pause_ms[slower], 1);
        length_ms[slower] = ms_of(heard.end - heard.first) - pause_ms[slower];
        free(heard.samples);
    }
    print_message("pause %d → %d ms, words %d → %d ms\n", pause_ms[0], pause_ms[1], length_ms[0],
                  length_ms[1]);
    assert_true(pause_ms[1] > pause_ms[0] + 250);
    assert_true(length_ms[1] > length_ms[0]);
    assert_true(length_ms[1] * 100 < length_ms[0] * 120);
    close_scene(&scene);
}

static void test_chime_comes_first(void **state) {
    struct scene scene;
    open_scene(&scene, state, '0');
    add_prompt(&scene.page, VI, "Có người đang đến");
    speech_volume(scene.speech, 0);
    speech_chime(scene.speech, CHIME_CALL);
    speech_say(scene.speech, 1, &scene.page, 0, 1);
    expect(&scene, EV_SPEAKING, 1, 0);
    expect(&scene, EV_SPOKEN, 1, 0);
    struct heard heard = listen(&scene);
    int16_t loudest = 0;
    for (size_t i = heard.first; i < heard.first + RATE_HZ / 2; i++) {
        loudest = heard.samples[i] > loudest ? heard.samples[i] : loudest;
    }
    assert_true(loudest > 8000); /* speech at level 0 is an eighth */
    assert_in_range(ms_of(heard.end - heard.first), 1500, 5000);
    free(heard.samples);
    close_scene(&scene);
}

static void test_without_voices(void **state) {
    struct speech *speech = NULL;
    char far[300];
    (void)state;
    struct speech_config config = {
        .voices_dir = "/nowhere", .library = &library, .post = on_post, .context = NULL};
    assert_int_equal(speech_open(&config, &speech), ERR_DEGRADE);
    memset(far, 'd', sizeof far - 1);
    far[0] = '/';
    far[sizeof far - 1] = '\0';
    config.voices_dir = far;
    assert_int_equal(speech_open(&config, &speech), ERR_DEGRADE);
    assert_null(speech);
    speech_close(NULL);
}

/* An argument chooses tests by pattern: `sound 'test_stall'`. */
int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prompts_in_order),
        cmocka_unit_test(test_speaks_soon),
        cmocka_unit_test(test_hush_and_replace),
        cmocka_unit_test(test_without_a_device),
        cmocka_unit_test(test_mixed_sentence_has_no_gaps),
        cmocka_unit_test(test_languages_without_tables_or_voice),
        cmocka_unit_test(test_slower),
        cmocka_unit_test(test_chime_comes_first),
        cmocka_unit_test(test_without_voices),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, build_voices, remove_voices);
}
