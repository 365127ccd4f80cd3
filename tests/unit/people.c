/* PINs, who has one, and the waits after wrong tries; the clock is a number. */
#include "tests/test.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "seal/people.h"
#include "seal/pin.h"
#include "tests/unit/place.h"

/* Quick enough for every test; what the kiosk uses is in the header. */
static const struct pin_limits QUICK_PIN = {1, 8192};

/* ---- PINs ------------------------------------------------------------------------ */

static void simple_pins_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *pin;
        enum pin_fault fault;
    } rows[] = {
        {"", PIN_TOO_SHORT},          {"48291", PIN_TOO_SHORT},        {"482916", PIN_FINE},
        {"482916073519", PIN_FINE},   {"4829160735194", PIN_TOO_LONG}, {"48291a", PIN_NOT_DIGITS},
        {"48 916", PIN_NOT_DIGITS},   {"-48291", PIN_NOT_DIGITS},      {"000000", PIN_TOO_SIMPLE},
        {"123456", PIN_TOO_SIMPLE},   {"987654", PIN_TOO_SIMPLE},      {"890123", PIN_TOO_SIMPLE},
        {"975319", PIN_TOO_SIMPLE},   {"121212", PIN_TOO_SIMPLE},      {"482482", PIN_TOO_SIMPLE},
        {"48214821", PIN_TOO_SIMPLE}, {"112233", PIN_TOO_SIMPLE},      {"999998", PIN_TOO_SIMPLE},
        {"123457", PIN_FINE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(pin_judge(rows[i].pin), rows[i].fault);
        assert_int_equal(*pin_sentence(rows[i].fault, true) == '\0', rows[i].fault == PIN_FINE);
    }
}

static void a_pin_matches_its_hash_only(void **state) {
    (void)state;
    char hash[PIN_HASH_BYTES], other[PIN_HASH_BYTES];
    assert_int_equal(pin_hash("482916", &QUICK_PIN, hash), ERR_OK);
    assert_int_equal(pin_hash("482916", &QUICK_PIN, other), ERR_OK);
    assert_string_not_equal(hash, other);
    assert_true(pin_hash_is_fine(hash));
    assert_true(pin_matches(hash, "482916"));
    assert_false(pin_matches(hash, "482917"));
    assert_false(pin_matches(hash, "48291"));
    assert_false(pin_matches(hash, ""));
    for (size_t end = 0; end < strlen(hash); end++) {
        str_copy(other, sizeof other, hash);
        other[end] = '\0';
        assert_false(pin_hash_is_fine(other));
    }
    assert_int_equal(pin_hash("482916", &PIN_LIMITS, hash), ERR_OK);
    assert_true(pin_hash_is_fine(hash));
    assert_true(pin_matches(hash, "482916"));
}

static void hashes_that_are_traps_are_refused(void **state) {
    (void)state;
    static const char salt_and_tag[] =
        "$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    static const struct {
        const char *costs;
        bool fine;
    } rows[] = {
        {"m=1048576,t=16,p=1", true}, {"m=1048577,t=1,p=1", false},
        {"m=8,t=17,p=1", false},      {"m=8,t=1,p=2", false},
        {"m=08,t=1,p=1", false},      {"m=-8,t=1,p=1", false},
        {"m=8,t=0,p=1", false},       {"m=99999999999999999999,t=1,p=1", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char hash[PIN_HASH_BYTES];
        snprintf(hash, sizeof hash, "$argon2id$v=19$%s%s", rows[i].costs, salt_and_tag);
        assert_int_equal(pin_hash_is_fine(hash), rows[i].fine);
    }
}

/* ---- people ---------------------------------------------------------------------- */

static void loads(struct people *people, int64_t now_ms) {
    struct diag diag = {0};
    assert_int_equal(people_load("staff", now_ms, people, &diag), ERR_OK);
}

static void make_people(struct people *people) {
    loads(people, 0);
    assert_int_equal(people->count, 0);
    assert_int_equal(people_put(people, PEOPLE_EDITOR, "Hoa Mai", "482916", &QUICK_PIN), ERR_OK);
    assert_int_equal(people_put(people, PEOPLE_TECHNICIAN, "Suối", "739154", &QUICK_PIN), ERR_OK);
}

