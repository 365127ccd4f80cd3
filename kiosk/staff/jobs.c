#include "staff/jobs.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/str.h"
#include "content/diff.h"
#include "content/import.h"
#include "content/layers.h"
#include "content/pack_read.h"
#include "content/tell.h"
#include "staff/jobs_parts.h"
#include "staff/lines.h"
#include "staff/rules.h"
#include "staff/stick.h"
#include "unicode/nfc.h"

enum { DAY_DIGITS = 8 };

static const char cannot_read_history[] =
    "Máy không đọc được sổ ghi những gì đã nói. Xin gọi kỹ thuật viên.";

int job_fail(const struct job_run *run, const char *sentence) {
    lines_text(run->out, "vi", sentence);
    return 1;
}

static int fail_answer(const struct job_run *run, const struct shelf_answer *answer) {
    return job_fail(run, shelf_sentence(answer, true));
}

static void progress(void *context, int64_t done, int64_t total) {
    const struct job_run *run = context;
    lines_step(run->out, done, total);
}

/* Who does it, and who agreed. */
static const char *both_names(const struct jobs_config *config, char space[MANIFEST_BY_BYTES]) {
    struct str s;
    str_init(&s, space, MANIFEST_BY_BYTES);
    str_put(&s, config->by);
    if (*config->with && !str_same(config->with, config->by)) {
        str_printf(&s, ", %s", config->with);
    }
    return space;
}

/* ---- what is shown ------------------------------------------------------------------------ */

void job_read_now(struct job_run *run, struct library *library) {
    unsigned news;
    if (shelf_read(run->station.shelf, library, &news)) {
        *library = (struct library){0};
    }
}

static bool pack_path(const struct job_run *run, const char *hash, char path_out[PATH_BYTES]) {
    struct str path;
    str_init(&path, path_out, PATH_BYTES);
    str_printf(&path, "%s/packs/%s.pack", run->station.library, hash);
    return !path.cut;
}

enum err job_read_base(struct job_run *run, struct library *library) {
    struct shelf_row rows[SHELF_ROWS_MAX];
    char path[PATH_BYTES];
    bool found = false;
    int count = shelf_list(run->station.shelf, rows);
    str_copy(path, sizeof path, run->station.starter);
    for (int i = 0, used = 0; i < count && !found; i++) {
        bool is_province = !rows[i].is_starter && rows[i].role == TRUST_PROVINCE;
        used |= is_province && rows[i].in_use;
        found = is_province && used && rows[i].is_whole && pack_path(run, rows[i].hash, path);
    }
    return pack_read(path, library) ? ERR_RETRY : ERR_OK;
}

/* ---- a difference, told ---------------------------------------------------------------------- */

static const char *const diff_words[] = {"Thêm", "Sửa", "Bỏ"};

/* The desk keeps DESK_LINES_MAX lines: how many items are left out is said. */
enum { DIFF_ROWS_TOLD = DESK_LINES_MAX / 2 };

static void tell_rows(const struct job_run *run, const struct diff *diff) {
    char text[DESK_LINE_BYTES];
    struct str s;
    for (int i = 0; i < diff->count && i < DIFF_ROWS_TOLD; i++) {
        str_init(&s, text, sizeof text);
        str_printf(&s, "%s: %s", diff_words[diff->rows[i].kind], diff->rows[i].title);
        lines_text(run->out, "vi", text);
    }
    if (diff->count > DIFF_ROWS_TOLD) {
        str_init(&s, text, sizeof text);
        str_printf(&s, "Và %d mục nữa.", diff->count - DIFF_ROWS_TOLD);
        lines_text(run->out, "vi", text);
    }
    if (diff->count == 0) {
        lines_text(run->out, "vi", "Không có gì khác với bây giờ.");
    }
}

static const char *language_name(const struct library *library, const char *code) {
    int ix = library_language(library, code);
    return ix == LIBRARY_NONE ? code : library->languages[ix].name;
}

