#include "sheet/xlsx.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "sheet/archive.h"
#include "sheet/xlsx_parts.h"

static const char WORKBOOK[] = "xl/workbook.xml";
static const char RELATIONS[] = "xl/_rels/workbook.xml.rels";

/* ---- texts ------------------------------------------------------------------------- */

bool xlsx_text_put(struct xlsx_text *text, const char *piece, size_t bytes) {
    if (bytes > BOOK_CELL_BYTES_MAX - text->used) {
        return false;
    }
    if (text->used + bytes + 1 > text->size) {
        text->size = 2 * (text->used + bytes) + 64;
        text->data = realloc(text->data, text->size);
        if (!text->data) {
            abort();
        }
    }
    memcpy(text->data + text->used, piece, bytes);
    text->used += bytes;
    text->data[text->used] = '\0';
    return true;
}

/* The character of "_x000D_" at `text`; 0 if it is none, or a half of a pair. */
static unsigned escaped(const char *text) {
    if (strncmp(text, "_x", 2) != 0 || strspn(text + 2, "0123456789abcdefABCDEF") < 4 ||
        text[6] != '_') {
        return 0;
    }
    char digits[5] = {text[2], text[3], text[4], text[5], '\0'};
    unsigned sign = (unsigned)strtoul(digits, NULL, 16);
    return sign >= 0xD800 && sign <= 0xDFFF ? 0 : sign;
}

static size_t put_utf8(char *place, unsigned sign) {
    if (sign < 0x80) {
        place[0] = (char)sign;
        return 1;
    }
    if (sign < 0x800) {
        place[0] = (char)(0xC0 | sign >> 6);
        place[1] = (char)(0x80 | (sign & 0x3F));
        return 2;
    }
    place[0] = (char)(0xE0 | sign >> 12);
    place[1] = (char)(0x80 | (sign >> 6 & 0x3F));
    place[2] = (char)(0x80 | (sign & 0x3F));
    return 3;
}

static bool is_control(unsigned sign) {
    return (sign < 0x20 && sign != '\n' && sign != '\t') || sign == 0x7F;
}

const char *xlsx_text_keep(const struct xlsx_text *text, struct arena *arena) {
    char *kept = arena_array(arena, text->used + 1, 1);
    size_t used = 0;
    for (size_t at = 0; at < text->used;) {
        unsigned sign = escaped(text->data + at);
        at += sign ? 7 : 1;
        if (!sign) {
            sign = (unsigned char)text->data[at - 1];
            kept[used] = text->data[at - 1];
            used += !is_control(sign);
        } else if (!is_control(sign)) {
            used += put_utf8(kept + used, sign);
        }
    }
    kept[used] = '\0';
    return kept;
}

void xlsx_text_fini(struct xlsx_text *text) {
    free(text->data);
    *text = (struct xlsx_text){.data = NULL};
}

/* ---- parts ------------------------------------------------------------------------- */

bool xlsx_read_part(const struct xlsx *xlsx, const char *part, const char *data, size_t bytes,
                    const struct xml_handler *handler, void *context) {
    int line = 0;
    switch (xml_read(data, bytes, handler, context, &line)) {
    case XML_RESULT_GOOD:
        return true;
    case XML_RESULT_STOPPED:
        return false;
    case XML_RESULT_WRONG:
        diag_error(xlsx->diag, xlsx->file, 0,
                   "phần “%s” bị hỏng ở dòng %d; hãy mở bằng Excel hoặc LibreOffice rồi lưu lại",
                   "the part \"%s\" is damaged at line %d; open the file in Excel or LibreOffice "
                   "and save it again",
                   part, line);
        return false;
    case XML_RESULT_REFUSED:
        break;
    }
    diag_error(xlsx->diag, xlsx->file, 0,
               "phần “%s” có thứ không bảng tính nào viết (dòng %d); hãy chép những ô cần nhập "
               "sang một tệp mới",
               "the part \"%s\" has what no spreadsheet writes (line %d); copy the cells you need "
               "into a new file",
               part, line);
    return false;
}

/* ---- the workbook: which sheets there are, and where -------------------------------- */

struct relation {
    const char *id, *kind, *target;
};

struct sheet_row {
    const char *name, *relation;
};

struct package {
    struct xlsx xlsx;
    struct archive archive;
    struct relation relations[XLSX_RELATIONS_MAX];
    size_t relation_count;
    struct sheet_row sheets[BOOK_SHEETS_MAX];
    size_t sheet_count;
};

static bool no_text(void *context, const char *text, size_t bytes) {
    (void)context;
    (void)text;
    (void)bytes;
    return true;
}

static bool no_end(void *context, const char *name) {
    (void)context;
    (void)name;
    return true;
}

static bool too_many(const struct package *package, const char *vi, const char *en) {
    diag_error(package->xlsx.diag, package->xlsx.file, 0,
               "quá nhiều %s; hãy chép những ô cần nhập sang một tệp mới",
               "too many %s; copy the cells you need into a new file", diag_text(vi, en));
    return false;
}

/* "…/relationships/worksheet" is "worksheet". */
static const char *last_word(const char *type) {
    const char *slash = strrchr(type, '/');
    return slash ? slash + 1 : type;
}