static void people_are_kept(void **state) {
    (void)state;
    static struct people people, again;
    make_people(&people);
    assert_int_equal(mode_of("staff/people.tsv"), 0600);
    assert_int_equal(mode_of("staff/tries.tsv"), 0600);
    loads(&again, 0);
    assert_memory_equal(&people, &again, sizeof people);
    assert_int_equal(people_find(&again, "Suối"), 1);
    assert_int_equal(people_find(&again, "suối"), -1);
    assert_int_equal(again.list[1].role, PEOPLE_TECHNICIAN);
    assert_int_equal(people_try(&again, 1, "739154", 0), PEOPLE_WELCOME);
    assert_int_equal(people_try(&again, 1, "482916", 0), PEOPLE_WRONG); /* another one's PIN */
    assert_int_equal(people_put(&again, PEOPLE_RELEASER, "Suối", "615094", &QUICK_PIN), ERR_OK);
    assert_int_equal(again.list[1].wrong, 0);
    loads(&people, 0);
    assert_int_equal(people.count, 2);
    assert_int_equal(people.list[1].role, PEOPLE_RELEASER);
    assert_int_equal(people_try(&people, 1, "739154", 0), PEOPLE_WRONG);
    assert_int_equal(people_try(&people, 1, "615094", 0), PEOPLE_WELCOME);
    assert_int_equal(people_remove(&people, "Hoa Mai"), ERR_OK);
    assert_int_equal(people_remove(&people, "Hoa Mai"), ERR_REJECT);
    loads(&again, 0);
    assert_int_equal(again.count, 1);
    assert_string_equal(again.list[0].name, "Suối");
}

static void names_and_pins_are_judged(void **state) {
    (void)state;
    static struct people people;
    char long_name[PEOPLE_NAME_BYTES + 1];
    memset(long_name, 'a', sizeof long_name);
    long_name[PEOPLE_NAME_BYTES] = '\0';
    const char *const names[] = {"", "a\tb", "a\nb", "\x1b", long_name};
    make_people(&people);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(people_put(&people, PEOPLE_EDITOR, names[i], "482916", &QUICK_PIN),
                         ERR_REJECT);
    }
    assert_int_equal(people_put(&people, PEOPLE_EDITOR, "Đá", "123456", &QUICK_PIN), ERR_REJECT);
    long_name[PEOPLE_NAME_BYTES - 1] = '\0';
    assert_int_equal(people_put(&people, PEOPLE_EDITOR, long_name, "482916", &QUICK_PIN), ERR_OK);
    while (people.count < PEOPLE_MAX) {
        people.list[people.count] = people.list[0];
        snprintf(people.list[people.count].name, PEOPLE_NAME_BYTES, "%zu", people.count);
        people.count++;
    }
    assert_int_equal(people_put(&people, PEOPLE_EDITOR, "Đá", "482916", &QUICK_PIN), ERR_REJECT);
    assert_int_equal(people_put(&people, PEOPLE_EDITOR, "63", "482916", &QUICK_PIN), ERR_OK);
    loads(&people, 0);
    assert_int_equal(people.count, PEOPLE_MAX); /* the fullest file can be read */
}

static void waits_grow_with_wrong_tries(void **state) {
    (void)state;
    static const int64_t waits_ms[] = {0, 0, 1000, 5000, 30000, 120000, 600000, 600000, 600000};
    static struct people people;
    int64_t now_ms = 5000;
    make_people(&people);
    for (size_t i = 0; i < sizeof waits_ms / sizeof *waits_ms; i++) {
        int64_t wait_ms = waits_ms[i];
        assert_int_equal(people_try(&people, 0, "000000", now_ms), PEOPLE_WRONG);
        assert_int_equal(people_wait_ms(&people, 0, now_ms), wait_ms);
        assert_int_equal(people_wait_ms(&people, 1, now_ms), 0); /* nobody else waits */
        if (wait_ms > 0) { /* even the right PIN, and it costs nothing */
            assert_int_equal(people_try(&people, 0, "482916", now_ms + wait_ms - 1), PEOPLE_WAIT);
        }
        now_ms += wait_ms;
    }
    assert_int_equal(people_try(&people, 0, "482916", now_ms), PEOPLE_WELCOME);
    assert_int_equal(people_try(&people, 0, "000000", now_ms), PEOPLE_WRONG);
    assert_int_equal(people_wait_ms(&people, 0, now_ms), 0); /* counted anew */
}

static void tries_wrong(struct people *people, int count) {
    for (int64_t now_ms = 0; count > 0; count--) {
        now_ms += people_wait_ms(people, 0, now_ms);
        assert_int_equal(people_try(people, 0, "000000", now_ms), PEOPLE_WRONG);
    }
}

