#include "content/form.h"

#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "unicode/letters.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

enum { ID_BYTES_MAX = 48, PLAIN_BYTES = 2048 };

const struct form_column_name FORM_COLUMNS[FORM_COLUMN_COUNT] = {
    [FORM_FIELD] = {{"Mục", "Tên mục", "Trường"},
                    "Hàng này là gì: Tiêu đề, Chủ đề, Câu… Đừng đổi tên; để trống nghĩa là giống "
                    "hàng trên.",
                    26},
    [FORM_TEXT] = {{"Nội dung"}, "Chữ hiện trên màn hình. Mỗi câu một hàng, tối đa 15 chữ.", 56},
    [FORM_SAY] = {{"Đọc là"},
                  "Chỉ điền khi máy phải đọc khác chữ hiện ra, ví dụ nhãn ngắn cần đọc dài hơn.",
                  40},
    [FORM_SHORT] = {{"Câu ngắn", "Nói gọn"}, "Câu đơn giản hơn, nếu có.", 30},
    [FORM_PICTOGRAM] = {{"Hình", "Biểu tượng"},
                        "Một hình nhỏ giúp người không biết chữ, ví dụ 📅 💵 🏥.",
                        8},
    [FORM_ID] = {{"Mã (đừng sửa)", "Mã"},
                 "Mã của hàng. Hàng mới thì để trống, máy tự đặt. Hàng cũ thì giữ nguyên để không "
                 "mất bản dịch và bản ghi âm. Với “Số liệu”: tên đặt trong ngoặc nhọn của câu.",
                 14},
    [FORM_WHEN] = {{"Khi", "Điều kiện"},
                   "Hàng này chỉ hiện khi câu hỏi được trả lời thế nào, ví dụ: place: slip, home; "
                   "age: late. Để trống: luôn hiện.",
                   20},
    [FORM_NEXT] = {{"Đi tiếp", "Tiếp theo"},
                   "Trả lời xong thì sang câu hỏi nào; “giấy tờ” là hết câu hỏi; item:mã là sang "
                   "mục khác. Để trống: câu hỏi kế tiếp.",
                   16},
    [FORM_PHOTO] = {{"Ảnh"}, "Tên tệp ảnh.", 14},
    [FORM_TYPE] = {{"Loại"}, "Của “Số liệu”: tiền, số hoặc ngày.", 8},
    [FORM_LEGAL] = {{"Văn bản của số liệu"}, "Số hiệu văn bản định ra số liệu này.", 20},
    [FORM_FROM] = {{"Số liệu từ ngày"}, "ngày/tháng/năm", 12},
    [FORM_TO] = {{"Số liệu đến ngày"}, "ngày/tháng/năm; để trống: chưa hết hạn", 12},
    [FORM_CHECKED_ON] = {{"Ngày kiểm tra"}, "Ngày so với văn bản. Chưa so thì để trống.", 12},
    [FORM_CHECKED_BY] = {{"Người kiểm tra"}, "Chức danh, không ghi tên.", 14},
    [FORM_EVIDENCE] = {{"Độ chắc của số liệu"}, "A, B, C hoặc D; xem trang Hướng dẫn.", 10},
};

#define BOTH (FORM_NOTICE | FORM_PROCEDURE)

