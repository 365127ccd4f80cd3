/* The jobs of the staff's desk, as `tiengban desk` does them: who may, and what is left
 * of the commune's own notices whatever happens in between. */
#include "tests/unit/layer_tree.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "seal/minisign.h"
#include "seal/people.h"
#include "staff/jobs.h"

static const struct pin_limits QUICK_PIN = {1, 8192};

static const char MEETING[] = "Mục;Nội dung\nTiêu đề;Họp thôn\nChủ đề;việc xã\n"
                              "Câu;Sáng mai họp thôn.\n";
static const char POWER[] = "Mục;Nội dung\nTiêu đề;Mất điện\nChủ đề;việc xã\n"
                            "Câu;Sáng mai mất điện.\n";

struct desk_place {
    struct tree tree;
    char stick[TREE_PATH_BYTES];
    char said[4096]; /* by the last job */
};

static void make_folder(const struct tree *tree, const char *name) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, name, path);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void write_sheet(const struct desk_place *place, const char *name, const char *text) {
    char path[2 * TREE_PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", place->stick, name);
    tree_save(path, text, strlen(text));
}

static void add_people(const struct tree *tree) {
    struct diag diag = {0};
    struct people people;
    char dir[TREE_PATH_BYTES];
    tree_path(tree, "state/staff", dir);
    assert_int_equal(people_load(dir, 0, &people, &diag), ERR_OK);
    assert_int_equal(people_put(&people, PEOPLE_RELEASER, "Chị Hoa", "482916", &QUICK_PIN), 0);
    assert_int_equal(people_put(&people, PEOPLE_RELEASER, "Bác Tư", "482917", &QUICK_PIN), 0);
    assert_int_equal(people_put(&people, PEOPLE_EDITOR, "Anh Páo", "482918", &QUICK_PIN), 0);
}

/* state/keys/ROLE.key, and it is believed. */
static void add_key(const struct tree *tree, const char *role) {
    const struct minisign_limits limits = MINISIGN_LIMITS;
    char key[TREE_PATH_BYTES], from[TREE_PATH_BYTES], to[TREE_PATH_BYTES], name[64];
    snprintf(name, sizeof name, "state/keys/%s", role);
    tree_path(tree, name, key);
    snprintf(name, sizeof name, "state/keys/%s.pub", role);
    tree_path(tree, name, from);
    snprintf(name, sizeof name, "state/trust/%s-a.pub", role);
    tree_path(tree, name, to);
    assert_int_equal(minisign_keygen(key, NULL, &limits, NULL), ERR_OK);
    assert_int_equal(rename(from, to), 0);
}

static struct desk_place *place_new(void) {
    static const char *const folders[] = {"state", "state/keys",    "state/trust",
                                          "share", "share/library", "stick"};
    char path[TREE_PATH_BYTES];
    struct desk_place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    tree_init(&place->tree);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        make_folder(&place->tree, folders[i]);
    }
    tree_path(&place->tree, "state", path);
    setenv("TIENGBAN_STATE", path, 1);
    tree_path(&place->tree, "share", path);
    setenv("TIENGBAN_SHARE", path, 1);
    tree_path(&place->tree, "share/library/starter.pack", path);
    layer_build(&place->tree, "content", path);
    tree_path(&place->tree, "stick", place->stick);
    add_people(&place->tree);
    add_key(&place->tree, "commune");
    add_key(&place->tree, "province");
    write_sheet(place, "hop.csv", MEETING);
    write_sheet(place, "dien.csv", POWER);
    return place;
}

static void place_free(struct desk_place *place) {
    tree_fini(&place->tree);
    free(place);
}

/* ---- one job -------------------------------------------------------------------------- */

static int run(struct desk_place *place, const char *job, const char *ref, const char *by,
               const char *with) {
    FILE *out = fmemopen(place->said, sizeof place->said, "w");
    assert_non_null(out);
    memset(place->said, 0, sizeof place->said);
    struct jobs_config config = {.voices_dir = place->tree.voices,
                                 .stick_dir = place->stick,
                                 .by = by,
                                 .with = with,
                                 .ref = ref,
                                 .out = out};
    int status = jobs_run(job, &config);
    assert_int_equal(fclose(out), 0);
    return status;
}

/* The same with a file of the stick. */
static int run_file(struct desk_place *place, const char *job, const char *name, const char *by,
                    const char *with) {
    char ref[TREE_PATH_BYTES + 32];
    snprintf(ref, sizeof ref, "%s/%s", place->stick, name);
    return run(place, job, ref, by, with);
}

static void publish(struct desk_place *place, const char *name) {
    assert_int_equal(run_file(place, "inspect", name, "Chị Hoa", ""), 0);
    if (run_file(place, "load", name, "Chị Hoa", "")) {
        fail_msg("%s", place->said);
    }
}

