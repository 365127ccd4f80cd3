/* From a spreadsheet to the content and back: what staff type, what they get wrong,
 * and that nothing is lost on the way. */
#include "tests/unit/content_tree.h"

#include "content/content.h"
#include "content/file.h"
#include "content/form.h"
#include "content/import.h"
#include "content/pack_read.h"
#include "content/po.h"
#include "content/source.h"
#include "content/template.h"
#include "content/typed.h"
#include "content/yaml_write.h"
#include "sheet/read.h"

/* ---- values ------------------------------------------------------------------------- */

static void test_dates(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t date;
    } rows[] = {
        {"1/7/2026", 20260701},
        {"01/07/2026", 20260701},
        {"31-12-2026", 20261231},
        {"1.7.2026", 20260701},
        {"2026-07-01", 20260701},
        {"2026-07-01 08:30", 20260701},
        {"2026/7/1", 20260701},
        {"29/2/2024", 20240229},
        {"29/2/2026", 0},
        {"13/13/2026", 0},
        {"1/7", 0},
        {"1/7/26", 0},
        {"1/7/2026x", 0},
        {"1/7-2026", 0},
        {"", 0},
        {"hôm nay", 0},
        {"ngày 1/7/2026", 20260701},
        {"20260701", 0},
        {"99999/1/2026", 0},
        {"1/7/2026/1", 0},
        {"0/7/2026", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (typed_date(rows[i].text) != rows[i].date) {
            fail_msg("%s: %d", rows[i].text, (int)typed_date(rows[i].text));
        }
    }
}

static void test_money(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t number; /* -1: refused */
        bool named;
    } rows[] = {
        {"540000", 540000, false},
        {"540.000", 540000, false},
        {"540,000", 540000, false},
        {"540 000", 540000, false},
        {"540.000 đồng", 540000, true},
        {"540.000đ", 540000, true},
        {"540.000 VNĐ", 540000, true},
        {"1.500.000 ₫", 1500000, true},
        {"540000 Đồng", 540000, true},
        {"0", 0, false},
        {"540.00", -1, false},
        {"5400.000", -1, false},
        {"540.000,5", -1, false},
        {"540.000 nghìn", -1, false},
        {"đồng", -1, true},
        {"-1", -1, false},
        {"", -1, false},
        {"1234567890123456789", -1, false},
        {"540.0011111111111111111111", -1, false},
        {"123.456.789.012.345.678", 123456789012345678, false},
        {"1.123.456.789.012.345.678", -1, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t number = 0;
        bool named = false;
        bool good = typed_money(rows[i].text, &number, &named);
        if (good != (rows[i].number >= 0) || (good && number != rows[i].number) ||
            (good && named != rows[i].named)) {
            fail_msg("%s: %d %lld", rows[i].text, good, (long long)number);
        }
        assert_int_equal(typed_number(rows[i].text, &number), good && !rows[i].named);
    }
}

static void test_words(void **state) {
    (void)state;
    bool yes;
    assert_true(typed_yes("Có", &yes) && yes);
    assert_true(typed_yes("TRUE", &yes) && yes);
    assert_true(typed_yes("không", &yes) && !yes);
    assert_false(typed_yes("có thể", &yes));
    assert_false(typed_yes("", &yes));
    assert_int_equal(typed_choice("Khẩn  CẤP", FORM_PRIORITIES), PRIORITY_EMERGENCY);
    assert_int_equal(typed_choice("rất khẩn", FORM_PRIORITIES), -1);
}

static void test_names(void **state) {
    (void)state;
    char key[FORM_KEY_BYTES];
    assert_true(form_key("  Phí,  lệ phí * ", key));
    assert_string_equal(key, "phi le phi");
    assert_true(form_key("Đường", key));
    assert_string_equal(key, "duong");
    assert_true(form_id("Lịch tiêm phòng trâu, bò 2026", key));
    assert_string_equal(key, "lich-tiem-phong-trau-bo-2026");
    assert_true(form_id("Một tiêu đề rất dài để xem mã có bị cắt giữa chừng không", key));
    assert_string_equal(key, "mot-tieu-de-rat-dai-de-xem-ma-co-bi-cat-giua");
    assert_true(form_id("2 cấp", key));
    assert_string_equal(key, "so-2-cap");
    assert_false(form_id("… 👵 …", key));
    /* The same letters apart and in one piece. */
    assert_true(form_same("Tie\u0302u đe\u0302\u0300", "tiêu đề"));
    assert_false(form_same("", ""));
    assert_string_equal(form_field_named("tieu de")->names[0], "Tiêu đề");
    assert_int_equal(form_field_named("Nơi nộp")->section, SECTION_WHERE);
    assert_null(form_field_named("Thời tiết"));
    assert_int_equal(form_column_named("nội dung"), FORM_TEXT);
    static const char *const names[] = {"Tiêu đề", "Chủ đề", "Câu"};
    assert_string_equal(form_nearest("Tiêu dde", names, 3), "Tiêu đề");
    assert_null(form_nearest("Thời tiết hôm nay", names, 3));
}

