/* Recordings in packs: what is current is found and read back; what is stale, unknown,
 * damaged or hostile is not. */
#include "tests/unit/layer_tree.h"

#include "content/layers.h"
#include "content/pack_read.h"
#include "content/pack_schema.h"
#include "content/recording_read.h"
#include "content/source.h"
#include "tests/unit/tones_tree.h"

enum { PACK_BYTES_MAX = 1024 * 1024, VI = 0, IUM, HMN };

#define BODY "Từ ngày 01/07/2025, nộp 8.000 đồng ở xã."
#define INDEX "content/recordings/hmn/index.tsv"

static const struct tone_recording body = {"hmn", "news.body#1", RECORDING_TEXT, BODY, 440, 600};
static const struct tone_recording three = {
    "hmn", "news.body#3", RECORDING_SAY, "Ông Vàng chào.", 660, 300};
static const struct tone_recording one = {"hmn", "number:iz", RECORDING_TEXT, "iz", 880, 200};

struct place {
    struct tree tree;
    char pack[TREE_PATH_BYTES];
};

static int set_up(void **state) {
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    tree_init(&place->tree);
    tree_path(&place->tree, "sample.pack", place->pack);
    layer_write(&place->tree, "voices/hmn/numbers.txt", "%cardinal:\n    0: iz; 1: iz; 2: aoz;\n");
    *state = place;
    return 0;
}

static int tear_down(void **state) {
    struct place *place = *state;
    tree_fini(&place->tree);
    free(place);
    return 0;
}

static enum err build(struct place *place) {
    return content_build(place->tree.content, place->tree.voices, place->pack, &place->tree.diag);
}

static struct library read_built(struct place *place) {
    struct library library = {0};
    if (build(place)) {
        fail_msg("%s", tree_said(&place->tree));
    }
    assert_int_equal(pack_read(place->pack, &library), ERR_OK);
    return library;
}

static int32_t spoken_of(const struct library *library, const char *unit, int lang_ix) {
    return library_spoken(library, library_unit(library, unit), lang_ix);
}

static void assert_said(struct place *place, const char *text) {
    if (!strstr(tree_said(&place->tree), text)) {
        fail_msg("“%s” was not said, but:\n%s", text, tree_said(&place->tree));
    }
}

static void assert_line(struct place *place, const char *name, int line, const char *text) {
    char wanted[512];
    snprintf(wanted, sizeof wanted, "%s/%s:%d: %s", place->tree.dir, name, line, text);
    assert_said(place, wanted);
}

/* The frequency of a sound: how often it goes up through zero. */
static double pitch_hz(const struct files_sound *sound) {
    unsigned crossings = 0;
    size_t first = sound->count, last = 0;
    for (size_t i = 1; i < sound->count; i++) {
        if (sound->samples[i - 1] < 0 && sound->samples[i] >= 0 &&
            sound->samples[i] - sound->samples[i - 1] > 200) {
            first = first < i ? first : i;
            last = i;
            crossings++;
        }
    }
    return crossings < 2 ? 0 : (crossings - 1.0) * sound->rate_hz / (double)(last - first);
}

static void assert_tone(struct recording_reader *reader, int32_t spoken_ix, double hz) {
    struct arena memory = {0};
    struct files_sound sound;
    const void *opus;
    size_t bytes;
    assert_int_equal(recording_read(reader, spoken_ix, &memory, &opus, &bytes), ERR_OK);
    assert_int_equal(files_sound(opus, bytes, FILES_FRAMES_MAX, &sound), ERR_OK);
    assert_in_range(pitch_hz(&sound), hz - 8, hz + 8);
    files_sound_fini(&sound);
    arena_fini(&memory);
}

static void assert_missing(struct recording_reader *reader, int32_t spoken_ix) {
    struct arena memory = {0};
    const void *opus;
    size_t bytes;
    assert_int_equal(recording_read(reader, spoken_ix, &memory, &opus, &bytes), ERR_DEGRADE);
    assert_null(opus);
    arena_fini(&memory);
}

/* ---- what is built -------------------------------------------------------------------- */

