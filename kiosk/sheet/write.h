/* Tables → spreadsheet files that people fill in or read: .xlsx with headings that
 * stay, drop-down lists and notes, and .csv. The same tables give the same bytes.
 * The only home of libxlsxwriter. */
#ifndef SHEET_WRITE_H
#define SHEET_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum sheet_style {
    SHEET_PLAIN,   /* wrapped text */
    SHEET_TITLE,   /* large, not wrapped */
    SHEET_HEADING, /* bold on a colour; wrapped */
    SHEET_LABEL,   /* bold */
    SHEET_REQUIRED /* bold on yellow: to be filled in */
};

enum sheet_kind {
    SHEET_TEXT,   /* stays as it is typed, also "1.0" and "1/7/2026" */
    SHEET_NUMBER, /* a decimal with a point, shown with grouping */
    SHEET_DATE    /* yyyy-mm-dd, shown dd/mm/yyyy */
};

/* A zeroed cell is empty. */
struct sheet_cell {
    const char *text;
    enum sheet_kind kind;
    enum sheet_style style;
    const char *note;           /* a comment that pops up; NULL = none */
    const char *const *choices; /* drop-down list, up to NULL; NULL = none */
    bool choices_only;          /* anything else is not taken */
};

struct sheet_column {
    const char *heading; /* of the first row, which then stays in sight */
    const char *note;
    double width; /* in characters */
};

struct sheet_table {
    const char *name; /* of the sheet: up to 31 characters, none of []:*?/\ */
    const struct sheet_column *columns;
    uint32_t column_count;
    const struct sheet_cell *cells; /* row_count rows of column_count each */
    uint32_t row_count;
    bool headings;          /* the columns have headings */
    uint32_t fixed_columns; /* that stay in sight */
};

/* The hidden sheet that drop-down lists stand on: within a cell they could have no
 * commas. */
extern const char SHEET_LISTS[];

enum { SHEET_LISTS_MAX = 26 };

/* Writes a workbook of `count` tables, and SHEET_LISTS if there are lists; equal
 * pointers are one list, at most SHEET_LISTS_MAX in all. The file is made beside
 * `path` and takes its name when it is whole. ERR_RETRY: the disk (logged). Any
 * thread. */
enum err sheet_write(const char *path, const struct sheet_table *tables, size_t count) MUST_CHECK;

/* Writes one table as UTF-8 with a byte order mark (Excel needs it), commas and CRLF
 * (RFC 4180). Dates and numbers stay as they are given. The same errors. */
enum err sheet_write_csv(const char *path, const struct sheet_table *table) MUST_CHECK;

#endif
