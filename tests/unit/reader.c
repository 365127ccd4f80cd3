/* From text to what the voice gets: figures, tables, words of Mông. */
#include "speech/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "speech/normalise.h"
#include "speech/script.h"
#include "speech/table.h"
#include "tests/test.h"
#include "unicode/spellout.h"

/* ---- figures ------------------------------------------------------------------------ */

static struct spellout *open_numbers(void) {
    struct diag diag = {0};
    struct spellout *numbers = spellout_open("voices/vi/numbers.txt", &diag);
    assert_non_null(numbers);
    return numbers;
}

static void assert_said(struct spellout *numbers, const char *written, const char *said) {
    char bytes[512];
    struct str out;
    str_init(&out, bytes, sizeof bytes);
    normalise_text(numbers, written, &out);
    assert_string_equal(bytes, said);
}

static void test_figures_in_text(void **state) {
    static const char *const pairs[][2] = {
        {"0", "không"},
        {"4", "bốn"},
        {"10", "mười"},
        {"11", "mười một"},
        {"14", "mười bốn"},
        {"15", "mười lăm"},
        {"20", "hai mươi"},
        {"21", "hai mươi mốt"},
        {"24", "hai mươi tư"},
        {"25", "hai mươi lăm"},
        {"100", "một trăm"},
        {"101", "một trăm linh một"},
        {"104", "một trăm linh tư"},
        {"105", "một trăm linh năm"},
        {"110", "một trăm mười"},
        {"115", "một trăm mười lăm"},
        {"121", "một trăm hai mươi mốt"},
        {"1000", "một nghìn"},
        {"1.005", "một nghìn không trăm linh năm"},
        {"24.004", "hai mươi tư nghìn không trăm linh tư"},
        {"500.000", "năm trăm nghìn"},
        {"3.012.000", "ba triệu không trăm mười hai nghìn"},
        {"2.789.000", "hai triệu bảy trăm tám mươi chín nghìn"},
        {"1.000.001", "một triệu không trăm linh một"},
        {"1.000.000.000", "một tỷ"},
        {"1.005.000.000", "một tỷ không trăm linh năm triệu"},
        {"01/7/2025", "ngày mồng một tháng bảy năm hai nghìn không trăm hai mươi lăm"},
        {"ngày 15/4/2026", "ngày mười lăm tháng tư năm hai nghìn không trăm hai mươi sáu"},
        {"Ngày 5/10/2026", "Ngày mồng năm tháng mười năm hai nghìn không trăm hai mươi sáu"},
        {"năm 2024", "năm hai nghìn không trăm hai mươi tư"},
        {"thứ 2 đến thứ 4", "thứ hai đến thứ tư"},
        {"ngày 3 tháng 4", "ngày mồng ba tháng tư"},
        {"mỗi ngày 3 lần", "mỗi ngày ba lần"},
        {"75 tuổi, 70 tuổi.", "bảy mươi lăm tuổi, bảy mươi tuổi."},
        {"2,5", "hai phẩy năm"},
        {"0,05", "không phẩy không năm"},
        {"0,5%", "không phẩy năm%"},
        {"1.001193", "một chấm không không một một chín ba"},
        {"0912345678", "không chín một hai, ba bốn năm, sáu bảy tám"},
        {"0986 123 456", "không chín tám sáu một trăm hai mươi ba bốn trăm năm mươi sáu"},
        {"Mẫu CT01", "Mẫu CT không một"},
        {"30/2/2026", "ba mươi/hai/hai nghìn không trăm hai mươi sáu"},
        {"xã Ba Sơn", "xã Ba Sơn"},
        {"", ""},
        {"a\xff"
         "b\xc3",
         "ab"},
    };
    (void)state;
    struct spellout *numbers = open_numbers();
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_said(numbers, pairs[i][0], pairs[i][1]);
    }
    spellout_close(numbers);
    assert_said(NULL, "70 tuổi", "70 tuổi");
}

static void assert_value(struct spellout *numbers, const char *before, enum segment_kind kind,
                         int64_t value, const char *said) {
    char bytes[512];
    struct str out;
    str_init(&out, bytes, sizeof bytes);
    str_put(&out, before);
    assert_true(normalise_value(numbers, kind, value, &out));
    assert_string_equal(bytes, said);
}

