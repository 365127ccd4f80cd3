/* Shared strings: <si><t>…</t></si>, or runs <si><r><t>…</t></r>…</si>; how words
 * are to be pronounced (<rPh>) is left out. */
#include <stdlib.h>
#include <string.h>

#include "sheet/xlsx_parts.h"

struct strings {
    struct xlsx *xlsx;
    const char *part;
    struct xlsx_text text;
    bool in_text;
    int phonetic; /* depth within <rPh> */
    size_t room;
};

static bool start(void *context, const char *name, const char *const *attributes) {
    struct strings *s = context;
    (void)attributes;
    if (strcmp(name, "si") == 0) {
        s->text.used = 0;
    } else if (strcmp(name, "rPh") == 0) {
        s->phonetic++;
    }
    s->in_text = strcmp(name, "t") == 0 && s->phonetic == 0;
    return true;
}

static bool text(void *context, const char *piece, size_t bytes) {
    struct strings *s = context;
    if (!s->in_text || xlsx_text_put(&s->text, piece, bytes)) {
        return true;
    }
    diag_error(s->xlsx->diag, s->xlsx->file, 0, "có ô dài quá %d byte; hãy chia nhỏ",
               "a cell is longer than %d bytes; split it", BOOK_CELL_BYTES_MAX);
    return false;
}

static bool keep(struct strings *s) {
    struct xlsx *xlsx = s->xlsx;
    if (xlsx->string_count == XLSX_STRINGS_MAX) {
        diag_error(xlsx->diag, xlsx->file, 0, "quá %d chữ khác nhau trong tệp; hãy chia nhỏ",
                   "more than %d different texts in the file; split it", XLSX_STRINGS_MAX);
        return false;
    }
    if (xlsx->string_count == s->room) {
        s->room = s->room ? 2 * s->room : 64;
        const char **bigger = arena_array(xlsx->arena, s->room, sizeof *bigger);
        if (xlsx->string_count) {
            memcpy(bigger, xlsx->strings, xlsx->string_count * sizeof *bigger);
        }
        xlsx->strings = bigger;
    }
    xlsx->strings[xlsx->string_count++] = xlsx_text_keep(&s->text, xlsx->arena);
    return true;
}

static bool end(void *context, const char *name) {
    struct strings *s = context;
    s->in_text = false;
    if (strcmp(name, "rPh") == 0) {
        s->phonetic--;
    }
    return strcmp(name, "si") != 0 || keep(s);
}

bool xlsx_read_strings(struct xlsx *xlsx, const char *part, const char *data, size_t bytes) {
    static const struct xml_handler handler = {start, text, end};
    struct strings s = {.xlsx = xlsx, .part = part};
    bool good = xlsx_read_part(xlsx, part, data, bytes, &handler, &s);
    xlsx_text_fini(&s.text);
    return good;
}