/* Every name of the form is understood as itself. */
static void test_form_names(void **state) {
    (void)state;
    for (size_t i = 0; i < FORM_FIELD_COUNT; i++) {
        const struct form_field *field = &FORM_FIELDS[i];
        const struct form_field *found = form_field_named(field->names[0]);
        assert_non_null(found);
        assert_int_equal(found->role, field->role);
        assert_int_equal(found->section, field->section);
    }
    for (int c = 0; c < FORM_COLUMN_COUNT; c++) {
        assert_int_equal(form_column_named(FORM_COLUMNS[c].names[0]), c);
    }
}

/* ---- YAML --------------------------------------------------------------------------- */

static void assert_same_tree(const struct yaml_node *a, const struct yaml_node *b) {
    assert_int_equal(a->kind, b->kind);
    assert_true(str_same(a->key, b->key));
    assert_true(str_same(a->text, b->text));
    const struct yaml_node *x = a->first, *y = b->first;
    for (; x && y; x = x->next, y = y->next) {
        assert_same_tree(x, y);
    }
    assert_ptr_equal(x, y);
}

/* Written and read again it is the same; each line comes from where it says. */
static void assert_written(const struct yaml_node *root) {
    struct arena arena = {0};
    struct diag diag = {.out = NULL};
    struct yaml_text yaml = yaml_write(root, &arena);
    int lines = 0;
    for (const char *c = yaml.text; *c; c++) {
        lines += *c == '\n';
    }
    assert_int_equal(lines, yaml.line_count);
    assert_int_equal(strlen(yaml.text), yaml.bytes);
    const struct yaml_node *again = yaml_read("x.yaml", yaml.text, yaml.bytes, &arena, &diag);
    if (!again) {
        fail_msg("%s", yaml.text);
    }
    assert_same_tree(root, again);
    arena_fini(&arena);
}

static void test_yaml_text(void **state) {
    (void)state;
    static const char text[] =
        "a: \"nói \\\"chào\\\" \\\\ {x} [y]: #z\"\n"
        "\"b c\": \"\"\n"
        "d:\n"
        "e: []\n"
        "f: {}\n"
        "\"-\": \"\\u0001\\u00A0\\u2028\\uFEFF\\t\\n x \"\n"
        "g: [1, \"- x\", {h: i, j: }, [k, [l]]]\n"
        "long:\n"
        "  - - a\n"
        "    - {b: c}\n"
        "  -\n"
        "  - d: \"👵 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"\n"
        "    e: \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"\n"
        "    f: \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"\n"
        "    g: [a, b]\n"
        "  - null\n"
        "  - \"~\"\n";
    struct arena arena = {0};
    struct diag diag = {.out = NULL};
    const struct yaml_node *root = yaml_read("x.yaml", text, strlen(text), &arena, &diag);
    assert_non_null(root);
    assert_written(root);
    struct yaml_node nothing = {.kind = NODE_MAP, .line = 1};
    assert_written(&nothing);
    arena_fini(&arena);
}

static const char *const CONTENT_FOLDERS[] = {"", "notices", "procedures"};

static void test_yaml_of_the_starter_pack(void **state) {
    (void)state;
    int count = 0;
    for (size_t f = 0; f < sizeof CONTENT_FOLDERS / sizeof *CONTENT_FOLDERS; f++) {
        struct arena arena = {0};
        struct diag diag = {.out = NULL};
        const char *const *names;
        const char *dir = file_path(&arena, "content", CONTENT_FOLDERS[f]);
        size_t found = file_names(dir, ".yaml", &arena, &names);
        for (size_t i = 0; i < found; i++) {
            const char *path = file_path(&arena, dir, names[i]);
            size_t bytes;
            const char *text = file_read(path, &arena, &diag, &bytes);
            assert_written(yaml_read(path, text, bytes, &arena, &diag));
            count++;
        }
        arena_fini(&arena);
    }
    assert_true(count >= 12);
}

/* ---- PO ----------------------------------------------------------------------------- */

static const char OLD_PO[] = "# Ai đó đã viết.\n"
                             "msgid \"\"\n"
                             "msgstr \"Language: hmn\\n\"\n"
                             "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                             "\n"
                             "# reviewed-by: người mẫu, 2026-01-02\n"
                             "msgctxt \"news.title\"\n"
                             "msgid \"Tin mới\"\n"
                             "msgstr \"A\"\n"
                             "\n"
                             "# Lời dặn.\n"
                             "# reviewed-by: người mẫu, 2026-01-02\n"
                             "msgctxt \"news.body#1\"\n"
                             "msgid \"Câu cũ\"\n"
                             "msgstr \"B\"\n"
                             "\n"
                             "msgctxt \"news.body#2\"\n"
                             "msgid \"Câu hai cũ\"\n"
                             "msgstr \"C\"\n";

static const struct po_entry *entry_of(const struct po *po, const char *context) {
    for (size_t i = 0; i < po->count; i++) {
        if (str_same(po->entries[i].context, context)) {
            return &po->entries[i];
        }
    }
    return NULL;
}

