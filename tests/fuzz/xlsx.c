/* Any bytes as a spreadsheet: what begins like a zip file as a whole one, anything
 * else as one of its parts, chosen by the first byte. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet/read.h"
#include "sheet/xlsx_parts.h"
#include "unicode/nfc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static void walk(const struct book_sheet *sheet) {
    if (sheet->row_count > BOOK_ROWS_MAX) {
        abort();
    }
    for (uint32_t row = 0; row < sheet->row_count; row++) {
        if (sheet->rows[row].cell_count > BOOK_COLUMNS_MAX) {
            abort();
        }
        for (uint32_t column = 0; column < sheet->rows[row].cell_count; column++) {
            const char *text = book_text(sheet, row, column);
            if (!nfc_is_utf8(text, strlen(text))) {
                abort();
            }
        }
    }
}

/* 's' shared strings, 'f' formats (styles), 'n' one number format, else a worksheet
 * of a book that has strings and dates. */
static bool read_part(struct xlsx *xlsx, uint8_t kind, const char *text, size_t bytes,
                      struct book_sheet *sheet) {
    static const char *strings[] = {"một", "hai"};
    static uint8_t styles[] = {XLSX_NUMBER, XLSX_DATE, XLSX_TIME, XLSX_DATE_TIME};
    switch (kind) {
    case 's':
        return xlsx_read_strings(xlsx, "strings", text, bytes);
    case 'f':
        return xlsx_read_styles(xlsx, "styles", text, bytes);
    case 'n':
        xlsx_number(xlsx, "46204.5", xlsx_shown_as(text));
        xlsx_number(xlsx, text, XLSX_DATE_TIME);
        return true;
    default:
        xlsx->strings = strings;
        xlsx->string_count = 2;
        xlsx->styles = styles;
        xlsx->style_count = 4;
        return xlsx_read_sheet(xlsx, "sheet", text, bytes, sheet);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes) {
    struct arena arena = {0};
    struct diag diag = {.out = fopen("/dev/null", "w")};
    struct book book = {.sheet_count = 0};
    struct xlsx xlsx = {.file = "x.xlsx", .arena = &arena, .diag = &diag};
    bool good = true;
    if (bytes > 4 && memcmp(data, "PK\x03\x04", 4) == 0) {
        good = sheet_read_bytes("x.xlsx", data, bytes, &arena, &diag, &book) == ERR_OK;
    } else if (bytes > 0) {
        char *text = arena_strndup(&arena, (const char *)data + 1, bytes - 1);
        book.sheets[0].name = "x";
        book.sheet_count = 1;
        good = read_part(&xlsx, data[0], text, bytes - 1, &book.sheets[0]);
    }
    for (uint32_t s = 0; s < book.sheet_count; s++) {
        walk(&book.sheets[s]);
    }
    for (size_t s = 0; s < xlsx.string_count; s++) {
        if (!nfc_is_utf8(xlsx.strings[s], strlen(xlsx.strings[s]))) {
            abort();
        }
    }
    if (good != (diag.errors == 0)) {
        abort(); /* refused without a word, or taken with a complaint */
    }
    fclose(diag.out);
    arena_fini(&arena);
    return 0;
}
