/* The shelf: installing from hostile sticks, switching, going back, the history, and
 * what is left when the disk fails or the power does. */
#include "tests/unit/shelf_place.h"

#include <errno.h>
#include <signal.h>
#include <sys/file.h>

#include "tests/unit/shelf_kill.h"

enum { DAY = 86400 };

static int group_set_up(void **state) {
    *state = place_new();
    return 0;
}

static int group_tear_down(void **state) {
    place_free(*state);
    return 0;
}

/* Each test begins with nothing installed. */
static int set_up(void **state) {
    struct shelf_place *place = *state;
    return access(place->state, F_OK) == 0;
}

static int tear_down(void **state) {
    struct shelf_place *place = *state;
    if (access(place->state, F_OK) == 0) {
        tree_remove(place->state);
    }
    return 0;
}

/* ---- installing --------------------------------------------------------------------- */

static void test_starter_alone(void **state) {
    struct shelf_place *place = *state;
    place_assert_shown(place, "0");
}

static void test_a_province_replaces_the_starter(void **state) {
    struct shelf_place *place = *state;
    place_install(place, 1);
    place_assert_shown(place, "1");
    place_install(place, 2);
    place_assert_shown(place, "2");
    assert_int_equal(place_files(place, "incoming"), 0);
}

static void test_a_layer_over_both(void **state) {
    struct shelf_place *place = *state;
    place_install(place, 6);
    place_assert_shown(place, "0+6");
    place_install(place, 1);
    place_assert_shown(place, "1+6");
    place_install(place, 7);
    place_assert_shown(place, "1+7");
}

static void test_the_same_again(void **state) {
    struct shelf_place *place = *state;
    struct shelf *shelf = place_open(place);
    struct library library = {0};
    unsigned news;
    assert_int_equal(place_install_on(place, shelf, 1), SHELF_DONE);
    assert_int_equal(shelf_read(shelf, &library, &news), ERR_OK);
    library_fini(&library);
    assert_int_equal(place_install_on(place, shelf, 1), SHELF_SAME);
    assert_false(shelf_changed(shelf));
    shelf_close(shelf);
}

static void test_others_see_the_switch(void **state) {
    struct shelf_place *place = *state;
    struct shelf *kiosk = place_open(place);
    char text[32];
    place_read(kiosk, text);
    assert_false(shelf_changed(kiosk));
    place_install(place, 1);
    assert_true(shelf_changed(kiosk));
    place_read(kiosk, text);
    assert_string_equal(text, "1");
    assert_false(shelf_changed(kiosk));
    shelf_close(kiosk);
}

static void test_the_last_three_are_kept(void **state) {
    struct shelf_place *place = *state;
    struct shelf_row rows[SHELF_ROWS_MAX];
    for (int v = 1; v <= PLACE_BASES; v++) {
        place_install(place, v);
    }
    place_install(place, 6);
    assert_int_equal(place_files(place, "packs"), 2 * 4);
    struct shelf *shelf = place_open(place);
    assert_int_equal(shelf_list(shelf, rows), 5);
    assert_true(rows[0].is_starter && !rows[0].in_use);
    assert_string_equal(rows[0].version, "0");
    assert_string_equal(rows[1].version, "5");
    assert_true(rows[1].in_use && rows[1].is_whole);
    assert_int_equal(strlen(rows[1].key), 16);
    assert_string_equal(rows[3].version, "3");
    assert_false(rows[3].in_use);
    assert_int_equal(rows[4].role, TRUST_COMMUNE);
    assert_string_equal(rows[4].id, "xa");
    shelf_close(shelf);
}

/* A name on the shelf is what `b2sum -l 256` says of the file. */
static void test_names_are_hashes(void **state) {
    struct shelf_place *place = *state;
    char command[1024];
    place_install(place, 1);
    snprintf(command, sizeof command,
             "cd %s/packs && for f in *.pack; do [ \"$(b2sum -l 256 <$f | cut -c 1-64).pack\" = $f "
             "] || exit 1; done && cmp -s $f %s/1.pack && cmp -s $f.minisig %s/1.pack.minisig",
             place->state, place->stick, place->stick);
    assert_int_equal(system(command), 0);
}

static void note_progress(void *context, int64_t done, int64_t total) {
    int64_t *last = context;
    assert_true(done >= last[0] && done <= total);
    last[0] = done;
    last[1] = total;
}

static void test_progress(void **state) {
    struct shelf_place *place = *state;
    struct shelf_answer answer;
    int64_t last[2] = {0, 0};
    struct shelf *shelf = place_open(place);
    struct shelf_request request = place_request(place, "1.pack");
    request.progress = note_progress;
    request.context = last;
    assert_int_equal(shelf_install(shelf, &request, "", &answer), ERR_OK);
    assert_true(last[1] > 0);
    assert_int_equal(last[0], last[1]);
    shelf_close(shelf);
}

static void test_finding(void **state) {
    struct shelf_place *place = *state;
    char names[SHELF_FOUND_MAX][SHELF_NAME_BYTES], path[TREE_PATH_BYTES];
    place_path(place->stick, "link.pack", path);
    assert_int_equal(symlink("1.pack", path), 0);
    assert_int_equal(shelf_find(place->stick, names), PLACE_BASES + PLACE_LAYERS);
    assert_string_equal(names[0], "1.pack");
    assert_string_equal(names[7], "8.pack");
    assert_int_equal(shelf_find("/nowhere", names), 0);
    unlink(path);
}

