/* A worksheet: rows of cells, then which cells are merged. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "sheet/xlsx_parts.h"

enum { STYLE_NONE = -1, MERGED_CELLS_MAX = 4 * 1000 * 1000 };

/* What a cell's <v> is (ECMA-376 part 1, 18.18.11). */
enum cell_kind { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOLEAN, CELL_DATE };

struct worksheet {
    struct xlsx *xlsx;
    struct book_sheet *sheet;
    uint32_t row, column;           /* of the cell that is being read */
    uint32_t next_row, next_column; /* of one that does not say where it is */
    enum cell_kind kind;
    long style;
    struct xlsx_text text;
    bool in_text;
    int phonetic;
    uint32_t merged; /* cells looked at because of ranges */
};

static enum cell_kind kind_of(const char *type) {
    static const struct {
        const char *type;
        enum cell_kind kind;
    } rows[] = {{"s", CELL_SHARED}, {"str", CELL_TEXT},  {"inlineStr", CELL_TEXT},
                {"e", CELL_TEXT},   {"b", CELL_BOOLEAN}, {"d", CELL_DATE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (str_same(type, rows[i].type)) {
            return rows[i].kind;
        }
    }
    return CELL_NUMBER;
}

static void start_row(struct worksheet *w, const char *number) {
    long row = number ? strtol(number, NULL, 10) : 0;
    w->row = row > 0 && row <= INT32_MAX ? (uint32_t)row - 1 : w->next_row;
    w->next_row = w->row + 1;
    w->next_column = 0;
}

static void start_cell(struct worksheet *w, const char *const *attributes) {
    const char *name = xml_attribute(attributes, "r");
    const char *style = xml_attribute(attributes, "s");
    uint32_t row = w->row, column = w->next_column;
    if (name && book_cell_of(name, &row, &column) > 0) {
        w->row = row;
    }
    w->column = column;
    w->next_column = column + 1;
    w->kind = kind_of(xml_attribute(attributes, "t"));
    w->style = style ? strtol(style, NULL, 10) : STYLE_NONE;
    w->text.used = 0;
}

static bool refuse(const struct worksheet *w, const char *vi, const char *en) {
    char cell[BOOK_CELL_NAME_BYTES];
    book_cell_name(w->row, w->column, cell);
    diag_error(w->xlsx->diag, w->xlsx->file, 0, "Trang tính “%s”, ô %s: %s",
               "Sheet \"%s\", cell %s: %s", w->sheet->name, cell, diag_text(vi, en));
    return false;
}

static void clear_cells(struct worksheet *w, uint32_t row, uint32_t from, uint32_t to) {
    struct book_row *line = &w->sheet->rows[row];
    for (uint32_t column = from; column <= to && column < line->cell_count; column++) {
        line->cells[column] = NULL;
    }
    w->merged += line->cell_count + 1;
}

/* A merged range shows its first cell only; LibreOffice may keep what is below. */
static void clear_merged(struct worksheet *w, const char *range) {
    uint32_t top, left, bottom, right;
    size_t bytes = range ? book_cell_of(range, &top, &left) : 0;
    if (!bytes || range[bytes] != ':' || !book_cell_of(range + bytes + 1, &bottom, &right)) {
        return;
    }
    for (uint32_t row = top;
         row <= bottom && row < w->sheet->row_count && w->merged <= MERGED_CELLS_MAX; row++) {
        clear_cells(w, row, row == top ? left + 1 : left, right);
    }
}

static bool start(void *context, const char *name, const char *const *attributes) {
    struct worksheet *w = context;
    w->in_text = false;
    if (strcmp(name, "row") == 0) {
        start_row(w, xml_attribute(attributes, "r"));
    } else if (strcmp(name, "c") == 0) {
        start_cell(w, attributes);
    } else if (strcmp(name, "rPh") == 0) {
        w->phonetic++;
    } else if (strcmp(name, "mergeCell") == 0) {
        clear_merged(w, xml_attribute(attributes, "ref"));
        return w->merged <= MERGED_CELLS_MAX ||
               refuse(w, "quá nhiều ô gộp; hãy bỏ gộp ô", "too many merged cells; unmerge them");
    } else {
        w->in_text = w->phonetic == 0 && (strcmp(name, "v") == 0 || strcmp(name, "t") == 0);
    }
    return true;
}

static bool text(void *context, const char *piece, size_t bytes) {
    struct worksheet *w = context;
    if (!w->in_text || xlsx_text_put(&w->text, piece, bytes)) {
        return true;
    }
    return refuse(w, "ô dài quá; hãy chia thành nhiều ô", "the cell is too long; split it");
}

static enum xlsx_shown shown_in(const struct worksheet *w) {
    bool known = w->style >= 0 && (size_t)w->style < w->xlsx->style_count;
    return known ? (enum xlsx_shown)w->xlsx->styles[w->style] : XLSX_NUMBER;
}

/* The text of the cell; NULL if it names a shared string that is not there. */
static const char *cell_text(const struct worksheet *w) {
    const struct xlsx *xlsx = w->xlsx;
    char *end;
    unsigned long ix;
    switch (w->kind) {
    case CELL_SHARED:
        ix = strtoul(w->text.data, &end, 10);
        return *end == '\0' && ix < xlsx->string_count ? xlsx->strings[ix] : NULL;
    case CELL_NUMBER:
        return xlsx_number(xlsx, w->text.data, shown_in(w));
    case CELL_BOOLEAN:
        return strcmp(w->text.data, "0") == 0 ? "FALSE" : "TRUE";
    case CELL_DATE: /* 2026-07-01T00:00:00 */
        return arena_strndup(xlsx->arena, w->text.data, strcspn(w->text.data, "T"));
    case CELL_TEXT:
        break;
    }
    return xlsx_text_keep(&w->text, xlsx->arena);
}

static bool end_cell(struct worksheet *w) {
    if (w->text.used == 0) {
        return true;
    }
    const char *shown = cell_text(w);
    if (!shown) {
        return refuse(
            w, "tệp bị hỏng ở ô này; hãy mở bằng Excel hoặc LibreOffice rồi lưu lại",
            "the file is damaged here; open it in Excel or LibreOffice and save it again");
    }
    return *shown == '\0' || book_put(w->sheet, w->xlsx->arena, w->row, w->column, shown) ||
           refuse(w, "ô này ở quá xa; hãy chuyển nó lại gần đầu trang hoặc xóa đi",
                  "this cell is too far out; move it nearer to the top or delete it");
}

static bool end(void *context, const char *name) {
    struct worksheet *w = context;
    w->in_text = false;
    if (strcmp(name, "rPh") == 0) {
        w->phonetic--;
    }
    return strcmp(name, "c") != 0 || end_cell(w);
}

bool xlsx_read_sheet(struct xlsx *xlsx, const char *part, const char *data, size_t bytes,
                     struct book_sheet *sheet) {
    static const struct xml_handler handler = {start, text, end};
    struct worksheet w = {.xlsx = xlsx, .sheet = sheet};
    bool good = xlsx_read_part(xlsx, part, data, bytes, &handler, &w);
    xlsx_text_fini(&w.text);
    return good;
}
