/* Recordings on the disk: what is kept is what is read; what is wrong, hostile or half
 * is not; and what is still to be recorded. */
#include "content/recordings.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"
#include "content/worklist.h"
#include "tests/test.h"
#include "tests/unit/content_tree.h"
#include "tests/unit/tiny.h"
#include "tests/unit/tiny.inc"

#define HASH "0123456789abcdef0123456789abcdef"
#define INDEX_HEAD "unit\twording\tsource\tfile\tspeaker\tms\tlufs\trecorded\n"
#define SPEAKERS_HEAD "speaker\tname\tdialect\tlicence\tconsent\tdate\n"
#define MY "s1\tMỷ\tMông Lềnh\tCC-BY-SA-4.0\tyes\t2026-11-23\n"
#define BACK "ui.back\tsay\t" HASH "\tback.opus\ts1\t1200\t-16.1\t2026-11-23\n"

struct scene {
    char dir[64], said_path[96];
    struct diag diag;
};

static int set_up(void **state) {
    struct scene *scene = calloc(1, sizeof *scene);
    assert_non_null(scene);
    setenv("LC_ALL", "C", 1);
    str_copy(scene->dir, sizeof scene->dir, "/tmp/recordings-XXXXXX");
    assert_non_null(mkdtemp(scene->dir));
    snprintf(scene->said_path, sizeof scene->said_path, "%s/said", scene->dir);
    scene->diag.out = fopen(scene->said_path, "w");
    assert_non_null(scene->diag.out);
    *state = scene;
    return 0;
}

static int tear_down(void **state) {
    struct scene *scene = *state;
    char command[80];
    fclose(scene->diag.out);
    snprintf(command, sizeof command, "rm -r %s", scene->dir);
    free(scene);
    return system(command);
}

static void path_of(const struct scene *scene, const char *name, char path_out[128]) {
    snprintf(path_out, 128, "%s/hmn/%s", scene->dir, name);
}

static void save(const struct scene *scene, const char *name, const char *text) {
    char path[128];
    path_of(scene, "", path);
    (void)mkdir(path, 0755);
    path_of(scene, name, path);
    tree_save(path, text, strlen(text));
}

static char *load(const struct scene *scene, const char *name) {
    char path[128];
    path_of(scene, name, path);
    return tree_load(path);
}

static bool exists(const struct scene *scene, const char *name) {
    char path[128];
    path_of(scene, name, path);
    return access(path, F_OK) == 0;
}

static struct recordings read_good(struct scene *scene) {
    struct recordings recordings;
    assert_int_equal(recordings_read(scene->dir, "hmn", &scene->diag, &recordings), ERR_OK);
    return recordings;
}

/* The tables are refused, with this in what is said. */
static void assert_refused(struct scene *scene, const char *index, const char *speakers,
                           const char *sentence) {
    static const struct recordings nothing;
    struct recordings recordings;
    unsigned errors = scene->diag.errors;
    save(scene, "index.tsv", index);
    save(scene, "speakers.tsv", speakers);
    assert_int_equal(recordings_read(scene->dir, "hmn", &scene->diag, &recordings), ERR_REJECT);
    assert_memory_equal(&recordings, &nothing, sizeof nothing);
    assert_true(scene->diag.errors > errors);
    fflush(scene->diag.out);
    char *said = tree_load(scene->said_path);
    if (!strstr(said, sentence)) {
        fail_msg("“%s” is not in: %s", sentence, said);
    }
    free(said);
    scene->diag.out = freopen(scene->said_path, "w", scene->diag.out);
}

static const struct recordings_speaker my = {
    .key = "s1", .name = "Mỷ", .dialect = "", .licence = "CC-BY-SA-4.0", .date = 20261123};

static enum err keep(struct scene *scene, const char *unit, const char *bytes) {
    struct recording recording = {.unit = unit,
                                  .wording = RECORDING_SAY,
                                  .source = recordings_source("Quay lại."),
                                  .speaker = "s1",
                                  .ms = 1234,
                                  .lufs_tenths = -163,
                                  .recorded = 20261124};
    return recordings_keep(scene->dir, "hmn", &recording, bytes, strlen(bytes), &scene->diag);
}

