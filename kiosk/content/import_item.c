/* The lines of a form → an item of the import. */
#include <string.h>

#include "content/fields.h"
#include "content/grow.h"
#include "content/import_item.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* The id was looked for before the lines: everything hangs on it. */
static void take_nothing(struct item_form *f, const struct form_line *line) {
    if (line->field->role == ROLE_IGNORED) {
        import_warning(f->import, f->form->sheet, line->row, import_line_column(line, FORM_TEXT),
                       "ki-ốt không dùng mục “%s”; hàng này được bỏ qua",
                       "the kiosk does not use \"%s\"; this row is left out",
                       line->field->names[0]);
    }
}

typedef void (*line_taker)(struct item_form *f, const struct form_line *line);

static const line_taker TAKERS[] = {
    [ROLE_TITLE] = item_take_title,       [ROLE_TOPIC] = item_take_topic,
    [ROLE_OPENING] = item_take_opening,   [ROLE_SENTENCE] = item_take_sentence,
    [ROLE_FROM] = item_take_date,         [ROLE_TO] = item_take_date,
    [ROLE_VILLAGES] = item_take_villages, [ROLE_LEGAL] = item_take_list,
    [ROLE_SOURCES] = item_take_list,      [ROLE_PRIORITY] = item_take_priority,
    [ROLE_EVIDENCE] = item_take_evidence, [ROLE_ID] = take_nothing,
    [ROLE_CODE] = item_take_code,         [ROLE_FACT] = item_take_fact,
    [ROLE_QUESTION] = item_take_question, [ROLE_ANSWER] = item_take_answer,
    [ROLE_ENTRY] = item_take_entry,       [ROLE_IGNORED] = take_nothing,
};

static const struct form_line *line_with(const struct form *form, enum form_role role) {
    for (size_t i = 0; i < form->line_count; i++) {
        if (form->lines[i].field->role == role) {
            return &form->lines[i];
        }
    }
    return NULL;
}

