#include "content/fields.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/str.h"
#include "content/file.h"
#include "content/grow.h"

enum { ID_BYTES_MAX = 48 /* three of them fit SOURCE_ID_BYTES */, YEAR_MIN = 1900 };

const struct yaml_node *fields_open(const struct reading *in) {
    size_t bytes;
    const char *text = file_read(in->file, &in->source->memory, in->diag, &bytes);
    return text ? yaml_read(in->file, text, bytes, &in->source->memory, in->diag) : NULL;
}

/* ---- single values ------------------------------------------------------------ */

bool fields_is_id(const char *text) {
    size_t bytes = strlen(text);
    return *text >= 'a' && *text <= 'z' && bytes <= ID_BYTES_MAX &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_") == bytes;
}

bool fields_number(const char *text, int64_t *number_out) {
    size_t digits = strspn(text + (*text == '-'), "0123456789");
    if (digits == 0 || digits > 18 || text[digits + (*text == '-')] != '\0') {
        return false;
    }
    *number_out = strtoll(text, NULL, 10);
    return true;
}

static int digits_at(const char *text, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
        value = 10 * value + (text[i] - '0');
    }
    return value;
}

int32_t fields_date(const char *text) {
    static const char shape[] = "dddd-dd-dd";
    if (strlen(text) != sizeof shape - 1) {
        return 0;
    }
    for (size_t i = 0; shape[i]; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != '-') {
            return 0;
        }
    }
    int year = digits_at(text, 4), month = digits_at(text + 5, 2), day = digits_at(text + 8, 2);
    if (year < YEAR_MIN || !date_exists(year, month, day)) {
        return 0;
    }
    return year * 10000 + month * 100 + day;
}

static bool colour_of(const char *text, uint32_t *colour_out) {
    if (strlen(text) != 7 || text[0] != '#' || strspn(text + 1, "0123456789abcdefABCDEF") != 6) {
        return false;
    }
    *colour_out = (uint32_t)strtoul(text + 1, NULL, 16);
    return true;
}

static int place_in(const char *const *names, const char *text) {
    for (int i = 0; names[i]; i++) {
        if (strcmp(names[i], text) == 0) {
            return i;
        }
    }
    return -1;
}

/* ---- what is wrong with them ---------------------------------------------------- */

struct sentence {
    const char *vi, *en;
};

/* What belongs at a place, by kind. */
static struct sentence wanted(enum field_kind kind) {
    switch (kind) {
    case FIELD_STRING:
    case FIELD_PLACED:
        return (struct sentence){"một dòng chữ", "a line of text"};
    case FIELD_WORDING:
    case FIELD_TEXT:
        return (struct sentence){"một câu, hoặc {text: …, say: …, short: …}",
                                 "a sentence, or {text: …, say: …, short: …}"};
    case FIELD_ID:
        return (struct sentence){"một mã gồm chữ thường không dấu a-z, số, dấu - và _",
                                 "an id of letters a-z, digits, - and _"};
    case FIELD_NUMBER:
        return (struct sentence){"một số nguyên trong khoảng cho phép",
                                 "a whole number within its limits"};
    case FIELD_DATE:
        return (struct sentence){"một ngày có thật, viết năm-tháng-ngày như 2026-03-01",
                                 "a day that exists, written year-month-day like 2026-03-01"};
    case FIELD_CHOICE:
        return (struct sentence){"một trong các từ cho phép", "one of the allowed words"};
    case FIELD_COLOUR:
        return (struct sentence){"một màu như \"#1E4E8C\"", "a colour like \"#1E4E8C\""};
    case FIELD_NAMES:
        return (struct sentence){"một danh sách [a, b]", "a list [a, b]"};
    case FIELD_LIST:
        return (struct sentence){"một danh sách có ít nhất một mục",
                                 "a list with at least one entry"};
    case FIELD_MAP:
        return (struct sentence){"các dòng “tên: giá trị”", "lines \"name: value\""};
    }
    return (struct sentence){"", ""};
}

static void report_kind(const struct reading *in, const struct field *field,
                        const struct yaml_node *node) {
    struct sentence need = wanted(field->kind);
    char names[128];
    struct str s;
    str_init(&s, names, sizeof names);
    for (int i = 0; field->names && field->names[i]; i++) {
        str_printf(&s, "%s%s", i ? ", " : ": ", field->names[i]);
    }
    if (field->kind == FIELD_NUMBER) {
        str_printf(&s, ": %lld–%lld", (long long)field->low, (long long)field->high);
    }
    diag_error(in->diag, in->file, node->line, "giá trị của “%s” không đúng; hãy viết %s%s",
               "the value of \"%s\" is wrong; write %s%s", field->key, diag_text(need.vi, need.en),
               names);
}

/* One line of text that can be shown: no line breaks, tabs or other controls. */
static bool is_one_line(const char *text) {
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c < 0x20 || *c == 0x7F) {
            return false;
        }
    }
    return *text != '\0' && strspn(text, " ") != strlen(text);
}

static bool read_names(const struct reading *in, const struct yaml_node *node,
                       struct source_names *names_out) {
    struct source_name *list = NULL;
    size_t count = 0;
    for (const struct yaml_node *child = node->first; child; child = child->next) {
        if (child->kind != NODE_VALUE || !is_one_line(child->text) || count == UINT16_MAX) {
            return false;
        }
        list = grow(&in->source->memory, list, count, sizeof *list);
        list[count++] = (struct source_name){child->text, child->line};
    }
    *names_out = (struct source_names){list, (uint16_t)count};
    return true;
}

#define AT(n) offsetof(struct source_text, n)