static void tell_languages(const struct job_run *run, const struct library *then,
                           const struct diff *diff) {
    char text[DESK_LINE_BYTES];
    for (int i = 0; i < diff->language_count; i++) {
        const struct diff_language *row = &diff->languages[i];
        struct str s;
        str_init(&s, text, sizeof text);
        str_printf(&s, "%s: thêm %u câu, sửa %u câu, bỏ %u câu.", language_name(then, row->code),
                   row->added, row->changed, row->removed);
        if (row->added + row->changed + row->removed > 0) {
            lines_text(run->out, "vi", text);
        }
    }
}

/* What an item says in one language, as far as it is written. */
static void tell_whole(const struct job_run *run, const struct library *library,
                       const struct item *item, int lang_ix) {
    char *text = NULL;
    size_t bytes = 0;
    FILE *memory = open_memstream(&text, &bytes);
    if (!memory) {
        abort(); /* no memory */
    }
    tell_item(library, item, lang_ix, memory);
    fclose(memory);
    lines_text(run->out, library->languages[lang_ix].code, text);
    free(text);
}

static void tell_all_languages(const struct job_run *run, const struct library *library,
                               const char *id) {
    int32_t ix = library_item(library, id);
    for (int lang = 0; ix != LIBRARY_NONE && lang < library->language_count; lang++) {
        tell_whole(run, library, &library->items[ix], lang);
    }
}

/* `whole`: each item that is new or other is told from beginning to end, too. */
static void tell_diff(const struct job_run *run, const struct library *now,
                      const struct library *then, bool whole) {
    struct diff diff;
    diff_libraries(now, then, &diff);
    tell_rows(run, &diff);
    tell_languages(run, then, &diff);
    for (int i = 0; whole && i < diff.count; i++) {
        if (diff.rows[i].kind != DIFF_REMOVED) {
            tell_all_languages(run, then, diff.rows[i].id);
        }
    }
    diff_fini(&diff);
}

/* ---- sticks ------------------------------------------------------------------------------- */

/* A name that can be shown: UTF-8 of one line. A stick may hold any bytes. */
static bool is_readable(const char *name) {
    bool plain = nfc_is_utf8(name, strlen(name));
    for (; *name; name++) {
        plain = plain && (unsigned char)*name >= ' ' && *name != 0x7F;
    }
    return plain;
}

/* What the desk cannot name, it cannot ask for. */
static void list_file(const struct job_run *run, const char *dir, const char *name,
                      const char *note) {
    char path[PATH_BYTES];
    bool fits = paths_join(dir, name, path, PATH_BYTES) && strlen(path) < DESK_REF_BYTES;
    if (!is_readable(path)) {
        lines_entry(run->out, "", "?", "tên tệp có ký tự lạ; xin đặt tên khác");
    } else if (!fits) {
        lines_entry(run->out, "", name, "tên tệp dài quá; xin đặt tên ngắn hơn");
    } else {
        lines_entry(run->out, path, name, note);
    }
}

static void list_stick(const struct job_run *run, const char *dir) {
    char packs[SHELF_FOUND_MAX][SHELF_NAME_BYTES], sheets[STICK_SHEETS_MAX][SHELF_NAME_BYTES];
    int count = shelf_find(dir, packs);
    for (int i = 0; i < count; i++) {
        list_file(run, dir, packs[i], "gói nội dung");
    }
    count = stick_sheets(dir, sheets);
    for (int i = 0; i < count; i++) {
        list_file(run, dir, sheets[i], "bảng tính");
    }
}

static int look(struct job_run *run) {
    char dirs[STICK_DIRS_MAX][PATH_BYTES];
    int count = stick_dirs(run->config->stick_dir, dirs);
    for (int i = 0; i < count; i++) {
        list_stick(run, dirs[i]);
    }
    return 0;
}

/* A file right on a stick that is plugged in now. */
struct stick_file {
    char dir[PATH_BYTES];
    const char *name;
};

static bool find_on_stick(const struct job_run *run, struct stick_file *file_out) {
    char dirs[STICK_DIRS_MAX][PATH_BYTES];
    int count = stick_dirs(run->config->stick_dir, dirs);
    const char *slash = strrchr(run->config->ref, '/');
    for (int i = 0; slash && i < count; i++) {
        size_t bytes = strlen(dirs[i]);
        if ((size_t)(slash - run->config->ref) == bytes &&
            memcmp(run->config->ref, dirs[i], bytes) == 0) {
            str_copy(file_out->dir, PATH_BYTES, dirs[i]);
            file_out->name = slash + 1;
            return true;
        }
    }
    return false;
}

