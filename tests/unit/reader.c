/* From text to what the voice gets: tables, syllables, prompts. */
#include "speech/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/table.h"
#include "speech/normalise.h"
#include "speech/script.h"
#include "speech/words.h"
#include "tests/test.h"
#include "unicode/spellout.h"

/* ---- rules of numbers ----------------------------------------------------------------- */

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

/* ---- words ------------------------------------------------------------------------------- */

static const char tiny[] = "tests/fixtures/voices";

static struct reader *open_reader(const char *voices_dir, const char *code) {
    struct diag diag = {0};
    struct reader *reader = NULL;
    assert_int_equal(reader_open(voices_dir, code, &diag, &reader), ERR_OK);
    return reader;
}

static void assert_ipa(const struct reader *reader, const char *word, enum reading_way way,
                       const char *ipa) {
    char bytes[1024];
    struct str out;
    struct reading reading;
    str_init(&out, bytes, sizeof bytes);
    reader_read(reader, word, &reading);
    reading_put_ipa(&reading, &out);
    assert_string_equal(bytes, ipa);
    assert_string_equal(reading_way_name(reading.way), reading_way_name(way));
}

/* A letter that may be a tone or an onset is an onset if the rest can be read so. */
static void test_solid_words(void **state) {
    (void)state;
    struct reader *reader = open_reader(tiny, "aa");
    assert_ipa(reader, "a", READ_OWN, "ʔa˧");
    assert_ipa(reader, "PHAS", READ_OWN, "pʰa˨");
    assert_ipa(reader, "ntua", READ_OWN, "ⁿtuə˧");
    assert_ipa(reader, "menyua", READ_OWN, "me˧.ɲuə˧");
    assert_ipa(reader, "pojnya", READ_OWN, "pɔ˥˨.ɲa˧");
    assert_ipa(reader, "kamo", READ_OWN, "ka˧.mɔ˧");
    assert_ipa(reader, "kamno", READ_OWN, "ka˩̰.nɔ˧");
    assert_ipa(reader, "kasso", READ_OWN, "ka˨.sɔ˧");
    assert_ipa(reader, "kajo", READ_OWN, "ka˥˨.ʔɔ˧");
    assert_ipa(reader, "kangas", READ_OWN, "kaŋ˧.ʔa˨");
    assert_ipa(reader, "ka.po", READ_OWN, "ka˧.pɔ˧");
    assert_ipa(reader, "ka^po", READ_OWN, "ka˧.pɔ˧");
    reader_close(reader);
}

/* An onset that a tone could be mistaken for stands only where it cannot. */
static void test_places_of_onsets(void **state) {
    (void)state;
    struct reader *reader = open_reader(tiny, "aa");
    assert_ipa(reader, "hlas", READ_OWN, "hla˨");
    assert_ipa(reader, "kashla", READ_OWN, "ka˨.hla˧");
    assert_ipa(reader, "ka-hla", READ_OWN, "ka˥˨.hla˧");
    assert_ipa(reader, "kahla", READ_SPELLED, "laː˧˧.laː˧˧.laː˧˧.laː˧˧.laː˧˧");
    reader_close(reader);
}

static void test_onsets_before_some_rimes(void **state) {
    (void)state;
    struct reader *reader = open_reader(tiny, "aa");
    assert_ipa(reader, "yu", READ_OWN, "ɲu˧");
    assert_ipa(reader, "yuas", READ_OWN, "ɲuə˨");
    assert_ipa(reader, "ya", READ_OWN, "ja˧");
    assert_ipa(reader, "yayu", READ_OWN, "ja˧.ɲu˧");
    reader_close(reader);
}

static void test_kinds_of_rimes(void **state) {
    (void)state;
    struct reader *reader = open_reader(tiny, "aa");
    assert_ipa(reader, "papv", READ_OWN, "pap̚˥");
    assert_ipa(reader, "paapv", READ_OWN, "paːp̚˥˧");
    assert_ipa(reader, "zi", READ_OWN, "zi˧");
    assert_ipa(reader, "zis", READ_OWN, "zz̩˨");
    assert_ipa(reader, "zij", READ_OWN, "zi˥˨");
    assert_ipa(reader, "sis", READ_OWN, "si˨");
    reader_close(reader);
}

