#include "content/shelf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"
#include "content/layers.h"
#include "content/pack_read.h"
#include "content/shelf_parts.h"

enum { WAIT_MS = 5000, TRIES = 5 };

static const char CURRENT[] = "current", BEFORE[] = "before";

/* ---- sentences ---------------------------------------------------------------------- */

const char *shelf_news_sentence(enum shelf_news news, bool vietnamese) {
    static const struct {
        const char *vi, *en;
    } sentences[SHELF_NEWS_COUNT] = {
        [SHELF_NEWS_LIST] = {"Danh sách gói nội dung bị hỏng, máy dùng danh sách trước đó; hãy xem "
                             "có đúng gói đang dùng không.",
                             "The list of packs was damaged and the one before it is used; please "
                             "see whether the right packs are shown."},
        [SHELF_NEWS_PROVINCE] = {"Gói của tỉnh bị hỏng hoặc khóa ký đã bị thu hồi, máy dùng gói "
                                 "trước đó; hãy cài lại gói của tỉnh từ USB.",
                                 "The province's pack was damaged or its key was withdrawn; the "
                                 "pack before it is shown. Please install it again."},
        [SHELF_NEWS_COMMUNE] = {"Phần của xã bị hỏng hoặc khóa ký đã bị thu hồi, máy dùng phần "
                                "trước đó; hãy phát hành lại phần của xã.",
                                "The commune's layer was damaged or its key was withdrawn; the one "
                                "before it is shown. Please publish it again."},
        [SHELF_NEWS_STARTER] = {"Không đọc được gói khởi đầu đi kèm chương trình; hãy cài lại "
                                "chương trình.",
                                "The starter pack of the program cannot be read; please install "
                                "the program again."},
        [SHELF_NEWS_LEFT_OUT] = {"Có mục của xã không hiện, vì nó dẫn tới một mục mà gói của tỉnh "
                                 "không còn; hãy sửa mục đó.",
                                 "An item of the commune is not shown: it leads to one that the "
                                 "province's pack does not have any more. Please correct it."},
    };
    return vietnamese ? sentences[news].vi : sentences[news].en;
}

/* ---- paths -------------------------------------------------------------------------- */

bool shelf_path(const struct shelf *shelf, const char *folder, const char *name,
                char path_out[PATH_BYTES]) {
    struct str s;
    str_init(&s, path_out, PATH_BYTES);
    str_put(&s, shelf->dir);
    const char *const parts[] = {folder, name};
    for (int i = 0; i < 2; i++) {
        str_put(&s, *parts[i] ? "/" : "");
        str_put(&s, parts[i]);
    }
    if (s.cut) {
        diag_log("%s: đường dẫn quá dài", "%s: the path is too long", path_out);
    }
    return !s.cut;
}

bool shelf_pack_path(const struct shelf *shelf, const char *hash, char path_out[PATH_BYTES]) {
    char name[SEAL_HASH_BYTES + 8];
    struct str s;
    str_init(&s, name, sizeof name);
    str_printf(&s, "%s.pack", hash);
    return shelf_path(shelf, SHELF_PACKS, name, path_out);
}

static struct shelf_look look_at(const char *path) {
    struct stat info;
    struct shelf_look look;
    memset(&look, 0, sizeof look);
    if (stat(path, &info) == 0) {
        look.device = info.st_dev;
        look.inode = info.st_ino;
        look.bytes = info.st_size;
        look.changed = info.st_ctim;
    }
    return look;
}

static bool is_same_look(const struct shelf_look *a, const struct shelf_look *b) {
    return a->device == b->device && a->inode == b->inode && a->bytes == b->bytes &&
           a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec;
}

/* ---- the list ----------------------------------------------------------------------- */

enum load { LOAD_NONE, LOAD_GOOD, LOAD_DAMAGED, LOAD_FAILED };

static enum load load(const struct shelf *shelf, const char *name, struct manifest *manifest_out) {
    char path[PATH_BYTES], text[MANIFEST_BYTES];
    *manifest_out = (struct manifest){0};
    if (!shelf_path(shelf, "", name, path)) {
        return LOAD_FAILED;
    }
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? LOAD_NONE : LOAD_FAILED;
    }
    ssize_t bytes = disk_fill(shelf->disk, fd, text, sizeof text);
    close(fd);
    if (bytes < 0) {
        return LOAD_FAILED;
    }
    return manifest_parse(text, (size_t)bytes, manifest_out) ? LOAD_GOOD : LOAD_DAMAGED;
}

