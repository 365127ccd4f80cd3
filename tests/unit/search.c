/* Items by their words. */
#include "tests/unit/layer_tree.h"

#include <fcntl.h>

#include "content/layers.h"
#include "content/pack_read.h"
#include "content/pack_schema.h"
#include "content/search.h"
#include "content/search_text.h"

enum { TODAY = 20260601, PACK_BYTES_MAX = 1024 * 1024 };

struct place {
    struct tree tree;
    struct library library; /* the pack of the good tree and two notices more */
    struct search *search;
};

static void open_layer(struct place *place, const struct layer_notice *notices, size_t count) {
    char path[TREE_PATH_BYTES];
    struct library layer = {0};
    struct layers_report report;
    layer_begin(&place->tree, "layer", notices, count);
    tree_path(&place->tree, "layer.pack", path);
    layer_build(&place->tree, "layer", path);
    assert_int_equal(pack_read_with(path, PACK_LAYER, &layer), ERR_OK);
    search_close(place->search);
    assert_int_equal(layers_lay(&place->library, &layer, &report), ERR_OK);
    place->search = search_open(&place->library);
}

static int set_up(void **state) {
    static const struct layer_notice notices[] = {
        {"road", "commune", "Đường đất đỏ lên bản, đừng đi đêm."},
        {"order", "commune", "Sinh ra thì khai báo, khai xong về."}};
    struct place *place = calloc(1, sizeof *place);
    char path[TREE_PATH_BYTES];
    assert_non_null(place);
    tree_init(&place->tree);
    layer_notice(&place->tree, "content", &notices[0]);
    layer_notice(&place->tree, "content", &notices[1]);
    tree_change(&place->tree, "content/topics.yaml", "[news]", "[news, road, order]");
    tree_path(&place->tree, "below.pack", path);
    layer_build(&place->tree, "content", path);
    assert_int_equal(pack_read(path, &place->library), ERR_OK);
    place->search = search_open(&place->library);
    *state = place;
    return 0;
}

static int tear_down(void **state) {
    struct place *place = *state;
    search_close(place->search);
    library_fini(&place->library);
    tree_fini(&place->tree);
    free(place);
    return 0;
}

/* What is found, as "birth order". */
static void assert_found_by(struct place *place, const struct search_query *query, int limit,
                            const char *wanted) {
    struct search_hit hits[SEARCH_HITS_MAX];
    char text[256];
    struct str s;
    str_init(&s, text, sizeof text);
    int count = search_find(place->search, query, limit, hits);
    assert_in_range(count, 0, limit);
    for (int i = 0; i < count; i++) {
        assert_int_equal(hits[i].rank, i);
        str_printf(&s, "%s%s", i ? " " : "", place->library.items[hits[i].item_ix].id);
    }
    assert_string_equal(text, wanted);
}

static void assert_found(struct place *place, const char *text, const char *wanted) {
    assert_found_by(place, &(struct search_query){.text = text, .today = TODAY}, SEARCH_HITS_MAX,
                    wanted);
}

static void assert_found_typing(struct place *place, const char *text, const char *wanted) {
    assert_found_by(place, &(struct search_query){.text = text, .today = TODAY, .typing = true},
                    SEARCH_HITS_MAX, wanted);
}

/* ---- one spelling -------------------------------------------------------------------- */

static void assert_folded(const char *text, const char *wanted) {
    char *folded = search_fold(text);
    assert_string_equal(folded, wanted);
    free(folded);
}