static void test_found_and_read(void **state) {
    struct place *place = *state;
    tone_keep(&place->tree, "content", &three);
    tone_keep(&place->tree, "content", &body);
    tone_keep(&place->tree, "content", &one);
    struct library l = read_built(place);
    int32_t ix = spoken_of(&l, "news.body#1", HMN);
    assert_int_equal(l.spoken_count, 3);
    assert_int_equal(l.spoken_langs, 1 << HMN);
    assert_true(ix >= 0);
    assert_string_equal(l.spoken[ix].unit, "news.body#1");
    assert_int_equal(l.spoken[ix].ms, 600);
    assert_int_equal(spoken_of(&l, "news.body#1", VI), LIBRARY_NONE);
    assert_int_equal(spoken_of(&l, "news.title", HMN), LIBRARY_NONE);
    assert_int_equal(library_spoken(&l, LIBRARY_NONE, HMN), LIBRARY_NONE);
    assert_int_equal(library_spoken_number(&l, "aoz", HMN), LIBRARY_NONE);
    struct recording_reader *reader = recording_reader_open(&l);
    assert_tone(reader, ix, 440);
    assert_tone(reader, spoken_of(&l, "news.body#3", HMN), 660);
    assert_tone(reader, library_spoken_number(&l, "iz", HMN), 880);
    assert_tone(reader, ix, 440);
    recording_reader_close(reader);
    recording_reader_close(NULL);
    library_fini(&l);
}

/* What is said of a unit with a wording for speech is that one. */
static void test_wording_for_speech(void **state) {
    struct place *place = *state;
    struct tone_recording text = three;
    text.wording = RECORDING_TEXT;
    text.vietnamese = "Ông Vàj nói nyob zoo.";
    tone_keep(&place->tree, "content", &text);
    struct library l = read_built(place);
    assert_int_equal(l.spoken_count, 1);
    assert_int_equal(spoken_of(&l, "news.body#3", HMN), LIBRARY_NONE);
    library_fini(&l);
}

static void test_counts(void **state) {
    struct place *place = *state;
    struct source source = {0};
    struct tone_recording old = three;
    old.vietnamese = "Ông Vàng chào bà con.";
    tone_keep(&place->tree, "content", &body);
    tone_keep(&place->tree, "content", &one);
    tone_keep(&place->tree, "content", &old);
    assert_true(source_read(place->tree.content, place->tree.voices, &place->tree.diag, &source));
    assert_int_equal(source.recorded[HMN].recorded, 2);
    assert_int_equal(source.recorded[HMN].stale, 1);
    assert_int_equal(source.recorded[HMN].missing, source.unit_count + 2 - 3);
    assert_int_equal(source.recorded[IUM].recorded, 0);
    assert_int_equal(source.recorded[IUM].missing, source.unit_count);
    source_fini(&source);
}

/* The rows of the table in the opposite order. */
static void swap_rows(const struct tree *tree) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, INDEX, path);
    char *text = tree_load(path), *first = strchr(text, '\n') + 1, *second = strchr(first, '\n');
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    *second++ = '\0';
    fprintf(file, "%.*s%s%s\n", (int)(first - text), text, second, first);
    assert_int_equal(fclose(file), 0);
    free(text);
}

/* To the byte, in whatever order things were recorded. */
static void test_same_recordings_same_file(void **state) {
    struct place *place = *state;
    char again[TREE_PATH_BYTES], command[2 * TREE_PATH_BYTES + 8];
    tree_path(&place->tree, "again.pack", again);
    tone_keep(&place->tree, "content", &body);
    tone_keep(&place->tree, "content", &three);
    assert_int_equal(build(place), ERR_OK);
    swap_rows(&place->tree);
    assert_int_equal(
        content_build(place->tree.content, place->tree.voices, again, &place->tree.diag), ERR_OK);
    snprintf(command, sizeof command, "cmp %s %s", place->pack, again);
    assert_int_equal(system(command), 0);
}

/* ---- stale and unknown ------------------------------------------------------------------ */

static void test_a_changed_fact_makes_it_stale(void **state) {
    struct place *place = *state;
    tone_keep(&place->tree, "content", &body);
    tone_keep(&place->tree, "content", &three);
    tree_change(&place->tree, "content/notices/news.yaml", "8000", "9000");
    struct library l = read_built(place);
    assert_line(place, INDEX, 2, "note: \"news.body#1\": the Vietnamese has changed");
    assert_int_equal(spoken_of(&l, "news.body#1", HMN), LIBRARY_NONE);
    assert_int_equal(l.spoken_count, 1);
    library_fini(&l);
}

