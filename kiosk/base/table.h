/* Tables that people write: tab-separated, one row a line, the first line names
 * the columns, lines beginning with # are comments, "-" is an empty field. */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

enum { TABLE_COLUMNS_MAX = 12 };

/* What a table must look like. */
struct table_format {
    const char *file;           /* "onsets.tsv" */
    const char *const *columns; /* NULL after the last */
    unsigned keys;              /* a bit for each column: together they tell rows apart */
    size_t optional;            /* so many last columns may be missing from the whole file */
};

struct table_row {
    int line;
    const char *fields[TABLE_COLUMNS_MAX]; /* "-" is given as "" */
};

struct table {
    struct table_row *rows;
    size_t count;
    struct arena memory; /* owns all of the above */
};

/* Reads a table whose columns are exactly `columns` (NULL after the last) and
 * whose first column has no value twice. False after a sentence in `diag` for
 * each thing wrong; the table is zeroed then. Ended by table_fini. */
bool table_parse(const char *file, const char *bytes, size_t size, const char *const *columns,
                 struct diag *diag, struct table *table);

/* The same by its format; fields of columns that are missing are "". */
bool table_parse_format(const char *file, const char *bytes, size_t size,
                        const struct table_format *format, struct diag *diag, struct table *table);

/* As table_parse from a file. */
bool table_read(const char *path, const char *const *columns, struct diag *diag,
                struct table *table);

/* As table_parse_format from a file. */
bool table_read_format(const char *path, const struct table_format *format, struct diag *diag,
                       struct table *table);

/* A zeroed table is fine, and it is zeroed after. */
void table_fini(struct table *table);

#endif