static void test_sandhi(void **state) {
    (void)state;
    struct reader *reader = open_reader(tiny, "aa");
    assert_ipa(reader, "kas-pas", READ_OWN, "ka˥˨.pa˨");
    assert_ipa(reader, "kag-pas", READ_OWN, "ka˧˩̤.pa˨");
    assert_ipa(reader, "ko\u02bcpas", READ_OWN, "kɔ˨˩.pa˨");
    reader_close(reader);
}

static void test_apostrophes_of_every_kind(void **state) {
    static const char *const written[] = {
        "ka'pas",      "ka`pas",      "ka\u00b4pas", "ka\u02b9pas", "ka\u02bbpas",
        "ka\u02bcpas", "ka\u02bdpas", "ka\u02c8pas", "ka\u2018pas", "ka\u2019pas",
        "ka\u201bpas", "ka\u2032pas", "ka\ua78cpas", "ka\uff07pas"};
    (void)state;
    struct reader *reader = open_reader(tiny, "aa");
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        assert_ipa(reader, written[i], READ_OWN, "kə˨˩.pa˨");
    }
    reader_close(reader);
}

static void test_marks(void **state) {
    (void)state;
    struct reader *reader = open_reader(tiny, "cc");
    assert_ipa(reader, "le", READ_OWN, "le˧");
    assert_ipa(reader, "lè", READ_OWN, "le˨˩");
    assert_ipa(reader, "LÈ", READ_OWN, "le˨˩");
    assert_ipa(reader, "le\u0300", READ_OWN, "le˨˩");
    assert_ipa(reader, "lẻke", READ_OWN, "le˧˩˧.ke˧");
    assert_ipa(reader, "le\u0331", READ_OWN, "le˨");
    assert_ipa(reader, "le\u0332", READ_OWN, "le˨");
    assert_ipa(reader, "l'e", READ_OWN, "le˨");
    assert_ipa(reader, "le_", READ_OWN, "le˨");
    assert_ipa(reader, "lej", READ_OWN, "le˨");
    assert_ipa(reader, "lajp", READ_OWN, "lap̚˨");
    assert_ipa(reader, "le\u0300\u0309", READ_SPELLED, "laː˧˧.laː˧˧");
    reader_close(reader);
}

static void test_other_ways_to_read(void **state) {
    (void)state;
    struct reader *reader = open_reader(tiny, "aa");
    assert_ipa(reader, "hanoi", READ_WORDS, "haː˨˩.noj˨˩ˀ");
    assert_ipa(reader, "pos", READ_WORDS, "pɔ˩̰");
    assert_ipa(reader, "Kè", READ_WORDS, "ke˨˩");
    assert_ipa(reader, "bê", READ_VIETNAMESE, "pe˧˧");
    assert_ipa(reader, "pa-bê", READ_VIETNAMESE, "pa˧.pe˧˧");
    assert_ipa(reader, "xbt", READ_SPELLED, "hi˧˧.naː˧˧.pe˧˧.te˧˧");
    assert_ipa(reader, "ж", READ_SPELLED, "laː˧˧");
    reader_close(reader);
}

static void test_a_language_rests_on_others(void **state) {
    (void)state;
    struct reader *reader = open_reader(tiny, "bb");
    assert_ipa(reader, "pas", READ_OWN, "paː˨");
    assert_ipa(reader, "papv", READ_OWN, "pap̚˥˧");
    assert_ipa(reader, "lẻ", READ_OWN, "le˧˩˧");
    assert_ipa(reader, "bê", READ_VIETNAMESE, "pe˧˧");
    reader_close(reader);
}

static void assert_mnemonics(const struct reader *reader, const char *word, const char *expected) {
    char bytes[256];
    struct str out;
    struct reading reading;
    str_init(&out, bytes, sizeof bytes);
    reader_read(reader, word, &reading);
    assert_int_equal(reading_put_mnemonics(&reading, &out), expected != NULL);
    assert_true(!expected || strcmp(bytes, expected) == 0);
}

