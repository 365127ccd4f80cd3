#include "content/template.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/template_parts.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

enum { SHEET_NAME_CHARACTERS = 31, SHEETS_MAX = 200 };

const char *const TEMPLATE_GRADES[] = {"A", "B", "C", "D", NULL};
const char *const TEMPLATE_PICTOGRAMS[] = {"📢",    "📅", "💵", "🏥",       "📝", "🏛️", "👵", "👶",
                                           "🐃",    "🌾", "💉", "🌧️", "🔥", "⚠️",  "📞", "🙋",
                                           "🪪", "🏠", "📄", "🏦",       "🎒", "💧",       "⚡", NULL};

/* ---- sheets for people ------------------------------------------------------------- */

/* With %d for the limits that the import holds to. */
static const struct {
    const char *text;
    enum sheet_style style;
} GUIDE[] = {
    {"Cách điền tệp này", SHEET_TITLE},
    {"1. Mở trang “Thông báo” (hoặc “Thủ tục”) ở dưới. Mỗi trang là một mục trên ki-ốt. Muốn thêm "
     "thông báo nữa thì chép cả trang ấy thành trang mới.",
     SHEET_PLAIN},
    {"2. Chỉ cần điền ba thứ tô vàng: Tiêu đề, Chủ đề, và các Câu. Còn lại để trống cũng được.",
     SHEET_PLAIN},
    {"3. Mỗi câu một hàng, ngắn, như nói với người hàng xóm: nhiều nhất 15 chữ. Cả thông báo nhiều "
     "nhất 15 câu. Thiếu hàng thì thêm hàng, cột Mục ghi “Câu”.",
     SHEET_PLAIN},
    {"4. Tiêu đề hiện trên nút bấm nên nhiều nhất 28 ký tự. Muốn máy đọc dài hơn thì ghi câu dài "
     "vào cột “Đọc là”.",
     SHEET_PLAIN},
    {"5. Ngày viết ngày/tháng/năm, ví dụ 1/7/2026. Tiền viết 540.000 đồng.", SHEET_PLAIN},
    {"6. “Thôn, bản”: ghi tên các thôn được nghe thông báo này, cách nhau bằng dấu chấm phẩy. Để "
     "trống là cả xã.",
     SHEET_PLAIN},
    {"7. “Số văn bản”: số hiệu văn bản của xã, huyện cũ, tỉnh, trung ương mà thông báo dựa vào.",
     SHEET_PLAIN},
    {"8. “Độ chắc chắn”: A là đã xem trên cổng chính thức hoặc văn bản gốc; B là báo chí hoặc nơi "
     "khác thuật lại; C là chép từ nơi khác; D là chưa xem ở đâu. Mục C và D được máy nói là đang "
     "kiểm tra. Để trống: có số văn bản thì tính là B, không có thì C.",
     SHEET_PLAIN},
    {"9. Số tiền, ngày tháng hay thay đổi thì ghi ở hàng “Số liệu”: cột Nội dung ghi giá trị, cột "
     "Mã đặt tên ngắn không dấu, ví dụ muc_tien; rồi trong câu viết {muc_tien}. Sau này chỉ sửa "
     "một chỗ.",
     SHEET_PLAIN},
    {"10. Cột “Tiếng Mông”, “Tiếng Dao”, “Tiếng Tày”, “Tiếng Giáy”: chỉ điền khi có người biết "
     "tiếng viết cho. Không có thì để trống, máy đọc tiếng Việt. Bản dịch mới luôn là bản nháp "
     "cho đến khi có người duyệt.",
     SHEET_PLAIN},
    {"11. Điền xong thì lưu (kiểu .xlsx), chép vào USB hoặc gửi cho người trông ki-ốt. Máy sẽ chỉ "
     "từng ô sai và cách sửa; sai một ô thì chưa nhập gì cả.",
     SHEET_PLAIN},
    {"Trang “Ví dụ” chỉ để xem, máy không nhập trang ấy.", SHEET_LABEL},
};

static const struct sheet_column GUIDE_COLUMNS[] = {{NULL, NULL, 100}};

