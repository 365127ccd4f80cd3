/* What an item says of itself before its sentences: title, topic, days, for whom, by
 * which document; and its facts. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "content/fields.h"
#include "content/import_item.h"
#include "content/typed.h"

/* ---- the head ---------------------------------------------------------------------- */

void item_take_title(struct item_form *f, const struct form_line *line) {
    if (item_is_said_twice(f, line, SLOT_TITLE) || !item_has_text(f, line) ||
        !item_is_one_line(f, line)) {
        return;
    }
    item_check_label(f, line);
    struct yaml_node *title =
        item_slot(f, SLOT_TITLE, NODE_MAP, "title", item_place(line, FORM_TEXT));
    item_add_wordings(f, line, title, false);
    if (!title->first->next) { /* text alone */
        title->kind = NODE_VALUE;
        title->text = title->first->text;
        title->first = NULL;
    }
    if (*item_cell(f, line, FORM_PICTOGRAM)) {
        item_slot(f, SLOT_PICTOGRAM, NODE_VALUE, "pictogram", item_place(line, FORM_PICTOGRAM))
            ->text = item_cell(f, line, FORM_PICTOGRAM);
    }
    item_add_translations(f, line, item_join(f, f->id, ".", "title"));
}

static const char *topic_name(const struct source *source, const struct source_topic *topic) {
    return source->units[topic->label_ix].wordings[VARIANT_TEXT][LIBRARY_VIETNAMESE].text;
}

static void report_topic(const struct item_form *f, const struct form_line *line) {
    const struct source *source = &f->import->source;
    char names[512];
    struct str s;
    str_init(&s, names, sizeof names);
    for (int t = 0; t < source->topic_count; t++) {
        str_printf(&s, "%s“%s”", t ? ", " : "", topic_name(source, &source->topics[t]));
    }
    ITEM_ERROR(f, line, FORM_TEXT, "không có chủ đề “%s”; hãy chọn một trong: %s",
               "there is no topic \"%s\"; choose one of: %s", item_cell(f, line, FORM_TEXT), names);
}

void item_take_topic(struct item_form *f, const struct form_line *line) {
    const struct source *source = &f->import->source;
    const char *text = item_cell(f, line, FORM_TEXT);
    if (item_is_said_twice(f, line, SLOT_TOPIC) || !item_has_text(f, line)) {
        return;
    }
    for (int t = 0; t < source->topic_count && !f->topic; t++) {
        const struct source_topic *topic = &source->topics[t];
        if (str_same(topic->id, text) || form_same(topic_name(source, topic), text)) {
            f->topic = topic;
        }
    }
    item_slot(f, SLOT_TOPIC, NODE_VALUE, "topic", item_place(line, FORM_TEXT))->text =
        f->topic ? f->topic->id : "";
    if (!f->topic) {
        report_topic(f, line);
    }
}

/* A date as the source has it; NULL if the cell is empty or no date (reported). */
static const char *date_in(const struct item_form *f, const struct form_line *line,
                           enum form_column column) {
    char written[16];
    const char *text = item_cell(f, line, column);
    int32_t date = typed_date(text);
    if (!*text) {
        return NULL;
    }
    if (!date) {
        ITEM_ERROR(f, line, column,
                   "“%s” không phải một ngày; hãy viết ngày/tháng/năm, ví dụ 1/7/2026",
                   "\"%s\" is no day; write day/month/year, like 1/7/2026", text);
        return NULL;
    }
    typed_date_text(date, written, sizeof written);
    return item_copy(f, written);
}

void item_take_date(struct item_form *f, const struct form_line *line) {
    bool from = line->field->role == ROLE_FROM;
    enum slot which = from ? SLOT_VALID_FROM : SLOT_VALID_TO;
    if (item_is_said_twice(f, line, which)) {
        return;
    }
    const char *date = date_in(f, line, FORM_TEXT);
    item_slot(f, which, date ? NODE_VALUE : NODE_NOTHING, from ? "valid_from" : "valid_to",
              item_place(line, FORM_TEXT))
        ->text = date;
}