static bool is_pack(const char *name) {
    size_t bytes = strlen(name);
    return bytes > 5 && str_same(name + bytes - 5, ".pack");
}

static struct shelf_request request_of(struct job_run *run, const struct stick_file *file) {
    return (struct shelf_request){.dir = file->dir,
                                  .name = file->name,
                                  .roles = TRUST_BIT(TRUST_PROVINCE) | TRUST_BIT(TRUST_COMMUNE),
                                  .progress = progress,
                                  .context = run};
}

/* ---- what was heard is what is loaded --------------------------------------------------- */

/* A stick may answer otherwise the second time, and another may have been plugged in:
 * what was told last is kept by its hash, and nothing else is loaded. */
static void note_heard(struct job_run *run, const char *hash) {
    char text[SEAL_HASH_BYTES + 1];
    struct str s;
    str_init(&s, text, sizeof text);
    str_printf(&s, "%s\n", hash);
    if (disk_folder(&DISK, run->station.local) ||
        disk_replace(&DISK, run->station.local, "heard", text, s.used)) {
        /* logged; then it is not loaded either */
    }
}

static bool was_heard(const struct job_run *run, const char *hash) {
    char path[PATH_BYTES], text[SEAL_HASH_BYTES + 1];
    size_t bytes = 0;
    return paths_join(run->station.local, "heard", path, PATH_BYTES) && access(path, F_OK) == 0 &&
           !seal_read_small(path, text, sizeof text, &bytes) && bytes == SEAL_HASH_BYTES &&
           memcmp(text, hash, SEAL_HASH_BYTES - 1) == 0;
}

static int fail_unheard(const struct job_run *run) {
    return job_fail(run,
                    "Nội dung trên USB không đúng như đã nghe. Xin xem và nghe lại rồi mới nạp.");
}

/* ---- packs -------------------------------------------------------------------------------- */

static int inspect_pack(struct job_run *run, const struct stick_file *file) {
    struct shelf_candidate candidate;
    struct shelf_answer answer;
    struct library now = {0};
    struct shelf_request request = request_of(run, file);
    if (shelf_prepare(run->station.shelf, &request, &candidate, &answer)) {
        return fail_answer(run, &answer);
    }
    job_read_now(run, &now);
    lines_text(run->out, "vi",
               candidate.role == TRUST_PROVINCE ? "Gói này do tỉnh ký." : "Gói này do xã ký.");
    tell_diff(run, &now, &candidate.library, false);
    note_heard(run, candidate.hash);
    library_fini(&now);
    shelf_drop(run->station.shelf, &candidate);
    return 0;
}

static int load_pack(struct job_run *run, const struct stick_file *file) {
    struct shelf_candidate candidate;
    struct shelf_answer answer;
    char by[MANIFEST_BY_BYTES];
    struct shelf_request request = request_of(run, file);
    if (shelf_prepare(run->station.shelf, &request, &candidate, &answer)) {
        return fail_answer(run, &answer);
    }
    if (!was_heard(run, candidate.hash)) {
        shelf_drop(run->station.shelf, &candidate);
        return fail_unheard(run);
    }
    if (shelf_commit(run->station.shelf, &candidate, both_names(run->config, by), &answer)) {
        return fail_answer(run, &answer);
    }
    lines_text(run->out, "vi", shelf_sentence(&answer, true));
    return 0;
}

/* ---- spreadsheets: the commune's own notices ------------------------------------------ */

void problems_init(struct problems *problems) {
    *problems = (struct problems){0};
    problems->diag.out = open_memstream(&problems->text, &problems->bytes);
    if (!problems->diag.out) {
        abort(); /* no memory */
    }
}

/* Staff know sheets and cells, not where the machine works on them. What was found
 * wrong with no sheet is logged: then it was the disk. */
void problems_tell(struct problems *problems, const struct job_run *run,
                   const struct layer *layer) {
    fflush(problems->diag.out);
    size_t bytes = strlen(layer->work) + 1;
    char *at = problems->text;
    while ((at = strstr(at, layer->work))) {
        memmove(at, at + bytes, strlen(at + bytes) + 1);
    }
    lines_text(run->out, "vi",
               *problems->text ? problems->text
                               : "Máy không ghi được: đĩa đầy hoặc hỏng. Xin gọi kỹ thuật viên.");
}

