/* A review finds each kind of thing, says where it is, and finds nothing in clean content. */
#include "tests/unit/content_tree.h"

#include "base/paths.h"
#include "content/pack_read.h"
#include "content/preview.h"
#include "review/lexicon.h"
#include "review/plain.h"
#include "review/review.h"
#include "tests/unit/tones_tree.h"

#define BUILT "build/share/voices"
#define FONTS "build/share/fonts"
#define KIOSK "content/kiosk.yaml"
#define TOPICS "content/topics.yaml"
#define NEWS "content/notices/news.yaml"
#define BIRTH "content/procedures/birth.yaml"
#define WORDS "content/plain-words.tsv"
#define HMN_PO "content/po/hmn.po"

enum { TODAY = 20261124, LATER = 20270305 };

/* ---- content without anything to say against it -------------------------------------------- */

static const char CLEAN_NEWS[] =
    "notice: news\ntopic: commune\ntitle: {text: \"Tin mới\", say: \"Tin mới của xã.\"}\n"
    "pictogram: 📰\nvalid_from: 2026-01-01\nvalid_to: 2026-12-31\nevidence: B\nsources: [S01]\n"
    "facts:\n"
    "  fee: {type: money, value: 8000, legal_number: \"NĐ 1/2026\", valid_from: 2026-01-01, "
    "valid_to: 2026-12-31, checked_on: 2026-02-03, checked_by: \"cán bộ xã\", evidence: B}\n"
    "body:\n  - {text: \"Nộp {fee} ở xã.\", pictogram: 💵}\n  - \"Câu thứ hai.\"\n";

static const char CLEAN_BIRTH[] =
    "procedure: birth\ntopic: family\ntitle: \"Khai sinh\"\nevidence: B\nsources: [S01]\n"
    "body:\n  - \"Máy hỏi một câu.\"\n"
    "questions:\n  - id: place\n    text: \"Cháu sinh ở đâu?\"\n    answers:\n"
    "      - {id: home, text: \"Ở nhà\", next: papers}\n"
    "      - {id: fair, text: \"Ở chợ\", next: \"item:news\"}\n"
    "papers:\n  - id: form\n    text: \"Tờ khai\"\n    pictogram: 📝\n"
    "steps:\n  - {id: go, text: \"Ra xã\"}\n";

static const char CLEAN_TOPICS[] = "topics:\n  - {id: family, text: \"Gia đình\", items: [birth]}\n"
                                   "  - {id: commune, text: \"Việc xã\", items: [news]}\n";

static void put(const struct tree *tree, const char *name, const char *text) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, name, path);
    tree_save(path, text, strlen(text));
}

static void drop(const struct tree *tree, const char *name) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, name, path);
    assert_int_equal(remove(path), 0);
}

/* "Câu home" becomes "Câu chào": the phrases' names are no Vietnamese. */
static void speak_vietnamese(const struct tree *tree) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, KIOSK, path);
    char *text = tree_load(path), *at = text;
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    for (char *found; (found = strstr(at, "\"Câu ")); at = strchr(found + 1, '"')) {
        fprintf(file, "%.*s\"Câu chào", (int)(found - at), at);
    }
    fputs(at, file);
    assert_int_equal(fclose(file), 0);
    free(text);
}

static void clean_init(struct tree *tree) {
    tree_init(tree);
    drop(tree, "content/procedures/chicken.yaml");
    drop(tree, HMN_PO);
    drop(tree, "voices/hmn/language.yaml");
    drop(tree, "voices/ium/language.yaml");
    drop(tree, "voices/hmn");
    drop(tree, "voices/ium");
    put(tree, NEWS, CLEAN_NEWS);
    put(tree, BIRTH, CLEAN_BIRTH);
    put(tree, TOPICS, CLEAN_TOPICS);
    put(tree, WORDS, "formal\tplain\tnote\ntiếp nhận\tnhận\t-\nđiểm tiếp nhận\t-\t-\n");
    speak_vietnamese(tree);
}

static struct review_config config_of(const struct tree *tree, int32_t today, bool strict) {
    return (struct review_config){.content_dir = tree->content,
                                  .voices_dir = tree->voices,
                                  .built_dir = BUILT,
                                  .fonts_dir = FONTS,
                                  .today = today,
                                  .strict = strict,
                                  .out = tree->diag.out};
}