static void test_mnemonics(void **state) {
    (void)state;
    struct reader *reader = open_reader(tiny, "aa");
    assert_mnemonics(reader, "a", "[[?|a|T00]]");
    assert_mnemonics(reader, "ntuas", "[[n|t[|u@|T02]]");
    assert_mnemonics(reader, "kagpam", "[[k|a|T03|h~]] [[p|a|T04|?]]");
    assert_mnemonics(reader, "kang", "[[k|a|T00|N]]");
    assert_mnemonics(reader, "bê", "[[p|e|T10]]");
    assert_mnemonics(reader, "bệ", NULL); /* a tone that was not built */
    reader_close(reader);
}

/* The same syllable, however its mark is typed. */
static void test_vietnamese(void **state) {
    (void)state;
    struct reader *reader = open_reader("voices", "vi");
    assert_ipa(reader, "hoà", READ_OWN, "hwaː˨˩");
    assert_ipa(reader, "hòa", READ_OWN, "hwaː˨˩");
    assert_ipa(reader, "HO\u0300A", READ_OWN, "hwaː˨˩");
    assert_ipa(reader, "qủa", READ_OWN, "kwaː˧˩");
    assert_ipa(reader, "quả", READ_OWN, "kwaː˧˩");
    assert_ipa(reader, "thuỷ", READ_OWN, "tʰwi˧˩");
    assert_ipa(reader, "thủy", READ_OWN, "tʰwi˧˩");
    assert_ipa(reader, "vie\u0302\u0323t", READ_OWN, "viət̚˨˩ˀ");
    assert_ipa(reader, "vie\u0323\u0302t", READ_OWN, "viət̚˨˩ˀ");
    assert_ipa(reader, "giếng", READ_OWN, "ziəŋ˧˦");
    assert_ipa(reader, "he\u0301\u0302t", READ_OWN, "het̚˧˦"); /* the tone typed first */
    assert_ipa(reader, "gì", READ_OWN, "zi˨˩");
    assert_ipa(reader, "gìn", READ_OWN, "zin˨˩");
    assert_ipa(reader, "ghì", READ_OWN, "ɣi˨˩");
    assert_ipa(reader, "\u00D0ại", READ_OWN, "ɗaːj˨˩ˀ"); /* the letter of Iceland */
    assert_ipa(reader, "quốc", READ_OWN, "kuək̚˧˦");
    assert_ipa(reader, "quê", READ_OWN, "kwe˧˧");
    reader_close(reader);
}

/* Where another language reads a word as Vietnamese it is read as there. */
static void test_vietnamese_in_others(void **state) {
    (void)state;
    struct reader *reader = open_reader("voices", "hmn");
    assert_ipa(reader, "gì", READ_VIETNAMESE, "zi˨˩");
    assert_ipa(reader, "quốc", READ_VIETNAMESE, "kuək̚˧˦");
    assert_ipa(reader, "H\u2019mông", READ_VIETNAMESE, "məwŋ͡m˧˧"); /* of its loans */
    reader_close(reader);
    reader = open_reader("voices", "tyz");
    assert_ipa(reader, "Facebook", READ_VIETNAMESE, "fəj˧˧.ɓʊwk͡p̚˧˦");
    assert_ipa(reader, "pa-Facebook", READ_VIETNAMESE, "paː˧˧.fəj˧˧.ɓʊwk͡p̚˧˦");
    reader_close(reader);
}

/* An accent of Vietnamese is no foreign language to itself. */
static void test_accents(void **state) {
    (void)state;
    struct reader *reader = open_reader("voices", "vi-VN-x-south");
    assert_ipa(reader, "quốc", READ_OWN, "kuək̚˦˥");
    assert_ipa(reader, "bt", READ_SPELLED, "ɓe˧˧.te˧˧");
    assert_ipa(reader, "r", READ_SPELLED, "ʔɛ˧˧.rəː˨˩");
    assert_mnemonics(reader, "quốc", NULL);
    reader_close(reader);
}