static struct sheet_table guide_table(struct arena *arena) {
    struct sheet_cell *cells = arena_array(arena, COUNT(GUIDE), sizeof *cells);
    for (size_t i = 0; i < COUNT(GUIDE); i++) {
        cells[i] = (struct sheet_cell){.text = GUIDE[i].text, .style = GUIDE[i].style};
    }
    return (struct sheet_table){
        "Hướng dẫn", GUIDE_COLUMNS, COUNT(GUIDE_COLUMNS), cells, COUNT(GUIDE), false, 0};
}

/* Made up, and says so. */
static const struct {
    const char *field, *text, *pictogram;
} EXAMPLE[] = {
    {"Tiêu đề", "Tiêm phòng trâu bò", "💉"},
    {"Chủ đề", NULL, NULL},
    {"Câu", "Đây là ví dụ, không phải thông báo thật.", "📢"},
    {"Câu", "Thứ hai tới, thú y xã tiêm phòng cho trâu bò.", "🐃"},
    {"Câu", "Bà con buộc trâu bò ở nhà, đợi từ sáng.", "🏠"},
    {"Câu", "Tiêm không mất tiền.", "💵"},
    {"Câu", "Ai vắng nhà thì báo trưởng thôn trước.", "🙋"},
    {"Từ ngày", "1/7/2026", NULL},
    {"Đến ngày", "8/7/2026", NULL},
    {"Thôn, bản", "Bản Một; Bản Hai", NULL},
    {"Số văn bản", "số và ký hiệu văn bản của xã", NULL},
};

static struct sheet_table example_table(struct template *t) {
    template_columns(t);
    for (size_t i = 0; i < COUNT(EXAMPLE); i++) {
        uint32_t row = template_row(t, EXAMPLE[i].field, i < 3 ? SHEET_REQUIRED : SHEET_LABEL);
        template_put(t, row, FORM_TEXT, EXAMPLE[i].text ? EXAMPLE[i].text : t->topics[0]);
        template_put(t, row, FORM_PICTOGRAM, EXAMPLE[i].pictogram);
    }
    return template_table(t);
}

/* ---- columns ------------------------------------------------------------------------ */

static void add_column(struct template *t, enum form_column column) {
    t->columns[t->column_count++] = (struct template_column){column, 0, VARIANT_TEXT};
}

static bool has_wording(const struct template *t, int lang, enum variant variant) {
    int32_t item_ix = t->item ? (int32_t)(t->item - t->source->items) : LIBRARY_NONE;
    for (uint32_t u = 0; t->item && u < t->source->unit_count; u++) {
        const struct source_unit *unit = &t->source->units[u];
        if (unit->item_ix == item_ix && unit->wordings[variant][lang].text) {
            return true;
        }
    }
    return false;
}

/* The languages of the mountains there, and any that the item is translated into. */
static bool wants_language(const struct template *t, int lang, enum variant variant) {
    static const char *const codes[] = {"hmn", "ium", "tyz", "pcc"};
    for (size_t i = 0; variant == VARIANT_TEXT && i < COUNT(codes); i++) {
        if (str_same(t->source->languages[lang].language.code, codes[i])) {
            return true;
        }
    }
    return has_wording(t, lang, variant);
}

static bool has_photo(const struct template *t) {
    int32_t item_ix = t->item ? (int32_t)(t->item - t->source->items) : LIBRARY_NONE;
    for (uint32_t u = 0; t->item && u < t->source->unit_count; u++) {
        if (t->source->units[u].item_ix == item_ix && t->source->units[u].photo) {
            return true;
        }
    }
    return false;
}

static void add_languages(struct template *t) {
    for (int i = VARIANT_COUNT; i < t->source->language_count * VARIANT_COUNT; i++) {
        int lang_ix = i / VARIANT_COUNT;
        enum variant variant = (enum variant)(i % VARIANT_COUNT);
        if (wants_language(t, lang_ix, variant)) {
            t->columns[t->column_count++] = (struct template_column){FORM_TEXT, lang_ix, variant};
        }
    }
}

