/* Every kind of mistake in the source: refused with file, line and a sentence. */
#include "tests/unit/content_tree.h"

#include "content/check.h"
#include "content/content.h"
#include "content/source.h"

/* One change of the good tree and what has to be said about it. */
struct mistake {
    const char *file;
    const char *from, *to; /* from NULL: appended */
    const char *at_file;   /* where it is reported; NULL: the same file */
    const char *at;        /* a snippet of the line; NULL: about the whole file */
    const char *word;      /* of the sentence */
};

#define PACK "content/pack.yaml"
#define TOPICS "content/topics.yaml"
#define KIOSK "content/kiosk.yaml"
#define NEWS "content/notices/news.yaml"
#define BIRTH "content/procedures/birth.yaml"
#define CHICKEN "content/procedures/chicken.yaml"
#define HMN_PO "content/po/hmn.po"
#define VI "voices/vi/language.yaml"
#define HMN "voices/hmn/language.yaml"
#define IUM "voices/ium/language.yaml"

static const struct mistake MISTAKES[] = {
    /* shape */
    {PACK, "name:", "nome:", NULL, "nome", "no key \"nome\""},
    {PACK, "name: \"Gói mẫu\", ", "", NULL, "pack:", "\"name\" is missing"},
    {PACK, "id: sample", "id: Sample", NULL, "Sample", "an id"},
    {PACK, "pack: {", "pack: [", NULL, "pack", "wrong YAML"},
    {PACK, "{id: sample, name: \"Gói mẫu\", version: \"1\"}", "plain", NULL, "pack", "name: value"},
    {TOPICS, "text: \"Việc xã\"", "text: \"Việc xã\", text: x", NULL, "text: x", "twice"},
    {TOPICS, "[news]", "news", NULL, "news", "a list"},
    {TOPICS, "text: \"Việc xã\"", "text: [a]", NULL, "[a]", "a sentence"},
    {KIOSK, "\"Câu home\"", "&a \"Câu home\"", NULL, "&a", "anchors"},
    {KIOSK, "\"Câu home\"", "\"\"", NULL, "home: \"\"", "\"home\""},
    {KIOSK, "\"Câu home\"", "\"Câu \xFF\"", NULL, "home", "UTF-8"},
    {KIOSK, "\"Câu home\"", "\"Câu\\nhome\"", NULL, "nhome", "\"home\""},
    {KIOSK, NULL, "---\na: b\n", NULL, "---", "one document"},
    {NEWS, "notice: news", "notice: other", NULL, "notice", "file's name"},
    {NEWS, "priority: high", "priority: urgent", NULL, "urgent", "normal, high, emergency"},
    {NEWS, "evidence: B\nlegal", "evidence: E\nlegal", NULL, "evidence: E", "A, B, C, D"},
    {NEWS, "2026-12-31", "2026-02-29", NULL, "2026-02-29", "a day that exists"},
    {NEWS, "2026-12-31", "31/12/2026", NULL, "31/12", "year-month-day"},
    {NEWS, "value: 8000", "value: 8.000", NULL, "8.000", "no money"},
    {NEWS, "value: 2025-07-01", "value: July", NULL, "July", "no date"},
    {NEWS, "type: money", "type: price", NULL, "price", "money, count, date"},
    {NEWS, "n: 7", "n: zero", NULL, "zero", "whole number"},
    {NEWS, "  fee: {", "  Fee-1: {", NULL, "Fee-1", "cannot be used"},
    {NEWS, "[ban-mot,", "[Ban Một,", NULL, "Ban Một", "village id"},
    {CHICKEN, "body: [\"Gà ốm thì báo xã.\"]", "body: []", NULL, "body", "at least one"},
    {CHICKEN, "papers:", "paper:", NULL, "paper:", "no key \"paper\""},
    {HMN, "code: hmn", "code: mww", NULL, "code", "folder's name"},
    {HMN, "#0d47a1", "blue", NULL, "blue", "a colour"},
    {HMN, "weave: 1", "weave: 6", NULL, "weave", "0–5"},
    {HMN, "status: trial", "status: fine", NULL, "fine", "none, trial, stock"},
    {HMN, ", name: vi", "", NULL, "status", "\"name\" is missing"},
    {HMN, "engine: espeak", "engine: command", NULL, "engine", "go together"},
    {HMN, "engine: espeak", "command: [a]", NULL, "command", "go together"},
    {HMN, "engine: espeak", "engine: command, command: [./a]", NULL, "command", "whole path"},
    {HMN, "engine: espeak", "engine: command, command: [a], limit_s: 61", NULL, "limit_s", "1–60"},
    {VI, "code: vi", "code: vj", NULL, "code", "folder's name"},

    /* ids and links */
    {NEWS, "n: 7", "n: 3", NULL, "photo", "already at"},
    {BIRTH, "id: slip", "id: form", NULL, "Giấy chứng sinh", "birth.papers.form"},
    {BIRTH, "{id: old,", "{id: young,", NULL, "Lớn hơn", "birth.questions.age.young"},
    {BIRTH, "next: place", "next: plaice", NULL, "plaice", "leads nowhere"},
    {BIRTH, "item:chicken", "item:duck", NULL, "item:duck", "leads nowhere"},
    {BIRTH, "item:chicken", "item:birth", NULL, "item:birth", "another item"},
    {BIRTH, "when: {age:", "when: {ages:", NULL, "ages", "no question \"ages\""},
    {BIRTH, "place: [hospital]}", "place: [hotel]}", NULL, "hotel", "no answer \"hotel\""},
    {BIRTH, "{id: home, text: \"Ở nhà\", next: papers}", "{id: home, text: \"Ở nhà\", next: age}",
     NULL, "id: age", "comes back to itself"},
    {BIRTH, "next: place}", "next: papers}", NULL, "id: place", "no answer leads"},
    {BIRTH, "when: {age: [young], place", "when: {age: [old], place", NULL, "id: slip",
     "no way of answering"},
    {BIRTH, "      - {id: old, text: \"Lớn hơn\", next: papers}\n", "", NULL, "id: age",
     "at least two"},
    {TOPICS, "birth, chicken", "birth, duck", NULL, "duck", "no item \"duck\""},
    {TOPICS, "birth, chicken", "birth", CHICKEN, "procedure", "in no topic"},
    {TOPICS, "[news]", "[news, birth]", BIRTH, "procedure", "2 times"},
    {NEWS, "topic: commune", "topic: family", NULL, "topic", "\"commune\" in topics.yaml"},
    {TOPICS, "id: commune", "id: family", NULL, "Việc xã", "topic.family"},
    {TOPICS, "items: [news]", "items: []", NULL, "id: commune", "no items"},
    {HMN, "lang: hmn", "lang: xx", NULL, "code", "greeting.lang"},
    {HMN, "parent: vi", "parent: xx", NULL, "code", "parent"},
    {HMN, "position: 3", "position: 2", NULL, "code", "position 2"},
    {KIOSK, "  home: \"Câu home\"\n", "", NULL, NULL, "\"home\" is missing"},
    {KIOSK, "  home:", "  hone:", NULL, "hone", "no phrase \"hone\""},

    /* days */
    {NEWS, "valid_from: 2026-01-01\nvalid_to", "valid_from: 2027-01-01\nvalid_to", NULL, "notice",
     "after valid_to"},
    {NEWS, "valid_from: 2026-01-01, valid_to: ,", "valid_from: 2026-01-01, valid_to: 2025-12-31,",
     NULL, "fee: {", "after valid_to"},
    {NEWS, "checked_by: \"cán bộ xã\", ", "", NULL, "fee: {", "checked_by"},

    /* texts */
    {NEWS, "{since}, nộp", "{sine}, nộp", NULL, "{sine}", "no fact \"sine\""},
    {CHICKEN, "Gà ốm thì", "Gà {fee} thì", NULL, "{fee}", "no fact \"fee\""},
    {NEWS, "{hmn:Vàj}", "{hmm:Vàj}", NULL, "{hmm", "no language \"hmm\""},
    {NEWS, "{hmn:Vàj}", "{hmn:Vàj", NULL, "{hmn:Vàj nói", "braces"},
    {NEWS, "{{ và }}", "{{ và }", NULL, "{{ và", "braces"},
    {NEWS, "{hmn:Vàj}", "{hmn:}", NULL, "{hmn:}", "braces"},
    {BIRTH, "\"Tờ khai\"", "\"Tờ khai, lấy ở quầy, dài quá đi\"", NULL, "Tờ khai", "31 characters"},

    /* translations */
    {HMN_PO, "msgstr \"aaa\"", "msgstr \"aaa", NULL, NULL, "wrong PO"},
    {HMN_PO, "\"ccc {fee} ddd {since}\"", "\"ccc {fee}\"", NULL, "# reviewed", "lost {since}"},
    {HMN_PO, "\"ccc {fee} ddd {since}\"", "\"{fee}{since}{days}\"", NULL, NULL, "no fact \"days\""},
    {HMN_PO, "msgid \"Tin mới\"\nmsgstr \"\"", "msgid \"Tin mới\"\nmsgstr \"{fee}\"", NULL,
     "\"news.title\"", "added {fee}"},
    {HMN_PO, "\"aaa\"", "\"aaa\\naaa\"", NULL, "\"ui.back\"", "one line"},
    {HMN_PO, "\"aaa\"", "\"abcdefghijklmnopqrstuvwxyzabc\"", NULL, "\"ui.back\"", "29 characters"},
    {HMN_PO, "{vi:Việt Nam}", "{xx:Việt Nam}", NULL, "ui.back|say", "no language \"xx\""},
    {HMN_PO, ", 2026-05-06", "", NULL, "news.body#1", "who reviewed it"},
    {HMN_PO, "hai người nói tiếng, 2026-05-06", ", 2026-05-06", NULL, "news.body#1",
     "who reviewed it"},
    {HMN_PO, "2026-05-06", "2026-05-36", NULL, "news.body#1", "who reviewed it"},
    {HMN_PO, "msgctxt \"birth.title\"", "msgctxt \"ui.back\"", NULL,
     "msgctxt \"ui.back\"\nmsgid \"Khai", "already translated"},
    {HMN_PO, "\"Language: hmn\\n\"", "\"Language: vi\\n\"", NULL, NULL, "header says"},
};

