#include "content/import.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/str.h"
#include "content/file.h"
#include "content/grow.h"
#include "content/import_parts.h"
#include "content/po.h"
#include "content/stage.h"
#include "content/yaml_write.h"
#include "sheet/read.h"
#include "unicode/nfc.h"

enum { MESSAGE_BYTES = 1024 };

/* ---- messages ----------------------------------------------------------------------- */

#define SAY(report, import, sheet, row, column, vi, en)                                            \
    do {                                                                                           \
        char cell[BOOK_CELL_NAME_BYTES], sentence[MESSAGE_BYTES];                                  \
        va_list args;                                                                              \
        va_start(args, en);                                                                        \
        vsnprintf(sentence, sizeof sentence, diag_in_vietnamese() ? (vi) : (en), args);            \
        va_end(args);                                                                              \
        book_cell_name(row, column, cell);                                                         \
        report((import)->diag, (import)->config->file, 0, "Trang tính “%s”, ô %s: %s",             \
               "Sheet \"%s\", cell %s: %s", (sheet)->name, cell, sentence);                        \
    } while (0)

void import_error(struct import *import, const struct book_sheet *sheet, uint32_t row,
                  uint32_t column, const char *vi, const char *en, ...) {
    SAY(diag_error, import, sheet, row, column, vi, en);
}

void import_warning(struct import *import, const struct book_sheet *sheet, uint32_t row,
                    uint32_t column, const char *vi, const char *en, ...) {
    SAY(diag_warning, import, sheet, row, column, vi, en);
}

/* ---- cells -------------------------------------------------------------------------- */

/* Bytes of a space of any kind at `text`, a tab too; 0 if there is none. */
static size_t space_at(const char *text) {
    static const char *const spaces[] = {" ",      "\t",     "\u00A0", "\u2007", "\u2009",
                                         "\u202F", "\u3000", "\u200B", "\uFEFF"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        if (strncmp(text, spaces[i], strlen(spaces[i])) == 0) {
            return strlen(spaces[i]);
        }
    }
    return 0;
}

/* One space between words, none at the ends of lines, no empty lines; in place. */
static void tidy(char *text) {
    char *out = text;
    char pending = '\0';
    for (const char *at = text; *at;) {
        size_t spaces = space_at(at);
        bool line_end = *at == '\n' || *at == '\r';
        if (spaces || line_end) {
            pending = line_end || pending == '\n' ? '\n' : ' ';
            at += spaces ? spaces : 1;
            continue;
        }
        if (pending && out > text) {
            *out++ = pending;
        }
        pending = '\0';
        *out++ = *at++;
    }
    *out = '\0';
}

const char *import_cell(struct import *import, const struct book_sheet *sheet, uint32_t row,
                        uint32_t column) {
    const char *raw = book_text(sheet, row, column);
    if (*raw == '\0') {
        return "";
    }
    char *normal = nfc_copy(raw);
    if (!normal) {
        return "";
    }
    char *kept = arena_strdup(&import->arena, normal);
    free(normal);
    tidy(kept);
    return kept;
}

uint32_t import_line_column(const struct form_line *line, enum form_column column) {
    int found = line->map->columns[column];
    return (uint32_t)(found >= 0 ? found : line->map->columns[FORM_TEXT]);
}

const char *import_line_cell(struct import *import, const struct form *form,
                             const struct form_line *line, enum form_column column) {
    int found = line->map->columns[column];
    return found < 0 ? "" : import_cell(import, form->sheet, line->row, (uint32_t)found);
}

/* ---- items that are there already ---------------------------------------------------- */

static const char *file_name(struct import *import, const struct import_item *item) {
    size_t size = strlen(item->id) + 32;
    char *name = arena_array(&import->arena, size, 1);
    snprintf(name, size, "%s/%s.yaml", item->kind == ITEM_NOTICE ? "notices" : "procedures",
             item->id);
    return name;
}

static bool exists(const struct source *source, const char *id) {
    for (int i = 0; i < source->item_count; i++) {
        if (str_same(source->items[i].id, id)) {
            return true;
        }
    }
    return false;
}

static void check_new(struct import *import, size_t ix) {
    const struct import_item *item = &import->items[ix];
    uint32_t row = place_row(item->place), column = place_column(item->place);
    for (size_t i = 0; i < ix; i++) {
        if (str_same(import->items[i].id, item->id)) {
            import_error(import, item->sheet, row, column,
                         "trùng với mục ở trang tính “%s” (cùng mã “%s”); hãy đặt tên khác, hoặc "
                         "điền “Mã mục” khác",
                         "the same as in sheet \"%s\" (both are \"%s\"); choose another title or "
                         "another \"Mã mục\"",
                         import->items[i].sheet->name, item->id);
        }
    }
    if (exists(&import->source, item->id) && !import->config->replace) {
        import_error(import, item->sheet, row, column,
                     "mục “%s” đã có trong ki-ốt; muốn thay bản cũ thì nhập lại với lựa chọn thay "
                     "thế (--replace), muốn thêm mục mới thì đặt tên khác",
                     "there is an item \"%s\" already; to replace it import again with --replace, "
                     "to add another one choose another title",
                     item->id);
    }
}