static void test_typed_values(void **state) {
    (void)state;
    char bytes[64];
    struct str out;
    struct spellout *numbers = open_numbers();
    str_init(&out, bytes, sizeof bytes);
    assert_value(numbers, "", SEGMENT_MONEY, 540000, "năm trăm bốn mươi nghìn đồng");
    assert_value(numbers, "", SEGMENT_COUNT, 34, "ba mươi tư");
    assert_value(numbers, "tháng ", SEGMENT_COUNT, 4, "tháng tư");
    assert_value(numbers, "Từ ", SEGMENT_DATE, 20250701,
                 "Từ ngày mồng một tháng bảy năm hai nghìn không trăm hai mươi lăm");
    assert_value(numbers, "Từ ngày ", SEGMENT_DATE, 20261215,
                 "Từ ngày mười lăm tháng mười hai năm hai nghìn không trăm hai mươi sáu");
    assert_false(normalise_value(numbers, SEGMENT_DATE, 20251301, &out));
    assert_false(normalise_value(numbers, SEGMENT_DATE, 0, &out));
    assert_false(normalise_value(NULL, SEGMENT_COUNT, 1, &out));
    assert_int_equal(out.used, 0);
    spellout_close(numbers);
}

static char *quiet_file(void) {
    static const char rules[] = "%cardinal:\n  0: nothing; <<<<;\n";
    char *path = strdup("/tmp/reader-test-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, rules, sizeof rules - 1), sizeof rules - 1);
    close(file);
    return path;
}

static void test_wrong_rules_are_refused(void **state) {
    (void)state;
    struct diag diag = {.out = tmpfile()};
    char *path = quiet_file();
    assert_null(spellout_open("/nowhere/numbers.txt", &diag));
    assert_null(spellout_open(path, &diag));
    assert_int_equal(diag.errors, 2);
    fclose(diag.out);
    unlink(path);
    free(path);
}

/* ---- tables -------------------------------------------------------------------------- */

static const char *const columns[] = {"letter", "sound", NULL};

static unsigned errors_of(const char *text, const char *expected) {
    char said[2048] = "";
    struct diag diag = {.out = tmpfile()};
    struct table table;
    bool parsed = table_parse("t.tsv", text, strlen(text), columns, &diag, &table);
    assert_int_equal(parsed, diag.errors == 0);
    table_fini(&table);
    rewind(diag.out);
    said[fread(said, 1, sizeof said - 1, diag.out)] = '\0';
    fclose(diag.out);
    if (expected && !strstr(said, expected)) {
        fail_msg("expected “%s” in: %s", expected, said);
    }
    return diag.errors;
}

static void test_tables(void **state) {
    (void)state;
    assert_int_equal(errors_of("# note\nletter\tsound\na\tA\nb\t-\n", NULL), 0);
    assert_int_equal(errors_of("letter\tsound\r\na\tA\r\n", NULL), 0);
    assert_int_equal(errors_of("letter\tsound\na\tA", NULL), 0);
    assert_int_equal(errors_of("letter\tsound\na\tA\na\tB\n", "t.tsv:3: "), 1);
    assert_int_equal(errors_of("letter\tsound\na\n", "t.tsv:2: "), 1);
    assert_int_equal(errors_of("letter\tsound\na\tb\tc\td\te\tf\tg\th\ti\tj\n", "t.tsv:2: "), 1);
    assert_int_equal(errors_of("letter\tsuond\na\tA\n", "t.tsv:1: "), 1);
    assert_int_equal(errors_of("letter\tsound\na\t\xff\n", "t.tsv:2: "), 1);
    assert_int_equal(errors_of("", "t.tsv: "), 1);
}

/* ---- words of Mông ----------------------------------------------------------------------- */

static struct reader *open_mong(void) {
    struct diag diag = {0};
    struct reader *reader = NULL;
    assert_int_equal(reader_open("voices/hmn", &diag, &reader), ERR_OK);
    return reader;
}

static void assert_read(const struct reader *reader, const char *word, const char *mnemonics) {
    char bytes[128];
    struct str out;
    str_init(&out, bytes, sizeof bytes);
    assert_true(reader_word(reader, word, &out));
    assert_string_equal(bytes, mnemonics);
}

static void test_syllables(void **state) {
    (void)state;
    struct reader *reader = open_mong();
    assert_read(reader, "iz", "i|7");
    assert_read(reader, "aoz", "a:|7|w");
    assert_read(reader, "Hmôngz", "h|m|o|7|N");
    assert_read(reader, "HMÔNGZ", "h|m|o|7|N");
    assert_read(reader, "đuz", "d_|u|7");
    assert_read(reader, "Đuz", "d_|u|7");
    assert_read(reader, "mfleiz", "m|p|h|l|eI|7");
    assert_read(reader, "shang", "S;|a:|1|N");
    assert_read(reader, "tangk", "t[|a:|1|N");
    assert_read(reader, "nkrêk", "N|q|h|e|1");
    assert_read(reader, "hoangx", "h|w|a:|2|N");
    assert_read(reader, "ntơưr", "n|d|@:U|3");
    assert_read(reader, "njưx", "n|d|z.|y|2");
    reader_close(reader);
}

/* The words of the reference list all belong to the language. */
static void test_known_words(void **state) {
    static const char *const words[] = {
        "pêz",   "paor",   "phưv",  "fuô",    "faov",  "fêv",    "buô",   "bê",    "mfâu",
        "mfông", "plangz", "plâuz", "flu",    "bluô",  "blêx",   "têl",   "tuôx",  "thaor",
        "thâuk", "ntông",  "ntêr",  "nthuôr", "đêx",   "đơưz",   "đha",   "trâu",  "tril",
        "râuz",  "đrus",   "đraox", "nrar",   "chuôx", "chaos",  "qơư",   "qiv",   "ndâux",
        "nqu",   "cur",    "câuv",  "khi",    "gaox",  "nkhâuk", "keiz",  "kraor", "greix",
        "txir",  "cxênhz", "nzuôr", "nxeik",  "tsêr",  "yaz",    "njêl",  "nyei",  "môngl",
        "nênhs", "nhaoz",  "hnhur", "ngôl",   "phuôz", "vuôl",   "xưk",   "sâu",   "jông",
        "zaos",  "heik",   "lul",   "hli",    "viêx",  "cuênhk", "xinhr", "cuiz",  "nor",
    };
    (void)state;
    struct reader *reader = open_mong();
    char bytes[128];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct str out;
        str_init(&out, bytes, sizeof bytes);
        if (!reader_word(reader, words[i], &out)) {
            fail_msg("%s", words[i]);
        }
    }
    reader_close(reader);
}

