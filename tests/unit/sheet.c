/* Spreadsheets in and out: what spreadsheets really write, what they must not, and
 * that what is written is read back. */
#include "tests/unit/zipped.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "sheet/read.h"
#include "sheet/write.h"
#include "sheet/xlsx_parts.h"

enum { BOMB_BYTES = 4 * 1024 * 1024 };

struct reading {
    struct arena arena;
    struct book book;
    struct diag diag;
    char *said;
    size_t said_bytes;
    enum err err;
};

static void read_init(struct reading *r, const char *file, const void *data, size_t bytes) {
    *r = (struct reading){.err = ERR_OK};
    setenv("LC_ALL", "C", 1);
    r->diag.out = open_memstream(&r->said, &r->said_bytes);
    assert_non_null(r->diag.out);
    r->err = sheet_read_bytes(file, data, bytes, &r->arena, &r->diag, &r->book);
    fflush(r->diag.out);
    assert_int_equal(r->err != ERR_OK, r->diag.errors > 0);
}

static void read_fini(struct reading *r) {
    fclose(r->diag.out);
    free(r->said);
    arena_fini(&r->arena);
}

/* The sheet as text: cells between bars, rows on lines, up to the last one. */
static void assert_cells(const struct book_sheet *sheet, const char *wanted) {
    char text[8192];
    struct str s;
    str_init(&s, text, sizeof text);
    for (uint32_t row = 0; row < sheet->row_count; row++) {
        for (uint32_t column = 0; column < sheet->rows[row].cell_count; column++) {
            str_put(&s, column ? "|" : "");
            str_put(&s, book_text(sheet, row, column));
        }
        str_put(&s, "\n");
    }
    assert_false(s.cut);
    assert_string_equal(text, wanted);
}

static void assert_refused(const struct reading *r, const char *word) {
    assert_int_equal(r->err, ERR_REJECT);
    assert_int_equal(r->book.sheet_count, 0);
    if (!strstr(r->said, word)) {
        fail_msg("'%s' is not in: %s", word, r->said);
    }
}

/* ---- cells --------------------------------------------------------------------------- */