void problems_fini(struct problems *problems) {
    fclose(problems->diag.out);
    free(problems->text);
}

/* The sheet's notice in the copy of the layer, and its pack built. */
static enum err add_sheet(struct job_run *run, const struct stick_file *file,
                          const struct layer *layer, struct problems *problems) {
    char sheet[PATH_BYTES];
    const char *why = "";
    if (!paths_join(layer->work, file->name, sheet, PATH_BYTES) ||
        !stick_copy(file->dir, file->name, sheet, &why)) {
        fprintf(problems->diag.out, "%s\n", why);
        return ERR_REJECT;
    }
    struct import_config config = {.file = sheet,
                                   .content_dir = layer->work,
                                   .voices_dir = run->config->voices_dir,
                                   .replace = true};
    enum err err = content_import(&config, &problems->diag);
    remove(sheet);
    return err ? err : layer_build(layer, run->config->voices_dir, &problems->diag);
}

static int inspect_sheet(struct job_run *run, const struct layer *layer, struct library *base) {
    char hash[SEAL_HASH_BYTES];
    struct library over = {0}, now = {0};
    struct layers_report report;
    if (pack_read_with(layer->pack, PACK_LAYER, &over) || layers_lay(base, &over, &report)) {
        library_fini(&over);
        return job_fail(run, "Bảng tính này không ghép được với nội dung đang có.");
    }
    job_read_now(run, &now);
    tell_diff(run, &now, base, true);
    library_fini(&now);
    if (!seal_hash_file(layer->pack, hash)) {
        note_heard(run, hash);
    }
    return 0;
}

int job_publish(struct job_run *run, const struct layer *layer, const char *done) {
    struct shelf_answer answer = {.word = SHELF_DISK_FAILED};
    char by[MANIFEST_BY_BYTES];
    enum err err = layer_publish(&run->station, layer, both_names(run->config, by), &answer);
    if (err == ERR_STOP) {
        return job_fail(run, "Máy chưa có khóa của xã. Kỹ thuật viên tạo khóa bằng lệnh: tiengban "
                             "content keygen.");
    }
    if (err) {
        return fail_answer(run, &answer);
    }
    lines_text(run->out, "vi", done);
    return 0;
}

/* Builds are the same to the byte: the pack that was told is the pack that is signed. */
static int publish_sheet(struct job_run *run, const struct layer *layer) {
    char hash[SEAL_HASH_BYTES];
    return seal_hash_file(layer->pack, hash) || !was_heard(run, hash)
               ? fail_unheard(run)
               : job_publish(run, layer, "Đã đưa tin của xã lên máy.");
}

static int fail_begin(const struct job_run *run, enum err err) {
    if (err == ERR_DEGRADE) {
        return job_fail(run, "Có người khác đang sửa tin của xã. Xin chờ một lát rồi làm lại.");
    }
    if (err == ERR_REJECT) {
        return job_fail(run,
                        "Phần của xã đang dùng được đóng gói ở máy khác, ở đây không sửa được. Xin "
                        "nạp gói mới từ nơi ấy, hoặc dùng lại bản trước.");
    }
    return job_fail(run, "Máy không chuẩn bị được chỗ làm. Xin gọi kỹ thuật viên.");
}

static int with_sheet(struct job_run *run, const struct stick_file *file, bool load) {
    struct layer layer;
    struct library base = {0};
    struct problems problems;
    int status;
    problems_init(&problems);
    enum err err = job_read_base(run, &base);
    err = err ? err : layer_begin(&run->station, &base, &layer);
    lines_step(run->out, 1, 4);
    if (err) {
        status = fail_begin(run, err);
    } else if (add_sheet(run, file, &layer, &problems)) {
        problems_tell(&problems, run, &layer);
        status = 1;
    } else {
        lines_step(run->out, 3, 4);
        status = load ? publish_sheet(run, &layer) : inspect_sheet(run, &layer, &base);
    }
    if (!err) {
        layer_end(&run->station, &layer);
    }
    library_fini(&base);
    problems_fini(&problems);
    return status;
}