static void test_diff_before_installing(void **state) {
    struct shelf_place *place = *state;
    struct shelf_candidate candidate;
    struct shelf_answer answer;
    struct library now = {0};
    struct diff diff;
    unsigned news;
    place_install(place, 1);
    struct shelf *shelf = place_open(place);
    struct shelf_request request = place_request(place, "6.pack");
    assert_int_equal(shelf_read(shelf, &now, &news), ERR_OK);
    assert_int_equal(shelf_prepare(shelf, &request, &candidate, &answer), ERR_OK);
    assert_int_equal(answer.role, TRUST_COMMUNE);
    diff_libraries(&now, &candidate.library, &diff);
    assert_int_equal(diff.count, 1);
    assert_int_equal(diff.rows[0].kind, DIFF_ADDED);
    assert_string_equal(diff.rows[0].id, "power");
    assert_string_equal(diff.rows[0].title, "Báo power");
    assert_string_equal(diff.languages[0].code, "vi");
    assert_int_equal(diff.languages[0].added, 2);
    assert_int_equal(diff.languages[1].added, 0);
    diff_fini(&diff);
    shelf_drop(shelf, &candidate);
    library_fini(&now);
    place_assert_shown(place, "1");
    assert_int_equal(place_files(place, "incoming"), 0);

    request.name = "2.pack";
    assert_int_equal(shelf_read(shelf, &now, &news), ERR_OK);
    assert_int_equal(shelf_prepare(shelf, &request, &candidate, &answer), ERR_OK);
    diff_libraries(&now, &candidate.library, &diff);
    assert_int_equal(diff.count, 1);
    assert_int_equal(diff.rows[0].kind, DIFF_CHANGED);
    assert_string_equal(diff.rows[0].id, "news");
    for (int l = 0; l < diff.language_count; l++) { /* the value is in both translations */
        bool has = !str_same(diff.languages[l].code, "ium");
        assert_int_equal(diff.languages[l].changed, has);
    }
    diff_fini(&diff);
    diff_libraries(&candidate.library, &candidate.library, &diff);
    assert_int_equal(diff.count, 0);
    diff_fini(&diff);
    assert_int_equal(shelf_commit(shelf, &candidate, "Chị Hoa", &answer), ERR_OK);
    library_fini(&now);
    shelf_close(shelf);
    place_assert_shown(place, "2");
}

static void test_nobody_else_meanwhile(void **state) {
    struct shelf_place *place = *state;
    struct shelf_candidate candidate;
    struct shelf_answer answer;
    struct shelf *shelf = place_open(place), *other = place_open(place);
    struct shelf_request request = place_request(place, "1.pack");
    assert_int_equal(shelf_prepare(shelf, &request, &candidate, &answer), ERR_OK);
    shelf_close(place_open(place)); /* does not take the copy away */
    assert_int_equal(place_install_on(place, other, 2), SHELF_BUSY);
    assert_int_equal(shelf_commit(shelf, &candidate, "", &answer), ERR_OK);
    assert_int_equal(place_install_on(place, other, 2), SHELF_DONE);
    shelf_close(other);
    shelf_close(shelf);
    place_assert_shown(place, "2");
}

/* ---- refusing ----------------------------------------------------------------------- */

/* Tries a stick of its own, with 1.pack installed: refused with this word, and a sentence
 * in both languages; nothing has changed. */
static void refused(const struct shelf_place *place, const char *dir, const char *name,
                    unsigned roles, enum shelf_word word, enum seal_verdict verdict) {
    struct shelf_answer answer;
    struct shelf *shelf = place_open(place);
    struct shelf_request request = {.dir = dir, .name = name, .roles = roles};
    int kept = place_quiet();
    enum err err = shelf_install(shelf, &request, "", &answer);
    place_loud(kept);
    if (answer.word != word || answer.verdict != verdict) {
        fail_msg("%s: %d, %s", name, (int)answer.word, shelf_sentence(&answer, false));
    }
    assert_int_not_equal(err, ERR_OK);
    assert_true(strlen(shelf_sentence(&answer, true)) > 10);
    assert_true(strlen(shelf_sentence(&answer, false)) > 10);
    assert_string_not_equal(shelf_sentence(&answer, true), shelf_sentence(&answer, false));
    shelf_close(shelf);
    assert_int_equal(place_files(place, "incoming"), 0);
    assert_int_equal(place_files(place, "packs"), 2);
    place_assert_shown(place, "1");
}

#define ALL (TRUST_BIT(TRUST_PROVINCE) | TRUST_BIT(TRUST_COMMUNE))

/* A stick for one test. */
static void bad_stick(struct shelf_place *place, const char *script) {
    char command[2048];
    place_install(place, 1);
    snprintf(command, sizeof command, "mkdir %s/bad && cd %s/bad && S=%s && %s", place->tree.dir,
             place->tree.dir, place->stick, script);
    assert_int_equal(system(command), 0);
}

static void bad_stick_end(struct shelf_place *place) {
    char path[TREE_PATH_BYTES];
    tree_path(&place->tree, "bad", path);
    tree_remove(path);
}

static void test_hostile_files(void **state) {
    static const struct {
        const char *name;
        enum shelf_word word;
        enum seal_verdict verdict;
    } rows[] = {
        {"none.pack", SHELF_NO_FILE, 0},
        {"folder.pack", SHELF_NOT_PLAIN, 0},
        {"pipe.pack", SHELF_NOT_PLAIN, 0},
        {"link.pack", SHELF_NOT_PLAIN, 0},
        {"device.pack", SHELF_NOT_PLAIN, 0},
        {"../stick/2.pack", SHELF_NOT_PLAIN, 0},
        {"sub/2.pack", SHELF_NOT_PLAIN, 0},
        {"/etc/passwd", SHELF_NOT_PLAIN, 0},
        {".pack", SHELF_NOT_PLAIN, 0},
        {"..", SHELF_NOT_PLAIN, 0},
        {"", SHELF_NOT_PLAIN, 0},
        {"2.exe", SHELF_NOT_PLAIN, 0},
        {"empty.pack", SHELF_WRONG_SIZE, 0},
        {"huge.pack", SHELF_WRONG_SIZE, 0},
        {"unsigned.pack", SHELF_SEAL, SEAL_UNSIGNED},
        {"siglink.pack", SHELF_NOT_PLAIN, 0},
        {"sigpipe.pack", SHELF_NOT_PLAIN, 0},
        {"sigbad.pack", SHELF_SEAL, SEAL_MALFORMED},
        {"sigcut.pack", SHELF_SEAL, SEAL_MALFORMED},
        {"siglong.pack", SHELF_SEAL, SEAL_MALFORMED},
        {"other.pack", SHELF_SEAL, SEAL_ALTERED},
        {"cut.pack", SHELF_SEAL, SEAL_CUT},
        {"changed.pack", SHELF_SEAL, SEAL_ALTERED},
    };
    struct shelf_place *place = *state;
    char dir[TREE_PATH_BYTES];
    bad_stick(place,
              "mkdir folder.pack sub && cp $S/2.pack sub && mkfifo pipe.pack &&"
              "ln -s $S/2.pack link.pack && cp $S/2.pack.minisig link.pack.minisig &&"
              "(mknod device.pack c 1 3 || ln -s /dev/null device.pack) &&"
              ": > empty.pack && truncate -s 5G huge.pack && cp $S/2.pack 2.exe &&"
              "for f in unsigned siglink sigpipe sigbad sigcut siglong other cut changed; "
              "do cp $S/2.pack $f.pack; done &&"
              "ln -s $S/2.pack.minisig siglink.pack.minisig && mkfifo sigpipe.pack.minisig &&"
              "echo no > sigbad.pack.minisig &&"
              "head -c 100 $S/2.pack.minisig > sigcut.pack.minisig &&"
              "{ cat $S/2.pack.minisig; head -c 20000 /dev/zero; } > siglong.pack.minisig &&"
              "cp $S/3.pack.minisig other.pack.minisig &&"
              "cp $S/2.pack.minisig cut.pack.minisig && truncate -s -1 cut.pack &&"
              "cp $S/2.pack.minisig changed.pack.minisig &&"
              "printf X | dd of=changed.pack bs=1 seek=9000 conv=notrunc 2>/dev/null");
    tree_path(&place->tree, "bad", dir);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        refused(place, dir, rows[i].name, ALL, rows[i].word, rows[i].verdict);
    }
    refused(place, "/nowhere", "2.pack", ALL, SHELF_NO_FILE, 0);
    bad_stick_end(place);
}