void item_take_list_part(const struct item_form *f, const char *part, void *context) {
    const struct part_of_list *l = context;
    char made[FORM_KEY_BYTES];
    bool is_id = part[strspn(part, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
    const char *text = l->as_id && !is_id && form_id(part, made) ? item_copy(f, made) : part;
    item_append(l->list, item_node(f, NODE_VALUE, NULL, text, l->place));
}

/* By name or id. */
void item_take_villages(struct item_form *f, const struct form_line *line) {
    struct yaml_node *audience =
        item_slot(f, SLOT_AUDIENCE, NODE_MAP, "audience", item_place(line, FORM_TEXT));
    if (!audience->first) {
        item_append(audience,
                    item_node(f, NODE_LIST, "villages", NULL, item_place(line, FORM_TEXT)));
    }
    struct part_of_list l = {audience->first, item_place(line, FORM_TEXT), true};
    static const char *const everybody[] = {"tất cả", "toàn xã", "cả xã", "mọi người", NULL};
    if (typed_choice(item_cell(f, line, FORM_TEXT), everybody) < 0) {
        item_each_part(f, item_cell(f, line, FORM_TEXT), "\n;,", item_take_list_part, &l);
    }
}

void item_take_list(struct item_form *f, const struct form_line *line) {
    bool legal = line->field->role == ROLE_LEGAL;
    struct yaml_node *list = item_slot(f, legal ? SLOT_LEGAL : SLOT_SOURCES, NODE_LIST,
                                       legal ? "legal" : "sources", item_place(line, FORM_TEXT));
    struct part_of_list l = {list, item_place(line, FORM_TEXT), false};
    item_each_part(f, item_cell(f, line, FORM_TEXT), "\n;", item_take_list_part, &l);
}

void item_take_priority(struct item_form *f, const struct form_line *line) {
    static const char *const written[] = {
        [PRIORITY_NORMAL] = "normal", [PRIORITY_HIGH] = "high", [PRIORITY_EMERGENCY] = "emergency"};
    const char *text = item_cell(f, line, FORM_TEXT);
    bool yes = false;
    int priority = typed_choice(text, FORM_PRIORITIES);
    if (priority < 0 && typed_yes(text, &yes)) {
        priority = yes ? PRIORITY_EMERGENCY : PRIORITY_NORMAL;
    }
    if (item_is_said_twice(f, line, SLOT_PRIORITY) || !item_has_text(f, line)) {
        return;
    }
    if (priority < 0) {
        ITEM_ERROR(f, line, FORM_TEXT, "“%s” không phải mức khẩn; hãy chọn: thường, cao, khẩn cấp",
                   "\"%s\" is no priority; choose: thường, cao, khẩn cấp", text);
        return;
    }
    item_slot(f, SLOT_PRIORITY, NODE_VALUE, "priority", item_place(line, FORM_TEXT))->text =
        written[priority];
}

/* "A".."D", NULL if empty or none of them (reported). */
const char *item_grade_in(const struct item_form *f, const struct form_line *line,
                          enum form_column column) {
    static const char *const grades[] = {"A", "B", "C", "D", NULL};
    const char *text = item_cell(f, line, column);
    int grade = typed_choice(text, grades);
    if (*text && grade < 0) {
        ITEM_ERROR(f, line, column, "“%s” không phải độ chắc chắn; hãy chọn A, B, C hoặc D",
                   "\"%s\" is no grade; choose A, B, C or D", text);
    }
    return grade < 0 ? NULL : grades[grade];
}

/* The grade itself was read before the lines: facts take it over. */
void item_take_evidence(struct item_form *f, const struct form_line *line) {
    if (!item_is_said_twice(f, line, SLOT_EVIDENCE)) {
        item_slot(f, SLOT_EVIDENCE, NODE_VALUE, "evidence", item_place(line, FORM_TEXT));
    }
}

void item_take_code(struct item_form *f, const struct form_line *line) {
    if (!item_is_said_twice(f, line, SLOT_CODE) && item_is_one_line(f, line)) {
        item_slot(f, SLOT_CODE, NODE_VALUE, "code", item_place(line, FORM_TEXT))->text =
            item_cell(f, line, FORM_TEXT);
    }
}

/* ---- facts ------------------------------------------------------------------------- */

static bool fact_value(enum fact_type type, const char *text, char *out, size_t size) {
    int64_t number = 0;
    bool named;
    if (type == FACT_DATE) {
        int32_t date = typed_date(text);
        typed_date_text(date, out, size);
        return date != 0;
    }
    bool good =
        type == FACT_MONEY ? typed_money(text, &number, &named) : typed_number(text, &number);
    snprintf(out, size, "%lld", (long long)number);
    return good;
}

/* As it says, else as it looks: a day, or with "đồng" after it, or a number. */
static enum fact_type fact_type(const struct item_form *f, const struct form_line *line) {
    const char *type = item_cell(f, line, FORM_TYPE), *text = item_cell(f, line, FORM_TEXT);
    int64_t number;
    bool named = false;
    int told = typed_choice(type, FORM_FACT_TYPES);
    if (*type && told < 0) {
        ITEM_ERROR(f, line, FORM_TYPE, "“%s” không phải loại số liệu; hãy chọn: tiền, số, ngày",
                   "\"%s\" is no kind of fact; choose: tiền, số, ngày", type);
    }
    if (told >= 0) {
        return (enum fact_type)told;
    }
    if (typed_date(text)) {
        return FACT_DATE;
    }
    return typed_money(text, &number, &named) && named ? FACT_MONEY : FACT_COUNT;
}

/* What stands between braces in a sentence. */
static const char *fact_key(const struct item_form *f, const struct form_line *line) {
    const char *given = item_cell(f, line, FORM_ID);
    char made[FORM_KEY_BYTES];
    bool braces = given[0] == '{' && given[strlen(given) - 1] == '}';
    const char *bare =
        braces ? arena_strndup(&f->import->arena, given + 1, strlen(given) - 2) : given;
    if (fields_is_id(bare) && !strchr(bare, '-')) {
        return bare;
    }
    ITEM_ERROR(
        f, line, FORM_ID,
        "số liệu cần một tên để viết trong ngoặc nhọn của câu, chỉ gồm a-z, số và dấu _; hãy "
        "điền, ví dụ “muc_tien”",
        "a fact needs a name to stand in braces, of a-z, digits and _ only; write, say, "
        "\"muc_tien\"");
    return form_id(bare, made) ? item_copy(f, made) : "so_lieu";
}

/* Excel in English takes "540.000" for 540 where cells are not text. */
static void check_money(const struct item_form *f, const struct form_line *line,
                        const char *value) {
    if (strlen(value) < 4 && !str_same(value, "0")) {
        import_warning(f->import, f->form->sheet, line->row, import_line_column(line, FORM_TEXT),
                       "chỉ có %s đồng thôi ư? Hãy xem lại; gõ lại thành chữ như 540.000 đồng",
                       "no more than %s đồng? Look again; type it as text like 540.000 đồng",
                       value);
    }
}

void item_take_fact(struct item_form *f, const struct form_line *line) {
    static const char *const types[] = {
        [FACT_MONEY] = "money", [FACT_COUNT] = "count", [FACT_DATE] = "date"};
    char value[32];
    if (!item_has_text(f, line)) {
        return;
    }
    enum fact_type type = fact_type(f, line);
    if (!fact_value(type, item_cell(f, line, FORM_TEXT), value, sizeof value)) {
        ITEM_ERROR(f, line, FORM_TEXT,
                   "“%s” không đọc được; hãy viết như 540.000 đồng, 75, hoặc 1/7/2026",
                   "\"%s\" cannot be read; write it like 540.000 đồng, 75, or 1/7/2026",
                   item_cell(f, line, FORM_TEXT));
        return;
    }
    if (type == FACT_MONEY) {
        check_money(f, line, value);
    }
    struct yaml_node *facts =
        item_slot(f, SLOT_FACTS, NODE_MAP, "facts", item_place(line, FORM_TEXT));
    struct yaml_node *fact = item_append(
        facts, item_node(f, NODE_MAP, fact_key(f, line), NULL, item_place(line, FORM_TEXT)));
    const char *grade = item_grade_in(f, line, FORM_EVIDENCE);
    const char own[2] = {f->evidence, '\0'};
    item_add_value(f, fact, "type", types[type], item_place(line, FORM_TYPE));
    item_add_value(f, fact, "value", item_copy(f, value), item_place(line, FORM_TEXT));
    item_add_value(f, fact, "legal_number", item_cell(f, line, FORM_LEGAL),
                   item_place(line, FORM_LEGAL));
    item_add_value(f, fact, "valid_from", date_in(f, line, FORM_FROM), item_place(line, FORM_FROM));
    item_add_value(f, fact, "valid_to", date_in(f, line, FORM_TO), item_place(line, FORM_TO));
    item_add_value(f, fact, "checked_on", date_in(f, line, FORM_CHECKED_ON),
                   item_place(line, FORM_CHECKED_ON));
    item_add_value(f, fact, "checked_by", item_cell(f, line, FORM_CHECKED_BY),
                   item_place(line, FORM_CHECKED_BY));
    item_add_value(f, fact, "evidence", grade ? grade : item_copy(f, own),
                   item_place(line, FORM_EVIDENCE));
}