static int with_file(struct job_run *run, bool load) {
    struct stick_file file;
    if (!find_on_stick(run, &file)) {
        return job_fail(run, "Không thấy tệp này trên USB nữa. Xin cắm lại USB.");
    }
    if (!is_pack(file.name)) {
        return with_sheet(run, &file, load);
    }
    return load ? load_pack(run, &file) : inspect_pack(run, &file);
}

static int inspect(struct job_run *run) { return with_file(run, false); }

static int load(struct job_run *run) { return with_file(run, true); }

/* ---- the commune's own notices -------------------------------------------------------- */

static enum err read_layer(struct job_run *run, struct library *layer) {
    char hash[SEAL_HASH_BYTES], path[PATH_BYTES];
    return station_layer(&run->station, hash) && pack_path(run, hash, path)
               ? pack_read_with(path, PACK_LAYER, layer)
               : ERR_OK; /* there is none: an empty one */
}

static int list_notices(struct job_run *run) {
    struct library layer = {0};
    struct arena arena = {0};
    if (read_layer(run, &layer)) {
        return job_fail(run, "Không đọc được tin của xã. Xin gọi kỹ thuật viên.");
    }
    for (uint16_t i = 0; i < layer.item_count; i++) {
        lines_entry(run->out, layer.items[i].id, tell_title(&layer, &layer.items[i], &arena), "");
    }
    arena_fini(&arena);
    library_fini(&layer);
    return 0;
}

static int show_notice(struct job_run *run) {
    struct library now = {0};
    job_read_now(run, &now);
    tell_all_languages(run, &now, run->config->ref);
    library_fini(&now);
    return 0;
}

static int take_back(struct job_run *run) {
    struct layer layer;
    struct library base = {0};
    struct diag diag = {0};
    int status;
    enum err err = job_read_base(run, &base);
    err = err ? err : layer_begin(&run->station, &base, &layer);
    if (err) {
        status = fail_begin(run, err);
    } else if (layer_remove(&layer, run->config->ref) ||
               (!layer_is_empty(&layer) && layer_build(&layer, run->config->voices_dir, &diag))) {
        status = job_fail(run, "Không gỡ được tin này. Nội dung vẫn như cũ.");
    } else {
        status = job_publish(run, &layer, "Đã gỡ tin này xuống. Từ bây giờ máy không nói nữa.");
    }
    if (!err) {
        layer_end(&run->station, &layer);
    }
    library_fini(&base);
    return status;
}

/* ---- earlier content --------------------------------------------------------------- */

/* In the place of a hash: no pack of the province, so that the starter pack is shown. */
static const char no_pack[] = "none";

static int list_releases(struct job_run *run) {
    struct shelf_row rows[SHELF_ROWS_MAX];
    char ref[DESK_REF_BYTES], note[DESK_NOTE_BYTES];
    int count = shelf_list(run->station.shelf, rows);
    bool covered = false; /* the starter pack is */
    for (int i = 0; i < count; i++) {
        const struct shelf_row *row = &rows[i];
        struct str s;
        covered = covered || (!row->is_starter && row->in_use && row->role == TRUST_PROVINCE);
        if (row->is_starter || row->in_use || !row->is_whole) {
            continue;
        }
        str_init(&s, ref, sizeof ref);
        str_printf(&s, "%s:%s", trust_role_name(row->role), row->hash);
        str_init(&s, note, sizeof note);
        str_printf(&s, "%s, bản %s", row->role == TRUST_PROVINCE ? "của tỉnh" : "của xã",
                   row->version);
        lines_entry(run->out, ref, row->name, note);
    }
    if (covered) {
        struct str s;
        str_init(&s, ref, sizeof ref);
        str_printf(&s, "%s:%s", trust_role_name(TRUST_PROVINCE), no_pack);
        lines_entry(run->out, ref, "Nội dung có sẵn theo máy", "trước mọi bản của tỉnh");
    }
    return 0;
}

/* "role:hash" of an earlier pack that is still here, or the starter pack. */
static bool find_release(struct job_run *run, struct shelf_row *row_out) {
    struct shelf_row rows[SHELF_ROWS_MAX];
    const char *colon = strchr(run->config->ref, ':');
    int count = shelf_list(run->station.shelf, rows);
    for (int i = 0; colon && i < count; i++) {
        bool wanted =
            rows[i].is_starter ? str_same(colon + 1, no_pack) : str_same(colon + 1, rows[i].hash);
        if (wanted) {
            *row_out = rows[i];
            return true;
        }
    }
    return false;
}

