/* People and the machine on one page: recordings in a pack → voice → the fake device. */
#include "tests/unit/scene.h"

#include "content/content.h"
#include "content/pack_read.h"
#include "content/pack_schema.h"
#include "tests/unit/layer_tree.h"
#include "tests/unit/tones_tree.h"

enum { VI = 0, IUM, HMN };

#define BODY "Từ ngày 01/07/2025, nộp 8.000 đồng ở xã."

struct stage {
    struct tree tree;
    char pack[TREE_PATH_BYTES];
    struct library library;
    struct scene scene;
};

static struct stage *new_stage(const struct tone_recording *tones, size_t count) {
    struct stage *stage = calloc(1, sizeof *stage);
    assert_non_null(stage);
    tree_init(&stage->tree);
    tree_path(&stage->tree, "sample.pack", stage->pack);
    char *numbers = tree_load("voices/hmn/numbers.txt");
    layer_write(&stage->tree, "voices/hmn/numbers.txt", numbers);
    free(numbers);
    for (size_t i = 0; i < count; i++) {
        tone_keep(&stage->tree, "content", &tones[i]);
    }
    if (content_build(stage->tree.content, stage->tree.voices, stage->pack, &stage->tree.diag)) {
        fail_msg("%s", tree_said(&stage->tree));
    }
    return stage;
}

static struct scene *open_stage(struct stage *stage, void **state) {
    assert_int_equal(pack_read(stage->pack, &stage->library), ERR_OK);
    open_scene_of(&stage->scene, state, '0', &stage->library);
    stage->scene.page.lang_ix = HMN;
    return &stage->scene;
}

static void close_stage(struct stage *stage) {
    close_scene(&stage->scene);
    library_fini(&stage->library);
    tree_fini(&stage->tree);
    free(stage);
}

/* A prompt that somebody recorded, with the text that a voice would say. */
static void add_recorded(struct stage *stage, const char *unit, const char *text) {
    struct page *page = &stage->scene.page;
    int32_t unit_ix = library_unit(&stage->library, unit);
    add_prompt(page, VI, text);
    page->prompts[page->prompt_count - 1].spoken_ix = library_spoken(&stage->library, unit_ix, HMN);
    assert_true(page->prompts[page->prompt_count - 1].spoken_ix >= 0);
}

static void add_value(struct page *page, enum segment_kind kind, int64_t value) {
    add_prompt(page, VI, " ");
    add_segment(page, kind, VI, "?", value);
    add_segment(page, SEGMENT_TEXT, VI, ".", 0);
}

/* Says prompts [first, end) and gives what was heard of them: samples behind `from`. */
static struct heard say(struct scene *scene, uint8_t first, uint8_t end) {
    size_t from = heard_count(scene);
    speech_say(scene->speech, (uint32_t)first + 1, &scene->page, first, end);
    for (uint8_t i = first; i < end; i++) {
        expect(scene, EV_SPEAKING, (uint32_t)first + 1, i);
    }
    expect(scene, EV_SPOKEN, (uint32_t)first + 1, 0);
    struct heard heard = listen(scene);
    for (heard.first = from; heard.first < heard.end && heard.samples[heard.first] == 0;) {
        heard.first++;
    }
    return heard;
}

/* How much of a stretch is the tone `hz`: 1 all, 0 nothing (Goertzel). */
static double tone_part(const int16_t *samples, size_t count, double hz) {
    double re = 0, im = 0, all = 0;
    for (size_t i = 0; i < count; i++) {
        double angle = 2 * SIGNALS_PI * hz * (double)i / RATE_HZ;
        re += samples[i] * cos(angle);
        im += samples[i] * sin(angle);
        all += (double)samples[i] * samples[i];
    }
    return all > 0 ? 2 * (re * re + im * im) / ((double)count * all) : 0;
}

/* The 200 ms that begin `ms` into what was heard. */
static double tone_at(const struct heard *heard, int ms, double hz) {
    size_t at = heard->first + (size_t)ms * RATE_HZ / 1000;
    assert_true(at + RATE_HZ / 5 <= heard->count);
    return tone_part(heard->samples + at, RATE_HZ / 5, hz);
}