const struct form_field FORM_FIELDS[] = {
    {{"Tiêu đề", "Tên thông báo"}, ROLE_TITLE, FORM_NOTICE, SECTION_BODY, false},
    {{"Tên thủ tục", "Tên TTHC", "Tên thủ tục hành chính"},
     ROLE_TITLE,
     FORM_PROCEDURE,
     SECTION_BODY,
     false},
    {{"Chủ đề"}, ROLE_TOPIC, BOTH, SECTION_BODY, false},
    {{"Lời mở đầu"}, ROLE_OPENING, FORM_PROCEDURE, SECTION_BODY, true},
    {{"Câu", "Nội dung", "Dòng"}, ROLE_SENTENCE, BOTH, SECTION_BODY, true},
    {{"Từ ngày", "Ngày hiệu lực", "Có hiệu lực từ", "Bắt đầu"},
     ROLE_FROM,
     BOTH,
     SECTION_BODY,
     false},
    {{"Đến ngày", "Ngày hết hiệu lực", "Hết hiệu lực", "Kết thúc"},
     ROLE_TO,
     BOTH,
     SECTION_BODY,
     false},
    {{"Thôn, bản", "Thôn", "Bản", "Thôn bản nào", "Dành cho"},
     ROLE_VILLAGES,
     BOTH,
     SECTION_BODY,
     true},
    {{"Số văn bản", "Số quyết định", "Số ký hiệu", "Văn bản"},
     ROLE_LEGAL,
     FORM_NOTICE,
     SECTION_BODY,
     true},
    {{"Căn cứ pháp lý"}, ROLE_LEGAL, FORM_PROCEDURE, SECTION_BODY, true},
    {{"Nguồn"}, ROLE_SOURCES, BOTH, SECTION_BODY, true},
    {{"Mức khẩn", "Khẩn cấp", "Mức độ", "Ưu tiên"}, ROLE_PRIORITY, BOTH, SECTION_BODY, false},
    {{"Độ chắc chắn"}, ROLE_EVIDENCE, BOTH, SECTION_BODY, false},
    {{"Mã mục", "Mã thông báo"}, ROLE_ID, BOTH, SECTION_BODY, false},
    {{"Mã thủ tục", "Mã TTHC"}, ROLE_CODE, FORM_PROCEDURE, SECTION_BODY, false},
    {{"Số liệu", "Số tiền", "Mức tiền"}, ROLE_FACT, BOTH, SECTION_BODY, true},
    {{"Câu hỏi"}, ROLE_QUESTION, FORM_PROCEDURE, SECTION_BODY, true},
    {{"Trả lời", "Câu trả lời"}, ROLE_ANSWER, FORM_PROCEDURE, SECTION_BODY, true},
    {{"Thành phần hồ sơ", "Tên giấy tờ", "Giấy tờ", "Giấy tờ mang theo"},
     ROLE_ENTRY,
     FORM_PROCEDURE,
     SECTION_PAPERS,
     true},
    {{"Trình tự thực hiện", "Các bước", "Bước", "Trình tự"},
     ROLE_ENTRY,
     FORM_PROCEDURE,
     SECTION_STEPS,
     true},
    {{"Cách thức thực hiện", "Cơ quan thực hiện", "Địa chỉ tiếp nhận", "Hình thức nộp", "Nơi nộp"},
     ROLE_ENTRY,
     FORM_PROCEDURE,
     SECTION_WHERE,
     true},
    {{"Phí, lệ phí", "Phí", "Lệ phí"}, ROLE_ENTRY, FORM_PROCEDURE, SECTION_FEE, true},
    {{"Thời hạn giải quyết", "Thời hạn", "Thời gian"},
     ROLE_ENTRY,
     FORM_PROCEDURE,
     SECTION_TIME,
     true},
    {{"Kết quả thực hiện", "Kết quả"}, ROLE_ENTRY, FORM_PROCEDURE, SECTION_RESULT, true},
    {{"Khó khăn thường gặp", "Khó khăn", "Lưu ý"}, ROLE_ENTRY, FORM_PROCEDURE, SECTION_HARD, true},
    {{"Lĩnh vực", "Cấp thực hiện", "Loại thủ tục", "Từ khóa", "Ghi chú"},
     ROLE_IGNORED,
     BOTH,
     SECTION_BODY,
     true},
    {{"Đối tượng thực hiện", "Cơ quan có thẩm quyền", "Cơ quan phối hợp", "Cơ quan được ủy quyền",
      "Yêu cầu, điều kiện thực hiện"},
     ROLE_IGNORED,
     BOTH,
     SECTION_BODY,
     true},
};
const size_t FORM_FIELD_COUNT = COUNT(FORM_FIELDS);

const char *const FORM_SECTIONS[SECTION_COUNT] = {
    [SECTION_BODY] = "body",     [SECTION_PAPERS] = "papers", [SECTION_STEPS] = "steps",
    [SECTION_WHERE] = "where",   [SECTION_FEE] = "fee",       [SECTION_TIME] = "time",
    [SECTION_RESULT] = "result", [SECTION_HARD] = "hard"};

const char *const FORM_PRIORITIES[] = {"thường", "cao", "khẩn cấp", NULL};
const char *const FORM_FACT_TYPES[] = {
    [FACT_MONEY] = "tiền", [FACT_COUNT] = "số", [FACT_DATE] = "ngày", [FACT_DATE + 1] = NULL};
const char *const FORM_VARIANTS[] = {"", ", đọc là", ", câu ngắn"};