/* Lines of PO entries are those of msgctxt. */
static const char *mistake_snippet(const struct mistake *m) {
    return m->at && strncmp(m->at, "# reviewed", 10) == 0 ? "msgctxt \"news.body#1\"" : m->at;
}

static void read_and_check(struct tree *tree, bool strict) {
    struct source source = {0};
    if (source_read(tree->content, tree->voices, &tree->diag, &source)) {
        check_source(&source, strict, &tree->diag);
    }
    source_fini(&source);
}

/* True if a line "FILE[:LINE]: ...WORD..." was said. */
static bool was_said(const char *said, const char *where, const char *word) {
    for (const char *line = said; *line;) {
        size_t bytes = strcspn(line, "\n");
        const char *found = strstr(line, word);
        if (strncmp(line, where, strlen(where)) == 0 && found && found < line + bytes) {
            return true;
        }
        line += bytes + (line[bytes] == '\n');
    }
    return false;
}

/* Makes the mistake; true if what has to be said was said. */
static bool is_told(const struct mistake *m) {
    const char *file = m->at_file ? m->at_file : m->file;
    char where[2 * TREE_PATH_BYTES];
    struct tree tree;
    tree_init(&tree);
    tree_change(&tree, m->file, m->from, m->to);
    snprintf(where, sizeof where, "%s/%s:", tree.dir, file);
    if (m->at) {
        snprintf(where, sizeof where, "%s/%s:%d: ", tree.dir, file,
                 tree_line(&tree, file, mistake_snippet(m)));
    }
    read_and_check(&tree, false);
    bool told = tree.diag.errors > 0 && was_said(tree_said(&tree), where, m->word);
    if (!told) {
        print_error("%s: %s -> %s: wanted\n%s ... %s\nwas said:\n%s\n", m->file,
                    m->from ? m->from : "(end)", m->to, where, m->word, tree_said(&tree));
    }
    tree_fini(&tree);
    return told;
}