static void test_fold(void **state) {
    (void)state;
    assert_folded("  Giấy CHỨNG\tSINH: ", "giay chung sinh");
    assert_folded("Đường đỏ ĐẤT", "duong do dat");
    assert_folded("\xC3\x90\xE1\xBA\xA5t", "dat"); /* eth in the place of Đ */
    assert_folded("Gia\xCC\x82\xCC\x81y", "giay"); /* form D */
    assert_folded("Gia\xCC\x81\xCC\x82y u\xCC\x9B\xCC\xA3", "giay u");
    assert_folded("8.000 đồng, 1.234.567đ. 5.", "8000 dong 1234567d 5");
    assert_folded("hnoi-nzuonc 1/7", "hnoi nzuonc 1 7");
    assert_folded("\"*()^:-{}", "");
    assert_folded("", "");
    assert_folded("\xFF a\xC3", "a");
    assert_folded("\xCC\x81", "");
}

/* ---- one pack ------------------------------------------------------------------------ */

static void test_marks_and_case(void **state) {
    static const char *const ways[] = {
        "đường đất đỏ",
        "duong dat do",
        "ĐƯỜNG ĐẤT ĐỎ",
        "đuờng dất do",
        "\xC4\x91\xC6\xB0\xC6\xA1\xCC\x80ng",
        "\xC4\x91u\xCC\x9Bo\xCC\x9B\xCC\x80ng \xC4\x91\x61\xCC\x82\xCC\x81t",
        "  Đường,   đất!"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_found(*state, ways[i], "road");
    }
}

static void test_values_are_found_as_shown(void **state) {
    assert_found(*state, "8.000 đồng", "news");
    assert_found(*state, "8000 dong", "news");
    assert_found(*state, "01/07/2025", "news");
    assert_found(*state, "fee", "");  /* a key is not shown */
    assert_found(*state, "chào", ""); /* nor is what is only said */
}

static void test_every_part_is_found(void **state) {
    assert_found(*state, "giấy làm chứng", "birth"); /* a paper */
    assert_found(*state, "mấy ngày tuổi", "birth");  /* a question */
    assert_found(*state, "chuồng", "birth");         /* an answer */
    assert_found(*state, "quá 60 ngày", "birth");    /* a value in an answer */
    assert_found(*state, "đi sớm", "birth");         /* a sentence of a step */
    assert_found(*state, "thú y", "chicken");
    assert_found(*state, "không có chữ này", "");
}

static void test_titles_and_word_order_rank(void **state) {
    assert_found(*state, "khai sinh", "birth order"); /* side by side before anywhere */
    assert_found(*state, "sinh khai", "birth order");
    assert_found(*state, "báo", "order road chicken"); /* titles of two and of three words */
    assert_found_by(*state, &(struct search_query){.text = "báo", .today = TODAY}, 1, "order");
    assert_found_by(*state, &(struct search_query){.text = "báo", .today = TODAY}, 0, "");
}

static void test_typing(void **state) {
    assert_found_typing(*state, "đườ", "road");
    assert_found(*state, "đườ", "");
    assert_found_typing(*state, "giấy chứng s", "birth");
    assert_found_typing(*state, "giấ sinh", ""); /* only the last word is a beginning */
    assert_found_typing(*state, "giấ ch", "");
    assert_found_typing(*state, "y", "chicken"); /* one letter */
    assert_found(*state, "y", "chicken");
    assert_found_typing(*state, "q", "birth"); /* quá */
    assert_found_typing(*state, "z", "news");  /* zoo */
    assert_found_typing(*state, " ", "");
}

/* What would mean something to FTS5 means nothing. */
static void test_hostile_queries(void **state) {
    static const char *const nothing[] = {
        "",      " ",           "\"",   "*",   "\"\"\"*", "()",     "-",           "^",
        ":",     "....",        "%_\\", ";--", "\xFF",    "\n",     "'",           "{}",
        "+",     "，。",        "🐔",    "\"*", "NEAR",    "title:", "đường OR gà", "đường NOT gà",
        "rowid", "NEAR(a b, 2)"};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        assert_found(*state, nothing[i], "");
        assert_found_typing(*state, i < 18 ? nothing[i] : "", "");
    }
    assert_found(*state, "\"thú\" \"y\"", "chicken");
    assert_found(*state, "thú* y)", "chicken");
    assert_found(*state, "{thú} : ^y", "chicken");
    assert_found_typing(*state, "thú y\"", "chicken");
}

