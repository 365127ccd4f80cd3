/* A spreadsheet that somebody filled in → the content's own files. */
#ifndef CONTENT_IMPORT_H
#define CONTENT_IMPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/err.h"

struct import_config {
    const char *file; /* .xlsx or .csv, see form.h */
    const char *content_dir, *voices_dir;
    bool replace; /* items that exist are replaced */
    FILE *out;    /* what was done; NULL = nobody wants to know */
};

/* Reads every form of the workbook and writes notices/<id>.yaml or
 * procedures/<id>.yaml, the item's place in topics.yaml, and translations as drafts
 * in po/<code>.po. Before that the whole content is checked as it would be: every
 * problem is counted in `diag` by sheet and cell, and nothing is written unless all
 * is right. What is replaced stays beside it as <name>~. What was done is printed on
 * `out`. ERR_REJECT: problems; ERR_RETRY: the disk (logged). One thread at a time. */
enum err content_import(const struct import_config *config, struct diag *diag) MUST_CHECK;

#endif
