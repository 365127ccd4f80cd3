/* Hashes against published values, texts that never end in half a character. */
#include "tests/test.h"

#include <string.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/str.h"

/* ---- hashes ----------------------------------------------------------------------- */

/* Test values of draft-eastlake-fnv. */
static void hashes_of_64_bits_are_the_published_ones(void **state) {
    (void)state;
    assert_true(hash64_bytes(HASH64_EMPTY, "", 0) == HASH64_EMPTY);
    assert_true(hash64_bytes(HASH64_EMPTY, "a", 1) == UINT64_C(0xAF63DC4C8601EC8C));
    assert_true(hash64_bytes(HASH64_EMPTY, "foobar", 6) == UINT64_C(0x85944171F73967E8));
}

static void hashes_of_128_bits_are_the_published_ones(void **state) {
    (void)state;
    struct hash128 a = HASH128_EMPTY, foobar = HASH128_EMPTY;
    hash128_bytes(&a, "a", 1);
    hash128_bytes(&foobar, "foobar", 6);
    assert_true(a.high == UINT64_C(0xD228CB696F1A8CAF) && a.low == UINT64_C(0x78912B704E4A8964));
    assert_true(foobar.high == UINT64_C(0x343E1662793C64BF) &&
                foobar.low == UINT64_C(0x6F0D3597BA446F18));
}

static void texts_are_told_apart_by_where_they_end(void **state) {
    (void)state;
    assert_true(hash64_text(hash64_text(HASH64_EMPTY, "ab"), "c") !=
                hash64_text(hash64_text(HASH64_EMPTY, "a"), "bc"));
}

/* ---- text of a fixed size ----------------------------------------------------------- */

static void a_text_is_cut_between_characters(void **state) {
    (void)state;
    char small[5];
    assert_false(str_copy(small, sizeof small, "aếb")); /* 1 + 3 + 1 bytes */
    assert_string_equal(small, "aế");
    assert_false(str_copy(small, 4, "aếb"));
    assert_string_equal(small, "a");
    assert_true(str_copy(small, sizeof small, "ếb"));
}

static void after_a_cut_nothing_follows(void **state) {
    (void)state;
    char small[4];
    struct str s;
    str_init(&s, small, sizeof small);
    str_put(&s, "abcd");
    str_put(&s, "e");
    assert_string_equal(small, "abc");
    assert_true(s.cut);
}

/* A long argument is cut between characters, too. */
static void a_formatted_text_is_cut_between_characters(void **state) {
    (void)state;
    char word[3 * 500 + 1] = "", out[2000];
    for (size_t i = 0; i < 500; i++) {
        memcpy(word + 3 * i, "ế", 4);
    }
    struct str s;
    str_init(&s, out, sizeof out);
    str_printf(&s, "%s", word);
    assert_true(s.cut);
    assert_int_equal(strlen(out) % 3, 0);
    assert_true(strlen(out) > 1000);
}

static void days_exist_that_a_calendar_has(void **state) {
    (void)state;
    assert_true(date_exists(2026, 11, 23));
    assert_true(date_exists(2024, 2, 29) && date_exists(2000, 2, 29));
    assert_false(date_exists(2025, 2, 29) || date_exists(1900, 2, 29));
    assert_true(date_exists(0, 2, 29)); /* of a year that is not known */
    assert_false(date_exists(2026, 13, 1) || date_exists(2026, 0, 1));
    assert_false(date_exists(2026, 4, 31) || date_exists(2026, 4, 0));
    assert_false(date_exists(-4, 1, 1));
}

/* ---- problems in files ---------------------------------------------------------------- */

static void take_problem(void *context, bool error, const char *file, int line,
                         const char *sentence) {
    struct str *told = context;
    str_printf(told, "%d %s %d %s\n", error, file, line, sentence);
}

static void problems_can_be_had_as_values(void **state) {
    (void)state;
    char text[128];
    struct str told;
    struct diag diag = {.each = take_problem, .context = &told};
    str_init(&told, text, sizeof text);
    diag_error(&diag, "a.yaml", 3, "%d", "%d", 7);
    diag_warning(&diag, "b.po", 0, "x", "x");
    assert_string_equal(text, "1 a.yaml 3 7\n0 b.po 0 x\n");
    assert_int_equal(diag.errors, 1);
    assert_int_equal(diag.warnings, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problems_can_be_had_as_values),
        cmocka_unit_test(hashes_of_64_bits_are_the_published_ones),
        cmocka_unit_test(hashes_of_128_bits_are_the_published_ones),
        cmocka_unit_test(texts_are_told_apart_by_where_they_end),
        cmocka_unit_test(days_exist_that_a_calendar_has),
        cmocka_unit_test(a_text_is_cut_between_characters),
        cmocka_unit_test(after_a_cut_nothing_follows),
        cmocka_unit_test(a_formatted_text_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