static void test_unknown_units(void **state) {
    static const struct tone_recording unknown[] = {
        {"hmn", "news.body#2", RECORDING_TEXT, "?", 440, 100},
        {"hmn", "news.body#1", RECORDING_SHORT, "?", 440, 100},
        {"hmn", "number:ib", RECORDING_TEXT, "ib", 440, 100},
        {"ium", "number:yietc", RECORDING_TEXT, "yietc", 440, 100},
    };
    struct place *place = *state;
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        char name[TREE_PATH_BYTES], text[128];
        unsigned errors = place->tree.diag.errors;
        tone_keep(&place->tree, "content", &unknown[i]);
        assert_int_equal(build(place), ERR_REJECT);
        assert_int_equal(place->tree.diag.errors, errors + 1);
        snprintf(name, sizeof name, "content/recordings/%s/index.tsv", unknown[i].lang);
        snprintf(text, sizeof text, "nothing has the id \"%s\"", unknown[i].unit);
        assert_line(place, name, 2, text);
        tree_path(&place->tree, "content/recordings", name);
        tree_remove(name);
    }
}

static void test_bad_files(void **state) {
    struct place *place = *state;
    tone_keep(&place->tree, "content", &body);
    layer_write(&place->tree, "content/recordings/xx/index.tsv", "");
    assert_int_equal(build(place), ERR_REJECT);
    assert_said(place, "there is no language \"xx\"");
    char name[128], path[TREE_PATH_BYTES];
    tree_path(&place->tree, "content/recordings/xx", path);
    tree_remove(path);
    assert_int_equal(build(place), ERR_OK);
    tree_path(&place->tree, INDEX, path);
    char *text = tree_load(path), *file = strstr(text, "news.body_1");
    file[strcspn(file, "\t")] = '\0';
    snprintf(name, sizeof name, "content/recordings/hmn/%s", file);
    layer_write(&place->tree, name, "no sound");
    assert_int_equal(build(place), ERR_REJECT);
    assert_line(place, INDEX, 2, file);
    tree_path(&place->tree, name, path);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(build(place), ERR_REJECT);
    assert_said(place, "there is no such file");
    free(text);
}

/* ---- layers -------------------------------------------------------------------------------- */

static void lay(struct place *place, struct library *below) {
    char path[TREE_PATH_BYTES];
    struct library layer = {0};
    struct layers_report report;
    tree_path(&place->tree, "layer.pack", path);
    layer_build(&place->tree, "layer", path);
    assert_int_equal(pack_read_with(path, PACK_LAYER, &layer), ERR_OK);
    assert_int_equal(layers_lay(below, &layer, &report), ERR_OK);
}

static void test_the_layer_speaks_first(void **state) {
    struct place *place = *state;
    struct tone_recording own = body;
    const struct tone_recording title = {"hmn", "news.title", RECORDING_SAY, "Tin mới của xã.",
                                         990,   250};
    own.hz = 550;
    tone_keep(&place->tree, "content", &body);
    tone_keep(&place->tree, "content", &three);
    struct library l = read_built(place);
    layer_begin(&place->tree, "layer", NULL, 0);
    tone_keep(&place->tree, "layer", &own);
    tone_keep(&place->tree, "layer", &title);
    lay(place, &l);
    assert_line(place, "layer/recordings/hmn/index.tsv", 2,
                "note: \"news.body#1\" (text) is not in");
    struct recording_reader *reader = recording_reader_open(&l);
    assert_tone(reader, spoken_of(&l, "news.body#1", HMN), 550);
    assert_tone(reader, spoken_of(&l, "news.body#3", HMN), 660);
    assert_tone(reader, spoken_of(&l, "news.title", HMN), 990);
    assert_int_equal(l.spoken_count, 3);
    recording_reader_close(reader);
    library_fini(&l);
}

/* The layer's news have the same id and another amount: what was recorded for the pack
 * below is not heard any more. */
static void test_a_layer_makes_it_stale(void **state) {
    static const struct layer_notice news = {"news", "family", "Nộp 9.000 đồng ở xã."};
    struct place *place = *state;
    tone_keep(&place->tree, "content", &body);
    tone_keep(&place->tree, "content", &three);
    struct library l = read_built(place);
    layer_begin(&place->tree, "layer", &news, 1);
    lay(place, &l);
    assert_true(library_unit(&l, "news.body#1") >= 0);
    assert_int_equal(spoken_of(&l, "news.body#1", HMN), LIBRARY_NONE);
    assert_int_equal(l.spoken_count, 0);
    assert_int_equal(l.spoken_langs, 0);
    library_fini(&l);
}