/* ---- reading ------------------------------------------------------------------------- */

static void test_nothing_there(void **state) {
    struct scene *scene = *state;
    struct recordings recordings = read_good(scene);
    assert_int_equal(recordings.count, 0);
    assert_int_equal(recordings.speaker_count, 0);
    recordings_fini(&recordings);
    recordings_fini(&recordings);
}

static void test_reading(void **state) {
    struct scene *scene = *state;
    save(scene, "speakers.tsv", "# ai\n" SPEAKERS_HEAD MY);
    save(scene, "index.tsv",
         INDEX_HEAD BACK "number:câuv\ttext\t" HASH "\tn.opus\ts1\t400\t-0.5\t2026-11-24\n");
    struct recordings r = read_good(scene);
    assert_int_equal(r.count, 2);
    const struct recording *back = recordings_find(&r, "ui.back", RECORDING_SAY);
    assert_non_null(back);
    assert_int_equal(back->source.high, 0x0123456789abcdef);
    assert_int_equal(back->ms, 1200);
    assert_int_equal(back->lufs_tenths, -161);
    assert_int_equal(back->recorded, 20261123);
    assert_null(recordings_find(&r, "ui.back", RECORDING_TEXT));
    assert_int_equal(recordings_find(&r, "number:câuv", RECORDING_TEXT)->lufs_tenths, -5);
    assert_string_equal(r.speakers[0].dialect, "Mông Lềnh");
    assert_int_equal(r.speakers[0].date, 20261123);
    recordings_fini(&r);
}

#define ROW(unit, wording, source, file, speaker, ms, lufs, day)                                   \
    INDEX_HEAD unit "\t" wording "\t" source "\t" file "\t" speaker "\t" ms "\t" lufs "\t" day "\n"

