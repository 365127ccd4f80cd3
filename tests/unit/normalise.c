/* What is written → what is said: every reading the rules give, the source of each
 * word, other languages' numbers, any bytes. */
#include "speech/normalise.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "tests/test.h"
#include "unicode/nfc.h"

enum { SAID_BYTES = 4096, WORDS_MAX = 256 };

static const char *const fixture_columns[] = {"written", "said", "source", NULL};

static struct normaliser *open_language(const char *code, struct normaliser *vietnamese) {
    struct diag diag = {0};
    struct normaliser *n = normaliser_open("voices", code, vietnamese, &diag);
    assert_non_null(n);
    assert_int_equal(diag.errors, 0);
    return n;
}

static int open_vietnamese(void **state) {
    *state = open_language("vi", NULL);
    return 0;
}

static int close_vietnamese(void **state) {
    normaliser_close(*state);
    return 0;
}

static bool says(struct normaliser *n, const char *written, const char *said) {
    char bytes[SAID_BYTES];
    struct str out;
    str_init(&out, bytes, sizeof bytes);
    normalise_text(n, written, &out, NULL);
    if (strcmp(bytes, said) != 0) {
        print_error("“%s”\n  is said   “%s”\n  should be “%s”\n", written, bytes, said);
        return false;
    }
    return true;
}

static void check_fixture(struct normaliser *n, const char *path) {
    struct table table;
    struct diag diag = {0};
    unsigned wrong = 0;
    assert_true(table_read(path, fixture_columns, &diag, &table));
    for (size_t i = 0; i < table.count; i++) {
        wrong += !says(n, table.rows[i].fields[0], table.rows[i].fields[1]);
    }
    print_message("%s: %zu readings, %u wrong\n", path, table.count, wrong);
    table_fini(&table);
    assert_int_equal(wrong, 0);
}

static void test_vectors(void **state) {
    check_fixture(*state, "tests/fixtures/normalisation-vectors.tsv");
}

static void test_abbreviations(void **state) {
    check_fixture(*state, "tests/fixtures/normalisation-abbreviations.tsv");
}

static void test_units(void **state) {
    check_fixture(*state, "tests/fixtures/normalisation-units.tsv");
}

static void test_rules(void **state) {
    check_fixture(*state, "tests/fixtures/normalisation-rules.tsv");
}

static void test_notices(void **state) {
    check_fixture(*state, "tests/fixtures/normalisation-notices.tsv");
}

/* Every row of the table is found, and by nothing before it. */
static void test_every_abbreviation(void **state) {
    static const char *const columns[] = {"abbreviation", "reading", "note", NULL};
    struct table table;
    struct diag diag = {0};
    unsigned wrong = 0;
    assert_true(table_read("voices/vi/abbreviations.tsv", columns, &diag, &table));
    for (size_t i = 0; i < table.count; i++) {
        char written[64], said[128];
        struct str in, out;
        str_init(&in, written, sizeof written);
        str_init(&out, said, sizeof said);
        str_printf(&in, "xem %s này", table.rows[i].fields[0]);
        str_printf(&out, "xem %s này", table.rows[i].fields[1]);
        wrong += !says(*state, written, said);
    }
    table_fini(&table);
    assert_int_equal(wrong, 0);
}

/* No-break space, soft hyphen, zero-width space and joiner, byte order mark. */
static void test_invisible_characters(void **state) {
    assert_true(says(*state, "540.000\xC2\xA0đồng", "năm trăm bốn mươi nghìn đồng"));
    assert_true(says(*state, "5\xE2\x80\xAFkg", "năm ki lô gam"));
    assert_true(says(*state, "th\xC2\xADôn", "thôn"));
    assert_true(says(*state, "th\xE2\x80\x8Bôn\xE2\x80\x8D", "thôn"));
    assert_true(says(*state, "\xEF\xBB\xBFngày 1/7", "ngày mồng một tháng bảy"));
}

/* ---- typed values ------------------------------------------------------------------------ */

static void assert_value(struct normaliser *n, const char *before, enum segment_kind kind,
                         int64_t value, const char *said) {
    char bytes[SAID_BYTES];
    struct str out;
    str_init(&out, bytes, sizeof bytes);
    str_put(&out, before);
    assert_true(normalise_value(n, kind, value, &out, NULL));
    assert_string_equal(bytes, said);
}