static const struct tone_recording page_of_tones[] = {
    {"hmn", "news.body#1", RECORDING_TEXT, BODY, 440, 800},
    {"hmn", "news.body#3", RECORDING_SAY, "Ông Vàng chào.", 660, 500},
};

/* ---- tests -------------------------------------------------------------------------------- */

static void test_people_and_the_voice(void **state) {
    struct stage *stage = new_stage(page_of_tones, 2);
    struct scene *scene = open_stage(stage, state);
    add_recorded(stage, "news.body#1", "Không ai nghe câu này.");
    add_prompt(&scene->page, VI, "Trợ cấp hưu trí");
    add_recorded(stage, "news.body#3", "Câu này cũng không.");
    struct heard heard = say(scene, 0, 3);
    assert_true(tone_at(&heard, 100, 440) > .98);
    assert_true(tone_at(&heard, 500, 440) > .98);
    assert_true(tone_at(&heard, 1600, 440) < .5);
    int end_ms = ms_of(heard.end - heard.first);
    assert_true(tone_at(&heard, end_ms - 400, 660) > .98);
    free(heard.samples);
    close_stage(stage);
}

static double lufs_of(const struct heard *heard) {
    struct loudness loudness =
        loudness_measure(heard->samples + heard->first, heard->end - heard->first, RATE_HZ);
    assert_true(loudness.true_peak_dbtp <= -0.9);
    return loudness.lufs;
}

static void test_equally_loud(void **state) {
    static const char *const texts[] = {"Mang bản chính, cán bộ xem xong trả lại ngay.", "Có.",
                                        "Mời bà ngồi nghỉ, chờ một lát."};
    struct stage *stage = new_stage(page_of_tones, 2);
    struct scene *scene = open_stage(stage, state);
    speech_volume(scene->speech, 3);
    add_recorded(stage, "news.body#1", "Câu này là bản ghi.");
    for (size_t i = 0; i < 3; i++) {
        add_prompt(&scene->page, VI, texts[i]);
    }
    add_prompt(&scene->page, HMN, "Mus tsêr uô hâux lưv xar");
    struct heard heard = say(scene, 0, 1);
    double recorded = lufs_of(&heard);
    free(heard.samples);
    for (uint8_t i = 1; i < 5; i++) {
        heard = say(scene, i, (uint8_t)(i + 1));
        double voice = lufs_of(&heard);
        print_message("recording %.1f LUFS, voice %.1f LUFS\n", recorded, voice);
        assert_true(fabs(voice - recorded) <= 1.5);
        free(heard.samples);
    }
    close_stage(stage);
}

static const struct tone_recording words[] = {
    {"hmn", "number:câuv", RECORDING_TEXT, "câuv", 500, 300},
    {"hmn", "number:aoz", RECORDING_TEXT, "aoz", 700, 300},
    {"hmn", "number:đồng", RECORDING_TEXT, "đồng", 900, 300},
};

static void test_numbers_are_joined(void **state) {
    struct stage *stage = new_stage(words, 3);
    struct scene *scene = open_stage(stage, state);
    add_value(&scene->page, SEGMENT_COUNT, 12);
    add_value(&scene->page, SEGMENT_MONEY, 12);
    add_value(&scene->page, SEGMENT_COUNT, 13);
    struct heard heard = say(scene, 0, 1);
    int pause_ms;
    longest_pauses(&heard, &pause_ms, 1);
    assert_in_range(pause_ms, 50, 120);
    assert_true(tone_at(&heard, 50, 500) > .98);
    assert_true(tone_at(&heard, 430, 700) > .98);
    assert_in_range(ms_of(heard.end - heard.first), 600, 800);
    free(heard.samples);
    heard = say(scene, 1, 2);
    assert_true(tone_at(&heard, 50, 500) > .98);
    assert_true(tone_at(&heard, ms_of(heard.end - heard.first) - 250, 900) > .98);
    free(heard.samples);
    heard = say(scene, 2, 3); /* nobody said "pêz": the voice says all of it */
    assert_true(tone_at(&heard, 50, 500) < .9);
    free(heard.samples);
    close_stage(stage);
}

