/* The store: identity, migrations, statements, damage. */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "store/store.h"

static const char *const MIGRATIONS[] = {
    "CREATE TABLE word(id INTEGER PRIMARY KEY, text TEXT UNIQUE)",
    "CREATE TABLE mark(word INTEGER NOT NULL); INSERT INTO word(text) VALUES('hai')",
};
static const struct store_schema FIRST = {0x54455354, MIGRATIONS, 1, 0};
static const struct store_schema SECOND = {0x54455354, MIGRATIONS, 2, 0};
static const struct store_schema OTHER = {0x4F544852, MIGRATIONS, 1, 0};

static const char *const BROKEN_MIGRATIONS[] = {
    "CREATE TABLE word(id INTEGER PRIMARY KEY, text TEXT UNIQUE)",
    "CREATE TABLE half(a); CREATE TABEL wrong(a)",
};
static const struct store_schema BROKEN = {0x54455354, BROKEN_MIGRATIONS, 2, 0};

struct place {
    char dir[64];
    char file[128];
};

static int set_up(void **state) {
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    str_copy(place->dir, sizeof place->dir, "/tmp/store-XXXXXX");
    assert_non_null(mkdtemp(place->dir));
    /* Signs that mean something in a URI must not. */
    snprintf(place->file, sizeof place->file, "%s/a?b#c%%20.db", place->dir);
    *state = place;
    return 0;
}

static int tear_down(void **state) {
    struct place *place = *state;
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char path[160];
        snprintf(path, sizeof path, "%s%s", place->file, ends[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(place->dir), 0);
    free(place);
    return 0;
}

static struct store *opened(const char *path, enum store_mode mode,
                            const struct store_schema *schema) {
    struct store *store = NULL;
    assert_int_equal(store_open(path, mode, schema, &store), ERR_OK);
    assert_non_null(store);
    return store;
}

static void refused(const char *path, enum store_mode mode, const struct store_schema *schema) {
    struct store *store = NULL;
    assert_int_equal(store_open(path, mode, schema, &store), ERR_REJECT);
    assert_null(store);
}

static int64_t number(struct store *store, const char *sql) {
    struct store_row *row = store_prepare(store, sql);
    assert_non_null(row);
    assert_true(store_step(row));
    int64_t value = store_int(row, 0);
    store_done(row);
    return value;
}

static void put_word(struct store *store, const char *text) {
    struct store_row *row = store_prepare(store, "INSERT INTO word(text) VALUES(?1)");
    assert_non_null(row);
    store_bind_text(row, 1, text);
    assert_int_equal(store_exec(row), ERR_OK);
    store_done(row);
}

static void test_creates_and_migrates(void **state) {
    struct place *place = *state;
    struct store *store = opened(place->file, STORE_WRITE, &FIRST);
    put_word(store, "một");
    assert_int_equal(number(store, "PRAGMA user_version"), 1);
    assert_int_equal(number(store, "PRAGMA application_id"), 0x54455354);
    assert_int_equal(number(store, "PRAGMA synchronous"), 2);
    store_close(store);

    store = opened(place->file, STORE_WRITE, &SECOND);
    assert_int_equal(number(store, "PRAGMA user_version"), 2);
    assert_int_equal(number(store, "SELECT count(*) FROM word"), 2);
    assert_int_equal(number(store, "SELECT count(*) FROM mark"), 0);
    store_close(store);
    assert_int_equal(access(place->file, F_OK), 0);
}

static void test_failed_migration_leaves_nothing(void **state) {
    struct place *place = *state;
    store_close(opened(place->file, STORE_WRITE, &FIRST));
    refused(place->file, STORE_WRITE, &BROKEN);
    struct store *store = opened(place->file, STORE_WRITE, &FIRST);
    assert_int_equal(number(store, "PRAGMA user_version"), 1);
    assert_int_equal(number(store, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), 0);
    store_close(store);
}

static void test_refuses_others(void **state) {
    struct place *place = *state;
    store_close(opened(place->file, STORE_WRITE, &OTHER));
    refused(place->file, STORE_READ, &FIRST);
    refused(place->file, STORE_WRITE, &FIRST);
}

static void test_refuses_nameless_with_tables(void **state) {
    struct place *place = *state;
    static const struct store_schema nameless = {0, MIGRATIONS, 1, 0};
    store_close(opened(place->file, STORE_WRITE, &nameless));
    refused(place->file, STORE_WRITE, &FIRST);
}

static void test_refuses_newer_and_reads_only_newest(void **state) {
    struct place *place = *state;
    store_close(opened(place->file, STORE_WRITE, &SECOND));
    refused(place->file, STORE_WRITE, &FIRST);
    refused(place->file, STORE_READ, &FIRST);
    store_close(opened(place->file, STORE_READ, &SECOND));
}

static void test_reads_what_is_still_read(void **state) {
    struct place *place = *state;
    struct store_schema patient = SECOND;
    patient.oldest = 1;
    store_close(opened(place->file, STORE_WRITE, &FIRST));
    struct store *store = opened(place->file, STORE_READ, &patient);
    assert_int_equal(store_version(store), 1);
    store_close(store);
    store = opened(place->file, STORE_WRITE, &SECOND);
    assert_int_equal(store_version(store), 2);
    store_close(store);
    store = opened(place->file, STORE_READ, &patient);
    assert_int_equal(store_version(store), 2);
    store_close(store);
}

static void test_refuses_older_for_reading(void **state) {
    struct place *place = *state;
    store_close(opened(place->file, STORE_WRITE, &FIRST));
    refused(place->file, STORE_READ, &SECOND);
}

static void test_refuses_missing_and_foreign(void **state) {
    struct place *place = *state;
    refused(place->file, STORE_READ, &FIRST);
    assert_int_not_equal(access(place->file, F_OK), 0);
    FILE *file = fopen(place->file, "wb");
    assert_non_null(file);
    for (int i = 0; i < 300; i++) {
        fputs("this is not a database\n", file);
    }
    fclose(file);
    refused(place->file, STORE_READ, &FIRST);
    refused(place->file, STORE_WRITE, &FIRST);
}

static void fill(struct store *store) {
    assert_int_equal(store_run(store, "BEGIN"), ERR_OK);
    for (int i = 0; i < 2000; i++) {
        char word[32];
        snprintf(word, sizeof word, "word %d", i);
        put_word(store, word);
    }
    assert_int_equal(store_run(store, "COMMIT"), ERR_OK);
}

static void test_notices_damage(void **state) {
    struct place *place = *state;
    struct store *store = opened(place->file, STORE_BUILD, &FIRST);
    fill(store);
    assert_true(store_sound(store));
    store_close(store);

    FILE *file = fopen(place->file, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, 2 * 4096, SEEK_SET), 0);
    for (int i = 0; i < 4096; i++) {
        fputc(0xA5, file);
    }
    fclose(file);
    store = NULL;
    if (store_open(place->file, STORE_READ, &FIRST, &store) == ERR_OK) {
        assert_false(store_sound(store));
    }
    store_close(store);
}