static void test_foreign_words(void **state) {
    static const char *const words[] = {"",   "Ủy",   "nhân",  "bạn", "z",  "một",
                                        "15", "xyz!", "a\xff", "kt",  "đờ", "ban"};
    (void)state;
    struct reader *reader = open_mong();
    char bytes[128];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct str out;
        str_init(&out, bytes, sizeof bytes);
        assert_false(reader_word(reader, words[i], &out));
        assert_int_equal(out.used, 0);
    }
    reader_close(reader);
}

static void test_no_tables_is_no_error(void **state) {
    (void)state;
    struct diag diag = {0};
    struct reader *reader = NULL;
    assert_int_equal(reader_open("voices/none", &diag, &reader), ERR_DEGRADE);
    assert_int_equal(diag.errors, 0);
    reader_close(NULL);
}

/* ---- a prompt --------------------------------------------------------------------------- */

enum { VI, HMN, TYZ };

struct stage {
    struct tongues tongues;
    struct page page;
    struct script script;
};

static struct stage *open_stage(void) {
    struct stage *stage = calloc(1, sizeof *stage);
    stage->tongues.list[VI].voice = "vi";
    stage->tongues.list[HMN] = (struct tongue){.voice = "vi", .reader = open_mong()};
    stage->tongues.numbers = open_numbers();
    stage->page.text_used = 1;
    stage->page.prompt_count = 1;
    return stage;
}

static void close_stage(struct stage *stage) {
    reader_close(stage->tongues.list[HMN].reader);
    spellout_close(stage->tongues.numbers);
    free(stage);
}

static void add(struct stage *stage, enum segment_kind kind, int8_t lang_ix, const char *text,
                int64_t value) {
    struct page *page = &stage->page;
    page->segments[page->segment_count++] = (struct page_segment){
        .kind = kind, .lang_ix = lang_ix, .text_at = page->text_used, .value = value};
    size_t bytes = strlen(text) + 1;
    memcpy(page->text + page->text_used, text, bytes);
    page->text_used = (uint16_t)(page->text_used + bytes);
    page->prompts[0].segment_count = page->segment_count;
}