/* What would be shown with that pack in the place of the one in use. */
static enum err read_release(struct job_run *run, const struct shelf_row *row,
                             struct library *library) {
    struct library over = {0};
    struct layers_report report;
    char path[PATH_BYTES];
    bool province = row->is_starter || row->role == TRUST_PROVINCE;
    if (row->is_starter ? !str_copy(path, sizeof path, run->station.starter)
                        : !pack_path(run, row->hash, path)) {
        return ERR_REJECT;
    }
    enum err err = province ? pack_read(path, library) : job_read_base(run, library);
    err = err ? err : province ? read_layer(run, &over) : pack_read_with(path, PACK_LAYER, &over);
    if (!err && over.pack_count > 0) {
        err = layers_lay(library, &over, &report);
    }
    library_fini(&over);
    return err;
}

static int compare(struct job_run *run) {
    struct shelf_row row;
    struct library now = {0}, then = {0};
    if (!find_release(run, &row) || read_release(run, &row, &then)) {
        library_fini(&then);
        return job_fail(run, "Bản này không còn dùng được. Xin chọn bản khác.");
    }
    job_read_now(run, &now);
    tell_diff(run, &now, &then, false);
    library_fini(&now);
    library_fini(&then);
    return 0;
}

static int roll_back(struct job_run *run) {
    struct shelf_row row;
    struct shelf_answer answer;
    char by[MANIFEST_BY_BYTES];
    if (!find_release(run, &row)) {
        return job_fail(run, "Bản này không còn trên máy. Xin chọn bản khác.");
    }
    if (shelf_use(run->station.shelf, row.is_starter ? TRUST_PROVINCE : row.role,
                  row.is_starter ? NULL : row.hash, both_names(run->config, by), &answer)) {
        return fail_answer(run, &answer);
    }
    lines_text(run->out, "vi", "Máy đang dùng lại bản này.");
    return 0;
}

/* ---- what was said on a day --------------------------------------------------------------- */

/* "03052026" → 20260503; 0 if there is no such day. Ends at the ninth character. */
static int32_t day_of(const char *digits) {
    char *end;
    long number = strtol(digits, &end, 10);
    long day = number / 1000000, month = number / 10000 % 100, year = number % 10000;
    bool right = end - digits == DAY_DIGITS && date_exists(year, month, day);
    return right ? (int32_t)(year * 10000 + month * 100 + day) : 0;
}

/* One walk over the texts of a day. */
struct day_walk {
    const struct job_run *run;
    const char *item; /* this one; NULL: all */
    bool commune;     /* whose texts: the commune's own, or the others */
    char last[DESK_REF_BYTES];
    int count;
};

static const char *whose(const char *role) {
    return str_same(role, trust_role_name(TRUST_COMMUNE))    ? "của xã"
           : str_same(role, trust_role_name(TRUST_PROVINCE)) ? "của tỉnh"
                                                             : "có sẵn trong máy";
}

/* An entry for each item; if it was replaced on that day, one for both texts. */
static void list_span(void *context, const struct history_row *row) {
    struct day_walk *walk = context;
    char ref[DESK_REF_BYTES];
    struct str s;
    bool commune = str_same(row->role, trust_role_name(TRUST_COMMUNE));
    str_init(&s, ref, sizeof ref);
    str_printf(&s, "%.*s:%s", DAY_DIGITS, walk->run->config->ref, row->item);
    if (commune == walk->commune && !str_same(ref, walk->last)) {
        lines_entry(walk->run->out, ref, row->title, whose(row->role));
        str_copy(walk->last, sizeof walk->last, ref);
    }
}

static void put_day(struct str *s, int32_t day) {
    str_printf(s, "%02d/%02d/%04d", day % 100, day / 100 % 100, day / 10000);
}