static void test_keys(void **state) {
    struct shelf_place *place = *state;
    struct shelf_place other = *place; /* the same, with a stick of its own */
    bad_stick(place, "cp $S/2.pack stranger.pack && cp $S/2.pack old.pack && cp $S/2.pack c.pack &&"
                     "cp $S/6.pack p.pack");
    tree_path(&place->tree, "bad", other.stick);
    place_sign(&other, "stranger.pack", "stranger");
    place_sign(&other, "old.pack", "province-old");
    place_sign(&other, "c.pack", "commune-a");
    place_sign(&other, "p.pack", "province-a");
    refused(place, other.stick, "stranger.pack", ALL, SHELF_SEAL, SEAL_UNKNOWN_KEY);
    refused(place, other.stick, "c.pack", ALL, SHELF_WRONG_KIND, 0);
    refused(place, other.stick, "p.pack", ALL, SHELF_WRONG_KIND, 0);
    refused(place, place->stick, "2.pack", TRUST_BIT(TRUST_COMMUNE), SHELF_SEAL, SEAL_WRONG_ROLE);
    struct minisign_public key;
    char path[TREE_PATH_BYTES];
    place_path(place->keys, "province-old.pub", path);
    assert_int_equal(minisign_public_load(path, &key), ERR_OK);
    memcpy(place->trust.revoked.ids[0], key.id, sizeof key.id);
    place->trust.revoked.count = 1;
    refused(place, other.stick, "old.pack", ALL, SHELF_SEAL, SEAL_REVOKED_KEY);
    place->trust.revoked.count = 0;
    bad_stick_end(place);
}

/* Signed by a province that makes mistakes, or whose builder is ahead of us. */
static void test_signed_and_wrong(void **state) {
    static const struct {
        const char *name, *key;
        enum shelf_word word;
    } rows[] = {
        {"text.pack", "province-a", SHELF_NO_PACK},   {"half.pack", "province-a", SHELF_NO_PACK},
        {"newer.pack", "province-a", SHELF_NEW_PACK}, {"older.pack", "province-a", SHELF_OLD_PACK},
        {"flip.pack", "province-a", SHELF_NO_PACK},
    };
    struct shelf_place *place = *state;
    struct shelf_place other = *place;
    bad_stick(place,
              "yes text | head -c 5000 > text.pack && head -c 8192 $S/2.pack > half.pack &&"
              "for f in newer older flip; do cp $S/2.pack $f.pack; done &&"
              "printf '\\0\\0\\0\\011' | dd of=newer.pack bs=1 seek=60 conv=notrunc 2>/dev/null &&"
              "printf '\\0\\0\\0\\0' | dd of=older.pack bs=1 seek=60 conv=notrunc 2>/dev/null &&"
              "sed -i 's/khai sinh/KHAI SINH/I; s/Tin m/TIN m/' flip.pack");
    tree_path(&place->tree, "bad", other.stick);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        place_sign(&other, rows[i].name, rows[i].key);
        refused(place, other.stick, rows[i].name, ALL, rows[i].word, 0);
    }
    bad_stick_end(place);
}

static void test_a_layer_that_leads_nowhere(void **state) {
    struct shelf_place *place = *state;
    struct shelf_place other = *place;
    char path[TREE_PATH_BYTES];
    bad_stick(place, "true");
    tree_path(&place->tree, "bad", other.stick);
    layer_begin(&place->tree, "dead", NULL, 0);
    layer_write(&place->tree, "dead/procedures/one.yaml",
                "procedure: one\ntopic: family\ntitle: \"Việc\"\nevidence: B\nbody: [\"Hỏi.\"]\n"
                "questions:\n  - id: q\n    text: \"Hỏi gì?\"\n    answers:\n"
                "      - {id: a, text: \"A\", next: papers}\n"
                "      - {id: b, text: \"B\", next: \"item:nowhere\"}\n"
                "papers: [{id: p, text: \"Giấy\"}]\nsteps: [{id: s, text: \"Làm\"}]\n");
    tree_path(&place->tree, "bad/dead.pack", path);
    layer_build(&place->tree, "dead", path);
    place_sign(&other, "dead.pack", "commune-a");
    refused(place, other.stick, "dead.pack", ALL, SHELF_DEAD_END, 0);
    bad_stick_end(place);
}

static int64_t no_room(const char *folder) {
    (void)folder;
    return SHELF_RESERVE_BYTES;
}

static void test_no_room(void **state) {
    struct shelf_place *place = *state;
    struct disk disk = DISK;
    disk.room_bytes = no_room;
    place_install(place, 1);
    struct shelf *shelf = place_open_on(place, &disk, NULL);
    int kept = place_quiet();
    assert_int_equal(place_install_on(place, shelf, 2), SHELF_NO_ROOM);
    place_loud(kept);
    shelf_close(shelf);
    assert_int_equal(place_files(place, "incoming"), 0);
    place_assert_shown(place, "1");
}