static bool relation_start(void *context, const char *name, const char *const *attributes) {
    struct package *package = context;
    const char *id = xml_attribute(attributes, "Id");
    const char *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target");
    const char *mode = xml_attribute(attributes, "TargetMode");
    if (strcmp(name, "Relationship") != 0 || !id || !type || !target ||
        str_same(mode, "External")) {
        return true;
    }
    if (package->relation_count == XLSX_RELATIONS_MAX) {
        return too_many(package, "phần", "parts");
    }
    struct arena *arena = package->xlsx.arena;
    package->relations[package->relation_count++] = (struct relation){
        arena_strdup(arena, id), arena_strdup(arena, last_word(type)), arena_strdup(arena, target)};
    return true;
}

static bool is_true(const char *value) {
    return str_same(value, "1") || str_same(value, "true") || str_same(value, "on");
}

static bool workbook_start(void *context, const char *name, const char *const *attributes) {
    struct package *package = context;
    if (strcmp(name, "workbookPr") == 0) {
        package->xlsx.from_1904 = is_true(xml_attribute(attributes, "date1904"));
    }
    const char *title = xml_attribute(attributes, "name");
    const char *id = xml_attribute(attributes, "id");
    if (strcmp(name, "sheet") != 0 || !title || !id) {
        return true;
    }
    if (package->sheet_count == BOOK_SHEETS_MAX) {
        return too_many(package, "trang tính", "sheets");
    }
    struct arena *arena = package->xlsx.arena;
    package->sheets[package->sheet_count++] =
        (struct sheet_row){arena_strdup(arena, title), arena_strdup(arena, id)};
    return true;
}

/* The part a target names: relative to xl/, or absolute. */
static bool part_of(const char *target, char *part_out) {
    struct str part;
    str_init(&part, part_out, XLSX_PART_NAME_BYTES);
    if (*target != '/') {
        str_put(&part, "xl/");
    }
    str_put(&part, target + (*target == '/'));
    return !part.cut;
}

typedef bool (*part_reader)(struct xlsx *xlsx, const char *part, const char *data, size_t bytes);

/* A part that all sheets share, if there is one. */
static bool read_shared(struct package *package, const char *kind, part_reader reader) {
    char part[XLSX_PART_NAME_BYTES];
    size_t r = 0, bytes = 0;
    while (r < package->relation_count && strcmp(package->relations[r].kind, kind) != 0) {
        r++;
    }
    if (r == package->relation_count || !part_of(package->relations[r].target, part) ||
        !archive_has(&package->archive, part)) {
        return true;
    }
    char *data = archive_part(&package->archive, part, &bytes);
    bool good = data && reader(&package->xlsx, part, data, bytes);
    free(data);
    return good;
}

static const struct relation *relation_of(const struct package *package, const char *id) {
    for (size_t r = 0; r < package->relation_count; r++) {
        if (strcmp(package->relations[r].id, id) == 0) {
            return &package->relations[r];
        }
    }
    return NULL;
}

/* Sheets that are charts or old dialogues have no cells. */
static bool read_sheet(struct package *package, const struct sheet_row *row, struct book *book) {
    char part[XLSX_PART_NAME_BYTES];
    size_t bytes = 0;
    const struct relation *relation = relation_of(package, row->relation);
    if (!relation || strcmp(relation->kind, "worksheet") != 0 || !part_of(relation->target, part)) {
        return true;
    }
    struct book_sheet *sheet = &book->sheets[book->sheet_count++];
    *sheet = (struct book_sheet){.name = row->name};
    char *data = archive_part(&package->archive, part, &bytes);
    bool good = data && xlsx_read_sheet(&package->xlsx, part, data, bytes, sheet);
    free(data);
    return good;
}

static bool read_plain(struct package *package, const char *part,
                       const struct xml_handler *handler) {
    size_t bytes = 0;
    char *data = archive_part(&package->archive, part, &bytes);
    bool good = data && xlsx_read_part(&package->xlsx, part, data, bytes, handler, package);
    free(data);
    return good;
}

static bool read_package(struct package *package, struct book *book) {
    static const struct xml_handler relations = {relation_start, no_text, no_end};
    static const struct xml_handler workbook = {workbook_start, no_text, no_end};
    if (!archive_has(&package->archive, WORKBOOK)) {
        diag_error(package->xlsx.diag, package->xlsx.file, 0,
                   "tệp này không phải bảng tính .xlsx; hãy mở ra và chọn Lưu thành, kiểu .xlsx",
                   "this is no .xlsx spreadsheet; open it and save it as .xlsx");
        return false;
    }
    if (!read_plain(package, RELATIONS, &relations) || !read_plain(package, WORKBOOK, &workbook) ||
        !read_shared(package, "sharedStrings", xlsx_read_strings) ||
        !read_shared(package, "styles", xlsx_read_styles)) {
        return false;
    }
    bool good = true;
    for (size_t s = 0; s < package->sheet_count; s++) {
        good = read_sheet(package, &package->sheets[s], book) && good;
    }
    return good;
}

enum err xlsx_read(const char *file, const void *data, size_t bytes, struct arena *arena,
                   struct diag *diag, struct book *book_out) {
    struct package *package = calloc(1, sizeof *package);
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!package || !plain) {
        abort();
    }
    locale_t before = uselocale(plain); /* numbers in the file have a point */
    package->xlsx = (struct xlsx){.file = file, .arena = arena, .diag = diag};
    bool good =
        archive_open(&package->archive, file, data, bytes, diag) && read_package(package, book_out);
    archive_close(&package->archive);
    uselocale(before);
    freelocale(plain);
    free(package);
    return good ? ERR_OK : ERR_REJECT;
}