static bool is_formula_error(const char *text) {
    static const char *const errors[] = {"#REF!",  "#N/A",   "#VALUE!", "#DIV/0!",
                                         "#NAME?", "#NULL!", "#NUM!"};
    for (size_t i = 0; i < COUNT(errors); i++) {
        if (strcmp(text, errors[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Formulas that came to nothing, wherever they stand. */
static void check_formulas(const struct item_form *f) {
    for (size_t i = 0; i < f->form->line_count; i++) {
        const struct form_line *line = &f->form->lines[i];
        if (is_formula_error(item_cell(f, line, FORM_TEXT))) {
            ITEM_ERROR(f, line, FORM_TEXT,
                       "công thức trong ô này bị lỗi (%s); hãy gõ thẳng nội dung",
                       "the formula here came to an error (%s); type the content itself",
                       item_cell(f, line, FORM_TEXT));
        }
    }
}

/* The id that everything hangs on: as given, else made of the title. */
static const char *item_id(const struct item_form *f) {
    char made[FORM_KEY_BYTES];
    const struct form_line *line = line_with(f->form, ROLE_ID);
    const struct form_line *title = line_with(f->form, ROLE_TITLE);
    if (line) {
        const char *given = item_cell(f, line, FORM_TEXT);
        if (!fields_is_id(given)) {
            ITEM_ERROR(
                f, line, FORM_TEXT,
                "mã “%s” không dùng được; hãy chỉ dùng chữ thường a-z, số và dấu -, hoặc để "
                "trống",
                "the id \"%s\" cannot be used; use a-z, digits and - only, or leave it empty",
                given);
        }
        return given;
    }
    return title && form_id(item_cell(f, title, FORM_TEXT), made) ? item_copy(f, made) : "muc";
}

/* What the source seen so far deserves if nobody says: a number of a document can be
 * looked up, anything else has still to be checked. */
static char default_evidence(const struct item_form *f) {
    return line_with(f->form, ROLE_LEGAL) ? 'B' : 'C';
}

static void check_required(const struct item_form *f) {
    static const struct {
        enum slot slot;
        enum form_role role;
        enum section section;
        unsigned kinds;
    } rows[] = {
        {SLOT_TITLE, ROLE_TITLE, SECTION_BODY, FORM_NOTICE | FORM_PROCEDURE},
        {SLOT_TOPIC, ROLE_TOPIC, SECTION_BODY, FORM_NOTICE | FORM_PROCEDURE},
        {SLOT_SECTIONS, ROLE_SENTENCE, SECTION_BODY, FORM_NOTICE},
        {SLOT_SECTIONS, ROLE_OPENING, SECTION_BODY, FORM_PROCEDURE},
        {SLOT_SECTIONS + SECTION_PAPERS, ROLE_ENTRY, SECTION_PAPERS, FORM_PROCEDURE},
        {SLOT_SECTIONS + SECTION_STEPS, ROLE_ENTRY, SECTION_STEPS, FORM_PROCEDURE},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct form_field *field =
            form_field_of(rows[i].role, f->form->kind, rows[i].section);
        const struct yaml_node *node = f->slots[rows[i].slot];
        bool listed = rows[i].slot >= SLOT_SECTIONS;
        if ((rows[i].kinds & 1U << f->form->kind) && (!node || (listed && !node->first))) {
            import_error(f->import, f->form->sheet, f->form->row, 0,
                         "thiếu “%s”; hãy điền hàng ấy, hoặc thêm hàng nếu mẫu không có",
                         "\"%s\" is missing; fill that row in, or add it", field->names[0]);
        }
    }
}

static void check_length(const struct item_form *f) {
    if (f->form->kind == ITEM_NOTICE && f->body.position > IMPORT_SENTENCES_MAX) {
        import_warning(f->import, f->form->sheet, f->form->row, 0,
                       "có %d câu, bà con nghe lâu sẽ mệt; nên có nhiều nhất %d câu",
                       "%d sentences are tiring to hear; at most %d are better", f->body.position,
                       IMPORT_SENTENCES_MAX);
    }
}

/* Rows that only the other kind of item has. */
static void take_line(struct item_form *f, const struct form_line *line) {
    bool known = line->field->role == ROLE_IGNORED ||
                 form_field_of(line->field->role, f->form->kind, line->field->section);
    if (!known) {
        ITEM_ERROR(f, line, FORM_TEXT,
                   "“%s” không dùng trong %s; hãy xóa hàng này, hoặc đổi hàng đầu thành “%s”",
                   "\"%s\" does not belong in a %s; delete the row, or begin with \"%s\"",
                   line->field->names[0],
                   f->form->kind == ITEM_NOTICE ? diag_text("thông báo", "notice")
                                                : diag_text("thủ tục", "procedure"),
                   f->form->kind == ITEM_NOTICE ? "Tên thủ tục" : "Tiêu đề");
        return;
    }
    TAKERS[line->field->role](f, line);
}

static struct yaml_node *link_slots(struct item_form *f) {
    struct yaml_node *root = item_node(f, NODE_MAP, NULL, NULL, place_of(f->form->row, 0));
    static const enum slot questions_after = (enum slot)(SLOT_SECTIONS + SECTION_BODY);
    for (int s = 0; s < SLOT_COUNT; s++) {
        if (f->slots[s] && s != SLOT_QUESTIONS) {
            item_append(root, f->slots[s]);
        }
        if (s == questions_after && f->slots[SLOT_QUESTIONS]) {
            item_append(root, f->slots[SLOT_QUESTIONS]);
        }
    }
    return root;
}

static void keep_item(struct item_form *f) {
    struct import *import = f->import;
    const struct yaml_node *title = f->slots[SLOT_TITLE];
    import->items = grow(&import->arena, import->items, import->item_count, sizeof *import->items);
    import->items[import->item_count++] =
        (struct import_item){.id = f->id,
                             .kind = f->form->kind,
                             .sheet = f->form->sheet,
                             .place = title ? title->line : place_of(f->form->row, 0),
                             .topic = f->topic,
                             .root = link_slots(f)};
}

void import_form(struct import *import, const struct form *form) {
    struct item_form f = {.import = import, .form = form};
    const struct form_line *graded = line_with(form, ROLE_EVIDENCE);
    const char *grade = graded ? item_grade_in(&f, graded, FORM_TEXT) : NULL;
    f.id = item_id(&f);
    f.evidence = grade ? *grade : default_evidence(&f);
    const char own[2] = {f.evidence, '\0'};
    int head = place_of(form->row, 0);
    item_slot(&f, SLOT_ID, NODE_VALUE, form->kind == ITEM_NOTICE ? "notice" : "procedure", head)
        ->text = f.id;
    f.body = (struct group){.base = item_join(&f, f.id, ".", "body"),
                            .highest = item_highest_number(&f, 0)};
    f.body.list = item_slot(&f, SLOT_SECTIONS, NODE_LIST, FORM_SECTIONS[SECTION_BODY], head);
    check_formulas(&f);
    for (size_t i = 0; i < form->line_count; i++) {
        take_line(&f, &form->lines[i]);
    }
    item_slot(&f, SLOT_EVIDENCE, NODE_VALUE, "evidence", head)->text = item_copy(&f, own);
    check_required(&f);
    check_length(&f);
    keep_item(&f);
}