/* ---- a disk or a stick that fails at every place ------------------------------------ */

/* What the failing calls have in common; the table of calls has no context. */
static struct {
    int calls, fail_at; /* the fail_at-th call of the chosen kind fails ... */
    bool stays;         /* ... and all after it */
    int error;
} fault;

static bool is_fault(void) {
    fault.calls++;
    bool fails = fault.stays ? fault.calls >= fault.fail_at : fault.calls == fault.fail_at;
    errno = fails ? fault.error : errno;
    return fails;
}

static ssize_t bad_read(int fd, void *data, size_t bytes) {
    return is_fault() ? -1 : read(fd, data, bytes);
}

/* Half of it arrives before the disk is full. */
static ssize_t bad_write(int fd, const void *data, size_t bytes) {
    if (!is_fault()) {
        return write(fd, data, bytes);
    }
    if (fault.calls == fault.fail_at && bytes > 1 && write(fd, data, bytes / 2) < 0) {
        fail();
    }
    errno = fault.error;
    return -1;
}

static int bad_sync(int fd) { return is_fault() ? -1 : fsync(fd); }

static int bad_rename(const char *from, const char *to) {
    return is_fault() ? -1 : rename(from, to);
}

static int bad_remove(const char *path) { return is_fault() ? -1 : unlink(path); }

typedef enum shelf_word deed_function(const struct shelf_place *place, struct shelf *shelf);

static enum shelf_word install_two(const struct shelf_place *place, struct shelf *shelf) {
    return place_install_on(place, shelf, 2);
}

static enum shelf_word install_layer(const struct shelf_place *place, struct shelf *shelf) {
    return place_install_on(place, shelf, 7);
}

static enum shelf_word go_back(const struct shelf_place *place, struct shelf *shelf) {
    struct shelf_answer answer;
    (void)place;
    enum err err = shelf_rollback(shelf, TRUST_PROVINCE, "", &answer);
    assert_int_equal(err, shelf_decision(&answer));
    return answer.word;
}

/* Before the deed "1+6" is shown; `after` it. Fails the Nth call until none does. */
static void fail_each(struct shelf_place *place, const struct disk *disk, int error, bool stays,
                      deed_function *deed, const char *after) {
    int failures = 0;
    for (int n = 1;; n++) {
        char text[32];
        place_install(place, 1);
        place_install(place, 6);
        struct shelf *shelf = place_open(place);
        /* The shelf is opened on a good disk, the deed is done on the bad one. */
        shelf_close(shelf);
        fault.fail_at = 0;
        fault.stays = false;
        shelf = place_open_on(place, disk, NULL);
        fault.calls = 0;
        fault.fail_at = n;
        fault.stays = stays;
        fault.error = error;
        int kept = place_quiet();
        enum shelf_word word = deed(place, shelf);
        place_loud(kept);
        bool failed = fault.calls >= n;
        shelf_close(shelf);
        fault.fail_at = 0;
        fault.stays = false;
        assert_int_equal(place_shown(place, text), 0);
        assert_string_equal(text, word == SHELF_DONE ? after : "1+6");
        assert_int_equal(place_files(place, "incoming"), 0);
        tear_down((void **)&place);
        failures += word != SHELF_DONE;
        if (!failed) {
            break;
        }
    }
    assert_true(failures > 0);
}

static void fail_all_ways(struct shelf_place *place, deed_function *deed, const char *after) {
    struct disk reads = DISK, writes = DISK, syncs = DISK, renames = DISK;
    reads.read = bad_read;
    writes.write = bad_write;
    syncs.sync = bad_sync;
    renames.rename = bad_rename;
    for (int stays = 0; stays < 2; stays++) {
        fail_each(place, &reads, EIO, stays, deed, after);
        fail_each(place, &writes, ENOSPC, stays, deed, after);
        fail_each(place, &syncs, EIO, stays, deed, after);
        fail_each(place, &renames, EROFS, stays, deed, after);
    }
}

static void test_installing_fails_at_every_call(void **state) {
    fail_all_ways(*state, install_two, "2+6");
}

static void test_a_layer_fails_at_every_call(void **state) {
    fail_all_ways(*state, install_layer, "1+7");
}

static void test_going_back_fails_at_every_call(void **state) {
    fail_all_ways(*state, go_back, "0+6");
}

/* The calls of a deed in their order: w, s, n for writes, syncs and renames. */
static struct {
    char text[128];
    size_t used;
} calls;

static void note_call(char call) {
    bool same = call == 'w' && calls.used && calls.text[calls.used - 1] == 'w';
    if (!same && calls.used + 1 < sizeof calls.text) {
        calls.text[calls.used++] = call;
    }
}

static ssize_t noted_write(int fd, const void *data, size_t bytes) {
    note_call('w');
    return write(fd, data, bytes);
}

static int noted_sync(int fd) {
    note_call('s');
    return fsync(fd);
}

static int noted_rename(const char *from, const char *to) {
    note_call('n');
    return rename(from, to);
}

/* What no test can see, because no plug is pulled here: bytes are on the disk before they
 * get their name, and the name before anything speaks of it. */
static void test_the_order_of_writing(void **state) {
    struct shelf_place *place = *state;
    struct disk disk = DISK;
    disk.write = noted_write;
    disk.sync = noted_sync;
    disk.rename = noted_rename;
    place_install(place, 1);
    struct shelf *shelf = place_open_on(place, &disk, NULL);
    memset(&calls, 0, sizeof calls);
    assert_int_equal(place_install_on(place, shelf, 2), SHELF_DONE);
    shelf_close(shelf);
    /* the copy; its signature; its name; before; current */
    assert_string_equal(calls.text, "ws"
                                    "wsns"
                                    "ns"
                                    "wsns"
                                    "wsns");
}

/* What cannot be removed stays, and does no harm. */
static void test_nothing_can_be_removed(void **state) {
    struct shelf_place *place = *state;
    struct disk disk = DISK;
    disk.remove = bad_remove;
    fault.stays = true;
    fault.fail_at = 0;
    fault.error = EROFS;
    struct shelf *shelf = place_open_on(place, &disk, NULL);
    for (int v = 1; v <= PLACE_BASES; v++) {
        assert_int_equal(place_install_on(place, shelf, v), SHELF_DONE);
    }
    shelf_close(shelf);
    fault.stays = false;
    place_assert_shown(place, "5");
    assert_int_equal(place_files(place, "packs"), 2 * MANIFEST_KEPT);
}