static void assert_piece(const struct stage *stage, unsigned ix, bool mnemonics, const char *text) {
    assert_true(ix < stage->script.count);
    assert_int_equal(stage->script.pieces[ix].mnemonics, mnemonics);
    assert_string_equal(stage->script.pieces[ix].text, text);
    assert_string_equal(stage->script.pieces[ix].voice, "vi");
}

static void test_values_join_their_sentence(void **state) {
    (void)state;
    struct stage *stage = open_stage();
    add(stage, SEGMENT_TEXT, VI, "Từ ngày ", 0);
    add(stage, SEGMENT_DATE, VI, "01/7/2025", 20250701);
    add(stage, SEGMENT_TEXT, VI, ", mỗi tháng ", 0);
    add(stage, SEGMENT_MONEY, VI, "540.000 đồng", 540000);
    add(stage, SEGMENT_TEXT, VI, ".", 0);
    script_prompt(&stage->tongues, &stage->page, 0, &stage->script);
    assert_int_equal(stage->script.count, 1);
    assert_piece(stage, 0, false,
                 "Từ ngày mồng một tháng bảy năm hai nghìn không trăm hai mươi lăm, mỗi tháng "
                 "năm trăm bốn mươi nghìn đồng.");
    close_stage(stage);
}

static void test_mixed_languages(void **state) {
    (void)state;
    struct stage *stage = open_stage();
    add(stage, SEGMENT_TEXT, HMN, "“Tsêr” ziz xênhz, mus ", 0);
    add(stage, SEGMENT_TEXT, VI, "Ủy ban nhân dân", 0);
    add(stage, SEGMENT_TEXT, HMN, " thông 15 hnuz.", 0);
    add(stage, SEGMENT_TEXT, TYZ, "không có giọng", 0);
    script_prompt(&stage->tongues, &stage->page, 0, &stage->script);
    assert_int_equal(stage->script.count, 5);
    assert_piece(stage, 0, true, "[[t[|s.|e|3]] [[j|i|7]] [[s|e|7|N]], [[m|u|4]]");
    assert_piece(stage, 1, false, "Ủy ban nhân dân");
    assert_piece(stage, 2, true, "[[t|o|1|N]]");
    assert_piece(stage, 3, false, "mười lăm");
    assert_piece(stage, 4, true, "[[h|n|u|7]].");
    close_stage(stage);
}

static void test_long_text_is_cut_at_words(void **state) {
    (void)state;
    struct stage *stage = open_stage();
    char text[3000] = "";
    size_t total = 0;
    static const char words[] = "một hai ";
    for (size_t i = 0; i < 250; i++) {
        memcpy(text + i * (sizeof words - 1), words, sizeof words);
    }
    add(stage, SEGMENT_TEXT, VI, text, 0);
    script_prompt(&stage->tongues, &stage->page, 0, &stage->script);
    for (unsigned i = 0; i < stage->script.count; i++) {
        size_t bytes = strlen(stage->script.pieces[i].text);
        assert_true(bytes <= SCRIPT_PIECE_BYTES);
        total += bytes;
    }
    assert_int_equal(total, strlen(text));
    assert_true(stage->script.count > 1);
    assert_false(stage->script.cut);
    close_stage(stage);
}

static void test_brackets_are_no_phonemes(void **state) {
    (void)state;
    struct stage *stage = open_stage();
    add(stage, SEGMENT_TEXT, VI, "[[pa]]", 0);
    script_prompt(&stage->tongues, &stage->page, 0, &stage->script);
    assert_piece(stage, 0, false, "[[pa]]");
    close_stage(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures_in_text),
        cmocka_unit_test(test_typed_values),
        cmocka_unit_test(test_wrong_rules_are_refused),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_syllables),
        cmocka_unit_test(test_known_words),
        cmocka_unit_test(test_foreign_words),
        cmocka_unit_test(test_no_tables_is_no_error),
        cmocka_unit_test(test_values_join_their_sentence),
        cmocka_unit_test(test_mixed_languages),
        cmocka_unit_test(test_long_text_is_cut_at_words),
        cmocka_unit_test(test_brackets_are_no_phonemes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