static void test_po_drafts(void **state) {
    (void)state;
    static const struct po_draft drafts[] = {
        {"news.title", "Tin mới", "A"},         /* the same: stays reviewed */
        {"news.body#1", "Câu mới", "B mới"},    /* another one: a draft, nobody reviewed it */
        {"news.body#2", "Câu hai mới", "C"},    /* the Vietnamese changed, this did not: stale */
        {"news.body#3", "Nói \"chào\"", "D\\"}, /* new */
    };
    struct arena arena = {0};
    struct diag diag = {.out = NULL};
    struct po po;
    size_t bytes = 0;
    const char *text =
        po_with_drafts("hmn.po", OLD_PO, strlen(OLD_PO), "hmn", drafts, 4, &arena, &diag, &bytes);
    assert_non_null(text);
    assert_non_null(strstr(text, "# Ai đó đã viết."));
    assert_true(po_read("hmn.po", text, bytes, &arena, &diag, &po));
    assert_int_equal(po.count, 4);
    const struct po_entry *title = entry_of(&po, "news.title");
    assert_false(title->fuzzy);
    assert_non_null(strstr(title->comments, "reviewed-by: người mẫu"));
    const struct po_entry *first = entry_of(&po, "news.body#1");
    assert_true(first->fuzzy);
    assert_string_equal(first->source, "Câu mới");
    assert_string_equal(first->text, "B mới");
    assert_null(strstr(first->comments, "reviewed-by"));
    assert_non_null(strstr(first->comments, "Lời dặn."));
    const struct po_entry *second = entry_of(&po, "news.body#2");
    assert_string_equal(second->source, "Câu hai cũ");
    assert_false(second->fuzzy);
    const struct po_entry *third = entry_of(&po, "news.body#3");
    assert_true(third->fuzzy);
    assert_string_equal(third->source, "Nói \"chào\"");
    assert_string_equal(third->text, "D\\");

    /* Nothing new: not a byte changes. */
    assert_ptr_equal(
        po_with_drafts("hmn.po", OLD_PO, strlen(OLD_PO), "hmn", drafts, 1, &arena, &diag, &bytes),
        OLD_PO);

    text = po_with_drafts("pcc.po", NULL, 0, "pcc", drafts, 1, &arena, &diag, &bytes);
    assert_non_null(text);
    assert_true(po_read("pcc.po", text, bytes, &arena, &diag, &po));
    assert_string_equal(po.language, "pcc");
    assert_int_equal(po.count, 1);
    assert_int_equal(diag.errors, 0);
    arena_fini(&arena);
}

/* ---- imports into the small tree ------------------------------------------------------ */

static enum err import_text(struct tree *tree, const char *text, bool replace) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, "nhap.csv", path);
    tree_save(path, text, strlen(text));
    struct import_config config = {path, tree->content, tree->voices, replace, NULL};
    enum err err = content_import(&config, &tree->diag);
    unlink(path);
    return err;
}

static void assert_imported(struct tree *tree, const char *text, bool replace) {
    if (import_text(tree, text, replace) != ERR_OK) {
        fail_msg("%s", tree_said(tree));
    }
}

static bool has_file(const struct tree *tree, const char *name) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, name, path);
    return access(path, F_OK) == 0;
}

static void assert_file(const struct tree *tree, const char *name, const char *wanted) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, name, path);
    char *text = tree_load(path);
    assert_string_equal(text, wanted);
    free(text);
}

static void assert_contains(const struct tree *tree, const char *name, const char *wanted) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, name, path);
    char *text = tree_load(path);
    if (!strstr(text, wanted)) {
        fail_msg("'%s' is not in %s: %s", wanted, name, text);
    }
    free(text);
}

/* What an officer types: a title, a topic, lines. */
static const char SIMPLE[] = "Mục;Nội dung\n"
                             "Tiêu đề;Họp thôn\n"
                             "Chủ đề;việc xã\n"
                             "Câu;Sáng mai họp thôn.\n"
                             ";  Nhà nào cũng có   một người.\n"
                             ";\"Họp ở nhà văn hóa.\nNhớ đến đúng giờ.\"\n";

static void test_simple_notice(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    assert_imported(&tree, SIMPLE, false);
    assert_file(&tree, "content/notices/hop-thon.yaml",
                "notice: hop-thon\n"
                "topic: commune\n"
                "title: \"Họp thôn\"\n"
                "evidence: C\n"
                "body:\n"
                "  - \"Sáng mai họp thôn.\"\n"
                "  - \"Nhà nào cũng có một người.\"\n"
                "  - \"Họp ở nhà văn hóa.\"\n"
                "  - \"Nhớ đến đúng giờ.\"\n");
    assert_contains(&tree, "content/topics.yaml", "items: [news, hop-thon]");
    assert_true(has_file(&tree, "content/topics.yaml~"));
    char pack[TREE_PATH_BYTES];
    tree_path(&tree, "pack", pack);
    assert_int_equal(content_build(tree.content, tree.voices, pack, &tree.diag), ERR_OK);
    struct library library = {0};
    assert_int_equal(pack_read(pack, &library), ERR_OK);
    int32_t title = library_unit(&library, "hop-thon.title");
    assert_true(title >= 0);
    assert_string_equal(library.units[title].text[0].spans[0].text, "Họp thôn");
    assert_true(library_unit(&library, "hop-thon.body#4") >= 0);
    library_fini(&library);
    tree_fini(&tree);
}