static void test_wrong_fields(void **state) {
    struct scene *scene = *state;
    static const char *const rows[][2] = {
        {ROW("Ui.back", "say", HASH, "b.opus", "s1", "1", "-1.0", "2026-11-23"), "column unit"},
        {ROW("number:", "say", HASH, "b.opus", "s1", "1", "-1.0", "2026-11-23"), "column unit"},
        {ROW("number:a b", "say", HASH, "b.opus", "s1", "1", "-1.0", "2026-11-23"), "column unit"},
        {ROW("a.b", "sing", HASH, "b.opus", "s1", "1", "-1.0", "2026-11-23"), "column wording"},
        {ROW("a.b", "say", HASH "0", "b.opus", "s1", "1", "-1.0", "2026-11-23"), "column source"},
        {ROW("a.b", "say", "x", "b.opus", "s1", "1", "-1.0", "2026-11-23"), "column source"},
        {ROW("a.b", "say", HASH, "../b.opus", "s1", "1", "-1.0", "2026-11-23"), "column file"},
        {ROW("a.b", "say", HASH, "x/b.opus", "s1", "1", "-1.0", "2026-11-23"), "column file"},
        {ROW("a.b", "say", HASH, ".b.opus", "s1", "1", "-1.0", "2026-11-23"), "column file"},
        {ROW("a.b", "say", HASH, ".opus", "s1", "1", "-1.0", "2026-11-23"), "column file"},
        {ROW("a.b", "say", HASH, "b.wav", "s1", "1", "-1.0", "2026-11-23"), "column file"},
        {ROW("a.b", "say", HASH, "b.opus", "s1", "-1", "-1.0", "2026-11-23"), "column ms"},
        {ROW("a.b", "say", HASH, "b.opus", "s1", "600001", "-1.0", "2026-11-23"), "column ms"},
        {ROW("a.b", "say", HASH, "b.opus", "s1", "1", "-1,0", "2026-11-23"), "column lufs"},
        {ROW("a.b", "say", HASH, "b.opus", "s1", "1", "-1.05", "2026-11-23"), "column lufs"},
        {ROW("a.b", "say", HASH, "b.opus", "s1", "1", "-1.0", "2026-02-30"), "column recorded"},
        {ROW("a.b", "say", HASH, "b.opus", "s2", "1", "-1.0", "2026-11-23"), "has not agreed"},
        {INDEX_HEAD BACK BACK, "already on line 2"},
        {"unit\twording\n", "must name the columns"},
        {INDEX_HEAD, "has no rows"},
        {INDEX_HEAD "ui.back\tsay\n", "has 2 fields"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_refused(scene, rows[i][0], SPEAKERS_HEAD MY, rows[i][1]);
    }
    assert_refused(scene, ROW("A", "say", HASH, "b.opus", "s1", "1", "-1.0", "2026-11-23"),
                   SPEAKERS_HEAD MY, "/hmn/index.tsv:2: column unit");
}

/* Nobody is heard who has not agreed. */
static void test_consent(void **state) {
    struct scene *scene = *state;
    assert_refused(scene, INDEX_HEAD BACK,
                   SPEAKERS_HEAD "s1\tMỷ\t-\tCC-BY-SA-4.0\tno\t2026-11-23\n", "column consent");
    assert_refused(scene, INDEX_HEAD BACK, SPEAKERS_HEAD "s1\tMỷ\t-\tCC-BY-SA-4.0\t-\t2026-11-23\n",
                   "column consent");
    assert_refused(scene, INDEX_HEAD BACK, SPEAKERS_HEAD "s1\tMỷ\t-\t-\tyes\t2026-11-23\n",
                   "column licence");
    assert_refused(scene, INDEX_HEAD BACK, SPEAKERS_HEAD "s1\tMỷ\t-\tx\tyes\t-\n", "column date");
}

static void test_links_are_refused(void **state) {
    struct scene *scene = *state;
    char link_path[128], folder[128];
    struct recordings recordings;
    struct arena arena = {0};
    size_t bytes;
    save(scene, "speakers.tsv", SPEAKERS_HEAD MY);
    path_of(scene, "back.opus", link_path);
    assert_int_equal(symlink("/etc/hostname", link_path), 0);
    assert_null(recordings_load(scene->dir, "hmn", "back.opus", &arena, &scene->diag, &bytes));
    unlink(link_path);
    assert_null(recordings_load(scene->dir, "hmn", "back.opus", &arena, &scene->diag, &bytes));
    assert_null(
        recordings_load(scene->dir, "hmn", "../../etc/passwd", &arena, &scene->diag, &bytes));
    save(scene, "back.opus", "");
    assert_null(recordings_load(scene->dir, "hmn", "back.opus", &arena, &scene->diag, &bytes));
    save(scene, "back.opus", "OggS");
    assert_non_null(recordings_load(scene->dir, "hmn", "back.opus", &arena, &scene->diag, &bytes));
    assert_int_equal(bytes, 4);
    path_of(scene, "index.tsv", link_path);
    assert_int_equal(symlink("speakers.tsv", link_path), 0);
    assert_int_equal(recordings_read(scene->dir, "hmn", &scene->diag, &recordings), ERR_REJECT);
    unlink(link_path);
    snprintf(folder, sizeof folder, "%s/ium", scene->dir);
    assert_int_equal(symlink("hmn", folder), 0);
    assert_int_equal(recordings_read(scene->dir, "ium", &scene->diag, &recordings), ERR_REJECT);
    assert_int_equal(recordings_read(scene->dir, "../x", &scene->diag, &recordings), ERR_REJECT);
    unlink(folder);
    arena_fini(&arena);
}

/* ---- keeping ---------------------------------------------------------------------------- */

static void test_keeping(void **state) {
    struct scene *scene = *state;
    struct arena arena = {0};
    size_t bytes;
    char hex[RECORDINGS_HASH_BYTES];
    assert_int_equal(keep(scene, "ui.back", "one"), ERR_REJECT); /* nobody was asked */
    assert_int_equal(recordings_keep_speaker(scene->dir, "hmn", &my, &scene->diag), ERR_OK);
    assert_int_equal(keep(scene, "ui.back", "one"), ERR_OK);
    assert_int_equal(keep(scene, "birth.papers.slip#1", "two"), ERR_OK);
    assert_int_equal(keep(scene, "number:câuv", "three"), ERR_OK);
    struct recordings r = read_good(scene);
    assert_int_equal(r.count, 3);
    const struct recording *slip = recordings_find(&r, "birth.papers.slip#1", RECORDING_SAY);
    assert_non_null(slip);
    assert_true(strncmp(slip->file, "birth.papers.slip_1-say-", 24) == 0);
    const char *data = recordings_load(scene->dir, "hmn", slip->file, &arena, &scene->diag, &bytes);
    assert_non_null(data);
    assert_memory_equal(data, "two", 3);
    assert_int_equal(slip->lufs_tenths, -163);
    assert_int_equal(slip->ms, 1234);
    assert_int_equal(slip->recorded, 20261124);
    recordings_write_hash(&slip->source, hex);
    assert_string_equal(hex, "a468b30e093928328c692cf1ae59593e");
    recordings_fini(&r);
    arena_fini(&arena);
}

/* Another take: its row stands where the old one stood, comments too; the old file goes. */
static void test_replacing(void **state) {
    struct scene *scene = *state;
    save(scene, "speakers.tsv", SPEAKERS_HEAD MY);
    save(scene, "back.opus", "old");
    save(scene, "index.tsv",
         "# đầu\n" INDEX_HEAD BACK "# giữa\nui.home\tsay\t" HASH
         "\thome.opus\ts1\t1200\t-16.1\t2026-11-23"); /* without an end */
    assert_int_equal(keep(scene, "ui.back", "new"), ERR_OK);
    char *index = load(scene, "index.tsv");
    assert_true(strncmp(index, "# đầu\n" INDEX_HEAD "ui.back\tsay\t", 40) == 0);
    assert_non_null(strstr(index, "-16.3\t2026-11-24\n# giữa\nui.home\t"));
    assert_int_equal(index[strlen(index) - 1], '\n');
    free(index);
    assert_false(exists(scene, "back.opus"));
    struct recordings r = read_good(scene);
    assert_int_equal(r.count, 2);
    assert_true(exists(scene, recordings_find(&r, "ui.back", RECORDING_SAY)->file));
    recordings_fini(&r);
    assert_int_equal(keep(scene, "ui.back", "new"), ERR_OK); /* the same again */
    r = read_good(scene);
    assert_true(exists(scene, recordings_find(&r, "ui.back", RECORDING_SAY)->file));
    recordings_fini(&r);
}

static void test_speakers(void **state) {
    struct scene *scene = *state;
    struct recordings_speaker speaker = my;
    char key[RECORDINGS_NAME_BYTES];
    assert_int_equal(recordings_keep_speaker(scene->dir, "hmn", &my, &scene->diag), ERR_OK);
    speaker.dialect = "Mông Đơ";
    assert_int_equal(recordings_keep_speaker(scene->dir, "hmn", &speaker, &scene->diag), ERR_OK);
    struct recordings r = read_good(scene);
    assert_int_equal(r.speaker_count, 1);
    assert_string_equal(r.speakers[0].dialect, "Mông Đơ");
    recordings_new_key(&r, key);
    assert_string_equal(key, "s2");
    recordings_fini(&r);
    speaker.key = key;
    speaker.name = "a\tb";
    assert_int_equal(recordings_keep_speaker(scene->dir, "hmn", &speaker, &scene->diag),
                     ERR_REJECT);
    speaker.name = "a\nb";
    assert_int_equal(recordings_keep_speaker(scene->dir, "hmn", &speaker, &scene->diag),
                     ERR_REJECT);
    speaker.name = "";
    assert_int_equal(recordings_keep_speaker(scene->dir, "hmn", &speaker, &scene->diag),
                     ERR_REJECT);
    r = read_good(scene);
    assert_int_equal(r.speaker_count, 1);
    recordings_fini(&r);
}

/* Tables that somebody spoilt are not made worse. */
static void test_wrong_tables_stay(void **state) {
    struct scene *scene = *state;
    save(scene, "speakers.tsv", SPEAKERS_HEAD MY);
    save(scene, "index.tsv", INDEX_HEAD "x\n");
    assert_int_equal(keep(scene, "ui.back", "new"), ERR_REJECT);
    char *index = load(scene, "index.tsv");
    assert_string_equal(index, INDEX_HEAD "x\n");
    free(index);
}

static void test_full_disk(void **state) {
    struct scene *scene = *state;
    struct rlimit before, little;
    char *big = calloc(8001, 1);
    memset(big, 'x', 8000);
    assert_int_equal(recordings_keep_speaker(scene->dir, "hmn", &my, &scene->diag), ERR_OK);
    assert_int_equal(keep(scene, "ui.back", "one"), ERR_OK);
    getrlimit(RLIMIT_FSIZE, &before);
    little = before;
    little.rlim_cur = 4096;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &little);
    enum err err = keep(scene, "ui.back", big);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(err, ERR_RETRY);
    struct recordings r = read_good(scene);
    const struct recording *back = recordings_find(&r, "ui.back", RECORDING_SAY);
    assert_true(exists(scene, back->file));
    recordings_fini(&r);
    free(big);
}

