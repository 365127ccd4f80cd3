/* The values of a YAML map → a struct, by a table of keys: unknown keys, missing
 * ones and values of the wrong kind are reported here, once for all files. */
#ifndef CONTENT_FIELDS_H
#define CONTENT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "content/source.h"

enum field_kind {
    FIELD_STRING,  /* const char * */
    FIELD_ID,      /* const char *: letters a-z, digits, - and _, first a letter */
    FIELD_PLACED,  /* struct source_name: a string with its line */
    FIELD_TEXT,    /* struct source_text: a string or a map of wordings */
    FIELD_WORDING, /* const char *: one line of text */
    FIELD_NUMBER,  /* int64_t, from low to high */
    FIELD_DATE,    /* int32_t yyyymmdd, written yyyy-mm-dd */
    FIELD_CHOICE,  /* int: place in `names` */
    FIELD_COLOUR,  /* uint32_t, written "#RRGGBB" */
    FIELD_NAMES,   /* struct source_names: a list of strings */
    FIELD_LIST,    /* const struct yaml_node *: a list with something in it */
    FIELD_MAP      /* const struct yaml_node *: a map */
};

struct field {
    const char *key;
    enum field_kind kind;
    bool required;
    size_t offset;
    const char *const *names; /* FIELD_CHOICE: up to NULL */
    int64_t low, high;        /* FIELD_NUMBER */
};

/* The file that is being read. */
struct reading {
    struct source *source;
    struct diag *diag;
    const char *file;
};

/* Fills the struct at `record` from `map`; absent fields are left as they are.
 * False if anything was wrong. */
bool fields_read(const struct reading *in, const struct yaml_node *map, const struct field *fields,
                 size_t count, void *record);

/* The file as a tree, NULL (reported) if it cannot be. */
const struct yaml_node *fields_open(const struct reading *in);

/* A date written yyyy-mm-dd as yyyymmdd, 0 if it is none. */
int32_t fields_date(const char *text);

/* A whole number; false if it is none. */
bool fields_number(const char *text, int64_t *number_out);

/* True for what FIELD_ID takes. */
bool fields_is_id(const char *text);

/* A plain string or a map of wordings, as FIELD_TEXT. */
bool fields_text(const struct reading *in, const struct yaml_node *node,
                 struct source_text *text_out);

#endif
