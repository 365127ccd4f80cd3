/* Opening a journal to read it, also while the kiosk writes it. */
#ifndef JOURNAL_READING_H
#define JOURNAL_READING_H

#include <stdio.h>

#include "base/err.h"
#include "store/store.h"

/* Opens the journal and prepares `sql` over it. ERR_REJECT (logged) if there is none,
 * ERR_STOP if it cannot be read. On success *row_out is ended by store_done, then
 * *store_out by store_close. */
enum err reading_open(const char *path, const char *sql, struct store **store_out,
                      struct store_row **row_out) MUST_CHECK;

/* Whether everything was read and written: ERR_STOP (logged) if not. */
enum err reading_result(const struct store_row *row, FILE *out) MUST_CHECK;

#endif
