#include "base/table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum { TABLE_BYTES_MAX = 1024 * 1024 };

struct parser {
    const char *file;
    struct table_format format;
    size_t column_count; /* of this file, once it has named them */
    struct diag *diag;
    struct table *table;
    int line;
    bool named; /* the line of column names was seen */
};

static bool valid_text(const char *text) {
    while (*text) {
        size_t length = utf8_length(text);
        if (length == 0) {
            return false;
        }
        text += length;
    }
    return true;
}

/* Cuts a line at its tabs; returns the number of fields, which may be more than
 * were stored. */
static size_t cut(char *line, const char **fields_out) {
    size_t count = 0;
    for (char *field = line; field; count++) {
        char *tab = strchr(field, '\t');
        if (tab) {
            *tab = '\0';
        }
        if (count < TABLE_COLUMNS_MAX) {
            fields_out[count] = strcmp(field, "-") == 0 ? "" : field;
        }
        field = tab ? tab + 1 : NULL;
    }
    return count;
}

static bool same_key(const struct parser *p, const struct table_row *row,
                     const char *const *fields) {
    for (size_t i = 0; i < p->column_count; i++) {
        if ((p->format.keys >> i & 1) && strcmp(row->fields[i], fields[i]) != 0) {
            return false;
        }
    }
    return p->format.keys != 0;
}

static const struct table_row *row_keyed(const struct parser *p, const char *const *fields) {
    for (size_t i = 0; i < p->table->count; i++) {
        if (same_key(p, &p->table->rows[i], fields)) {
            return &p->table->rows[i];
        }
    }
    return NULL;
}

static void add_row(struct parser *p, const char **fields) {
    const struct table_row *twin = row_keyed(p, fields);
    if (twin) {
        diag_error(p->diag, p->file, p->line, "“%s” đã có ở dòng %d; giữ một dòng",
                   "\"%s\" is already on line %d; keep one of them", fields[0], twin->line);
        return;
    }
    struct table_row *row = &p->table->rows[p->table->count++];
    row->line = p->line;
    for (size_t i = 0; i < TABLE_COLUMNS_MAX; i++) {
        row->fields[i] = i < p->column_count ? fields[i] : "";
    }
}

static bool good_names(const struct parser *p, const char *const *fields, size_t count) {
    if (count > p->column_count || count + p->format.optional < p->column_count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fields[i], p->format.columns[i]) != 0) {
            return false;
        }
    }
    return true;
}

/* The first line names all columns, but for optional ones at the end. */
static void parse_names(struct parser *p, const char *const *fields, size_t count) {
    p->named = true;
    if (good_names(p, fields, count)) {
        p->column_count = count;
        return;
    }
    diag_error(p->diag, p->file, p->line,
               "dòng đầu phải là tên các cột, bắt đầu bằng “%s”, cách nhau bằng phím Tab",
               "the first line must name the columns, from \"%s\" on, with tabs between",
               p->format.columns[0]);
}

static void parse_line(struct parser *p, char *line) {
    const char *fields[TABLE_COLUMNS_MAX];
    if (line[0] == '\0' || line[0] == '#') {
        return;
    }
    if (!valid_text(line)) {
        diag_error(p->diag, p->file, p->line, "không phải UTF-8; hãy lưu tệp dạng UTF-8",
                   "not UTF-8; save the file as UTF-8");
        return;
    }
    size_t count = cut(line, fields);
    if (!p->named) {
        parse_names(p, fields, count);
    } else if (count != p->column_count) {
        diag_error(p->diag, p->file, p->line, "có %zu ô, phải có %zu ô cách nhau bằng phím Tab",
                   "has %zu fields, %zu with tabs between are needed", count, p->column_count);
    } else {
        add_row(p, fields);
    }
}

static size_t count_lines(const char *text) {
    size_t count = 1;
    for (; *text; text++) {
        count += *text == '\n';
    }
    return count;
}

/* Ends the line that begins at `text`; returns the next one, NULL after the last. */
static char *end_line(char *text) {
    size_t bytes = strcspn(text, "\n");
    char *next = text[bytes] ? text + bytes + 1 : NULL;
    text[bytes] = '\0';
    if (bytes > 0 && text[bytes - 1] == '\r') {
        text[bytes - 1] = '\0';
    }
    return next;
}

static void parse_lines(struct parser *p, char *text) {
    for (char *next; text; text = next) {
        next = end_line(text);
        p->line++;
        parse_line(p, text);
    }
}

static bool parse(struct parser *p, const char *bytes, size_t size) {
    struct diag *diag = p->diag;
    struct table *table = p->table;
    const char *file = p->file;
    unsigned errors = diag->errors;
    *table = (struct table){0};
    char *text = arena_strndup(&table->memory, bytes, size);
    while (p->format.columns[p->column_count]) {
        p->column_count++;
    }
    table->rows = arena_array(&table->memory, count_lines(text), sizeof *table->rows);
    parse_lines(p, text);
    if (diag->errors == errors && table->count == 0) {
        diag_error(diag, file, 0, "không có dòng nào", "has no rows");
    }
    if (diag->errors != errors) {
        table_fini(table);
        return false;
    }
    return true;
}

bool table_parse(const char *file, const char *bytes, size_t size, const char *const *columns,
                 struct diag *diag, struct table *table) {
    struct table_format format = {.columns = columns, .keys = 1};
    return table_parse_format(file, bytes, size, &format, diag, table);
}

bool table_parse_format(const char *file, const char *bytes, size_t size,
                        const struct table_format *format, struct diag *diag, struct table *table) {
    struct parser p = {.file = file, .format = *format, .diag = diag, .table = table};
    return parse(&p, bytes, size);
}

bool table_read_format(const char *path, const struct table_format *format, struct diag *diag,
                       struct table *table) {
    struct parser p = {.file = path, .format = *format, .diag = diag, .table = table};
    *table = (struct table){0};
    FILE *file = fopen(path, "r");
    if (!file) {
        diag_error(diag, path, 0, "không mở được (%s)", "cannot be opened (%s)", strerror(errno));
        return false;
    }
    char *bytes = malloc(TABLE_BYTES_MAX);
    if (!bytes) {
        abort();
    }
    size_t size = fread(bytes, 1, TABLE_BYTES_MAX, file);
    bool whole = size < TABLE_BYTES_MAX;
    fclose(file);
    if (!whole) {
        diag_error(diag, path, 0, "dài quá %d byte", "is longer than %d bytes", TABLE_BYTES_MAX);
    }
    bool read = whole && parse(&p, bytes, size);
    free(bytes);
    return read;
}

bool table_read(const char *path, const char *const *columns, struct diag *diag,
                struct table *table) {
    struct table_format format = {.columns = columns, .keys = 1};
    return table_read_format(path, &format, diag, table);
}

void table_fini(struct table *table) {
    arena_fini(&table->memory);
    *table = (struct table){0};
}
