#include "sheet/write.h"

#include <assert.h>
#include <errno.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

enum {
    PATH_MAX_BYTES = 4096,
    CREATED = 1751328000, /* 1 July 2025, 00:00 UTC: every file says the same */
};

const char SHEET_LISTS[] = "Danh mục";

static const lxw_color_t HEADING_COLOUR = 0x1F4E79, REQUIRED_COLOUR = 0xFFF2CC;

/* ---- the file beside its place ------------------------------------------------------ */

static bool half_name(const char *path, char half_out[PATH_MAX_BYTES]) {
    struct str half;
    str_init(&half, half_out, PATH_MAX_BYTES);
    str_printf(&half, "%s.%ld", path, (long)getpid());
    return !half.cut;
}

static enum err disk_error(const char *path, const char *why) {
    diag_log("Không ghi được %s: %s; hãy xem đĩa còn chỗ và thư mục có đó không.",
             "%s cannot be written: %s; see whether the disk has room and the folder is there.",
             path, why);
    return ERR_RETRY;
}

/* True if the file can be made; the library would print its own words about it. */
static bool can_make(const char *half) {
    FILE *file = fopen(half, "wb");
    return file && fclose(file) == 0;
}

static enum err take_name(const char *half, const char *path) {
    if (rename(half, path) == 0) {
        return ERR_OK;
    }
    enum err err = disk_error(path, strerror(errno));
    unlink(half);
    return err;
}

/* ---- a workbook --------------------------------------------------------------------- */

enum { STYLES = SHEET_REQUIRED + 1, KINDS = SHEET_DATE + 1 };

struct writing {
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *formats[STYLES][KINDS];
    struct arena arena; /* for texts the library wants to be able to change */
    const char *const *lists[SHEET_LISTS_MAX];
    size_t list_count;
    lxw_error error; /* the first one */
};

static void keep_error(struct writing *w, lxw_error error) {
    w->error = w->error ? w->error : error;
}

static void set_style(lxw_format *format, enum sheet_style style) {
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (style != SHEET_TITLE) {
        format_set_text_wrap(format);
    }
    switch (style) {
    case SHEET_PLAIN:
        break;
    case SHEET_TITLE:
        format_set_bold(format);
        format_set_font_size(format, 16);
        break;
    case SHEET_HEADING:
        format_set_bold(format);
        format_set_font_color(format, LXW_COLOR_WHITE);
        format_set_bg_color(format, HEADING_COLOUR);
        break;
    case SHEET_LABEL:
        format_set_bold(format);
        break;
    case SHEET_REQUIRED:
        format_set_bold(format);
        format_set_bg_color(format, REQUIRED_COLOUR);
        break;
    }
}

static void make_formats(struct writing *w) {
    static const char *const codes[KINDS] = {
        [SHEET_TEXT] = "@", [SHEET_NUMBER] = "#,##0.##########", [SHEET_DATE] = "dd/mm/yyyy"};
    for (int style = 0; style < STYLES; style++) {
        for (int kind = 0; kind < KINDS; kind++) {
            lxw_format *format = workbook_add_format(w->workbook);
            format_set_num_format(format, codes[kind]);
            set_style(format, (enum sheet_style)style);
            w->formats[style][kind] = format;
        }
    }
}

static void put_date(struct writing *w, lxw_row_t row, lxw_col_t column, const char *text,
                     lxw_format *format) {
    lxw_datetime date = {0};
    char *end;
    date.year = (int)strtol(text, &end, 10);
    date.month = *end == '-' ? (int)strtol(end + 1, &end, 10) : 0;
    date.day = *end == '-' ? (int)strtol(end + 1, &end, 10) : 0;
    if (*end || date.year < 1900 || date.month < 1 || date.day < 1) {
        keep_error(w, worksheet_write_string(w->sheet, row, column, text, format));
        return;
    }
    keep_error(w, worksheet_write_datetime(w->sheet, row, column, &date, format));
}

