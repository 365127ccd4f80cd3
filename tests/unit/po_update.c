/* PO files as Poedit, Weblate and the gettext tools keep them: whatever those do to a
 * file, no sentence is shown as a translation of another one. */
#include "tests/unit/content_tree.h"

#include <glob.h>
#include <sys/wait.h>

#include "content/check.h"
#include "content/po_state.h"
#include "content/po_update.h"
#include "content/source.h"

#define HMN_PO "content/po/hmn.po"
#define NEWS "content/notices/news.yaml"
#define KIOSK "content/kiosk.yaml"
#define SENTENCE "Từ ngày {since}, nộp {fee} ở xã."

enum { COMMAND_BYTES = 1024 };

static void run(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A command of the gettext tools. */
static void run(const char *format, ...) {
    char command[COMMAND_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(command, sizeof command, format, args);
    va_end(args);
    int status = system(command);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fail_msg("failed: %s", command);
    }
}

static void check_with_msgfmt(const char *path) {
    run("msgfmt --check --output-file=/dev/null '%s'", path);
}

static void update(struct tree *tree) {
    FILE *out = fopen("/dev/null", "w");
    assert_non_null(out);
    assert_int_equal(content_po(tree->content, tree->voices, out, &tree->diag), ERR_OK);
    assert_string_equal(tree_said(tree), "");
    fclose(out);
}

static char *load(const struct tree *tree, const char *name) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, name, path);
    return tree_load(path);
}

static void expect(const struct tree *tree, const char *name, const char *snippet, bool there) {
    char *text = load(tree, name);
    if ((strstr(text, snippet) != NULL) != there) {
        fail_msg("%s %s:\n%s\nin\n%s", name, there ? "has not" : "has", snippet, text);
    }
    free(text);
}

/* The state of a unit's text in Hmong as the kiosk would take it. */
static enum translation_state state_of(struct tree *tree, const char *id, enum variant variant) {
    struct source source = {0};
    assert_true(source_read(tree->content, tree->voices, &tree->diag, &source));
    int32_t unit_ix = source_unit_ix(&source, id);
    int lang_ix = source_language_ix(&source, "hmn", 3);
    assert_true(unit_ix >= 0 && lang_ix > 0);
    enum translation_state state = source.units[unit_ix].wordings[variant][lang_ix].state;
    source_fini(&source);
    return state;
}

/* ---- what is in the tree ------------------------------------------------------------------ */

static void test_every_file_is_right(void **state) {
    (void)state;
    glob_t found = {0};
    assert_int_equal(glob("content/po/*.po", 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= 4);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        check_with_msgfmt(found.gl_pathv[i]);
    }
    globfree(&found);
}

/* ---- content po ---------------------------------------------------------------------------- */

static void test_files_are_made_and_stay(void **state) {
    (void)state;
    static const char *const names[] = {"content/po/content.pot", HMN_PO, "content/po/ium.po"};
    struct tree tree;
    tree_init(&tree);
    update(&tree);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[TREE_PATH_BYTES];
        tree_path(&tree, names[i], path);
        check_with_msgfmt(path);
        char *before = tree_load(path);
        update(&tree);
        char *after = tree_load(path);
        assert_string_equal(before, after);
        free(before);
        free(after);
    }
    expect(&tree, "content/po/ium.po", "\"Language: ium\\n\"", true);
    expect(&tree, HMN_PO, "\"Plural-Forms: nplurals=1; plural=0;\\n\"", true);
    expect(&tree, HMN_PO, "# Small translation for the tests", true);
    expect(&tree, HMN_PO, "#: content/notices/news.yaml\n", true);
    expect(&tree, HMN_PO, "#~ msgstr \"ggg\"", true);
    tree_fini(&tree);
}

static void test_new_sentence_is_empty(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_change(&tree, NEWS, NULL, "  - {text: \"Câu mới tinh.\", n: 40}\n");
    update(&tree);
    expect(&tree, HMN_PO, "msgctxt \"news.body#40\"\nmsgid \"Câu mới tinh.\"\nmsgstr \"\"\n", true);
    expect(&tree, "content/po/content.pot", "msgid \"Câu mới tinh.\"", true);
    tree_fini(&tree);
}