static void assert_said(const struct desk_place *place, const char *wanted) {
    if (!strstr(place->said, wanted)) {
        fail_msg("'%s' was not said: %s", wanted, place->said);
    }
}

/* The commune's notices that are shown: their titles. */
static void assert_notices(struct desk_place *place, bool meeting, bool power) {
    assert_int_equal(run(place, "notices", "", "", ""), 0);
    assert_int_equal(strstr(place->said, "Họp thôn") != NULL, meeting);
    assert_int_equal(strstr(place->said, "Mất điện") != NULL, power);
}

/* ---- who may ----------------------------------------------------------------------------- */

struct who {
    const char *by, *with, *why; /* NULL: they may */
};

static void assert_rules(struct desk_place *place, const struct who *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        static const char *const jobs[] = {"load", "take-back", "roll-back"};
        for (size_t j = 0; rows[i].why && j < 3; j++) {
            assert_int_equal(run_file(place, jobs[j], "hop.csv", rows[i].by, rows[i].with), 1);
            assert_said(place, rows[i].why);
            assert_notices(place, false, false);
        }
        assert_int_equal(run_file(place, "inspect", "hop.csv", rows[i].by, rows[i].with), 0);
    }
}

static void only_who_may_release_changes_anything(void **state) {
    (void)state;
    static const struct who rows[] = {
        {"", "", "Không có người này"},
        {"Ai đó", "", "Không có người này"},
        {"Chị Hoa", "Ai đó", "Không có người này"},
        {"Anh Páo", "", "chưa được giao quyền"},
        {"Anh Páo", "Chị Hoa", "chưa được giao quyền"},
    };
    struct desk_place *place = place_new();
    assert_rules(place, rows, sizeof rows / sizeof *rows);
    assert_int_equal(run_file(place, "load", "hop.csv", "Chị Hoa", ""), 0);
    assert_notices(place, true, false);
    place_free(place);
}

static void four_eyes_are_two_people(void **state) {
    (void)state;
    static const struct who rows[] = {
        {"Chị Hoa", "", "người khác"},
        {"Chị Hoa", "Chị Hoa", "người khác"},
        {"Anh Páo", "", "người khác"},
        {"Chị Hoa", "Anh Páo", "chưa được giao quyền"},
        {"Chị Hoa", "Ai đó", "Không có người này"},
    };
    struct desk_place *place = place_new();
    char path[TREE_PATH_BYTES];
    tree_path(&place->tree, "state/staff/four-eyes", path);
    tree_save(path, "", 0);
    assert_rules(place, rows, sizeof rows / sizeof *rows);
    assert_int_equal(run_file(place, "load", "hop.csv", "Anh Páo", "Chị Hoa"), 0);
    assert_notices(place, true, false);
    place_free(place);
}

/* ---- what is loaded ----------------------------------------------------------------------- */

/* A pack of the province on the stick, signed; its version is changed first. */
static void write_pack(struct desk_place *place, const char *from, const char *to) {
    struct minisign_secret *secret = NULL;
    char path[TREE_PATH_BYTES];
    tree_change(&place->tree, "content/pack.yaml", from, to);
    tree_path(&place->tree, "stick/tinh.pack", path);
    layer_build(&place->tree, "content", path);
    char key[TREE_PATH_BYTES];
    tree_path(&place->tree, "state/keys/province.key", key);
    assert_int_equal(minisign_secret_open(key, NULL, &secret), ERR_OK);
    assert_int_equal(minisign_sign(secret, path, "timestamp:1760000000"), ERR_OK);
    minisign_secret_close(secret);
}

static void only_what_was_heard_is_loaded(void **state) {
    (void)state;
    struct desk_place *place = place_new();
    assert_int_equal(run_file(place, "load", "hop.csv", "Chị Hoa", ""), 1);
    assert_said(place, "nghe lại");
    assert_int_equal(run_file(place, "inspect", "hop.csv", "", ""), 0);
    write_sheet(place, "hop.csv", POWER);
    assert_int_equal(run_file(place, "load", "hop.csv", "Chị Hoa", ""), 1);
    assert_said(place, "nghe lại");
    assert_notices(place, false, false);
    write_sheet(place, "hop.csv", MEETING);
    assert_int_equal(run_file(place, "load", "hop.csv", "Chị Hoa", ""), 0);
    assert_notices(place, true, false);

    write_pack(place, "version: \"1\"", "version: \"2\"");
    assert_int_equal(run_file(place, "load", "tinh.pack", "Chị Hoa", ""), 1);
    assert_said(place, "nghe lại");
    assert_int_equal(run_file(place, "inspect", "tinh.pack", "", ""), 0);
    write_pack(place, "version: \"2\"", "version: \"3\"");
    assert_int_equal(run_file(place, "load", "tinh.pack", "Chị Hoa", ""), 1);
    assert_said(place, "nghe lại");
    assert_int_equal(run_file(place, "inspect", "tinh.pack", "", ""), 0);
    assert_int_equal(run_file(place, "load", "tinh.pack", "Chị Hoa", ""), 0);
    place_free(place);
}

