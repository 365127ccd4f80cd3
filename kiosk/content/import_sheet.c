/* A sheet → forms: where its headings are, what each row is. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/grow.h"
#include "content/import_parts.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

enum { HEADING_ROWS_MAX = 20, NAMES_MAX = 128 };

/* A sheet while it is cut. */
struct cutting {
    struct import *import;
    const struct book_sheet *sheet;
    uint32_t heading_row;
};

/* ---- headings -------------------------------------------------------------------- */

static bool has(const struct cutting *c, uint32_t row, uint32_t column) {
    return *import_cell(c->import, c->sheet, row, column) != '\0';
}

static bool is_headed(const char *language, enum variant variant, const char *heading) {
    char name[FORM_KEY_BYTES * 2];
    struct str s;
    str_init(&s, name, sizeof name);
    str_put(&s, language);
    str_put(&s, FORM_VARIANTS[variant]);
    return form_same(name, heading);
}

static void add_translation(struct form_map *map, uint32_t column, int lang_ix,
                            enum variant variant) {
    size_t i = map->translation_count++;
    map->translations[i].column = column;
    map->translations[i].lang_ix = lang_ix;
    map->translations[i].variant = variant;
}

/* "Tiếng Mông, đọc là" is a language and a wording. */
static bool language_column(const struct cutting *c, const char *heading, struct form_map *map,
                            uint32_t column) {
    const struct source *source = &c->import->source;
    if (map->translation_count == FORM_TRANSLATIONS_MAX) {
        return false;
    }
    for (int i = VARIANT_COUNT; i < source->language_count * VARIANT_COUNT; i++) {
        int lang_ix = i / VARIANT_COUNT;
        enum variant variant = (enum variant)(i % VARIANT_COUNT);
        if (is_headed(source->languages[lang_ix].language.name, variant, heading)) {
            add_translation(map, column, lang_ix, variant);
            return true;
        }
    }
    return false;
}

static const char *nearest_heading(const struct cutting *c, const char *heading) {
    const struct source *source = &c->import->source;
    const char *names[NAMES_MAX];
    size_t count = 0;
    for (int i = 0; i < FORM_COLUMN_COUNT; i++) {
        names[count++] = FORM_COLUMNS[i].names[0];
    }
    for (int lang = 1; lang < source->language_count; lang++) {
        names[count++] = source->languages[lang].language.name;
    }
    return form_nearest(heading, names, count);
}

/* Columns that people number their rows by, or keep notes in. */
static bool is_private(const char *heading) {
    static const char *const names[] = {"STT", "TT", "Số thứ tự", "Ghi chú"};
    for (size_t i = 0; i < COUNT(names); i++) {
        if (form_same(names[i], heading)) {
            return true;
        }
    }
    return *heading == '\0';
}

static void report_heading(const struct cutting *c, uint32_t column, const char *heading,
                           const char *nearest) {
    if (nearest) {
        import_error(c->import, c->sheet, c->heading_row, column,
                     "không có cột nào tên “%s”; có phải “%s” không? Hãy sửa tên cột",
                     "there is no column \"%s\"; is it \"%s\"? Correct the heading", heading,
                     nearest);
    } else {
        import_error(c->import, c->sheet, c->heading_row, column,
                     "không có cột nào tên “%s”; hãy sửa tên cột theo mẫu, hoặc xóa cột này",
                     "there is no column \"%s\"; correct the heading as in the template, or "
                     "delete the column",
                     heading);
    }
}

static void read_heading(const struct cutting *c, uint32_t column, struct form_map *map) {
    const char *heading = import_cell(c->import, c->sheet, c->heading_row, column);
    enum form_column known = form_column_named(heading);
    if (is_private(heading)) {
        return;
    }
    if (known < FORM_COLUMN_COUNT && map->columns[known] >= 0) {
        import_error(c->import, c->sheet, c->heading_row, column,
                     "đã có một cột tên “%s”; hãy bỏ bớt một cột",
                     "there already is a column \"%s\"; remove one", heading);
    } else if (known < FORM_COLUMN_COUNT) {
        map->columns[known] = (int)column;
    } else if (!language_column(c, heading, map, column)) {
        report_heading(c, column, heading, nearest_heading(c, heading));
    }
}