static void tell_span(void *context, const struct history_row *row) {
    struct day_walk *walk = context;
    char text[DESK_LINE_BYTES];
    struct str s;
    if (!str_same(row->item, walk->item)) {
        return;
    }
    str_init(&s, text, sizeof text);
    str_put(&s, "Máy nói từ ngày ");
    put_day(&s, row->from_day);
    if (row->to_day > 0) {
        str_put(&s, " đến ngày ");
        put_day(&s, row->to_day);
    }
    str_put(&s, ":");
    lines_text(walk->run->out, "vi", text);
    lines_text(walk->run->out, "vi", row->text);
    walk->count++;
}

/* Opens the book of what was said; NULL: a sentence is told. */
static struct history *open_day(struct job_run *run, int32_t *day_out) {
    struct library now = {0};
    *day_out = day_of(run->config->ref);
    if (*day_out == 0) {
        job_fail(run, "Không có ngày này. Xin gõ lại: hai số ngày, hai số tháng, bốn số năm.");
        return NULL;
    }
    job_read_now(run, &now); /* makes the history agree with what is shown */
    library_fini(&now);
    struct history *history = shelf_history(run->station.shelf);
    if (!history) {
        job_fail(run, cannot_read_history);
    }
    return history;
}

/* The commune's own notices first: they are what is asked for. */
static int list_day(struct job_run *run) {
    int32_t day;
    struct history *history = open_day(run, &day);
    struct day_walk own = {.run = run, .commune = true}, others = {.run = run};
    if (!history) {
        return 1;
    }
    if (history_day(history, day, list_span, &own) ||
        history_day(history, day, list_span, &others)) {
        return job_fail(run, cannot_read_history);
    }
    return 0;
}

/* "03052026:item". */
static int tell_past(struct job_run *run) {
    int32_t day;
    struct history *history = open_day(run, &day);
    const char *colon = strchr(run->config->ref, ':');
    struct day_walk walk = {.run = run, .item = colon ? colon + 1 : ""};
    if (!history) {
        return 1;
    }
    if (history_day(history, day, tell_span, &walk)) {
        return job_fail(run, cannot_read_history);
    }
    return walk.count > 0 ? 0 : job_fail(run, "Hôm ấy máy không nói tin này.");
}

/* ---- which ------------------------------------------------------------------------- */

static int (*const jobs[JOB_COUNT])(struct job_run *run) = {
    [JOB_LOOK] = look,
    [JOB_INSPECT] = inspect,
    [JOB_LOAD] = load,
    [JOB_NOTICES] = list_notices,
    [JOB_SHOW] = show_notice,
    [JOB_TAKE_BACK] = take_back,
    [JOB_RELEASES] = list_releases,
    [JOB_COMPARE] = compare,
    [JOB_ROLL_BACK] = roll_back,
    [JOB_HISTORY] = list_day,
    [JOB_PAST] = tell_past,
    [JOB_LANGUAGES] = job_languages,
    [JOB_BOOTH] = job_booth,
    [JOB_AIR] = job_air,
};

static enum job job_called(const char *name) {
    for (int job = JOB_NONE + 1; job < JOB_COUNT; job++) {
        if (jobs[job] && str_same(job_name((enum job)job), name)) {
            return (enum job)job;
        }
    }
    return JOB_NONE;
}

static bool is_release(enum job job) {
    return job == JOB_LOAD || job == JOB_TAKE_BACK || job == JOB_ROLL_BACK || job == JOB_AIR;
}

/* The jobs that change what is said ask the rules first. */
static int run_job(struct job_run *run, enum job job) {
    const struct jobs_config *config = run->config;
    const char *why =
        is_release(job) ? rules_against(run->station.staff, config->by, config->with) : NULL;
    return why ? job_fail(run, why) : jobs[job](run);
}

int jobs_run(const char *name, const struct jobs_config *config) {
    struct job_run run;
    enum job job = job_called(name);
    setenv("LC_ALL", "vi_VN.UTF-8", 1); /* the staff's pages are Vietnamese */
    run = (struct job_run){.config = config, .out = config->out};
    if (job == JOB_NONE || station_open(config->library_dir, &run.station)) {
        return job_fail(&run, "Máy không mở được nơi giữ nội dung. Xin gọi kỹ thuật viên.");
    }
    int status = run_job(&run, job);
    fflush(config->out);
    station_close(&run.station);
    return status;
}
