/* The parts of xlsx_read, a file of code for each kind of part. They can be fed
 * without a zip file around them, which is how they are fuzzed. */
#ifndef SHEET_XLSX_PARTS_H
#define SHEET_XLSX_PARTS_H

#include "base/diag.h"
#include "sheet/book.h"
#include "sheet/xml.h"

enum {
    XLSX_STRINGS_MAX = 200000,
    XLSX_STYLES_MAX = 70000, /* Excel itself stops at 65490 */
    XLSX_PART_NAME_BYTES = 256,
    XLSX_RELATIONS_MAX = 256
};

/* How a number is shown, as far as it is not a number then. */
enum xlsx_shown { XLSX_NUMBER, XLSX_DATE, XLSX_TIME, XLSX_DATE_TIME };

/* What the workbook's sheets share. */
struct xlsx {
    const char *file;
    struct arena *arena;
    struct diag *diag;
    const char **strings;
    size_t string_count;
    uint8_t *styles; /* enum xlsx_shown of each cell style */
    size_t style_count;
    bool from_1904; /* days count from 1 January 1904 */
};

/* A text of unknown length that comes in pieces; what is past its limit is
 * refused. Zeroed is empty; ended by xlsx_text_fini. */
struct xlsx_text {
    char *data; /* NULL or terminated */
    size_t used, size;
};

/* Appends; false if it would be longer than BOOK_CELL_BYTES_MAX. */
bool xlsx_text_put(struct xlsx_text *text, const char *piece, size_t bytes);

/* The text in `arena`, with _x000D_ and the like resolved (ECMA-376 part 1,
 * 22.9.2.19) and control characters but tab and line feed left out. */
const char *xlsx_text_keep(const struct xlsx_text *text, struct arena *arena);

void xlsx_text_fini(struct xlsx_text *text);

/* xl/sharedStrings.xml, xl/styles.xml, a worksheet. False if a problem was
 * reported. `part` is for messages. */
bool xlsx_read_strings(struct xlsx *xlsx, const char *part, const char *data, size_t bytes);
bool xlsx_read_styles(struct xlsx *xlsx, const char *part, const char *data, size_t bytes);
bool xlsx_read_sheet(struct xlsx *xlsx, const char *part, const char *data, size_t bytes,
                     struct book_sheet *sheet);

/* Feeds a part to a handler and reports what is wrong with it. */
bool xlsx_read_part(const struct xlsx *xlsx, const char *part, const char *data, size_t bytes,
                    const struct xml_handler *handler, void *context);

/* How a number format shows numbers, by its code ("dd/mm/yyyy"). */
enum xlsx_shown xlsx_shown_as(const char *code);

/* A number as a cell holds it → what is read: a whole number or a decimal with a
 * point, or a date. What is no number stays as it is. Numbers must be read and
 * written with a decimal point (uselocale). */
const char *xlsx_number(const struct xlsx *xlsx, const char *text, enum xlsx_shown shown);

#endif
