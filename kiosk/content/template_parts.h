/* The parts of content_template: a form as rows, and what fills them. */
#ifndef CONTENT_TEMPLATE_PARTS_H
#define CONTENT_TEMPLATE_PARTS_H

#include "content/form.h"
#include "content/source.h"
#include "sheet/write.h"

enum { TEMPLATE_COLUMNS_MAX = FORM_COLUMN_COUNT + LIBRARY_LANGUAGES_MAX * VARIANT_COUNT };

/* A column of a form: of the form itself, or of a language (lang_ix > 0). */
struct template_column {
    enum form_column column;
    int lang_ix;
    enum variant variant;
};

/* A form while it is built. */
struct template {
    const struct source *source;
    struct arena *arena;
    const char *name; /* of the sheet */
    enum item_kind kind;
    struct template_column columns[TEMPLATE_COLUMNS_MAX];
    uint32_t column_count;
    struct sheet_cell *cells; /* room for row_room rows */
    uint32_t row_count, row_room;
    const char *const *topics;      /* their names, up to NULL */
    const struct source_item *item; /* NULL: to be filled in */
};

/* Chooses the columns; translations of `item`, if any, have theirs. */
void template_columns(struct template *t);

/* A new row that says what it is. Returns the row. */
uint32_t template_row(struct template *t, const char *field, enum sheet_style style);

/* The cell of a row; NULL if the form has no such column. */
struct sheet_cell *template_cell(struct template *t, uint32_t row, enum form_column column);

/* Puts a text into it, if there is one and the form has the column. */
void template_put(struct template *t, uint32_t row, enum form_column column, const char *text);

/* Rows to be filled in; rows of t->item. */
void template_empty(struct template *t);
void template_fill(struct template *t);

/* The finished form. */
struct sheet_table template_table(const struct template *t);

/* Drop-down lists beside those of form.h. */
extern const char *const TEMPLATE_GRADES[];
extern const char *const TEMPLATE_PICTOGRAMS[];

#endif