static void test_typed_values(void **state) {
    char bytes[64];
    struct str out;
    str_init(&out, bytes, sizeof bytes);
    assert_value(*state, "", SEGMENT_MONEY, 540000, "năm trăm bốn mươi nghìn đồng");
    assert_value(*state, "", SEGMENT_COUNT, 34, "ba mươi tư");
    assert_value(*state, "tháng", SEGMENT_COUNT, 4, "tháng tư");
    assert_value(*state, "Từ ", SEGMENT_DATE, 20250701,
                 "Từ ngày mồng một tháng bảy năm hai nghìn không trăm hai mươi lăm");
    assert_value(*state, "Từ ngày", SEGMENT_DATE, 20261215,
                 "Từ ngày mười lăm tháng mười hai năm hai nghìn không trăm hai mươi sáu");
    assert_false(normalise_value(*state, SEGMENT_DATE, 20251301, &out, NULL));
    assert_false(normalise_value(*state, SEGMENT_DATE, 0, &out, NULL));
    assert_false(normalise_value(*state, SEGMENT_TEXT, 1, &out, NULL));
    assert_false(normalise_value(NULL, SEGMENT_COUNT, 1, &out, NULL));
    assert_int_equal(out.used, 0);
}

static void test_typed_values_of_languages(void **state) {
    struct normaliser *mien = open_language("ium", *state), *giay = open_language("pcc", *state);
    assert_value(mien, "", SEGMENT_MONEY, 20000, "i waanc đồng");
    assert_value(mien, "", SEGMENT_COUNT, 205, "nyic baeqv lengh biaa");
    assert_value(mien, "", SEGMENT_DATE, 20260301,
                 "saengh yietv faam hlaax hnyangx i cin lengh nyic ziepc luoqc");
    assert_value(giay, "", SEGMENT_COUNT, 21, "nyihxib idt");
    normaliser_close(giay);
    normaliser_close(mien);
}

/* ---- what a word stands for ------------------------------------------------------------------ */

struct mapped {
    char said[SAID_BYTES];
    struct normalised_word words[WORDS_MAX];
    struct normalised_map map;
};

static void map_text(struct normaliser *n, const char *written, struct mapped *mapped) {
    struct str out;
    str_init(&out, mapped->said, sizeof mapped->said);
    mapped->map = (struct normalised_map){.words = mapped->words, .max = WORDS_MAX};
    normalise_text(n, written, &out, &mapped->map);
}

static void assert_word(const struct mapped *mapped, size_t ix, const char *written,
                        const char *said, const char *source) {
    assert_true(ix < mapped->map.count);
    const struct normalised_word *word = &mapped->words[ix];
    assert_int_equal(word->said_end - word->said_start, strlen(said));
    assert_memory_equal(mapped->said + word->said_start, said, strlen(said));
    assert_int_equal(word->source_end - word->source_start, strlen(source));
    assert_memory_equal(written + word->source_start, source, strlen(source));
}

static void test_words_know_their_source(void **state) {
    static const char written[] = "Trước 8h30, nộp 540.000 đồng tại UBND xã.";
    struct mapped mapped;
    map_text(*state, written, &mapped);
    assert_string_equal(mapped.said, "Trước tám giờ ba mươi phút, nộp năm trăm bốn mươi nghìn đồng "
                                     "tại Ủy ban nhân dân xã.");
    assert_int_equal(mapped.map.count, 19);
    assert_word(&mapped, 0, written, "Trước", "Trước");
    assert_word(&mapped, 1, written, "tám", "8h30");
    assert_word(&mapped, 5, written, "phút", "8h30");
    assert_word(&mapped, 6, written, "nộp", "nộp");
    assert_word(&mapped, 12, written, "đồng", "540.000 đồng");
    assert_word(&mapped, 14, written, "Ủy", "UBND");
    assert_word(&mapped, 18, written, "xã", "xã");
    assert_true(mapped.words[0].vietnamese);
}

static void test_sources_of_numbers_with_words(void **state) {
    static const char written[] = "03 (ba) bộ, 2tr5/hộ/tháng, Thứ 2 - Thứ 6, 20/11";
    struct mapped mapped;
    map_text(*state, written, &mapped);
    assert_string_equal(mapped.said,
                        "ba bộ, hai triệu năm trăm nghìn một hộ một tháng, thứ hai đến thứ sáu, "
                        "ngày hai mươi tháng mười một");
    assert_word(&mapped, 0, written, "ba", "03 (ba)");
    assert_word(&mapped, 1, written, "bộ", "bộ");
    assert_word(&mapped, 2, written, "hai", "2tr5/hộ/tháng");
    assert_word(&mapped, 10, written, "tháng", "2tr5/hộ/tháng");
    assert_word(&mapped, 12, written, "hai", "2");
    assert_word(&mapped, 13, written, "đến", "- ");
    assert_word(&mapped, 14, written, "thứ", "Thứ");
    assert_word(&mapped, 16, written, "ngày", "20/11");
}