static void test_build_wants_a_new_file(void **state) {
    struct place *place = *state;
    struct store *store = opened(place->file, STORE_BUILD, &FIRST);
    put_word(store, "một");
    store_close(store);
    refused(place->file, STORE_BUILD, &FIRST);
    store = opened(place->file, STORE_READ, &FIRST);
    assert_int_equal(number(store, "SELECT count(*) FROM word"), 1);
    assert_int_equal(store_run(store, "DELETE FROM word"), ERR_RETRY);
    store_close(store);
}

/* Reading while a writer lives: its committed rows are seen. */
static void test_reads_beside_a_writer(void **state) {
    struct place *place = *state;
    struct store *writer = opened(place->file, STORE_WRITE, &FIRST);
    put_word(writer, "một");
    struct store *reader = opened(place->file, STORE_READ, &FIRST);
    assert_int_equal(number(reader, "SELECT count(*) FROM word"), 1);
    store_close(reader);
    store_close(writer);
}

static void test_statements(void **state) {
    struct place *place = *state;
    struct store *store = opened(place->file, STORE_WRITE, &FIRST);
    put_word(store, "một");
    put_word(store, NULL);
    assert_null(store_prepare(store, "SELEKT 1"));

    struct store_row *row =
        store_prepare(store, "SELECT text FROM word WHERE id >= ?1 ORDER BY id");
    assert_non_null(row);
    for (int round = 0; round < 2; round++) {
        store_bind_int(row, 1, 1);
        assert_true(store_step(row));
        assert_string_equal(store_text(row, 0), "một");
        assert_false(store_is_null(row, 0));
        assert_true(store_step(row));
        assert_null(store_text(row, 0));
        assert_true(store_is_null(row, 0));
        assert_false(store_step(row));
    }
    assert_false(store_failed(row));
    store_bind_int(row, 7, 1);
    assert_true(store_failed(row));
    assert_false(store_step(row));
    store_done(row);
    store_close(store);
}

static void test_failed_exec_is_told_and_mends(void **state) {
    struct place *place = *state;
    struct store *store = opened(place->file, STORE_WRITE, &FIRST);
    struct store_row *row = store_prepare(store, "INSERT INTO word(text) VALUES(?1)");
    assert_non_null(row);
    store_bind_text(row, 1, "một");
    assert_int_equal(store_exec(row), ERR_OK);
    assert_int_equal(store_exec(row), ERR_REJECT);
    assert_true(store_failed(row));
    store_bind_text(row, 1, "hai");
    assert_int_equal(store_exec(row), ERR_OK);
    store_done(row);
    store_close(store);
    store_close(NULL);
    store_done(NULL);
}

static void test_no_folder_is_worth_a_retry(void **state) {
    struct place *place = *state;
    char path[160];
    snprintf(path, sizeof path, "%s/none/a.db", place->dir);
    struct store *store = NULL;
    assert_int_equal(store_open(path, STORE_WRITE, &FIRST, &store), ERR_RETRY);
    assert_int_equal(store_open(path, STORE_BUILD, &FIRST, &store), ERR_RETRY);
    assert_null(store);
}

#define STORE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        STORE_TEST(test_creates_and_migrates),
        STORE_TEST(test_failed_migration_leaves_nothing),
        STORE_TEST(test_refuses_others),
        STORE_TEST(test_refuses_nameless_with_tables),
        STORE_TEST(test_refuses_newer_and_reads_only_newest),
        STORE_TEST(test_reads_what_is_still_read),
        STORE_TEST(test_refuses_older_for_reading),
        STORE_TEST(test_refuses_missing_and_foreign),
        STORE_TEST(test_notices_damage),
        STORE_TEST(test_build_wants_a_new_file),
        STORE_TEST(test_reads_beside_a_writer),
        STORE_TEST(test_statements),
        STORE_TEST(test_failed_exec_is_told_and_mends),
        STORE_TEST(test_no_folder_is_worth_a_retry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