/* ---- topics.yaml ---------------------------------------------------------------------- */

static struct yaml_node *copy_tree(struct import *import, const struct yaml_node *node) {
    struct yaml_node *copy = arena_array(&import->arena, 1, sizeof *copy);
    *copy = *node;
    copy->line = 0;
    copy->first = NULL;
    struct yaml_node **end = &copy->first;
    for (const struct yaml_node *child = node->first; child; child = child->next) {
        *end = copy_tree(import, child);
        (*end)->next = NULL;
        end = &(*end)->next;
    }
    return copy;
}

static struct yaml_node *child_of(struct yaml_node *map, const char *key) {
    struct yaml_node *child = map->first;
    while (child && !str_same(child->key, key)) {
        child = child->next;
    }
    return child;
}

/* Puts the item into its topic's list and takes it out of the others. True if
 * anything changed. */
static bool assign(struct import *import, struct yaml_node *topics,
                   const struct import_item *item) {
    bool changed = false;
    for (struct yaml_node *topic = topics->first; topic; topic = topic->next) {
        struct yaml_node *id = child_of(topic, "id"), *items = child_of(topic, "items");
        bool own = str_same(id->text, item->topic->id);
        struct yaml_node **at = &items->first;
        while (*at && !str_same((*at)->text, item->id)) {
            at = &(*at)->next;
        }
        if (own && !*at) {
            *at = arena_array(&import->arena, 1, sizeof **at);
            **at = (struct yaml_node){.kind = NODE_VALUE, .text = item->id};
            changed = true;
        } else if (!own && *at) {
            *at = (*at)->next;
            changed = true;
        }
    }
    return changed;
}

/* ---- new files ------------------------------------------------------------------------ */

struct output {
    struct import *import;
    struct stage_file *files;
    size_t count;
};

static void add_file(struct output *out, const struct stage_file *file) {
    out->files = grow(&out->import->arena, out->files, out->count, sizeof *out->files);
    out->files[out->count++] = *file;
}

static void add_yaml(struct output *out, const char *name, const struct yaml_node *root,
                     const struct book_sheet *sheet) {
    struct arena *arena = &out->import->arena;
    struct yaml_text yaml = yaml_write(root, arena);
    struct stage_place *places = arena_array(arena, (size_t)yaml.line_count, sizeof *places);
    for (int i = 0; sheet && i < yaml.line_count; i++) {
        places[i] = (struct stage_place){sheet->name, place_row(yaml.origins[i]),
                                         place_column(yaml.origins[i])};
    }
    add_file(out, &(struct stage_file){name, yaml.text, yaml.bytes, places, yaml.line_count});
}

/* topics.yaml, if some item is new in a topic. */
static void add_topics(struct output *out) {
    struct import *import = out->import;
    size_t bytes = 0;
    const char *path = file_path(&import->arena, import->config->content_dir, "topics.yaml");
    const char *text = file_read(path, &import->arena, import->diag, &bytes);
    const struct yaml_node *root =
        text ? yaml_read(path, text, bytes, &import->arena, import->diag) : NULL;
    if (!root) {
        return; /* reported */
    }
    struct yaml_node *changed = copy_tree(import, root);
    bool any = false;
    for (size_t i = 0; i < import->item_count; i++) {
        any = assign(import, child_of(changed, "topics"), &import->items[i]) || any;
    }
    if (any) {
        add_yaml(out, "topics.yaml", changed, NULL);
    }
}

/* ---- translations ---------------------------------------------------------------------- */

static const struct import_translation *translation_of(const struct import *import, int lang_ix,
                                                       const char *context) {
    for (size_t i = 0; i < import->translation_count; i++) {
        const struct import_translation *t = &import->translations[i];
        if (t->lang_ix == lang_ix && str_same(t->context, context)) {
            return t;
        }
    }
    return NULL;
}

/* Which lines of the new PO text come from which cells. */
static struct stage_file po_file(struct import *import, int lang_ix, const char *name,
                                 const char *text, size_t bytes) {
    struct stage_file file = {name, text, bytes, NULL, 1};
    struct po po;
    for (const char *c = text; *c; c++) {
        file.line_count += *c == '\n';
    }
    struct stage_place *places =
        arena_array(&import->arena, (size_t)file.line_count, sizeof *places);
    file.places = places;
    if (!po_read(name, text, bytes, &import->arena, import->diag, &po)) {
        return file;
    }
    for (size_t i = 0; i < po.count; i++) {
        const struct import_translation *t = translation_of(import, lang_ix, po.entries[i].context);
        int line = po.entries[i].line;
        if (t && line > 0 && line <= file.line_count) {
            places[line - 1] =
                (struct stage_place){t->sheet->name, place_row(t->place), place_column(t->place)};
        }
    }
    return file;
}