/* ---- names ----------------------------------------------------------------------- */

static bool is_sign(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/* Words of a text without marks, `between` them. Letters of other scripts end a
 * word. */
static bool words_of(const char *text, char between, char *out, size_t size) {
    char plain[PLAIN_BYTES];
    size_t used = 0;
    bool pending = false;
    if (!letters_plain(text, plain, sizeof plain)) {
        return false;
    }
    for (const char *c = plain; *c; c++) {
        if (!is_sign(*c)) {
            pending = used > 0;
            continue;
        }
        if (used + 2 >= size) {
            return false;
        }
        if (pending) {
            out[used++] = between;
            pending = false;
        }
        out[used++] = *c;
    }
    out[used] = '\0';
    return true;
}

bool form_key(const char *name, char key_out[FORM_KEY_BYTES]) {
    return words_of(name, ' ', key_out, FORM_KEY_BYTES);
}

bool form_same(const char *a, const char *b) {
    char key_a[FORM_KEY_BYTES], key_b[FORM_KEY_BYTES];
    return form_key(a, key_a) && form_key(b, key_b) && *key_a && strcmp(key_a, key_b) == 0;
}

/* The longest beginning of whole words that an id has room for. */
static void shorten(char *id) {
    if (strlen(id) <= ID_BYTES_MAX) {
        return;
    }
    bool word_ends = id[ID_BYTES_MAX] == '-';
    id[ID_BYTES_MAX] = '\0';
    char *dash = word_ends ? NULL : strrchr(id, '-');
    if (dash) {
        *dash = '\0';
    }
}

bool form_id(const char *text, char id_out[FORM_KEY_BYTES]) {
    char words[PLAIN_BYTES];
    if (!words_of(text, '-', words, sizeof words) || !*words) {
        return false;
    }
    shorten(words);
    struct str id;
    str_init(&id, id_out, FORM_KEY_BYTES);
    str_put(&id, *words >= '0' && *words <= '9' ? "so-" : "");
    str_put(&id, words);
    shorten(id_out);
    return true;
}

static bool is_named(const char *const names[FORM_NAMES_MAX], const char *name) {
    for (size_t i = 0; i < FORM_NAMES_MAX && names[i]; i++) {
        if (form_same(names[i], name)) {
            return true;
        }
    }
    return false;
}

const struct form_field *form_field_named(const char *name) {
    for (size_t i = 0; i < FORM_FIELD_COUNT; i++) {
        if (is_named(FORM_FIELDS[i].names, name)) {
            return &FORM_FIELDS[i];
        }
    }
    return NULL;
}

enum form_column form_column_named(const char *name) {
    int c = 0;
    while (c < FORM_COLUMN_COUNT && !is_named(FORM_COLUMNS[c].names, name)) {
        c++;
    }
    return (enum form_column)c;
}

const struct form_field *form_field_of(enum form_role role, enum item_kind kind,
                                       enum section section) {
    for (size_t i = 0; i < FORM_FIELD_COUNT; i++) {
        const struct form_field *field = &FORM_FIELDS[i];
        if (field->role == role && (field->kinds & 1U << kind) && field->section == section) {
            return field;
        }
    }
    return NULL;
}

/* ---- likeness -------------------------------------------------------------------- */

/* How many letters have to be put in, taken out or changed (Levenshtein 1966, row by
 * row). */
static size_t distance(const char *a, const char *b) {
    size_t row[FORM_KEY_BYTES];
    size_t bytes = strlen(b);
    for (size_t j = 0; j <= bytes; j++) {
        row[j] = j;
    }
    for (size_t i = 0; a[i]; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 1; j <= bytes; j++) {
            size_t changed = diagonal + (a[i] != b[j - 1]);
            size_t shifted = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            diagonal = row[j];
            row[j] = changed < shifted ? changed : shifted;
        }
    }
    return row[bytes];
}

const char *form_nearest(const char *name, const char *const *names, size_t count) {
    char key[FORM_KEY_BYTES], other[FORM_KEY_BYTES];
    const char *nearest = NULL;
    size_t best = SIZE_MAX;
    if (!form_key(name, key)) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (names[i] && form_key(names[i], other) && distance(key, other) < best) {
            best = distance(key, other);
            nearest = names[i];
        }
    }
    return best <= 2 + strlen(key) / 4 ? nearest : NULL;
}
