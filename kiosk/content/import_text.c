/* The cells of a line → nodes of a tree: texts and their wordings, ids, translations,
 * numbered sentences. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "content/check.h"
#include "content/fields.h"
#include "content/grow.h"
#include "content/import_item.h"
#include "unicode/nfc.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- trees ------------------------------------------------------------------------ */

struct yaml_node *item_node(const struct item_form *f, enum node_kind kind, const char *key,
                            const char *text, int place) {
    struct yaml_node *node = arena_array(&f->import->arena, 1, sizeof *node);
    *node = (struct yaml_node){.kind = kind, .line = place, .key = key, .text = text};
    return node;
}

struct yaml_node *item_append(struct yaml_node *parent, struct yaml_node *child) {
    struct yaml_node **end = &parent->first;
    while (*end) {
        end = &(*end)->next;
    }
    *end = child;
    return child;
}

void item_add_value(const struct item_form *f, struct yaml_node *map, const char *key,
                    const char *text, int place) {
    if (text && *text) {
        item_append(map, item_node(f, NODE_VALUE, key, text, place));
    }
}

const char *item_copy(const struct item_form *f, const char *text) {
    return arena_strdup(&f->import->arena, text);
}

const char *item_join(const struct item_form *f, const char *a, const char *sign, const char *b) {
    size_t size = strlen(a) + strlen(sign) + strlen(b) + 1;
    char *text = arena_array(&f->import->arena, size, 1);
    snprintf(text, size, "%s%s%s", a, sign, b);
    return text;
}

struct yaml_node *item_slot(struct item_form *f, enum slot slot, enum node_kind kind,
                            const char *key, int place) {
    if (!f->slots[slot]) {
        f->slots[slot] = item_node(f, kind, key, NULL, place);
    }
    return f->slots[slot];
}

/* ---- cells of a line --------------------------------------------------------------- */

const char *item_cell(const struct item_form *f, const struct form_line *line,
                      enum form_column column) {
    return import_line_cell(f->import, f->form, line, column);
}

int item_place(const struct form_line *line, enum form_column column) {
    return place_of(line->row, import_line_column(line, column));
}

bool item_is_said_twice(const struct item_form *f, const struct form_line *line, enum slot slot) {
    if (f->slots[slot]) {
        ITEM_ERROR(f, line, FORM_TEXT, "“%s” đã có ở hàng %u; hãy xóa bớt một hàng",
                   "\"%s\" is already in row %u; delete one of them", line->field->names[0],
                   place_row(f->slots[slot]->line) + 1);
    }
    return f->slots[slot] != NULL;
}

/* A copy of `bytes` bytes without spaces around them. */
static char *trimmed(const struct item_form *f, const char *text, size_t bytes) {
    while (bytes > 0 && *text == ' ') {
        text++;
        bytes--;
    }
    while (bytes > 0 && text[bytes - 1] == ' ') {
        bytes--;
    }
    return arena_strndup(&f->import->arena, text, bytes);
}

void item_each_part(const struct item_form *f, const char *text, const char *signs,
                    void (*take)(const struct item_form *f, const char *part, void *context),
                    void *context) {
    while (*text) {
        size_t bytes = strcspn(text, signs);
        const char *part = trimmed(f, text, bytes);
        if (*part) {
            take(f, part, context);
        }
        text += bytes + (text[bytes] != '\0');
    }
}

/* ---- translations ------------------------------------------------------------------ */

static const char *context_of(const struct item_form *f, const char *id, enum variant variant) {
    static const char *const endings[] = {
        [VARIANT_TEXT] = "", [VARIANT_SAY] = "|say", [VARIANT_SHORT] = "|short"};
    return item_join(f, id, "", endings[variant]);
}

static const char *wording(const struct item_form *f, const struct form_line *line,
                           enum variant variant) {
    static const enum form_column columns[] = {
        [VARIANT_TEXT] = FORM_TEXT, [VARIANT_SAY] = FORM_SAY, [VARIANT_SHORT] = FORM_SHORT};
    return item_cell(f, line, columns[variant]);
}

void item_add_translations(const struct item_form *f, const struct form_line *line,
                           const char *id) {
    struct import *import = f->import;
    for (size_t i = 0; i < line->map->translation_count; i++) {
        uint32_t column = line->map->translations[i].column;
        enum variant variant = line->map->translations[i].variant;
        const char *source = wording(f, line, variant);
        const char *text = import_cell(import, f->form->sheet, line->row, column);
        if (!*text) {
            continue;
        }
        if (!*source) {
            import_error(import, f->form->sheet, line->row, column,
                         "có bản dịch mà câu tiếng Việt tương ứng trống; hãy điền câu tiếng Việt",
                         "a translation, but no Vietnamese for it; write the Vietnamese");
            continue;
        }
        import->translations = grow(&import->arena, import->translations, import->translation_count,
                                    sizeof *import->translations);
        import->translations[import->translation_count++] =
            (struct import_translation){line->map->translations[i].lang_ix,
                                        context_of(f, id, variant),
                                        source,
                                        text,
                                        f->form->sheet,
                                        place_of(line->row, column)};
    }
}