void template_columns(struct template *t) {
    static const enum form_column first[] = {FORM_FIELD, FORM_TEXT, FORM_PICTOGRAM, FORM_SAY,
                                             FORM_SHORT};
    for (size_t i = 0; i < COUNT(first); i++) {
        add_column(t, first[i]);
    }
    add_languages(t);
    if (t->kind == ITEM_PROCEDURE) {
        add_column(t, FORM_WHEN);
        add_column(t, FORM_NEXT);
    }
    add_column(t, FORM_ID);
    if (has_photo(t)) {
        add_column(t, FORM_PHOTO);
    }
    bool facts = t->kind == ITEM_PROCEDURE || (t->item && t->item->fact_count);
    for (int c = FORM_TYPE; facts && c < FORM_COLUMN_COUNT; c++) {
        add_column(t, (enum form_column)c);
    }
}

static struct sheet_column heading_of(const struct template *t,
                                      const struct template_column *column) {
    if (column->lang_ix == 0) {
        const struct form_column_name *name = &FORM_COLUMNS[column->column];
        return (struct sheet_column){name->names[0], name->note, name->width};
    }
    const char *language = t->source->languages[column->lang_ix].language.name;
    size_t size = strlen(language) + strlen(FORM_VARIANTS[column->variant]) + 1;
    struct str s;
    str_init(&s, arena_array(t->arena, size, 1), size);
    str_put(&s, language);
    str_put(&s, FORM_VARIANTS[column->variant]);
    return (struct sheet_column){
        s.data, "Bản dịch của người biết tiếng; không có thì để trống. Là bản nháp.", 40};
}

/* ---- rows ---------------------------------------------------------------------------- */

struct sheet_cell *template_cell(struct template *t, uint32_t row, enum form_column column) {
    for (uint32_t c = 0; c < t->column_count; c++) {
        if (t->columns[c].lang_ix == 0 && t->columns[c].column == column) {
            return &t->cells[row * t->column_count + c];
        }
    }
    return NULL;
}

void template_put(struct template *t, uint32_t row, enum form_column column, const char *text) {
    struct sheet_cell *cell = template_cell(t, row, column);
    if (cell && text && *text) {
        cell->text = text;
    }
}

uint32_t template_row(struct template *t, const char *field, enum sheet_style style) {
    if (t->row_count == t->row_room) {
        t->row_room = t->row_room ? 2 * t->row_room : 32;
        struct sheet_cell *bigger =
            arena_array(t->arena, (size_t)t->row_room * t->column_count, sizeof *bigger);
        if (t->row_count) {
            memcpy(bigger, t->cells, (size_t)t->row_count * t->column_count * sizeof *bigger);
        }
        t->cells = bigger;
    }
    uint32_t row = t->row_count++;
    struct sheet_cell *cell = template_cell(t, row, FORM_FIELD);
    cell->text = field;
    cell->style = style;
    struct sheet_cell *pictogram = template_cell(t, row, FORM_PICTOGRAM);
    pictogram->choices = TEMPLATE_PICTOGRAMS;
    return row;
}

struct sheet_table template_table(const struct template *t) {
    struct sheet_column *columns = arena_array(t->arena, t->column_count, sizeof *columns);
    for (uint32_t c = 0; c < t->column_count; c++) {
        columns[c] = heading_of(t, &t->columns[c]);
    }
    return (struct sheet_table){t->name, columns, t->column_count, t->cells, t->row_count, true, 1};
}

/* ---- the whole ------------------------------------------------------------------------ */

struct book_template {
    const struct template_config *config;
    struct source source;
    struct arena arena;
    const char *const *topics;
    struct sheet_table tables[SHEETS_MAX];
    size_t count;
};

static struct template template_new(struct book_template *b, const char *name, enum item_kind kind,
                                    const struct source_item *item) {
    return (struct template){.source = &b->source,
                             .arena = &b->arena,
                             .name = name,
                             .kind = kind,
                             .topics = b->topics,
                             .item = item};
}

static void add_empty(struct book_template *b, const char *name, enum item_kind kind) {
    struct template t = template_new(b, name, kind, NULL);
    template_columns(&t);
    template_empty(&t);
    b->tables[b->count++] = template_table(&t);
}