static struct form_map *map_new(const struct cutting *c) {
    struct form_map *map = arena_array(&c->import->arena, 1, sizeof *map);
    for (int i = 0; i < FORM_COLUMN_COUNT; i++) {
        map->columns[i] = LIBRARY_NONE;
    }
    return map;
}

static uint32_t width_of(const struct cutting *c) {
    return c->sheet->rows[c->heading_row].cell_count;
}

static const struct form_map *read_headings(const struct cutting *c) {
    struct form_map *map = map_new(c);
    for (uint32_t column = 0; column < width_of(c); column++) {
        read_heading(c, column, map);
    }
    return map;
}

/* ---- rows of a form ---------------------------------------------------------------- */

static struct form *form_new(const struct cutting *c, uint32_t row) {
    struct import *import = c->import;
    import->forms = grow(&import->arena, import->forms, import->form_count, sizeof *import->forms);
    struct form *form = &import->forms[import->form_count++];
    *form = (struct form){.sheet = c->sheet, .kind = ITEM_NOTICE, .row = row};
    return form;
}

static void add_line(const struct cutting *c, struct form *form, const struct form_line *line) {
    form->lines = grow(&c->import->arena, form->lines, form->line_count, sizeof *form->lines);
    form->lines[form->line_count++] = *line;
}