static void test_full_notice(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    assert_imported(&tree,
                    "Mục,Nội dung,Hình,Đọc là,Tiếng Mông,Mã,Loại,Văn bản của số liệu\n"
                    "Số liệu,540.000 đồng,,,,muc_tien,,NĐ 1/2026/NĐ-CP\n"
                    "Số liệu,1/7/2026,,,,tu_ngay,,\n"
                    "Số liệu,75,,,,{tuoi},số,\n"
                    "Số liệu,540,,,,it,tiền,\n"
                    "Tiêu đề,Tiền cho người già,👵,Mức tiền mới cho người già.,Nyiaj,,,\n"
                    "Chủ đề,\"Gia đình\",,,,,,\n"
                    "Lĩnh vực,Bảo trợ xã hội,,,,,,\n"
                    "Câu,Đủ {tuoi} tuổi thì được {muc_tien}.,💵,,{tuoi} {muc_tien},,,\n"
                    "Câu,Tính từ {tu_ngay}.,,,,,,\n"
                    "Từ ngày,1/7/2026,,,,,,\n"
                    "Đến ngày,2026-12-31,,,,,,\n"
                    "\"Thôn, bản\",Bản Một; Bản Đá Đỏ,,,,,,\n"
                    "Số văn bản,Số 1/TB-UBND,,,,,,\n"
                    "Khẩn cấp,có,,,,,,\n",
                    false);
    assert_file(&tree, "content/notices/tien-cho-nguoi-gia.yaml",
                "notice: tien-cho-nguoi-gia\n"
                "topic: family\n"
                "title: {text: \"Tiền cho người già\", say: \"Mức tiền mới cho người già.\"}\n"
                "pictogram: \"👵\"\n"
                "priority: emergency\n"
                "audience: {villages: [ban-mot, ban-da-do]}\n"
                "valid_from: 2026-07-01\n"
                "valid_to: 2026-12-31\n"
                "evidence: B\n"
                "legal:\n"
                "  - \"Số 1/TB-UBND\"\n"
                "facts:\n"
                "  muc_tien: {type: money, value: 540000, legal_number: \"NĐ 1/2026/NĐ-CP\", "
                "evidence: B}\n"
                "  tu_ngay: {type: date, value: 2026-07-01, evidence: B}\n"
                "  tuoi: {type: count, value: 75, evidence: B}\n"
                "  it: {type: money, value: 540, evidence: B}\n"
                "body:\n"
                "  - {text: \"Đủ {tuoi} tuổi thì được {muc_tien}.\", pictogram: \"💵\"}\n"
                "  - \"Tính từ {tu_ngay}.\"\n");
    struct source source = {0};
    assert_true(source_read(tree.content, tree.voices, &tree.diag, &source));
    int lang = source_language_ix(&source, "hmn", 3);
    const struct source_unit *title =
        &source.units[source_unit_ix(&source, "tien-cho-nguoi-gia.title")];
    assert_string_equal(title->wordings[VARIANT_TEXT][lang].text, "Nyiaj");
    assert_int_equal(title->wordings[VARIANT_TEXT][lang].state, TRANSLATION_DRAFT);
    assert_non_null(strstr(tree_said(&tree), "cell B5: no more than 540 đồng?"));
    assert_non_null(strstr(tree_said(&tree), "does not use \"Lĩnh vực\""));
    assert_int_equal(tree.diag.errors, 0);
    source_fini(&source);
    tree_fini(&tree);
}

static void test_procedure(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    assert_imported(&tree,
                    "Mục,Nội dung,Khi,Đi tiếp,Mã\n"
                    "Tên thủ tục,Đăng ký kết hôn,,,\n"
                    "Mã thủ tục,1.000894,,,\n"
                    "Chủ đề,Gia đình,,,\n"
                    "Lời mở đầu,Hai người cùng đến xã.,,,\n"
                    "Câu hỏi,Cả hai ở xã này?,,,\n"
                    "Trả lời,Cả hai,,giấy tờ,both\n"
                    "Trả lời,Một người,,,\n"
                    "Câu hỏi,Người kia ở đâu?,,,where\n"
                    "Trả lời,Xã khác,,,\n"
                    "Trả lời,Nước ngoài,,item:news,abroad\n"
                    "Thành phần hồ sơ,Thẻ căn cước,,,\n"
                    ",Thẻ căn cước,,,\n"
                    ",Giấy của xã kia,where: Xã khác,,\n"
                    "Câu,Xin ở nơi người kia ở.,,,\n"
                    "Trình tự thực hiện,Nộp tờ khai,,,\n"
                    "Cơ quan thực hiện,Trung tâm xã,,,\n"
                    "\"Phí, lệ phí\",Không mất tiền,,,\n",
                    false);
    assert_file(&tree, "content/procedures/dang-ky-ket-hon.yaml",
                "procedure: dang-ky-ket-hon\n"
                "topic: family\n"
                "title: \"Đăng ký kết hôn\"\n"
                "evidence: C\n"
                "code: \"1.000894\"\n"
                "body:\n"
                "  - \"Hai người cùng đến xã.\"\n"
                "questions:\n"
                "  - id: ca-hai-o-xa-nay\n"
                "    text: \"Cả hai ở xã này?\"\n"
                "    answers:\n"
                "      - {id: both, text: \"Cả hai\", next: papers}\n"
                "      - {id: mot-nguoi, text: \"Một người\", next: where}\n"
                "  - id: where\n"
                "    text: \"Người kia ở đâu?\"\n"
                "    answers:\n"
                "      - {id: xa-khac, text: \"Xã khác\", next: papers}\n"
                "      - {id: abroad, text: \"Nước ngoài\", next: \"item:news\"}\n"
                "papers:\n"
                "  - {id: the-can-cuoc, text: \"Thẻ căn cước\"}\n"
                "  - {id: the-can-cuoc-2, text: \"Thẻ căn cước\"}\n"
                "  - id: giay-cua-xa-kia\n"
                "    when: {where: [xa-khac]}\n"
                "    text: \"Giấy của xã kia\"\n"
                "    sentences:\n"
                "      - \"Xin ở nơi người kia ở.\"\n"
                "steps:\n"
                "  - {id: nop-to-khai, text: \"Nộp tờ khai\"}\n"
                "where:\n"
                "  - {id: trung-tam-xa, text: \"Trung tâm xã\"}\n"
                "fee:\n"
                "  - {id: khong-mat-tien, text: \"Không mất tiền\"}\n");
    tree_fini(&tree);
}