/* The folder for the state cannot be made: what is there is shown. */
static void test_no_folder(void **state) {
    struct shelf_place *place = *state;
    struct shelf_place other = *place;
    struct shelf_answer answer;
    char text[32];
    place_path(place->starter, "none", other.state); /* in a file */
    int kept = place_quiet();
    struct shelf *shelf = place_open(&other);
    struct shelf_request request = place_request(place, "1.pack");
    place_read(shelf, text);
    assert_string_equal(text, "0");
    assert_int_not_equal(shelf_install(shelf, &request, "", &answer), ERR_OK);
    assert_null(shelf_history(shelf));
    shelf_close(shelf);
    place_loud(kept);
}

/* ---- going back --------------------------------------------------------------------- */

static enum shelf_word roll_back(const struct shelf_place *place, enum trust_role role) {
    struct shelf_answer answer;
    struct shelf *shelf = place_open(place);
    int kept = place_quiet();
    enum err err = shelf_rollback(shelf, role, "Anh Páo", &answer);
    place_loud(kept);
    assert_int_equal(err, shelf_decision(&answer));
    shelf_close(shelf);
    return answer.word;
}

static void test_rolling_back(void **state) {
    struct shelf_place *place = *state;
    assert_int_equal(roll_back(place, TRUST_PROVINCE), SHELF_NOTHING_OLDER);
    for (int v = 1; v <= 3; v++) {
        place_install(place, v);
    }
    place_install(place, 6);
    assert_int_equal(roll_back(place, TRUST_PROVINCE), SHELF_DONE);
    place_assert_shown(place, "2+6");
    place_install(place, 4); /* 3 was gone back from: nobody gets there by going back */
    assert_int_equal(roll_back(place, TRUST_PROVINCE), SHELF_DONE);
    place_assert_shown(place, "2+6");
    assert_int_equal(roll_back(place, TRUST_PROVINCE), SHELF_DONE);
    place_assert_shown(place, "1+6");
    assert_int_equal(roll_back(place, TRUST_PROVINCE), SHELF_DONE);
    place_assert_shown(place, "0+6");
    assert_int_equal(roll_back(place, TRUST_PROVINCE), SHELF_NOTHING_OLDER);
    assert_int_equal(roll_back(place, TRUST_COMMUNE), SHELF_DONE);
    place_assert_shown(place, "0");
    place_install(place, 1);
    place_assert_shown(place, "1");
}

static void test_using_what_is_kept(void **state) {
    struct shelf_place *place = *state;
    struct shelf_row rows[SHELF_ROWS_MAX];
    struct shelf_answer answer;
    place_install(place, 1);
    place_install(place, 2);
    place_install(place, 6);
    struct shelf *shelf = place_open(place);
    assert_int_equal(shelf_list(shelf, rows), 4);
    assert_int_equal(shelf_use(shelf, TRUST_PROVINCE, rows[2].hash, "", &answer), ERR_OK);
    place_assert_shown(place, "1+6");
    assert_int_equal(shelf_use(shelf, TRUST_PROVINCE, rows[2].hash, "", &answer), ERR_OK);
    assert_int_equal(answer.word, SHELF_SAME);
    assert_int_equal(shelf_use(shelf, TRUST_PROVINCE, rows[1].hash, "", &answer), ERR_OK);
    place_assert_shown(place, "2+6");
    assert_int_equal(shelf_use(shelf, TRUST_COMMUNE, NULL, "", &answer), ERR_OK);
    place_assert_shown(place, "2");
    assert_int_equal(shelf_use(shelf, TRUST_COMMUNE, rows[3].hash, "", &answer), ERR_OK);
    place_assert_shown(place, "2+6");
    int kept = place_quiet();
    assert_int_equal(shelf_use(shelf, TRUST_COMMUNE, rows[1].hash, "", &answer), ERR_REJECT);
    assert_int_equal(answer.word, SHELF_NOT_KEPT);
    place_loud(kept);
    shelf_close(shelf);
    place_assert_shown(place, "2+6");
}

static void test_publishing(void **state) {
    struct shelf_place *place = *state;
    struct shelf_answer answer;
    struct shelf *shelf = place_open(place);
    int kept = place_quiet();
    assert_int_equal(shelf_publish(shelf, place->stick, "1.pack", "", &answer), ERR_REJECT);
    place_loud(kept);
    assert_int_equal(shelf_publish(shelf, place->stick, "6.pack", "Chị Hoa", &answer), ERR_OK);
    shelf_close(shelf);
    place_assert_shown(place, "0+6");
}

/* ---- damage ------------------------------------------------------------------------- */

/* Does something to the files of the pack of this version. */
static void damage(const struct shelf_place *place, int version, const char *script) {
    char command[1024];
    snprintf(command, sizeof command,
             "cd %s/packs && for f in *.pack; do if cmp -s $f %s/%d.pack; then %s; fi; done",
             place->state, place->stick, version, script);
    assert_int_equal(system(command), 0);
}

static void assert_falls_back(const struct shelf_place *place, const char *wanted,
                              enum shelf_news news) {
    char text[32];
    int kept = place_quiet();
    unsigned bits = place_shown(place, text);
    place_loud(kept);
    assert_string_equal(text, wanted);
    assert_int_equal(bits, SHELF_NEWS_BIT(news));
    assert_true(strlen(shelf_news_sentence(news, true)) > 10);
}

static void test_damage_gives_way(void **state) {
    static const char *const damages[] = {
        "rm $f",
        "truncate -s -1 $f",
        "truncate -s +1 $f",
        "rm $f.minisig",
        "echo no > $f.minisig",
        ": > $f",
        "mv $f $f.x && ln -s $f.x $f",
        "head -c 20000 /dev/zero | dd of=$f bs=1 seek=1000 conv=notrunc 2>/dev/null",
        "sed -i 's/Máy h/MÁY h/' $f", /* one letter of a text, the size stays */
    };
    struct shelf_place *place = *state;
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        place_install(place, 1);
        place_install(place, 2);
        place_install(place, 6);
        damage(place, 2, damages[i]);
        assert_falls_back(place, "1+6", SHELF_NEWS_PROVINCE);
        damage(place, 1, damages[i]);
        assert_falls_back(place, "0+6", SHELF_NEWS_PROVINCE);
        /* Installing it again mends it. */
        place_install(place, 2);
        place_assert_shown(place, "2+6");
        place_install(place, 7);
        damage(place, 7, damages[i]);
        if (i + 1 < sizeof damages / sizeof *damages) { /* the layer has no such letter */
            assert_falls_back(place, "2+6", SHELF_NEWS_COMMUNE);
        }
        tear_down(state);
    }
}