static void put_number(struct writing *w, lxw_row_t row, lxw_col_t column, const char *text,
                       lxw_format *format) {
    char *end;
    double number = strtod(text, &end);
    if (end == text || *end) {
        keep_error(w, worksheet_write_string(w->sheet, row, column, text, format));
        return;
    }
    keep_error(w, worksheet_write_number(w->sheet, row, column, number, format));
}

/* Texts that look like an escape of the file format ("_x0041_") are escaped. */
static const char *plain_text(struct writing *w, const char *text) {
    static const char sign[] = "_x005F";
    size_t escapes = 0, used = 0;
    for (const char *at = strstr(text, "_x"); at; at = strstr(at + 1, "_x")) {
        escapes++;
    }
    if (escapes == 0) {
        return text;
    }
    char *escaped = arena_array(&w->arena, strlen(text) + escapes * (sizeof sign - 1) + 1, 1);
    for (; *text; text++) {
        if (text[0] == '_' && text[1] == 'x') {
            memcpy(escaped + used, sign, sizeof sign - 1);
            used += sizeof sign - 1;
        }
        escaped[used++] = *text;
    }
    return escaped;
}

/* The column of the lists' sheet that has this one. */
static size_t list_of(struct writing *w, const char *const *choices) {
    size_t i = 0;
    while (i < w->list_count && w->lists[i] != choices) {
        i++;
    }
    if (i == w->list_count) {
        assert(i < SHEET_LISTS_MAX);
        w->lists[w->list_count++] = choices;
    }
    return i;
}

static void put_choices(struct writing *w, lxw_row_t row, lxw_col_t column,
                        const struct sheet_cell *cell) {
    size_t count = 0;
    char formula[64];
    while (cell->choices[count]) {
        count++;
    }
    if (count == 0) {
        return;
    }
    char letter = (char)('A' + list_of(w, cell->choices));
    struct str s;
    str_init(&s, formula, sizeof formula);
    str_printf(&s, "='%s'!$%c$1:$%c$%zu", SHEET_LISTS, letter, letter, count);
    lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                .value_formula = formula};
    rule.show_error = cell->choices_only ? LXW_VALIDATION_ON : LXW_VALIDATION_OFF;
    keep_error(w, worksheet_data_validation_cell(w->sheet, row, column, &rule));
}

static void put_lists(struct writing *w) {
    w->sheet = workbook_add_worksheet(w->workbook, SHEET_LISTS);
    assert(w->sheet);
    for (size_t list = 0; list < w->list_count; list++) {
        for (size_t i = 0; w->lists[list][i]; i++) {
            keep_error(w, worksheet_write_string(w->sheet, (lxw_row_t)i, (lxw_col_t)list,
                                                 w->lists[list][i],
                                                 w->formats[SHEET_PLAIN][SHEET_TEXT]));
        }
    }
    worksheet_hide(w->sheet);
}

static void put_note(struct writing *w, lxw_row_t row, lxw_col_t column, const char *note) {
    lxw_comment_options options = {.x_scale = 2.0, .y_scale = 1.5};
    keep_error(w, worksheet_write_comment_opt(w->sheet, row, column, note, &options));
}

static void put_cell(struct writing *w, lxw_row_t row, lxw_col_t column,
                     const struct sheet_cell *cell) {
    lxw_format *format = w->formats[cell->style][cell->kind];
    if (!cell->text || !*cell->text) {
        /* Empty, but to be typed in: as text, so that nothing typed is changed. */
        keep_error(w, worksheet_write_blank(w->sheet, row, column, format));
    } else if (cell->kind == SHEET_DATE) {
        put_date(w, row, column, cell->text, format);
    } else if (cell->kind == SHEET_NUMBER) {
        put_number(w, row, column, cell->text, format);
    } else {
        const char *text = plain_text(w, cell->text);
        keep_error(w, worksheet_write_string(w->sheet, row, column, text, format));
    }
    if (cell->choices) {
        put_choices(w, row, column, cell);
    }
    if (cell->note) {
        put_note(w, row, column, cell->note);
    }
}

static void put_headings(struct writing *w, const struct sheet_table *table) {
    for (uint32_t c = 0; c < table->column_count; c++) {
        const struct sheet_column *column = &table->columns[c];
        struct sheet_cell cell = {
            .text = column->heading, .style = SHEET_HEADING, .note = column->note};
        put_cell(w, 0, (lxw_col_t)c, &cell);
    }
}