static void test_cell_names(void **state) {
    (void)state;
    static const struct {
        uint32_t row, column;
        const char *name;
    } rows[] = {{0, 0, "A1"},   {6, 1, "B7"},           {99, 25, "Z100"},
                {0, 26, "AA1"}, {9999, 255, "IV10000"}, {1048575, 16383, "XFD1048576"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char name[BOOK_CELL_NAME_BYTES];
        uint32_t row = 0, column = 0;
        book_cell_name(rows[i].row, rows[i].column, name);
        assert_string_equal(name, rows[i].name);
        assert_int_equal(book_cell_of(name, &row, &column), strlen(name));
        assert_int_equal(row, rows[i].row);
        assert_int_equal(column, rows[i].column);
    }
    static const char *const wrong[] = {"", "A", "7", "A0", "a1", "XFE1", "A1048577", "ZZZZZZZZ1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        uint32_t row, column;
        assert_int_equal(book_cell_of(wrong[i], &row, &column), 0);
    }
}

static void test_book_grows(void **state) {
    (void)state;
    struct arena arena = {0};
    struct book_sheet sheet = {.name = "x"};
    for (uint32_t i = 0; i < 300; i++) {
        assert_int_equal(book_put(&sheet, &arena, i * 7 % 300, i % 40, "x"), true);
    }
    for (uint32_t i = 0; i < 300; i++) {
        assert_string_equal(book_text(&sheet, i * 7 % 300, i % 40), "x");
    }
    assert_string_equal(book_text(&sheet, 300, 0), "");
    assert_string_equal(book_text(&sheet, 0, 256), "");
    assert_false(book_put(&sheet, &arena, BOOK_ROWS_MAX, 0, "x"));
    assert_false(book_put(&sheet, &arena, 0, BOOK_COLUMNS_MAX, "x"));
    arena_fini(&arena);
}

/* ---- CSV ----------------------------------------------------------------------------- */

static void test_csv(void **state) {
    (void)state;
    static const struct {
        const char *text, *cells;
    } rows[] = {
        {"", ""},
        {"a,b\nc,d\n", "a|b\nc|d\n"},
        {"a,b\r\nc,d", "a|b\nc|d\n"},
        {"a;b\rc;d\r", "a|b\nc|d\n"},
        {"\xEF\xBB\xBFMục;Nội dung\nTiền;540.000,5\n", "Mục|Nội dung\nTiền|540.000,5\n"},
        {"a\tb,c\n", "a|b,c\n"},
        {"\"a,b;c\";d\n", "a,b;c|d\n"},
        {"\"một\nhai\",\"nói \"\"chào\"\"\"\n", "một\nhai|nói \"chào\"\n"},
        {"\"một\r\nhai\",b\r\n", "một\nhai|b\n"},
        {"a,,b\n,,\n\nx\n", "a||b\n\n\nx\n"},
        {"sep=;\na;b,c\n", "\na|b,c\n"},
        {"sep=x\na,b\n", "sep=x\na|b\n"},
        {"5\" ống,b\n", "5\" ống|b\n"},
        {"\"\",b\n", "|b\n"},
        {"\"a\"x,b\n", "ax|b\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reading r;
        read_init(&r, "dir/bảng.x.csv", rows[i].text, strlen(rows[i].text));
        assert_int_equal(r.err, ERR_OK);
        assert_int_equal(r.book.sheet_count, 1);
        assert_string_equal(r.book.sheets[0].name, "bảng.x");
        assert_cells(&r.book.sheets[0], rows[i].cells);
        read_fini(&r);
    }
}

static void test_csv_refused(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t bytes;
        const char *word;
    } rows[] = {
        {"\xFF\xFE"
         "a\0,\0b\0",
         8, "x.csv:1: not UTF-8"},
        {"a,b\nB\xEA n\n", 8, "x.csv:2: not UTF-8"},
        {"a\0b", 3, "x.csv:1: not UTF-8"},
        {"a\nb\n\xED\xA0\x80", 7, "x.csv:3: not UTF-8"},
        {"a\nb\n\xF4\x90\x80\x80", 8, "x.csv:3: not UTF-8"},
        {"a\nb\n\xC0\x80", 6, "x.csv:3: not UTF-8"},
        {"a\nb\n\xE1\xBB", 6, "x.csv:3: not UTF-8"},
        {"a,b\n\"c\nd\ne", 10, "x.csv:2: the quote"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "old Excel file"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reading r;
        read_init(&r, "x.csv", rows[i].text, rows[i].bytes);
        assert_refused(&r, rows[i].word);
        read_fini(&r);
    }
}

static void test_csv_too_large(void **state) {
    (void)state;
    struct reading r;
    size_t bytes = 2 * BOOK_CELL_BYTES_MAX;
    char *text = calloc(bytes, 1);
    assert_non_null(text);
    memset(text, ',', BOOK_COLUMNS_MAX);
    text[BOOK_COLUMNS_MAX] = 'x';
    read_init(&r, "x.csv", text, BOOK_COLUMNS_MAX + 1);
    assert_refused(&r, "columns");
    read_fini(&r);
    memset(text, '\n', BOOK_ROWS_MAX);
    text[BOOK_ROWS_MAX] = 'x';
    read_init(&r, "x.csv", text, BOOK_ROWS_MAX + 1);
    assert_refused(&r, "rows");
    read_fini(&r);
    memset(text, 'x', bytes);
    read_init(&r, "x.csv", text, BOOK_CELL_BYTES_MAX);
    assert_int_equal(r.err, ERR_OK);
    read_fini(&r);
    read_init(&r, "x.csv", text, BOOK_CELL_BYTES_MAX + 1);
    assert_refused(&r, "longer than");
    read_fini(&r);
    free(text);
}

/* ---- .xlsx --------------------------------------------------------------------------- */

static void test_number_formats(void **state) {
    (void)state;
    static const struct {
        const char *code;
        enum xlsx_shown shown;
    } rows[] = {
        {"General", XLSX_NUMBER},
        {"0.00", XLSX_NUMBER},
        {"#,##0", XLSX_NUMBER},
        {"#,##0\" đồng\"", XLSX_NUMBER},
        {"#,##0\\ \"dong\";[Red]-#,##0", XLSX_NUMBER},
        {"#,##0 [$VND-42A]", XLSX_NUMBER},
        {"\\d0", XLSX_NUMBER},
        {"_d0*h", XLSX_NUMBER},
        {"0;dd", XLSX_NUMBER},
        {"dd/mm/yyyy", XLSX_DATE},
        {"[$-42A]d mmmm yyyy;@", XLSX_DATE},
        {"yyyy\\-mm\\-dd", XLSX_DATE},
        {"mmm", XLSX_DATE},
        {"h:mm", XLSX_TIME},
        {"h:mm AM/PM", XLSX_TIME},
        {"dd/mm/yyyy hh:mm", XLSX_DATE_TIME},
        {"\"ngày\" dd \"tháng\" mm \"năm\" yyyy", XLSX_DATE},
        {"\"unclosed", XLSX_NUMBER},
        {"\\", XLSX_NUMBER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (xlsx_shown_as(rows[i].code) != rows[i].shown) {
            fail_msg("%s: %d", rows[i].code, (int)xlsx_shown_as(rows[i].code));
        }
    }
}

static void test_numbers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum xlsx_shown shown;
        bool from_1904;
        const char *wanted;
    } rows[] = {
        {"540000", XLSX_NUMBER, false, "540000"},
        {"5.4E5", XLSX_NUMBER, false, "540000"},
        {"0.30000000000000004", XLSX_NUMBER, false, "0.3"},
        {"-1", XLSX_NUMBER, false, "-1"},
        {"1e300", XLSX_NUMBER, false, "1e+300"},
        {"12 x", XLSX_NUMBER, false, "12 x"},
        {"nan", XLSX_DATE, false, "nan"},
        {"46204", XLSX_DATE, false, "2026-07-01"},
        {"1", XLSX_DATE, false, "1900-01-01"},
        {"59", XLSX_DATE, false, "1900-02-28"},
        {"61", XLSX_DATE, false, "1900-03-01"},
        {"2958464", XLSX_DATE, false, "9999-12-30"},
        {"2958465", XLSX_DATE, false, "2958465"},
        {"-3", XLSX_DATE, false, "-3"},
        {"44742", XLSX_DATE, true, "2026-07-01"},
        {"46204.3541666667", XLSX_DATE_TIME, false, "2026-07-01 08:30"},
        {"46203.9999999", XLSX_DATE_TIME, false, "2026-07-01"},
        {"46204.354", XLSX_DATE, false, "2026-07-01"},
        {"0.354166667", XLSX_TIME, false, "08:30"},
        {"45351", XLSX_DATE, false, "2024-02-29"},
        {"36585", XLSX_DATE, false, "2000-02-29"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = {0};
        struct xlsx xlsx = {.arena = &arena, .from_1904 = rows[i].from_1904};
        assert_string_equal(xlsx_number(&xlsx, rows[i].text, rows[i].shown), rows[i].wanted);
        arena_fini(&arena);
    }
}

#define WORKBOOK_XML                                                                               \
    XML_HEAD "<workbook " MAIN_SPACE " " RELATION_SPACE "><sheets>"                                \
             "<sheet name=\"Thông báo\" sheetId=\"1\" r:id=\"rId1\"/>"                           \
             "<sheet name=\"Ẩn &amp; nhỏ\" sheetId=\"7\" state=\"hidden\" r:id=\"rId2\"/>"     \
             "<sheet name=\"Hình\" sheetId=\"8\" r:id=\"rId3\"/></sheets></workbook>"
#define RELATIONS_XML                                                                              \
    XML_HEAD                                                                                       \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"       \
    "<Relationship Id=\"rId2\" Type=\"" RELATION_KIND                                              \
    "worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"                                           \
    "<Relationship Id=\"rId1\" Type=\"" RELATION_KIND                                              \
    "worksheet\" Target=\"worksheets/Sheet1.xml\"/>"                                               \
    "<Relationship Id=\"rId3\" Type=\"" RELATION_KIND                                              \
    "chartsheet\" Target=\"chartsheets/sheet1.xml\"/>"                                             \
    "<Relationship Id=\"rId4\" Type=\"" RELATION_KIND "styles\" Target=\"styles.xml\"/>"           \
    "<Relationship Id=\"rId5\" Type=\"" RELATION_KIND                                              \
    "sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
#define STYLES_XML                                                                                 \
    XML_HEAD "<styleSheet " MAIN_SPACE "><numFmts count=\"1\">"                                    \
             "<numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"                      \
             "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"                                  \
             "<cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/>"                     \
             "<xf numFmtId=\"14\"/></cellXfs></styleSheet>"
#define STRINGS_XML                                                                                \
    XML_HEAD "<sst " MAIN_SPACE " count=\"4\"><si><t>Tiêu đề</t></si>"                         \
             "<si><r><rPr><b/></rPr><t xml:space=\"preserve\">Họp </t></r><r><t>thôn</t></r>"   \
             "<rPh sb=\"0\" eb=\"1\"><t>bỏ</t></rPh></si>"                                       \
             "<si><t>một_x000D_\nhai_x005F_x0041_ _x1EA4_m _xD800_</t></si><si/></sst>"
/* As LibreOffice and others write: cells without names, prefixes, formulas with what
 * they came to, errors, merged cells that still have something below, a styled last row. */
#define SHEET1_XML                                                                                 \
    XML_HEAD                                                                                       \
    "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"          \
    "<x:sheetData><x:row r=\"2\" hidden=\"1\"><x:c r=\"A2\" t=\"s\"><x:v>0</x:v></x:c>"            \
    "<x:c t=\"s\"><x:v>1</x:v></x:c><x:c r=\"E2\" t=\"s\"><x:v>2</x:v></x:c></x:row>"              \
    "<x:row><x:c><x:v>540000</x:v></x:c><x:c s=\"1\"><x:v>46204</x:v></x:c>"                       \
    "<x:c s=\"2\"><x:v>46204</x:v></x:c><x:c t=\"b\"><x:v>1</x:v></x:c>"                           \
    "<x:c t=\"b\"><x:v>0</x:v></x:c><x:c t=\"d\"><x:v>2026-07-01T00:00:00</x:v></x:c></x:row>"     \
    "<x:row r=\"5\"><x:c r=\"A5\" t=\"inlineStr\"><x:is><x:r><x:t>trong </x:t></x:r><x:r><x:t>ô"  \
    "</x:t></x:r></x:is></x:c><x:c r=\"B5\" t=\"str\"><x:f>1&lt;2</x:f><x:v>chữ</x:v></x:c>"     \
    "<x:c r=\"C5\" t=\"e\"><x:v>#REF!</x:v></x:c><x:c r=\"D5\" t=\"s\"><x:v>3</x:v></x:c></x:row>" \
    "<x:row r=\"6\"><x:c r=\"A6\"><x:v>1</x:v></x:c><x:c r=\"B6\"><x:v>2</x:v></x:c></x:row>"      \
    "<x:row r=\"1048576\"><x:c r=\"XFD1048576\" s=\"1\"/></x:row></x:sheetData>"                   \
    "<x:mergeCells><x:mergeCell ref=\"A5:B6\"/><x:mergeCell ref=\"A1:XFD1\"/></x:mergeCells>"      \
    "</x:worksheet>"
#define SHEET2_XML                                                                                 \
    XML_HEAD "<worksheet " MAIN_SPACE "><sheetData><row><c t=\"inlineStr\"><is><t>x</t></is></c>"  \
             "</row></sheetData></worksheet>"

enum { PART_WORKBOOK, PART_RELATIONS, PART_STYLES, PART_STRINGS, PART_SHEET1, PART_SHEET2, PARTS };

static const struct zipped_part GOOD[PARTS + 1] = {
    [PART_WORKBOOK] = {"xl/workbook.xml", WORKBOOK_XML, 0},
    [PART_RELATIONS] = {"xl/_rels/workbook.xml.rels", RELATIONS_XML, 0},
    [PART_STYLES] = {"xl/styles.xml", STYLES_XML, 0},
    [PART_STRINGS] = {"xl/sharedStrings.xml", STRINGS_XML, 0},
    [PART_SHEET1] = {"xl/worksheets/sheet1.xml", SHEET1_XML, 0},
    [PART_SHEET2] = {"xl/worksheets/sheet2.xml", SHEET2_XML, 0},
};

static void read_parts(struct reading *r, const struct zipped_part *parts) {
    size_t bytes;
    void *data = zipped(parts, &bytes);
    read_init(r, "x.xlsx", data, bytes);
    free(data);
}

static void test_xlsx(void **state) {
    (void)state;
    struct reading r;
    read_parts(&r, GOOD);
    assert_string_equal(r.said, "");
    assert_int_equal(r.book.sheet_count, 2);
    assert_string_equal(r.book.sheets[0].name, "Thông báo");
    assert_cells(&r.book.sheets[0], "\n"
                                    "Tiêu đề|Họp thôn|||một\nhai_x0041_ Ấm _xD800_\n"
                                    "540000|2026-07-01|2026-07-01|TRUE|FALSE|2026-07-01\n"
                                    "\n"
                                    "trong ô||#REF!\n"
                                    "|\n");
    assert_string_equal(r.book.sheets[1].name, "Ẩn & nhỏ");
    assert_cells(&r.book.sheets[1], "x\n");
    read_fini(&r);
}

/* One part put in the place of a good one, and what has to be said. */
static void test_xlsx_refused(void **state) {
    (void)state;
#define SHEET(inside)                                                                              \
    XML_HEAD "<worksheet " MAIN_SPACE "><sheetData>" inside "</sheetData></worksheet>"
    static const struct {
        int part;
        const char *text, *word;
    } rows[] = {
        {PART_WORKBOOK, NULL, "no .xlsx"},
        {PART_RELATIONS, NULL, "damaged"},
        {PART_SHEET1, NULL, "damaged"},
        {PART_STYLES, "<styleSheet><cellXfs>", "styles.xml\" is damaged at line 1"},
        {PART_SHEET1, SHEET("<row><c r=\"B7\" t=\"s\"><v>9</v></c></row>"), "cell B7"},
        {PART_SHEET1, SHEET("<row><c r=\"B7\" t=\"s\"><v>x</v></c></row>"), "cell B7"},
        {PART_SHEET1, SHEET("<row><c r=\"A10001\"><v>1</v></c></row>"), "too far out"},
        {PART_SHEET1, SHEET("<row><c r=\"IW1\"><v>1</v></c></row>"), "cell IW1: this cell is too"},
        {PART_STRINGS,
         "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
         "<sst><si><t>&b;</t></si></sst>",
         "what no spreadsheet writes"},
        {PART_STRINGS, "<!DOCTYPE sst SYSTEM \"file:///etc/passwd\"><sst/>",
         "what no spreadsheet writes"},
        {PART_STRINGS, "<sst><si><t>&b;</t></si></sst>", "damaged at line 1"},
    };
#undef SHEET
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct zipped_part parts[PARTS + 1];
        memcpy(parts, GOOD, sizeof parts);
        parts[rows[i].part].text = rows[i].text ? rows[i].text : "x";
        parts[rows[i].part].name = rows[i].text ? parts[rows[i].part].name : "../../etc/x";
        struct reading r;
        read_parts(&r, parts);
        assert_refused(&r, rows[i].word);
        read_fini(&r);
    }
}

static void test_xlsx_bombs(void **state) {
    (void)state;
    struct zipped_part parts[PARTS + 1];
    struct reading r;
    char *much = malloc(BOMB_BYTES);
    assert_non_null(much);
    memset(much, ' ', BOMB_BYTES);
    memcpy(parts, GOOD, sizeof parts);
    parts[PART_SHEET1] = (struct zipped_part){parts[PART_SHEET1].name, much, BOMB_BYTES};
    read_parts(&r, parts);
    assert_refused(&r, "too large");
    read_fini(&r);

    /* Deeper than anything a spreadsheet has. */
    size_t used = 0;
    for (int i = 0; i <= XML_DEPTH_MAX; i++) {
        memcpy(much + used, "<a>", 3);
        used += 3;
    }
    parts[PART_SHEET1].bytes = used;
    read_parts(&r, parts);
    assert_refused(&r, "what no spreadsheet writes");
    read_fini(&r);

    /* A cell in many pieces, longer than a cell may be. */
    static const char head[] = "<worksheet><sheetData><row><c t=\"inlineStr\"><is>";
    used = sizeof head - 1;
    memcpy(much, head, used);
    for (int i = 0; i <= BOOK_CELL_BYTES_MAX / 100; i++) {
        memcpy(much + used, "<t>", 3);
        memset(much + used + 3, 'x', 100);
        memcpy(much + used + 103, "</t>", 4);
        used += 107;
    }
    parts[PART_SHEET1].bytes = used;
    read_parts(&r, parts);
    assert_refused(&r, "cell A1: the cell is too long");
    read_fini(&r);
    free(much);
}

static void test_xlsx_damaged(void **state) {
    (void)state;
    size_t bytes;
    unsigned char *data = zipped(GOOD, &bytes);
    for (size_t at = 0; at < bytes; at += 7) { /* no crash, and a word for every refusal */
        struct reading r;
        data[at] ^= 0x55;
        read_init(&r, "x.xlsx", data, bytes);
        read_fini(&r);
        data[at] ^= 0x55;
    }
    for (size_t cut = 4; cut < bytes; cut += 11) {
        struct reading r;
        read_init(&r, "x.xlsx", data, cut);
        assert_int_equal(r.err, ERR_REJECT);
        read_fini(&r);
    }
    free(data);
}

/* ---- writing ------------------------------------------------------------------------- */

static const char *const CHOICES[] = {"Gia đình, con cái", "Người già", NULL};
static const struct sheet_column COLUMNS[] = {{"Mục", "Đừng sửa cột này.", 20},
                                              {"Nội dung", NULL, 60}};
static const struct sheet_cell CELLS[] = {
    {.text = "Chủ đề", .style = SHEET_REQUIRED},
    {.text = "Người già", .choices = CHOICES, .choices_only = true},
    {.text = "Tiền", .style = SHEET_LABEL},
    {.text = "540000.5", .kind = SHEET_NUMBER},
    {.text = "Ngày", .note = "ngày/tháng/năm"},
    {.text = "2026-07-01", .kind = SHEET_DATE},
    {.text = "Mã"},
    {.text = "1.010000"},
    {.text = "Câu"},
    {.text = "nói \"chào\", một\nhai _x0041_ 👵"},
    {.text = "Không phải ngày, số"},
    {.text = "hôm nay", .kind = SHEET_DATE},
};
static const struct sheet_table TABLES[] = {
    {"Bảng 1", COLUMNS, 2, CELLS, 6, true, 1},
    {"Bảng 2", COLUMNS, 2, CELLS, 1, false, 0},
};
static const char WRITTEN[] = "Mục|Nội dung\nChủ đề|Người già\nTiền|540000.5\nNgày|2026-07-01\n"
                              "Mã|1.010000\nCâu|nói \"chào\", một\nhai _x0041_ 👵\n"
                              "Không phải ngày, số|hôm nay\n";

static char *load(const char *path, size_t *bytes_out) {
    struct stat info;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &info), 0);
    char *data = malloc((size_t)info.st_size + 1);
    assert_non_null(data);
    *bytes_out = fread(data, 1, (size_t)info.st_size, file);
    data[*bytes_out] = '\0';
    fclose(file);
    return data;
}