static void print_all(const struct review_result *result) {
    for (size_t i = 0; i < result->findings.count; i++) {
        const struct finding *f = &result->findings.list[i];
        print_message("%s %s:%d: %s\n", review_check_of(f->check)->name, f->file ? f->file : "-",
                      f->line, f->sentence);
    }
}

static void test_clean(void **state) {
    (void)state;
    struct tree tree;
    struct review_result result;
    clean_init(&tree);
    struct review_config config = config_of(&tree, TODAY, true);
    assert_int_equal(review_make(&config, &result), ERR_OK);
    print_all(&result);
    assert_int_equal(result.findings.count, 0);
    assert_int_equal(result.errors, 0);
    assert_int_equal(result.score, 100);
    assert_int_equal(result.hard_count, 0);
    assert_true(result.page_count > 10);
    for (int c = 0; c < REVIEW_CHECKS; c++) {
        assert_true(result.judged[c]);
    }
    review_result_fini(&result);
    tree_fini(&tree);
}

/* A recording that is stale is worth a look, and no reason to refuse the content. */
static void test_recordings(void **state) {
    static const struct tone_recording tones[] = {
        {"vi", "news.body#2", RECORDING_TEXT, "Câu thứ hai.", 440, 100},
        {"vi", "news.title", RECORDING_SAY, "Tin cũ của xã.", 440, 100},
    };
    (void)state;
    struct tree tree;
    struct review_result result;
    clean_init(&tree);
    tone_keep(&tree, "content", &tones[0]);
    tone_keep(&tree, "content", &tones[1]);
    struct review_config config = config_of(&tree, TODAY, false);
    assert_int_equal(review_make(&config, &result), ERR_OK);
    assert_int_equal(result.findings.count, 1);
    assert_int_equal(result.findings.list[0].check, REVIEW_UNHEARD);
    assert_int_equal(result.findings.list[0].line, 3);
    assert_int_equal(result.errors, 0);
    assert_int_equal(result.recorded[0].recorded, 1);
    assert_int_equal(result.recorded[0].stale, 1);
    review_print(&config, &result);
    assert_non_null(strstr(tree_said(&tree), "\nrecordings that are stale "));
    review_result_fini(&result);
    tree_fini(&tree);
}

/* ---- one thing wrong at a time --------------------------------------------------------------- */

struct wrong {
    enum review_check check;
    const char *file, *from, *to; /* from NULL: nothing is changed */
    int32_t today;                /* 0 = TODAY */
    const char *at;               /* a snippet of the line that is named */
    const char *word;             /* of the sentence */
};

#define SENTENCE "Câu thứ hai."
#define WRONG "Câu thứ hai này quá dài. "

static const struct wrong WRONGS[] = {
    {REVIEW_FILES, BIRTH, "next: papers", "next: paper", 0, "next: paper", "leads nowhere"},
    {REVIEW_FILES, WORDS, "plain\tnote", "plane\tnote", 0, "formal\tplane", "columns"},
    {REVIEW_PAGES, NEWS, SENTENCE,
     WRONG WRONG WRONG WRONG WRONG WRONG WRONG WRONG WRONG WRONG WRONG WRONG WRONG WRONG, 0, WRONG,
     "does not fit"},
    {REVIEW_GLYPHS, NEWS, SENTENCE, "Câu 𐨀 ạ.", 0, "Câu 𐨀", "no font has \"𐨀\""},
    {REVIEW_GLYPHS, BIRTH, "📝", "字", 0, "Tờ khai", "picture \"字\""},
    {REVIEW_LINKS, NULL, NULL, NULL, LATER, NULL, "\"commune\" has nothing"},
    {REVIEW_LINKS, NULL, NULL, NULL, LATER, NULL, "\"fair\" leads to"},
    {REVIEW_PAST, NULL, NULL, NULL, LATER, "notice:", "ended on 20261231"},
    {REVIEW_PAST, NEWS, "valid_to: 2026-12-31, checked", "valid_to: 2026-06-30, checked", 0,
     "fee: {", "until 20260630"},
    {REVIEW_SOURCES, NEWS, "legal_number: \"NĐ 1/2026\", ", "", 0, "fee: {", "names no law"},
    {REVIEW_SOURCES, NEWS, "sources: [S01]\n", "", 0, "notice:", "no source"},
    {REVIEW_DOUBTFUL, NEWS, "evidence: B}", "evidence: C}", 0, "fee: {", "evidence C"},
    {REVIEW_DOUBTFUL, NEWS, "evidence: B\n", "evidence: D\n", 0, "notice:", "evidence D"},
    {REVIEW_UNCHECKED, NEWS, "checked_on: 2026-02-03, checked_by: \"cán bộ xã\", ", "", 0,
     "notice:", "nobody compared"},
    {REVIEW_SPELLED, NEWS, SENTENCE, "Hỏi WQJX ở xã.", 0, "WQJX", "spells \"WQJX\""},
    {REVIEW_LONG, NEWS, SENTENCE,
     "một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín mười nữa", 0,
     "nữa", "21 syllables"},
    {REVIEW_PLAIN, NEWS, SENTENCE, "Xã tiếp nhận, tiếp nhận (và tiếp nhận), tiếp nhận.", 0, "(và",
     "better \"nhận\""},
};

