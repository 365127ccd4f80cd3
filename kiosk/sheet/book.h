/* A workbook as plain values: what somebody reads in the cells, as text.
 *
 * Dates are ISO text ("2026-07-01", "08:30", "2026-07-01 08:30"), numbers have a
 * point and no grouping, formulas are what they last came to. Rows and columns
 * count from 0 here and are shown as a spreadsheet does: row 6, column 1 is "B7". */
#ifndef SHEET_BOOK_H
#define SHEET_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum {
    BOOK_SHEETS_MAX = 64,
    BOOK_ROWS_MAX = 10000,
    BOOK_COLUMNS_MAX = 256,
    BOOK_CELL_BYTES_MAX = 32 * 1024,
    BOOK_CELL_NAME_BYTES = 16
};

struct book_row {
    const char **cells; /* NULL where there is nothing */
    uint32_t cell_count;
};

struct book_sheet {
    const char *name; /* of a CSV file: the file's name without its ending */
    struct book_row *rows;
    uint32_t row_count; /* up to the last cell with something in it */
};

/* Valid UTF-8 throughout; the arena that was read into owns the rest. */
struct book {
    struct book_sheet sheets[BOOK_SHEETS_MAX];
    uint32_t sheet_count;
};

/* The text of a cell; "" if there is nothing or no such cell. */
const char *book_text(const struct book_sheet *sheet, uint32_t row, uint32_t column);

/* Puts `text` (which must live as long as `arena`) into a cell. False if the cell
 * is past BOOK_ROWS_MAX or BOOK_COLUMNS_MAX. */
bool book_put(struct book_sheet *sheet, struct arena *arena, uint32_t row, uint32_t column,
              const char *text);

/* "B7" for row 6, column 1. */
void book_cell_name(uint32_t row, uint32_t column, char name_out[BOOK_CELL_NAME_BYTES]);

/* The opposite; `name` need not be terminated after it. Returns how many bytes the
 * name has, 0 if there is none or it is too large for any spreadsheet. */
size_t book_cell_of(const char *name, uint32_t *row_out, uint32_t *column_out);

#endif
