/* An .xlsx file in memory → a book (ECMA-376 part 1, SpreadsheetML). */
#ifndef SHEET_XLSX_H
#define SHEET_XLSX_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "sheet/book.h"

/* As sheet_read_bytes, for what begins like a zip file. */
enum err xlsx_read(const char *file, const void *data, size_t bytes, struct arena *arena,
                   struct diag *diag, struct book *book_out) MUST_CHECK;

#endif