static void test_changed_sentence_is_stale_and_comes_back(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    update(&tree);
    assert_int_equal(state_of(&tree, "news.body#1", VARIANT_TEXT), TRANSLATION_REVIEWED);
    tree_change(&tree, NEWS, SENTENCE, "Từ ngày {since} thì nộp {fee}.");
    update(&tree);
    assert_int_equal(state_of(&tree, "news.body#1", VARIANT_TEXT), TRANSLATION_STALE);
    expect(&tree, HMN_PO,
           "#, fuzzy\n#| msgid \"" SENTENCE "\"\nmsgctxt \"news.body#1\"\n"
           "msgid \"Từ ngày {since} thì nộp {fee}.\"\nmsgstr \"ccc {fee} ddd {since}\"",
           true);
    tree_change(&tree, NEWS, "Từ ngày {since} thì nộp {fee}.", "{since}: {fee}.");
    update(&tree); /* what was translated is still what is shown as the sentence before */
    expect(&tree, HMN_PO, "#| msgid \"" SENTENCE "\"\nmsgctxt \"news.body#1\"", true);
    tree_change(&tree, NEWS, "{since}: {fee}.", SENTENCE);
    update(&tree);
    assert_int_equal(state_of(&tree, "news.body#1", VARIANT_TEXT), TRANSLATION_DRAFT);
    tree_fini(&tree);
}

static void test_removed_sentence_is_obsolete_and_comes_back(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    update(&tree);
    tree_change(&tree, KIOSK, "say: \"Quay lại.\", ", "");
    update(&tree);
    expect(&tree, HMN_PO, "#~ msgctxt \"ui.back|say\"\n#~ msgid \"Quay lại.\"", true);
    assert_int_equal(tree.diag.warnings, 0); /* obsolete ones are nobody's concern */
    tree_change(&tree, KIOSK, "text: \"Về\", ", "text: \"Về\", say: \"Quay lại.\", ");
    update(&tree);
    expect(&tree, HMN_PO, "#~ msgctxt \"ui.back|say\"", false);
    assert_int_equal(state_of(&tree, "ui.back", VARIANT_SAY), TRANSLATION_DRAFT);
    tree_fini(&tree);
}

static void test_wrong_files_are_not_touched(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_change(&tree, HMN_PO, "msgstr \"aaa\"", "msgstr \"aaa");
    char *before = load(&tree, HMN_PO);
    assert_int_equal(content_po(tree.content, tree.voices, stderr, &tree.diag), ERR_REJECT);
    expect(&tree, HMN_PO, before, true);
    free(before);
    tree_fini(&tree);
}

/* ---- msgmerge, Poedit, Weblate -----------------------------------------------------------------
 */

/* The file goes through msgmerge after the source was changed in two places. */
static void merge_changed(struct tree *tree, const char *options) {
    char po[TREE_PATH_BYTES], pot[TREE_PATH_BYTES];
    tree_path(tree, HMN_PO, po);
    tree_path(tree, "content/po/content.pot", pot);
    update(tree);
    char *before = tree_load(po);
    tree_change(tree, KIOSK, "Quay lại.", "Quay lại nhé.");
    tree_change(tree, NEWS, SENTENCE, "Từ ngày {since}, nộp {fee} ở xã nhé.");
    tree_change(tree, NEWS, NULL, "  - {text: \"Quay lại nha.\", n: 40}\n");
    update(tree); /* for the template */
    tree_save(po, before, strlen(before));
    free(before);
    run("msgmerge --quiet --update --backup=none %s '%s' '%s'", options, po, pot);
    check_with_msgfmt(po);
}