static void add_language(struct output *out, int lang_ix) {
    struct import *import = out->import;
    struct arena *arena = &import->arena;
    const char *code = import->source.languages[lang_ix].language.code;
    struct po_draft *drafts = arena_array(arena, import->translation_count + 1, sizeof *drafts);
    struct stat info;
    size_t count = 0, bytes = 0, new_bytes = 0, size = strlen(code) + 8;
    char *name = arena_array(arena, size, 1);
    for (size_t i = 0; i < import->translation_count; i++) {
        const struct import_translation *t = &import->translations[i];
        if (t->lang_ix == lang_ix) {
            drafts[count++] = (struct po_draft){t->context, t->source, t->text};
        }
    }
    if (count == 0) {
        return;
    }
    snprintf(name, size, "po/%s.po", code);
    const char *path = file_path(arena, import->config->content_dir, name);
    const char *text = stat(path, &info) == 0 ? file_read(path, arena, import->diag, &bytes) : NULL;
    const char *merged =
        po_with_drafts(path, text, bytes, code, drafts, count, arena, import->diag, &new_bytes);
    if (merged && merged != text) {
        struct stage_file file = po_file(import, lang_ix, name, merged, new_bytes);
        add_file(out, &file);
    }
}

/* ---- all of it --------------------------------------------------------------------------- */

static void read_forms(struct import *import) {
    for (uint32_t s = 0; s < import->book.sheet_count; s++) {
        import_sheet(import, &import->book.sheets[s]);
    }
    for (size_t i = 0; i < import->form_count; i++) {
        import_form(import, &import->forms[i]);
    }
    for (size_t i = 0; i < import->item_count; i++) {
        check_new(import, i);
    }
    if (import->item_count == 0 && import->diag->errors == 0) {
        diag_error(
            import->diag, import->config->file, 0,
            "không có thông báo hay thủ tục nào được điền (trang “Ví dụ” không được nhập); hãy "
            "điền trang “Thông báo” rồi lưu lại",
            "no notice or procedure has been filled in (the sheet \"Ví dụ\" is not "
            "imported); fill in the sheet \"Thông báo\" and save it");
    }
}

static void report_done(const struct import *import, const struct output *out) {
    for (size_t i = 0; i < import->item_count; i++) {
        fprintf(import->config->out, "%s: %s → %s\n", import->config->file,
                import->items[i].sheet->name, import->items[i].id);
    }
    for (size_t i = 0; i < out->count; i++) {
        fprintf(import->config->out, "    %s\n", out->files[i].name);
    }
}

static enum err write_items(struct import *import) {
    const struct import_config *config = import->config;
    struct output out = {.import = import};
    for (size_t i = 0; i < import->item_count; i++) {
        const struct import_item *item = &import->items[i];
        add_yaml(&out, file_name(import, item), item->root, item->sheet);
    }
    add_topics(&out);
    for (int lang = 1; lang < import->source.language_count; lang++) {
        add_language(&out, lang);
    }
    if (import->diag->errors) {
        return ERR_REJECT;
    }
    struct stage stage = {config->content_dir, config->voices_dir, config->file, out.files,
                          out.count};
    enum err err = stage_put(&stage, import->diag);
    if (!err) {
        if (import->config->out) {
            report_done(import, &out);
        }
    }
    return err;
}

/* Names mean nothing until the content there is can be read. What is only worth a
 * note is said when all is checked. */
static bool read_content(struct import *import, struct diag *diag) {
    const struct import_config *config = import->config;
    char *said = NULL;
    size_t bytes = 0;
    struct diag first = {.out = open_memstream(&said, &bytes)};
    if (!first.out) {
        abort();
    }
    source_read(config->content_dir, config->voices_dir, &first, &import->source);
    fclose(first.out);
    if (first.errors) {
        fputs(said, diag->out ? diag->out : stderr);
        diag_error(diag, config->content_dir, 0,
                   "nội dung đang có chưa đúng; hãy sửa những lỗi trên rồi nhập lại",
                   "the content that is there is not right; correct the above and import again");
    }
    free(said);
    return first.errors == 0;
}

enum err content_import(const struct import_config *config, struct diag *diag) {
    struct diag own = {.out = diag->out};
    struct import *import = calloc(1, sizeof *import);
    enum err err = ERR_REJECT;
    if (!import) {
        abort();
    }
    import->config = config;
    import->diag = &own;
    if (read_content(import, &own) &&
        sheet_read(config->file, &import->arena, &own, &import->book) == ERR_OK) {
        read_forms(import);
        err = own.errors ? ERR_REJECT : write_items(import);
    }
    diag->errors += own.errors;
    diag->warnings += own.warnings;
    source_fini(&import->source);
    arena_fini(&import->arena);
    free(import);
    return err;
}