static void test_source_of_letters_taken_apart(void **state) {
    static const char written[] = "Tie\xCC\x82\xCC\x81ng  5 km"; /* e, circumflex, acute */
    struct mapped mapped;
    map_text(*state, written, &mapped);
    assert_string_equal(mapped.said, "Tiếng năm ki lô mét");
    assert_word(&mapped, 0, written, "Tiếng", "Tie\xCC\x82\xCC\x81ng");
    assert_word(&mapped, 1, written, "năm", "5");
    assert_word(&mapped, 2, written, "ki", "km");
    map_text(*state, "Tie\xCC\x81\xCC\x82ng", &mapped); /* the tone typed first */
    assert_string_equal(mapped.said, "Tiếng");
    map_text(*state, "\xC3\x90\xE1\xBA\xA1i \xC3\xB0i", &mapped); /* eth for đ */
    assert_string_equal(mapped.said, "Đại đi");
}

static void test_map_of_texts_in_a_row(void **state) {
    struct mapped mapped;
    struct str out;
    str_init(&out, mapped.said, sizeof mapped.said);
    mapped.map = (struct normalised_map){.words = mapped.words, .max = 3};
    normalise_text(*state, "từ ngày ", &out, &mapped.map);
    normalise_text(*state, "1/7", &out, &mapped.map);
    assert_string_equal(mapped.said, "từ ngày mồng một tháng bảy");
    assert_int_equal(mapped.map.count, 3); /* no more than there is room for */
    assert_word(&mapped, 2, "1/7", "mồng", "1/7");
}

static void test_words_of_two_languages(void **state) {
    static const char written[] = "muôx 3 luz, UBND 50%";
    static const bool vietnamese[] = {false, false, false, true, true, true,
                                      true,  true,  true,  true, true};
    struct normaliser *mong = open_language("hmn", *state);
    struct mapped mapped;
    map_text(mong, written, &mapped);
    assert_string_equal(mapped.said, "muôx pêz luz, Ủy ban nhân dân năm mươi phần trăm");
    assert_int_equal(mapped.map.count, sizeof vietnamese / sizeof *vietnamese);
    for (size_t i = 0; i < mapped.map.count; i++) {
        assert_int_equal(mapped.words[i].vietnamese, vietnamese[i]);
    }
    assert_false(mapped.words[0].changed);
    assert_true(mapped.words[1].changed);
    map_text(mong, "1.000 đ", &mapped);
    assert_string_equal(mapped.said, "iz cxênhz đồng");
    assert_false(mapped.words[1].vietnamese);
    assert_true(mapped.words[2].vietnamese);
    normaliser_close(mong);
}

struct parts {
    char text[128];
    struct str out;
};

static void add_part(void *context, const char *part, const struct normalised_word *first) {
    struct parts *parts = context;
    str_printf(&parts->out, "%s%s|", first->vietnamese ? "vi:" : "", part);
}

static void test_parts_by_language(void **state) {
    struct normaliser *mong = open_language("hmn", *state);
    struct mapped mapped;
    struct parts parts;
    str_init(&parts.out, parts.text, sizeof parts.text);
    map_text(mong, "Muôx 3 luz, 5%.", &mapped);
    normalised_parts(mapped.said, &mapped.map, add_part, &parts);
    assert_string_equal(parts.text, "Muôx |pêz |luz, |vi:năm phần trăm.|");
    assert_string_equal(mapped.said, "Muôx pêz luz, năm phần trăm.");
    normaliser_close(mong);
}

static void test_words_of_mien_stay_whole(void **state) {
    struct normaliser *mien = open_language("ium", *state);
    assert_true(
        says(mien, "m'zing, faah-ziepc (hnoi) mv.baac.", "m'zing, faah-ziepc, hnoi, mv.baac."));
    normaliser_close(mien);
}

/* ---- other languages ------------------------------------------------------------------- */

static bool says_in(struct normaliser *vietnamese, const struct table_row *row) {
    char code[16];
    const char *space = strchr(row->fields[0], ' ');
    struct str name;
    assert_non_null(space);
    str_init(&name, code, sizeof code);
    str_put_n(&name, row->fields[0], (size_t)(space - row->fields[0]));
    struct normaliser *n = open_language(code, vietnamese);
    bool right = says(n, space + 1, row->fields[1]);
    normaliser_close(n);
    return right;
}

