#include "sheet/book.h"

#include <string.h>

#include "base/str.h"

/* The last column (XFD) and row of a spreadsheet today, ECMA-376 part 1, 18.3.1.4. */
enum { COLUMNS_ANYWHERE = 16384, ROWS_ANYWHERE = 1048576 };

const char *book_text(const struct book_sheet *sheet, uint32_t row, uint32_t column) {
    if (row >= sheet->row_count || column >= sheet->rows[row].cell_count) {
        return "";
    }
    const char *text = sheet->rows[row].cells[column];
    return text ? text : "";
}

/* Room for `wanted` things where there are `count`; grows by doubling, so that room
 * follows from the count as in content/grow.h. */
static void *room(struct arena *arena, void *list, size_t count, size_t wanted, size_t size) {
    size_t have = count ? 1 : 0, need = 1;
    while (have && have < count) {
        have *= 2;
    }
    while (need < wanted) {
        need *= 2;
    }
    if (have >= need) {
        return list;
    }
    void *bigger = arena_array(arena, need, size);
    if (count) {
        memcpy(bigger, list, count * size);
    }
    return bigger;
}

bool book_put(struct book_sheet *sheet, struct arena *arena, uint32_t row, uint32_t column,
              const char *text) {
    if (row >= BOOK_ROWS_MAX || column >= BOOK_COLUMNS_MAX) {
        return false;
    }
    if (row >= sheet->row_count) {
        sheet->rows = room(arena, sheet->rows, sheet->row_count, row + 1U, sizeof *sheet->rows);
        sheet->row_count = row + 1;
    }
    struct book_row *line = &sheet->rows[row];
    if (column >= line->cell_count) {
        line->cells = room(arena, line->cells, line->cell_count, column + 1U, sizeof *line->cells);
        line->cell_count = column + 1;
    }
    line->cells[column] = text;
    return true;
}

void book_cell_name(uint32_t row, uint32_t column, char name_out[BOOK_CELL_NAME_BYTES]) {
    char letters[8] = "";
    size_t at = sizeof letters - 1;
    for (uint32_t rest = column + 1; rest > 0 && at > 0; rest = (rest - 1) / 26) {
        letters[--at] = (char)('A' + (rest - 1) % 26);
    }
    struct str name;
    str_init(&name, name_out, BOOK_CELL_NAME_BYTES);
    str_printf(&name, "%s%u", letters + at, row + 1);
}

size_t book_cell_of(const char *name, uint32_t *row_out, uint32_t *column_out) {
    uint32_t row = 0, column = 0;
    size_t at = 0;
    for (; name[at] >= 'A' && name[at] <= 'Z' && column <= COLUMNS_ANYWHERE; at++) {
        column = 26 * column + (uint32_t)(name[at] - 'A' + 1);
    }
    for (; name[at] >= '0' && name[at] <= '9' && row <= ROWS_ANYWHERE; at++) {
        row = 10 * row + (uint32_t)(name[at] - '0');
    }
    if (row == 0 || column == 0 || row > ROWS_ANYWHERE || column > COLUMNS_ANYWHERE) {
        return 0;
    }
    *row_out = row - 1;
    *column_out = column - 1;
    return at;
}
