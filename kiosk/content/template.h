/* The forms that import.h reads, as spreadsheets to be filled in. */
#ifndef CONTENT_TEMPLATE_H
#define CONTENT_TEMPLATE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/err.h"

struct template_config {
    const char *file;                     /* what is written; .csv or .xlsx by its ending */
    const char *content_dir, *voices_dir; /* whose topics, languages and items */
    const char *item;                     /* filled in with this item; NULL = empty */
    bool all;                             /* a sheet for every item there is */
};

/* Writes a workbook: a sheet of instructions, an example, and forms, empty or filled
 * in with what the content has. Importing a filled form again gives the same item.
 * A .csv file has one form alone: an empty notice, or the item. ERR_REJECT: the
 * content has errors, or no such item (counted in `diag`); ERR_RETRY: the disk
 * (logged). One thread at a time. */
enum err content_template(const struct template_config *config, struct diag *diag) MUST_CHECK;

#endif