static void test_mistakes(void **state) {
    (void)state;
    size_t told = 0;
    for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++) {
        told += is_told(&MISTAKES[i]);
    }
    assert_int_equal(told, sizeof MISTAKES / sizeof *MISTAKES);
}

static void test_good(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    read_and_check(&tree, false);
    assert_int_equal(tree.diag.errors, 0);
    assert_int_equal(tree.diag.warnings, 0);
    assert_string_equal(tree_said(&tree), "");
    tree_fini(&tree);
}

/* A mistake that is said once is not said again in other words. */
static void test_one_mistake_one_sentence(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_change(&tree, BIRTH, "next: place", "next: plaice");
    tree_change(&tree, BIRTH, "when: {age: [young], place: [hospital]}", "when: {age: [young]}");
    read_and_check(&tree, false);
    assert_int_equal(tree.diag.errors, 2); /* and nothing leads to the question now */
    tree_fini(&tree);
}

static void test_all_mistakes_at_once(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_change(&tree, NEWS, "{since}, nộp", "{sine}, nộp");
    tree_change(&tree, CHICKEN, "Gà ốm thì", "Gà {fee} thì");
    tree_change(&tree, KIOSK, "  home: \"Câu home\"\n", "");
    read_and_check(&tree, false);
    assert_int_equal(tree.diag.errors, 3);
    tree_fini(&tree);
}