/* A sentence around a value is not patched. */
static void test_sentences_are_not_joined(void **state) {
    struct stage *stage = new_stage(words, 3);
    struct scene *scene = open_stage(stage, state);
    add_prompt(&scene->page, HMN, "Mus ");
    add_segment(&scene->page, SEGMENT_COUNT, VI, "12", 12);
    struct heard heard = say(scene, 0, 1);
    int end_ms = ms_of(heard.end - heard.first);
    assert_true(tone_at(&heard, end_ms - 210, 700) < .9);
    free(heard.samples);
    close_stage(stage);
}

static void test_hush_in_a_recording(void **state) {
    static const struct tone_recording tones[] = {
        {"hmn", "news.body#1", RECORDING_TEXT, BODY, 440, 20000},
        {"hmn", "news.body#3", RECORDING_SAY, "Ông Vàng chào.", 660, 500},
    };
    struct stage *stage = new_stage(tones, 2);
    struct scene *scene = open_stage(stage, state);
    add_recorded(stage, "news.body#1", "Dài.");
    add_recorded(stage, "news.body#3", "Ngắn.");
    speech_say(scene->speech, 9, &scene->page, 0, 1);
    expect(scene, EV_SPEAKING, 9, 0);
    speech_hush(scene->speech);
    struct heard heard = say(scene, 1, 2); /* nothing more of 9 is reported */
    assert_true(ms_of(heard.count) < 10000);
    assert_true(tone_at(&heard, ms_of(heard.end - heard.first) - 400, 660) > .98);
    free(heard.samples);
    close_stage(stage);
}

static void test_slower(void **state) {
    struct stage *stage = new_stage(page_of_tones, 2);
    struct scene *scene = open_stage(stage, state);
    int pause_ms[2], length_ms[2];
    add_recorded(stage, "news.body#3", "Một.");
    add_recorded(stage, "news.body#3", "Hai.");
    for (int slower = 0; slower < 2; slower++) {
        speech_slower(scene->speech, slower);
        struct heard heard = say(scene, 0, 2);
        longest_pauses(&heard, &pause_ms[slower], 1);
        length_ms[slower] = ms_of(heard.end - heard.first) - pause_ms[slower];
        free(heard.samples);
    }
    assert_in_range(pause_ms[1] - pause_ms[0], 300, 400);
    assert_in_range(length_ms[1] - length_ms[0] + 20, 0, 40);
    close_stage(stage);
}

static void change_sounds(const char *path, const char *sql) {
    struct store *store = NULL;
    assert_int_equal(store_open(path, STORE_WRITE, &PACK_SCHEMA, &store), ERR_OK);
    assert_int_equal(store_run(store, sql), ERR_OK);
    store_close(store);
}

/* The sound is not what it was, or is no sound: the voice says what is written. */
static void test_damage_is_spoken(void **state) {
    struct stage *stage = new_stage(page_of_tones, 2);
    change_sounds(stage->pack, "UPDATE recording_sound SET opus = x'00' WHERE ix = 0");
    struct scene *scene = open_stage(stage, state);
    add_recorded(stage, "news.body#1", "Trợ cấp hưu trí");
    add_recorded(stage, "news.body#3", "Bản ghi này còn.");
    struct heard heard = say(scene, 0, 2);
    assert_true(tone_at(&heard, 100, 440) < .5);
    assert_true(tone_at(&heard, ms_of(heard.end - heard.first) - 400, 660) > .98);
    free(heard.samples);
    close_stage(stage);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people_and_the_voice),
        cmocka_unit_test(test_equally_loud),
        cmocka_unit_test(test_numbers_are_joined),
        cmocka_unit_test(test_sentences_are_not_joined),
        cmocka_unit_test(test_hush_in_a_recording),
        cmocka_unit_test(test_slower),
        cmocka_unit_test(test_damage_is_spoken),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, build_voices, remove_voices);
}