static void keep_for_ever(struct scene *scene) {
    char bytes[32], unit[32];
    for (int i = 0;; i++) {
        snprintf(bytes, sizeof bytes, "take %d", i);
        snprintf(unit, sizeof unit, "ui.u%d", i % 5);
        if (keep(scene, unit, bytes)) {
            _exit(1);
        }
    }
}

/* Killed anywhere: the tables are whole, and every row has its file. */
static void test_killed_anywhere(void **state) {
    struct scene *scene = *state;
    assert_int_equal(recordings_keep_speaker(scene->dir, "hmn", &my, &scene->diag), ERR_OK);
    assert_int_equal(keep(scene, "ui.first", "one"), ERR_OK);
    for (int round = 1; round <= 25; round++) {
        int status;
        pid_t child = fork();
        if (child == 0) {
            keep_for_ever(scene);
        }
        usleep((useconds_t)(round * 700));
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        assert_true(WIFSIGNALED(status));
        struct recordings r = read_good(scene);
        assert_true(r.count >= 1);
        for (size_t i = 0; i < r.count; i++) {
            assert_true(exists(scene, r.list[i].file));
        }
        recordings_fini(&r);
    }
}

/* ---- what is to be done ------------------------------------------------------------------- */

static struct worklist list_of(const struct library *library, const struct recordings *r) {
    static const struct numeral numerals[] = {{"iz", "iz", 1}, {"câuv", "câuv", 10}};
    struct worklist list;
    worklist_make(library, TINY_HMN, r, numerals, 2, &list);
    return list;
}

