/* New files for a content folder: tried out on a copy of all of it, and put in
 * their places only if the whole is then right. */
#ifndef CONTENT_STAGE_H
#define CONTENT_STAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/err.h"

/* Where a line of a new file comes from. */
struct stage_place {
    const char *sheet; /* NULL = from nowhere */
    uint32_t row, column;
};

struct stage_file {
    const char *name; /* "notices/news.yaml", below the content's folder */
    const char *text;
    size_t bytes;
    const struct stage_place *places; /* of each line */
    int line_count;
};

struct stage {
    const char *content_dir, *voices_dir;
    const char *book; /* the workbook's file name, for messages */
    const struct stage_file *files;
    size_t file_count;
};

/* Checks the content as it would be with the new files. Problems are counted in
 * `diag`: in new lines by the sheet and cell they come from, elsewhere by file and
 * line. Without any, each file takes its place; a file that was there stays beside
 * it as <name>~. ERR_REJECT: problems; ERR_RETRY: the disk (logged), files may then
 * be old or new but each is whole. */
enum err stage_put(const struct stage *stage, struct diag *diag) MUST_CHECK;

#endif