static void check_merged(const char *options) {
    struct tree tree;
    tree_init(&tree);
    merge_changed(&tree, options);
    expect(&tree, HMN_PO, "msgid \"Quay lại nhé.\"\nmsgstr \"bbb {vi:Việt Nam}\"", true);
    /* A new sentence that looks like another gets that one's translation. */
    expect(&tree, HMN_PO, "msgid \"Quay lại nha.\"\nmsgstr \"bbb {vi:Việt Nam}\"", true);
    assert_int_equal(state_of(&tree, "news.body#40", VARIANT_TEXT), TRANSLATION_STALE);
    assert_int_equal(state_of(&tree, "ui.back", VARIANT_SAY), TRANSLATION_STALE);
    assert_int_equal(state_of(&tree, "news.body#1", VARIANT_TEXT), TRANSLATION_STALE);
    assert_int_equal(state_of(&tree, "ui.back", VARIANT_TEXT), TRANSLATION_DRAFT);
    update(&tree); /* and our own tool does not bless it */
    assert_int_equal(state_of(&tree, "ui.back", VARIANT_SAY), TRANSLATION_STALE);
    assert_int_equal(state_of(&tree, "news.body#1", VARIANT_TEXT), TRANSLATION_STALE);
    tree_fini(&tree);
}

static void test_msgmerge_with_the_sentence_before(void **state) {
    (void)state;
    check_merged("--previous");
}

static void test_msgmerge_without(void **state) {
    (void)state;
    check_merged("");
}

/* What an editor saves: long lines broken, other flags, the sentence before with its
 * context, old entries at the end. Lines are still told right. */
static void test_an_editors_file(void **state) {
    (void)state;
    struct tree tree;
    char path[TREE_PATH_BYTES], where[2 * TREE_PATH_BYTES];
    tree_init(&tree);
    tree_path(&tree, HMN_PO, path);
    tree_change(&tree, HMN_PO, NULL,
                "#. for the translator\n#, fuzzy, no-wrap\n#| msgctxt \"birth.body#1\"\n"
                "#| msgid \"\"\n#| \"Máy hỏi \"\n#| \"ba câu.\"\n"
                "msgctxt \"birth.body#1\"\nmsgid \"\"\n\"Máy hỏi \"\n\"hai câu.\"\n"
                "msgstr \"\"\n\"aaa \"\n\"bbb\"\n\n#~ msgid \"x\"\n#~ msgstr \"y\"\n\n"
                "msgctxt \"birth.papers.form\"\nmsgid \"Tờ khai\"\nmsgstr \"{xx:a}\"\n");
    run("msgcat --no-wrap --output-file='%s' '%s'", path, path);
    run("msgcat --width=40 --output-file='%s' '%s'", path, path);
    assert_int_equal(state_of(&tree, "birth.body#1", VARIANT_TEXT), TRANSLATION_STALE);
    assert_string_equal(tree_said(&tree), "");
    struct source source = {0};
    assert_true(source_read(tree.content, tree.voices, &tree.diag, &source));
    check_source(&source, false, &tree.diag);
    snprintf(where, sizeof where, "%s:%d: ", path,
             tree_line(&tree, HMN_PO, "msgctxt \"birth.papers.form\""));
    assert_non_null(strstr(tree_said(&tree), where));
    source_fini(&source);
    tree_fini(&tree);
}

static void test_hashes(void **state) {
    (void)state;
    struct arena arena = {0};
    uint64_t hash;
    assert_false(po_hash_of("someone's note\n", &hash));
    const char *comments = po_with_hash("a note", 7, &arena);
    assert_string_equal(comments, "a note\nsource-hash: 0000000000000007\n");
    comments = po_with_hash(comments, UINT64_MAX, &arena);
    assert_true(po_hash_of(comments, &hash));
    assert_true(hash == UINT64_MAX);
    assert_string_equal(po_with_hash("source-hash: 1\nb\n", 2, &arena),
                        "source-hash: 0000000000000002\nb\n");
    assert_string_equal(po_with_hash("", 2, &arena), "source-hash: 0000000000000002\n");
    arena_fini(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_file_is_right),
        cmocka_unit_test(test_files_are_made_and_stay),
        cmocka_unit_test(test_new_sentence_is_empty),
        cmocka_unit_test(test_changed_sentence_is_stale_and_comes_back),
        cmocka_unit_test(test_removed_sentence_is_obsolete_and_comes_back),
        cmocka_unit_test(test_wrong_files_are_not_touched),
        cmocka_unit_test(test_msgmerge_with_the_sentence_before),
        cmocka_unit_test(test_msgmerge_without),
        cmocka_unit_test(test_an_editors_file),
        cmocka_unit_test(test_hashes),
    };
    return cmocka_run_group_tests_name("po_update", tests, NULL, NULL);
}