static const struct work *work_of(const struct worklist *list, const char *unit) {
    for (size_t i = 0; i < list->count; i++) {
        if (str_same(list->list[i].unit, unit)) {
            return &list->list[i];
        }
    }
    fail_msg("no work %s", unit);
    return NULL;
}

static size_t place_of_work(const struct worklist *list, const char *unit) {
    return (size_t)(work_of(list, unit) - list->list);
}

static void test_order_of_work(void **state) {
    (void)state;
    struct library library;
    struct recordings none = {0};
    static const char *const order[] = {"ui.back",           "ui.trial_notice",
                                        "topic.family",      "birth.title",
                                        "birth.body#1",      "birth.questions.place",
                                        "birth.papers.slip", "birth.papers.slip#1",
                                        "number:iz",         "number:câuv"};
    tiny_library(&library);
    struct worklist list = list_of(&library, &none);
    assert_int_equal(list.count, library.unit_count + 2);
    assert_int_equal(list.done, 0);
    for (size_t i = 1; i < sizeof order / sizeof *order; i++) {
        assert_true(place_of_work(&list, order[i - 1]) < place_of_work(&list, order[i]));
    }
    const struct work *slip = work_of(&list, "birth.papers.slip#1");
    assert_int_equal(slip->wording, RECORDING_SAY);
    assert_string_equal(slip->vietnamese, "Bệnh viện đã đưa giấy này.");
    assert_null(slip->translation);
    const struct work *back = work_of(&list, "ui.back");
    assert_int_equal(back->wording, RECORDING_TEXT);
    assert_string_equal(back->translation, "Traor");
    assert_true(back->draft);
    assert_string_equal(work_of(&list, "number:câuv")->vietnamese, "10");
    worklist_fini(&list);
    worklist_fini(&list);
}

