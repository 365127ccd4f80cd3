/* Files that are written whole or not at all. */
#include "tests/test.h"

#include "base/save.h"
#include "tests/unit/place.h"

static void a_full_disk_leaves_the_old_file(void **state) {
    (void)state;
    char text[64];
    put_text("a", "old");
    for (rlim_t bytes = 0; bytes < 4; bytes++) {
        limit_files(bytes);
        enum err old = save_file("a", 0644, "fresh", 5), new = save_new("b", 0644, "fresh", 5);
        limit_files(RLIM_INFINITY);
        assert_int_equal(old, ERR_STOP);
        assert_int_equal(new, ERR_STOP);
        get("a", text, sizeof text);
        assert_string_equal(text, "old");
        assert_true(runs("test \"$(ls)\" = a")); /* no halves are left */
    }
    assert_int_equal(save_file("a", 0600, "fresh", 5), ERR_OK);
    assert_int_equal(save_new("a", 0600, "other", 5), ERR_REJECT);
    get("a", text, sizeof text);
    assert_string_equal(text, "fresh");
    assert_int_equal(mode_of("a"), 0600);
}

static void paths_that_cannot_be_written_are_answered(void **state) {
    (void)state;
    char deep[2000];
    memset(deep, 'x', sizeof deep);
    deep[sizeof deep - 1] = '\0';
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(symlink("elsewhere", "link"), 0);
    const char *const paths[] = {"none/a", "folder", "", deep};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        assert_int_equal(save_file(paths[i], 0600, "fresh", 5), ERR_STOP);
        assert_int_not_equal(save_new(paths[i], 0600, "fresh", 5), ERR_OK);
    }
    assert_int_equal(save_new("link", 0600, "fresh", 5), ERR_REJECT);
    assert_int_equal(save_file("link", 0600, "fresh", 5), ERR_OK); /* in the link's place */
    assert_int_equal(access("elsewhere", F_OK), -1);
    assert_true(runs("test \"$(ls | tr '\\n' ' ')\" = 'folder link '"));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_old_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(paths_that_cannot_be_written_are_answered, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