enum shelf_list_state shelf_load(const struct shelf *shelf, struct manifest *manifest_out) {
    enum load current = load(shelf, CURRENT, manifest_out);
    if (current == LOAD_GOOD) {
        return SHELF_LIST_CURRENT;
    }
    enum load before = load(shelf, BEFORE, manifest_out);
    if (current == LOAD_FAILED || before == LOAD_FAILED) {
        return SHELF_LIST_UNREADABLE;
    }
    if (before == LOAD_GOOD) {
        return SHELF_LIST_BEFORE;
    }
    bool never = current == LOAD_NONE && before == LOAD_NONE;
    return never ? SHELF_LIST_NONE : SHELF_LIST_LOST;
}

static bool has_size(const char *path, int64_t bytes) {
    struct stat info;
    return lstat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_size == bytes;
}

bool shelf_is_whole(const struct shelf *shelf, const struct manifest_pack *pack) {
    char path[PATH_BYTES];
    struct minisign_signature signature;
    return shelf_pack_path(shelf, pack->hash, path) && has_size(path, pack->bytes) &&
           minisign_signature_load(path, &signature) == SEAL_GENUINE &&
           !trust_is_revoked(shelf->trust, signature.id);
}

/* ---- what is shown ------------------------------------------------------------------ */

enum shelf_news shelf_news_of(enum trust_role role) {
    return role == TRUST_PROVINCE ? SHELF_NEWS_PROVINCE : SHELF_NEWS_COMMUNE;
}

static const enum library_kind KIND_OF[TRUST_ROLES] = {
    [TRUST_PROVINCE] = LIBRARY_WHOLE, [TRUST_COMMUNE] = LIBRARY_LAYER};

static bool read_pack(const struct shelf *shelf, const struct manifest_pack *pack,
                      struct library *library) {
    char path[PATH_BYTES];
    if (!shelf_is_whole(shelf, pack) || !shelf_pack_path(shelf, pack->hash, path) ||
        pack_read_with(path, PACK_LAYER | PACK_KNOWN, library)) {
        return false;
    }
    if (library->kind != KIND_OF[pack->role]) { /* was refused when it came */
        library_fini(library);
        return false;
    }
    return true;
}

/* Names what layer `ix` of the content is. */
static void name_layer(const struct shelf *shelf, struct shelf_content *content, int ix,
                       const struct manifest_pack *pack) {
    char path[PATH_BYTES];
    struct minisign_signature signature;
    str_copy(content->hashes[ix], sizeof content->hashes[ix], pack->hash);
    content->keys[ix][0] = '\0';
    if (shelf_pack_path(shelf, pack->hash, path) &&
        minisign_signature_load(path, &signature) == SEAL_GENUINE) {
        minisign_id_text(signature.id, content->keys[ix]);
    }
    content->layers[ix].role = trust_role_name(pack->role);
}

/* The pack of a role that is in use, or the first older one that is whole. */
static bool read_role(const struct shelf *shelf, const struct manifest *manifest,
                      enum trust_role role, struct shelf_content *content, int ix,
                      struct library *library, unsigned *news) {
    const struct manifest_pack *end = manifest->packs + manifest->count;
    const struct manifest_pack *pack = manifest_used(manifest, role);
    for (; pack && pack < end && pack->role == role; pack++) {
        if (read_pack(shelf, pack, library)) {
            name_layer(shelf, content, ix, pack);
            return true;
        }
        *news |= SHELF_NEWS_BIT(shelf_news_of(role));
    }
    return false;
}

enum err shelf_show_base(const struct shelf *shelf, const struct manifest *manifest,
                         struct shelf_content *content, unsigned *news) {
    *content = (struct shelf_content){0};
    if (read_role(shelf, manifest, TRUST_PROVINCE, content, 0, &content->library, news)) {
        return ERR_OK;
    }
    if (pack_read_with(shelf->starter, PACK_KNOWN, &content->library)) {
        *news |= SHELF_NEWS_BIT(SHELF_NEWS_STARTER);
        return ERR_REJECT;
    }
    content->layers[0].role = "starter";
    str_copy(content->hashes[0], sizeof content->hashes[0], content->library.packs[0].hash);
    return ERR_OK;
}