/* A list of notices, a row each, as some already keep one. */
static void test_list(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    assert_imported(&tree,
                    "Danh sách thông báo\n\n"
                    "STT,Tiêu đề,Hình,Chủ đề,Nội dung,Từ ngày,Ghi chú\n"
                    "1,Họp thôn,📢,Việc xã,\"Sáng mai họp.\nAi cũng đến.\",1/7/2026,\n"
                    "2,Tiêm phòng,💉,Gia đình,Tiêm ở trạm xá.,,hỏi lại\n",
                    false);
    assert_contains(&tree, "content/notices/hop-thon.yaml",
                    "body:\n  - \"Sáng mai họp.\"\n  - \"Ai cũng đến.\"\n");
    assert_contains(&tree, "content/notices/hop-thon.yaml", "valid_from: 2026-07-01");
    assert_contains(&tree, "content/notices/tiem-phong.yaml", "pictogram: \"💉\"");
    tree_fini(&tree);
}

static void test_replace(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    assert_imported(&tree, SIMPLE, false);
    assert_int_equal(import_text(&tree, SIMPLE, false), ERR_REJECT);
    assert_non_null(strstr(tree_said(&tree), "Sheet \"nhap\", cell B2: there is an item"));
    assert_imported(&tree,
                    "Mục;Nội dung;Mã\nTiêu đề;Họp thôn;\nChủ đề;Gia đình;\n"
                    "Câu;Câu ba cũ.;3\nCâu;Câu mới hẳn.;\nCâu;Câu một cũ.;1\n",
                    true);
    /* Numbers keep to their sentences; a new one takes none of theirs. */
    assert_contains(&tree, "content/notices/hop-thon.yaml",
                    "body:\n  - {text: \"Câu ba cũ.\", n: 3}\n  - {text: \"Câu mới hẳn.\", n: 4}\n"
                    "  - {text: \"Câu một cũ.\", n: 1}\n");
    assert_contains(&tree, "content/notices/hop-thon.yaml~", "Sáng mai họp thôn.");
    assert_contains(&tree, "content/topics.yaml", "items: [birth, chicken, hop-thon]");
    assert_contains(&tree, "content/topics.yaml", "items: [news]");
    tree_fini(&tree);
}

/* ---- mistakes ------------------------------------------------------------------------- */