/* Names as a hostile or a careless stick has them. */
static void names_on_the_stick_lead_nowhere_else(void **state) {
    (void)state;
    static const char *const names[] = {"../share/x.csv", "..",       ".",        "",
                                        "-rf.csv",        "a\tb.csv", "link.csv", "folder.csv",
                                        "pack.yaml"};
    struct desk_place *place = place_new();
    char path[TREE_PATH_BYTES];
    tree_path(&place->tree, "stick/link.csv", path);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    make_folder(&place->tree, "stick/folder.csv");
    write_sheet(place, "pack.yaml", "pack: {id: xa}\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(run_file(place, "inspect", names[i], "", ""), 1);
        assert_said(place, "line\tvi\t");
    }
    assert_int_equal(run(place, "look", "", "", ""), 0);
    assert_null(strstr(place->said, "link.csv"));
    assert_null(strstr(place->said, "folder.csv"));
    place_free(place);
}

static void names_that_the_desk_cannot_use_are_said(void **state) {
    (void)state;
    struct desk_place *place = place_new();
    char name[200];
    memset(name, 'a', sizeof name);
    str_copy(name + 180, 20, ".csv");
    write_sheet(place, name, MEETING);
    write_sheet(place, "\xff\x1b[2J.csv", MEETING);
    write_sheet(place, "a\nb.csv", MEETING);
    assert_int_equal(run(place, "look", "", "", ""), 0);
    assert_said(place, "ngắn hơn");
    assert_said(place, "ký tự lạ");
    assert_null(strchr(place->said, '\x1b'));
    assert_null(strstr(place->said, "b.csv"));
    place_free(place);
}

/* ---- the commune's notices -------------------------------------------------------------- */

static void notices_come_and_go_one_by_one(void **state) {
    (void)state;
    struct desk_place *place = place_new();
    publish(place, "hop.csv");
    publish(place, "dien.csv");
    assert_notices(place, true, true);
    assert_int_equal(run(place, "take-back", "hop-thon", "Chị Hoa", ""), 0);
    assert_notices(place, false, true);
    assert_int_equal(run(place, "take-back", "mat-dien", "Chị Hoa", ""), 0);
    assert_notices(place, false, false);
    place_free(place);
}

static void the_day_begins_with_the_communes_own_words(void **state) {
    (void)state;
    struct desk_place *place = place_new();
    char today[16];
    time_t now = time(NULL);
    struct tm parts;
    publish(place, "hop.csv");
    localtime_r(&now, &parts);
    strftime(today, sizeof today, "%d%m%Y", &parts);
    assert_int_equal(run(place, "history", today, "", ""), 0);
    const char *own = strstr(place->said, "\tcủa xã");
    const char *others = strstr(place->said, "\tcó sẵn trong máy");
    assert_true(own && others && own < others);
    assert_int_equal(run(place, "history", "31022026", "", ""), 1);
    assert_said(place, "Không có ngày này");
    place_free(place);
}

/* The second notice is published or taken back; a cut of power may have let it be done. */
static void change(struct desk_place *place, bool power) {
    if (power) {
        run_file(place, "inspect", "dien.csv", "", "");
        run_file(place, "load", "dien.csv", "Chị Hoa", "");
    } else {
        run(place, "take-back", "mat-dien", "Chị Hoa", "");
    }
}

/* The same in a process that is killed after a while. */
static void change_and_die(struct desk_place *place, bool power, long after_us) {
    struct timespec pause = {0, after_us * 1000};
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        change(place, power);
        _exit(0);
    }
    nanosleep(&pause, NULL);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
}

/* Whenever it happens, the notices that were there still are, can be changed, and
 * nobody repaired anything. */
static void a_power_cut_loses_no_notice(void **state) {
    (void)state;
    enum { CUTS = 60, STEP_US = 1500 };
    struct desk_place *place = place_new();
    publish(place, "hop.csv");
    for (int i = 0; i < CUTS; i++) {
        bool power = i % 2 == 0;
        change_and_die(place, power, (long)i * STEP_US);
        assert_int_equal(run(place, "notices", "", "", ""), 0);
        assert_said(place, "Họp thôn");
        change(place, power);
        assert_notices(place, true, power);
    }
    place_free(place);
}