bool fields_text(const struct reading *in, const struct yaml_node *node,
                 struct source_text *text_out) {
    static const struct field fields[] = {
        {"text", FIELD_WORDING, true, AT(wordings[VARIANT_TEXT]), NULL, 0, 0},
        {"say", FIELD_WORDING, false, AT(wordings[VARIANT_SAY]), NULL, 0, 0},
        {"short", FIELD_WORDING, false, AT(wordings[VARIANT_SHORT]), NULL, 0, 0},
        {"pictogram", FIELD_STRING, false, AT(pictogram), NULL, 0, 0},
        {"photo", FIELD_STRING, false, AT(photo), NULL, 0, 0},
        {"n", FIELD_NUMBER, false, AT(number), NULL, 1, 999},
    };
    text_out->line = node->line;
    if (node->kind == NODE_MAP) {
        return fields_read(in, node, fields, sizeof fields / sizeof *fields, text_out);
    }
    if (node->kind != NODE_VALUE || !is_one_line(node->text)) {
        struct field field = {"text", FIELD_TEXT, true, 0, NULL, 0, 0};
        field.key = node->key ? node->key : "text";
        report_kind(in, &field, node);
        return false;
    }
    text_out->wordings[VARIANT_TEXT] = node->text;
    return true;
}

/* ---- a value into its field -------------------------------------------------------- */

static bool put_string(const struct field *field, const struct yaml_node *node, void *place) {
    if (field->kind == FIELD_ID ? !fields_is_id(node->text) : !is_one_line(node->text)) {
        return false;
    }
    if (field->kind == FIELD_PLACED) {
        *(struct source_name *)place = (struct source_name){node->text, node->line};
    } else {
        *(const char **)place = node->text;
    }
    return true;
}

static bool put_number(const struct field *field, const char *text, void *place) {
    int64_t number;
    if (!fields_number(text, &number) || number < field->low || number > field->high) {
        return false;
    }
    *(int64_t *)place = number;
    return true;
}

static bool put_date(const char *text, void *place) {
    int32_t date = fields_date(text);
    if (date) {
        *(int32_t *)place = date;
    }
    return date;
}

static bool put_choice(const struct field *field, const char *text, void *place) {
    int choice = place_in(field->names, text);
    if (choice >= 0) {
        *(int *)place = choice;
    }
    return choice >= 0;
}

static bool put_value(const struct field *field, const struct yaml_node *node, void *place) {
    if (node->kind != NODE_VALUE) {
        return false;
    }
    switch (field->kind) {
    case FIELD_STRING:
    case FIELD_ID:
    case FIELD_PLACED:
    case FIELD_WORDING:
        return put_string(field, node, place);
    case FIELD_NUMBER:
        return put_number(field, node->text, place);
    case FIELD_DATE:
        return put_date(node->text, place);
    case FIELD_CHOICE:
        return put_choice(field, node->text, place);
    case FIELD_COLOUR:
        return colour_of(node->text, place);
    case FIELD_TEXT:
    case FIELD_NAMES:
    case FIELD_LIST:
    case FIELD_MAP:
        break;
    }
    return false;
}

static bool put(const struct reading *in, const struct field *field, const struct yaml_node *node,
                void *place) {
    switch (field->kind) {
    case FIELD_NAMES:
        return node->kind == NODE_LIST && read_names(in, node, place);
    case FIELD_LIST:
        *(const struct yaml_node **)place = node;
        return node->kind == NODE_LIST && node->first;
    case FIELD_MAP:
        *(const struct yaml_node **)place = node;
        return node->kind == NODE_MAP;
    default:
        return put_value(field, node, place);
    }
}

/* A value the file may leave out can also be left empty: "valid_to: ". */
static bool is_absent(const struct field *field, const struct yaml_node *node) {
    bool empty = node && (node->kind == NODE_NOTHING || (node->text && *node->text == '\0'));
    return !node || (empty && !field->required);
}

static bool read_field(const struct reading *in, const struct field *field,
                       const struct yaml_node *map, void *record) {
    const struct yaml_node *node = map->first;
    void *place = (char *)record + field->offset;
    while (node && !str_same(node->key, field->key)) {
        node = node->next;
    }
    if (is_absent(field, node)) {
        if (field->required) {
            diag_error(in->diag, in->file, map->line, "thiếu “%s”; hãy viết thêm vào đây",
                       "\"%s\" is missing; write it here", field->key);
        }
        return !field->required;
    }
    if (field->kind == FIELD_TEXT) {
        return fields_text(in, node, place);
    }
    if (!put(in, field, node, place)) {
        report_kind(in, field, node);
        return false;
    }
    return true;
}

static bool report_unknown(const struct reading *in, const struct yaml_node *map,
                           const struct field *fields, size_t count) {
    bool all_known = true;
    for (const struct yaml_node *node = map->first; node; node = node->next) {
        size_t i = 0;
        while (i < count && !str_same(node->key, fields[i].key)) {
            i++;
        }
        if (i == count) {
            diag_error(in->diag, in->file, node->line,
                       "không có khóa nào tên “%s” ở đây; hãy sửa tên hoặc bỏ đi",
                       "there is no key \"%s\" here; correct its name or remove it", node->key);
            all_known = false;
        }
    }
    return all_known;
}

bool fields_read(const struct reading *in, const struct yaml_node *map, const struct field *fields,
                 size_t count, void *record) {
    if (map->kind != NODE_MAP) {
        diag_error(in->diag, in->file, map->line, "ở đây phải là các dòng “tên: giá trị”",
                   "lines \"name: value\" belong here");
        return false;
    }
    bool good = report_unknown(in, map, fields, count);
    for (size_t i = 0; i < count; i++) {
        good = read_field(in, &fields[i], map, record) && good;
    }
    return good;
}