void shelf_show_layer(const struct shelf *shelf, const struct manifest *manifest,
                      struct shelf_content *content, unsigned *news) {
    struct library layer = {0};
    if (!read_role(shelf, manifest, TRUST_COMMUNE, content, 1, &layer, news)) {
        return;
    }
    if (layers_lay(&content->library, &layer, &content->report)) {
        *news |= SHELF_NEWS_BIT(SHELF_NEWS_COMMUNE);
        library_fini(&layer);
    }
    *news |= content->report.left_out ? SHELF_NEWS_BIT(SHELF_NEWS_LEFT_OUT) : 0;
}

enum err shelf_show(const struct shelf *shelf, const struct manifest *manifest,
                    struct shelf_content *content_out, unsigned *news_out) {
    enum err err = shelf_show_base(shelf, manifest, content_out, news_out);
    if (!err) {
        shelf_show_layer(shelf, manifest, content_out, news_out);
    }
    return err;
}

static int32_t day_of(int64_t seconds) {
    time_t time = (time_t)seconds;
    struct tm parts;
    localtime_r(&time, &parts);
    return (parts.tm_year + 1900) * 10000 + (parts.tm_mon + 1) * 100 + parts.tm_mday;
}

void shelf_remember(struct shelf *shelf, const struct manifest *manifest,
                    struct shelf_content *content) {
    struct history_release release = {manifest->release, manifest->at_s, manifest->by, {{0}}};
    for (int p = 0; p < content->library.pack_count; p++) {
        release.layers[p] = content->layers[p];
        release.layers[p].hash = content->hashes[p];
        release.layers[p].key = content->keys[p];
    }
    if (shelf->history &&
        history_follow(shelf->history, &content->library, &release, day_of(shelf->now_s()))) {
        diag_log("Lịch sử nội dung chưa được ghi; lần sau máy sẽ ghi bù.",
                 "The history of the content is not written; it will be next time.");
    }
}

/* ---- reading ------------------------------------------------------------------------ */

static unsigned list_news(enum shelf_list_state state) {
    switch (state) {
    case SHELF_LIST_NONE:
    case SHELF_LIST_CURRENT:
        break;
    case SHELF_LIST_BEFORE:
    case SHELF_LIST_LOST:
    case SHELF_LIST_UNREADABLE:
        return SHELF_NEWS_BIT(SHELF_NEWS_LIST);
    }
    return 0;
}

static void say_news(struct shelf *shelf, unsigned news) {
    for (int n = 0; n < SHELF_NEWS_COUNT; n++) {
        if (news & ~shelf->said & SHELF_NEWS_BIT(n)) {
            diag_log("%s", "%s", shelf_news_sentence((enum shelf_news)n, diag_in_vietnamese()));
        }
    }
    shelf->said = news;
}

static enum err read_once(struct shelf *shelf, const char *current, struct manifest *manifest,
                          struct shelf_content *content, unsigned *news) {
    /* Looked at before it is read: a switch meanwhile is then seen as one. */
    shelf->current_look = look_at(current);
    shelf->starter_look = look_at(shelf->starter);
    *news = list_news(shelf_load(shelf, manifest));
    return shelf_show(shelf, manifest, content, news);
}

enum err shelf_read(struct shelf *shelf, struct library *library, unsigned *news_out) {
    char path[PATH_BYTES];
    struct manifest manifest;
    struct shelf_content content;
    *news_out = 0;
    if (!shelf_path(shelf, "", CURRENT, path)) {
        return ERR_REJECT;
    }
    enum err err = read_once(shelf, path, &manifest, &content, news_out);
    for (int i = 0; i < TRIES && *news_out && shelf_changed(shelf); i++) {
        library_fini(&content.library); /* a pack went away while it was read */
        err = read_once(shelf, path, &manifest, &content, news_out);
    }
    say_news(shelf, *news_out);
    if (!err) {
        shelf_remember(shelf, &manifest, &content);
        *library = content.library;
    }
    return err;
}

bool shelf_changed(const struct shelf *shelf) {
    char path[PATH_BYTES];
    if (!shelf_path(shelf, "", CURRENT, path)) {
        return false;
    }
    struct shelf_look current = look_at(path), starter = look_at(shelf->starter);
    return !is_same_look(&current, &shelf->current_look) ||
           !is_same_look(&starter, &shelf->starter_look);
}