/* ---- damage -----------------------------------------------------------------------------------
 */

static void change_pack(const char *path, const char *sql) {
    char hash[PACK_HASH_BYTES], update[128];
    struct store *store = NULL;
    assert_int_equal(store_open(path, STORE_WRITE, &PACK_SCHEMA, &store), ERR_OK);
    assert_int_equal(store_run(store, sql), ERR_OK);
    assert_int_equal(pack_hash(store, hash), ERR_OK);
    snprintf(update, sizeof update, "UPDATE meta SET value = '%s' WHERE key = 'hash'", hash);
    assert_int_equal(store_run(store, update), ERR_OK);
    store_close(store);
}

/* The list is read without the sounds: they may be gone, cut or others. */
static void test_damaged_sounds(void **state) {
    struct place *place = *state;
    tone_keep(&place->tree, "content", &body);
    tone_keep(&place->tree, "content", &three);
    tone_keep(&place->tree, "content", &one);
    assert_int_equal(build(place), ERR_OK);
    change_pack(place->pack, "DELETE FROM recording_sound WHERE ix = 0;"
                             "UPDATE recording_sound SET opus = substr(opus, 1, 99) WHERE ix = 1");
    struct library l = {0};
    assert_int_equal(pack_read(place->pack, &l), ERR_OK);
    assert_int_equal(l.spoken_count, 3);
    struct recording_reader *reader = recording_reader_open(&l);
    for (int32_t i = 0; i < 3; i++) {
        if (l.spoken[i].row == 2) {
            assert_tone(reader, i, 880);
        } else {
            assert_missing(reader, i);
            assert_missing(reader, i);
        }
    }
    recording_reader_close(reader);
    l.packs[0].path = "/nowhere";
    reader = recording_reader_open(&l);
    assert_missing(reader, 0);
    recording_reader_close(reader);
    library_fini(&l);
}

static void test_hostile_lists(void **state) {
    static const char *const changes[] = {
        "UPDATE recording SET lang = 3",     "UPDATE recording SET lang = -1",
        "UPDATE recording SET wording = 3",  "UPDATE recording SET ix = 7 WHERE ix = 1",
        "UPDATE recording SET source = 'x'", "UPDATE recording SET digest = upper(digest)",
        "UPDATE recording SET ms = 600001",  "UPDATE recording SET unit = CAST(x'FFFE' AS TEXT)",
        "DROP TABLE recording_sound",
    };
    struct place *place = *state;
    tone_keep(&place->tree, "content", &body);
    tone_keep(&place->tree, "content", &three);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct library l = {0};
        assert_int_equal(build(place), ERR_OK);
        change_pack(place->pack, changes[i]);
        if (pack_read(place->pack, &l) != ERR_REJECT) {
            fail_msg("was accepted: %s", changes[i]);
        }
    }
}

/* Whatever a pack claims about a unit, only what was shown counts. */
static void test_claims(void **state) {
    struct place *place = *state;
    tone_keep(&place->tree, "content", &body);
    tone_keep(&place->tree, "content", &three);
    assert_int_equal(build(place), ERR_OK);
    change_pack(place->pack, "UPDATE recording SET unit = 'nothing' WHERE ix = 0;"
                             "UPDATE recording SET unit = 'news.body#1', wording = 2");
    struct library l = {0};
    assert_int_equal(pack_read(place->pack, &l), ERR_OK);
    assert_int_equal(l.spoken_count, 0);
    library_fini(&l);
}

int main(void) {
#define RECORDED_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        RECORDED_TEST(test_found_and_read),
        RECORDED_TEST(test_wording_for_speech),
        RECORDED_TEST(test_counts),
        RECORDED_TEST(test_same_recordings_same_file),
        RECORDED_TEST(test_a_changed_fact_makes_it_stale),
        RECORDED_TEST(test_unknown_units),
        RECORDED_TEST(test_bad_files),
        RECORDED_TEST(test_the_layer_speaks_first),
        RECORDED_TEST(test_a_layer_makes_it_stale),
        RECORDED_TEST(test_damaged_sounds),
        RECORDED_TEST(test_hostile_lists),
        RECORDED_TEST(test_claims),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