static void test_a_key_is_withdrawn(void **state) {
    struct shelf_place *place = *state;
    struct minisign_public key;
    char path[TREE_PATH_BYTES];
    place_install(place, 1);
    place_install(place, 6);
    place_path(place->keys, "province-a.pub", path);
    assert_int_equal(minisign_public_load(path, &key), ERR_OK);
    memcpy(place->trust.revoked.ids[0], key.id, sizeof key.id);
    place->trust.revoked.count = 1;
    assert_falls_back(place, "0+6", SHELF_NEWS_PROVINCE);
    place->trust.revoked.count = 0;
    size_t keys = place->trust.key_count;
    place->trust.key_count = 0; /* the list of keys is lost: what is shown stays */
    place_assert_shown(place, "1+6");
    place->trust.key_count = keys;
}

static void test_news_are_said_once(void **state) {
    struct shelf_place *place = *state;
    char text[32], said[4096];
    place_install(place, 1);
    damage(place, 1, "rm $f");
    struct shelf *shelf = place_open(place);
    FILE *file = tmpfile();
    int kept = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(place_read(shelf, text), SHELF_NEWS_BIT(SHELF_NEWS_PROVINCE));
    }
    place_loud(kept);
    rewind(file);
    said[fread(said, 1, sizeof said - 1, file)] = '\0';
    fclose(file);
    const char *sentence = shelf_news_sentence(SHELF_NEWS_PROVINCE, false);
    const char *first = strstr(said, sentence);
    assert_non_null(first);
    assert_null(strstr(first + 1, sentence));
    shelf_close(shelf);
}

static void spoil(const struct shelf_place *place, const char *name, const char *text) {
    char path[TREE_PATH_BYTES];
    place_path(place->state, name, path);
    text ? tree_save(path, text, strlen(text)) : (void)unlink(path);
}

static void test_the_list_is_damaged(void **state) {
    struct shelf_place *place = *state;
    char text[32];
    static const char *const spoilt[] = {NULL, "", "tiengban-shelf 1\n", "nonsense"};
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
        place_install(place, 1);
        place_install(place, 2);
        spoil(place, "current", spoilt[i]);
        assert_falls_back(place, "1", SHELF_NEWS_LIST); /* and 2 is not cleared away */
        assert_int_equal(place_files(place, "packs"), 4);
        place_install(place, 3);
        place_assert_shown(place, "3");
        spoil(place, "before", spoilt[i]);
        place_assert_shown(place, "3");
        spoil(place, "current", "x");
        int kept = place_quiet();
        assert_int_equal(place_shown(place, text), SHELF_NEWS_BIT(SHELF_NEWS_LIST));
        place_loud(kept);
        assert_string_equal(text, "0");
        place_install(place, 4);
        place_assert_shown(place, "4");
        tear_down(state);
    }
}

static void test_the_night(void **state) {
    struct shelf_place *place = *state;
    unsigned news;
    place_install(place, 1);
    place_install(place, 2);
    place_install(place, 6);
    struct shelf *shelf = place_open(place);
    assert_int_equal(shelf_scrub(shelf, &news), ERR_OK);
    assert_int_equal(news, 0);
    assert_false(!place_files(place, "packs"));
    /* A byte where no text is: the size, the texts and the kiosk say nothing. */
    damage(place, 2, "printf X | dd of=$f bs=1 seek=90 conv=notrunc 2>/dev/null");
    place_assert_shown(place, "2+6");
    int kept = place_quiet();
    assert_int_equal(shelf_scrub(shelf, &news), ERR_OK);
    place_loud(kept);
    assert_int_equal(news, SHELF_NEWS_BIT(SHELF_NEWS_PROVINCE));
    place_assert_shown(place, "1+6");
    assert_int_equal(place_files(place, "packs"), 4);
    assert_int_equal(shelf_scrub(shelf, &news), ERR_OK);
    assert_int_equal(news, 0);
    shelf_close(shelf);
}

static void test_the_night_mends_the_list(void **state) {
    struct shelf_place *place = *state;
    unsigned news;
    char text[32];
    place_install(place, 1);
    place_install(place, 2);
    spoil(place, "current", "x");
    struct shelf *shelf = place_open(place);
    assert_int_equal(shelf_scrub(shelf, &news), ERR_OK);
    assert_int_equal(news, SHELF_NEWS_BIT(SHELF_NEWS_LIST));
    assert_int_equal(place_read(shelf, text), 0);
    assert_string_equal(text, "1");
    shelf_close(shelf);
}

static void test_no_starter(void **state) {
    struct shelf_place *place = *state;
    struct shelf_place other = *place;
    struct library library = {0};
    unsigned news;
    str_copy(other.starter, sizeof other.starter, "/nowhere");
    int kept = place_quiet();
    struct shelf *shelf = place_open(&other);
    assert_int_equal(shelf_read(shelf, &library, &news), ERR_REJECT);
    assert_int_equal(news, SHELF_NEWS_BIT(SHELF_NEWS_STARTER));
    assert_int_equal(shelf_scrub(shelf, &news), ERR_OK);
    assert_int_equal(news, SHELF_NEWS_BIT(SHELF_NEWS_STARTER));
    assert_int_equal(place_install_on(place, shelf, 1), SHELF_DONE);
    assert_int_equal(shelf_read(shelf, &library, &news), ERR_OK);
    assert_int_equal(news, 0);
    library_fini(&library);
    shelf_close(shelf);
    place_loud(kept);
}

/* ---- the history -------------------------------------------------------------------- */

static int64_t may_4(void) { return place_now_s() + DAY; }
static int64_t may_6(void) { return place_now_s() + 3 * DAY; }

static void note_row(void *context, const struct history_row *row) {
    char *text = context;
    snprintf(text + strlen(text), 8192 - strlen(text), "%s %s %d-%d: %s\n", row->item, row->role,
             (int)row->from_day, (int)row->to_day, row->text);
}

