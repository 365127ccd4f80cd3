/* Sticks: where they are and what of them is ours. Read only. */
#ifndef STAFF_STICK_H
#define STAFF_STICK_H

#include <stdbool.h>

#include "base/paths.h"
#include "content/shelf.h"

enum { STICK_DIRS_MAX = 8, STICK_SHEETS_MAX = 24, STICK_SHEET_BYTES_MAX = 16 * 1024 * 1024 };

/* The folders of the sticks that are plugged in: `told` alone if it is not NULL, else
 * what is mounted below /media or /run/media. Returns how many. */
int stick_dirs(const char *told, char dirs_out[STICK_DIRS_MAX][PATH_BYTES]);

/* The spreadsheets right in a folder, by name: regular files ending in .xlsx or .csv.
 * Returns how many. */
int stick_sheets(const char *dir, char names_out[STICK_SHEETS_MAX][SHELF_NAME_BYTES]);

/* Copies DIR/NAME, a regular file of at most STICK_SHEET_BYTES_MAX, to `path`; what is
 * on the stick may be hostile, what is at `path` is a plain file of ours. False, and a
 * sentence for the staff in *why_out, if it cannot be. */
bool stick_copy(const char *dir, const char *name, const char *path, const char **why_out);

#endif