static void test_write(void **state) {
    (void)state;
    char dir[] = "/tmp/sheet-XXXXXX", first[64], second[64];
    assert_non_null(mkdtemp(dir));
    snprintf(first, sizeof first, "%s/1.xlsx", dir);
    snprintf(second, sizeof second, "%s/2.xlsx", dir);
    assert_int_equal(sheet_write(first, TABLES, 2), ERR_OK);
    assert_int_equal(sheet_write(second, TABLES, 2), ERR_OK);
    size_t bytes, again;
    char *data = load(first, &bytes), *same = load(second, &again);
    assert_int_equal(bytes, again);
    assert_memory_equal(data, same, bytes);
    free(data);
    free(same);

    struct reading r = {.err = ERR_OK};
    assert_int_equal(sheet_read(first, &r.arena, &r.diag, &r.book), ERR_OK);
    assert_int_equal(r.book.sheet_count, 3);
    assert_string_equal(r.book.sheets[2].name, SHEET_LISTS);
    assert_cells(&r.book.sheets[2], "Gia đình, con cái\nNgười già\n");
    assert_string_equal(r.book.sheets[0].name, "Bảng 1");
    assert_cells(&r.book.sheets[0], WRITTEN);
    assert_cells(&r.book.sheets[1], "Chủ đề|Người già\n");
    arena_fini(&r.arena);

    assert_int_equal(sheet_write_csv(second, &TABLES[0]), ERR_OK);
    data = load(second, &bytes);
    read_init(&r, second, data, bytes);
    assert_int_equal(r.err, ERR_OK);
    assert_cells(&r.book.sheets[0], WRITTEN);
    read_fini(&r);
    free(data);
    unlink(first);
    unlink(second);
    assert_int_equal(rmdir(dir), 0); /* nothing else was left there */
}

