#include "sheet/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct csv {
    const char *at, *end;
    const char *file;
    char separator;
    int line; /* from 1 */
    struct book_sheet *sheet;
    struct arena *arena;
    struct diag *diag;
    char *cell; /* being read; there is room for all that is left */
    size_t used;
};

/* ---- encoding ---------------------------------------------------------------------- */

/* How many bytes the character at `text` has, 0 if it is no UTF-8 (RFC 3629, 4). */
static size_t character(const uint8_t *text, size_t bytes) {
    static const struct {
        uint8_t first_low, first_high, second_low, second_high, length;
    } rows[] = {
        {0x01, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
    size_t r = 0, count = sizeof rows / sizeof *rows;
    while (r < count && (text[0] < rows[r].first_low || text[0] > rows[r].first_high)) {
        r++;
    }
    if (r == count || rows[r].length > bytes ||
        (rows[r].length > 1 && (text[1] < rows[r].second_low || text[1] > rows[r].second_high))) {
        return 0;
    }
    for (size_t i = 2; i < rows[r].length; i++) {
        if ((text[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    return rows[r].length;
}

/* The line of the first byte that is no UTF-8, 0 if there is none. */
static int wrong_line(const char *text, size_t bytes) {
    int line = 1;
    for (size_t at = 0; at < bytes;) {
        size_t length = character((const uint8_t *)text + at, bytes - at);
        if (length == 0) {
            return line;
        }
        line += text[at] == '\n';
        at += length;
    }
    return 0;
}

static bool is_utf8(const struct csv *csv) {
    int line = wrong_line(csv->at, (size_t)(csv->end - csv->at));
    if (line) {
        diag_error(csv->diag, csv->file, line,
                   "chữ không phải mã UTF-8; hãy mở bảng tính, chọn Lưu thành, kiểu “CSV UTF-8” "
                   "(LibreOffice: bộ ký tự Unicode UTF-8), hoặc lưu thành .xlsx",
                   "not UTF-8; open the spreadsheet and save it as \"CSV UTF-8\" (LibreOffice: "
                   "character set Unicode UTF-8), or as .xlsx");
    }
    return line == 0;
}

/* ---- which separator ---------------------------------------------------------------- */

/* How often `sign` stands outside quotes in the first line that has something in it. */
static size_t count_in_line(const struct csv *csv, char sign) {
    size_t count = 0;
    bool quoted = false;
    for (const char *c = csv->at; c < csv->end && (quoted || (*c != '\n' && *c != '\r')); c++) {
        quoted = quoted != (*c == '"');
        count += !quoted && *c == sign;
    }
    return count;
}

static void skip_line_end(struct csv *csv) {
    csv->line++;
    csv->at += csv->at + 1 < csv->end && csv->at[0] == '\r' && csv->at[1] == '\n' ? 2 : 1;
}

/* Excel's own first line "sep=;" says it. It counts as a row, so that cells are
 * named as Excel names them. */
static bool told_separator(struct csv *csv) {
    if (csv->end - csv->at < 5 || memcmp(csv->at, "sep=", 4) != 0 || !strchr(",;\t", csv->at[4]) ||
        (csv->end - csv->at > 5 && csv->at[5] != '\r' && csv->at[5] != '\n')) {
        return false;
    }
    csv->separator = csv->at[4];
    csv->at += 5;
    return true;
}

static void find_separator(struct csv *csv) {
    static const char signs[] = "\t;,"; /* text has commas, seldom tabs */
    size_t most = 0;
    csv->separator = ',';
    if (told_separator(csv)) {
        return;
    }
    for (size_t i = 0; signs[i]; i++) {
        size_t count = count_in_line(csv, signs[i]);
        if (count > most) {
            most = count;
            csv->separator = signs[i];
        }
    }
}

/* ---- cells -------------------------------------------------------------------------- */

/* What is between quotes; *at is after the first one. False if it does not close. */
static bool quoted_part(struct csv *csv) {
    while (csv->at < csv->end) {
        char c = *csv->at++;
        bool doubled = c == '"' && csv->at < csv->end && *csv->at == '"';
        if (c == '"' && !doubled) {
            return true;
        }
        csv->at += doubled;
        csv->line += c == '\n';
        if (c != '\r' || csv->at == csv->end || *csv->at != '\n') {
            csv->cell[csv->used++] = c;
        }
    }
    return false;
}

static bool ends_cell(const struct csv *csv) {
    return csv->at == csv->end || *csv->at == csv->separator || *csv->at == '\n' ||
           *csv->at == '\r';
}

static bool read_cell(struct csv *csv) {
    int line = csv->line;
    csv->used = 0;
    if (csv->at < csv->end && *csv->at == '"') {
        csv->at++;
        if (!quoted_part(csv)) {
            diag_error(csv->diag, csv->file, line,
                       "dấu ngoặc kép mở ở dòng này không có dấu đóng; hãy thêm dấu đóng",
                       "the quote that opens in this line does not close; close it");
            return false;
        }
    }
    while (!ends_cell(csv)) {
        csv->cell[csv->used++] = *csv->at++;
    }
    if (csv->used > BOOK_CELL_BYTES_MAX) {
        diag_error(csv->diag, csv->file, line, "một ô dài quá %d byte; hãy chia nhỏ",
                   "a cell is longer than %d bytes; split it", BOOK_CELL_BYTES_MAX);
        return false;
    }
    return true;
}

static bool keep_cell(struct csv *csv, uint32_t row, uint32_t column) {
    if (csv->used == 0 || book_put(csv->sheet, csv->arena, row, column,
                                   arena_strndup(csv->arena, csv->cell, csv->used))) {
        return true;
    }
    diag_error(csv->diag, csv->file, csv->line,
               "bảng lớn quá %d hàng hoặc %d cột; hãy chia thành nhiều tệp",
               "more than %d rows or %d columns; make several files", BOOK_ROWS_MAX,
               BOOK_COLUMNS_MAX);
    return false;
}

static bool read_row(struct csv *csv, uint32_t row) {
    for (uint32_t column = 0;; column++) {
        if (!read_cell(csv) || !keep_cell(csv, row, column)) {
            return false;
        }
        if (csv->at == csv->end || *csv->at != csv->separator) {
            break;
        }
        csv->at++;
    }
    if (csv->at < csv->end) {
        skip_line_end(csv);
    }
    return true;
}

static bool read_rows(struct csv *csv) {
    bool good = true;
    for (uint32_t row = 0; good && csv->at < csv->end; row++) {
        good = read_row(csv, row);
    }
    return good;
}

/* "b" of "a/b.csv". */
static const char *stem(struct arena *arena, const char *file) {
    const char *slash = strrchr(file, '/');
    const char *name = slash ? slash + 1 : file;
    const char *dot = strrchr(name, '.');
    return arena_strndup(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

enum err csv_read(const char *file, const char *data, size_t bytes, struct arena *arena,
                  struct diag *diag, struct book *book_out) {
    struct csv csv = {.at = data,
                      .end = data + bytes,
                      .file = file,
                      .line = 1,
                      .sheet = &book_out->sheets[0],
                      .arena = arena,
                      .diag = diag};
    if (!is_utf8(&csv)) {
        return ERR_REJECT;
    }
    if (bytes >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        csv.at += 3;
    }
    csv.cell = calloc(bytes + 1, 1);
    if (!csv.cell) {
        abort();
    }
    book_out->sheets[0] = (struct book_sheet){.name = stem(arena, file)};
    book_out->sheet_count = 1;
    find_separator(&csv);
    bool good = read_rows(&csv);
    free(csv.cell);
    return good ? ERR_OK : ERR_REJECT;
}