static void test_long_queries(void **state) {
    enum { BYTES = 300000 };
    char *text = malloc(BYTES + 1);
    assert_non_null(text);
    memset(text, 'a', BYTES);
    text[BYTES] = '\0';
    assert_found(*state, text, "");
    for (int i = 0; i < BYTES; i += 2) {
        text[i] = ' ';
    }
    assert_found(*state, text, "");
    /* Twelve words decide; the thirteenth may be anything. */
    struct str s;
    str_init(&s, text, BYTES);
    for (int i = 0; i < SEARCH_WORDS_MAX; i++) {
        str_put(&s, "gà ");
    }
    str_put(&s, "xyz");
    assert_found(*state, text, "chicken birth");
    free(text);
}

static void test_days(void **state) {
    struct search_query query = {.text = "tin mới", .today = 20260101};
    assert_found_by(*state, &query, 6, "news");
    query.today = 20261231;
    assert_found_by(*state, &query, 6, "news");
    query.today = 20270101;
    assert_found_by(*state, &query, 6, "");
    query.today = 20251231;
    assert_found_by(*state, &query, 6, "");
}

static void test_languages(void **state) {
    struct place *place = *state;
    int hmn = library_language(&place->library, "hmn");
    struct search_query query = {.text = "ccc", .today = TODAY, .lang_ix = LIBRARY_VIETNAMESE};
    assert_found_by(place, &query, 6, "");
    query.lang_ix = hmn;
    assert_found_by(place, &query, 6, "news");
    query.text = "8.000 ddd"; /* no: "8.000 đồng ddd" */
    assert_found_by(place, &query, 6, "news");
    query.text = "đường đất"; /* Vietnamese is searched too */
    assert_found_by(place, &query, 6, "road");
    query.text = "fff"; /* stale: never shown */
    assert_found_by(place, &query, 6, "");
    query.text = "8.000"; /* in two languages, once */
    assert_found_by(place, &query, 6, "news");
    query.lang_ix = library_language(&place->library, "ium");
    query.text = "ccc";
    assert_found_by(place, &query, 6, "");
}

/* ---- two packs ----------------------------------------------------------------------- */

static void test_layer(void **state) {
    static const struct layer_notice notices[] = {
        {"chicken", "family", "Gà của xã khỏe, không cần thú y."},
        {"power", "commune", "Mai mất điện ở đường lên bản."}};
    open_layer(*state, notices, 2);
    assert_found(*state, "mất điện", "power");
    assert_found(*state, "gà của xã", "chicken");
    assert_found(*state, "ốm", "");                  /* replaced: the text below is not shown */
    assert_found(*state, "đường lên", "power road"); /* side by side, and apart */
    assert_found(*state, "lên bản", "power road");
    assert_found(*state, "đường bản", "power road"); /* the layer's first */
    assert_found_by(*state, &(struct search_query){.text = "lên bản", .today = TODAY}, 1, "power");
    assert_found(*state, "khai sinh", "birth order");
}

static void test_pack_that_went_away(void **state) {
    static const struct layer_notice notices[] = {{"power", "commune", "Mai mất điện."}};
    struct place *place = *state;
    char path[TREE_PATH_BYTES];
    open_layer(place, notices, 1);
    search_close(place->search);
    tree_path(&place->tree, "below.pack", path);
    assert_int_equal(unlink(path), 0);
    place->search = search_open(&place->library);
    assert_found(place, "mất điện", "power");
    assert_found(place, "đường", "");
}