/* Tày writes one of its tones in many ways, Bouyei its words without gaps. */
static void test_ways_to_write(void **state) {
    (void)state;
    struct reader *tay = open_reader("voices", "tyz"), *giay = open_reader("voices", "pcc");
    assert_ipa(tay, "fi\u0331e\u0302\u0331c", READ_OWN, "fiək˨˨");
    assert_ipa(tay, "bjoojc", READ_OWN, "ɓʲɔk˨˨");
    assert_ipa(tay, "pejch", READ_OWN, "pɛk̟˨˨");
    assert_ipa(tay, "pi\u0331a\u0323", READ_OWN, "pi˨˨.ʔaː˧˨ʔ"); /* two marks: two syllables */
    assert_ipa(giay, "bagtaul", READ_OWN, "pɐk̚˧˥.ʔɐu˨˦");
    assert_ipa(giay, "bagdaul", READ_OWN, "pɐk̚˧.tɐu˨˦");
    assert_ipa(giay, "taiq", READ_OWN, "tʰɐi˨˦");
    assert_ipa(giay, "ha\u0301\u0302ư", READ_WORDS, "həɯ˨˦"); /* hấư, the tone typed first */
    reader_close(giay);
    reader_close(tay);
}

struct gathered {
    char text[512];
    struct str out;
};

static void gather(void *context, const char *word, const char *behind) {
    struct gathered *gathered = context;
    str_printf(&gathered->out, "<%s>%s", word, behind);
}