static bool is_at(const struct tree *tree, const struct wrong *w, const struct finding *f) {
    char path[TREE_PATH_BYTES];
    const char *file = w->file ? w->file : NEWS;
    tree_path(tree, file, path);
    return !w->at ||
           (f->file && strcmp(f->file, path) == 0 && f->line == tree_line(tree, file, w->at));
}

static const struct finding *find(const struct tree *tree, const struct wrong *w,
                                  const struct review_result *result) {
    for (size_t i = 0; i < result->findings.count; i++) {
        const struct finding *f = &result->findings.list[i];
        if (f->check == w->check && strstr(f->sentence, w->word) && is_at(tree, w, f)) {
            return f;
        }
    }
    return NULL;
}

static bool is_found(const struct wrong *w, bool strict) {
    struct tree tree;
    struct review_result result;
    clean_init(&tree);
    if (w->from) {
        tree_change(&tree, w->file, w->from, w->to);
    }
    struct review_config config = config_of(&tree, w->today ? w->today : TODAY, strict);
    assert_int_equal(review_make(&config, &result), ERR_OK);
    bool always = review_check_of(w->check)->normal == GRADE_ERROR;
    bool right = find(&tree, w, &result) && (result.errors > 0) == (strict || always);
    if (!right) {
        print_error("%s, strict %d, %u errors: wanted %s, found\n", review_check_of(w->check)->name,
                    strict, result.errors, w->word);
        print_all(&result);
    }
    review_result_fini(&result);
    tree_fini(&tree);
    return right;
}

static void test_each_kind_is_found(void **state) {
    (void)state;
    size_t found = 0;
    for (size_t i = 0; i < sizeof WRONGS / sizeof *WRONGS; i++) {
        found += is_found(&WRONGS[i], false);
        found += is_found(&WRONGS[i], true);
    }
    assert_int_equal(found, 2 * sizeof WRONGS / sizeof *WRONGS);
}

static unsigned count(const struct review_result *result, enum review_check check) {
    unsigned sum = 0;
    for (size_t i = 0; i < result->findings.count; i++) {
        const struct finding *f = &result->findings.list[i];
        sum += f->check == check ? f->count : 0;
    }
    return sum;
}

static void test_translations(void **state) {
    (void)state;
    static const struct wrong there[] = {
        {REVIEW_STALE, HMN_PO, NULL, NULL, 0, "msgctxt \"news.title|say\"", "\"hmn\""},
        {REVIEW_DRAFT, HMN_PO, NULL, NULL, 0, "msgctxt \"ui.back\"", "drafts: 2"},
        {REVIEW_MISSING, HMN_PO, NULL, NULL, 0, "msgctxt \"news.title\"", "not translated"},
        {REVIEW_SPELLED, HMN_PO, NULL, NULL, 0, "msgctxt \"news.body#1\"", "spells \"ccc\""},
    };
    struct tree tree;
    struct review_result result;
    tree_init(&tree);
    struct review_config config = config_of(&tree, TODAY, false);
    assert_int_equal(review_make(&config, &result), ERR_OK);
    for (size_t i = 0; i < sizeof there / sizeof *there; i++) {
        assert_non_null(find(&tree, &there[i], &result));
    }
    assert_int_equal(count(&result, REVIEW_DRAFT), 2);
    assert_int_equal(count(&result, REVIEW_STALE), 2);
    review_result_fini(&result);
    tree_fini(&tree);
}

