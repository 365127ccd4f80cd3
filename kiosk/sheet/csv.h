/* CSV text → a book of one sheet (RFC 4180, and what spreadsheets make of it). */
#ifndef SHEET_CSV_H
#define SHEET_CSV_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "sheet/book.h"

/* Comma, semicolon or tab, whichever the first line has most of (or a first line
 * "sep=;"); quotes, doubled quotes and line breaks within them; any line ends; a byte
 * order mark is left out. Refused, with the line: what is not UTF-8, a quote that
 * does not close, what is larger than a book. */
enum err csv_read(const char *file, const char *data, size_t bytes, struct arena *arena,
                  struct diag *diag, struct book *book_out) MUST_CHECK;

#endif
