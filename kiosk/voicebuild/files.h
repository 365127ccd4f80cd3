/* Copying files and swapping a finished directory in. All log what is wrong. */
#ifndef VOICEBUILD_FILES_H
#define VOICEBUILD_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/paths.h"

/* Joins "a/b"; false (logged) if it is too long. */
bool files_join(const char *a, const char *b, char path_out[PATH_BYTES]);

/* Makes the directories on the way to the file `path`. */
bool files_parents(const char *path);

/* Copies a file, making its directories; on the disk when it returns. */
bool files_copy(const char *from, const char *to);

/* Puts the directory `fresh` in the place of `dir`, whose old content is removed;
 * `dir` may be missing. There is never a moment with half of it. */
bool files_swap(const char *fresh, const char *dir);

/* Removes a directory with all it contains; a missing one is fine. */
void files_remove(const char *dir);

#endif