static void test_numbers_of_languages(void **state) {
    struct table table;
    struct diag diag = {0};
    unsigned wrong = 0;
    assert_true(
        table_read("tests/fixtures/normalisation-numbers.tsv", fixture_columns, &diag, &table));
    for (size_t i = 0; i < table.count; i++) {
        wrong += !says_in(*state, &table.rows[i]);
    }
    table_fini(&table);
    assert_int_equal(wrong, 0);
}

/* ---- any text
 * ------------------------------------------------------------------------------------ */

enum sort { GAP, STOP, LETTER };

static enum sort sort_of(char c) { return c == ' ' ? GAP : strchr(",.?!", c) ? STOP : LETTER; }

/* Letters with single spaces between words, and , . ? ! right behind them. */
static bool is_speakable(const char *said) {
    enum sort before = GAP;
    for (const char *c = said; *c; c++) {
        enum sort now = sort_of(*c);
        bool ascii = (unsigned char)*c < 0x80;
        bool fits = now == LETTER ? before != STOP : now == GAP ? before != GAP : before == LETTER;
        if (!fits || (now == LETTER && ascii && !isalpha((unsigned char)*c))) {
            return false;
        }
        before = now;
    }
    return nfc_is_utf8(said, strlen(said)) && (*said == '\0' || before != GAP);
}

static void assert_speakable(struct normaliser *n, const char *written) {
    char once[SAID_BYTES], twice[SAID_BYTES];
    struct str out;
    str_init(&out, once, sizeof once);
    normalise_text(n, written, &out, NULL);
    str_init(&out, twice, sizeof twice);
    normalise_text(n, once, &out, NULL);
    if (!is_speakable(once) || strcmp(once, twice) != 0) {
        fail_msg("“%s”\n  is said “%s”\n  and then “%s”", written, once, twice);
    }
}