/* A language without a voice, whose words stand in a Vietnamese sentence. */
static void test_no_voice(void **state) {
    (void)state;
    struct tree tree;
    struct review_result result;
    tree_init(&tree);
    tree_change(&tree, NEWS, "{hmn:Vàj}", "{ium:Mienh}");
    struct review_config config = config_of(&tree, TODAY, false);
    assert_int_equal(review_make(&config, &result), ERR_OK);
    struct wrong at = {REVIEW_SILENT, NEWS, NULL, NULL, 0, "Ông Vàng chào", "no sound for"};
    assert_null(find(&tree, &at, &result)); /* something else is said instead */
    review_result_fini(&result);
    tree_change(&tree, NEWS, "say: \"Ông Vàng chào.\", ", "");
    at.at = "{ium:Mienh}";
    assert_int_equal(review_make(&config, &result), ERR_OK);
    assert_non_null(find(&tree, &at, &result));
    assert_true(result.errors > 0);
    review_result_fini(&result);
    tree_fini(&tree);
}

/* What begins later is laid out before people see it. */
static void test_pages_of_later_items(void **state) {
    (void)state;
    const struct wrong later = {REVIEW_PAGES, NEWS, NULL, NULL, 0, WRONG, "does not fit"};
    struct tree tree;
    struct review_result result;
    clean_init(&tree);
    tree_change(&tree, BIRTH, "\"item:news\"", "papers"); /* no other way there */
    tree_change(&tree, NEWS, SENTENCE,
                WRONG WRONG WRONG WRONG WRONG WRONG WRONG WRONG WRONG WRONG WRONG WRONG);
    struct review_config config = config_of(&tree, 20250101, false);
    assert_int_equal(review_make(&config, &result), ERR_OK);
    assert_non_null(find(&tree, &later, &result));
    review_result_fini(&result);
    tree_fini(&tree);
}

/* Without fonts and with files that are wrong: what can be judged is. */
static void test_what_cannot_be_judged(void **state) {
    (void)state;
    struct tree tree;
    struct review_result result;
    clean_init(&tree);
    struct review_config config = config_of(&tree, TODAY, false);
    config.fonts_dir = NULL;
    assert_int_equal(review_make(&config, &result), ERR_OK);
    assert_false(result.judged[REVIEW_PAGES]);
    assert_true(result.judged[REVIEW_SILENT]);
    review_result_fini(&result);
    tree_change(&tree, TOPICS, "[birth]", "[birth");
    assert_int_equal(review_make(&config, &result), ERR_OK);
    assert_false(result.judged[REVIEW_SILENT]);
    assert_true(result.judged[REVIEW_LONG]);
    assert_true(result.errors > 0);
    review_result_fini(&result);
    tree_fini(&tree);
}

static void test_what_is_printed(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    struct review_config config = config_of(&tree, TODAY, true);
    assert_int_equal(review_run(&config), 1);
    const char *said = tree_said(&tree);
    assert_non_null(
        strstr(said, "not translated                    error      129     0    67    62\n"));
    assert_non_null(strstr(said, "more (--all)"));
    assert_non_null(strstr(said, "\nbirth\n  error: "));
    assert_non_null(strstr(said, "content/notices/news.yaml:13: \"since\" names no law"));
    assert_non_null(strstr(said, "Plain language: 100/100"));
    size_t before = strlen(said);
    config.all = true;
    assert_int_equal(review_run(&config), 1);
    assert_null(strstr(tree_said(&tree) + before, "more (--all)"));
    tree_fini(&tree);
}

/* ---- plain language ----------------------------------------------------------------------------
 */

