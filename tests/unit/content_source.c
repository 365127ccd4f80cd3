/* The readers below the source: YAML, PO, marks in texts, dates, ways through
 * questions. */
#include "tests/unit/content_tree.h"

#include "content/fields.h"
#include "content/file.h"
#include "content/markup.h"
#include "content/po.h"
#include "content/source.h"
#include "content/ways.h"
#include "content/yaml.h"

/* A text that is read, and what is said about it. */
struct reading_test {
    struct arena arena;
    struct diag diag;
    char *said;
    size_t said_bytes;
};

static int set_up(void **state) {
    struct reading_test *t = calloc(1, sizeof *t);
    assert_non_null(t);
    setenv("LC_ALL", "C", 1);
    t->diag.out = open_memstream(&t->said, &t->said_bytes);
    assert_non_null(t->diag.out);
    *state = t;
    return 0;
}

static int tear_down(void **state) {
    struct reading_test *t = *state;
    fclose(t->diag.out);
    free(t->said);
    arena_fini(&t->arena);
    free(t);
    return 0;
}

static const struct yaml_node *read_yaml(struct reading_test *t, const char *text) {
    return yaml_read("x.yaml", text, strlen(text), &t->arena, &t->diag);
}

static void assert_said(struct reading_test *t, const char *wanted) {
    fflush(t->diag.out);
    if (!strstr(t->said, wanted)) {
        fail_msg("wanted: %s\nwas said: %s", wanted, t->said);
    }
    rewind(t->diag.out);
}

/* ---- YAML --------------------------------------------------------------------------- */

static void test_yaml_tree(void **state) {
    struct reading_test *t = *state;
    const struct yaml_node *root = read_yaml(t, "# note\n"
                                                "a: một\n"
                                                "b: {c: , d: \"\", e: 'hai'}\n"
                                                "f:\n"
                                                "  - g\n"
                                                "  - - h\n");
    assert_non_null(root);
    assert_int_equal(root->kind, NODE_MAP);
    const struct yaml_node *a = root->first, *b = a->next, *f = b->next;
    assert_string_equal(a->key, "a");
    assert_string_equal(a->text, "một");
    assert_int_equal(a->line, 2);
    assert_int_equal(b->first->kind, NODE_NOTHING);
    assert_int_equal(b->first->next->kind, NODE_VALUE);
    assert_string_equal(b->first->next->text, "");
    assert_string_equal(b->first->next->next->text, "hai");
    assert_int_equal(f->kind, NODE_LIST);
    assert_int_equal(f->line, 4);
    assert_int_equal(f->first->line, 5);
    assert_null(f->first->key);
    assert_string_equal(f->first->next->first->text, "h");
    assert_null(f->next);
    assert_int_equal(t->diag.errors, 0);
}

static void test_yaml_is_normalised(void **state) {
    struct reading_test *t = *state;
    const struct yaml_node *root = read_yaml(t, "e\xCC\x81: e\xCC\x82\xCC\x81");
    assert_non_null(root);
    assert_string_equal(root->first->key, "é");
    assert_string_equal(root->first->text, "ế");
}

