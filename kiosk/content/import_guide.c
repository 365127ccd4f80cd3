/* Questions with their answers, and the blocks of a procedure's sections. */
#include <string.h>

#include "base/str.h"
#include "content/import_item.h"
#include "content/typed.h"

/* A block's or question's map with its id, in `list`. */
static struct yaml_node *add_block(struct item_form *f, const struct form_line *line,
                                   struct yaml_node *list, const char **id_out) {
    *id_out = item_id_of(f, line, list);
    struct yaml_node *map =
        item_append(list, item_node(f, NODE_MAP, NULL, NULL, item_place(line, FORM_TEXT)));
    item_append(map, item_node(f, NODE_VALUE, "id", *id_out, item_place(line, FORM_ID)));
    return map;
}

struct when_reading {
    const struct form_line *line;
    struct yaml_node *map;
};

/* "place: slip, home" */
static void take_condition(const struct item_form *f, const char *part, void *context) {
    const struct when_reading *w = context;
    int at = item_place(w->line, FORM_WHEN);
    size_t bytes = strcspn(part, ":=");
    if (part[bytes] == '\0') {
        ITEM_ERROR(f, w->line, FORM_WHEN,
                   "“%s” thiếu dấu hai chấm; hãy viết “mã câu hỏi: mã câu trả lời, …”",
                   "\"%s\" has no colon; write \"question: answer, …\"", part);
        return;
    }
    size_t name_bytes = bytes;
    while (name_bytes > 0 && part[name_bytes - 1] == ' ') {
        name_bytes--;
    }
    const char *name = item_name_of(f, arena_strndup(&f->import->arena, part, name_bytes));
    struct yaml_node *list = item_append(w->map, item_node(f, NODE_LIST, name, NULL, at));
    struct part_of_list l = {list, at, false};
    item_each_part(f, part + bytes + 1, ",", item_take_list_part, &l);
    for (struct yaml_node *n = list->first; n; n = n->next) {
        n->text = item_name_of(f, n->text);
    }
}

static void add_when(struct item_form *f, const struct form_line *line, struct yaml_node *entry) {
    if (*item_cell(f, line, FORM_WHEN)) {
        struct when_reading w = {line,
                                 item_node(f, NODE_MAP, "when", NULL, item_place(line, FORM_WHEN))};
        item_append(entry, w.map);
        item_each_part(f, item_cell(f, line, FORM_WHEN), ";", take_condition, &w);
    }
}

void item_take_entry(struct item_form *f, const struct form_line *line) {
    const char *id;
    enum section section = line->field->section;
    f->in_questions = false;
    f->block = NULL; /* sentences below a block that is refused are the body's */
    if (!item_has_text(f, line) || !item_is_one_line(f, line)) {
        return;
    }
    item_check_label(f, line);
    struct yaml_node *list = item_slot(f, (enum slot)(SLOT_SECTIONS + section), NODE_LIST,
                                       FORM_SECTIONS[section], item_place(line, FORM_TEXT));
    f->block = add_block(f, line, list, &id);
    add_when(f, line, f->block);
    item_add_wordings(f, line, f->block, true);
    const char *base = item_join(f, item_join(f, f->id, ".", FORM_SECTIONS[section]), ".", id);
    size_t next = (size_t)(line - f->form->lines) + 1;
    f->here = (struct group){.base = base, .highest = item_highest_number(f, next)};
    item_add_translations(f, line, base);
}

void item_take_question(struct item_form *f, const struct form_line *line) {
    int place = item_place(line, FORM_TEXT);
    f->in_questions = true;
    if (!item_has_text(f, line) || !item_is_one_line(f, line)) {
        return;
    }
    struct yaml_node *list = item_slot(f, SLOT_QUESTIONS, NODE_LIST, "questions", place);
    struct yaml_node *question = add_block(f, line, list, &f->question_id);
    item_add_wordings(f, line, question, true);
    f->answers = item_append(question, item_node(f, NODE_LIST, "answers", NULL, place));
    item_add_translations(f, line,
                          item_join(f, item_join(f, f->id, ".", "questions"), ".", f->question_id));
}

/* Without a word on it, the question after this one, or the papers. */
static const char *next_of(struct item_form *f, const struct form_line *line) {
    static const char *const papers[] = {"papers", "giấy tờ", "thành phần hồ sơ", "hết", NULL};
    const char *told = item_cell(f, line, FORM_NEXT);
    const struct form_line *end = f->form->lines + f->form->line_count;
    if (typed_choice(told, papers) >= 0) {
        return "papers";
    }
    if (*told) {
        return strncmp(told, "item:", strlen("item:")) == 0 ? told : item_name_of(f, told);
    }
    while (line < end && line->field->role != ROLE_QUESTION) {
        line++;
    }
    return line < end ? item_id_of(f, line, f->slots[SLOT_QUESTIONS]) : "papers";
}

void item_take_answer(struct item_form *f, const struct form_line *line) {
    const char *id;
    f->in_questions = true;
    if (!item_has_text(f, line) || !item_is_one_line(f, line)) {
        return;
    }
    if (!f->answers) {
        ITEM_ERROR(f, line, FORM_TEXT,
                   "câu trả lời này không có câu hỏi ở trên; hãy thêm “Câu hỏi”",
                   "this answer has no question above it; add a \"Câu hỏi\"");
        return;
    }
    item_check_label(f, line);
    struct yaml_node *answer = add_block(f, line, f->answers, &id);
    item_add_wordings(f, line, answer, true);
    item_add_value(f, answer, "next", next_of(f, line), item_place(line, FORM_NEXT));
    const char *base = item_join(f, item_join(f, f->id, ".", "questions"), ".", f->question_id);
    item_add_translations(f, line, item_join(f, base, ".", id));
}
