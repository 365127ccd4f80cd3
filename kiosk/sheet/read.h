/* Spreadsheet files → struct book: .xlsx as Excel, LibreOffice and Google write it,
 * and .csv in UTF-8. Everything is bounded, nothing in the file is ever used as a
 * path, and what is not taken is refused with a sentence that says what to do. */
#ifndef SHEET_READ_H
#define SHEET_READ_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "sheet/book.h"

enum { SHEET_FILE_BYTES_MAX = 16 * 1024 * 1024 };

/* Reads the file at `path`: what it holds decides, not its name. Hidden sheets, rows
 * and columns are read; of merged cells the first one has the text. Texts live in
 * `arena`. ERR_REJECT: every problem was counted in `diag`; the book is then empty.
 * Any thread. */
enum err sheet_read(const char *path, struct arena *arena, struct diag *diag,
                    struct book *book_out) MUST_CHECK;

/* The same for `bytes` bytes at `data`; `file` is for messages. */
enum err sheet_read_bytes(const char *file, const void *data, size_t bytes, struct arena *arena,
                          struct diag *diag, struct book *book_out) MUST_CHECK;

#endif