static void test_strict_refuses_drafts(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    read_and_check(&tree, true);
    assert_int_equal(tree.diag.errors, 2);
    assert_non_null(strstr(tree_said(&tree), "\"ui.back\" is still a draft"));
    tree_fini(&tree);
}

/* What Poedit and Weblate leave when somebody has translated: neither fuzzy nor signed. */
static void test_unsigned_is_a_draft(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_change(&tree, HMN_PO, "# reviewed-by: hai người nói tiếng, 2026-05-06\n", "");
    read_and_check(&tree, true);
    assert_int_equal(tree.diag.errors, 3);
    assert_non_null(strstr(tree_said(&tree), "\"news.body#1\" is still a draft"));
    tree_fini(&tree);
}

static void test_warnings(void **state) {
    (void)state;
    struct tree tree;
    char where[TREE_PATH_BYTES];
    tree_init(&tree);
    tree_change(&tree, HMN_PO, "\"ui.back|say\"", "\"ui.black|say\"");
    tree_change(&tree, HMN_PO, "\"news.title|say\"", "\"birth.title|say\"");
    read_and_check(&tree, false);
    assert_int_equal(tree.diag.errors, 0);
    assert_int_equal(tree.diag.warnings, 2);
    snprintf(where, sizeof where, "%s/content/po/hmn.po:%d: ", tree.dir,
             tree_line(&tree, HMN_PO, "ui.black"));
    assert_true(was_said(tree_said(&tree), where, "ui.black|say"));
    tree_fini(&tree);
}

static void test_missing_files(void **state) {
    (void)state;
    static const char *const files[] = {PACK, TOPICS, KIOSK, VI};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct tree tree;
        char path[TREE_PATH_BYTES];
        tree_init(&tree);
        tree_path(&tree, files[i], path);
        unlink(path);
        read_and_check(&tree, false);
        assert_true(was_said(tree_said(&tree), path, "cannot be read"));
        tree_fini(&tree);
    }
}

static void test_no_vietnamese_no_content(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    char path[TREE_PATH_BYTES], to[TREE_PATH_BYTES];
    tree_path(&tree, "voices/vi", path);
    tree_path(&tree, "away", to);
    assert_int_equal(rename(path, to), 0);
    read_and_check(&tree, false);
    assert_true(was_said(tree_said(&tree), tree.voices, "Vietnamese is missing"));
    tree_fini(&tree);
}

/* What a language.yaml says for its voice is no mistake; one without a place on the
 * page of languages is no language of the pack. */
static void test_languages_that_are_only_voices(void **state) {
    (void)state;
    struct tree tree;
    struct source source = {0};
    tree_init(&tree);
    tree_change(&tree, HMN, NULL, "reader: {tone: letter}\npitch: {male: 95, female: 171}\n");
    tree_change(&tree, HMN, NULL, "rate: 1.0\nalso: ium\n");
    tree_change(&tree, HMN, "engine: espeak", "engine: command, limit_s: 5, command: [say, -v, x]");
    tree_change(&tree, IUM, "position: 1\n", "base: hmn\n");
    assert_true(source_read(tree.content, tree.voices, &tree.diag, &source));
    assert_string_equal(tree_said(&tree), "");
    assert_int_equal(source.language_count, 2);
    source_fini(&source);
    tree_fini(&tree);
}

static void test_translation_of_no_language(void **state) {
    (void)state;
    struct tree tree;
    char from[TREE_PATH_BYTES], to[TREE_PATH_BYTES];
    tree_init(&tree);
    tree_path(&tree, HMN_PO, from);
    tree_path(&tree, "content/po/xx.po", to);
    assert_int_equal(rename(from, to), 0);
    read_and_check(&tree, false);
    assert_true(was_said(tree_said(&tree), to, "voices/xx/language.yaml"));
    tree_fini(&tree);
}

static void test_too_many_topics(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    for (int i = 0; i < 5; i++) {
        char topic[128];
        snprintf(topic, sizeof topic, "  - {id: more-%d, text: \"Thêm\", items: [news]}\n", i);
        tree_change(&tree, TOPICS, NULL, topic);
    }
    read_and_check(&tree, false);
    assert_non_null(strstr(tree_said(&tree), "more than 6 topics"));
    tree_fini(&tree);
}