static void test_yaml_refusals(void **state) {
    struct reading_test *t = *state;
    static const struct {
        const char *text, *said;
    } refusals[] = {
        {"", "x.yaml:1: the file is empty"},
        {"a: b\na: c\n", "x.yaml:2: \"a\" is written twice"},
        {"a: &x b\nc: *x\n", "x.yaml:1: anchors"},
        {"a: 1\nb: *x\n", "x.yaml:2: anchors"},
        {"a: !!str b\n", "x.yaml:1: anchors"},
        {"? [a]\n: b\n", "x.yaml:1: a name"},
        {"a: b\n---\nc: d\n", "x.yaml:2: one document"},
        {"a: [b\n", "wrong YAML"},
        {"a: \"b\n", "wrong YAML"},
        {"\ta: b\n", "x.yaml:1: wrong YAML"},
        {"a: \"x\\0y\"\n", "x.yaml:1: contains the character 0"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        assert_null(read_yaml(t, refusals[i].text));
        assert_said(t, refusals[i].said);
    }
}

static const struct yaml_node *read_nested(struct reading_test *t, int lists) {
    char text[4 * YAML_DEPTH_MAX];
    assert_true(2 * (size_t)lists < sizeof text);
    memset(text, '[', (size_t)lists);
    memset(text + lists, ']', (size_t)lists);
    text[2 * lists] = '\0';
    return read_yaml(t, text);
}

static void test_yaml_depth(void **state) {
    struct reading_test *t = *state;
    assert_non_null(read_nested(t, YAML_DEPTH_MAX + 1)); /* the outermost has depth 0 */
    assert_null(read_nested(t, YAML_DEPTH_MAX + 2));
    assert_said(t, "nested too deeply");
}

static void test_yaml_size(void **state) {
    struct reading_test *t = *state;
    size_t bytes = 2 * (size_t)YAML_NODES_MAX + 16;
    char *text = calloc(bytes, 1);
    assert_non_null(text);
    text[0] = '[';
    for (size_t i = 1; i < 2 * (size_t)YAML_NODES_MAX; i += 2) {
        text[i] = 'a';
        text[i + 1] = ',';
    }
    text[strlen(text)] = ']';
    assert_null(read_yaml(t, text));
    assert_said(t, "too many values");
    free(text);
}

/* ---- PO ------------------------------------------------------------------------------- */

#define PO_HEADER                                                                                  \
    "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Language: "        \
    "hmn\\n\"\n\n"

static struct po read_po(struct reading_test *t, const char *text, bool good) {
    struct po po;
    assert_int_equal(po_read("x.po", text, strlen(text), &t->arena, &t->diag, &po), good);
    return po;
}

static void test_po_entries(void **state) {
    struct reading_test *t = *state;
    struct po po = read_po(t,
                           PO_HEADER "# reviewed-by: ai đó, 2026-01-02\n"
                                     "msgctxt \"a\"\n"
                                     "msgid \"một\"\n"
                                     "msgstr \"ib\"\n"
                                     "\n"
                                     "#, fuzzy\n"
                                     "#| msgid \"hai cũ\"\n"
                                     "msgctxt \"b\"\n"
                                     "msgid \"\"\n"
                                     "\"hai\"\n"
                                     "msgstr \"\"\n"
                                     "\n"
                                     "#~ msgctxt \"c\"\n"
                                     "#~ msgid \"ba\"\n"
                                     "#~ msgstr \"peb\"\n"
                                     "\n"
                                     "msgid \"bốn\"\n"
                                     "msgstr \"e\xCC\x81\"\n",
                           true);
    assert_string_equal(po.language, "hmn");
    assert_int_equal(po.count, 3);
    assert_string_equal(po.entries[0].context, "a");
    assert_string_equal(po.entries[0].source, "một");
    assert_string_equal(po.entries[0].text, "ib");
    assert_null(po.entries[0].previous);
    assert_false(po.entries[0].fuzzy);
    assert_non_null(strstr(po.entries[0].comments, "reviewed-by: ai đó"));
    assert_int_equal(po.entries[0].line, 7);
    assert_string_equal(po.entries[1].source, "hai");
    assert_string_equal(po.entries[1].text, "");
    assert_string_equal(po.entries[1].previous, "hai cũ");
    assert_true(po.entries[1].fuzzy);
    assert_int_equal(po.entries[1].line, 13);
    assert_null(po.entries[2].context);
    assert_string_equal(po.entries[2].text, "é");
    assert_int_equal(po.entries[2].line, 22);
}

/* Legal but unusual: two keywords on one line. No line is better than a wrong one. */
static void test_po_odd_lines(void **state) {
    struct reading_test *t = *state;
    struct po po = read_po(t,
                           PO_HEADER "msgctxt \"a\" msgid \"b\" msgstr \"c\" msgctxt \"d\"\n"
                                     "msgid \"e\"\nmsgstr \"f\"\n",
                           true);
    assert_int_equal(po.count, 2);
    assert_int_equal(po.entries[0].line, 0);
    assert_int_equal(po.entries[1].line, 0);
}

static void test_po_refusals(void **state) {
    struct reading_test *t = *state;
    static const struct {
        const char *text, *said;
    } refusals[] = {
        {PO_HEADER "msgid \"a\nmsgstr \"b\"\n", "wrong PO here (end-of-line"},
        {PO_HEADER "msgid \"a\"\n", "wrong PO here"},
        {PO_HEADER "nonsense\n", "x.po:6: wrong PO here"},
        {PO_HEADER "msgid \"g\\x82\"\nmsgstr \"h\"\n", "x.po:6: an escape"},
        {PO_HEADER "msgctxt \"a\"\nmsgid \"b\"\nmsgstr \"c\"\nmsgctxt \"a\"\nmsgid \"b\"\nmsgstr "
                   "\"d\"\n",
         "duplicate"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        assert_int_equal(read_po(t, refusals[i].text, false).count, 0);
        assert_said(t, refusals[i].said);
    }
}

/* A hundred mistakes and the program still lives. */
static void test_po_many_mistakes(void **state) {
    struct reading_test *t = *state;
    char text[4096];
    struct str s;
    str_init(&s, text, sizeof text);
    for (int i = 0; i < 100; i++) {
        str_printf(&s, "nonsense %d\n", i);
    }
    read_po(t, text, false);
    assert_true(t->diag.errors >= 1);
    struct po po = read_po(t, "", true);
    assert_int_equal(po.count, 0);
}

/* ---- marks ------------------------------------------------------------------------------ */

/* The pieces of a text as one: "t[abc] l[vi:xã] f[fee] !" */
static void assert_pieces(const char *marked, const char *wanted) {
    char line[256];
    struct str s;
    str_init(&s, line, sizeof line);
    struct markup_piece piece;
    do {
        char plain[64];
        piece = markup_next(&marked);
        if (piece.kind == MARKUP_TEXT && piece.lang) {
            str_printf(&s, "l[%.*s:%.*s]", (int)piece.lang_bytes, piece.lang, (int)piece.bytes,
                       piece.text);
        } else if (piece.kind == MARKUP_TEXT) {
            assert_true(markup_plain(&piece, plain) == strlen(plain));
            str_printf(&s, "t[%s]", plain);
        } else if (piece.kind == MARKUP_FACT) {
            str_printf(&s, "f[%.*s]", (int)piece.bytes, piece.text);
        }
    } while (piece.kind == MARKUP_TEXT || piece.kind == MARKUP_FACT);
    str_put(&s, piece.kind == MARKUP_WRONG ? "!" : "");
    assert_string_equal(line, wanted);
}

static void test_markup(void **state) {
    (void)state;
    assert_pieces("", "");
    assert_pieces("một", "t[một]");
    assert_pieces("{fee}", "f[fee]");
    assert_pieces("nộp {fee} ở {vi:xã}.", "t[nộp ]f[fee]t[ ở ]l[vi:xã]t[.]");
    assert_pieces("{zh-Hant:a b}{x1_y}", "l[zh-Hant:a b]f[x1_y]");
    assert_pieces("{{a}}", "t[{a}]");
    assert_pieces("{{{a}}}", "t[{]f[a]t[}]");
    assert_pieces("{{{{", "t[{{]");
    static const char *const wrong[] = {"{",     "}",     "{a",     "a}",       "{}",
                                        "{:a}",  "{vi:}", "{A b}",  "{A}",      "{1}",
                                        "{a b}", "{{}",   "{vi:{}", "{vi:a{{b}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *at = wrong[i];
        struct markup_piece piece = markup_next(&at);
        while (piece.kind == MARKUP_TEXT || piece.kind == MARKUP_FACT) {
            piece = markup_next(&at);
        }
        assert_int_equal(piece.kind, MARKUP_WRONG);
    }
}

/* ---- values -------------------------------------------------------------------------------- */

static void test_dates(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t date;
    } dates[] = {
        {"2025-07-01", 20250701}, {"2024-02-29", 20240229}, {"2000-02-29", 20000229},
        {"2100-02-29", 0},        {"2025-02-29", 0},        {"2025-04-31", 0},
        {"2025-00-10", 0},        {"2025-13-10", 0},        {"2025-12-00", 0},
        {"2025-12-32", 0},        {"1899-12-31", 0},        {"25-12-31", 0},
        {"2025/12/31", 0},        {"2025-12-311", 0},       {"", 0},
        {"9999-12-31", 99991231},
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        assert_int_equal(fields_date(dates[i].text), dates[i].date);
    }
}

static void test_numbers_and_ids(void **state) {
    (void)state;
    int64_t number;
    assert_true(fields_number("0", &number) && number == 0);
    assert_true(fields_number("-12", &number) && number == -12);
    assert_true(fields_number("999999999999999999", &number) && number == 999999999999999999);
    static const char *const none[] = {"", "-", "1.5", "1e3", " 1", "1 ", "9999999999999999999"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_false(fields_number(none[i], &number));
    }
    assert_true(fields_is_id("a") && fields_is_id("birth-linked_2"));
    assert_false(fields_is_id("") || fields_is_id("A") || fields_is_id("1a") ||
                 fields_is_id("a b") || fields_is_id("ă"));
    assert_false(fields_is_id("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

static void test_bad_line(void **state) {
    (void)state;
    assert_int_equal(file_bad_line("", 0), 0);
    assert_int_equal(file_bad_line("a\nế\n", 6), 0);
    assert_int_equal(file_bad_line("a\n\xFF\nb", 5), 2);
    assert_int_equal(file_bad_line("a\nb\xC3\n", 5), 2);
    assert_int_equal(file_bad_line("a\0b", 3), 1);
}

/* ---- ways through questions -------------------------------------------------------------- */

/* 0 → (0: 1, 1: papers, 2: 2), 1 → (0: papers, 1: another item), 2 → (0: 1, 1: 1) */
static struct ways sample_ways(void) {
    struct ways ways = {.question_count = 3};
    ways.questions[0].answer_count = 3;
    ways.questions[0].next_ix[0] = 1;
    ways.questions[0].next[1] = NEXT_PAPERS;
    ways.questions[0].next_ix[2] = 2;
    ways.questions[1].answer_count = 2;
    ways.questions[1].next[0] = NEXT_PAPERS;
    ways.questions[1].next[1] = NEXT_ITEM;
    ways.questions[2].answer_count = 2;
    ways.questions[2].next_ix[0] = 1;
    ways.questions[2].next_ix[1] = 1;
    return ways;
}

static void test_ways(void **state) {
    (void)state;
    struct ways ways = sample_ways();
    assert_int_equal(ways_loop(&ways), LIBRARY_NONE);
    assert_int_equal(ways_asked(&ways), 7);
    assert_true(ways_fit(&ways, NULL, 0));
    assert_true(ways_fit(&ways, (struct condition[]){{0, 1}, {1, 1}}, 2));
    assert_true(ways_fit(&ways, (struct condition[]){{1, 3}, {2, 2}}, 2));
    /* Answer 1 of question 1 leads away from here. */
    assert_false(ways_fit(&ways, (struct condition[]){{1, 2}}, 1));
    /* Whoever answers 1 is not asked question 1. */
    assert_false(ways_fit(&ways, (struct condition[]){{0, 2}, {1, 1}}, 2));
    /* Two rows about one question must both hold. */
    assert_false(ways_fit(&ways, (struct condition[]){{0, 1}, {0, 2}}, 2));

    ways.questions[1].next[1] = NEXT_QUESTION;
    ways.questions[1].next_ix[1] = 2;
    assert_int_equal(ways_loop(&ways), 1);
    assert_true(ways_fit(&ways, (struct condition[]){{2, 1}}, 1));
    ways.questions[1].next_ix[1] = LIBRARY_NONE;
    assert_int_equal(ways_loop(&ways), LIBRARY_NONE);
}

static void test_ways_without_questions(void **state) {
    (void)state;
    struct ways none = {.question_count = 0};
    assert_int_equal(ways_loop(&none), LIBRARY_NONE);
    assert_int_equal(ways_asked(&none), 0);
    assert_true(ways_fit(&none, NULL, 0));
    assert_false(ways_fit(&none, (struct condition[]){{0, 1}}, 1));
}

/* As many ways as there can be: each question has six answers to the next. */
static void test_ways_are_not_counted_one_by_one(void **state) {
    (void)state;
    struct ways ways = {.question_count = LIBRARY_QUESTIONS_MAX};
    for (int q = 0; q < LIBRARY_QUESTIONS_MAX; q++) {
        ways.questions[q].answer_count = LIBRARY_ANSWERS_MAX;
        for (int a = 0; a < LIBRARY_ANSWERS_MAX; a++) {
            bool last = q + 1 == LIBRARY_QUESTIONS_MAX;
            ways.questions[q].next[a] = last ? NEXT_ITEM : NEXT_QUESTION;
            ways.questions[q].next_ix[a] = last ? 0 : q + 1;
        }
    }
    assert_false(ways_fit(&ways, NULL, 0));
    assert_int_equal(ways_loop(&ways), LIBRARY_NONE);
}

#define READING_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        READING_TEST(test_yaml_tree),
        READING_TEST(test_yaml_is_normalised),
        READING_TEST(test_yaml_refusals),
        READING_TEST(test_yaml_depth),
        READING_TEST(test_yaml_size),
        READING_TEST(test_po_entries),
        READING_TEST(test_po_odd_lines),
        READING_TEST(test_po_refusals),
        READING_TEST(test_po_many_mistakes),
        cmocka_unit_test(test_markup),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_numbers_and_ids),
        cmocka_unit_test(test_bad_line),
        cmocka_unit_test(test_ways),
        cmocka_unit_test(test_ways_without_questions),
        cmocka_unit_test(test_ways_are_not_counted_one_by_one),
    };
    return cmocka_run_group_tests_name("content_source", tests, NULL, NULL);
}