/* ---- texts ------------------------------------------------------------------------- */

/* A label stands on a button. With values in it only the check can tell its length. */
void item_check_label(const struct item_form *f, const struct form_line *line) {
    const char *text = item_cell(f, line, FORM_TEXT);
    size_t characters = nfc_characters(text);
    if (!strchr(text, '{') && characters > CHECK_BUTTON_CHARACTERS) {
        ITEM_ERROR(
            f, line, FORM_TEXT,
            "dài %zu chữ, nút bấm chỉ vừa %d; hãy rút gọn, câu dài thì ghi vào cột “Đọc là”",
            "%zu characters, a button has room for %d; shorten it, and write the long one into "
            "the column \"Đọc là\"",
            characters, CHECK_BUTTON_CHARACTERS);
    }
}

bool item_is_one_line(const struct item_form *f, const struct form_line *line) {
    static const enum form_column columns[] = {FORM_TEXT, FORM_SAY,   FORM_SHORT, FORM_PICTOGRAM,
                                               FORM_ID,   FORM_PHOTO, FORM_WHEN,  FORM_NEXT};
    bool good = true;
    for (size_t i = 0; i < COUNT(columns); i++) {
        if (strchr(item_cell(f, line, columns[i]), '\n')) {
            ITEM_ERROR(f, line, columns[i],
                       "ô có nhiều dòng; hãy để một dòng, phần còn lại xuống hàng dưới",
                       "several lines in a cell; leave one, and put the others into rows below");
            good = false;
        }
    }
    return good;
}

bool item_has_text(const struct item_form *f, const struct form_line *line) {
    if (*item_cell(f, line, FORM_TEXT)) {
        return true;
    }
    ITEM_ERROR(f, line, FORM_TEXT, "ô này trống; hãy điền nội dung, hoặc xóa cả hàng",
               "this cell is empty; fill it in, or delete the row");
    return false;
}

/* text, say, short, photo of a line into its map, and pictogram if it goes there. */
void item_add_wordings(const struct item_form *f, const struct form_line *line,
                       struct yaml_node *map, bool with_pictogram) {
    static const struct {
        const char *key;
        enum form_column column;
    } rows[] = {{"text", FORM_TEXT},
                {"say", FORM_SAY},
                {"short", FORM_SHORT},
                {"pictogram", FORM_PICTOGRAM},
                {"photo", FORM_PHOTO}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (rows[i].column != FORM_PICTOGRAM || with_pictogram) {
            item_add_value(f, map, rows[i].key, item_cell(f, line, rows[i].column),
                           item_place(line, rows[i].column));
        }
    }
}

/* Ids that people see once are made of the text; `list` has those before it. */
static const char *make_id(const struct item_form *f, const struct yaml_node *list,
                           const char *text) {
    char made[FORM_KEY_BYTES], tried[FORM_KEY_BYTES];
    if (!form_id(text, made)) {
        str_copy(made, sizeof made, "muc");
    }
    str_copy(tried, sizeof tried, made);
    for (int n = 2;; n++) {
        const struct yaml_node *other = list ? list->first : NULL;
        while (other && !str_same(other->first->text, tried)) {
            other = other->next;
        }
        if (!other) {
            return item_copy(f, tried);
        }
        snprintf(tried, sizeof tried, "%.*s-%d", 44, made, n);
    }
}

/* What a line calls itself, else what its text makes. */
const char *item_id_of(const struct item_form *f, const struct form_line *line,
                       const struct yaml_node *list) {
    const char *given = item_cell(f, line, FORM_ID);
    if (!*given) {
        return make_id(f, list, item_cell(f, line, FORM_TEXT));
    }
    if (!fields_is_id(given)) {
        ITEM_ERROR(
            f, line, FORM_ID,
            "mã “%s” không dùng được; hãy chỉ dùng chữ thường a-z, số và dấu -, hoặc để trống",
            "the id \"%s\" cannot be used; use a-z, digits and - only, or leave it empty", given);
    }
    return given;
}

/* A name in "Khi" and "Đi tiếp": an id, or the text it was made of. */
const char *item_name_of(const struct item_form *f, const char *text) {
    char made[FORM_KEY_BYTES];
    return fields_is_id(text) || !form_id(text, made) ? text : item_copy(f, made);
}