static void pulling_the_plug_shortens_nothing(void **state) {
    (void)state;
    static struct people people;
    make_people(&people);
    tries_wrong(&people, 5);
    loads(&people, 100); /* the clock begins anew, too */
    assert_int_equal(people_wait_ms(&people, 0, 100), 30000);
    assert_int_equal(people_try(&people, 0, "482916", 30099), PEOPLE_WAIT);
    assert_int_equal(people_try(&people, 0, "000000", 30100), PEOPLE_WRONG);
    loads(&people, 0);
    assert_int_equal(people_wait_ms(&people, 0, 0), 120000);
    assert_int_equal(people_try(&people, 0, "482916", 120000), PEOPLE_WELCOME);
    loads(&people, 0);
    assert_int_equal(people_wait_ms(&people, 0, 0), 0);
}

static void a_clock_gone_backwards_neither_opens_nor_locks(void **state) {
    (void)state;
    static struct people people;
    make_people(&people);
    people.list[0].wrong = 4;
    assert_int_equal(people_try(&people, 0, "000000", 1000000000), PEOPLE_WRONG);
    assert_int_equal(people_wait_ms(&people, 0, 1000000000), 30000);
    assert_int_equal(people_wait_ms(&people, 0, -7000), 30000);
    assert_int_equal(people_try(&people, 0, "482916", 22999), PEOPLE_WAIT);
    assert_int_equal(people_try(&people, 0, "482916", 23000), PEOPLE_WELCOME);
}

/* Who pulls the plug between the try and its answer has had the try. */
static void a_try_is_written_before_it_is_looked_at(void **state) {
    (void)state;
    static struct people people;
    char text[256];
    make_people(&people);
    tries_wrong(&people, 3);
    get("staff/tries.tsv", text, sizeof text);
    assert_non_null(strstr(text, "3\tHoa Mai\n"));
    limit_files(1); /* the disk is full: memory goes on counting */
    enum people_answer answer = people_try(&people, 0, "000000", 1000);
    limit_files(RLIM_INFINITY);
    assert_int_equal(answer, PEOPLE_WRONG);
    assert_int_equal(people_wait_ms(&people, 0, 1000), 5000);
}

static void damaged_tries_free_nobody_and_lock_nobody_out(void **state) {
    (void)state;
    static const char *const bad[] = {
        "x", "3", "3\t", "x\tSuối", "-1\tSuối", "99999999\tSuối", "1\tSuối\tx"};
    static struct people people;
    make_people(&people);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        put_text("staff/tries.tsv", bad[i]);
        loads(&people, 0);
        assert_int_equal(people_wait_ms(&people, 0, 0), 600000);
        assert_int_equal(people_wait_ms(&people, 1, 600000), 0);
    }
    put_text("staff/tries.tsv", "5\tai đó\n");
    loads(&people, 0);
    assert_int_equal(people_wait_ms(&people, 0, 0), 0);
}

static void damaged_lists_let_nobody_in(void **state) {
    (void)state;
    static struct people people;
    static const char *const changes[] = {
        "s/editor/mayor/", "s/Hoa Mai/Suối/", "s/argon2id/argon2i/", "s/editor\\t/editor /",
        "s/$/\\t/",        "s/Hoa Mai//",     "s/m=8,/m=99999999,/"};
    struct diag diag = {.out = tmpfile()};
    make_people(&people);
    assert_int_equal(rename("staff/people.tsv", "good"), 0);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char command[96];
        snprintf(command, sizeof command, "sed '/^#/!%s' good >staff/people.tsv", changes[i]);
        assert_true(runs(command));
        diag.errors = 0;
        assert_int_equal(people_load("staff", 0, &people, &diag), ERR_REJECT);
        assert_int_equal(people.count, 0);
        assert_true(diag.errors > 0);
    }
    fclose(diag.out);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(simple_pins_are_refused),
        TEST(a_pin_matches_its_hash_only),
        TEST(hashes_that_are_traps_are_refused),
        TEST(people_are_kept),
        TEST(names_and_pins_are_judged),
        TEST(waits_grow_with_wrong_tries),
        TEST(pulling_the_plug_shortens_nothing),
        TEST(a_clock_gone_backwards_neither_opens_nor_locks),
        TEST(a_try_is_written_before_it_is_looked_at),
        TEST(damaged_tries_free_nobody_and_lock_nobody_out),
        TEST(damaged_lists_let_nobody_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