static const struct {
    const char *text, *word;
} MISTAKES[] = {
    {"a,b\nc,d\n", "cell A1: there is no row of headings"},
    {"", "no notice or procedure has been filled in"},
    {"Mục,Nội dung\nTiêu đề,\nCâu,\n", "no notice or procedure has been filled in"},
    {"Mục,Nội dung,Ngoại ngữ\n", "cell C1: there is no column \"Ngoại ngữ\""},
    {"Mục,Nội dung,Tiếng Mong\nTiêu đề,x\n", "cell A1: \"Chủ đề\" is missing"},
    {"Mục,Nội dung,Tiếng Mon\n", "is it \"Tiếng Mông\"?"},
    {"Mục,Nội dung,Nội dung\n", "cell C1: there already is a column"},
    {"Mục,Nội dung\nTiêu dề,Họp\nTiêu đềe,Họp\n",
     "cell A3: there is nothing called \"Tiêu đềe\"; is it \"Tiêu đề\"?"},
    {"Mục,Nội dung\nThời tiết,mưa\n", "cell A2: there is nothing called \"Thời tiết\""},
    {"Mục,Nội dung\n,mưa\n", "cell A2: the first column is empty"},
    {"Mục,Nội dung\nTiêu đề,Họp\n,thêm\n", "cell A3: the first column is empty"},
    {"Mục,Nội dung\nCâu,Họp\n", "cell A1: \"Tiêu đề\" is missing"},
    {"Mục,Nội dung\nTiêu đề,Họp\nTiêu đề,Họp\n", "cell B3: \"Tiêu đề\" is already in row 2"},
    {"Mục,Nội dung\nTiêu đề,Họp\nChủ đề,Việc nhà\n",
     "cell B3: there is no topic \"Việc nhà\"; choose one of: “Gia đình”, “Việc xã”"},
    {"Mục,Nội dung\nTiêu đề,Một tiêu đề dài quá hai mươi tám chữ\n", "cell B2: 36 characters"},
    {"Mục,Nội dung\nCâu,a b c d e f g h i j k l m n o p\n", "cell B2: 16 words"},
    {"Mục,Nội dung\nTừ ngày,31/2/2026\n", "cell B2: \"31/2/2026\" is no day"},
    {"Mục,Nội dung\nMức khẩn,lắm\n", "cell B2: \"lắm\" is no priority"},
    {"Mục,Nội dung\nĐộ chắc chắn,E\n", "cell B2: \"E\" is no grade"},
    {"Mục,Nội dung\nMã mục,Mã Lạ\n", "cell B2: the id \"Mã Lạ\" cannot be used"},
    {"Mục,Nội dung,Mã\nSố liệu,5,\n", "cell C2: a fact needs a name"},
    {"Mục,Nội dung,Mã\nSố liệu,mười,so\n", "cell B2: \"mười\" cannot be read"},
    {"Mục,Nội dung,Mã,Loại\nSố liệu,5,so,cân\n", "cell D2: \"cân\" is no kind of fact"},
    {"Mục,Nội dung\nCâu,#REF!\n", "cell B2: the formula here came to an error"},
    {"Mục,Nội dung,Đọc là\nCâu,,x\n", "cell B2: this cell is empty"},
    {"Mục,Nội dung,Tiếng Mông\nCâu,,x\n", "cell B2: this cell is empty"},
    {"Mục,Nội dung,\"Tiếng Mông, đọc là\"\nCâu,a,x\n", "cell C2: a translation, but no Vietnamese"},
    {"Mục,Nội dung,Đọc là\nCâu,\"a\nb\",x\n", "cell B2: several lines"},
    {"Mục,Nội dung,Mã\nCâu,a,một\n", "cell C2: \"một\" is no number of a sentence"},
    {"Mục,Nội dung\nTiêu đề,x\nCâu hỏi,x\n", "cell B3: \"Câu hỏi\" does not belong in a notice"},
    {"Mục,Nội dung\nTên thủ tục,x\nTrả lời,x\n", "cell B3: this answer has no question"},
    {"Mục,Nội dung\nTên thủ tục,x\nCâu hỏi,x\nCâu,y\n",
     "cell B4: this sentence stands below a question"},
    {"Mục,Nội dung,Khi\nTên thủ tục,x\nBước,y,place\n", "cell C3: \"place\" has no colon"},
    {"Mục,Nội dung\nTên thủ tục,x\n", "cell A1: \"Thành phần hồ sơ\" is missing"},
    {"Tiêu đề,Chủ đề,Giá\nx,Việc xã,1\n", "cell C1: there is no column \"Giá\""},
    {"Tiêu đề,Chủ đề,Câu\nx,Việc xã,Một.\nX,Việc xã,Hai.\n", "cell A3: the same as in sheet"},
    /* What only the check of the whole can see. */
    {"Mục,Nội dung\nTiêu đề,x\nChủ đề,Việc xã\nCâu,Mất {phi}.\n",
     "Sheet \"nhap\", cell B4: \"x.body#1\": there is no fact \"phi\""},
    {"Mục,Nội dung\nTiêu đề,x\nChủ đề,Việc xã\nCâu,a\nCâu,Ngoặc {.\n", "braces do not match"},
    {"Mục,Nội dung\nTiêu đề,x\nChủ đề,Việc xã\nCâu,a\nTừ ngày,2/1/2026\nĐến ngày,1/1/2026\n",
     "valid_from is after valid_to"},
    {"Mục,Nội dung,Tiếng Mông\nTiêu đề,x\nChủ đề,Việc xã\nCâu,a,{phi}\n",
     "Sheet \"nhap\", cell C4: \"x.body#1\": there is no fact \"phi\""},
    {"Mục,Nội dung,Khi\nTên thủ tục,x\nChủ đề,Việc xã\nLời mở đầu,a\nBước,b\nGiấy tờ,c,hỏi: đáp\n",
     "Sheet \"nhap\", cell C6: "},
};

static void test_mistakes(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++) {
        struct tree tree;
        tree_init(&tree);
        assert_int_equal(import_text(&tree, MISTAKES[i].text, false), ERR_REJECT);
        assert_true(tree.diag.errors > 0);
        if (!strstr(tree_said(&tree), MISTAKES[i].word)) {
            fail_msg("'%s' is not in: %s", MISTAKES[i].word, tree.said);
        }
        assert_false(has_file(&tree, "content/notices/x.yaml"));
        assert_false(has_file(&tree, "content/topics.yaml~"));
        tree_fini(&tree);
    }
}

static int lines_in(const char *text) {
    int lines = 0;
    for (; *text; text++) {
        lines += *text == '\n';
    }
    return lines;
}

static void test_all_mistakes_at_once(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    setenv("LC_ALL", "vi_VN.UTF-8", 1);
    assert_int_equal(import_text(&tree,
                                 "Mục,Nội dung\nTiêu đề,Họp\nChủ đề,Lạ\nTừ ngày,32/1/2026\n"
                                 "Mức khẩn,lắm\nCâu,a\n",
                                 false),
                     ERR_REJECT);
    assert_int_equal(tree.diag.errors, 3);
    assert_int_equal(lines_in(tree_said(&tree)), 3);
    assert_non_null(strstr(tree.said, "Trang tính “nhap”, ô B4: “32/1/2026” không phải một ngày"));
    setenv("LC_ALL", "C", 1);
    tree_fini(&tree);
}