/* Made of pieces that mean something to one class or another. */
static void test_any_text_becomes_words(void **state) {
    static const char *const pieces[] = {
        "1",
        "25",
        "007",
        "540.000",
        "2,5",
        "/",
        "-",
        "–",
        ".",
        ",",
        ":",
        "%",
        " ",
        " ",
        "h",
        "đ",
        "kg",
        "m²",
        "NĐ-CP",
        "QH15",
        "UBND",
        "VNeID",
        "TT",
        "XIV",
        "quý ",
        "ngày ",
        "Điều ",
        "thứ ",
        "T2",
        "@",
        "vn",
        "gov.vn",
        "CT01",
        "xã",
        "Ủy",
        "Krông",
        "\xCC\x81",
        "ß",
        "ﬁ",
        "中",
        "\xF0\x9F\x98\x80",
        "\xff",
        "'",
        "’",
        "(",
        ")",
        "…",
        "?",
        "!",
        "+84",
        "2026",
        "12",
        "≥",
        "½",
        "Zalo",
        "A",
        "b",
        "ÔNG",
        "œ",
        "٣",
        "°C",
        "&",
        "k",
        "từ ",
        "1.001193",
        "(ba)",
        "I",
        "I. ",
        "II",
        "tr5",
        " giờ ",
        "\"",
        "x",
        "âm lịch",
        "Số ",
        "/",
        "000",
        "+",
        "=",
        "#",
        "☎",
        "thứ Hai",
        "CN",
    };
    unsigned random = 12345;
    for (unsigned i = 0; i < 20000; i++) {
        char text[256];
        struct str written;
        str_init(&written, text, sizeof text);
        for (unsigned k = 0; k < 1 + i % 9; k++) {
            random = random * 1103515245U + 12345U;
            str_put(&written, pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        assert_speakable(*state, text);
    }
}

/* A reading must itself be words, or it would be read once more. */
static void test_readings_are_words(void **state) {
    static const struct {
        const char *file;
        const char *columns[6];
    } tables[] = {
        {"voices/vi/abbreviations.tsv", {"abbreviation", "reading", "note"}},
        {"voices/vi/contextual.tsv", {"abbreviation", "reading", "when", "note"}},
        {"voices/vi/units.tsv", {"unit", "reading", "gap", "rest", "note"}},
        {"voices/vi/letters.tsv", {"letter", "name", "sound", "note"}},
        {"voices/vi/symbols.tsv", {"symbol", "reading", "note"}},
        {"voices/vi/citations.tsv", {"code", "reading", "part", "note"}},
        {"voices/vi/loans.tsv", {"word", "reading", "note"}},
    };
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct table table;
        struct diag diag = {0};
        assert_true(table_read(tables[i].file, tables[i].columns, &diag, &table));
        for (size_t k = 0; k < table.count; k++) {
            wrong += !says(*state, table.rows[k].fields[1], table.rows[k].fields[1]);
        }
        table_fini(&table);
    }
    assert_int_equal(wrong, 0);
}

static void test_plain_text_stays(void **state) {
    static const char text[] = "Bà con mình ơi, mời vào. Có giấy tờ gì không? Ông Giàng Seo Phử "
                               "nghỉ ở xã Tả Giàng Phình!";
    assert_true(says(*state, text, text));
    assert_true(says(*state, "", ""));
    assert_true(says(*state, " ", ""));
    assert_true(says(*state,
                     "a\xff"
                     "b\xc3",
                     "a bờ"));
    assert_true(says(NULL, "70 tuổi\xff", "70 tuổi"));
}

/* `command` in the shell, where $dir is the directory. */
static void run(const char *dir, const char *command) {
    char line[512];
    struct str s;
    str_init(&s, line, sizeof line);
    str_printf(&s, "dir='%s'; %s", dir, command);
    assert_int_equal(system(line), 0);
}

static void test_a_commune_s_own_readings(void **state) {
    char dir[] = "/tmp/normalise-test-XXXXXX";
    struct diag diag = {0};
    (void)state;
    assert_non_null(mkdtemp(dir));
    run(dir, "cp -r voices/vi $dir/");
    run(dir, "printf '%s\\t%s\\t%s\\n' abbreviation reading note kg cân - VNeID 'vê nờ e i đê' - "
             ">$dir/vi/overrides.tsv");
    struct normaliser *n = normaliser_open(dir, "vi", NULL, &diag);
    assert_non_null(n);
    assert_true(
        says(n, "5 kg, 2–3kg, 7.000đ/kg", "năm cân, từ hai đến ba cân, bảy nghìn đồng một cân"));
    assert_true(says(n, "mở VNeID", "mở vê nờ e i đê"));
    normaliser_close(n);
    run(dir, "rm -r $dir");
}

static void test_missing_tables(void **state) {
    struct diag diag = {.out = tmpfile()};
    (void)state;
    assert_null(normaliser_open("/nowhere", "vi", NULL, &diag));
    assert_true(diag.errors > 0);
    fclose(diag.out);
    normaliser_close(NULL);
}

/* Every letter of a run of 900 is said. */
static void test_long_run_of_letters(void **state) {
    char text[901], said[16 * 1024];
    struct str out;
    size_t words = 0;
    memset(text, 'x', 900);
    text[900] = '\0';
    str_init(&out, said, sizeof said);
    normalise_text(*state, text, &out, NULL);
    for (size_t i = 0; i < out.used; i++) {
        words += said[i] == ' ';
    }
    assert_int_equal(words + 1, 900);
}

static void test_language_without_tables(void **state) {
    struct diag diag = {0};
    struct normaliser *n = normaliser_open("/nowhere", "xyz", *state, &diag);
    assert_non_null(n);
    assert_true(says(n, "sab 15", "sab mười lăm"));
    normaliser_close(n);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_abbreviations),
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_notices),
        cmocka_unit_test(test_every_abbreviation),
        cmocka_unit_test(test_invisible_characters),
        cmocka_unit_test(test_typed_values),
        cmocka_unit_test(test_typed_values_of_languages),
        cmocka_unit_test(test_words_know_their_source),
        cmocka_unit_test(test_sources_of_numbers_with_words),
        cmocka_unit_test(test_source_of_letters_taken_apart),
        cmocka_unit_test(test_map_of_texts_in_a_row),
        cmocka_unit_test(test_words_of_two_languages),
        cmocka_unit_test(test_parts_by_language),
        cmocka_unit_test(test_words_of_mien_stay_whole),
        cmocka_unit_test(test_numbers_of_languages),
        cmocka_unit_test(test_any_text_becomes_words),
        cmocka_unit_test(test_readings_are_words),
        cmocka_unit_test(test_plain_text_stays),
        cmocka_unit_test(test_a_commune_s_own_readings),
        cmocka_unit_test(test_missing_tables),
        cmocka_unit_test(test_long_run_of_letters),
        cmocka_unit_test(test_language_without_tables),
    };
    return cmocka_run_group_tests(tests, open_vietnamese, close_vietnamese);
}