/* What was shown on a day, as one text. */
static const char *said_on(struct shelf *shelf, int32_t day, char text[8192]) {
    text[0] = '\0';
    assert_int_equal(history_day(shelf_history(shelf), day, note_row, text), ERR_OK);
    return text;
}

static void note_event(void *context, const struct history_event *event) {
    char *text = context;
    snprintf(text + strlen(text), 4096 - strlen(text), "%d %s %s %s %s %s\n", (int)event->number,
             event->by, event->role, event->pack_id, event->version,
             strlen(event->key) == 16 ? "signed" : event->key);
}

static void test_what_was_said_on_a_day(void **state) {
    struct shelf_place *place = *state;
    char text[8192], shown[32];
    struct shelf *shelf = place_open(place);
    assert_int_equal(place_install_on(place, shelf, 1), SHELF_DONE);
    assert_int_equal(place_install_on(place, shelf, 6), SHELF_DONE);
    shelf_close(shelf);
    shelf = place_open_on(place, NULL, may_4);
    for (int v = 2; v <= PLACE_BASES; v++) { /* until the pack of May 3 is gone */
        assert_int_equal(place_install_on(place, shelf, v), SHELF_DONE);
    }
    shelf_close(shelf);
    shelf = place_open_on(place, NULL, may_6);
    struct shelf_answer answer;
    assert_int_equal(shelf_use(shelf, TRUST_COMMUNE, NULL, "Chị Hoa", &answer), ERR_OK);
    place_read(shelf, shown);

    said_on(shelf, 20260502, text);
    assert_string_equal(text, "");
    said_on(shelf, 20260503, text);
    assert_non_null(strstr(text, "power commune 20260503-20260506: Báo power\nNgày 6 mất điện.\n"));
    assert_non_null(strstr(text, "news province 20260503-20260504: Tin mới [Tin mới của xã.]\n"
                                 "Từ ngày 01/07/2025, nộp 8.000 đồng ở xã.\n"));
    assert_non_null(strstr(text, "birth province 20260503-0: Khai sinh\n"));
    said_on(shelf, 20260505, text);
    assert_null(strstr(text, "8.000 đồng"));
    assert_non_null(strstr(text, "news province 20260504-0"));
    assert_non_null(strstr(text, "8.004 đồng"));
    said_on(shelf, 20260507, text);
    assert_null(strstr(text, "power"));
    said_on(shelf, 20270101, text); /* published, and past its own last day */
    assert_null(strstr(text, "news"));
    assert_non_null(strstr(text, "birth"));

    text[0] = '\0';
    assert_int_equal(history_releases(shelf_history(shelf), note_event, text), ERR_OK);
    assert_non_null(strstr(text, "1 Chị Hoa province sample 1 signed\n"
                                 "2 Chị Hoa province sample 1 signed\n"
                                 "2 Chị Hoa commune xa 6 signed\n"));
    assert_non_null(strstr(text, "\n7 Chị Hoa province sample 5 signed\n"));
    shelf_close(shelf);
}

/* Power failed between the switch and its history: the next start writes it, once. */
static void test_history_is_mended(void **state) {
    struct shelf_place *place = *state;
    char command[1024], text[8192], again[8192], shown[32];
    place_install(place, 1);
    snprintf(command, sizeof command, "cd %s && rm -f kept.db && cp history.db kept.db",
             place->state);
    assert_int_equal(system(command), 0);
    place_install(place, 2);
    snprintf(command, sizeof command,
             "cd %s && rm -f history.db-wal history.db-shm && mv kept.db history.db", place->state);
    assert_int_equal(system(command), 0);
    struct shelf *shelf = place_open(place);
    place_read(shelf, shown);
    assert_non_null(strstr(said_on(shelf, 20260503, text), "8.001 đồng"));
    text[0] = '\0';
    assert_int_equal(history_releases(shelf_history(shelf), note_event, text), ERR_OK);
    assert_non_null(strstr(text, "2 Chị Hoa province sample 2 signed\n"));
    place_read(shelf, shown);
    shelf_close(shelf);
    shelf = place_open(place);
    place_read(shelf, shown);
    again[0] = '\0';
    assert_int_equal(history_releases(shelf_history(shelf), note_event, again), ERR_OK);
    assert_string_equal(text, again);
    shelf_close(shelf);
}

/* A kiosk that read the old list before somebody switched does not turn back the clock. */
static void test_a_slow_reader_changes_no_history(void **state) {
    struct shelf_place *place = *state;
    char text[8192];
    struct library old = {0};
    unsigned news;
    place_install(place, 1);
    struct shelf *slow = place_open(place);
    assert_int_equal(shelf_read(slow, &old, &news), ERR_OK);
    place_install(place, 2);
    struct history_release release = {1, place_now_s(), "", {{"province", "x", "y"}}};
    assert_int_equal(history_follow(shelf_history(slow), &old, &release, 20260503), ERR_OK);
    library_fini(&old);
    assert_non_null(strstr(said_on(slow, 20260504, text), "8.001 đồng"));
    assert_null(strstr(text, "8.000 đồng"));
    shelf_close(slow);
}

/* The list is lost: releases go on from where the history was. */
static void test_numbers_go_on(void **state) {
    struct shelf_place *place = *state;
    char text[8192] = "";
    place_install(place, 1);
    place_install(place, 2);
    spoil(place, "current", NULL);
    spoil(place, "before", NULL);
    place_install(place, 3);
    struct shelf *shelf = place_open(place);
    assert_int_equal(history_releases(shelf_history(shelf), note_event, text), ERR_OK);
    assert_non_null(strstr(text, "3 Chị Hoa province sample 3 signed\n"));
    assert_non_null(strstr(said_on(shelf, 20260504, text), "8.002 đồng"));
    shelf_close(shelf);
}

/* ---- power -------------------------------------------------------------------------- */

static void test_power_fails(void **state) { kill_often(*state, 50, 1); }

