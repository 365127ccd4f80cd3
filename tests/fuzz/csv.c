/* Any bytes as a CSV file: a book of good texts, or refused with a word. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet/csv.h"
#include "unicode/nfc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static void walk(const struct book_sheet *sheet, size_t bytes_max) {
    size_t bytes = 0;
    for (uint32_t row = 0; row < sheet->row_count; row++) {
        for (uint32_t column = 0; column < sheet->rows[row].cell_count; column++) {
            const char *text = book_text(sheet, row, column);
            size_t length = strlen(text);
            bytes += length;
            if (length > BOOK_CELL_BYTES_MAX || !nfc_is_utf8(text, length)) {
                abort();
            }
        }
    }
    if (bytes > bytes_max) {
        abort(); /* more text than there was */
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes) {
    struct arena arena = {0};
    struct diag diag = {.out = fopen("/dev/null", "w")};
    struct book book = {.sheet_count = 0};
    enum err err = csv_read("x.csv", (const char *)data, bytes, &arena, &diag, &book);
    if (err == ERR_OK) {
        walk(&book.sheets[0], bytes);
    }
    if ((err == ERR_OK) != (diag.errors == 0) ||
        (err == ERR_OK && !nfc_is_utf8((const char *)data, bytes))) {
        abort();
    }
    fclose(diag.out);
    arena_fini(&arena);
    return 0;
}