static void test_scores(void **state) {
    (void)state;
    static const struct {
        const char *sentence;
        int score;
        unsigned syllables, ideas;
    } rows[] = {
        {"", 100, 0, 1},
        {"Bà con mang giấy này ra xã.", 100, 7, 1},
        {"Mang căn cước, giấy khai sinh.", 100, 6, 2},
        {"Mang căn cước, giấy khai sinh, và tiền.", 92, 8, 3}, /* "và" behind a comma */
        {"Cha và mẹ hoặc ông, bà; cô: chú.", 68, 8, 6},
        {"một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy", 92, 17, 1},
        {"Xã Tiếp Nhận giấy.", 85, 4, 1},
        {"Đến điểm tiếp nhận.", 100, 4, 1}, /* a name */
        {"Mang giấy (bản chính).", 90, 4, 1},
        {"Hỏi UBND xã.", 100, 3, 1}, /* has a reading */
        {"Hỏi WQJX xã, WQJX huyện.", 60, 5, 2},
        {"Đi – về.", 100, 2, 2},
    };
    struct tree tree;
    struct plain_words words;
    struct lexicon lexicon;
    clean_init(&tree);
    plain_words_read(tree.content, &tree.diag, &words);
    lexicon_read(BUILT, &tree.diag, &lexicon);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct plain_verdict v = plain_judge(&words, &lexicon, rows[i].sentence);
        print_message("%d \"%s\"\n", v.score, rows[i].sentence);
        assert_int_equal(v.score, rows[i].score);
        assert_int_equal(v.syllables, rows[i].syllables);
        assert_int_equal(v.ideas, rows[i].ideas);
    }
    lexicon_fini(&lexicon);
    plain_words_fini(&words);
    assert_string_equal(tree_said(&tree), "");
    tree_fini(&tree);
}

static void test_scores_of_several(void **state) {
    (void)state;
    struct plain_sum sum = {0};
    assert_int_equal(plain_score(&sum), 100);
    plain_add(&sum, &(struct plain_verdict){.score = 100, .syllables = 10});
    plain_add(&sum, &(struct plain_verdict){.score = 40, .syllables = 20});
    assert_int_equal(plain_score(&sum), 60); /* the long one weighs twice */
    plain_add(&sum, &(struct plain_verdict){.score = 60, .syllables = 30});
    assert_int_equal(plain_score(&sum), 35); /* 20 syllables a sentence */
}

/* ---- preview -----------------------------------------------------------------------------------
 */

static void test_preview(void **state) {
    (void)state;
    struct tree tree;
    struct preview preview;
    struct library library = {0};
    clean_init(&tree);
    assert_int_equal(content_preview_pack(tree.content, tree.voices, &tree.diag, &preview), ERR_OK);
    assert_int_equal(pack_read(preview.pack, &library), ERR_OK);
    struct stat about;
    assert_int_equal(stat(preview.dir, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    int32_t ix = preview_item(&library, "birth");
    assert_true(ix >= 0);
    assert_string_equal(library.items[ix].id, "birth");
    assert_int_equal(preview_item(&library, "none"), LIBRARY_NONE);
    struct preview copy = preview;
    preview_remove(&preview);
    assert_int_not_equal(access(copy.dir, F_OK), 0);
    library_fini(&library);
    tree_change(&tree, BIRTH, "next: papers", "next: paper");
    assert_int_equal(content_preview_pack(tree.content, tree.voices, &tree.diag, &preview),
                     ERR_REJECT);
    assert_string_equal(preview.pack, "");
    preview_remove(&preview);
    tree_fini(&tree);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean),
        cmocka_unit_test(test_recordings),
        cmocka_unit_test(test_each_kind_is_found),
        cmocka_unit_test(test_translations),
        cmocka_unit_test(test_no_voice),
        cmocka_unit_test(test_pages_of_later_items),
        cmocka_unit_test(test_what_cannot_be_judged),
        cmocka_unit_test(test_what_is_printed),
        cmocka_unit_test(test_scores),
        cmocka_unit_test(test_scores_of_several),
        cmocka_unit_test(test_preview),
    };
    return cmocka_run_group_tests_name("review", tests, NULL, NULL);
}