/* Two change what is shown without end while a third reads: it never sees half. */
static void test_many_at_once(void **state) {
    struct shelf_place *place = *state;
    pid_t children[2];
    char text[32];
    int status;
    for (unsigned c = 0; c < 2; c++) {
        children[c] = fork();
        if (children[c] == 0) {
            kill_child(place, c + 1);
        }
        assert_true(children[c] > 0);
    }
    struct shelf *shelf = place_open(place);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(place_read(shelf, text), 0);
    }
    shelf_close(shelf);
    for (int c = 0; c < 2; c++) {
        assert_int_equal(kill(children[c], SIGKILL), 0);
        assert_int_equal(waitpid(children[c], &status, 0), children[c]);
        assert_true(WIFSIGNALED(status));
    }
    kill_look(place);
}

/* Who is to install three packs between the reading of the list and of its pack. */
static const struct shelf_place *hurried;

static ssize_t read_and_hurry(int fd, void *data, size_t bytes) {
    ssize_t got = read(fd, data, bytes);
    const struct shelf_place *place = hurried;
    hurried = NULL;
    for (int v = 2; place && v <= 4; v++) {
        place_install(place, v);
    }
    return got;
}

static void test_a_pack_goes_away_while_it_is_read(void **state) {
    struct shelf_place *place = *state;
    struct disk disk = DISK;
    char text[32];
    disk.read = read_and_hurry;
    place_install(place, 1);
    struct shelf *shelf = place_open_on(place, &disk, NULL);
    hurried = place;
    assert_int_equal(place_read(shelf, text), 0);
    assert_string_equal(text, "4");
    assert_false(shelf_changed(shelf));
    shelf_close(shelf);
}

/* ---- printing ----------------------------------------------------------------------- */

static void test_printing(void **state) {
    struct shelf_place *place = *state;
    char *text = NULL;
    size_t bytes;
    place_install(place, 1);
    place_install(place, 6);
    struct shelf *shelf = place_open(place);
    FILE *out = open_memstream(&text, &bytes);
    shelf_print_list(shelf, out);
    assert_int_equal(shelf_print_day(shelf, 20260503, out), ERR_OK);
    assert_int_equal(shelf_print_releases(shelf, out), ERR_OK);
    fclose(out);
    assert_non_null(strstr(text, "starter  \tsample\t0\t"));
    assert_non_null(strstr(text, "province *\tsample\t1\t"));
    assert_non_null(strstr(text, "commune *\txa\t6\t"));
    assert_non_null(
        strstr(text, "== power (commune, 2026-05-03 – )\nBáo power\nNgày 6 mất điện.\n"));
    assert_non_null(strstr(text, "2\t2026-05-03 12:00\tChị Hoa\tcommune\txa\t6\t"));
    free(text);
    shelf_close(shelf);
}

/* ---- the list as text --------------------------------------------------------------- */

#define HASH_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HASH_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void test_manifest(void **state) {
    (void)state;
    struct manifest m = {.release = 7, .at_s = 1777809600, .by = "Chị\nHoa"}, again;
    char text[MANIFEST_BYTES];
    manifest_push(&m, TRUST_PROVINCE, HASH_A, 1000);
    manifest_push(&m, TRUST_COMMUNE, HASH_B, 2000);
    size_t bytes = manifest_write(&m, text);
    assert_non_null(strstr(text, "tiengban-shelf 1\nrelease 7\nat 1777809600\nby ChịHoa\n"
                                 "province " HASH_A " 1000 use\ncommune " HASH_B " 2000 use\n"
                                 "check "));
    assert_true(manifest_parse(text, bytes, &again));
    assert_int_equal(again.count, 2);
    assert_string_equal(again.by, "ChịHoa");
    for (size_t at = 0; at < bytes; at++) { /* any change of any byte is noticed */
        text[at] ^= 1;
        assert_false(manifest_parse(text, bytes, &again));
        assert_int_equal(again.count, 0);
        text[at] ^= 1;
        assert_false(manifest_parse(text, at, &again));
    }
    manifest_forget(&m, HASH_A);
    assert_null(manifest_used(&m, TRUST_PROVINCE));
    assert_non_null(manifest_used(&m, TRUST_COMMUNE));
}

#define SHELF_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    setenv("TZ", "UTC", 1);
    const struct CMUnitTest tests[] = {
        SHELF_TEST(test_starter_alone),
        SHELF_TEST(test_a_province_replaces_the_starter),
        SHELF_TEST(test_a_layer_over_both),
        SHELF_TEST(test_the_same_again),
        SHELF_TEST(test_others_see_the_switch),
        SHELF_TEST(test_the_last_three_are_kept),
        SHELF_TEST(test_names_are_hashes),
        SHELF_TEST(test_progress),
        SHELF_TEST(test_finding),
        SHELF_TEST(test_diff_before_installing),
        SHELF_TEST(test_nobody_else_meanwhile),
        SHELF_TEST(test_hostile_files),
        SHELF_TEST(test_keys),
        SHELF_TEST(test_signed_and_wrong),
        SHELF_TEST(test_a_layer_that_leads_nowhere),
        SHELF_TEST(test_no_room),
        SHELF_TEST(test_installing_fails_at_every_call),
        SHELF_TEST(test_a_layer_fails_at_every_call),
        SHELF_TEST(test_going_back_fails_at_every_call),
        SHELF_TEST(test_the_order_of_writing),
        SHELF_TEST(test_nothing_can_be_removed),
        SHELF_TEST(test_no_folder),
        SHELF_TEST(test_rolling_back),
        SHELF_TEST(test_using_what_is_kept),
        SHELF_TEST(test_publishing),
        SHELF_TEST(test_damage_gives_way),
        SHELF_TEST(test_a_key_is_withdrawn),
        SHELF_TEST(test_news_are_said_once),
        SHELF_TEST(test_the_list_is_damaged),
        SHELF_TEST(test_the_night),
        SHELF_TEST(test_the_night_mends_the_list),
        SHELF_TEST(test_no_starter),
        SHELF_TEST(test_what_was_said_on_a_day),
        SHELF_TEST(test_history_is_mended),
        SHELF_TEST(test_a_slow_reader_changes_no_history),
        SHELF_TEST(test_numbers_go_on),
        SHELF_TEST(test_power_fails),
        SHELF_TEST(test_many_at_once),
        SHELF_TEST(test_a_pack_goes_away_while_it_is_read),
        SHELF_TEST(test_printing),
        cmocka_unit_test(test_manifest),
    };
    return cmocka_run_group_tests_name("shelf", tests, group_set_up, group_tear_down);
}