/* True if the row has something in a column with a heading, but for its name. */
static bool says_something(const struct cutting *c, const struct form_map *map, uint32_t row) {
    for (int i = FORM_FIELD + 1; i < FORM_COLUMN_COUNT; i++) {
        if (map->columns[i] >= 0 && has(c, row, (uint32_t)map->columns[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < map->translation_count; i++) {
        if (has(c, row, map->translations[i].column)) {
            return true;
        }
    }
    return false;
}

static const char *nearest_field(const char *name) {
    const char *names[NAMES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < FORM_FIELD_COUNT && count < NAMES_MAX; i++) {
        names[count++] = FORM_FIELDS[i].names[0];
    }
    return form_nearest(name, names, count);
}

static void report_field(const struct cutting *c, uint32_t row, uint32_t column, const char *name) {
    const char *nearest = nearest_field(name);
    if (nearest) {
        import_error(c->import, c->sheet, row, column,
                     "không có mục nào tên “%s”; có phải “%s” không? Hãy sửa lại",
                     "there is nothing called \"%s\"; is it \"%s\"? Correct it", name, nearest);
    } else {
        import_error(c->import, c->sheet, row, column,
                     "không có mục nào tên “%s”; hãy chọn một tên trong mẫu (Tiêu đề, Chủ đề, "
                     "Câu…)",
                     "there is nothing called \"%s\"; take a name of the template (Tiêu đề, Chủ "
                     "đề, Câu…)",
                     name);
    }
}

/* What the row is: as it says, or as the row above; NULL if it cannot be used. */
static const struct form_field *field_of(const struct cutting *c, const struct form_map *map,
                                         uint32_t row, const struct form_field *above) {
    uint32_t column = (uint32_t)map->columns[FORM_FIELD];
    const char *name = import_cell(c->import, c->sheet, row, column);
    if (*name) {
        const struct form_field *field = form_field_named(name);
        if (!field) {
            report_field(c, row, column, name);
        }
        return field;
    }
    if (above && above->many) {
        return above;
    }
    import_error(c->import, c->sheet, row, column,
                 "cột “Mục” trống nên không biết hàng này là gì; hãy ghi, ví dụ, “Câu”",
                 "the first column is empty, so what is this row? Write, say, \"Câu\"");
    return NULL;
}

static void cut_form(const struct cutting *c) {
    const struct form_map *map = read_headings(c);
    struct form *form = form_new(c, c->heading_row);
    const struct form_field *above = NULL;
    for (uint32_t row = c->heading_row + 1; row < c->sheet->row_count; row++) {
        bool filled = says_something(c, map, row);
        if (!filled && !has(c, row, (uint32_t)map->columns[FORM_FIELD])) {
            continue;
        }
        const struct form_field *field = field_of(c, map, row, above);
        above = field;
        if (field && field->role == ROLE_TITLE) {
            form->kind = field->kinds & FORM_NOTICE ? ITEM_NOTICE : ITEM_PROCEDURE;
        }
        if (field && filled) {
            add_line(c, form, &(struct form_line){field, row, map});
        }
    }
    if (form->line_count == 0) {
        c->import->form_count--; /* nobody has filled it in */
    }
}

/* ---- a list: an item in each row --------------------------------------------------- */

/* Columns of fields, and those beside the title. */
struct list_columns {
    const struct form_field *fields[BOOK_COLUMNS_MAX];
    const struct form_map *maps[BOOK_COLUMNS_MAX];
    uint32_t count;
};

static void read_list_columns(const struct cutting *c, struct list_columns *list) {
    struct form_map *title = map_new(c);
    list->count = width_of(c);
    for (uint32_t column = 0; column < list->count; column++) {
        const char *heading = import_cell(c->import, c->sheet, c->heading_row, column);
        const struct form_field *field = is_private(heading) ? NULL : form_field_named(heading);
        enum form_column beside = form_column_named(heading);
        if (field) {
            struct form_map *map = field->role == ROLE_TITLE ? title : map_new(c);
            map->columns[FORM_TEXT] = (int)column;
            list->fields[column] = field;
            list->maps[column] = map;
        } else if (beside == FORM_SAY || beside == FORM_SHORT || beside == FORM_PICTOGRAM) {
            title->columns[beside] = (int)column;
        } else if (!is_private(heading)) {
            report_heading(c, column, heading, nearest_field(heading));
        }
    }
}

static void cut_list_row(const struct cutting *c, const struct list_columns *list, uint32_t row) {
    struct form *form = form_new(c, row);
    for (uint32_t column = 0; column < list->count; column++) {
        const struct form_field *field = list->fields[column];
        if (field && field->role == ROLE_TITLE) {
            form->kind = field->kinds & FORM_NOTICE ? ITEM_NOTICE : ITEM_PROCEDURE;
        }
        if (field && has(c, row, column)) {
            add_line(c, form, &(struct form_line){field, row, list->maps[column]});
        }
    }
    if (form->line_count == 0) {
        c->import->form_count--; /* an empty row */
    }
}

static void cut_list(const struct cutting *c) {
    struct list_columns list = {.count = 0};
    read_list_columns(c, &list);
    for (uint32_t row = c->heading_row + 1; row < c->sheet->row_count; row++) {
        cut_list_row(c, &list, row);
    }
}

/* ---- which of them ----------------------------------------------------------------- */

enum layout { LAYOUT_NONE, LAYOUT_FORM, LAYOUT_LIST };

static enum layout layout_of(const struct cutting *c) {
    bool field = false, text = false, title = false;
    int fields = 0;
    for (uint32_t column = 0; column < width_of(c); column++) {
        const char *heading = import_cell(c->import, c->sheet, c->heading_row, column);
        const struct form_field *named = form_field_named(heading);
        field = field || form_column_named(heading) == FORM_FIELD;
        text = text || form_column_named(heading) == FORM_TEXT;
        title = title || (named && named->role == ROLE_TITLE);
        fields += named != NULL;
    }
    if (field && text) {
        return LAYOUT_FORM;
    }
    return title && fields > 1 ? LAYOUT_LIST : LAYOUT_NONE;
}

/* Sheets for people. */
static bool is_explanation(const struct book_sheet *sheet) {
    static const char *const beginnings[] = {"huong dan", "vi du", "danh muc"};
    char key[FORM_KEY_BYTES];
    for (size_t i = 0; form_key(sheet->name, key) && i < COUNT(beginnings); i++) {
        if (strncmp(key, beginnings[i], strlen(beginnings[i])) == 0) {
            return true;
        }
    }
    return false;
}

void import_sheet(struct import *import, const struct book_sheet *sheet) {
    struct cutting c = {import, sheet, 0};
    uint32_t rows = sheet->row_count < HEADING_ROWS_MAX ? sheet->row_count : HEADING_ROWS_MAX;
    if (sheet->row_count == 0 || is_explanation(sheet)) {
        return;
    }
    for (; c.heading_row < rows; c.heading_row++) {
        switch (layout_of(&c)) {
        case LAYOUT_FORM:
            cut_form(&c);
            return;
        case LAYOUT_LIST:
            cut_list(&c);
            return;
        case LAYOUT_NONE:
            break;
        }
    }
    import_error(import, sheet, 0, 0,
                 "không thấy hàng tên cột (Mục, Nội dung); hãy chép hàng ấy từ tệp mẫu, hoặc xóa "
                 "trang tính này",
                 "there is no row of headings (Mục, Nội dung); copy it from the template, or "
                 "delete this sheet");
}