static void test_too_many_answers(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    for (int i = 0; i < 5; i++) {
        char answer[128];
        snprintf(answer, sizeof answer,
                 "answers:\n      - {id: more-%d, text: \"Thêm\", next: papers}", i);
        tree_change(&tree, BIRTH, "answers:", answer);
    }
    read_and_check(&tree, false);
    assert_non_null(strstr(tree_said(&tree), "more than 6 answers"));
    tree_fini(&tree);
}

/* The tree as a layer: no topics, no phrases, and what leads out of it is named. */
static void make_layer(struct tree *tree) {
    char path[TREE_PATH_BYTES];
    tree_init(tree);
    tree_change(tree, PACK, "version:", "kind: layer, version:");
    tree_change(tree, BIRTH, "item:chicken", "item:elsewhere");
    tree_path(tree, TOPICS, path);
    unlink(path);
    tree_path(tree, KIOSK, path);
    unlink(path);
}

static void test_layer(void **state) {
    (void)state;
    struct tree tree;
    make_layer(&tree);
    read_and_check(&tree, false);
    assert_int_equal(tree.diag.errors, 0);
    assert_int_equal(tree.diag.warnings, 2); /* translations of phrases it does not have */
    tree_fini(&tree);
}

static void test_mistakes_of_layers(void **state) {
    (void)state;
    static const struct mistake mistakes[] = {
        {PACK, "kind: layer", "kind: leaf", NULL, "leaf", "whole, layer"},
        {BIRTH, "item:elsewhere", "item:Else where", NULL, "item:Else", "leads nowhere"},
        {BIRTH, "item:elsewhere", "item:birth", NULL, "item:birth", "another item"},
        {BIRTH, "next: place", "next: plaice", NULL, "plaice", "leads nowhere"},
        {BIRTH, "topic: family", "topic: Gia đình", NULL, "topic", "in no topic"},
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct tree tree;
        char where[2 * TREE_PATH_BYTES];
        make_layer(&tree);
        tree_change(&tree, mistakes[i].file, mistakes[i].from, mistakes[i].to);
        read_and_check(&tree, false);
        snprintf(where, sizeof where, "%s/%s:", tree.dir, mistakes[i].file);
        if (!was_said(tree_said(&tree), where, mistakes[i].word)) {
            fail_msg("%s: %s", mistakes[i].to, tree_said(&tree));
        }
        tree_fini(&tree);
    }
}

/* A topic of the layer's own names its items, as everywhere. */
static void test_topic_of_a_layer(void **state) {
    (void)state;
    struct tree tree;
    char path[TREE_PATH_BYTES];
    static const char topics[] =
        "topics:\n  - {id: commune, text: \"Việc xã\", items: [chicken]}\n";
    make_layer(&tree);
    tree_path(&tree, TOPICS, path);
    tree_save(path, topics, strlen(topics));
    read_and_check(&tree, false);
    snprintf(path, sizeof path, "%s/%s:", tree.dir, NEWS);
    assert_true(was_said(tree_said(&tree), path, "in no topic"));
    tree_fini(&tree);
}

static void test_vietnamese_sentences(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_change(&tree, NEWS, "{since}, nộp", "{sine}, nộp");
    setenv("LC_ALL", "vi_VN.UTF-8", 1);
    read_and_check(&tree, false);
    setenv("LC_ALL", "C", 1);
    assert_non_null(strstr(tree_said(&tree), "không có số liệu nào tên “sine”"));
    tree_fini(&tree);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_one_mistake_one_sentence),
        cmocka_unit_test(test_all_mistakes_at_once),
        cmocka_unit_test(test_strict_refuses_drafts),
        cmocka_unit_test(test_unsigned_is_a_draft),
        cmocka_unit_test(test_warnings),
        cmocka_unit_test(test_missing_files),
        cmocka_unit_test(test_no_vietnamese_no_content),
        cmocka_unit_test(test_languages_that_are_only_voices),
        cmocka_unit_test(test_translation_of_no_language),
        cmocka_unit_test(test_too_many_topics),
        cmocka_unit_test(test_too_many_answers),
        cmocka_unit_test(test_layer),
        cmocka_unit_test(test_mistakes_of_layers),
        cmocka_unit_test(test_topic_of_a_layer),
        cmocka_unit_test(test_vietnamese_sentences),
    };
    return cmocka_run_group_tests_name("content_check", tests, NULL, NULL);
}
