/* The parts of content_import: a sheet is cut into lines, the lines of an item become
 * a tree for YAML, and its translations a list. */
#ifndef CONTENT_IMPORT_PARTS_H
#define CONTENT_IMPORT_PARTS_H

#include "content/form.h"
#include "content/import.h"
#include "content/source.h"
#include "content/yaml.h"
#include "sheet/book.h"

enum {
    IMPORT_WORDS_MAX = 15,     /* of a sentence, see content/README.md */
    IMPORT_SENTENCES_MAX = 15, /* of a notice: what can be listened to at once */
    FORM_TRANSLATIONS_MAX = LIBRARY_LANGUAGES_MAX * VARIANT_COUNT,
    PLACE_COLUMNS = 1024
};

/* A cell as one number, which is what the `line` of a tree's node is here: never 0,
 * and row by row. */
static inline int place_of(uint32_t row, uint32_t column) {
    return (int)(row * PLACE_COLUMNS + column + 1);
}
static inline uint32_t place_row(int place) { return (uint32_t)(place - 1) / PLACE_COLUMNS; }
static inline uint32_t place_column(int place) { return (uint32_t)(place - 1) % PLACE_COLUMNS; }

/* Which column of a sheet has what. */
struct form_map {
    int columns[FORM_COLUMN_COUNT]; /* LIBRARY_NONE = no such column */
    struct {
        uint32_t column;
        int lang_ix;
        enum variant variant;
    } translations[FORM_TRANSLATIONS_MAX];
    size_t translation_count;
};

/* One row that says something. */
struct form_line {
    const struct form_field *field;
    uint32_t row;
    const struct form_map *map;
};

/* The lines of one item. */
struct form {
    const struct book_sheet *sheet;
    enum item_kind kind;
    uint32_t row; /* where it begins */
    struct form_line *lines;
    size_t line_count;
};

struct import_translation {
    int lang_ix;
    const char *context, *source, *text;
    const struct book_sheet *sheet;
    int place;
};

/* An item as it will be written. */
struct import_item {
    const char *id;
    enum item_kind kind;
    const struct book_sheet *sheet;
    int place; /* of its title */
    const struct source_topic *topic;
    const struct yaml_node *root;
};

struct import {
    const struct import_config *config;
    struct diag *diag;
    struct arena arena;
    struct book book;
    struct source source; /* the content as it is */
    struct form *forms;
    size_t form_count;
    struct import_item *items;
    size_t item_count;
    struct import_translation *translations;
    size_t translation_count;
};

/* A problem with a cell, counted. */
void import_error(struct import *import, const struct book_sheet *sheet, uint32_t row,
                  uint32_t column, const char *vi, const char *en, ...)
    __attribute__((format(printf, 5, 7), format(printf, 6, 7)));

/* The same as a warning: the cell is used, or left out if the sentence says so. */
void import_warning(struct import *import, const struct book_sheet *sheet, uint32_t row,
                    uint32_t column, const char *vi, const char *en, ...)
    __attribute__((format(printf, 5, 7), format(printf, 6, 7)));

/* The cell without spaces around it, in normalisation form C, in the import's arena;
 * spaces of all kinds are one space, lines stay apart. "" if there is nothing. */
const char *import_cell(struct import *import, const struct book_sheet *sheet, uint32_t row,
                        uint32_t column);

/* The cell of a line, "" if there is no such column. */
const char *import_line_cell(struct import *import, const struct form *form,
                             const struct form_line *line, enum form_column column);

/* The column a line has something in, for messages. */
uint32_t import_line_column(const struct form_line *line, enum form_column column);

/* Cuts a sheet into forms, which are added to the import. */
void import_sheet(struct import *import, const struct book_sheet *sheet);

/* Makes a form an item of the import, with its translations. */
void import_form(struct import *import, const struct form *form);

#endif