/* Rows that stand for nothing. */
static void test_hostile_index(void **state) {
    struct place *place = *state;
    char path[TREE_PATH_BYTES];
    struct store *store = NULL;
    tree_path(&place->tree, "below.pack", path);
    search_close(place->search);
    assert_int_equal(store_open(path, STORE_WRITE, &PACK_SCHEMA, &store), ERR_OK);
    assert_int_equal(store_run(store, "INSERT INTO search(rowid, title) VALUES(-1, 'xxx'),"
                                      "(16000000, 'xxx'), (15, 'xxx'), (9000000000000, 'xxx')"),
                     ERR_OK);
    store_close(store);
    place->search = search_open(&place->library);
    assert_found(place, "xxx", "");
    assert_found(place, "đường", "road");
}

static void search_quietly(struct place *place) {
    struct search_hit hits[SEARCH_HITS_MAX];
    const struct search_query query = {.text = "giấy b", .today = TODAY, .typing = true};
    place->search = search_open(&place->library);
    assert_in_range(search_find(place->search, &query, SEARCH_HITS_MAX, hits), 0, SEARCH_HITS_MAX);
    search_close(place->search);
}

/* The file changes behind our back: less is found, nothing breaks. */
static void test_damaged_packs(void **state) {
    struct place *place = *state;
    char path[TREE_PATH_BYTES], *bytes = calloc(1, PACK_BYTES_MAX), kept[64];
    assert_non_null(bytes);
    tree_path(&place->tree, "below.pack", path);
    search_close(place->search);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t count = fread(bytes, 1, PACK_BYTES_MAX, file);
    fclose(file);
    int loud = dup(STDERR_FILENO), nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDERR_FILENO);
    for (size_t at = 0; at + sizeof kept <= count; at += 512 + 64) {
        memcpy(kept, bytes + at, sizeof kept);
        memset(bytes + at, 0xFF, sizeof kept);
        tree_save(path, bytes, count);
        memcpy(bytes + at, kept, sizeof kept);
        search_quietly(place);
    }
    dup2(loud, STDERR_FILENO);
    close(nowhere);
    close(loud);
    free(bytes);
    place->search = NULL;
}

static void test_pack_without_index(void **state) {
    struct place *place = *state;
    char path[TREE_PATH_BYTES];
    struct store *store = NULL;
    tree_path(&place->tree, "below.pack", path);
    search_close(place->search);
    assert_int_equal(store_open(path, STORE_WRITE, &PACK_SCHEMA, &store), ERR_OK);
    assert_int_equal(store_run(store, "DROP TABLE search; PRAGMA user_version = 3"), ERR_OK);
    store_close(store);
    struct library then = {0};
    assert_int_equal(pack_read(path, &then), ERR_OK); /* the hash is none of the index */
    assert_string_equal(then.pack_hash, place->library.pack_hash);
    library_fini(&then);
    place->search = search_open(&place->library);
    assert_found(place, "đường", "");
}

static void test_nothing_to_search(void **state) {
    (void)state;
    static const struct library none;
    struct search_hit hits[SEARCH_HITS_MAX];
    struct search *search = search_open(&none);
    assert_int_equal(search_find(search, &(struct search_query){.text = "a"}, 6, hits), 0);
    search_close(search);
    search_close(NULL);
}

#define SEARCH_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold),
        SEARCH_TEST(test_marks_and_case),
        SEARCH_TEST(test_values_are_found_as_shown),
        SEARCH_TEST(test_every_part_is_found),
        SEARCH_TEST(test_titles_and_word_order_rank),
        SEARCH_TEST(test_typing),
        SEARCH_TEST(test_hostile_queries),
        SEARCH_TEST(test_long_queries),
        SEARCH_TEST(test_days),
        SEARCH_TEST(test_languages),
        SEARCH_TEST(test_layer),
        SEARCH_TEST(test_pack_that_went_away),
        SEARCH_TEST(test_hostile_index),
        SEARCH_TEST(test_damaged_packs),
        SEARCH_TEST(test_pack_without_index),
        cmocka_unit_test(test_nothing_to_search),
    };
    return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