/* ---- listing ------------------------------------------------------------------------ */

static void fill_row(const char *path, struct shelf_row *row) {
    struct arena memory = {0};
    struct pack_name name;
    struct minisign_signature signature;
    if (access(path, F_OK) != 0 || pack_read_name(path, &memory, &name)) {
        row->is_whole = false;
    } else {
        str_copy(row->id, sizeof row->id, name.id);
        str_copy(row->name, sizeof row->name, name.name);
        str_copy(row->version, sizeof row->version, name.version);
    }
    arena_fini(&memory);
    if (!row->is_starter && minisign_signature_load(path, &signature) == SEAL_GENUINE) {
        minisign_id_text(signature.id, row->key);
    }
}

int shelf_list(struct shelf *shelf, struct shelf_row rows_out[SHELF_ROWS_MAX]) {
    struct manifest manifest;
    char path[PATH_BYTES];
    int count = 1;
    shelf_load(shelf, &manifest);
    rows_out[0] = (struct shelf_row){.is_starter = true,
                                     .in_use = !manifest_used(&manifest, TRUST_PROVINCE),
                                     .is_whole = true,
                                     .bytes = look_at(shelf->starter).bytes};
    fill_row(shelf->starter, &rows_out[0]);
    for (int i = 0; i < manifest.count; i++) {
        const struct manifest_pack *pack = &manifest.packs[i];
        struct shelf_row *row = &rows_out[count++];
        *row = (struct shelf_row){.in_use = pack->in_use,
                                  .is_whole = shelf_is_whole(shelf, pack),
                                  .role = pack->role,
                                  .bytes = pack->bytes};
        str_copy(row->hash, sizeof row->hash, pack->hash);
        if (shelf_pack_path(shelf, pack->hash, path)) {
            fill_row(path, row);
        }
    }
    return count;
}

bool shelf_packs(const struct shelf *shelf, struct manifest *list_out) {
    enum shelf_list_state state = shelf_load(shelf, list_out);
    return state == SHELF_LIST_CURRENT || state == SHELF_LIST_NONE;
}

struct history *shelf_history(struct shelf *shelf) {
    return shelf->history;
}

/* ---- lifetime ----------------------------------------------------------------------- */

static int64_t system_now_s(void) { return (int64_t)time(NULL); }

static void make_folders(const struct shelf *shelf) {
    static const char *const folders[] = {"", SHELF_PACKS, SHELF_INCOMING};
    char path[PATH_BYTES];
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (!shelf_path(shelf, folders[i], "", path) || disk_folder(shelf->disk, path)) {
            return; /* logged; reading goes on */
        }
    }
}

enum err shelf_open(const struct shelf_config *config, struct shelf **shelf_out) {
    char path[PATH_BYTES];
    struct shelf *shelf = calloc(1, sizeof *shelf);
    *shelf_out = NULL;
    if (!shelf) {
        abort();
    }
    shelf->lock = -1;
    shelf->trust = config->trust;
    shelf->disk = config->disk ? config->disk : &DISK;
    shelf->wait_ms = config->wait_ms ? config->wait_ms : WAIT_MS;
    shelf->now_s = config->now_s ? config->now_s : system_now_s;
    if (!str_copy(shelf->dir, sizeof shelf->dir, config->dir) ||
        !str_copy(shelf->starter, sizeof shelf->starter, config->starter) ||
        !shelf_path(shelf, "", "history.db", path)) {
        diag_log("%s: đường dẫn quá dài", "%s: the path is too long", config->dir);
        shelf_close(shelf);
        return ERR_REJECT;
    }
    make_folders(shelf);
    if (history_open(path, &shelf->history)) {
        diag_log("Máy vẫn chạy nhưng không ghi lịch sử nội dung.",
                 "The kiosk runs without a history of its content.");
    }
    if (shelf_lock(shelf, 0)) { /* else somebody is at work, and tidies up after */
        shelf_tidy(shelf);
        shelf_unlock(shelf);
    }
    *shelf_out = shelf;
    return ERR_OK;
}

void shelf_close(struct shelf *shelf) {
    if (shelf) {
        shelf_unlock(shelf);
        history_close(shelf->history);
        free(shelf);
    }
}