/* A fee that changes makes the recording stale; another sentence's stays. */
static void test_changed_values_are_stale(void **state) {
    struct scene *scene = *state;
    struct library library;
    tiny_library(&library);
    struct fact fact = library.facts[0];
    library.facts = &fact;
    struct recordings none = {0};
    struct worklist list = list_of(&library, &none);
    assert_int_equal(recordings_keep_speaker(scene->dir, "hmn", &my, &scene->diag), ERR_OK);
    static const char *const units[] = {"birth.fee.copy#1", "ui.back"};
    for (int i = 0; i < 2; i++) {
        const struct work *work = work_of(&list, units[i]);
        struct recording recording = {.unit = work->unit,
                                      .wording = work->wording,
                                      .source = work->source,
                                      .speaker = "s1",
                                      .recorded = 20261124};
        assert_int_equal(recordings_keep(scene->dir, "hmn", &recording, units[i], 6, &scene->diag),
                         ERR_OK);
    }
    worklist_done(&list, place_of_work(&list, "ui.back"));
    worklist_done(&list, place_of_work(&list, "ui.back"));
    assert_int_equal(list.done, 1);
    worklist_fini(&list);
    struct recordings r = read_good(scene);
    list = list_of(&library, &r);
    assert_int_equal(list.done, 2);
    assert_true(work_of(&list, "birth.fee.copy#1")->done);
    worklist_fini(&list);
    fact.value += 1000;
    list = list_of(&library, &r);
    assert_int_equal(list.done, 1);
    assert_false(work_of(&list, "birth.fee.copy#1")->done);
    assert_true(work_of(&list, "birth.fee.copy#1")->stale);
    assert_true(work_of(&list, "ui.back")->done);
    worklist_fini(&list);
    recordings_fini(&r);
}

static bool has_word(const struct numeral *list, size_t count, const char *word) {
    for (size_t i = 0; i < count; i++) {
        if (str_same(list[i].word, word)) {
            return true;
        }
    }
    return false;
}

static void test_words_of_numbers(void **state) {
    struct scene *scene = *state;
    struct arena arena = {0};
    const struct numeral *list;
    size_t count = numerals_read("voices/hmn/numbers.txt", &arena, &scene->diag, &list);
    static const char *const words[] = {"iz",   "câuv",   "nênhl", "gâuv",  "châus", "châuv",
                                        "puôk", "cxênhz", "vangv", "tsaov", "tỷ",    "âm",
                                        "đồng", "xaz",    "hli",   "shông", "không"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!has_word(list, count, words[i])) {
            fail_msg("%s is missing", words[i]);
        }
    }
    assert_true(count < 45);
    for (size_t i = 0; i < count; i++) {
        assert_null(strpbrk(list[i].word, " {}:"));
        assert_non_null(strstr(list[i].example, list[i].word));
    }
    assert_int_equal(numerals_read("voices/none.txt", &arena, &scene->diag, &list), 0);
    assert_null(list);
    assert_int_equal(scene->diag.errors, 0);
    arena_fini(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reading, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wrong_fields, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_consent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_links_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_keeping, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_replacing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_speakers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wrong_tables_stay, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_full_disk, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_killed_anywhere, set_up, tear_down),
        cmocka_unit_test(test_order_of_work),
        cmocka_unit_test_setup_teardown(test_changed_values_are_stale, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_words_of_numbers, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