/* Mistakes that are there already are said where they are. */
static void test_broken_content(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    tree_change(&tree, "content/notices/news.yaml", "topic: commune", "topic: nothing");
    assert_int_equal(import_text(&tree, SIMPLE, false), ERR_REJECT);
    char path[TREE_PATH_BYTES + 32];
    snprintf(path, sizeof path, "%s/notices/news.yaml:2:", tree.content);
    assert_non_null(strstr(tree_said(&tree), path));
    tree_change(&tree, "content/notices/news.yaml", "topic:", "toopic:");
    assert_int_equal(import_text(&tree, SIMPLE, false), ERR_REJECT);
    assert_non_null(strstr(tree_said(&tree), "the content that is there is not right"));
    assert_false(has_file(&tree, "content/notices/hop-thon.yaml"));
    tree_fini(&tree);
}

/* ---- templates ------------------------------------------------------------------------ */

static void copy_files(const char *from, const char *to, const char *ending) {
    struct arena arena = {0};
    struct diag diag = {.out = NULL};
    const char *const *names;
    size_t count = file_names(from, ending, &arena, &names);
    assert_true(mkdir(to, 0755) == 0 || count == 0 || access(to, F_OK) == 0);
    for (size_t i = 0; i < count; i++) {
        size_t bytes;
        const char *text = file_read(file_path(&arena, from, names[i]), &arena, &diag, &bytes);
        assert_non_null(text);
        tree_save(file_path(&arena, to, names[i]), text, bytes);
    }
    arena_fini(&arena);
}

/* The starter pack in a folder of its own. */
static void copy_starter(char *dir, bool with_po) {
    char to[128];
    str_copy(dir, 64, "/tmp/starter-XXXXXX");
    assert_non_null(mkdtemp(dir));
    copy_files("content", dir, ".yaml");
    snprintf(to, sizeof to, "%s/notices", dir);
    copy_files("content/notices", to, ".yaml");
    snprintf(to, sizeof to, "%s/procedures", dir);
    copy_files("content/procedures", to, ".yaml");
    snprintf(to, sizeof to, "%s/po", dir);
    if (with_po) {
        copy_files("content/po", to, ".po");
    }
}

static void pack_hash_of(const char *dir, const char *voices, char *hash_out, size_t size) {
    char pack[] = "/tmp/pack-XXXXXX";
    struct diag diag = {.out = NULL};
    struct library library = {0};
    int fd = mkstemp(pack);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(content_build(dir, voices, pack, &diag), ERR_OK);
    assert_int_equal(pack_read(pack, &library), ERR_OK);
    str_copy(hash_out, size, library.pack_hash);
    library_fini(&library);
    unlink(pack);
}

static void export_to(const char *file, const char *item) {
    struct diag diag = {.out = NULL};
    struct template_config config = {file, "content", "voices", item, item == NULL};
    assert_int_equal(content_template(&config, &diag), ERR_OK);
}

static void import_from(const char *file, const char *dir) {
    struct diag diag = {.out = NULL};
    struct import_config config = {file, dir, "voices", true, NULL};
    assert_int_equal(content_import(&config, &diag), ERR_OK);
    assert_int_equal(diag.warnings, 0);
}

/* Every item out to a spreadsheet and back: the pack is the same to the last value. */
static void test_round_trip(void **state) {
    (void)state;
    char dir[64], file[96], before[64], after[64];
    copy_starter(dir, true);
    pack_hash_of(dir, "voices", before, sizeof before);
    snprintf(file, sizeof file, "%s/all.xlsx", dir);
    export_to(file, NULL);
    import_from(file, dir);
    pack_hash_of(dir, "voices", after, sizeof after);
    assert_string_equal(before, after);
    tree_remove(dir);
}

/* What the starter pack has nothing of: photos, villages, who checked a fact, numbers
 * of sentences, braces. */
static void test_round_trip_of_rare_things(void **state) {
    (void)state;
    struct tree tree;
    char file[TREE_PATH_BYTES], before[64], after[64];
    tree_init(&tree);
    tree_path(&tree, "all.xlsx", file);
    pack_hash_of(tree.content, tree.voices, before, sizeof before);
    struct template_config config = {file, tree.content, tree.voices, NULL, true};
    assert_int_equal(content_template(&config, &tree.diag), ERR_OK);
    struct import_config import = {file, tree.content, tree.voices, true, NULL};
    if (content_import(&import, &tree.diag) != ERR_OK) {
        fail_msg("%s", tree_said(&tree));
    }
    pack_hash_of(tree.content, tree.voices, after, sizeof after);
    assert_string_equal(before, after);
    tree_fini(&tree);
}

static void test_round_trip_csv(void **state) {
    (void)state;
    static const char *const items[] = {"scams", "social-pension", "pension-75"};
    char dir[64], file[96], before[64], after[64];
    copy_starter(dir, true);
    pack_hash_of(dir, "voices", before, sizeof before);
    snprintf(file, sizeof file, "%s/one.csv", dir);
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        export_to(file, items[i]);
        import_from(file, dir);
    }
    pack_hash_of(dir, "voices", after, sizeof after);
    assert_string_equal(before, after);
    tree_remove(dir);
}