/* Each step on a full disk: a sentence, and what was shown still is. */
static void a_full_disk_is_said_and_changes_nothing(void **state) {
    (void)state;
    struct desk_place *place = place_new();
    struct rlimit whole, full;
    publish(place, "hop.csv");
    assert_int_equal(run_file(place, "inspect", "dien.csv", "", ""), 0);
    getrlimit(RLIMIT_FSIZE, &whole);
    signal(SIGXFSZ, SIG_IGN);
    bool loaded = false;
    for (rlim_t bytes = 0; !loaded; bytes += 4096) {
        full = (struct rlimit){bytes, whole.rlim_max};
        setrlimit(RLIMIT_FSIZE, &full);
        loaded = run_file(place, "load", "dien.csv", "Chị Hoa", "") == 0;
        setrlimit(RLIMIT_FSIZE, &whole);
        assert_said(place, "line\tvi\t");
        assert_notices(place, true, loaded);
    }
    place_free(place);
}

/* The only folder of a kept layer; false if there is none. */
static bool kept_source(const struct desk_place *place, char path_out[TREE_PATH_BYTES]) {
    char local[TREE_PATH_BYTES];
    tree_path(&place->tree, "state/local", local);
    DIR *folder = opendir(local);
    assert_non_null(folder);
    bool found = false;
    for (struct dirent *row; (row = readdir(folder));) {
        if (strlen(row->d_name) == SEAL_HASH_BYTES - 1) {
            snprintf(path_out, TREE_PATH_BYTES, "%.100s/%.100s", local, row->d_name);
            found = true;
        }
    }
    closedir(folder);
    return found;
}

static void a_layer_without_source_is_not_thrown_away(void **state) {
    (void)state;
    struct desk_place *place = place_new();
    char source[TREE_PATH_BYTES], away[TREE_PATH_BYTES];
    publish(place, "hop.csv");
    assert_true(kept_source(place, source));
    tree_path(&place->tree, "away", away);
    assert_int_equal(rename(source, away), 0);
    assert_int_equal(run_file(place, "inspect", "dien.csv", "Chị Hoa", ""), 1);
    assert_said(place, "máy khác");
    assert_int_equal(run_file(place, "load", "dien.csv", "Chị Hoa", ""), 1);
    assert_int_equal(run(place, "take-back", "hop-thon", "Chị Hoa", ""), 1);
    assert_notices(place, true, false);
    place_free(place);
}

/* Where the list of packs is damaged, nobody knows which sources are wanted. */
static void a_damaged_list_removes_no_source(void **state) {
    (void)state;
    struct desk_place *place = place_new();
    char current[TREE_PATH_BYTES], source[TREE_PATH_BYTES];
    publish(place, "hop.csv");
    tree_path(&place->tree, "state/library/current", current);
    char *list = tree_load(current);
    tree_save(current, "?", 1);
    run_file(place, "inspect", "dien.csv", "Chị Hoa", "");
    assert_true(kept_source(place, source));
    tree_save(current, list, strlen(list));
    free(list);
    publish(place, "dien.csv");
    assert_notices(place, true, true);
    place_free(place);
}

static void one_process_at_a_time_changes_the_layer(void **state) {
    (void)state;
    struct desk_place *place = place_new();
    char path[TREE_PATH_BYTES];
    publish(place, "hop.csv");
    tree_path(&place->tree, "state/local/lock", path);
    int fd = open(path, O_RDWR | O_CREAT, 0644);
    assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
    assert_int_equal(run_file(place, "load", "dien.csv", "Chị Hoa", ""), 1);
    assert_said(place, "Có người khác");
    assert_int_equal(run(place, "take-back", "hop-thon", "Chị Hoa", ""), 1);
    close(fd);
    publish(place, "dien.csv");
    assert_notices(place, true, true);
    place_free(place);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_who_may_release_changes_anything),
        cmocka_unit_test(four_eyes_are_two_people),
        cmocka_unit_test(only_what_was_heard_is_loaded),
        cmocka_unit_test(names_on_the_stick_lead_nowhere_else),
        cmocka_unit_test(names_that_the_desk_cannot_use_are_said),
        cmocka_unit_test(notices_come_and_go_one_by_one),
        cmocka_unit_test(the_day_begins_with_the_communes_own_words),
        cmocka_unit_test(a_power_cut_loses_no_notice),
        cmocka_unit_test(a_full_disk_is_said_and_changes_nothing),
        cmocka_unit_test(a_layer_without_source_is_not_thrown_away),
        cmocka_unit_test(a_damaged_list_removes_no_source),
        cmocka_unit_test(one_process_at_a_time_changes_the_layer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