static bool is_taken(const struct book_template *b, const char *name) {
    for (size_t i = 0; i < b->count; i++) {
        if (strcmp(b->tables[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* The item's id, cut to what a sheet's name may have; ids have no other letters than
 * it may. */
static const char *sheet_name(struct book_template *b, const char *id) {
    char name[SHEET_NAME_CHARACTERS + 1];
    str_copy(name, sizeof name, id);
    for (int n = 2; is_taken(b, name); n++) {
        struct str s;
        str_init(&s, name, sizeof name);
        str_put_n(&s, id, strlen(id) < 26 ? strlen(id) : 26);
        str_printf(&s, "-%d", n);
    }
    return arena_strdup(&b->arena, name);
}

static void add_item(struct book_template *b, const struct source_item *item) {
    struct template t = template_new(b, sheet_name(b, item->id), item->kind, item);
    template_columns(&t);
    template_fill(&t);
    b->tables[b->count++] = template_table(&t);
}

static bool ends_in(const char *name, const char *ending) {
    size_t bytes = strlen(name), tail = strlen(ending);
    return bytes > tail && form_same(name + bytes - tail, ending);
}

static void add_explanations(struct book_template *b) {
    struct template example = template_new(b, "Ví dụ", ITEM_NOTICE, NULL);
    b->tables[b->count++] = guide_table(&b->arena);
    b->tables[b->count++] = example_table(&example);
}

static bool is_wanted(const struct template_config *config, const struct source_item *item) {
    return config->all || str_same(config->item, item->id);
}

static bool add_items(struct book_template *b, struct diag *diag) {
    size_t before = b->count;
    for (int i = 0; i < b->source.item_count && b->count < SHEETS_MAX; i++) {
        if (is_wanted(b->config, &b->source.items[i])) {
            add_item(b, &b->source.items[i]);
        }
    }
    if (b->count == before) {
        diag_error(diag, b->config->content_dir, 0, "không có mục nào mang mã “%s”; hãy xem lại mã",
                   "there is no item \"%s\"; look at its id",
                   b->config->item ? b->config->item : "");
    }
    return b->count > before;
}

static enum err write_book(struct book_template *b, struct diag *diag) {
    const struct template_config *config = b->config;
    bool csv = ends_in(config->file, ".csv"), empty = !config->item && !config->all;
    if (csv && config->all) {
        diag_error(diag, config->file, 0,
                   "tệp CSV chỉ chứa một mục; hãy chọn một mục, hoặc ghi ra .xlsx",
                   "a CSV file has room for one item; choose one, or write .xlsx");
        return ERR_REJECT;
    }
    if (!csv) {
        add_explanations(b);
    }
    if (empty) {
        add_empty(b, "Thông báo", ITEM_NOTICE);
    }
    if (empty && !csv) {
        add_empty(b, "Thủ tục", ITEM_PROCEDURE);
    }
    if (!empty && !add_items(b, diag)) {
        return ERR_REJECT;
    }
    return csv ? sheet_write_csv(config->file, &b->tables[0])
               : sheet_write(config->file, b->tables, b->count);
}

static const char *const *topic_names(struct source *source, struct arena *arena) {
    const char **names = arena_array(arena, source->topic_count + 1U, sizeof *names);
    for (int t = 0; t < source->topic_count; t++) {
        names[t] = source->units[source->topics[t].label_ix]
                       .wordings[VARIANT_TEXT][LIBRARY_VIETNAMESE]
                       .text;
    }
    return names;
}

enum err content_template(const struct template_config *config, struct diag *diag) {
    struct book_template *b = calloc(1, sizeof *b);
    unsigned before = diag->errors;
    enum err err = ERR_REJECT;
    if (!b) {
        abort();
    }
    b->config = config;
    if (source_read(config->content_dir, config->voices_dir, diag, &b->source) &&
        diag->errors == before) {
        b->topics = topic_names(&b->source, &b->arena);
        err = write_book(b, diag);
    }
    source_fini(&b->source);
    arena_fini(&b->arena);
    free(b);
    return err;
}