/* Where there were no translations, those in the sheet come in as they were. */
static void test_round_trip_of_drafts(void **state) {
    (void)state;
    char dir[64], file[96];
    struct source old = {0}, new = {0};
    struct diag diag = {.out = NULL};
    int drafts = 0;
    copy_starter(dir, false);
    snprintf(file, sizeof file, "%s/all.xlsx", dir);
    export_to(file, NULL);
    import_from(file, dir);
    assert_true(source_read("content", "voices", &diag, &old));
    assert_true(source_read(dir, "voices", &diag, &new));
    assert_int_equal(old.unit_count, new.unit_count);
    for (uint32_t u = 0; u < old.unit_count; u++) {
        const struct source_unit *unit = &old.units[u];
        const struct source_unit *same = &new.units[source_unit_ix(&new, unit->id)];
        for (int lang = 1; unit->item_ix >= 0 && lang < old.language_count; lang++) {
            const struct wording *a = &unit->wordings[VARIANT_TEXT][lang];
            const struct wording *b = &same->wordings[VARIANT_TEXT][lang];
            assert_true(str_same(a->text, b->text));
            assert_true(!a->text || b->state == TRANSLATION_DRAFT);
            drafts += a->text != NULL;
        }
    }
    assert_true(drafts > 0);
    source_fini(&old);
    source_fini(&new);
    tree_remove(dir);
}

static void test_empty_template(void **state) {
    (void)state;
    struct tree tree;
    char file[TREE_PATH_BYTES];
    struct book book;
    struct arena arena = {0};
    tree_init(&tree);
    tree_path(&tree, "mau.xlsx", file);
    struct template_config config = {file, tree.content, tree.voices, NULL, false};
    assert_int_equal(content_template(&config, &tree.diag), ERR_OK);
    assert_int_equal(sheet_read(file, &arena, &tree.diag, &book), ERR_OK);
    static const char *const sheets[] = {"Hướng dẫn", "Ví dụ", "Thông báo", "Thủ tục", "Danh mục"};
    assert_int_equal(book.sheet_count, sizeof sheets / sizeof *sheets);
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        assert_string_equal(book.sheets[i].name, sheets[i]);
    }
    assert_string_equal(book_text(&book.sheets[2], 0, 1), "Nội dung");
    assert_string_equal(book_text(&book.sheets[2], 1, 0), "Tiêu đề");
    /* Nothing was filled in: nothing is imported, the example neither. */
    struct import_config import = {file, tree.content, tree.voices, false, NULL};
    assert_int_equal(content_import(&import, &tree.diag), ERR_REJECT);
    assert_non_null(strstr(tree_said(&tree), "no notice or procedure has been filled in"));
    arena_fini(&arena);
    unlink(file);
    tree_fini(&tree);
}

/* The template itself, filled in cell by cell as a person does. */
static void test_filled_template(void **state) {
    (void)state;
    static const struct {
        const char *name, *text;
    } filled[] = {{"Tiêu đề", "Họp thôn"}, {"Chủ đề", "Việc xã"}, {"Câu", "Sáng mai họp."}};
    struct tree tree;
    char file[TREE_PATH_BYTES];
    tree_init(&tree);
    tree_path(&tree, "mau.csv", file);
    struct template_config config = {file, tree.content, tree.voices, NULL, false};
    assert_int_equal(content_template(&config, &tree.diag), ERR_OK);
    for (size_t i = 0; i < sizeof filled / sizeof *filled; i++) {
        char from[64], to[96];
        snprintf(from, sizeof from, "%s,", filled[i].name);
        snprintf(to, sizeof to, "%s,%s", filled[i].name, filled[i].text);
        tree_change(&tree, "mau.csv", from, to);
    }
    struct import_config import = {file, tree.content, tree.voices, false, NULL};
    if (content_import(&import, &tree.diag) != ERR_OK) {
        fail_msg("%s", tree_said(&tree));
    }
    assert_contains(&tree, "content/notices/hop-thon.yaml", "body:\n  - \"Sáng mai họp.\"\n");
    unlink(file);
    tree_fini(&tree);
}

static void test_template_refused(void **state) {
    (void)state;
    struct tree tree;
    tree_init(&tree);
    struct template_config config = {"/tmp/x.xlsx", tree.content, tree.voices, "nothing", false};
    assert_int_equal(content_template(&config, &tree.diag), ERR_REJECT);
    assert_non_null(strstr(tree_said(&tree), "no item \"nothing\""));
    config.file = "/tmp/x.csv";
    config.all = true;
    assert_int_equal(content_template(&config, &tree.diag), ERR_REJECT);
    assert_non_null(strstr(tree_said(&tree), "one item"));
    config.file = "/nowhere/x.xlsx";
    assert_int_equal(content_template(&config, &tree.diag), ERR_RETRY);
    tree_fini(&tree);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_money),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_form_names),
        cmocka_unit_test(test_yaml_text),
        cmocka_unit_test(test_yaml_of_the_starter_pack),
        cmocka_unit_test(test_po_drafts),
        cmocka_unit_test(test_simple_notice),
        cmocka_unit_test(test_full_notice),
        cmocka_unit_test(test_procedure),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_replace),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_all_mistakes_at_once),
        cmocka_unit_test(test_broken_content),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_round_trip_of_rare_things),
        cmocka_unit_test(test_round_trip_csv),
        cmocka_unit_test(test_round_trip_of_drafts),
        cmocka_unit_test(test_empty_template),
        cmocka_unit_test(test_filled_template),
        cmocka_unit_test(test_template_refused),
    };
    return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