static void test_write_nowhere(void **state) {
    (void)state;
    assert_int_equal(sheet_write("/nowhere/x.xlsx", TABLES, 1), ERR_RETRY);
    assert_int_equal(sheet_write_csv("/nowhere/x.csv", TABLES), ERR_RETRY);
}

static void test_read_nothing(void **state) {
    (void)state;
    struct reading r = {.err = ERR_OK};
    r.diag.out = open_memstream(&r.said, &r.said_bytes);
    assert_int_equal(sheet_read("/nowhere/x.xlsx", &r.arena, &r.diag, &r.book), ERR_REJECT);
    assert_int_equal(sheet_read("/tmp", &r.arena, &r.diag, &r.book), ERR_REJECT);
    assert_int_equal(r.diag.errors, 2);
    read_fini(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cell_names),    cmocka_unit_test(test_book_grows),
        cmocka_unit_test(test_csv),           cmocka_unit_test(test_csv_refused),
        cmocka_unit_test(test_csv_too_large), cmocka_unit_test(test_number_formats),
        cmocka_unit_test(test_numbers),       cmocka_unit_test(test_xlsx),
        cmocka_unit_test(test_xlsx_refused),  cmocka_unit_test(test_xlsx_bombs),
        cmocka_unit_test(test_xlsx_damaged),  cmocka_unit_test(test_write),
        cmocka_unit_test(test_write_nowhere), cmocka_unit_test(test_read_nothing),
    };
    return cmocka_run_group_tests_name("sheet", tests, NULL, NULL);
}