static void put_table(struct writing *w, const struct sheet_table *table) {
    uint32_t first = table->headings ? 1 : 0;
    for (uint32_t c = 0; c < table->column_count; c++) {
        /* What is typed below the table is text as well. */
        keep_error(w, worksheet_set_column(w->sheet, (lxw_col_t)c, (lxw_col_t)c,
                                           table->columns[c].width,
                                           w->formats[SHEET_PLAIN][SHEET_TEXT]));
    }
    if (table->headings) {
        put_headings(w, table);
    }
    for (uint32_t r = 0; r < table->row_count; r++) {
        for (uint32_t c = 0; c < table->column_count; c++) {
            put_cell(w, first + r, (lxw_col_t)c, &table->cells[r * table->column_count + c]);
        }
    }
    if (first || table->fixed_columns) {
        worksheet_freeze_panes(w->sheet, first, (lxw_col_t)table->fixed_columns);
    }
}

static lxw_error write_workbook(const char *path, const struct sheet_table *tables, size_t count) {
    struct writing w = {.error = LXW_NO_ERROR};
    lxw_doc_properties properties = {.created = CREATED};
    w.workbook = workbook_new(path);
    if (!w.workbook) {
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    }
    keep_error(&w, workbook_set_properties(w.workbook, &properties));
    make_formats(&w);
    for (size_t t = 0; t < count; t++) {
        w.sheet = workbook_add_worksheet(w.workbook, tables[t].name);
        assert(w.sheet); /* the name is the caller's to know */
        put_table(&w, &tables[t]);
    }
    if (w.list_count) {
        put_lists(&w);
    }
    keep_error(&w, workbook_close(w.workbook));
    arena_fini(&w.arena);
    return w.error;
}

enum err sheet_write(const char *path, const struct sheet_table *tables, size_t count) {
    char half[PATH_MAX_BYTES];
    if (!half_name(path, half)) {
        return disk_error(path, strerror(ENAMETOOLONG));
    }
    if (!can_make(half)) {
        return disk_error(path, strerror(errno));
    }
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!plain) {
        abort();
    }
    locale_t before = uselocale(plain); /* the library prints numbers as the locale does */
    lxw_error error = write_workbook(half, tables, count);
    uselocale(before);
    freelocale(plain);
    if (error) {
        unlink(half);
        return disk_error(path, lxw_strerror(error));
    }
    return take_name(half, path);
}

/* ---- CSV ---------------------------------------------------------------------------- */

static void put_csv(FILE *out, const char *text) {
    if (!text || !text[strcspn(text, ",;\t\"\r\n")]) {
        fputs(text ? text : "", out);
        return;
    }
    fputc('"', out);
    for (const char *c = text; *c; c++) {
        if (*c == '"') {
            fputc('"', out);
        }
        fputc(*c, out);
    }
    fputc('"', out);
}

static void put_csv_table(FILE *out, const struct sheet_table *table) {
    fputs("\xEF\xBB\xBF", out);
    for (uint32_t c = 0; table->headings && c < table->column_count; c++) {
        fputs(c ? "," : "", out);
        put_csv(out, table->columns[c].heading);
    }
    fputs(table->headings ? "\r\n" : "", out);
    for (uint32_t r = 0; r < table->row_count; r++) {
        for (uint32_t c = 0; c < table->column_count; c++) {
            fputs(c ? "," : "", out);
            put_csv(out, table->cells[r * table->column_count + c].text);
        }
        fputs("\r\n", out);
    }
}

enum err sheet_write_csv(const char *path, const struct sheet_table *table) {
    char half[PATH_MAX_BYTES];
    FILE *out = half_name(path, half) ? fopen(half, "wb") : NULL;
    if (!out) {
        return disk_error(path, strerror(errno));
    }
    put_csv_table(out, table);
    bool failed = ferror(out) != 0;
    failed = fclose(out) != 0 || failed;
    if (failed) {
        unlink(half);
        return disk_error(path, strerror(errno));
    }
    return take_name(half, path);
}
