/* Unicode: well-formed UTF-8, normalisation form C, line breaks. */
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#include "unicode/breaks.h"
#include "unicode/letters.h"
#include "unicode/nfc.h"

static void test_utf8(void **state) {
    (void)state;
    static const char *const good[] = {"", "a", "Tiếng Bản", "👪", "\xEF\xBF\xBD"};
    static const char *const bad[] = {
        "\x80",             /* a continuation without a start */
        "a\xC3",            /* cut */
        "\xC0\xAF",         /* too long a form */
        "\xED\xA0\x80",     /* half a surrogate pair */
        "\xF4\x90\x80\x80", /* beyond U+10FFFF */
        "\xFF",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(nfc_is_utf8(good[i], strlen(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(nfc_is_utf8(bad[i], strlen(bad[i])));
    }
    assert_false(nfc_is_utf8("a\0b", 3));
}

static void test_normal_form(void **state) {
    (void)state;
    const char *apart = "Tie\xCC\x82\xCC\x81ng"; /* e, circumflex, acute */
    assert_false(nfc_is_normal(apart));
    assert_true(nfc_is_normal("Tiếng"));
    assert_true(nfc_is_normal("ỹẠ 8.000đ…📌"));
    assert_false(nfc_is_normal("\xE1\xBB\xB9\xCC\xA3")); /* a mark behind ỹ */
    assert_false(nfc_is_normal("a\xCC\x81"));
    assert_false(nfc_is_normal("\xE1\xBA\xA0 \xE1\xBD\xB1")); /* another letter of E1 */
    char *copy = nfc_copy(apart);
    assert_string_equal(copy, "Tiếng");
    free(copy);
    copy = nfc_copy("");
    assert_string_equal(copy, "");
    free(copy);
    /* One character whose form C is longer than itself. */
    copy = nfc_copy("\xF0\x9D\x85\xA0");
    assert_true(strlen(copy) > 4);
    assert_true(nfc_is_normal(copy));
    free(copy);
}

static void test_characters(void **state) {
    (void)state;
    assert_int_equal(nfc_characters(""), 0);
    assert_int_equal(nfc_characters("Bản"), 3);
    assert_int_equal(nfc_characters("👪🏛️"), 2);
}

static void check_breaks(const char *text, const char *lang, const uint16_t *wanted, size_t count) {
    uint16_t got[16];
    assert_int_equal(breaks_find(text, lang, got, 16), count);
    assert_memory_equal(got, wanted, count * sizeof *wanted);
}

static void test_plain_letters(void **state) {
    (void)state;
    char plain[16];
    assert_true(letters_plain("Thủ Tục 1…", plain, sizeof plain));
    assert_string_equal(plain, "thu tuc 1…");
    assert_true(letters_plain("Đe\u0302\u0300", plain, sizeof plain)); /* marks of their own */
    assert_string_equal(plain, "de");
    assert_true(letters_plain("Đạm", plain, 4));
    assert_string_equal(plain, "dam");
    assert_false(letters_plain("Đạmx", plain, 4));
    assert_false(letters_plain("\xFF", plain, sizeof plain));
}

static void test_breaks(void **state) {
    (void)state;
    check_breaks("", "vi", NULL, 0);
    check_breaks("một", "vi", (const uint16_t[]){5}, 1);
    check_breaks("một hai, ba", "vi", (const uint16_t[]){6, 11, 13}, 3);
    check_breaks("một hai", NULL, (const uint16_t[]){6, 9}, 2);
    check_breaks("một hai", "not a tag!", (const uint16_t[]){6, 9}, 2);
    /* A number keeps its unit with a space that does not break. */
    check_breaks("500\xC2\xA0đồng", "vi", (const uint16_t[]){12}, 1);
}

static void test_breaks_without_spaces(void **state) {
    (void)state;
    uint16_t at[16];
    /* Khmer writes no spaces between words: ICU has a dictionary. */
    size_t count = breaks_find("ខ្ញុំចង់ទៅសាលារៀន", "km", at, 16);
    assert_true(count >= 2);
    assert_int_equal(at[count - 1], strlen("ខ្ញុំចង់ទៅសាលារៀន"));
}

static void test_breaks_fit_where_told(void **state) {
    (void)state;
    uint16_t at[3] = {0, 0, 777};
    assert_int_equal(breaks_find("a b c d", "vi", at, 2), 2);
    assert_int_equal(at[1], 4);
    assert_int_equal(at[2], 777);
    assert_int_equal(breaks_find("a b", "vi", at, 0), 0);
}

static void test_breaks_too_long(void **state) {
    (void)state;
    static char text[UINT16_MAX + 2];
    uint16_t at[1];
    memset(text, 'a', UINT16_MAX + 1);
    assert_int_equal(breaks_find(text, "vi", at, 1), 0);
    text[UINT16_MAX] = '\0';
    assert_int_equal(breaks_find(text, "vi", at, 1), 1);
    assert_int_equal(at[0], UINT16_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_normal_form),
        cmocka_unit_test(test_characters),
        cmocka_unit_test(test_plain_letters),
        cmocka_unit_test(test_breaks),
        cmocka_unit_test(test_breaks_without_spaces),
        cmocka_unit_test(test_breaks_fit_where_told),
        cmocka_unit_test(test_breaks_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