static void test_words_of_a_text(void **state) {
    static const char *const pairs[][2] = {
        {"", ""},
        {" , . ", ""},
        {"a b", "<a> <b>"},
        {"“Aa, bb!” c'd -e- f.g.", "<Aa>, <bb>!” <c'd> -<e>- <f.g>."},
        {"le_ x/y", "<le_> <x>/<y>"},
        {"m`a \u2018m\u2032b\u2019", "<m`a> \u2018<m\u2032b>\u2019"},
        {"a\xff"
         "b\xc3",
         "<a><b>"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct gathered gathered;
        str_init(&gathered.out, gathered.text, sizeof gathered.text);
        words_each(pairs[i][0], gather, &gathered);
        assert_string_equal(gathered.text, pairs[i][1]);
    }
}

static void count_word(void *context, const char *word, const char *behind) {
    (void)behind;
    *(size_t *)context += strlen(word);
}

static void test_endless_words(void **state) {
    char word[1000];
    size_t bytes = 0;
    struct reading reading;
    (void)state;
    struct reader *reader = open_reader(tiny, "aa");
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    words_each(word, count_word, &bytes);
    assert_int_equal(bytes, sizeof word - 1);
    reader_read(reader, word, &reading); /* longer than any word of words_each */
    assert_int_equal(reading.count, READING_SYLLABLES_MAX);
    memset(word, 'a', 97);
    word[97] = '\0';
    reader_read(reader, word, &reading);
    assert_true(reading.count > 0);
    reader_close(reader);
}

static void test_no_tables_is_no_error(void **state) {
    (void)state;
    struct diag diag = {0};
    struct reader *reader = NULL;
    assert_int_equal(reader_open(tiny, "none", &diag, &reader), ERR_DEGRADE);
    assert_int_equal(reader_open("/nowhere", "aa", &diag, &reader), ERR_DEGRADE);
    assert_int_equal(diag.errors, 0);
    reader_close(NULL);
}

/* ---- a prompt --------------------------------------------------------------------------- */

enum { VI, AA, TYZ };

struct stage {
    struct tongues tongues;
    struct page page;
    struct script script;
};

static struct stage *open_stage(void) {
    struct diag diag = {0};
    struct stage *stage = calloc(1, sizeof *stage);
    struct normaliser *vietnamese = normaliser_open("voices", "vi", NULL, &diag);
    stage->tongues.normaliser = vietnamese;
    stage->tongues.list[VI] = (struct tongue){.voice = "vi"};
    stage->tongues.list[AA] =
        (struct tongue){.voice = "aa",
                        .reader = open_reader(tiny, "aa"),
                        .normaliser = normaliser_open(tiny, "aa", vietnamese, &diag)};
    stage->page.text_used = 1;
    stage->page.prompt_count = 1;
    return stage;
}

static void close_stage(struct stage *stage) {
    tongue_close(&stage->tongues.list[AA]);
    normaliser_close(stage->tongues.normaliser);
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
    assert_string_equal(stage->script.pieces[ix].voice, mnemonics ? "aa" : "vi");
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

/* One voice says the whole sentence; only what it cannot say goes to the other one. */
static void test_mixed_languages(void **state) {
    (void)state;
    struct stage *stage = open_stage();
    add(stage, SEGMENT_TEXT, VI, "Bê, ", 0);
    add(stage, SEGMENT_TEXT, AA, "“Kas” pa; bê ", 0);
    add(stage, SEGMENT_TEXT, VI, "tê", 0);
    add(stage, SEGMENT_TEXT, VI, ". Bệ", 0);
    add(stage, SEGMENT_TEXT, AA, " pa.", 0);
    add(stage, SEGMENT_TEXT, TYZ, "không có giọng", 0);
    script_prompt(&stage->tongues, &stage->page, 0, &stage->script);
    assert_int_equal(stage->script.count, 3);
    assert_piece(stage, 0, true, "[[p|e|T10]], [[k|a|T02]] [[p|a|T00]], [[p|e|T10]] [[t[|e|T10]].");
    assert_piece(stage, 1, false, "Bệ");
    assert_piece(stage, 2, true, "[[p|a|T00]].");
    close_stage(stage);
}

static void test_values_in_the_speaker_s_words(void **state) {
    (void)state;
    struct stage *stage = open_stage();
    add(stage, SEGMENT_TEXT, AA, "pa ", 0);
    add(stage, SEGMENT_MONEY, VI, "2 đồng", 2);
    add(stage, SEGMENT_TEXT, AA, ", pa.", 0);
    script_prompt(&stage->tongues, &stage->page, 0, &stage->script);
    assert_int_equal(stage->script.count, 1);
    assert_piece(stage, 0, true, "[[p|a|T00]] [[k|a|T02]] [[t[|e|T10]], [[p|a|T00]].");
    close_stage(stage);
}

static void test_text_of_one_language(void **state) {
    (void)state;
    struct stage *stage = open_stage();
    script_text(&stage->tongues, AA, "pa, kas", &stage->script);
    assert_int_equal(stage->script.count, 1);
    assert_piece(stage, 0, true, "[[p|a|T00]], [[k|a|T02]]");
    script_text(&stage->tongues, VI, "Bê 2", &stage->script);
    assert_int_equal(stage->script.count, 1);
    assert_piece(stage, 0, false, "Bê hai");
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
    assert_int_equal(total, strlen(text) - 1); /* without the space at the end */
    assert_true(stage->script.count > 1);
    assert_false(stage->script.cut);
    close_stage(stage);
}

static void test_brackets_are_no_phonemes(void **state) {
    (void)state;
    struct stage *stage = open_stage();
    add(stage, SEGMENT_TEXT, VI, "[[pa]]", 0);
    script_prompt(&stage->tongues, &stage->page, 0, &stage->script);
    assert_piece(stage, 0, false, "pa");
    close_stage(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong_rules_are_refused),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_solid_words),
        cmocka_unit_test(test_places_of_onsets),
        cmocka_unit_test(test_onsets_before_some_rimes),
        cmocka_unit_test(test_kinds_of_rimes),
        cmocka_unit_test(test_sandhi),
        cmocka_unit_test(test_apostrophes_of_every_kind),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_other_ways_to_read),
        cmocka_unit_test(test_a_language_rests_on_others),
        cmocka_unit_test(test_mnemonics),
        cmocka_unit_test(test_vietnamese),
        cmocka_unit_test(test_vietnamese_in_others),
        cmocka_unit_test(test_accents),
        cmocka_unit_test(test_ways_to_write),
        cmocka_unit_test(test_words_of_a_text),
        cmocka_unit_test(test_endless_words),
        cmocka_unit_test(test_no_tables_is_no_error),
        cmocka_unit_test(test_values_join_their_sentence),
        cmocka_unit_test(test_mixed_languages),
        cmocka_unit_test(test_values_in_the_speaker_s_words),
        cmocka_unit_test(test_text_of_one_language),
        cmocka_unit_test(test_long_text_is_cut_at_words),
        cmocka_unit_test(test_brackets_are_no_phonemes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
